"""Reading an uploaded Shapefile in a zip. The zip is looked through first; nothing of it is unpacked to disk.

pyshp reads shapes and columns from bytes, and never sees a name or a path. Where each shape lies comes from the
index (.shx), checked here against the size of the file: pyshp would follow it anywhere.
"""

import io
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import shapefile as pyshp

from woonzorg.bestanden import MAX_UITGEPAKT, STUK

from ..vorm import MAX_PUNTEN
from . import basis
from .basis import Bronrij, Kop, Leesfout, Rijfout
from .vlakken import Laagkeuze, json_waarde, kies_laag, kies_stelsel, stelsel_uit_wkt

# What is odd about a shape is for the person, by way of PostGIS; not for the log.
pyshp.VERBOSE = False
MAX_DELEN = 200
BESCHADIGD = "Deze zip is beschadigd of met een wachtwoord beveiligd en kan niet worden gelezen. Maak hem opnieuw."
ONLEESBARE_VORM = "De vorm in deze rij is niet te lezen. Exporteer de Shapefile opnieuw."
MAX_RANDEN = 500
TE_VEEL_RANDEN = f"Het vlak heeft meer dan {MAX_RANDEN} losse randen. Vereenvoudig het eerst."
TE_VEEL_PUNTEN = f"De vorm heeft meer dan {basis.punt(MAX_PUNTEN)} punten. Vereenvoudig hem eerst."
# Seconds that making sense of shapes may take in all; a file of 20 MB takes a few.
GEDULD = 60
# What is read of a Shapefile; all else in the zip is left alone.
DELEN = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_VLAKKEN = {pyshp.POLYGON, pyshp.POLYGONM, pyshp.POLYGONZ}
# How text is written: what stands in a .cpg without its signs, and the code page in the head of a dbf.
_CPG = {
    "utf8": "utf-8", "65001": "utf-8", "1252": "cp1252", "cp1252": "cp1252", "windows1252": "cp1252",
    "iso88591": "latin-1", "88591": "latin-1", "latin1": "latin-1", "iso885915": "iso8859-15", "885915": "iso8859-15",
    "850": "cp850", "cp850": "cp850", "437": "cp437", "cp437": "cp437", "1250": "cp1250",
}  # fmt: skip
_LDID = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252"}
_KOP_SHP = struct.pack(">i", 9994)


@dataclass(frozen=True)
class ShapefileZip:
    herken_kolom: Callable[[str], bool] | None = None
    titel = "Shapefile in een zip"
    extensies = (".zip",)

    def herken(self, inhoud: bytes) -> bool:
        return inhoud[:2] == b"PK"

    def controleer(self, naam: str, inhoud: bytes) -> None:
        if len(inhoud) > basis.MAX_BYTES:
            raise Leesfout(basis.TE_GROOT)
        if not inhoud:
            raise Leesfout(basis.LEEG)
        if not self.herken(inhoud):
            raise Leesfout("De inhoud van het bestand is geen zip. Zet .shp, .shx, .dbf en .prj samen in een zip.")
        try:
            with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
                delen = [deel for deel in zip_.infolist() if not deel.is_dir()]
                _controleer_namen(delen)
                _controleer_omvang(zip_, delen)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fout:
            # RuntimeError: a part is encrypted. zlib.error is no OSError, and is caught where it is read.
            raise Leesfout(BESCHADIGD) from fout

    def kop(self, inhoud: bytes, *, srid: int | None = None) -> Kop:
        laag, opmerkingen = self._kies(inhoud)
        # Also that all of them can be found, which is better said before anything is kept.
        laag.plekken  # noqa: B018
        stelsel, gekozen = kies_stelsel(*laag.stelsel, srid, ": in de zip zit geen .prj")
        opmerkingen = (*opmerkingen, *laag.opmerkingen)
        kolommen = frozenset(laag.kolommen)
        return Kop(laag.aantal, kolommen, stelsel, opmerkingen, laag.kolommen, stelsel_gekozen=gekozen)

    def rijen(self, inhoud: bytes) -> Iterator[Bronrij]:
        yield from self._kies(inhoud)[0].rijen()

    def _kies(self, inhoud: bytes) -> tuple["_Laag", list[str]]:
        """The Shapefile with the plans, and what is to be said of the others in the zip."""
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            lagen, opmerkingen = {}, []
            for naam, delen in _per_shapefile(zip_).items():
                laag = _Laag(naam, {einde: zip_.read(deel) for einde, deel in delen.items()})
                if laag.soort in _VLAKKEN and laag.aantal:
                    lagen[naam] = laag
                else:
                    waarom = "heeft geen vlakken" if laag.aantal else "is leeg"
                    opmerkingen.append(f"Shapefile '{naam[:100]}' {waarom} en is niet gelezen.")
        if not lagen:
            raise Leesfout(" ".join(["In deze zip is geen Shapefile met vlakken gevonden.", *opmerkingen[:5]]))
        keuzes = [Laagkeuze(laag.naam, laag.kolommen, laag.aantal) for laag in lagen.values()]
        gekozen, over = kies_laag(keuzes, self.herken_kolom)
        if gekozen.aantal > basis.MAX_RIJEN:
            raise basis.te_veel_rijen()
        return lagen[gekozen.naam], [*over, *opmerkingen]


