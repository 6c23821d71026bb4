import pytest
from hypothesis import given
from hypothesis import strategies as st

from projecten.team.omvang import Uitgangspunten, bereken_omvang, verdeel_omvang

RAPPORT = {
    "geclusterd": 80_000, "zorggeschikt": 40_000, "jaren": 5, "woningen_per_project": 50, "uren_taak_1": 4,
    "uren_taak_2": 26, "uren_taak_3": 20, "uren_per_week": 26, "weken_per_jaar": 47, "startaandeel": 60,
}  # fmt: skip
KLEIN = st.integers(1, 500)
PARAMETERS = st.fixed_dictionaries(
    {
        "geclusterd": st.integers(0, 500_000), "zorggeschikt": st.integers(0, 500_000), "jaren": st.integers(1, 50),
        "woningen_per_project": KLEIN, "uren_taak_1": st.integers(0, 500), "uren_taak_2": st.integers(0, 500),
        "uren_taak_3": st.integers(0, 500), "uren_per_week": st.integers(1, 60), "weken_per_jaar": st.integers(1, 52),
        "startaandeel": st.integers(1, 100),
    }
)  # fmt: skip


def test_met_de_getallen_van_het_rapport():
    omvang = bereken_omvang(Uitgangspunten(**RAPPORT))
    assert (omvang.woningen_per_jaar, omvang.projecten, omvang.uren) == (24_000, 480, 24_000)
    assert (omvang.fte, omvang.fte_start) == (20.0, 12.0)


@pytest.mark.parametrize(
    ("parameter", "waarde", "projecten", "uren", "fte"),
    [
        ("jaren", 10, 240, 12_000, 10.0),
        ("woningen_per_project", 100, 240, 12_000, 10.0),
        ("uren_taak_3", 45, 480, 36_000, 30.0),
        ("uren_per_week", 13, 480, 24_000, 40.0),
        ("geclusterd", 0, 160, 8_000, 6.7),
    ],
)
def test_elke_parameter_doet_mee(parameter, waarde, projecten, uren, fte):
    omvang = bereken_omvang(Uitgangspunten(**RAPPORT | {parameter: waarde}))
    assert (omvang.projecten, omvang.uren, omvang.fte) == (projecten, uren, fte)


@given(PARAMETERS, st.dictionaries(st.sampled_from([f"PV{n}" for n in range(20, 32)]), st.integers(0, 90_000)))
def test_de_provincies_zijn_samen_het_land(parameters, opgaven):
    omvang = bereken_omvang(Uitgangspunten(**parameters))
    delen = verdeel_omvang(omvang, opgaven)
    if not sum(opgaven.values()):
        assert delen == {}
        return
    for veld in ("woningen_per_jaar", "projecten", "uren", "fte_tienden", "start_tienden"):
        assert sum(getattr(deel, veld) for deel in delen.values()) == getattr(omvang, veld)
    assert all(delen[code].uren == 0 for code, aantal in opgaven.items() if aantal == 0)
