"""Every write to the norms of the team and to how much an adviser works. `by` is who does it."""

from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from woonzorg.organisaties.models import Gebruiker

from .models import Inzet, Teamnorm


@transaction.atomic
def stel_norm_vast(*, norm: Teamnorm, by: str) -> Teamnorm:
    """Adds a norm that counts from its day on; the ones before stay, for what was measured by them.

    Raises ValidationError for a day that has passed, or that has a norm already.
    """
    norm.bron = norm.bron.strip()
    if norm.geldig_van and norm.geldig_van < timezone.localdate():
        raise ValidationError({"geldig_van": "Een nieuwe norm geldt vanaf vandaag of een latere dag."})
    if Teamnorm.objects.filter(geldig_van=norm.geldig_van).exists():
        raise ValidationError({"geldig_van": "Vanaf deze dag geldt al een norm. Kies een andere dag."})
    norm.full_clean()
    with pghistory.context(door=by):
        norm.save(force_insert=True)
    return norm


@transaction.atomic
def zet_inzet(*, gebruiker: Gebruiker, fte: Decimal | None, by: str) -> Inzet | None:
    """How much of a full-time week an adviser works for the team; None: nobody knows (any more)."""
    Gebruiker.objects.select_for_update().get(pk=gebruiker.pk)
    inzet = Inzet.objects.filter(gebruiker=gebruiker).first() or Inzet(gebruiker=gebruiker)
    with pghistory.context(door=by):
        if fte is None:
            if inzet.pk:
                inzet.delete()
            return None
        inzet.fte = fte
        inzet.full_clean()
        inzet.save()
    return inzet
