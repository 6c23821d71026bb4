"""One mail about an escalatie that passed its due date, to its owner and to the adviser of the project."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projecten.zicht import Zichtbaarheid
from woonzorg.organisaties.models import Gebruiker
from woonzorg.post.actions import stuur

from .models import Escalatie


@transaction.atomic
def meld_late_escalaties(vandaag: datetime.date | None = None) -> int:
    """Puts the mails in the outbox; gives how many were added. A second run adds none, a new due date does.

    Who may not read an escalatie (any more) gets no mail of it. Of one for advisers only the mail says no more than
    where it stands: mail leaves the portal, and who looks after the outbox reads it.
    """
    vandaag = vandaag or timezone.localdate()
    te_laat = Escalatie.objects.te_laat(vandaag).select_related("project__gemeente", "eigenaar", "project__adviseur")
    per_lezer: dict[Gebruiker, dict[int, Escalatie]] = {}
    for escalatie in te_laat:
        for wie in {escalatie.eigenaar, escalatie.project.adviseur} - {None}:
            if wie.is_active:
                per_lezer.setdefault(wie, {})[escalatie.pk] = escalatie
    return sum(_mail(wie, escalaties, vandaag) for wie, escalaties in per_lezer.items())


def _mail(wie: Gebruiker, escalaties: dict[int, Escalatie], vandaag: datetime.date) -> int:
    leesbaar = Escalatie.objects.for_user(wie).filter(pk__in=escalaties).values_list("pk", flat=True)
    verstuurd = 0
    for escalatie in (escalaties[pk] for pk in leesbaar):
        context = {
            "naam": wie.naam,
            "escalatie": escalatie,
            "project": escalatie.project,
            "besloten": escalatie.zichtbaarheid == Zichtbaarheid.ADVISEURS,
            "dagen": (vandaag - escalatie.uiterlijk).days,
            "pad": reverse("escalatie", args=[escalatie.pk]),
        }
        sleutel = f"escalatie-{escalatie.pk}-te-laat-{escalatie.uiterlijk:%Y-%m-%d}-{wie.pk}"
        verstuurd += stuur(sjabloon="escalatie-te-laat", aan=wie.email, context=context, sleutel=sleutel) is not None
    return verstuurd
