"""The one filter of the inspiratiekaart: list, map, GeoJSON and the embedded map read the same url parameters."""

import django_filters as filters

from kenniskaarten.kenmerken import Bouwvorm
from woonzorg.gebieden.models import Provincie

from .lijsten import KOOP_HUUR, OMVANG, ZORG, keuzes, woningtypen
from .models import Omgeving, Voorbeeld
from .zoeken import gezocht


class VoorbeeldFilter(filters.FilterSet):
    q = filters.CharFilter(label="Zoek", method="niets", max_length=200)
    provincie = filters.ModelChoiceFilter(
        label="Provincie",
        field_name="gemeente__provincie",
        queryset=Provincie.objects.all(),
        empty_label="heel Nederland",
    )
    woningtype = filters.ChoiceFilter(label="Woningtype", choices=woningtypen, method="in_lijst", empty_label="alle")
    omvang = filters.ChoiceFilter(label="Omvang", choices=keuzes(OMVANG), method="zo_groot", empty_label="alle")
    bouwvorm = filters.ChoiceFilter(label="Nieuw of bestaand", choices=Bouwvorm.choices, empty_label="alle")
    eigendom = filters.ChoiceFilter(
        label="Koop of huur", choices=keuzes(KOOP_HUUR), method="koop_of_huur", empty_label="alle"
    )
    omgeving = filters.ChoiceFilter(label="Omgeving", choices=Omgeving.choices, empty_label="alle")
    zorg = filters.ChoiceFilter(label="Zorg", choices=keuzes(ZORG), method="met_zorg", empty_label="alle")

    class Meta:
        model = Voorbeeld
        fields: list[str] = []

    @property
    def tekst(self) -> str:
        """What is searched for; '' when nothing is."""
        return self.form.cleaned_data.get("q", "").strip() if self.is_bound and self.form.is_valid() else ""

    @property
    def kiest(self) -> bool:
        """Whether anything is chosen at all."""
        return any(self.data.get(naam) for naam in self.filters)

    def filter_queryset(self, queryset):
        # Ranking comes last: what is left is ordered by how well it fits.
        queryset = super().filter_queryset(queryset)
        return gezocht(queryset, self.tekst) if self.tekst else queryset

    def niets(self, queryset, naam, waarde):
        return queryset  # in filter_queryset

    def in_lijst(self, queryset, naam, waarde):
        return queryset.filter(woningtypen__contains=[waarde])

    def zo_groot(self, queryset, naam, waarde):
        return queryset.filter(OMVANG[waarde][1])

    def koop_of_huur(self, queryset, naam, waarde):
        return queryset.filter(KOOP_HUUR[waarde][1])

    def met_zorg(self, queryset, naam, waarde):
        return queryset.filter(ZORG[waarde][1])
