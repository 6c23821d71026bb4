"""GeoPackage and Shapefile as they come in: read as GeoJSON is, and a sentence of its own for what cannot be.

The files that mean harm are made here, byte by byte where that is needed.
"""

import io
import json
import random
import socket
import sqlite3
import stat
import struct
import zipfile

import pytest
import shapefile as pyshp

from programmering.imports.lezers import Leesfout, StelselOnbekend, basis, geopakket, kies_lezer, shapefile, vlakken
from programmering.imports.lezers.geopakket import GeoPakket
from programmering.imports.lezers.shapefile import ShapefileZip
from programmering.imports.vorm import Vormfout, naar_wkb
from woonzorg.gebieden.stelsels import STELSELS

from .geomaker import RD_WKT, WKT, geopackage, laag, maak_zip, shapefile_delen, shapefile_zip, sqlite_bytes
from .test_import_controle import feature, vierkantje

GAT = {
    "type": "Polygon",
    "coordinates": [vierkantje(140_500, 450_500, 100), vierkantje(140_520, 450_520, 20)[::-1]],
}
TWEE = {"type": "MultiPolygon", "coordinates": [[vierkantje(140_500)], [vierkantje(140_900)]]}


def lees(naam: str, inhoud: bytes, *, srid=None, herken=None):
    """(Kop, rows) as an import reads them."""
    lezer = kies_lezer(naam, inhoud, herken_kolom=herken)
    lezer.controleer(naam, inhoud)
    return lezer.kop(inhoud, srid=srid), list(lezer.rijen(inhoud))


def fout_van(naam: str, inhoud: bytes, **meer) -> str:
    with pytest.raises(Leesfout) as fout:
        lees(naam, inhoud, **meer)
    return str(fout.value)


def omtrek(geometrie) -> set:
    """The corners of a shape, whatever ring comes first and whichever way it turns."""
    vlakken = [geometrie["coordinates"]] if geometrie["type"] == "Polygon" else geometrie["coordinates"]
    return {frozenset(map(tuple, ring)) for vlak in vlakken for ring in vlak}


MAKERS = {
    "plannen.gpkg": lambda features, srid: geopackage(laag(features, srid=srid)),
    "plannen.zip": lambda features, srid: shapefile_zip(features, prj=WKT[srid]),
}


@pytest.mark.django_db
@pytest.mark.parametrize("srid", list(STELSELS))
@pytest.mark.parametrize("naam", list(MAKERS))
def test_dezelfde_rijen_als_uit_geojson(naam, srid):
    features = [feature(GAT), feature(TWEE, OBJECTID=2, Plannaam="Café 't Hof"), feature(OBJECTID=3)]
    kop, rijen = lees(naam, MAKERS[naam](features, srid))
    assert (kop.aantal, kop.stelsel) == (3, STELSELS[srid])
    assert kop.kolommen == set(features[0]["properties"])
    for rij, f in zip(rijen, features, strict=True):
        assert rij.feature["properties"] == f["properties"]
        assert omtrek(rij.feature["geometry"]) == omtrek(f["geometry"])
        assert (rij.blad, rij.fouten) == ("plannen", ())
    assert [rij.rij for rij in rijen] == [1, 2, 3]
    assert json.dumps([rij.feature for rij in rijen])


@pytest.mark.django_db
@pytest.mark.parametrize("naam", list(MAKERS))
def test_een_rij_zonder_vlak_blijft_een_rij(naam):
    _, rijen = lees(naam, MAKERS[naam]([feature(), feature() | {"geometry": None}], 28992))
    assert [rij.feature["geometry"] is None for rij in rijen] == [False, True]
    assert not any(rij.fouten for rij in rijen)


@pytest.mark.django_db
@pytest.mark.parametrize("naam", list(MAKERS))
def test_verwisselde_assen_geven_de_zin_die_iedereen_kent(naam):
    andersom = {"type": "Polygon", "coordinates": [[[y, x] for x, y in vierkantje(140_500, 350_500)]]}
    kop, [rij] = lees(naam, MAKERS[naam]([feature(andersom)], 28992))
    with pytest.raises(Vormfout) as fout:
        naar_wkb(rij.feature["geometry"], kop.stelsel)
    assert str(fout.value) == "coördinaten liggen buiten Nederland (assen verwisseld?)"


