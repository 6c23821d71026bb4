"""Writes to the outbox. `stuur` is the one way in which the portal mails; Django's own mail comes by `backend`."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .models import Bericht, BerichtQuerySet
from .opstellen import op_een_regel, stel_op
from .vraag import vraag_bezorging


@transaction.atomic
def stuur(*, sjabloon: str, aan: str, context: dict, sleutel: str = "", antwoord_aan: str = "") -> Bericht | None:
    """Writes one mail in the caller's transaction: rolled back with it, delivered after its commit.

    With a `sleutel` that exists already, also when another session is writing it now, nothing is added: None.
    ValidationError when an address is none.
    """
    onderwerp, tekst = stel_op(sjabloon, context | {"antwoord_aan": antwoord_aan})
    return zet_klaar(
        Bericht(
            sleutel=sleutel, sjabloon=sjabloon, aan=aan, onderwerp=onderwerp, tekst=tekst, antwoord_aan=antwoord_aan
        )
    )


@transaction.atomic
def zet_klaar(bericht: Bericht) -> Bericht | None:
    """Writes a mail whose text is known; as `stuur`."""
    bericht.van = op_een_regel(bericht.van or settings.DEFAULT_FROM_EMAIL)
    bericht.onderwerp = op_een_regel(bericht.onderwerp)[: Bericht._meta.get_field("onderwerp").max_length]
    # Uniqueness is left to the database: a check before the insert would miss who inserts at the same moment.
    bericht.full_clean(validate_unique=False, validate_constraints=False)
    # ON CONFLICT DO NOTHING waits for the other session, and leaves the caller's transaction usable.
    Bericht.objects.bulk_create([bericht], ignore_conflicts=True)
    if bericht.sleutel and not Bericht.objects.filter(pk=bericht.pk).exists():
        return None
    vraag_bezorging()
    return bericht


@transaction.atomic
def verstuur_opnieuw(*, berichten: BerichtQuerySet) -> int:
    """Gives failed mails all their attempts again; returns how many. Others stay as they are."""
    aantal = berichten.opnieuw_te_versturen().update(
        status=Bericht.Status.KLAARGEZET, pogingen=0, volgende_poging=timezone.now()
    )
    if aantal:
        vraag_bezorging()
    return aantal
