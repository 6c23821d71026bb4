"""Delivering what is due. Two workers may do so at once: each mail is locked while it is being sent."""

import contextlib
import logging
import smtplib
import ssl
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from .models import ACCOUNT, Bericht

logger = logging.getLogger(__name__)

# How long to wait after the first, the second … failure; after the last one the mail has failed.
WACHTTIJDEN = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
]
# After so many the worker does other things first: figures that someone waits for do not stand behind a mailing.
PER_RONDE = 50
# Longer than a year, so that 'did we warn them last year?' has an answer (docs/adr/outbox.md).
BEWAREN = timedelta(days=400)


class Verbinding:
    """One connection to the mail server for a whole round, opened at the first mail."""

    def __init__(self):
        self._backend = None
        self._onbereikbaar: Exception | None = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._sluit()

    def verstuur(self, mail: EmailMessage) -> None:
        """Raises what went wrong. The next mail gets a new connection then, but not if there is no server at all."""
        if self._onbereikbaar:
            # A mailing of hundreds would otherwise wait for hundreds of timeouts.
            raise self._onbereikbaar
        if self._backend is None:
            self._open()
        try:
            self._backend.send_messages([mail])
        except Exception:
            self._sluit()
            raise

    def _open(self) -> None:
        backend = get_connection(settings.POST_BACKEND)
        try:
            backend.open()
        except Exception as fout:
            self._onbereikbaar = fout
            raise
        self._backend = backend

    def _sluit(self) -> None:
        if self._backend is not None:
            # A connection that is broken may complain once more about being closed.
            with contextlib.suppress(Exception):
                self._backend.close()
            self._backend = None


def bezorg(per_ronde: int = PER_RONDE) -> bool:
    """Delivers at most so many mails that are due; True when it stopped at that number, and more may wait."""
    with Verbinding() as verbinding:
        return all(_bezorg_een(verbinding) for _ in range(per_ronde))


@transaction.atomic
def _bezorg_een(verbinding: Verbinding) -> bool:
    """Sends the first mail that is due and that nobody else is sending; False when there is none.

    A transaction for each: a crash between the sending and the commit repeats this one mail, and no other.
    """
    bericht = Bericht.objects.aan_de_beurt().select_for_update(skip_locked=True).first()
    if bericht is None:
        return False
    bericht.pogingen += 1
    try:
        verbinding.verstuur(_mail(bericht))
    except Exception as fout:  # whatever it is, the mails after this one go on
        logger.warning("Bericht %s niet verstuurd, poging %s: %s", bericht.pk, bericht.pogingen, type(fout).__name__)
        _noteer_fout(bericht, fout)
    else:
        _noteer_verstuurd(bericht)
    bericht.save(
        update_fields=["status", "pogingen", "laatste_fout", "volgende_poging", "verstuurd_op", "tekst"],
    )
    return True


def _noteer_verstuurd(bericht: Bericht) -> None:
    bericht.status, bericht.verstuurd_op = Bericht.Status.VERSTUURD, timezone.now()
    bericht.volgende_poging, bericht.laatste_fout = None, ""
    if bericht.is_account:
        bericht.tekst = ""


def _noteer_fout(bericht: Bericht, fout: Exception) -> None:
    bericht.laatste_fout = in_gewone_woorden(fout)
    if bericht.pogingen <= len(WACHTTIJDEN):
        bericht.volgende_poging = timezone.now() + WACHTTIJDEN[bericht.pogingen - 1]
    else:
        bericht.status, bericht.volgende_poging = Bericht.Status.MISLUKT, None


def _mail(bericht: Bericht) -> EmailMessage:
    domein = parseaddr(bericht.van)[1].rpartition("@")[2] or "localhost"
    return EmailMessage(
        subject=bericht.onderwerp,
        body=bericht.tekst,
        from_email=bericht.van,
        to=[bericht.aan],
        reply_to=[bericht.antwoord_aan] if bericht.antwoord_aan else None,
        # Auto-Submitted (RFC 3834): no holiday answers to the portal.
        headers={"Message-ID": f"<{bericht.pk}@{domein}>", "Auto-Submitted": "auto-generated"},
    )


def in_gewone_woorden(fout: Exception) -> str:
    """What went wrong, for a beheerder, with what the mail server answered between brackets."""
    antwoord = ""
    if isinstance(fout, smtplib.SMTPRecipientsRefused):
        zin = "De mailserver weigert dit e-mailadres"
        antwoord = next((f"{code} {_tekst(uitleg)}" for code, uitleg in fout.recipients.values()), "")
    elif isinstance(fout, smtplib.SMTPSenderRefused):
        zin, antwoord = "De mailserver weigert het adres van de afzender", _antwoord(fout)
    elif isinstance(fout, smtplib.SMTPAuthenticationError):
        zin, antwoord = "De mailserver weigert de naam of het wachtwoord van het portaal", _antwoord(fout)
    elif isinstance(fout, TimeoutError) or isinstance(fout.__context__, TimeoutError):
        # smtplib calls a server that says nothing one that hung up.
        zin = "De mailserver geeft geen antwoord"
    elif isinstance(fout, smtplib.SMTPServerDisconnected):
        zin = "De verbinding met de mailserver viel weg"
    elif isinstance(fout, smtplib.SMTPResponseException):
        zin, antwoord = "De mailserver neemt het bericht niet aan", _antwoord(fout)
    elif isinstance(fout, ssl.SSLError):
        zin, antwoord = "De beveiligde verbinding met de mailserver lukt niet", fout.reason or ""
    elif isinstance(fout, OSError) and not isinstance(fout, smtplib.SMTPException):
        zin, antwoord = "De mailserver is niet bereikbaar", fout.strerror or ""
    else:
        zin, antwoord = "Het portaal kan dit bericht niet versturen", type(fout).__name__
    return f"{zin} ({antwoord})."[:500] if antwoord else f"{zin}."


def _antwoord(fout: smtplib.SMTPResponseException) -> str:
    return f"{fout.smtp_code} {_tekst(fout.smtp_error)}"


def _tekst(antwoord: bytes | str) -> str:
    tekst = antwoord.decode("utf-8", "replace") if isinstance(antwoord, bytes) else str(antwoord)
    return " ".join(tekst.split())


@transaction.atomic
def ruim_op() -> int:
    """Deletes mail older than 400 days, and empties account mails that failed and whose link has expired since.

    Returns how many mails were deleted.
    """
    nu = timezone.now()
    verlopen = nu - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    Bericht.objects.mislukt().filter(sjabloon=ACCOUNT, aangemaakt__lt=verlopen).update(tekst="")
    return Bericht.objects.filter(aangemaakt__lt=nu - BEWAREN).delete()[0]
