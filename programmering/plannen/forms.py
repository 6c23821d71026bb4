from django import forms

from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from . import lijsten
from .models import Plan
from .plek import MAX_BYTES, gemeente_volgens_grenzen, uit_coordinaten, uit_geojson


class PlanForm(forms.ModelForm):
    """The header of a plan. The year grid beside it is read by `rooster`, the sum rules are in `regels`."""

    knelpunten = forms.MultipleChoiceField(
        label="Knelpunten",
        choices=lijsten.Knelpunt.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="'Geen' kan niet samen met andere knelpunten.",
    )
    geojson = forms.FileField(
        label="Plek uit een GeoJSON-bestand",
        required=False,
        help_text="De vlakken van dit plan, in RD, WGS84 of ETRS89.",
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json"}),
    )
    coordinaten = forms.CharField(
        label="Of: coördinaten",
        required=False,
        help_text="RD (258000, 471500) of breedte en lengte (52.2215, 6.8937).",
    )
    oppervlakte = forms.IntegerField(
        label="Oppervlakte bij de coördinaten (m²)", required=False, min_value=10, max_value=5_000_000, initial=2500
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Plan
        fields = [
            "gemeente",
            "plannaam",
            "plancode",
            "plaats",
            "status_planologisch",
            "vertrouwelijkheid",
            "status_project",
            "plantype",
            "opdrachtgever_soort",
            "opdrachtgever_naam",
            "woonmilieu",
            "realisatiekans",
            "studentenwoningen",
            "sleutelproject",
            "instellingsterrein",
            "gebiedsontwikkeling",
            "breidt_uit",
            "breidt_uit_reden",
            "peildatum",
            "knelpunten",
            "toelichting",
        ]
        widgets = {
            "peildatum": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "toelichting": forms.Textarea(attrs={"rows": 4}),
            "studentenwoningen": forms.NullBooleanSelect,
        }

    # Which fields stand together on the page: before the numbers, and after them.
    DELEN = [
        ("Wat en waar", ["gemeente", "plannaam", "plancode", "plaats"]),
        ("Hoe zeker", ["status_planologisch", "vertrouwelijkheid", "status_project", "realisatiekans", "peildatum"]),
        ("Wat voor plan", ["plantype", "opdrachtgever_soort", "opdrachtgever_naam", "woonmilieu"]),
    ]
    DELEN_NA = [
        ("Plek", ["geojson", "coordinaten", "oppervlakte"]),
        (
            "Bijzonder",
            [
                "instellingsterrein",
                "sleutelproject",
                "studentenwoningen",
                "gebiedsontwikkeling",
                "breidt_uit",
                "breidt_uit_reden",
            ],
        ),
        ("Knelpunten en toelichting", ["knelpunten", "toelichting"]),
    ]  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        gemeenten = gemeenten_met(user, Permission.PLAN_WIJZIGEN)
        self.fields["gemeente"].queryset = gemeenten.select_related(None).filter(
            pk__in=Gemeente.objects.geldig_op().values("pk")
        )
        if not self.instance.pk:
            # A concept may be saved before anyone knows its status; gereed asks for it.
            self.initial["status_planologisch"] = lijsten.StatusPlanologisch.ONBEKEND
        if not self.instance.pk and len(keuze := list(self.fields["gemeente"].queryset[:2])) == 1:
            self.initial["gemeente"] = keuze[0].pk
        self.initial.setdefault("versie", self.instance.versie if self.instance.pk else None)

    @property
    def delen(self):
        return self._delen(self.DELEN)

    @property
    def delen_na(self):
        return self._delen(self.DELEN_NA)

    def _delen(self, delen):
        return [(titel, [self[naam] for naam in namen]) for titel, namen in delen]

    def clean_geojson(self):
        bestand = self.cleaned_data["geojson"]
        if not bestand:
            return None
        return uit_geojson(bestand.read(MAX_BYTES + 1))

    def _eis_gemeente(self, geometrie, gemeente):
        """Official boundaries decide in which gemeente a place lies; approximate ones only warn, after saving."""
        volgens_kaart, bron = gemeente_volgens_grenzen(geometrie)
        if gemeente and volgens_kaart and bron == Grens.Bron.OFFICIEEL and volgens_kaart.pk != gemeente.pk:
            melding = f"Deze plek ligt in {volgens_kaart}. Kies die gemeente, of geef een andere plek."
            self.add_error("gemeente", melding)

    def clean(self):
        gegevens = super().clean()
        geometrie = gegevens.get("geojson")
        tekst = gegevens.get("coordinaten")
        if tekst and not geometrie and "coordinaten" not in self.errors:
            try:
                geometrie = uit_coordinaten(tekst, gegevens.get("oppervlakte") or 2500)
            except forms.ValidationError as fout:
                self.add_error("coordinaten", fout)
        if geometrie:
            self.instance.geometrie = geometrie
            self._eis_gemeente(geometrie, gegevens.get("gemeente"))
        if gegevens.get("status_planologisch") in lijsten.HARD:
            # Hard means openbaar (domein.md 4); asking people to set both would only make them err.
            gegevens["vertrouwelijkheid"] = lijsten.Vertrouwelijkheid.OPENBAAR
        return gegevens
