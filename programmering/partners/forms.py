from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString

from programmering.plannen.models import Plan
from programmering.plots.models import JAAR_VALIDATORS, Plot
from woonzorg.organisaties.models import Organisatie, Organisatiesoort

from .actions import INTERESSE, Besluit, Wijziging
from .lijsten import Niveau, Voorstelsoort
from .models import Plotpartner, Voorstel
from .selectors import Regelstand, beginrol, eigen_organisaties
from .velden import PLANVELDEN, PLOTVELDEN, Veld, huidig, verborgen_voor

# At whose organisations a plot is looked for partners: the others govern, advise or pay.
PARTNERSOORTEN = [
    Organisatiesoort.GEMEENTE,
    Organisatiesoort.CORPORATIE,
    Organisatiesoort.ZORGORGANISATIE,
    Organisatiesoort.INVESTEERDER,
    Organisatiesoort.ONTWIKKELAAR,
    Organisatiesoort.WELZIJNSORGANISATIE,
    Organisatiesoort.BEWONERSINITIATIEF,
]


class Datum(forms.DateInput):
    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class PartnerForm(forms.ModelForm):
    organisatie = forms.ModelChoiceField(
        Organisatie.objects.filter(soort__in=PARTNERSOORTEN),
        label="Organisatie met een account",
        required=False,
        empty_label="staat er niet bij",
        help_text="Leden van deze organisatie zien de plot en leggen hun eigen commitment vast.",
    )
    naam = forms.CharField(
        label="Naam van de partner",
        required=False,
        max_length=200,
        help_text="Leeg laten kan als u een organisatie kiest.",
    )

    class Meta:
        model = Plotpartner
        fields = ["rol", "organisatie", "naam", "contact", "van"]
        widgets = {"van": Datum}

    def _post_clean(self):
        """The action checks the model as a whole, with the organisation's name filled in."""


class BeeindigForm(forms.Form):
    tot = forms.DateField(label="Laatste dag", initial=timezone.localdate, widget=Datum)


class CommitmentForm(forms.Form):
    niveau = forms.ChoiceField(label="Niveau", choices=Niveau.choices)
    datum = forms.DateField(label="Toegezegd op", initial=timezone.localdate, widget=Datum)
    toelichting = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld waaruit dit blijkt. Alleen voor de gemeente, de provincie en de partner zelf.",
    )


