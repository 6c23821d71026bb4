"""A source whose texts stand in the code: definitions, that everyone may read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from woonzorg.sql import haal_op

from .bronnen import Bron, Vondst
from .calculations import Rij
from .taal import BEGIN, EIND, GEWICHTEN, KLEINER, Term, veilig


@dataclass(frozen=True)
class Begrip:
    titel: str
    tekst: str
    url: str


@dataclass(frozen=True)
class Lijstbron(Bron):
    """`lijst` gives its rows, always in the same order: the key is the place in it, and points nowhere for long."""

    naam: str
    soorten: Mapping[str, tuple[str, str]]
    lijst: Callable[[], Sequence[Begrip]]
    bewaarbaar: bool = False

    def rangen(self, user, termen):
        rijen, soort = self.lijst(), next(iter(self.soorten))
        vragen = {"titels": [b.titel for b in rijen], "teksten": [b.tekst for b in rijen], "gewichten": GEWICHTEN}
        for rij in haal_op("kenniskaarten/lijst_rangen", vragen | _gevraagd(termen)):
            over = iter(rij["rangen"])
            rangen = tuple(min(1.0, max(v.factor * next(over) for v in term.vragen())) for term in termen)
            yield Rij(self.naam, rij["nummer"], soort, rangen)

    def toon(self, user, sleutels, termen=()):
        rijen, soort = self.lijst(), next(iter(self.soorten))
        gekozen = {s: rijen[s - 1] for s in sleutels if 0 < s <= len(rijen)}
        koppen = self._koppen(gekozen, termen) if termen and gekozen else {}
        return {
            s: Vondst(self.naam, s, soort, b.titel, b.url, b.tekst, koppen.get(s, SafeString()))
            for s, b in gekozen.items()
        }

    @staticmethod
    def _koppen(gekozen: dict[int, Begrip], termen: tuple[Term, ...]) -> dict[int, SafeString]:
        vragen: dict[str, Any] = {
            "teksten": [b.tekst.replace("<", KLEINER) for b in gekozen.values()],
            "opties": f"StartSel={BEGIN}, StopSel={EIND}, MaxWords=45, MinWords=25, ShortWord=2",
        }
        koppen = haal_op("kenniskaarten/lijst_koppen", vragen | _gevraagd(termen))
        return {
            sleutel: veilig(rij["kop"], b.tekst)
            for (sleutel, b), rij in zip(gekozen.items(), sorted(koppen, key=lambda r: r["nummer"]), strict=True)
        }

    def woorden(self, user):
        return [b.titel for b in self.lijst()]


def _gevraagd(termen: tuple[Term, ...]) -> dict:
    vragen = [v for term in termen for v in term.vragen()]
    return {"vragen": [v.tekst for v in vragen], "talen": [v.taal for v in vragen]}
