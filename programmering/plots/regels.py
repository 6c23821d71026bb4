"""What a plot offers room for, as plain values; and what a step to a status must come with. No database."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from programmering.plannen.regels import ONBEKEND, Regel

from .lijsten import Plotstatus, VastgelegdIn
from .workflow import eisen, mag, weigering


@dataclass(frozen=True)
class Capaciteit:
    """Homes of one woningtype that fit, and the year they are expected; year 0 is unknown."""

    woningtype: str
    aantal: int
    jaar: int = 0
    waarvan_corporatie: int = 0


@dataclass(frozen=True)
class Stap:
    """A step as it was asked for."""

    naar: str
    datum: datetime.date
    reservering_tot: datetime.date | None = None
    vastgelegd_in: str = ""
    bewijs: str = ""
    link: str = ""
    reden: str = ""


def controleer_stap(van: str, stap: Stap, *, vandaag: datetime.date, heeft_plan: bool, heeft_woningen: bool) -> None:
    """Raises ValidationError with every reason, by field, why this step cannot be taken."""
    if not mag(van, stap.naar):
        raise ValidationError(weigering(van, stap.naar))
    eis, fouten = eisen(stap.naar), {}
    if stap.datum > vandaag:
        fouten["datum"] = "De datum van een stap ligt niet in de toekomst."
    if eis.einddatum and stap.reservering_tot is None:
        fouten["reservering_tot"] = "Kies tot en met welke dag de plek wordt vrijgehouden."
    elif eis.einddatum and stap.reservering_tot < vandaag:
        fouten["reservering_tot"] = "De einddatum is al voorbij. Kies een dag vanaf vandaag."
    if eis.vastgelegd_in and stap.vastgelegd_in not in VastgelegdIn.values:
        fouten["vastgelegd_in"] = "Kies waarin de plek is vastgelegd."
    if eis.bewijs and not stap.bewijs.strip():
        fouten["bewijs"] = "Vul in waaruit dit blijkt: een besluit, verslag of document."
    if eis.reden and not stap.reden.strip():
        fouten["reden"] = "Vul in waarom."
    if stap.link and not stap.link.startswith(("https://", "http://")):
        fouten["link"] = "Geef een link die met https:// begint."
    if fouten:
        raise ValidationError(fouten)
    if eis.plan and not heeft_plan:
        raise ValidationError("Maak eerst een plan van deze plot, of koppel een bestaand plan.")
    if stap.naar == Plotstatus.GERESERVEERD and not heeft_woningen:
        raise ValidationError("Vul eerst in hoeveel woningen hier passen; anders telt de reservering voor niets.")


def als_planregels(capaciteit: Iterable[Capaciteit]) -> list[Regel]:
    """The rows of a plan with these homes, all still to be built, each type in its own year."""
    regels, jaren = [], {}
    for c in capaciteit:
        jaar = str(c.jaar) if c.jaar else ONBEKEND
        regels.append(Regel("wonen_en_zorg", c.woningtype, c.aantal, 0, {jaar: c.aantal}, {}, c.waarvan_corporatie))
        jaren[jaar] = jaren.get(jaar, 0) + c.aantal
    if not regels:
        return []
    return [Regel("nieuwbouw", "nieuwbouw", sum(jaren.values()), 0, jaren), *regels]
