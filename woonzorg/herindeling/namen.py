"""Names that may occur once in a gemeente, when two gemeenten become one. No database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rij:
    """A record that comes from the gemeente called `van`; `waarden` together may occur once, the first is its name."""

    pk: int
    van: str
    waarden: tuple


def maak_uniek(rijen: list[Rij], er_al: Iterable[tuple], lengte: int) -> dict[int, str]:
    """{pk: new name} of those whose name is taken: by what is there already, or by another that comes along.

    'Centrum' becomes 'Centrum (Aa)', after the gemeente it came from; who was there already keeps its name, and of two
    that come both get one. What would be too long is cut before the suffix.
    """
    hoe_vaak = Counter(rij.waarden for rij in rijen) + Counter(set(er_al))
    bezet = set(hoe_vaak)
    nieuw = {}
    for rij in rijen:
        if hoe_vaak[rij.waarden] < 2:
            continue
        nieuw[rij.pk] = naam = _vrij(rij, bezet, lengte)
        bezet.add((naam, *rij.waarden[1:]))
    return nieuw


def _vrij(rij: Rij, bezet: set[tuple], lengte: int) -> str:
    nummer = 1
    while True:
        achter = f" ({rij.van})" if nummer == 1 else f" ({rij.van} {nummer})"
        naam = f"{rij.waarden[0][: lengte - len(achter)].rstrip()}{achter}"
        if (naam, *rij.waarden[1:]) not in bezet:
            return naam
        nummer += 1
