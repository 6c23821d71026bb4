"""What residents see: the place they mean, the plain sentence and its figures, the plans near, and what never shows."""

import json
import re

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from hypothesis import given
from hypothesis import strategies as st

from programmering.bewoners import zoeken
from programmering.bewoners.zinnen import (
    Zekerheid,
    afstand,
    gebouwd,
    hoe_zeker,
    huur_of_koop,
    in_jaren,
    komt,
    zin,
)
from programmering.calculations import WONINGTYPEN, Keten, Ketenregel, Periode
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel
from tests.conftest import regels_van
from woonzorg.gebieden.locatieserver import PdokZwijgt, TeVaakGevraagd, Vondst
from woonzorg.gebieden.soorten import Gebied
from woonzorg.organisaties.limiet import Limiet

BUURT = "/in-de-buurt/"
PERIODE = Periode("2030", "t/m 2030", 2022, 2030)
AANTAL = st.integers(0, 5000)


@pytest.fixture(autouse=True)
def pdok(monkeypatch):
    """Out of reach, unless a test says what it finds: `pdok["postcode"] = Vondst(...)`."""
    weet: dict = {}

    def vraag(soort):
        def antwoord(tekst, mag):
            gevonden = weet.get(soort, PdokZwijgt())
            if isinstance(gevonden, Exception):
                raise gevonden
            return gevonden

        return antwoord

    monkeypatch.setattr(zoeken, "zoek_postcode", vraag("postcode"))
    monkeypatch.setattr(zoeken, "zoek_woonplaats", vraag("woonplaats"))
    return weet


def keten(nultreden=(0, 0), geclusterd=(0, 0), zorggeschikt=(0, 0)) -> Keten:
    """hard and zacht of each."""
    paren = zip(WONINGTYPEN, (nultreden, geclusterd, zorggeschikt), strict=True)
    regels = tuple(Ketenregel(woningtype=w, opgave=None, hard=hard, zacht=zacht) for w, (hard, zacht) in paren)
    return Keten(Gebied("gemeente", "GM9000", "Aa"), PERIODE, None, "voorlopig", regels)


# The sentences


@pytest.mark.parametrize(
    ("cijfers", "tekst"),
    [
        (
            {"nultreden": (30, 10), "geclusterd": (0, 25), "zorggeschikt": (0, 0)},
            "Als alle plannen doorgaan, komen er in Aa tot en met 2030 nog 65 woningen bij die geschikt zijn voor "
            "ouderen: 40 zonder traplopen, 25 met ontmoeting en geen met zorg aan huis.",
        ),
        (
            {"zorggeschikt": (1, 0)},
            "In Aa komt er tot en met 2030 nog 1 woning bij die geschikt is voor ouderen: geen zonder traplopen, geen "
            "met ontmoeting en 1 met zorg aan huis.",
        ),
        ({}, "In Aa zijn er tot en met 2030 geen openbare plannen voor woningen die geschikt zijn voor ouderen."),
    ],
)
def test_de_zin(cijfers, tekst):
    assert zin(keten(**cijfers)) == tekst


@given(st.lists(st.tuples(AANTAL, AANTAL), min_size=3, max_size=3))
def test_een_som_staat_nooit_zonder_de_drie(paren):
    tekst = zin(keten(*paren)).replace(".", "").replace("geen", "0")
    delen = re.search(r"2030 nog (\d+) woning.*: (\d+) zonder.*, (\d+) met ontmoeting en (\d+) met zorg", tekst)
    per_soort = [hard + zacht for hard, zacht in paren]
    if delen is None:
        assert sum(per_soort) == 0
    else:
        assert [int(deel) for deel in delen.groups()] == [sum(per_soort), *per_soort]


@pytest.mark.parametrize(
    ("jaren", "tekst"),
    [
        ([], ""),
        ([2027], "in 2027"),
        ([2028, 2027, 2027], "in 2027 en 2028"),
        ([2027, 2028, 2029], "van 2027 tot en met 2029"),
        ([2031, 2027, 2029], "in 2027, 2029 en 2031"),
    ],
)
def test_jaren(jaren, tekst):
    assert in_jaren(jaren) == tekst


@given(st.sets(st.integers(2015, 2060), min_size=1))
def test_geen_jaar_gaat_verloren(jaren):
    tekst = in_jaren(jaren)
    genoemd = [int(jaar) for jaar in re.findall(r"\d{4}", tekst)]
    if tekst.startswith("van"):
        genoemd = list(range(genoemd[0], genoemd[1] + 1))
    assert genoemd == sorted(jaren)


