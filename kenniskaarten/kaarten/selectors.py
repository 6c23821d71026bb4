"""Reads for the pages of knowledge."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from kenniskaarten.kenmerken import Kenmerken, labels
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import rollen_met

from .models import Bijlage, Bijlagesoort, Kennisstuk, Schaal, Soort, Thema
from .opmaak import Eigen, Opgemaakt, maak_op

SCHALEN, THEMAS = Schaal.values, Thema.values


def zonder_tekst(stukken: QuerySet) -> QuerySet:
    """For lists: a title and what it is about, without the pages behind it."""
    return stukken.defer("tekst", "zoek")


@dataclass(frozen=True)
class Cel:
    """One place of the matrix; more than one stuk when the kernteam wrote more about it."""

    schaal: Schaal
    thema: Thema
    stukken: tuple[Kennisstuk, ...]


@dataclass(frozen=True)
class Matrix:
    """Bouwstenen by schaal (down) and thema (across)."""

    rijen: tuple[tuple[Schaal, tuple[Cel, ...]], ...]

    @property
    def themas(self) -> list[Thema]:
        return list(Thema)


def maak_matrix(stukken: Iterable[Kennisstuk]) -> Matrix:
    per_plek: dict[tuple[str, str], list[Kennisstuk]] = {}
    for stuk in stukken:
        per_plek.setdefault((stuk.schaal, stuk.thema), []).append(stuk)
    return Matrix(tuple((s, tuple(Cel(s, t, tuple(per_plek.get((s, t), ()))) for t in Thema)) for s in Schaal))


@dataclass(frozen=True)
class Ingang:
    kaarten: list[Kennisstuk]
    matrix: Matrix
    webinars: list[Kennisstuk]
    instrumenten: list[Kennisstuk]


def lees_ingang() -> Ingang:
    """What everyone may read; the same for who keeps it, so that they see what readers see. One query."""
    per_soort: dict[str, list[Kennisstuk]] = {soort: [] for soort in Soort.values}
    for stuk in zonder_tekst(Kennisstuk.objects.openbaar()):
        per_soort[stuk.soort].append(stuk)
    webinars = sorted(per_soort[Soort.WEBINAR], key=lambda s: (s.datum is not None, s.datum), reverse=True)
    matrix = maak_matrix(per_soort[Soort.BOUWSTEEN])
    return Ingang(per_soort[Soort.KENNISKAART], matrix, webinars, per_soort[Soort.INSTRUMENT])


def lees_matrix() -> Matrix:
    """One query."""
    return maak_matrix(zonder_tekst(Kennisstuk.objects.openbaar().filter(soort=Soort.BOUWSTEEN)))


@dataclass(frozen=True)
class Buren:
    """The bouwstenen beside, above and below one; None at the edge of the matrix and where nothing stands."""

    vorige_thema: Kennisstuk | None = None
    volgende_thema: Kennisstuk | None = None
    vorige_schaal: Kennisstuk | None = None
    volgende_schaal: Kennisstuk | None = None


def buren_van(stuk: Kennisstuk) -> Buren:
    """One query; none for what is no bouwsteen."""
    if stuk.soort != Soort.BOUWSTEEN:
        return Buren()
    per_plek = {(cel.schaal, cel.thema): cel.stukken for _, rij in lees_matrix().rijen for cel in rij}
    rij, kolom = SCHALEN.index(stuk.schaal), THEMAS.index(stuk.thema)

    def op(r: int, k: int) -> Kennisstuk | None:
        if not (0 <= r < len(SCHALEN) and 0 <= k < len(THEMAS)):
            return None
        return next(iter(per_plek[SCHALEN[r], THEMAS[k]]), None)

    return Buren(op(rij, kolom - 1), op(rij, kolom + 1), op(rij - 1, kolom), op(rij + 1, kolom))


@dataclass(frozen=True)
class Stuk:
    """One page: the text as HTML, and what belongs with it that this reader may see."""

    stuk: Kennisstuk
    opgemaakt: Opgemaakt
    bestanden: list[Bijlage]
    verwant: list[Kennisstuk]
    buren: Buren
    past_bij: list[tuple[str, list[str]]]


def lees_stuk(stuk: Kennisstuk, user) -> Stuk:
    """Four queries at most, whatever hangs on it."""
    bijlagen = lees_bijlagen(stuk)
    return Stuk(
        stuk=stuk,
        opgemaakt=maak_op(stuk.tekst, als_eigen(stuk, bijlagen)),
        bestanden=[b for b in bijlagen if b.soort == Bijlagesoort.BESTAND],
        verwant=list(zonder_tekst(stuk.verwant.for_user(user))),
        buren=buren_van(stuk),
        past_bij=past_bij(stuk),
    )


def lees_bijlagen(stuk: Kennisstuk) -> list[Bijlage]:
    """Of a stuk that one may see; without their content."""
    return list(stuk.bijlagen.defer("inhoud")) if stuk.pk else []


def als_eigen(stuk: Kennisstuk, bijlagen: Iterable[Bijlage]) -> dict[str, Eigen]:
    """What the text of the stuk may show and link to."""
    return {
        b.naam: Eigen(
            reverse("kennis-bijlage", args=[stuk.slug, b.pk, b.naam]), b.alt, b.soort == Bijlagesoort.AFBEELDING
        )
        for b in bijlagen
    }


def past_bij(kenmerken: Kenmerken) -> list[tuple[str, list[str]]]:
    """What it is about, in words: name of the list and what was chosen of it; without what was left open."""
    paren = [(veld.verbose_name, labels(veld.name, getattr(kenmerken, veld.name))) for veld in Kenmerken._meta.fields]
    return [(naam, gekozen) for naam, gekozen in paren if gekozen]


# Days before its last day from which a stuk asks to be looked at.
VOORAF = 30


def verloopt(op: datetime.date) -> QuerySet:
    """Public, and past its last day or within VOORAF days of it; what ends first comes first."""
    stukken = Kennisstuk.objects.actueel_tot_uiterlijk(op + datetime.timedelta(days=VOORAF))
    return zonder_tekst(stukken).select_related("beheerder").order_by("actueel_tot", "titel")


def kennisbeheerders() -> QuerySet:
    """Accounts that are open and may keep knowledge."""
    leden = Lidmaatschap.objects.geldig().filter(rol__in=rollen_met(Permission.KENNIS_BEHEREN))
    return Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True).order_by("naam", "pk")
