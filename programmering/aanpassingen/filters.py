"""The filters of aanpassingen and kansen: list, csv, xlsx and map tiles read the same url parameters."""

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from programmering.calculations import WONINGTYPEN as SLUGS
from programmering.opgaven.models import Opgaveperiode
from programmering.plots.models import WONINGTYPEN
from programmering.voortgang.models import Bijdrage, Schakel
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q

from . import lijsten
from .bag import BagFout, lees_bag_id
from .models import Aangepastewoning, Aanpassing, Kans


class _InGebied(filters.FilterSet):
    q = filters.CharFilter(label="Zoek op naam", method="zoek")
    gebied = filters.CharFilter(label="Gebied", method="in_gebied", widget=forms.HiddenInput)

    def zoek(self, queryset, naam, waarde):
        return queryset.filter(naam__icontains=waarde.strip())

    def in_gebied(self, queryset, naam, waarde):
        gebied = zoek_gebied(waarde)
        return queryset.in_gebied(gebied) if gebied else queryset.none()


class AanpassingFilter(_InGebied):
    """Periode and woningtype choose the aanpassingen that a figure of the keten is made of; `schakel` comes along."""

    periode = filters.ChoiceFilter(label="Periode", method="via_bijdrage", empty_label="alle perioden")
    woningtype = filters.ChoiceFilter(
        label="Telt als", choices=WONINGTYPEN, method="via_bijdrage", empty_label="alle woningtypen"
    )
    schakel = filters.ChoiceFilter(
        choices=[(Schakel.AANPASSING.value, "bestaande bouw")], method="via_bijdrage", widget=forms.HiddenInput
    )
    naar_type = filters.ChoiceFilter(label="Aangepast naar", choices=WONINGTYPEN, empty_label="alle typen")
    jaar = filters.NumberFilter(label="Jaar", min_value=2000, max_value=2100)
    eigenaar = filters.ChoiceFilter(
        field_name="eigenaar_soort", label="Eigenaar", choices=lijsten.Eigenaarsoort.choices, empty_label="alle"
    )

    class Meta:
        model = Aanpassing
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        perioden = {p.slug: p for p in Opgaveperiode.objects.all()}
        self.filters["periode"].extra["choices"] = [(s, p.naam) for s, p in perioden.items()]
        gekozen = self.form.cleaned_data if self.form.is_valid() or self.form.errors else {}
        self.op_figuur = any(gekozen.get(naam) for naam in ("periode", "woningtype", "schakel"))
        # Of everyone; take `for_user` of them before showing any.
        self.bijdragen = Bijdrage.objects.filter(schakel=Schakel.AANPASSING, categorie__in=SLUGS)
        if periode := perioden.get(gekozen.get("periode")):
            self.bijdragen = self.bijdragen.in_periode(periode)
        if gekozen.get("woningtype"):
            self.bijdragen = self.bijdragen.filter(categorie=gekozen["woningtype"])

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if self.op_figuur:
            queryset = queryset.filter(Exists(self.bijdragen.filter(aanpassing=OuterRef("pk"))))
        # Said again: counting homes groups, and then Django leaves out the order of the model.
        return queryset.order_by(*Aanpassing._meta.ordering)

    def via_bijdrage(self, queryset, naam, waarde):
        return queryset  # together, in filter_queryset: they are about the same bijdrage

    def zoek(self, queryset, naam, waarde):
        """By name; by BAG id too, for who may see those."""
        op_naam = Q(naam__icontains=waarde.strip())
        try:
            bag_id = lees_bag_id(waarde)
        except BagFout:
            return queryset.filter(op_naam)
        bereik = bereik_van(self.request.user, Permission.PLAN_INTERN)
        if not bereik:
            return queryset.filter(op_naam)
        met_id = Exists(Aangepastewoning.objects.filter(aanpassing=OuterRef("pk"), bag_id=bag_id))
        return queryset.filter(op_naam | (met_id & gebied_q(bereik, "gemeente__")))


class KansFilter(_InGebied):
    soort = filters.ChoiceFilter(label="Soort", choices=lijsten.Kanssoort.choices, empty_label="alle soorten")
    naar_type = filters.ChoiceFilter(label="Kan worden", choices=WONINGTYPEN, empty_label="alle woningtypen")
    eigenaar = filters.ChoiceFilter(
        field_name="eigenaar_soort", label="Eigenaar", choices=lijsten.Eigenaarsoort.choices, empty_label="alle"
    )
    status = filters.ChoiceFilter(label="Status", choices=lijsten.Kansstatus.choices, empty_label="alle")

    class Meta:
        model = Kans
        fields: list[str] = []
