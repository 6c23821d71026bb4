"""The mail to who takes over the work of somebody who leaves: how much of what, and no names of things."""

from django.dispatch import receiver
from django.urls import reverse

from woonzorg.organisaties.overdracht import overgedragen

from .actions import stuur


@receiver(overgedragen)
def mail_opvolger(sender, van, naar, door, delen, **kwargs):
    if delen:
        context = {"naam": naar.naam, "van": van.naam, "door": door.naam, "delen": delen, "pad": reverse("start")}
        stuur(sjabloon="overdracht", aan=naar.email, context=context)
