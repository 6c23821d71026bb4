"""The bin of plans: who finds what in it, taking a plan out again, and the end of what lies in it too long."""

import datetime
from dataclasses import dataclass

import pghistory
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from programmering.voortgang.vraag import vraag_bijwerking

from .models import Plan
from .namen import vrije_naam

PORTAAL = "het portaal"
# Deleted at a time, so that no lock is held long.
PORTIE = 100


def in_prullenbak(user):
    """Deleted plans that `user` saw and could write, the latest first."""
    plannen = Plan.met_prullenbak.wijzigbaar_door(user).in_prullenbak()
    return plannen.select_related("gemeente").order_by("-verwijderd_op", "-pk")


@dataclass(frozen=True)
class Afval:
    """A plan in the bin, and the day on which it goes for good."""

    plan: Plan
    weg_op: datetime.date


def met_einde(plannen) -> list[Afval]:
    return [Afval(plan, einde(plan.verwijderd_op)) for plan in plannen]


def einde(verwijderd_op: datetime.datetime) -> datetime.date:
    """The day on which what was deleted at this moment goes for good."""
    return timezone.localdate(verwijderd_op) + datetime.timedelta(days=settings.PRULLENBAK_DAGEN)


def bezet(plan: Plan) -> dict[str, str]:
    """What another plan of the gemeente took meanwhile: field -> what is the matter and what to do."""
    anderen = Plan.objects.filter(gemeente=plan.gemeente_id).exclude(pk=plan.pk)
    fouten = {}
    if anderen.filter(plannaam=plan.plannaam).exists():
        fouten["plannaam"] = "Een ander plan in deze gemeente heeft deze naam intussen. Geef dit plan een andere naam."
    if plan.plancode and anderen.filter(plancode=plan.plancode).exists():
        fouten["plancode"] = "Een ander plan in deze gemeente heeft deze code intussen. Wijzig hem of laat hem leeg."
    return fouten


def voorstel_naam(plan: Plan) -> str:
    """The name itself, or the first that is free after it."""
    return vrije_naam(
        plan.plannaam, set(Plan.objects.filter(gemeente=plan.gemeente_id).values_list("plannaam", flat=True))
    )


@transaction.atomic
def zet_terug(*, plan: Plan, by: str, plannaam: str | None = None, plancode: str | None = None) -> Plan:
    """Takes a plan out of the bin as it went in: numbers, place, and all that pointed at it.

    Raises ValidationError when it no longer lies there, or when its name or code has been taken; both may be given
    anew.
    """
    opgeslagen = Plan.met_prullenbak.in_prullenbak().select_for_update().filter(pk=plan.pk).first()
    if opgeslagen is None:
        raise ValidationError(
            "Dit plan ligt niet meer in de prullenbak: iemand zette het al terug, of het is verlopen."
        )
    if plannaam is not None:
        opgeslagen.plannaam = plannaam.strip()
    if plancode is not None:
        opgeslagen.plancode = plancode.strip()
    opgeslagen.clean_fields(exclude={f.name for f in Plan._meta.fields} - {"plannaam", "plancode"})
    if fouten := bezet(opgeslagen):
        raise ValidationError(fouten)
    opgeslagen.verwijderd_op, opgeslagen.verwijderd_door = None, ""
    opgeslagen.gewijzigd = timezone.now()
    opgeslagen.versie += 1
    velden = ["plannaam", "plancode", "verwijderd_op", "verwijderd_door", "gewijzigd", "versie"]
    try:
        with transaction.atomic(), pghistory.context(door=by):
            opgeslagen.save(update_fields=velden)
    except IntegrityError as fout:
        # Taken between the look above and the write; which of the two, the next try will say.
        melding = "Een ander plan nam net deze naam of code. Probeer het nog eens."
        raise ValidationError({NON_FIELD_ERRORS: [melding]}) from fout
    vraag_bijwerking()
    return opgeslagen


def ruim_op(nu: datetime.datetime | None = None) -> int:
    """Deletes for good what lies in the bin longer than the term; gives how many. The history of each stays."""
    grens = (nu or timezone.now()) - datetime.timedelta(days=settings.PRULLENBAK_DAGEN)
    weg = 0
    while pks := _ruim_portie_op(grens):
        weg += len(pks)
    return weg


@transaction.atomic
def _ruim_portie_op(grens: datetime.datetime) -> list[int]:
    verlopen = Plan.met_prullenbak.in_prullenbak().filter(verwijderd_op__lt=grens).order_by("pk")
    pks = list(verlopen.select_for_update(skip_locked=True).values_list("pk", flat=True)[:PORTIE])
    with pghistory.context(door=PORTAAL):
        Plan.met_prullenbak.filter(pk__in=pks).delete()
    return pks
