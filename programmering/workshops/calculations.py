"""What a workshop comes to: boden, mean scores and votes per place. Page, PDF and xlsx all read this one answer.

Rules. A place that was merged into another one speaks through that other one: its boden and votes go there, and of
someone who weighed both, the score given to the place that stayed counts. What is hidden counts nowhere, nor does
what hangs on a hidden place. A participant has one vote per place, and `stemmen_per_deelnemer` in all: the first
ones given count, so that undoing a merge never gives anyone more. The three woningtypen are never added up.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import mean

WONINGTYPEN = ("nultreden", "geclusterd", "zorggeschikt")


@dataclass(frozen=True)
class Plek:
    id: int
    nummer: int
    aantallen: tuple[int, int, int] = (0, 0, 0)  # in the order of WONINGTYPEN
    verborgen: bool = False
    in_plek: int | None = None  # merged into this one
    gekozen: bool = False
    jaar: int | None = None


@dataclass(frozen=True)
class Bod:
    id: int
    deelnemer: int
    plek: int | None  # None: on the gebied as a whole
    woningtype: str
    aantal: int
    verborgen: bool = False
    jaar: int | None = None


@dataclass(frozen=True)
class Weging:
    id: int
    deelnemer: int
    plek: int
    criterium: int
    score: int
    verborgen: bool = False


@dataclass(frozen=True)
class Stem:
    id: int
    deelnemer: int
    plek: int
    verborgen: bool = False


@dataclass(frozen=True)
class Gemiddelde:
    """Mean score of one place on one criterium, exact, and by how many it was weighed."""

    waarde: Fraction
    wegers: int

    @property
    def afgerond(self) -> float:
        """To one decimal, half up: what page, PDF and xlsx show."""
        return een_decimaal(self.waarde)

    @property
    def score(self) -> int:
        """Whole score, half up: what a plot gets."""
        return int(self.waarde + Fraction(1, 2))


@dataclass
class Plekuitslag:
    plek: Plek
    nummers: tuple[int, ...] = ()  # of the places that were merged into it
    aantallen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WONINGTYPEN, 0))
    boden: list[Bod] = field(default_factory=list)
    geboden: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WONINGTYPEN, 0))
    scores: dict[int, Gemiddelde] = field(default_factory=dict)  # criterium -> mean
    wegers: int = 0
    stemmen: int = 0

    @property
    def gemiddelde(self) -> Fraction | None:
        """Mean of the means: each criterium counts the same, however many weighed it. None when nobody did."""
        return mean(g.waarde for g in self.scores.values()) if self.scores else None

    @property
    def afgerond(self) -> float | None:
        return None if self.gemiddelde is None else een_decimaal(self.gemiddelde)

    @property
    def capaciteit(self) -> dict[str, int]:
        """Homes that fit here: what is said of the place itself, else the sum of its boden."""
        return self.aantallen if any(self.aantallen.values()) else self.geboden


@dataclass
class Uitslag:
    plekken: list[Plekuitslag]  # in order of number; hidden and merged ones are not among them
    boden: list[Bod]  # all that count, also those on the gebied as a whole
    geboden: dict[str, int]
    stemmen_van: dict[int, list[int]]  # deelnemer -> places that the votes count for

    @property
    def volgorde(self) -> list[Plekuitslag]:
        """Most votes first, then the best weighed, then the number."""
        return sorted(self.plekken, key=lambda p: (-p.stemmen, -(p.gemiddelde or 0), p.plek.nummer))

    @property
    def gekozen(self) -> list[Plekuitslag]:
        return [p for p in self.plekken if p.plek.gekozen]


def een_decimaal(waarde: Fraction) -> float:
    return int(waarde * 10 + Fraction(1, 2)) / 10


def wortels(plekken: Iterable[Plek]) -> dict[int, int | None]:
    """Per place the one that speaks for it: itself, what it was merged into, or None when that is hidden."""
    op_id = {p.id: p for p in plekken}
    uit: dict[int, int | None] = {}
    for plek in op_id.values():
        doel, gezien = plek, set()
        # A hidden place in the middle of a chain hides nothing of what comes out at the end, unless it is the first.
        while doel.in_plek is not None and doel.id not in gezien:
            gezien.add(doel.id)
            doel = op_id[doel.in_plek]
        uit[plek.id] = None if plek.verborgen or doel.verborgen else doel.id
    return uit


def maak_uitslag(
    plekken: Iterable[Plek],
    boden: Iterable[Bod],
    wegingen: Iterable[Weging],
    stemmen: Iterable[Stem],
    stemmen_per_deelnemer: int,
) -> Uitslag:
    """The whole result of a workshop, from plain rows."""
    plekken = sorted(plekken, key=lambda p: p.nummer)
    wortel = wortels(plekken)
    uitslagen = {
        p.id: Plekuitslag(p, aantallen=dict(zip(WONINGTYPEN, p.aantallen, strict=True)))
        for p in plekken
        if wortel[p.id] == p.id
    }
    for p in plekken:
        if wortel[p.id] not in (None, p.id):
            uitslagen[wortel[p.id]].nummers += (p.nummer,)
    tellend = [b for b in boden if not b.verborgen and (b.plek is None or wortel[b.plek] is not None)]
    geboden = dict.fromkeys(WONINGTYPEN, 0)
    for bod in tellend:
        geboden[bod.woningtype] += bod.aantal
        if bod.plek is not None:
            uitslag = uitslagen[wortel[bod.plek]]
            uitslag.boden.append(bod)
            uitslag.geboden[bod.woningtype] += bod.aantal
    _weeg(uitslagen, wortel, wegingen)
    stemmen_van = _tel_stemmen(uitslagen, wortel, stemmen, stemmen_per_deelnemer)
    return Uitslag(list(uitslagen.values()), tellend, geboden, stemmen_van)


def _weeg(uitslagen, wortel, wegingen) -> None:
    stem: dict[tuple[int, int, int], Weging] = {}
    # The place that stayed last, and of the others the one given last: what comes later here wins.
    for w in sorted(wegingen, key=lambda w: (wortel[w.plek] == w.plek, w.id)):
        doel = wortel[w.plek]
        if not w.verborgen and doel is not None:
            stem[doel, w.deelnemer, w.criterium] = w
    scores: dict = defaultdict(lambda: defaultdict(list))
    wegers: dict[int, set[int]] = defaultdict(set)
    for (doel, deelnemer, criterium), w in stem.items():
        scores[doel][criterium].append(w.score)
        wegers[doel].add(deelnemer)
    for doel, per_criterium in scores.items():
        uitslagen[doel].scores = {c: Gemiddelde(Fraction(sum(s), len(s)), len(s)) for c, s in per_criterium.items()}
        uitslagen[doel].wegers = len(wegers[doel])


def _tel_stemmen(uitslagen, wortel, stemmen, hoogstens: int) -> dict[int, list[int]]:
    van: dict[int, list[int]] = defaultdict(list)
    for s in sorted(stemmen, key=lambda s: s.id):
        doel = wortel[s.plek]
        if s.verborgen or doel is None or doel in van[s.deelnemer] or len(van[s.deelnemer]) >= hoogstens:
            continue
        van[s.deelnemer].append(doel)
        uitslagen[doel].stemmen += 1
    return dict(van)
