"""One search over everything that is known, for one reader."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .bronnen import BRONNEN, soorten, toon
from .calculations import Rij, Treffer, gerangschikt
from .taal import HOOGSTENS_WOORDEN, Term, termen

# Words that look less alike than this were not meant.
LIJKT = 0.84


@dataclass(frozen=True)
class Uitslag:
    """What was found, the best first, of every kind."""

    termen: tuple[Term, ...]
    treffers: list[Treffer]
    # Words of the question that stand nowhere.
    onbekend: tuple[str, ...]

    def van_soort(self, soort: str) -> list[Treffer]:
        return [t for t in self.treffers if t.soort == soort] if soort else self.treffers

    def aantallen(self) -> list[tuple[str, str, int]]:
        """(kind, its name, how many) of the kinds in which something was found."""
        per_soort = Counter(t.soort for t in self.treffers)
        return [(s, meer, per_soort[s]) for s, (_, meer) in soorten().items() if per_soort[s]]


def zoek(user, tekst: str, woorden: int = HOOGSTENS_WOORDEN) -> Uitslag:
    """Ranks everything that `user` may read and that has one of the words or subjects of the text.

    At most `woorden` words of it count. A query a source, two for the vraagbaak, however much there is.
    """
    gevraagd = termen(tekst, woorden)
    if not gevraagd:
        return Uitslag((), [], ())
    rijen: list[Rij] = [rij for bron in BRONNEN.values() for rij in bron.rangen(user, gevraagd)]
    onbekend = tuple(t.woord for i, t in enumerate(gevraagd) if t.woord and not any(r.rangen[i] for r in rijen))
    return Uitslag(gevraagd, gerangschikt(rijen, [bool(t.groep) for t in gevraagd]), onbekend)


def toon_treffers(user, treffers: Iterable[Treffer], gevraagd: tuple[Term, ...]):
    return toon(user, ((t.bron, t.sleutel) for t in treffers), gevraagd)


def bedoelde(user, tekst: str, onbekend: Iterable[str]) -> str:
    """The text with words that stand nowhere replaced by ones that look like them; '' when there is none."""
    onbekend = {woord for woord in onbekend if len(woord) > 3}
    if not onbekend:
        return ""
    teksten = (regel for bron in BRONNEN.values() for regel in bron.woorden(user))
    bekend = {w for regel in teksten for w in re.findall(r"\w{4,}", regel.casefold())}
    beter = {}
    for woord in onbekend:
        for lijkt in difflib.get_close_matches(woord, bekend, n=1, cutoff=LIJKT):
            beter[woord] = lijkt
    nieuw = re.sub(r"\w+", lambda m: beter.get(m[0].casefold(), m[0]), tekst)
    return nieuw if beter and nieuw.casefold() != tekst.casefold() else ""
