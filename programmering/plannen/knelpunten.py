"""Knelpunten of a plan with their dates: since when, until when, and what is the matter.

`Plan.knelpunten` says which hold now, and a database trigger begins and ends rows when that list changes. Here it
goes the other way: whoever begins, solves or takes back a row changes the list with it, in the same transaction. The
row is written first: the trigger then finds it as it should be, and leaves it alone.
"""

import datetime
from dataclasses import dataclass

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .actions import VersieConflict
from .begin import begin_geschiedenis
from .lijsten import Knelpunt
from .models import Plan, Planknelpunt

# Before this no plan of the portal was on anyone's table.
EERSTE_DAG = datetime.date(2000, 1, 1)
WEG = "Dit plan is intussen verwijderd. Zet het eerst terug uit de prullenbak."
VOLGORDE = {soort: i for i, soort in enumerate(Knelpunt.values)}


@dataclass(frozen=True)
class Knelpuntstand:
    """A knelpunt as a page shows it."""

    knelpunt: Planknelpunt
    duur: str

    @property
    def open(self) -> bool:
        return self.knelpunt.opgelost_op is None


def lees_knelpunten(plan: Plan) -> list[Knelpuntstand]:
    """What holds first, longest first, then what was solved, the latest first; one query."""
    vandaag = timezone.localdate()
    rijen = list(plan.knelpuntregels.all())
    return [Knelpuntstand(k, duur(k.sinds, k.opgelost_op or vandaag)) for k in rijen]


def duur(van: datetime.date, tot: datetime.date) -> str:
    """How long, in the largest measure that says something: days, weeks, months, or years with months."""
    dagen = (tot - van).days
    maanden = (tot.year - van.year) * 12 + tot.month - van.month - (tot.day < van.day)
    if not dagen:
        return "minder dan een dag"
    if dagen < 14:
        return f"{dagen} {'dag' if dagen == 1 else 'dagen'}"
    if maanden < 2:
        return f"{dagen // 7} weken"
    if maanden < 24:
        return f"{maanden} maanden"
    jaren, rest = divmod(maanden, 12)
    return f"{jaren} jaar" + (f" en {rest} {'maand' if rest == 1 else 'maanden'}" if rest else "")


def _neem(plan: Plan, verwachte_versie: int | None) -> Plan:
    """The stored plan, locked until the commit: everyone who changes it waits here."""
    opgeslagen = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if opgeslagen is None:
        raise ValidationError(WEG)
    if verwachte_versie is not None and opgeslagen.versie != verwachte_versie:
        raise VersieConflict
    begin_geschiedenis([opgeslagen])
    return opgeslagen


def _toets(knelpunt: Planknelpunt) -> None:
    vandaag = timezone.localdate()
    for veld in ("sinds", "opgelost_op"):
        dag = getattr(knelpunt, veld)
        if dag and dag > vandaag:
            raise ValidationError({veld: "Deze dag ligt in de toekomst. Kies vandaag of een dag ervoor."})
        if dag and dag < EERSTE_DAG:
            raise ValidationError({veld: f"Kies een dag vanaf {EERSTE_DAG.year}."})
    if knelpunt.opgelost_op and knelpunt.opgelost_op < knelpunt.sinds:
        raise ValidationError({"opgelost_op": "De dag van oplossen ligt voor de dag waarop het knelpunt begon."})
    if knelpunt.soort == Knelpunt.GEEN:
        raise ValidationError({"soort": "'Geen' is geen knelpunt. Kies bij het plan zelf dat er geen zijn."})
    # What spans rows was looked at under the lock.
    knelpunt.full_clean(exclude=["plan"], validate_constraints=False)


def _staat_open(plan: Plan, soort: str, behalve: int | None = None) -> bool:
    return plan.knelpuntregels.filter(soort=soort, opgelost_op__isnull=True).exclude(pk=behalve).exists()


def _volg(plan: Plan) -> None:
    """The list of the plan as it follows from the rows; 'geen' stays only while there is none."""
    soorten = set(plan.knelpuntregels.filter(opgelost_op__isnull=True).values_list("soort", flat=True))
    if soorten or plan.knelpunten != [Knelpunt.GEEN]:
        plan.knelpunten = sorted(soorten, key=VOLGORDE.__getitem__)
    plan.versie += 1
    plan.gewijzigd = timezone.now()
    plan.save(update_fields=["knelpunten", "versie", "gewijzigd"])


@transaction.atomic
def begin_knelpunt(
    *,
    plan: Plan,
    soort: str,
    sinds: datetime.date,
    toelichting: str = "",
    by: str,
    verwachte_versie: int | None = None,
) -> Planknelpunt:
    """A knelpunt that holds from `sinds` on. Raises ValidationError or VersieConflict."""
    plan = _neem(plan, verwachte_versie)
    knelpunt = Planknelpunt(plan=plan, soort=soort, sinds=sinds, toelichting=toelichting.strip())
    _toets(knelpunt)
    if _staat_open(plan, soort):
        raise ValidationError({"soort": "Dit knelpunt staat al bij dit plan. Pas daar de datum of toelichting aan."})
    with pghistory.context(door=by):
        knelpunt.save()
        _volg(plan)
    return knelpunt


@transaction.atomic
def wijzig_knelpunt(
    *,
    knelpunt: Planknelpunt,
    sinds: datetime.date,
    opgelost_op: datetime.date | None,
    toelichting: str,
    by: str,
    verwachte_versie: int | None = None,
) -> Planknelpunt:
    """Sets the dates right; with `opgelost_op` it is solved, without it holds (again)."""
    plan = _neem(knelpunt.plan, verwachte_versie)
    opgeslagen = _neem_rij(knelpunt)
    opgeslagen.sinds, opgeslagen.opgelost_op, opgeslagen.toelichting = sinds, opgelost_op, toelichting.strip()
    _toets(opgeslagen)
    if opgelost_op is None and _staat_open(plan, opgeslagen.soort, opgeslagen.pk):
        raise ValidationError({"opgelost_op": "Hetzelfde knelpunt staat al open bij dit plan. Los dat eerst op."})
    with pghistory.context(door=by):
        opgeslagen.save()
        _volg(plan)
    return opgeslagen


@transaction.atomic
def neem_terug(*, knelpunt: Planknelpunt, by: str, verwachte_versie: int | None = None) -> None:
    """It never was one: the row goes, and the list of the plan follows. The history keeps what stood there."""
    plan = _neem(knelpunt.plan, verwachte_versie)
    opgeslagen = _neem_rij(knelpunt)
    with pghistory.context(door=by):
        opgeslagen.delete()
        _volg(plan)


def _neem_rij(knelpunt: Planknelpunt) -> Planknelpunt:
    opgeslagen = Planknelpunt.objects.filter(pk=knelpunt.pk).first()
    if opgeslagen is None:
        raise ValidationError("Dit knelpunt is intussen weggehaald.")
    return opgeslagen
