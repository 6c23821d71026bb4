"""Celery finds the tasks of projecten here: one function each, errors rise. All are idempotent."""

from celery import shared_task

from .agendering.herinneringen import meld_late_escalaties as meld
from .coaching.digest import stuur_weekberichten as stuur


@shared_task
def stuur_weekberichten():
    stuur()


@shared_task
def meld_late_escalaties():
    meld()
