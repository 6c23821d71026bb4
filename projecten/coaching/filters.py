"""The one filter of contact moments: list, csv and xlsx read the same url parameters."""

import django_filters as filters
from django import forms

from programmering.partners.forms import Datum
from woonzorg.gebieden.zoeken import zoek_gebied

from .lijsten import Taak
from .models import Contactmoment


class ContactFilter(filters.FilterSet):
    """`request` is needed: whose list."""

    q = filters.CharFilter(label="Zoek in notities", field_name="notitie", lookup_expr="icontains")
    gebied = filters.CharFilter(label="Gebied", method="in_gebied", widget=forms.HiddenInput)
    project = filters.NumberFilter(widget=forms.HiddenInput)
    taak = filters.ChoiceFilter(choices=Taak.choices, empty_label="alle taken")
    van = filters.DateFilter(label="Van", field_name="datum", lookup_expr="gte", widget=Datum)
    tot = filters.DateFilter(label="Tot en met", field_name="datum", lookup_expr="lte", widget=Datum)
    mijn = filters.BooleanFilter(
        label="Alleen van mij", method="van_mij", widget=forms.CheckboxInput(attrs={"value": "true"})
    )

    class Meta:
        model = Contactmoment
        fields: list[str] = []

    def in_gebied(self, queryset, naam, waarde):
        gebied = zoek_gebied(waarde)
        return queryset.in_gebied(gebied) if gebied else queryset.none()

    def van_mij(self, queryset, naam, waarde):
        return queryset.filter(door=self.request.user) if waarde else queryset
