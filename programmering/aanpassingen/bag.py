"""Reading BAG ids as people paste them. Pure: no database, no HTML.

A BAG id is text of 16 digits: 4 of the gemeente that gave it out, 2 of the kind of object, 10 of its own.
Excel keeps 15 significant digits and no leading zeros, so an id that it took for a number is lost; it is refused
and not mended, since what is missing can only be guessed.
"""

import re

VERBLIJFSOBJECT = "01"
OBJECTSOORTEN = {
    "02": "een ligplaats",
    "03": "een standplaats",
    "10": "een pand",
    "20": "een nummeraanduiding",
    "30": "een openbare ruimte",
}
LENGTE = 16
_WIT = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_AANHALING = "\"'`´‘’“”="
_GETAL = re.compile(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+|[0-9]{12,17}[.,]0*|[0-9]{1,3}([.,][0-9]{3}){3,}")
_CIJFERS = re.compile(r"[0-9]+")
TEKST_HULP = (
    "Maak de kolom in Excel eerst op als tekst en plak de id's dan opnieuw, of lever de id's aan zoals ze uit uw "
    "systeem komen, zonder ze in Excel te openen."
)


class BagFout(ValueError):
    """This is no id of a home; `reden` is what such ids share, to count by. Both in Dutch."""

    def __init__(self, melding: str, reden: str):
        super().__init__(melding)
        self.reden = reden


def schoon(tekst: str) -> str:
    """Without white space anywhere and without what Excel and people put around a text: quotes, ="…"."""
    return _WIT.sub("", tekst).strip(_AANHALING)


def lees_bag_id(tekst: str) -> str:
    """The 16 digits of a verblijfsobject. BagFout says what is wrong and what to do."""
    kaal = schoon(tekst)
    if not kaal:
        raise BagFout("Het BAG-id ontbreekt.", "het BAG-id ontbreekt")
    if _GETAL.fullmatch(kaal):
        raise BagFout(
            f"Excel heeft van dit BAG-id een getal gemaakt; de laatste cijfers zijn daarbij verloren gegaan. "
            f"{TEKST_HULP}",
            "Excel heeft er een getal van gemaakt",
        )
    if not _CIJFERS.fullmatch(kaal):
        raise BagFout("Een BAG-id bestaat uit 16 cijfers; hier staan ook andere tekens.", "geen 16 cijfers")
    if LENGTE - 3 <= len(kaal) < LENGTE:
        mist = LENGTE - len(kaal)
        nul = "de nul vooraan is weg" if mist == 1 else f"de {mist} nullen vooraan zijn weg"
        raise BagFout(
            f"Dit BAG-id heeft {len(kaal)} cijfers in plaats van 16. Waarschijnlijk las Excel het als getal: {nul}. "
            f"{TEKST_HULP}",
            "de nul vooraan is weg",
        )
    if len(kaal) != LENGTE:
        raise BagFout(f"Een BAG-id heeft 16 cijfers; dit zijn er {len(kaal)}.", "geen 16 cijfers")
    soort = kaal[4:6]
    if soort in OBJECTSOORTEN:
        wat = OBJECTSOORTEN[soort]
        raise BagFout(
            f"Dit is het id van {wat}. Geef het id van het verblijfsobject: daarin zijn het vijfde en zesde cijfer 01.",
            f"id van {wat}",
        )
    if soort != VERBLIJFSOBJECT:
        raise BagFout(
            "Dit is geen BAG-id van een woning: het vijfde en zesde cijfer van een verblijfsobject zijn 01.",
            "geen id van een verblijfsobject",
        )
    return kaal


def verdacht(ids: list[str]) -> bool:
    """True when the last digits look cut off: Excel turns the 16th digit of a long number into a zero."""
    lang = [i for i in ids if i[0] != "0"]
    return len(lang) >= 10 and all(i.endswith("0") for i in lang)
