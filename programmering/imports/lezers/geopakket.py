"""Reading an uploaded GeoPackage: an SQLite database, read as one, without GDAL.

The file is never written to disk and never gets a name: SQLite reads a copy in memory, so that it has no neighbours
to look for and nothing to attach. It may only select columns of plain tables; views, triggers, virtual tables and
computed columns stay untouched, and a query that goes on for too long is stopped.
"""

import re
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from woonzorg.gebieden.stelsels import Stelsel, stelsel_van_naam

from . import basis
from .basis import Bronrij, Kop, Leesfout, Rijfout
from .vlakken import Laagkeuze, json_waarde, kies_laag, kies_stelsel, stelsel_uit_wkt

BESCHADIGD = "Dit GeoPackage is beschadigd en kan niet worden gelezen. Exporteer de laag opnieuw."
BOGEN = "De rand van het vlak heeft bogen. Zet ze in uw GIS om in rechte lijnen en exporteer opnieuw."
ONLEESBARE_VORM = "De vorm in deze rij is niet te lezen. Exporteer de laag opnieuw."
MAX_LAGEN = 500
# Seconds that reading may take in all: a file of 20 MB takes less than two.
GEDULD = 60
_SQLITE = b"SQLite format 3\0"
# 'GPKG' since version 1.2, before that the version itself (OGC 12-128r19, requirement 2).
_MERKEN = (b"GPKG", b"GP10", b"GP11")
_VLAKKEN = ("POLYGON", "MULTIPOLYGON", "CURVEPOLYGON", "MULTISURFACE", "SURFACE")
# A layer that leaves open what its shapes are; its first shape tells.
_OPEN = ("GEOMETRY", "GEOMETRYCOLLECTION")
_SLEUTELS = {"fid", "ogc_fid"}
# Bytes of the box around a shape, by what the flags of its head say.
_OMHULLENDE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


@dataclass(frozen=True)
class Tabel:
    """A table with shapes: what is read of it and what it says of its CRS."""

    naam: str
    vormkolom: str
    soort: str
    srs: int
    sleutel: str
    kolommen: tuple[str, ...]


@dataclass(frozen=True)
class GeoPakket:
    herken_kolom: Callable[[str], bool] | None = None
    titel = "GeoPackage"
    extensies = (".gpkg",)

    def herken(self, inhoud: bytes) -> bool:
        return inhoud.startswith(_SQLITE)

    def controleer(self, naam: str, inhoud: bytes) -> None:
        if len(inhoud) > basis.MAX_BYTES:
            raise Leesfout(basis.TE_GROOT)
        if not inhoud:
            raise Leesfout(basis.LEEG)
        if not self.herken(inhoud):
            soort = "een zip- of Excelbestand" if inhoud[:2] == b"PK" else "iets anders"
            raise Leesfout(f"De inhoud van het bestand is geen GeoPackage maar {soort}. Exporteer als GeoPackage.")

    def kop(self, inhoud: bytes, *, srid: int | None = None) -> Kop:
        with _open(inhoud) as bestand:
            tabel, aantal, opmerkingen = self._tabel(bestand)
            stelsel, gekozen = kies_stelsel(*_stelsel(bestand, tabel.srs), srid, "")
            kolommen = frozenset(tabel.kolommen)
            return Kop(aantal, kolommen, stelsel, tuple(opmerkingen), tabel.kolommen, stelsel_gekozen=gekozen)

    def rijen(self, inhoud: bytes) -> Iterator[Bronrij]:
        with _open(inhoud) as bestand:
            tabel, _, _ = self._tabel(bestand)
            namen = ", ".join(_naam(k) for k in (tabel.sleutel or "rowid", tabel.vormkolom, *tabel.kolommen))
            # Names of the file itself, quoted; what may be read is for the authorizer.
            vraag = f"SELECT {namen} FROM {_naam(tabel.naam)} NOT INDEXED"  # noqa: S608
            for nummer, (sleutel, blob, *waarden) in enumerate(bestand.execute(vraag), start=1):
                geometrie, fouten = _vorm(blob)
                rij = sleutel if isinstance(sleutel, int) and 0 < sleutel < 2**31 else nummer
                eigenschappen = dict(zip(tabel.kolommen, map(json_waarde, waarden), strict=True))
                feature = {"type": "Feature", "properties": eigenschappen, "geometry": geometrie}
                yield Bronrij(tabel.naam[:100], rij, feature, fouten=fouten)

    def _tabel(self, bestand: sqlite3.Connection) -> tuple[Tabel, int, list[str]]:
        """The table with the plans, how many rows it has, and what is to be said of the others."""
        tabellen, opmerkingen = _tabellen(bestand)
        keuzes = {}
        for tabel in tabellen:
            [[aantal]] = bestand.execute(f"SELECT count(*) FROM {_naam(tabel.naam)}")  # noqa: S608
            if aantal and _heeft_vlakken(bestand, tabel):
                keuzes[tabel.naam] = tabel, Laagkeuze(tabel.naam, tabel.kolommen, aantal)
            else:
                waarom = "heeft geen vlakken" if aantal else "is leeg"
                opmerkingen.append(f"Laag '{tabel.naam[:100]}' {waarom} en is niet gelezen.")
        if not keuzes:
            raise Leesfout(" ".join(["In dit GeoPackage is geen laag met vlakken gevonden.", *opmerkingen[:5]]))
        gekozen, over = kies_laag([keuze for _, keuze in keuzes.values()], self.herken_kolom)
        if gekozen.aantal > basis.MAX_RIJEN:
            raise basis.te_veel_rijen()
        return keuzes[gekozen.naam][0], gekozen.aantal, [*over, *opmerkingen]


