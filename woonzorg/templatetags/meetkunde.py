"""Where blocks, marks and columns stand: numbers in, percentages or units out. No HTML.

Positions along a bar are percentages of its width, so that the server needs no knowledge of the screen.
They leave as strings with a point: a localized '12,5' would be a broken svg.
"""

import math
from dataclasses import dataclass

from programmering.calculations import SCHAKELS, Ketenregel, Trendregel

# Room to the right of the longest bar, so that the mark of the opgave is never cut in half.
LUCHT = 1.015


def pct(waarde: float) -> str:
    return f"{waarde:.3f}".rstrip("0").rstrip(".") + "%"


def eenheid(waarde: float) -> str:
    return f"{waarde:.1f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Blok:
    """One part of a bar; `begin` and `lengte` in percent of the scale."""

    schakel: str
    aantal: int
    begin: float
    lengte: float

    @property
    def x(self) -> str:
        return pct(self.begin)

    @property
    def breedte(self) -> str:
        return pct(self.lengte)


def maximum(regels: tuple[Ketenregel, ...]) -> int:
    """Largest opgave or covered amount: what one scale for all rows has to hold."""
    return max([1, *(r.opgave or 0 for r in regels), *(r.gedekt for r in regels)])


def plaats(aantal: float, grootste: float) -> float:
    return 100 * aantal / (grootste * LUCHT)


def blokken(regel: Ketenregel, grootste: int) -> tuple[Blok, ...]:
    """The blocks of one row from sure to missing; nothing for a part of zero homes or for a surplus."""
    delen = [(schakel, getattr(regel, schakel)) for schakel in SCHAKELS]
    if regel.tekort is not None and regel.tekort > 0:
        delen.append(("tekort", regel.tekort))
    uit, tot_hier = [], 0
    for schakel, aantal in delen:
        if aantal > 0:
            uit.append(Blok(schakel, aantal, plaats(tot_hier, grootste), plaats(aantal, grootste)))
            tot_hier += aantal
    return tuple(uit)


def ronde_stap(grootste: float, hoogstens: int) -> int:
    """Smallest of 1, 2, 5, 10, 20 … that divides the scale into at most `hoogstens` parts."""
    ruw = max(1.0, grootste / hoogstens)
    macht = 10 ** math.floor(math.log10(ruw))
    return next(int(n * macht) for n in (1, 2, 5, 10) if n * macht >= ruw * (1 - 1e-9))


def streepjes(grootste: int, hoogstens: int = 5) -> tuple[int, ...]:
    """Round amounts along the axis, zero included, none past the end of the scale."""
    stap = ronde_stap(grootste, hoogstens)
    return tuple(range(0, grootste + 1, stap))


@dataclass(frozen=True)
class Kolomdeel:
    schakel: str
    y: str
    hoogte: str


@dataclass(frozen=True)
class Kolom:
    jaar: int
    x: str
    midden: str
    breedte: str
    delen: tuple[Kolomdeel, ...]
    aantallen: tuple[int, ...]  # in the order of SCHAKELS

    @property
    def samen(self) -> int:
        return sum(self.aantallen)


@dataclass(frozen=True)
class Hoogtelijn:
    aantal: int
    y: str
    tekst_y: str


@dataclass(frozen=True)
class Paneel:
    """One panel of the trend: columns per calendar year, cumulated, in units of its viewBox."""

    regel: Trendregel
    kolommen: tuple[Kolom, ...]
    lijnen: tuple[Hoogtelijn, ...]
    opgave_y: str | None
    breed: int
    hoog: int
    links: int
    rechts: int
    voet: str


BREED, HOOG = 400, 250
LINKS, RECHTS, BOVEN, ONDER = 58, 6, 18, 26


def optellen(reeks: tuple[int, ...]) -> tuple[int, ...]:
    uit, som = [], 0
    for n in reeks:
        som += n
        uit.append(som)
    return tuple(uit)


def paneel(regel: Trendregel, jaren: tuple[int, ...]) -> Paneel:
    """Stacked columns of all homes up to and including each year, against the opgave."""
    per_jaar = list(zip(*(optellen(getattr(regel, schakel)) for schakel in SCHAKELS), strict=True))
    hoogste = max([1, regel.opgave or 0, *map(sum, per_jaar)])
    vloer = HOOG - ONDER
    schaal = (vloer - BOVEN) / hoogste

    def y(aantal: float) -> float:
        return vloer - aantal * schaal

    vak = (BREED - LINKS - RECHTS) / max(1, len(jaren))
    breedte = vak * 0.72
    kolommen = []
    for i, (jaar, aantallen) in enumerate(zip(jaren, per_jaar, strict=True)):
        x = LINKS + i * vak + (vak - breedte) / 2
        delen, onder = [], 0
        for schakel, aantal in zip(SCHAKELS, aantallen, strict=True):
            if aantal > 0:
                delen.append(Kolomdeel(schakel, eenheid(y(onder + aantal)), eenheid(aantal * schaal)))
                onder += aantal
        kolommen.append(Kolom(jaar, eenheid(x), eenheid(x + breedte / 2), eenheid(breedte), tuple(delen), aantallen))
    lijnen = tuple(Hoogtelijn(n, eenheid(y(n)), eenheid(y(n) + 4)) for n in streepjes(hoogste, 4))
    opgave_y = None if regel.opgave is None else eenheid(y(regel.opgave))
    return Paneel(regel, tuple(kolommen), lijnen, opgave_y, BREED, HOOG, LINKS, BREED - RECHTS, eenheid(vloer))
