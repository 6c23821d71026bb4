"""The sum rules of a plan's numbers, without a database: for forms and imports alike (domein.md 4).

The database keeps the same promise for a plan that is gereed (sql/functies/plan_klopt.sql); what stands here is
for the message, which says what differs and by how much.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .lijsten import CATEGORIEEN, EERSTE_JAAR, LAATSTE_JAAR, RESTCATEGORIE

ONBEKEND = "onbekend"


@dataclass(frozen=True)
class Regel:
    """One row of the grid, in homes. Keys of the years are '2027' or 'onbekend' (the latter only for the rest)."""

    groep: str
    categorie: str
    gepland: int = 0
    gerealiseerd: int = 0
    rest_per_jaar: dict[str, int] = field(default_factory=dict)
    gerealiseerd_per_jaar: dict[str, int] = field(default_factory=dict)
    waarvan_corporatie: int = 0

    @property
    def sleutel(self) -> tuple[str, str]:
        return self.groep, self.categorie

    @property
    def naam(self) -> str:
        return CATEGORIEEN[self.groep][self.categorie]

    @property
    def rest(self) -> int:
        return self.gepland - self.gerealiseerd

    @property
    def leeg(self) -> bool:
        return not (self.gepland or self.gerealiseerd or self.rest_per_jaar or self.gerealiseerd_per_jaar)

    def zonder_nullen(self) -> "Regel":
        return replace(
            self,
            rest_per_jaar={j: n for j, n in self.rest_per_jaar.items() if n},
            gerealiseerd_per_jaar={j: n for j, n in self.gerealiseerd_per_jaar.items() if n},
        )


@dataclass(frozen=True)
class Verschil:
    """One thing that does not add up. `categorie` None: it is about the whole group."""

    groep: str
    categorie: str | None
    melding: str


def _te(verschil: int) -> str:
    return f"{abs(verschil)} te {'veel' if verschil > 0 else 'weinig'}"


def _controleer_rij(regel: Regel) -> Iterable[str]:
    if regel.gerealiseerd > regel.gepland:
        yield (
            f"{regel.naam}: er zijn meer woningen gerealiseerd ({regel.gerealiseerd}) dan gepland ({regel.gepland}). "
            "Het totaal gepland is met de gerealiseerde woningen erbij."
        )
        return
    som = sum(regel.rest_per_jaar.values())
    if som != regel.rest:
        yield (
            f"{regel.naam}: de jaren tellen op tot {som}, maar er resten {regel.rest} woningen "
            f"(gepland {regel.gepland} min gerealiseerd {regel.gerealiseerd}): {_te(som - regel.rest)}."
        )
    som = sum(regel.gerealiseerd_per_jaar.values())
    if som > regel.gerealiseerd:
        yield (
            f"{regel.naam}: gerealiseerd per jaar telt op tot {som}, maar het totaal gerealiseerd is "
            f"{regel.gerealiseerd}: {_te(som - regel.gerealiseerd)}."
        )
    if regel.waarvan_corporatie > regel.gepland:
        yield (
            f"{regel.naam}: waarvan corporatie ({regel.waarvan_corporatie}) is meer dan het totaal ({regel.gepland})."
        )
    for jaar in {*regel.rest_per_jaar, *regel.gerealiseerd_per_jaar} - {ONBEKEND}:
        if not EERSTE_JAAR <= int(jaar) <= LAATSTE_JAAR:
            yield f"{regel.naam}: jaar {jaar} ligt niet tussen {EERSTE_JAAR} en {LAATSTE_JAAR}."


def _cellen(regels: Iterable[Regel]) -> Counter:
    cellen: Counter = Counter()
    for regel in regels:
        cellen["totaal gepland"] += regel.gepland
        cellen["gerealiseerd"] += regel.gerealiseerd
        for jaar, n in regel.rest_per_jaar.items():
            cellen["jaar onbekend" if jaar == ONBEKEND else jaar] += n
        for jaar, n in regel.gerealiseerd_per_jaar.items():
            cellen[f"gerealiseerd in {jaar}"] += n
    return cellen


def controleer(regels: Iterable[Regel]) -> list[Verschil]:
    """All that does not add up, in the order of the form. Empty: the plan may be gereed."""
    regels = list(regels)
    verschillen = [Verschil(r.groep, r.categorie, melding) for r in regels for melding in _controleer_rij(r)]
    nieuwbouw = _cellen(r for r in regels if r.groep == "nieuwbouw")
    for groep in RESTCATEGORIE:
        cellen = _cellen(r for r in regels if r.groep == groep)
        for wat in sorted(nieuwbouw | cellen, key=_volgorde):
            verschil = cellen[wat] - nieuwbouw[wat]
            if verschil:
                melding = f"{wat}: samen {cellen[wat]}, maar nieuwbouw is {nieuwbouw[wat]}: {_te(verschil)}."
                verschillen.append(Verschil(groep, None, melding))
    return verschillen


def _volgorde(wat: str) -> tuple[int, str]:
    return (0 if wat == "totaal gepland" else 1 if wat == "gerealiseerd" else 2, wat)


def vul_aan(regels: Iterable[Regel]) -> list[Regel]:
    """Puts nieuwbouw into the rest category of every group that is wholly empty, and drops empty rows.

    Nobody has to type a division that is not known yet; a group that is partly filled is left as it is.
    """
    regels = [r.zonder_nullen() for r in regels]
    gevuld = [r for r in regels if not r.leeg]
    nieuwbouw = next((r for r in gevuld if r.groep == "nieuwbouw"), None)
    if nieuwbouw is None:
        return gevuld
    for groep, categorie in RESTCATEGORIE.items():
        if not any(r.groep == groep for r in gevuld):
            gevuld.append(replace(nieuwbouw, groep=groep, categorie=categorie, waarvan_corporatie=0))
    return gevuld
