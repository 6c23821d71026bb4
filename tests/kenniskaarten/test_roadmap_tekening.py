"""Whatever rows the kernteam enters: labels stay apart, steps stand on their line, lines meet where they should."""

import itertools
import math
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kenniskaarten.roadmap.tekening import (
    BREED_STAAND,
    Halte,
    Lijndeel,
    Ontmoeting,
    Tekening,
    liggend,
    staand,
    tekstbreedte,
    verdeel,
)

LIJNEN = tuple(Lijndeel(naam.lower(), naam, naam[0]) for naam in ("Gemeente", "Woningcorporatie", "Investeerder",
               "Ontwikkelaar", "Zorgorganisatie", "Kantoor"))  # fmt: skip
TEKST = st.text(string.ascii_letters + " éMW-", min_size=1, max_size=160)


@st.composite
def rijen(draw):
    """From an empty map to one that is fuller than any, with knooppunten where all lines meet."""
    lijnen = LIJNEN[: draw(st.sampled_from([0, 1, 3, 6, 6, 6]))]
    hoeveel = draw(st.sampled_from([0, 1, 4, 7]))
    knopen = [Ontmoeting(i, draw(st.integers(0, 40)), draw(TEKST)) for i in range(hoeveel)]
    sleutels = st.sampled_from([None, *(k.sleutel for k in knopen)])
    stap = st.tuples(st.integers(0, len(lijnen) - 1), st.integers(0, 40), TEKST, sleutels)
    veel = draw(st.sampled_from([0, 6, 25]))
    haltes = draw(st.lists(stap, min_size=veel, max_size=veel + 15)) if lijnen else []
    return lijnen, [Halte(n, lijnen[i].sleutel, *rest) for n, (i, *rest) in enumerate(haltes)], knopen


def op_recht_stuk(punten, x: float, y: float, ruimte: float) -> bool:
    """On one of the straight parts between these corners, and at least `ruimte` from both."""
    for (x0, y0), (x1, y1) in itertools.pairwise(punten):
        lengte = math.dist((x0, y0), (x1, y1))
        langs = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / lengte if lengte else 0
        dwars = abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / lengte if lengte else 1
        if dwars < 0.01 and ruimte <= langs <= lengte - ruimte:
            return True
    return False


def door(punten, vak) -> bool:
    """Whether the path through these corners comes anywhere inside the box."""
    for (x0, y0), (x1, y1) in itertools.pairwise(punten):
        stappen = max(2, math.ceil(math.dist((x0, y0), (x1, y1)) / 2))
        for i in range(stappen + 1):
            x, y = x0 + (x1 - x0) * i / stappen, y0 + (y1 - y0) * i / stappen
            if vak.x0 < x < vak.x1 and vak.y0 < y < vak.y1:
                return True
    return False


def afstand(punten, x: float, y: float) -> float:
    """From this point to the path through these corners."""
    uit = math.inf
    for (x0, y0), (x1, y1) in itertools.pairwise(punten):
        lengte = math.dist((x0, y0), (x1, y1))
        langs = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / lengte**2 if lengte else 0
        deel = min(1, max(0, langs))
        uit = min(uit, math.dist((x, y), (x0 + deel * (x1 - x0), y0 + deel * (y1 - y0))))
    return uit


def onderweg(punten, midden: float) -> list[tuple[float, float]]:
    """Points along the way of a line to the knooppunt at x = `midden` and back to its own height."""
    uit = []
    for i in range(len(punten) - 3):
        # A line that goes straight on through this one is between two others here, at its own height.
        if punten[i + 1][0] < midden < punten[i + 2][0] and punten[i + 1][1] != punten[0][1]:
            for (x0, y0), (x1, y1) in itertools.pairwise(punten[i : i + 4]):
                uit += [(x0 + (x1 - x0) * n / 6, y0 + (y1 - y0) * n / 6) for n in range(7)]
    return uit


def klopt(tekening: Tekening, invoer, *, om_de_hoek: float) -> None:
    lijnen, haltes, knopen = invoer
    vakken = [e.vak for e in tekening.etiketten]
    for i, vak in enumerate(vakken):
        assert not [ander for ander in vakken[i + 1 :] if vak.raakt(ander)]
        assert vak.x0 >= 0 and vak.y0 >= 0 and vak.x1 <= tekening.breed and vak.y1 <= tekening.hoog
    banen = {b.lijn.sleutel: b for b in tekening.banen}
    assert sorted(banen) == sorted(lijn.sleutel for lijn in lijnen)
    assert sorted(s.halte.sleutel for s in tekening.stations) == sorted(h.sleutel for h in haltes)
    for s in tekening.stations:
        assert op_recht_stuk(banen[s.halte.lijn].punten, s.x, s.y, om_de_hoek)
        # No other line runs over it.
        for sleutel, baan in banen.items():
            rond = type(s.etiket.vak)(s.x - 4, s.y - 4, s.x + 4, s.y + 4)
            assert sleutel == s.halte.lijn or not door(baan.punten, rond)
    assert [c.knooppunt.sleutel for c in tekening.capsules] == [
        k.sleutel for k in sorted(knopen, key=lambda k: (k.kolom, k.sleutel))
    ]
    for c in tekening.capsules:
        komen = {h.lijn for h in haltes if h.knooppunt == c.knooppunt.sleutel}
        assert set(c.lijnen) == komen
        assert (c.vak is None) == (not komen)
        for sleutel, baan in banen.items():
            assert c.vak is None or door(baan.punten, c.vak) == (sleutel in komen)