# --- Which CRS ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wkt", "srid", "naam"),
    [
        (RD_WKT, 28992, "RD_New"),
        ('PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort"],AUTHORITY["EPSG","28992"]]', 28992, "Amersfoort / RD New"),
        ('PROJCS["Amersfoort_RD_New",GEOGCS["Amersfoort"]]', 28992, "Amersfoort_RD_New"),
        ('PROJCRS["Amersfoort / RD New",BASEGEOGCRS["Amersfoort",ID["EPSG",4289]],ID["EPSG",28992]]', 28992,
         "Amersfoort / RD New"),
        ('COMPD_CS["Amersfoort / RD New + NAP height",PROJCS["Amersfoort / RD New",GEOGCS["A"]],VERT_CS["NAP"]]', 28992,
         "Amersfoort / RD New"),
        (WKT[4326], 4326, "GCS_WGS_1984"),
        ('GEOGCS["WGS 84",DATUM["WGS_1984"],AUTHORITY["EPSG","4326"]]', 4326, "WGS 84"),
        (WKT[4258], 4258, "GCS_ETRS_1989"),
        ('GEOGCS["ETRS89",AUTHORITY["EPSG","4258"]]', 4258, "ETRS89"),
        ('PROJCS["RD_Old",GEOGCS["GCS_Amersfoort"]]', None, "RD_Old"),
        ('PROJCS["WGS 84 / UTM zone 31N",GEOGCS["WGS 84"],AUTHORITY["EPSG","32631"]]', None, "WGS 84 / UTM zone 31N"),
        ('PROJCS["Mijn eigen RD",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]]]', None, "Mijn eigen RD"),
        ("onzin", None, ""),
        ("", None, ""),
        ('PROJCS["' + "x" * 100_000, None, ""),
    ],
)  # fmt: skip
def test_stelsel_uit_woorden(wkt, srid, naam):
    stelsel, genoemd = vlakken.stelsel_uit_wkt(wkt)
    assert (stelsel and stelsel.srid, genoemd) == (srid, naam)


def zet_stelsel(srs_id, organisatie, nummer, wkt):
    def na(bestand):
        rij = ["eigen", srs_id, organisatie, nummer, wkt]
        bestand.execute("INSERT OR REPLACE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", rij)
        bestand.execute("UPDATE gpkg_geometry_columns SET srs_id = ?", [srs_id])

    return na


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("na", "srid"),
    [
        (zet_stelsel(100_001, "EPSG", 28992, "undefined"), 28992),
        (zet_stelsel(100_001, "epsg", 7415, ""), 28992),
        (zet_stelsel(100_001, "NONE", 100_001, RD_WKT), 28992),
        (zet_stelsel(4326, "EPSG", 4326, ""), 4326),
    ],
)
def test_geopackage_noemt_zijn_stelsel_op_meer_manieren(na, srid):
    assert lees("p.gpkg", geopackage(laag([feature()]), na=na))[0].stelsel.srid == srid


@pytest.mark.django_db
def test_een_ander_stelsel_wordt_bij_naam_geweigerd():
    inhoud = geopackage(laag([feature()]), na=zet_stelsel(3857, "EPSG", 3857, ""))
    assert fout_van("p.gpkg", inhoud).startswith("Onbekend coördinatenstelsel: eigen. Sla het bestand op in een van:")
    utm = 'PROJCS["WGS 84 / UTM zone 31N",AUTHORITY["EPSG","32631"]]'
    assert "WGS 84 / UTM zone 31N" in fout_van("p.zip", shapefile_zip([feature()], prj=utm), srid=28992)
    assert "de .prj is niet te lezen" in fout_van("p.zip", shapefile_zip([feature()], prj="onzin"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("naam", "inhoud"),
    [
        ("p.zip", lambda: shapefile_zip([feature()], prj=None)),
        ("p.zip", lambda: shapefile_zip([feature()], prj=" \n")),
        ("p.gpkg", lambda: geopackage(laag([feature()]), na=zet_stelsel(-1, "NONE", -1, "undefined"))),
        ("p.gpkg", lambda: geopackage(laag([feature()]), na=zet_stelsel(0, "NONE", 0, "undefined"))),
    ],
)
def test_zonder_stelsel_wordt_erom_gevraagd_en_het_gekozene_genoemd(naam, inhoud):
    inhoud = inhoud()
    with pytest.raises(StelselOnbekend, match="noemt geen coördinatenstelsel"):
        lees(naam, inhoud)
    kop, rijen = lees(naam, inhoud, srid=28992)
    assert kop.stelsel.srid == 28992
    assert kop.stelsel_gekozen
    assert len(rijen) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("naam", list(MAKERS))
def test_wat_het_bestand_noemt_gaat_voor_wat_iemand_koos(naam):
    kop, _ = lees(naam, MAKERS[naam]([feature()], 28992), srid=4326)
    assert (kop.stelsel.srid, kop.stelsel_gekozen) == (28992, False)


# --- Which layer -------------------------------------------------------------------------------------------

PUNT = {"type": "Point", "coordinates": [140_500, 450_500]}


def puntlaag(bestand, naam="punten"):
    """A layer of points beside the others."""
    bestand.execute(f'CREATE TABLE "{naam}" (fid INTEGER PRIMARY KEY, geom POINT, Naam TEXT)')
    blob = struct.pack("<2sBBiBI2d", b"GP", 0, 1, 28992, 1, 1, 140_500, 450_500)
    bestand.execute(f'INSERT INTO "{naam}" (geom, Naam) VALUES (?, ?)', [blob, "x"])
    inhoud = "INSERT INTO gpkg_contents (table_name, data_type, last_change, srs_id) VALUES (?, 'features', '', 28992)"
    bestand.execute(inhoud, [naam])
    bestand.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 28992, 0, 0)", [naam])


