"""Earlier questions that fit what somebody asks now: full-text search in Dutch, ranked, over questions and answers."""

from collections.abc import Iterable
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Replace
from django.utils.safestring import SafeString

from kenniskaarten.zoeken.taal import (
    BEGIN,
    EIND,
    KLEINER,
    EenVanDeWoorden,
    Woordgroep,
    groepen_in,
    veilig,
    zoekvraag,
)
from projecten.project.models import Project

from .models import Antwoord, Vraag, VraagQuerySet

# Weight of a group of words against the words themselves, of an answer against its question, of the same categorie;
# tuned on STEL of tests/projecten/vraagset.py.
GROEP, ANTWOORD, CATEGORIE = 4.0, 1.0, 0.3
# A resemblance is chance below this rank, and below this part of the rank of the best.
MINSTENS, NAAST_DE_BESTE = 0.1, 0.25


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
