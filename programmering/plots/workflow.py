"""The steps of a plot: one table of what may follow what, and what each step asks for (product.md G6).

A reservation expires by its date and by nothing else; only then does the portal itself take a step.
"""

from dataclasses import dataclass

from .lijsten import Plotstatus

S = Plotstatus

STAPPEN: dict[str, tuple[str, ...]] = {
    S.KANDIDAAT: (S.IN_GESPREK, S.VERVALLEN),
    S.IN_GESPREK: (S.GERESERVEERD, S.KANDIDAAT, S.VERVALLEN),
    # To itself: a reservation is prolonged, with a new end date.
    S.GERESERVEERD: (S.VASTGELEGD, S.GERESERVEERD, S.IN_GESPREK, S.VERVALLEN),
    S.VASTGELEGD: (S.IN_PLAN, S.VERVALLEN),
    # Back, when its plan fell away.
    S.IN_PLAN: (S.VASTGELEGD, S.VERVALLEN),
    S.VERVALLEN: (S.KANDIDAAT,),
    S.VERLOPEN: (S.IN_GESPREK, S.GERESERVEERD, S.VERVALLEN),
}

UITLEG: dict[str, str] = {
    S.KANDIDAAT: "De plek is in beeld, meer nog niet.",
    S.IN_GESPREK: "Eigenaar, gemeente en partners praten over deze plek.",
    S.GERESERVEERD: "De gemeente houdt de plek vrij voor wonen en zorg, tot een einddatum.",
    S.VASTGELEGD: "De plek staat in het volkshuisvestingsprogramma, de prestatieafspraken of het omgevingsplan.",
    S.IN_PLAN: "Op de plek is een plan gemaakt; de woningen tellen daar mee.",
    S.VERVALLEN: "De plek wordt niet gebruikt voor wonen en zorg.",
    S.VERLOPEN: "De einddatum van de reservering is voorbij. De plek telt niet meer mee.",
}


@dataclass(frozen=True)
class Eisen:
    """What a step to this status must come with."""

    einddatum: bool = False
    vastgelegd_in: bool = False
    bewijs: bool = False
    reden: bool = False
    plan: bool = False


EISEN: dict[str, Eisen] = {
    S.GERESERVEERD: Eisen(einddatum=True, bewijs=True),
    S.VASTGELEGD: Eisen(vastgelegd_in=True, bewijs=True),
    S.IN_PLAN: Eisen(plan=True),
    S.VERVALLEN: Eisen(reden=True),
}


def eisen(naar: str) -> Eisen:
    return EISEN.get(naar, Eisen())


def volgende(status: str) -> list[str]:
    """Statuses that a person may choose next."""
    return list(STAPPEN[status])


def mag(van: str, naar: str) -> bool:
    return naar in STAPPEN.get(van, ())


def weigering(van: str, naar: str) -> str:
    """Why this step cannot be taken, in words."""
    if naar == S.VERLOPEN:
        return "Een reservering verloopt vanzelf op haar einddatum; dat zet niemand met de hand."
    kan = " of ".join(S(s).label for s in volgende(van))
    return f"Van '{S(van).label}' kan niet naar '{S(naar).label}'. Wel naar {kan}."