ANDER = {"type": "Feature", "properties": {"buurt": "x"}, "geometry": feature()["geometry"]}


@pytest.mark.django_db
def test_de_laag_met_de_plannen_wordt_gekozen_en_genoemd():
    andere, leeg = laag([ANDER, ANDER], naam="buurten"), laag([feature()], naam="leeg")
    leeg.rijen.clear()
    gpkg = geopackage(andere, laag([feature()]), leeg, na=puntlaag)
    buurten = {f"buurten{e}": i for e, i in shapefile_delen([ANDER, ANDER]).items()}
    los = shapefile_delen([feature() | {"geometry": PUNT}], soort=pyshp.POINT)
    punten = {f"map/punten{e}": i for e, i in los.items()}
    plannen = {f"map/plannen{e}": i for e, i in shapefile_delen([feature()]).items()}
    for naam, inhoud in [("p.gpkg", gpkg), ("p.zip", maak_zip(buurten | punten | plannen))]:
        kop, rijen = lees(naam, inhoud, herken=lambda kolom: kolom in feature()["properties"])
        assert (rijen[0].blad, kop.aantal) == ("plannen", 1)
        gezegd = " ".join(kop.opmerkingen)
        assert "2 lagen met vlakken. Gelezen is laag 'plannen' (1 rijen); niet gelezen: 'buurten'." in gezegd
        assert "'punten' heeft geen vlakken en is niet gelezen." in gezegd
    assert "Laag 'leeg' is leeg en is niet gelezen." in lees("p.gpkg", gpkg)[0].opmerkingen
    # Without a profile that knows the columns: the fullest.
    assert lees("p.gpkg", gpkg, herken=lambda kolom: False)[1][0].blad == "buurten"


@pytest.mark.django_db
def test_zonder_laag_met_vlakken_wordt_dat_gezegd():
    leeg = laag([feature()])
    leeg.rijen.clear()
    assert "geen laag met vlakken" in fout_van("p.gpkg", geopackage(leeg, na=puntlaag))
    punten = shapefile_zip([feature() | {"geometry": PUNT}], soort=pyshp.POINT)
    assert "geen Shapefile met vlakken" in fout_van("p.zip", punten)


@pytest.mark.django_db
def test_een_laag_die_alles_mag_zijn_telt_als_er_een_vlak_in_staat():
    def na(bestand):
        bestand.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'")
        blob = struct.pack("<2sBBiBI2d", b"GP", 0, 1, 28992, 1, 1, 140_500, 450_500)
        bestand.execute("UPDATE plannen SET geom = ? WHERE fid = 1", [blob])

    kop, [punt, vlak] = lees("p.gpkg", geopackage(laag([feature(), feature(OBJECTID=2)]), na=na))
    with pytest.raises(Vormfout, match="geen vlak"):
        naar_wkb(punt.feature["geometry"], kop.stelsel)
    assert naar_wkb(vlak.feature["geometry"], kop.stelsel)


@pytest.mark.django_db
def test_de_eigen_uitvoer_is_weer_te_lezen(client, maak_plan):
    plan = maak_plan(plannaam="Terug")
    inhoud = client.get("/plannen/export.gpkg").getvalue()
    kop, [rij] = lees("p.gpkg", inhoud)
    assert rij.feature["properties"]["plannaam"] == "Terug"
    assert kop.stelsel.srid == 28992
    assert omtrek(rij.feature["geometry"]) == {frozenset(plan.geometrie[0][0].coords)}


# --- A GeoPackage that means harm --------------------------------------------------------------------------


@pytest.mark.django_db
def test_views_triggers_en_berekende_kolommen_blijven_onaangeroerd():
    def na(bestand):
        bestand.create_function("kwaad", 0, lambda: 1)
        bestand.execute("CREATE VIEW kijk AS SELECT fid, geom, hex(randomblob(1000000000)) AS x FROM plannen")
        bestand.execute("INSERT INTO gpkg_geometry_columns VALUES ('kijk', 'geom', 'MULTIPOLYGON', 28992, 0, 0)")
        bestand.execute("ALTER TABLE plannen ADD COLUMN zwaar TEXT AS (hex(zeroblob(900000000))) VIRTUAL")
        bestand.execute("CREATE TRIGGER val AFTER INSERT ON plannen BEGIN SELECT load_extension('/tmp/kwaad'); END")

    kop, [rij] = lees("p.gpkg", geopackage(laag([feature()]), na=na))
    assert "zwaar" not in kop.kolommen
    assert rij.feature["properties"]["Plannaam"] == "De Verzonnen Hof"
    assert any("Laag 'kijk' is een weergave (view)" in regel for regel in kop.opmerkingen)


