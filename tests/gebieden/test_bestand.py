"""Official boundaries from a file: formats, CRS, and what is refused."""

import sqlite3

import pytest
from django.contrib.gis.db.models import Extent
from django.contrib.gis.gdal import CoordTransform, OGRGeometry, SpatialReference
from django.contrib.gis.gdal.driver import Driver
from django.contrib.gis.geos import Polygon
from django.core.management import CommandError

from tests.gebieden.conftest import PLAATS, collectie, feature, laad, schrijf, vierkant
from woonzorg.gebieden.imports import kies_stelsel, lees_grensbestand, maak_gemeentecode
from woonzorg.gebieden.models import Gemeente, Grens

pytestmark = pytest.mark.django_db


def naar(srid: int, ring: list) -> list:
    # By GDAL, so that PostGIS is not checked against itself.
    ogr = OGRGeometry(Polygon(ring).wkt, 28992)
    ogr.transform(CoordTransform(SpatialReference(28992), SpatialReference(srid)))
    return [list(punt) for punt in ogr.tuple[0]]


def alle(zet_om=lambda ring: ring) -> list[dict]:
    return [feature(code, zet_om(vierkant(code))) for code in PLAATS]


def maak_gpkg(pad, features: list[dict], srs_id: int = 28992, lagen: tuple[str, ...] = ("gemeenten",)):
    """A GeoPackage written by the rules of the standard, so that no GDAL of any version helps it along."""
    with sqlite3.connect(pad) as db:
        db.executescript(
            """
            PRAGMA application_id = 0x47504B47;
            PRAGMA user_version = 10300;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT,
                description TEXT, last_change DATETIME DEFAULT '2026-01-01T00:00:00.000Z', min_x DOUBLE,
                min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
                srs_id INTEGER, z TINYINT, m TINYINT, PRIMARY KEY (table_name, column_name));
            INSERT INTO gpkg_spatial_ref_sys VALUES
                ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
                ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);
            """
        )
        if srs_id > 0:
            wkt = SpatialReference(srs_id).wkt
            db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, 'EPSG', ?, ?, '')", (srs_id, srs_id, wkt))
        for laag in lagen:
            db.execute(f"CREATE TABLE {laag} (fid INTEGER PRIMARY KEY, geom POLYGON, gemeentecode TEXT)")
            db.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, 'features', ?, ?)",
                (laag, laag, srs_id),
            )
            db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', ?, 0, 0)", (laag, srs_id))
            for rij in features:
                kop = b"GP\0\x01" + srs_id.to_bytes(4, "little", signed=True)
                wkb = bytes(Polygon(*rij["geometry"]["coordinates"]).wkb)
                db.execute(
                    f"INSERT INTO {laag} (geom, gemeentecode) VALUES (?, ?)",
                    (kop + wkb, rij["properties"]["statcode"]),
                )
    db.close()
    return pad


def omvang(code: str) -> tuple[float, ...]:
    return Grens.objects.filter(code=code).aggregate(vak=Extent("geometrie"))["vak"]


def assert_vierkanten(marge: float):
    """The four squares lie where they should, within `marge` metres."""
    for code in PLAATS:
        x, y = vierkant(code)[0]
        assert omvang(code) == pytest.approx((x, y, x + 10_000, y + 10_000), abs=marge)


def test_geojson_in_rd(feiten, tmp_path):
    uit = laad("--bestand", schrijf(tmp_path / "rd.geojson", collectie(alle())), "--jaar", 2026)
    assert "coördinatenstelsel: RD (EPSG:28992)" in uit
    assert "4 officieel, 0 bij benadering" in uit
    assert_vierkanten(0.001)
    assert set(Grens.objects.values_list("bron", "jaar")) == {("officieel", 2026)}


