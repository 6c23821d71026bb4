"""Where plain SQL meets Django: statements kept in .sql files, and vector tiles from any queryset.

SQL has two homes: a QuerySet method (first choice), or `<app>/sql/<name>.sql`, run from here. Values always
travel as parameters.
"""

from functools import cache
from pathlib import Path

from django.apps import apps
from django.contrib.gis.db.models import GeometryField
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import FloatField, Func, IntegerField, QuerySet, Value

KOPREGEL = "-- Not the ORM:"
"""Each .sql file opens with this and the reason."""

TEGEL_EENHEDEN = 4096
"""Units along the side of a vector tile, the usual choice of the Mapbox format."""
TEGEL_RAND = 64
"""Units drawn beyond the side of a tile, so that a line along the edge is not cut visibly."""
MAX_ZOOM = 22


@cache
def lees(naam: str) -> str:
    """The text of `<app>/sql/<name>.sql`, asked for as 'app_label/name'.

    Raises FileNotFoundError for an unknown name, ValueError when the file does not say why it is not ORM.
    """
    app_label, _, bestand = naam.partition("/")
    pad = Path(apps.get_app_config(app_label).path) / "sql" / f"{bestand}.sql"
    tekst = pad.read_text(encoding="utf-8")
    if not tekst.startswith(KOPREGEL):
        raise ValueError(f"{pad.name} moet beginnen met een regel '{KOPREGEL} …'")
    return tekst


def voer_uit(naam: str, params: dict | None = None, *, using: str = DEFAULT_DB_ALIAS) -> int:
    """Run the statement(s) of a .sql file; gives the number of rows that the last one touched.

    A literal percent sign in the file is written %%, also when it takes no parameters.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(lees(naam), params or {})
        return cursor.rowcount


def haal_op(naam: str, params: dict | None = None, *, using: str = DEFAULT_DB_ALIAS) -> list[dict]:
    """Run a .sql file whose last statement returns rows; gives one dict a row, keyed by column name."""
    with connections[using].cursor() as cursor:
        cursor.execute(lees(naam), params or {})
        kolommen = [kolom.name for kolom in cursor.description]
        return [dict(zip(kolommen, rij, strict=True)) for rij in cursor.fetchall()]


def is_tegel(z: int, x: int, y: int) -> bool:
    """Whether this tile exists: zoom 0 up to and including 22, x and y within the grid of that zoom."""
    return 0 <= z <= MAX_ZOOM and 0 <= x < 2**z and 0 <= y < 2**z


class TegelGrens(Func):
    """The square of a tile in EPSG:3857. `rand` widens it by that many tile units on each side.

    Filter with the same margin as the geometry is cut with, or lines end at the edge of a tile:
    `queryset.filter(vorm__bboverlaps=TegelGrens(z, x, y, rand=TEGEL_RAND))`.
    """

    function = "ST_TileEnvelope"

    def __init__(self, z: int, x: int, y: int, *, rand: int = 0):
        super().__init__(
            *(Value(getal, output_field=IntegerField()) for getal in (z, x, y)),
            # The third argument is the whole world; naming the fourth leaves it at its default.
            Func(Value(rand / TEGEL_EENHEDEN), template="margin => %(expressions)s", output_field=FloatField()),
            output_field=GeometryField(srid=3857),
        )


class NaarTegel(Func):
    """A geometry in EPSG:3857 as ST_AsMVTGeom draws it in tile z/x/y: cut off, in whole tile units.

    Wrap another CRS in Transform(…, 3857). NULL when nothing of it is left at this zoom; such a row is left
    out of the tile by `mvt`. Not usable as a geometry in Python: ST_AsMVT is its only reader.
    """

    function = "ST_AsMVTGeom"

    def __init__(self, geometrie, z: int, x: int, y: int, *, rand: int = TEGEL_RAND):
        super().__init__(
            geometrie,
            TegelGrens(z, x, y),
            Value(TEGEL_EENHEDEN, output_field=IntegerField()),
            Value(rand, output_field=IntegerField()),
            output_field=GeometryField(srid=0),
        )

    def select_format(self, compiler, sql, params):
        # GeoDjango selects geometries as bytea, which ST_AsMVT does not take.
        return sql, params


def mvt(queryset: QuerySet, laag: str, geometrieveld: str = "geom") -> bytes:
    """One layer of a vector tile from any queryset: the same for_user queryset that lists start at.

    `queryset` ends in .values(…) that names the properties and `geometrieveld`, an annotation made by
    NaarTegel. Empty bytes when nothing is in the tile.
    """
    try:
        sql, params = queryset.order_by().query.sql_with_params()
    except EmptyResultSet:
        return b""
    # The inner statement is what Django compiled, with its own placeholders; nothing of a request is in it.
    opdracht = f"SELECT ST_AsMVT(t, %s, %s, %s) FROM ({sql}) t"  # noqa: S608
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(opdracht, [laag, TEGEL_EENHEDEN, geometrieveld, *params])
        return bytes(cursor.fetchone()[0])
