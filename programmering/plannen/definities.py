"""What the fields of a plan mean (definities.toml): for the form, the page and the API alike."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import lijsten

BESTAND = Path(__file__).with_name("definities.toml")
CODELIJSTEN = {
    "status_planologisch": lijsten.StatusPlanologisch,
    "klasse": lijsten.Planklasse,
    "vertrouwelijkheid": lijsten.Vertrouwelijkheid,
    "status_project": lijsten.StatusProject,
    "plantype": lijsten.Plantype,
    "bouwvorm": lijsten.Bouwvorm,
    "opdrachtgever": lijsten.Opdrachtgever,
    "woonmilieu": lijsten.Woonmilieu,
    "knelpunt": lijsten.Knelpunt,
    "invoerstatus": lijsten.Invoerstatus,
    "groep": lijsten.Groep,
}
ONDERDELEN = {"plan": "Het plan", "aantallen": "De aantallen", "knelpunt": "De knelpunten"}


@dataclass(frozen=True)
class Code:
    code: str
    naam: str
    definitie: str = ""
    groep: str = ""  # only for categorieën, which repeat per groep


@dataclass(frozen=True)
class Definitie:
    onderdeel: str
    veld: str
    naam: str
    type: str
    definitie: str
    bron: str
    sinds: str
    eenheid: str = ""
    codelijst: str = ""
    intern: bool = False
    afgeleid: bool = False

    @property
    def codes(self) -> list[Code]:
        return codes(self.codelijst) if self.codelijst else []


@cache
def _bestand() -> dict:
    return tomllib.loads(BESTAND.read_text(encoding="utf-8"))


@cache
def definities() -> tuple[Definitie, ...]:
    """All of them, in the order of the form."""
    return tuple(
        Definitie(onderdeel, veld, **inhoud)
        for onderdeel in ONDERDELEN
        for veld, inhoud in _bestand()[onderdeel].items()
    )


@cache
def _per_veld() -> dict[tuple[str, str], Definitie]:
    return {(d.onderdeel, d.veld): d for d in definities()}


def definitie_van(onderdeel: str, veld: str) -> str:
    return _per_veld()[onderdeel, veld].definitie


def codes(lijst: str) -> list[Code]:
    uitleg = _bestand()["codes"].get(lijst, {})
    if lijst == "categorie":
        return [code for groep in lijsten.CATEGORIEEN for code in categorieen(groep)]
    return [Code(code, str(naam), uitleg.get(code, "")) for code, naam in CODELIJSTEN[lijst].choices]


def categorieen(groep: str) -> list[Code]:
    """The rows of a groep with what they mean; of nieuwbouw and sloop the groep itself says it."""
    uitleg = _bestand()["codes"]["categorie"].get(groep, {})
    return [Code(code, naam, uitleg.get(code, ""), groep) for code, naam in lijsten.CATEGORIEEN[groep].items()]