def _controleer_namen(delen: list[zipfile.ZipInfo]) -> None:
    if len(delen) > MAX_DELEN:
        raise Leesfout(f"In de zip zitten {len(delen)} bestanden; hoogstens {MAX_DELEN} mag. Zet er één Shapefile in.")
    gezien: set[str] = set()
    for deel in delen:
        # As the zip has it: zipfile turns backslashes round and cuts at a NUL.
        naam = (deel.orig_filename or deel.filename).replace("\\", "/")
        pad = PurePosixPath(naam)
        if "\0" in naam or pad.is_absolute() or ".." in pad.parts or ":" in naam:
            raise Leesfout(
                "In de zip zit een bestand met een pad naar buiten de zip (zoals ../ of een schijf). Maak een zip met "
                "alleen de Shapefile zelf."
            )
        if stat.S_ISLNK(deel.external_attr >> 16):
            raise Leesfout("In de zip zit een verwijzing (symlink), geen bestand. Zet het bestand zelf erin.")
        if naam.lower() in gezien:
            raise Leesfout(f"In de zip zit '{pad.name[:100]}' twee keer. Maak een zip met elk bestand één keer.")
        gezien.add(naam.lower())
        if pad.suffix.lower() == ".zip":
            raise Leesfout("In de zip zit nog een zip. Pak hem uit en zet .shp, .shx, .dbf en .prj zelf in een zip.")
    _controleer_soort(gezien)


def _controleer_soort(namen: set[str]) -> None:
    """What else than a Shapefile is in a zip, with what to do about it."""
    if any(naam.endswith(".shp") for naam in namen):
        return
    if "xl/workbook.xml" in namen:
        raise Leesfout("Dit is een Excelbestand met de naam van een zip. Geef het de naam .xlsx.")
    if any(naam.endswith(".gdbtable") for naam in namen):
        raise Leesfout("Dit is een File Geodatabase. Exporteer de laag met plannen als GeoPackage of Shapefile.")
    los = next((e for e in (".gpkg", ".geojson", ".json", ".xlsx", ".csv") for n in namen if n.endswith(e)), "")
    if los:
        raise Leesfout(f"In de zip zit een {los[1:]}-bestand. Pak de zip uit en kies dat bestand zelf.")
    raise Leesfout("In de zip zit geen Shapefile. Zet .shp, .shx, .dbf en .prj samen in een zip.")


def _controleer_omvang(zip_: zipfile.ZipFile, delen: list[zipfile.ZipInfo]) -> None:
    """Counts what really comes out: the sizes that a zip states can be a lie."""
    uitgepakt = 0
    for deel in delen:
        with zip_.open(deel) as stroom:
            try:
                while stuk := stroom.read(STUK):
                    uitgepakt += len(stuk)
                    if uitgepakt > MAX_UITGEPAKT:
                        raise Leesfout(
                            f"Uitgepakt is dit bestand groter dan {MAX_UITGEPAKT // 1024**2} MB. Splits het in "
                            "kleinere bestanden."
                        )
            except zlib.error as fout:
                raise Leesfout(BESCHADIGD) from fout


