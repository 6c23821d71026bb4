"""Writes to accounts. A beheerder invites; nobody signs up."""

import datetime

from allauth.account.forms import ResetPasswordForm
from allauth.core.context import request_context
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .log import log
from .models import Gebruiker, Lidmaatschap, Logregel, Organisatie


@transaction.atomic
def nodig_uit(*, email: str, naam: str, organisatie: Organisatie, rol: str, request) -> Gebruiker:
    """Makes the account without a password, with its lidmaatschap, and mails the link to choose a password."""
    gebruiker = Gebruiker.objects.create_user(email, naam, is_demo=settings.DEMO)
    Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=organisatie, rol=rol)
    log(Logregel.Handeling.UITNODIGING, request=request, wat=f"{email}, {rol} bij {organisatie}")
    _mail_link(email, request)
    return gebruiker


@transaction.atomic
def nodig_zonder_organisatie_uit(*, email: str, naam: str, waarvoor: str, request) -> Gebruiker:
    """An account that is a member of nothing, and so sees only what it is named in; mails the link for a password.

    The account that has this address already is given back as it is; ValidationError for one that was closed.
    """
    bestaand = Gebruiker.objects.filter(email=email).first()
    if bestaand and not bestaand.is_active:
        raise ValidationError({"email": "Dit account is gesloten. Vraag de beheerder om het te openen."})
    log(Logregel.Handeling.UITNODIGING, request=request, wat=f"{email}, {waarvoor}")
    if bestaand:
        return bestaand
    gebruiker = Gebruiker.objects.create_user(email, naam, is_demo=settings.DEMO)
    _mail_link(email, request)
    return gebruiker


def _mail_link(email: str, request) -> None:
    with request_context(request):
        form = ResetPasswordForm({"email": email})
        if form.is_valid():
            form.save(request)


def beeindig(*, lidmaatschap: Lidmaatschap, request, per: datetime.date | None = None, user=None) -> None:
    """Ends a lidmaatschap today, or `per` a later day: from the next request of that day on it gives nothing."""
    lidmaatschap.tot = max(per or timezone.localdate(), lidmaatschap.van)
    lidmaatschap.save(update_fields=["tot"])
    log(Logregel.Handeling.UITNODIGING, request=request, user=user, wat=f"beëindigd: {lidmaatschap}")
