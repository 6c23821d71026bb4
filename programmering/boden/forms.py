from django import forms

from programmering.opgaven.models import Opgaveperiode
from programmering.plannen.lijsten import Vertrouwelijkheid
from programmering.plots.models import WONINGTYPEN, Plot
from woonzorg.gebieden.models import Gemeente, Woondealregio
from woonzorg.gebieden.soorten import LAND, Gebiedssoort
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.models import Organisatie, Organisatiesoort

from .lijsten import Bodstatus, Partijsoort
from .models import Bod
from .rechten import Bodrecht

# More than this is no list to choose from: then only the plots of the gemeente that was chosen before.
MAX_PLOTS = 300
WIE_ZIET = {
    Vertrouwelijkheid.OPENBAAR: "Openbaar: iedereen ziet het bod, en het telt voor iedereen mee in de cijfers.",
    Vertrouwelijkheid.PROVINCIE: "Gemeente en provincie: alleen zij zien het bod en tellen het mee.",
    Vertrouwelijkheid.GEMEENTE: "Alleen de gemeente: ook de provincie ziet het bod niet.",
}


class BodForm(forms.ModelForm):
    """Who offers, where, and the papers. The year grid beside it is read by `rooster`."""

    gebied = forms.ChoiceField(
        label="Waar",
        help_text="Nog niet bekend in welke gemeente? Kies dan een hele regio. Dat bod telt mee in de keten zodra het "
        "een gemeente heeft.",
        error_messages={"invalid_choice": "Kies een gemeente of regio uit de lijst: daar mag u een bod invoeren."},
    )
    link = forms.URLField(label="Link naar het document", required=False, assume_scheme="https", max_length=200)
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Bod
        fields = [
            "organisatie",
            "partij",
            "partij_soort",
            "bouwvorm",
            "plot",
            "datum",
            "document",
            "link",
            "vertrouwelijkheid",
            "toelichting",
        ]
        widgets = {
            "datum": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "toelichting": forms.Textarea(attrs={"rows": 4}),
            "vertrouwelijkheid": forms.RadioSelect,
        }

    WIE = ("Wie doet het bod", ["organisatie", "partij", "partij_soort"])
    WAAR = ("Waar en hoe", ["gebied", "bouwvorm", "plot"])
    STUKKEN = ("Stukken en zichtbaarheid", ["datum", "document", "link", "vertrouwelijkheid", "toelichting"])

    def __init__(self, *args, recht: Bodrecht, gebied: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.recht = recht
        # What the stored bod says: a form that is not valid has already changed its instance.
        self.was = (self.instance.gemeente, self.instance.woondealregio) if self.instance.pk else (None, None)
        self._kies_partij()
        self._kies_gebied(gebied)
        self._kies_plot()
        self.fields["vertrouwelijkheid"].choices = list(WIE_ZIET.items())
        self.fields["toelichting"].help_text = "Alleen zichtbaar voor u, de gemeente en de provincie."
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)

    @property
    def delen(self):
        return self._delen(self.WIE, self.WAAR)

    @property
    def delen_na(self):
        return self._delen(self.STUKKEN)

    def _delen(self, *delen):
        velden = [(titel, [self[naam] for naam in namen if naam in self.fields]) for titel, namen in delen]
        return [(titel, deel) for titel, deel in velden if deel]

    @property
    def vaste_partij(self) -> str:
        """Who offers, where there is nothing to choose."""
        if "organisatie" in self.fields:
            return ""
        return self.instance.partij if self.instance.pk else next(iter(self.recht.eigen.values())).naam

    def _kies_partij(self) -> None:
        veld, eigen = self.fields["organisatie"], self.recht.eigen
        if self.recht.beheert:
            # All who can offer, and of the gemeenten only the own one: another gemeente enters its own boden.
            anderen = Organisatie.objects.filter(soort__in=Partijsoort.values).exclude(soort=Organisatiesoort.GEMEENTE)
            veld.queryset = anderen | Organisatie.objects.filter(pk__in=[*eigen, self.instance.organisatie_id or 0])
            veld.help_text = "Staat de partij er niet bij, vul dan haar naam en soort in."
            veld.empty_label = "een partij zonder account"
            for naam in ("partij", "partij_soort"):
                self.fields[naam].required = False
            self.fields["partij"].help_text = "Alleen als u hierboven geen organisatie koos."
            self.fields["partij_soort"].choices = [("", "kies een soort"), *Partijsoort.choices]
            if self.instance.organisatie_id:
                self.initial |= {"partij": "", "partij_soort": ""}
            return
        for naam in ("partij", "partij_soort"):
            del self.fields[naam]
        if self.instance.pk or len(eigen) == 1:
            del self.fields["organisatie"]
        else:
            veld.queryset, veld.required = Organisatie.objects.filter(pk__in=eigen), True

    def _kies_gebied(self, gevraagd: str) -> None:
        gemeenten = [(g.code, g.naam) for g in self.recht.gemeenten().only("code", "naam")]
        regios = [(r.code, r.naam) for r in self.recht.regios()]
        for nu, rijen in zip(self.was, (gemeenten, regios), strict=True):
            if nu and nu.code not in dict(rijen):
                rijen.append((nu.code, nu.naam))
        self.fields["gebied"].choices = [
            ("", "kies een gemeente of regio"),
            ("Gemeenten", gemeenten),
            ("Hele woondealregio's", regios),
        ]
        if huidig := next((g for g in self.was if g), None):
            self.initial["gebied"] = huidig.code
        elif gevraagd in dict(gemeenten + regios):
            self.initial["gebied"] = gevraagd
        elif len(gemeenten) == 1:
            self.initial["gebied"] = gemeenten[0][0]

    def _kies_plot(self) -> None:
        veld, plots = self.fields["plot"], self.recht.plots()
        huidig = self.instance.plot_id
        if huidig and not Plot.objects.for_user(self.recht.user).filter(pk=huidig).exists():
            # One that this reader may not see stays as it is, and its name is not told.
            del self.fields["plot"]
            return
        rijen = list(
            plots.values_list("pk", "naam", "gemeente__naam").order_by("gemeente__naam", "naam")[: MAX_PLOTS + 1]
        )
        if len(rijen) > MAX_PLOTS:
            code = (self.data.get("gebied") if self.is_bound else self.initial.get("gebied")) or ""
            rijen = list(plots.filter(gemeente__code=code).values_list("pk", "naam", "gemeente__naam").order_by("naam"))
        if huidig and huidig not in {pk for pk, _, _ in rijen}:
            rijen.append((huidig, self.instance.plot.naam, self.instance.plot.gemeente.naam))
        if not rijen:
            del self.fields["plot"]
            return
        per_gemeente: dict[str, list] = {}
        for pk, naam, gemeente in rijen:
            per_gemeente.setdefault(gemeente, []).append((pk, naam))
        veld.queryset = Plot.objects.filter(pk__in=[pk for pk, _, _ in rijen])
        veld.choices = [("", "nog geen plot"), *per_gemeente.items()]
        veld.help_text = "Als u al weet op welke plek. De plot ligt in de gemeente die u hierboven koos."

    def clean(self):
        gegevens = super().clean()
        self._zet_gebied(gegevens.get("gebied"))
        self._zet_partij(gegevens)
        plot = gegevens.get("plot") if "plot" in self.fields else self.instance.plot
        if plot and gegevens.get("gebied") and plot.gemeente_id != self.instance.gemeente_id:
            waar = f"Deze plot ligt in {plot.gemeente}." if "plot" in self.fields else "Bij dit bod hoort een plot."
            self.add_error("gebied", f"{waar} Kies de gemeente van de plot, of haal de plot weg.")
        return gegevens

    def _zet_gebied(self, code: str | None) -> None:
        if not code:
            return
        nu = {g.code: g for g in self.was if g}.get(code)
        bod = self.instance
        bod.gemeente = bod.woondealregio = None
        if code.startswith("GM"):
            bod.gemeente = nu or Gemeente.objects.geldig_op().get(code=code)
        else:
            bod.woondealregio = nu or Woondealregio.objects.get(code=code)

    def _zet_partij(self, gegevens: dict) -> None:
        bod = self.instance
        if "partij" in self.fields:
            bod.organisatie = gegevens.get("organisatie")
            if bod.organisatie is None:
                self._eis_naam(gegevens)
                return
            gegevens["partij"], gegevens["partij_soort"] = bod.organisatie.naam, bod.organisatie.soort
        elif not bod.pk:
            bod.organisatie = gegevens.get("organisatie") or next(iter(self.recht.eigen.values()))
        if bod.organisatie:
            bod.partij, bod.partij_soort = bod.organisatie.naam, bod.organisatie.soort
        verplaatst = (bod.gemeente, bod.woondealregio) != self.was
        if gegevens.get("gebied") and verplaatst and bod.organisatie and not self.recht.mag(bod):
            self.add_error("gebied", f"Hier mag u geen bod invoeren voor {bod.organisatie}.")

    def _eis_naam(self, gegevens: dict) -> None:
        naam = gegevens.get("partij") or ""
        if not naam and "partij" not in self.errors:
            self.add_error("partij", "Kies een organisatie, of vul de naam van de partij in.")
        if not gegevens.get("partij_soort") and "partij_soort" not in self.errors:
            self.add_error("partij_soort", "Kies wat voor partij het is.")
        bekend = Organisatie.objects.filter(naam__iexact=naam, soort__in=Partijsoort.values).first() if naam else None
        if bekend and self.fields["organisatie"].queryset.filter(pk=bekend.pk).exists():
            self.add_error("partij", f"{bekend} heeft een account. Kies die organisatie in de lijst hierboven.")
        if gegevens.get("gebied"):
            proef = Bod(gemeente=self.instance.gemeente, woondealregio=self.instance.woondealregio)
            if not self.recht.mag(proef):
                self.add_error("gebied", "Hier mag u alleen een bod van uw eigen organisatie invoeren.")