@pytest.mark.django_db
def test_alleen_een_view_wordt_geweigerd_met_wat_te_doen():
    def na(bestand):
        bestand.execute("ALTER TABLE plannen RENAME TO echt")
        bestand.execute("CREATE VIEW plannen AS SELECT * FROM echt")

    fout = fout_van("p.gpkg", geopackage(laag([feature()]), na=na))
    assert "Exporteer haar als tabel" in fout


@pytest.mark.django_db
@pytest.mark.parametrize(
    "doel", ["sqlite_master", "sqlite_schema", "gpkg_contents", "rtree", "bestaat niet", '"; DROP']
)
def test_een_laag_die_ergens_anders_heen_wijst_is_er_geen(doel):
    def na(bestand):
        bestand.execute("CREATE VIRTUAL TABLE rtree USING rtree(id, minx, maxx)")
        bestand.execute("UPDATE gpkg_geometry_columns SET table_name = ?", [doel])

    assert "geen laag met vlakken" in fout_van("p.gpkg", geopackage(laag([feature()]), na=na))


def vragen(bestand) -> list[str]:
    """What may not be done to an opened file."""
    geweigerd = []
    for vraag in (
        "ATTACH DATABASE '/etc/passwd' AS x", "DELETE FROM plannen", "UPDATE plannen SET fid = 2",
        "SELECT load_extension('x')", "SELECT randomblob(1000000000)", "PRAGMA writable_schema = ON",
        "CREATE TABLE x (y)", "SELECT * FROM kijk", "SELECT readfile('/etc/passwd')", "VACUUM INTO '/tmp/x'",
    ):  # fmt: skip
        try:
            bestand.execute(vraag).fetchall()
        except sqlite3.Error:
            geweigerd.append(vraag)
    return geweigerd


@pytest.mark.django_db
def test_er_kan_alleen_gelezen_worden():
    inhoud = geopackage(laag([feature()]), na=lambda b: b.execute("CREATE VIEW kijk AS SELECT fid FROM plannen"))
    with geopakket._open(inhoud) as bestand:
        assert len(vragen(bestand)) == 10
        assert bestand.execute("SELECT count(*) FROM plannen").fetchone() == (1,)


@pytest.mark.django_db
def test_lezen_raakt_netwerk_en_schijf_niet(monkeypatch, tmp_path):
    gpkg, zip_ = geopackage(laag([feature()])), shapefile_zip([feature()])

    def verboden(*a, **k):
        raise AssertionError("dit mag niet")

    monkeypatch.setattr(socket, "socket", verboden)
    monkeypatch.setattr("builtins.open", verboden)
    monkeypatch.setattr("tempfile.mkstemp", verboden)
    monkeypatch.chdir(tmp_path)
    assert len(lees("p.gpkg", gpkg)[1]) == len(lees("p.zip", zip_)[1]) == 1


@pytest.mark.django_db
def test_een_vraag_die_te_lang_duurt_houdt_op(monkeypatch):
    monkeypatch.setattr(geopakket, "GEDULD", -1)
    veel = laag([feature(OBJECTID=i) for i in range(3000)])
    assert fout_van("p.gpkg", geopackage(veel)) == geopakket.BESCHADIGD


@pytest.mark.django_db
def test_een_bestand_in_wal_stand_is_te_lezen():
    inhoud = bytearray(geopackage(laag([feature()])))
    inhoud[18:20] = b"\x02\x02"
    assert len(lees("p.gpkg", bytes(inhoud))[1]) == 1


def andere_vorm(blob: bytes):
    return lambda bestand: bestand.execute("UPDATE plannen SET geom = ?", [blob])


def gp(wkb: bytes, vlaggen=1) -> bytes:
    return struct.pack("<2sBBi", b"GP", 0, vlaggen, 28992) + wkb


def polygoon(soort, maten, punten, orde="<") -> bytes:
    getallen = [g for punt in punten for g in (*punt, *(9.0,) * (maten - 2))]
    kop = struct.pack(f"{orde}BII", 1 if orde == "<" else 0, soort, 1)
    return kop + struct.pack(f"{orde}I{len(getallen)}d", len(punten), *getallen)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("soort", "maten", "orde"),
    [
        (3, 2, "<"), (3, 2, ">"), (1003, 3, "<"), (2003, 3, "<"), (3003, 4, ">"), (0x8000_0003, 3, "<"),
        (0x4000_0003, 3, "<"), (0xC000_0003, 4, "<"),
    ],
)  # fmt: skip
def test_hoogten_en_andere_volgorden_van_bytes(soort, maten, orde):
    blob = gp(polygoon(soort, maten, vierkantje(), orde))
    _, [rij] = lees("p.gpkg", geopackage(laag([feature()]), na=andere_vorm(blob)))
    assert rij.feature["geometry"]["coordinates"] == [[vierkantje()]]


