import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from woonzorg import bestanden
from woonzorg.bestanden import toets_bestand

XML = b'<?xml version="1.0"?><a/>'


def zip_met(**delen: bytes) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, inhoud in delen.items():
            zip_.writestr(naam.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), inhoud)
    return uit.getvalue()


def bestand(naam: str, inhoud: bytes):
    return SimpleUploadedFile(naam, inhoud)


@pytest.mark.parametrize(
    ("naam", "inhoud", "mime"),
    [
        ("a.pdf", b"%PDF-1.7 x", "application/pdf"),
        ("A.PNG", b"\x89PNG\r\n\x1a\nx", "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0x", "image/jpeg"),
        ("a.docx", zip_met(word__document_xml=XML), "wordprocessingml.document"),
        ("a.xlsx", zip_met(xl__workbook_xml=XML), "spreadsheetml.sheet"),
        ("a.odt", zip_met(content_xml=XML), "opendocument.text"),
    ],
)
def test_wat_mag(naam, inhoud, mime):
    assert toets_bestand(bestand(naam, inhoud)).endswith(mime)


BOM = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("naam", "inhoud", "zegt"),
    [
        ("a.exe", b"MZ", "kan hier niet"),
        ("a", b"x", "kan hier niet"),
        ("a.svg", b"<svg onload='x'/>", "kan hier niet"),
        ("a.pdf", b"", "leeg"),
        ("a.pdf", b"<html><script>", "iets anders"),
        ("a.docx", zip_met(xl__workbook_xml=XML), "niet wat de naam zegt"),
        ("a.docx", zip_met(word__document_xml=XML, word__vbaProject_bin=b"x"), "macro"),
        ("a.docx", zip_met(word__document_xml=BOM), "DTD"),
        ("a.docx", zip_met(word__document_xml=BOM.decode().encode("utf-16")), "DTD"),
        ("a.docx", zip_met(word__document_xml=b"<a><b></a>"), "beschadigd"),
        ("a.docx", zip_met(word__document_xml=XML)[:-30], "beschadigd"),
    ],
)
def test_wat_niet_mag_zegt_waarom(naam, inhoud, zegt):
    with pytest.raises(ValidationError, match=zegt):
        toets_bestand(bestand(naam, inhoud))


def test_te_groot_en_te_veel(monkeypatch):
    with pytest.raises(ValidationError, match="MB"):
        toets_bestand(bestand("a.pdf", b"%PDF-" + b"x" * bestanden.MAX_BYTES))
    # A bomb: 100 kB that unpack to more than is allowed.
    with pytest.raises(ValidationError, match="Uitgepakt"):
        toets_bestand(bestand("a.docx", zip_met(word__document_xml=XML, x_bin=b"0" * (bestanden.MAX_UITGEPAKT + 1))))
    veel = {f"d{i}": b"" for i in range(bestanden.MAX_DELEN + 1)}
    with pytest.raises(ValidationError, match="losse delen"):
        toets_bestand(bestand("a.docx", zip_met(word__document_xml=XML, **veel)))