class StatusForm(forms.Form):
    """One step of a bod, with the day it was taken."""

    naar = forms.ChoiceField(choices=Bodstatus.choices)
    datum = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    versie = forms.IntegerField(widget=forms.HiddenInput)


class OverzichtFilter(forms.Form):
    """Filters of the pages that put boden beside the opgave; what is not understood falls back to the default."""

    periode = forms.ChoiceField(label="Periode")
    woningtype = forms.ChoiceField(label="Sorteer naar", choices=WONINGTYPEN)

    def __init__(self, query, *, perioden, met_woningtype: bool = True):
        super().__init__()
        if not met_woningtype:
            del self.fields["woningtype"]
        self.fields["periode"].choices = [(p.slug, p.naam) for p in perioden]
        self.gebied = zoek_gebied(query.get("gebied") or LAND.code)
        # Stay in the url when another periode is chosen.
        self.vast = {n: query[n] for n in ("gebied", "sorteer", "alles") if query.get(n)}
        self.waarden = {"periode": perioden[0].slug, "woningtype": "geclusterd"}
        for naam, veld in self.fields.items():
            if query.get(naam) in {waarde for waarde, _ in veld.choices}:
                self.waarden[naam] = query[naam]
        self.initial = self.waarden
        self.periode = next(p for p in perioden if p.slug == self.waarden["periode"])

    @classmethod
    def lees(cls, query, **kwargs):
        return cls(query, perioden=[p.als_periode() for p in Opgaveperiode.objects.all()], **kwargs)

    @property
    def is_gemeente(self) -> bool:
        return self.gebied.soort == Gebiedssoort.GEMEENTE