@pytest.mark.parametrize(
    ("srid", "crs", "naam"),
    [
        (4326, None, "WGS84"),
        (4326, "urn:ogc:def:crs:OGC:1.3:CRS84", "WGS84"),
        (4258, "urn:ogc:def:crs:EPSG::4258", "ETRS89"),
    ],
)
def test_geojson_in_graden(feiten, tmp_path, srid, crs, naam):
    """RD to degrees by GDAL and back by PostGIS: within half a metre (domein.md: no grid, about 0,2 m)."""
    graden = collectie(alle(lambda ring: naar(srid, ring)), crs)
    uit = laad("--bestand", schrijf(tmp_path / "graden.geojson", graden))
    assert f"coördinatenstelsel: {naam}" in uit
    assert_vierkanten(0.5)


@pytest.mark.parametrize("srid", [28992, 4258, 4326])
def test_geopackage(feiten, tmp_path, srid):
    # The name says nothing: the content decides.
    bestand = maak_gpkg(tmp_path / "grenzen.dat", alle(lambda r: r if srid == 28992 else naar(srid, r)), srid)
    uit = laad("--bestand", bestand)
    assert f"EPSG:{srid}" in uit
    assert_vierkanten(0.5)


def test_geopackage_met_twee_lagen_vraagt_welke(feiten, tmp_path):
    bestand = maak_gpkg(tmp_path / "g.gpkg", alle(), lagen=("jaar_2025", "jaar_2026"))
    with pytest.raises(CommandError, match=r"jaar_2025, jaar_2026.*--laag"):
        laad("--bestand", bestand)
    laad("--bestand", bestand, "--laag", "jaar_2026")
    assert_vierkanten(0.001)
    with pytest.raises(CommandError, match="geen laag 'jaar_2024'"):
        laad("--bestand", bestand, "--laag", "jaar_2024")


def test_onbekend_stelsel_vraagt_erom(feiten, tmp_path):
    bestand = maak_gpkg(tmp_path / "g.gpkg", alle(), srs_id=-1)
    with pytest.raises(CommandError, match=r"Onbekend coördinatenstelsel.*--crs EPSG:28992"):
        laad("--bestand", bestand)
    assert not Grens.objects.exists()
    assert "RD (EPSG:28992)" in laad("--bestand", bestand, "--crs", "rd")


def test_geojson_met_meters_en_zonder_stelsel_is_geen_wgs84(feiten, tmp_path):
    bestand = schrijf(tmp_path / "g.json", collectie(alle(), None))
    with pytest.raises(CommandError, match="noemt geen stelsel"):
        laad("--bestand", bestand)
    laad("--bestand", bestand, "--crs", "EPSG:28992")
    assert_vierkanten(0.001)


def test_stelsel_dat_niet_kan(feiten, tmp_path):
    bestand = schrijf(tmp_path / "g.json", collectie(alle(), "urn:ogc:def:crs:EPSG::3857"))
    with pytest.raises(CommandError, match=r"Onbekend coördinatenstelsel.*Pseudo-Mercator"):
        laad("--bestand", bestand)
    with pytest.raises(CommandError, match="'EPSG:3857' kan niet"):
        laad("--bestand", bestand, "--crs", "EPSG:3857")


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "esriwkt"}},
        {"type": "url", "properties": {"url": "http://127.0.0.1:9/crs"}},
        {"type": "name", "properties": {"name": "http://127.0.0.1:9/crs"}},
        {"type": "name", "properties": {"name": "/etc/passwd"}},
        {"type": "name"},
        "EPSG:28992",
    ],
)
def test_stelsel_dat_ergens_anders_staat_wordt_niet_opgehaald(feiten, tmp_path, crs):
    bestand = schrijf(tmp_path / "g.json", collectie(alle(), None) | {"crs": crs})
    with pytest.raises(CommandError, match="geen gewone naam"):
        laad("--bestand", bestand, "--crs", "rd")


@pytest.mark.parametrize("srid", [28992, 4326])
def test_verwisselde_assen(feiten, tmp_path, srid):
    def draai(ring):
        return [[y, x] for x, y in (ring if srid == 28992 else naar(srid, ring))]

    crs = "urn:ogc:def:crs:EPSG::28992" if srid == 28992 else None
    bestand = schrijf(tmp_path / "g.json", collectie(alle(draai), crs))
    with pytest.raises(CommandError, match=r"buiten Nederland \(assen verwisseld\?\)"):
        laad("--bestand", bestand)
    assert not Gemeente.objects.exists(), "alles of niets"


