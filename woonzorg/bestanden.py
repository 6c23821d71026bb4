"""What a person uploads, checked before anything reads it: size, kind by content, and what is inside a zip.

Every refusal has its own plain message. Nothing is unpacked to disk, and no XML is parsed further than its head.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers import expat

from django.core.exceptions import ValidationError

MAX_BYTES = 10 * 1024 * 1024
MAX_UITGEPAKT = 100 * 1024 * 1024
MAX_DELEN = 2000
STUK = 64 * 1024

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Soort:
    """A kind of file: how its content begins, what follows at which place and, for a zip, what it must hold."""

    mime: str
    begin: bytes
    deel: str = ""
    verderop: tuple[int, bytes] = (0, b"")


PDF = Soort("application/pdf", b"%PDF-")
PNG = Soort("image/png", b"\x89PNG\r\n\x1a\n")
JPEG = Soort("image/jpeg", b"\xff\xd8\xff")
SOORTEN: dict[str, Soort] = {
    ".pdf": PDF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".docx": Soort(f"{_OFFICE}wordprocessingml.document", b"PK\x03\x04", "word/document.xml"),
    ".xlsx": Soort(f"{_OFFICE}spreadsheetml.sheet", b"PK\x03\x04", "xl/workbook.xml"),
    ".pptx": Soort(f"{_OFFICE}presentationml.presentation", b"PK\x03\x04", "ppt/presentation.xml"),
    ".odt": Soort(f"{_OPEN}text", b"PK\x03\x04", "content.xml"),
    ".ods": Soort(f"{_OPEN}spreadsheet", b"PK\x03\x04", "content.xml"),
    ".odp": Soort(f"{_OPEN}presentation", b"PK\x03\x04", "content.xml"),
}
# What stands between the two words is the length of the file.
WEBP = Soort("image/webp", b"RIFF", verderop=(8, b"WEBP"))


def noem(soorten: Mapping[str, Soort]) -> str:
    """The kinds by how their names end, for who chooses a file."""
    return ", ".join(sorted(s.lstrip(".") for s in soorten))


LIJST = noem(SOORTEN)


def toets_bestand(bestand, soorten: Mapping[str, Soort] = SOORTEN) -> str:
    """The mime type of an uploaded file that may be kept. Raises ValidationError with what is wrong and what to do."""
    if bestand.size > MAX_BYTES:
        raise ValidationError(
            f"Het bestand is {_mb(bestand.size)} MB. Het mag hoogstens {MAX_BYTES // 1024**2} MB zijn: maak het "
            "kleiner, of geef een link."
        )
    if not bestand.size:
        raise ValidationError("Het bestand is leeg. Kies een ander bestand.")
    achtervoegsel = PurePosixPath(bestand.name.lower()).suffix
    soort = soorten.get(achtervoegsel)
    if soort is None:
        raise ValidationError(
            f"Een bestand dat eindigt op '{achtervoegsel or 'niets'}' kan hier niet. Kies: {noem(soorten)}."
        )
    if not _begint_als(bestand, soort):
        raise ValidationError(
            f"Dit bestand heet {achtervoegsel}, maar de inhoud is iets anders. Open het en bewaar het opnieuw."
        )
    if soort.deel:
        _toets_zip(bestand, soort)
    bestand.seek(0)
    return soort.mime


def _begint_als(bestand, soort: Soort) -> bool:
    plaats, woord = soort.verderop
    bestand.seek(0)
    begin = bestand.read(max(len(soort.begin), plaats + len(woord)))
    return begin.startswith(soort.begin) and begin[plaats : plaats + len(woord)] == woord


def _toets_zip(bestand, soort: Soort) -> None:
    try:
        with zipfile.ZipFile(bestand) as zip_:
            delen = zip_.infolist()
            if len(delen) > MAX_DELEN:
                raise ValidationError(f"In dit bestand zitten {len(delen)} losse delen; hoogstens {MAX_DELEN} mag.")
            namen = {deel.filename for deel in delen}
            if soort.deel not in namen:
                raise ValidationError("Dit bestand is niet wat de naam zegt. Open het en bewaar het opnieuw.")
            if any(naam.lower().endswith("vbaproject.bin") for naam in namen):
                raise ValidationError("In dit bestand zitten macro's. Bewaar het zonder macro's en probeer het weer.")
            _lees_alles(zip_, delen)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fout:
        # RuntimeError: a part is encrypted.
        raise ValidationError("Dit bestand is beschadigd of beveiligd en kan niet worden gelezen.") from fout


def _lees_alles(zip_: zipfile.ZipFile, delen: list[zipfile.ZipInfo]) -> None:
    """Counts what really comes out: the sizes that a zip states can be a lie."""
    uitgepakt = 0
    for deel in delen:
        xml = _maak_lezer() if deel.filename.lower().endswith((".xml", ".rels")) else None
        with zip_.open(deel) as stroom:
            while stuk := stroom.read(STUK):
                uitgepakt += len(stuk)
                if uitgepakt > MAX_UITGEPAKT:
                    raise ValidationError(
                        f"Uitgepakt is dit bestand groter dan {MAX_UITGEPAKT // 1024**2} MB. Maak het kleiner."
                    )
                if xml:
                    _lees_xml(xml, stuk)


def _maak_lezer():
    lezer = expat.ParserCreate()

    def weiger(*_):
        raise ValidationError("In dit bestand zit een verwijzing (DTD) die niet is toegestaan. Bewaar het opnieuw.")

    lezer.StartDoctypeDeclHandler = weiger
    lezer.EntityDeclHandler = weiger
    return lezer


def _lees_xml(lezer, stuk: bytes) -> None:
    try:
        lezer.Parse(stuk, False)
    except expat.ExpatError as fout:
        raise ValidationError("Dit bestand is beschadigd. Open het en bewaar het opnieuw.") from fout


def _mb(bytes_: int) -> str:
    return f"{bytes_ / 1024**2:.1f}".replace(".", ",")