@pytest.mark.parametrize(
    ("meters", "tekst"),
    [
        (None, ""),
        (0, "op ongeveer 100 meter"),
        (430, "op ongeveer 400 meter"),
        (960, "op ongeveer 1 km"),
        (1234, "op ongeveer 1,2 km"),
        (2960, "op ongeveer 3 km"),
        (12_345, "op ongeveer 12 km"),
    ],
)
def test_afstand(meters, tekst):
    assert afstand(meters) == tekst


def test_wat_er_komt_en_wat_er_is():
    assert komt("met ontmoeting", {2027: 12, 2028: 8}) == "20 woningen met ontmoeting, in 2027 en 2028"
    assert komt("met ontmoeting", {0: 1}) == "1 woning met ontmoeting; het jaar is nog niet bekend"
    assert komt("zonder traplopen", {2027: 10, 0: 5}) == (
        "15 woningen zonder traplopen, in 2027; van 5 is het jaar nog niet bekend"
    )
    assert gebouwd("zonder traplopen", {2024: 12}) == "12 woningen zonder traplopen zijn al gebouwd, in 2024"
    assert gebouwd("zonder traplopen", {0: 1}) == "1 woning zonder traplopen is al gebouwd"


@pytest.mark.parametrize(
    ("klasse", "status", "nog", "zekerheid"),
    [
        ("hard", "voorbereiding", 10, Zekerheid.ZEKER),
        ("zacht", "onbekend", 10, Zekerheid.ONZEKER),
        ("hard", "realisatie_tot_eerste", 10, Zekerheid.BOUW),
        ("zacht", "realisatie_tot_laatste", 10, Zekerheid.BOUW),
        ("hard", "afgerond", 0, Zekerheid.KLAAR),
        ("hard", "afgerond", 10, Zekerheid.ZEKER),
    ],
)
def test_hoe_zeker(klasse, status, nog, zekerheid):
    assert hoe_zeker(klasse, status, nog) == zekerheid