def test_een_punt_buiten_nederland_weigert_het_hele_bestand(feiten, tmp_path):
    rijen = alle()
    rijen[3]["geometry"]["coordinates"][0][1][0] = 2_000_000
    with pytest.raises(CommandError, match=r"buiten Nederland.*GM0004"):
        laad("--bestand", schrijf(tmp_path / "g.json", collectie(rijen)))


def test_onbekende_en_ontbrekende_gemeenten_worden_genoemd(feiten, tmp_path):
    rijen = [feature("GM0001"), feature("GM8888", vierkant("GM0002")), feature("NL", vierkant("GM0003"))]
    uit = laad("--bestand", schrijf(tmp_path / "g.json", collectie(rijen)))
    assert "geen bekende gemeentecode (2): GM8888, NL (nummer 3)" in uit
    assert "niet gevonden, houdt de oude grens of een benadering (3): GM0002, GM0003, GM0004" in uit
    assert "4 gemeentegrenzen (1 officieel, 3 bij benadering)" in uit
    # One approximate gemeente makes what it belongs to approximate.
    assert Grens.objects.get(code="NL").bron == "benadering"


def test_een_opgeheven_gemeente_krijgt_geen_grens(feiten, tmp_path):
    laad()
    Gemeente.objects.filter(code="GM0004").update(geldig_tot="2025-01-01")
    uit = laad("--bestand", schrijf(tmp_path / "g.json", collectie(alle())))
    assert "geen bekende gemeentecode (1): GM0004" in uit
    assert "Opgeheven en zo gebleven: GM0004" in uit
    assert Grens.objects.get(code="GM0004").bron == "benadering"


def test_geen_enkele_bekende_gemeente(feiten, tmp_path):
    bestand = schrijf(tmp_path / "g.json", collectie([feature("GM8888", vierkant("GM0001"))]))
    with pytest.raises(CommandError, match="geen enkele gemeente"):
        laad("--bestand", bestand)


def test_ander_veld_met_de_code(feiten, tmp_path):
    rijen = [feature(code, veld="CBS_nummer") for code in PLAATS]
    for rij in rijen:
        rij["properties"]["CBS_nummer"] = int(rij["properties"]["CBS_nummer"][2:])
    bestand = schrijf(tmp_path / "g.json", collectie(rijen))
    with pytest.raises(CommandError, match=r"CBS_nummer, statnaam.*--veld"):
        laad("--bestand", bestand)
    laad("--bestand", bestand, "--veld", "cbs_nummer")
    assert_vierkanten(0.001)


@pytest.mark.parametrize(
    ("waarde", "code"),
    [
        ("GM0014", "GM0014"),
        (" gm14 ", "GM0014"),
        ("0014", "GM0014"),
        (14, "GM0014"),
        ("GM00141", "GM0141"),
        ("GM12345", ""),
        ("PV20", ""),
        (None, ""),
        ("", ""),
        ("14.0", ""),
    ],
)
def test_maak_gemeentecode(waarde, code):
    assert maak_gemeentecode(waarde) == code


@pytest.mark.parametrize("tekst", ["EPSG:28992", "28992", "rd", " RD "])
def test_kies_stelsel(tekst):
    assert kies_stelsel(tekst).srid == 28992


def test_delen_van_een_gemeente_worden_een_grens(feiten, tmp_path):
    eiland = [[150_000, 475_000], [151_000, 475_000], [151_000, 476_000], [150_000, 475_000]]
    laad("--bestand", schrijf(tmp_path / "g.json", collectie([*alle(), feature("GM0001", eiland)])))
    assert len(Grens.objects.get(code="GM0001").geometrie) == 2


