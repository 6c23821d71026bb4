"""Which knowledge fits a situation, and why: pure, as docs/berekeningen.md says it.

Every term of the score is a reason in words. What a thing leaves open (an empty list) neither helps nor harms it.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .situatie import Kandidaat, Situatie

# What each kind of resemblance is worth; chosen on STEL of tests/kenniskaarten/passendset.py.
KNELPUNT, KNELPUNT_VOLGEND = 3.0, 0.5
# The part of it that gets less for a thing that is about many knelpunten.
BREED = 0.7
PARTIJ = 1.5
BOUWVORM, BOUWVORM_ANDERS = 1.0, -1.5
WONINGTYPE, WONINGTYPE_ANDERS = 0.5, -1.0
FASE, FASE_ANDERS = 0.5, -0.5
OMVANG, OMGEVING, GEMEENTE = 0.75, 0.75, 0.5
TEKST = 2.0
# Twice as many or half as many homes is no longer 'about as many'.
OMVANG_TOT = 2.0
# Words of readers move the score no further than this, and count in full only from many readers (`leer`).
LEER, LEER_DEMPING = 1.5, 4.0
# Of the kind that is there already, the next must be this much better.
ZELFDE_SOORT = 0.9
MINSTENS = 0.9
HOOGSTENS = 5
# With more of one kind it is a list of that kind.
PER_SOORT = 2


@dataclass(frozen=True)
class Stem:
    """What one reader said of one thing, in a situation with these kenmerken."""

    lezer: int
    nuttig: bool
    kenmerken: frozenset[str]


@dataclass(frozen=True)
class Gelijkenis:
    """How well the words of a situation find a thing, 0 to 1, and which words did."""

    score: float
    woorden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voorstel:
    kandidaat: Kandidaat
    score: float
    # As they follow 'omdat'; the strongest first.
    redenen: tuple[str, ...] = field(default_factory=tuple)

    @property
    def waar(self) -> tuple[str, int]:
        return self.kandidaat.bron, self.kandidaat.sleutel


NIETS = Gelijkenis(0.0)


def stel_voor(
    situatie: Situatie,
    kandidaten: Iterable[Kandidaat],
    *,
    tekst: Mapping[tuple[str, int], Gelijkenis],
    stemmen: Mapping[tuple[str, int], Sequence[Stem]],
    labels: Callable[[str, str], str],
    hoogstens: int = HOOGSTENS,
) -> list[Voorstel]:
    """At most `hoogstens` proposals, the best first and of different kinds.

    `tekst` and `stemmen` are by (bron, sleutel); `labels` gives the name of a code in a list. A thing about which
    only readers spoke is not proposed: they move what fits, and bring nothing in.
    """
    voorstellen = [
        beoordeel(situatie, k, tekst.get((k.bron, k.sleutel), NIETS), stemmen.get((k.bron, k.sleutel), ()), labels)
        for k in kandidaten
    ]
    goed = [v for v in voorstellen if v.redenen and v.score >= MINSTENS]
    return _divers(goed, hoogstens)


def beoordeel(
    situatie: Situatie, k: Kandidaat, tekst: Gelijkenis, stemmen: Sequence[Stem], labels: Callable[[str, str], str]
) -> Voorstel:
    """The score of one thing, with its reasons."""
    delen = [
        *_knelpunten(situatie, k, labels),
        *_partijen(situatie, k, labels),
        *_een_van(situatie.bouwvorm, k.bouwvormen, BOUWVORM, BOUWVORM_ANDERS, lambda: _ook(situatie, k, labels)),
        *_woningtypen(situatie, k, labels),
        *_een_van(
            situatie.fase,
            k.fasen,
            FASE,
            FASE_ANDERS,
            lambda: f"het hoort bij de fase {labels('fasen', situatie.fase)}",
        ),
        *_omvang_en_omgeving(situatie, k),
        *_gemeente(situatie, k),
    ]
    redenen = [reden for punten, reden in sorted(delen, key=lambda d: -d[0]) if punten > 0 and reden]
    if tekst.score:
        # Last, however much it weighs: words that are shared say less to a reader than what is known of the place.
        woorden = _som_op([f"'{w}'" for w in tekst.woorden[:2]]) if tekst.woorden else "dezelfde woorden"
        delen.append((TEKST * tekst.score, ""))
        redenen.append(f"het ook gaat over {woorden}")
    return Voorstel(k, sum(punten for punten, _ in delen) + leer(stemmen, situatie.kenmerken), tuple(redenen))


Deel = tuple[float, str]


def _knelpunten(situatie: Situatie, k: Kandidaat, labels) -> list[Deel]:
    samen = [s for s in situatie.knelpunten if s in k.knelpunten]
    if not samen:
        return []
    namen = _som_op([labels("knelpunten", s) for s in samen])
    wat = "knelpunt" if len(samen) == 1 else "knelpunten"
    staat = "staat" if len(samen) == 1 else "staan"
    reden = f"bij {situatie.wat} {wat} {namen} {staat}"
    # What is about one thing alone fits it better than what is about seven.
    breed = len(k.knelpunten) - len(samen) + 1
    return [(KNELPUNT * (1 - BREED + BREED / math.sqrt(breed)) + KNELPUNT_VOLGEND * (len(samen) - 1), reden)]


def _partijen(situatie: Situatie, k: Kandidaat, labels) -> list[Deel]:
    samen = [p for p in situatie.ontbreekt if p in k.partijen]
    if not samen:
        return []
    # What is for all parties is for no one more than another.
    deel = PARTIJ / math.sqrt(len(k.partijen))
    return [(deel, f"hier nog geen {_som_op([labels('partijen', p) for p in samen], 'of')} meedoet")]


def _een_van(eigen: str, hun: Sequence[str], goed: float, anders: float, reden: Callable[[], str]) -> list[Deel]:
    if not eigen or not hun:
        return []
    # Who names them all says as little as who names none.
    return [(goed / len(hun), reden())] if eigen in hun else [(anders, "")]


def _ook(situatie: Situatie, k: Kandidaat, labels) -> str:
    naam = labels("bouwvormen", situatie.bouwvorm)
    return f"dit ook {naam} is" if k.omvang else f"het over {naam} gaat"


def _woningtypen(situatie: Situatie, k: Kandidaat, labels) -> list[Deel]:
    if not situatie.woningtypen or not k.woningtypen:
        return []
    samen = [w for w in situatie.woningtypen if w in k.woningtypen]
    if not samen:
        return [(WONINGTYPE_ANDERS, "")]
    namen = _som_op([f"{labels('woningtypen', w).lower()}e" if w != "nultreden" else "nultreden" for w in samen])
    return [(WONINGTYPE / len(k.woningtypen), f"het over {namen} woningen gaat")]


def _omvang_en_omgeving(situatie: Situatie, k: Kandidaat) -> list[Deel]:
    """Both in one reason: 'ook ongeveer 40 woningen in een dorp'."""
    verschil = abs(math.log(situatie.omvang / k.omvang)) / math.log(OMVANG_TOT) if situatie.omvang and k.omvang else 1
    evenveel = OMVANG * max(0.0, 1 - verschil)
    zelfde = OMGEVING if situatie.omgeving and situatie.omgeving == k.omgeving else 0.0
    waar = _WAAR.get(k.omgeving, "") if zelfde else ""
    if evenveel:
        return [(evenveel + zelfde, f"het ook om ongeveer {_rond(k.omvang)} woningen {f'{waar} ' if waar else ''}gaat")]
    return [(zelfde, f"het ook {waar} ligt")] if zelfde else []


def _gemeente(situatie: Situatie, k: Kandidaat) -> list[Deel]:
    zelfde = situatie.gemeente and situatie.gemeente == k.gemeente
    return [(GEMEENTE, "het in dezelfde gemeente ligt")] if zelfde else []


def _rond(aantal: int) -> int:
    """As people say it: 38 homes are about 40, 12 are 12."""
    return aantal if aantal < 20 else round(aantal, -1) if aantal < 200 else round(aantal / 50) * 50


_WAAR = {"stedelijk": "in de stad", "dorps": "in een dorp", "landelijk": "in landelijk gebied"}


def leer(stemmen: Iterable[Stem], kenmerken: Iterable[str]) -> float:
    """How far what readers said moves the score of a thing in a situation with these kenmerken: −LEER to LEER.

    Per kenmerk every reader counts once, as the mean of what that reader said; (for − against) / (readers + demping),
    so one reader alone moves it by a fifth at most. Then the mean over the kenmerken about which anything was said.
    """
    kenmerken, stemmen = set(kenmerken), list(stemmen)
    per_kenmerk = []
    for kenmerk in kenmerken:
        per_lezer: dict[int, list[int]] = {}
        for stem in stemmen:
            if kenmerk in stem.kenmerken:
                per_lezer.setdefault(stem.lezer, []).append(1 if stem.nuttig else -1)
        if per_lezer:
            saldo = sum(sum(s) / len(s) for s in per_lezer.values())
            per_kenmerk.append(saldo / (len(per_lezer) + LEER_DEMPING))
    return LEER * sum(per_kenmerk) / len(per_kenmerk) if per_kenmerk else 0.0


def _divers(voorstellen: list[Voorstel], hoogstens: int) -> list[Voorstel]:
    """The best first; of a kind that is there already only what is clearly better, and never more than PER_SOORT."""
    over = sorted(voorstellen, key=lambda v: (-v.score, v.waar))
    gekozen: list[Voorstel] = []
    per_soort: dict[str, int] = {}
    while over and len(gekozen) < hoogstens:
        beste = max(over, key=lambda v: v.score - ZELFDE_SOORT * per_soort.get(v.kandidaat.soort, 0))
        over.remove(beste)
        aantal = per_soort.get(beste.kandidaat.soort, 0)
        if aantal < PER_SOORT:
            gekozen.append(beste)
            per_soort[beste.kandidaat.soort] = aantal + 1
    return gekozen


def _som_op(delen: Sequence[str], woord: str = "en") -> str:
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} {woord} {delen[-1]}"
