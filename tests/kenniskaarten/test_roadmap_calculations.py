"""Who is at a knooppunt and which is next: pure, against a plain reading of the rule."""

from hypothesis import given
from hypothesis import strategies as st

from kenniskaarten.roadmap.calculations import Knoopplek, Stapplek, nodig, standen, volgende

LIJNEN = ("a", "b", "c")


@st.composite
def werelden(draw):
    knopen = [Knoopplek(i, draw(st.integers(0, 12))) for i in range(draw(st.integers(0, 4)))]
    sleutels = st.sampled_from([None, *(k.sleutel for k in knopen)])
    stappen = [
        Stapplek(i, draw(st.sampled_from(LIJNEN)), draw(st.integers(0, 12)), draw(sleutels))
        for i in range(draw(st.integers(0, 12)))
    ]
    alle = st.frozensets(st.sampled_from([s.sleutel for s in stappen]) if stappen else st.nothing())
    gezet = {lijn: draw(st.lists(alle, max_size=3)) for lijn in LIJNEN}
    return stappen, knopen, gezet


@given(werelden())
def test_regel(wereld):
    stappen, knopen, gezet = wereld
    uit = {s.sleutel: s for s in standen(stappen, knopen, gezet)}
    for knoop in knopen:
        komen = {s.lijn for s in stappen if s.knooppunt == knoop.sleutel}
        assert (knoop.sleutel in uit) == bool(komen)
        for lijn in komen:
            er = any(
                all(
                    s.sleutel in stand
                    for s in stappen
                    if s.lijn == lijn and (s.kolom <= knoop.kolom or s.knooppunt == knoop.sleutel)
                )
                for stand in gezet[lijn]
            )
            assert (lijn in uit[knoop.sleutel].er) == er
            assert (lijn in uit[knoop.sleutel].mist) == (not er)


@given(werelden())
def test_volgende_is_de_eerste_van_links_waar_iemand_ontbreekt(wereld):
    stappen, knopen, gezet = wereld
    alle = standen(stappen, knopen, gezet)
    eerste = volgende(alle)
    kolom = {k.sleutel: k.kolom for k in knopen}
    if eerste is None:
        assert all(not s.mist for s in alle)
    else:
        assert all(not s.mist for s in alle if kolom[s.sleutel] < kolom[eerste.sleutel])
        assert eerste.mist


def test_meer_zetten_brengt_nooit_verder_terug():
    stappen = [Stapplek(1, "a", 1), Stapplek(2, "a", 3, 7), Stapplek(3, "b", 2, 7)]
    knoop = [Knoopplek(7, 5)]
    assert nodig(stappen, knoop[0]) == {"a": frozenset({1, 2}), "b": frozenset({3})}
    assert standen(stappen, knoop, {"a": [frozenset({2})], "b": [frozenset({3})]})[0].mist == ("a",)
    assert standen(stappen, knoop, {"a": [frozenset({1, 2})], "b": [frozenset({3})]})[0].bereikt
