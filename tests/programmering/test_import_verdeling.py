"""Years and categories: whatever the numbers, every sum holds exactly."""

from hypothesis import given
from hypothesis import strategies as st

from programmering.imports.verdeling import in_woorden, spreid, tel_op, verdeel


def test_rest_gaat_naar_de_eerste_jaren():
    assert spreid(7, 2020, 2024) == {"2020": 2, "2021": 2, "2022": 1, "2023": 1, "2024": 1}


def test_minder_woningen_dan_jaren():
    assert spreid(2, 2030, 2050) == {"2030": 1, "2031": 1}


def test_een_jaar():
    assert spreid(5, 2019, 2019) == {"2019": 5}
    assert spreid(0, 2019, 2024) == {}


@given(st.integers(0, 100_000), st.integers(2015, 2060), st.integers(0, 45))
def test_spreiden_verliest_niets(aantal, van, extra):
    tot = min(van + extra, 2060)
    jaren = spreid(aantal, van, tot)
    assert sum(jaren.values()) == aantal
    assert all(van <= int(jaar) <= tot and n > 0 for jaar, n in jaren.items())
    alle = [jaren.get(str(jaar), 0) for jaar in range(van, tot + 1)]
    assert alle == sorted(alle, reverse=True)
    assert max(alle) - min(alle) <= 1


aantallen = st.lists(st.integers(0, 500), min_size=1, max_size=8)


@given(aantallen, st.data())
def test_elke_rij_en_elke_kolom_komt_precies_uit(per_categorie, data):
    categorieen = {f"c{i}": n for i, n in enumerate(per_categorie)}
    jaren, over = {}, sum(per_categorie)
    for jaar in range(2020, 2020 + data.draw(st.integers(1, 10))):
        jaren[str(jaar)] = data.draw(st.integers(0, over))
        over -= jaren[str(jaar)]
    jaren["onbekend"] = over
    verdeling = verdeel(categorieen, jaren)
    assert {c: sum(d.values()) for c, d in verdeling.items()} == categorieen
    assert tel_op(*verdeling.values()) == tel_op(jaren)
    assert all(n > 0 for d in verdeling.values() for n in d.values())


@given(aantallen)
def test_verdelen_is_vast(per_categorie):
    categorieen = {f"c{i}": n for i, n in enumerate(per_categorie)}
    jaren = spreid(sum(per_categorie), 2025, 2029)
    assert verdeel(categorieen, jaren) == verdeel(categorieen, dict(reversed(jaren.items())))


def test_verdelen_is_naar_verhouding():
    assert verdeel({"a": 30, "b": 10}, {"2020": 20, "2021": 20}) == {
        "a": {"2020": 15, "2021": 15},
        "b": {"2020": 5, "2021": 5},
    }


def test_jaren_in_woorden():
    jaren = {"2020": 30, "2021": 30, "2022": 12, "onbekend": 3}
    assert in_woorden(jaren) == "2020–2021: 30 per jaar, 2022: 12, jaar onbekend: 3"
    assert in_woorden({}) == ""
