"""The one filter of plans: list, csv and map tiles read the same url parameters."""

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from programmering.opgaven.models import Opgaveperiode
from programmering.voortgang.models import Bijdrage, Schakel
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.permissions import Permission, has_permission

from . import lijsten
from .models import Plan

WONINGTYPE_KEUZES = [*lijsten.CATEGORIEEN["wonen_en_zorg"].items(), ("sloop", "Sloop")]
# Where the years of planned homes lie against the chosen periode; without a choice: within it.
LIGGING_KEUZES = [("eerder", "eerder dan de periode"), ("later", "later dan de periode"), ("jaar_onbekend", "onbekend")]
# What may be sorted on, and how it reads.
SORTERING = {
    "plannaam": "naam",
    "gemeente__naam": "gemeente",
    "status_planologisch": "planologische status",
    "-gewijzigd": "laatst gewijzigd",
}


class PlanFilter(filters.FilterSet):
    """Periode, woningtype and schakel choose the plans that a figure of the keten is made of.

    `request` says whose plans 'mijn' are.
    """

    q = filters.CharFilter(label="Zoek op naam, code of plaats", method="zoek")
    gebied = filters.CharFilter(label="Gebied", method="in_gebied", widget=forms.HiddenInput)
    mijn = filters.BooleanFilter(
        label="Alleen mijn plannen", method="van_mij", widget=forms.CheckboxInput(attrs={"value": "true"})
    )
    periode = filters.ChoiceFilter(label="Periode", method="via_bijdrage", empty_label="alle perioden")
    woningtype = filters.ChoiceFilter(
        label="Woningtype", choices=WONINGTYPE_KEUZES, method="via_bijdrage", empty_label="alle woningtypen"
    )
    schakel = filters.ChoiceFilter(
        label="Schakel", choices=Schakel.choices, method="via_bijdrage", empty_label="alle schakels"
    )
    ligging = filters.ChoiceFilter(
        label="Jaren", choices=LIGGING_KEUZES, method="via_bijdrage", empty_label="binnen de periode"
    )
    bouwvorm = filters.ChoiceFilter(choices=lijsten.Bouwvorm.choices, empty_label="nieuwbouw en transformatie")
    status_planologisch = filters.ChoiceFilter(choices=lijsten.StatusPlanologisch.choices, empty_label="alle statussen")
    plantype = filters.ChoiceFilter(choices=lijsten.Plantype.choices, empty_label="alle plantypen")
    invoerstatus = filters.ChoiceFilter(choices=lijsten.Invoerstatus.choices, empty_label="concept en gereed")
    volgorde = filters.OrderingFilter(
        label="Volgorde",
        fields=[(v.lstrip("-"), v.lstrip("-")) for v in SORTERING],
        choices=list(SORTERING.items()),
        empty_label=None,
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        # Nobody else is ever a behandelaar.
        if self.request is None or not has_permission(self.request.user, Permission.PLAN_WIJZIGEN):
            del self.filters["mijn"]
        self.perioden = {p.slug: p for p in Opgaveperiode.objects.all()}
        self.filters["periode"].extra["choices"] = [(s, p.naam) for s, p in self.perioden.items()]
        self.bijdragen = self._bijdragen()

    @property
    def op_figuur(self) -> bool:
        """True when the list is the drill-down of a figure: plans that add to it, and no others."""
        return any(self.data.get(naam) for naam in ("periode", "woningtype", "schakel", "ligging"))

    def _bijdragen(self):
        """The bijdragen behind the chosen figure, of everyone; take `for_user` of them before showing any."""
        bijdragen = Bijdrage.objects.all()
        periode = self.perioden.get(self.data.get("periode") or "")
        ligging = self.data.get("ligging")
        if ligging == "jaar_onbekend":
            bijdragen = bijdragen.filter(jaar=0).nog_te_bouwen()
        elif periode and ligging in ("eerder", "later"):
            bijdragen = bijdragen.buiten_periode(periode, ligging).nog_te_bouwen()
        elif periode:
            bijdragen = bijdragen.in_periode(periode)
        for naam, veld in (("woningtype", "categorie"), ("schakel", "schakel"), ("bouwvorm", "bouwvorm")):
            if self.data.get(naam):
                bijdragen = bijdragen.filter(**{veld: self.data[naam]})
        return bijdragen

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if self.op_figuur:
            queryset = queryset.filter(Exists(self.bijdragen.filter(plan=OuterRef("pk"))))
        if not self.data.get("volgorde"):
            queryset = queryset.order_by("plannaam", "pk")
        return queryset

    def via_bijdrage(self, queryset, naam, waarde):
        return queryset  # the three together, in filter_queryset: they are about the same bijdrage

    def zoek(self, queryset, naam, waarde):
        waarde = waarde.strip()
        return queryset.filter(Q(plannaam__icontains=waarde) | Q(plancode__iexact=waarde) | Q(plaats__icontains=waarde))

    def in_gebied(self, queryset, naam, waarde):
        gebied = zoek_gebied(waarde)
        return queryset.in_gebied(gebied) if gebied else queryset.none()

    def van_mij(self, queryset, naam, waarde):
        return queryset.filter(behandelaar=self.request.user) if waarde else queryset
