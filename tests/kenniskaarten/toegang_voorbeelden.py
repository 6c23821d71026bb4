"""Rows of the permission table: voorbeelden."""

from tests.kenniskaarten.voorbeelden import maak_voorbeeld
from tests.rollen import IEDEREEN, Rij
from woonzorg.gebieden.models import Gemeente

KENNISBEHEER = {"kernteam", "beheerder"}
TABEL: dict[str, list[Rij]] = {
    "voorbeeld-lijst": [Rij(IEDEREEN)],
    "voorbeeld": [
        Rij(IEDEREEN, {"slug": "hofje-aa"}),
        Rij(KENNISBEHEER, {"slug": "hofje-voorgedragen"}, anders=404),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"anoniem": ["voorbeeld-lijst", "voorbeeld"]}


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    aa = Gemeente.objects.get(code="GM9000")
    maak_voorbeeld(aa, slug="hofje-aa", titel="Hofje Aa")
    maak_voorbeeld(aa, slug="hofje-voorgedragen", titel="Hofje voorgedragen", status="voorgedragen")
    return {}
