"""Excel workbooks with a table on a sheet: one plan a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from . import basis, planmonitor, tabel, werkboek
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
            if formulieren := _formulieren(boek):
                return _kop_van_formulieren(boek, formulieren)
            opmerkingen = [f"Blad '{naam}' is verborgen en is niet gelezen." for naam in _van_anderen(boek.verborgen)]
            tabellen, zonder = self._tabellen(boek)
            opmerkingen += [f"Blad '{naam}' is geen tabel met plannen en is niet gelezen." for naam in zonder]
            tellingen = [Telling(t) for t in tabellen]
            for telling in tellingen:
                # Of what kind a row is, is the one value that counts for something here.
                telling.tel(boek.rijen(telling.tabel.blad, alleen_waar=telling.tabel.soortkolom is None))
                opmerkingen += telling.opmerkingen()
            kop = tabel.maak_kop(tellingen, opmerkingen)
            versie = boek.eigenschap(tabel.EIGENSCHAP) or tabel.sjabloonversie(boek.eerste(tabellen[0].blad))
            return replace(kop, sjabloon=versie, profiel="portaal-sjabloon" if versie else "")

    def rijen(self, inhoud: bytes) -> Iterator[Bronrij]:
        with Werkboek(inhoud) as boek:
            if formulieren := _formulieren(boek):
                yield from (f.als_rij() for f in _gelezen(boek, formulieren) if not f.leeg)
                return
            for t in self._tabellen(boek)[0]:
                yield from t.rijen(boek.rijen(t.blad))

    def _tabellen(self, boek: Werkboek) -> tuple[list[Tabel], list[str]]:
        """The tables on the visible sheets, and the names of the sheets that hold something else."""
        gevonden, zonder = [], []
        for naam in boek.zichtbaar:
            eerste = boek.eerste(naam)
            t = tabel.zoek_kop(naam, eerste, self.herken_kolom)
            if t is None:
                zonder += [naam] if eerste else []
                continue
            gevonden.append(replace(t, samengevoegd=boek.samengevoegd(naam)))
        if not gevonden:
            raise GeenTabel(GEEN_TABEL) if boek.zichtbaar and zonder else Leesfout("Het Excelbestand is leeg.")
        return gevonden, list(_van_anderen(zonder))


# --- Forms of the Planmonitor: a sheet a plan ---------------------------------------------------------------------


def _formulieren(boek: Werkboek) -> dict[str, planmonitor.Tabelkop]:
    """Visible sheets that are a form, with where the table in it begins."""
    gevonden = {naam: planmonitor.zoek_tabel(boek.eerste(naam)) for naam in boek.zichtbaar}
    return {naam: kop for naam, kop in gevonden.items() if kop}


def _gelezen(boek: Werkboek, formulieren: dict[str, planmonitor.Tabelkop]) -> Iterator[planmonitor.Formulier]:
    for naam, kop in formulieren.items():
        yield planmonitor.lees(naam, kop, boek.rijen(naam))


def _kop_van_formulieren(boek: Werkboek, formulieren: dict[str, planmonitor.Tabelkop]) -> Kop:
    if len(formulieren) > basis.MAX_RIJEN:
        raise basis.te_veel_rijen()
    opmerkingen = [f"Blad '{naam}' is verborgen en is niet gelezen." for naam in _van_anderen(boek.verborgen)]
    for naam in _van_anderen([b for b in boek.zichtbaar if b not in formulieren]):
        opmerkingen.append(f"Blad '{naam}' is geen Planmonitorformulier en is niet gelezen.")
    volgorde: dict[str, None] = {}
    aantal = 0
    for formulier in _gelezen(boek, formulieren):
        if formulier.leeg:
            opmerkingen.append(f"Blad '{formulier.blad}' is een leeg formulier en is niet gelezen.")
            continue
        aantal += 1
        volgorde.update(dict.fromkeys(formulier.waarden))
    if not aantal:
        raise Leesfout("Dit zijn Planmonitorformulieren, maar er is er geen ingevuld.")
    for kop in formulieren.values():
        volgorde.update(dict.fromkeys(planmonitor.kolommen(kop)))
    return Kop(
        aantal,
        frozenset(volgorde),
        basis.GEEN_STELSEL,
        tuple(opmerkingen),
        tuple(volgorde),
        met_vlakken=False,
        profiel="planmonitor",
    )


def _van_anderen(bladen: list[str]) -> Iterator[str]:
    return (naam for naam in bladen if naam.casefold() not in EIGEN_BLADEN)
