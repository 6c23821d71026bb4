"""The keten on paper: the figures of the page, in svg that needs no style sheet and no width of a screen.

WeasyPrint gives the styles of the document to nothing inside an svg, so colours are attributes there.
"""

from django import template

from programmering.calculations import Keten

from . import meetkunde
from .keten import SCHAKEL_NAAM, WONINGTYPE_NAAM, WONINGTYPE_UITLEG, gebiedentabel, keten

register = template.Library()

# The same as in static/css/tokens.css; a test compares. Fill, and outline or pattern.
KLEUREN = {
    "gerealiseerd": ("#0f2f52", "#0f2f52"),
    "hard": ("#3576b5", "#3576b5"),
    "zacht": ("#dcebf8", "#3576b5"),
    "gereserveerd": ("#f7edd5", "#80621f"),
    "tekort": ("#fff", "#6f7a86"),
}
PATRONEN = ("zacht", "tekort")
# Width of the drawing in units of its viewBox; positions along a bar are percentages of it.
BREED = 1000


def _eenheid(percentage: float) -> str:
    return meetkunde.eenheid(percentage * BREED / 100)


@register.inclusion_tag("includes/_keten_papier.html", takes_context=True)
def keten_papier(context, van: Keten, buiten_periode=()):
    delen = keten(context, van, buiten_periode=buiten_periode)
    grootste = meetkunde.maximum(van.regels)
    for rij in delen["rijen"]:
        regel = rij["regel"]
        rij["vlakken"] = [
            {"schakel": b["blok"].schakel, "x": _eenheid(b["blok"].begin), "breedte": _eenheid(b["blok"].lengte)}
            for b in rij["blokken"]
        ]
        rij["beeldtekst"] = "; ".join([rij["naam"], *(b["tekst"].split(", ", 1)[1] for b in rij["blokken"])])
        rij["opgave_x"] = None if regel.opgave is None else _eenheid(meetkunde.plaats(regel.opgave, grootste))
    for streep, n in zip(delen["as"], meetkunde.streepjes(grootste), strict=True):
        streep["x"] = _eenheid(meetkunde.plaats(n, grootste))
    te_zien = {b["schakel"] for rij in delen["rijen"] for b in rij["vlakken"]}
    delen["legenda"] = [(s, naam) for s, naam in SCHAKEL_NAAM.items() if s in te_zien]
    return delen | {"met_opgave": any(r.opgave is not None for r in van.regels)}


@register.inclusion_tag("includes/_gebiedentabel_papier.html", takes_context=True)
def gebiedentabel_papier(context, onderliggend, soortnaam: str):
    """All gebieden, in the order that the page was sorted in."""
    return gebiedentabel(context, onderliggend, soortnaam=soortnaam, hoogstens=len(onderliggend))


@register.simple_tag
def woningtypen() -> list[tuple[str, str]]:
    """Name and definition of the three, in the words of the page."""
    return [(naam, WONINGTYPE_UITLEG[w]) for w, naam in WONINGTYPE_NAAM.items()]


@register.inclusion_tag("includes/_vlak_papier.html")
def vlak_papier(plek: str, schakel: str, x: str, y: str, breedte: str, hoogte: str):
    """One block of a bar; `plek` names the drawing, whose patterns are its own: ids are of the whole document."""
    vulling, lijn = KLEUREN[schakel]
    if schakel in PATRONEN:
        vulling = f"url(#{schakel}-{plek})"
    return {"vulling": vulling, "lijn": lijn, "x": x, "y": y, "breedte": breedte, "hoogte": hoogte}


@register.inclusion_tag("includes/_patronen_papier.html")
def patronen_papier(plek: str):
    return {"plek": plek, "kleuren": [(s, *KLEUREN[s]) for s in PATRONEN]}
