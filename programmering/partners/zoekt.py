"""'Wie zoekt ons?': running plots with an empty role, as a partner looks at them. The filter is that of all plots."""

from dataclasses import dataclass
from urllib.parse import urlencode

import django_filters as filters
from django.contrib.gis.db.models import Collect
from django.contrib.gis.db.models.functions import Centroid, Distance
from django.contrib.gis.measure import D
from django.db.models import Q

from programmering.plots.filters import PlotFilter
from programmering.plots.lijsten import LOPEND, Plotstatus
from programmering.plots.models import WONINGTYPEN, Plot
from programmering.plots.nabij import Nabij
from programmering.plots.selectors import lege_rollen
from woonzorg.gebieden.models import Grens
from woonzorg.gebieden.soorten import LAND
from woonzorg.organisaties.models import Werkgebied

from .selectors import beginrol, zoekt_iets

STRALEN = [5, 10, 25, 50, 100]
VELDEN = ["zoekt", "bij", "straal", "woningtype", "minimum", "status", "gebied", "vak"]


class ZoektFilter(PlotFilter):
    """Distances are to what is filled in under `bij`, else to the middle of the own werkgebied; the nearest first."""

    straal = filters.ChoiceFilter(
        label="Hoogstens zo ver weg", choices=[(str(km), f"{km} km") for km in STRALEN], method="niets",
        empty_label="maakt niet uit",
    )  # fmt: skip

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.filters = {naam: self.filters[naam] for naam in VELDEN}
        self.filters["status"].extra["choices"] = [(s.value, s.label) for s in Plotstatus if s in LOPEND]
        self.filters["zoekt"].label = "Wie wordt gezocht"
        self.filters["zoekt"].extra["empty_label"] = "alle rollen"
        self.filters["bij"].label = "Afstand tot (gemeente of coördinaten)"

    @property
    def nabij(self) -> Nabij | None:
        """From where distances are measured; None where nothing is asked and nobody has a werkgebied."""
        if not hasattr(self, "_nabij"):
            self._nabij = self.gekozen.get("bij") or midden_van_werkgebied(self.user)
        return self._nabij

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(zoekt_iets(queryset)).filter(stand__in=LOPEND)
        if self.nabij is None:
            return queryset
        if self.gekozen.get("straal"):
            queryset = queryset.filter(geometrie__dwithin=(self.nabij.punt, D(km=int(self.gekozen["straal"]))))
        return queryset.annotate(afstand=Distance("geometrie", self.nabij.punt)).order_by("afstand", "naam", "pk")


def maak_filter(data, user) -> ZoektFilter:
    """The filter of the page; one who has not chosen anything yet begins with what the own organisation can be."""
    if not data:
        data = data.copy()
        data["zoekt"] = beginrol(user)
    return ZoektFilter(data, queryset=Plot.objects.for_user(user), user=user)


def zoekkaart(filter_: ZoektFilter, ligging: dict) -> dict:
    """The map with the very plots of the list."""
    keuze = [(naam, waarde) for naam in VELDEN for waarde in filter_.data.getlist(naam) if waarde and naam != "vak"]
    return {
        "gebieden_tegels": "/kaart/gebieden/gemeente/{z}/{x}/{y}.mvt",
        "plots_tegels": f"/kaart/plots/zoekt/{{z}}/{{x}}/{{y}}.mvt?{urlencode(keuze)}",
        "plot_url": "/plots/{id}/",
        "lagen": ["plots"],
        "soort": "gemeente",
        "achtergrond": True,
        "onderwerp": "Plots die partners zoeken",
        "legenda": [],
        "waarden": {},
        **ligging,
    }


def midden_van_werkgebied(user) -> Nabij | None:
    """The middle of all gebieden in which the organisation of `user` works; the whole land has none. Two queries."""
    functie = user.functie if user.is_authenticated else None
    if not functie:
        return None
    keuze = Q()
    for soort, code in Werkgebied.objects.filter(organisatie=functie["organisatie_id"]).values_list("soort", "code"):
        if code != LAND.code:
            keuze |= Q(soort=soort, code=code)
    if not keuze:
        return None
    midden = Grens.objects.filter(keuze).aggregate(midden=Centroid(Collect("geometrie")))["midden"]
    return Nabij("uw werkgebied", midden) if midden else None


@dataclass(frozen=True)
class Zoekrij:
    """One plot that looks for partners."""

    plot: Plot
    zoekt: list[str]
    km: float | None

    @property
    def afstand(self) -> str:
        """'3,4 km', from the nearest side of the plot; '' where nothing is measured."""
        return "" if self.km is None else f"{self.km:.1f} km".replace(".", ",")

    @property
    def typen(self) -> list[tuple[str, int, int]]:
        """(name, homes, year) of what fits; year 0 is unknown."""
        regels = {r.woningtype: r for r in self.plot.regels.all()}
        return [(naam, regels[slug].aantal, regels[slug].jaar) for slug, naam in WONINGTYPEN if slug in regels]


def zoekrijen(plots) -> list[Zoekrij]:
    """The plots of one page with the roles that nobody fills yet; one query more."""
    plots = list(plots)
    leeg = lege_rollen(plots)
    return [
        Zoekrij(p, leeg[p.pk], round(p.afstand.m / 1000, 1) if getattr(p, "afstand", None) is not None else None)
        for p in plots
    ]