@pytest.mark.parametrize(
    ("aantallen", "tekst"),
    [
        ({"sociale_huur": 10, "dure_koop": 2, "middenhuur": 0}, "sociale huur en dure koop"),
        ({"sociale_huur": 1, "middenhuur": 1, "dure_huur": 1, "betaalbare_koop": 1},
         "huur (sociaal, midden en duur) en betaalbare koop"),
        ({"sociale_huur": 1, "huur_onbekend": 1}, "huur (sociaal en prijs nog niet bekend)"),
        ({"huur_onbekend": 1, "koop_onbekend": 1}, "huur en koop"),
        ({"koop_onbekend": 3, "onbekend": 4}, "koop"),
        ({"onbekend": 10}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_huren_of_kopen(aantallen, tekst):
    assert huur_of_koop(aantallen) == tekst


# Which place is meant

MIDDEN_VAN_AA = (145_000.0, 455_000.0)


@pytest.mark.django_db
@pytest.mark.parametrize("getypt", ["Aa", " aa ", "AA", "gm9000", "A\0a"])
def test_een_gemeente_bij_naam(client, land, getypt):
    plek = client.get(BUURT, {"q": getypt}).context["plek"]
    assert (plek.gemeente, plek.punt) == (land["Aa"], None)


@pytest.mark.django_db
def test_een_postcode_geeft_een_punt(client, land, pdok):
    pdok["postcode"] = Vondst("3411 AB in Aadorp", "GM9000", "Aa", MIDDEN_VAN_AA)
    antwoord = client.get(BUURT, {"q": "3411ab"})
    assert antwoord.context["plek"].punt.coords == MIDDEN_VAN_AA
    assert "Wonen in de buurt van 3411 AB in Aadorp" in antwoord.content.decode()


@pytest.mark.django_db
def test_een_gemeentecode_die_wij_niet_hebben_volgt_de_grens(client, land, pdok):
    pdok["postcode"] = Vondst("3411 in Aadorp", "GM0001", "Oud-Aa", MIDDEN_VAN_AA)
    assert client.get(BUURT, {"q": "3411"}).context["plek"].gemeente == land["Aa"]


@pytest.mark.django_db
def test_een_woonplaats_in_twee_gemeenten(client, land, pdok):
    pdok["woonplaats"] = [
        Vondst("Dorp", "GM9000", "Aa", MIDDEN_VAN_AA),
        Vondst("Dorp", "GM9001", "Bee", (155_000.0, 455_000.0)),
    ]
    antwoord = client.get(BUURT, {"q": "Dorp"})
    assert antwoord.context["plek"] is None
    inhoud = antwoord.content.decode()
    assert "Welk Dorp bedoelt u?" in inhoud
    assert 'href="?q=Dorp&amp;gemeente=GM9001">Dorp, gemeente Bee<' in inhoud
    gekozen = client.get(BUURT, {"q": "Dorp", "gemeente": "GM9001"}).context["plek"]
    assert (gekozen.gemeente, gekozen.punt.x) == (land["Bee"], 155_000)


@pytest.mark.django_db
def test_een_woonplaats_is_meteen_een_plek(client, land, pdok):
    pdok["woonplaats"] = [Vondst("Aadorp", "GM9000", "Aa", MIDDEN_VAN_AA)]
    assert client.get(BUURT, {"q": "aadorp"}).context["plek"].naam == "Aadorp"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("vraag", "weet", "zegt"),
    [
        ({"q": "3411 AB"}, {}, "Wij kunnen nu niet opzoeken waar postcode 3411AB is. Typ de naam van uw gemeente"),
        ({"q": "3411 AB"}, {"postcode": TeVaakGevraagd()}, "erg veel postcodes opgezocht. Typ de naam"),
        ({"q": "9999 ZZ"}, {"postcode": None}, "Postcode 9999ZZ kennen wij niet"),
        ({"q": "Atlantis"}, {}, "kunnen plaatsen nu niet opzoeken. Typ de naam van uw gemeente"),
        ({"q": "Atlantis"}, {"woonplaats": []}, "Wij vonden geen plaats met de naam Atlantis"),
        ({"q": "Oost"}, {"woonplaats": []}, "Oost is geen gemeente. Typ uw postcode, plaats of gemeente."),
        ({"q": "e"}, {"woonplaats": []}, "Welke gemeente bedoelt u?"),
        ({"plek": "hier"}, {}, "Wij kunnen deze plek niet lezen"),
        ({"plek": "52.08,3.2"}, {}, "ligt niet in een Nederlandse gemeente"),
    ],
)
def test_wat_niet_lukt_zegt_wat_te_doen_en_wat_getypt_is_blijft(client, land, pdok, vraag, weet, zegt):
    pdok.update(weet)
    antwoord = client.get(BUURT, vraag)
    assert (antwoord.status_code, antwoord.context["plek"]) == (200, None)
    inhoud = antwoord.content.decode()
    assert zegt in inhoud, antwoord.context["uitkomst"]
    assert f'value="{vraag.get("q", "")}"' in inhoud


@pytest.mark.django_db
def test_een_adres_zoekt_niet_eindeloos_op(client, land, monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "buurt"}}
    monkeypatch.setitem(Limiet.THROTTLE_RATES, "postcode", "2/hour")

    def pdok_die_telt(postcode, mag):
        if not mag():
            raise TeVaakGevraagd
        return Vondst(postcode, "GM9000", "Aa", MIDDEN_VAN_AA)

    monkeypatch.setattr(zoeken, "zoek_postcode", pdok_die_telt)
    plekken = [client.get(BUURT, {"q": f"341{i}"}).context["plek"] for i in range(3)]
    assert [plek is not None for plek in plekken] == [True, True, False]
    # The gemeente still is to be had.
    assert client.get(BUURT, {"q": "Aa"}).context["plek"].gemeente == land["Aa"]


@pytest.mark.django_db
def test_waar_de_browser_is(client, land):
    plek = client.get(BUURT, {"plek": "52.084,5.242"}).context["plek"]
    assert (plek.gemeente, plek.naam) == (land["Aa"], "uw plek")


@pytest.mark.django_db
def test_wat_getypt_is_blijft_tekst(client, land):
    inhoud = client.get(BUURT, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in inhoud
    assert "&lt;script&gt;alert(1)" in inhoud


# The figures and the plans


def verplaats(plan: Plan, x: float, y: float) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(
        geometrie=MultiPolygon(Polygon.from_bbox((x, y, x + 10, y + 10)), srid=28992)
    )
    return plan


def namen(antwoord) -> list[str]:
    return [b.plan.plannaam for b in antwoord.context["plannen"]]


@pytest.fixture
def buurt(maak_plan, herbereken):
    """Public plans in Aa and Bee, and in Aa every kind that not everyone may know of."""
    maak_plan(plannaam="Aahof", aantallen=regels_van(geclusterd=30, zorggeschikt=14, gerealiseerd=14))
    maak_plan(plannaam="Aaveld", status="3", aantallen=regels_van(geclusterd=25, nultreden=40, jaar=2033))
    maak_plan(plannaam="Alleen regulier", aantallen=regels_van(regulier=50))
    maak_plan("Bee", plannaam="Beeburg", aantallen=regels_van(geclusterd=18))
    maak_plan(plannaam="Geheim G", status="4A", vertrouwelijkheid="gemeente", aantallen=regels_van(nultreden=111))
    maak_plan(plannaam="Geheim P", status="4A", vertrouwelijkheid="provincie", aantallen=regels_van(nultreden=222))
    maak_plan(plannaam="Geheim C", gereed=False, aantallen=regels_van(nultreden=333))
    maak_plan(plannaam="Geheim 5", status="5A", aantallen=regels_van(nultreden=444))
    weg = maak_plan(plannaam="Geheim W", aantallen=regels_van(nultreden=555))
    Plan.objects.filter(pk=weg.pk).update(verwijderd_op="2026-01-01T00:00Z")
    herbereken()


@pytest.mark.django_db
def test_de_cijfers_zijn_die_van_de_gebiedspagina(client, buurt):
    beeld = client.get(BUURT, {"q": "Aa"}).context["beeld"]
    gebied = client.get("/gebied/GM9000/").context
    elders = {b.categorie: b.eerder + b.later + b.jaar_onbekend for b in gebied["buiten_periode"]}
    assert [(c.gebouwd, c.zeker, c.onzeker, c.ander_jaar) for c in beeld.cijfers] == [
        (r.gerealiseerd, r.hard, r.zacht, elders[r.woningtype]) for r in gebied["keten"].regels
    ]
    assert beeld.zin == zin(gebied["keten"])
    assert [c.ander_jaar for c in beeld.cijfers] == [40, 25, 0]
    assert sum(c.gebouwd for c in beeld.cijfers) > 0


@pytest.mark.django_db
@pytest.mark.parametrize("wie", ["invoerder_aa", "coordinator_oost", "beheerder", "koepel"])
def test_ingelogd_is_de_pagina_dezelfde(client, cast, buurt, wie):
    def lees() -> tuple[str, dict]:
        antwoord = client.get(BUURT, {"q": "Aa"})
        kern = re.search(r"<main.*</main>", antwoord.content.decode(), re.S)[0]
        return kern, antwoord.context["kaart_config"]

    voor_iedereen = lees()
    client.force_login(getattr(cast, wie))
    assert lees() == voor_iedereen


@pytest.mark.django_db
def test_wat_niet_openbaar_is_staat_nergens(client, buurt):
    antwoord = client.get(BUURT, {"q": "Aa"})
    inhoud = antwoord.content.decode()
    assert namen(antwoord) == ["Aahof", "Aaveld"]
    assert "Geheim" not in inhoud
    assert not [n for n in ("111", "222", "333", "444", "555") if re.search(rf"\b{n} woning", inhoud)]
    assert {p["naam"] for p in antwoord.context["kaart_config"]["punten"]} == {"Aahof", "Aaveld"}


@pytest.mark.django_db
def test_een_plan_in_gewone_woorden(client, buurt):
    inhoud = client.get(BUURT, {"q": "Aa"}).content.decode()
    for tekst in (
        "16 woningen met ontmoeting, in 2027.",
        "14 woningen met ontmoeting zijn al gebouwd, in 2024.",
        "14 woningen met zorg aan huis zijn al gebouwd, in 2024.",
        "40 woningen zonder traplopen, in 2033.",
        "Het plan is zeker",
        "Het plan is nog niet zeker",
        "Huren of kopen: nog niet bekend.",
        "Vakmensen zeggen: zorggeschikt.",
    ):
        assert tekst in inhoud


@pytest.mark.django_db
def test_de_telregel_geldt_ook_hier(client, maak_plan, herbereken):
    """Too small to be a cluster: it counts, and so it reads, as homes without stairs."""
    maak_plan(plannaam="Klein", aantallen=regels_van(geclusterd=6))
    herbereken()
    (plan,) = client.get(BUURT, {"q": "Aa"}).context["plannen"]
    assert plan.komt == ["6 woningen zonder traplopen, in 2027"]


@pytest.mark.django_db
def test_huur_bouwer_en_rekenvoorbeeld(client, maak_plan, herbereken):
    regels = [*regels_van(geclusterd=20), Regel("betaalbaarheid", "sociale_huur", 20, 0, {"2027": 20}, {})]
    maak_plan(plannaam="Van de corporatie", aantallen=regels, opdrachtgever_soort="woningcorporatie",
              opdrachtgever_naam="Wonen Aa", rekenvoorbeeld=True)  # fmt: skip
    maak_plan(plannaam="Van een ander", opdrachtgever_soort="particulieren", opdrachtgever_naam="Familie Geheim")
    herbereken()
    inhoud = client.get(BUURT, {"q": "Aa"}).content.decode()
    assert "Huren of kopen: sociale huur. Wie bouwt: Wonen Aa." in inhoud
    assert "Familie Geheim" not in inhoud
    assert inhoud.count('<span class="merkteken">rekenvoorbeeld</span>') == 1


@pytest.mark.django_db
def test_bij_een_punt_staat_het_dichtstbijzijnde_bovenaan(client, maak_plan, herbereken):
    verplaats(maak_plan(plannaam="Ver"), 149_000, 455_000)
    verplaats(maak_plan(plannaam="Naast"), 145_300, 455_000)
    verplaats(maak_plan("Bee", plannaam="Over de grens"), 152_000, 455_000)
    verplaats(maak_plan("Bee", plannaam="Te ver weg"), 158_000, 455_000)
    zonder = maak_plan(plannaam="Zonder plek")
    Plan.objects.filter(pk=zonder.pk).update(geometrie=None)
    herbereken()
    antwoord = client.get(BUURT, {"plek": "52.0840,5.2420"})
    assert namen(antwoord) == ["Naast", "Ver", "Over de grens", "Zonder plek"]
    afstanden = [b.afstand for b in antwoord.context["plannen"]]
    assert afstanden[0] in ("op ongeveer 200 meter", "op ongeveer 300 meter", "op ongeveer 400 meter")
    assert (afstanden[1].endswith(" km"), afstanden[3]) == (True, "")
    config = antwoord.context["kaart_config"]
    assert [p["naam"] for p in config["punten"]] == ["Naast", "Ver", "Over de grens"]
    assert config["geometrie"]["type"] == "Point"
    assert json.loads(json.dumps(config["punten"][0]["plek"])) == pytest.approx([5.2464, 52.084], abs=0.01)


@pytest.mark.django_db
def test_zonder_punt_de_gemeente_en_wat_dicht_bij_het_midden_ligt(client, maak_plan, herbereken):
    verplaats(maak_plan(plannaam="Zelf in de hoek"), 140_010, 450_010)
    verplaats(maak_plan("Bee", plannaam="Aan de rand van Bee"), 150_010, 455_000)
    verplaats(maak_plan("Bee", plannaam="Elders in Bee"), 151_000, 455_000)
    # From the middle at 145.000 the edge is five kilometres away.
    Plan.objects.filter(plannaam="Aan de rand van Bee").update(
        geometrie=MultiPolygon(Polygon.from_bbox((149_990, 455_000, 150_100, 455_100)), srid=28992)
    )
    herbereken()
    antwoord = client.get(BUURT, {"q": "Aa"})
    assert namen(antwoord) == ["Zelf in de hoek", "Aan de rand van Bee"]
    assert "geometrie" not in antwoord.context["kaart_config"]


@pytest.mark.django_db
def test_lang_wordt_het_geen_lange_pagina_en_elke_pagina_kost_evenveel(
    client, maak_plan, herbereken, django_assert_max_num_queries
):
    for i in range(3):
        maak_plan(plannaam=f"Eerste {i}")
    herbereken()
    with django_assert_max_num_queries(20) as eerst:
        client.get(BUURT, {"q": "Aa"})
    for i in range(20):
        maak_plan(plannaam=f"Later {i:02d}")
    herbereken()
    with django_assert_max_num_queries(len(eerst.captured_queries)):
        antwoord = client.get(BUURT, {"q": "Aa"})
    assert len(namen(antwoord)) == 20
    assert len(antwoord.context["kaart_config"]["punten"]) == 23
    assert "?q=Aa&amp;blad=2" in antwoord.content.decode()
    assert len(namen(client.get(BUURT, {"q": "Aa", "blad": "2"}))) == 3


@pytest.mark.django_db
def test_zonder_plannen_staat_er_wat_te_doen(client, land, herbereken):
    herbereken()
    inhoud = client.get(BUURT, {"q": "Aa"}).content.decode()
    assert "In Aa zijn er tot en met 2030 geen openbare plannen" in inhoud
    assert "Hier staan nog geen openbare plannen voor ouderen" in inhoud