class NamensForm(forms.ModelForm):
    """For whom one speaks: asked only of who is a member of several organisations."""

    # The style of a required textarea would call it wrong before anything is typed.
    use_required_attribute = False

    class Meta:
        model = Voorstel
        fields = ["organisatie", "bericht"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisaties = list(eigen_organisaties(user))
        self.instance.door = user
        if len(self.organisaties) == 1:
            del self.fields["organisatie"]
            self.instance.organisatie = self.organisaties[0]
        else:
            self.fields["organisatie"].queryset = eigen_organisaties(user)
            self.fields["organisatie"].label = "Namens welke organisatie"

    def _post_clean(self):
        """Checked by the action, once the rows are known; here only what was typed is taken over."""
        for veld in set(self._meta.fields) & set(self.fields) & set(self.cleaned_data):
            setattr(self.instance, veld, self.cleaned_data[veld])


class InteresseForm(NamensForm):
    class Meta(NamensForm.Meta):
        fields = ["rol", "organisatie", "bericht"]
        widgets = {"bericht": forms.Textarea(attrs={"rows": 5})}
        labels = {"rol": "In welke rol", "bericht": "Wat kunt u hier betekenen?"}
        help_texts = {"bericht": "De gemeente leest dit, met uw naam en die van uw organisatie."}

    def __init__(self, *args, user, plot: Plot, rol: str = "", **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["rol"].required = True
        self.initial["rol"] = rol or beginrol(user)
        self.instance.soort, self.instance.plot = Voorstelsoort.INTERESSE, plot


@dataclass(frozen=True)
class Voorstelrij:
    """One field of the form with what is stored now; `begin` remembers what its sender was shown."""

    veld: Veld
    invoer: forms.BoundField
    nu: str
    begin: SafeString


class VoorstelForm(NamensForm):
    """A proposal on a plot or plan. Only what differs from what the sender was shown is sent."""

    class Meta(NamensForm.Meta):
        widgets = {"bericht": forms.Textarea(attrs={"rows": 5})}
        labels = {"bericht": "Waarom stelt u dit voor?"}

    def __init__(self, *args, user, onderwerp: Plot | Plan, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.instance.soort = Voorstelsoort.VOORSTEL
        setattr(self.instance, "plot" if isinstance(onderwerp, Plot) else "plan", onderwerp)
        self.velden = PLOTVELDEN if isinstance(onderwerp, Plot) else PLANVELDEN
        self.verborgen = verborgen_voor(onderwerp, user)
        self.nu = {n: "" if n in self.verborgen else w for n, w in huidig(onderwerp).items()}
        for veld in self.velden:
            self.fields[veld.naam] = _invoerveld(veld)
            waarde = self.nu[veld.naam]
            self.initial[veld.naam] = "" if veld.soort == "jaar" and waarde == "0" else waarde
        self.order_fields([v.naam for v in self.velden])

    @property
    def rijen(self) -> list[Voorstelrij]:
        return [
            Voorstelrij(
                v,
                self[v.naam],
                "niet openbaar" if v.naam in self.verborgen else v.toon(self.nu[v.naam]),
                self[v.naam].as_hidden(only_initial=True),
            )
            for v in self.velden
        ]

    @property
    def overige(self) -> list[forms.BoundField]:
        return [self[naam] for naam in ("organisatie", "bericht") if naam in self.fields]

    def clean(self):
        gegevens = super().clean()
        for veld in self.velden:
            leeg = gegevens.get(veld.naam) in (None, "")
            if veld.soort == "tekst" and leeg and veld.naam in self.changed_data:
                self.add_error(veld.naam, "Vul in wat het moet worden; weghalen doet alleen de gemeente.")
            if veld.soort == "jaar" and not leeg and not gegevens.get(veld.naam.replace("jaar", "aantal")):
                self.add_error(veld.naam, "Vul ook in hoeveel woningen het zijn.")
        return gegevens

    @property
    def wijzigingen(self) -> list[Wijziging]:
        """What the sender changed, and what is not already so."""
        gewijzigd = []
        for veld in self.velden:
            waarde = self.cleaned_data.get(veld.naam)
            nieuw = str(waarde) if waarde not in (None, "") else "0"
            if veld.naam in self.changed_data and nieuw != self.nu[veld.naam]:
                gewijzigd.append(Wijziging(veld.naam, self.nu[veld.naam], nieuw))
        return gewijzigd


def _invoerveld(veld: Veld) -> forms.Field:
    opties = {"label": veld.titel, "required": veld.soort == "keuze", "show_hidden_initial": True}
    if veld.soort == "keuze":
        return forms.ChoiceField(choices=list(veld.keuzes.items()), **opties)
    if veld.soort == "aantal":
        return forms.IntegerField(min_value=0, max_value=10_000, **opties)
    if veld.soort == "jaar":
        return forms.IntegerField(
            validators=JAAR_VALIDATORS,
            error_messages={"min_value": "Kies een jaar vanaf 2000.", "max_value": "Kies een jaar tot en met 2100."},
            **opties,
        )
    return forms.CharField(max_length=veld.maximum, **opties)


@dataclass(frozen=True)
class Besluitrij:
    stand: Regelstand
    keuze: forms.BoundField
    reden: forms.BoundField


class BesluitForm(forms.Form):
    """One choice with its reason for each field of a proposal, or one choice for interest."""

    KEUZES = [("ja", "Aannemen"), ("nee", "Afwijzen")]

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reden = forms.CharField(
        label="Reden of antwoord",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, standen: list[Regelstand], versie: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.standen = {s.regel.veld: s for s in standen}
        self.namen = list(self.standen) or [INTERESSE]
        self.initial["versie"] = versie
        waar = (
            "Wijst u iets af, zeg dan waarom: hier of bij het veld." if self.standen else "Wijst u af, zeg dan waarom."
        )
        self.fields["reden"].help_text = f"De indiener leest dit. {waar}"
        for naam in self.namen:
            titel = self.standen[naam].veld.titel if self.standen else "Wat besluit u?"
            self.fields[f"besluit-{naam}"] = forms.ChoiceField(
                label=titel,
                choices=self.KEUZES,
                widget=forms.RadioSelect,
                help_text=self.standen[naam].zin if self.standen else "",
                error_messages={"required": "Kies een van de twee."},
            )
            if self.standen:
                self.fields[f"reden-{naam}"] = forms.CharField(
                    label=f"Reden bij {titel.lower()}", required=False, max_length=500
                )

    @property
    def rijen(self) -> list[Besluitrij]:
        return [Besluitrij(s, self[f"besluit-{n}"], self[f"reden-{n}"]) for n, s in self.standen.items()]

    @property
    def interesse(self) -> forms.BoundField | None:
        return self[f"besluit-{INTERESSE}"] if not self.standen else None

    @property
    def besluiten(self) -> dict[str, Besluit]:
        gegevens = self.cleaned_data
        return {n: Besluit(gegevens[f"besluit-{n}"] == "ja", gegevens.get(f"reden-{n}", "")) for n in self.namen}
