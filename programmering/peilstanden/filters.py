"""The filter of peilstanden: the list, the corrections and their csv read the same url parameters."""

import django_filters as filters
from django.utils.formats import date_format
from django.utils.functional import cached_property

from woonzorg.gebieden.soorten import Gebied
from woonzorg.gebieden.zoeken import zoek_gebied

from .models import Peilstand
from .selectors import gebiedkeuzes

VERSIES = [("alle", "alle versies")]


class PeilstandFilter(filters.FilterSet):
    """Without `versies` only the latest of each gemeente and peildatum."""

    gebied = filters.ChoiceFilter(label="Gebied", method="in_gebied", empty_label="alle gebieden")
    peildatum = filters.ChoiceFilter(label="Peildatum", empty_label="alle peildata")
    versies = filters.ChoiceFilter(
        label="Versies", choices=VERSIES, method="geen", empty_label="alleen de geldende versie"
    )

    class Meta:
        model = Peilstand
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        dagen = Peilstand.objects.order_by("-peildatum").values_list("peildatum", flat=True).distinct()
        self.filters["gebied"].extra["choices"] = gebiedkeuzes()
        self.filters["peildatum"].extra["choices"] = [(d.isoformat(), date_format(d, "j F Y")) for d in dagen]

    @cached_property
    def gebied_gekozen(self) -> Gebied | None:
        return zoek_gebied(self.form.cleaned_data.get("gebied") or "") if self.form.is_valid() else None

    def filter_queryset(self, queryset):
        if not self.form.is_valid():
            # Rather nothing, with what is wrong beside the field, than everything.
            return queryset.none()
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("versies") else queryset.geldend()

    def geen(self, queryset, naam, waarde):
        return queryset  # in filter_queryset: it is about what was not chosen

    def in_gebied(self, queryset, naam, waarde):
        return queryset.in_gebied(self.gebied_gekozen) if self.gebied_gekozen else queryset.none()


class CorrectieFilter(PeilstandFilter):
    """Every correction, also one that was corrected again."""

    versies = None

    def filter_queryset(self, queryset):
        if not self.form.is_valid():
            return queryset.none()
        return super(PeilstandFilter, self).filter_queryset(queryset).filter(nummer__gt=1)
