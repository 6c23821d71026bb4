"""Forms of an example: a nomination, what the kernteam edits, a decision, a question of a visitor."""

from django import forms
from django.core.exceptions import ValidationError

from kenniskaarten.kenmerken import LIJSTEN
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.spamveilig import Spamveilig

from .lijsten import woningtypen
from .models import Status, Voorbeeld
from .plek import als_tekst, eis_in, ergens_in, punt_van


def _codes(naam: str):
    """The choices of a code list, read when the form is made."""
    return lambda: list(LIJSTEN.get(naam, {}).items())


def _vinkjes(label: str, keuzes, **meer) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=keuzes, widget=forms.CheckboxSelectMultiple, required=False, **meer
    )


class VoorbeeldForm(forms.ModelForm):
    """What both the nomination and the kernteam fill in. `delen` are (title, uitleg, bound fields)."""

    coordinaten = forms.CharField(
        label="Coördinaten",
        required=False,
        max_length=60,
        help_text="Kies de plek op de kaart, of typ de coördinaten: 52.2215, 6.8937 of in RD 258000, 471500.",
    )
    woningtypen = _vinkjes("Wat voor woningen zijn het?", woningtypen)
    website = forms.URLField(label="Website", required=False, max_length=500, assume_scheme="https")

    DELEN: list[tuple[str, str, list[str]]] = []

    class Meta:
        model = Voorbeeld
        fields = [
            "titel", "samenvatting", "tekst", "geleerd", "gemeente", "plaats", "adres", "woningen", "woningtypen",
            "bouwvorm", "eigendom", "omgeving", "zorg", "jaar", "mix", "mix_bewijs", "visie", "visie_bewijs",
            "initiatiefnemers", "website", "bronnen", "contact_naam", "contact_email", "voordrager_naam",
            "voordrager_email",
        ]  # fmt: skip
        labels = {
            "titel": "Naam van de plek",
            "geleerd": "Wat zou u nu anders doen?",
            "mix": "Mensen met en zonder zorgvraag wonen er samen",
            "mix_bewijs": "Waaruit blijkt dat zij samen wonen?",
            "visie": "Er is een uitgevoerde visie op welzijn en gemeenschap",
            "visie_bewijs": "Waaruit blijkt dat de visie wordt uitgevoerd?",
        }
        help_texts = {
            "samenvatting": "In een of twee zinnen: wat is hier bijzonder?",
            "tekst": "Wie wonen er, wat doen zij samen, hoe is de zorg geregeld, wie betaalt de huiskamer?",
            "geleerd": "Daar heeft een ander het meest aan.",
            "zorg": "De zwaarste zorg die er kan worden gegeven.",
            "adres": "Straat en nummer, of een omschrijving.",
            "jaar": "Het jaar waarin de eerste bewoners kwamen.",
            "mix_bewijs": "Bijvoorbeeld hoeveel bewoners zorg krijgen, of hoe er wordt toegewezen.",
            "visie_bewijs": "Bijvoorbeeld een plan dat wordt uitgevoerd, en wie daar tijd en geld voor heeft.",
            "initiatiefnemers": "Organisaties en verenigingen, geen namen van mensen.",
            "bronnen": "Eén per regel. Een webadres wordt een link.",
        }
        widgets = {
            "samenvatting": forms.Textarea(attrs={"rows": 2}),
            "tekst": forms.Textarea(attrs={"rows": 9}),
            "geleerd": forms.Textarea(attrs={"rows": 5}),
            "mix_bewijs": forms.Textarea(attrs={"rows": 3}),
            "visie_bewijs": forms.Textarea(attrs={"rows": 3}),
            "bronnen": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        gemeenten = Gemeente.objects.geldig_op()
        self.fields["gemeente"].queryset = gemeenten
        self.fields["gemeente"].empty_label = "kies een gemeente"
        for naam in ("bouwvorm", "eigendom", "omgeving", "zorg"):
            self.fields[naam].choices = [("", "kies"), *self._meta.model._meta.get_field(naam).choices]
        if self.instance.punt:
            self.initial["coordinaten"] = als_tekst(self.instance.punt)

    @property
    def delen(self):
        return [(titel, uitleg, [self[naam] for naam in namen]) for titel, uitleg, namen in self.DELEN]

    def clean(self):
        gegevens = super().clean()
        if "gemeente" in self.cleaned_data and "coordinaten" in self.cleaned_data:
            self._zet_plek(self.cleaned_data["coordinaten"].strip(), self.cleaned_data["gemeente"])
        return gegevens

    def _zet_plek(self, tekst: str, gemeente: Gemeente) -> None:
        try:
            self.instance.punt = self._punt(tekst, gemeente)
        except ValidationError as fout:
            self.add_error("coordinaten", fout)

    def _punt(self, tekst: str, gemeente: Gemeente):
        if not tekst:
            return ergens_in(gemeente)
        # Read back from its text, a place that nobody touched would move by the rounding.
        punt = self.instance.punt if tekst == self.initial.get("coordinaten") else punt_van(tekst)
        eis_in(punt, gemeente)
        return punt

    def _post_clean(self):
        super()._post_clean()
        # One bouwvorm describes the place; what it is proposed for reads a list of them.
        if self.instance.bouwvorm and not self.instance.bouwvormen:
            self.instance.bouwvormen = [self.instance.bouwvorm]

    def neem_fouten_over(self, fout: ValidationError) -> None:
        """Puts the errors of an action beside the fields that they are about."""
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            self.add_error(veld if veld in self.fields else None, fouten)


_WAT = ["titel", "samenvatting", "tekst", "geleerd"]
_WAAR = ["gemeente", "plaats", "adres", "coordinaten"]
_SOORT = ["woningen", "woningtypen", "bouwvorm", "eigendom", "omgeving", "zorg", "jaar"]
_CRITERIA = ["mix", "mix_bewijs", "visie", "visie_bewijs"]
_WIE = ["initiatiefnemers", "website", "bronnen"]


class VoordrachtForm(Spamveilig, VoorbeeldForm):
    """A nomination by anyone, without an account."""

    DELEN = [
        ("1. Wat is het?", "", _WAT),
        (
            "2. Waar is het?",
            "De gemeente is genoeg. Met een adres of een plek op de kaart staat het voorbeeld meteen goed.",
            _WAAR,
        ),
        ("3. Wat voor plek is het?", "", _SOORT),
        ("4. Waarom hoort het op de kaart?", "Een voorbeeld voldoet aan allebei. Vertel bij elk waaruit dat blijkt.",
         _CRITERIA),
        ("5. Wie doen mee?", "", _WIE),
        (
            "6. Wie kunnen wij mailen?",
            "Deze namen en adressen komen niet op de kaart. Vragen van bezoekers gaan via het portaal naar de "
            "contactpersoon, en een keer per jaar vragen wij of alles nog klopt.",
            ["contact_naam", "contact_email", "voordrager_naam", "voordrager_email"],
        ),
    ]  # fmt: skip
    NODIG = ("mix", "mix_bewijs", "visie", "visie_bewijs", "contact_email", "voordrager_naam", "voordrager_email")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in self.NODIG:
            self.fields[naam].required = True
        for naam in ("mix", "visie"):
            self.fields[naam].error_messages["required"] = (
                "Op de kaart staan alleen plekken waar dit zo is. Is het nog niet zo? Draag de plek dan later voor."
            )

    def clean(self):
        gegevens = super().clean()
        titel, gemeente = self.cleaned_data.get("titel", "").strip(), self.cleaned_data.get("gemeente")
        if titel and gemeente:
            self._eis_nieuw(titel, gemeente)
        return gegevens

    def _eis_nieuw(self, titel: str, gemeente: Gemeente) -> None:
        zelfde = Voorbeeld.objects.filter(titel__unaccent__iexact=titel, gemeente=gemeente)
        if zelfde.gepubliceerd().exists():
            staat = "staat al op de kaart"
        elif zelfde.filter(status=Status.VOORGEDRAGEN).exists():
            staat = "is al voorgedragen; het kernteam kijkt er nog naar"
        else:
            return
        self.add_error("titel", f"{titel} in {gemeente} {staat}. Is dit een andere plek? Geef die dan een andere naam.")


class BeheerForm(VoorbeeldForm):
    """All of an example but its status, for the kernteam."""

    bouwvormen = _vinkjes("Nieuwbouw of bestaand", _codes("bouwvormen"))
    fasen = _vinkjes("Fasen van een project", _codes("fasen"))
    knelpunten = _vinkjes("Knelpunten", _codes("knelpunten"))
    partijen = _vinkjes("Partijen", _codes("partijen"))
    versie = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(VoorbeeldForm.Meta):
        fields = [*VoorbeeldForm.Meta.fields, "bouwvormen", "fasen", "knelpunten", "partijen"]

    DELEN = [
        ("Wat is het?", "", _WAT),
        ("Waar is het?", "", _WAAR),
        ("Wat voor plek is het?", "", _SOORT),
        ("De twee criteria", "Zonder beide, met waaruit dat blijkt, kan het voorbeeld niet op de kaart.", _CRITERIA),
        ("Wie doen mee?", "", _WIE),
        (
            "Voor wie is dit voorbeeld?",
            "Hiermee stelt het portaal het voor bij een plan of project. Niets aangevinkt: het past overal bij.",
            ["bouwvormen", "fasen", "knelpunten", "partijen"],
        ),
        (
            "Contact",
            "Komt niet op de kaart.",
            ["contact_naam", "contact_email", "voordrager_naam", "voordrager_email"],
        ),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["versie"] = self.instance.versie
        self.fields["voordrager_naam"].label = "Naam van wie het voordroeg"
        self.fields["voordrager_email"].label = "E-mailadres van wie het voordroeg"

    def anders_dan(self, opgeslagen: Voorbeeld) -> list[tuple[str, str, str]]:
        """(label, what is stored, what was typed) of each field that somebody else may have changed."""
        nu = BeheerForm(instance=opgeslagen)
        velden = [naam for naam in self.fields if naam != "versie"]
        paren = [(self[naam], _leesbaar(nu[naam]), _leesbaar(self[naam])) for naam in velden]
        return [(veld.label, hun, eigen) for veld, hun, eigen in paren if hun != eigen]


def _leesbaar(veld: forms.BoundField) -> str:
    """What a field says, as people read it."""
    waarde = veld.value()
    keuzes = {str(code): str(label) for code, label in getattr(veld.field, "choices", [])}
    if isinstance(waarde, (list, tuple)):
        return ", ".join(sorted(keuzes.get(str(w), str(w)) for w in waarde)) or "leeg"
    if isinstance(veld.field, forms.BooleanField):
        return "ja" if waarde in (True, "on", "true", "True") else "nee"
    return keuzes.get(str(waarde), str(waarde).replace("\r\n", "\n").strip()) if waarde not in (None, "") else "leeg"


class BesluitForm(forms.Form):
    reden = forms.CharField(
        label="Waarom", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wie het voordroeg, krijgt dit in een mail.",
    )  # fmt: skip
    # Stands in more than one form of the page.
    versie = forms.IntegerField(widget=forms.HiddenInput(attrs={"id": False}))


class VraagForm(Spamveilig):
    naam = forms.CharField(label="Uw naam", max_length=200)
    email = forms.EmailField(label="Uw e-mailadres", help_text="Het antwoord komt op dit adres.")
    bericht = forms.CharField(label="Uw vraag", max_length=4000, widget=forms.Textarea(attrs={"rows": 7}))


class WijzigingForm(forms.Form):
    tekst = forms.CharField(
        label="Wat is er anders?", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Het kernteam past het aan.",
    )  # fmt: skip
