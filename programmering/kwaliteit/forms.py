from django import forms

from .bevindingen import SOORTEN


def _keuzes() -> list:
    groepen: dict[str, list] = {}
    for slug, soort in SOORTEN.items():
        groepen.setdefault(soort.groep, []).append((slug, soort.naam))
    return [("", "alles"), *groepen.items()]


class KwaliteitFilter(forms.Form):
    """Lives in the url; what is not in the list narrows nothing."""

    soort = forms.ChoiceField(label="Wat er aan de hand is", required=False, choices=_keuzes)

    def __init__(self, query):
        super().__init__(query)
        self.vast = {"gebied": query["gebied"]} if query.get("gebied") else {}

    @property
    def gekozen(self) -> str:
        return self.cleaned_data.get("soort", "") if self.is_valid() else ""