class _Bestand(closing):
    """A GeoPackage in memory, closed in the end; whatever SQLite has against it is said as a Leesfout."""

    def __exit__(self, soort, fout, spoor):
        super().__exit__(soort, fout, spoor)
        if isinstance(fout, sqlite3.Error | sqlite3.Warning | UnicodeError | OverflowError | MemoryError):
            raise Leesfout(BESCHADIGD) from fout


def _open(inhoud: bytes) -> _Bestand:
    bestand = sqlite3.connect(":memory:")
    try:
        # A file that was left in write-ahead mode says so in two bytes, and has no second file here to write to.
        bestand.deserialize(inhoud[:18] + b"\x01\x01" + inhoud[20:])
        bestand.text_factory = lambda tekst: tekst.decode("utf-8", "replace")
        for wat in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "temp_store = MEMORY"):
            bestand.execute(f"PRAGMA {wat}")
        bestand.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        bestand.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, basis.MAX_BYTES + 1)
        einde = time.monotonic() + GEDULD
        bestand.set_progress_handler(lambda: time.monotonic() > einde, 10_000)
        bestand.set_authorizer(_mag)
    except (sqlite3.Error, MemoryError, OverflowError) as fout:
        bestand.close()
        raise Leesfout(BESCHADIGD) from fout
    return _Bestand(bestand)


def _mag(wat: int, een, twee, _database, bron) -> int:
    """Only reading columns, not from within a view or trigger, and counting."""
    if wat == sqlite3.SQLITE_SELECT or (wat == sqlite3.SQLITE_READ and bron is None):
        return sqlite3.SQLITE_OK
    if wat == sqlite3.SQLITE_FUNCTION and str(twee).lower() == "count":
        return sqlite3.SQLITE_OK
    if wat == sqlite3.SQLITE_PRAGMA and een == "table_xinfo":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _naam(naam: str) -> str:
    return '"' + naam.replace('"', '""') + '"'


def _tabellen(bestand: sqlite3.Connection) -> tuple[list[Tabel], list[str]]:
    """The plain tables with shapes, and what is to be said of layers that are something else."""
    gewoon, weergaven = set(), set()
    for soort, naam, sql in bestand.execute("SELECT type, name, sql FROM sqlite_master"):
        if soort == "view":
            weergaven.add(naam)
        elif soort == "table" and not re.match(r"\s*CREATE\s+VIRTUAL\b", sql or "", re.IGNORECASE):
            gewoon.add(naam)
    if not {"gpkg_contents", "gpkg_geometry_columns"} <= gewoon:
        raise Leesfout(
            "Dit is een SQLite-bestand, maar geen GeoPackage: de lijst van lagen ontbreekt. Exporteer als GeoPackage."
        )
    lagen = bestand.execute("SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns")
    lagen = lagen.fetchmany(MAX_LAGEN + 1)
    if len(lagen) > MAX_LAGEN:
        raise Leesfout(f"Het bestand heeft meer dan {MAX_LAGEN} lagen. Exporteer alleen de laag met plannen.")
    tabellen, opmerkingen = [], []
    for naam, vormkolom, soort, srs in lagen:
        if naam in weergaven:
            opmerkingen.append(
                f"Laag '{str(naam)[:100]}' is een weergave (view) en is niet gelezen. Exporteer haar als tabel."
            )
        elif naam in gewoon:
            tabellen.append(_tabel(bestand, naam, str(vormkolom), str(soort).upper(), srs))
    return [t for t in tabellen if t], opmerkingen


def _tabel(bestand: sqlite3.Connection, naam: str, vormkolom: str, soort: str, srs) -> Tabel | None:
    """None when the column with the shapes is not there. Computed columns are hidden from us: reading runs code."""
    sleutel, kolommen = "", []
    vormen = {vormkolom}
    for _, kolom, _, _, _, is_sleutel, verborgen in bestand.execute(f"PRAGMA table_xinfo({_naam(naam)})"):
        if verborgen:
            continue
        if is_sleutel and kolom.lower() in _SLEUTELS:
            sleutel = kolom
        elif kolom == vormkolom:
            vormen.discard(kolom)
        else:
            kolommen.append(kolom)
    if vormen or not isinstance(srs, int):
        return None
    return Tabel(naam, vormkolom, soort, srs, sleutel, tuple(kolommen))


