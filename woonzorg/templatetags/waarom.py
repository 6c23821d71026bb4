"""Drawing of the slides of Het waarom: one svg for the screen and for paper, so colours are attributes in it.

Numbers of the bars stand in units of a viewBox that is stretched to the room there is.
"""

import re

from django import template

from programmering.waarom.dias import Huizen, Staaf, Staven

from . import meetkunde
from .papier import KLEUREN as KETENKLEUREN

register = template.Library()

BREED, HOOG, MARGE = 1000, 44, 3
# The same as in static/css/tokens.css; a test compares. Fill and outline: the place itself, what it is compared
# with, what was done, and the one accent for what asks for action.
KLEUREN = KETENKLEUREN | {
    "hier": ("#0f2f52", "#0f2f52"),
    "land": ("#b9c0c8", "#b9c0c8"),
    "klaar": ("#0f2f52", "#0f2f52"),
    "nodig": ("#a8380d", "#a8380d"),
}
GESTIPPELD = {"zacht", "tekort"}
MEESTE_STREPEN = 5
VAST = re.compile(r"(?<=\d) (?=%|jaar\b)")


def as_van(grootste: float) -> tuple[int, int]:
    """(step, number of steps): the axis ends at the first round step past the longest bar."""
    stap = meetkunde.ronde_stap(grootste, MEESTE_STREPEN)
    return stap, max(1, -int(-grootste // stap))


@register.inclusion_tag("waarom/_balk.html")
def waarom_balk(staaf: Staaf, beeld: Staven, plek: str):
    """`plek` names this drawing in the document: its patterns have ids of their own."""
    stap, aantal = as_van(beeld.grootste)
    schaal = BREED / (stap * aantal)
    vlakken, begin = [], 0.0
    for soort, n in staaf.delen:
        if n > 0:
            vlakken.append(_vlak(soort, plek, begin * schaal, n * schaal))
            begin += n
    return {
        "tekst": f"{staaf.naam} {staaf.waarde}".strip(),
        "vlakken": vlakken,
        "patronen": [(s, *KLEUREN[s]) for s in GESTIPPELD if any(s == soort for soort, _ in staaf.delen)],
        "lijnen": [meetkunde.eenheid(BREED * i / aantal) for i in range(aantal + 1)],
        "merk": None if staaf.merk is None else meetkunde.eenheid(min(BREED - 3, max(3, staaf.merk * schaal))),
        "plek": plek,
        "breed": BREED,
        "hoog": HOOG,
    }


def _vlak(soort: str, plek: str, x: float, breedte: float) -> dict:
    vulling, lijn = KLEUREN[soort]
    return {
        "vulling": f"url(#{soort}-{plek})" if soort in GESTIPPELD else vulling,
        "lijn": lijn,
        "x": meetkunde.eenheid(x),
        "y": MARGE,
        # What is there is seen, however little.
        "breedte": meetkunde.eenheid(max(2.5, breedte)),
        "hoogte": HOOG - 2 * MARGE,
    }


@register.inclusion_tag("waarom/_vlakje.html")
def waarom_vlakje(soort: str, plek: str, naam: str):
    """The little block of the legend."""
    vulling, lijn = KLEUREN[soort]
    patroon = [(soort, vulling, lijn)] if soort in GESTIPPELD else []
    return {
        "naam": naam,
        "plek": plek,
        "lijn": lijn,
        "patronen": patroon,
        "vulling": f"url(#{soort}-{plek})" if patroon else vulling,
    }


@register.filter
def vast(zin: str) -> str:
    """No line ends between a figure and what it counts: '18 %', '65 jaar'."""
    return VAST.sub("\u00a0", zin)


@register.simple_tag
def waarom_as(beeld: Staven) -> list[int]:
    """Amounts along the axis, at equal distances from its begin to its end."""
    stap, aantal = as_van(beeld.grootste)
    return [stap * i for i in range(aantal + 1)]


@register.simple_tag
def waarom_stippen(heel: int, deel: int) -> dict:
    """Dots in a row: x of each whole one, and the last one as far as it goes."""
    wijdte = 52
    return {
        "breed": meetkunde.eenheid((heel + bool(deel)) * wijdte),
        "heel": [meetkunde.eenheid(i * wijdte + wijdte / 2) for i in range(heel)],
        "laatste": meetkunde.eenheid(heel * wijdte + 4) if deel else None,
        "laatste_midden": meetkunde.eenheid(heel * wijdte + wijdte / 2),
        "laatste_breed": meetkunde.eenheid(44 * deel / 100),
    }


HUIS = 130


@register.simple_tag
def waarom_huizen(beeld: Huizen) -> list[str]:
    """x of each home that comes free, in units of the drawing."""
    return [meetkunde.eenheid(196 + i * HUIS) for i in range(beeld.zeker + beeld.misschien)]


@register.simple_tag
def waarom_huizenrij(aantal: int) -> list[str]:
    """x of each of a row of homes, from the left."""
    return [meetkunde.eenheid(4 + i * HUIS) for i in range(aantal)]
