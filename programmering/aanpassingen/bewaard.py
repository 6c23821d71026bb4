"""A file between its dry run and the decision: in the cache for an hour, for the person who chose it only."""

import secrets

from django.core.cache import cache

from .inlezen import Bestand, Leesfout

BEWAREN = 3600


def _plek(user, sleutel: str) -> str:
    return f"aanpassing-import:{user.pk}:{sleutel}"


def bewaar_bestand(user, bestand: Bestand) -> str:
    """The key under which the file is found. Leesfout when the cache is away: then nothing was kept."""
    sleutel = secrets.token_hex(16)
    cache.set(_plek(user, sleutel), bestand, timeout=BEWAREN)
    if not cache.has_key(_plek(user, sleutel)):
        raise Leesfout("Het portaal kan het bestand nu niet bewaren. Probeer het over een minuut opnieuw.")
    return sleutel


def haal_bestand(user, sleutel: str) -> Bestand | None:
    return cache.get(_plek(user, sleutel))


def gooi_weg(user, sleutel: str) -> None:
    cache.delete(_plek(user, sleutel))
