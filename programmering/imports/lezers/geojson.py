"""Reading an uploaded GeoJSON: one feature at a time, with bounds. No database, no GDAL.

A file is decoded to text once; features are then parsed one by one from that text, so that memory holds one
feature and not the whole tree (which is some ten times the file). Every failure is a Leesfout with a sentence
for the person who chose the file.
"""

import json
import re
from collections.abc import Iterator

from woonzorg.gebieden.stelsels import STELSELS, Stelsel, stelsel_van_naam

from . import basis
from .basis import Bronrij, Kop, Leesfout, StelselOnbekend

BLAD = "features"
_WIT = re.compile(r"[ \t\n\r]*")


class GeoJson:
    titel = "GeoJSON"
    extensies = (".geojson", ".json")

    def herken(self, inhoud: bytes) -> bool:
        return _begin(inhoud).startswith(b"{")

    def controleer(self, naam: str, inhoud: bytes) -> None:
        if len(inhoud) > basis.MAX_BYTES:
            raise Leesfout(basis.TE_GROOT)
        if not inhoud.strip():
            raise Leesfout(basis.LEEG)
        if inhoud[:2] == b"PK":
            raise Leesfout("Dit is een zip- of Excelbestand, geen GeoJSON. Pak het uit of exporteer het als GeoJSON.")
        if not self.herken(inhoud):
            raise Leesfout("De inhoud van het bestand is geen GeoJSON: het begint niet met een accolade.")

    def kop(self, inhoud: bytes, *, srid: int | None = None) -> Kop:
        return lees_kop(inhoud, srid=srid)

    def rijen(self, inhoud: bytes) -> Iterator[Bronrij]:
        return (Bronrij(BLAD, nummer, feature) for nummer, feature in enumerate(features(inhoud), start=1))


def _begin(inhoud: bytes) -> bytes:
    return inhoud[:1000].removeprefix(b"\xef\xbb\xbf").lstrip() or inhoud.removeprefix(b"\xef\xbb\xbf").lstrip()


def _geen_getal(tekst: str):
    raise Leesfout(f"Het bestand bevat '{tekst}' waar een getal hoort. Dat is geen geldige JSON.")


_DECODER = json.JSONDecoder(parse_constant=_geen_getal)


def _tekst(inhoud: bytes) -> str:
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        raise Leesfout("Het bestand is geen tekst in UTF-8. Exporteer het opnieuw als GeoJSON in UTF-8.") from fout


def _waarde(tekst: str, plek: int):
    try:
        return _DECODER.raw_decode(tekst, _WIT.match(tekst, plek).end())
    except RecursionError as fout:
        raise Leesfout(
            "Het bestand is te diep genest: lijsten in lijsten in lijsten. Zo ziet GeoJSON er niet uit."
        ) from fout
    except ValueError as fout:
        raise Leesfout(_ongeldig(getattr(fout, "pos", plek))) from fout


def _ongeldig(plek: int) -> str:
    return f"Het bestand is geen geldige JSON (bij teken {plek + 1}). Is het bestand heel?"


def _teken(tekst: str, plek: int) -> tuple[str, int]:
    """The next sign that is not white, and the place after it."""
    plek = _WIT.match(tekst, plek).end()
    return tekst[plek : plek + 1], plek + 1


def _leden(tekst: str) -> Iterator[tuple[str, object]]:
    """Members of the outer object as (name, value); for 'features' one pair per feature, ('feature', value)."""
    teken, plek = _teken(tekst, 0)
    if teken != "{":
        raise Leesfout(_ongeldig(plek - 1))
    teken, _ = _teken(tekst, plek)
    gezien: set[str] = set()
    while teken != "}":
        naam, plek = _waarde(tekst, plek)
        teken, plek = _teken(tekst, plek)
        if not isinstance(naam, str) or teken != ":" or naam in gezien:
            raise Leesfout(_ongeldig(plek - 1))
        gezien.add(naam)
        if naam == "features":
            plek = yield from _features(tekst, plek)
        else:
            waarde, plek = _waarde(tekst, plek)
            yield naam, waarde
        teken, plek = _teken(tekst, plek)
        if teken not in ("}", ",") or not teken:
            raise Leesfout(_ongeldig(plek - 1))
    if gezien and tekst[plek:].strip():
        raise Leesfout(_ongeldig(plek))
    if "features" not in gezien:
        raise Leesfout("Het bestand is geen GeoJSON met vlakken: er is geen lijst 'features'.")