def test_grens_die_zichzelf_kruist_wordt_hersteld_en_genoemd(feiten, tmp_path):
    strik = [[150_000, 460_000], [160_000, 470_000], [160_000, 460_000], [150_000, 470_000], [150_000, 460_000]]
    rijen = [feature("GM0001", strik), *alle()[1:]]
    uit = laad("--bestand", schrijf(tmp_path / "g.json", collectie(rijen)))
    assert "lijn zichzelf kruiste: 1" in uit
    assert all(grens.geometrie.valid for grens in Grens.objects.all())


def test_hoogtes_vallen_weg(feiten, tmp_path):
    rijen = alle(lambda ring: [[*punt, 12.5] for punt in ring])
    laad("--bestand", schrijf(tmp_path / "g.json", collectie(rijen)))
    assert not Grens.objects.get(code="GM0001").geometrie.hasz


@pytest.mark.parametrize(("stap", "veranderd"), [(0.01, 0), (0.1, 4)])
def test_minder_dan_vijf_centimeter_is_geen_wijziging(feiten, tmp_path, stap, veranderd):
    laad("--bestand", schrijf(tmp_path / "g.json", collectie(alle())))
    verschoven = [feature(code, vierkant(code, stap)) for code in PLAATS]
    uit = laad("--bestand", schrijf(tmp_path / "h.json", collectie(verschoven)))
    assert f"4 gemeentegrenzen, {veranderd} nieuw of gewijzigd" in uit
    assert ("Niets gewijzigd" in uit) is (veranderd == 0)


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("g.geojson", "", "geen GeoJSON"),
        ("g.geojson", "{", "niet te lezen"),
        ("g.geojson", '{"type": "Feature"}', "geen GeoJSON"),
        ("g.geojson", '{"type": "FeatureCollection", "features": []}', "Geen eigenschap met gemeentecodes"),
        ("g.vrt", "<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>", "geen GeoJSON"),
        ("g.csv", "statcode,x\nGM0001,1", "geen GeoJSON"),
        ("g.geojson", "/vsicurl/https://elders.example/g.geojson", "geen GeoJSON"),
    ],
)
def test_andere_bestanden_worden_geweigerd(feiten, tmp_path, naam, inhoud, melding):
    pad = tmp_path / naam
    pad.write_text(inhoud)
    with pytest.raises(CommandError, match=melding):
        laad("--bestand", pad)


def test_sqlite_zonder_het_merk_van_geopackage_wordt_geweigerd(feiten, tmp_path):
    pad = tmp_path / "g.gpkg"
    with sqlite3.connect(pad) as db:
        db.execute("CREATE TABLE t (statcode TEXT)")
    db.close()
    with pytest.raises(CommandError, match="geen GeoJSON"):
        laad("--bestand", pad)


@pytest.mark.parametrize("naam", ["/vsicurl/https://elders.example/g.geojson", "GPKG:elders.gpkg", "weg.geojson"])
def test_bestand_dat_er_niet_is(feiten, naam):
    with pytest.raises(CommandError, match="is er niet"):
        laad("--bestand", naam)


def test_punten_zijn_geen_grenzen(feiten, tmp_path):
    rij = feature("GM0001") | {"geometry": {"type": "Point", "coordinates": [150_000, 460_000]}}
    with pytest.raises(CommandError, match="GM0001 heeft geen vlak"):
        laad("--bestand", schrijf(tmp_path / "g.json", collectie([rij])))


def test_alleen_geojson_en_geopackage_gaan_open(feiten, tmp_path, monkeypatch):
    """A file that GDAL would read by another driver than its content promised is refused too."""
    monkeypatch.setattr(Driver, "name", "ESRIJSON")
    with pytest.raises(CommandError, match="niet te lezen"):
        laad("--bestand", schrijf(tmp_path / "g.json", collectie(alle())))


def test_lezen_raakt_de_database_niet_aan(tmp_path, django_assert_num_queries):
    with django_assert_num_queries(0):
        bestand = lees_grensbestand(schrijf(tmp_path / "g.json", collectie(alle())))
    assert len(bestand.grenzen) == 4
