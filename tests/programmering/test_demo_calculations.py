import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programmering.demo.calculations import maak_plannen
from programmering.demo.cast import CAST
from programmering.demo.gegevens import AANDEEL
from programmering.demo.namen import COMBINATIES, kies_namen, plannaam
from programmering.demo.ontwerp import Gemeentebasis
from programmering.demo.uitwerking import PLANKOLOMMEN, REGELKOLOMMEN, als_rijen
from programmering.plannen import lijsten
from woonzorg.organisaties.models import Organisatiesoort
from woonzorg.organisaties.permissions import Rol

OPGAVE = {"nultreden": 1700, "geclusterd": 800, "zorggeschikt": 400}


def land(*inwoners: int) -> list[Gemeentebasis]:
    """Gemeenten with an opgave that fits their size."""
    return [
        Gemeentebasis(
            id=nummer,
            code=f"GM{nummer:04d}",
            naam=f"Plaats {nummer}",
            woondealregio=f"WD{1 + nummer % 3:02d}",
            regionaam="Regio",
            inwoners=aantal,
            opgave={type_: n * aantal // 100_000 for type_, n in OPGAVE.items()},
        )
        for nummer, aantal in enumerate(inwoners, start=1)
    ]


def plat(gemeenten, aantal, zaad="proef"):
    return [plan for plannen in maak_plannen(gemeenten, aantal, zaad) for plan in plannen]


def telt_op(regels) -> bool:
    """The rules of a plan that is gereed, in plain Python (programmering/sql/functies/plan_klopt.sql)."""
    groepen: dict[str, dict] = {}
    for groep, _, gepland, gerealiseerd, rest, af, corporatie in regels:
        rest, af = json.loads(rest), json.loads(af)
        if gepland - gerealiseerd != sum(rest.values()) or sum(af.values()) > gerealiseerd or corporatie > gepland:
            return False
        cellen = groepen.setdefault(groep, {})
        stukken = [("gepland", gepland), ("gerealiseerd", gerealiseerd)]
        stukken += [(f"r{jaar}", n) for jaar, n in rest.items()] + [(f"g{jaar}", n) for jaar, n in af.items()]
        for wat, n in stukken:
            cellen[wat] = cellen.get(wat, 0) + n
    groepen.pop("sloop", None)
    return len(groepen) == 5 and all(cellen == groepen["nieuwbouw"] for cellen in groepen.values())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(900, 900_000), min_size=1, max_size=8), st.integers(1, 250), st.text(max_size=5))
def test_elk_plan_is_een_geldig_plan(inwoners, aantal, zaad):
    gemeenten = land(*inwoners)
    plannen = plat(gemeenten, aantal, zaad)
    assert len(plannen) == aantal
    assert len({(plan["gemeente_id"], plan["plannaam"]) for plan, _ in plannen}) == aantal
    assert len({(plan["gemeente_id"], plan["plancode"]) for plan, _ in plannen}) == aantal
    for plan, regels in plannen:
        status = plan["status_planologisch"]
        assert telt_op(regels) or plan["invoerstatus"] == "concept"
        assert plan["vertrouwelijkheid"] == "openbaar" or status not in lijsten.HARD
        assert plan["invoerstatus"] == "concept" or status != "onbekend"
        assert (plan["plantype"] != "uitbreiding_overig") or regels[0][2] <= 20
        assert set(plan["knelpunten"]) <= set(lijsten.Knelpunt.values)
        assert "geen" not in plan["knelpunten"] or plan["knelpunten"] == ["geen"]
        assert all(categorie in lijsten.CATEGORIEEN[groep] for groep, categorie, *_ in regels)
        assert plan["realisatiekans"] is None or 10 <= plan["realisatiekans"] <= 100


def test_zelfde_zaad_geeft_dezelfde_plannen():
    gemeenten = land(160_000, 80_000, 11_000)
    assert plat(gemeenten, 60) == plat(list(reversed(gemeenten)), 60)
    assert plat(gemeenten, 60) != plat(gemeenten, 60, "ander zaad")


