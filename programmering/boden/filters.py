"""The one filter of boden: list, csv and xlsx read the same url parameters."""

import django_filters as filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from programmering.opgaven.models import Opgaveperiode
from programmering.plots.models import WONINGTYPEN
from programmering.voortgang.models import Bijdrage, Bronvorm, Schakel
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort
from woonzorg.gebieden.zoeken import zoek_gebied

from .lijsten import Bodstatus, Partijsoort
from .models import Bod, Bodregel

# What may be sorted on, and how it reads.
SORTERING = {
    "-datum": "nieuwste eerst",
    "partij": "partij",
    "gemeente__naam": "gemeente",
    "status": "status",
}


def jaarkeuzes() -> list[tuple[str, str]]:
    nu = timezone.localdate().year
    return [*((str(j), str(j)) for j in range(nu - 2, nu + 11)), ("0", "jaar onbekend")]


def regio_q(gebied: Gebied) -> Q:
    """Boden on a whole woondealregio that lies in `gebied`, or partly does; never on one inside a gemeente."""
    match gebied.soort:
        case Gebiedssoort.LAND:
            return Q(woondealregio__isnull=False)
        case Gebiedssoort.PROVINCIE:
            regios = Gemeente.objects.geldig_op().in_gebied(gebied).order_by().values("woondealregio")
            return Q(woondealregio__in=regios)
        case Gebiedssoort.WOONDEALREGIO:
            return Q(woondealregio=gebied.code)
    return Q(pk__in=[])


class BodFilter(filters.FilterSet):
    """With `schakel=bod` the list is the drill-down of a figure of the keten: what adds to it, and nothing else.

    Without, periode, woningtype and jaar choose by what the boden themselves say. `request` is needed: whose list.
    """

    q = filters.CharFilter(label="Zoek op partij of document", method="zoek")
    gebied = filters.CharFilter(label="Gebied", method="in_gebied", widget=forms.HiddenInput)
    status = filters.ChoiceFilter(choices=Bodstatus.choices, empty_label="alle statussen")
    partij_soort = filters.ChoiceFilter(choices=Partijsoort.choices, empty_label="alle soorten")
    periode = filters.ChoiceFilter(label="Periode", method="via_regel", empty_label="alle perioden")
    jaar = filters.ChoiceFilter(label="Jaar", choices=jaarkeuzes, method="via_regel", empty_label="alle jaren")
    woningtype = filters.ChoiceFilter(
        label="Woningtype", choices=WONINGTYPEN, method="via_regel", empty_label="alle woningtypen"
    )
    bouwvorm = filters.ChoiceFilter(choices=Bronvorm.choices, empty_label="alle bouwvormen")
    schakel = filters.ChoiceFilter(
        label="Welke boden",
        choices=[(Schakel.BOD.value, "wat meetelt in de keten")],
        method="via_regel",
        empty_label="alle boden",
    )
    eigen = filters.BooleanFilter(
        label="Alleen van mijn organisatie", method="van_mij", widget=forms.CheckboxInput(attrs={"value": "true"})
    )
    volgorde = filters.OrderingFilter(
        label="Volgorde",
        fields=[(v.lstrip("-"), v.lstrip("-")) for v in SORTERING],
        choices=list(SORTERING.items()),
        empty_label=None,
    )

    class Meta:
        model = Bod
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user = self.request.user
        self.perioden = {p.slug: p for p in Opgaveperiode.objects.all()}
        self.filters["periode"].extra["choices"] = [(s, p.naam) for s, p in self.perioden.items()]
        if not getattr(self.user, "organisaties", ()):
            del self.filters["eigen"]

    def _keuze(self, naam: str):
        """What was chosen and understood; '' for anything else."""
        return (self.form.cleaned_data.get(naam) or "") if self.is_bound and self.form.is_valid() else ""

    @property
    def op_figuur(self) -> bool:
        return bool(self._keuze("schakel"))

    @property
    def met_ingetrokken(self) -> bool:
        """True when withdrawn boden were asked for; otherwise they stand in the list and in no sum."""
        return self._keuze("status") == Bodstatus.INGETROKKEN

    @property
    def woningen(self):
        """The rows that the chosen homes stand in, with `type`: bijdragen of this reader, or rows of the boden."""
        periode, jaar, woningtype = (self._keuze(n) for n in ("periode", "jaar", "woningtype"))
        if self.op_figuur:
            rijen = Bijdrage.objects.for_user(self.user).filter(schakel=Schakel.BOD).annotate(type=F("categorie"))
            if gebied := zoek_gebied(self._keuze("gebied")):
                rijen = rijen.in_gebied(gebied)
        else:
            rijen = Bodregel.objects.annotate(type=F("woningtype"))
        if periode:
            rijen = rijen.filter(jaar__range=(self.perioden[periode].van_jaar, self.perioden[periode].tot_jaar))
        if jaar:
            rijen = rijen.filter(jaar=int(jaar))
        return rijen.filter(type=woningtype) if woningtype else rijen

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if any(self._keuze(naam) for naam in ("periode", "jaar", "woningtype", "schakel")):
            queryset = queryset.filter(Exists(self.woningen.filter(bod=OuterRef("pk"))))
        if not self._keuze("volgorde"):
            queryset = queryset.order_by("-datum", "-pk")
        return queryset

    def via_regel(self, queryset, naam, waarde):
        return queryset  # the four together, in filter_queryset: they are about the same homes

    def zoek(self, queryset, naam, waarde):
        waarde = waarde.replace("\0", "").strip()
        return queryset.filter(Q(partij__icontains=waarde) | Q(document__icontains=waarde))

    def in_gebied(self, queryset, naam, waarde):
        gebied = zoek_gebied(waarde)
        if gebied is None:
            return queryset.none()
        # in_gebied itself would leave out the boden on whole regio's.
        return queryset.filter(Q(pk__in=queryset.in_gebied(gebied).order_by().values("pk")) | regio_q(gebied))

    def van_mij(self, queryset, naam, waarde):
        return queryset.filter(organisatie__in=self.user.organisaties) if waarde else queryset
