"""'Wie zoekt ons?': running plots with an empty role, as a partner looks at them. The filter is that of all plots."""

from dataclasses import dataclass
from urllib.parse import urlencode

import django_filters as filters
from django import forms
from django.contrib.gis.db.models import Collect, Extent
from django.contrib.gis.db.models.functions import Centroid, Distance, Transform
from django.contrib.gis.measure import D
from django.db.models import Exists, OuterRef

from programmering.plots.filters import PlotFilter
from programmering.plots.lijsten import LOPEND, Plotstatus
from programmering.plots.models import WONINGTYPEN, Plot
from programmering.plots.nabij import Nabij
from programmering.plots.selectors import lege_rollen
from woonzorg.gebieden.kader import NEDERLAND, kader
from woonzorg.gebieden.models import Grens, Provincie, Woondealregio
from woonzorg.gebieden.soorten import LAND, Gebied, Gebiedssoort
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.models import Werkgebied

from .selectors import beginrol, zoekt_iets

STRALEN = [5, 10, 25, 50, 100]
VELDEN = ["zoekt", "gebied", "bij", "straal", "woningtype", "minimum", "status", "vak"]


class ZoektFilter(PlotFilter):
    """Distances are to what is filled in under `bij`, else to the middle of the own werkgebied; the nearest first."""

    status = filters.ChoiceFilter(
        label="Status",
        field_name="stand",
        choices=[(s.value, s.label) for s in Plotstatus if s in LOPEND],
        empty_label="maakt niet uit",
    )
    straal = filters.ChoiceFilter(
        label="Hoogstens zo ver weg", choices=[(str(km), f"{km} km") for km in STRALEN], method="niets",
        empty_label="maakt niet uit",
    )  # fmt: skip

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.filters = {naam: self.filters[naam] for naam in VELDEN}
        self.filters["zoekt"].label = "Wie wordt gezocht"
        self.filters["zoekt"].extra["empty_label"] = "alle rollen"
        self.filters["gebied"].extra["widget"] = self._gebieden()
        self.filters["bij"].label = "Afstand tot (gemeente of coördinaten)"

    def _gebieden(self) -> forms.Select:
        """Provincies and regio's, with the gemeente that a link may have chosen."""
        keuzes = [("", "heel Nederland")]
        gekozen = zoek_gebied(self.data.get("gebied") or "")
        if gekozen and gekozen.soort == Gebiedssoort.GEMEENTE:
            keuzes.append((gekozen.code, gekozen.naam))
        for titel, soort in (("Provincies", Provincie), ("Woondealregio's", Woondealregio)):
            keuzes.append((titel, list(soort.objects.order_by("naam").values_list("code", "naam"))))
        return forms.Select(choices=keuzes)

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


def zoekkaart(filter_: ZoektFilter, gebied: Gebied | None) -> dict:
    """The map with the very plots of the list, framed by the gebied that was chosen, or else by those plots."""
    ligging = kader(gebied) if gebied else {"begrenzing": NEDERLAND, "bron": ""}
    if gebied is None:
        vak = filter_.qs.order_by().aggregate(vak=Extent(Transform("geometrie", 4326)))["vak"]
        if vak:
            west, zuid, oost, noord = vak
            ligging["begrenzing"] = [[zuid, west], [noord, oost]]
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
    """The middle of all gebieden in which the organisation of `user` works; the whole land has none. One query."""
    functie = user.functie if user.is_authenticated else None
    if not functie:
        return None
    gebieden = Werkgebied.objects.filter(organisatie=functie["organisatie_id"], soort=OuterRef("soort"))
    grenzen = Grens.objects.filter(Exists(gebieden.filter(code=OuterRef("code")))).exclude(code=LAND.code)
    midden = grenzen.aggregate(midden=Centroid(Collect("geometrie")))["midden"]
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
    def typen(self) -> list[tuple[str, int, str]]:
        """(name, homes, year) of what fits; year '' is unknown."""
        regels = {r.woningtype: r for r in self.plot.regels.all()}
        return [
            (naam, regels[slug].aantal, str(regels[slug].jaar or "")) for slug, naam in WONINGTYPEN if slug in regels
        ]


def zoekrijen(plots) -> list[Zoekrij]:
    """The plots of one page with the roles that nobody fills yet; one query more."""
    plots = list(plots)
    leeg = lege_rollen(plots)
    return [
        Zoekrij(p, leeg[p.pk], round(p.afstand.m / 1000, 1) if getattr(p, "afstand", None) is not None else None)
        for p in plots
    ]
