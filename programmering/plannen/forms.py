from django import forms

from programmering.plekken.forms import PlekMixin
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from . import lijsten
from .definities import definitie_van
from .models import Plan
from .opname import VELDEN
from .selectors import behandelaars


class PlanForm(PlekMixin, forms.ModelForm):
    """The header of a plan and its place. The year grid is read by `rooster`, the rules are in `regels`.

    `versie` and `opname` say which state of the plan was opened, and how it was then; together with what was typed
    they are all that is needed when somebody else saved in between.
    """

    knelpunten = forms.MultipleChoiceField(
        label="Knelpunten",
        choices=lijsten.Knelpunt.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="'Geen' kan niet samen met andere knelpunten.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opname = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Plan
        fields = VELDEN
        widgets = {
            "peildatum": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "toelichting": forms.Textarea(attrs={"rows": 4}),
            "studentenwoningen": forms.NullBooleanSelect,
        }
        error_messages = {
            "behandelaar": {"invalid_choice": "Deze persoon werkt niet bij deze gemeente. Kies iemand anders."}
        }
        help_texts = {"behandelaar": "Wie bij de gemeente aan dit plan werkt."}

    # Which fields stand together on the page: before the numbers, and after them and the place.
    DELEN = [
        ("Wat en waar", ["gemeente", "plannaam", "plancode", "plaats", "behandelaar"]),
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

    def __init__(self, *args, user, opname="", **kwargs):
        super().__init__(*args, **kwargs)
        gemeenten = gemeenten_met(user, Permission.PLAN_WIJZIGEN)
        self.fields["gemeente"].queryset = gemeenten.geldig_op()
        self.initial["opname"] = opname
        if self.instance.pk:
            self.initial["versie"] = self.instance.versie
        else:
            self._begin(user)
        # Of the gemeente that is chosen; before one is, nobody but who types.
        ook = {self.initial.get("behandelaar"), user.pk}
        self.fields["behandelaar"].queryset = behandelaars(self._gemeente(), ook)

    def _begin(self, user) -> None:
        # A concept may be saved before anyone knows its status; gereed asks for it.
        self.initial["status_planologisch"] = lijsten.StatusPlanologisch.ONBEKEND
        self.initial["behandelaar"] = user.pk
        if len(keuze := list(self.fields["gemeente"].queryset[:2])) == 1:
            self.initial["gemeente"] = keuze[0].pk

    @property
    def delen(self):
        return self._delen(self.DELEN)

    @property
    def delen_na(self):
        return self._delen(self.DELEN_NA)

    def _delen(self, delen):
        return [(titel, [(self[naam], definitie_van("plan", naam)) for naam in namen]) for titel, namen in delen]

    def clean(self):
        gegevens = super().clean()
        if gegevens.get("status_planologisch") in lijsten.HARD:
            # Hard means openbaar (domein.md 4); asking people to set both would only make them err.
            gegevens["vertrouwelijkheid"] = lijsten.Vertrouwelijkheid.OPENBAAR
        return gegevens
