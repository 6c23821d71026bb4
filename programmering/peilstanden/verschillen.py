"""Counting the difference: each side from its own for_user queryset, joined on the plan in sql/peilstand_verschil.sql.

So a reader gets every figure of plans that he may see, and nothing of another: not by adding up either.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F
from django.db.models.functions import Coalesce

from programmering.voortgang.models import PLANSCHAKELS, Bijdrage
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.sql import lees

from .basis import Basis
from .calculations import CATEGORIEEN, Aanwezig, Cel, Deel, Telling, Verschil, verschil_van
from .models import Peilstandplan

GEHEUGEN = 3600  # seconds
# What follows on sql/peilstand_verschil.sql: all plans together, or one by one.
_SAMEN = """
SELECT eenheid, categorie, aanwezig, sum(toen_hard)::int, sum(toen_zacht)::int, sum(toen_gerealiseerd)::int,
       sum(nu_hard)::int, sum(nu_zacht)::int, sum(nu_gerealiseerd)::int,
       sum(least(toen_zacht, nu_hard))::int, sum(least(toen_hard, nu_zacht))::int
FROM per_plan GROUP BY eenheid, categorie, aanwezig
"""
_APART = """
SELECT eenheid, sleutel, aanwezig, toen_hard, toen_zacht, toen_gerealiseerd, nu_hard, nu_zacht, nu_gerealiseerd,
       least(toen_zacht, nu_hard), least(toen_hard, nu_zacht)
FROM per_plan WHERE categorie = %s
"""
DELEN = (*Deel, "naar_hard", "naar_zacht")
"""What one can ask the plans of: the four parts, and what changed certainty beside them."""


@dataclass(frozen=True)
class Planverschil:
    """One plan in one woningtype: its figures then and now, and the part of the difference it makes."""

    eenheid: int  # index in basis.eenheden
    sleutel: int  # of the plan; negative for one without, of its row in the peilstand
    telling: Telling

    @property
    def verschil(self) -> Verschil:
        return verschil_van(self.telling)


def per_eenheid(user, basis: Basis) -> dict[tuple[int, str], Verschil]:
    """(index of the eenheid, categorie) → difference. One query.

    Remembered for an hour: frozen figures never change, and those of now are another when they have another moment.
    """
    sleutel = _geheugensleutel(user, basis)
    onthouden = cache.get(sleutel)
    if onthouden is None:
        onthouden = _voer_uit(user, basis, _SAMEN, [])
        cache.set(sleutel, onthouden, GEHEUGEN)
    uit: dict[tuple[int, str], Verschil] = defaultdict(Verschil)
    for eenheid, categorie, aanwezig, *cellen in onthouden:
        uit[eenheid, categorie] += verschil_van(_telling(aanwezig, *cellen))
    return uit


def per_plan(user, basis: Basis, categorie: str, deel: str = "") -> list[Planverschil]:
    """The plans that make up a part of the difference ('': any of them), largest effect first. One query."""
    rijen = [Planverschil(e, s, _telling(*rest)) for e, s, *rest in _voer_uit(user, basis, _APART, [categorie])]
    rijen = [rij for rij in rijen if _hoort_bij(rij.verschil, deel)]
    return sorted(rijen, key=lambda rij: (-abs(effect(rij.verschil, deel)), rij.eenheid, rij.sleutel))


def effect(verschil: Verschil, deel: str) -> int:
    """What a plan adds to this part; without a part, to the whole difference."""
    return getattr(verschil, deel) if deel else verschil.verschil


def _hoort_bij(verschil: Verschil, deel: str) -> bool:
    return getattr(verschil, deel) != 0 if deel else verschil.iets


def _telling(aanwezig: str, *cellen: int) -> Telling:
    return Telling(Aanwezig(aanwezig), Cel(*cellen[:3]), Cel(*cellen[3:6]), *map(int, cellen[6:]))


def _voer_uit(user, basis: Basis, slot: str, params: list) -> list[tuple]:
    zijden = [_bevroren(user, basis.toen), _bevroren(user, basis.nu) if basis.naar else _nu(user, basis.nu)]
    try:
        (toen, p_toen), (nu, p_nu) = (zijde.query.sql_with_params() for zijde in zijden)
    except EmptyResultSet:
        return []
    # What Django compiled, with its own placeholders, and a tail of ours: nothing of a request is in it.
    opdracht = lees("programmering/peilstand_verschil").format(toen=toen, nu=nu) + slot
    with connection.cursor() as cursor:
        cursor.execute(opdracht, [*p_toen, *_nummers(basis, "toen"), *p_nu, *_nummers(basis, "nu"), *params])
        return cursor.fetchall()


def _nummers(basis: Basis, zijde: str) -> tuple[list[int], list[int]]:
    """Key of each source beside the number of its eenheid."""
    paren = [(pk, i) for i, eenheid in enumerate(basis.eenheden) for pk in getattr(eenheid, zijde)]
    return [pk for pk, _ in paren], [i for _, i in paren]


def _bevroren(user, peilstanden: list[int]):
    rijen = Peilstandplan.objects.for_user(user).filter(
        peilstand__in=peilstanden, cijfers__categorie__in=CATEGORIEEN, cijfers__schakel__in=PLANSCHAKELS
    )
    return rijen.order_by().values(
        bron=F("peilstand_id"),
        # A plan without a key is nobody's else.
        sleutel=Coalesce("plan_id", -F("pk")),
        categorie=F("cijfers__categorie"),
        schakel=F("cijfers__schakel"),
        aantal=F("cijfers__aantal"),
    )


def _nu(user, gemeenten: list[int]):
    rijen = Bijdrage.objects.for_user(user).filter(
        gemeente__in=gemeenten, plan__isnull=False, categorie__in=CATEGORIEEN, schakel__in=PLANSCHAKELS
    )
    return (
        rijen.order_by()
        .annotate(bron=F("gemeente_id"), sleutel=F("plan_id"))
        .values("bron", "sleutel", "categorie", "schakel", "aantal")
    )


def _geheugensleutel(user, basis: Basis) -> str:
    """Differs for whoever sees other tiers, for other peilstanden and for other figures of now."""
    bereik = [
        sorted((soort, sorted(codes)) for soort, codes in bereik_van(user, p).items())
        for p in (Permission.PLAN_ZIEN_PROVINCIE, Permission.PLAN_ZIEN_GEMEENTE)
    ]
    wat = repr((bereik, [(e.toen, e.nu) for e in basis.eenheden], basis.naar, basis.moment))
    return f"peilstand-verschil:{hashlib.sha256(wat.encode()).hexdigest()}"