def multi(soort, *delen) -> bytes:
    return struct.pack("<BII", 1, soort, len(delen)) + b"".join(delen)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("blob", "melding"),
    [
        (gp(struct.pack("<BII", 1, 10, 0)), geopakket.BOGEN),
        (gp(multi(12, struct.pack("<BII", 1, 10, 0))), geopakket.BOGEN),
        (gp(b""), geopakket.ONLEESBARE_VORM),
        (gp(polygoon(3, 2, vierkantje())[:-5]), geopakket.ONLEESBARE_VORM),
        (gp(struct.pack("<BII", 1, 6, 0xFFFF_FFFF)), geopakket.ONLEESBARE_VORM),
        (gp(struct.pack("<BIII", 1, 3, 1, 0xFFFF_FFFF)), geopakket.ONLEESBARE_VORM),
        (gp(struct.pack("<BII", 1, 0x2000_0003, 0)), geopakket.ONLEESBARE_VORM),
        (gp(struct.pack("<BII", 1, 9003, 0)), geopakket.ONLEESBARE_VORM),
        (gp(multi(6, multi(6, multi(6)))), geopakket.ONLEESBARE_VORM),
        (gp(b"", vlaggen=0b10_0001), geopakket.ONLEESBARE_VORM),
        (gp(b"", vlaggen=0b1111), geopakket.ONLEESBARE_VORM),
        (b"XX" + b"\0" * 50, geopakket.ONLEESBARE_VORM),
        (b"", geopakket.ONLEESBARE_VORM),
        ("tekst", geopakket.ONLEESBARE_VORM),
        (12, geopakket.ONLEESBARE_VORM),
    ],
)
def test_een_vorm_die_niet_kan_weigert_de_rij_en_niet_het_bestand(blob, melding):
    inhoud = geopackage(
        laag([feature(), feature(OBJECTID=2)]),
        na=lambda b: b.execute("UPDATE plannen SET geom = ? WHERE fid = 1", [blob]),
    )
    _, [rij, goed] = lees("p.gpkg", inhoud)
    assert rij.feature["geometry"] is None
    assert [fout.melding for fout in rij.fouten] == [melding]
    assert goed.feature["geometry"] is not None


@pytest.mark.django_db
def test_oppervlakken_zonder_bogen_en_lege_vormen_zijn_gewoon():
    blob = gp(multi(12, polygoon(3, 2, vierkantje())))
    _, [rij] = lees("p.gpkg", geopackage(laag([feature()]), na=andere_vorm(blob)))
    assert rij.feature["geometry"]["coordinates"] == [[vierkantje()]]
    _, [rij] = lees("p.gpkg", geopackage(laag([feature()]), na=andere_vorm(gp(b"", vlaggen=0b1_0001))))
    assert (rij.feature["geometry"], rij.fouten) == (None, ())


@pytest.mark.django_db
def test_waarden_die_json_niet_kent_worden_gezegd():
    def na(bestand):
        bestand.execute("UPDATE plannen SET Plannaam = ?, Sloop = 9e999, HUUR = 1.5, datum = NULL", [b"\xff\xfe"])
        bestand.execute("UPDATE plannen SET Gem_naam = CAST(? AS TEXT)", [b"A\xe9"])

    _, [rij] = lees("p.gpkg", geopackage(laag([feature()]), na=na))
    waarden = rij.feature["properties"]
    assert isinstance(waarden["Plannaam"], basis.Onleesbaar)
    assert isinstance(waarden["Sloop"], basis.Onleesbaar)
    assert (waarden["HUUR"], waarden["datum"], waarden["Gem_naam"]) == (1.5, None, "A�")


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "Het bestand is leeg"),
        (b"PK\x03\x04 iets", "geen GeoPackage maar een zip- of Excelbestand"),
        (b'{"type": "FeatureCollection"}', "geen GeoPackage maar iets anders"),
        (b"SQLite format 3\0" + b"\0" * 84, geopakket.BESCHADIGD),
        (b"SQLite format 3\0" + b"\xff" * 5000, geopakket.BESCHADIGD),
    ],
)
def test_geopackage_dat_er_geen_is(inhoud, zin):
    assert zin in fout_van("p.gpkg", inhoud)


def test_sqlite_zonder_lagen_is_geen_geopackage():
    inhoud = sqlite_bytes(lambda bestand: bestand.execute("CREATE TABLE x (y)"))
    assert "SQLite-bestand, maar geen GeoPackage" in fout_van("p.gpkg", inhoud)


