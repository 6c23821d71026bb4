"""The one filter of an uitvraag: page and nabellijst read the same url parameters."""

import django_filters as filters

from .lijsten import Aanleverstatus
from .models import Aanlevering

NIET_GELEVERD, TE_LAAT = "niet_geleverd", "te_laat"
STANDEN = [
    (NIET_GELEVERD, "nog niet geleverd (nabellijst)"),
    (TE_LAAT, "te laat"),
    *Aanleverstatus.choices,
]


class AanleveringFilter(filters.FilterSet):
    """Asks for a queryset that went through `met_stand`."""

    q = filters.CharFilter(label="Zoek gemeente", method="zoek")
    stand = filters.ChoiceFilter(label="Status", choices=STANDEN, method="op_stand", empty_label="alle gemeenten")

    class Meta:
        model = Aanlevering
        fields: list[str] = []

    def zoek(self, queryset, naam, waarde):
        return queryset.filter(gemeente__naam__icontains=waarde.strip())

    def op_stand(self, queryset, naam, waarde):
        if waarde == NIET_GELEVERD:
            return queryset.niet_geleverd()
        return queryset.filter(te_laat=True) if waarde == TE_LAAT else queryset.filter(stand=waarde)
