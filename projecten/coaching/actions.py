"""Every write to a contact moment: the form and the queue of a device come through here."""

import datetime
from dataclasses import dataclass

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from projecten.fouten import eis_geweest
from projecten.project.models import Actie
from woonzorg.gebieden.models import Provincie
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van, has_permission

from .models import Contactmoment

# What makes two notes the same; how they are kept does not.
INHOUD = ("project_id", "gemeente_id", "datum", "vorm", "taak", "uren", "wie", "notitie", "zichtbaarheid")


@dataclass(frozen=True)
class Stap:
    """What was agreed to do next; without a day it waits at the project."""

    wat: str = ""
    uiterlijk: datetime.date | None = None


class AlOntvangen(Exception):
    """This sleutel came in before with other content: written over on another device, or in another tab.

    Nothing has been written; `args[0]` is the contact that stands there.
    """


@transaction.atomic
def bewaar_contact(
    *, contact: Contactmoment, user: Gebruiker, volgende: Stap | None = None, verwachte_versie: int | None = None
) -> Contactmoment:
    """Saves a contact with its next step. A new one whose sleutel came in before is not saved twice.

    Raises ValidationError when a field is wrong or `user` may not log there; VersieConflict when the stored one is
    not the one opened; AlOntvangen when the same sleutel holds something else.
    """
    volgende = volgende or Stap()
    if contact.project:
        contact.gemeente = contact.project.gemeente
    _eis_coach(contact, user)
    eis_geweest(contact.datum, "datum")
    if volgende.wat and not contact.project:
        raise ValidationError({"volgende_stap": "Een volgende stap hoort bij een project. Zet haar in uw notitie."})
    if contact.pk is None:
        if (eerder := _eerder_ontvangen(contact, user, volgende)) is not None:
            return eerder
        contact.door, contact.door_naam = user, str(user)
    else:
        _neem(contact, verwachte_versie)
        contact.versie += 1
    contact.provincie = _provincie(contact, user)
    contact.full_clean(validate_unique=False)
    contact.gewijzigd = timezone.now()
    with pghistory.context(door=str(user)):
        contact.save()
        _schrijf_stap(contact, volgende, user)
    return contact


def _eis_coach(contact: Contactmoment, user: Gebruiker) -> None:
    """Where one coaches; and what belongs to no gemeente (tasks IV and V), for who coaches anywhere."""
    if not has_permission(user, Permission.PROJECT_COACHEN, gebied=contact.gemeente):
        raise ValidationError("Hier kunt u geen contact loggen. Kies een project of gemeente waar u coacht.")


def _eerder_ontvangen(contact: Contactmoment, user: Gebruiker, volgende: Stap) -> Contactmoment | None:
    """The one with this sleutel, where it is the same. Two tabs that send at once wait for each other."""
    Gebruiker.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    eerder = Contactmoment.objects.select_for_update(of=("self",)).filter(sleutel=contact.sleutel).first()
    if eerder is None:
        return None
    if eerder.door_id != user.pk:
        raise ValidationError("Deze notitie kan zo niet worden bewaard. Typ haar opnieuw in.")
    if inhoud(eerder) != (*(getattr(contact, veld) for veld in INHOUD), volgende):
        raise AlOntvangen(eerder)
    return eerder


def stap_van(contact: Contactmoment) -> Stap:
    actie = Actie.objects.filter(contact=contact).first()
    return Stap(actie.wat, actie.uiterlijk) if actie else Stap()


def inhoud(contact: Contactmoment) -> tuple:
    return *(getattr(contact, veld) for veld in INHOUD), stap_van(contact)


def _neem(contact: Contactmoment, versie: int | None) -> None:
    opgeslagen = Contactmoment.objects.select_for_update(of=("self",)).only("versie").get(pk=contact.pk)
    if opgeslagen.versie != contact.versie or versie not in (None, opgeslagen.versie):
        raise VersieConflict


def _provincie(contact: Contactmoment, user: Gebruiker) -> Provincie | None:
    """Where the hours count: of the gemeente, else of the adviser who works for one provincie."""
    if contact.gemeente:
        return contact.gemeente.provincie
    codes = bereik_van(user, Permission.PROJECT_COACHEN).get(Gebiedssoort.PROVINCIE, set())
    return Provincie.objects.filter(code__in=codes).first() if len(codes) == 1 else None


def _schrijf_stap(contact: Contactmoment, volgende: Stap, user: Gebruiker) -> None:
    """The next step has the readers of the note; emptied, it goes."""
    actie = Actie.objects.filter(contact=contact).first()
    if not volgende.wat.strip():
        if actie:
            actie.delete()
        return
    actie = actie or Actie(contact=contact, project=contact.project, eigenaar=contact.door, door_naam=str(user))
    actie.eigenaar_naam = actie.eigenaar.naam if actie.eigenaar else contact.door_naam
    actie.project, actie.zichtbaarheid = contact.project, contact.zichtbaarheid
    actie.wat, actie.uiterlijk = volgende.wat.strip(), volgende.uiterlijk
    actie.full_clean()
    actie.save()
