"""The figures before and after: the same for the land, in every cell, and at every level the sum of what lies below."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Sum

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.models import Opgave
from programmering.voortgang.models import Schakel, Voortgang
from woonzorg.gebieden.soorten import LAND, Gebied, Gebiedssoort

# jaar, categorie, schakel, bouwvorm, tier -> homes
Cellen = dict[tuple, tuple[int, int]]
CEL = ("jaar", "categorie", "schakel", "bouwvorm", "tier")
PAD = {
    Gebiedssoort.LAND: None,
    Gebiedssoort.PROVINCIE: "gemeente__provincie_id",
    Gebiedssoort.WOONDEALREGIO: "gemeente__woondealregio_id",
    Gebiedssoort.GEMEENTE: "gemeente__code",
}


@dataclass(frozen=True)
class Stand:
    """All figures of the active run, and the opgave that holds; `per_gebied` by code of the gebied."""

    per_soort: dict[str, Cellen]
    per_gebied: dict[str, Cellen]
    # periode -> code of the gebied -> woningtype -> homes
    opgaven: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)


def lees_stand() -> Stand:
    """A handful of queries, and in memory the figures of the whole country."""
    per_soort: dict = defaultdict(lambda: defaultdict(lambda: (0, 0)))
    per_gebied: dict = defaultdict(dict)
    rijen = Voortgang.objects.actief().order_by()
    for soort, code, aantal, corporatie, *cel in rijen.values_list(
        "soort", "code", "aantal", "waarvan_corporatie", *CEL
    ):
        per_gebied[code][tuple(cel)] = (aantal, corporatie)
        n, c = per_soort[soort][tuple(cel)]
        per_soort[soort][tuple(cel)] = (n + aantal, c + corporatie)
    return Stand({soort: _zonder_nul(cellen) for soort, cellen in per_soort.items()}, dict(per_gebied), _lees_opgaven())


def _zonder_nul(cellen: dict) -> Cellen:
    return {cel: n for cel, n in cellen.items() if n != (0, 0)}


def _lees_opgaven() -> dict[str, dict[str, dict[str, int]]]:
    opgaven: dict = defaultdict(dict)
    for pad in PAD.values():
        rijen = Opgave.objects.geldend().order_by().values("periode__slug", *([pad] if pad else []))
        for rij in rijen.annotate(**{f"som_{w}": Sum(w) for w in WONINGTYPEN}):
            code = rij[pad] if pad else LAND.code
            opgaven[rij["periode__slug"]][code] = {w: rij[f"som_{w}"] for w in WONINGTYPEN}
    return dict(opgaven)


def verschillen(voor: Stand, na: Stand) -> list[str]:
    """What may not differ and does, in words; empty when all is well."""
    fout = []
    leeg: Cellen = {}
    if voor.per_soort.get(Gebiedssoort.LAND, leeg) != na.per_soort.get(Gebiedssoort.LAND, leeg):
        fout.append("De landelijke cijfers zouden veranderen.")
    for periode, per_code in voor.opgaven.items():
        if per_code.get(LAND.code) != na.opgaven.get(periode, {}).get(LAND.code):
            fout.append(f"De opgave {periode} van het land zou veranderen.")
    som = na.per_soort.get(Gebiedssoort.GEMEENTE, leeg)
    for soort in (Gebiedssoort.PROVINCIE, Gebiedssoort.WOONDEALREGIO, Gebiedssoort.LAND):
        if na.per_soort.get(soort, leeg) != som:
            fout.append(f"De som van de gemeenten zou niet gelijk zijn aan die per {Gebiedssoort(soort).label}.")
    return fout


def naast_elkaar(gebieden: list[Gebied], voor: Stand, na: Stand) -> list[dict]:
    """Per gebied a row per woningtype with [before, after] of the opgave and of each schakel; all years together."""
    return [
        {
            "soort": gebied.soort,
            "code": gebied.code,
            "naam": gebied.naam,
            "regels": [_regel(gebied.code, w, voor, na) for w in WONINGTYPEN],
        }
        for gebied in gebieden
    ]


def _regel(code: str, woningtype: str, voor: Stand, na: Stand) -> dict:
    perioden = sorted(voor.opgaven.keys() | na.opgaven.keys())
    paren = [
        (f"opgave {p}", *(s.opgaven.get(p, {}).get(code, {}).get(woningtype) for s in (voor, na))) for p in perioden
    ]
    for schakel in Schakel:
        paren.append((schakel.label, *(_som(s.per_gebied.get(code, {}), woningtype, schakel) for s in (voor, na))))
    return {"woningtype": woningtype, "cijfers": [{"wat": wat, "voor": a, "na": b} for wat, a, b in paren]}


def _som(cellen: Cellen, woningtype: str, schakel: str) -> int:
    return sum(n for (_, categorie, s, *_rest), (n, _c) in cellen.items() if (categorie, s) == (woningtype, schakel))
