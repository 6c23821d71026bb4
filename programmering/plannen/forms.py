from django import forms

from programmering.plekken.forms import PlekMixin
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from . import lijsten
from .models import Plan


class PlanForm(PlekMixin, forms.ModelForm):
    """The header of a plan and its place. The year grid is read by `rooster`, the sum rules are in `regels`."""

    knelpunten = forms.MultipleChoiceField(
        label="Knelpunten",
        choices=lijsten.Knelpunt.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="'Geen' kan niet samen met andere knelpunten.",
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

    # Which fields stand together on the page: before the numbers, and after them and the place.
    DELEN = [
        ("Wat en waar", ["gemeente", "plannaam", "plancode", "plaats"]),
        ("Hoe zeker", ["status_planologisch", "vertrouwelijkheid", "status_project", "realisatiekans", "peildatum"]),
        ("Wat voor plan", ["plantype", "opdrachtgever_soort", "opdrachtgever_naam", "woonmilieu"]),
    ]
    DELEN_NA = [
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
        self.fields["gemeente"].queryset = gemeenten.geldig_op()
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

    def clean(self):
        gegevens = super().clean()
        if gegevens.get("status_planologisch") in lijsten.HARD:
            # Hard means openbaar (domein.md 4); asking people to set both would only make them err.
            gegevens["vertrouwelijkheid"] = lijsten.Vertrouwelijkheid.OPENBAAR
        return gegevens
