"""Files as they come in: what can be read, and a sentence of its own for each that cannot."""

import json

import pytest

from programmering.imports.lezers import Kop, Leesfout, basis, kies_lezer
from programmering.imports.lezers import geojson as lezen
from programmering.imports.vorm import Vormfout, naar_wkb
from woonzorg.gebieden.stelsels import BUITEN_NEDERLAND, STELSELS

from .test_import_controle import RD, bestand, feature, vierkantje


def crs(naam):
    return {"type": "name", "properties": {"name": naam}}


@pytest.mark.parametrize(
    ("naam", "srid"),
    [
        ("urn:ogc:def:crs:EPSG::28992", 28992),
        ("urn:ogc:def:crs:EPSG:9.9:28992", 28992),
        ("EPSG:28992", 28992),
        ("http://www.opengis.net/def/crs/EPSG/0/28992", 28992),
        ("urn:ogc:def:crs:EPSG::7415", 28992),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("EPSG:4326", 4326),
        ("urn:ogc:def:crs:EPSG::4258", 4258),
    ],
)
def test_stelsel_uit_het_bestand(naam, srid):
    kop = lezen.lees_kop(bestand(feature(), crs=crs(naam)))
    assert kop.stelsel.srid == srid
    assert kop.aantal == 1


@pytest.mark.parametrize("ander", [crs("EPSG:3857"), crs("EPSG:9999999999"), crs(""), crs(None), {}, [], "RD", 28992])
def test_onbekend_stelsel(ander):
    with pytest.raises(Leesfout, match="Onbekend coördinatenstelsel"):
        lezen.lees_kop(bestand(feature(), crs=ander))


def test_zonder_stelsel_is_wgs84_als_het_graden_zijn():
    graden = {"type": "Polygon", "coordinates": [[[5.1, 52.1], [5.2, 52.1], [5.2, 52.2], [5.1, 52.1]]]}
    assert lezen.lees_kop(bestand(feature(graden), crs=None)).stelsel.srid == 4326
    with pytest.raises(Leesfout, match="Kies zelf het stelsel"):
        lezen.lees_kop(bestand(feature(), crs=None))
    assert lezen.lees_kop(bestand(feature(), crs=None), srid=28992).stelsel.srid == 28992


def test_de_kop_komt_er_gelijk_weer_uit():
    """Also with names that no database takes as they are."""
    kop = Kop(
        3, frozenset({"Plannaam", "nul\0teken", "half\ud800"}), STELSELS[4258], ("Een opmerking.",),
        ("Plannaam", "nul\0teken", "half\ud800"), stelsel_gekozen=True, met_vlakken=False, sjabloon="3", profiel="p",
    )  # fmt: skip
    tekst = kop.als_tekst()
    assert tekst.isascii()
    assert "\0" not in tekst
    assert Kop.uit_tekst(tekst) == kop


def test_crs_na_de_features_en_een_bom():
    tekst = json.dumps({"features": [feature(), feature()], "crs": RD, "type": "FeatureCollection", "naam": [1, {}]})
    kop = lezen.lees_kop(b"\xef\xbb\xbf" + tekst.encode())
    assert (kop.aantal, kop.stelsel.srid) == (2, 28992)
    assert len(list(lezen.features(tekst.encode()))) == 2


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b'{"type": "FeatureCollection", "features": [', "geen geldige JSON"),
        (b'{"type": "FeatureCollection", "features": [{}]} staart', "geen geldige JSON"),
        (b'{"type": "FeatureCollection", "features": [{}], "features": [{}]}', "geen geldige JSON"),
        (b'{"type": "FeatureCollection", "features": [{} {}]}', "geen geldige JSON"),
        (b'{"type": "FeatureCollection" "features": [{}]}', "geen geldige JSON"),
        (b'{"type": "FeatureCollection", "features": {}}', "geen lijst"),
        (b'{"type": "FeatureCollection"}', "geen lijst 'features'"),
        (b"{}", "geen lijst 'features'"),
        (b'{"type": "FeatureCollection", "features": []}', "geen plannen"),
        (b'{"type": "Topology", "features": [{}]}', "geen GeoJSON met een FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [{"properties": {"a": NaN}}]}', "NaN"),
        (b'{"type": "FeatureCollection", "features": [{"properties": {"a": -Infinity}}]}', "-Infinity"),
        (b'{"type": "FeatureCollection", "features": [' + b"[" * 100_000, "te diep genest"),
        (b'{"type": ' + b'{"a":' * 100_000, "te diep genest"),
        (b'{"type": "FeatureCollection", "features": [' + b"9" * 6000 + b"]}", "geen geldige JSON"),
        (b'{"naam": "\xff\xfe"}', "UTF-8"),
    ],
)
def test_wat_niet_gelezen_kan_worden(inhoud, zin):
    with pytest.raises(Leesfout, match=zin):
        lezen.lees_kop(inhoud)


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("plannen.gpx", b"<gpx/>", "eindigt op"),
        ("plannen.geojson", b"PK\x03\x04", "zip- of Excelbestand"),
        ("plannen.json", b"", "leeg"),
        ("plannen.json", b"  \n", "leeg"),
        ("plannen.json", b"<?xml version='1.0'?><!DOCTYPE x>", "geen GeoJSON"),
        ("plannen.json", b"[1]", "geen GeoJSON"),
        ("plannen.json", b"{" + b" " * basis.MAX_BYTES, "20 MB"),
    ],
)
def test_soort_en_grootte(naam, inhoud, zin):
    with pytest.raises(Leesfout, match=zin):
        kies_lezer(naam, inhoud).controleer(naam, inhoud)


