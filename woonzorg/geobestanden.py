"""Files with shapes that leave the portal: GeoPackage and GeoJSON, written row by row to a temporary file.

Memory stays flat, the whole file is there before its first byte leaves, and what goes wrong is an error page and
not half a file. A text stays a text: neither format knows formulas.
"""

import json
import os
import sqlite3
import struct
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection
from django.http import FileResponse
from django.utils import timezone

from woonzorg.gebieden.stelsels import STELSELS

GEOPACKAGE = "application/geopackage+sqlite3"
GEOJSON = "application/geo+json"
# Columns of a table may be one of these; 'tekst' is TEXT, so that no program reads it as something else.
SOORTEN = {"tekst": "TEXT", "getal": "INTEGER", "ja_nee": "BOOLEAN", "datum": "DATE"}
# Rows that go to SQLite at a time.
_BLOK = 500
_GPKG_VERSIE = 10300  # GeoPackage 1.3, which every program of the last years reads
_APPLICATIE = 0x47504B47  # 'GPKG'
# Flags of a shape: little endian, with an envelope of x and y; or little endian and empty.
_MET_OMHULLENDE, _LEEG = 0b0000_0011, 0b0001_0001

_TABELLEN = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""


@dataclass(frozen=True)
class Laag:
    """A table of a file. `rijen` are (shape or None, values); `kolommen` are (name, one of SOORTEN).

    `srid` None: a table without shapes. Shapes are MultiPolygons in `srid`.
    """

    naam: str
    titel: str
    omschrijving: str
    kolommen: list[tuple[str, str]]
    rijen: Iterable[tuple[GEOSGeometry | None, Iterable]]
    srid: int | None = None


def geopackage_antwoord(bestandsnaam: str, lagen: Iterable[Laag]) -> FileResponse:
    """A GeoPackage of these tables. Without a spatial index, which programs make themselves where they want one."""
    fd, pad = tempfile.mkstemp(suffix=".gpkg")
    os.close(fd)
    try:
        with closing(sqlite3.connect(pad, isolation_level=None)) as bestand:
            _schrijf_geopackage(bestand, lagen)
        return _antwoord(open(pad, "rb"), bestandsnaam, GEOPACKAGE)
    finally:
        # What is open stays readable until it is closed.
        os.unlink(pad)


def _schrijf_geopackage(bestand: sqlite3.Connection, lagen: Iterable[Laag]) -> None:
    bestand.executescript(
        f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
        f"PRAGMA application_id = {_APPLICATIE}; PRAGMA user_version = {_GPKG_VERSIE}; {_TABELLEN}"
    )
    bestand.execute("BEGIN")
    _schrijf_stelsels(bestand)
    for laag in lagen:
        _schrijf_laag(bestand, laag)
    bestand.execute("COMMIT")


def _schrijf_stelsels(bestand: sqlite3.Connection) -> None:
    """The two that a GeoPackage must have for shapes without a CRS, and those of the portal in words of PostGIS."""
    rijen = [
        ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT srid, srtext FROM spatial_ref_sys WHERE srid = ANY (%s)", [list(STELSELS)])
        rijen += [(STELSELS[srid].naam, srid, "EPSG", srid, tekst, None) for srid, tekst in cursor]
    bestand.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", rijen)


def _schrijf_laag(bestand: sqlite3.Connection, laag: Laag) -> None:
    tabel = _naam(laag.naam)
    kolommen = ["fid INTEGER PRIMARY KEY", *(["geom MULTIPOLYGON"] if laag.srid else [])]
    kolommen += [f"{_naam(naam)} {SOORTEN[soort]}" for naam, soort in laag.kolommen]
    bestand.execute(f"CREATE TABLE {tabel} ({', '.join(kolommen)})")
    bestand.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            laag.naam, "features" if laag.srid else "attributes", laag.titel, laag.omschrijving,
            f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}", laag.srid,
        ],
    )  # fmt: skip
    if laag.srid:
        bestand.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", [laag.naam, laag.srid]
        )
    omvang = _Omvang()
    plekken = ", ".join("?" * (len(laag.kolommen) + bool(laag.srid)))
    namen = ", ".join([*(["geom"] if laag.srid else []), *(_naam(naam) for naam, _ in laag.kolommen)])
    # The names are ours or quoted, the values are parameters.
    opdracht = f"INSERT INTO {tabel} ({namen}) VALUES ({plekken})"  # noqa: S608
    bestand.executemany(opdracht, _rijen(laag, omvang))
    if omvang.vak:
        bestand.execute(
            "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
            [*omvang.vak, laag.naam],
        )


