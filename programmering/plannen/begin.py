"""Where the history begins of a plan that was loaded without one, as those of the demo are.

A load of thousands of rows keeps no history of each. Just before the first change what was loaded is laid down as the
beginning, or nobody could ever say what stood there before that change.
"""

import uuid
from collections.abc import Iterable

from django.apps import apps

from .models import Plan, Planregel


def begin_geschiedenis(plannen: Iterable[Plan]) -> None:
    """Call it before anything of these plans is written. One query for what has a history already."""
    pks = {plan.pk for plan in plannen if plan.rekenvoorbeeld}
    PlanEvent = apps.get_model("programmering", "PlanEvent")
    if pks:
        pks -= set(PlanEvent.objects.filter(pgh_obj_id__in=pks).values_list("pgh_obj_id", flat=True))
    if not pks:
        return
    context = apps.get_model("pghistory", "Context").objects.create(
        id=uuid.uuid4(), metadata={"door": "rekenvoorbeeld"}
    )
    opgeslagen = list(Plan.met_prullenbak.filter(pk__in=pks))
    sinds = {plan.pk: plan.aangemaakt for plan in opgeslagen}
    _leg_vast(PlanEvent, [(plan, sinds[plan.pk]) for plan in opgeslagen], context)
    regels = Planregel.objects.filter(plan__in=pks)
    RegelEvent = apps.get_model("programmering", "PlanregelEvent")
    _leg_vast(RegelEvent, [(regel, sinds[regel.plan_id]) for regel in regels], context)


def _leg_vast(Event, rijen: list[tuple], context) -> None:
    velden = [f.attname for f in Event._meta.concrete_fields if not f.name.startswith("pgh_")]
    events = Event.objects.bulk_create(
        Event(pgh_label="insert", pgh_obj_id=rij.pk, pgh_context=context, **{v: getattr(rij, v) for v in velden})
        for rij, _ in rijen
    )
    # The moment of an event that is made is always now.
    for event, (_, moment) in zip(events, rijen, strict=True):
        event.pgh_created_at = moment
    Event.objects.bulk_update(events, ["pgh_created_at"])
