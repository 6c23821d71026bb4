"""Files that leave the portal: no cell of them is ever a formula."""

import csv
import io
import itertools
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

FORMULE_BEGIN = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What XML 1.0 has no way to write; a file with one of these does not open.
ONGELDIG_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ONGELDIG_IN_BLADNAAM = re.compile(r"[\\/*?:\[\]]")
# Rows that decide how wide a column is; the rest streams by, so that memory stays flat.
PROEFRIJEN = 200
# Rows that leave at once, where a csv is sent while it is read.
STROOMRIJEN = 500


def veilig(waarde):
    """A text that a spreadsheet would read as a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(waarde, str) and waarde.startswith(FORMULE_BEGIN):
        return f"'{waarde}"
    if isinstance(waarde, datetime) and timezone.is_aware(waarde):
        return timezone.localtime(waarde).isoformat(timespec="minutes")
    return "" if waarde is None else waarde


def csv_antwoord(bestandsnaam: str, kolommen: list[str], rijen) -> HttpResponse:
    """Semicolons and a byte order mark: how Excel in Dutch opens a csv without questions."""
    antwoord = _bijlage(bestandsnaam, "text/csv; charset=utf-8")
    antwoord.write("﻿")
    schrijver = csv.writer(antwoord, delimiter=";")
    schrijver.writerow(kolommen)
    for rij in rijen:
        schrijver.writerow([veilig(w) for w in rij])
    return antwoord


class _Doorgeefluik:
    """A file that gives back what is written to it."""

    def write(self, tekst: str) -> str:
        return tekst


def csv_stroom(bestandsnaam: str, kolommen: list[str], rijen: Iterable) -> StreamingHttpResponse:
    """As csv_antwoord, but sent while `rijen` is read: for what may be too long to hold."""
    schrijver = csv.writer(_Doorgeefluik(), delimiter=";")

    def stukken():
        alle = iter(rijen)
        yield "﻿" + schrijver.writerow(kolommen)
        while deel := list(itertools.islice(alle, STROOMRIJEN)):
            yield "".join(schrijver.writerow([veilig(w) for w in rij]) for rij in deel)

    return StreamingHttpResponse(
        stukken(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, bestandsnaam)},
    )


def xlsx_antwoord(
    bestandsnaam: str, bladen: Iterable[tuple[str, list[str], Iterable]], kop: list[str] | None = None
) -> HttpResponse:
    """A workbook of `(titel, kolommen, rijen)` per sheet; `kop` are lines above the table on every sheet.

    Numbers are numbers and dates are dates; all else is text, whatever it begins with.
    """
    # Not at the top of the module: only who asks for a workbook waits for it.
    from openpyxl import Workbook

    boek, namen = Workbook(write_only=True), set()
    for titel, kolommen, rijen in bladen:
        _vul_blad(boek.create_sheet(bladnaam(titel, namen)), kolommen, iter(rijen), kop or [])
    inhoud = io.BytesIO()
    boek.save(inhoud)
    antwoord = _bijlage(bestandsnaam, XLSX)
    antwoord.write(inhoud.getvalue())
    return antwoord


def bladnaam(titel: str, bezet: set[str]) -> str:
    """What Excel takes for a sheet: 31 characters, none of \\ / * ? : [ ], no apostrophe at an end, each name once."""
    kaal = ONGELDIG_IN_XML.sub("", ONGELDIG_IN_BLADNAAM.sub(" ", str(titel)))
    kaal = " ".join(kaal.split()).strip("'")[:31].strip("' ") or "Blad"
    naam = kaal
    for nummer in itertools.count(2):
        if naam.casefold() not in bezet:
            break
        achter = f" ({nummer})"
        naam = kaal[: 31 - len(achter)] + achter
    bezet.add(naam.casefold())
    return naam


def _bijlage(bestandsnaam: str, soort: str) -> HttpResponse:
    return HttpResponse(
        content_type=soort, headers={"Content-Disposition": content_disposition_header(True, bestandsnaam)}
    )


def _vul_blad(blad, kolommen: list[str], rijen, kop: list[str]) -> None:
    """A write-only sheet wants its widths and its frozen rows before its first row."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    proef = list(itertools.islice(rijen, PROEFRIJEN))
    for i, kolom in enumerate(kolommen):
        langste = max(len(_als_tekst(w)) for w in (kolom, *(r[i] for r in proef if i < len(r))))
        blad.column_dimensions[get_column_letter(i + 1)].width = min(60, max(8, langste + 2))
    vet = Font(bold=True)
    boven = [[_cel(blad, regel)] for regel in kop] + ([[]] if kop else [])
    blad.freeze_panes = f"A{len(boven) + 2}"
    for regel in boven:
        blad.append(regel)
    blad.append([_cel(blad, kolom, vet) for kolom in kolommen])
    for rij in itertools.chain(proef, rijen):
        blad.append([_cel(blad, waarde) for waarde in rij])


def _cel(blad, waarde, letter=None):
    from openpyxl.cell import WriteOnlyCell

    if waarde is None:
        return None
    if isinstance(waarde, (bool, int, float, Decimal)):
        return waarde
    if isinstance(waarde, date):
        return _datumcel(blad, waarde)
    tekst = _als_tekst(waarde)
    cel = WriteOnlyCell(blad, value=tekst)
    # openpyxl would take '=…' for a formula and '#N/A' for an error.
    cel.data_type = "s"
    # Whoever edits the cell and presses Enter still has text.
    cel.quotePrefix = tekst.startswith(FORMULE_BEGIN)
    if letter:
        cel.font = letter
    return cel


def _datumcel(blad, waarde: date):
    from openpyxl.cell import WriteOnlyCell

    met_tijd = isinstance(waarde, datetime)
    if met_tijd:
        # A spreadsheet knows no time zones: the clock in the Netherlands, to the minute.
        waarde = timezone.make_naive(waarde) if timezone.is_aware(waarde) else waarde
        waarde = waarde.replace(second=0, microsecond=0)
    cel = WriteOnlyCell(blad, value=waarde)
    cel.number_format = "dd-mm-yyyy hh:mm" if met_tijd else "dd-mm-yyyy"
    return cel


def _als_tekst(waarde) -> str:
    if isinstance(waarde, datetime):
        return f"{waarde:%d-%m-%Y %H:%M}"
    if isinstance(waarde, date):
        return f"{waarde:%d-%m-%Y}"
    return "" if waarde is None else ONGELDIG_IN_XML.sub("", str(waarde))
