"""What is known of a place that is not stored yet, and what the drawing tool has to start with."""

import json

from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.contrib.gis.geos import GEOSGeometry
from django.db import connection

from programmering.plannen.plek import RD, als_geojson, als_hoekpunten, gemeente_volgens_grenzen
from woonzorg.gebieden.models import Gemeente, Grens

from .overlap import buren, overlapt

LEEG = {
    "m2": None, "gemeente": None, "regio": "", "provincie": "", "hoekpunten": "", "geojson": None,
    "fouten": [], "overlapt": [],
}  # fmt: skip


def toets(geometrie: GEOSGeometry, user, zelf: str = "") -> dict:
    """Area, gemeente by the largest overlap, corners, and what `user` may see that lies on the same ground.

    m2 is the plane area in RD by GEOS, which is what ST_Area gives.
    """
    gemeente, bron = gemeente_volgens_grenzen(geometrie)
    uit = LEEG | {
        "m2": round(geometrie.area, 1),
        "hoekpunten": als_hoekpunten(geometrie),
        "geojson": als_geojson(geometrie),
        "overlapt": overlapt(user, geometrie, zelf),
    }
    if gemeente:
        uit["gemeente"] = {"code": gemeente.code, "naam": gemeente.naam, "bron": bron}
        uit["regio"] = gemeente.woondealregio.naam
        uit["provincie"] = gemeente.provincie.naam
    return uit


MAX_ZIJDE = 10_000


def lees_bbox(tekst: str) -> list[float] | None:
    """'west,south,east,north' in degrees, somewhere around the Netherlands; None for anything else."""
    try:
        grenzen = [float(getal) for getal in tekst.split(",")]
        west, zuid, oost, noord = grenzen
    except ValueError:
        return None
    # Also false for nan, which would pass any test that asks for the opposite.
    return grenzen if 0 < west < oost < 10 and 48 < zuid < noord < 58 else None


def buren_in_vak(user, grenzen: list[float], zelf: str = "") -> dict | None:
    """Neighbours within [west, south, east, north] in degrees as GeoJSON; None for a box over 10 km."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_AsEWKB(ST_Envelope(ST_Transform(ST_MakeEnvelope(%s, %s, %s, %s, 4326), %s)))", [*grenzen, RD]
        )
        vak = GEOSGeometry(memoryview(cursor.fetchone()[0]))
    west, zuid, oost, noord = vak.extent
    if max(oost - west, noord - zuid) > MAX_ZIJDE:
        return None
    kenmerken = [
        {"type": "Feature", "properties": {"soort": soort, "naam": naam}, "geometry": json.loads(vorm)}
        for soort, naam, vorm in buren(user, vak, zelf)
    ]
    return {"type": "FeatureCollection", "features": kenmerken}


def omtrek(gemeente: Gemeente | None) -> dict | None:
    """The boundary of a gemeente as GeoJSON, so that a map without background still shows where one is."""
    if gemeente is None:
        return None
    vorm = (
        Grens.objects.filter(soort="gemeente", code=gemeente.code, vorm_hoog__isnull=False)
        .annotate(wgs84=AsGeoJSON(Transform("vorm_hoog", 4326), precision=5))
        .values_list("wgs84", flat=True)
        .first()
    )
    return json.loads(vorm) if vorm else None
