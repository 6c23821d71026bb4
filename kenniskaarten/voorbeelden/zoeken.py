"""Free text over examples: full-text search in Dutch, and the names of place, gemeente and provincie as typed."""

from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, FloatField, Q, Value, When

from kenniskaarten.zoeken.taal import EenVanDeWoorden, Woordgroep, groepen_in, zoekvraag

from .models import VoorbeeldQuerySet

# Weight of a group of words against the words themselves: who uses the very word gets that first. What is named as it
# was typed comes before all.
GROEP, GENOEMD = 0.5, 10.0


def gezocht(voorbeelden: VoorbeeldQuerySet, tekst: str) -> VoorbeeldQuerySet:
    """Of `voorbeelden` those that have something to do with the text, the best first."""
    genoemd = (
        Q(titel__unaccent__icontains=tekst)
        | Q(plaats__unaccent__icontains=tekst)
        | Q(gemeente__naam__unaccent__icontains=tekst)
        | Q(gemeente__provincie__naam__unaccent__icontains=tekst)
    )
    van_groepen = (Value(GROEP) * SearchRank(F("zoek"), Woordgroep(groep)) for groep in groepen_in(tekst))
    woorden = reduce(add, van_groepen, SearchRank(F("zoek"), EenVanDeWoorden(tekst)))
    letterlijk = Case(When(genoemd, then=Value(GENOEMD)), default=Value(0.0), output_field=FloatField())
    gevonden = voorbeelden.filter(Q(zoek=zoekvraag(tekst)) | genoemd)
    return gevonden.annotate(rang=woorden + letterlijk).order_by("-rang", "titel", "pk")
