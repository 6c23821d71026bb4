"""A file between its dry run and the decision: kept for a day, for the person who chose it only."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from .inlezen import Bestand
from .models import Bagbestand

BEWAREN = datetime.timedelta(days=1)


def bewaar_bestand(user, bestand: Bestand) -> str:
    """The key under which the file is found. What nobody decided on is cleared away here as well."""
    Bagbestand.objects.filter(bewaard_op__lt=timezone.now() - BEWAREN).delete()
    rij = Bagbestand.objects.create(door=user, naam=bestand.naam, inhoud=bestand.inhoud, vast=bestand.vast)
    return rij.pk.hex


def haal_bestand(user, sleutel: str) -> Bestand | None:
    rij = _van(user, sleutel).first()
    return Bestand(rij.naam, bytes(rij.inhoud), rij.vast) if rij else None


def gooi_weg(user, sleutel: str) -> None:
    _van(user, sleutel).delete()


def _van(user, sleutel: str):
    try:
        return Bagbestand.objects.for_user(user).filter(pk=sleutel)
    except ValidationError:
        return Bagbestand.objects.none()
