"""Celery finds the tasks of programmering here: ids in, one function, errors rise. All are idempotent."""

from celery import shared_task

from .imports.tasks import controleer_import, leg_import_vast
from .meldingen.actions import wis_melders as wis
from .plannen import klad, prullenbak
from .plots.actions import laat_verlopen
from .plots.herinneringen import herinner
from .uitvragen import herinneringen as uitvragen
from .voortgang import bereken

__all__ = [
    "bereken_volledig",
    "controleer_import",
    "leeg_prullenbak",
    "leg_import_vast",
    "ruim_klad_op",
    "volg_reserveringen",
    "volg_uitvragen",
    "werk_voortgang_bij",
    "wis_melders",
]


@shared_task
def werk_voortgang_bij():
    bereken.werk_bij()


@shared_task
def bereken_volledig():
    bereken.bereken_volledig()


@shared_task
def volg_reserveringen():
    herinner()
    laat_verlopen()


@shared_task
def leeg_prullenbak():
    prullenbak.ruim_op()


@shared_task
def volg_uitvragen():
    uitvragen.herinner()


@shared_task
def ruim_klad_op():
    klad.ruim_op()


@shared_task
def wis_melders():
    wis()
