"""Where a plan lies, from what a person gives: a GeoJSON file or a pair of coordinates.

PostGIS is the one transformer (within 0,2 m of RDNAPTRANS without its grid); areas are computed in RD.
"""

import json
import math

from django.contrib.gis.db.models.functions import Area, Intersection
from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.db import connection

from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.stelsels import BUITEN_NEDERLAND, STELSELS, stelsel_van_naam

RD, WGS84 = 28992, 4326
MAX_BYTES = 5 * 1024 * 1024
BUITEN = f"De {BUITEN_NEDERLAND}."


def _binnen(x: float, y: float, grenzen: tuple) -> bool:
    return grenzen[0] <= x <= grenzen[2] and grenzen[1] <= y <= grenzen[3]


def uit_coordinaten(tekst: str, oppervlakte: int) -> MultiPolygon:
    """A square of `oppervlakte` m² around a point: 'x, y' in RD metres, or 'latitude, longitude' in degrees."""
    try:
        delen = tekst.replace(";", " ").replace(", ", " ").split()
        if len(delen) == 1:
            delen = delen[0].split(",")
        eerste, tweede = (float(d.replace(",", ".")) for d in delen)
    except ValueError:
        raise ValidationError(
            "Geef twee getallen, bijvoorbeeld 258000, 471500 (RD) of 52.2215, 6.8937 (breedte, lengte)."
        ) from None
    if _binnen(eerste, tweede, STELSELS[RD].vak):
        x, y = eerste, tweede
    elif _binnen(tweede, eerste, STELSELS[WGS84].vak):
        x, y = _naar_rd(GEOSGeometry(f"SRID=4326;POINT({tweede} {eerste})")).coords
    else:
        raise ValidationError(BUITEN)
    half = math.sqrt(oppervlakte) / 2
    vierkant = Polygon.from_bbox((x - half, y - half, x + half, y + half))
    return MultiPolygon(vierkant, srid=RD)


def uit_geojson(inhoud: bytes) -> MultiPolygon:
    """The polygons of a GeoJSON file as one MultiPolygon in RD. ValidationError says what is wrong with it."""
    if len(inhoud) > MAX_BYTES:
        raise ValidationError("Het bestand is groter dan 5 MB. Geef alleen de vlakken van dit ene plan.")
    try:
        data = json.loads(inhoud)
        srid = _srid(data)
        vlakken = [v for geometrie in _geometrieen(data) for v in _vlakken(geometrie)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, GEOSException):
        raise ValidationError("Dit is geen leesbaar GeoJSON-bestand.") from None
    if not vlakken:
        raise ValidationError("Er staat geen vlak in het bestand. Een plek is een Polygon of MultiPolygon.")
    geheel = MultiPolygon(vlakken, srid=srid)
    west, zuid, oost, noord = geheel.extent
    vak = STELSELS[srid].vak
    if not (_binnen(west, zuid, vak) and _binnen(oost, noord, vak)):
        raise ValidationError(BUITEN)
    if not geheel.valid:
        raise ValidationError(
            f"Het vlak klopt niet: {_leesbaar(geheel.valid_reason)}. Teken het opnieuw zonder kruisende lijnen."
        )
    return geheel if srid == RD else _naar_rd(geheel)


def _srid(data: dict) -> int:
    """CRS of a GeoJSON file: WGS84 unless it names another one that we take."""
    naam = ((data.get("crs") or {}).get("properties") or {}).get("name", "")
    stelsel = stelsel_van_naam(naam) if naam else STELSELS[WGS84]
    if stelsel is None:
        keuze = ", ".join(s.naam for s in STELSELS.values())
        raise ValidationError(f"Onbekend coördinatenstelsel '{naam[:80]}'. Gebruik een van: {keuze}.")
    return stelsel.srid


def _geometrieen(data: dict):
    if data["type"] == "FeatureCollection":
        return [f["geometry"] for f in data["features"] if f.get("geometry")]
    return [data["geometry"]] if data["type"] == "Feature" else [data]


def _vlakken(geometrie: dict) -> list[Polygon]:
    # Built from the bare coordinates: GDAL, which parses GeoJSON for GEOS, would follow a crs that a file names.
    if geometrie["type"] == "Polygon":
        return [_vlak(geometrie["coordinates"])]
    if geometrie["type"] == "MultiPolygon":
        return [_vlak(ringen) for ringen in geometrie["coordinates"]]
    if geometrie["type"] == "GeometryCollection":
        return [v for deel in geometrie["geometries"] for v in _vlakken(deel)]
    return []


def _vlak(ringen: list) -> Polygon:
    return Polygon(*([(_eindig(punt[0]), _eindig(punt[1])) for punt in ring] for ring in ringen))


def _eindig(waarde) -> float:
    if isinstance(waarde, str) or not math.isfinite(waarde):
        raise ValueError("geen getal")
    return float(waarde)


def _leesbaar(reden: str) -> str:
    plek = reden[reden.find("[") :] if "[" in reden else ""
    if "Self-intersection" in reden:
        return f"de lijn kruist zichzelf {plek}".strip()
    return f"de vorm is ongeldig {plek}".strip()


def _naar_rd(geometrie: GEOSGeometry) -> GEOSGeometry:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ST_AsEWKB(ST_Transform(%s::geometry, %s))", [geometrie.hexewkb.decode(), RD])
        return GEOSGeometry(memoryview(cursor.fetchone()[0]))


def gemeente_volgens_grenzen(geometrie: GEOSGeometry | None) -> tuple[Gemeente | None, str]:
    """The gemeente with the largest overlap in m², and the bron of that boundary. Two queries."""
    if geometrie is None:
        return None, ""
    grens = (
        Grens.objects.filter(soort="gemeente", geometrie__intersects=geometrie)
        .annotate(m2=Area(Intersection("geometrie", geometrie)))
        .order_by("-m2")
        .values("code", "bron")
        .first()
    )
    if not grens:
        return None, ""
    return Gemeente.objects.geldig_op().filter(code=grens["code"]).first(), grens["bron"]
