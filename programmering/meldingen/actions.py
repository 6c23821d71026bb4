"""Every write to meldingen. Who reports has no account; who answers has."""

import datetime

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import wie_beheren, wie_gaan_over
from woonzorg.post.actions import stuur
from woonzorg.post.models import Bericht

from .models import Melding, Meldingstatus

VAN_EEN_BEZOEKER = "melding zonder account"
DOOR_HET_PORTAAL = "portaal"
# How long after it was answered or handled the name and address of who reported it are kept.
BEWAREN = datetime.timedelta(days=90)


@transaction.atomic
def meld(*, plan: Plan, wat: str, tekst: str, naam: str = "", email: str = "") -> Melding:
    """A report by anyone; mails who keeps the plan. What was typed is read in the portal, not in that mail."""
    melding = Melding(plan=plan, wat=wat, tekst=tekst.strip(), naam=naam.strip(), email=email.strip())
    _bewaar(melding, VAN_EEN_BEZOEKER)
    for wie in wie_houden_bij(plan):
        stuur(
            sjabloon="melding-nieuw",
            aan=wie.email,
            context={"naam": wie.naam, "melding": melding, "plan": plan, "pad": melding.get_absolute_url()},
            sleutel=f"melding-{melding.pk}-nieuw-{wie.pk}",
        )
    return melding


def wie_houden_bij(plan: Plan) -> list[Gebruiker]:
    """The behandelaar as long as that person keeps the plan, else who do so at the gemeente or its provincie, else the
    beheerders."""
    wie = plan.behandelaar
    if wie and wie.is_active and Plan.objects.wijzigbaar_door(wie).filter(pk=plan.pk).exists():
        return [wie]
    anderen = wie_gaan_over(plan.gemeente, Permission.PLAN_WIJZIGEN)
    return [w for w in anderen if Plan.objects.wijzigbaar_door(w).filter(pk=plan.pk).exists()] or wie_beheren()


def _bewaar(melding: Melding, by: str) -> None:
    melding.full_clean()
    with pghistory.context(door=by):
        melding.save()


def _neem(melding: Melding) -> Melding:
    """As it stands now, kept from others until the commit."""
    rijen = Melding.objects.select_for_update(of=("self",)).select_related("plan__gemeente")
    return rijen.get(pk=melding.pk)


@transaction.atomic
def beantwoord(*, melding: Melding, antwoord: str, door: Gebruiker) -> Melding:
    """Keeps the answer and mails it. Raises ValidationError when it was answered or handled already, or when nobody
    left an address."""
    nu = _neem(melding)
    if nu.status != Meldingstatus.NIEUW:
        raise ValidationError(f"{nu.door_naam} heeft deze melding al behandeld. Uw antwoord is niet verstuurd.")
    if not nu.email:
        raise ValidationError("Wie dit meldde, gaf geen e-mailadres. Een antwoord kan niet worden verstuurd.")
    nu.antwoord, nu.beantwoord_op, nu.status = antwoord.strip(), timezone.now(), Meldingstatus.BEANTWOORD
    if not nu.antwoord:
        raise ValidationError({"antwoord": "Schrijf een antwoord."})
    nu.door, nu.door_naam = door, door.naam
    _bewaar(nu, door.naam)
    # Meanwhile the plan may have become one that not everyone may know of.
    openbaar = Plan.objects.for_user(AnonymousUser()).filter(pk=nu.plan_id).exists()
    stuur(
        sjabloon="melding-antwoord",
        aan=nu.email,
        context={"melding": nu, "plan": nu.plan if openbaar else None, "gemeente": nu.plan.gemeente},
        sleutel=_antwoordsleutel(nu),
    )
    return nu


def _antwoordsleutel(melding: Melding) -> str:
    return f"melding-{melding.pk}-antwoord"


@transaction.atomic
def handel_af(*, melding: Melding, door: Gebruiker) -> Melding:
    """Nothing more is to be done. One that is handled already keeps who did that, and when."""
    nu = _neem(melding)
    if nu.status != Meldingstatus.AFGEHANDELD:
        nu.status, nu.afgehandeld_op = Meldingstatus.AFGEHANDELD, timezone.now()
        nu.door, nu.door_naam = door, door.naam
        _bewaar(nu, door.naam)
    return nu


@transaction.atomic
def heropen(*, melding: Melding, door: Gebruiker) -> Melding:
    """Back to where it stood before it was handled."""
    nu = _neem(melding)
    if nu.status == Meldingstatus.AFGEHANDELD:
        nu.status = Meldingstatus.BEANTWOORD if nu.antwoord else Meldingstatus.NIEUW
        nu.afgehandeld_op = None
        nu.door, nu.door_naam = door, door.naam
        _bewaar(nu, door.naam)
    return nu


@transaction.atomic
def wis_melders(nu: datetime.datetime | None = None) -> int:
    """Takes away the name and address of who reported what was handled 90 days ago or longer, or answered then and not
    touched since; and the mail with the answer. Gives how many; a second run finds none."""
    nu = nu or timezone.now()
    grens = nu - BEWAREN
    beantwoord_ = Q(status=Meldingstatus.BEANTWOORD, beantwoord_op__lte=grens)
    oud = Melding.objects.filter(beantwoord_ | Q(afgehandeld_op__lte=grens), gewist_op__isnull=True)
    rijen = list(oud.select_for_update(of=("self",)))
    for melding in rijen:
        melding.naam, melding.email, melding.gewist_op = "", "", nu
        _bewaar(melding, DOOR_HET_PORTAAL)
    Bericht.objects.filter(sleutel__in=[_antwoordsleutel(m) for m in rijen]).delete()
    return len(rijen)
