"""The steps of an aanlevering: one table of what may follow what, who takes the step, and how its button reads."""

from dataclasses import dataclass
from enum import StrEnum

from .lijsten import Aanleverstatus

S = Aanleverstatus


class Kant(StrEnum):
    """Who takes a step."""

    GEMEENTE = "gemeente"
    PROVINCIE = "provincie"


@dataclass(frozen=True)
class Stap:
    kant: Kant
    knop: str
    # Only while a correction of an accepted delivery is under way.
    bij_correctie: bool = False


STAPPEN: dict[str, dict[str, Stap]] = {
    S.NIET_BEGONNEN: {
        S.BEZIG: Stap(Kant.GEMEENTE, "Begin"),
        S.GELEVERD: Stap(Kant.GEMEENTE, "Lever aan"),
    },
    S.BEZIG: {
        S.GELEVERD: Stap(Kant.GEMEENTE, "Lever aan"),
        # The correction is dropped: what was accepted stands.
        S.GEACCEPTEERD: Stap(Kant.GEMEENTE, "Trek de correctie in", bij_correctie=True),
    },
    S.GELEVERD: {
        S.BEZIG: Stap(Kant.GEMEENTE, "Neem terug"),
        S.TERUGGEGEVEN: Stap(Kant.PROVINCIE, "Geef terug"),
        S.GEACCEPTEERD: Stap(Kant.PROVINCIE, "Accepteer"),
    },
    S.TERUGGEGEVEN: {
        S.GELEVERD: Stap(Kant.GEMEENTE, "Lever aan"),
        S.GEACCEPTEERD: Stap(Kant.GEMEENTE, "Trek de correctie in", bij_correctie=True),
    },
    S.GEACCEPTEERD: {
        S.BEZIG: Stap(Kant.GEMEENTE, "Geef een correctie door"),
    },
}


def volgende(status: str, kant: Kant, *, correctie: bool = False) -> list[str]:
    """Statuses that this side may choose next."""
    return [naar for naar, stap in STAPPEN[status].items() if stap.kant == kant and stap.bij_correctie <= correctie]


def mag(van: str, naar: str, kant: Kant, *, correctie: bool = False) -> bool:
    return naar in volgende(van, kant, correctie=correctie)


WAAROM_NIET = {
    (S.GELEVERD, Kant.GEMEENTE): "Deze gemeente heeft al geleverd. Neem de levering eerst terug als u iets wijzigt.",
    (S.GEACCEPTEERD, Kant.GEMEENTE): "Deze levering is geaccepteerd. Geef een correctie door als er iets niet klopt.",
    (S.GEACCEPTEERD, Kant.PROVINCIE): "Deze levering is al geaccepteerd. Een correctie vraagt de gemeente aan.",
    (S.TERUGGEGEVEN, Kant.PROVINCIE): "Deze levering is teruggegeven. De gemeente levert eerst opnieuw.",
    (S.NIET_BEGONNEN, Kant.PROVINCIE): "Deze gemeente heeft nog niet geleverd.",
    (S.BEZIG, Kant.PROVINCIE): "Deze gemeente heeft nog niet geleverd.",
}


def weigering(van: str, naar: str, kant: Kant) -> str:
    """Why this step cannot be taken, in words."""
    algemeen = f"Van '{S(van).label}' kan niet naar '{S(naar).label}'."
    return WAAROM_NIET.get((S(van), kant), algemeen)
