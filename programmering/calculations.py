"""Pure figures of the keten: no database, no HTML. Formulas and sources stand in docs/berekeningen.md.

All amounts are homes (zelfstandige woningen), exclusive per woningtype: a zorggeschikte woning counts once.
"""

from dataclasses import dataclass
from datetime import datetime

from woonzorg.gebieden.soorten import Gebied

WONINGTYPEN = ("nultreden", "geclusterd", "zorggeschikt")
BUITEN_OPGAVE = ("regulier", "onbekend")
SCHAKELS = ("gerealiseerd", "hard", "zacht", "gereserveerd")


@dataclass(frozen=True)
class Ketenregel:
    """One woningtype in one gebied and opgaveperiode. `opgave` None: there is none (not the same as zero)."""

    woningtype: str
    opgave: int | None
    gerealiseerd: int = 0
    hard: int = 0
    zacht: int = 0
    gereserveerd: int = 0
    corporatie_gerealiseerd: int = 0
    corporatie_hard: int = 0
    corporatie_zacht: int = 0
    corporatie_gereserveerd: int = 0
    # What is offered: it covers nothing until there is a place for it.
    bod: int = 0
    # Existing homes made fit: beside nieuwbouw, never in it, and not in dekking.
    bestaande_bouw: int = 0
    # Land only: zachte homes in confidential plans, in bulk (domein.md 3); None when it may not be shown.
    vertrouwelijk: int | None = None

    @property
    def gedekt(self) -> int:
        """Homes that count towards the opgave, whatever their certainty."""
        return self.gerealiseerd + self.hard + self.zacht + self.gereserveerd

    @property
    def dekking(self) -> float | None:
        """Share of the opgave that is covered (1.0 = all); None without an opgave or with an opgave of zero."""
        return self.gedekt / self.opgave if self.opgave else None

    @property
    def tekort(self) -> int | None:
        """opgave - gedekt. Negative is a surplus; never cut off at zero, so that tekorten add up."""
        return None if self.opgave is None else self.opgave - self.gedekt

    @property
    def tekort_met_bestaande_bouw(self) -> int | None:
        """tekort less the existing homes that were made fit."""
        return None if self.tekort is None else self.tekort - self.bestaande_bouw

    @property
    def waarvan_corporatie(self) -> int:
        return (
            self.corporatie_gerealiseerd + self.corporatie_hard + self.corporatie_zacht + self.corporatie_gereserveerd
        )


@dataclass(frozen=True)
class BuitenOpgave:
    """Homes outside the three woningtypen, beside the keten and never inside it; and what is demolished."""

    categorie: str
    gerealiseerd: int = 0
    hard: int = 0
    zacht: int = 0


@dataclass(frozen=True)
class BuitenPeriode:
    """Homes still to be built whose year lies in no part of the periode: beside it, outside dekking."""

    categorie: str
    eerder: int = 0
    later: int = 0
    jaar_onbekend: int = 0


@dataclass(frozen=True)
class Periode:
    """Opgaveperiode: start and end year inclusive; `slug` is what urls carry ('2030', '2036')."""

    slug: str
    naam: str
    van_jaar: int
    tot_jaar: int


@dataclass(frozen=True)
class Keten:
    """What page, API, export, PDF and map all get for one gebied and periode."""

    gebied: Gebied
    periode: Periode
    peildatum: datetime | None
    status: str  # rekenvoorbeeld | voorlopig | vastgesteld
    regels: tuple[Ketenregel, ...]
    # regulier, onbekend ('nog niet ingedeeld') and sloop, in that order.
    buiten: tuple[BuitenOpgave, ...] = ()

    def regel(self, woningtype: str) -> Ketenregel:
        return next(r for r in self.regels if r.woningtype == woningtype)


@dataclass(frozen=True)
class Trendregel:
    """Homes per calendar year of one woningtype, not cumulated; `jaren` of the Trend gives the years."""

    woningtype: str
    opgave: int | None
    gerealiseerd: tuple[int, ...]
    hard: tuple[int, ...]
    zacht: tuple[int, ...]
    gereserveerd: tuple[int, ...]


@dataclass(frozen=True)
class Trend:
    """Gerealiseerd, planned and reserved per calendar year within one periode: what dekking is made of."""

    periode: Periode
    jaren: tuple[int, ...]
    regels: tuple[Trendregel, ...]
