"""Rows of the permission table: kaarten."""

from kenniskaarten.kaarten.actions import voeg_bijlage_toe
from kenniskaarten.kaarten.models import Bijlage, Kennisstuk
from tests.rollen import IEDEREEN, Rij

KENNISBEHEER = {"kernteam", "beheerder"}
BEIDE = ("@kennisstuk", "@werkversie")
TABEL: dict[str, list[Rij]] = {
    "kennis": [Rij(IEDEREEN)],
    "bouwstenen": [Rij(IEDEREEN)],
    "kennisstuk": [
        Rij(IEDEREEN, {"slug": "@kennisstuk"}),
        Rij(KENNISBEHEER, {"slug": "@werkversie"}, anders=404),
    ],
    "kennis-beheer": [Rij(KENNISBEHEER)],
    "kennis-nieuw": [Rij(KENNISBEHEER)],
    "kennis-proef": [Rij(KENNISBEHEER, post=True)],
    "kennis-wijzigen": [Rij(KENNISBEHEER, {"slug": slug}) for slug in BEIDE],
    "kennis-historie": [Rij(KENNISBEHEER, {"slug": slug}) for slug in BEIDE],
    # Without a step it says that there is none.
    "kennis-stap": [Rij(KENNISBEHEER, {"slug": slug}, status=302, post=True) for slug in BEIDE],
    "kennis-bijlagen": [Rij(KENNISBEHEER, {"slug": slug}) for slug in BEIDE],
    "kennis-beschrijven": [Rij(KENNISBEHEER, {"slug": "@kennisstuk", "pk": "@bijlage"})],
    "kennis-bijlage-verwijderen": [
        Rij(set(), {"slug": "@kennisstuk", "pk": "@bijlage"}, post=True, overslaan=KENNISBEHEER),
        # Not under the address of another stuk.
        Rij(set(), {"slug": "@werkversie", "pk": "@bijlage"}, post=True),
    ],
    "kennis-bijlage": [
        Rij(IEDEREEN, {"slug": "@kennisstuk", "pk": "@bijlage", "naam": "kaart.pdf"}),
        Rij(KENNISBEHEER, {"slug": "@werkversie", "pk": "@bijlage_werkversie", "naam": "kaart.pdf"}, anders=404),
        # Not under the address of another stuk.
        Rij(set(), {"slug": "@kennisstuk", "pk": "@bijlage_werkversie", "naam": "kaart.pdf"}, anders=404),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"kennis-bijlage"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "anoniem": ["kennis", "bouwstenen", "kennisstuk"],
    "kernteam": ["kennis-beheer", "kennis-nieuw", "kennis-wijzigen", "kennis-bijlagen", "kennis-historie"],
}


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    velden = {"soort": "kenniskaart", "eigenaar": "Kernteam", "samenvatting": "Wie doet wat."}
    openbaar = Kennisstuk.objects.create(titel="Grondzaken", slug="grondzaken-proef", status="concept", **velden)
    stil = Kennisstuk.objects.create(titel="Nog niet af", slug="nog-niet-af", status="werkversie", **velden)
    bijlagen = [
        voeg_bijlage_toe(
            bijlage=Bijlage(kennisstuk=stuk, naam="kaart.pdf", mediatype="application/pdf"), inhoud=b"%PDF-", by="test"
        )
        for stuk in (openbaar, stil)
    ]
    return {
        "kennisstuk": openbaar.slug,
        "werkversie": stil.slug,
        "bijlage": bijlagen[0].pk,
        "bijlage_werkversie": bijlagen[1].pk,
    }
