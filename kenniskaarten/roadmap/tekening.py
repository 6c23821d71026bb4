"""The geometry of the roadmap, drawn as the map of a metro: pure, from the rows to coordinates.

Units are those of the viewBox. Two drawings from the same rows: `liggend` from left to right, for a screen and a wall,
and `staand` from top to bottom, for a phone. What both promise, whatever the rows say: no two labels overlap, each
step stands on a straight part of its line, and the lines that meet in a knooppunt all pass through its capsule, and no
other line does.

How `liggend` keeps that promise: columns are placed one by one from left to right, each as far to the left as its
boxes (labels, stations, bends, capsules) stay clear of every box that stands already.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

# Width of a character in em; on the safe side of Source Sans and of what replaces it.
_SMAL = frozenset("iljtfrI.,:;'|!()[]/- ")
_BREED = frozenset("mwMW@%&")


@dataclass(frozen=True)
class Lijndeel:
    """A line as it comes in; the order of the sequence is the order of the drawing."""

    sleutel: str
    naam: str
    letter: str


@dataclass(frozen=True)
class Halte:
    """A step; `knooppunt` is the key of the one that it leads to, if any. `url` goes along to the drawing."""

    sleutel: int
    lijn: str
    kolom: int
    titel: str
    knooppunt: int | None = None
    url: str = ""


@dataclass(frozen=True)
class Ontmoeting:
    """A knooppunt as it comes in."""

    sleutel: int
    kolom: int
    naam: str
    url: str = ""


@dataclass(frozen=True)
class Vak:
    """A box: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def raakt(self, ander: "Vak", ruimte: float = 0) -> bool:
        """Whether they overlap, or come within `ruimte` of each other."""
        return (
            self.x0 < ander.x1 + ruimte
            and ander.x0 < self.x1 + ruimte
            and self.y0 < ander.y1 + ruimte
            and ander.y0 < self.y1 + ruimte
        )

    def naar(self, dx: float, dy: float = 0) -> "Vak":
        return Vak(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    @property
    def breed(self) -> float:
        return self.x1 - self.x0

    @property
    def hoog(self) -> float:
        return self.y1 - self.y0

    @property
    def midden(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True)
class Tekstregel:
    x: float
    y: float
    tekst: str


@dataclass(frozen=True)
class Etiket:
    """A label: its lines of text (baselines), and the box that they stay within."""

    regels: tuple[Tekstregel, ...]
    vak: Vak

    def naar(self, dx: float, dy: float = 0) -> "Etiket":
        regels = tuple(Tekstregel(r.x + dx, r.y + dy, r.tekst) for r in self.regels)
        return Etiket(regels, self.vak.naar(dx, dy))


@dataclass(frozen=True)
class Station:
    halte: Halte
    code: str
    x: float
    y: float
    etiket: Etiket


@dataclass(frozen=True)
class Capsule:
    """A knooppunt as drawn. `vak` is None as long as no step leads to it: then only its name is there."""

    knooppunt: Ontmoeting
    nummer: int
    lijnen: tuple[str, ...]
    vak: Vak | None
    etiket: Etiket
    # Where its number stands beside the name.
    teken: tuple[float, float]


@dataclass(frozen=True)
class Baan:
    """A line as drawn: the corners of its path, and the path itself with those corners rounded."""

    lijn: Lijndeel
    punten: tuple[tuple[float, float], ...]
    pad: str
    begin: Etiket


@dataclass(frozen=True)
class Tekening:
    breed: float
    hoog: float
    banen: tuple[Baan, ...]
    stations: tuple[Station, ...]
    capsules: tuple[Capsule, ...]
    straal: float
    # The box at the end, where all lines come to.
    doel: Vak

    def met_bovenop(self, lijn: str) -> "Tekening":
        """The same, with this line over the others where they cross."""
        return replace(self, banen=tuple(sorted(self.banen, key=lambda b: b.lijn.sleutel == lijn)))

    @property
    def etiketten(self) -> list[Etiket]:
        return [
            *(b.begin for b in self.banen),
            *(s.etiket for s in self.stations),
            *(c.etiket for c in self.capsules),
        ]


# Text


def tekstbreedte(tekst: str, grootte: float) -> float:
    """An upper estimate of how wide `tekst` becomes."""
    em = 0.0
    for teken in tekst:
        if teken in _SMAL:
            em += 0.36
        elif teken in _BREED:
            em += 0.93
        elif teken.isascii() or teken in "éëèêïíöóüúáàäçñ’‘“”–":
            em += 0.68 if teken.isupper() else 0.57
        else:
            em += 1.1
    return em * grootte


def _breek(woord: str, breed: float, grootte: float) -> list[str]:
    """A word that is wider than a line, in pieces with a hyphen."""
    if tekstbreedte(woord, grootte) <= breed:
        return [woord]
    stukken, stuk = [], ""
    for teken in woord:
        if stuk and tekstbreedte(stuk + teken + "-", grootte) > breed:
            stukken.append(stuk + "-")
            stuk = ""
        stuk += teken
    return [*stukken, stuk]


def verdeel(tekst: str, breed: float, grootte: float) -> list[str]:
    """`tekst` in lines that stay within `breed`, as long as one character does; at least one line."""
    regels: list[str] = []
    for woord in tekst.split():
        past = f"{regels[-1]} {woord}" if regels else woord
        if regels and tekstbreedte(past, grootte) <= breed:
            regels[-1] = past
        else:
            regels += _breek(woord, breed, grootte)
    return regels or [""]


def _passend(tekst: str, breedten: Sequence[float], grootte: float, hoogstens: int) -> list[str]:
    """In the narrowest of these widths that takes no more than `hoogstens` lines and breaks no word, or else the
    widest."""
    langste = max((tekstbreedte(w, grootte) for w in tekst.split()), default=0)
    for breed in breedten[:-1]:
        regels = verdeel(tekst, breed, grootte)
        if len(regels) <= hoogstens and langste <= breed:
            return _in_balans(tekst, regels, breed, max(langste, 1), grootte)
    return verdeel(tekst, breedten[-1], grootte)


def _in_balans(tekst: str, regels: list[str], breed: float, langste: float, grootte: float) -> list[str]:
    """In as many lines, made as even as they get."""
    while breed - 4 >= langste and len(smaller := verdeel(tekst, breed - 4, grootte)) == len(regels):
        breed, regels = breed - 4, smaller
    return regels


# Paths


def _afgerond(punten: Sequence[tuple[float, float]], straal: float) -> str:
    """The d of a path through these corners, each rounded as far as the parts beside it allow."""
    eerste, *rest = punten
    delen = [f"M{_g(eerste[0])} {_g(eerste[1])}"]
    for vorige, hoek, volgende in zip(punten, punten[1:], punten[2:], strict=False):
        r = min(straal, math.dist(vorige, hoek) / 2, math.dist(hoek, volgende) / 2)
        voor, na = _op_weg(hoek, vorige, r), _op_weg(hoek, volgende, r)
        delen.append(f"L{_g(voor[0])} {_g(voor[1])}Q{_g(hoek[0])} {_g(hoek[1])} {_g(na[0])} {_g(na[1])}")
    if rest:
        delen.append(f"L{_g(rest[-1][0])} {_g(rest[-1][1])}")
    return "".join(delen)


def _op_weg(van: tuple[float, float], naar: tuple[float, float], r: float) -> tuple[float, float]:
    lengte = math.dist(van, naar) or 1
    return van[0] + (naar[0] - van[0]) * r / lengte, van[1] + (naar[1] - van[1]) * r / lengte


def _g(getal: float) -> str:
    """Short, and with a point whatever the language."""
    return f"{getal:.1f}".rstrip("0").rstrip(".")


# What both drawings share


@dataclass(frozen=True)
class _Rooster:
    """The rows in the order of the drawing."""

    lijnen: tuple[Lijndeel, ...]
    haltes: tuple[tuple[Halte, str], ...]  # with its code, from left to right, and from top to bottom
    knopen: tuple[tuple[Ontmoeting, int, tuple[int, ...]], ...]  # with its number and the places of the lines
    plaats: dict[str, int] = field(default_factory=dict)


def _rooster(lijnen: Iterable[Lijndeel], haltes: Iterable[Halte], knopen: Iterable[Ontmoeting]) -> _Rooster:
    lijnen = tuple(lijnen)
    plaats = {lijn.sleutel: i for i, lijn in enumerate(lijnen)}
    op_lijn: dict[str, int] = {}
    genummerd, komen = [], {}
    for halte in sorted(haltes, key=lambda h: (h.kolom, plaats.get(h.lijn, 0), h.sleutel)):
        if halte.lijn not in plaats:
            continue
        op_lijn[halte.lijn] = op_lijn.get(halte.lijn, 0) + 1
        genummerd.append((halte, f"{lijnen[plaats[halte.lijn]].letter}{op_lijn[halte.lijn]}"))
        if halte.knooppunt is not None:
            komen.setdefault(halte.knooppunt, set()).add(plaats[halte.lijn])
    op_volgorde = sorted(knopen, key=lambda k: (k.kolom, k.sleutel))
    knooppunten = tuple(
        (knoop, nummer, tuple(sorted(komen.get(knoop.sleutel, ())))) for nummer, knoop in enumerate(op_volgorde, 1)
    )
    return _Rooster(lijnen, tuple(genummerd), knooppunten, plaats)


# From left to right

LETTER = 15.0
REGEL = 16.5
STRAAL = 12.5  # of a station
LETTER_KNOOP = 16.0
REGEL_KNOOP = 18.0
_BREEDTEN = (98.0, 112.0, 126.0, 140.0, 160.0, 210.0)
_BREEDTEN_KNOOP = (118.0, 140.0, 164.0, 190.0, 230.0)
_RUIMTE = 7.0  # between boxes
_BOCHT = 14.0  # radius
_HELLING = 0.05  # how far a bend goes sideways for each unit down
_BUNDEL = 14.0  # between lines in a knooppunt
_SPREIDING = 11.0  # between lines on their way there
_HALF = 12.0  # half the width of a capsule
_MIN_BAAN = 84.0
_DOEL = 46.0
_LINKERKANT = Vak(-1e6, -1e6, -_RUIMTE + 4, 1e6)


def _etiket_midden(regels: Sequence[str], grootte: float, regel: float, *, onder: float | None, boven: float | None):
    """A label around x = 0, that begins below y = `onder` or ends above y = `boven`."""
    hoog = len(regels) * regel
    top = onder if onder is not None else boven - hoog
    half = max(tekstbreedte(r, grootte) for r in regels) / 2
    tekst = tuple(Tekstregel(0, top + i * regel + grootte * 0.86, r) for i, r in enumerate(regels))
    return Etiket(tekst, Vak(-half, top, half, top + hoog))


@dataclass
class _Kolom:
    """What is placed together: boxes around x = 0, and what to make of them once x is known."""

    volgorde: tuple[int, int, int]
    vakken: list[Vak] = field(default_factory=list)
    haltes: list[tuple[Halte, str, Etiket]] = field(default_factory=list)
    knoop: tuple[Ontmoeting, int, tuple[int, ...]] | None = None
    etiket: Etiket | None = None
    x: float = 0.0


def liggend(lijnen: Iterable[Lijndeel], haltes: Iterable[Halte], knopen: Iterable[Ontmoeting]) -> Tekening:
    """The drawing from left to right."""
    rooster = _rooster(lijnen, haltes, knopen)
    kop = [_passend(knoop.naam, _BREEDTEN_KNOOP, LETTER_KNOOP, 3) for knoop, _, _ in rooster.knopen]
    kop_hoog = 40 + max((len(r) for r in kop), default=0) * REGEL_KNOOP
    teksten, ys = _banen(rooster, kop_hoog)
    begin = [_beginetiket(lijn, y) for lijn, y in zip(rooster.lijnen, ys, strict=True)]
    kolommen = [
        *_stapkolommen(rooster, teksten, ys),
        *(_knoopkolom(k, r, ys, kop_hoog) for k, r in zip(rooster.knopen, kop, strict=True)),
    ]
    # Of one column the steps come first: they are brought to the knooppunt.
    kolommen.sort(key=lambda k: k.volgorde)
    letters = [Vak(0, y - STRAAL, 2 * STRAAL + 4, y + STRAAL) for y in ys]
    _zet(kolommen, [_LINKERKANT, *letters, *(e.vak for e in begin)])
    rechts = max([v.x1 + k.x for k in kolommen for v in k.vakken] + [e.vak.x1 for e in begin] + [200.0]) + 26
    onder = (ys[-1] if ys else kop_hoog) + _onderkant(teksten, len(ys) - 1)
    doel = Vak(rechts, (ys[0] if ys else kop_hoog) - 30, rechts + _DOEL, (ys[-1] if ys else kop_hoog) + 30)
    return Tekening(
        breed=math.ceil(doel.x1 + 4),
        hoog=math.ceil(max(onder, doel.y1) + 8),
        banen=tuple(_baan(i, rooster, kolommen, ys, begin[i], rechts) for i in range(len(ys))),
        stations=tuple(_stations(rooster, kolommen, ys)),
        capsules=tuple(_capsules(kolommen, rooster, ys)),
        straal=STRAAL,
        doel=doel,
    )


def _banen(rooster: _Rooster, kop_hoog: float) -> tuple[dict, list[float]]:
    """Per halte its lines of text and whether they stand above; and the y of each line, far enough apart for them."""
    teksten: dict[int, tuple[list[str], bool]] = {}
    hoogten = [[1, 0] for _ in rooster.lijnen]  # lines of text above and below; the name of the line stands above
    teller = [0 for _ in rooster.lijnen]
    for halte, _ in rooster.haltes:
        i = rooster.plaats[halte.lijn]
        boven = teller[i] % 2 == 1
        teller[i] += 1
        regels = _passend(halte.titel, _BREEDTEN, LETTER, 3)
        teksten[halte.sleutel] = (regels, boven)
        kant = 0 if boven else 1
        hoogten[i][kant] = max(hoogten[i][kant], len(regels))
    ys: list[float] = []
    rand = STRAAL + 5
    for i, (boven, _) in enumerate(hoogten):
        vorige = hoogten[i - 1][1] * REGEL + rand if i else 0
        nodig = vorige + 6 + boven * REGEL + rand
        ys.append((ys[-1] + max(_MIN_BAAN, nodig)) if ys else kop_hoog + 8 + boven * REGEL + rand)
    return teksten, ys


def _onderkant(teksten: dict, laatste: int) -> float:
    return STRAAL + 5 + max((len(regels) for regels, boven in teksten.values() if not boven), default=1) * REGEL


def _beginetiket(lijn: Lijndeel, y: float) -> Etiket:
    """The name of the line, above where it begins."""
    breed = tekstbreedte(lijn.naam, LETTER_KNOOP)
    top = y - STRAAL - 5 - REGEL
    return Etiket((Tekstregel(2, top + LETTER_KNOOP * 0.86, lijn.naam),), Vak(2, top, 2 + breed, top + REGEL))


def _stapkolommen(rooster: _Rooster, teksten: dict, ys: list[float]) -> list[_Kolom]:
    per_kolom: dict[tuple[int, int, int], _Kolom] = {}
    hier: dict[tuple[str, int], int] = {}
    for halte, code in rooster.haltes:
        # Of one line no two stand in one column: the database refuses it, and here the second moves on.
        rang = hier.get((halte.lijn, halte.kolom), 0)
        hier[halte.lijn, halte.kolom] = rang + 1
        volgorde = (halte.kolom, 0, rang)
        kolom = per_kolom.setdefault(volgorde, _Kolom(volgorde))
        regels, boven = teksten[halte.sleutel]
        y = ys[rooster.plaats[halte.lijn]]
        onder = None if boven else y + STRAAL + 5
        etiket = _etiket_midden(regels, LETTER, REGEL, onder=onder, boven=y - STRAAL - 5)
        kolom.vakken += [etiket.vak, Vak(-STRAAL - 2, y - STRAAL - 2, STRAAL + 2, y + STRAAL + 2)]
        kolom.haltes.append((halte, code, etiket))
    return list(per_kolom.values())


def _bundel(plaatsen: Sequence[int], ys: list[float]) -> dict[int, float]:
    """Where each line passes a knooppunt: the middle one goes straight on, the others come to it."""
    anker = (len(plaatsen) - 1) // 2
    return {p: ys[plaatsen[anker]] + (j - anker) * _BUNDEL for j, p in enumerate(plaatsen)}


def _uitwijking(plaatsen: Sequence[int], bundel: dict[int, float], ys: list[float]) -> dict[int, float]:
    """How far from the middle of the knooppunt each line leaves the bundle: the outermost last, so none cross."""
    boven = [p for p in plaatsen if ys[p] < bundel[p]]
    onder = [p for p in reversed(plaatsen) if ys[p] > bundel[p]]
    begin = _HALF + _BOCHT * 0.6
    return {p: begin + rang * _SPREIDING for groep in (boven, onder) for rang, p in enumerate(groep)}


def _knoopkolom(knoop: tuple, kop: list[str], ys: list[float], kop_hoog: float) -> _Kolom:
    plaatsen = knoop[2]
    etiket = _etiket_midden(kop, LETTER_KNOOP, REGEL_KNOOP, onder=34, boven=None)
    vakken = [etiket.vak, Vak(-14, 0, 14, 32)]
    if plaatsen:
        bundel = _bundel(plaatsen, ys)
        uit = _uitwijking(plaatsen, bundel, ys)
        top, bodem = min(bundel.values()) - _HALF, max(bundel.values()) + _HALF
        vakken += [Vak(-_HALF, top, _HALF, bodem), Vak(-3, kop_hoog, 3, top)]
        for p, a in uit.items():
            hoog, laag = sorted((ys[p], bundel[p]))
            breed = a + _HELLING * (laag - hoog) + _BOCHT
            vakken.append(Vak(-breed, hoog - 6, breed, laag + 6))
    return _Kolom((knoop[0].kolom, 1, knoop[1]), vakken, knoop=knoop, etiket=etiket)


def _zet(kolommen: list[_Kolom], staat: list[Vak]) -> None:
    """Gives each column its x, in order; `staat` are boxes that stand already."""
    vorige = 0.0
    for kolom in kolommen:
        x = vorige + 2 * STRAAL
        for nieuw in kolom.vakken:
            for oud in staat:
                if nieuw.y0 < oud.y1 and oud.y0 < nieuw.y1:
                    x = max(x, oud.x1 + _RUIMTE - nieuw.x0)
        kolom.x = vorige = math.ceil(x)
        staat += [vak.naar(kolom.x) for vak in kolom.vakken]


def _baan(i: int, rooster: _Rooster, kolommen: list[_Kolom], ys: list[float], begin: Etiket, rechts: float) -> Baan:
    y = ys[i]
    punten = [(STRAAL + 2, y)]
    for kolom in kolommen:
        if kolom.knoop and i in kolom.knoop[2]:
            bundel = _bundel(kolom.knoop[2], ys)
            uit = _uitwijking(kolom.knoop[2], bundel, ys)
            if i in uit:
                a, schuin = uit[i], _HELLING * abs(bundel[i] - y)
                punten += [
                    (kolom.x - a - schuin, y),
                    (kolom.x - a, bundel[i]),
                    (kolom.x + a, bundel[i]),
                    (kolom.x + a + schuin, y),
                ]
    punten.append((rechts, y))
    return Baan(rooster.lijnen[i], tuple(punten), _afgerond(punten, _BOCHT), begin)


def _stations(rooster: _Rooster, kolommen: list[_Kolom], ys: list[float]) -> list[Station]:
    """Line by line: the order in which they are gone through by keyboard."""
    alle = [
        Station(halte, code, kolom.x, ys[rooster.plaats[halte.lijn]], etiket.naar(kolom.x))
        for kolom in kolommen
        for halte, code, etiket in kolom.haltes
    ]
    return sorted(alle, key=lambda s: (rooster.plaats[s.halte.lijn], s.x))


def _capsules(kolommen: list[_Kolom], rooster: _Rooster, ys: list[float]) -> list[Capsule]:
    uit = []
    for kolom in kolommen:
        if not kolom.knoop:
            continue
        knoop, nummer, plaatsen = kolom.knoop
        vak = None
        if plaatsen:
            bundel = _bundel(plaatsen, ys).values()
            vak = Vak(kolom.x - _HALF, min(bundel) - _HALF, kolom.x + _HALF, max(bundel) + _HALF)
        sleutels = tuple(rooster.lijnen[p].sleutel for p in plaatsen)
        uit.append(Capsule(knoop, nummer, sleutels, vak, kolom.etiket.naar(kolom.x), (kolom.x, 16.0)))
    return uit


# From top to bottom

BREED_STAAND = 358.0
LETTER_STAAND = 16.0
_REGEL_STAAND = 20.0
_STRAAL_STAAND = 8.5
_SPOOR = 19.0  # between lines
_LINKS = 12.0
_WISSEL = 44.0  # height in which lines go to the knooppunt
_RIJ = 36.0


def staand(lijnen: Iterable[Lijndeel], haltes: Iterable[Halte], knopen: Iterable[Ontmoeting]) -> Tekening:
    """The drawing from top to bottom: lines at the left, what a station is called at the right, each in a row of its
    own. At a knooppunt the lines that meet come to its name, and the others make room."""
    rooster = _rooster(lijnen, haltes, knopen)
    xs = [_LINKS + i * _SPOOR for i in range(len(rooster.lijnen))]
    tekst_x = _LINKS + max(len(xs), 1) * _SPOOR + 6
    breed = BREED_STAAND - tekst_x - 4
    banen: list[list[tuple[float, float]]] = [[(x, 10.0)] for x in xs]
    stations, capsules, y = [], [], 30.0
    for soort, rij in _rijen(rooster):
        if soort == "stap":
            halte, code = rij
            regels = verdeel(f"{code} {halte.titel}", breed, LETTER_STAAND)
            hoog = max(_RIJ, len(regels) * _REGEL_STAAND + 14)
            etiket = _etiket_rechts(regels, tekst_x, y, hoog, LETTER_STAAND, _REGEL_STAAND)
            stations.append(Station(halte, code, xs[rooster.plaats[halte.lijn]], y + hoog / 2, etiket))
            y += hoog
        else:
            capsule, y = _knooprij(rij, rooster, xs, banen, tekst_x, y)
            capsules.append(capsule)
    doel = Vak(xs[0] - 10 if xs else _LINKS, y + 14, BREED_STAAND - 2, y + 56)
    for punten, x in zip(banen, xs, strict=True):
        punten.append((x, doel.y0))
    begin = [
        Etiket((Tekstregel(x, 14, lijn.letter),), Vak(x - 8, 0, x + 8, 18))
        for x, lijn in zip(xs, rooster.lijnen, strict=True)
    ]
    return Tekening(
        breed=BREED_STAAND,
        hoog=math.ceil(doel.y1 + 4),
        banen=tuple(
            Baan(lijn, tuple(p), _afgerond(p, 14), b) for lijn, p, b in zip(rooster.lijnen, banen, begin, strict=True)
        ),
        stations=tuple(stations),
        capsules=tuple(capsules),
        straal=_STRAAL_STAAND,
        doel=doel,
    )


def _rijen(rooster: _Rooster) -> list[tuple[str, tuple]]:
    rijen = [((h.kolom, 0, i), ("stap", (h, code))) for i, (h, code) in enumerate(rooster.haltes)]
    rijen += [((k.kolom, 1, nummer), ("knoop", (k, nummer, p))) for k, nummer, p in rooster.knopen]
    return [rij for _, rij in sorted(rijen, key=lambda r: r[0])]


def _etiket_rechts(regels: Sequence[str], x: float, y: float, hoog: float, grootte: float, regel: float) -> Etiket:
    top = y + (hoog - len(regels) * regel) / 2
    tekst = tuple(Tekstregel(x, top + i * regel + grootte * 0.9, r) for i, r in enumerate(regels))
    breed = max(tekstbreedte(r, grootte) for r in regels)
    return Etiket(tekst, Vak(x, top, x + breed, top + len(regels) * regel))


def _knooprij(rij: tuple, rooster: _Rooster, xs: list, banen: list, tekst_x: float, y: float) -> tuple[Capsule, float]:
    """The lines that meet take the places beside the name; capsule and name share a row."""
    knoop, nummer, plaatsen = rij
    regels = verdeel(knoop.naam, BREED_STAAND - tekst_x - 40, 17.0)
    hoog = max(40.0, len(regels) * 21 + 12)
    wissel = _WISSEL if plaatsen else 0.0
    top = y + wissel
    etiket = _etiket_rechts(regels, tekst_x + 32, top, hoog, 17.0, 21.0)
    vak = None
    if plaatsen:
        midden = top + hoog / 2
        volgorde = [i for i in range(len(xs)) if i not in plaatsen] + list(plaatsen)
        for plek, i in enumerate(volgorde):
            if xs[plek] != xs[i]:
                banen[i] += [(xs[i], y + 8), (xs[plek], top - 2), (xs[plek], top + hoog + 2), (xs[i], top + hoog + 36)]
        links = xs[len(xs) - len(plaatsen)]
        vak = Vak(links - 11, midden - 13, xs[-1] + 11, midden + 13)
    sleutels = tuple(rooster.lijnen[p].sleutel for p in plaatsen)
    teken = (tekst_x + 14, top + hoog / 2)
    return Capsule(knoop, nummer, sleutels, vak, etiket, teken), top + hoog + wissel
