"""Boundaries that a person uploads: GeoJSON, read as plain JSON. GDAL, which reads what an operator gives to a command,
would follow a crs that a hostile file names.
"""

import json
import math

from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Polygon
from django.core.exceptions import ValidationError

from woonzorg.gebieden.imports import (
    CODEVELDEN,
    Grensinvoer,
    Grenzenbestand,
    Invoerfout,
    controleer_ligging,
    maak_gemeentecode,
)
from woonzorg.gebieden.stelsels import STELSELS, Stelsel, stelsel_van_naam

MAX_BYTES = 20 * 1024 * 1024


def lees_geojson(bestand) -> Grenzenbestand:
    """Boundaries by gemeentecode from an uploaded file. ValidationError says what is wrong with it."""
    if bestand.size > MAX_BYTES:
        raise ValidationError(f"Het bestand is groter dan {MAX_BYTES // 1024**2} MB. Neem alleen de opvolgers op.")
    try:
        data = json.loads(bestand.read().decode("utf-8-sig"))
        features = data["features"] if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    except (ValueError, RecursionError) as fout:
        raise ValidationError("Dit is geen GeoJSON. Bewaar de grenzen als GeoJSON en probeer het opnieuw.") from fout
    if not isinstance(features, list):
        raise ValidationError("In dit bestand staat geen verzameling van gebieden (FeatureCollection).")
    grenzen = [grens for feature in features if (grens := _lees(feature))]
    stelsel = _stelsel(data, grenzen)
    try:
        controleer_ligging(grenzen, stelsel)
    except Invoerfout as fout:
        raise ValidationError(str(fout)) from fout
    return Grenzenbestand(stelsel, grenzen, [])


def _lees(feature) -> Grensinvoer | None:
    """None for a feature that names no gemeente."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return None
    waarden = {naam.lower(): waarde for naam, waarde in feature["properties"].items()}
    code = next((c for veld in CODEVELDEN if (c := maak_gemeentecode(waarden.get(veld)))), "")
    if not code:
        return None
    vorm = feature.get("geometry")
    soort = vorm.get("type") if isinstance(vorm, dict) else None
    if soort not in ("Polygon", "MultiPolygon"):
        raise ValidationError(f"{code} heeft geen vlak als geometrie.")
    try:
        vlakken = [vorm["coordinates"]] if soort == "Polygon" else vorm["coordinates"]
        geometrie = MultiPolygon([Polygon(*(_ring(ring) for ring in ringen)) for ringen in vlakken])
    except (GEOSException, KeyError, IndexError, TypeError, ValueError) as fout:
        raise ValidationError(f"De coördinaten van {code} zijn niet te lezen.") from fout
    if geometrie.empty:
        raise ValidationError(f"De grens van {code} is leeg.")
    return Grensinvoer(code, bytes(geometrie.wkb))


def _ring(punten) -> list[tuple[float, float]]:
    ring = [(float(punt[0]), float(punt[1])) for punt in punten]
    if not all(math.isfinite(getal) for punt in ring for getal in punt):
        raise ValueError("geen getal")
    return ring


def _stelsel(data: dict, grenzen: list[Grensinvoer]) -> Stelsel:
    """The named CRS; without one WGS84 by the standard, or RD where the numbers are no degrees."""
    crs = data.get("crs")
    if crs is not None:
        naam = (crs.get("properties") or {}).get("name") if isinstance(crs, dict) else None
        stelsel = stelsel_van_naam(naam) if isinstance(naam, str) else None
        if stelsel is None:
            raise ValidationError("Het coördinatenstelsel van dit bestand kan niet. Gebruik RD of WGS84.")
        return stelsel
    graden = all(abs(getal) <= 360 for g in grenzen for getal in GEOSGeometry(memoryview(g.wkb)).extent)
    return STELSELS[4326 if graden else 28992]
