"""A profile says what becomes of each column and value of a source: data in profielen/*.toml, checked on loading.

A profile that is wrong is a mistake of ours, found by the tests; a value that a profile does not know is found in
the file and refuses its row.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from programmering.plannen import lijsten

from . import rooster, velden
from .rooster import Kolom

MAP = Path(__file__).parent / "profielen"
# Fields whose values a profile may map; each has a code list.
KEUZEVELDEN = velden.CODELIJSTEN
DATUMVORMEN = {"dag-maand-jaar": "%d-%m-%Y", "jaar-maand-dag": "%Y-%m-%d", "jaar": "%Y"}
# How a plan is recognised: by its code alone, or by its name where the source gives no code.
OP_CODE, OP_CODE_OF_NAAM = "plancode", "plancode of plannaam"
# In the place of a table of values: those of the code list itself, by label and by code.
CODELIJST = "codelijst"


class Profielfout(Exception):
    """The profile does not exist or cannot be used; the message is Dutch."""


@lru_cache(maxsize=4096)
def sleutel(tekst: str) -> str:
    """How two spellings of one label are compared: without regard to capitals and runs of spaces."""
    return " ".join(tekst.split()).casefold()


def kaal(kolom: str) -> str:
    """How two spellings of one column are compared by a profile that is not strict about them."""
    return sleutel(kolom.replace("_", " "))


@dataclass(frozen=True)
class Waarde:
    """What one value of a column becomes; with a minimum, `anders` holds below that many remaining homes."""

    bron: str
    waarde: str
    minimum: int | None = None
    anders: str | None = None

    def voor(self, rest: int) -> str:
        return self.waarde if self.minimum is None or rest >= self.minimum else self.anders


@dataclass(frozen=True)
class Veld:
    veld: str
    kolom: str
    waarden: tuple[Waarde, ...]
    leeg: str | None = None
    verplicht: bool = False
    toelichting: str = ""
    op_sleutel: dict[str, Waarde] = field(default_factory=dict, compare=False, repr=False)

    @property
    def soort(self) -> str:
        return velden.SOORT[self.veld]

    @property
    def naam(self) -> str:
        return velden.naam(self.veld)

    def label(self, waarde: str) -> str:
        return KEUZEVELDEN[self.veld](waarde).label

    @property
    def leeg_label(self) -> str:
        return self.label(self.leeg) if self.leeg else ""

    def in_woorden(self) -> list[tuple[str, str]]:
        """(value of the source, what it becomes) for a page."""
        return [
            (
                w.bron,
                self.label(w.waarde)
                if w.minimum is None
                else f"{self.label(w.waarde)} bij {w.minimum} woningen of meer, anders {self.label(w.anders)}",
            )
            for w in self.waarden
        ]


@dataclass(frozen=True)
class Periode:
    """Remaining homes of the calendar years `van` up to and including `tot`; without years: year unknown."""

    kolom: str
    van: int | None = None
    tot: int | None = None

    def in_woorden(self) -> str:
        if self.van is None:
            return "jaar onbekend"
        if self.van == self.tot:
            return f"het jaar {self.van}"
        jaren = self.tot - self.van + 1
        return f"gelijk verdeeld over de {jaren} jaren {self.van} tot en met {self.tot}"


@dataclass(frozen=True)
class NaamLetOp:
    begint_met: str
    melding: str


@dataclass(frozen=True)
class Profiel:
    naam: str
    versie: int
    titel: str
    bronhouder: str
    omschrijving: str
    telwijze: str
    blad: str
    plancode_kolom: str
    plancode_voorvoegsel: str
    plancode_toelichting: str
    gemeente_kolom: str
    provincie_kolom: str
    plannaam_kolom: str
    plannaam_let_op: tuple[NaamLetOp, ...]
    peildatum_kolom: str
    peildatum_vormen: tuple[str, ...]
    peildatum_toelichting: str
    velden: tuple[Veld, ...]
    rest_kolom: str
    perioden: tuple[Periode, ...]
    sloop_kolom: str
    sloop_negatief: bool
    # groep -> source column -> categorie
    groepen: dict[str, dict[str, str]]
    niet_overgenomen: dict[str, str]
    # True: the numbers stand in columns such as 'Nultreden totaal' and 'Nultreden 2027' (rooster.NAMEN).
    met_rooster: bool = False
    herkenning: str = OP_CODE
    # False: never taken by itself, since another profile has the same columns.
    vanzelf: bool = True
    # What the source calls a column -> what the profile calls it.
    aliassen: dict[str, str] = field(default_factory=dict)
    _op_kaal: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def kolom(self, naam: str) -> str:
        """What the profile calls this column of a file; a strict profile knows a column by one spelling only."""
        if not self.met_rooster:
            return naam
        if gevonden := self._op_kaal.get(kaal(naam)):
            return gevonden
        gevonden = rooster.herken(naam)
        return gevonden.naam if gevonden else naam

    def kent(self, naam: str) -> bool:
        """True for a column that the profile speaks of, under whatever name the file gives it."""
        kolom = self.kolom(naam)
        return kolom in self.kolommen or (self.met_rooster and rooster.herken(kolom) is not None)

    def cijferkolom(self, kolom: str) -> Kolom | None:
        return rooster.herken(kolom) if self.met_rooster else None

    @property
    def genest(self) -> bool:
        return self.telwijze == "genest"

    @property
    def verplichte_kolommen(self) -> list[str]:
        if self.met_rooster:
            return [
                self.gemeente_kolom,
                self.plannaam_kolom,
                *(v.kolom for v in self.velden if v.verplicht),
                *(self._geneste_kolommen if self.genest else ()),
            ]
        return [
            self.plancode_kolom,
            self.gemeente_kolom,
            self.plannaam_kolom,
            self.rest_kolom,
            *(p.kolom for p in self.perioden),
            *(v.kolom for v in self.velden if v.verplicht),
        ]

    @property
    def _geneste_kolommen(self) -> list[str]:
        """Without all three there is nothing to subtract from each other."""
        return [Kolom("wonen_en_zorg", c, rooster.TOTAAL).naam for c in rooster.GENEST]

    @cached_property
    def kolommen(self) -> set[str]:
        """Every column that the profile speaks of, also to say that it is not taken."""
        return {
            *self.verplichte_kolommen,
            *(k for k in (self.plancode_kolom, self.provincie_kolom, self.peildatum_kolom, self.sloop_kolom) if k),
            *(v.kolom for v in self.velden),
            *(kolom for kolommen in self.groepen.values() for kolom in kolommen),
            *self.niet_overgenomen,
        }

    def groepen_in_woorden(self) -> list[tuple[str, str, str]]:
        """(column, groep, categorie) by their labels."""
        return [
            (kolom, lijsten.Groep(groep).label, lijsten.CATEGORIEEN[groep][categorie])
            for groep, kolommen in self.groepen.items()
            for kolom, categorie in kolommen.items()
        ]

    def rooster_in_woorden(self) -> list[tuple[str, str, str]]:
        """(name of the columns, groep, categorie) of every row of the grid."""
        return [
            (naam, lijsten.Groep(groep).label, lijsten.CATEGORIEEN[groep][categorie])
            for (groep, categorie), naam in rooster.NAMEN.items()
        ]


def namen() -> list[str]:
    return sorted(pad.stem for pad in MAP.glob("*.toml"))


def alle() -> list[Profiel]:
    return [laad(naam) for naam in namen()]


@cache
def laad(naam: str) -> Profiel:
    """The profile of this name; Profielfout names the ones there are."""
    # The name may come from a url: only names of files that are there become a path.
    if naam not in namen():
        raise Profielfout(f"Profiel '{naam}' bestaat niet. Kies uit: {', '.join(namen())}.")
    return lees((MAP / f"{naam}.toml").read_text(encoding="utf-8"), naam)


def lees(tekst: str, naam: str) -> Profiel:
    """A profile from TOML; Profielfout says what is wrong with it."""
    try:
        profiel = _bouw(_met_basis(tomllib.loads(tekst)))
    except tomllib.TOMLDecodeError as fout:
        raise Profielfout(f"Profiel '{naam}' is geen geldige TOML: {fout}") from fout
    except KeyError as fout:
        raise Profielfout(f"In profiel '{naam}' ontbreekt {fout}.") from fout
    except (TypeError, AttributeError) as fout:
        raise Profielfout(f"Profiel '{naam}' heeft een onderdeel van de verkeerde soort: {fout}") from fout
    if bezwaren := list(_bezwaren(profiel, naam)):
        raise Profielfout(f"Profiel '{naam}' klopt niet: {' '.join(bezwaren)}")
    return profiel


def _met_basis(d: dict) -> dict:
    """A profile may say only in what it differs from another one."""
    if "basis" not in d:
        return d
    if d["basis"] not in namen():
        raise Profielfout(f"Profiel '{d['basis']}', waarop een ander verder bouwt, bestaat niet.")
    return _over(tomllib.loads((MAP / f"{d['basis']}.toml").read_text(encoding="utf-8")), d)


def _over(basis: dict, anders: dict) -> dict:
    uit = dict(basis)
    for naam, inhoud in anders.items():
        beide = isinstance(inhoud, dict) and isinstance(uit.get(naam), dict)
        uit[naam] = _over(uit[naam], inhoud) if beide else inhoud
    return uit


def _bouw(d: dict) -> Profiel:
    peildatum, sloop, plancode = d.get("peildatum", {}), d.get("sloop", {}), d.get("plancode", {})
    met_rooster = d.get("rooster", False)
    nieuwbouw = {} if met_rooster else d["nieuwbouw"]
    profiel = Profiel(
        naam=d["naam"],
        versie=d["versie"],
        titel=d["titel"],
        bronhouder=d["bronhouder"],
        omschrijving=" ".join(d["omschrijving"].split()),
        telwijze=d["telwijze"],
        blad=d["blad"],
        plancode_kolom=plancode.get("kolom", "") if met_rooster else plancode["kolom"],
        plancode_voorvoegsel=plancode.get("voorvoegsel", ""),
        plancode_toelichting=plancode.get("toelichting", ""),
        gemeente_kolom=d["gemeente"]["kolom"],
        provincie_kolom=d["gemeente"].get("provincie", ""),
        plannaam_kolom=d["plannaam"]["kolom"],
        plannaam_let_op=tuple(NaamLetOp(**x) for x in d["plannaam"].get("let_op", [])),
        peildatum_kolom=peildatum.get("kolom", ""),
        peildatum_vormen=tuple(peildatum.get("vormen", ())),
        peildatum_toelichting=peildatum.get("toelichting", ""),
        velden=tuple(_veld(veld, inhoud) for veld, inhoud in d["velden"].items()),
        rest_kolom=nieuwbouw["rest"] if nieuwbouw else "",
        perioden=tuple(Periode(**p) for p in nieuwbouw.get("perioden", ())),
        sloop_kolom=sloop.get("kolom", ""),
        sloop_negatief=sloop.get("negatief", False),
        groepen=d.get("groepen", {}),
        niet_overgenomen=d.get("niet_overgenomen", {}),
        met_rooster=met_rooster,
        herkenning=OP_CODE_OF_NAAM if met_rooster else OP_CODE,
        aliassen=d.get("aliassen", {}),
        vanzelf=d.get("vanzelf", True),
    )
    profiel._op_kaal.update({kaal(kolom): kolom for kolom in profiel.kolommen})
    profiel._op_kaal.update({kaal(bron): kolom for bron, kolom in profiel.aliassen.items()})
    return profiel


def _veld(veld: str, d: dict) -> Veld:
    waarden = _waarden(veld, d.get("waarden", {}))
    return Veld(
        veld=veld,
        kolom=d["kolom"],
        waarden=waarden,
        leeg=d.get("leeg"),
        verplicht=d.get("verplicht", False),
        toelichting=" ".join(d.get("toelichting", "").split()),
        op_sleutel={sleutel(w.bron): w for w in waarden},
    )


def _waarden(veld: str, gegeven: dict) -> tuple[Waarde, ...]:
    """The values that a profile names; with `codelijst` those of the portal's own list come first."""
    eigen = []
    if CODELIJST in gegeven:
        keuzes = KEUZEVELDEN[veld].choices if gegeven[CODELIJST] else []
        eigen = [Waarde(str(label), waarde) for waarde, label in keuzes]
        labels = {sleutel(w.bron) for w in eigen}
        eigen += [Waarde(waarde, waarde) for waarde, _ in keuzes if sleutel(waarde) not in labels]
    return tuple(eigen) + tuple(
        Waarde(bron, **inhoud) if isinstance(inhoud, dict) else Waarde(bron, inhoud)
        for bron, inhoud in gegeven.items()
        if bron != CODELIJST
    )


