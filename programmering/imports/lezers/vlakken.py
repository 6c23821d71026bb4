"""What files with shapes share: which CRS their words mean, which layer has the plans, values as JSON has them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite

from woonzorg.gebieden.stelsels import STELSELS, Stelsel, stelsel_van_naam

from .basis import Leesfout, Onleesbaar, StelselOnbekend, punt

KEUZE = ", ".join(stelsel.naam for stelsel in STELSELS.values())
# By what programs call them where they leave the number of EPSG out. RD Old lies elsewhere and is not among them.
_NAMEN = {
    "rd new": 28992,
    "amersfoort rd new": 28992,
    "amersfoort rd new nap height": 28992,
    "rijksdriehoekstelsel new": 28992,
    "wgs 84": 4326,
    "wgs 1984": 4326,
    "gcs wgs 1984": 4326,
    "etrs89": 4258,
    "etrs 1989": 4258,
    "gcs etrs 1989": 4258,
}
_SOORT = r"COMPD_CS|COMPOUNDCRS|PROJCS|PROJCRS|PROJECTEDCRS|GEOGCS|GEOGCRS|GEODCRS"
_NAAM = re.compile(rf"\b({_SOORT})\s*[\[(]\s*\"([^\"]*)\"")
_CODE = re.compile(r"(?:AUTHORITY|ID)\s*\[\s*\"EPSG\"\s*,\s*\"?(\d{4,5})\"?[^\[\]]*\]\s*\]\s*$", re.IGNORECASE)


def stelsel_uit_wkt(wkt: str) -> tuple[Stelsel | None, str]:
    """The CRS that a well-known text describes, and what it calls it. By number where it gives one, else by name."""
    wkt = wkt.strip()[:20_000]
    namen = _NAAM.findall(wkt)
    if namen and namen[0][0].startswith("COMP") and len(namen) > 1:
        # Heights are dropped: what lies flat is the first part.
        namen = namen[1:]
    naam = namen[0][1] if namen else ""
    if code := _CODE.search(wkt):
        return stelsel_van_naam(f"EPSG:{code[1]}"), naam or f"EPSG:{code[1]}"
    return STELSELS.get(_NAMEN.get(" ".join(re.split(r"[^a-z0-9]+", naam.lower())).strip(), 0)), naam


def kies_stelsel(gelezen: Stelsel | None, naam: str, gekozen: int | None, hint: str) -> tuple[Stelsel, bool]:
    """The CRS of the file, and whether a person chose it. What the file names goes before that."""
    if gelezen:
        return gelezen, False
    if naam:
        raise Leesfout(f"Onbekend coördinatenstelsel: {naam[:100]}. Sla het bestand op in een van: {KEUZE}.")
    if gekozen:
        return STELSELS[gekozen], True
    raise StelselOnbekend(f"Het bestand noemt geen coördinatenstelsel{hint}. Kies zelf het stelsel: {KEUZE}.")


@dataclass(frozen=True)
class Laagkeuze:
    """A layer of a file that may have the plans."""

    naam: str
    kolommen: tuple[str, ...]
    aantal: int


def kies_laag(lagen: Iterable[Laagkeuze], herken: Callable[[str], bool] | None) -> tuple[Laagkeuze, list[str]]:
    """Of several layers with polygons the one whose columns are known best, then the fullest; and a word about it."""
    lagen = list(lagen)

    def score(laag: Laagkeuze) -> tuple[int, int]:
        return sum(1 for kolom in laag.kolommen if herken is None or herken(kolom)), laag.aantal

    gekozen = max(lagen, key=score)
    andere = [f"'{laag.naam}'" for laag in lagen if laag is not gekozen]
    if not andere:
        return gekozen, []
    rest = ", ".join(andere[:10]) + (" …" if len(andere) > 10 else "")
    return gekozen, [
        f"Het bestand heeft {len(lagen)} lagen met vlakken. Gelezen is laag '{gekozen.naam}' "
        f"({punt(gekozen.aantal)} rijen); niet gelezen: {rest}."
    ]


def json_waarde(waarde):
    """A value of a file as JSON can keep it: numbers that are none, dates and bytes become words."""
    if waarde is None or isinstance(waarde, bool | int | str):
        return waarde
    if isinstance(waarde, float):
        return waarde if isfinite(waarde) else Onleesbaar(str(waarde), "Dit is geen gewoon getal.")
    if isinstance(waarde, date | datetime | time):
        return waarde.isoformat()
    return Onleesbaar("(bestand)", "In deze cel staat geen tekst en geen getal.")
