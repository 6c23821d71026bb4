"""The form of the Planmonitor: a sheet a plan, with labels above and a table of numbers below.

A sheet becomes one row, with its cells named as the columns of the template (imports.rooster), so that one way of
judging serves both. Labels are sought, not places: people add rows and columns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from programmering.imports import rooster
from programmering.imports.verdeling import ONBEKEND

from .basis import Bronrij, Onleesbaar, Rijfout
from .tabel import kaal, kort, toon_kop
from .werkboek import Bladrij, kolomletter

# Labels of the head of the form -> columns of the template. 'Opdrachtegever' is how the form spells it.
KOPREGELS = {
    "plannaam": "Plannaam",
    "plaatsnaam": "Plaats",
    "gemeente": "Gemeente",
    "regio": "Regio",
    "provincie": "Provincie",
    "plantype": "Plantype",
    "vertrouwelijkheid": "Vertrouwelijkheid",
    "status project": "Status project",
    "status planologisch": "Planologische status",
    "knelpunten": "Knelpunten",
    "woonmilieu": "Woonmilieu",
    "studentenwoningen": "Studentenwoningen",
    "opdrachtegever": "Opdrachtgever",
    "opdrachtgever": "Opdrachtgever",
    "opdrachtgever naam": "Naam opdrachtgever",
    "sleutelproject": "Sleutelproject",
    "opmerkingen": "Toelichting",
    "plancode": "Plancode",
}
GROEPEN = {
    "nieuwbouw": "nieuwbouw",
    "woningtype": "woningtype",
    "wonen en zorg": "wonen_en_zorg",
    "flexwoningen": "flex",
    "betaalbaarheid": "betaalbaarheid",
    "sloop": "sloop",
}
# groep -> label of the form -> categorie, in the order of the form.
REGELS: dict[str, dict[str, str]] = {
    "nieuwbouw": {"Nieuwbouw": "nieuwbouw"},
    "woningtype": {"Eengezins": "eengezins", "Meergezins": "meergezins", "Onbekend": "onbekend"},
    "wonen_en_zorg": {
        "Nultreden": "nultreden",
        "Geclusterd": "geclusterd",
        "Zorggeschikt": "zorggeschikt",
        "Onbekend": "onbekend",
        "Regulier": "regulier",
    },
    "flex": {"Flexwoningen": "flexwoning", "Regulier permanent": "permanent"},
    "betaalbaarheid": {
        "Sociale huur": "sociale_huur",
        "Huur middenhuur": "middenhuur",
        "Huur dure huur": "dure_huur",
        "Huur onbekend": "huur_onbekend",
        "Koop betaalbare koop": "betaalbare_koop",
        "Koop dure koop": "dure_koop",
        "Koop onbekend": "koop_onbekend",
        "Onbekend Koop of Huur": "onbekend",
    },
    "sloop": {"Sloop": "sloop"},
}
JAAR_ONBEKEND = "Jaar onbekend"
_KOLOMMEN = {"totalen": rooster.TOTAAL, "gerealiseerd": rooster.GEREALISEERD, "restcapaciteit": rooster.REST}
_CHECK = "check"
# How far down the table may begin, and how many rows a form can have at most.
ZOEK_TABEL_TOT, MAX_RIJEN = 60, 400


@cache
def _op_label(groep: str) -> dict[str, str]:
    return {kaal(label): categorie for label, categorie in REGELS[groep].items()}


@dataclass(frozen=True)
class Tabelkop:
    """Where the table of a form begins: its row, the column of the labels, and which column holds what."""

    rij: int
    labels: int
    groepen: int
    kolommen: dict[int, tuple[str, str]]
    onbekend: dict[int, str]


def zoek_tabel(eerste: Iterable[Bladrij]) -> Tabelkop | None:
    """The head of the table when this sheet is a form; None for any other sheet."""
    for rij in eerste:
        cellen = dict(rij.cellen)
        koppen = {kolom: kaal(toon_kop(waarde)) for kolom, waarde in cellen.items()}
        if "groepnaam" not in koppen.values() or "totalen" not in koppen.values():
            continue
        groepen = next(k for k, kop in koppen.items() if kop == "groepnaam")
        kolommen, onbekend = {}, {}
        for kolom, kop in koppen.items():
            if wat := _wat(kop):
                kolommen[kolom] = wat
            elif kop not in ("groepnaam", _CHECK):
                onbekend[kolom] = kort(toon_kop(cellen[kolom]))
        return Tabelkop(rij.nummer, max(1, groepen - 1), groepen, kolommen, onbekend)
    return None


def _wat(kop: str) -> tuple[str, str] | None:
    """(kind, year) of a column of the table."""
    if kop in _KOLOMMEN:
        return _KOLOMMEN[kop], ""
    if kop in (kaal(JAAR_ONBEKEND), ONBEKEND):
        return rooster.JAAR, ONBEKEND
    return (rooster.JAAR, kop) if rooster.herken(f"Nieuwbouw {kop}") and kop.isdigit() else None


@dataclass
class Formulier:
    """One sheet on its way to a row."""

    blad: str
    waarden: dict[str, object] = field(default_factory=dict)
    plaatsen: dict[str, str] = field(default_factory=dict)
    fouten: list[Rijfout] = field(default_factory=list)

    @property
    def leeg(self) -> bool:
        """True for a form that nobody filled in: at most the gemeente is there already."""
        vooraf = {"Gemeente", "Provincie", "Regio"}
        return not self.fouten and not any(w not in (0, "") for naam, w in self.waarden.items() if naam not in vooraf)

    def als_rij(self) -> Bronrij:
        feature = {"type": "Feature", "properties": self.waarden, "geometry": None}
        return Bronrij(self.blad, 1, feature, self.plaatsen, tuple(self.fouten))

    def zet(self, kolom: str, waarde, plaats: str) -> None:
        self.waarden[kolom], self.plaatsen[kolom] = waarde, plaats

    def fout(self, kolom: str, waarde, plaats: str, melding: str) -> None:
        self.plaatsen.setdefault(kolom, plaats)
        self.fouten.append(Rijfout(kolom, str(waarde), melding))


def lees(blad: str, kop: Tabelkop, rijen: Iterable[Bladrij]) -> Formulier:
    uit, groep = Formulier(blad), None
    for rij in rijen:
        if rij.nummer > MAX_RIJEN:
            break
        cellen = dict(rij.cellen)
        if rij.nummer < kop.rij:
            _kopregel(uit, kop, rij.nummer, cellen)
        elif rij.nummer > kop.rij:
            if naam := kort(cellen.get(kop.groepen, "")):
                groep = GROEPEN.get(kaal(naam), naam)
            _tabelregel(uit, kop, rij.nummer, cellen, groep)
    return uit


def _kopregel(uit: Formulier, kop: Tabelkop, nummer: int, cellen: dict[int, object]) -> None:
    label = kort(cellen.get(kop.labels, "")).rstrip(":")
    rechts = sorted(k for k in cellen if k > kop.labels)
    if not label:
        return
    kolom = KOPREGELS.get(kaal(label), label)
    waarde_in = rechts[0] if rechts else kop.labels + 1
    uit.zet(kolom, cellen.get(waarde_in, ""), f"{kolomletter(waarde_in)}{nummer}")


def _tabelregel(uit: Formulier, kop: Tabelkop, nummer: int, cellen: dict[int, object], groep: str | None) -> None:
    getallen = {k: w for k, w in cellen.items() if k in kop.kolommen or k in kop.onbekend}
    gevuld = [k for k, w in getallen.items() if kop.kolommen.get(k, ("",))[0] != rooster.REST and w != 0]
    label = kort(cellen.get(kop.labels, ""))
    categorie = _op_label(groep).get(kaal(label)) if groep in REGELS else None
    if categorie is None:
        if gevuld:
            plek = f"{kolomletter(kop.labels)}{nummer}"
            uit.fout(label or f"rij {nummer}", label, plek, _regel_onbekend(label, groep))
        return
    for nr, (wat, jaar) in kop.kolommen.items():
        # Where an empty cell is, too: what it lacks is said of it.
        uit.plaatsen[rooster.Kolom(groep, categorie, wat, jaar).naam] = f"{kolomletter(nr)}{nummer}"
    for nr in sorted(getallen):
        waarde, plaats = getallen[nr], f"{kolomletter(nr)}{nummer}"
        if nr in kop.onbekend:
            naam = kop.onbekend[nr]
            # Once for a column, however many numbers stand under it.
            if nr in gevuld and naam not in uit.plaatsen:
                melding = f"Kolom '{naam}' kent het portaal niet. Een jaar is een getal van vier cijfers."
                uit.fout(naam, naam, f"{kolomletter(nr)}{kop.rij}", melding)
            continue
        wat, jaar = kop.kolommen[nr]
        # What the form computes itself only counts where it was computed, from a total that is there.
        if wat == rooster.REST and (isinstance(waarde, Onleesbaar) or not _heeft_totaal(kop, cellen)):
            continue
        uit.zet(rooster.Kolom(groep, categorie, wat, jaar).naam, waarde, plaats)


def _heeft_totaal(kop: Tabelkop, cellen: dict[int, object]) -> bool:
    return any(cellen.get(k, "") != "" for k, (wat, _) in kop.kolommen.items() if wat == rooster.TOTAAL)


def _regel_onbekend(label: str, groep: str | None) -> str:
    if groep not in REGELS:
        bekend = ", ".join(GROEPEN)
        return f"De groep '{groep or 'zonder naam'}' kent het formulier niet. Kies een van: {bekend}."
    bekend = ", ".join(REGELS[groep])
    wat = f"'{label}'" if label else "zonder naam"
    return f"De regel {wat} staat niet in deze groep van het formulier. Kies een van: {bekend}."


def kolommen(kop: Tabelkop) -> Iterator[str]:
    """Every column of numbers that a form with this table has, filled or not."""
    for groep, regels in REGELS.items():
        for categorie in regels.values():
            for wat, jaar in kop.kolommen.values():
                yield rooster.Kolom(groep, categorie, wat, jaar).naam
