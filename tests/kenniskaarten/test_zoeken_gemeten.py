"""How well the search finds what is right: the figures of docs/metingen.md; `pytest -s` prints them, and the misses."""

import pytest

from kenniskaarten.zoeken.selectors import zoek

from .kennis import alle_kennis  # noqa: F401
from .zoekset import STEL, TOETS

pytestmark = pytest.mark.django_db


def test_gemeten_wat_wordt_gevonden(cast, alle_kennis):  # noqa: F811
    totaal = 0
    for naam, paren, minstens in (("stel", STEL, 18), ("toets", TOETS, 17)):
        raak, eerste = 0, 0
        for tekst, goed in paren:
            gevonden = [alle_kennis[t.bron, t.sleutel] for t in zoek(cast.kernteam, tekst).treffers[:3]]
            raak += any(goed & namen for namen in gevonden)
            eerste += bool(gevonden) and bool(goed & gevonden[0])
            if not any(goed & namen for namen in gevonden):
                print(f"  gemist: {tekst!r}, wel {gevonden}")
        print(f"{naam}: {eerste} van {len(paren)} bovenaan, {raak} bij de eerste drie")
        assert raak >= minstens
        totaal += raak
    # The bar that was set beforehand.
    assert totaal >= 36