@pytest.mark.django_db
@pytest.mark.parametrize("naam", list(MAKERS))
def test_te_groot_en_te_veel(naam, monkeypatch):
    inhoud = MAKERS[naam]([feature(), feature(OBJECTID=2)], 28992)
    monkeypatch.setattr(basis, "MAX_RIJEN", 1)
    assert "meer dan 1 plannen" in fout_van(naam, inhoud)
    monkeypatch.setattr(basis, "MAX_BYTES", 100)
    assert fout_van(naam, inhoud) == basis.TE_GROOT


@pytest.mark.django_db
def test_te_veel_lagen(monkeypatch):
    monkeypatch.setattr(geopakket, "MAX_LAGEN", 1)
    inhoud = geopackage(laag([feature()]), laag([ANDER], naam="ander"))
    assert "meer dan 1 lagen" in fout_van("p.gpkg", inhoud)


@pytest.mark.django_db
@pytest.mark.parametrize("naam", list(MAKERS))
@pytest.mark.parametrize("zaad", range(12))
def test_beschadigde_bestanden_geven_een_zin_en_nooit_een_storing(naam, zaad):
    """Bytes changed at random, and the end cut off: a Leesfout, or rows that can be read."""
    toeval, heel = random.Random(zaad), MAKERS[naam]([feature(OBJECTID=i) for i in range(1, 8)], 28992)
    for ronde in range(40):
        stuk = bytearray(heel)
        for _ in range(toeval.choice([1, 3, 20, 200])):
            stuk[toeval.randrange(len(stuk))] = toeval.randrange(256)
        inhoud = bytes(stuk[: toeval.randrange(len(stuk))] if ronde % 4 == 0 else stuk)
        _lees_of_leesfout(naam, inhoud)


@pytest.mark.parametrize("zaad", range(12))
@pytest.mark.parametrize("deel", [".shp", ".shx", ".dbf", ".prj"])
def test_beschadigde_delen_van_een_shapefile(deel, zaad):
    toeval, delen = random.Random(zaad), shapefile_delen([feature(OBJECTID=i) for i in range(1, 8)])
    for ronde in range(25):
        stuk = bytearray(delen[deel])
        for _ in range(toeval.choice([1, 3, 20])):
            stuk[toeval.randrange(len(stuk))] = toeval.choice([0, 1, 0x7F, 0x80, 0xFF, toeval.randrange(256)])
        inhoud = bytes(stuk[: toeval.randrange(len(stuk))] if ronde % 4 == 0 else stuk)
        _lees_of_leesfout("p.zip", maak_zip({f"p{e}": i for e, i in (delen | {deel: inhoud}).items()}))


def _lees_of_leesfout(naam, inhoud):
    try:
        kop, rijen = lees(naam, inhoud, srid=28992)
    except Leesfout as fout:
        assert str(fout).endswith((".", "(EPSG:4258)."))
        return
    for rij in rijen:
        try:
            naar_wkb(rij.feature["geometry"], kop.stelsel)
        except Vormfout:
            continue


# --- A zip that means harm ---------------------------------------------------------------------------------


def met_extra(naam: str, inhoud=b"x", soort=None) -> bytes:
    """A good Shapefile with one more part."""
    uit = io.BytesIO(shapefile_zip([feature()]))
    with zipfile.ZipFile(uit, "a") as zip_:
        info = zipfile.ZipInfo(naam)
        if soort:
            info.external_attr = soort << 16
        zip_.writestr(info, inhoud)
    return uit.getvalue()


PAD = "In de zip zit een bestand met een pad naar buiten de zip"


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "Het bestand is leeg"),
        (b'{"type": "FeatureCollection"}', "De inhoud van het bestand is geen zip"),
        (b"PK\x03\x04" + b"\0" * 200, "beschadigd of met een wachtwoord beveiligd"),
        (shapefile_zip([feature()])[:-30], "beschadigd of met een wachtwoord beveiligd"),
        (maak_zip({}), "geen Shapefile"),
        (maak_zip({"lees.txt": b"x"}), "geen Shapefile"),
        (maak_zip({"xl/workbook.xml": b"x"}), "Dit is een Excelbestand met de naam van een zip"),
        (maak_zip({"p.gdb/a00000001.gdbtable": b"x"}), "Dit is een File Geodatabase"),
        (maak_zip({"p.geojson": b"{}"}), "In de zip zit een geojson-bestand"),
        (met_extra("../buiten.shp"), PAD),
        (met_extra("map/../../buiten.txt"), PAD),
        (met_extra("/etc/passwd"), PAD),
        (met_extra("C:\\kwaad.shp"), PAD),
        (met_extra("..\\kwaad.shp"), PAD),
        (met_extra("pX.shp").replace(b"pX.shp", b"p\0.shp"), PAD),
        (met_extra("link.shp", b"/etc/passwd", stat.S_IFLNK | 0o777), "symlink"),
        (met_extra("PLANNEN.SHP"), "zit 'PLANNEN.SHP' twee keer"),
        (met_extra("nog.zip", maak_zip({"x": b"x"})), "In de zip zit nog een zip"),
        (maak_zip({"p.shp": b"x" * 200}), "ontbreekt het .dbf-bestand"),
        (maak_zip({"p.shp": b"x" * 200, "p.dbf": b"x" * 200}), "is iets anders dan een Shapefile"),
    ],
)  # fmt: skip
def test_elke_zip_die_niet_kan_heeft_een_eigen_zin(inhoud, zin):
    assert zin in fout_van("p.zip", inhoud)


