"""Excel workbooks cell by cell: openpyxl for what a workbook is made of, expat for the rows of a sheet.

Sheets are streamed through expat, since a reader that builds a tree keeps every row of a million formatted ones, and
since only here is to be seen what openpyxl hides: a formula that was never calculated, a merged cell, a hidden row.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from woonzorg.bestanden import toets_bestand

from . import basis
from .basis import Leesfout, Onleesbaar

MAX_KOLOMMEN = 3000
STUK = 256 * 1024
BESCHADIGD = "Dit Excelbestand is beschadigd en kan niet worden gelezen. Open het in Excel en bewaar het opnieuw."
OUD_OF_BEVEILIGD = (
    "Dit bestand is met een wachtwoord beveiligd, of het is een oud Excelbestand. Bewaar het zonder wachtwoord als "
    "gewoon Excelbestand (.xlsx) en bied het opnieuw aan."
)
ZONDER_UITKOMST = (
    "Hier staat een formule zonder uitkomst. Open het bestand in Excel, bewaar het en bied het opnieuw aan, of typ "
    "de waarde zelf."
)
_OLE = b"\xd0\xcf\x11\xe0"
_SAMENGEVOEGD = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_PLAATS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAX_SAMENGEVOEGD = 20_000


class Cel(NamedTuple):
    kolom: int
    waarde: object
    formule: bool = False


class Bladrij(NamedTuple):
    """A row with something in it: its number, whether Excel hides it, and its filled cells from left to right."""

    nummer: int
    verborgen: bool
    cellen: list[Cel]


def controleer(naam: str, inhoud: bytes) -> None:
    """Size, kind by content, macros, what comes out of the zip, and DTDs: each with its own sentence."""
    if inhoud[:4] == _OLE:
        raise Leesfout(OUD_OF_BEVEILIGD)
    try:
        toets_bestand(ContentFile(inhoud, name=naam))
        _controleer_delen(inhoud)
    except ValidationError as fout:
        raise Leesfout(" ".join(fout.messages)) from fout


def _controleer_delen(inhoud: bytes) -> None:
    """No XML under another name: only parts that are called so have been looked through for a DTD."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        for deel in zip_.infolist():
            if deel.filename.lower().endswith((".xml", ".rels")):
                continue
            with zip_.open(deel) as stroom:
                begin = stroom.read(1024)
            if re.search(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T", begin):
                raise Leesfout("In dit bestand zit een verwijzing (DTD) die niet is toegestaan. Bewaar het opnieuw.")


class Werkboek:
    """An opened workbook; the caller has had `controleer` first."""

    def __init__(self, inhoud: bytes):
        # Not at the top of the module: only who reads a workbook waits for it.
        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings():
                # What openpyxl cannot keep when writing again does not matter to who reads.
                warnings.simplefilter("ignore")
                self._boek = load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True, keep_links=False)
            self._bladen = {blad.title: blad for blad in self._boek.worksheets}
        except Exception as fout:
            # Anything can be wrong in a file, and openpyxl has no error of its own for it.
            raise Leesfout(BESCHADIGD) from fout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._boek.close()

    @property
    def zichtbaar(self) -> list[str]:
        return [naam for naam, blad in self._bladen.items() if blad.sheet_state == "visible"]

    @property
    def verborgen(self) -> list[str]:
        return [naam for naam, blad in self._bladen.items() if blad.sheet_state != "visible"]

    def eigenschap(self, naam: str) -> str:
        """A custom property of the document; '' without it."""
        try:
            gevonden = next((p.value for p in self._boek.custom_doc_props.props if p.name == naam), "")
        except AttributeError:
            return ""
        return str(gevonden or "")

    def rijen(self, naam: str) -> Iterator[Bladrij]:
        blad = self._bladen[naam]
        try:
            with blad._get_source() as bron:
                yield from _Bladlezer(self._boek, blad._shared_strings).lees(bron)
        except (Leesfout, GeneratorExit):
            raise
        except Exception as fout:
            raise Leesfout(BESCHADIGD) from fout

    def samengevoegd(self, naam: str) -> dict[tuple[int, int], str]:
        """(row, column) -> range, for every cell that another one covers; the top left cell is not among them.

        Sought in the bytes: a sheet names its merged cells after its rows.
        """
        gevonden: list[str] = []
        rest = b""
        with self._bladen[naam]._get_source() as bron:
            while stuk := bron.read(STUK):
                tekst = rest + stuk
                gevonden += [m.decode() for m in _SAMENGEVOEGD.findall(tekst)]
                # A name may fall on the seam of two pieces; what is before the last '<' is done.
                rest = tekst[tekst.rfind(b"<") :] if b"<" in tekst[-4096:] else b""
        return _bedekt(gevonden)


def _bedekt(bereiken: list[str]) -> dict[tuple[int, int], str]:
    uit: dict[tuple[int, int], str] = {}
    for bereik in bereiken:
        (links, boven), (rechts, onder) = (_plaats(hoek) for hoek in bereik.split(":"))
        if (rechts - links + 1) * (onder - boven + 1) + len(uit) > _MAX_SAMENGEVOEGD:
            raise Leesfout("In dit bestand zijn heel veel cellen samengevoegd. Splits ze en bied het opnieuw aan.")
        for rij in range(boven, onder + 1):
            for kolom in range(links, rechts + 1):
                if (rij, kolom) != (boven, links):
                    uit[rij, kolom] = bereik
    return uit


def _plaats(cel: str) -> tuple[int, int]:
    letters, rij = _PLAATS.fullmatch(cel).groups()
    return kolomnummer(letters), int(rij)


def kolomnummer(letters: str) -> int:
    nummer = 0
    for letter in letters:
        nummer = nummer * 26 + ord(letter) - 64
    return nummer


