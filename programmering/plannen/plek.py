"""Where a plan or plot lies, from what a person gives: a drawing, corners, a GeoJSON file or a pair of coordinates.

PostGIS is the one transformer (within 0,2 m of RDNAPTRANS without its grid); areas are computed in RD.
"""

import json
import math
import re

from django.contrib.gis.db.models.functions import Area, Intersection
from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.db import connection

from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.stelsels import BUITEN_NEDERLAND, STELSELS, stelsel_van_naam

RD, WGS84 = 28992, 4326
MAX_BYTES = 5 * 1024 * 1024
BUITEN = f"De {BUITEN_NEDERLAND}."
TWEE_GETALLEN = "Geef twee getallen, bijvoorbeeld 258000, 471500 (RD) of 52.2215, 6.8937 (breedte, lengte)."
MAX_PUNTEN = 50_000
# More corners than this are no help in a text field, and would weigh on every form that shows them.
MAX_IN_TEKST = 5_000
MIN_M2 = 1
GAT = "gat"


def _binnen(x: float, y: float, grenzen: tuple) -> bool:
    return grenzen[0] <= x <= grenzen[2] and grenzen[1] <= y <= grenzen[3]


def uit_coordinaten(tekst: str, oppervlakte: int) -> MultiPolygon:
    """A square of `oppervlakte` m² around a point: 'x, y' in RD metres, or 'latitude, longitude' in degrees."""
    try:
        eerste, tweede = _paar(tekst)
    except ValueError:
        raise ValidationError(TWEE_GETALLEN) from None
    if _binnen(eerste, tweede, STELSELS[RD].vak):
        x, y = eerste, tweede
    elif _binnen(tweede, eerste, STELSELS[WGS84].vak):
        x, y = _naar_rd(GEOSGeometry(f"SRID=4326;POINT({tweede} {eerste})")).coords
    else:
        raise ValidationError(BUITEN)
    half = math.sqrt(oppervlakte) / 2
    vierkant = Polygon.from_bbox((x - half, y - half, x + half, y + half))
    return MultiPolygon(vierkant, srid=RD)


def _paar(tekst: str) -> tuple[float, float]:
    """Two numbers as people write them: 'x, y', 'x y', 'x; y', with a point or a comma for the decimals."""
    delen = tekst.replace(";", " ").replace(", ", " ").split()
    if len(delen) == 1:
        delen = delen[0].split(",")
    eerste, tweede = (_eindig(float(d.replace(",", "."))) for d in delen)
    return eerste, tweede


def uit_hoekpunten(tekst: str) -> MultiPolygon:
    """Polygons typed as corners, one a line: 'x, y' in RD or 'latitude, longitude'. ValidationError names the line.

    An empty line begins the next polygon; a block that opens with the word 'gat' is a hole in the one before.
    """
    blokken = _blokken(tekst)
    stelsels = {srid for _, _, punten in blokken for srid, _ in punten}
    if len(stelsels) > 1:
        raise ValidationError("Gebruik één soort coördinaten: alles in RD, of alles in breedte en lengte.")
    vlakken: list[list] = []
    for regel, is_gat, punten in blokken:
        ring = [punt for _, punt in punten]
        if len(set(ring)) < 3:
            raise ValidationError(f"Een vlak heeft minstens drie hoeken; het vlak vanaf regel {regel} heeft er minder.")
        ring = ring if ring[0] == ring[-1] else [*ring, ring[0]]
        if is_gat and not vlakken:
            raise ValidationError("Een gat hoort bij een vlak. Zet het vlak erboven.")
        if is_gat:
            vlakken[-1].append(ring)
        else:
            vlakken.append([ring])
    if not vlakken:
        raise ValidationError("Er staan geen hoekpunten. Zet op elke regel één hoek.")
    return _geheel([Polygon(*ringen) for ringen in vlakken], stelsels.pop())


def _blokken(tekst: str) -> list[tuple[int, bool, list]]:
    """Rings as (number of the first line, is it a hole, [(srid, (x, y))])."""
    blokken: list[tuple[int, bool, list]] = []
    open_ = False
    for nummer, regel in enumerate(tekst.splitlines(), start=1):
        inhoud = regel.strip().rstrip(":").lower()
        if not inhoud or inhoud == GAT:
            open_ = inhoud == GAT
            if open_:
                blokken.append((nummer, True, []))
            continue
        if not open_:
            blokken.append((nummer, False, []))
            open_ = True
        blokken[-1][2].append(_hoek(nummer, regel))
    return blokken


