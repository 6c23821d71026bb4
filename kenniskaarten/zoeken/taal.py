"""Searching in Dutch: any of the words, words of the field that belong together, and what was found as safe HTML.

Who asks something writes a sentence, and nobody repeats the words of a text. So any word counts instead of all of
them, and words of the field that belong together (woorden.py) find each other.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .woorden import ALGEMEEN, GROEPEN

# The rest of a long story adds words, not a subject.
LEEST = 2000
# Stand in for marks and for '<' while PostgreSQL cuts an excerpt: it takes what looks like a tag out of a text.
BEGIN, EIND, KLEINER = "\ue000", "\ue001", "\ue002"


class EenVanDeWoorden(SearchQuery):
    """Any of the words as the Dutch dictionary stems them, where a plain SearchQuery wants them all."""

    template = "replace(%(function)s(%(expressions)s)::text, ' & ', ' | ')::tsquery"

    def __init__(self, tekst: str):
        woorden = re.findall(r"\w+", tekst[:LEEST])
        eigen = [woord for woord in woorden if not woord.casefold().startswith(ALGEMEEN)]
        super().__init__(" ".join(eigen or woorden), config="dutch")


class Woordgroep(SearchQuery):
    """Any word that begins like one of the group."""

    def __init__(self, groep: Iterable[str]):
        super().__init__(" | ".join(f"'{begin}':*" for begin in groep), config="simple", search_type="raw")


def groepen_in(tekst: str) -> list[tuple[str, ...]]:
    """The groups of which a word stands in the text."""
    woorden = set(re.findall(r"\w+", tekst[:LEEST].casefold()))
    return [groep for groep in GROEPEN if any(woord.startswith(groep) for woord in woorden)]


def zoekvraag(tekst: str):
    """Matches whatever shares a word or a subject with the text."""
    return reduce(or_, map(Woordgroep, groepen_in(tekst)), EenVanDeWoorden(tekst))


def veilig(kop: str, geheel: str) -> SafeString:
    """The excerpt as HTML: everything that was typed is text, only what was found is marked. Dots where it was cut."""
    kop = kop.replace(KLEINER, "<")
    kaal = re.sub(f"[{BEGIN}{EIND}]", "", kop).strip()
    voor, na = ("" if geheel.strip().startswith(kaal) else "… "), ("" if geheel.strip().endswith(kaal) else " …")
    tekst = re.sub(f"{BEGIN}([^{BEGIN}{EIND}]*){EIND}", r"<mark>\1</mark>", escape(kop))
    return mark_safe(voor + re.sub(f"[{BEGIN}{EIND}]", "", tekst) + na)
