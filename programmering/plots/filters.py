"""The one filter of plots: list, csv, xlsx and map tiles read the same url parameters."""

import django_filters as filters
from django import forms
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Polygon
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from programmering.opgaven.models import Opgaveperiode
from programmering.partners.lijsten import NODIG
from programmering.plannen import lijsten as planlijsten
from programmering.plannen.filters import LIGGING_KEUZES
from programmering.plekken.selectors import lees_bbox
from programmering.voortgang.models import Bijdrage, Schakel
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.permissions import Permission, has_permission

from . import lijsten
from .models import WONINGTYPEN, Plot, Plotregel
from .nabij import Nabij, zoek_nabij

# What may be sorted on, and how it reads. Who asks for what is near gets it in that order, unless another is chosen.
SORTERING = {
    "naam": "naam",
    "gemeente__naam": "gemeente",
    "reservering_tot": "einde van de reservering",
    "-gewijzigd": "laatst gewijzigd",
}
# These choose the plots that a figure of the keten is made of.
FIGUUR = ("schakel", "periode", "ligging")


class Geheel(filters.Filter):
    """A whole number; the NumberFilter of django-filter takes decimals."""

    field_class = forms.IntegerField


class PlotFilterForm(forms.Form):
    def clean_bij(self) -> Nabij | None:
        tekst = self.cleaned_data.get("bij") or ""
        return zoek_nabij(tekst) if tekst.strip() else None


