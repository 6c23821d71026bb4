"""Asking the worker to bring figures up to date, once the transaction that changed them has been committed."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
# By name: the tasks import what makes the figures, and that may not import the tasks.
TAAK = "programmering.tasks.werk_voortgang_bij"


def vraag_bijwerking() -> None:
    """Once a transaction, however much it changes: a part that rolls back takes its own question with it."""
    if not any(vraag is stuur for _, vraag, _ in transaction.get_connection().run_on_commit):
        transaction.on_commit(stuur)


def stuur() -> None:
    try:
        current_app.send_task(TAAK)
    except OperationalError:
        # The marks are in the database already: the sweep of every minute finds them when the broker is back.
        logger.warning("Broker niet bereikbaar; de cijfers volgen bij de volgende veegronde.")
