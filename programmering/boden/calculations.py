"""Pure figures of boden: no database, no HTML. Formulas and sources stand in docs/berekeningen.md.

All amounts are homes (zelfstandige woningen), exclusive per woningtype.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction

from programmering.calculations import WONINGTYPEN
from woonzorg.gebieden.soorten import Gebied

# Of geclusterd + zorggeschikt: who is expected to realise which part (eindrapport 2026). The rest is koop, and
# koop has no party of its own.
STREEFDEEL = {"corporatie": Fraction(1, 2), "investeerder": Fraction(1, 10)}
CLUSTERTYPEN = ("geclusterd", "zorggeschikt")


@dataclass(frozen=True)
class Bodsom:
    """Homes offered of one woningtype within a periode. `nieuw` is nieuwbouw and transformatie, `bestaand` is
    bestaande bouw; `buiten` are years outside the periode and unknown ones, in whatever form."""

    uitgebracht_nieuw: int = 0
    aanvaard_nieuw: int = 0
    uitgebracht_bestaand: int = 0
    aanvaard_bestaand: int = 0
    buiten: int = 0

    def __add__(self, ander: "Bodsom") -> "Bodsom":
        return Bodsom(*(getattr(self, f.name) + getattr(ander, f.name) for f in fields(Bodsom)))

    @property
    def uitgebracht(self) -> int:
        """Offered and not (yet) accepted."""
        return self.uitgebracht_nieuw + self.uitgebracht_bestaand

    @property
    def aanvaard(self) -> int:
        return self.aanvaard_nieuw + self.aanvaard_bestaand

    @property
    def samen(self) -> int:
        """What the keten shows as bod: offered or accepted, year within the periode."""
        return self.uitgebracht + self.aanvaard


def bodsom(status: str, bouwvorm: str, *, binnen: int, buiten: int) -> Bodsom:
    """One group of boden as a Bodsom. Any status but aanvaard counts as offered: the withdrawn ones were left out."""
    kant = "bestaand" if bouwvorm == "bestaande_bouw" else "nieuw"
    stand = "aanvaard" if status == "aanvaard" else "uitgebracht"
    return Bodsom(**{f"{stand}_{kant}": binnen}, buiten=buiten)


def zonder_bod(opgave: int | None, som: Bodsom) -> int | None:
    """opgave - boden within the periode, in homes; below zero is a surplus; None without an opgave."""
    return None if opgave is None else opgave - som.samen


def streven(geclusterd: int | None, zorggeschikt: int | None, soort: str = "corporatie") -> int | None:
    """Homes geclusterd + zorggeschikt that this kind of party is expected to realise, rounded half up.

    None without an opgave for either, and for a kind without a share (eindrapport 2026: corporaties 50 %,
    beleggers 10 %).
    """
    if soort not in STREEFDEEL or (geclusterd is None and zorggeschikt is None):
        return None
    return int(STREEFDEEL[soort] * ((geclusterd or 0) + (zorggeschikt or 0)) + Fraction(1, 2))


def deel(aantal: int, van: int | None) -> float | None:
    """Share of `van` (1.0 = all); None without it, or where it is zero."""
    return aantal / van if van else None


@dataclass(frozen=True)
class Typestand:
    """One woningtype of one gebied: opgave beside boden. `opgave` None: there is none, or it may not be seen."""

    woningtype: str
    opgave: int | None
    som: Bodsom

    @property
    def zonder_bod(self) -> int | None:
        return zonder_bod(self.opgave, self.som)


@dataclass(frozen=True)
class Gebiedstand:
    gebied: Gebied
    typen: tuple[Typestand, ...]

    def type(self, woningtype: str) -> Typestand:
        return self.typen[WONINGTYPEN.index(woningtype)]


@dataclass(frozen=True)
class Corporatiedeel:
    """What corporaties do of one woningtype in one gebied, in homes."""

    opgave: int | None = None
    gerealiseerd: int = 0
    gepland: int = 0
    bod: int = 0


@dataclass(frozen=True)
class Corporatiestand:
    """Corporaties in one gebied against half of the opgave. A bod can have become a plan: the two are never added."""

    gebied: Gebied
    geclusterd: Corporatiedeel
    zorggeschikt: Corporatiedeel

    @property
    def per_type(self) -> tuple[Corporatiedeel, Corporatiedeel]:
        return self.geclusterd, self.zorggeschikt

    @property
    def streven(self) -> int | None:
        return streven(self.geclusterd.opgave, self.zorggeschikt.opgave)

    @property
    def deel_bod(self) -> float | None:
        return deel(self.geclusterd.bod + self.zorggeschikt.bod, self.streven)

    @property
    def deel_plan(self) -> float | None:
        """Realised and planned together, as a share of the streven."""
        return deel(sum(d.gerealiseerd + d.gepland for d in (self.geclusterd, self.zorggeschikt)), self.streven)


def tel_op(sommen: Iterable[tuple[tuple, Bodsom]]) -> dict[tuple, Bodsom]:
    """Sums per key."""
    uit: dict[tuple, Bodsom] = {}
    for sleutel, som in sommen:
        uit[sleutel] = uit.get(sleutel, Bodsom()) + som
    return uit
