"""Aanpassingen from a csv of BAG ids: reading, judging every row, and writing what someone confirmed.

Judging writes nothing; committing judges once more, behind locks, and writes only what was seen on the page.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from programmering.imports.controle import Melding, toon
from programmering.imports.lezers import Leesfout
from programmering.imports.profiel import sleutel
from programmering.plots.models import WONINGTYPEN
from woonzorg.gebieden.models import Gemeente
from woonzorg.getallen import getal

from . import lijsten
from .actions import (
    andere_gemeente,
    fout_in_jaar,
    latere,
    lees_woningen,
    schrijft,
    vergrendel_woningen,
    voeg_woningen_toe,
    volgorde,
)
from .bag import BagFout, lees_bag_id, schoon, verdacht
from .models import Aanpassing

MAX_BYTES = 5 * 1024 * 1024
MAX_RIJEN = 50_000
EXTENSIES = (".csv", ".txt")
TOON_GEWEIGERD = 200
# In this order without a header. (column, other spellings, what belongs in it)
KOLOMMEN = [
    ("bag_id", ("bagid", "bag id", "bag-id", "vbo_id", "vboid", "verblijfsobject", "verblijfsobject_id",
                "adresseerbaarobject", "identificatie"), "16 cijfers; altijd nodig"),
    ("complex", ("naam", "complexnaam", "adres"), "naam van het complex, of het adres"),
    ("van_type", ("was", "van", "van type", "oud type"), "gewone woning, nultreden, geclusterd of onbekend"),
    ("naar_type", ("is nu", "naar", "naar type", "woningtype", "type"), "nultreden, geclusterd of zorggeschikt"),
    ("jaar", ("jaar gereed", "opleverjaar"), "vier cijfers, niet in de toekomst"),
    ("bewijs", ("besluit", "document"), "waaruit de aanpassing blijkt"),
    ("eigenaar", ("eigenaar_soort", "corporatie", "verhuurder"), "soort eigenaar, of de naam"),
]  # fmt: skip
_KOLOM = {sleutel(spelling): naam for naam, anders, _ in KOLOMMEN for spelling in (naam, *anders)}
_VAN = {sleutel(str(s)): v for v, label in lijsten.VanType.choices for s in (v, label)} | {
    "regulier": "regulier", "reguliere woning": "regulier", "nultredenwoning": "nultreden",
}  # fmt: skip
_NAAR = {sleutel(str(s)): v for v, label in WONINGTYPEN for s in (v, label)} | {"nultredenwoning": "nultreden"}
_EIGENAAR = {sleutel(str(s)): v for v, label in lijsten.Eigenaarsoort.choices for s in (v, label)}
_ZWAARTE = {"onbekend": 0, "regulier": 0, "nultreden": 1, "geclusterd": 2, "zorggeschikt": 3}
_BINAIR = ((b"PK", "een Excel- of zipbestand"), (b"\xd0\xcf\x11\xe0", "een Excelbestand"), (b"%PDF", "een pdf"))
# Excel's comma in a damaged id is no separator.
_EXCELGETAL = re.compile(r"[0-9]+,[0-9]+([eE][+-]?[0-9]+)?")
OPSLAAN_ALS = "Kies in Excel Opslaan als, en dan CSV (UTF-8)."


@dataclass(frozen=True)
class Bestand:
    """A file, and what holds for rows that do not say it: `vast` is field → value, the gemeente by its key."""

    naam: str
    inhoud: bytes
    vast: dict


@dataclass(frozen=True)
class Gelezen:
    """Rows as (number as a spreadsheet shows it, column → text), and columns that nobody knows."""

    rijen: list[tuple[int, dict[str, str]]]
    onbekend: list[str]


# --- Reading ------------------------------------------------------------------------------------------------


def lees(bestand: Bestand) -> Gelezen:
    """Leesfout, with a sentence that says what to do, when the file cannot be used at all."""
    tekst = _tekst(bestand.naam, bestand.inhoud)
    rijen = list(_rijen(tekst))
    if not rijen:
        raise Leesfout("Het bestand is leeg.")
    kolommen, met_kop = _kolommen(rijen[0][1])
    rijen = rijen[met_kop:]
    if not rijen:
        raise Leesfout("Het bestand heeft alleen een kopregel en geen BAG-id's.")
    if len(rijen) > MAX_RIJEN:
        raise Leesfout(
            f"Het bestand heeft {getal(len(rijen))} rijen; er kunnen er {getal(MAX_RIJEN)} tegelijk. Splits het."
        )
    onbekend = [toon(naam) for naam, kolom in kolommen if not kolom and naam]
    namen = [kolom for _, kolom in kolommen]
    return Gelezen([(n, {k: c for k, c in zip(namen, cellen, strict=False) if k}) for n, cellen in rijen], onbekend)


def _tekst(naam: str, inhoud: bytes) -> str:
    if not naam.lower().endswith(EXTENSIES):
        raise Leesfout(f"Kies een bestand dat eindigt op .csv. {OPSLAAN_ALS}")
    if len(inhoud) > MAX_BYTES:
        raise Leesfout("Het bestand is groter dan 5 MB. Splits het in kleinere bestanden.")
    for begin, wat in _BINAIR:
        if inhoud.startswith(begin):
            raise Leesfout(f"Dit is {wat}, geen csv. {OPSLAAN_ALS}")
    if b"\0" in inhoud:
        raise Leesfout(f"Dit is geen leesbaar csv-bestand. {OPSLAAN_ALS}")
    if inhoud.lstrip()[:1] in (b"{", b"<", b"["):
        raise Leesfout("Dit is geen csv maar een ander soort tekstbestand. Lever een csv met een kolom BAG-id's aan.")
    for codering in ("utf-8-sig", "cp1252"):
        try:
            return inhoud.decode(codering)
        except UnicodeDecodeError:
            continue
    return inhoud.decode("latin-1")


def _rijen(tekst: str):
    """(number, cells) of every row that is not empty."""
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=_scheiding(tekst), strict=True)
    try:
        for nummer, cellen in enumerate(lezer, start=1):
            if any(cel.strip() for cel in cellen):
                yield nummer, [cel.strip() for cel in cellen]
    except csv.Error as fout:
        raise Leesfout(
            f"Het bestand is vanaf regel {lezer.line_num} niet te lezen: een aanhalingsteken staat verkeerd of is "
            "niet gesloten."
        ) from fout


def _scheiding(tekst: str) -> str:
    eerste = next((regel for regel in tekst.splitlines() if regel.strip()), "")
    for teken in ";\t":
        if teken in eerste:
            return teken
    return ";" if _EXCELGETAL.fullmatch(eerste.strip().strip('"')) else ","


def _kolommen(eerste: list[str]) -> tuple[list[tuple[str, str]], bool]:
    """(spelling in the file, our column or '') per column, and whether the first row is a header."""
    gevonden = [(cel, _KOLOM.get(sleutel(cel), "")) for cel in eerste]
    bekend = [kolom for _, kolom in gevonden if kolom]
    if not bekend:
        if not schoon(eerste[0])[:1].isdigit():
            raise Leesfout(
                f"De eerste regel ('{toon(eerste[0])[:40]}') is geen BAG-id, en noemt geen kolom die het portaal kent. "
                "Zet boven de kolom met BAG-id's 'bag_id'."
            )
        return [("", kolom) for kolom, _, _ in KOLOMMEN], False
    if "bag_id" not in bekend:
        raise Leesfout("Er is geen kolom met BAG-id's. Zet boven die kolom 'bag_id'.")
    dubbel = [kolom for kolom, n in Counter(bekend).items() if n > 1]
    if dubbel:
        raise Leesfout(f"Twee kolommen betekenen hetzelfde: {dubbel[0]}. Haal er een weg.")
    return gevonden, True


# --- Judging ------------------------------------------------------------------------------------------------


@dataclass
class Rij:
    nummer: int
    bag_id: str = ""
    waarden: dict = field(default_factory=dict)
    meldingen: list[Melding] = field(default_factory=list)
    uitkomst: str = ""  # nieuw | vervangt | ongewijzigd | geweigerd

    def weiger(self, kolom: str, waarde, melding: str, reden: str = "") -> None:
        self.meldingen.append(Melding(kolom, toon(waarde)[:60], melding, reden=reden))

    @property
    def groep(self) -> tuple:
        return tuple(self.waarden.get(veld) for veld in ("naam", "naar_type", "jaar"))


@dataclass
class Groep:
    """Rows that together are one aanpassing; `bestaat` is the one that is there already."""

    waarden: dict
    bestaat: Aanpassing | None
    rijen: list[Rij] = field(default_factory=list)

    def aantal(self, uitkomst: str) -> int:
        return sum(r.uitkomst == uitkomst for r in self.rijen)

    @property
    def naam(self) -> str:
        return self.waarden["naam"]

    @property
    def naar(self) -> str:
        return dict(WONINGTYPEN)[self.waarden["naar_type"]]

    @property
    def nieuw(self) -> int:
        return self.aantal("nieuw")

    @property
    def vervangt(self) -> int:
        return self.aantal("vervangt")

    @property
    def ongewijzigd(self) -> int:
        return self.aantal("ongewijzigd")

    @property
    def te_schrijven(self) -> list[str]:
        return [r.bag_id for r in self.rijen if r.uitkomst in ("nieuw", "vervangt")]


@dataclass
class Oordeel:
    """What a file would do."""

    gemeente: Gemeente
    rijen: list[Rij]
    groepen: list[Groep]
    onbekende_kolommen: list[str]

    @cached_property
    def telling(self) -> dict[str, int]:
        n = Counter(r.uitkomst for r in self.rijen)
        return {u: n[u] for u in ("nieuw", "vervangt", "ongewijzigd", "geweigerd")}

    @property
    def te_schrijven(self) -> int:
        return self.telling["nieuw"] + self.telling["vervangt"]

    @property
    def te_tonen(self) -> list[Rij]:
        return [r for r in self.rijen if r.meldingen][:TOON_GEWEIGERD]

    @property
    def groepen_te_tonen(self) -> list[Groep]:
        return self.groepen[:TOON_GEWEIGERD]

    @property
    def redenen(self) -> list[tuple[str, int]]:
        """Reasons of refusal with the number of rows, most first."""
        n = Counter(reden for r in self.rijen for reden in {m.reden or m.melding for m in r.meldingen})
        return sorted(n.items(), key=lambda paar: (-paar[1], paar[0]))

    @property
    def verdacht(self) -> bool:
        return verdacht([r.bag_id for r in self.rijen if r.bag_id])

    @property
    def vingerafdruk(self) -> str:
        """Differs as soon as any row would come out otherwise."""
        inhoud = "\n".join(f"{r.nummer} {r.uitkomst} {r.bag_id} {r.groep}" for r in self.rijen)
        return hashlib.sha256(inhoud.encode()).hexdigest()

    @property
    def zin(self) -> str:
        n = {u: getal(a) for u, a in self.telling.items()}
        return (
            f"{n['nieuw']} nieuw, {n['vervangt']} vervangen een eerdere aanpassing, "
            f"{n['ongewijzigd']} ongewijzigd, {n['geweigerd']} geweigerd."
        )


def beoordeel(bestand: Bestand, gemeente: Gemeente, *, vergrendel: bool = False) -> Oordeel:
    """Every row with what would become of it. Three queries, whatever the number of rows.

    `vergrendel`: inside a transaction, so that what is found stays true until it has been written.
    """
    gelezen = lees(bestand)
    dit_jaar = timezone.localdate().year
    rijen = [_beoordeel_rij(nummer, cellen, bestand.vast, dit_jaar) for nummer, cellen in gelezen.rijen]
    if vergrendel:
        vergrendel_woningen(r.bag_id for r in rijen if r.bag_id)
    _weiger_dubbele(rijen)
    bestaande = {(a.naam, a.naar_type, a.jaar): a for a in gemeente.aanpassingen.all()}
    groepen = _groepeer(rijen, bestaande)
    _vergelijk(rijen, bestaande, gemeente)
    for rij in rijen:
        if rij.meldingen:
            rij.uitkomst = "geweigerd"
    return Oordeel(gemeente, rijen, [g for g in groepen if any(not r.meldingen for r in g.rijen)], gelezen.onbekend)


def _beoordeel_rij(nummer: int, cellen: dict[str, str], vast: dict, dit_jaar: int) -> Rij:
    rij = Rij(nummer)
    try:
        rij.bag_id = lees_bag_id(cellen.get("bag_id", ""))
    except BagFout as fout:
        rij.weiger("bag_id", cellen.get("bag_id", ""), str(fout), fout.reden)
    w = rij.waarden
    w["naam"] = _tekst_uit(rij, "complex", cellen.get("complex", "") or vast.get("naam", ""), 200)
    w["bewijs"] = _tekst_uit(rij, "bewijs", cellen.get("bewijs", "") or vast.get("bewijs", ""), 300)
    w["van_type"] = _keuze(rij, "van_type", cellen.get("van_type", ""), _VAN, vast)
    w["naar_type"] = _keuze(rij, "naar_type", cellen.get("naar_type", ""), _NAAR, vast)
    w["jaar"] = _jaar(rij, cellen.get("jaar", ""), vast, dit_jaar)
    if w["van_type"] and w["naar_type"] and _ZWAARTE[w["naar_type"]] <= _ZWAARTE[w["van_type"]]:
        melding = "De woningen zijn al van dit type, of van een zwaarder type."
        rij.weiger("naar_type", f"{w['van_type']} → {w['naar_type']}", melding)
    w["eigenaar_soort"], w["eigenaar_naam"] = vast.get("eigenaar_soort") or "onbekend", vast.get("eigenaar_naam", "")
    if eigenaar := cellen.get("eigenaar", ""):
        if soort := _EIGENAAR.get(sleutel(eigenaar)):
            w["eigenaar_soort"] = soort
        else:
            w["eigenaar_naam"] = _tekst_uit(rij, "eigenaar", eigenaar, 200)
    return rij


def _tekst_uit(rij: Rij, kolom: str, waarde: str, langst: int) -> str:
    tekst = " ".join(waarde.split())
    if not tekst:
        rij.weiger(kolom, "", "Dit ontbreekt: het staat niet in het bestand en niet in het formulier.")
    elif not tekst.isprintable():
        rij.weiger(kolom, tekst, "De tekst bevat een teken dat niet kan.")
    elif len(tekst) > langst:
        rij.weiger(kolom, tekst, f"De tekst is te lang; er kunnen {langst} tekens in.")
    return tekst


def _keuze(rij: Rij, kolom: str, waarde: str, keuzes: dict[str, str], vast: dict) -> str:
    if not waarde:
        if not vast.get(kolom):
            rij.weiger(kolom, "", "Dit ontbreekt: het staat niet in het bestand en niet in het formulier.")
        return vast.get(kolom) or ""
    if sleutel(waarde) not in keuzes:
        namen = ", ".join(dict.fromkeys(keuzes.values()))
        rij.weiger(kolom, waarde, f"Deze waarde is onbekend. Gebruik een van: {namen}.")
    return keuzes.get(sleutel(waarde), "")


def _jaar(rij: Rij, waarde: str, vast: dict, dit_jaar: int) -> int | None:
    if not waarde and not vast.get("jaar"):
        rij.weiger("jaar", "", "Dit ontbreekt: het staat niet in het bestand en niet in het formulier.")
        return None
    if waarde and not re.fullmatch(r"[0-9]{4}", waarde):
        rij.weiger("jaar", waarde, "Een jaar heeft vier cijfers.")
        return None
    jaar = int(waarde or vast["jaar"])
    if fout := fout_in_jaar(jaar, dit_jaar):
        rij.weiger("jaar", waarde or jaar, fout, "het jaar kan niet")
    return jaar


def _weiger_dubbele(rijen: list[Rij]) -> None:
    eerder: dict[str, int] = {}
    for rij in rijen:
        if rij.bag_id and eerder.setdefault(rij.bag_id, rij.nummer) != rij.nummer:
            melding = (
                f"Dit BAG-id staat ook op rij {eerder[rij.bag_id]}. Elke woning kan één keer in het bestand staan."
            )
            rij.weiger("bag_id", rij.bag_id, melding, "het BAG-id staat twee keer in het bestand")


_GELIJK = (
    ("van_type", "van_type"),
    ("bewijs", "bewijs"),
    ("eigenaar_soort", "eigenaar"),
    ("eigenaar_naam", "eigenaar"),
)


_NIET_GEZEGD = ("eigenaar_soort", "onbekend")


def _groepeer(rijen: list[Rij], bestaande: dict[tuple, Aanpassing]) -> list[Groep]:
    """Rows with the same name, type and year are one aanpassing, and then they say the same of it."""
    groepen: dict[tuple, Groep] = {}
    eerste: dict[tuple, Rij] = {}
    for rij in rijen:
        if not all(rij.groep):
            continue
        bestaat = bestaande.get(rij.groep)
        groep = groepen.setdefault(rij.groep, Groep(rij.waarden, bestaat))
        kop = eerste.setdefault(rij.groep, rij)
        for veld, kolom in _GELIJK:
            eigen, eerder = rij.waarden[veld], kop.waarden[veld]
            if not eigen or eigen == eerder or (veld, eigen) == _NIET_GEZEGD:
                continue
            if not eerder or (veld, eerder) == _NIET_GEZEGD:
                kop.waarden[veld] = eigen
                continue
            melding = f"Op rij {kop.nummer} staat bij dezelfde aanpassing '{toon(eerder)[:60]}'."
            rij.weiger(kolom, eigen, melding, "rijen van één aanpassing spreken elkaar tegen")
        if bestaat and rij.waarden["van_type"] and rij.waarden["van_type"] != bestaat.van_type:
            melding = f"Deze aanpassing is er al, met als vorig type '{bestaat.get_van_type_display()}'."
            rij.weiger("van_type", rij.waarden["van_type"], melding, "de aanpassing is er al met een ander vorig type")
        groep.rijen.append(rij)
    return list(groepen.values())


def _vergelijk(rijen: list[Rij], bestaande: dict[tuple, Aanpassing], gemeente: Gemeente) -> None:
    """What the portal knows of these homes decides between new, replaces, unchanged and refused."""
    bekend = lees_woningen(r.bag_id for r in rijen if r.bag_id)
    for rij in rijen:
        doel = bestaande.get(rij.groep)
        bij = [r.aanpassing for r in bekend.get(rij.bag_id, [])]
        if doel and any(a.pk == doel.pk for a in bij):
            rij.uitkomst = "ongewijzigd"
            continue
        rij.uitkomst = "vervangt" if bij else "nieuw"
        if not bij:
            continue
        laatste, jaar = max(bij, key=volgorde), rij.waarden["jaar"]
        if laatste.gemeente_id != gemeente.pk:
            melding = _zin(andere_gemeente(laatste.gemeente.naam))
            rij.weiger("bag_id", rij.bag_id, melding, "staat bij een andere gemeente")
        elif jaar and volgorde(laatste) > (jaar, doel.pk if doel else laatste.pk + 1):
            melding = _zin(latere(laatste.naam, laatste.jaar))
            rij.weiger("bag_id", rij.bag_id, melding, "telt al bij een latere aanpassing")


def _zin(tekst: str) -> str:
    return tekst[0].upper() + tekst[1:]


# --- Writing ------------------------------------------------------------------------------------------------


def leg_vast(bestand: Bestand, gemeente: Gemeente, *, by: str, gezien: str) -> Oordeel:
    """Writes what the person saw, in one transaction: all of it or nothing.

    ValidationError when it would come out otherwise by now (`gezien` is the fingerprint of what was shown).
    """
    with schrijft(by):
        oordeel = beoordeel(bestand, gemeente, vergrendel=True)
        if oordeel.vingerafdruk != gezien:
            raise ValidationError(
                "Sinds de controle is er iets veranderd. Er is niets geschreven. "
                "Hieronder staat wat er nu zou gebeuren."
            )
        groepen = [g for g in oordeel.groepen if g.te_schrijven]
        bestaand = [g.bestaat.pk for g in groepen if g.bestaat]
        Aanpassing.objects.filter(pk__in=bestaand).update(versie=F("versie") + 1, gewijzigd=timezone.now())
        nieuw = [g for g in groepen if not g.bestaat]
        gemaakt = Aanpassing.objects.bulk_create(
            Aanpassing(gemeente=gemeente, soort=bestand.vast["soort"], **g.waarden) for g in nieuw
        )
        voeg_woningen_toe(
            {g.bestaat.pk: set(g.te_schrijven) for g in groepen if g.bestaat}
            | {a.pk: set(g.te_schrijven) for a, g in zip(gemaakt, nieuw, strict=True)}
        )
    return oordeel