def test_te_veel_bestanden_in_de_zip(monkeypatch):
    monkeypatch.setattr(shapefile, "MAX_DELEN", 5)
    inhoud = maak_zip({f"{i}.txt": b"" for i in range(6)})
    assert "In de zip zitten 6 bestanden; hoogstens 5 mag" in fout_van("p.zip", inhoud)


def test_een_bom_wordt_niet_uitgepakt():
    """A megabyte that becomes a gigabyte: refused while counting, whatever size the zip states."""
    inhoud = met_extra("nullen.bin", b"")
    uit = io.BytesIO(inhoud)
    with zipfile.ZipFile(uit, "a", zipfile.ZIP_DEFLATED) as zip_, zip_.open("bom.txt", "w") as deel:
        for _ in range(150):
            deel.write(b"\0" * 1024 * 1024)
    bom = uit.getvalue()
    assert len(bom) < 1024 * 1024
    assert "groter dan 100 MB" in fout_van("p.zip", bom)
    # A lie about the size: in the local head and in the list.
    klein = bom.replace(struct.pack("<I", 150 * 1024 * 1024), struct.pack("<I", 10))
    assert klein != bom
    fout = fout_van("p.zip", klein)
    assert "groter dan 100 MB" in fout or "beschadigd" in fout


def test_een_zip_met_wachtwoord_wordt_geweigerd():
    inhoud = bytearray(shapefile_zip([feature()]))
    for begin in (b"PK\x03\x04", b"PK\x01\x02"):
        plek = inhoud.find(begin)
        inhoud[plek + (6 if begin[2] == 3 else 8)] |= 1
    assert "wachtwoord" in fout_van("p.zip", bytes(inhoud))


def test_wat_een_mac_toevoegt_telt_niet():
    inhoud = io.BytesIO(shapefile_zip([feature()]))
    with zipfile.ZipFile(inhoud, "a") as zip_:
        for naam in ("__MACOSX/._plannen.shp", "map/._plannen.dbf", "plannen.shp.xml", "plannen.sbn"):
            zip_.writestr(naam, b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>")
    assert lees("p.zip", inhoud.getvalue())[0].aantal == 1


# --- What Shapefiles are like --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "cpg", "opmerking"),
    [
        ("utf-8", "UTF-8", ""), ("cp1252", "1252", ""), ("cp1252", "ANSI 1252", ""), ("latin-1", "ISO 88591", ""),
        ("latin-1", "ISO-8859-1", ""), ("cp850", "OEM 850", ""), ("utf-8", None, "gelezen als UTF-8"),
        ("cp1252", None, "gelezen als Windows-1252"), ("cp1252", "onzin", "gelezen als Windows-1252"),
        ("utf-8", "zlib", "gelezen als UTF-8"),
    ],
)  # fmt: skip
def test_tekst_wordt_gelezen_zoals_zij_geschreven_is(encoding, cpg, opmerking):
    kop, [rij] = lees("p.zip", shapefile_zip([feature(Plannaam="És café")], encoding=encoding, cpg=cpg))
    assert rij.feature["properties"]["Plannaam"] == "És café"
    assert opmerking in " ".join(kop.opmerkingen)
    assert bool(opmerking) == bool(kop.opmerkingen)


def test_codepagina_uit_de_kop_van_de_tabel():
    delen = shapefile_delen([feature(Plannaam="Café")], encoding="cp850")
    dbf = bytearray(delen[".dbf"])
    dbf[29] = 0x02
    kop, [rij] = lees("p.zip", maak_zip({f"p{e}": i for e, i in (delen | {".dbf": bytes(dbf)}).items()}))
    assert (rij.feature["properties"]["Plannaam"], kop.opmerkingen) == ("Café", ())


def als_zip(delen) -> bytes:
    return maak_zip({f"p{einde}": inhoud for einde, inhoud in delen.items()})


