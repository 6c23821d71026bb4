"""What is proposed at a place, for one reader."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kenniskaarten.kenmerken import LIJSTEN
from kenniskaarten.zoeken.bronnen import BRONNEN, Vondst, toon
from kenniskaarten.zoeken.selectors import Uitslag, zoek

from .calculations import HOOGSTENS, Gelijkenis, Stem, Voorstel, stel_voor
from .models import Oordeel
from .situatie import Kandidaat, Situatie

# Words of a situation that count.
WOORDEN = 24
# What is found no better than this, though it is the best, is not what the text is about.
GOED_GEVONDEN = 0.25


@dataclass(frozen=True)
class Voorgesteld:
    """A proposal as it is shown: what, why, and what this reader said of it here."""

    vondst: Vondst
    redenen: tuple[str, ...]
    nuttig: bool | None = None

    @property
    def omdat(self) -> str:
        """The two strongest reasons in one sentence, as it is kept with the thing."""
        return f"Omdat {' en omdat '.join(self.redenen[:2])}."


def label(lijst: str, code: str) -> str:
    return LIJSTEN.get(lijst, {}).get(code, code)


def voorstellen(user, situatie: Situatie, hoogstens: int = HOOGSTENS) -> list[Voorstel]:
    """What fits this situation of what `user` may read; the words of all readers count."""
    uitslag = zoek(user, situatie.tekst, WOORDEN)
    gevonden = gelijkenissen(uitslag)
    kandidaten: list[Kandidaat] = [
        kandidaat
        for naam, bron in BRONNEN.items()
        for kandidaat in bron.kandidaten(user, situatie, [s for b, s in gevonden if b == naam])
    ]
    return stel_voor(
        situatie, kandidaten, tekst=gevonden, stemmen=_stemmen(situatie), labels=label, hoogstens=hoogstens
    )


def gelijkenissen(uitslag: Uitslag) -> dict[tuple[str, int], Gelijkenis]:
    """Of what was found how well, against the best: a long story is in no text as a whole."""
    if not uitslag.treffers:
        return {}
    beste = max(uitslag.treffers[0].score, GOED_GEVONDEN)
    woorden = [t.woord or t.door for t in uitslag.termen]
    return {
        (t.bron, t.sleutel): Gelijkenis(t.score / beste, tuple(dict.fromkeys(woorden[i] for i in t.door)))
        for t in uitslag.treffers
    }


def _stemmen(situatie: Situatie) -> dict[tuple[str, int], list[Stem]]:
    """What was said in a situation with any of the same kenmerken; one query."""
    stemmen = defaultdict(list)
    kenmerken = situatie.kenmerken
    if kenmerken:
        rijen = Oordeel.objects.order_by().values_list("bron", "object_id", "door", "nuttig", "kenmerken")
        for bron, sleutel, door, nuttig, van in rijen.filter(kenmerken__has_any_keys=kenmerken):
            stemmen[bron, sleutel].append(Stem(door, nuttig, frozenset(van)))
    return stemmen


def toon_voorstellen(user, situatie: Situatie, plek: str, plek_id: int) -> list[Voorgesteld]:
    """The proposals, each with its reasons and what this reader said of it here."""
    gekozen = voorstellen(user, situatie)
    vondsten = {(v.bron, v.sleutel): v for v in toon(user, (v.waar for v in gekozen))}
    eigen = _eigen(user, plek, plek_id, (v.waar for v in gekozen))
    return [Voorgesteld(vondsten[v.waar], v.redenen, eigen.get(v.waar)) for v in gekozen if v.waar in vondsten]


def _eigen(user, plek: str, plek_id: int, waar: Iterable[tuple[str, int]]) -> dict[tuple[str, int], bool]:
    if not user.is_authenticated:
        return {}
    rijen = Oordeel.objects.filter(door=user, plek=plek, plek_id=plek_id).values_list("bron", "object_id", "nuttig")
    gevraagd = set(waar)
    return {(bron, sleutel): nuttig for bron, sleutel, nuttig in rijen if (bron, sleutel) in gevraagd}
