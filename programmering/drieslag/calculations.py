"""The drieslag: committed to the opgave, on the map, partners found (domein.md 7). Pure: no database, no HTML.

Source: eindrapportage Aanjaagteam 2026, the three steps that it asks of every gemeente.
"""

from dataclasses import dataclass
from enum import StrEnum

from programmering.calculations import Keten
from woonzorg.gebieden.soorten import Gebied
from woonzorg.getallen import getal

TYPEN = ("geclusterd", "zorggeschikt")


class Antwoord(StrEnum):
    JA = "ja"
    DEELS = "deels"
    NEE = "nee"


VRAGEN = {
    1: "Is de opgave afgesproken?",
    2: "Staat zij op de kaart?",
    3: "Zijn de partners gevonden?",
}


@dataclass(frozen=True)
class Plotstand:
    """Plots of one gemeente that take their ground: numbers of plots, not of homes."""

    gereserveerd: int = 0
    vastgelegd: int = 0  # in plan included
    compleet: int = 0  # a partner in each of the three roles
    met_partner: int = 0  # in at least one of them
    zonder_corporatie: int = 0
    zonder_zorg: int = 0
    zonder_gemeenschap: int = 0

    @property
    def levend(self) -> int:
        return self.gereserveerd + self.vastgelegd


@dataclass(frozen=True)
class Bewijs:
    """The answer to one question, and the sentence that it rests on."""

    vraag: int
    antwoord: Antwoord
    zin: str

    @property
    def tekst(self) -> str:
        return VRAGEN[self.vraag]


@dataclass(frozen=True)
class Drieslag:
    gebied: Gebied
    bewijzen: tuple[Bewijs, Bewijs, Bewijs]

    def antwoord(self, vraag: int) -> Antwoord:
        return self.bewijzen[vraag - 1].antwoord


def beantwoord(keten: Keten, opgavestatus: str | None, besluit: str, plots: Plotstand) -> Drieslag:
    """`opgavestatus` None: there is none, or it is not to be shown to this reader."""
    bewijzen = (_afgesproken(keten, opgavestatus, besluit), _op_kaart(keten, plots), _partners(plots))
    return Drieslag(keten.gebied, bewijzen)


def _afgesproken(keten: Keten, status: str | None, besluit: str) -> Bewijs:
    periode = keten.periode.naam
    if status in ("afgesproken", "vastgesteld"):
        return Bewijs(1, Antwoord.JA, f"De opgave {periode} is {status}{f': {besluit}' if besluit else ''}.")
    if status == "indicatief":
        return Bewijs(1, Antwoord.DEELS, f"De opgave {periode} is nog indicatief: er is geen afspraak of besluit.")
    return Bewijs(1, Antwoord.NEE, f"Er is nog geen opgave {periode} bekend.")


def _op_kaart(keten: Keten, plots: Plotstand) -> Bewijs:
    """Ja when every home of geclusterd and zorggeschikt has a place: built, in a plan, or on a reserved plot."""
    tekorten = {w: keten.regel(w).tekort for w in TYPEN}
    zonder_plek = [f"{getal(n)} {w}" for w, n in tekorten.items() if n is not None and n > 0]
    if not zonder_plek and None not in tekorten.values():
        zin = f"Iedere geclusterde en zorggeschikte woning van de opgave heeft een plek. {_plotzin(plots)}."
        return Bewijs(2, Antwoord.JA, zin)
    zin = f"{_plotzin(plots)}; voor {' en '.join(zonder_plek)} is nog geen plek."
    if not zonder_plek:
        zin = f"{_plotzin(plots)}; zonder opgave is niet te zeggen of dat genoeg is."
    return Bewijs(2, Antwoord.DEELS if plots.levend else Antwoord.NEE, zin)


def _plotzin(plots: Plotstand) -> str:
    delen = [
        f"{_plots(n)} {wat}" for n, wat in ((plots.gereserveerd, "gereserveerd"), (plots.vastgelegd, "vastgelegd")) if n
    ]
    if not delen:
        return "Er is geen plot gereserveerd of vastgelegd"
    return f"{'Er is' if plots.levend == 1 else 'Er zijn'} {' en '.join(delen)}"


def _partners(plots: Plotstand) -> Bewijs:
    if not plots.levend:
        return Bewijs(3, Antwoord.NEE, "Er is nog geen gereserveerde plot om partners aan te verbinden.")
    if plots.compleet == plots.levend:
        hoe = "De plot heeft" if plots.levend == 1 else f"Alle {plots.levend} plots hebben"
        zin = f"{hoe} een corporatie of investeerder, een zorgorganisatie en de lokale gemeenschap."
        return Bewijs(3, Antwoord.JA, zin)
    # Of one plot 'op 1' says nothing.
    ontbreekt = [
        wie if plots.levend == 1 else f"op {n} {wie}"
        for n, wie in (
            (plots.zonder_corporatie, "een corporatie of investeerder"),
            (plots.zonder_zorg, "een zorgorganisatie"),
            (plots.zonder_gemeenschap, "de lokale gemeenschap"),
        )
        if n
    ]
    hebben = "heeft" if plots.compleet == 1 else "hebben"
    zin = f"{plots.compleet} van {_plots(plots.levend)} {hebben} alle drie de partners; "
    if plots.levend == 1:
        zin = "De plot heeft nog niet alle drie de partners; "
    zin += f"er ontbreekt {', '.join(ontbreekt)}."
    return Bewijs(3, Antwoord.DEELS if plots.met_partner else Antwoord.NEE, zin)


def _plots(n: int) -> str:
    return "1 plot" if n == 1 else f"{getal(n)} plots"