def _bezwaren(p: Profiel, naam: str):
    if p.naam != naam or not re.fullmatch(r"[a-z0-9-]+", p.naam):
        yield "de naam is niet die van het bestand, of heeft andere tekens dan a-z, 0-9 en een streepje."
    if p.telwijze not in ("exclusief", "genest"):
        yield f"telwijze '{p.telwijze}' bestaat niet."
    if "status_planologisch" not in {v.veld for v in p.velden}:
        yield "geen kolom wordt de planologische status."
    for vorm in p.peildatum_vormen:
        if vorm not in DATUMVORMEN:
            yield f"datumvorm '{vorm}' bestaat niet."
    for veld in p.velden:
        yield from _bezwaren_veld(veld)
    for bron, kolom in p.aliassen.items():
        if not p.kent(kolom):
            yield f"alias '{bron}' verwijst naar kolom '{kolom}', die niet bestaat."
    for periode in p.perioden:
        yield from _bezwaren_periode(periode)
    for groep, kolommen in p.groepen.items():
        if groep not in lijsten.RESTCATEGORIE:
            yield f"groep '{groep}' kan niet verdeeld worden."
            continue
        if groep == "wonen_en_zorg" and p.genest:
            yield "geneste aantallen kunnen alleen met een rooster van kolommen."
        for categorie in set(kolommen.values()) - set(lijsten.CATEGORIEEN[groep]):
            yield f"categorie '{categorie}' bestaat niet in groep '{groep}'."


def _bezwaren_veld(veld: Veld):
    if veld.veld not in velden.SOORT:
        yield f"veld '{veld.veld}' bestaat niet."
        return
    if veld.soort not in (velden.KEUZE, velden.MEERKEUZE):
        if veld.waarden:
            yield f"veld '{veld.veld}' heeft geen codelijst."
        return
    if len(veld.op_sleutel) < len(veld.waarden):
        yield f"kolom '{veld.kolom}' noemt een waarde twee keer."
    gebruikt = {w.waarde for w in veld.waarden} | {w.anders for w in veld.waarden if w.minimum is not None}
    gebruikt |= {veld.leeg} - {None}
    for waarde in gebruikt - set(KEUZEVELDEN[veld.veld].values):
        yield f"'{waarde}' staat niet in de codelijst van {veld.veld}."


def _bezwaren_periode(periode: Periode):
    if periode.van is None and periode.tot is None:
        return
    if None in (periode.van, periode.tot) or not (
        lijsten.EERSTE_JAAR <= periode.van <= periode.tot <= lijsten.LAATSTE_JAAR
    ):
        yield f"de jaren van periode '{periode.kolom}' kloppen niet."
