"""Everything that 'Van bod naar plot' adds to the demo, for the whole country, from the seed. No database.

More plots where more of geclusterd + zorggeschikt is still missing after the plans; boden follow the opgave.
"""

from collections.abc import Sequence
from datetime import date
from math import ceil

from programmering.opgaven.calculations import verdeel

from . import enschede
from . import plekgegevens as g
from .bestaand import maak_aanpassingen, maak_kansen
from .boden import maak_boden, maak_interesse
from .calculations import ZAAD, Toeval
from .ontwerp import Gemeentebasis
from .plots import maak_plots
from .stuk import Gemeenteplannen, Stuk

# For each so many plans, and for what is left of them, one.
PLANNEN_PER_PLOT, PLANNEN_PER_BOD, PLANNEN_PER_KANS = 8, 10, 60


def maak_stukken(
    gemeenten: Sequence[Gemeentebasis],
    plannen: dict[int, Gemeenteplannen],
    aantal_plannen: int,
    laaddag: date,
    zaad: str = ZAAD,
) -> list[Stuk]:
    """The same input and seed give the same; another `laaddag` shifts all dates and nothing else."""
    gemeenten = sorted(gemeenten, key=lambda g: g.code)
    zonder = {b.code: Toeval(f"{zaad} reservering {b.code}").random() < g.ZONDER_RESERVERING for b in gemeenten}
    plots = _verdeel(ceil(aantal_plannen / PLANNEN_PER_PLOT), gemeenten, lambda b: _vraag(b, plannen, zonder))
    boden = _verdeel(ceil(aantal_plannen / PLANNEN_PER_BOD), gemeenten, lambda b: sum(b.opgave.values()))
    kansen = _verdeel(ceil(aantal_plannen / PLANNEN_PER_KANS), gemeenten, lambda b: b.inwoners)
    stukken: list[Stuk] = []
    for basis in gemeenten:
        eigen = plannen.get(basis.id, Gemeenteplannen())
        if basis.code == enschede.CODE:
            stukken += enschede.maak_enschede(basis, eigen, laaddag)
            continue
        # A chance of its own for each kind: another number of plots leaves the boden as they are.
        rng = {soort: Toeval(f"{zaad} {soort} {basis.code}") for soort in ("plot", "bod", "voorstel", "bestaand")}
        nieuw = maak_plots(rng["plot"], basis, eigen, plots[basis.code], laaddag, zonder[basis.code])
        stukken += nieuw
        stukken += maak_boden(rng["bod"], basis, boden[basis.code], nieuw, laaddag)
        stukken += maak_interesse(rng["voorstel"], basis, nieuw, laaddag)
        stukken += maak_aanpassingen(rng["bestaand"], basis)
        stukken += maak_kansen(rng["bestaand"], basis, kansen[basis.code])
    return stukken


def _verdeel(aantal: int, gemeenten: Sequence[Gemeentebasis], gewicht) -> dict[str, int]:
    return verdeel(aantal, {b.code: max(1, round(gewicht(b))) for b in gemeenten})


def _vraag(basis: Gemeentebasis, plannen: dict[int, Gemeenteplannen], zonder: dict[str, bool]) -> float:
    """The tekort, damped: small gemeenten look for places too, and those that keep none free have fewer."""
    cluster = basis.opgave["geclusterd"] + basis.opgave["zorggeschikt"]
    tekort = max(cluster // 10, cluster - plannen.get(basis.id, Gemeenteplannen()).cluster)
    return 10 * tekort**0.85 * (0.55 if zonder[basis.code] else 1.0)
