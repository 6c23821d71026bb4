"""Who is at a knooppunt, and which one is next: pure, by the rule in docs/berekeningen.md."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Stapplek:
    """A step by its key: on which line, in which column, and the knooppunt that it leads to, if any."""

    sleutel: int
    lijn: str
    kolom: int
    knooppunt: int | None = None


@dataclass(frozen=True)
class Knoopplek:
    sleutel: int
    kolom: int


@dataclass(frozen=True)
class Knoopstand:
    """Which of the lines that meet here are there, and which are missing; in the order of the lines."""

    sleutel: int
    er: tuple[str, ...]
    mist: tuple[str, ...]

    @property
    def bereikt(self) -> bool:
        return not self.mist


def nodig(stappen: Iterable[Stapplek], knoop: Knoopplek) -> dict[str, frozenset[int]]:
    """Per line that meets in `knoop` the steps to take: all of that line up to there, and those that lead to it."""
    stappen = list(stappen)
    komen = dict.fromkeys(s.lijn for s in stappen if s.knooppunt == knoop.sleutel)
    return {
        lijn: frozenset(
            s.sleutel for s in stappen if s.lijn == lijn and (s.kolom <= knoop.kolom or s.knooppunt == knoop.sleutel)
        )
        for lijn in komen
    }


def standen(
    stappen: Iterable[Stapplek], knopen: Iterable[Knoopplek], gezet: Mapping[str, Collection[frozenset[int]]]
) -> list[Knoopstand]:
    """From left to right, each knooppunt where at least one line comes.

    `gezet` gives per line what each of its organisations has taken. A line is there when one organisation has taken
    all the steps that are needed: halves of two do not make a whole.
    """
    stappen = list(stappen)
    volgorde = list(dict.fromkeys(s.lijn for s in stappen))
    uit = []
    for knoop in sorted(knopen, key=lambda k: (k.kolom, k.sleutel)):
        eisen = nodig(stappen, knoop)
        if not eisen:
            continue
        er = {lijn for lijn, eis in eisen.items() if any(eis <= stand for stand in gezet.get(lijn, ()))}
        lijnen = sorted(eisen, key=volgorde.index)
        uit.append(
            Knoopstand(
                knoop.sleutel,
                tuple(lijn for lijn in lijnen if lijn in er),
                tuple(lijn for lijn in lijnen if lijn not in er),
            )
        )
    return uit


def volgende(stand: Iterable[Knoopstand]) -> Knoopstand | None:
    """The first from the left where somebody is missing; None when all are reached, or there is none."""
    return next((s for s in stand if not s.bereikt), None)
