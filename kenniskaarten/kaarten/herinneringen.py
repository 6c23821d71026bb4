"""Mails before the last day of a stuk, and on it: who keeps it looks whether it is still right."""

import datetime
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone

from woonzorg.organisaties.models import Gebruiker
from woonzorg.post.actions import stuur

from .models import Kennisstuk
from .selectors import VOORAF, kennisbeheerders, verloopt


class Moment(StrEnum):
    VOORAF = "vooraf"
    VERLOOPT = "verloopt"


def moment_van(stuk: Kennisstuk, vandaag: datetime.date) -> Moment | None:
    """The mail that is due. A day on which nothing ran is made up for, until the next mail takes its place."""
    if stuk.actueel_tot is None or vandaag < stuk.actueel_tot - datetime.timedelta(days=VOORAF):
        return None
    return Moment.VOORAF if vandaag < stuk.actueel_tot else Moment.VERLOOPT


def herinner(vandaag: datetime.date | None = None) -> int:
    """Puts every mail that is due in the outbox; gives how many were added. A second run adds none."""
    vandaag = vandaag or timezone.localdate()
    allen = list(kennisbeheerders())
    return sum(_mail(stuk, moment_van(stuk, vandaag), allen) for stuk in verloopt(vandaag))


def _mail(stuk: Kennisstuk, moment: Moment, allen: list[Gebruiker]) -> int:
    """To the one who keeps it; where that is nobody, or nobody who still does this, to all who keep knowledge.

    By the day it is about: who sets a new date is reminded again before that one.
    """
    sleutel = f"kennis-{stuk.pk}-{moment}-{stuk.actueel_tot:%Y-%m-%d}"
    context = {"stuk": stuk, "moment": moment, "pad": reverse("kennis-wijzigen", args=[stuk.slug])}
    wie = [g for g in allen if g.pk == stuk.beheerder_id] or allen
    berichten = [
        stuur(
            sjabloon="kennis-verloopt",
            aan=g.email,
            context=context | {"naam": g.naam, "alleen": g.pk == stuk.beheerder_id},
            sleutel=f"{sleutel}-{g.pk}",
        )
        for g in wie
    ]
    return sum(bericht is not None for bericht in berichten)
