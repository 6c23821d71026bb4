"""Forms of a plot: the plot itself, its capacity, a step, its weighing, the plan that belongs to it."""

import datetime

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import slugify

from programmering.plannen.plek import gemeente_volgens_grenzen
from programmering.plekken.forms import PlekMixin
from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatiesoort
from woonzorg.organisaties.permissions import Permission, Rol, gemeenten_met

from . import lijsten
from .models import WONINGTYPEN, Criterium, Plot
from .regels import Capaciteit
from .selectors import Weging, afstand_tekst
from .workflow import eisen

DATUM = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def jaar_later(dag: datetime.date) -> datetime.date:
    """Twelve months on; from 29 February to the 28th."""
    try:
        return dag.replace(year=dag.year + 1)
    except ValueError:
        return dag.replace(year=dag.year + 1, day=28)


def leden_van(gemeenten):
    """Who works today at the organisation of one of these gemeenten; a plot has its eigenaar there."""
    leden = Lidmaatschap.objects.geldig().filter(
        gebruiker=OuterRef("pk"),
        organisatie__soort=Organisatiesoort.GEMEENTE,
        organisatie__werkgebieden__soort=Gebiedssoort.GEMEENTE,
        organisatie__werkgebieden__code__in=gemeenten.order_by().values("code"),
    )
    return Gebruiker.objects.filter(Exists(leden), is_active=True)


def adviseurs_van(gemeenten):
    """Advisers whose werkgebied holds one of these gemeenten."""
    gebied = (
        Q(organisatie__werkgebieden__code__in=gemeenten.order_by().values("provincie_id"))
        | Q(organisatie__werkgebieden__code__in=gemeenten.order_by().values("woondealregio_id"))
        | Q(organisatie__werkgebieden__code__in=gemeenten.order_by().values("code"))
    )
    leden = Lidmaatschap.objects.geldig().filter(gebied, gebruiker=OuterRef("pk"), rol=Rol.ADVISEUR)
    return Gebruiker.objects.filter(Exists(leden), is_active=True)


