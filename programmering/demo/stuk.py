"""A plot, bod, aanpassing, kans or voorstel of the demo as one document: what is compared is what is written.

Documents hold text, numbers and lists only. Lists are in an order that SQL can give as well (COLLATE "C").
"""

import json
from dataclasses import dataclass, field

from programmering.calculations import WONINGTYPEN
from programmering.plannen.lijsten import planklasse

STUKKOLOMMEN = (
    "nummer", "soort", "gemeente_id", "doc", "plancode", "breedte", "hoogte", "hoek", "punt_x", "punt_y",
)  # fmt: skip
VLAK = (0.0, 0.0, 0.0)
GEWOON = 60  # homes on a plot of good size


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
            json.dumps(self.doc),
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
    def woningen(self) -> int:
        return sum(self.zorg.values())

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
        """Plans for a cluster with nothing built yet, those of the size of a plot first."""
        plannen = [p for p in self.plannen if p.cluster >= 12 and not p.gerealiseerd]
        return sorted(plannen, key=lambda p: (abs(p.woningen - GEWOON), p.plancode))


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
