"""What the slides compute from the keten and the key figures: pure, no database, no HTML (docs/berekeningen.md)."""

from dataclasses import dataclass
from datetime import date

from programmering.calculations import WONINGTYPEN, Keten, Ketenregel, Periode

# The two of which the shortage is: nultreden never hides them (domein.md 2).
KERN = ("geclusterd", "zorggeschikt")
LEEFTIJDEN = {"inwoners_65plus": 65, "inwoners_75plus": 75, "inwoners_80plus": 80}


@dataclass(frozen=True)
class Leeftijd:
    """People of `vanaf` years and over; `aandeel` of all inhabitants, whose count may be of another year."""

    vanaf: int
    aantal: int
    inwoners: int

    @property
    def aandeel(self) -> float:
        return self.aantal / self.inwoners


@dataclass(frozen=True)
class Ouderen:
    """Of one gebied: only the ages of which every gemeente in it has the figure, and the number of inhabitants."""

    leeftijden: tuple[Leeftijd, ...] = ()
    inwoners: int | None = None
    bronnen: tuple[str, ...] = ()
    jaren_leeftijd: tuple[int, ...] = ()
    jaren_inwoners: tuple[int, ...] = ()

    def vanaf(self, leeftijd: int) -> Leeftijd | None:
        return next((rij for rij in self.leeftijden if rij.vanaf == leeftijd), None)

    @property
    def zelfde_jaar(self) -> bool:
        return self.jaren_leeftijd == self.jaren_inwoners


@dataclass(frozen=True)
class Tempo:
    """Homes per year of one woningtype. None: cannot be said (no opgave, no time left, or not a full year gone)."""

    woningtype: str
    nodig: float | None
    tot_nu: float | None


def jaren_voorbij(periode: Periode, dag: date) -> float:
    """Years of the periode that are over on this day: at least 0, at most its length."""
    return _begrensd(periode, (dag - date(periode.van_jaar, 1, 1)).days / 365.25)


def jaren_over(periode: Periode, dag: date) -> float:
    """Years of the periode that are left on this day."""
    return _lengte(periode) - jaren_voorbij(periode, dag)


def _lengte(periode: Periode) -> int:
    return periode.tot_jaar - periode.van_jaar + 1


def _begrensd(periode: Periode, jaren: float) -> float:
    return max(0.0, min(float(_lengte(periode)), jaren))


def tempo(regel: Ketenregel, periode: Periode, dag: date | None) -> Tempo:
    """nodig = (opgave - gerealiseerd) / years left, never below zero; tot_nu = gerealiseerd / years gone.

    Of less than a full year, gone or left, nothing is said: it would be a figure of a few weeks.
    """
    if dag is None:
        return Tempo(regel.woningtype, None, None)
    voorbij, over = jaren_voorbij(periode, dag), jaren_over(periode, dag)
    nodig = None
    if regel.opgave is not None and over >= 1:
        nodig = max(0, regel.opgave - regel.gerealiseerd) / over
    return Tempo(regel.woningtype, nodig, regel.gerealiseerd / voorbij if voorbij >= 1 else None)


def zeker(regel: Ketenregel) -> int:
    """Homes that are there, or in a hard plan."""
    return regel.gerealiseerd + regel.hard


def niet_hard(regel: Ketenregel) -> int:
    """Homes in a zacht plan or on a reserved plot; a plot can give back, so never below zero."""
    return max(0, regel.zacht + regel.gereserveerd)


def deel_niet_hard(keten: Keten) -> float | None:
    """Share of what is planned or reserved for geclusterd and zorggeschikt that is not hard; None without any."""
    regels = [keten.regel(w) for w in KERN]
    open_ = sum(niet_hard(r) for r in regels)
    alles = open_ + sum(r.hard for r in regels)
    return open_ / alles if alles > 0 else None


def deel_tekort_kern(keten: Keten) -> float | None:
    """Share of all that is short that is geclusterd or zorggeschikt; None when nothing is short."""
    tekorten = {w: max(0, keten.regel(w).tekort or 0) for w in WONINGTYPEN}
    alles = sum(tekorten.values())
    return sum(tekorten[w] for w in KERN) / alles if alles else None


def verhuizingen(opgave: int, per_woning: tuple[float, float]) -> tuple[int, int]:
    """Lowest and highest number of moves that so many homes set off."""
    return round(opgave * per_woning[0]), round(opgave * per_woning[1])


def rond_af(aantal: int) -> int:
    """Two significant figures: an estimate does not look like a count. 23.200 → 23.000, 85 → 85."""
    stap = 10 ** max(0, len(str(abs(aantal))) - 2)
    return round(aantal / stap) * stap
