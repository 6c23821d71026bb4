"""Tables that sort by a link and show a part first; the choice lives in the url."""

from collections.abc import Callable
from dataclasses import dataclass

HOOGSTENS = 25


@dataclass(frozen=True)
class Kolomkop:
    naam: str
    url: str
    richting: str  # '', 'op' or 'neer'


class Tabel:
    """`rijen` sorted by ?sorteer=kolom or -kolom and cut off at 25, unless ?alles=1.

    `kolommen`: slug → (name, value of a row). A value of None stays at the end, whichever way the rest is sorted;
    a text sorts from a to z at the first click, a number from the largest.
    """

    def __init__(self, rijen: list, kolommen: dict[str, tuple[str, Callable]], query, standaard: str, anker: str):
        self.query, self.anker = query, anker
        gevraagd = query.get("sorteer", "")
        self.sorteer = gevraagd if gevraagd.removeprefix("-") in kolommen else standaard
        self.omlaag, self.sleutel = self.sorteer.startswith("-"), self.sorteer.removeprefix("-")
        waarde = kolommen[self.sleutel][1]
        met = sorted((r for r in rijen if waarde(r) is not None), key=waarde, reverse=self.omlaag)
        gesorteerd = met + [r for r in rijen if waarde(r) is None]
        self.aantal = len(gesorteerd)
        self.alles = query.get("alles") == "1"
        self.rijen = gesorteerd if self.alles else gesorteerd[:HOOGSTENS]
        self.koppen = {slug: self._kop(slug, naam) for slug, (naam, _) in kolommen.items()}

    @property
    def alles_url(self) -> str:
        return self._url(alles="1")

    @property
    def minder_url(self) -> str:
        return self._url(alles=None)

    @property
    def afgekapt(self) -> bool:
        return len(self.rijen) < self.aantal

    def _kop(self, slug: str, naam: str) -> Kolomkop:
        huidig = slug == self.sleutel
        oplopend = self.omlaag if huidig else slug == "naam"
        richting = ("neer" if self.omlaag else "op") if huidig else ""
        return Kolomkop(naam, self._url(sorteer=slug if oplopend else f"-{slug}"), richting)

    def _url(self, **wijzig) -> str:
        vraag = self.query.copy()
        for naam, waarde in wijzig.items():
            vraag.pop(naam, None)
            if waarde is not None:
                vraag[naam] = waarde
        return f"?{vraag.urlencode()}#{self.anker}"
