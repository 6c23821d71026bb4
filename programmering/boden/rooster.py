"""The year grid of a bod between a form and `Aantal`: what was typed is kept, also when it is no number."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from programmering.plannen.rooster import JAREN_VOORUIT, lees_getal
from programmering.plots.models import WONINGTYPEN
from woonzorg.getallen import getal

from .actions import Aantal

MAXIMUM = 10_000
EERSTE_JAAR, LAATSTE_JAAR = 2000, 2100  # what the database takes


@dataclass
class Rij:
    """One woningtype; `cellen` are what was typed per year, year 0 (unknown) last."""

    woningtype: str
    naam: str
    cellen: dict[int, str]
    fouten: list[str] = field(default_factory=list)

    @property
    def samen(self) -> int:
        """Of what is stored; what was typed may be no number."""
        return sum(int(tekst) for tekst in self.cellen.values() if tekst)


@dataclass
class Bodrooster:
    jaren: list[int]
    rijen: list[Rij]

    @property
    def fouten(self) -> list[str]:
        return [fout for rij in self.rijen for fout in rij.fouten]

    @property
    def kolommen(self) -> list[int]:
        return [*self.jaren, 0]

    def gevuld(self) -> "Bodrooster":
        """For reading: without the years in which nothing is offered."""
        jaren = [j for j in self.kolommen if any(r.cellen[j] for r in self.rijen)]
        rijen = [Rij(r.woningtype, r.naam, {j: r.cellen[j] for j in jaren}) for r in self.rijen]
        return Bodrooster([j for j in jaren if j], rijen)


def maak_rooster(aantallen: Iterable[Aantal], jaren: list[int] | None = None) -> Bodrooster:
    """The grid of stored homes, every woningtype a row; zeros are left blank."""
    waarden = {(a.woningtype, a.jaar): str(a.aantal) for a in aantallen if a.aantal}
    jaren = jaren or _jaren(jaar for _, jaar in waarden)
    kolommen = [*jaren, 0]
    return Bodrooster(jaren, [Rij(w, naam, {j: waarden.get((w, j), "") for j in kolommen}) for w, naam in WONINGTYPEN])


def lees_rooster(post) -> tuple[Bodrooster, list[Aantal]]:
    """The grid as it was typed and the homes it stands for; what is no number is said in `fouten`."""
    rooster = maak_rooster([], _getypte_jaren(post))
    aantallen = []
    for rij in rooster.rijen:
        for jaar in rij.cellen:
            rij.cellen[jaar] = tekst = post.get(f"b-{rij.woningtype}-{jaar}", "").strip()
            waarde = lees_getal(tekst)
            wanneer = jaar or "jaar onbekend"
            if waarde is None:
                rij.fouten.append(f"{rij.naam}, {wanneer}: '{tekst}' is geen heel getal van nul of meer.")
            elif waarde > MAXIMUM:
                rij.fouten.append(f"{rij.naam}, {wanneer}: {getal(waarde)} is meer dan {getal(MAXIMUM)} woningen.")
            elif waarde:
                aantallen.append(Aantal(rij.woningtype, jaar, waarde))
    return rooster, aantallen


def _jaren(gebruikt: Iterable[int]) -> list[int]:
    """From the first year in use (at most this year) until ten years ahead, or further where the bod reaches."""
    nu = timezone.localdate().year
    gebruikt = [j for j in gebruikt if j]
    return list(range(min([*gebruikt, nu]), max([*gebruikt, nu + JAREN_VOORUIT]) + 1))


def _getypte_jaren(post) -> list[int]:
    delen = [naam.split("-") for naam in post if naam.startswith("b-")]
    jaren = {int(d[-1]) for d in delen if len(d) == 3 and d[-1].isascii() and d[-1].isdigit() and len(d[-1]) == 4}
    return sorted(j for j in jaren if EERSTE_JAAR <= j <= LAATSTE_JAAR) or _jaren([])
