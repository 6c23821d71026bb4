"""Asking the worker to deliver, once the transaction that wrote the mail has been committed."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
# By name: the task asks for its own next round, and may not be imported from here.
TAAK = "woonzorg.post.tasks.bezorg"


def vraag_bezorging() -> None:
    transaction.on_commit(lambda: vraag_nu())


def vraag_nu() -> None:
    try:
        current_app.send_task(TAAK)
    except OperationalError:
        # The mail stands in the database: the round of every minute finds it when the broker is back.
        logger.warning("Broker niet bereikbaar; de post gaat mee met de volgende ronde.")