def _per_shapefile(zip_: zipfile.ZipFile) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Name of a Shapefile -> its parts by extension; Leesfout when a part is missing."""
    gevonden: dict[PurePosixPath, dict[str, zipfile.ZipInfo]] = {}
    for deel in zip_.infolist():
        pad = PurePosixPath(deel.filename)
        # What a Mac adds to every zip.
        if pad.suffix.lower() in DELEN and "__MACOSX" not in pad.parts and not pad.name.startswith("._"):
            gevonden.setdefault(PurePosixPath(str(pad.with_suffix("")).lower()), {})[pad.suffix.lower()] = deel
    uit = {}
    for pad, delen in gevonden.items():
        if ".shp" not in delen:
            continue
        if ".dbf" not in delen:
            raise Leesfout(f"Bij '{pad.name[:100]}.shp' ontbreekt het .dbf-bestand met de kolommen. Zet het erbij.")
        naam = PurePosixPath(delen[".shp"].filename).with_suffix("")
        uit[naam.name if naam.name not in uit else str(naam)] = delen
    return uit


class _Laag:
    """One Shapefile. What is wrong with it as a whole is a Leesfout, with one shape a Rijfout."""

    def __init__(self, naam: str, delen: dict[str, bytes]):
        self.naam, self.delen = naam, delen
        shp, self.dbf = delen[".shp"], delen[".dbf"]
        if shp[:4] != _KOP_SHP or len(shp) < 100:
            raise Leesfout(f"'{naam[:100]}.shp' is iets anders dan een Shapefile. Exporteer de laag opnieuw.")
        (self.soort,) = struct.unpack_from("<i", shp, 32)
        if len(self.dbf) < 33:
            raise self._beschadigd()
        self.regels, self.kopmaat, self.regelmaat = struct.unpack_from("<LHH", self.dbf, 4)
        if not self.regelmaat or self.kopmaat + self.regels * self.regelmaat > len(self.dbf):
            raise self._beschadigd()

    def _beschadigd(self) -> Leesfout:
        return Leesfout(
            f"De Shapefile '{self.naam[:100]}' is beschadigd en kan niet worden gelezen. Exporteer hem opnieuw."
        )

    @property
    def stelsel(self):
        prj = self.delen.get(".prj", b"")
        if not prj.strip():
            return None, ""
        stelsel, naam = stelsel_uit_wkt(prj.decode("utf-8", "replace"))
        return stelsel, naam or "de .prj is niet te lezen"

    @property
    def aantal(self) -> int:
        """Rows that were not deleted: those wait in the table, marked, until somebody packs it."""
        merken = self.dbf[self.kopmaat : self.kopmaat + self.regels * self.regelmaat : self.regelmaat]
        return merken.count(b" ")

    @cached_property
    def _tabel(self) -> pyshp.DbfReader:
        try:
            return pyshp.DbfReader(io.BytesIO(self.dbf), encoding=self._codering, encodingErrors="replace")
        except Exception as fout:  # anything can be wrong in a file, and pyshp has many errors for it
            raise self._beschadigd() from fout

    @cached_property
    def kolommen(self) -> tuple[str, ...]:
        namen = tuple(veld.name.replace("\0", "").strip() for veld in self._tabel.data_fields)
        dubbel = next((naam for naam in namen if namen.count(naam) > 1), None)
        if dubbel is not None:
            raise Leesfout(f"De kolom '{dubbel[:100]}' staat twee keer in de Shapefile. Geef er een een andere naam.")
        return namen

    # --- Text ---------------------------------------------------------------------------------------------

    @cached_property
    def _genoemd(self) -> str:
        """How the text is written, as the .cpg or the table itself says; '' when they say nothing of use."""
        cpg = self.delen.get(".cpg", b"")[:50].decode("ascii", "ignore").lower()
        kaal = "".join(teken for teken in cpg if teken.isalnum()).removeprefix("ansi").removeprefix("oem")
        return _CPG.get(kaal) or _LDID.get(self.dbf[29], "")

    @cached_property
    def _codering(self) -> str:
        """As it is said; else UTF-8 if that can be, and else what Windows writes in Western Europe."""
        if self._genoemd:
            return self._genoemd
        try:
            self.dbf[self.kopmaat :].decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8"

    @property
    def opmerkingen(self) -> list[str]:
        if self._genoemd or self.dbf[self.kopmaat :].isascii():
            return []
        naam = {"cp1252": "Windows-1252", "utf-8": "UTF-8"}[self._codering]
        return [f"De Shapefile zegt niet hoe zijn tekst geschreven is; gelezen als {naam}. Kijk of namen kloppen."]

    # --- Rows ---------------------------------------------------------------------------------------------

    def rijen(self) -> Iterator[Bronrij]:
        plekken, besteed = self.plekken, 0.0
        shp = self.delen[".shp"]
        # With its real length in its head, about which pyshp would warn; it only decodes single shapes here.
        lezer = pyshp.ShpReader(io.BytesIO(shp[:24] + struct.pack(">i", len(shp) // 2) + shp[28 : len(shp) // 2 * 2]))
        for nummer, (plek, waarden) in enumerate(zip(plekken, self._waarden(), strict=True), start=1):
            if waarden is None:
                continue
            begin = time.monotonic()
            geometrie, fouten = _vorm(lezer, nummer, *plek)
            besteed += time.monotonic() - begin
            if besteed > GEDULD:
                raise Leesfout("De vlakken in dit bestand zijn te ingewikkeld om te lezen. Vereenvoudig ze eerst.")
            feature = {"type": "Feature", "properties": waarden, "geometry": geometrie}
            yield Bronrij(self.naam[:100], nummer, feature, fouten=fouten)

    def _waarden(self) -> Iterator[dict | None]:
        """The columns of each row; None for one that was deleted."""
        records = self._tabel.iterRecords(deleted_as_None=True)
        while True:
            try:
                record = next(records)
            except StopIteration:
                return
            except Exception as fout:  # as above
                raise self._beschadigd() from fout
            yield record and dict(zip(self.kolommen, map(json_waarde, record), strict=True))

    @cached_property
    def plekken(self) -> list[tuple[int, int]]:
        """(place, bytes) of each shape in the .shp, in the order of the rows; all of them within the file."""
        shp, shx = self.delen[".shp"], self.delen.get(".shx")
        if shx is not None:
            woorden = struct.iter_unpack(">2i", shx[100 : len(shx) - (len(shx) - 100) % 8])
            plekken = [(plek * 2, lengte * 2) for plek, lengte in woorden]
        else:
            plekken, plek = [], 100
            while plek + 8 <= len(shp):
                lengte = struct.unpack_from(">i", shp, plek + 4)[0] * 2
                plekken.append((plek, lengte))
                plek += 8 + max(lengte, 4)
        if any(plek < 100 or lengte < 4 or plek + 8 + lengte > len(shp) for plek, lengte in plekken):
            raise self._beschadigd()
        if len(plekken) != self.regels:
            raise Leesfout(
                f"De Shapefile '{self.naam[:100]}' heeft {len(plekken)} vormen en {self.regels} rijen met kolommen. "
                "Dat moeten er evenveel zijn; exporteer hem opnieuw."
            )
        return plekken


def _vorm(lezer: pyshp.ShpReader, nummer: int, plek: int, lengte: int) -> tuple[dict | None, tuple[Rijfout, ...]]:
    """The shape of a row as GeoJSON, without heights; or what is wrong with it."""
    try:
        vorm = lezer.shape(nummer - 1, offset=plek, shape_len_B=lengte)
        if vorm is None or vorm.shapeType == pyshp.NULL:
            return None, ()
        if vorm.shapeType not in _VLAKKEN:
            return {"type": pyshp.SHAPETYPE_LOOKUP[vorm.shapeType].title()}, ()
        if len(vorm.parts) > MAX_RANDEN:
            return None, (Rijfout("geometrie", "", TE_VEEL_RANDEN),)
        if len(vorm.points) > MAX_PUNTEN:
            return None, (Rijfout("geometrie", "", TE_VEEL_PUNTEN),)
        gelezen = vorm.__geo_interface__
    except Exception:  # as above; this row is refused, the others are not
        return None, (Rijfout("geometrie", "", ONLEESBARE_VORM),)
    vlakken = gelezen["coordinates"] if gelezen["type"] == "MultiPolygon" else [gelezen["coordinates"]]
    lijsten = [[[list(punt[:2]) for punt in ring] for ring in vlak] for vlak in vlakken]
    return {"type": "MultiPolygon", "coordinates": lijsten}, ()