def kolomletter(nummer: int) -> str:
    letters = ""
    while nummer:
        nummer, rest = divmod(nummer - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Bladlezer:
    """One sheet as a stream of rows. Knows the five tags that matter, by their local name."""

    def __init__(self, boek, teksten):
        self._epoch, self._datumstijlen = boek.epoch, boek._date_formats
        self._tijdstijlen, self._teksten = boek._timedelta_formats, teksten
        self._klaar: list[Bladrij] = []
        self._cellen: list[Cel] = []
        self._nummer = self._kolom = 0
        self._verborgen = self._formule = self._in_is = False
        self._soort, self._stijl, self._waarde = "n", 0, None
        self._tekst: list[str] | None = None
        self._kolommen: dict[str, int] = {}
        self._namen: dict[str, str] = {}

    def lees(self, bron) -> Iterator[Bladrij]:
        lezer = expat.ParserCreate(namespace_separator="}")
        lezer.buffer_text = True
        lezer.StartElementHandler, lezer.EndElementHandler = self._begin, self._einde
        lezer.CharacterDataHandler = self._data
        lezer.StartDoctypeDeclHandler = lezer.EntityDeclHandler = _weiger_dtd
        while True:
            stuk = bron.read(STUK)
            lezer.Parse(stuk, not stuk)
            yield from self._klaar
            self._klaar.clear()
            if not stuk:
                return

    def _naam(self, naam: str) -> str:
        kort = self._namen[naam] = naam.rpartition("}")[2]
        return kort

    def _begin(self, naam, eigenschappen):
        kort = self._namen.get(naam) or self._naam(naam)
        if kort == "c":
            plaats = eigenschappen.get("r")
            if plaats:
                letters = plaats.rstrip("0123456789")
                kolom = self._kolommen.get(letters)
                if kolom is None:
                    kolom = self._kolommen[letters] = kolomnummer(letters)
                self._kolom = kolom
            else:
                self._kolom += 1
            self._soort, self._stijl = eigenschappen.get("t", "n"), int(eigenschappen.get("s", 0))
            self._waarde, self._formule, self._in_is = None, False, False
        elif kort == "v" or (kort == "t" and self._in_is):
            self._tekst = []
        elif kort == "f":
            self._formule = True
        elif kort == "is":
            self._in_is, self._waarde = True, ""
        elif kort == "rPh":
            # How to pronounce Japanese; not part of the text.
            self._in_is = False
        elif kort == "row":
            self._nummer = int(eigenschappen.get("r", self._nummer + 1))
            self._verborgen = eigenschappen.get("hidden") in ("1", "true")
            self._kolom = 0

    def _data(self, tekst):
        if self._tekst is not None:
            self._tekst.append(tekst)

    def _einde(self, naam):
        kort = self._namen.get(naam)
        if kort == "v":
            self._waarde, self._tekst = "".join(self._tekst), None
        elif kort == "t" and self._tekst is not None:
            self._waarde += "".join(self._tekst)
            self._tekst = None
        elif kort == "c":
            if self._waarde is not None or self._formule:
                self._bewaar_cel()
        elif kort == "rPh":
            self._in_is = True
        elif kort == "row" and self._cellen:
            self._klaar.append(Bladrij(self._nummer, self._verborgen, self._cellen))
            self._cellen = []

    def _bewaar_cel(self):
        if self._kolom > MAX_KOLOMMEN:
            raise Leesfout(f"Een blad heeft meer dan {basis.punt(MAX_KOLOMMEN)} kolommen. Haal weg wat niet nodig is.")
        waarde = self._als_waarde()
        if waarde is not None and waarde != "":
            self._cellen.append(Cel(self._kolom, waarde, self._formule))

    def _als_waarde(self):
        ruw, soort = self._waarde, self._soort
        if soort == "e":
            fout = ruw or "#FOUT"
            return Onleesbaar(fout, f"Hier staat een fout van Excel ({fout}). Vul een waarde in of maak de cel leeg.")
        if not ruw:
            # A formula whose outcome is an empty text has one; any other without a value was never calculated.
            return Onleesbaar("formule", ZONDER_UITKOMST) if self._formule and soort != "str" else None
        if soort == "n":
            return self._als_getal(float(ruw) if "." in ruw or "e" in ruw or "E" in ruw else int(ruw))
        if soort == "s":
            return _schoon(self._teksten[int(ruw)])
        if soort == "b":
            return ruw in ("1", "true")
        return _schoon(ruw)

    def _als_getal(self, getal):
        if self._stijl not in self._datumstijlen:
            return getal
        from openpyxl.utils.datetime import from_excel

        try:
            moment = from_excel(getal, self._epoch, timedelta=self._stijl in self._tijdstijlen)
        except (OverflowError, ValueError):
            return Onleesbaar(str(getal), f"Hier staat {getal} in een cel die een datum moet zijn. Dat is geen datum.")
        if isinstance(moment, datetime):
            return moment.date() if moment.time() == time(0) else moment
        if isinstance(moment, time | timedelta):
            return Onleesbaar(str(moment), "Hier staat een tijd, geen datum. Zet de opmaak van de cel op Standaard.")
        return moment


def _weiger_dtd(*_):
    raise Leesfout("In dit bestand zit een verwijzing (DTD) die niet is toegestaan. Bewaar het opnieuw.")


def _schoon(tekst) -> str:
    # A carriage return that Excel could not write otherwise.
    return str(tekst).replace("_x000D_", "").strip()


def als_json(waarde):
    """A value of a cell as it can be kept in JSON, such that it reads the same when it comes back in a cell."""
    if isinstance(waarde, Onleesbaar):
        return waarde.waarde
    if isinstance(waarde, date):
        return waarde.isoformat()[:10]
    return waarde