def _hoek(nummer: int, regel: str) -> tuple[int, tuple[float, float]]:
    try:
        eerste, tweede = _paar(regel)
    except ValueError:
        raise ValidationError(f"Regel {nummer}: {TWEE_GETALLEN[0].lower()}{TWEE_GETALLEN[1:]}") from None
    if _binnen(eerste, tweede, STELSELS[RD].vak):
        return RD, (eerste, tweede)
    if _binnen(tweede, eerste, STELSELS[WGS84].vak):
        return WGS84, (tweede, eerste)
    raise ValidationError(f"Regel {nummer}: de {BUITEN_NEDERLAND}.")


def als_hoekpunten(geometrie: GEOSGeometry | None) -> str:
    """The corners in RD as `uit_hoekpunten` reads them, to the centimetre; '' without a place or with very many."""
    if geometrie is None or geometrie.num_coords > MAX_IN_TEKST:
        return ""
    return "\n\n".join(
        "\n".join([*([GAT] if nummer else []), *(f"{x:.2f}, {y:.2f}" for x, y, *_ in ring.coords[:-1])])
        for vlak in geometrie
        for nummer, ring in enumerate(vlak)
    )


def als_geojson(geometrie: GEOSGeometry | None) -> dict | None:
    """The place as a GeoJSON geometry in WGS84, to about a millimetre. One query."""
    if geometrie is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT ST_AsGeoJSON(ST_Transform(%s::geometry, %s), 8)", [geometrie.hexewkb.decode(), WGS84])
        return json.loads(cursor.fetchone()[0])


def zelfde_plek(een: MultiPolygon, ander: MultiPolygon) -> bool:
    """True when the two differ by less than a thousandth: rounding, not another place."""
    return een.sym_difference(ander).area <= max(MIN_M2, een.area / 1000)


def uit_geojson(inhoud: bytes, wat: str = "leesbaar GeoJSON-bestand") -> MultiPolygon:
    """The polygons of a GeoJSON file as one MultiPolygon in RD. ValidationError says what is wrong with it."""
    if len(inhoud) > MAX_BYTES:
        raise ValidationError("Het bestand is groter dan 5 MB. Geef alleen de vlakken van deze ene plek.")
    try:
        data = json.loads(inhoud)
        srid = _srid(data)
        vlakken = [v for geometrie in _geometrieen(data) for v in _vlakken(geometrie)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, GEOSException):
        raise ValidationError(f"Dit is geen {wat}.") from None
    if not vlakken:
        raise ValidationError("Er staat geen vlak in het bestand. Een plek is een Polygon of MultiPolygon.")
    return _geheel(vlakken, srid)


def uit_tekening(tekst: str) -> MultiPolygon:
    """What the drawing tool sends: GeoJSON as text."""
    return uit_geojson(tekst.encode(), "leesbare tekening")


def _geheel(vlakken: list[Polygon], srid: int) -> MultiPolygon:
    """The polygons as one valid MultiPolygon in RD. Parts that touch or overlap become one: neighbouring parcels
    share a side, which a MultiPolygon may not have, and ground that is drawn twice counts once.
    """
    geheel = MultiPolygon(vlakken, srid=srid)
    if any(vlak.empty for vlak in geheel):
        raise ValidationError("Er staat een vlak zonder hoeken in. Teken het opnieuw.")
    if geheel.num_coords > MAX_PUNTEN:
        raise ValidationError("De plek heeft meer dan 50.000 punten. Vereenvoudig haar eerst.")
    west, zuid, oost, noord = geheel.extent
    vak = STELSELS[srid].vak
    if not (_binnen(west, zuid, vak) and _binnen(oost, noord, vak)):
        raise ValidationError(BUITEN)
    if srid != RD:
        geheel = _naar_rd(geheel)
    fout = next((vlak for vlak in geheel if not vlak.valid), None)
    if fout is not None:
        reden = _leesbaar(fout.valid_reason)
        raise ValidationError(f"Het vlak klopt niet: {reden}. Versleep een hoek, of teken het opnieuw.")
    if len(geheel) > 1:
        samen = geheel.unary_union
        geheel = samen if isinstance(samen, MultiPolygon) else MultiPolygon(samen, srid=RD)
    if geheel.area < MIN_M2:
        raise ValidationError("Het vlak is kleiner dan 1 m². Teken het groter.")
    return geheel


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
    """GEOS's reason in Dutch, with the place in whole metres RD."""
    plek = re.search(r"\[(-?[\d.e+]+) (-?[\d.e+]+)\]", reden)
    bij = f" bij {float(plek[1]):.0f}, {float(plek[2]):.0f}" if plek else ""
    if "Self-intersection" in reden:
        return f"de lijn kruist zichzelf{bij}"
    if "Hole lies outside" in reden:
        return f"een gat ligt buiten het vlak{bij}"
    return f"de vorm is ongeldig{bij}"


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
    gemeenten = Gemeente.objects.geldig_op().select_related("provincie", "woondealregio")
    return gemeenten.filter(code=grens["code"]).first(), grens["bron"]
