"""The one filter of projects: list, csv and xlsx read the same url parameters."""

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from woonzorg.gebieden.zoeken import zoek_gebied

from .lijsten import Fase, Ritme
from .models import Betrokkenheid, Project, Projectpartner

ONTBREEKT = {
    "ouderen": "betrokkenheid van ouderen",
    "adviseur": "adviseur",
    "projectleider": "projectleider",
    "corporatie": "corporatie of investeerder",
    "zorg": "zorgorganisatie",
    "gemeenschap": "lokale gemeenschap",
}
_ROLLEN = {
    "corporatie": ["corporatie", "investeerder"],
    "zorg": ["zorgorganisatie"],
    "gemeenschap": ["welzijnsorganisatie", "bewoners"],
}
LOOPT = {"ja": "lopend", "gestopt": "gestopt", "alles": "alle, ook gestopt en in gebruik"}


class ProjectFilter(filters.FilterSet):
    """`request` is needed: whose list."""

    q = filters.CharFilter(label="Zoek op naam", method="zoek")
    gebied = filters.CharFilter(label="Gebied", method="in_gebied", widget=forms.HiddenInput)
    plot = filters.NumberFilter(method="op_plek", widget=forms.HiddenInput)
    plan = filters.NumberFilter(method="op_plek", widget=forms.HiddenInput)
    loopt = filters.ChoiceFilter(
        label="Welke", choices=list(LOOPT.items())[1:], method="lopend", empty_label=LOOPT["ja"]
    )
    fase = filters.ChoiceFilter(choices=Fase.choices, empty_label="alle fasen")
    ritme = filters.ChoiceFilter(choices=Ritme.choices, empty_label="elk ritme")
    zonder = filters.ChoiceFilter(
        label="Er ontbreekt", choices=list(ONTBREEKT.items()), method="zonder_", empty_label="geen keuze"
    )
    mijn = filters.BooleanFilter(
        label="Alleen van mij", method="van_mij", widget=forms.CheckboxInput(attrs={"value": "true"})
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        keuze = self.form.cleaned_data.get("loopt") if self.is_bound and self.form.is_valid() else ""
        return queryset if keuze else queryset.lopend()

    def lopend(self, queryset, naam, waarde):
        return queryset.filter(gestopt_op__isnull=False) if waarde == "gestopt" else queryset

    def zoek(self, queryset, naam, waarde):
        waarde = waarde.strip()
        return queryset.filter(Q(naam__icontains=waarde) | Q(gemeente__naam__icontains=waarde))

    def in_gebied(self, queryset, naam, waarde):
        gebied = zoek_gebied(waarde)
        return queryset.in_gebied(gebied) if gebied else queryset.none()

    def op_plek(self, queryset, naam, waarde):
        """Of a plot or plan that one may see; of another no number tells which project lies there."""
        plekken = {"plot": Plot, "plan": Plan}[naam].objects.for_user(self.request.user)
        return queryset.filter(**{f"{naam}__in": plekken.filter(pk=waarde).order_by().values("pk")})

    def zonder_(self, queryset, naam, waarde):
        match waarde:
            case "ouderen":
                return queryset.filter(~Exists(Betrokkenheid.objects.filter(project=OuterRef("pk"))))
            case "adviseur":
                return queryset.filter(adviseur__isnull=True)
            case "projectleider":
                return queryset.filter(projectleider__isnull=True, projectleider_naam="")
        partners = Projectpartner.objects.lopend().filter(project=OuterRef("pk"), rol__in=_ROLLEN[waarde])
        return queryset.filter(~Exists(partners))

    def van_mij(self, queryset, naam, waarde):
        wie = self.request.user
        return queryset.filter(Q(adviseur=wie) | Q(projectleider=wie)) if waarde and wie.is_authenticated else queryset
