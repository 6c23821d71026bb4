"""Who is meant by an @ in a text: no database, no HTML."""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

# After this, or once somebody wrote below it, a comment stays as it was read.
WIJZIGBAAR = datetime.timedelta(minutes=15)

# Not the one in an e-mail address.
_APENSTAART = re.compile(r"(?<![\w.@])@(?=\w)")
_WOORD = re.compile(r"\w+(?:['’.-]\w+)*")
# Longer than any name; what follows it is text.
_VER_GENOEG = 300


@dataclass(frozen=True)
class Kandidaat:
    """Somebody who may read the comment, and so can be mentioned in it."""

    pk: int
    naam: str
    waar: str

    def __str__(self):
        return f"{self.naam} ({self.waar})"


@dataclass(frozen=True)
class Genoemd:
    """One @ in the text, and who it can mean."""

    woord: str
    kandidaten: tuple[Kandidaat, ...]


def genoemd(tekst: str, kandidaten: Iterable[Kandidaat]) -> list[Genoemd]:
    """Every @ with a name after it. The longest whole name wins, else one word of a name is enough."""
    mensen = [(_plat(k.naam), k) for k in kandidaten]
    return [_bedoeld(tekst[m.end() : m.end() + _VER_GENOEG], mensen) for m in _APENSTAART.finditer(tekst)]


def _bedoeld(rest: str, mensen: list[tuple[str, Kandidaat]]) -> Genoemd:
    plat = _plat(rest)
    heel = [(naam, k) for naam, k in mensen if plat.startswith(naam) and not plat[len(naam) : len(naam) + 1].isalnum()]
    if heel:
        langste = max(len(naam) for naam, _ in heel)
        gekozen = tuple(k for naam, k in heel if len(naam) == langste)
        return Genoemd(gekozen[0].naam, gekozen)
    woord = _WOORD.match(plat)[0]
    return Genoemd(_WOORD.match(rest)[0], tuple(k for naam, k in mensen if woord in naam.split()))


def _plat(tekst: str) -> str:
    """As it is looked for: no capitals, no accents, one space between words."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    return " ".join("".join(t for t in ontleed if not unicodedata.combining(t)).split())


def kies(tekst: str, kandidaten: Collection[Kandidaat], aangevinkt: set[int]) -> tuple[set[int], list[str]]:
    """Who is mentioned, by an @ or by a tick, and what is not clear about it; a tick settles what an @ leaves open."""
    wie, onduidelijk = set(aangevinkt), []
    for naam in genoemd(tekst, kandidaten):
        mogelijk = {k.pk for k in naam.kandidaten}
        if len(mogelijk) == 1:
            wie |= mogelijk
        elif mogelijk and not mogelijk & aangevinkt:
            namen = ", ".join(map(str, naam.kandidaten))
            onduidelijk.append(f"'@{naam.woord}' kan meer mensen zijn: {namen}. Vink aan wie u bedoelt.")
        elif not mogelijk and not aangevinkt:
            onduidelijk.append(
                f"Wij kennen hier niemand die '{naam.woord}' heet. Vink aan wie u bedoelt, of haal het @ weg."
            )
    return wie, list(dict.fromkeys(onduidelijk))
