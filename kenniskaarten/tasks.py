"""Celery finds the tasks of kenniskaarten here: one function each, errors rise. All are idempotent."""

from celery import shared_task

from .kaarten.herinneringen import herinner
from .voorbeelden.herinneringen import vraag_bevestiging


@shared_task
def vraag_bevestiging_voorbeelden():
    vraag_bevestiging()


@shared_task
def volg_kennis():
    herinner()
