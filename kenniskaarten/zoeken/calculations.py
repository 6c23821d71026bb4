"""The order in which things of every kind stand under each other: pure, so that it can be tested and explained.

PostgreSQL says how well each word fits each thing. It does not know how telling a word is, and adds up more for a long
text than for a short one. So here each word counts by how rare it is among what was found, and every thing is judged
by the same words, whether it is a page or a question of two lines (docs/berekeningen.md).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Of a group of words against a word itself; tuned on STEL of tests/kenniskaarten/zoekset.py.
GROEP = 1.5
# Chance, and left out, below this part of the score of the best.
NAAST_DE_BESTE = 0.2


@dataclass(frozen=True)
class Rij:
    """One thing that has something to do with the question, with how well each term fits it (0 to 1)."""

    bron: str
    sleutel: int
    soort: str
    rangen: tuple[float, ...]


@dataclass(frozen=True)
class Treffer:
    bron: str
    sleutel: int
    soort: str
    # 0 to 1: the part of what was asked that is in it.
    score: float
    # The places of the terms that did most, the most first.
    door: tuple[int, ...] = ()


def samen(rijen: Iterable[Rij]) -> list[Rij]:
    """One row a thing: of a question with three answers, per term what fits best."""
    per: dict[tuple[str, int], Rij] = {}
    for rij in rijen:
        eerder = per.get((rij.bron, rij.sleutel))
        rangen = tuple(map(max, eerder.rangen, rij.rangen)) if eerder else rij.rangen
        per[rij.bron, rij.sleutel] = Rij(rij.bron, rij.sleutel, rij.soort, rangen)
    return list(per.values())


def gerangschikt(rijen: Iterable[Rij], groepen: Sequence[bool]) -> list[Treffer]:
    """The best first, equal ones in the order of name and key; without what is chance beside the best.

    `groepen` says of each term whether it is a group of words.
    """
    rijen = samen(rijen)
    gewicht = [
        _gewicht(len(rijen), sum(r.rangen[i] > 0 for r in rijen)) * (GROEP if groep else 1)
        for i, groep in enumerate(groepen)
    ]
    alles = sum(gewicht)
    if not alles:
        return []
    treffers = [_treffer(r, [g * x for g, x in zip(gewicht, r.rangen, strict=True)], alles) for r in rijen]
    treffers.sort(key=lambda t: (-t.score, t.bron, t.sleutel))
    return [t for t in treffers if t.score > 0 and t.score >= NAAST_DE_BESTE * treffers[0].score]


def _treffer(rij: Rij, punten: Sequence[float], alles: float) -> Treffer:
    door = sorted((i for i, p in enumerate(punten) if p), key=lambda i: -punten[i])
    return Treffer(rij.bron, rij.sleutel, rij.soort, sum(punten) / alles, tuple(door))


def _gewicht(aantal: int, met: int) -> float:
    """How telling a term is: the fewer of what was found have it, the more. 0 when nothing has it."""
    return math.log(1 + aantal / met) if met else 0.0
