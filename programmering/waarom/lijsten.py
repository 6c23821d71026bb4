"""The figures of the whole country that no gemeente has of its own: read from landelijk.toml, each with its source."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

BESTAND = Path(__file__).parent / "landelijk.toml"


@dataclass(frozen=True)
class Bron:
    naam: str
    datum: str


@dataclass(frozen=True)
class Feit:
    """One figure (`van` and `naar` are the same), a change between two years, or a range (both years None)."""

    van: float
    naar: float
    bron: Bron
    bladzijde: int
    van_jaar: int | None = None
    naar_jaar: int | None = None
    # The report that passes the figure on; None when it is the source itself.
    via: Bron | None = None
    # What another report says of the same: (figure, source as text).
    elders: tuple[float, str] | None = None

    @property
    def waarde(self) -> float:
        return self.van

    @property
    def bronregel(self) -> str:
        """'CBS, … (16 december 2025), in: adviesrapport … (23 maart 2026), p. 5'."""
        tekst = _vermelding(self.bron)
        return f"{tekst}, {f'in: {_vermelding(self.via)}, ' if self.via else ''}p. {self.bladzijde}"


@dataclass(frozen=True)
class Landelijk:
    nagekeken: date
    aandeel_65plus: Feit
    aandeel_80plus: Feit
    aantal_80plus: Feit
    verpleeghuisplekken: Feit
    een_op: Feit
    verhuizingen: Feit


def _vermelding(bron: Bron) -> str:
    return f"{bron.naam} ({bron.datum})"


def _feit(rij: dict, bronnen: dict[str, Bron]) -> Feit:
    punt = {"waarde": rij.get("waarde")}
    van, naar = rij.get("van", punt), rij.get("naar", punt)
    elders = rij.get("elders")
    return Feit(
        van=van["waarde"],
        naar=naar["waarde"],
        van_jaar=van.get("jaar"),
        naar_jaar=naar.get("jaar"),
        bron=bronnen[rij["bron"]],
        bladzijde=rij["bladzijde"],
        via=bronnen[rij["via"]] if "via" in rij else None,
        elders=(elders["waarde"], f"{_vermelding(bronnen[elders['bron']])}, p. {elders['bladzijde']}")
        if elders
        else None,
    )


@cache
def landelijk() -> Landelijk:
    with BESTAND.open("rb") as bestand:
        inhoud = tomllib.load(bestand)
    bronnen = {naam: Bron(**rij) for naam, rij in inhoud["bronnen"].items()}
    feiten = {naam: _feit(rij, bronnen) for naam, rij in inhoud["feiten"].items()}
    return Landelijk(nagekeken=inhoud["nagekeken"], **feiten)
