"""Mails by the calendar of an uitvraag: at its opening, some days before it closes, and once after that."""

import datetime
from enum import StrEnum

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from woonzorg.post.actions import stuur

from .lijsten import Aanleverstatus
from .mails import aanleveraars, mail
from .models import Aanlevering, Uitvraag


class Moment(StrEnum):
    OPENT = "opent"
    HERINNERING = "herinnering"
    TE_LAAT = "te-laat"


def moment_van(uitvraag: Uitvraag, vandaag: datetime.date) -> Moment | None:
    """The mail that is due today; None when none is.

    A day on which nothing ran is made up for, until the next mail takes its place. A reminder for a day on which the
    uitvraag had not opened yet stays silent: the opening itself was hardly a while ago.
    """
    if uitvraag.afgesloten_op or vandaag < uitvraag.opent:
        return None
    if vandaag > uitvraag.sluit:
        return Moment.TE_LAAT
    return Moment.HERINNERING if uitvraag.opent < uitvraag.herinnert_op <= vandaag else Moment.OPENT


def wie_wachten(uitvraag: Uitvraag, moment: Moment):
    """The gemeenten that get this mail: all at the opening, and later who did not deliver.

    Not who got hers back after the day of this mail: that mail has just said the same.
    """
    rijen = uitvraag.aanleveringen.select_related("gemeente", "uitvraag").order_by("gemeente__naam", "pk")
    if moment == Moment.OPENT:
        return rijen
    sinds = uitvraag.herinnert_op if moment == Moment.HERINNERING else uitvraag.sluit + datetime.timedelta(days=1)
    pas_terug = {"status": Aanleverstatus.TERUGGEGEVEN, "besloten_op__date__gte": sinds}
    return rijen.niet_geleverd().exclude(**pas_terug)


def herinner(vandaag: datetime.date | None = None) -> int:
    """Puts every mail that is due in the outbox; gives how many were added. A second run adds none."""
    vandaag = vandaag or timezone.localdate()
    lopend = Uitvraag.objects.filter(opent__lte=vandaag, afgesloten_op__isnull=True)
    return sum(stuur_mails(u, vandaag) for u in lopend.select_related("provincie"))


@transaction.atomic
def stuur_mails(uitvraag: Uitvraag, vandaag: datetime.date | None = None) -> int:
    """The mail of today of one uitvraag; where a gemeente has nobody, one mail names all of those."""
    vandaag = vandaag or timezone.localdate()
    moment = moment_van(uitvraag, vandaag)
    if moment is None:
        return 0
    # By the day it is about: who gets more time is reminded again, and who was told of one opening is not told twice.
    dag = uitvraag.opent if moment == Moment.OPENT else uitvraag.sluit
    begin = f"uitvraag-{uitvraag.pk}-{moment}" + ("" if moment == Moment.OPENT else f"-{dag:%Y-%m-%d}")
    meer = {"nog": (uitvraag.sluit - vandaag).days}
    verstuurd, zonder = 0, []
    for aanlevering in wie_wachten(uitvraag, moment):
        wie = aanleveraars(aanlevering)
        if wie:
            verstuurd += mail(aanlevering, f"uitvraag-{moment}", f"{begin}-{aanlevering.pk}", wie, **meer)
        else:
            zonder.append(aanlevering)
    return verstuurd + _meld_zonder(uitvraag, moment, begin, zonder, meer)


def _meld_zonder(uitvraag: Uitvraag, moment: Moment, begin: str, zonder: list[Aanlevering], meer: dict) -> int:
    if not zonder:
        return 0
    context = meer | {
        "uitvraag": uitvraag,
        "moment": moment,
        "gemeenten": [a.gemeente for a in zonder],
        "pad": reverse("uitvraag", args=[uitvraag.pk]),
    }
    aan = uitvraag.terugval_email
    return int(stuur(sjabloon="uitvraag-niemand", aan=aan, context=context, sleutel=f"{begin}-terugval") is not None)
