from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import connection

from tests.gebieden.mvt import ontleed
from woonzorg import sql
from woonzorg.gebieden.models import Grens
from woonzorg.sql import NaarTegel, TegelGrens, haal_op, is_tegel, lees, mvt, voer_uit

# The tile of zoom 7 that the Netherlands' middle lies in.
Z, X, Y = 7, 65, 42


@pytest.fixture
def eigen_sql(tmp_path, monkeypatch):
    """Write .sql files of our own in place of those of gebieden."""
    (tmp_path / "sql").mkdir()
    monkeypatch.setattr(apps.get_app_config("gebieden"), "path", str(tmp_path))
    lees.cache_clear()
    yield lambda naam, tekst: (tmp_path / "sql" / f"{naam}.sql").write_text(tekst)
    lees.cache_clear()


def maak_grens(code: str, bbox=(150_000, 450_000, 160_000, 460_000)) -> Grens:
    vlak = MultiPolygon(Polygon.from_bbox(bbox), srid=28992)
    return Grens.objects.create(soort="gemeente", code=code, bron="benadering", geometrie=vlak)


def tegel_van(rijen, z=Z, x=X, y=Y) -> bytes:
    vorm = Transform("geometrie", 3857)
    return mvt(rijen.annotate(geom=NaarTegel(vorm, z, x, y)).values("code", "geom"), "proef")


def test_ieder_sql_bestand_zegt_waarom_het_geen_orm_is():
    for config in apps.get_app_configs():
        if config.label != "gebieden":
            continue
        bestanden = list((Path(config.path) / "sql").glob("*.sql"))
        assert bestanden
        for pad in bestanden:
            assert lees(f"{config.label}/{pad.stem}")


def test_sql_zonder_reden_wordt_geweigerd(eigen_sql):
    eigen_sql("kaal", "SELECT 1")
    with pytest.raises(ValueError, match=r"kaal\.sql"):
        lees("gebieden/kaal")


def test_onbekend_sql_bestand(eigen_sql):
    with pytest.raises(FileNotFoundError):
        lees("gebieden/bestaat_niet")
    with pytest.raises(LookupError):
        lees("bestaat_niet/iets")


def test_waarden_gaan_als_parameter(db, eigen_sql):
    eigen_sql("proef", f"{sql.KOPREGEL} proef.\nSELECT %(tekst)s AS tekst, 7 %% 4 AS rest")
    assert haal_op("gebieden/proef", {"tekst": "x'; DROP"}) == [{"tekst": "x'; DROP", "rest": 3}]


def test_voer_uit_telt_rijen(db, eigen_sql):
    maak_grens("GM0001")
    maak_grens("GM0002")
    eigen_sql("tel", f"{sql.KOPREGEL} proef.\nUPDATE gebieden_grens SET jaar = 2026")
    assert voer_uit("gebieden/tel") == 2


@pytest.mark.parametrize(
    ("tegel", "bestaat"),
    [
        ((0, 0, 0), True),
        ((7, 127, 127), True),
        ((7, 128, 0), False),
        ((7, 0, -1), False),
        ((-1, 0, 0), False),
        ((22, 0, 0), True),
        ((23, 0, 0), False),
        ((10**9, 0, 0), False),
    ],
)
def test_is_tegel(tegel, bestaat):
    assert is_tegel(*tegel) is bestaat


def test_mvt_neemt_de_rijen_van_de_queryset(db, django_assert_num_queries):
    for code in ("GM0001", "GM0002", "GM'00%"):
        maak_grens(code)
    with django_assert_num_queries(1):
        tegel = tegel_van(Grens.objects.exclude(code="GM0002").order_by("code"))
    features = ontleed(tegel)["proef"]
    assert sorted(eigenschappen["code"] for eigenschappen in features) == ["GM'00%", "GM0001"]


def test_mvt_is_wat_postgis_zelf_maakt(db):
    maak_grens("GM0001")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_AsMVT(t, 'proef', 4096, 'geom') FROM (SELECT code, ST_AsMVTGeom(ST_Transform(geometrie, "
            "3857), ST_TileEnvelope(7, 65, 42), 4096, 64) AS geom FROM gebieden_grens) t"
        )
        assert tegel_van(Grens.objects.all()) == bytes(cursor.fetchone()[0])


def test_mvt_zonder_rijen_is_leeg(db, django_assert_num_queries):
    assert tegel_van(Grens.objects.all()) == b""
    with django_assert_num_queries(0):
        assert tegel_van(Grens.objects.none()) == b""


def test_mvt_van_een_tegel_elders_is_leeg(db):
    maak_grens("GM0001")
    assert tegel_van(Grens.objects.all(), 7, 0, 0) == b""


def test_tegelgrens_met_rand_is_ruimer(db):
    maak_grens("GM0001")
    with connection.cursor() as cursor:
        cursor.execute("SELECT ST_XMin(e), ST_YMax(e), ST_XMax(e) - ST_XMin(e) FROM ST_TileEnvelope(7, 65, 42) e")
        west, noord, breedte = cursor.fetchone()
    # Half a margin west of the tile: inside only when the tile is widened.
    rand = breedte * sql.TEGEL_RAND / sql.TEGEL_EENHEDEN
    vlak = MultiPolygon(Polygon.from_bbox((west - rand / 2, noord - 9, west - rand / 4, noord - 5)), srid=3857)
    Grens.objects.update(vorm_laag=vlak)
    binnen = Grens.objects.filter(vorm_laag__bboverlaps=TegelGrens(Z, X, Y))
    assert not binnen.exists()
    ruim = Grens.objects.filter(vorm_laag__bboverlaps=TegelGrens(Z, X, Y, rand=sql.TEGEL_RAND))
    assert ruim.exists()
