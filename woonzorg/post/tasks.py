"""Celery finds the tasks of the outbox here. Both are idempotent and may run beside themselves."""

from celery import shared_task

from . import bezorging, vraag


@shared_task
def bezorg():
    if bezorging.bezorg():
        vraag.vraag_nu()


@shared_task
def ruim_op():
    bezorging.ruim_op()
