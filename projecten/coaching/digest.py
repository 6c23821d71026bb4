"""The weekly mail to each adviser: names and links, never a word of what was written (product.md A5)."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projecten.project.models import Actie, Project
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.post.actions import stuur

from .ritme import contactstanden


def stuur_weekberichten(vandaag: datetime.date | None = None) -> int:
    """Puts the mail of this week in the outbox for each adviser who has something to do; gives how many were added.

    A second run in the same week adds none; a week in which nothing ran on Monday is made up for by any later day.
    """
    vandaag = vandaag or timezone.localdate()
    adviseurs = Gebruiker.objects.filter(is_active=True, gecoachte_projecten__in=Project.objects.lopend()).distinct()
    return sum(_mail(adviseur, vandaag) for adviseur in adviseurs.order_by("pk"))


@transaction.atomic
def _mail(adviseur: Gebruiker, vandaag: datetime.date) -> int:
    if not has_permission(adviseur, Permission.PROJECT_COACHEN):
        return 0  # no longer an adviser; the projects wait for another
    # Only what this adviser may still see: who moved to another provincie does not hear of the projects left behind.
    projecten = Project.objects.for_user(adviseur).filter(adviseur=adviseur).select_related("gemeente")
    standen = contactstanden(projecten, vandaag)
    stil = [s for s in standen if s.stil]
    bellen = [s for s in standen if not s.stil and s.termijn is not None and s.te_bellen_op < 7]
    acties = Actie.objects.for_user(adviseur).te_laat(vandaag).filter(eigenaar=adviseur).count()
    if not (stil or bellen or acties):
        return 0
    jaar, week, _ = vandaag.isocalendar()
    context = {
        "naam": adviseur.naam,
        "stil": stil,
        "bellen": bellen,
        "te_laat": acties,
        "pad": reverse("vandaag"),
        "week": week,
    }
    sleutel = f"weekbericht-{adviseur.pk}-{jaar}-{week}"
    return stuur(sjabloon="weekbericht", aan=adviseur.email, context=context, sleutel=sleutel) is not None
