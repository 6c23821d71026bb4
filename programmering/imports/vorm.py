"""The shape of a GeoJSON feature as WKB, checked so that PostGIS never meets something it throws an error at."""

import struct
import sys
from array import array
from math import isfinite

from woonzorg.gebieden.stelsels import BUITEN_NEDERLAND, Stelsel

MAX_PUNTEN = 50_000
_POLYGOON, _MULTIPOLYGOON = 3, 6
_LITTLE_ENDIAN = b"\x01"


class Vormfout(Exception):
    """This row's shape cannot be used; the message is Dutch."""


def naar_wkb(geometrie, stelsel: Stelsel) -> bytes | None:
    """WKB (MultiPolygon, x and y only) in the CRS of the file; None when the feature has no shape at all.

    Whether lines cross is for PostGIS to see and mend; here rings must be closed and numbers must be numbers
    that lie in or around the Netherlands.
    """
    if geometrie is None:
        return None
    soort = geometrie.get("type") if isinstance(geometrie, dict) else None
    coordinaten = geometrie.get("coordinates") if isinstance(geometrie, dict) else None
    if soort == "Polygon":
        polygonen = [coordinaten]
    elif soort == "MultiPolygon":
        polygonen = coordinaten
    else:
        raise Vormfout("De vorm is geen vlak. Een plan heeft een Polygon of MultiPolygon nodig.")
    if not isinstance(polygonen, list):
        raise Vormfout("De vorm heeft geen coördinaten.")
    if not polygonen:
        return None
    # A shape may hold only empty parts; that is no shape.
    delen = [_polygoon(polygoon, stelsel) for polygoon in polygonen if polygoon != []]
    if not delen:
        return None
    if sum(punten for _, punten in delen) > MAX_PUNTEN:
        raise Vormfout("De vorm heeft meer dan 50.000 punten. Vereenvoudig hem eerst.")
    return _LITTLE_ENDIAN + struct.pack("<II", _MULTIPOLYGOON, len(delen)) + b"".join(wkb for wkb, _ in delen)


def _polygoon(ringen, stelsel: Stelsel) -> tuple[bytes, int]:
    if not isinstance(ringen, list):
        raise Vormfout("De vorm heeft geen coördinaten.")
    stukken = [_LITTLE_ENDIAN, struct.pack("<II", _POLYGOON, len(ringen))]
    punten = 0
    for ring in ringen:
        xs, ys = _ring(ring)
        west, zuid, oost, noord = stelsel.vak
        if not (west <= min(xs) and max(xs) <= oost and zuid <= min(ys) and max(ys) <= noord):
            raise Vormfout(BUITEN_NEDERLAND)
        plat = array("d", bytes(16 * len(xs)))
        plat[0::2], plat[1::2] = array("d", xs), array("d", ys)
        if sys.byteorder == "big":
            plat.byteswap()
        stukken += [struct.pack("<I", len(xs)), plat.tobytes()]
        punten += len(xs)
    return b"".join(stukken), punten


def _ring(ring) -> tuple[list[float], list[float]]:
    if not isinstance(ring, list) or len(ring) < 4:
        raise Vormfout("Een rand van het vlak heeft minder dan vier punten.")
    try:
        xs, ys = [punt[0] for punt in ring], [punt[1] for punt in ring]
    except (TypeError, IndexError, KeyError) as fout:
        raise Vormfout("De coördinaten zijn niet te lezen als punten met een x en een y.") from fout
    # bool is an int in Python and would pass as 0 or 1.
    if not all(type(getal) in (int, float) for getallen in (xs, ys) for getal in getallen):
        raise Vormfout("De coördinaten zijn geen getallen.")
    try:
        if not (isfinite(sum(map(float, xs))) and isfinite(sum(map(float, ys)))):
            raise Vormfout("De coördinaten zijn geen gewone getallen.")
    except OverflowError as fout:
        raise Vormfout("De coördinaten zijn geen gewone getallen.") from fout
    if xs[0] != xs[-1] or ys[0] != ys[-1]:
        xs.append(xs[0])
        ys.append(ys[0])
    return xs, ys
