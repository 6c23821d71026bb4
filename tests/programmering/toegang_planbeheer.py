"""Rows of the permission table for the bin, the knelpunten, the history and the change of many plans at once."""

from django.utils import timezone

from programmering.plannen.actions import verwijder_plan
from programmering.plannen.models import Planknelpunt
from tests.rollen import BEHEER, GEMEENTE_AA, IEDEREEN, OOST, WIJZIGERS, Rij

SCHRIJVERS_AA = GEMEENTE_AA | BEHEER | {"coordinator_oost"}
INTERN_AA = GEMEENTE_AA | OOST | BEHEER

TABEL: dict[str, list[Rij]] = {
    "plan-bulk": [Rij(WIJZIGERS)],
    "plan-prullenbak": [Rij(WIJZIGERS)],
    "plan-terugzetten": [
        Rij(SCHRIJVERS_AA, {"pk": "@weg_openbaar"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@weg_gemeente"}),
        # What lies in no bin cannot be taken out of it.
        Rij(set(), {"pk": "@openbaar"}),
    ],
    "plan-knelpunten": [
        Rij(INTERN_AA, {"pk": "@knelplan"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@gemeente"}),
    ],
    "plan-knelpunt-nieuw": [Rij(SCHRIJVERS_AA, {"pk": "@knelplan"})],
    "plan-knelpunt": [
        Rij(SCHRIJVERS_AA, {"pk": "@knelplan", "knelpunt_pk": "@planknelpunt"}),
        # Of another plan.
        Rij(set(), {"pk": "@openbaar", "knelpunt_pk": "@planknelpunt"}),
    ],
    "plan-knelpunt-weg": [
        Rij(
            set(),
            {"pk": "@knelplan", "knelpunt_pk": "@planknelpunt"},
            post=True,
            overslaan=SCHRIJVERS_AA,
        )
    ],
    **{
        naam: [
            Rij(IEDEREEN, {"pk": "@openbaar"} | dag),
            Rij(GEMEENTE_AA | OOST | BEHEER, {"pk": "@provincie"} | dag, anders=404),
            Rij(GEMEENTE_AA | BEHEER, {"pk": "@gemeente"} | dag, anders=404),
            Rij(set(), {"pk": "@weg_openbaar"} | dag, anders=404),
        ]
        for naam, dag in [("plan-historie", {}), ("plan-op-dag", {}), ("plan-op", {"dag": "@vandaag"})]
    },
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"plan-knelpunt-weg"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "invoerder_aa": [
        "plan-prullenbak",
        "plan-terugzetten",
        "plan-knelpunten",
        "plan-knelpunt",
        "plan-historie",
        "plan-op-dag",
        "plan-op",
    ],
}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for."""
    weg = {
        "weg_openbaar": maak_plan(plannaam="Weg"),
        "weg_gemeente": maak_plan(plannaam="Stil weg", status="4A", vertrouwelijkheid="gemeente"),
    }
    for plan in weg.values():
        verwijder_plan(plan=plan, by="invoerder-aa")
    knelplan = maak_plan(plannaam="Met knelpunt", knelpunten=["stikstof", "parkeernorm"])
    knelpunt = Planknelpunt.objects.get(plan=knelplan, soort="stikstof")
    return {naam: plan.pk for naam, plan in weg.items()} | {
        "knelplan": knelplan.pk,
        "planknelpunt": knelpunt.pk,
        "vandaag": timezone.localdate().isoformat(),
    }
