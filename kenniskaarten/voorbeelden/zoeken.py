"""Free text over examples: full-text search in Dutch, and the names of place, gemeente and provincie as typed."""

from functools import reduce
from operator import add

from django.db.models import Case, F, FloatField, Q, Value, When

from kenniskaarten.zoeken.taal import Term, eenmaal, termen

from .models import VoorbeeldQuerySet

# Weight of a group of words against a word itself: who uses the very word comes first. What is named as it was typed
# comes before all.
GROEP, GENOEMD = 0.5, 10.0


def _weegt(term: Term):
    return Value(GROEP if term.groep else 1.0) * term.rang(F("zoek"))


def gezocht(voorbeelden: VoorbeeldQuerySet, tekst: str) -> VoorbeeldQuerySet:
    """Of `voorbeelden` those that have something to do with the text, the best first."""
    genoemd = (
        Q(titel__unaccent__icontains=tekst)
        | Q(plaats__unaccent__icontains=tekst)
        | Q(gemeente__naam__unaccent__icontains=tekst)
        | Q(gemeente__provincie__naam__unaccent__icontains=tekst)
    )
    letterlijk = Case(When(genoemd, then=Value(GENOEMD)), default=Value(0.0), output_field=FloatField())
    gevraagd = termen(tekst)
    if gevraagd:
        genoemd |= Q(zoek=eenmaal(gevraagd))
    rang = reduce(add, map(_weegt, gevraagd), letterlijk)
    return voorbeelden.filter(genoemd).annotate(rang=rang).order_by("-rang", "titel", "pk")
