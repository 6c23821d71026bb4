"""Where the blocks of a waterfall stand: numbers in, units of a viewBox out. No HTML.

Rows instead of columns: then the words fit beside their block, also on a phone.
"""

from dataclasses import dataclass

from .calculations import Verschil

BREED, RIJ, BLOK = 400, 30, 20
LINKS, RECHTS = 104, 332
# When no level comes below this share of the highest, the axis does not begin at zero: the steps would be slivers.
AFSNIJDEN = 0.5


@dataclass(frozen=True)
class Trede:
    """One row: a level ('toen', 'nu') or the step of a part."""

    soort: str
    aantal: int
    x: str
    y: str
    breedte: str
    tekst_y: str
    # The level that the next row begins at, as a line down to it.
    niveau: str
    lijn_van: str
    lijn_tot: str
    is_stand: bool


@dataclass(frozen=True)
class Waterval:
    treden: tuple[Trede, ...]
    hoog: int
    begin: int  # what the axis begins at; not zero when it is cut

    @property
    def afgesneden(self) -> bool:
        return self.begin > 0


def eenheid(waarde: float) -> str:
    """With a point: a localized '12,5' would be a broken svg."""
    return f"{waarde:.1f}".rstrip("0").rstrip(".")


def waterval(verschil: Verschil) -> Waterval:
    """toen, then each part from where the one before ended, then nu: the last step always arrives there."""
    stappen = [(deel.value, n) for deel, n in verschil.delen]
    niveaus = [verschil.toen]
    for _, n in stappen:
        niveaus.append(niveaus[-1] + n)
    hoog = max([1, *niveaus])
    begin = _begin(min(niveaus), hoog)
    schaal = (RECHTS - LINKS) / (hoog - begin)

    def x(niveau: float) -> float:
        return LINKS + (niveau - begin) * schaal

    rijen = [("toen", verschil.toen, begin, verschil.toen, True)]
    rijen += [(naam, n, *sorted(niveaus[i : i + 2]), False) for i, (naam, n) in enumerate(stappen)]
    rijen.append(("nu", verschil.nu, begin, verschil.nu, True))
    eind = [*niveaus, verschil.nu]
    treden = tuple(
        Trede(
            soort=soort,
            aantal=aantal,
            x=eenheid(x(van)),
            y=eenheid(i * RIJ + (RIJ - BLOK) / 2),
            breedte=eenheid(max((tot - van) * schaal, 0)),
            tekst_y=eenheid(i * RIJ + RIJ / 2 + 4.5),
            niveau=eenheid(x(eind[i])),
            # Where there is no block the line of the row above goes on.
            lijn_van=eenheid(i * RIJ + (RIJ + (BLOK if tot > van else -BLOK)) / 2),
            lijn_tot=eenheid((i + 1) * RIJ + (RIJ - BLOK) / 2),
            is_stand=is_stand,
        )
        for i, (soort, aantal, van, tot, is_stand) in enumerate(rijen)
    )
    return Waterval(treden, RIJ * len(treden), begin)


def _begin(laag: int, hoog: int) -> int:
    """Half the height of the steps below the lowest level, rounded down; zero where that fits."""
    verschil = hoog - laag
    if not verschil or laag <= AFSNIJDEN * hoog:
        return 0
    rond = 10 ** (len(str(verschil)) - 1)
    return max(0, (laag - verschil // 2 - rond) // rond * rond)
