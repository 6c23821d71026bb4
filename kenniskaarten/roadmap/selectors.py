"""What pages of the roadmap read. Queries are counted in the docstrings, whatever the number of rows."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.apps import apps
from django.db.models import Q

from kenniskaarten.kaarten.models import Kennisstuk
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import LAND, Gebied
from woonzorg.organisaties.models import Organisatie
from woonzorg.organisaties.permissions import Permission, organisaties_met

from . import tekening
from .calculations import Knoopplek, Stapplek, standen, volgende
from .models import PARTIJEN, GezetteStap, Knooppunt, Lijn, Stap

# On the map and in the list: a letter that is its own for each of the six.
LETTERS = dict(zip((p.value for p in PARTIJEN), "GWIOZK", strict=True))


@dataclass(frozen=True)
class Stapstuk:
    """A step with the code that it has on the map: the letter of its line, and which one it is from the left."""

    stap: Stap
    code: str
    lijn: Lijn


@dataclass(frozen=True)
class Lijnstuk:
    lijn: Lijn
    stappen: tuple[Stapstuk, ...]

    @property
    def letter(self) -> str:
        return LETTERS[self.lijn.partij]

    @property
    def naam(self) -> str:
        return self.lijn.get_partij_display()


@dataclass(frozen=True)
class Knoopstuk:
    """A knooppunt with its number from the left, the lines that meet in it, and the steps that lead to it."""

    knooppunt: Knooppunt
    nummer: int
    lijnen: tuple[Lijnstuk, ...]
    stappen: tuple[Stapstuk, ...]


@dataclass(frozen=True)
class Roadmap:
    lijnen: tuple[Lijnstuk, ...]
    knooppunten: tuple[Knoopstuk, ...]

    @property
    def stappen(self) -> list[Stapstuk]:
        return [s for lijn in self.lijnen for s in lijn.stappen]

    @cached_property
    def per_stap(self) -> dict[int, Stapstuk]:
        return {s.stap.pk: s for s in self.stappen}

    @cached_property
    def per_knooppunt(self) -> dict[int, Knoopstuk]:
        return {k.knooppunt.pk: k for k in self.knooppunten}

    @cached_property
    def per_partij(self) -> dict[str, Lijnstuk]:
        return {stuk.lijn.partij: stuk for stuk in self.lijnen}

    @property
    def concept(self) -> bool:
        """Whether anything on it is still to be gone through by the kernteam."""
        return any(s.stap.concept for s in self.stappen) or any(k.knooppunt.concept for k in self.knooppunten)

    @property
    def plekken(self) -> list[Stapplek]:
        return [Stapplek(s.stap.pk, s.lijn.partij, s.stap.kolom, s.stap.knooppunt_id) for s in self.stappen]

    @property
    def knoopplekken(self) -> list[Knoopplek]:
        return [Knoopplek(k.knooppunt.pk, k.knooppunt.kolom) for k in self.knooppunten]

    def teken(self, hoe) -> tekening.Tekening:
        """`hoe` is tekening.liggend or tekening.staand."""
        haltes = [
            tekening.Halte(
                sleutel=s.stap.pk,
                lijn=s.lijn.partij,
                kolom=s.stap.kolom,
                titel=s.stap.titel,
                knooppunt=s.stap.knooppunt_id,
                url=s.stap.get_absolute_url(),
            )
            for s in self.stappen
        ]
        knopen = [
            tekening.Ontmoeting(k.knooppunt.pk, k.knooppunt.kolom, k.knooppunt.naam, k.knooppunt.get_absolute_url())
            for k in self.knooppunten
        ]
        return hoe([tekening.Lijndeel(s.lijn.partij, s.naam, s.letter) for s in self.lijnen], haltes, knopen)


def lees_roadmap(*, ook_leeg: bool = True) -> Roadmap:
    """Lines from top to bottom, their steps and the knooppunten from left to right; three queries.

    Without `ook_leeg` lines that have no steps are left out, for two queries.
    """
    per_lijn: dict[int, list[Stap]] = defaultdict(list)
    stappen = Stap.objects.select_related("lijn").defer("zoek").order_by("kolom", "pk")
    for stap in stappen:
        per_lijn[stap.lijn_id].append(stap)
    met_stappen = sorted((rij[0].lijn for rij in per_lijn.values()), key=lambda lijn: lijn.volgorde)
    alle = Lijn.objects.order_by("volgorde") if ook_leeg else met_stappen
    lijnen = tuple(_lijnstuk(lijn, per_lijn[lijn.pk]) for lijn in alle)
    knooppunten = Knooppunt.objects.defer("zoek").order_by("kolom", "pk")
    return Roadmap(lijnen, tuple(_knoopstuk(k, nummer, lijnen) for nummer, k in enumerate(knooppunten, 1)))


def _lijnstuk(lijn: Lijn, stappen: list[Stap]) -> Lijnstuk:
    letter = LETTERS[lijn.partij]
    return Lijnstuk(lijn, tuple(Stapstuk(stap, f"{letter}{i}", lijn) for i, stap in enumerate(stappen, 1)))


def _knoopstuk(knooppunt: Knooppunt, nummer: int, lijnen: tuple[Lijnstuk, ...]) -> Knoopstuk:
    komen = tuple(s for stuk in lijnen for s in stuk.stappen if s.stap.knooppunt_id == knooppunt.pk)
    van = {s.lijn.pk for s in komen}
    return Knoopstuk(knooppunt, nummer, tuple(stuk for stuk in lijnen if stuk.lijn.pk in van), komen)


# One step


@dataclass(frozen=True)
class Stappagina:
    stuk: Stapstuk
    lijn: Lijnstuk
    knooppunt: Knoopstuk | None
    vorige: Stapstuk | None
    volgende: Stapstuk | None
    kennis: list[Kennisstuk]
    # Organisations for which this reader may tick it, with what they ticked.
    eigen: list[tuple[Organisatie, GezetteStap | None]]


def lees_stap(stap: Stap, user) -> Stappagina:
    """Seven queries at most."""
    roadmap = lees_roadmap()
    stuk = roadmap.per_stap[stap.pk]
    lijn = roadmap.per_partij[stuk.lijn.partij]
    plaats = lijn.stappen.index(stuk)
    return Stappagina(
        stuk=stuk,
        lijn=lijn,
        knooppunt=roadmap.per_knooppunt.get(stap.knooppunt_id),
        vorige=lijn.stappen[plaats - 1] if plaats else None,
        volgende=lijn.stappen[plaats + 1] if plaats + 1 < len(lijn.stappen) else None,
        kennis=list(Kennisstuk.objects.for_user(user).filter(stappen=stap).defer("tekst", "zoek")),
        eigen=_eigen(stap, lijn.lijn.partij, user),
    )


def _eigen(stap: Stap, partij: str, user) -> list[tuple[Organisatie, GezetteStap | None]]:
    organisaties = list(eigen_organisaties(user, partij))
    if not organisaties:
        return []
    gezet = {g.organisatie_id: g for g in GezetteStap.objects.te_wijzigen(user).filter(stap=stap)}
    return [(o, gezet.get(o.pk)) for o in organisaties]


def eigen_organisaties(user, partij: str = ""):
    """Organisations with a line for which `user` may tick steps; with `partij` only those of that kind."""
    soorten = [partij] if partij else [p.value for p in PARTIJEN]
    return Organisatie.objects.filter(pk__in=organisaties_met(user, Permission.STAP_ZETTEN), soort__in=soorten)


# How far an organisation is


@dataclass(frozen=True)
class Organisatiestand:
    """How far one organisation is on its line. `volgende` is None when it has reached all its knooppunten."""

    organisatie: Organisatie
    lijn: Lijnstuk
    gezet: dict[int, GezetteStap]
    volgende: Knoopstuk | None

    @property
    def stappen(self) -> list[tuple[Stapstuk, GezetteStap | None]]:
        return [(s, self.gezet.get(s.stap.pk)) for s in self.lijn.stappen]

    @property
    def aantal(self) -> int:
        return sum(s.stap.pk in self.gezet for s in self.lijn.stappen)

    @property
    def rekenvoorbeeld(self) -> bool:
        return any(g.rekenvoorbeeld for g in self.gezet.values())

    @property
    def volgende_stap(self) -> Stapstuk | None:
        return next((s for s in self.lijn.stappen if s.stap.pk not in self.gezet), None)


def _organisatiestand(roadmap: Roadmap, organisatie: Organisatie, gezet: dict[int, GezetteStap]) -> Organisatiestand:
    partij = organisatie.soort
    eigen = [p for p in roadmap.plekken if p.lijn == partij]
    stand = volgende(standen(eigen, roadmap.knoopplekken, {partij: [frozenset(gezet)]}))
    return Organisatiestand(
        organisatie, roadmap.per_partij[partij], gezet, roadmap.per_knooppunt[stand.sleutel] if stand else None
    )


def _standen(roadmap: Roadmap, organisaties: Iterable[Organisatie], user) -> list[Organisatiestand]:
    """Of those whose kind has a line; one query."""
    met_lijn = [o for o in organisaties if o.soort in roadmap.per_partij]
    gezet: dict[int, dict[int, GezetteStap]] = defaultdict(dict)
    for g in GezetteStap.objects.for_user(user).filter(organisatie__in=[o.pk for o in met_lijn]):
        gezet[g.organisatie_id][g.stap_id] = g
    return [_organisatiestand(roadmap, o, gezet[o.pk]) for o in met_lijn]


def volgende_knooppunten(organisaties: Iterable[Organisatie], user) -> dict[int, Organisatiestand]:
    """By id of the organisation how far it is; those without a line are left out. Four queries, none for nobody."""
    organisaties = list(organisaties)
    if not organisaties or not (user.is_authenticated and user.functie):
        return {}
    return {s.organisatie.pk: s for s in _standen(lees_roadmap(), organisaties, user)}


def volgende_knooppunt(organisatie: Organisatie, user) -> Organisatiestand | None:
    """How far one organisation is; None when its kind has no line. Four queries."""
    return volgende_knooppunten([organisatie], user).get(organisatie.pk)


# How far a gemeente is


@dataclass(frozen=True)
class Partijstand:
    """Of one line the organisations that work in the gemeente, the furthest first."""

    lijn: Lijnstuk
    organisaties: tuple[Organisatiestand, ...]


@dataclass(frozen=True)
class Knooppuntstand:
    knoop: Knoopstuk
    er: tuple[Lijnstuk, ...]
    mist: tuple[Lijnstuk, ...]


@dataclass(frozen=True)
class Gemeentestand:
    """Who is where. `volgende` is None when every knooppunt is reached, or there is no roadmap yet."""

    gebied: Gebied
    knooppunten: tuple[Knooppuntstand, ...]
    volgende: Knooppuntstand | None
    rekenvoorbeeld: bool
    # Only for the page: in short (`stand_in_het_kort`) it is empty.
    partijen: tuple[Partijstand, ...] = ()

    @property
    def bereikt(self) -> int:
        return sum(not k.mist for k in self.knooppunten)


def actief_in(code: str):
    """Organisations (queryset) with a line of the roadmap that work in the gemeente: in it, in its regio or provincie,
    or in the whole country."""
    gemeente = Gemeente.objects.filter(code=code)
    in_gebied = (
        Q(werkgebieden__code__in=[code, LAND.code])
        | Q(werkgebieden__code__in=gemeente.values("provincie_id"))
        | Q(werkgebieden__code__in=gemeente.values("woondealregio_id"))
    )
    return Organisatie.objects.filter(in_gebied, soort__in=[p.value for p in PARTIJEN]).distinct()


def stand_van(gebied: Gebied, user) -> Gemeentestand:
    """How far the parties in a gemeente are, with each organisation; five queries."""
    roadmap = lees_roadmap()
    per_partij: dict[str, list[Organisatiestand]] = defaultdict(list)
    for stand in _standen(roadmap, actief_in(gebied.code).order_by("naam"), user):
        per_partij[stand.organisatie.soort].append(stand)
    stand = _gemeentestand(
        roadmap,
        gebied,
        {partij: [frozenset(s.gezet) for s in rij] for partij, rij in per_partij.items()},
        rekenvoorbeeld=any(s.rekenvoorbeeld for rij in per_partij.values() for s in rij),
    )
    partijen = (
        Partijstand(stuk, tuple(sorted(per_partij[stuk.lijn.partij], key=lambda s: -s.aantal)))
        for stuk in roadmap.lijnen
    )
    return replace(stand, partijen=tuple(partijen))


def stand_in_het_kort(gebied: Gebied, user) -> Gemeentestand:
    """The same without the organisations, for a desk that has more to show; three queries, two without a roadmap."""
    roadmap = lees_roadmap(ook_leeg=False)
    gezet: dict[tuple[str, int], set[int]] = defaultdict(set)
    rekenvoorbeeld = False
    if roadmap.lijnen:
        rijen = GezetteStap.objects.for_user(user).filter(organisatie__in=actief_in(gebied.code))
        for partij, organisatie, stap, voorbeeld in rijen.values_list(
            "organisatie__soort", "organisatie_id", "stap_id", "rekenvoorbeeld"
        ):
            gezet[partij, organisatie].add(stap)
            rekenvoorbeeld = rekenvoorbeeld or voorbeeld
    per_partij: dict[str, list[frozenset[int]]] = defaultdict(list)
    for (partij, _), stappen in gezet.items():
        per_partij[partij].append(frozenset(stappen))
    return _gemeentestand(roadmap, gebied, per_partij, rekenvoorbeeld=rekenvoorbeeld)


def _gemeentestand(
    roadmap: Roadmap, gebied: Gebied, gezet: dict[str, list[frozenset[int]]], *, rekenvoorbeeld: bool
) -> Gemeentestand:
    alle = standen(roadmap.plekken, roadmap.knoopplekken, gezet)
    knooppunten = {
        s.sleutel: Knooppuntstand(
            roadmap.per_knooppunt[s.sleutel],
            tuple(roadmap.per_partij[p] for p in s.er),
            tuple(roadmap.per_partij[p] for p in s.mist),
        )
        for s in alle
    }
    eerste = volgende(alle)
    return Gemeentestand(
        gebied=gebied,
        knooppunten=tuple(knooppunten.values()),
        volgende=knooppunten[eerste.sleutel] if eerste else None,
        rekenvoorbeeld=rekenvoorbeeld,
    )


# What happened


@dataclass(frozen=True)
class Voorval:
    """One line of the history of an organisation: what was done with a step, when and by whom."""

    wanneer: datetime.datetime
    wat: str
    titel: str
    door: str


_WAT = {"insert": "gezet", "update": "gewijzigd", "delete": "teruggenomen"}


def geschiedenis(organisatie: Organisatie, hoogstens: int = 50) -> list[Voorval]:
    """The last changes, newest first; two queries. A step that is gone keeps the name that it had last."""
    events = apps.get_model("kenniskaarten", "GezetteStapEvent").objects.filter(organisatie_id=organisatie.pk)
    velden = ("pgh_created_at", "pgh_label", "stap_id", "pgh_context__metadata")
    rijen = list(events.order_by("-pgh_id").values(*velden)[:hoogstens])
    stappen = apps.get_model("kenniskaarten", "StapEvent").objects.filter(pgh_obj_id__in={r["stap_id"] for r in rijen})
    titels = dict(stappen.order_by("pgh_id").values_list("pgh_obj_id", "titel"))
    return [
        Voorval(
            r["pgh_created_at"],
            _WAT[r["pgh_label"]],
            titels[r["stap_id"]],
            (r["pgh_context__metadata"] or {}).get("door", ""),
        )
        for r in rijen
    ]
