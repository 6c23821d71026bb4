"""Rows of the permission table: kaarten."""

from kenniskaarten.kaarten.models import Kennisstuk
from tests.rollen import IEDEREEN, Rij

KENNISBEHEER = {"kernteam", "beheerder"}
TABEL: dict[str, list[Rij]] = {
    "kennisstuk": [
        Rij(IEDEREEN, {"slug": "@kennisstuk"}),
        Rij(KENNISBEHEER, {"slug": "@werkversie"}, anders=404),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"anoniem": ["kennisstuk"]}


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    velden = {"soort": "kenniskaart", "eigenaar": "Kernteam", "samenvatting": "Wie doet wat."}
    openbaar = Kennisstuk.objects.create(titel="Grondzaken", slug="grondzaken-proef", status="concept", **velden)
    stil = Kennisstuk.objects.create(titel="Nog niet af", slug="nog-niet-af", status="werkversie", **velden)
    return {"kennisstuk": openbaar.slug, "werkversie": stil.slug}
