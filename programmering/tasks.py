"""Celery finds the tasks of programmering here: ids in, one function, errors rise. All are idempotent."""

from celery import shared_task

from .imports.tasks import controleer_import, leg_import_vast
from .voortgang import bereken

__all__ = ["bereken_volledig", "controleer_import", "leg_import_vast", "werk_voortgang_bij"]


@shared_task
def werk_voortgang_bij():
    bereken.werk_bij()


@shared_task
def bereken_volledig():
    bereken.bereken_volledig()