class PlotFilter(filters.FilterSet):
    """Woningtype says what fits on a plot or, with a schakel or periode, what it adds to that figure."""

    q = filters.CharFilter(label="Zoek op naam of adres", method="zoek")
    bij = filters.CharFilter(label="In de buurt van (gemeente of coördinaten)", method="niets")
    zoekt = filters.ChoiceFilter(
        label="Zoekt nog een",
        choices=[(r.value, r.label) for r in NODIG],
        method="zoekt_rol",
        empty_label="maakt niet uit",
    )
    woningtype = filters.ChoiceFilter(
        label="Plaats voor", choices=WONINGTYPEN, method="niets", empty_label="alle woningtypen"
    )
    minimum = Geheel(label="Minstens zoveel woningen", method="niets", min_value=0, max_value=100_000)
    status = filters.MultipleChoiceFilter(
        label="Status", choices=lijsten.Plotstatus.choices, field_name="stand", widget=forms.CheckboxSelectMultiple
    )
    vertrouwelijkheid = filters.ChoiceFilter(
        label="Wie de plot ziet", choices=planlijsten.Vertrouwelijkheid.choices, empty_label="maakt niet uit"
    )
    schakel = filters.ChoiceFilter(
        label="Schakel",
        choices=[(Schakel.GERESERVEERD.value, "telt mee als gereserveerd")],
        method="niets",
        empty_label="maakt niet uit",
    )
    periode = filters.ChoiceFilter(label="Periode", method="niets", empty_label="alle perioden")
    ligging = filters.ChoiceFilter(
        label="Jaren", choices=LIGGING_KEUZES, method="niets", empty_label="binnen de periode"
    )
    bouwvorm = filters.ChoiceFilter(
        label="Bouwvorm", choices=planlijsten.Bouwvorm.choices, empty_label="nieuwbouw en transformatie"
    )
    volgorde = filters.OrderingFilter(
        label="Volgorde",
        fields=[(v.lstrip("-"), v.lstrip("-")) for v in SORTERING],
        choices=list(SORTERING.items()),
        empty_label="vanzelf",
    )
    gebied = filters.CharFilter(label="Gebied", method="in_gebied", widget=forms.HiddenInput)
    vak = filters.CharFilter(label="In beeld", method="in_vak", widget=forms.HiddenInput)

    class Meta:
        model = Plot
        fields: list[str] = []
        form = PlotFilterForm

    def __init__(self, data=None, *args, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user = user
        self.perioden = {p.slug: p for p in Opgaveperiode.objects.all()}
        self.filters["periode"].extra["choices"] = [(s, p.naam) for s, p in self.perioden.items()]
        if not any(has_permission(user, p) for p in (Permission.PLAN_ZIEN_PROVINCIE, Permission.PLAN_ZIEN_GEMEENTE)):
            del self.filters["vertrouwelijkheid"]

    @property
    def gekozen(self) -> dict:
        """What was asked for and is valid; the rest is said beside its field and leaves the list as it is."""
        if not self.is_bound:
            return {}
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def op_figuur(self) -> bool:
        """True when the list is the drill-down of a figure: plots that add to it, and no others."""
        return any(self.gekozen.get(naam) for naam in FIGUUR)

    @property
    def nabij(self) -> Nabij | None:
        return self.gekozen.get("bij")

    @property
    def meer(self) -> bool:
        """True when one of the fields behind 'meer' is in use, so that it stands open."""
        return any(self.gekozen.get(naam) for naam in (*FIGUUR, "bouwvorm", "vertrouwelijkheid", "volgorde"))

    @property
    def bijdragen(self):
        """What this reader may count of the chosen figure; without a choice, of all that plots count.

        Never of everyone: a plan that only some may see takes homes off a plot that all may see.
        """
        gekozen = self.gekozen
        bijdragen = Bijdrage.objects.for_user(self.user).filter(plot__isnull=False)
        periode = self.perioden.get(gekozen.get("periode") or "")
        ligging = gekozen.get("ligging")
        if ligging == "jaar_onbekend":
            bijdragen = bijdragen.filter(jaar=0)
        elif periode and ligging == "eerder":
            bijdragen = bijdragen.filter(jaar__gt=0, jaar__lt=periode.van_jaar)
        elif periode and ligging == "later":
            bijdragen = bijdragen.filter(jaar__gt=periode.tot_jaar)
        elif periode:
            bijdragen = bijdragen.in_periode(periode)
        if self.op_figuur and gekozen.get("woningtype"):
            bijdragen = bijdragen.filter(categorie=gekozen["woningtype"])
        return bijdragen

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset.met_stand())
        queryset = self._op_maat(queryset)
        if self.op_figuur:
            tellend = self.bijdragen.order_by().values("plot").annotate(n=Sum("aantal")).filter(n__gt=0)
            queryset = queryset.filter(pk__in=tellend.values("plot"))
        if self.nabij:
            queryset = queryset.annotate(afstand=Distance("geometrie", self.nabij.punt))
        if not self.gekozen.get("volgorde"):
            queryset = queryset.order_by(*(["afstand"] if self.nabij else []), "naam", "pk")
        return queryset

    def _op_maat(self, queryset):
        """Room for the woningtype, and for at least so many homes: of that type, or of the three together."""
        woningtype, minimum = self.gekozen.get("woningtype"), self.gekozen.get("minimum")
        if self.op_figuur:
            woningtype = ""
        if not woningtype and not minimum:
            return queryset
        regels = Plotregel.objects.filter(plot=OuterRef("pk"))
        if woningtype:
            regels = regels.filter(woningtype=woningtype)
        som = regels.order_by().values("plot").annotate(n=Sum("aantal")).values("n")
        return queryset.annotate(ruimte=Coalesce(Subquery(som), 0)).filter(ruimte__gte=max(minimum or 0, 1))

    def niets(self, queryset, naam, waarde):
        return queryset  # together with others, in filter_queryset

    def zoek(self, queryset, naam, waarde):
        waarde = waarde.strip()
        return queryset.filter(Q(naam__icontains=waarde) | Q(adres__icontains=waarde))

    def zoekt_rol(self, queryset, naam, waarde):
        return queryset.zoekt(waarde).filter(stand__in=lijsten.LOPEND)

    def in_gebied(self, queryset, naam, waarde):
        gebied = zoek_gebied(waarde)
        return queryset.in_gebied(gebied) if gebied else queryset.none()

    def in_vak(self, queryset, naam, waarde):
        grenzen = lees_bbox(waarde)
        if not grenzen:
            return queryset
        vak = Polygon.from_bbox(grenzen)
        vak.srid = 4326
        return queryset.filter(tegelpunt__bboverlaps=vak)
