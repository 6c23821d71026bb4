"""How a project stands, in figures and sentences (domein.md 6). Pure: no database, no HTML."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lijsten import DRAAGT, NODIG, Conditie, Fase, Ritme, Score

# The small picture of a condition: pixels, and the room kept around it for the dots.
BREED, HOOG, RAND = 96, 30, 4


@dataclass(frozen=True)
class Meting:
    datum: datetime.date
    score: int
    toelichting: str = ""


@dataclass(frozen=True)
class Conditiestand:
    """One condition: its scores from the first to the last."""

    conditie: Conditie
    metingen: tuple[Meting, ...]

    @property
    def nu(self) -> Meting | None:
        return self.metingen[-1] if self.metingen else None

    @property
    def naam(self) -> str:
        return Score(self.nu.score).label if self.nu else "nog niet gescoord"

    @property
    def draagt(self) -> bool:
        return self.nu is not None and self.nu.score >= DRAAGT

    @property
    def beweging(self) -> str:
        """Against the measurement before: 'hoger', 'lager', 'gelijk', or '' where there is none."""
        if len(self.metingen) < 2:
            return ""
        vorig, nu = self.metingen[-2].score, self.metingen[-1].score
        return "hoger" if nu > vorig else "lager" if nu < vorig else "gelijk"

    def punten(self, van: datetime.date, tot: datetime.date) -> list[tuple[float, float]]:
        """Places of the scores in the small picture: x by day between `van` and `tot`, y by score, 1 below."""
        dagen = max(1, (tot - van).days)
        return [
            (
                round(RAND + (m.datum - van).days / dagen * (BREED - 2 * RAND), 1),
                round(HOOG - RAND - (m.score - 1) / 3 * (HOOG - 2 * RAND), 1),
            )
            for m in self.metingen
        ]


def condities(scores: Iterable[tuple[str, datetime.date, int, str]]) -> list[Conditiestand]:
    """All six in fixed order; `scores` (conditie, datum, score, toelichting) from old to new."""
    per: dict[str, list[Meting]] = {}
    for conditie, datum, score, toelichting in scores:
        per.setdefault(conditie, []).append(Meting(datum, score, toelichting))
    return [Conditiestand(c, tuple(per.get(c.value, ()))) for c in Conditie]


def ontbrekend(rollen: Iterable[str]) -> list[str]:
    """Which of the partners that a project cannot do without nobody is yet, as words for a sentence."""
    aanwezig = set(rollen)
    return [wie for wie, nodig in NODIG.items() if not aanwezig.intersection(nodig)]


def som_op(delen: Sequence[str]) -> str:
    """'a', 'a en b', 'a, b en c'."""
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} en {delen[-1]}" if delen else ""


def standzin(
    *,
    fase: Fase,
    sinds: str,
    standen: Sequence[Conditiestand] | None,
    mist: Sequence[str],
    met_ouderen: bool,
) -> str:
    """What one reads in one glance. `standen` None: this reader does not see the conditions."""
    zin = f"In de fase {fase.label} sinds {sinds}."
    if standen is not None:
        gescoord = [s for s in standen if s.nu]
        draagt = sum(s.draagt for s in standen)
        if not gescoord:
            zin += " De condities voor succes zijn nog niet gescoord."
        elif draagt == len(standen):
            zin += f" Alle {len(standen)} condities voor succes dragen."
        else:
            hoeveel = "geen" if not draagt else str(draagt)
            zin += f" Van de {len(standen)} condities voor succes {'draagt' if draagt == 1 else 'dragen'} er {hoeveel}."
    if mist:
        zin += f" Er ontbreekt nog {som_op(list(mist))}."
    if not met_ouderen:
        zin += " Ouderen zijn nog niet betrokken."
    return zin


def ritmezin(ritme: str, sinds: str) -> str:
    if ritme == Ritme.AFGEBOUWD:
        return f"De adviseur heeft haar inzet afgebouwd op {sinds} en blijft bereikbaar."
    return f"De adviseur heeft {Ritme(ritme).label} contact."


def kan_afbouwen(standen: Sequence[Conditiestand]) -> bool:
    """All conditions carry: the adviser and the projectleider can talk about withdrawing."""
    return all(s.draagt for s in standen)
