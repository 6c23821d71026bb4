"""Rows of the permission table for what is kept while a plan is typed, and for what its fields mean."""

from tests.rollen import BEHEER, GEMEENTE_AA, IEDEREEN, WIJZIGERS, Rij

SCHRIJVERS_AA = GEMEENTE_AA | BEHEER | {"coordinator_oost"}

TABEL: dict[str, list[Rij]] = {
    # GET gives a fresh token; a post without saying whose it is, is refused.
    "plan-klad-nieuw": [Rij(WIJZIGERS), Rij(WIJZIGERS, post=True, status=409)],
    "plan-klad": [
        Rij(SCHRIJVERS_AA, {"pk": "@openbaar"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@gemeente"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@gemeente"}, post=True, status=409),
    ],
    "plan-klad-weg-nieuw": [Rij(WIJZIGERS, post=True, status=302)],
    "plan-klad-weg": [Rij(SCHRIJVERS_AA, {"pk": "@openbaar"}, post=True, status=302)],
    "api-begrippen": [Rij(IEDEREEN)],
}
# Answers that are no page.
GEEN_PAGINA = {"plan-klad-nieuw", "plan-klad", "plan-klad-weg-nieuw", "plan-klad-weg", "api-begrippen"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"invoerder_aa": ["plan-nieuw"]}


def dingen(cast, maak_plan) -> dict:
    return {}
