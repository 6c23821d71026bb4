"""Csv as Excel and other systems write it: with a semicolon, comma or tab, in UTF-8 or in the old code page."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from . import basis, tabel
from .basis import Bronrij, GeenTabel, Kop, Leesfout
from .tabel import Tabel, Telling
from .werkboek import Bladrij

SCHEIDINGEN = ";,\t"
BLAD = "csv"
_FORMULE_BEGIN = ("'=", "'+", "'-", "'@", "'\t", "'\r")


@dataclass(frozen=True)
class Csv:
    herken_kolom: Callable[[str], bool] | None = None
    titel = "csv"
    extensies = (".csv",)

    def herken(self, inhoud: bytes) -> bool:
        return inhoud[:2] != b"PK"

    def controleer(self, naam: str, inhoud: bytes) -> None:
        if len(inhoud) > basis.MAX_BYTES:
            raise Leesfout(basis.TE_GROOT)
        if not inhoud.strip():
            raise Leesfout(basis.LEEG)
        if inhoud[:2] == b"PK" or inhoud[:4] == b"\xd0\xcf\x11\xe0":
            raise Leesfout(
                "Dit is een Excelbestand met de naam van een csv. Geef het de naam .xlsx, of bewaar als csv."
            )

    def kop(self, inhoud: bytes, *, srid: int | None = None) -> Kop:
        t, rijen = self._tabel(inhoud)
        telling = Telling(t)
        telling.tel(rijen)
        return tabel.maak_kop([telling], list(telling.opmerkingen()))

    def rijen(self, inhoud: bytes) -> Iterator[Bronrij]:
        t, rijen = self._tabel(inhoud)
        return t.rijen(rijen)

    def _tabel(self, inhoud: bytes) -> tuple[Tabel, Iterator[Bladrij]]:
        tekst = _tekst(inhoud)
        scheiding = self._scheiding(tekst)
        t = tabel.zoek_kop(BLAD, list(islice(_rijen(tekst, scheiding), tabel.ZOEK_KOP_TOT)), self.herken_kolom)
        if t is None:
            raise GeenTabel(
                "In dit csv-bestand is geen rij met kolomkoppen gevonden die het gekozen profiel kent. Kies een ander "
                "profiel, of download het sjabloon en vul dat in."
            )
        return t, _rijen(tekst, scheiding)

    def _scheiding(self, tekst: str) -> str:
        """What splits the columns: the sign by which most headings are known, else the one seen most."""
        if met_sep := _sep(tekst):
            return met_sep
        herken = self.herken_kolom or (lambda naam: True)

        def score(scheiding: str) -> int:
            eerste = list(islice(_rijen(tekst, scheiding, streng=False), tabel.ZOEK_KOP_TOT))
            t = tabel.zoek_kop(BLAD, eerste, self.herken_kolom, minstens=1)
            return sum(1 for naam in t.kolommen.values() if herken(naam)) if t else 0

        return max(SCHEIDINGEN, key=score)


def _sep(tekst: str) -> str:
    """The sign that a first line 'sep=;' names, as Excel understands it."""
    return tekst[4:5] if tekst[:4].casefold() == "sep=" and tekst[4:5] in tuple(SCHEIDINGEN) else ""


def _tekst(inhoud: bytes) -> str:
    codering = "utf-16" if inhoud[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        tekst = inhoud.decode(codering)
    except UnicodeDecodeError:
        try:
            tekst = inhoud.decode("cp1252")
        except UnicodeDecodeError as fout:
            raise Leesfout("De tekens in dit bestand zijn niet te lezen. Bewaar het als csv in UTF-8.") from fout
    if "\0" in tekst:
        raise Leesfout("Dit is geen csv: er staan tekens in die niet in tekst horen.")
    return tekst


def _rijen(tekst: str, scheiding: str, *, streng: bool = True) -> Iterator[Bladrij]:
    """The filled rows, numbered as Excel shows them: an empty line is a row, a cell of two lines is not."""
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=streng)
    # Excel does not show the line that names the sign.
    begin = nummer = 0 if _sep(tekst) else 1
    try:
        for nummer, waarden in enumerate(lezer, begin):
            if not nummer:
                continue
            cellen = [(i, w) for i, waarde in enumerate(waarden, 1) if (w := _waarde(waarde))]
            if cellen:
                yield Bladrij(nummer, False, cellen)
    except csv.Error as fout:
        raise Leesfout(
            f"Het bestand is vanaf rij {nummer + 1} niet te lezen: een aanhalingsteken staat verkeerd of ontbreekt."
        ) from fout


def _waarde(tekst: str) -> str:
    tekst = tekst.strip()
    # How our own csv keeps a text from being a formula.
    return tekst[1:] if tekst.startswith(_FORMULE_BEGIN) else tekst
