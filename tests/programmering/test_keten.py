"""The keten as read: sums at every level, tiers of confidentiality, the API, and a constant number of queries."""

import random

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmering.calculations import WONINGTYPEN, Ketenregel
from programmering.keten.selectors import Ketenlezer, lees_perioden
from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.plannen.models import Plan
from programmering.voortgang.models import Bijdrage
from tests.conftest import regels_van
from tests.programmering.test_bereken import willekeurig_bod, willekeurige_aanpassing, willekeurige_plot
from woonzorg.gebieden.models import Provincie, Woondealregio
from woonzorg.gebieden.soorten import LAND
from woonzorg.gebieden.zoeken import onderliggende

pytestmark = pytest.mark.django_db


@pytest.fixture
def opgaven(land):
    """Opgaven that add up to the national ones; Dee has an opgave of zero zorggeschikt."""
    periode = Opgaveperiode.objects.get(slug="2030")
    verdeling = {"Aa": (100, 50, 30), "Bee": (60, 40, 10), "Cee": (40, 20, 8), "Dee": (10, 5, 0)}
    for naam, (n, g, z) in verdeling.items():
        Opgave.objects.create(
            gemeente=land[naam], periode=periode, versie=1, nultreden=n, geclusterd=g, zorggeschikt=z,
            status="indicatief", rekenvoorbeeld=True,
        )  # fmt: skip


def lees(user, gebied=LAND, bouwvorm=""):
    return Ketenlezer(user=user, periode=lees_perioden()[0], bouwvorm=bouwvorm).keten(gebied)


def getallen(keten):
    return {
        r.woningtype: (
            r.opgave, r.gerealiseerd, r.hard, r.zacht, r.gereserveerd, r.tekort, r.waarvan_corporatie, r.bod,
            r.bestaande_bouw, r.tekort_met_bestaande_bouw,
        )
        for r in keten.regels
    }  # fmt: skip


def test_plot_dekt_bod_en_bestaande_bouw_dekken_niet():
    regel = Ketenregel("geclusterd", opgave=100, hard=20, gereserveerd=15, bod=40, bestaande_bouw=5)
    assert (regel.gedekt, regel.tekort, regel.tekort_met_bestaande_bouw) == (35, 65, 60)
    assert Ketenregel("geclusterd", opgave=None, bestaande_bouw=5).tekort_met_bestaande_bouw is None


def test_tekort_en_dekking():
    regel = Ketenregel("geclusterd", opgave=100, gerealiseerd=10, hard=20, zacht=30)
    assert (regel.gedekt, regel.tekort, regel.dekking) == (60, 40, 0.6)
    assert Ketenregel("geclusterd", opgave=10, hard=15).tekort == -5
    assert Ketenregel("geclusterd", opgave=0, hard=15).tekort == -15
    assert Ketenregel("geclusterd", opgave=None, hard=15).tekort is None


def test_periode_telt_alleen_de_jaren_die_erin_vallen(maak_plan, herbereken, opgaven, cast):
    maak_plan(aantallen=regels_van(geclusterd=20, jaar=2030))
    maak_plan(aantallen=regels_van(geclusterd=30, jaar=2031))
    maak_plan(aantallen=regels_van(geclusterd=40, jaar=2021))
    herbereken()
    assert lees(cast.koepel).regel("geclusterd").hard == 20


def test_sommen_kloppen_op_elk_niveau_voor_elke_lezer(maak_plan, maak_plot, herbereken, opgaven, cast, land):
    rng = random.Random(7)
    for _ in range(12):
        willekeurige_plot(rng, maak_plot, maak_plan)
        willekeurig_bod(rng, land)
        willekeurige_aanpassing(rng, land)
    for naam in ["Aa", "Bee", "Cee", "Dee"] * 6:
        hard = rng.random() < 0.4
        maak_plan(
            naam,
            status="1A" if hard else "4A",
            vertrouwelijkheid="openbaar" if hard else rng.choice(["openbaar", "provincie", "gemeente"]),
            plantype=rng.choice(["verdichting", "pand_transformatie"]),
            aantallen=regels_van(
                nultreden=rng.randint(0, 30), geclusterd=rng.randint(1, 30), zorggeschikt=rng.randint(0, 20),
                onbekend=rng.randint(0, 9), gerealiseerd=rng.randint(0, 5), corporatie=rng.randint(0, 9),
            ),
        )  # fmt: skip
    herbereken()
    for _naam, lezer_user in cast:
        lezer = Ketenlezer(user=lezer_user, periode=lees_perioden()[0])
        land_keten = lezer.keten(LAND)
        for soort in ("provincie", "woondealregio", "gemeente"):
            delen = lezer.ketens_onder(LAND, soort, onderliggende(LAND, soort))
            assert delen == [lezer.keten(k.gebied) for k in delen]
            for w in WONINGTYPEN:
                som = [sum(getallen(k)[w][i] for k in delen) for i in range(10)]
                assert som == list(getallen(land_keten)[w]), (soort, w)
            for i, buiten in enumerate(land_keten.buiten):
                assert buiten.zacht == sum(k.buiten[i].zacht for k in delen)


