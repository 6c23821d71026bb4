"""Makes the files with shapes that tests offer: GeoPackage by the portal's own writer, Shapefile by pyshp."""

import io
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import shapefile as pyshp
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import connection

from woonzorg.geobestanden import Laag, _schrijf_geopackage

RD_WKT = (
    'PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],'
    'PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],UNIT["Meter",1.0]]'
)
WKT = {
    28992: RD_WKT,
    4326: 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    4258: 'GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
}


def sqlite_bytes(vul) -> bytes:
    """An SQLite file that `vul` filled."""
    with tempfile.TemporaryDirectory() as map_:
        pad = Path(map_) / "bestand"
        bestand = sqlite3.connect(pad, isolation_level=None)
        vul(bestand)
        bestand.close()
        return pad.read_bytes()


def laag(features, *, naam="plannen", srid=28992) -> Laag:
    """A layer of GeoJSON features; columns as the first one has them."""
    kolommen = [(k, "getal" if isinstance(w, int) else "tekst") for k, w in features[0]["properties"].items()]
    rijen = [(_vorm(f["geometry"], srid), list(f["properties"].values())) for f in features]
    return Laag(naam, naam, "", kolommen, rijen, srid)


def _vorm(geometrie, srid):
    if geometrie is None:
        return None
    vlakken = [geometrie["coordinates"]] if geometrie["type"] == "Polygon" else geometrie["coordinates"]
    return MultiPolygon(*(Polygon(*ringen) for ringen in vlakken), srid=srid)


def geopackage(*lagen: Laag, na=None) -> bytes:
    """`na` may do to the database what no program should."""

    def vul(bestand):
        _schrijf_geopackage(bestand, lagen)
        if na:
            na(bestand)

    return sqlite_bytes(vul)


def shapefile_delen(features, *, prj=RD_WKT, encoding="utf-8", cpg=None, soort=pyshp.POLYGON) -> dict[str, bytes]:
    """Extension -> content."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    schrijver = pyshp.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=soort, encoding=encoding)
    for naam, waarde in features[0]["properties"].items():
        schrijver.field(naam, "N", size=12) if isinstance(waarde, int) else schrijver.field(naam, "C", size=80)
    for f in features:
        schrijver.record(*f["properties"].values())
        if f["geometry"] is None:
            schrijver.null()
        elif soort == pyshp.POLYGON:
            schrijver.shape(f["geometry"])
        else:
            schrijver.point(*f["geometry"]["coordinates"])
    schrijver.close()
    delen = {".shp": shp.getvalue(), ".shx": shx.getvalue(), ".dbf": dbf.getvalue()}
    if prj is not None:
        delen[".prj"] = prj.encode()
    if cpg is not None:
        delen[".cpg"] = cpg.encode()
    return delen


def maak_zip(delen: dict[str, bytes]) -> bytes:
    """A zip of name -> content."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam, inhoud)
    return uit.getvalue()


def shapefile_zip(features, naam="plannen", **anders) -> bytes:
    return maak_zip({f"{naam}{einde}": inhoud for einde, inhoud in shapefile_delen(features, **anders).items()})


def in_stelsel(features, srid: int) -> list[dict]:
    """The same features, from RD to another CRS; PostGIS transforms."""
    uit = []
    with connection.cursor() as cursor:
        for f in features:
            vorm = json.dumps(f["geometry"])
            vraag = "SELECT ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(%s), 28992), %s), 12)"
            cursor.execute(vraag, [vorm, srid])
            uit.append(f | {"geometry": json.loads(cursor.fetchone()[0])})
    return uit
