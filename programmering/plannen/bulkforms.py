"""The form to change one field of many plans."""

import re

from django import forms
from django.core.exceptions import ValidationError

from . import lijsten
from .beheerforms import Datum
from .bulk import MAXIMUM, VERANDERINGEN, peildatum_kan

_GETAL = re.compile(r"[0-9]{1,18}")
LEEG = [("", "kies")]


def lees_pks(teksten) -> list[int]:
    """Ids as they came in a list of checkboxes; what is no id was typed by hand, and is left out."""
    return list(dict.fromkeys(int(t) for t in teksten if _GETAL.fullmatch(t)))


def lees_gezien(tekst: str) -> dict[int, int]:
    """'12:3,14:1' as {12: 3, 14: 1}."""
    paren = (deel.split(":") for deel in tekst.split(","))
    return {int(p[0]): int(p[1]) for p in paren if len(p) == 2 and all(_GETAL.fullmatch(d) for d in p)}


class BulkForm(forms.Form):
    """Which field, and for each field what it would become; only that of the chosen field counts."""

    use_required_attribute = False

    plannen = forms.CharField(widget=forms.HiddenInput, max_length=20 * MAXIMUM)
    terug = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)
    veld = forms.ChoiceField(
        label="Wat wilt u wijzigen?", choices=[(v.naam, v.label.capitalize()) for v in VERANDERINGEN.values()],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    w_status_planologisch = forms.ChoiceField(choices=LEEG + lijsten.StatusPlanologisch.choices, required=False)
    w_status_project = forms.ChoiceField(choices=LEEG + lijsten.StatusProject.choices, required=False)
    w_vertrouwelijkheid = forms.ChoiceField(choices=LEEG + lijsten.Vertrouwelijkheid.choices, required=False)
    w_plantype = forms.ChoiceField(choices=LEEG + lijsten.Plantype.choices, required=False)
    w_opdrachtgever_soort = forms.ChoiceField(choices=LEEG + lijsten.Opdrachtgever.choices, required=False)
    w_behandelaar = forms.ChoiceField(required=False)
    w_knelpunt_erbij = forms.ChoiceField(choices=LEEG + lijsten.Knelpunt.choices, required=False)
    w_knelpunt_opgelost = forms.ChoiceField(choices=LEEG + lijsten.Knelpunt.choices[1:], required=False)
    w_peildatum = forms.DateField(widget=Datum, required=False)

    def __init__(self, *args, behandelaars: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["w_behandelaar"].choices = LEEG + behandelaars
        for verandering in VERANDERINGEN.values():
            veld = self.fields[f"w_{verandering.naam}"]
            veld.label = verandering.label.capitalize()
            veld.widget.attrs["aria-label"] = f"{veld.label}: nieuwe waarde"

    @property
    def opties(self):
        """(radio button, control of its value) of every field."""
        return [(radio, self[f"w_{radio.data['value']}"]) for radio in self["veld"]]

    def clean_w_peildatum(self):
        dag = self.cleaned_data["w_peildatum"]
        if dag and not peildatum_kan(dag):
            raise ValidationError("Deze peildatum kan niet. Kies een dag vanaf 2000 tot een jaar vooruit.")
        return dag

    def clean(self):
        gegevens = super().clean()
        veld = gegevens.get("veld") or self._enige_waarde(gegevens)
        if not veld:
            if "veld" not in self.errors:
                self.add_error("veld", "Kies één veld, en wat het moet worden.")
        elif f"w_{veld}" not in self.errors and not gegevens.get(f"w_{veld}"):
            self.add_error(f"w_{veld}", "Kies wat dit veld moet worden.")
        # A mistake in a field that is not changed is none.
        for naam in [n for n in self.errors if n.startswith("w_") and veld and n != f"w_{veld}"]:
            del self.errors[naam]
        return gegevens | {"veld": veld}

    def _enige_waarde(self, gegevens) -> str:
        """Who filled in one value and pressed on meant that one."""
        gevuld = [naam for naam in VERANDERINGEN if gegevens.get(f"w_{naam}")]
        return gevuld[0] if len(gevuld) == 1 else ""

    @property
    def keuze(self) -> tuple[str, object]:
        """The chosen field and its new value."""
        veld = self.cleaned_data["veld"]
        return veld, self.cleaned_data[f"w_{veld}"]
