"""Every write to comments. Who writes is an account: it is kept with the name it has today."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.organisaties.models import Gebruiker
from woonzorg.post.actions import stuur

from .models import Opmerking
from .selectors import mag_lezen, mag_wijzigen

TE_LAAT = "Dit kan niet meer worden gewijzigd: er is al geantwoord, of er is meer dan een kwartier voorbij."


@transaction.atomic
def plaats(*, plan: Plan, tekst: str, door: Gebruiker, veld: str = "", vermeld: Iterable[Gebruiker] = ()) -> Opmerking:
    """Begins a thread and mails who is mentioned. Raises ValidationError when one of those may not read it."""
    return _schrijf(Opmerking(plan=plan, veld=veld, tekst=tekst, door=door), vermeld)


@transaction.atomic
def beantwoord(*, opmerking: Opmerking, tekst: str, door: Gebruiker, vermeld: Iterable[Gebruiker] = ()) -> Opmerking:
    """Adds an answer to an open thread. Raises ValidationError for one that was resolved meanwhile."""
    begin = _neem(opmerking)
    if begin.opgelost_op:
        raise ValidationError(f"{begin.opgelost_door} heeft dit opgelost. Heropen het om nog te antwoorden.")
    return _schrijf(Opmerking(plan=begin.plan, veld=begin.veld, antwoord_op=begin, tekst=tekst, door=door), vermeld)


def _neem(opmerking: Opmerking) -> Opmerking:
    """Locks the first comment of the thread until the commit; one who writes in it waits for another."""
    rijen = Opmerking.objects.select_for_update(of=("self",)).select_related("plan__gemeente")
    return rijen.get(pk=opmerking.antwoord_op_id or opmerking.pk)


def _schrijf(opmerking: Opmerking, vermeld: Iterable[Gebruiker]) -> Opmerking:
    opmerking.tekst = opmerking.tekst.strip()
    opmerking.door_naam = opmerking.door_naam or opmerking.door.naam
    opmerking.full_clean()
    vermeld = list(vermeld)
    for wie in vermeld:
        if not wie.is_active or not mag_lezen(wie, opmerking.plan):
            raise ValidationError({"vermeld": f"{wie} kan deze opmerking niet lezen. Kies iemand anders."})
    opmerking.save()
    opmerking.vermeld.set(vermeld)
    _mail(opmerking, vermeld)
    return opmerking


def _mail(opmerking: Opmerking, vermeld: list[Gebruiker]) -> None:
    """Tells that there is something to read, never what: a mail goes further than the plan."""
    for wie in vermeld:
        stuur(
            sjabloon="opmerking-genoemd",
            aan=wie.email,
            context={
                "naam": wie.naam,
                "door": opmerking.door_naam,
                "plan": opmerking.plan,
                "gemeente": opmerking.plan.gemeente,
                "pad": opmerking.get_absolute_url(),
            },
            sleutel=f"opmerking-{opmerking.pk}-genoemd-{wie.pk}",
        )


@transaction.atomic
def wijzig(*, opmerking: Opmerking, tekst: str, door: Gebruiker, vermeld: Iterable[Gebruiker] = ()) -> Opmerking:
    """Changes the text; who is mentioned now and was not before gets the mail. Raises ValidationError when it is too
    late: what was read and answered stays."""
    nu = _eis_wijzigbaar(opmerking, door)
    nu.tekst = tekst
    return _schrijf(nu, vermeld)


@transaction.atomic
def verwijder(*, opmerking: Opmerking, door: Gebruiker) -> None:
    """Takes the comment back; under the same condition as changing it."""
    _eis_wijzigbaar(opmerking, door).delete()


def _eis_wijzigbaar(opmerking: Opmerking, door: Gebruiker) -> Opmerking:
    _neem(opmerking)
    nu = Opmerking.objects.select_related("plan__gemeente", "antwoord_op").get(pk=opmerking.pk)
    if not mag_wijzigen(nu, door):
        raise ValidationError(TE_LAAT)
    return nu


@transaction.atomic
def los_op(*, opmerking: Opmerking, door: Gebruiker) -> Opmerking:
    """Resolves the thread; it stays readable. One that is resolved already keeps who did that, and when."""
    begin = _neem(opmerking)
    if not begin.opgelost_op:
        begin.opgelost_op, begin.opgelost_door = timezone.now(), door.naam
        begin.save(update_fields=["opgelost_op", "opgelost_door"])
    return begin


@transaction.atomic
def heropen(*, opmerking: Opmerking) -> Opmerking:
    begin = _neem(opmerking)
    begin.opgelost_op, begin.opgelost_door = None, ""
    begin.save(update_fields=["opgelost_op", "opgelost_door"])
    return begin
