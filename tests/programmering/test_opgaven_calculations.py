import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmering.opgaven.calculations import verdeel, verdeel_opgave

GEWICHTEN = st.dictionaries(st.text(max_size=4), st.integers(0, 10**7), min_size=1, max_size=40)
MET_GEWICHT = GEWICHTEN.filter(lambda gewichten: any(gewichten.values()))


@given(st.integers(0, 10**6), MET_GEWICHT)
def test_totaal_is_exact(totaal, gewichten):
    deel = verdeel(totaal, gewichten)
    assert sum(deel.values()) == totaal
    assert deel.keys() == gewichten.keys()


@given(st.integers(0, 10**6), MET_GEWICHT)
def test_meer_gewicht_krijgt_nooit_minder(totaal, gewichten):
    deel = verdeel(totaal, gewichten)
    volgorde = sorted(gewichten, key=lambda sleutel: (gewichten[sleutel], deel[sleutel]))
    assert [deel[sleutel] for sleutel in volgorde] == sorted(deel.values())


@given(st.integers(0, 10**6), MET_GEWICHT)
def test_ieder_krijgt_zijn_deel_op_minder_dan_een_na(totaal, gewichten):
    som = sum(gewichten.values())
    for sleutel, aantal in verdeel(totaal, gewichten).items():
        assert abs(aantal * som - totaal * gewichten[sleutel]) < som
        if not gewichten[sleutel]:
            assert aantal == 0


@given(st.integers(0, 10**6), MET_GEWICHT)
def test_volgorde_van_invoer_maakt_niets_uit(totaal, gewichten):
    assert verdeel(totaal, gewichten) == verdeel(totaal, dict(reversed(gewichten.items())))


def test_gelijke_resten_gaan_naar_de_eerste_sleutel():
    assert verdeel(4, {"c": 1, "a": 1, "b": 1}) == {"a": 2, "b": 1, "c": 1}


def test_niets_te_verdelen():
    assert verdeel(0, {"a": 0}) == {"a": 0}
    assert verdeel(0, {}) == {}


@pytest.mark.parametrize(("totaal", "gewichten"), [(-1, {"a": 1}), (1, {"a": -1}), (1, {"a": 0}), (1, {})])
def test_onmogelijke_verdeling(totaal, gewichten):
    with pytest.raises(ValueError, match="gewicht"):
        verdeel(totaal, gewichten)


@given(MET_GEWICHT)
def test_opgave_per_woningtype_exact(gewichten):
    landelijk = {"nultreden": 170_000, "geclusterd": 80_000, "zorggeschikt": 40_000}
    deel = verdeel_opgave(landelijk, gewichten)
    assert {type_: sum(rij[type_] for rij in deel.values()) for type_ in landelijk} == landelijk


def test_woningtype_zonder_landelijk_cijfer_blijft_weg():
    assert verdeel_opgave({"nultreden": 3, "geclusterd": None}, {"a": 2, "b": 1}) == {
        "a": {"nultreden": 2},
        "b": {"nultreden": 1},
    }
