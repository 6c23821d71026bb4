"""A plan as it stood at the end of a day, from its history: fields, numbers and place."""

import datetime
from dataclasses import dataclass

from django.apps import apps
from django.contrib.gis.db.models.functions import Transform
from django.utils import timezone

from .actions import als_regels
from .geschiedenis import als_regel
from .lijsten import Bouwvorm, Planklasse, bouwvorm, planklasse
from .models import Plan
from .regels import Regel
from .waarden import (
    LEEG,
    VELDEN,
    Wijziging,
    lees_namen,
    met_plek,
    regelverschillen,
    toon,
    verschillen,
    zonder_herhaling,
)
from .zicht import Lezer

NOG_NIET = "Op die dag bestond dit plan nog niet."
# For who may not see everything: whether it was there is not told.
NIETS_TE_ZIEN = "Op die dag was dit plan er nog niet, of het was nog niet voor u zichtbaar."
NIET_BEWAARD = "Hoe dit plan er op die dag voor stond, is niet bewaard."
IN_PRULLENBAK = "Op die dag lag dit plan in de prullenbak."


@dataclass(frozen=True)
class Stand:
    """`reden` says why there is nothing to show; '' when there is."""

    dag: datetime.date
    reden: str = ""
    rij: object = None
    regels: tuple[Regel, ...] = ()
    # Label and value of every field that was filled in and that the reader may read.
    velden: tuple[tuple[str, str], ...] = ()
    klasse: str = ""
    bouwvorm: str = ""
    verschillen: tuple[Wijziging, ...] = ()

    @property
    def naam(self) -> str:
        return self.rij.plannaam


def lees_stand_op(plan: Plan, dag: datetime.date, lezer: Lezer) -> Stand:
    """The plan at the end of `dag`, with what has changed since. At most eleven queries."""
    tot = timezone.make_aware(datetime.datetime.combine(dag + datetime.timedelta(days=1), datetime.time()))
    rij, reden = _plan_op(plan, tot, lezer)
    if rij is None:
        return Stand(dag, reden)
    regels = _regels_op(plan, tot)
    if regels is None:
        return Stand(dag, NIET_BEWAARD)
    nu = _met_vorm(Plan.objects.filter(pk=plan.pk)).get()
    namen = lees_namen([rij, nu], lezer.user)
    return Stand(
        dag,
        rij=rij,
        regels=tuple(regels),
        velden=tuple(
            (label, waarde)
            for veld, label in VELDEN.items()
            if lezer.mag_veld(veld, rij) and (waarde := toon(rij, veld, namen)) != LEEG
        ),
        klasse=Planklasse(planklasse(rij.status_planologisch)).label,
        bouwvorm=Bouwvorm(bouwvorm(rij.plantype)).label,
        verschillen=tuple(
            verschillen(rij, nu, namen, lezer.mag_veld) + zonder_herhaling(_andere_aantallen(regels, als_regels(plan)))
        ),
    )


def _met_vorm(rijen):
    return met_plek(rijen).annotate(wgs84=Transform("geometrie", 4326))


def _plan_op(plan: Plan, tot: datetime.datetime, lezer: Lezer) -> tuple[object, str]:
    events = _met_vorm(apps.get_model("programmering", "PlanEvent").objects.filter(pgh_obj_id=plan.pk))
    rij = events.filter(pgh_created_at__lt=tot).order_by("-pgh_id").first()
    if rij is None:
        rij, reden = _zonder_event(plan, tot, events.order_by("pgh_id").first())
        if rij is None:
            return None, reden if lezer.ziet_alles else NIETS_TE_ZIEN
    if not lezer.mag_zien(rij):
        return None, NIETS_TE_ZIEN
    return (None, IN_PRULLENBAK) if rij.verwijderd_op else (rij, "")


def _zonder_event(plan: Plan, tot: datetime.datetime, eerste) -> tuple[object, str]:
    """Before the first that the history tells: it began with that, or was there already."""
    if plan.aangemaakt >= tot or (eerste is not None and eerste.pgh_label == "insert"):
        return None, NOG_NIET
    if eerste is not None:
        return None, NIET_BEWAARD
    # Never changed since it was loaded: it is as it was.
    return _met_vorm(Plan.objects.filter(pk=plan.pk)).get(), ""


def _regels_op(plan: Plan, tot: datetime.datetime) -> list[Regel] | None:
    """The grid at that moment; None when a row changed later and what it was before is not known. Three queries."""
    events = apps.get_model("programmering", "PlanregelEvent").objects.filter(plan_id=plan.pk)
    eerder = events.filter(pgh_created_at__lt=tot).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    later = events.filter(pgh_created_at__gte=tot).order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id")
    standen: dict[int, Regel | None] = {}
    for event in later:
        # Of a row that went, its last state is told with that.
        standen[event.pgh_obj_id] = als_regel(event) if event.pgh_label == "delete" else None
    onbekend = {event.pgh_obj_id for event in later if event.pgh_label == "update"}
    for event in eerder:
        standen[event.pgh_obj_id] = None if event.pgh_label == "delete" else als_regel(event)
        onbekend.discard(event.pgh_obj_id)
    if onbekend:
        return None
    for rij in plan.regels.all():
        standen.setdefault(rij.pk, als_regel(rij))
    return [regel for regel in standen.values() if regel is not None]


def _andere_aantallen(toen: list[Regel], nu: list[Regel]) -> list[Wijziging]:
    oud, nieuw = ({r.sleutel: r for r in regels} for regels in (toen, nu))
    return [
        w for sleutel in dict.fromkeys([*oud, *nieuw]) for w in regelverschillen(oud.get(sleutel), nieuw.get(sleutel))
    ]
