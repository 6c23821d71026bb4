"""The drawing of plots, boden and existing homes: shares, dates and the seed. No database."""

import datetime
import json
from collections import Counter

import pytest

from programmering.demo.calculations import maak_plannen
from programmering.demo.land import maak_stukken
from programmering.demo.stuk import Gemeenteplannen
from programmering.plots.lijsten import LEVEND
from programmering.plots.workflow import mag

from .test_demo_calculations import land

LAADDAG = datetime.date(2026, 11, 22)
AANTAL = 12_000


def teken(laaddag=LAADDAG, zaad="proef"):
    gemeenten = land(*[round(9_000 + 40 * n**1.55) for n in range(342)])
    plannen = {}
    for eigen in maak_plannen(gemeenten, AANTAL, zaad):
        plannen[eigen[0][0]["gemeente_id"]] = Gemeenteplannen.van(eigen)
    return gemeenten, maak_stukken(gemeenten, plannen, AANTAL, laaddag, zaad)


@pytest.fixture(scope="module")
def getekend():
    return teken()


def van_soort(stukken, soort):
    return [stuk for stuk in stukken if stuk.soort == soort]


def test_zelfde_zaad_geeft_hetzelfde_en_ander_zaad_iets_anders(getekend):
    _, stukken = getekend
    assert [s.als_rij(n) for n, s in enumerate(teken()[1])] == [s.als_rij(n) for n, s in enumerate(stukken)]
    assert [s.doc for s in teken(zaad="anders")[1]] != [s.doc for s in stukken]


def test_andere_laaddag_verschuift_alleen_datums(getekend):
    _, stukken = getekend
    later = teken(laaddag=LAADDAG + datetime.timedelta(days=30))[1]
    assert len(later) == len(stukken)
    for nu, straks in zip(stukken, later, strict=True):
        assert (nu.soort, nu.vorm, nu.plancode) == (straks.soort, straks.vorm, straks.plancode)
        for veld in ("naam", "status", "vertrouwelijkheid", "partij", "woningen"):
            assert nu.doc.get(veld) == straks.doc.get(veld)
        if einde := nu.doc.get("reservering_tot"):
            verschil = datetime.date.fromisoformat(straks.doc["reservering_tot"]) - datetime.date.fromisoformat(einde)
            assert verschil.days == 30


def test_aantallen_en_aandelen(getekend):
    gemeenten, stukken = getekend
    plots = van_soort(stukken, "plot")
    # One gemeente of this land has the code of Enschede, which has its own.
    assert abs(len(plots) - AANTAL / 8) < 10
    assert abs(len(van_soort(stukken, "bod")) - AANTAL / 10) < 20
    assert abs(len(van_soort(stukken, "kans")) - AANTAL / 60) < 10
    status = Counter(str(p.doc["status"]) for p in plots)
    for naam, deel in {"kandidaat": 35, "in_gesprek": 25, "gereserveerd": 20, "vastgelegd": 12, "in_plan": 5}.items():
        assert abs(100 * status[naam] / len(plots) - deel) < 5, naam
    assert status["vervallen"]
    assert status["verlopen"]
    assert sum(p.doc["vertrouwelijkheid"] == "openbaar" for p in plots) >= len(plots) / 2
    met_levende = {p.gemeente_id for p in plots if p.doc["status"] in LEVEND}
    assert 0.25 < 1 - len(met_levende) / len(gemeenten) < 0.45
    assert 40 < len({s.gemeente_id for s in van_soort(stukken, "aanpassing")}) < 80


def test_zorgorganisatie_ontbreekt_het_meest(getekend):
    rollen = Counter(p["rol"] for s in van_soort(getekend[1], "plot") for p in s.doc["partners"] if not p["tot"])
    assert min(rollen, key=rollen.get) == "zorgorganisatie"


def test_stappen_zijn_toegestane_stappen(getekend):
    for plot in van_soort(getekend[1], "plot"):
        for stap in plot.doc["stappen"][1:]:
            assert stap["naar"] == "verlopen" or mag(stap["van"], stap["naar"])
            assert stap["datum"] < LAADDAG.isoformat()


def test_een_antwoord_op_een_bod_kwam_later(getekend):
    for bod in van_soort(getekend[1], "bod"):
        assert bod.doc["datum"] <= bod.doc["status_datum"] < LAADDAG.isoformat()
        assert (bod.doc["datum"] == bod.doc["status_datum"]) == (bod.doc["status"] == "uitgebracht")
        assert bod.doc["regels"]


def test_namen_zijn_uniek_per_gemeente_en_documenten_zijn_json(getekend):
    _, stukken = getekend
    for soort in ("plot", "kans"):
        namen = Counter((s.gemeente_id, s.doc["naam"]) for s in van_soort(stukken, soort))
        assert max(namen.values()) == 1
    assert all(json.loads(stuk.als_rij(0)[3]) for stuk in stukken)