def _rijen(laag: Laag, omvang: "_Omvang") -> Iterator[list]:
    for vorm, waarden in laag.rijen:
        eigen = [_sqlite(waarde) for waarde in waarden]
        yield [omvang.blob(vorm, laag.srid), *eigen] if laag.srid else eigen


class _Omvang:
    """The box around all shapes of a table, as they pass by."""

    def __init__(self):
        self.vak: list[float] = []

    def blob(self, vorm: GEOSGeometry | None, srid: int) -> bytes | None:
        """A shape as GeoPackage keeps it: a head with the box around it, and WKB."""
        if vorm is None:
            return None
        if vorm.empty:
            return struct.pack("<2sBBi", b"GP", 0, _LEEG, srid) + bytes(vorm.wkb)
        west, zuid, oost, noord = vorm.extent
        if self.vak:
            w, z, o, n = self.vak
            self.vak = [min(w, west), min(z, zuid), max(o, oost), max(n, noord)]
        else:
            self.vak = [west, zuid, oost, noord]
        return struct.pack("<2sBBi4d", b"GP", 0, _MET_OMHULLENDE, srid, west, oost, zuid, noord) + bytes(vorm.wkb)


def _naam(naam: str) -> str:
    return '"' + naam.replace('"', '""') + '"'


def _sqlite(waarde):
    if isinstance(waarde, datetime):
        return (timezone.localtime(waarde) if timezone.is_aware(waarde) else waarde).isoformat(timespec="minutes")
    if isinstance(waarde, date):
        return waarde.isoformat()
    return waarde if waarde is None or isinstance(waarde, (bool, int, float)) else _tekst(waarde)


def _tekst(waarde) -> str:
    """Without halves of surrogate pairs and NUL, which no file can hold."""
    return str(waarde).encode("utf-8", "replace").decode().replace("\0", "")


def geojson_antwoord(
    bestandsnaam: str, *, srid: int, kenmerken: dict, features: Iterable[tuple[object, str | None, dict]]
) -> FileResponse:
    """A FeatureCollection of (id, GeoJSON of the shape or None, properties), the shapes in `srid`.

    `kenmerken` stands above the features: what the file is, of when, and what one may do with it. The CRS is named
    as programs read it; WGS84 is what they take when nothing is named, and is named all the same.
    """
    crs = "urn:ogc:def:crs:OGC:1.3:CRS84" if srid == 4326 else f"urn:ogc:def:crs:EPSG::{srid}"
    bestand = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the answer closes it
    try:
        kop = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": crs}}, **kenmerken}
        bestand.write(_json(kop)[:-1].encode() + b', "features": [')
        for nummer, (sleutel, vorm, eigenschappen) in enumerate(features):
            bestand.write(b",\n" if nummer else b"\n")
            kenmerk = f'{{"type": "Feature", "id": {_json(sleutel)}, "properties": {_json(eigenschappen)}, '
            bestand.write(f'{kenmerk}"geometry": {vorm or "null"}}}'.encode())
        bestand.write(b"\n]}\n")
        bestand.seek(0)
    except BaseException:
        bestand.close()
        raise
    return _antwoord(bestand, bestandsnaam, GEOJSON)


def _json(waarde) -> str:
    return json.dumps(waarde, ensure_ascii=False, default=_json_waarde).encode("utf-8", "replace").decode()


def _json_waarde(waarde):
    if isinstance(waarde, (date, datetime)):
        return _sqlite(waarde)
    return float(waarde) if isinstance(waarde, Decimal) else str(waarde)


def _antwoord(bestand, bestandsnaam: str, soort: str) -> FileResponse:
    antwoord = FileResponse(bestand, as_attachment=True, filename=bestandsnaam, content_type=soort)
    # The server closes it when all is sent; this is for an answer that nobody reads to its end.
    weakref.finalize(antwoord, bestand.close)
    return antwoord
