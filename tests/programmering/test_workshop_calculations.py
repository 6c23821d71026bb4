"""The result of a workshop, without a database."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from programmering.workshops.calculations import (
    WONINGTYPEN,
    Bod,
    Gemiddelde,
    Plek,
    Stem,
    Weging,
    een_decimaal,
    maak_uitslag,
    wortels,
)


def uitslag(plekken, boden=(), wegingen=(), stemmen=(), hoogstens=3):
    return maak_uitslag(plekken, boden, wegingen, stemmen, hoogstens)


def op_nummer(u, nummer):
    return next(p for p in u.plekken if p.plek.nummer == nummer)


def test_boden_tellen_per_woningtype_en_nooit_bij_elkaar():
    u = uitslag(
        [Plek(1, 1)],
        [Bod(1, 7, 1, "geclusterd", 20), Bod(2, 8, 1, "geclusterd", 4), Bod(3, 8, None, "nultreden", 9)],
    )
    assert op_nummer(u, 1).geboden == {"nultreden": 0, "geclusterd": 24, "zorggeschikt": 0}
    assert u.geboden == {"nultreden": 9, "geclusterd": 24, "zorggeschikt": 0}


def test_wat_verborgen_is_telt_nergens_en_ook_niet_wat_eraan_hangt():
    u = uitslag(
        [Plek(1, 1, verborgen=True), Plek(2, 2)],
        [Bod(1, 7, 1, "geclusterd", 20), Bod(2, 7, 2, "geclusterd", 5, verborgen=True)],
        [Weging(1, 7, 1, 1, 5), Weging(2, 7, 2, 1, 5, verborgen=True)],
        [Stem(1, 7, 1), Stem(2, 7, 2, verborgen=True)],
    )
    assert [p.plek.nummer for p in u.plekken] == [2]
    assert u.geboden["geclusterd"] == 0
    assert op_nummer(u, 2).scores == {}
    assert op_nummer(u, 2).gemiddelde is None
    assert u.stemmen_van.get(7, []) == []


def test_een_samengevoegde_plek_spreekt_door_de_plek_die_bleef():
    u = uitslag(
        [Plek(1, 1), Plek(2, 2, in_plek=1), Plek(3, 3, in_plek=2)],
        [Bod(1, 7, 3, "nultreden", 10), Bod(2, 8, 1, "nultreden", 2)],
        [Weging(1, 7, 1, 1, 2), Weging(2, 7, 3, 1, 5), Weging(3, 8, 2, 1, 4)],
        [Stem(1, 7, 1), Stem(2, 7, 3), Stem(3, 8, 2)],
    )
    (een,) = u.plekken
    assert een.nummers == (2, 3)
    assert een.geboden["nultreden"] == 12
    # Participant 7 weighed both: what was given to the place that stayed counts, and once.
    assert een.scores[1] == Gemiddelde(Fraction(3), 2)
    assert een.wegers == 2
    assert een.stemmen == 2
    assert u.stemmen_van == {7: [1], 8: [1]}


def test_in_een_verborgen_plek_samengevoegd_is_ook_verborgen():
    assert wortels([Plek(1, 1, verborgen=True), Plek(2, 2, in_plek=1)]) == {1: None, 2: None}


def test_meer_stemmen_dan_mag_tellen_niet():
    """After a merge is undone someone may have given one too many: the first ones count."""
    u = uitslag([Plek(i, i) for i in range(1, 6)], stemmen=[Stem(i, 7, i) for i in range(1, 6)], hoogstens=3)
    assert u.stemmen_van == {7: [1, 2, 3]}
    assert [p.stemmen for p in u.plekken] == [1, 1, 1, 0, 0]


def test_volgorde_stemmen_dan_gemiddelde_dan_nummer():
    u = uitslag(
        [Plek(1, 1), Plek(2, 2), Plek(3, 3), Plek(4, 4)],
        wegingen=[Weging(1, 7, 3, 1, 4), Weging(2, 7, 2, 1, 5)],
        stemmen=[Stem(1, 7, 4)],
    )
    assert [p.plek.nummer for p in u.volgorde] == [4, 2, 3, 1]


def test_capaciteit_is_van_de_plek_zelf_of_anders_van_de_boden():
    u = uitslag(
        [Plek(1, 1, (0, 30, 0)), Plek(2, 2)],
        [Bod(1, 7, 1, "nultreden", 5), Bod(2, 7, 2, "nultreden", 5)],
    )
    assert op_nummer(u, 1).capaciteit == {"nultreden": 0, "geclusterd": 30, "zorggeschikt": 0}
    assert op_nummer(u, 2).capaciteit == {"nultreden": 5, "geclusterd": 0, "zorggeschikt": 0}


def test_afronden_is_half_omhoog():
    assert Gemiddelde(Fraction(5, 2), 2).score == 3
    assert Gemiddelde(Fraction(9, 4), 4).afgerond == 2.3
    assert een_decimaal(Fraction(10, 3)) == 3.3


def test_het_gemiddelde_weegt_elk_criterium_even_zwaar():
    wegingen = [Weging(1, 7, 1, 1, 5), Weging(2, 8, 1, 1, 5), Weging(3, 7, 1, 2, 1)]
    assert op_nummer(uitslag([Plek(1, 1)], wegingen=wegingen), 1).gemiddelde == 3


@st.composite
def werkelijkheid(draw):
    n = draw(st.integers(1, 6))
    plekken = [
        # Only into an earlier one, as the acts make it: no circles.
        Plek(i, i, verborgen=draw(st.booleans()), in_plek=draw(st.sampled_from([None, *range(1, i)])))
        for i in range(1, n + 1)
    ]
    plek, mens = st.integers(1, n), st.integers(1, 4)
    boden = draw(st.lists(st.tuples(mens, st.none() | plek, st.sampled_from(WONINGTYPEN), st.integers(1, 99))))
    stemmen = draw(st.lists(st.tuples(mens, plek), unique=True))
    wegingen = draw(st.lists(st.tuples(mens, plek, st.integers(1, 3), st.integers(1, 5))))
    return (
        plekken,
        [Bod(i, *rest) for i, rest in enumerate(boden)],
        [Weging(i, *rest) for i, rest in enumerate(wegingen)],
        [Stem(i, *rest) for i, rest in enumerate(stemmen)],
    )


@given(werkelijkheid())
def test_sommen_kloppen_altijd(alles):
    u = uitslag(*alles)
    for w in WONINGTYPEN:
        zonder_plek = sum(b.aantal for b in u.boden if b.plek is None and b.woningtype == w)
        assert u.geboden[w] == zonder_plek + sum(p.geboden[w] for p in u.plekken)
    assert sum(p.stemmen for p in u.plekken) == sum(len(s) for s in u.stemmen_van.values())
    assert all(len(s) <= 3 and len(s) == len(set(s)) for s in u.stemmen_van.values())
    assert all(1 <= g.waarde <= 5 for p in u.plekken for g in p.scores.values())
    nummers = [n for p in u.plekken for n in (p.plek.nummer, *p.nummers)]
    assert len(nummers) == len(set(nummers))
