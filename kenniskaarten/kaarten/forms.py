"""Forms of who keeps the knowledge. Actions check a stuk as a whole; a form only takes over what was typed."""

from django import forms

from kenniskaarten.kenmerken import LIJSTEN, Kenmerken
from woonzorg.bestanden import SOORTEN, WEBP, noem, toets_bestand

from .calculations import tekstverschil
from .historie import leesbaar
from .models import WEBADRES, Bijlage, Kennisstuk
from .selectors import kennisbeheerders, zonder_tekst

BIJLAGESOORTEN = {
    **{naam: SOORTEN[naam] for naam in (".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg")},
    ".webp": WEBP,
}
OPMAAK = (
    "Gewone tekst met een paar tekens: ## voor een kop, **vet**, - voor een lijst, 1. voor een genummerde lijst, "
    "[woorden](https://…) voor een link. Een lege regel begint een nieuwe alinea."
)
KEUZES = [veld.name for veld in Kenmerken._meta.fields]


class Datum(forms.DateInput):
    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class DoorActie:
    def _post_clean(self):
        for veld in set(self._meta.fields) & set(self.fields) & set(self.cleaned_data):
            setattr(self.instance, veld, self.cleaned_data[veld])

    def neem_fouten_over(self, fout: forms.ValidationError) -> None:
        """Puts the errors of an action beside the fields that they are about."""
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            self.add_error(veld if veld in self.fields else None, fouten)


class KennisstukForm(DoorActie, forms.ModelForm):
    use_required_attribute = False
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    bron_url = forms.URLField(
        label="Link naar de bron",
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[WEBADRES],
        error_messages={"invalid": WEBADRES.message},
        help_text="Alleen als u zeker weet dat de link klopt.",
    )
    verwant = forms.ModelMultipleChoiceField(
        None, label="Hoort bij", required=False, widget=forms.CheckboxSelectMultiple
    )
    woningtypen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    bouwvormen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    fasen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    knelpunten = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    partijen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Kennisstuk
        fields = [
            "soort", "titel", "samenvatting", "tekst", "schaal", "thema", "datum", "bron", "bron_url", "eigenaar",
            "beheerder", "actueel_tot", "volgorde", *KEUZES,
        ]  # fmt: skip
        widgets = {
            "samenvatting": forms.Textarea(attrs={"rows": 2}),
            "tekst": forms.Textarea(attrs={"rows": 24, "data-opmaak": True, "class": "opmaakveld"}),
            "datum": Datum,
            "actueel_tot": Datum,
        }
        help_texts = {
            "samenvatting": "Eén of twee zinnen. Ze staan in lijsten en bovenaan de pagina.",
            "tekst": OPMAAK,
            "schaal": "Alleen bij een bouwsteen.",
            "thema": "Alleen bij een bouwsteen.",
            "datum": "Alleen bij een webinar. Lezers zien de maand.",
            "bron": "Waar het vandaan komt: het rapport, de organisatie, het jaar.",
            "beheerder": "Krijgt een mail als het stuk bijna verloopt. Leeg: iedereen die kennis beheert.",
            "actueel_tot": "Daarna staat er dat het verouderd kan zijn, totdat u een nieuwe datum zet.",
            "volgorde": "Een laag getal staat vooraan.",
        }

    DELEN = [
        ("", ["soort", "titel", "samenvatting", "tekst"]),
        ("Plaats en datum", ["schaal", "thema", "datum", "volgorde"]),
        ("Bron en beheer", ["bron", "bron_url", "eigenaar", "beheerder", "actueel_tot"]),
        ("Waar past het bij", [*KEUZES, "verwant"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in KEUZES:
            veld = Kenmerken._meta.get_field(naam)
            self.fields[naam].label = str(veld.verbose_name).capitalize()
            self.fields[naam].choices = list(LIJSTEN[naam].items())
        for naam in ("schaal", "thema"):
            self.fields[naam].choices = [("", "geen"), *Kennisstuk._meta.get_field(naam).choices]
        self.fields["beheerder"].queryset = kennisbeheerders()
        self.fields["beheerder"].empty_label = "niemand in het bijzonder"
        self.fields["verwant"].queryset = zonder_tekst(Kennisstuk.objects.exclude(pk=self.instance.pk))
        if self.instance.pk:
            self.initial |= {"versie": self.instance.versie, "verwant": list(self.instance.verwant.all())}

    @property
    def delen(self):
        """Parts of the form; what is about fitting stands closed until it has an error."""
        return [(titel, [self[naam] for naam in namen]) for titel, namen in self.DELEN]

    def zet_versie(self, versie: int) -> None:
        """Saving this very form then replaces the version that is stored now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("versie")] = versie

    def verschillen(self, opgeslagen: Kennisstuk) -> list[dict]:
        """Fields of a valid form that differ from what is stored, each in words; the text line by line."""
        namen = dict(self.fields["beheerder"].queryset.values_list("pk", "naam"))
        uit = []
        for naam in (n for n in self._meta.fields if n != "tekst" and n in self.cleaned_data):
            veld = Kennisstuk._meta.get_field(naam)
            was, eigen = getattr(opgeslagen, veld.attname), getattr(self.instance, veld.attname)
            if was != eigen:
                paar = (leesbaar(veld, was, namen), leesbaar(veld, eigen, namen))
                uit.append({"veld": self.fields[naam].label, "opgeslagen": paar[0], "eigen": paar[1]})
        return uit

    def tekstverschil(self, opgeslagen: Kennisstuk):
        return tekstverschil(opgeslagen.tekst, self.cleaned_data.get("tekst", ""))


class BijlageForm(DoorActie, forms.ModelForm):
    """A new bijlage. `mediatype` is known once the file was judged."""

    use_required_attribute = False
    bestand = forms.FileField(
        label="Bestand", help_text=f"Hoogstens 10 MB. Dit kan: {noem(BIJLAGESOORTEN)}.", max_length=200
    )

    class Meta:
        model = Bijlage
        fields = ["titel", "alt"]
        labels = {"titel": "Titel", "alt": "Wat staat er op de afbeelding"}
        help_texts = {
            "titel": "Zo heet het bestand in de lijst op de pagina.",
            "alt": "Verplicht bij een afbeelding: voor wie haar niet ziet.",
        }

    field_order = ["bestand", "titel", "alt"]

    def clean_bestand(self):
        bestand = self.cleaned_data["bestand"]
        self.instance.mediatype = toets_bestand(bestand, BIJLAGESOORTEN)
        self.instance.naam = bestand.name
        return bestand


class BeschrijvingForm(DoorActie, forms.ModelForm):
    use_required_attribute = False

    class Meta(BijlageForm.Meta):
        pass


class FilterForm(forms.Form):
    """What of all knowledge is listed; all of it lives in the url."""

    soort = forms.ChoiceField(required=False, label="Soort")
    status = forms.ChoiceField(required=False, label="Status")
    vast: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in ("soort", "status"):
            self.fields[naam].choices = [("", "alle"), *Kennisstuk._meta.get_field(naam).choices]

    def kies(self, stukken):
        gekozen = self.cleaned_data if self.is_valid() else {}
        return stukken.filter(**{naam: waarde for naam, waarde in gekozen.items() if waarde})