class PlotForm(PlekMixin, forms.ModelForm):
    """A plot with its place. The capacity beside it is read by `Capaciteitsrooster`."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Plot
        fields = [
            "naam",
            "gemeente",
            "adres",
            "vertrouwelijkheid",
            "bouwvorm",
            "grondpositie",
            "planologie",
            "instellingsterrein",
            "breidt_uit",
            "eigenaar",
            "adviseur",
            "toelichting",
        ]
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 4})}

    DELEN = [("Wat en waar", ["naam", "gemeente", "adres", "vertrouwelijkheid"])]
    DELEN_NA = [
        ("Wat voor plek", ["grondpositie", "planologie", "bouwvorm", "breidt_uit", "instellingsterrein"]),
        ("Wie erover gaat", ["eigenaar", "adviseur", "toelichting"]),
    ]  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        eigen = gemeenten_met(user, Permission.PLOT_WIJZIGEN)
        eigen = eigen.geldig_op()
        veld = self.fields["gemeente"]
        veld.queryset, veld.required = eigen, False
        veld.empty_label = "volgens de plek op de kaart"
        veld.help_text = "Laat leeg als de plek zelf zegt in welke gemeente zij ligt."
        if not self.instance.pk and len(keuze := list(eigen[:2])) == 1:
            self.initial["gemeente"] = keuze[0].pk
        self._beperk_mensen(eigen)
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)

    def _beperk_mensen(self, eigen) -> None:
        """People of the gemeente in question or, before one is chosen, of all where this user may write."""
        keuze = str(self["gemeente"].value() or "")
        gemeenten = eigen.filter(pk=keuze) if keuze.isdecimal() else eigen
        self.fields["eigenaar"].queryset = leden_van(gemeenten)
        self.fields["adviseur"].queryset = adviseurs_van(gemeenten)
        self.fields["eigenaar"].help_text = "Krijgt bericht als een reservering bijna afloopt."
        self.fields["adviseur"].help_text = "Krijgt hetzelfde bericht."

    def clean(self):
        gegevens = super().clean()
        if not self.cleaned_data.get("gemeente") and "gemeente" not in self.errors:
            self._gemeente_van_plek()
        self._eis_mensen_van_hier()
        return gegevens

    def _gemeente_van_plek(self) -> None:
        if not self.instance.geometrie:
            return  # the place has its own message
        gemeente, _ = gemeente_volgens_grenzen(self.instance.geometrie)
        if gemeente is None:
            self.add_error("gemeente", "Deze plek ligt in geen gemeente die we kennen. Kies de gemeente zelf.")
        elif not self.fields["gemeente"].queryset.filter(pk=gemeente.pk).exists():
            melding = f"Deze plek ligt volgens de kaart in {gemeente}. Daar kunt u geen plot maken."
            self.add_error("gemeente", melding)
        else:
            self.cleaned_data["gemeente"] = gemeente

    def _eis_mensen_van_hier(self) -> None:
        gemeente = self.cleaned_data.get("gemeente")
        if not gemeente:
            return
        hier = Gemeente.objects.filter(pk=gemeente.pk)
        for naam, mensen, wie in (
            ("eigenaar", leden_van(hier), f"iemand die bij {gemeente} werkt"),
            ("adviseur", adviseurs_van(hier), f"een adviseur die {gemeente} in het werkgebied heeft"),
        ):
            gekozen = self.cleaned_data.get(naam)
            if gekozen and not mensen.filter(pk=gekozen.pk).exists():
                self.add_error(naam, f"Kies {wie}.")

    @property
    def delen(self):
        return [(titel, [self[naam] for naam in namen]) for titel, namen in self.DELEN]

    @property
    def delen_na(self):
        return [(titel, [self[naam] for naam in namen]) for titel, namen in self.DELEN_NA]

    @property
    def andere_gemeente(self) -> str:
        """What to warn of after saving: approximate boundaries put the place elsewhere. '' when they agree."""
        gemeente, bron = gemeente_volgens_grenzen(self.instance.geometrie)
        if not gemeente or bron == Grens.Bron.OFFICIEEL or gemeente.pk == self.instance.gemeente_id:
            return ""
        eigen = self.instance.gemeente
        ligging = f"Volgens de kaart (grenzen bij benadering) ligt deze plek in {gemeente}"
        return f"{ligging}, maar zij staat bij {eigen}. Klopt dat?"


class CapaciteitForm(forms.Form):
    """Homes of one woningtype."""

    aantal = forms.IntegerField(label="aantal woningen", required=False, min_value=0, max_value=10_000)
    jaar = forms.IntegerField(label="verwacht jaar", required=False, min_value=2000, max_value=2100)
    waarvan_corporatie = forms.IntegerField(label="waarvan corporatie", required=False, min_value=0, max_value=10_000)

    def __init__(self, *args, woningtype: str, naam: str, **kwargs):
        super().__init__(*args, prefix=f"c-{woningtype}", **kwargs)
        self.woningtype, self.naam = woningtype, naam
        for veld in self.fields.values():
            veld.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "aria-label": f"{naam}, {veld.label}"}

    def clean(self):
        aantal = self.cleaned_data.get("aantal") or 0
        if not aantal and "aantal" not in self.errors and any(self.cleaned_data.get(v) for v in self.fields):
            self.add_error("aantal", "Vul in hoeveel woningen, of maak ook het jaar en 'waarvan corporatie' leeg.")
        if aantal and (self.cleaned_data.get("waarvan_corporatie") or 0) > aantal:
            self.add_error("waarvan_corporatie", "'Waarvan corporatie' is groter dan het aantal woningen.")

    @property
    def capaciteit(self) -> Capaciteit:
        g = self.cleaned_data
        return Capaciteit(self.woningtype, g.get("aantal") or 0, g.get("jaar") or 0, g.get("waarvan_corporatie") or 0)


class Capaciteitsrooster:
    """Three rows, one a woningtype: how many, when, and how many of a corporatie."""

    def __init__(self, data=None, *, regels=()):
        per_type = {r.woningtype: r for r in regels}
        self.rijen = [
            CapaciteitForm(data, woningtype=w, naam=naam, initial=self._begin(per_type.get(w)))
            for w, naam in WONINGTYPEN
        ]

    @staticmethod
    def _begin(regel: Capaciteit | None) -> dict:
        if regel is None:
            return {}
        return {
            "aantal": regel.aantal,
            "jaar": regel.jaar or None,
            "waarvan_corporatie": regel.waarvan_corporatie or None,
        }

    def is_valid(self) -> bool:
        # Every row is judged, so that all messages come at once.
        geldig = [rij.is_valid() for rij in self.rijen]
        return all(geldig)

    @property
    def capaciteit(self) -> list[Capaciteit]:
        return [rij.capaciteit for rij in self.rijen if rij.capaciteit.aantal]

    @property
    def fouten(self) -> list[tuple[str, str, str]]:
        """(id of the field, what it is, what is wrong)."""
        return [
            (veld.id_for_label, f"{rij.naam}, {veld.label}", fout)
            for rij in self.rijen
            for veld in rij
            for fout in veld.errors
        ]


class StapForm(forms.Form):
    """Asks what `workflow.eisen` of this step says, and nothing else."""

    datum = forms.DateField(
        label="Datum", widget=DATUM, help_text="De dag van het besluit of het gesprek.",
        error_messages={"required": "Vul in op welke dag dit was."},
    )  # fmt: skip
    reservering_tot = forms.DateField(
        label="Gereserveerd tot en met",
        widget=DATUM,
        help_text="De laatste dag waarop de plek wordt vrijgehouden. Daarna verloopt de reservering vanzelf.",
        error_messages={"required": "Kies tot en met welke dag de plek wordt vrijgehouden."},
    )
    vastgelegd_in = forms.ChoiceField(
        label="Vastgelegd in", choices=lijsten.VastgelegdIn.choices, widget=forms.RadioSelect,
        error_messages={"required": "Kies waarin de plek is vastgelegd."},
    )  # fmt: skip
    bewijs = forms.CharField(
        label="Bewijs", max_length=300, help_text="Welk besluit, verslag of document dit laat zien.",
        error_messages={"required": "Vul in waaruit dit blijkt: een besluit, verslag of document."},
    )  # fmt: skip
    link = forms.URLField(
        label="Link naar het document", required=False, max_length=200, assume_scheme="https",
        error_messages={"invalid": "Geef een link die met https:// begint."},
    )  # fmt: skip
    reden = forms.CharField(
        label="Reden", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul in waarom."},
    )  # fmt: skip
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, plot: Plot, naar: str, **kwargs):
        vandaag = timezone.localdate()
        einde = plot.reservering_tot if plot.dagen_over is not None else vandaag
        begin = {"datum": vandaag, "reservering_tot": jaar_later(einde), "versie": plot.versie}
        super().__init__(*args, initial=begin, **kwargs)
        eis = eisen(naar)
        gevraagd = {
            "reservering_tot": eis.einddatum,
            "vastgelegd_in": eis.vastgelegd_in,
            "bewijs": eis.bewijs,
            "link": eis.bewijs,
            "reden": eis.reden,
        }
        for naam, ja in gevraagd.items():
            if not ja:
                del self.fields[naam]

    @property
    def velden(self):
        return [veld for veld in self if not veld.is_hidden]

    @property
    def stap(self) -> dict:
        """What `zet_stap` takes."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "versie"}


