"""Rows of the permission table for the bin, the knelpunten, the history and the change of many plans at once."""

from programmering.plannen.actions import verwijder_plan
from tests.rollen import BEHEER, GEMEENTE_AA, WIJZIGERS, Rij

SCHRIJVERS_AA = GEMEENTE_AA | BEHEER | {"coordinator_oost"}

TABEL: dict[str, list[Rij]] = {
    "plan-prullenbak": [Rij(WIJZIGERS)],
    "plan-terugzetten": [
        Rij(SCHRIJVERS_AA, {"pk": "@weg_openbaar"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@weg_gemeente"}),
        # What lies in no bin cannot be taken out of it.
        Rij(set(), {"pk": "@openbaar"}),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"invoerder_aa": ["plan-prullenbak", "plan-terugzetten"]}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for."""
    weg = {
        "weg_openbaar": maak_plan(plannaam="Weg"),
        "weg_gemeente": maak_plan(plannaam="Stil weg", status="4A", vertrouwelijkheid="gemeente"),
    }
    for plan in weg.values():
        verwijder_plan(plan=plan, by="invoerder-aa")
    return {naam: plan.pk for naam, plan in weg.items()}
