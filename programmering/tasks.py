"""Celery finds the tasks of programmering here: ids in, one function, errors rise. All are idempotent."""

from celery import shared_task

from .voortgang import bereken


@shared_task
def werk_voortgang_bij():
    bereken.werk_bij()


@shared_task
def bereken_volledig():
    bereken.bereken_volledig()
