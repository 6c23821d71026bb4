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
    # What is not on the map has no contact for anyone.
    "voorbeeld-contact": [
        Rij(IEDEREEN, {"slug": "hofje-aa"}),
        Rij(IEDEREEN, {"slug": "hofje-aa"}, status=422, post=True),
        Rij(set(), {"slug": "hofje-voorgedragen"}, anders=404),
    ],
    "voorbeeld-voordragen": [Rij(IEDEREEN), Rij(IEDEREEN, status=422, post=True)],
    "voorbeeld-voorgedragen": [Rij(IEDEREEN)],
    # Who has the key, whoever that is.
    "voorbeeld-bevestigen": [
        Rij(IEDEREEN, {"sleutel": "@voorbeeld_sleutel"}),
        Rij(set(), {"sleutel": "@voorgedragen_sleutel"}, anders=404),
        Rij(set(), {"sleutel": "verzonnen"}, post=True, anders=404),
    ],
    "voorbeelden-geojson": [Rij(IEDEREEN)],
    "voorbeelden-inbedden": [Rij(IEDEREEN)],
    "api-voorbeelden": [Rij(IEDEREEN)],
    "voorbeeld-beheer": [Rij(KENNISBEHEER)],
    "voorbeeld-bewerken": [
        Rij(KENNISBEHEER, {"pk": "@voorbeeld"}),
        Rij(KENNISBEHEER, {"pk": "@voorbeeld"}, status=422, post=True),
    ],
    # Without a reason it is not declined.
    "voorbeeld-besluit": [
        Rij(KENNISBEHEER, {"pk": "@voorgedragen", "naar": "afgewezen"}, status=422, post=True),
        Rij(set(), {"pk": "@voorgedragen", "naar": "weggegooid"}, post=True),
    ],
    "voorbeeld-nagevraagd": [Rij(KENNISBEHEER, {"pk": "@voorbeeld"}, status=302, post=True)],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"voorbeeld-besluit", "voorbeeld-nagevraagd", "voorbeelden-geojson", "api-voorbeelden"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "anoniem": [
        "voorbeeld-lijst",
        "voorbeeld",
        "voorbeeld-contact",
        "voorbeeld-voordragen",
        "voorbeeld-voorgedragen",
        "voorbeeld-bevestigen",
        "voorbeelden-inbedden",
    ],
    "beheerder": ["voorbeeld-beheer", "voorbeeld-bewerken"],
}


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    aa = Gemeente.objects.get(code="GM9000")
    voorbeeld = maak_voorbeeld(aa, slug="hofje-aa", titel="Hofje Aa")
    voorgedragen = maak_voorbeeld(aa, slug="hofje-voorgedragen", titel="Hofje voorgedragen", status="voorgedragen")
    return {
        "voorbeeld": voorbeeld.pk,
        "voorgedragen": voorgedragen.pk,
        "voorbeeld_sleutel": voorbeeld.sleutel,
        "voorgedragen_sleutel": voorgedragen.sleutel,
    }
