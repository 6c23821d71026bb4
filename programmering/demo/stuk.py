"""A plot, bod, aanpassing, kans or voorstel of the demo as one document: what is compared is what is written.

Documents hold text, numbers and lists only. Lists are in an order that SQL can give as well (COLLATE "C").
"""

import json
from dataclasses import dataclass, field
from datetime import date

from programmering.calculations import WONINGTYPEN
from programmering.plannen.lijsten import planklasse

STUKKOLOMMEN = (
    "nummer", "soort", "gemeente_id", "doc", "plancode", "breedte", "hoogte", "hoek", "punt_x", "punt_y",
)  # fmt: skip
VLAK = (0.0, 0.0, 0.0)


@dataclass
class Stuk:
    """`vorm` is width, length and turn of a rectangle; `plancode` the plan that lies on a plot and gives its shape."""

    soort: str
    gemeente_id: int
    doc: dict
    vorm: tuple[float, float, float] = VLAK
    punt: tuple[int, int] | None = None
    plancode: str | None = None

    def als_rij(self, nummer: int) -> tuple:
        return (
            nummer,
            self.soort,
            self.gemeente_id,
            json.dumps(self.doc, default=date.isoformat),
            self.plancode,
            *self.vorm,
            *(self.punt or (None, None)),
        )


@dataclass(frozen=True)
class Planbasis:
    """What a plot needs to know of a plan of the demo."""

    plancode: str
    klasse: str
    vertrouwelijkheid: str
    knelpunten: tuple[str, ...]
    zorg: dict[str, int]
    gerealiseerd: int

    @property
    def cluster(self) -> int:
        return sum(aantal for woningtype, aantal in self.zorg.items() if woningtype != "nultreden")


@dataclass
class Gemeenteplannen:
    """The plans of the demo in one gemeente that count."""

    plannen: list[Planbasis] = field(default_factory=list)

    @classmethod
    def van(cls, plannen: list[tuple[dict, list]]) -> "Gemeenteplannen":
        return cls([_planbasis(plan, regels) for plan, regels in plannen if _telt(plan)])

    @property
    def cluster(self) -> int:
        return sum(plan.cluster for plan in self.plannen)

    @property
    def koppelbaar(self) -> list[Planbasis]:
        """Plans with nothing built yet, of a size that a plot can have."""
        return [p for p in self.plannen if not p.gerealiseerd and 12 <= sum(p.zorg.values()) <= 120 and p.cluster]


def _telt(plan: dict) -> bool:
    return plan["invoerstatus"] == "gereed" and planklasse(plan["status_planologisch"]) != "niet_meetellend"


def _planbasis(plan: dict, regels: list[tuple]) -> Planbasis:
    zorg = {r[1]: r for r in regels if r[0] == "wonen_en_zorg" and r[1] in WONINGTYPEN}
    return Planbasis(
        plancode=plan["plancode"],
        klasse=planklasse(plan["status_planologisch"]),
        vertrouwelijkheid=plan["vertrouwelijkheid"],
        knelpunten=tuple(plan["knelpunten"]),
        zorg={woningtype: zorg[woningtype][2] for woningtype in WONINGTYPEN if woningtype in zorg},
        gerealiseerd=sum(r[3] for r in zorg.values()),
    )