def _geteld(plannen) -> dict[tuple[str, str], int]:
    """Homes t/m 2030 per woningtype and schakel, after telregel 12: a twin of the SQL."""
    som: dict[tuple[str, str], int] = {}
    for plan, regels in plannen:
        klasse = lijsten.planklasse(plan["status_planologisch"])
        if plan["invoerstatus"] != "gereed" or klasse == "niet_meetellend":
            continue
        zorg = [regel for regel in regels if regel[0] == "wonen_en_zorg"]
        cluster = sum(regel[2] for regel in zorg if regel[1] in ("geclusterd", "zorggeschikt"))
        for _, categorie, _, gerealiseerd, rest, *_ in zorg:
            if categorie in ("geclusterd", "zorggeschikt") and cluster < 12 and not plan["breidt_uit"]:
                categorie = "nultreden"
            tot_2030 = sum(n for jaar, n in json.loads(rest).items() if jaar <= "2030")
            for schakel, aantal in (("gerealiseerd", gerealiseerd), (klasse, tot_2030)):
                som[categorie, schakel] = som.get((categorie, schakel), 0) + aantal
    return som


@pytest.mark.parametrize("aantal", [600, 1200, 3000])
def test_het_land_lijkt_op_de_rapporten_bij_elk_aantal(aantal):
    gemeenten = land(*(12_000 + 900 * nummer for nummer in range(100)))
    geteld = _geteld(plat(gemeenten, aantal))
    for woningtype, aandelen in AANDEEL.items():
        opgave = sum(gemeente.opgave[woningtype] for gemeente in gemeenten)
        for schakel in ("gerealiseerd", "hard", "zacht"):
            verwacht = opgave * aandelen[schakel] / 10_000
            assert geteld[woningtype, schakel] == pytest.approx(verwacht, rel=0.03, abs=15)


def test_corporaties_doen_minder_dan_de_helft():
    plannen = plat(land(*(12_000 + 900 * nummer for nummer in range(100))), 2000)
    cluster = [regel for _, regels in plannen for regel in regels if regel[1] in ("geclusterd", "zorggeschikt")]
    assert 0.38 < sum(regel[6] for regel in cluster) / sum(regel[2] for regel in cluster) < 0.48


def test_gemeenten_verschillen():
    plannen = plat(land(*([30_000] * 120)), 3600)
    met = {plan["gemeente_id"] for plan, regels in plannen if any(r[1] == "geclusterd" and r[2] >= 12 for r in regels)}
    assert 60 < len(met) < 118


def test_minder_plannen_dan_gemeenten():
    plannen = plat(land(5_000, 50_000, 20_000), 2)
    assert {plan["gemeente_id"] for plan, _ in plannen} == {2, 3}


def test_bezette_namen_en_codes_blijven_vrij():
    gemeente = land(20_000)[0]
    eerste = plat([gemeente], 5)
    bezet = frozenset([eerste[0][0]["plannaam"], eerste[0][0]["plancode"]])
    anders = plat([Gemeentebasis(**{**vars(gemeente), "bezet": bezet})], 5)
    assert len(anders) == 5
    assert not bezet & {plan[veld] for plan, _ in anders for veld in ("plannaam", "plancode")}


def test_meer_namen_dan_combinaties():
    import random

    namen = kies_namen(random.Random(1), COMBINATIES + 50)
    assert len(set(namen)) == COMBINATIES + 50
    assert plannaam(COMBINATIES).endswith(" fase 2")


def test_rijen_passen_bij_de_kolommen():
    planrijen, regelrijen = als_rijen(plat(land(20_000), 4))
    assert {len(rij) for rij in planrijen} == {len(PLANKOLOMMEN)}
    assert {len(rij) for rij in regelrijen} == {len(REGELKOLOMMEN)}


def test_cast_heeft_elke_rol_en_zegt_wat_zij_komt_doen():
    assert len({lid.email for lid in CAST}) == len(CAST)
    leden = [lid for lid in CAST if lid.organisatie]
    assert {lid.rol for lid in leden} == set(Rol.values)
    assert {lid.organisatiesoort for lid in leden} <= set(Organisatiesoort.values)
    # Who leads a project needs no organisation.
    assert [lid.email for lid in CAST if lid not in leden] == ["projectleider.enschede@demo.example"]
    assert all(lid.rol is None and not lid.werkgebieden for lid in CAST if lid not in leden)
    for lid in CAST:
        assert lid.email.endswith("@demo.example")
        assert lid.titel
        assert lid.omschrijving.endswith(".")
    # Grouped: lines of one soort stand together.
    soorten = [lid.soort for lid in CAST]
    assert len([s for nummer, s in enumerate(soorten) if nummer == 0 or soorten[nummer - 1] != s]) == len(set(soorten))
