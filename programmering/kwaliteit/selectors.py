"""The quality list of a gebied: counts per kind, and the plans behind each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q

from .bevindingen import SOORTEN, Soort, annoteer


@dataclass(frozen=True)
class Telling:
    soort: Soort
    aantal: int
    url: str


@dataclass(frozen=True)
class Regel:
    plan: Plan
    bevindingen: tuple[tuple[Soort, str], ...]  # kind, where it is mended


def te_toetsen(user, gebied) -> QuerySet:
    """Plans in the gebied whose inner fields `user` may read: to others a finding would tell what is not public."""
    intern = bereik_van(user, Permission.PLAN_INTERN)
    if not intern:
        return Plan.objects.none()
    return Plan.objects.for_user(user).in_gebied(gebied).filter(gebied_q(intern, "gemeente__"))


def tel_bevindingen(user, gebied, vandaag: date | None = None) -> list[Telling]:
    """Plans per kind, those that occur; one query, whatever the number of plans."""
    plannen = annoteer(te_toetsen(user, gebied), vandaag or timezone.localdate())
    aantallen = plannen.aggregate(**{slug: Count("pk", filter=Q(**{f"kw_{slug}": True})) for slug in SOORTEN})
    lijst = f"{reverse('kwaliteit')}?gebied={gebied.code}"
    return [
        Telling(soort, aantallen[slug], f"{lijst}&soort={slug}") for slug, soort in SOORTEN.items() if aantallen[slug]
    ]


def als_regels(plannen, user) -> list[Regel]:
    """Plans that went through `annoteer`, each with its findings and a link to where one mends them."""
    return [
        Regel(
            plan,
            tuple((soort, _waar(plan, soort, user)) for slug, soort in SOORTEN.items() if getattr(plan, f"kw_{slug}")),
        )
        for plan in plannen
    ]


def _waar(plan: Plan, soort: Soort, user) -> str:
    if plan.wijzigbaar_voor(user):
        return f"{reverse('plan-bewerken', args=[plan.pk])}#{soort.anker}"
    return reverse("plan", args=[plan.pk])
