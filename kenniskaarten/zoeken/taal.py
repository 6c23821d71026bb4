"""Searching in Dutch: any of the words, words of the field that belong together, and what was found as safe HTML.

Who asks something writes a sentence, and nobody repeats the words of a text. So any word counts instead of all of
them, and words of the field that belong together (woorden.py) find each other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Func, Value
from django.db.models.functions import Greatest, Replace
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .woorden import ALGEMEEN, GROEPEN, KENNISGROEPEN, VULSEL

# The rest of a long story adds words, not a subject.
LEEST = 2000
# Of a query over all knowledge: what comes after these words and groups tells no more.
HOOGSTENS_WOORDEN, HOOGSTENS_GROEPEN = 12, 8
# A word that only begins like it counts for this part: 'grond' for 'grondprijs'.
BEGIN_VAN = 0.6
# Of the places D, C, B and A where a word stands in what is found.
GEWICHTEN = [0.1, 0.5, 0.7, 1.0]
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


def groepen_in(tekst: str, groepen: Iterable[tuple[str, ...]] = GROEPEN) -> list[tuple[str, ...]]:
    """The groups of which a word stands in the text."""
    woorden = set(re.findall(r"\w+", tekst[:LEEST].casefold()))
    return [groep for groep in groepen if any(woord.startswith(groep) for woord in woorden)]


def zoekvraag(tekst: str):
    """Matches whatever shares a word or a subject with the text."""
    return reduce(or_, map(Woordgroep, groepen_in(tekst)), EenVanDeWoorden(tekst))


@dataclass(frozen=True)
class Deelvraag:
    """A query as PostgreSQL reads it, in the dictionary `taal`; its rank counts `factor` times."""

    tekst: str
    taal: str
    factor: float

    def zoek(self) -> SearchQuery:
        return SearchQuery(self.tekst, config=self.taal, search_type="raw")


@dataclass(frozen=True)
class Term:
    """One word that somebody typed, or a group of words of the field that one of them belongs to."""

    woord: str = ""
    groep: tuple[str, ...] = ()
    # The word that brought in the group.
    door: str = ""

    def vragen(self) -> tuple[Deelvraag, ...]:
        """The best of these says how well the term fits."""
        if self.groep:
            # PostgreSQL divides by the number of words in a query; any one of a group is enough.
            return (Deelvraag(" | ".join(f"'{g}':*" for g in self.groep), "simple", float(len(self.groep))),)
        return Deelvraag(f"'{self.woord}'", "dutch", 1.0), Deelvraag(f"'{self.woord}':*", "dutch", BEGIN_VAN)

    def rang(self, vector):
        """How well it fits a tsvector: 0 without it, near 1 where it stands in the title more than once."""
        delen = [Value(v.factor) * SearchRank(vector, v.zoek(), weights=GEWICHTEN) for v in self.vragen()]
        return Func(Value(1.0), Greatest(*delen) if len(delen) > 1 else delen[0], function="LEAST")


def termen(tekst: str, hoogstens: int = HOOGSTENS_WOORDEN) -> tuple[Term, ...]:
    """What a text asks for: its own words, each once, without those that stand everywhere; then the groups."""
    woorden = list(dict.fromkeys(re.findall(r"\w+", tekst[:LEEST].replace("\0", " ").casefold())))
    vol = [w for w in woorden if w not in VULSEL and (len(w) > 1 or w.isdigit())]
    eigen = [w for w in vol if not w.startswith(ALGEMEEN)]
    gekozen = (eigen or vol)[:hoogstens]
    groepen = groepen_in(" ".join(gekozen), (*GROEPEN, *KENNISGROEPEN))[:HOOGSTENS_GROEPEN]
    return (
        *map(Term, gekozen),
        *(Term(groep=g, door=next(w for w in gekozen if w.startswith(g))) for g in groepen),
    )


def eenmaal(termen: Iterable[Term]) -> SearchQuery:
    """Matches whatever has one of the terms."""
    return reduce(or_, (deel.zoek() for term in termen for deel in term.vragen()))


def kop(tekst, zoek: SearchQuery) -> SearchHeadline:
    """The part of a text expression that fits best, for `veilig`."""
    return SearchHeadline(
        Replace(tekst, Value("<"), Value(KLEINER)), zoek, config="dutch", start_sel=BEGIN, stop_sel=EIND,
        max_words=45, min_words=25, short_word=2,
    )  # fmt: skip


def veilig(kop: str, geheel: str) -> SafeString:
    """The excerpt as HTML: everything that was typed is text, only what was found is marked. Dots where it was cut."""
    kop = kop.replace(KLEINER, "<")
    kaal = re.sub(f"[{BEGIN}{EIND}]", "", kop).strip()
    voor, na = ("" if geheel.strip().startswith(kaal) else "… "), ("" if geheel.strip().endswith(kaal) else " …")
    tekst = re.sub(f"{BEGIN}([^{BEGIN}{EIND}]*){EIND}", r"<mark>\1</mark>", escape(kop))
    return mark_safe(voor + re.sub(f"[{BEGIN}{EIND}]", "", tekst) + na)
