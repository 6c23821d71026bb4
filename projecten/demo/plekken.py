"""Which plots and plans of the demo become a project, and how many in each provincie. No database in here."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from programmering.opgaven.calculations import verdeel

AANTAL = 300
OVERIJSSEL = "PV23"
IN_OVERIJSSEL = 25
MINSTENS = 3  # in each provincie
PER_GEMEENTE = 6
# A project begins on a plot more often than with a plan.
PLOTDEEL = 0.72


@dataclass(frozen=True)
class Plek:
    """Where a project may begin: a plot (with its plan, if it has one) or a plan without a plot."""

    gemeente_id: int
    provincie: str
    naam: str
    stand: str  # status of the plot, or class of the plan
    plot_id: int | None = None
    plan_id: int | None = None


def gewenst(plekken: Sequence[Plek], aantal: int = AANTAL) -> dict[str, int]:
    """Projects per provincie: by its number of plots, at least a few, never more than there are places."""
    per: dict[str, list[Plek]] = {}
    for plek in plekken:
        per.setdefault(plek.provincie, []).append(plek)
    elders = {code: sum(p.plot_id is not None for p in deel) or 1 for code, deel in per.items() if code != OVERIJSSEL}
    wens = verdeel(max(0, aantal - IN_OVERIJSSEL), elders) if elders else {}
    if OVERIJSSEL in per:
        wens[OVERIJSSEL] = IN_OVERIJSSEL
    return {code: min(len(per[code]), max(MINSTENS, n)) for code, n in wens.items()}


def kies_plekken(rng: Random, plekken: Sequence[Plek], aantal: int) -> list[Plek]:
    """`aantal` places, plots and plans mixed, not too many in one gemeente as long as there are others."""
    plots, plannen = ([p for p in plekken if (p.plot_id is not None) is plot] for plot in (True, False))
    rng.shuffle(plots)
    rng.shuffle(plannen)
    rij = []
    while plots or plannen:
        van = plots if plots and (rng.random() < PLOTDEEL or not plannen) else plannen
        rij.append(van.pop())
    in_gemeente: dict[int, int] = {}
    gekozen, bezet, over = [], set(), []
    for plek in rij:
        if (plek.gemeente_id, plek.naam) in bezet:
            continue
        bezet.add((plek.gemeente_id, plek.naam))
        in_gemeente[plek.gemeente_id] = in_gemeente.get(plek.gemeente_id, 0) + 1
        (gekozen if in_gemeente[plek.gemeente_id] <= PER_GEMEENTE else over).append(plek)
    return [*gekozen, *over][:aantal]
