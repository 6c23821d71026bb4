"""The filter of the vraagbaak; all of it lives in the url."""

import django_filters as filters
from django import forms

from projecten.agendering.lijsten import CATEGORIEEN

from .models import Vraag
from .zoeken import gerangschikt

STAND = {"onbeantwoord": "wacht op antwoord", "beantwoord": "beantwoord"}


class VraagFilter(filters.FilterSet):
    """`request` is needed: whose list."""

    q = filters.CharFilter(label="Zoek in vragen en antwoorden", method="zoek")
    categorie = filters.ChoiceFilter(label="Onderwerp", choices=CATEGORIEEN, empty_label="alle onderwerpen")
    stand = filters.ChoiceFilter(label="Stand", choices=list(STAND.items()), method="stand_", empty_label="alle")
    mijn = filters.BooleanFilter(
        label="Alleen van mij", method="van_mij", widget=forms.CheckboxInput(attrs={"value": "true"})
    )

    class Meta:
        model = Vraag
        fields: list[str] = []

    @property
    def tekst(self) -> str:
        """What is searched for; '' when nothing is."""
        return self.form.cleaned_data.get("q", "").strip() if self.is_bound and self.form.is_valid() else ""

    def filter_queryset(self, queryset):
        # Ranking comes last: what is left is ordered by how well it fits.
        queryset = super().filter_queryset(queryset)
        return gerangschikt(queryset, self.tekst) if self.tekst else queryset

    def zoek(self, queryset, naam, waarde):
        return queryset

    def stand_(self, queryset, naam, waarde):
        return queryset.beantwoord() if waarde == "beantwoord" else queryset.onbeantwoord()

    def van_mij(self, queryset, naam, waarde):
        return queryset.filter(steller=self.request.user) if waarde else queryset