def test_te_veel_plannen(monkeypatch):
    monkeypatch.setattr(basis, "MAX_RIJEN", 3)
    assert lezen.lees_kop(bestand(*[feature()] * 3)).aantal == 3
    with pytest.raises(Leesfout, match="meer dan 3 plannen"):
        lezen.lees_kop(bestand(*[feature()] * 4))


# --- Shapes ------------------------------------------------------------------------------------------------------


def polygon(*ringen):
    return {"type": "Polygon", "coordinates": list(ringen)}


@pytest.mark.parametrize(
    ("vorm", "zin"),
    [
        ({"type": "Point", "coordinates": [140_000, 450_000]}, "geen vlak"),
        ({"type": "GeometryCollection", "geometries": []}, "geen vlak"),
        ("POLYGON EMPTY", "geen vlak"),
        ({"type": "Polygon"}, "geen coördinaten"),
        ({"type": "Polygon", "coordinates": {}}, "geen coördinaten"),
        (polygon([[1, 2], [3, 4]]), "minder dan vier punten"),
        (polygon([1, 2, 3, 4]), "niet te lezen"),
        (polygon([[1], [2], [3], [4]]), "niet te lezen"),
        (polygon(["ab", "cd", "ef", "gh"]), "geen getallen"),
        (polygon([[True, 1], [2, 3], [4, 5], [6, 7]]), "geen getallen"),
        (polygon([[140_000, None]] * 4), "geen getallen"),
        (polygon([[1e999, 1.0]] * 4), "geen gewone getallen"),
        (polygon([[10**400, 1.0]] * 4), "geen gewone getallen"),
    ],
)
def test_vormen_die_niet_kunnen(vorm, zin):
    with pytest.raises(Vormfout, match=zin):
        naar_wkb(vorm, STELSELS[28992])


def test_verwisselde_assen():
    verwisseld = polygon([[y, x] for x, y in vierkantje()])
    with pytest.raises(Vormfout) as fout:
        naar_wkb(verwisseld, STELSELS[28992])
    assert str(fout.value) == BUITEN_NEDERLAND
    with pytest.raises(Vormfout):
        naar_wkb(polygon([[52.1, 5.1], [52.2, 5.1], [52.2, 5.2], [52.1, 5.1]]), STELSELS[4326])


def test_te_veel_punten():
    ring = [[140_000 + i / 1000, 450_000] for i in range(50_010)]
    with pytest.raises(Vormfout, match=r"50\.000 punten"):
        naar_wkb(polygon(ring), STELSELS[28992])


def test_open_rand_en_hoogte_mogen():
    gesloten = naar_wkb(polygon(vierkantje()), STELSELS[28992])
    assert naar_wkb(polygon(vierkantje()[:-1]), STELSELS[28992]) == gesloten
    assert naar_wkb(polygon([[x, y, 12.5] for x, y in vierkantje()]), STELSELS[28992]) == gesloten


def test_geen_vorm():
    assert naar_wkb(None, STELSELS[28992]) is None
    assert naar_wkb({"type": "MultiPolygon", "coordinates": [[]]}, STELSELS[28992]) is None
