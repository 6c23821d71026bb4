"""Excel workbooks with a table on a sheet: one plan a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from . import tabel, werkboek
from .basis import Bronrij, GeenTabel, Kop, Leesfout
from .tabel import Tabel, Telling
from .werkboek import Werkboek

# Sheets of our own template that hold no plans; nothing to remark upon.
EIGEN_BLADEN = {"uitleg", "lijsten"}
GEEN_TABEL = (
    "In dit Excelbestand is geen tabel met plannen gevonden: er is geen rij met kolomkoppen die het gekozen profiel "
    "kent. Kies een ander profiel, of download het sjabloon en vul dat in."
)


@dataclass(frozen=True)
class Xlsx:
    """`herken` says whether a heading is known to the profile chosen; without it the fullest row is the headings."""

    herken_kolom: Callable[[str], bool] | None = None
    titel = "Excel"
    extensies = (".xlsx",)

    def herken(self, inhoud: bytes) -> bool:
        return inhoud[:2] == b"PK"

    def controleer(self, naam: str, inhoud: bytes) -> None:
        werkboek.controleer(naam, inhoud)

    def kop(self, inhoud: bytes, *, srid: int | None = None) -> Kop:
        with Werkboek(inhoud) as boek:
            opmerkingen = [f"Blad '{naam}' is verborgen en is niet gelezen." for naam in _van_anderen(boek.verborgen)]
            tabellen, zonder = self._tabellen(boek)
            opmerkingen += [f"Blad '{naam}' is geen tabel met plannen en is niet gelezen." for naam in zonder]
            tellingen = [Telling(t) for t in tabellen]
            for telling in tellingen:
                telling.tel(boek.rijen(telling.tabel.blad))
                opmerkingen += telling.opmerkingen()
            return tabel.maak_kop(tellingen, opmerkingen)

    def rijen(self, inhoud: bytes) -> Iterator[Bronrij]:
        with Werkboek(inhoud) as boek:
            for t in self._tabellen(boek)[0]:
                yield from t.rijen(boek.rijen(t.blad))

    def _tabellen(self, boek: Werkboek) -> tuple[list[Tabel], list[str]]:
        """The tables on the visible sheets, and the names of the sheets that hold something else."""
        gevonden, zonder = [], []
        for naam in boek.zichtbaar:
            eerste = _eerste(boek, naam)
            t = tabel.zoek_kop(naam, eerste, self.herken_kolom)
            if t is None:
                zonder += [naam] if eerste else []
                continue
            gevonden.append(replace(t, samengevoegd=boek.samengevoegd(naam)))
        if not gevonden:
            raise GeenTabel(GEEN_TABEL) if boek.zichtbaar and zonder else Leesfout("Het Excelbestand is leeg.")
        return gevonden, list(_van_anderen(zonder))


def _eerste(boek: Werkboek, naam: str) -> list:
    return list(islice(boek.rijen(naam), tabel.ZOEK_KOP_TOT))


def _van_anderen(bladen: list[str]) -> Iterator[str]:
    return (naam for naam in bladen if naam.casefold() not in EIGEN_BLADEN)
