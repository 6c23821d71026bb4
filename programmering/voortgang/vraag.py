"""Asking the worker to bring figures up to date, once the transaction that changed them has been committed."""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def vraag_bijwerking() -> None:
    transaction.on_commit(_stuur)


def _stuur() -> None:
    from programmering.tasks import werk_voortgang_bij

    try:
        werk_voortgang_bij.delay()
    except OperationalError:
        # The marks are in the database already: the sweep of every minute finds them when the broker is back.
        logger.warning("Broker niet bereikbaar; de figuren volgen bij de volgende veegronde.")
