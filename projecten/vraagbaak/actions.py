"""Every write to questions, answers and intervisie. `by` is who does it; the history shows the name."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from projecten.zicht import Zichtbaarheid
from woonzorg.post.actions import stuur

from .models import Antwoord, Intervisie, Vraag


@transaction.atomic
def bewaar_vraag(*, vraag: Vraag, by: str) -> Vraag:
    """Asks a question, or changes one. Raises ValidationError when a field is wrong."""
    vraag.titel, vraag.tekst = vraag.titel.strip(), vraag.tekst.strip()
    vraag.steller_naam = vraag.steller_naam or by
    vraag.full_clean()
    with pghistory.context(door=by):
        vraag.save()
    return vraag


@transaction.atomic
def beantwoord(*, antwoord: Antwoord, by: str) -> Antwoord:
    """Adds an answer, and mails who asked."""
    antwoord.tekst, antwoord.door_naam = antwoord.tekst.strip(), by
    antwoord.full_clean()
    with pghistory.context(door=by):
        antwoord.save()
    _mail_steller(antwoord)
    return antwoord


def _mail_steller(antwoord: Antwoord) -> None:
    """Title and link only, and only to who may still read the question; not to who answers the own question.

    Of a question for advisers only not even the title: who looks after the outbox reads the mail.
    """
    vraag, steller = antwoord.vraag, antwoord.vraag.steller
    if steller is None or not steller.is_active or steller == antwoord.door:
        return
    if not Vraag.objects.for_user(steller).filter(pk=vraag.pk).exists():
        return
    titel = "" if vraag.zichtbaarheid == Zichtbaarheid.ADVISEURS else vraag.titel
    stuur(
        sjabloon="vraag-beantwoord",
        aan=steller.email,
        context={"naam": steller.naam, "titel": titel, "pad": vraag.get_absolute_url()},
        sleutel=f"vraag-{vraag.pk}-antwoord-{antwoord.pk}",
    )


@transaction.atomic
def zet_hielp(*, antwoord: Antwoord, hielp: bool, by: str) -> Antwoord:
    antwoord.hielp = hielp
    with pghistory.context(door=by):
        antwoord.save(update_fields=["hielp"])
    return antwoord


@transaction.atomic
def bewaar_intervisie(*, intervisie: Intervisie, by: str) -> Intervisie:
    """Saves a session. What is agreed to follow has somebody who takes it up; without it nothing can be done."""
    if intervisie.vervolg and not intervisie.vervolg_wie.strip():
        raise ValidationError({"vervolg_wie": "Vul in wie dit oppakt."})
    if not intervisie.vervolg:
        if intervisie.vervolg_wie or intervisie.vervolg_uiterlijk:
            raise ValidationError({"vervolg": "Vul in wat er volgt, of maak de velden eronder leeg."})
        intervisie.vervolg_gedaan_op = None
    intervisie.door_naam = intervisie.door_naam or by
    intervisie.full_clean()
    with pghistory.context(door=by):
        intervisie.save()
    return intervisie


@transaction.atomic
def rond_vervolg_af(*, intervisie: Intervisie, gedaan: bool, by: str) -> Intervisie:
    """What follows from it is done today, or open again."""
    intervisie = Intervisie.objects.select_for_update(of=("self",)).get(pk=intervisie.pk)
    if not intervisie.vervolg:
        raise ValidationError("Er is geen vervolg afgesproken.")
    intervisie.vervolg_gedaan_op = timezone.localdate() if gedaan else None
    with pghistory.context(door=by):
        intervisie.save(update_fields=["vervolg_gedaan_op"])
    return intervisie
