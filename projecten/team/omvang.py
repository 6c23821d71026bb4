"""How large the team must be: the sum of the adviesrapport (chapter 5), every parameter adjustable. Pure.

opgave geclusterd + zorggeschikt / years / homes per project = projects a year; × hours per project = hours a year;
/ hours that one fte has for projects = fte.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from programmering.opgaven.calculations import verdeel


@dataclass(frozen=True)
class Uitgangspunten:
    """What the sum rests on. Homes, hours and weeks; `startaandeel` in percent."""

    geclusterd: int
    zorggeschikt: int
    jaren: int
    woningen_per_project: int
    uren_taak_1: int
    uren_taak_2: int
    uren_taak_3: int
    uren_per_week: int
    weken_per_jaar: int
    startaandeel: int

    @property
    def opgave(self) -> int:
        return self.geclusterd + self.zorggeschikt

    @property
    def uren_per_project(self) -> int:
        return self.uren_taak_1 + self.uren_taak_2 + self.uren_taak_3

    @property
    def uren_per_fte(self) -> int:
        return uren_per_fte(self.uren_per_week, self.weken_per_jaar)


@dataclass(frozen=True)
class Omvang:
    """Projects and hours a year, fte in tenths so that they add up exactly."""

    woningen_per_jaar: int
    projecten: int
    uren: int
    fte_tienden: int
    start_tienden: int

    @property
    def fte(self) -> float:
        return self.fte_tienden / 10

    @property
    def fte_start(self) -> float:
        return self.start_tienden / 10


def afgerond(waarde: Fraction) -> int:
    """To the nearest whole number, halves up."""
    return floor(waarde + Fraction(1, 2))


def uren_per_fte(uren_per_week: int, weken_per_jaar: int) -> int:
    """Project hours a year, rounded to hundreds as in the report: 26 × 47 = 1.222 is taken as 1.200. What would
    round to nothing stays as it is."""
    uren = uren_per_week * weken_per_jaar
    return afgerond(Fraction(uren, 100)) * 100 or uren


def bereken_omvang(u: Uitgangspunten) -> Omvang:
    per_jaar = Fraction(u.opgave, u.jaren)
    projecten = afgerond(per_jaar / u.woningen_per_project)
    uren = projecten * u.uren_per_project
    fte = Fraction(uren, u.uren_per_fte)
    return Omvang(
        woningen_per_jaar=afgerond(per_jaar),
        projecten=projecten,
        uren=uren,
        fte_tienden=afgerond(fte * 10),
        start_tienden=afgerond(fte * 10 * u.startaandeel / 100),
    )


def verdeel_omvang(omvang: Omvang, opgaven: Mapping[str, int]) -> dict[str, Omvang]:
    """The size of each provincie by its share of the opgave (homes geclusterd + zorggeschikt); every column adds up
    to the whole exactly, by largest remainder. {} when no provincie has an opgave to divide by."""
    if not sum(opgaven.values()):
        return {}
    velden = ("woningen_per_jaar", "projecten", "uren", "fte_tienden", "start_tienden")
    delen = {veld: verdeel(getattr(omvang, veld), opgaven) for veld in velden}
    return {code: Omvang(**{veld: delen[veld][code] for veld in velden}) for code in opgaven}