def _features(tekst: str, plek: int):
    teken, plek = _teken(tekst, plek)
    if teken != "[":
        raise Leesfout("Het bestand is geen GeoJSON met vlakken: 'features' is geen lijst.")
    teken, na = _teken(tekst, plek)
    if teken == "]":
        return na
    while True:
        waarde, plek = _waarde(tekst, plek)
        yield "feature", waarde
        teken, plek = _teken(tekst, plek)
        if teken == "]":
            return plek
        if teken != ",":
            raise Leesfout(_ongeldig(plek - 1))


def lees_kop(inhoud: bytes, *, srid: int | None = None) -> Kop:
    """Walks through the file once: kind, CRS, columns and number of features; Leesfout when it cannot be used.

    `srid` is the CRS that a person chose; it counts only when the file names none.
    """
    leden: dict[str, object] = {}
    aantal, kolommen, grootste = 0, set(), 0.0
    for naam, waarde in _leden(_tekst(inhoud)):
        if naam != "feature":
            leden[naam] = waarde
            continue
        aantal += 1
        if aantal > basis.MAX_RIJEN:
            raise basis.te_veel_rijen()
        eigenschappen = waarde.get("properties") if isinstance(waarde, dict) else None
        if isinstance(eigenschappen, dict):
            kolommen.update(eigenschappen)
        grootste = max(grootste, _eerste_getal(waarde))
    if leden.get("type") != "FeatureCollection":
        raise Leesfout("Het bestand is JSON, maar geen GeoJSON met een FeatureCollection. Exporteer het als GeoJSON.")
    if not aantal:
        raise Leesfout("Het bestand heeft geen plannen: de lijst 'features' is leeg.")
    stelsel = _stelsel(leden.get("crs"), srid, grootste)
    return Kop(aantal, frozenset(kolommen), stelsel, stelsel_gekozen=bool(srid) and leden.get("crs") is None)


def features(inhoud: bytes) -> Iterator[object]:
    """The features in order; the caller has had lees_kop first."""
    return (waarde for naam, waarde in _leden(_tekst(inhoud)) if naam == "feature")


def _eerste_getal(feature) -> float:
    """Size of the first coordinate of a feature; 0 without one. Enough to tell degrees from metres."""
    geometrie = feature.get("geometry") if isinstance(feature, dict) else None
    punt = geometrie.get("coordinates") if isinstance(geometrie, dict) else None
    for _ in range(5):
        if not isinstance(punt, list) or not punt:
            break
        punt = punt[0]
    return abs(punt) if isinstance(punt, int | float) else 0.0


def _stelsel(crs, gekozen: int | None, grootste: float) -> Stelsel:
    """The CRS that the file names; else the one chosen; else WGS84, the standard of GeoJSON, if it can be."""
    keuze = ", ".join(stelsel.naam for stelsel in STELSELS.values())
    if crs is not None:
        naam = _naam_van_crs(crs)
        if stelsel := stelsel_van_naam(naam):
            return stelsel
        raise Leesfout(
            f"Onbekend coördinatenstelsel: {naam[:100] or 'zonder naam'}. Sla het bestand op in een van: {keuze}."
        )
    if gekozen:
        return STELSELS[gekozen]
    if grootste > 360:
        raise StelselOnbekend(
            "Het bestand noemt geen coördinatenstelsel, en de getallen zijn geen graden. Kies zelf het stelsel: "
            f"{keuze}."
        )
    return STELSELS[4326]


def _naam_van_crs(crs) -> str:
    eigenschappen = crs.get("properties") if isinstance(crs, dict) else None
    naam = eigenschappen.get("name") if isinstance(eigenschappen, dict) else None
    return naam.strip() if isinstance(naam, str) else ""
