"""Asking and delivering, as plain functions, for every test of uitvragen."""

import datetime

from django.apps import apps
from django.utils import timezone

from programmering.plannen.actions import bewaar_plan
from programmering.uitvragen.actions import bewaar_uitvraag, lever_aan
from programmering.uitvragen.models import Aanlevering, Uitvraag
from tests.conftest import regels_van
from woonzorg.gebieden.models import Provincie

DAG = datetime.timedelta(days=1)
PlanEvent = apps.get_model("programmering", "PlanEvent")


def vraag(provincie="Oost", **velden) -> Uitvraag:
    """An uitvraag that opens today and closes in 30 days; needs the fixture `land`."""
    vandaag = timezone.localdate()
    standaard = {
        "naam": "Najaar",
        "peildatum": vandaag - 5 * DAG,
        "opent": vandaag,
        "sluit": vandaag + 30 * DAG,
        "terugval_email": "wonen@oost.voorbeeld.nl",
    }
    uitvraag = Uitvraag(provincie=Provincie.objects.get(naam=provincie), **standaard | velden)
    return bewaar_uitvraag(uitvraag=uitvraag, by="coördinator")


def van(uitvraag: Uitvraag, gemeente: str) -> Aanlevering:
    return uitvraag.aanleveringen.get(gemeente__naam=gemeente)


def lever(aanlevering: Aanlevering, **velden) -> Aanlevering:
    return lever_aan(aanlevering=aanlevering, by="Aa", **velden)


def verander(plan, aantal=30) -> None:
    """As in a transaction of its own: what triggers write has the moment at which the transaction began."""
    al = set(PlanEvent.objects.values_list("pk", flat=True))
    bewaar_plan(plan=plan, regels=regels_van(geclusterd=aantal), gereed=True, by="Aa")
    PlanEvent.objects.exclude(pk__in=al).update(pgh_created_at=timezone.now())


def schuif_historie(dagen: int) -> None:
    """Moves all that is in the history of plans by so many days."""
    for event in PlanEvent.objects.all():
        PlanEvent.objects.filter(pk=event.pk).update(pgh_created_at=event.pgh_created_at + dagen * DAG)
