"""Reading what a load brings in: the CSV facts, a division in woondealregio's, a file with boundaries.

Nothing here touches the database. Each failure is an Invoerfout with a sentence for the person at the keyboard.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.gis.gdal import DataSource, GDALException, OGRGeometry, SpatialReference

from .models import Gemeente, Kerncijfer
from .stelsels import BUITEN_NEDERLAND, STELSELS, Stelsel

DATA = Path(__file__).parent / "data"


class Invoerfout(Exception):
    """What was brought in cannot be used; the message is Dutch and says what to do."""


# --- CSV ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cijfer:
    onderwerp: str
    jaar: int
    waarde: int
    bron: str


@dataclass(frozen=True)
class Gemeentefeit:
    code: str
    naam: str
    provincie: tuple[str, str]
    woondealregio: tuple[str, str]
    zekerheid: str
    corop: tuple[str, str]
    geldig_van: date
    cijfers: tuple[Cijfer, ...]


@dataclass(frozen=True)
class Indeling:
    """One line of a division in woondealregio's."""

    gemeente: str
    code: str
    naam: str
    zekerheid: str


def _rijen(pad: Path, nodig: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and values of each line; a semicolon as Excel writes it, and a BOM, are fine."""
    try:
        tekst = pad.read_text(encoding="utf-8-sig")
    except OSError as fout:
        raise Invoerfout(f"Het bestand {pad} is niet te lezen. Bestaat het?") from fout
    except UnicodeDecodeError as fout:
        raise Invoerfout(f"Het bestand {pad} is geen tekst in UTF-8. Sla het op als 'CSV UTF-8'.") from fout
    regels = tekst.splitlines()
    kop = regels[0] if regels else ""
    lezer = csv.DictReader(regels, delimiter=";" if kop.count(";") > kop.count(",") else ",")
    ontbreekt = nodig - set(lezer.fieldnames or [])
    if ontbreekt:
        raise Invoerfout(f"In {pad.name} ontbreekt de kolom {', '.join(sorted(ontbreekt))}.")
    for rij in lezer:
        yield lezer.line_num, {kolom: (waarde or "").strip() for kolom, waarde in rij.items() if kolom}


def _geheel(tekst: str, pad: Path, regel: int, kolom: str) -> int:
    try:
        return int(tekst)
    except ValueError as fout:
        raise Invoerfout(f"{pad.name}, regel {regel}, kolom {kolom}: '{tekst}' is geen geheel getal.") from fout


def lees_gemeenten(map_: Path | None = None) -> list[Gemeentefeit]:
    """The facts in gemeenten.csv; figures only for the columns that kerncijfers.csv gives a source for."""
    map_ = map_ or DATA
    bronnen = {
        f"{rij['onderwerp']}_{rij['jaar']}": (rij["onderwerp"], int(rij["jaar"]), rij["bron"])
        for _, rij in _rijen(map_ / "kerncijfers.csv", {"onderwerp", "jaar", "bron"})
    }
    onbekend = {onderwerp for onderwerp, _, _ in bronnen.values()} - set(Kerncijfer.Onderwerp.values)
    if onbekend:
        raise Invoerfout(f"Onbekend onderwerp in kerncijfers.csv: {', '.join(sorted(onbekend))}.")
    pad = map_ / "gemeenten.csv"
    nodig = {"gemeentecode", "naam", "provinciecode", "provincie", "woondealregiocode", "woondealregio"}
    nodig |= {"woondealregio_zekerheid", "coropcode", "corop", "geldig_van"} | set(bronnen)
    return [_feit(pad, regel, rij, bronnen) for regel, rij in _rijen(pad, nodig)]


def _feit(pad: Path, regel: int, rij: dict[str, str], bronnen: dict) -> Gemeentefeit:
    cijfers = tuple(
        Cijfer(onderwerp, jaar, _geheel(rij[kolom], pad, regel, kolom), bron)
        for kolom, (onderwerp, jaar, bron) in bronnen.items()
        if rij[kolom]
    )
    return Gemeentefeit(
        code=rij["gemeentecode"],
        naam=rij["naam"],
        provincie=(rij["provinciecode"], rij["provincie"]),
        woondealregio=(rij["woondealregiocode"], rij["woondealregio"]),
        zekerheid=rij["woondealregio_zekerheid"],
        corop=(rij["coropcode"], rij["corop"]),
        geldig_van=date.fromisoformat(rij["geldig_van"]),
        cijfers=cijfers,
    )


def lees_ijkpunten(map_: Path | None = None) -> tuple[list[str], list[int], list[int]]:
    """Codes ('' is water or abroad), x and y in metres (RD)."""
    pad = (map_ or DATA) / "ijkpunten.csv"
    codes, xs, ys = [], [], []
    for regel, rij in _rijen(pad, {"gemeentecode", "x_rd", "y_rd"}):
        codes.append(rij["gemeentecode"])
        xs.append(_geheel(rij["x_rd"], pad, regel, "x_rd"))
        ys.append(_geheel(rij["y_rd"], pad, regel, "y_rd"))
    return codes, xs, ys


def lees_indeling(pad: Path) -> list[Indeling]:
    """A division in woondealregio's. Every line is checked on itself and against the others."""
    indeling: dict[str, Indeling] = {}
    namen: dict[str, str] = {}
    kolommen = {"gemeentecode", "woondealregiocode", "woondealregio", "zekerheid"}
    for nummer, rij in _rijen(pad, kolommen):
        regel = Indeling(*(rij[k] for k in ("gemeentecode", "woondealregiocode", "woondealregio", "zekerheid")))
        bezwaar = _bezwaar(regel, namen)
        if not bezwaar and indeling.get(regel.gemeente, regel) != regel:
            bezwaar = f"gemeente {regel.gemeente} staat er twee keer in, met verschillende gegevens"
        if bezwaar:
            raise Invoerfout(f"{pad.name}, regel {nummer}: {bezwaar}.")
        indeling[regel.gemeente] = regel
        namen[regel.code] = regel.naam
    if not indeling:
        raise Invoerfout(f"{pad.name} heeft geen regels.")
    return list(indeling.values())


def _bezwaar(regel: Indeling, namen: dict[str, str]) -> str:
    if not re.fullmatch(r"WD\d\d", regel.code):
        return f"'{regel.code}' is geen woondealregiocode (WD met twee cijfers)"
    if not regel.naam:
        return f"woondealregio {regel.code} heeft geen naam"
    if namen.get(regel.code, regel.naam) != regel.naam:
        return f"{regel.code} heet hier '{regel.naam}' en eerder '{namen[regel.code]}'"
    if regel.zekerheid not in Gemeente.Zekerheid:
        return f"zekerheid '{regel.zekerheid}' bestaat niet; kies uit {', '.join(Gemeente.Zekerheid.values)}"
    return ""


# --- Boundaries --------------------------------------------------------------------------------------------


_CRS_NAAM = re.compile(r"(urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|OGC)[:/][\w.:/]+", re.IGNORECASE)
CODEVELDEN = ("statcode", "gemeentecode", "gm_code", "code", "identificatie")


@dataclass(frozen=True)
class Grensinvoer:
    """One feature: a gemeentecode, and its geometry as WKB in the CRS of the file."""

    code: str
    wkb: bytes


@dataclass(frozen=True)
class Grenzenbestand:
    stelsel: Stelsel
    grenzen: list[Grensinvoer]
    # Names of features without a code that looks like a gemeentecode.
    zonder_code: list[str]


def kies_stelsel(tekst: str) -> Stelsel:
    """The CRS a person names: 'EPSG:28992', '28992', 'rd', 'wgs84' or 'etrs89'."""
    namen = {"RD": 28992, "WGS84": 4326, "CRS84": 4326, "ETRS89": 4258}
    kaal = tekst.strip().upper().removeprefix("EPSG:").removeprefix("OGC:")
    srid = namen.get(kaal) or (int(kaal) if kaal.isdecimal() else 0)
    if srid not in STELSELS:
        raise Invoerfout(f"Coördinatenstelsel '{tekst}' kan niet. Kies uit {_keuze()}.")
    return STELSELS[srid]


def _keuze() -> str:
    return ", ".join(f"EPSG:{srid}" for srid in STELSELS)


def maak_gemeentecode(waarde: object) -> str:
    """'GM0014' from 'GM0014', 'gm14', '0014' or 14; '' for anything else."""
    treffer = re.fullmatch(r"(?:GM)?0*(\d{1,4})", str(waarde or "").strip().upper())
    return f"GM{int(treffer[1]):04d}" if treffer else ""


def controleer_ligging(grenzen: list[Grensinvoer], stelsel: Stelsel) -> None:
    """Refuse everything when any coordinate lies outside the Netherlands: then the axes or the CRS are wrong."""
    west, zuid, oost, noord = stelsel.vak
    for grens in grenzen:
        xmin, ymin, xmax, ymax = OGRGeometry(memoryview(grens.wkb)).extent
        if not (west <= xmin and zuid <= ymin and xmax <= oost and ymax <= noord):
            raise Invoerfout(
                f"{BUITEN_NEDERLAND}. Het gaat om {grens.code}: x {xmin:.6g} tot {xmax:.6g}, "
                f"y {ymin:.6g} tot {ymax:.6g} in {stelsel.naam}. Er is niets gewijzigd."
            )


def lees_grensbestand(pad: Path, *, crs: str = "", veld: str = "", laag: str = "") -> Grenzenbestand:
    """Boundaries of gemeenten from GeoJSON or GeoPackage, whatever the file is called.

    `crs`, `veld` and `laag` say what the file leaves open. Raises Invoerfout; changes nothing.
    """
    driver = _soort_bestand(pad)
    try:
        # Given by absolute path: GDAL would take names such as /vsicurl/… as an instruction.
        bron = DataSource(pad.resolve())
        if bron.driver.name != driver:
            raise Invoerfout(_niet_te_lezen(pad))
        lagen = [bron[nummer] for nummer in range(bron.layer_count)]
        gekozen, codeveld = _kies_laag(lagen, laag, veld)
        stelsel = kies_stelsel(crs) if crs else _stelsel_van(gekozen, pad, driver)
        return _lees_laag(gekozen, codeveld, stelsel)
    except GDALException as fout:
        raise Invoerfout(_niet_te_lezen(pad)) from fout


def _niet_te_lezen(pad: Path) -> str:
    return f"{pad.name} is niet te lezen als GeoJSON of GeoPackage. Is het bestand heel?"


def _soort_bestand(pad: Path) -> str:
    """GDAL's driver name by content. Anything but the two is refused before GDAL opens it."""
    if not pad.is_file():
        raise Invoerfout(f"Het bestand {pad} is er niet.")
    with pad.open("rb") as bestand:
        begin = bestand.read(100)
    # SQLite, with GeoPackage's mark in its header (OGC 12-128r19, requirement 2).
    if begin.startswith(b"SQLite format 3\0") and begin[68:72] in (b"GPKG", b"GP10", b"GP11"):
        return "GPKG"
    if begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        try:
            inhoud = json.loads(pad.read_text(encoding="utf-8-sig"))
        except ValueError as fout:
            raise Invoerfout(_niet_te_lezen(pad)) from fout
        if inhoud.get("type") == "FeatureCollection":
            _controleer_crs(inhoud, pad)
            return "GeoJSON"
    raise Invoerfout(f"{pad.name} is geen GeoJSON (FeatureCollection) en geen GeoPackage. Andere soorten kan niet.")


def _controleer_crs(inhoud: dict, pad: Path) -> None:
    """Refuse a crs that is anything but a plain name: GDAL would fetch the address that it gives."""
    crs = inhoud.get("crs")
    naam = (crs.get("properties") or {}).get("name") if isinstance(crs, dict) and crs.get("type") == "name" else ""
    if crs is not None and not _CRS_NAAM.fullmatch(str(naam)):
        raise Invoerfout(
            f"Onbekend coördinatenstelsel: 'crs' in {pad.name} is geen gewone naam zoals "
            "urn:ogc:def:crs:EPSG::28992. Haal 'crs' weg uit het bestand en geef het op met --crs."
        )


def _kies_laag(lagen: list, naam: str, veld: str):
    """The layer and the property that carries the gemeentecode."""
    if naam:
        lagen = [laag for laag in lagen if laag.name == naam]
        if not lagen:
            raise Invoerfout(f"Het bestand heeft geen laag '{naam}'.")
    passend = [(laag, codeveld) for laag in lagen if (codeveld := _codeveld(laag, veld))]
    if not passend:
        velden = sorted({veld for laag in lagen for veld in laag.fields})
        raise Invoerfout(
            f"Geen eigenschap met gemeentecodes gevonden (gezocht: {veld or ', '.join(CODEVELDEN)}). "
            f"Het bestand heeft: {', '.join(velden) or 'geen eigenschappen'}. Noem hem met --veld."
        )
    if len(passend) > 1:
        namen = ", ".join(laag.name for laag, _ in passend)
        raise Invoerfout(f"Het bestand heeft meer lagen met gemeenten: {namen}. Kies er een met --laag.")
    return passend[0]


def _codeveld(laag, veld: str) -> str:
    """The first recognised property that holds a gemeentecode in this layer, '' without one."""
    namen = {naam.lower(): naam for naam in laag.fields}
    kandidaten = [namen[zoek] for zoek in ((veld.lower(),) if veld else CODEVELDEN) if zoek in namen]
    return next((naam for naam in kandidaten if any(maak_gemeentecode(feature.get(naam)) for feature in laag)), "")


def _stelsel_van(laag, pad: Path, driver: str) -> Stelsel:
    """The CRS that the file names. GeoJSON without one is WGS84 by its standard, if the numbers are degrees."""
    srs = laag.srs
    srid = _srid(srs) if srs else 0
    if driver == "GeoJSON" and srid == 4326 and not _noemt_stelsel(pad) and max(map(abs, laag.extent.tuple)) > 360:
        srid, srs = 0, None
    if srid in STELSELS:
        return STELSELS[srid]
    genoemd = f"noemt een stelsel dat hier niet kan ({srs.name})" if srs and srs.name else "noemt geen stelsel"
    raise Invoerfout(
        f"Onbekend coördinatenstelsel: {pad.name} {genoemd}. Geef het op met --crs, bijvoorbeeld "
        f"--crs EPSG:28992 voor RD. Mogelijk zijn {_keuze()}."
    )


def _noemt_stelsel(pad: Path) -> bool:
    return "crs" in json.loads(pad.read_text(encoding="utf-8-sig"))


def _srid(srs: SpatialReference) -> int:
    """EPSG number by authority, else by the name that programs write when they leave the authority out."""
    autoriteit, code = srs.auth_name(None), srs.auth_code(None)
    if autoriteit == "OGC" and code == "CRS84":
        return 4326
    if autoriteit == "EPSG" and code and code.isdecimal():
        # 7415 is RD with heights; the heights are dropped.
        return 28992 if code == "7415" else int(code)
    bekend = {"amersfoort / rd new": 28992, "rd_new": 28992, "wgs 84": 4326, "etrs89": 4258}
    return bekend.get((srs.name or "").lower(), 0)


def _lees_laag(laag, codeveld: str, stelsel: Stelsel) -> Grenzenbestand:
    grenzen, zonder_code = [], []
    for nummer, feature in enumerate(laag, start=1):
        code = maak_gemeentecode(feature.get(codeveld))
        # Plain geometry type: 2.5D and curves are brought back to flat polygons by PostGIS.
        if not code:
            zonder_code.append(f"{feature.get(codeveld) or 'leeg'} (nummer {nummer})")
            continue
        if (vorm := _vlak(feature)) is None:
            raise Invoerfout(f"{code} heeft geen vlak als geometrie. Er is niets gewijzigd.")
        grenzen.append(Grensinvoer(code, vorm))
    controleer_ligging(grenzen, stelsel)
    return Grenzenbestand(stelsel, grenzen, zonder_code)


def _vlak(feature) -> bytes | None:
    try:
        geom = feature.geom
    except GDALException:
        return None
    vlakken = ("Polygon", "MultiPolygon", "Polygon25D", "MultiPolygon25D", "CurvePolygon", "MultiSurface")
    if geom.geom_type.name not in vlakken or geom.empty:
        return None
    return bytes(geom.wkb)


def uit_geojson(feature: dict) -> bytes | None:
    """WKB of a GeoJSON feature's polygon, as PDOK gives it; None for any other geometry."""
    vorm = feature.get("geometry") or {}
    if vorm.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    try:
        return bytes(OGRGeometry.from_json(json.dumps(vorm)).wkb)
    except GDALException:
        return None