def test_bouwvormen_tellen_op_tot_het_geheel(maak_plan, herbereken, opgaven, cast):
    maak_plan(plantype="pand_transformatie", aantallen=regels_van(geclusterd=15))
    maak_plan(plantype="verdichting", aantallen=regels_van(geclusterd=20))
    herbereken()
    assert lees(cast.koepel, bouwvorm="transformatie").regel("geclusterd").hard == 15
    assert lees(cast.koepel, bouwvorm="nieuwbouw").regel("geclusterd").hard == 20
    assert lees(cast.koepel).regel("geclusterd").hard == 35


def test_wie_een_plan_niet_mag_zien_krijgt_elk_getal_zonder_dat_plan(maak_plan, herbereken, opgaven, cast, land):
    maak_plan(status="4A", vertrouwelijkheid="openbaar", aantallen=regels_van(geclusterd=12))
    maak_plan(status="4A", vertrouwelijkheid="provincie", aantallen=regels_van(geclusterd=13))
    maak_plan(status="4A", vertrouwelijkheid="gemeente", aantallen=regels_van(geclusterd=14))
    herbereken()
    buiten = dict.fromkeys(["koepel", "invoerder_bee", "zorgkantoor", "partner", "vreemde"], 12)
    binnen = {"adviseur_oost": 25, "coordinator_oost": 25, "invoerder_aa": 39, "beheerder": 39}
    for wie, zacht in (buiten | binnen).items():
        for gebied in (LAND, land["Aa"].gebied, Provincie.objects.get(code="PV90").gebied):
            assert lees(getattr(cast, wie), gebied).regel("geclusterd").zacht == zacht, (wie, gebied)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_cijfers_en_lijst_lekken_voor_niemand(seed, maak_plan, herbereken, cast, opgaven):
    """Whatever plans there are: each figure is the sum of plans that this reader sees in the list, for all."""
    rng = random.Random(seed)
    Plan.objects.all().delete()
    for _ in range(rng.randint(1, 8)):
        maak_plan(
            rng.choice(["Aa", "Bee", "Cee", "Dee"]),
            status=rng.choice(["1C", "3", "4A", "5A"]),
            vertrouwelijkheid=rng.choice(["openbaar", "provincie", "gemeente"]),
            gereed=rng.random() < 0.8,
            aantallen=regels_van(geclusterd=rng.randint(12, 40)),
        )
    herbereken()
    for _naam, user in cast:
        zichtbaar = Plan.objects.for_user(user)
        som = sum(b.aantal for b in Bijdrage.objects.filter(plan__in=zichtbaar, categorie="geclusterd"))
        assert lees(user).regel("geclusterd").zacht == som


def test_opgave_van_een_gemeente_is_buiten_de_demo_niet_openbaar(herbereken, opgaven, cast, land):
    Opgave.objects.update(rekenvoorbeeld=False)
    herbereken()
    assert lees(cast.vreemde, land["Aa"].gebied).regel("geclusterd").opgave is None
    assert lees(cast.vreemde, LAND).regel("geclusterd").opgave == 115
    assert lees(cast.koepel, land["Aa"].gebied).regel("geclusterd").opgave == 50
    Opgave.objects.filter(gemeente=land["Aa"]).update(status="vastgesteld", besluit="Raad", datum="2026-01-01")
    assert lees(cast.vreemde, land["Aa"].gebied).regel("geclusterd").opgave == 50


