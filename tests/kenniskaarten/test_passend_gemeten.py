"""How often what is proposed is right: the figures of docs/metingen.md; `pytest -s` prints them, and the misses."""

import random

import pytest

from kenniskaarten.passend.selectors import label, voorstellen
from kenniskaarten.zoeken.bronnen import BRONNEN
from kenniskaarten.zoeken.selectors import zoek

from .kennis import alle_kennis  # noqa: F401
from .passendset import STEL, TOETS

pytestmark = pytest.mark.django_db
# What can be proposed; the rest is only found.
KANDIDATEN = ("kennisstuk", "voorbeeld", "vraag")


def raak(namen, waar, goed) -> bool:
    return any(goed & namen[w] for w in waar)


def alleen_tekst(user, situatie) -> list[tuple[str, int]]:
    """The search with everything that is known put into words."""
    woorden = [label(*kenmerk.split(":")) for kenmerk in situatie.kenmerken]
    treffers = zoek(user, f"{' '.join(woorden)} {situatie.tekst}", 24).treffers
    return [(t.bron, t.sleutel) for t in treffers if t.bron in KANDIDATEN][:3]


def test_gemeten_wat_wordt_voorgesteld(cast, alle_kennis):  # noqa: F811
    user, loting = cast.kernteam, random.Random(7)
    lot = [waar for waar in alle_kennis if waar[0] in KANDIDATEN]
    assert set(KANDIDATEN) <= set(BRONNEN)
    totaal = 0
    for naam, paren in (("stel", STEL), ("toets", TOETS)):
        gekozen = [([v.waar for v in voorstellen(user, s)[:3]], goed) for s, goed in paren]
        goed_gekozen = sum(raak(alle_kennis, waar, goed) for waar, goed in gekozen)
        tekst = sum(raak(alle_kennis, alleen_tekst(user, s), goed) for s, goed in paren)
        loot = sum(raak(alle_kennis, loting.sample(lot, 3), goed) for _ in range(200) for _, goed in paren) / 200
        print(f"{naam}: {goed_gekozen} van {len(paren)}; alleen tekst {tekst}, lot {loot:.1f}")
        for (situatie, goed), (waar, _) in zip(paren, gekozen, strict=True):
            if not raak(alle_kennis, waar, goed):
                print(f"  gemist: {situatie.kenmerken} {situatie.tekst[:40]!r}, wel {[alle_kennis[w] for w in waar]}")
        assert goed_gekozen >= 10
        assert goed_gekozen > tekst > loot
        totaal += goed_gekozen
    assert totaal >= 20
