"""Rows of the permission table for herindelingen: the beheerder only."""

import datetime

from tests.rollen import BEHEER, Rij
from woonzorg.herindeling.actions import bewaar
from woonzorg.herindeling.models import Herindeling

EEN = {"pk": "@herindeling"}
SPLITSING = {"pk": "@splitsing"}
TABEL: dict[str, list[Rij]] = {
    "herindeling-lijst": [Rij(BEHEER)],
    "herindeling-nieuw": [Rij(BEHEER)],
    "herindeling": [Rij(BEHEER, EEN), Rij(BEHEER, SPLITSING)],
    "herindeling-bewerken": [Rij(BEHEER, EEN)],
    "herindeling-verdelen": [Rij(BEHEER, SPLITSING), Rij(set(), EEN)],
    "herindeling-proef": [Rij(BEHEER, EEN, status=302, post=True)],
    # Its day has not come.
    "herindeling-uitvoeren": [Rij(BEHEER, EEN, status=422, post=True)],
    "herindeling-weggooien": [Rij(set(), EEN, post=True, overslaan=BEHEER)],
}
# Answers that are no page.
GEEN_PAGINA = {"herindeling-proef", "herindeling-uitvoeren", "herindeling-weggooien"}


def dingen() -> dict[str, int]:
    """A merge and a split that are prepared for a day to come."""
    nieuw = {"code": "GM9100", "naam": "Nieuw", "provincie": "PV90", "woondealregio": "WD90"}
    later = datetime.date(2099, 1, 1)
    samen = Herindeling(datum=later, van=["GM9000", "GM9001"], nieuw=[nieuw])
    uiteen = Herindeling(datum=later, van=["GM9000"], bestaand=["GM9002"], nieuw=[nieuw], standaard="GM9002")
    return {
        "herindeling": bewaar(herindeling=samen, by="test").pk,
        "splitsing": bewaar(herindeling=uiteen, by="test").pk,
    }
