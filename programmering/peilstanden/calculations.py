"""What changed between two moments, per woningtype. Pure: no database. Formulas: docs/berekeningen.md.

All amounts are homes, exclusive per woningtype. 'Nog te bouwen' is what plans have still to build, hard and zacht, of
all years.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from programmering.calculations import BUITEN_OPGAVE, WONINGTYPEN

CATEGORIEEN = (*WONINGTYPEN, *BUITEN_OPGAVE)


class Deel(StrEnum):
    """The four parts that a difference is the sum of."""

    NIEUW = "nieuw"
    VERVALLEN = "vervallen"
    GEWIJZIGD = "gewijzigd"
    GEREALISEERD = "gerealiseerd"


class Aanwezig(StrEnum):
    """In which of both moments a plan counts, with homes of any woningtype."""

    TOEN = "toen"
    NU = "nu"
    BEIDE = "beide"


@dataclass(frozen=True)
class Cel:
    """Homes of one woningtype at one moment."""

    hard: int = 0
    zacht: int = 0
    gerealiseerd: int = 0

    @property
    def rest(self) -> int:
        return self.hard + self.zacht

    def __add__(self, ander: "Cel") -> "Cel":
        return Cel(self.hard + ander.hard, self.zacht + ander.zacht, self.gerealiseerd + ander.gerealiseerd)


@dataclass(frozen=True)
class Telling:
    """Plans that are in the same moments, together or one: what they had then and have now of one woningtype.

    `naar_hard` are homes that were zacht and are hard now, per plan min(zacht then, hard now); `naar_zacht` is the
    reverse.
    """

    aanwezig: Aanwezig
    toen: Cel
    nu: Cel
    naar_hard: int = 0
    naar_zacht: int = 0


@dataclass(frozen=True)
class Verschil:
    """The difference in one woningtype. nieuw + vervallen + gewijzigd + gerealiseerd = nu − toen, always."""

    toen: int = 0
    nu: int = 0
    nieuw: int = 0
    vervallen: int = 0
    gewijzigd: int = 0
    gerealiseerd: int = 0
    # Beside the four parts, not among them: these homes had to be built and still have to be.
    naar_hard: int = 0
    naar_zacht: int = 0

    @property
    def verschil(self) -> int:
        return self.nu - self.toen

    @property
    def delen(self) -> tuple[tuple[Deel, int], ...]:
        return tuple((deel, getattr(self, deel)) for deel in Deel)

    @property
    def iets(self) -> bool:
        """Something happened, also when it cancels out."""
        return any(n for _, n in self.delen) or bool(self.naar_hard or self.naar_zacht)

    def __add__(self, ander: "Verschil") -> "Verschil":
        return Verschil(*(getattr(self, f.name) + getattr(ander, f.name) for f in fields(self)))


def verschil_van(telling: Telling) -> Verschil:
    """The parts of the difference that these plans make.

    A new plan adds all that it has still to build, one that fell away takes all of it away. Of a plan in both, what was
    realised since is taken off; the rest of the change is that of what was planned in all.
    """
    toen, nu = telling.toen, telling.nu
    rest = {"toen": toen.rest, "nu": nu.rest}
    match telling.aanwezig:
        case Aanwezig.NU:
            return Verschil(**rest, nieuw=nu.rest - toen.rest)
        case Aanwezig.TOEN:
            return Verschil(**rest, vervallen=nu.rest - toen.rest)
    gerealiseerd = nu.gerealiseerd - toen.gerealiseerd
    return Verschil(
        **rest,
        gerealiseerd=-gerealiseerd,
        gewijzigd=nu.rest - toen.rest + gerealiseerd,
        naar_hard=telling.naar_hard,
        naar_zacht=telling.naar_zacht,
    )


def som(verschillen: Iterable[Verschil]) -> Verschil:
    return sum(verschillen, Verschil())
