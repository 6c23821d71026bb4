"""The values that the steps of the demo hand to each other."""

from dataclasses import dataclass, field

from .gegevens import CORPORATIEDEEL


@dataclass(frozen=True)
class Gemeentebasis:
    """What the demo needs to know of a gemeente. `bezet` holds plannamen and plancodes that are taken already."""

    id: int
    code: str
    naam: str
    woondealregio: str
    regionaam: str
    inwoners: int
    opgave: dict[str, int]
    bezet: frozenset[str] = frozenset()


Jaarcel = tuple[str, str]
"""('gerealiseerd' or 'rest', year or 'onbekend')."""


@dataclass
class Ontwerp:
    """A plan in the making: homes per part ('g', 'p', 'l', 'u') and woningtype, before years are given."""

    soort: str
    doel: dict[str, int]
    zorg: dict[tuple[str, str], int] = field(default_factory=dict)
    breidt_uit: bool = False

    def van(self, deel: str) -> int:
        return sum(aantal for (_, d), aantal in self.zorg.items() if d == deel)

    @property
    def cluster(self) -> int:
        return sum(aantal for (type_, _), aantal in self.zorg.items() if type_ != "nultreden")

    def voeg_toe(self, woningtype: str, deel: str, aantal: int) -> None:
        self.zorg[woningtype, deel] = self.zorg.get((woningtype, deel), 0) + aantal


@dataclass
class Corporatieteller:
    """Keeps the share of corporaties in geclusterd + zorggeschikt near the one asked for."""

    totaal: int = 0
    corporatie: int = 0

    def kans(self) -> float:
        achter = CORPORATIEDEEL * self.totaal - self.corporatie
        return min(0.75, max(0.08, 0.34 + achter / 400))
