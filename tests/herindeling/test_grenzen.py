"""Boundaries: united where gemeenten merge, from a file where one is split, deciding only when they are official."""

import datetime
import io
import json
from types import SimpleNamespace

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.exceptions import ValidationError

from programmering.plannen.plek import gemeente_volgens_grenzen
from programmering.plots.models import Plot
from tests.conftest import vierkant
from woonzorg.gebieden import actions as gebieden
from woonzorg.gebieden.imports import Cijfer, Gemeentefeit
from woonzorg.gebieden.models import Grens
from woonzorg.herindeling import actions
from woonzorg.herindeling.grenzen import lees_geojson

from .conftest import AA, BEE, CEE, groei, helft, samenvoeging, splitsing

pytestmark = pytest.mark.django_db
NIEUW = "GM9100"


def geojson(vakken: dict[str, tuple], crs: str | None = "EPSG:28992") -> io.BytesIO:
    data = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"statcode": code},
                "geometry": json.loads(Polygon.from_bbox(vak).geojson),
            }
            for code, vak in vakken.items()
        ],
    }
    if crs:
        data["crs"] = {"type": "name", "properties": {"name": crs}}
    bestand = io.BytesIO(json.dumps(data).encode())
    bestand.size = len(bestand.getvalue())
    return bestand


def gemeentegrens(code: str) -> Grens:
    return Grens.objects.get(soort="gemeente", code=code)


@pytest.mark.parametrize(("maak", "naar"), [(samenvoeging, NIEUW), (groei, AA)])
def test_een_samenvoeging_krijgt_de_vereniging(maak, naar, land):
    verslag = actions.voer_uit(herindeling=maak(), by="test")
    grens = gemeentegrens(naar)
    assert grens.geometrie.area == pytest.approx(200e6)
    assert (grens.bron, grens.vorm_hoog is not None) == ("benadering", True)
    assert not Grens.objects.filter(soort="gemeente", code=BEE).exists()
    assert Grens.objects.get(code="NL").geometrie.area == pytest.approx(400e6)
    assert "vereniging van de oude grenzen (benadering)" in verslag["grenzen"][0]


def test_officieel_alleen_als_alle_delen_het_zijn(land):
    Grens.objects.filter(code__in=[AA, BEE]).update(bron="officieel", jaar=2025)
    actions.voer_uit(herindeling=groei(), by="test")
    grens = gemeentegrens(AA)
    assert (grens.bron, grens.jaar) == ("officieel", 2025)
    # A place in what was Bee lies in Aa now, and nothing of Bee stands in the way.
    gevonden, bron = gemeente_volgens_grenzen(vierkant(1))
    assert (gevonden.code, bron) == (AA, "officieel")


def test_een_deel_zonder_grens(land):
    Grens.objects.filter(code=BEE).delete()
    verslag = actions.voer_uit(herindeling=samenvoeging(), by="test")
    assert not Grens.objects.filter(code=NIEUW).exists()
    assert any("nog geen grens op de kaart" in melding for melding in verslag["meldingen"])


def test_een_splitsing_zonder_bestand_beslist_nergens_meer_over(land):
    Grens.objects.update(bron="officieel", jaar=2025)
    verslag = actions.voer_uit(herindeling=splitsing(), by="test")
    assert (gemeentegrens(CEE).bron, gemeentegrens(CEE).jaar) == ("benadering", None)
    assert gemeente_volgens_grenzen(vierkant(0).buffer(-100)) == (None, "")
    assert any("Laad de officiële grenzen" in melding for melding in verslag["meldingen"])


def test_met_een_bestand_gaat_elk_vlak_naar_waar_het_ligt(land, maak_plan, maak_plot):
    plannen = [maak_plan("Aa"), maak_plan("Aa")]
    links, rechts = helft(0, 0), helft(0, 1)
    midden = (links[2] - 60, links[1] + 100, links[2] + 40, links[1] + 200)
    for plan, vak in ((plannen[0], rechts), (plannen[1], midden)):
        plan.geometrie = MultiPolygon(Polygon.from_bbox(vak), srid=28992)
        plan.save()
    hoek = (rechts[0] + 5, rechts[1] + 5, rechts[0] + 60, rechts[1] + 60)
    plot = maak_plot("Aa", plek=MultiPolygon(Polygon.from_bbox(hoek), srid=28992))
    op_plot = maak_plan("Aa", plot=plot)
    herindeling = splitsing()
    gevonden = actions.bewaar_grenzen(
        herindeling=herindeling, bestand=lees_geojson(geojson({NIEUW: links, CEE: rechts, "GM9003": rechts}))
    )
    assert gevonden == [CEE, NIEUW]
    verslag = actions.voer_uit(herindeling=herindeling, by="test")
    for plan, code in ((plannen[0], CEE), (plannen[1], NIEUW), (op_plot, CEE)):
        plan.refresh_from_db()
        assert plan.gemeente.code == code
    assert Plot.objects.get().gemeente.code == CEE
    assert {t["waarom"] for t in verslag["toewijzingen"]} >= {"ligt daar (60 % van het vlak)"}
    assert (gemeentegrens(NIEUW).bron, gemeentegrens(NIEUW).jaar) == ("officieel", 2026)
    assert gemeentegrens(NIEUW).geometrie.area == pytest.approx(50e6)


