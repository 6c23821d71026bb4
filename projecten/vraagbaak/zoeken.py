"""Earlier questions that fit what somebody asks now: full-text search in Dutch, ranked, over questions and answers.

A question is a sentence, and nobody repeats the words of an earlier one. So any word counts instead of all of them,
and words of the field that belong together (woorden.py) find each other.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import add, or_

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Replace
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from projecten.project.models import Project

from .models import Antwoord, Vraag, VraagQuerySet
from .woorden import ALGEMEEN, GROEPEN

# Weight of a group of words against the words themselves, of an answer against its question, of the same categorie;
# tuned on STEL of tests/projecten/vraagset.py.
GROEP, ANTWOORD, CATEGORIE = 4.0, 1.0, 0.3
# A resemblance is chance below this rank, and below this part of the rank of the best.
MINSTENS, NAAST_DE_BESTE = 0.1, 0.25
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


def _rang(tekst: str):
    van_groepen = (Value(GROEP) * SearchRank(F("zoek"), Woordgroep(groep)) for groep in groepen_in(tekst))
    return reduce(add, van_groepen, SearchRank(F("zoek"), EenVanDeWoorden(tekst)))


def gerangschikt(vragen: VraagQuerySet, tekst: str, categorieen: Iterable[str] = ()) -> VraagQuerySet:
    """Of `vragen` those that have something to do with the text, with `rang`; the best first."""
    zoek = zoekvraag(tekst)
    antwoorden = Antwoord.objects.filter(vraag=OuterRef("pk"), zoek=zoek)
    beste = antwoorden.order_by().annotate(rang=_rang(tekst)).order_by("-rang").values("rang")[:1]
    eigen = Case(When(categorie__in=[c for c in categorieen if c], then=Value(CATEGORIE)), default=Value(0.0))
    rang = _rang(tekst) + Value(ANTWOORD) * Coalesce(Subquery(beste), 0.0, output_field=FloatField()) + eigen
    return vragen.filter(Q(zoek=zoek) | Exists(antwoorden)).annotate(rang=rang).order_by("-rang", "-pk")


def lijkt_op(
    user, tekst: str, categorieen: Iterable[str] = (), *, hoogstens: int = 3, zonder: Project | None = None
) -> list[Vraag]:
    """Earlier questions with an answer that `user` may read and that resemble the text, the best first; without
    those of the project `zonder`, and without what pales beside the best one."""
    met_antwoord = Vraag.objects.for_user(user).beantwoord()
    if zonder:
        met_antwoord = met_antwoord.filter(Q(project=None) | ~Q(project=zonder))
    gevonden = list(gerangschikt(met_antwoord, tekst, categorieen).filter(rang__gte=MINSTENS)[:hoogstens])
    return [vraag for vraag in gevonden if vraag.rang >= NAAST_DE_BESTE * gevonden[0].rang]


def fragmenten(vragen: Iterable[Vraag], tekst: str) -> dict[int, SafeString]:
    """By question the part of its best answer, or of the question itself, that has to do with the text; safe to show.

    Two queries.
    """
    sleutels = [v.pk for v in vragen]
    zoek = zoekvraag(tekst)
    vragen = Vraag.objects.filter(pk__in=sleutels).annotate(kop=_kop(zoek))
    antwoorden = Antwoord.objects.filter(vraag__in=sleutels).annotate(kop=_kop(zoek), rang=_rang(tekst))
    # The last one written into the dict stays: the best.
    antwoorden = antwoorden.order_by("rang", "hielp", "pk")
    rijen = [*vragen.values_list("pk", "kop", "tekst"), *antwoorden.values_list("vraag", "kop", "tekst")]
    return {pk: veilig(kop, geheel) for pk, kop, geheel in rijen}


def _kop(zoek) -> SearchHeadline:
    tekst = Replace("tekst", Value("<"), Value(KLEINER))
    return SearchHeadline(
        tekst, zoek, config="dutch", start_sel=BEGIN, stop_sel=EIND, max_words=45, min_words=25, short_word=2
    )


def veilig(kop: str, geheel: str) -> SafeString:
    """The excerpt as HTML: everything that was typed is text, only what was found is marked. Dots where it was cut."""
    kop = kop.replace(KLEINER, "<")
    kaal = re.sub(f"[{BEGIN}{EIND}]", "", kop).strip()
    voor, na = ("" if geheel.strip().startswith(kaal) else "… "), ("" if geheel.strip().endswith(kaal) else " …")
    tekst = re.sub(f"{BEGIN}([^{BEGIN}{EIND}]*){EIND}", r"<mark>\1</mark>", escape(kop))
    return mark_safe(voor + re.sub(f"[{BEGIN}{EIND}]", "", tekst) + na)