@settings(max_examples=80, deadline=None)
@given(rijen())
def test_liggend(invoer):
    tekening = liggend(*invoer)
    klopt(tekening, invoer, om_de_hoek=14)
    # Labels are not run over by a line, theirs nor another.
    for etiket in tekening.etiketten:
        assert not [b for b in tekening.banen if door(b.punten, etiket.vak)]
    # Lines that come to the same knooppunt lie beside each other all the way, and never over each other.
    banen = {b.lijn.sleutel: b.punten for b in tekening.banen}
    for c in tekening.capsules:
        for boven, onder in itertools.pairwise(c.lijnen):
            wegen = onderweg(banen[boven], c.teken[0])
            assert all(afstand(banen[onder], x, y) > 9 for x, y in wegen)
    # A capsule keeps off labels and off other capsules.
    capsules = [c.vak for c in tekening.capsules if c.vak]
    assert not [1 for vak in capsules for e in tekening.etiketten if vak.raakt(e.vak)]
    assert not [1 for i, vak in enumerate(capsules) for ander in capsules[i + 1 :] if vak.raakt(ander)]


@settings(max_examples=80, deadline=None)
@given(rijen())
def test_staand(invoer):
    tekening = staand(*invoer)
    klopt(tekening, invoer, om_de_hoek=4)
    assert tekening.breed == BREED_STAAND
    for etiket in (*(s.etiket for s in tekening.stations), *(c.etiket for c in tekening.capsules)):
        assert not [b for b in tekening.banen if door(b.punten, etiket.vak)]


@settings(max_examples=40, deadline=None)
@given(rijen())
def test_van_links_naar_rechts_blijft_zoals_ingevoerd(invoer):
    tekening = liggend(*invoer)
    plaats = {s.halte.sleutel: (s.halte.kolom, s.x) for s in tekening.stations}
    for kolom, x in plaats.values():
        assert all(x < ander for k, ander in plaats.values() if k > kolom)
    for c in tekening.capsules:
        midden = c.etiket.vak.midden[0]
        assert all((x < midden) == (kolom <= c.knooppunt.kolom) for kolom, x in plaats.values())


@given(TEKST, st.floats(40, 300))
def test_een_regel_is_niet_breder_dan_gevraagd(tekst, breed):
    regels = verdeel(tekst, breed, 14)
    assert all(tekstbreedte(r, 14) <= breed + 0.01 for r in regels)
    # Nothing is lost but the place where it was cut.
    assert "".join(regels).replace("-", "").replace(" ", "") == tekst.replace("-", "").replace(" ", "")


def test_codes_tellen_per_lijn_van_links_naar_rechts():
    haltes = [Halte(1, "gemeente", 9, "Later"), Halte(2, "gemeente", 2, "Eerst"), Halte(3, "investeerder", 5, "Ook")]
    tekening = liggend(LIJNEN, haltes, [])
    assert [(s.code, s.halte.titel) for s in tekening.stations] == [("G1", "Eerst"), ("G2", "Later"), ("I1", "Ook")]


def test_lijnen_die_elkaar_ontmoeten_liggen_daar_naast_elkaar():
    haltes = [Halte(1, "gemeente", 1, "a", 7), Halte(2, "investeerder", 1, "b", 7), Halte(3, "kantoor", 1, "c", 7)]
    (capsule,) = liggend(LIJNEN, haltes, [Ontmoeting(7, 2, "Samen")]).capsules
    assert capsule.lijnen == ("gemeente", "investeerder", "kantoor")
    assert capsule.vak.hoog == pytest.approx(2 * 14 + 2 * 12)


def test_knooppunt_zonder_stappen_heeft_alleen_een_naam():
    (capsule,) = liggend(LIJNEN, [], [Ontmoeting(1, 3, "Nog leeg")]).capsules
    assert capsule.vak is None
    assert [r.tekst for r in capsule.etiket.regels] == ["Nog leeg"]