def _heeft_vlakken(bestand: sqlite3.Connection, tabel: Tabel) -> bool:
    if tabel.soort in _VLAKKEN:
        return True
    if tabel.soort not in _OPEN:
        return False
    kolom, naam = _naam(tabel.vormkolom), _naam(tabel.naam)
    eerste = bestand.execute(f"SELECT {kolom} FROM {naam} WHERE {kolom} IS NOT NULL LIMIT 100")  # noqa: S608
    gelezen = [_vorm(blob) for (blob,) in eerste]
    return any(fouten or (geometrie or {}).get("type") == "MultiPolygon" for geometrie, fouten in gelezen)


def _stelsel(bestand: sqlite3.Connection, srs: int) -> tuple[Stelsel | None, str]:
    """The CRS of a layer and its name; no name when the layer leaves it open (-1 and 0)."""
    if srs in (-1, 0):
        return None, ""
    rij = bestand.execute(
        "SELECT srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "WHERE srs_id = ?",
        [srs],
    ).fetchone()
    naam, organisatie, nummer, wkt = rij or ("", "", srs, "")
    if str(organisatie).upper() == "EPSG":
        return stelsel_van_naam(f"EPSG:{nummer}"), str(naam or f"EPSG:{nummer}")
    stelsel, uit_wkt = stelsel_uit_wkt(str(wkt or ""))
    return stelsel, str(uit_wkt or naam or f"nummer {srs}")


# --- Shapes ------------------------------------------------------------------------------------------------


class _Bogen(Exception):
    """Lines that are not straight."""


class _GeenVlak(Exception):
    """A shape of another kind; its GeoJSON name says which."""


def _vorm(blob) -> tuple[dict | None, tuple[Rijfout, ...]]:
    """A shape as GeoJSON, without heights; or what is wrong with it."""
    if blob is None:
        return None, ()
    try:
        wkb = _wkb(blob)
        return (None if wkb is None else {"type": "MultiPolygon", "coordinates": _Wkb(wkb).vlakken()}), ()
    except _Bogen:
        return None, (Rijfout("geometrie", "", BOGEN),)
    except _GeenVlak as soort:
        return {"type": str(soort)}, ()
    except (struct.error, ValueError, TypeError, IndexError, KeyError):
        return None, (Rijfout("geometrie", "", ONLEESBARE_VORM),)


def _wkb(blob: bytes) -> memoryview | None:
    """The WKB behind GeoPackage's own head; None for an empty shape."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP":
        raise ValueError("geen vorm")
    vlaggen = blob[3]
    if vlaggen & 0b0010_0000:
        raise ValueError("een vorm van eigen makelij")
    if vlaggen & 0b0001_0000:
        return None
    return memoryview(blob)[8 + _OMHULLENDE[vlaggen >> 1 & 0b111] :]


class _Wkb:
    """Walks through WKB, ISO or EWKB, of Polygon, MultiPolygon and the surfaces that hold them."""

    _NAMEN = {1: "Point", 2: "LineString", 4: "MultiPoint", 5: "MultiLineString", 7: "GeometryCollection"}

    def __init__(self, wkb: memoryview):
        self.wkb, self.plek = wkb, 0

    def vlakken(self) -> list:
        orde, soort, maten = self._kop()
        if soort == 3:
            return [self._ringen(orde, maten)]
        if soort in (6, 12):
            return [self._vlak() for _ in range(self._aantal(orde, 9))]
        if soort in (8, 9, 10, 11, 13, 14):
            raise _Bogen
        raise _GeenVlak(self._NAMEN.get(soort, "onbekend"))

    def _vlak(self) -> list:
        orde, soort, maten = self._kop()
        if soort in (10, 13, 14):
            raise _Bogen
        if soort != 3:
            raise ValueError("geen vlak")
        return self._ringen(orde, maten)

    def _kop(self) -> tuple[str, int, int]:
        orde = "<" if self.wkb[self.plek] else ">"
        (soort,) = struct.unpack_from(f"{orde}I", self.wkb, self.plek + 1)
        self.plek += 5
        # EWKB has a bit for heights and for measures, and one for a CRS, which no GeoPackage should have.
        if soort & 0x2000_0000:
            raise ValueError("een eigen stelsel")
        maten = 2 + bool(soort & 0x8000_0000) + bool(soort & 0x4000_0000)
        soort &= 0x0FFF_FFFF
        return orde, soort % 1000, max(maten, 2 + (0, 1, 1, 2)[soort // 1000])

    def _aantal(self, orde: str, kleinst: int) -> int:
        """How many parts follow; never more than there are bytes for."""
        (aantal,) = struct.unpack_from(f"{orde}I", self.wkb, self.plek)
        self.plek += 4
        if aantal * kleinst > len(self.wkb) - self.plek:
            raise ValueError("te kort")
        return aantal

    def _ringen(self, orde: str, maten: int) -> list:
        return [self._ring(orde, maten) for _ in range(self._aantal(orde, 4))]

    def _ring(self, orde: str, maten: int) -> list:
        aantal = self._aantal(orde, 8 * maten)
        getallen = struct.unpack_from(f"{orde}{aantal * maten}d", self.wkb, self.plek)
        self.plek += 8 * maten * aantal
        return [list(punt) for punt in zip(getallen[0::maten], getallen[1::maten], strict=True)]
