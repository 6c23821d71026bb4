"""Excel workbooks cell by cell: openpyxl for what a workbook is made of, and its sheets row by row from here.

Here, since openpyxl keeps every row of a million formatted ones, and hides what has to be said: a formula that was
never calculated, a merged cell, a hidden row. It is also twice as quick.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import fromstring, iterparse
from xml.sax.saxutils import unescape

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from woonzorg.bestanden import toets_bestand

from . import basis
from .basis import Leesfout, Onleesbaar

MAX_KOLOMMEN = 3000
# How far down a sheet is looked to see what it is.
EERSTE_RIJEN = 40
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
TE_BREED = f"Een blad heeft meer dan {basis.punt(MAX_KOLOMMEN)} kolommen. Haal weg wat niet nodig is."
DTD = "In dit bestand zit een verwijzing (DTD) die niet is toegestaan. Bewaar het opnieuw."
_OLE = b"\xd0\xcf\x11\xe0"
_SAMENGEVOEGD = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_BLADDATA = re.compile(rb"<(\w+:)?sheetData(?:\s[^>/]*)?>")
_LEGE_BLADDATA = re.compile(rb"<(\w+:)?sheetData\s*/>")
# A piece with a formula, text in parts, a comment or tags with a prefix goes through the XML parser; so does one with
# an entity or a control character.
_ANDERE_TAG = re.compile(rb"<(?:f[ >/]|is>(?!<t)|r(?:>|Ph)|!|\w+:|\?)")
_BESTURING = bytes({*range(0x20)} - {0x09, 0x0A})
_RIJ = re.compile(rb'<row r="([0-9]{1,7})"(?: (?!hidden)[\w:]+="[^"]*")*( hidden="1")?[^>/]*(?:/>|>(.*?)</row>)', re.S)
# A cell: the letters of its column, and all that is said of it after its place.
_CEL = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"([^>/]*(?:/>|>(?:<v>[^<]*</v>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?'
    rb"</c>))"
)
_CELINHOUD = re.compile(
    rb'(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]{1,10})")? ?(?:/>|>(?:<v>([^<]*)</v>|<is><t[^>]*>([^<]*)</t></is>)?</c>)'
)
_GEVULD = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"[^>/]*>(?:<v>|<is><t[^>/]*>)\s*[^<\s]')
_TEKST = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
# What of a list of texts only the XML parser knows the meaning of.
_ONGEWOON = re.compile(rb"<!|&(?!(?:amp|lt|gt|quot|apos);)|[\x00-\x08\x0b\x0c\x0e-\x1f]|\r(?!\n<)")
_AANHALING = {"&quot;": '"', "&apos;": "'"}
_PLAATS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAX_SAMENGEVOEGD = 20_000
# Contents of cells that are remembered, since most occur again and again; then it begins anew.
_MAX_BEKEND, _MAX_GEVULD = 20_000, 500
# Bytes of a list of texts that is read in one go; a larger one goes by in a stream.
_MAX_TEKSTEN = 8 * 1024 * 1024
_ONBEKEND = object()


# The number of its column and its value; a plain tuple, for a workbook has half a million of them.
Cel = tuple[int, object]


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
                raise Leesfout(DTD)


class Werkboek:
    """An opened workbook; the caller has had `controleer` first."""

    def __init__(self, inhoud: bytes):
        try:
            with warnings.catch_warnings():
                # What openpyxl cannot keep when writing again does not matter to who reads.
                warnings.simplefilter("ignore")
                self._lees_boek(inhoud)
        except Exception as fout:
            # Anything can be wrong in a file, and openpyxl has no error of its own for it.
            raise Leesfout(BESCHADIGD) from fout

    def _lees_boek(self, inhoud: bytes) -> None:
        """As load_workbook does, but without its sheets: it would read each of them to see how large it is."""
        # Not at the top of the module: only who reads a workbook waits for it.
        from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet

        lezer = ExcelReader(io.BytesIO(inhoud), read_only=True, data_only=True, keep_links=False)
        self._zip = lezer.archive
        lezer.read_manifest()
        lezer.read_workbook()
        lezer.read_custom()
        apply_stylesheet(self._zip, lezer.wb)
        self._boek = lezer.wb
        deel = lezer.package.find(SHARED_STRINGS)
        self._teksten = self._lees_teksten(deel.PartName[1:]) if deel is not None else []
        self._eerste: dict[str, list[Bladrij]] = {}
        self._bladen = {
            blad.name: (rel.target, blad.state)
            for blad, rel in lezer.parser.find_sheets()
            if rel.target in lezer.valid_files and "worksheet" in rel.Type
        }

    def _lees_teksten(self, deel: str) -> list[str]:
        """The list of texts of the whole workbook; openpyxl would make an object of each, and throw it away."""
        if self._zip.getinfo(deel).file_size <= _MAX_TEKSTEN:
            inhoud = self._zip.read(deel)
            gewoon = _TEKST.findall(inhoud)
            if len(gewoon) == inhoud.count(b"<si") and not _ONGEWOON.search(inhoud):
                return [_schoon(unescape(tekst.decode(), _AANHALING)) for tekst in gewoon]
        teksten: list[str] = []
        with self._zip.open(deel) as bron:
            for _, el in iterparse(bron):  # noqa: S314 (its DTD has been refused)
                if el.tag.endswith("}si"):
                    teksten.append(_schoon("".join(_teksten_in(el))))
                    el.clear()
        return teksten

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._zip.close()

    def _bron(self, naam: str):
        return self._zip.open(self._bladen[naam][0])

    @property
    def zichtbaar(self) -> list[str]:
        return [naam for naam, (_, stand) in self._bladen.items() if stand == "visible"]

    @property
    def verborgen(self) -> list[str]:
        return [naam for naam, (_, stand) in self._bladen.items() if stand != "visible"]

    def eigenschap(self, naam: str) -> str:
        """A custom property of the document; '' without it."""
        try:
            gevonden = next((p.value for p in self._boek.custom_doc_props.props if p.name == naam), "")
        except AttributeError:
            return ""
        return str(gevonden or "")

    def eerste(self, naam: str) -> list[Bladrij]:
        """The rows at the top of a sheet."""
        if naam not in self._eerste:
            self._eerste[naam] = list(islice(self.rijen(naam), EERSTE_RIJEN))
        return self._eerste[naam]

    def rijen(self, naam: str, *, alleen_waar: bool = False) -> Iterator[Bladrij]:
        """The rows with something in them; with `alleen_waar` the values of their cells need not be the real ones."""
        # A text of nothing would be taken for something.
        alleen_waar = alleen_waar and "" not in self._teksten
        try:
            with self._bron(naam) as bron:
                yield from _Bladlezer(self._boek, self._teksten, alleen_waar).lees(bron)
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
        with self._bron(naam) as bron:
            while stuk := bron.read(STUK):
                tekst = rest + stuk
                if b"mergeCell" in tekst:
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
    """One sheet as a stream of rows. Knows the five tags that matter, by their local name.

    The XML is cut after rows, and each piece parsed by itself within the tags that came before the first row: so
    parsing is all in C, and no more than a piece is ever in memory. '</row>' can be nothing but the end of a row,
    save in a comment or CDATA, which no spreadsheet writes; a piece cut there does not parse, and is refused.
    """

    def __init__(self, boek, teksten, alleen_waar):
        self._alleen_waar = alleen_waar
        self._epoch, self._datumstijlen = boek.epoch, boek._date_formats
        self._tijdstijlen, self._teksten = boek._timedelta_formats, teksten
        # By letters, as text and as bytes.
        self._kolommen: dict[str | bytes, int] = {}
        self._stijlen: dict[str, bool] = {}
        # What a cell says after its place -> its value.
        self._bekend: dict[bytes, object] = {}
        # Columns that are filled in a row -> its cells.
        self._gevuld: dict[tuple[bytes, ...], list[Cel]] = {}
        self._nummer = 0

    def lees(self, bron) -> Iterator[Bladrij]:
        begin, einde, slot, rest = b"", b"", b"", b""
        while stuk := bron.read(STUK):
            rest += stuk
            if not begin:
                if not (m := _BLADDATA.search(rest)):
                    continue
                # What is not UTF-8 does not parse from here on; no spreadsheet writes a sheet otherwise.
                begin, einde, slot = self._omhulsel(rest[: m.end()], m[1] or b"")
                rest = rest[m.end() :]
            tot = rest.rfind(slot)
            if tot >= 0:
                stuk, rest = rest[: tot + len(slot)], rest[tot + len(slot) :]
                snel = self._snel_waar(stuk) if self._alleen_waar else self._snel(stuk)
                yield from self._rijen(begin + stuk + einde) if snel is None else snel
        if not begin and not _LEGE_BLADDATA.search(rest):
            raise ValueError("geen bladgegevens")
        # The tail holds no whole row; what is in it must be the end of the sheet all the same.
        if begin and b"sheetData" not in rest:
            raise ValueError("het blad houdt halverwege op")

    @staticmethod
    def _omhulsel(kop: bytes, voorvoegsel: bytes) -> tuple[bytes, bytes, bytes]:
        """What stands around a piece: the root with its namespaces, and the two ways in which tags end."""
        if b"<!" in re.sub(rb"<!--.*?-->", b"", kop, flags=re.S):
            raise Leesfout(DTD)
        wortel = re.search(rb"<((?:\w+:)?worksheet)\b[^>]*>", kop)
        data = b"<" + voorvoegsel + b"sheetData>"
        sluit = b"</" + voorvoegsel + b"sheetData></" + wortel[1] + b">"
        return wortel[0] + data, sluit, b"</" + voorvoegsel + b"row>"

    def _snel(self, stuk: bytes) -> list[Bladrij] | None:
        """The rows of a piece without XML, when all that is in it looks as Excel writes plain values; else None."""
        if not _is_gewoon(stuk):
            return None
        rijen, gelezen, cellen_gelezen, kolommen, bekend = [], 0, 0, self._kolommen, self._bekend
        for nummer, verborgen, inhoud in _RIJ.findall(stuk):
            gelezen += 1
            cellen = []
            gevonden = _CEL.findall(inhoud)
            cellen_gelezen += len(gevonden)
            for letters, ruw in gevonden:
                waarde = bekend.get(ruw, _ONBEKEND)
                if waarde is _ONBEKEND:
                    if (inhoud_ := _CELINHOUD.fullmatch(ruw)) is None:
                        return None
                    waarde = self._inhoud(*inhoud_.groups())
                    if waarde is _ONBEKEND:
                        return None
                    if len(bekend) >= _MAX_BEKEND:
                        bekend.clear()
                    bekend[ruw] = waarde
                if waarde is not None:
                    kolom = kolommen.get(letters)
                    if kolom is None:
                        kolom = kolommen[letters] = kolomnummer(letters.decode())
                    if kolom > MAX_KOLOMMEN:
                        raise Leesfout(TE_BREED)
                    cellen.append((kolom, waarde))
            if cellen:
                rijen.append(Bladrij(int(nummer), bool(verborgen), cellen))
        if gelezen != stuk.count(b"<row") or cellen_gelezen != stuk.count(b"<c "):
            return None
        if rijen:
            self._nummer = rijen[-1].nummer
        return rijen

    def _snel_waar(self, stuk: bytes) -> list[Bladrij] | None:
        """As _snel, but of a cell no more than that it is filled; rows that are filled alike share their cells."""
        if not _is_gewoon(stuk):
            return None
        rijen, gelezen = [], 0
        for nummer, verborgen, inhoud in _RIJ.findall(stuk):
            gelezen += 1
            letters = tuple(_GEVULD.findall(inhoud))
            if not letters:
                continue
            cellen = self._gevuld.get(letters)
            if cellen is None:
                if len(self._gevuld) >= _MAX_GEVULD:
                    self._gevuld.clear()
                cellen = self._gevuld[letters] = [(kolomnummer(kolom.decode()), True) for kolom in letters]
                if cellen[-1][0] > MAX_KOLOMMEN:
                    raise Leesfout(TE_BREED)
            rijen.append(Bladrij(int(nummer), bool(verborgen), cellen))
        if gelezen != stuk.count(b"<row"):
            return None
        if rijen:
            self._nummer = rijen[-1].nummer
        return rijen

    def _inhoud(self, stijl: bytes | None, soort: bytes | None, waarde: bytes | None, tekst: bytes | None):
        """The value of a cell, None when it is empty; _ONBEKEND when the XML parser has to say."""
        if soort == b"inlineStr":
            return _schoon((tekst or b"").decode()) or None if waarde is None else _ONBEKEND
        if tekst is not None:
            return _ONBEKEND
        if not waarde:
            return None
        if soort == b"s":
            return self._teksten[int(waarde)] or None
        if soort in (None, b"n"):
            getal = int(waarde) if waarde.lstrip(b"-").isdigit() else float(waarde)
            return self._als_getal(getal, stijl.decode()) if stijl else getal
        return _ONBEKEND

    def _rijen(self, xml: bytes) -> Iterator[Bladrij]:
        # A DTD has been refused twice by now: for the whole part, and in what stands before the rows.
        blad = fromstring(xml)[0]  # noqa: S314
        for rij in blad:
            if not rij.tag.endswith("}row"):
                continue
            nummer = rij.get("r")
            self._nummer = int(nummer) if nummer else self._nummer + 1
            if cellen := self._cellen(rij):
                yield Bladrij(self._nummer, rij.get("hidden") in ("1", "true"), cellen)

    def _cellen(self, rij) -> list[Cel]:
        cellen, kolom, bekend, teksten = [], 0, self._kolommen, self._teksten
        for el in rij:
            plaats = el.get("r")
            if plaats:
                letters = plaats.rstrip("0123456789")
                kolom = bekend.get(letters)
                if kolom is None:
                    kolom = bekend[letters] = kolomnummer(letters)
            else:
                kolom += 1
            # Most cells of a formatted sheet are empty.
            delen = len(el)
            if not delen:
                continue
            soort, eerste = el.get("t"), el[0]
            if delen == 1 and soort == "s":
                waarde = teksten[int(eerste.text)]
            elif delen == 1 and eerste.tag.endswith("}v"):
                waarde = self._als_waarde(el, eerste.text, False)
            else:
                waarde = self._met_meer(el)
            if waarde is not None and waarde != "":
                if kolom > MAX_KOLOMMEN:
                    raise Leesfout(TE_BREED)
                cellen.append((kolom, waarde))
        return cellen

    def _met_meer(self, el):
        """A cell with a formula, or with its text in itself."""
        ruw, formule = None, False
        for deel in el:
            soort = deel.tag.rpartition("}")[2]
            if soort == "v":
                ruw = deel.text
            elif soort == "f":
                formule = True
            elif soort == "is":
                return _schoon("".join(_teksten_in(deel)))
        return self._als_waarde(el, ruw, formule)

    def _als_waarde(self, el, ruw: str | None, formule: bool):
        soort = el.get("t", "n")
        if soort == "e":
            fout = ruw or "#FOUT"
            return Onleesbaar(fout, f"Hier staat een fout van Excel ({fout}). Vul een waarde in of maak de cel leeg.")
        if not ruw:
            # A formula whose outcome is an empty text has one; any other without a value was never calculated.
            return Onleesbaar("formule", ZONDER_UITKOMST) if formule and soort != "str" else None
        if soort == "n":
            return self._als_getal(float(ruw) if "." in ruw or "e" in ruw or "E" in ruw else int(ruw), el.get("s", "0"))
        if soort == "s":
            return self._teksten[int(ruw)]
        if soort == "b":
            return ruw in ("1", "true")
        return _schoon(ruw)

    def _als_getal(self, getal, stijl: str):
        is_datum = self._stijlen.get(stijl)
        if is_datum is None:
            is_datum = self._stijlen[stijl] = int(stijl) in self._datumstijlen
        if not is_datum:
            return getal
        from openpyxl.utils.datetime import from_excel

        try:
            moment = from_excel(getal, self._epoch, timedelta=int(stijl) in self._tijdstijlen)
        except (OverflowError, ValueError):
            return Onleesbaar(str(getal), f"Hier staat {getal} in een cel die een datum moet zijn. Dat is geen datum.")
        if isinstance(moment, datetime):
            return moment.date() if moment.time() == time(0) else moment
        if isinstance(moment, time | timedelta):
            return Onleesbaar(str(moment), "Hier staat een tijd, geen datum. Zet de opmaak van de cel op Standaard.")
        return moment


def _is_gewoon(stuk: bytes) -> bool:
    """Asked in three goes: one expression for all of it looks at every byte, and takes five times as long."""
    return b"&" not in stuk and len(stuk.translate(None, _BESTURING)) == len(stuk) and not _ANDERE_TAG.search(stuk)


def _teksten_in(el) -> Iterator[str]:
    """The text of a cell that holds it itself, without how it is pronounced."""
    for deel in el:
        soort = deel.tag.rpartition("}")[2]
        if soort == "t":
            yield deel.text or ""
        elif soort == "r":
            yield from _teksten_in(deel)


def _schoon(tekst) -> str:
    # A carriage return that Excel could not write otherwise.
    return str(tekst).replace("_x000D_", "").strip()
