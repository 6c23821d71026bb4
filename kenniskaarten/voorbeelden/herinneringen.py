"""The yearly question whether an example is still right: to its contact, again after 30 days, then to the kernteam."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from woonzorg.post.actions import stuur
from woonzorg.post.models import Bericht

from .actions import kernteam
from .models import Voorbeeld

# Days after the first mail.
NOG_EENS, NAAR_KERNTEAM = 30, 60


def vraag_bevestiging(vandaag: datetime.date | None = None) -> int:
    """Puts in the outbox what is due; gives how many mails. A second run on the same day adds none.

    The days count from the first mail and not from the year, so that nobody is passed over to the kernteam for a
    period in which nothing ran.
    """
    vandaag = vandaag or timezone.localdate()
    te_vragen = Voorbeeld.objects.te_bevestigen(vandaag).filter(rekenvoorbeeld=False)
    return sum(_volg(voorbeeld, vandaag) for voorbeeld in te_vragen.order_by("pk"))


@transaction.atomic
def _volg(voorbeeld: Voorbeeld, vandaag: datetime.date) -> int:
    # Until it is confirmed: each confirmation starts anew.
    sleutel = f"voorbeeld-{voorbeeld.pk}-bevestigen-{voorbeeld.bevestigd_op:%Y-%m-%d}"
    eerste = Bericht.objects.filter(sleutel__startswith=f"{sleutel}-1-").order_by("aangemaakt").first()
    if eerste is None:
        return _mail_contact(voorbeeld, f"{sleutel}-1", herinnering=False)
    dagen = (vandaag - timezone.localdate(eerste.aangemaakt)).days
    # A key that was used is replaced: the owner said what is different, and is not asked again.
    beantwoord = voorbeeld.sleutel not in eerste.tekst
    if dagen >= NAAR_KERNTEAM:
        return _mail_kernteam(voorbeeld, f"{sleutel}-3", beantwoord=beantwoord)
    if dagen >= NOG_EENS and not beantwoord:
        return _mail_contact(voorbeeld, f"{sleutel}-2", herinnering=True)
    return 0


def _mail_contact(voorbeeld: Voorbeeld, sleutel: str, *, herinnering: bool) -> int:
    """To the contact, or to the kernteam where there is none; the link in it needs no account."""
    wie = [(voorbeeld.contact_email, voorbeeld.contact_naam or "lezer")] if voorbeeld.contact_email else []
    wie = wie or [(lid.email, lid.naam) for lid in kernteam()]
    pad = reverse("voorbeeld-bevestigen", args=[voorbeeld.sleutel])
    context = {"voorbeeld": voorbeeld, "pad": pad, "herinnering": herinnering}
    return sum(
        stuur(
            sjabloon="voorbeeld-bevestigen",
            aan=adres,
            context=context | {"naam": naam},
            sleutel=f"{sleutel}-{nummer}",
        )
        is not None
        for nummer, (adres, naam) in enumerate(wie)
    )


def _mail_kernteam(voorbeeld: Voorbeeld, sleutel: str, *, beantwoord: bool) -> int:
    pad = reverse("voorbeeld-bewerken", args=[voorbeeld.pk])
    return sum(
        stuur(
            sjabloon="voorbeeld-stil",
            aan=lid.email,
            context={"naam": lid.naam, "voorbeeld": voorbeeld, "pad": pad, "beantwoord": beantwoord},
            sleutel=f"{sleutel}-{lid.pk}",
        )
        is not None
        for lid in kernteam()
    )