def test_met_maar_een_grens_beslist_alleen_meer_dan_de_helft(land, maak_plan):
    links = helft(0, 0)
    over_de_lijn = (links[2] - 40, links[1] + 100, links[2] + 60, links[1] + 200)
    plan = maak_plan("Aa")
    plan.geometrie = MultiPolygon(Polygon.from_bbox(over_de_lijn), srid=28992)
    plan.save()
    herindeling = splitsing()
    actions.bewaar_grenzen(herindeling=herindeling, bestand=lees_geojson(geojson({NIEUW: links})))
    actions.voer_uit(herindeling=herindeling, by="test")
    plan.refresh_from_db()
    assert plan.gemeente.code == CEE


def test_grenzen_van_het_nieuwe_jaar_die_al_geladen_zijn_beslissen_mee(land, maak_plan):
    Grens.objects.filter(code=CEE).update(bron="officieel", jaar=2026, geometrie=vierkant(0))
    Grens.objects.filter(code="GM9003").update(bron="officieel", jaar=2025, geometrie=vierkant(0))
    plan = maak_plan("Aa")
    actions.voer_uit(herindeling=splitsing(bestaand=[CEE, "GM9003"], nieuw=[], standaard="GM9003"), by="test")
    plan.refresh_from_db()
    assert plan.gemeente.code == CEE
    assert (gemeentegrens(CEE).bron, gemeentegrens("GM9003").bron) == ("officieel", "benadering")


def test_een_bestand_zonder_opvolger(land):
    with pytest.raises(ValidationError, match="geen grens van een opvolger"):
        actions.bewaar_grenzen(herindeling=splitsing(), bestand=lees_geojson(geojson({BEE: helft(1, 0)})))


def test_graden_en_zonder_stelsel(land):
    bestand = lees_geojson(geojson({CEE: (5.0, 52.0, 5.1, 52.1)}, crs=None))
    assert bestand.stelsel.srid == 4326
    assert lees_geojson(geojson({CEE: helft(0, 0)}, crs=None)).stelsel.srid == 28992
    actions.bewaar_grenzen(herindeling=splitsing(), bestand=bestand)


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"\xff\xfe\x00", "geen GeoJSON"),
        (b"[" * 100_000, "geen GeoJSON"),
        (b"[1]", "geen verzameling"),
        (b'{"type": "FeatureCollection", "features": 3}', "geen verzameling"),
        (b'{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "/vsicurl/x"}}}', "stelsel"),
        (b'{"type": "FeatureCollection", "features": [], "crs": 1}', "stelsel"),
        (
            b'{"type": "FeatureCollection", "features": [{"properties": {"statcode": "GM9002"}, "geometry": null}]}',
            "geen vlak",
        ),
        (
            b'{"type": "FeatureCollection", "features": [{"properties": {"statcode": "GM9002"}, "geometry": '
            b'{"type": "Polygon", "coordinates": [[[1e999, 2], [3, 4], [1, 2]]]}}]}',
            "niet te lezen",
        ),
        (
            b'{"type": "FeatureCollection", "features": [{"properties": {"statcode": "GM9002"}, "geometry": '
            b'{"type": "MultiPolygon", "coordinates": []}}]}',
            "leeg",
        ),
        (
            b'{"type": "FeatureCollection", "features": [{"properties": {"statcode": "GM9002"}, "geometry": '
            b'{"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 2], [1, 2]]]}}]}',
            "buiten Nederland",
        ),
    ],
)
def test_een_bestand_dat_niet_deugt_krijgt_een_zin(inhoud, melding):
    bestand = io.BytesIO(inhoud)
    bestand.size = len(inhoud)
    with pytest.raises(ValidationError, match=melding):
        lees_geojson(bestand)


def test_een_te_groot_bestand_wordt_niet_gelezen():
    with pytest.raises(ValidationError, match="groter dan 20 MB"):
        lees_geojson(SimpleNamespace(size=21 * 1024**2))


def test_ijkpunten_van_wie_opging_zijn_van_de_opvolger(land):
    """Loading the approximate boundaries again leaves the merged gemeente whole."""
    actions.voer_uit(herindeling=groei(), by="test")
    codes, xs, ys = [], [], []
    for kolom, code in enumerate([AA, BEE, CEE, "GM9003"]):
        west, zuid, oost, noord = vierkant(kolom).extent
        for x in (west + 2000, oost - 2000):
            for y in (zuid + 2000, noord - 2000):
                codes.append(code)
                xs.append(int(x))
                ys.append(int(y))
    gebieden.maak_benadering((codes, xs, ys))
    assert gemeentegrens(AA).geometrie.area > 1.9 * gemeentegrens(CEE).geometrie.area
    assert not Grens.objects.filter(code=BEE).exists()


def test_feiten_van_voor_de_herindeling_zijn_van_een_kleinere_gemeente(land):
    actions.voer_uit(herindeling=groei(), by="test")

    def feit(code, naam, waarde):
        return Gemeentefeit(
            code, naam, ("PV90", "Oost"), ("WD90", "Noord"), "hoog", ("", ""), datetime.date(2020, 1, 1),
            (Cijfer("inwoners_75plus", 2021, waarde, "CBS"),),
        )  # fmt: skip

    oud = [feit(AA, "Aa", 4000), feit(BEE, "Bee", 3000), feit(CEE, "Cee", 2222)]
    telling = gebieden.werk_feiten_bij(oud)
    assert telling.opgeheven == [BEE]
    assert land["Aa"].kerncijfers.get().waarde == 7000
    assert land["Cee"].kerncijfers.get().waarde == 2222
    # Facts that no longer know Bee are of the new Aa.
    gebieden.werk_feiten_bij([feit(AA, "Aa", 7100)])
    assert land["Aa"].kerncijfers.get().waarde == 7100
