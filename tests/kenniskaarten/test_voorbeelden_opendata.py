"""Examples outside the portal: GeoJSON, the API, and the map within another page."""

import json
import re

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from tests.kenniskaarten.voorbeelden import maak_voorbeeld

pytestmark = pytest.mark.django_db


@pytest.fixture
def voorbeelden(land):
    geheim = {"contact_email": "geheim@hof.nl", "voordrager_email": "ook@geheim.nl", "contact_naam": "Zonder Naam"}
    maak_voorbeeld(land["Aa"], titel="Aarhof", slug="aarhof", **geheim)
    maak_voorbeeld(land["Bee"], titel="Beehof", woningtypen=["nultreden"], woningen=80, rekenvoorbeeld=True)
    maak_voorbeeld(land["Bee"], titel="Nog niet", status="voorgedragen")


def bestand(antwoord) -> dict:
    return json.loads(b"".join(antwoord.streaming_content))


def test_geojson_is_wgs84_met_licentie_en_zonder_adressen(client, cast, voorbeelden):
    # Also for who sees more on the pages.
    client.force_login(cast.kernteam)
    antwoord = client.get(reverse("voorbeelden-geojson"))
    assert antwoord["Content-Type"] == "application/geo+json"
    assert antwoord["Access-Control-Allow-Origin"] == "*"
    inhoud = bestand(antwoord)
    assert inhoud["type"] == "FeatureCollection"
    assert inhoud["crs"]["properties"]["name"].endswith("CRS84")
    assert "CC BY 4.0" in inhoud["toelichting"]["Licentie"]
    assert "Woonzorgportaal" in inhoud["toelichting"]["Licentie"]
    eerste, tweede = inhoud["features"]
    assert (eerste["id"], eerste["geometry"]["type"]) == ("aarhof", "Point")
    assert eerste["geometry"]["coordinates"] == pytest.approx([5.242, 52.084], abs=0.002)
    assert set(eerste["properties"]) == set(inhoud["kolommen"])
    assert eerste["properties"]["woningtypen"] == ["geclusterd"]
    assert eerste["properties"]["pagina"] == "http://testserver/inspiratie/aarhof/"
    assert (tweede["properties"]["naam"], tweede["properties"]["rekenvoorbeeld"]) == ("Beehof", True)
    assert not re.search("geheim|Zonder Naam|Nog niet", json.dumps(inhoud))


def test_geojson_volgt_het_filter(client, voorbeelden):
    inhoud = bestand(client.get(reverse("voorbeelden-geojson"), {"omvang": "groot"}))
    assert [f["properties"]["naam"] for f in inhoud["features"]] == ["Beehof"]


def test_de_api_bladert_en_filtert(client, voorbeelden):
    url = "/api/v1/voorbeelden"
    antwoord = client.get(url, {"pageSize": 1})
    assert antwoord["Access-Control-Allow-Origin"] == "*"
    eerste = antwoord.json()
    assert (eerste["count"], eerste["previous"]) == (2, None)
    (aarhof,) = eerste["results"]
    assert aarhof["gemeente"] == {"code": "GM9000", "naam": "Aa"}
    assert aarhof["locatie"]["coordinates"] == pytest.approx([5.242, 52.084], abs=0.002)
    assert (aarhof["inGebruikSinds"], aarhof["bevestigdOp"], aarhof["rekenvoorbeeld"]) == (2021, "2026-09-01", False)
    assert aarhof["pagina"] == "http://testserver/inspiratie/aarhof/"
    assert not re.search("geheim|Zonder Naam", antwoord.content.decode())
    tweede = client.get(eerste["next"]).json()
    assert ([v["naam"] for v in tweede["results"]], tweede["next"]) == (["Beehof"], None)
    for vraag in ({"gemeente": "GM9001"}, {"provincie": "PV91"}, {"woningtype": "nultreden"}):
        assert [v["naam"] for v in client.get(url, vraag).json()["results"]] == ["Beehof"]


@pytest.mark.parametrize(
    ("vraag", "veld"),
    [
        ({"gemeente": "Aa"}, "gemeente"),
        ({"provincie": "PV9"}, "provincie"),
        ({"woningtype": "villa"}, "woningtype"),
        ({"page": "2"}, "page"),
        ({"pageSize": "500"}, "pageSize"),
        ({"kleur": "rood"}, "kleur"),
    ],
)
def test_de_api_zegt_wat_er_mis_is(client, voorbeelden, vraag, veld):
    antwoord = client.get("/api/v1/voorbeelden", vraag)
    assert (antwoord.status_code, antwoord["Content-Type"]) == (400, "application/problem+json")
    assert list(antwoord.json()["errors"]) == [veld]


def test_de_api_staat_in_het_schema(client):
    schema = client.get("/api/v1/openapi.json").json()
    velden = schema["components"]["schemas"]["Voorbeeld"]["properties"]
    assert velden["locatie"]["allOf"][0]["$ref"].endswith("/Punt") or velden["locatie"]["$ref"].endswith("/Punt")
    assert "/api/v1/voorbeelden" in schema["paths"]


def test_inbedden_mag_alleen_wie_in_de_lijst_staat(client, voorbeelden, settings):
    settings.INBEDDEN_DOMEINEN = []
    dicht = client.get(reverse("voorbeelden-inbedden"))
    assert "frame-ancestors 'none'" in dicht["Content-Security-Policy"]
    assert dicht["X-Frame-Options"] == "DENY"
    settings.INBEDDEN_DOMEINEN = ["https://www.stad.example", "https://*.provincie.example"]
    open_ = client.get(reverse("voorbeelden-inbedden"))
    csp = open_["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.stad.example https://*.provincie.example" in csp
    assert "default-src 'self'" in csp
    assert "X-Frame-Options" not in open_
    # No other page comes along.
    assert "frame-ancestors 'none'" in client.get(reverse("voorbeeld-lijst"))["Content-Security-Policy"]


def test_ingebed_staat_alleen_wat_openbaar_is_en_geen_menu(client, cast, voorbeelden):
    client.force_login(cast.kernteam)
    inhoud = client.get(reverse("voorbeelden-inbedden"), {"omvang": "klein"}).content.decode()
    assert "Aarhof" in inhoud
    assert not re.search("Nog niet|Beehof|geheim|Hoofdmenu|csrfmiddlewaretoken", inhoud)
    assert 'href="/inspiratie/?omvang=klein" target="_blank"' in inhoud


@pytest.mark.parametrize(
    ("domein", "goed"),
    [
        ("https://www.stad.example", True),
        ("https://*.stad.example:8443", True),
        ("http://www.stad.example", False),
        ("*", False),
        ("https://*", False),
        ("https://stad.example; script-src *", False),
        ("'unsafe-inline'", False),
    ],
)
def test_een_domein_dat_niet_klopt_houdt_het_portaal_tegen(settings, domein, goed):
    settings.INBEDDEN_DOMEINEN = [domein]
    assert ("kenniskaarten.E001" in {fout.id for fout in run_checks()}) is not goed