def test_nul_is_iets_anders_dan_geen_opgave(herbereken, opgaven, cast, land):
    herbereken()
    assert lees(cast.koepel, land["Dee"].gebied).regel("zorggeschikt").opgave == 0
    Opgave.objects.filter(gemeente=land["Dee"]).delete()
    assert lees(cast.koepel, land["Dee"].gebied).regel("zorggeschikt").opgave is None


# The API


def test_api_geeft_de_keten(client, maak_plan, herbereken, opgaven):
    maak_plan(aantallen=regels_van(geclusterd=20, onbekend=4, gerealiseerd=5, corporatie=8))
    herbereken()
    antwoord = client.get("/api/v1/keten?gebied=GM9000&periode=2030")
    assert antwoord.status_code == 200
    assert antwoord["API-Version"] == "1.1.0"
    gegevens = antwoord.json()
    assert gegevens["gebied"] == {"code": "GM9000", "naam": "Aa", "soort": "gemeente"}
    assert gegevens["status"] == "rekenvoorbeeld"
    assert gegevens["woningtypen"][1] == {
        "woningtype": "geclusterd", "opgave": 50, "gerealiseerd": 5, "hard": 15, "zacht": 0, "gereserveerd": 0,
        "tekort": 30, "waarvanCorporatie": 8, "bod": 0, "bestaandeBouw": 0, "tekortMetBestaandeBouw": 30,
            "verschilMetLandelijk": None, "vertrouwelijkNietUitgesplitst": None,
    }  # fmt: skip
    assert gegevens["buitenOpgave"]["onbekend"] == {"gerealiseerd": 4, "hard": 0, "zacht": 0}


def test_api_land_zonder_gemeenten_geeft_de_landelijke_opgave(client, db):
    typen = client.get("/api/v1/keten?gebied=NL&periode=2030").json()["woningtypen"]
    assert [t["opgave"] for t in typen] == [170_000, 80_000, 40_000]


def test_api_zegt_het_verschil_met_de_landelijke_opgave(client, opgaven):
    typen = client.get("/api/v1/keten").json()["woningtypen"]
    assert [t["verschilMetLandelijk"] for t in typen] == [210 - 170_000, 115 - 80_000, 48 - 40_000]


@pytest.mark.parametrize(
    ("vraag", "status", "velden"),
    [
        ("?periode=1999&bouwvorm=kasteel&kleur=rood", 400, {"periode", "bouwvorm", "kleur"}),
        ("?gebied=GM0000", 404, None),
        ("?gebied=<script>", 404, None),
        ("?gebied=GM9000%00", 404, None),
    ],
)
def test_api_fouten_als_problem_json(client, land, vraag, status, velden):
    antwoord = client.get(f"/api/v1/keten{vraag}")
    assert antwoord.status_code == status
    assert antwoord["Content-Type"] == "application/problem+json"
    assert antwoord.json()["status"] == status
    if velden:
        assert set(antwoord.json()["errors"]) == velden


def test_openapi_is_openbaar_en_heeft_contact(client, db):
    antwoord = client.get("/api/v1/openapi.json")
    assert antwoord["Access-Control-Allow-Origin"] == "*"
    schema = antwoord.json()
    assert schema["openapi"].startswith("3.")
    assert set(schema["info"]["contact"]) == {"name", "url", "email"}
    assert "400" in schema["paths"]["/api/v1/keten"]["get"]["responses"]


# Pages


def test_pagina_csv_en_api_geven_dezelfde_getallen(client, maak_plan, herbereken, opgaven, cast):
    maak_plan(aantallen=regels_van(geclusterd=21))
    maak_plan(status="4A", vertrouwelijkheid="gemeente", aantallen=regels_van(geclusterd=17))
    herbereken()
    for user in (None, cast.invoerder_aa):
        if user:
            client.force_login(user)
        api = {t["woningtype"]: t for t in client.get("/api/v1/keten?gebied=GM9000").json()["woningtypen"]}
        csv = client.get(reverse("gebied-csv", args=["GM9000"])).content.decode("utf-8-sig").splitlines()
        kop, *rijen = [r.split(";") for r in csv]
        for rij in (dict(zip(kop, r, strict=True)) for r in rijen):
            for veld in ("opgave", "gerealiseerd", "hard", "zacht", "tekort"):
                assert int(rij[veld]) == api[rij["woningtype"]][veld]
        keten = client.get(reverse("gebied", args=["GM9000"])).context["keten"]
        assert keten.regel("geclusterd").zacht == api["geclusterd"]["zacht"] == (17 if user else 0)


