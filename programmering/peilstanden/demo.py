"""Peilstanden of the demo: how four in five gemeenten stood half a year before the first load, made from the plans of
today. A part of `programmering.demo.actions.laad_demo`; never outside the demo (`eis_demo`).
"""

import hashlib
from datetime import date, datetime, time, timedelta

import pgtrigger
from django.db import transaction
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente
from woonzorg.sql import voer_uit

from .models import Peilstand

# By this name the demo knows its own again. No account is called so.
DOOR = "Rekenvoorbeeld"
DEEL = 80
# One in this many corrected its figures afterwards.
CORRECTIE = 12
ALTIJD = ("GM0153",)  # the gemeente that the demo tells its story of
REDENEN = (
    "Eén plan stond er dubbel in.",
    "De aantallen van één plan waren van het hele gebied, en niet van dit plan alleen.",
    "Bij één plan was een fase twee keer meegeteld.",
)
# Only here, and only for what the demo itself has made up: its plans may have been replaced by others.
BEVROREN = (
    "programmering.Peilstand:blijft",
    "programmering.Peilstandplan:bevroren",
    "programmering.Peilstandcijfer:bevroren",
)


def peildatum_voor(vanaf: date) -> date:
    """The first of May or November that lies nearest to half a year before `vanaf`."""
    half_jaar = vanaf - timedelta(days=183)
    jaren = range(half_jaar.year - 1, half_jaar.year + 2)
    dagen = [date(jaar, maand, 1) for jaar in jaren for maand in (5, 11)]
    return min(dagen, key=lambda dag: abs(dag - half_jaar))


def maak(*, vanaf: date, zaad: int | str, opnieuw: bool = False) -> int:
    """Makes the peilstanden of the demo where there are none yet; gives how many were made.

    What is frozen stays as it is, unless the plans it was made from are no more (`opnieuw`). A gemeente of which
    somebody froze that same day keeps what was frozen.
    """
    eigen = Peilstand.objects.filter(vastgesteld_door=DOOR, rekenvoorbeeld=True)
    if eigen.exists():
        if not opnieuw:
            return 0
        with pgtrigger.ignore(*BEVROREN):
            voer_uit("programmering/demo_peilstanden_weg")
    return _maak(peildatum_voor(vanaf), str(zaad))


@transaction.atomic
def _maak(peildatum: date, zaad: str) -> int:
    bezet = Peilstand.objects.filter(peildatum=peildatum).values("gemeente")
    met_plannen = Plan.objects.filter(rekenvoorbeeld=True).values("gemeente")
    gemeenten = Gemeente.objects.geldig_op().filter(pk__in=met_plannen).exclude(pk__in=bezet).order_by("code")
    peilstanden = []
    for gemeente in gemeenten:
        lot = _lot(gemeente.code, zaad)
        if lot % 100 < DEEL or gemeente.code in ALTIJD:
            peilstanden += _versies(gemeente, peildatum, lot)
    gemaakt = Peilstand.objects.bulk_create(peilstanden)
    voer_uit(
        "programmering/demo_peilstanden",
        {"peilstanden": [p.pk for p in gemaakt], "peildatum": peildatum, "zaad": zaad},
    )
    return len(gemaakt)


def _versies(gemeente: Gemeente, peildatum: date, lot: int) -> list[Peilstand]:
    op = timezone.make_aware(datetime.combine(peildatum + timedelta(days=20 + lot % 30), time(9 + lot % 8)))
    vast = {"gemeente": gemeente, "peildatum": peildatum, "vastgesteld_door": DOOR, "rekenvoorbeeld": True}
    if lot % CORRECTIE or gemeente.code in ALTIJD:
        return [Peilstand(vastgesteld_op=op, **vast)]
    reden = REDENEN[lot % len(REDENEN)]
    return [
        Peilstand(vastgesteld_op=op, geldend=False, **vast),
        Peilstand(vastgesteld_op=op + timedelta(days=12 + lot % 10), nummer=2, reden=reden, **vast),
    ]


def _lot(code: str, zaad: str) -> int:
    """A number that is the same in every database."""
    return int.from_bytes(hashlib.sha256(f"{code}{zaad}".encode()).digest()[:4])