class WeegForm(forms.Form):
    """The scores of a plot, one criterium a row; only what a person changed is written."""

    def __init__(self, *args, wegingen: list[Weging], **kwargs):
        super().__init__(*args, **kwargs)
        self.wegingen = [w for w in wegingen if w.criterium.actief]
        for w in self.wegingen:
            # What the page showed travels along: against the stored score, what somebody else changed meanwhile
            # would look like a change of this person, and be undone.
            self.fields[f"score_{w.criterium.pk}"] = forms.TypedChoiceField(
                label=w.criterium.naam,
                choices=[(0, "nog niet gewogen"), *lijsten.SCORES],
                coerce=int,
                initial=w.score,
                help_text=w.criterium.uitleg,
                show_hidden_initial=True,
            )
            self.fields[f"reden_{w.criterium.pk}"] = forms.CharField(
                label=f"Waarom, bij {w.criterium.naam.lower()}",
                required=False,
                max_length=500,
                initial=w.reden,
                show_hidden_initial=True,
            )

    def clean(self):
        anders = set(self.changed_data)
        for w in self.wegingen:
            veld, reden = f"score_{w.criterium.pk}", f"reden_{w.criterium.pk}"
            if self.cleaned_data.get(veld) != 0:
                continue
            if w.score and veld in anders:
                self.add_error(veld, "Kies een score. Wat gewogen is, blijft gewogen.")
            elif self.cleaned_data.get(reden) and reden in anders:
                self.add_error(veld, "Kies een score bij deze reden.")

    @property
    def rijen(self):
        return [(self[f"score_{w.criterium.pk}"], self[f"reden_{w.criterium.pk}"]) for w in self.wegingen]

    @property
    def scores(self) -> dict[Criterium, tuple[int, str]]:
        anders = set(self.changed_data)
        return {
            w.criterium: (self.cleaned_data[f"score_{w.criterium.pk}"], self.cleaned_data[f"reden_{w.criterium.pk}"])
            for w in self.wegingen
            if {f"score_{w.criterium.pk}", f"reden_{w.criterium.pk}"} & anders
            and self.cleaned_data[f"score_{w.criterium.pk}"]
        }


class PlanKeuze(forms.ModelChoiceField):
    def label_from_instance(self, plan) -> str:
        delen = [plan.get_status_planologisch_display()]
        delen.append("zonder plek" if plan.afstand is None else f"op {afstand_tekst(plan.afstand.m)}")
        return f"{plan.plannaam} ({', '.join(delen)})"


class KoppelForm(forms.Form):
    plan = PlanKeuze(
        queryset=None,
        label="Plan",
        help_text="De plannen van deze gemeente zonder plot. Wat dichtbij ligt staat boven.",
    )

    def __init__(self, *args, plannen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plannen


class CriteriumForm(forms.ModelForm):
    class Meta:
        model = Criterium
        fields = ["naam", "uitleg", "volgorde", "actief"]
        widgets = {"uitleg": forms.Textarea(attrs={"rows": 2})}

    def save(self, commit=True):
        if not self.instance.slug:
            self.instance.slug = _vrije_code(self.instance.naam)
        return super().save(commit)


def _vrije_code(naam: str) -> str:
    basis = slugify(naam)[:35] or "criterium"
    bezet = set(Criterium.objects.filter(slug__startswith=basis).values_list("slug", flat=True))
    return next(c for c in (basis, *(f"{basis}-{n}" for n in range(2, len(bezet) + 3))) if c not in bezet)


CriteriumFormSet = forms.modelformset_factory(Criterium, form=CriteriumForm, extra=1)
