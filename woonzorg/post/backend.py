"""Django's EMAIL_BACKEND: what Django and allauth send themselves goes through the same outbox."""

from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from .actions import zet_klaar
from .models import ACCOUNT, Bericht


class Outbox(BaseEmailBackend):
    """Writes one Bericht per address. POST_BACKEND is what really sends."""

    def send_messages(self, email_messages) -> int:
        with transaction.atomic():
            for mail in email_messages:
                self._zet_klaar(mail)
        return len(email_messages)

    def _zet_klaar(self, mail) -> None:
        if mail.attachments or mail.content_subtype != "plain":
            # Rather a loud error than a mail that arrives without its attachment.
            raise ValueError("De outbox verstuurt alleen platte tekst, zonder bijlagen.")
        antwoord_aan = parseaddr(mail.reply_to[0])[1] if mail.reply_to else ""
        for adres in mail.recipients():
            zet_klaar(
                Bericht(
                    sjabloon=ACCOUNT,
                    aan=parseaddr(adres)[1],
                    onderwerp=mail.subject,
                    tekst=mail.body,
                    van=mail.from_email,
                    antwoord_aan=antwoord_aan,
                )
            )