def test_verwijderde_rijen_schuiven_de_vlakken_niet_op():
    features = [feature(OBJECTID=i) for i in (1, 2, 3)]
    delen = shapefile_delen(features)
    dbf = bytearray(delen[".dbf"])
    kop, regel = struct.unpack_from("<HH", dbf, 8)
    dbf[kop + regel] = ord("*")
    kop, rijen = lees("p.zip", als_zip(delen | {".dbf": bytes(dbf)}))
    assert kop.aantal == len(rijen) == 2
    for rij, f in zip(rijen, [features[0], features[2]], strict=True):
        assert rij.feature["properties"]["OBJECTID"] == f["properties"]["OBJECTID"]
        assert omtrek(rij.feature["geometry"]) == omtrek(f["geometry"])
    assert [rij.rij for rij in rijen] == [1, 3]


def test_de_index_zegt_waar_een_vlak_staat():
    """Programs put a shape that grew at the end of the file; without the index the file is read in its own order."""
    features = [feature(OBJECTID=i) for i in (1, 2)]
    delen = shapefile_delen(features)
    shx = delen[".shx"]
    omgekeerd = delen | {".shx": shx[:100] + shx[108:116] + shx[100:108]}
    _, rijen = lees("p.zip", als_zip(omgekeerd))
    assert [omtrek(r.feature["geometry"]) for r in rijen] == [omtrek(f["geometry"]) for f in features[::-1]]
    zonder = {e: i for e, i in delen.items() if e != ".shx"}
    _, rijen = lees("p.zip", als_zip(zonder))
    assert [omtrek(r.feature["geometry"]) for r in rijen] == [omtrek(f["geometry"]) for f in features]


@pytest.mark.parametrize("plek, waarde", [(100, -8), (100, 0), (100, 2**30), (104, -4), (104, 2**30), (104, 0)])
def test_een_index_die_naar_buiten_wijst_wordt_geweigerd(plek, waarde):
    delen = shapefile_delen([feature()])
    shx = bytearray(delen[".shx"])
    struct.pack_into(">i", shx, plek, waarde)
    assert "is beschadigd" in fout_van("p.zip", als_zip(delen | {".shx": bytes(shx)}))


def test_een_lengte_onder_nul_laat_niemand_rondjes_lopen():
    delen = shapefile_delen([feature()])
    shp = bytearray(delen[".shp"])
    struct.pack_into(">i", shp, 104, -4)
    zonder = {e: i for e, i in delen.items() if e != ".shx"} | {".shp": bytes(shp)}
    assert "is beschadigd" in fout_van("p.zip", als_zip(zonder))


def test_meer_vormen_dan_rijen_wordt_geweigerd():
    delen, meer = shapefile_delen([feature()]), shapefile_delen([feature(), feature()])
    fout = fout_van("p.zip", als_zip(meer | {".dbf": delen[".dbf"]}))
    assert "heeft 2 vormen en 1 rijen" in fout


def test_een_tabel_die_meer_rijen_zegt_te_hebben_is_beschadigd():
    delen = shapefile_delen([feature()])
    dbf = bytearray(delen[".dbf"])
    struct.pack_into("<I", dbf, 4, 2**31)
    assert "is beschadigd" in fout_van("p.zip", als_zip(delen | {".dbf": bytes(dbf)}))


def test_dezelfde_kolom_twee_keer_wordt_geweigerd():
    delen = shapefile_delen([feature()])
    dbf = delen[".dbf"].replace(b"HUUR\0\0\0", b"KOOP\0\0\0", 1)
    assert "De kolom 'KOOP' staat twee keer" in fout_van("p.zip", als_zip(delen | {".dbf": dbf}))


def test_een_vlak_met_te_veel_randen_of_punten_weigert_de_rij(monkeypatch):
    inhoud = shapefile_zip([feature(TWEE), feature()])
    monkeypatch.setattr(shapefile, "MAX_RANDEN", 1)
    _, [rij, goed] = lees("p.zip", inhoud)
    assert [f.melding for f in rij.fouten] == [shapefile.TE_VEEL_RANDEN]
    assert not goed.fouten
    monkeypatch.setattr(shapefile, "MAX_PUNTEN", 4)
    assert [f.melding for f in lees("p.zip", inhoud)[1][1].fouten] == [shapefile.TE_VEEL_PUNTEN]
    monkeypatch.setattr(shapefile, "GEDULD", -1)
    assert "te ingewikkeld" in fout_van("p.zip", inhoud)


def test_losse_delen_van_een_shapefile_krijgen_een_hint():
    for naam in ("plannen.shp", "plannen.DBF"):
        assert "Zet .shp, .shx, .dbf en .prj samen in een zip" in fout_van(naam, b"x")
    assert "Exporteer de laag met plannen als GeoPackage" in fout_van("plannen.kml", b"x")


def test_lezers_kennen_hun_bestand():
    assert isinstance(kies_lezer("a.GPKG", b"SQLite format 3\0"), GeoPakket)
    assert isinstance(kies_lezer("a.zip", b"PK"), ShapefileZip)
