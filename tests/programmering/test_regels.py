"""Sum rules of a plan and the derived class: no database."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from programmering.plannen.lijsten import StatusPlanologisch, planklasse
from programmering.plannen.regels import Regel, controleer, vul_aan
from programmering.plannen.rooster import lees_getal, lees_rooster, maak_rooster

KLASSE = {
    "1A": "hard", "1B": "hard", "1C": "zacht",
    "2A": "hard", "2B": "hard", "2C": "zacht",
    "3": "zacht", "4A": "zacht", "4B": "zacht",
    "5A": "niet_meetellend", "5B": "niet_meetellend", "onbekend": "niet_meetellend",
}  # fmt: skip


@pytest.mark.parametrize("status", StatusPlanologisch.values)
def test_klasse_volgt_uit_de_status(status):
    assert planklasse(status) == KLASSE[status]


@pytest.mark.django_db
@pytest.mark.parametrize("status", StatusPlanologisch.values)
def test_database_leidt_dezelfde_klasse_af(status, maak_plan):
    plan = maak_plan(status=status, gereed=False)
    plan.refresh_from_db()
    assert plan.klasse == KLASSE[status]


def nieuwbouw(n=30, **jaren):
    return Regel("nieuwbouw", "nieuwbouw", n, 0, {j[1:]: v for j, v in jaren.items()} or {"2027": n})


def zorg(categorie, n, **jaren):
    return Regel("wonen_en_zorg", categorie, n, 0, {j[1:]: v for j, v in jaren.items()} or {"2027": n})


def test_lege_groepen_staan_vanzelf_op_onbekend():
    regels = vul_aan([nieuwbouw(30)])
    assert {r.sleutel for r in regels} == {
        ("nieuwbouw", "nieuwbouw"),
        ("wonen_en_zorg", "onbekend"),
        ("woningtype", "onbekend"),
        ("betaalbaarheid", "onbekend"),
        ("flex", "permanent"),
    }
    assert controleer(regels) == []


def test_een_deels_gevulde_groep_blijft_zoals_hij_is_en_zegt_wat_er_ontbreekt():
    regels = vul_aan([nieuwbouw(30), zorg("geclusterd", 27)])
    meldingen = [v.melding for v in controleer(regels)]
    assert meldingen == [
        "totaal gepland: samen 27, maar nieuwbouw is 30: 3 te weinig.",
        "2027: samen 27, maar nieuwbouw is 30: 3 te weinig.",
    ]


def test_jaren_tellen_op_tot_wat_nog_gebouwd_wordt():
    regel = Regel("nieuwbouw", "nieuwbouw", 40, 17, {"2027": 20})
    (verschil,) = [v for v in controleer(vul_aan([regel])) if v.groep == "nieuwbouw"]
    assert "de jaren tellen op tot 20, maar er resten 23" in verschil.melding
    assert "3 te weinig" in verschil.melding


def test_meer_gerealiseerd_dan_gepland():
    (verschil,) = controleer([Regel("sloop", "sloop", 3, 5)])
    assert "meer woningen gerealiseerd (5) dan gepland (3)" in verschil.melding


def test_gerealiseerd_zonder_jaar_mag():
    assert controleer(vul_aan([Regel("nieuwbouw", "nieuwbouw", 10, 10, {}, {"2024": 4})])) == []


def test_sloop_hoeft_niet_op_te_tellen_tot_nieuwbouw():
    assert controleer(vul_aan([nieuwbouw(30), Regel("sloop", "sloop", 8, 0, {"2026": 8})])) == []


def test_jaar_buiten_bereik():
    (verschil,) = controleer([Regel("sloop", "sloop", 3, 0, {"1890": 3})])
    assert "jaar 1890" in verschil.melding


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["nultreden", "geclusterd", "regulier"]), st.integers(2022, 2040), st.integers(1, 50)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_wat_uit_partijen_is_opgebouwd_klopt_altijd(partijen):
    per_type: dict[str, dict[str, int]] = {}
    totaal: dict[str, int] = {}
    for categorie, jaar, n in partijen:
        jaren = per_type.setdefault(categorie, {})
        jaren[str(jaar)] = jaren.get(str(jaar), 0) + n
        totaal[str(jaar)] = totaal.get(str(jaar), 0) + n
    regels = [Regel("nieuwbouw", "nieuwbouw", sum(totaal.values()), 0, totaal)]
    regels += [Regel("wonen_en_zorg", c, sum(j.values()), 0, j) for c, j in per_type.items()]
    assert controleer(vul_aan(regels)) == []


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [
        ("", 0),
        ("12", 12),
        ("1.234", 1234),
        ("1 234", 1234),
        (" 7 ", 7),
        ("1.23", None),
        ("-3", None),
        ("3,5", None),
        ("twaalf", None),
        ("1e3", None),
        ("٣", None),
        ("9999999", None),
        ("12.3456", None),
    ],
)
def test_getallen_zoals_mensen_ze_typen(tekst, getal):
    assert lees_getal(tekst) == getal


def test_rooster_houdt_wat_getypt_is_ook_als_het_geen_getal_is():
    post = QueryDict(mutable=True)
    post.update({"r-nieuwbouw-nieuwbouw-gepland": "tien", "r-nieuwbouw-nieuwbouw-2027": "10"})
    rooster, _, goed = lees_rooster(post)
    assert not goed
    rij = rooster.rij("nieuwbouw", "nieuwbouw")
    assert rij.gepland == "tien"
    assert rij.rest_per_jaar[2027] == "10"
    assert "'tien' is geen heel getal" in rij.fouten[0]


def test_rooster_leest_terug_wat_het_toont():
    regels = vul_aan([nieuwbouw(30, j2027=20, j2028=10), zorg("geclusterd", 30, j2027=20, j2028=10)])
    rooster = maak_rooster(regels)
    post = QueryDict(mutable=True)
    for groep in rooster.groepen:
        for rij in groep.regels:
            sleutel = f"{rij.groep}-{rij.categorie}"
            post[f"r-{sleutel}-gepland"] = rij.gepland
            post[f"r-{sleutel}-gerealiseerd"] = rij.gerealiseerd
            post[f"r-{sleutel}-corporatie"] = rij.corporatie
            post[f"r-{sleutel}-onbekend"] = rij.onbekend
            for jaar, waarde in rij.rest_per_jaar.items():
                post[f"r-{sleutel}-{jaar}"] = waarde
    _, gelezen, goed = lees_rooster(post)
    assert goed
    assert {r.sleutel: r for r in vul_aan(gelezen)} == {r.sleutel: r for r in regels}
