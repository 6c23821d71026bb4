"""Tables with a row of headings somewhere near the top, from a sheet of a workbook or from a csv.

What stands above the headings is not read; neither is an empty row, nor a row that its first column calls an example
or an explanation, as our own template has them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from . import basis
from .basis import Bronrij, Kop, Leesfout, Onleesbaar, Rijfout
from .werkboek import Bladrij, kolomletter

# How far down the headings may stand, and how many known columns make a row a row of headings.
ZOEK_KOP_TOT, MINSTENS_BEKEND = 40, 3
# Our own remark on a refused row, when such a row comes back; nobody's data.
FOUTKOLOM = "fout"
SOORTKOLOM = "soort rij"
# What the column SOORTKOLOM of the template calls a row that is no plan.
VOORBEELD, UITLEG = "voorbeeld", "uitleg"
VOORBEELDNAAM = "Voorbeeld: Hof van de Linde"
# Where the template says which version it is: in its first row, and as a property of the document.
SJABLOON, EIGENSCHAP = "Sjabloon plannen", "sjabloonversie"
_SJABLOONVERSIE = re.compile(rf"{SJABLOON}.*?versie ([0-9]+-[0-9a-f]{{8}})")
_VOORBEELD_GEWIJZIGD = (
    "Dit was de voorbeeldrij van het sjabloon, maar er staat nu iets anders in. Is het een plan? Haal dan het woord "
    f"'{VOORBEELD}' weg in kolom '{SOORTKOLOM}'."
)
_SAMENGEVOEGD = "Deze cel is samengevoegd met andere ({bereik}). Splits de cellen en vul elke rij apart in."


def sjabloonversie(eerste: list[Bladrij]) -> str:
    """The version that a template names above its headings; '' in any other table."""
    teksten = (waarde for rij in eerste[:3] for _, waarde in rij.cellen if isinstance(waarde, str))
    return next((m[1] for m in map(_SJABLOONVERSIE.search, teksten) if m), "")


def kort(tekst) -> str:
    return " ".join(str(tekst).split())


def kaal(tekst) -> str:
    """How two spellings of one heading are compared."""
    return " ".join(str(tekst).replace("_", " ").split()).casefold()


@dataclass(frozen=True)
class Tabel:
    """A table within a sheet: in which row its headings stand, and which column has which heading."""

    blad: str
    koprij: int
    kolommen: dict[int, str]
    plaatsen: dict[str, str]
    soortkolom: int | None = None
    # Columns whose heading says that there is nothing to read: our own remark on a refused row.
    genegeerd: frozenset[int] = frozenset()
    samengevoegd: dict[tuple[int, int], str] = field(default_factory=dict, repr=False)

    def rijen(self, bladrijen: Iterable[Bladrij]) -> Iterator[Bronrij]:
        """The rows under the headings that hold something, without examples and explanations."""
        bedekt, kolommen = _per_rij(self.samengevoegd), self.kolommen
        for rij in bladrijen:
            if rij.nummer <= self.koprij:
                continue
            waarden = {}
            for kolomnummer, waarde in rij.cellen:
                if (kolom := kolommen.get(kolomnummer)) is not None:
                    waarden[kolom] = waarde
            for kolomnummer, bereik in bedekt.get(rij.nummer, ()):
                if (kolom := kolommen.get(kolomnummer)) is not None:
                    waarden[kolom] = Onleesbaar("", _SAMENGEVOEGD.format(bereik=bereik))
            if waarden and (gekozen := self._keur(rij, waarden)) is not None:
                yield gekozen

    def _keur(self, rij: Bladrij, waarden: dict) -> Bronrij | None:
        fouten: tuple[Rijfout, ...] = ()
        if self.soortkolom is not None:
            soort = kaal(dict(rij.cellen).get(self.soortkolom, ""))
            if soort == UITLEG:
                return None
            if soort == VOORBEELD:
                if VOORBEELDNAAM in waarden.values():
                    return None
                fouten = (Rijfout(SOORTKOLOM, soort, _VOORBEELD_GEWIJZIGD),)
            elif soort:
                melding = f"In kolom '{SOORTKOLOM}' staat '{soort}'. Maak de cel leeg als dit een plan is."
                fouten = (Rijfout(SOORTKOLOM, soort, melding),)
        feature = {"type": "Feature", "properties": waarden, "geometry": None}
        return Bronrij(self.blad, rij.nummer, feature, self.plaatsen, fouten)


def _per_rij(samengevoegd: dict[tuple[int, int], str]) -> dict[int, list[tuple[int, str]]]:
    uit: dict[int, list[tuple[int, str]]] = {}
    for (rij, kolom), bereik in samengevoegd.items():
        uit.setdefault(rij, []).append((kolom, bereik))
    return uit


def zoek_kop(
    blad: str, eerste: list[Bladrij], herken: Callable[[str], bool] | None, minstens: int = MINSTENS_BEKEND
) -> Tabel | None:
    """The table among the first rows of a sheet: where most columns are known. None when none is.

    Without `herken` it is the first of the rows with the most text in them.
    """
    beste, score = None, 0
    for rij in eerste:
        namen = {kort(waarde) for _, waarde in rij.cellen if isinstance(waarde, str | int)} - {""}
        if herken is None:
            tel = sum(1 for _, waarde in rij.cellen if isinstance(waarde, str))
        else:
            tel = sum(1 for naam in namen if herken(naam))
        if tel > score:
            beste, score = rij, tel
    if beste is None or (herken is not None and score < minstens):
        return None
    return _tabel(blad, beste)


def _tabel(blad: str, rij: Bladrij) -> Tabel:
    kolommen: dict[int, str] = {}
    gezien: dict[str, int] = {}
    soortkolom, genegeerd = None, set()
    for kolom, waarde in rij.cellen:
        naam, sleutel = kort(toon_kop(waarde)), kaal(toon_kop(waarde))
        if sleutel == FOUTKOLOM:
            genegeerd.add(kolom)
            continue
        if sleutel == SOORTKOLOM:
            soortkolom = kolom
            continue
        if sleutel in gezien:
            raise Leesfout(
                f"Op blad '{blad}' staat de kolom '{naam}' twee keer, in {kolomletter(gezien[sleutel])} en in "
                f"{kolomletter(kolom)}. Haal er een weg of geef hem een andere naam."
            )
        gezien[sleutel] = kolom
        kolommen[kolom] = naam
    plaatsen = {naam: kolomletter(nummer) for nummer, naam in kolommen.items()}
    return Tabel(blad, rij.nummer, kolommen, plaatsen, soortkolom, frozenset(genegeerd))


def toon_kop(waarde) -> str:
    """A heading as text; a year may be a number, and is one with a fraction to who formatted it so."""
    if isinstance(waarde, Onleesbaar):
        return waarde.waarde
    if isinstance(waarde, float) and waarde.is_integer():
        return str(int(waarde))
    return str(waarde)


@dataclass
class Telling:
    """What is to be said of a table as a whole, gathered while its rows pass by."""

    tabel: Tabel
    aantal: int = 0
    verborgen: int = 0
    zonder_kop: set[int] = field(default_factory=set)

    def tel(self, bladrijen: Iterable[Bladrij]) -> None:
        for _ in self.tabel.rijen(self._langs(bladrijen)):
            self.aantal += 1
            if self.aantal > basis.MAX_RIJEN:
                raise basis.te_veel_rijen()

    def _langs(self, bladrijen: Iterable[Bladrij]) -> Iterator[Bladrij]:
        met_kop = {*self.tabel.kolommen, *self.tabel.genegeerd, self.tabel.soortkolom}
        vorige = None
        for rij in bladrijen:
            if rij.nummer > self.tabel.koprij:
                self.verborgen += rij.verborgen
                # Rows that are filled alike share their cells where only that counts.
                if rij.cellen is not vorige:
                    vorige = rij.cellen
                    self.zonder_kop.update(kolom for kolom, _ in vorige if kolom not in met_kop)
            yield rij

    def opmerkingen(self) -> Iterator[str]:
        blad = f"Blad '{self.tabel.blad}': "
        if self.tabel.koprij > 1 and self.tabel.soortkolom is None:
            yield f"{blad}de kolomkoppen staan in rij {self.tabel.koprij}. Wat erboven staat, is niet gelezen."
        if self.verborgen:
            rijen = "1 rij die in Excel verborgen is, is" if self.verborgen == 1 else _n_rijen(self.verborgen)
            yield f"{blad}{rijen} ook gelezen."
        if over := sorted(self.zonder_kop):
            letters = ", ".join(kolomletter(k) for k in over[:10]) + (" …" if len(over) > 10 else "")
            yield f"{blad}kolom {letters} heeft geen kop en is niet gelezen."


def _n_rijen(aantal: int) -> str:
    return f"{aantal} rijen die in Excel verborgen zijn, zijn"


def maak_kop(tellingen: list[Telling], opmerkingen: list[str]) -> Kop:
    """The Kop of one or more tables; Leesfout when there is nothing in them."""
    aantal = sum(t.aantal for t in tellingen)
    if not aantal:
        raise Leesfout("Het bestand heeft kolomkoppen, maar geen ingevulde rijen eronder.")
    if aantal > basis.MAX_RIJEN:
        raise basis.te_veel_rijen()
    volgorde = tuple(dict.fromkeys(naam for t in tellingen for naam in t.tabel.kolommen.values()))
    fout = any(t.tabel.genegeerd for t in tellingen)
    return Kop(
        aantal,
        frozenset(volgorde),
        basis.GEEN_STELSEL,
        tuple(opmerkingen),
        volgorde,
        met_vlakken=False,
        met_foutkolom=fout,
    )
