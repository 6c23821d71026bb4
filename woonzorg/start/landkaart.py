"""The country in 35 woondealregio's as one drawing in the page itself: no tiles, no script, a few kilobytes."""

from dataclasses import dataclass

from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import AsSVG, Scale, SnapToGrid, Translate
from django.core.cache import cache
from django.urls import reverse

from programmering.calculations import Keten
from programmering.keten.kaart import GEEN_OPGAVE, KLASSEN, klasse
from woonzorg.gebieden.models import Grens
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.getallen import getal, procent

# Units of the drawing across the country; a unit is about 600 m, and nothing smaller is drawn.
BREED = 740
# Boundaries change once a year, and loading them empties nothing: an hour is soon enough.
BEWAAR = 3600
WONINGTYPE = "geclusterd"


@dataclass(frozen=True)
class Landvlak:
    naam: str
    url: str
    pad: str
    klasse: int
    dekking: str
    tekort: str


@dataclass(frozen=True)
class Landkaart:
    breed: int
    hoog: int
    benadering: bool
    vlakken: list[Landvlak]
    legenda: list[tuple[int, str]]


def landkaart(ketens: list[Keten]) -> Landkaart | None:
    """How far the opgave geclusterd is covered in each woondealregio; None without boundaries. One query an hour."""
    vorm = cache.get_or_set("start-landkaart", _vorm, BEWAAR)
    if not vorm["paden"]:
        return None
    vlakken = [_vlak(keten, vorm["paden"][keten.gebied.code]) for keten in ketens if keten.gebied.code in vorm["paden"]]
    gebruikt = {v.klasse for v in vlakken}
    legenda = [(i, label) for i, (_, label) in enumerate(KLASSEN, start=1) if i in gebruikt]
    if GEEN_OPGAVE in gebruikt:
        legenda.append((GEEN_OPGAVE, "geen opgave bekend"))
    return Landkaart(vorm["breed"], vorm["hoog"], vorm["benadering"], vlakken, legenda)


def _vlak(keten: Keten, pad: str) -> Landvlak:
    regel = keten.regel(WONINGTYPE)
    return Landvlak(
        naam=keten.gebied.naam,
        url=reverse("gebied", args=[keten.gebied.code]),
        pad=pad,
        klasse=klasse(regel.dekking),
        dekking="" if regel.dekking is None else procent(regel.dekking),
        tekort="" if regel.tekort is None else getal(max(0, regel.tekort)),
    )


def _vorm() -> dict:
    """code -> path of its outline, in units from the top left."""
    grenzen = Grens.objects.filter(soort=Gebiedssoort.WOONDEALREGIO, vorm_laag__isnull=False)
    vak = grenzen.aggregate(vak=Extent("vorm_laag"))["vak"]
    if vak is None:
        return {"paden": {}}
    links, onder, rechts, boven = vak
    schaal = BREED / (rechts - links)
    getekend = SnapToGrid(Scale(Translate("vorm_laag", -links, -boven), schaal, schaal), 1)
    rijen = grenzen.annotate(pad=AsSVG(getekend, relative=True, precision=0)).values_list("code", "pad", "bron")
    return {
        "paden": {code: pad for code, pad, _ in rijen if pad},
        "breed": BREED,
        "hoog": round((boven - onder) * schaal),
        "benadering": any(bron == Grens.Bron.BENADERING for *_, bron in rijen),
    }
