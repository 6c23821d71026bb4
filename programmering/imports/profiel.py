"""A profile says what becomes of each column and value of a source: data in profielen/*.toml, checked on loading.

A profile that is wrong is a mistake of ours, found by the tests; a value that a profile does not know is found in
the file and refuses its row.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from programmering.plannen import lijsten

MAP = Path(__file__).parent / "profielen"
# Fields whose values a profile may map; each has a code list.
KEUZEVELDEN = {
    "status_planologisch": lijsten.StatusPlanologisch,
    "plantype": lijsten.Plantype,
    "status_project": lijsten.StatusProject,
    "opdrachtgever_soort": lijsten.Opdrachtgever,
    "woonmilieu": lijsten.Woonmilieu,
}
DATUMVORMEN = {"dag-maand-jaar": "%d-%m-%Y", "jaar-maand-dag": "%Y-%m-%d", "jaar": "%Y"}


class Profielfout(Exception):
    """The profile does not exist or cannot be used; the message is Dutch."""


def sleutel(tekst: str) -> str:
    """How two spellings of one label are compared: without regard to capitals and runs of spaces."""
    return " ".join(tekst.split()).casefold()


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
    def naam(self) -> str:
        from programmering.plannen.models import Plan

        return str(Plan._meta.get_field(self.veld).verbose_name).capitalize()

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

    @property
    def verplichte_kolommen(self) -> list[str]:
        return [
            self.plancode_kolom,
            self.gemeente_kolom,
            self.plannaam_kolom,
            self.rest_kolom,
            *(p.kolom for p in self.perioden),
            *(v.kolom for v in self.velden if v.verplicht),
        ]

    @property
    def kolommen(self) -> set[str]:
        """Every column that the profile speaks of, also to say that it is not taken."""
        return {
            *self.verplichte_kolommen,
            *(k for k in (self.provincie_kolom, self.peildatum_kolom, self.sloop_kolom) if k),
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
        profiel = _bouw(tomllib.loads(tekst))
    except tomllib.TOMLDecodeError as fout:
        raise Profielfout(f"Profiel '{naam}' is geen geldige TOML: {fout}") from fout
    except KeyError as fout:
        raise Profielfout(f"In profiel '{naam}' ontbreekt {fout}.") from fout
    except (TypeError, AttributeError) as fout:
        raise Profielfout(f"Profiel '{naam}' heeft een onderdeel van de verkeerde soort: {fout}") from fout
    if bezwaren := list(_bezwaren(profiel, naam)):
        raise Profielfout(f"Profiel '{naam}' klopt niet: {' '.join(bezwaren)}")
    return profiel


def _bouw(d: dict) -> Profiel:
    peildatum, sloop = d.get("peildatum", {}), d.get("sloop", {})
    return Profiel(
        naam=d["naam"],
        versie=d["versie"],
        titel=d["titel"],
        bronhouder=d["bronhouder"],
        omschrijving=" ".join(d["omschrijving"].split()),
        telwijze=d["telwijze"],
        blad=d["blad"],
        plancode_kolom=d["plancode"]["kolom"],
        plancode_voorvoegsel=d["plancode"].get("voorvoegsel", ""),
        plancode_toelichting=d["plancode"].get("toelichting", ""),
        gemeente_kolom=d["gemeente"]["kolom"],
        provincie_kolom=d["gemeente"].get("provincie", ""),
        plannaam_kolom=d["plannaam"]["kolom"],
        plannaam_let_op=tuple(NaamLetOp(**x) for x in d["plannaam"].get("let_op", [])),
        peildatum_kolom=peildatum.get("kolom", ""),
        peildatum_vormen=tuple(peildatum.get("vormen", ())),
        peildatum_toelichting=peildatum.get("toelichting", ""),
        velden=tuple(_veld(veld, inhoud) for veld, inhoud in d["velden"].items()),
        rest_kolom=d["nieuwbouw"]["rest"],
        perioden=tuple(Periode(**p) for p in d["nieuwbouw"]["perioden"]),
        sloop_kolom=sloop.get("kolom", ""),
        sloop_negatief=sloop.get("negatief", False),
        groepen=d.get("groepen", {}),
        niet_overgenomen=d.get("niet_overgenomen", {}),
    )


def _veld(veld: str, d: dict) -> Veld:
    waarden = tuple(
        Waarde(bron, **inhoud) if isinstance(inhoud, dict) else Waarde(bron, inhoud)
        for bron, inhoud in d["waarden"].items()
    )
    return Veld(
        veld=veld,
        kolom=d["kolom"],
        waarden=waarden,
        leeg=d.get("leeg"),
        verplicht=d.get("verplicht", False),
        toelichting=" ".join(d.get("toelichting", "").split()),
        op_sleutel={sleutel(w.bron): w for w in waarden},
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
    for periode in p.perioden:
        yield from _bezwaren_periode(periode)
    for groep, kolommen in p.groepen.items():
        if groep not in lijsten.RESTCATEGORIE:
            yield f"groep '{groep}' kan niet verdeeld worden."
            continue
        if groep == "wonen_en_zorg" and p.telwijze == "genest":
            yield "geneste aantallen voor wonen en zorg kan het portaal nog niet lezen."
        for categorie in set(kolommen.values()) - set(lijsten.CATEGORIEEN[groep]):
            yield f"categorie '{categorie}' bestaat niet in groep '{groep}'."


def _bezwaren_veld(veld: Veld):
    if veld.veld not in KEUZEVELDEN:
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
