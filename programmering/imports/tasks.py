"""Checking and committing an import by the worker. Idempotent: a task that dies with its worker is done again."""

import logging

from celery import shared_task
from django.db import OperationalError as DatabaseWeg
from kombu.exceptions import OperationalError

from . import actions

logger = logging.getLogger(__name__)
# A database that is away for a moment costs a moment, not the import.
OPNIEUW = {"autoretry_for": (DatabaseWeg,), "retry_backoff": 2, "max_retries": 6}


@shared_task(**OPNIEUW)
def controleer_import(import_id: int):
    actions.controleer_import(import_id)


@shared_task(**OPNIEUW)
def leg_import_vast(import_id: int):
    actions.leg_import_vast(import_id)


def stuur(taak, import_id: int) -> bool:
    """Queues a task; False when the broker is away. The import keeps its status and can be sent again."""
    try:
        taak.delay(import_id)
    except OperationalError:
        logger.warning("Broker niet bereikbaar; import %s wacht.", import_id)
        return False
    return True
