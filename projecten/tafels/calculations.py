"""When a table is broos: it falls silent, nothing is planned, or nobody sits there who can decide."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Tafelstand:
    """What decides whether a table is broos. `begin` counts where there was no meeting yet."""

    begin: datetime.date
    laatste: datetime.date | None
    volgende: datetime.date | None
    bestuurders: int
    opgeheven: bool = False


def waarom_broos(stand: Tafelstand, *, na: int, vandaag: datetime.date) -> list[str]:
    """The reasons in words; empty for a table that is not broos. `na` is in days (Teamnorm.tafel_broos_na).

    A next date that has passed is no plan any more.
    """
    if stand.opgeheven:
        return []
    dagen = (vandaag - (stand.laatste or stand.begin)).days
    redenen = []
    if dagen > na:
        redenen.append(f"al {dagen} dagen geen overleg" if stand.laatste else f"nog geen overleg in {dagen} dagen")
    elif 2 * dagen > na and (stand.volgende is None or stand.volgende < vandaag):
        sinds = "sinds het laatste overleg" if stand.laatste else "sinds het begin"
        redenen.append(f"geen volgende datum, en {sinds} zijn er {dagen} dagen voorbij")
    if not stand.bestuurders:
        redenen.append("er zit geen bestuurder aan tafel")
    return redenen
