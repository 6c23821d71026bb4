"""Rows of the permission table for programmering/peilstanden: all of it is public, and shows each what he may see."""

import datetime

from programmering.peilstanden.actions import stel_vast
from tests.rollen import IEDEREEN, Rij
from woonzorg.gebieden.models import Gemeente

OP_PEILSTAND = {"pk": "@peilstand"}
TABEL: dict[str, list[Rij]] = {
    "peilstand-lijst": [Rij(IEDEREEN)],
    "peilstanden-csv": [Rij(IEDEREEN)],
    "correctie-lijst": [Rij(IEDEREEN)],
    "correctie-csv": [Rij(IEDEREEN)],
    "peilstanden-vergelijken": [Rij(IEDEREEN)],
    "peilstand-verschil": [Rij(IEDEREEN)],
    "peilstand-verschil-csv": [Rij(IEDEREEN)],
    "peilstand": [
        Rij(IEDEREEN, OP_PEILSTAND),
        Rij(IEDEREEN, {"pk": "@peilstand_oud"}),
        Rij(set(), {"pk": 0}, anders=404),
    ],
    # Without htmx it leads to the comparison.
    "gebied-veranderd": [
        Rij(IEDEREEN, {"code": "GM9000"}, status=302),
        Rij(set(), {"code": "GM0000"}, anders=404),
    ],
    "peilstand-csv": [Rij(IEDEREEN, {"pk": "@peilstand_oud"})],
    "peilstand-xlsx": [Rij(IEDEREEN, {"pk": "@peilstand_oud"})],
    "api-peilstanden": [Rij(IEDEREEN)],
}
# Answers that are no page.
GEEN_PAGINA = {
    "peilstanden-csv", "correctie-csv", "peilstand-verschil-csv", "peilstand-csv", "peilstand-xlsx",
    "gebied-veranderd", "api-peilstanden",
}  # fmt: skip
# Looked at on a phone, per member of the cast.
OP_TELEFOON = {
    "anoniem": ["peilstand-lijst", "peilstand", "peilstanden-vergelijken"],
    "invoerder_aa": ["peilstand", "peilstand-verschil", "correctie-lijst"],
}


def dingen(cast, maak_plan) -> dict[str, int]:
    """A peilstand of Aa that was corrected, half a year ago; after the plans have been made."""
    aa, dag = Gemeente.objects.get(code="GM9000"), datetime.date(2025, 5, 1)
    oud = stel_vast(gemeente=aa, peildatum=dag, by="test")
    nieuw = stel_vast(gemeente=aa, peildatum=dag, by="test", reden="Eén plan stond er dubbel in.")
    return {"peilstand": nieuw.pk, "peilstand_oud": oud.pk}