def test_getal_klikt_door_naar_de_plannen_waarvan_het_de_som_is(client, maak_plan, herbereken, opgaven, cast):
    maak_plan(aantallen=regels_van(geclusterd=21, nultreden=4))
    maak_plan("Bee", aantallen=regels_van(geclusterd=17))
    maak_plan(status="4A", aantallen=regels_van(geclusterd=99))
    herbereken()
    vraag = "?gebied=NL&periode=2030&woningtype=geclusterd&schakel=hard"
    antwoord = client.get(reverse("plan-lijst") + vraag)
    assert len(antwoord.context["plannen"]) == 2
    assert dict(antwoord.context["typen"])["Geclusterd"] == 38 == lees(cast.koepel).regel("geclusterd").hard
    assert sum(r.per_categorie["geclusterd"] for r in antwoord.context["plannen"]) == 38


@pytest.mark.parametrize("wie", [None, "koepel", "invoerder_aa", "coordinator_oost"])
def test_aantal_queries_hangt_niet_af_van_het_aantal_plannen(
    client, cast, maak_plan, herbereken, opgaven, wie, django_assert_max_num_queries
):
    for _ in range(10):
        maak_plan()
    herbereken()
    if wie:
        client.force_login(getattr(cast, wie))
    for url in ("/gebied/", "/gebied/PV90/", "/gebied/WD90/", "/gebied/?soort=gemeente", "/gebied/GM9000/"):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_onbekende_filterwaarden_vallen_terug_op_de_gewone(client, opgaven, herbereken):
    herbereken()
    antwoord = client.get("/gebied/?periode=x&woningtype=kasteel&soort=straat&bouwvorm=zand")
    assert antwoord.status_code == 200
    assert antwoord.context["filter"].waarden == {
        "periode": "2030", "woningtype": "geclusterd", "bouwvorm": "", "soort": "provincie",
    }  # fmt: skip


def test_zoeken_van_een_gebied(client, land):
    assert client.get("/gebied/zoek/?q=Bee").url == "/gebied/GM9001/"
    assert client.get("/gebied/zoek/?q=e").status_code == 200
    assert client.get("/gebied/zoek/?q=").status_code == 200


def test_regio_over_de_provinciegrens_telt_heel(client, maak_plan, herbereken, opgaven, cast):
    maak_plan("Aa")
    maak_plan("Bee")
    herbereken()
    assert lees(cast.koepel, Woondealregio.objects.get(naam="Noord").gebied).regel("geclusterd").hard == 40


def test_jaren_buiten_de_periode_staan_ernaast_en_klikken_door(client, maak_plan, herbereken, opgaven, cast):
    maak_plan(aantallen=regels_van(geclusterd=20, jaar=2030))
    maak_plan(aantallen=regels_van(geclusterd=30, jaar=2031))
    maak_plan(aantallen=regels_van(geclusterd=40, jaar=2021, gerealiseerd=3))
    maak_plan(aantallen=regels_van(onbekend=50, jaar="onbekend"))
    herbereken()
    buiten = {b["categorie"]: b for b in client.get("/api/v1/keten?gebied=GM9000").json()["buitenPeriode"]}
    assert buiten["geclusterd"] == {"categorie": "geclusterd", "eerder": 37, "later": 30, "jaarOnbekend": 0}
    assert buiten["onbekend"] == {"categorie": "onbekend", "eerder": 0, "later": 0, "jaarOnbekend": 50}
    for woningtype, ligging, naam, n in [
        ("geclusterd", "eerder", "Geclusterd", 37),
        ("geclusterd", "later", "Geclusterd", 30),
        ("onbekend", "jaar_onbekend", "Nog niet ingedeeld", 50),
    ]:
        vraag = f"?gebied=GM9000&periode=2030&woningtype={woningtype}&ligging={ligging}"
        assert vraag.replace("&", "&amp;") in client.get("/gebied/GM9000/").content.decode()
        antwoord = client.get(reverse("plan-lijst") + vraag)
        assert dict(antwoord.context["typen"])[naam] == n
        assert len(antwoord.context["plannen"]) == 1
