"""Forms of an uitvraag and of an aanlevering."""

import re

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone

from woonzorg.gebieden.models import Provincie

from .actions import Antwoord, Opmerking
from .models import Aanlevering, Uitvraag, leidt_q

DATUM = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TEKST = {"max_length": 5000, "required": False}


class UitvraagForm(forms.ModelForm):
    """A new one names its provincie where one leads more than one; after that it stays."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Uitvraag
        fields = [
            "provincie", "naam", "peildatum", "opent", "sluit", "herinner_dagen", "terugval_email", "toelichting",
        ]  # fmt: skip
        widgets = {"peildatum": DATUM, "opent": DATUM, "sluit": DATUM, "toelichting": forms.Textarea({"rows": 5})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["toelichting"].validators.append(MaxLengthValidator(5000))
        if self.instance.pk:
            del self.fields["provincie"]
            self.initial["versie"] = self.instance.versie
            return
        provincies = Provincie.objects.filter(leidt_q(user, "pk"))
        self.fields["provincie"].queryset = provincies
        if len(provincies) == 1:
            self.instance.provincie = provincies[0]
            del self.fields["provincie"]
        self.initial.setdefault("opent", timezone.localdate())

    def _post_clean(self):
        """The action checks the whole: a message then stands there once."""
        self.instance = forms.models.construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)


class EindeForm(forms.Form):
    """The end of an uitvraag, and back."""

    actie = forms.ChoiceField(choices=[("afsluiten", ""), ("heropenen", ""), ("verwijderen", "")])
    versie = forms.IntegerField(widget=forms.HiddenInput)


class LeverForm(forms.Form):
    """What a gemeente says with her delivery, and of each remark of the provincie."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    bericht = forms.CharField(
        label="Bericht aan de provincie",
        widget=forms.Textarea({"rows": 4}),
        help_text="Wat moet de provincie weten bij deze cijfers?",
        **TEKST,
    )

    def __init__(self, *args, aanlevering: Aanlevering, **kwargs):
        super().__init__(*args, **kwargs)
        self.opmerkingen = list(aanlevering.opmerkingen.select_related("plan"))
        self.initial |= {"versie": aanlevering.versie, "bericht": aanlevering.bericht}
        for o in self.opmerkingen:
            self.fields[f"antwoord_{o.pk}"] = forms.CharField(
                label="Antwoord", initial=o.antwoord, widget=forms.Textarea({"rows": 2}), **TEKST
            )
            self.fields[f"opgelost_{o.pk}"] = forms.BooleanField(
                label="Opgelost", initial=o.opgelost_op is not None, required=False
            )

    @property
    def rijen(self) -> list[tuple]:
        """(remark, field of its answer, field of its tick)."""
        return [(o, self[f"antwoord_{o.pk}"], self[f"opgelost_{o.pk}"]) for o in self.opmerkingen]

    @property
    def antwoorden(self) -> dict[int, Antwoord]:
        gegevens = self.cleaned_data
        return {o.pk: Antwoord(gegevens[f"antwoord_{o.pk}"], gegevens[f"opgelost_{o.pk}"]) for o in self.opmerkingen}


class StapForm(forms.Form):
    """A step of the gemeente without figures: take back, correct, drop the correction."""

    actie = forms.ChoiceField(choices=[("terugnemen", ""), ("correctie", ""), ("intrekken", "")])
    versie = forms.IntegerField(widget=forms.HiddenInput)
    reden = forms.CharField(label="Wat klopt er niet, en waarom?", widget=forms.Textarea({"rows": 4}), **TEKST)


class BesluitForm(forms.Form):
    """What the provincie says of a delivery as a whole."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    besluit = forms.CharField(
        label="Bericht aan de gemeente",
        widget=forms.Textarea({"rows": 4}),
        help_text="Gaat mee in de mail, bij accepteren en bij teruggeven.",
        **TEKST,
    )


class OpmerkingForm(forms.Form):
    plan = forms.TypedChoiceField(label="Plan", coerce=int, empty_value=None, required=False)
    tekst = forms.CharField(
        label="Wat moet de gemeente bekijken?", widget=forms.Textarea({"rows": 2}), max_length=2000, required=False
    )

    def __init__(self, *args, plannen, **kwargs):
        super().__init__(*args, **kwargs)
        self.plannen = plannen
        self.fields["plan"].choices = [("", "de levering als geheel"), *((p.pk, p.plannaam) for p in plannen.values())]


class _Opmerkingen(forms.BaseFormSet):
    @property
    def opmerkingen(self) -> list[Opmerking]:
        gevuld = (f.cleaned_data for f in self.forms if f.cleaned_data.get("tekst"))
        plannen = self.form_kwargs["plannen"]
        return [Opmerking(g["tekst"], plannen.get(g["plan"])) for g in gevuld]


OpmerkingFormSet = forms.formset_factory(OpmerkingForm, formset=_Opmerkingen, extra=3, max_num=60, absolute_max=60)


def met_meer_regels(data, erbij: int = 3):
    """What was typed, with room for more remarks."""
    data = data.copy()
    aantal = data.get("opmerking-TOTAL_FORMS", "")
    data["opmerking-TOTAL_FORMS"] = min(60, (int(aantal) if aantal.isascii() and aantal.isdigit() else 0) + erbij)
    return data


def lees_keuze(waarden: list[str]) -> dict[int, int]:
    """Ticked rows, each 'id:versie', as id -> versie; what is anything else is left out."""
    paren = (re.fullmatch(r"([0-9]{1,15}):([0-9]{1,9})", waarde) for waarde in waarden)
    return {int(paar[1]): int(paar[2]) for paar in paren if paar}
