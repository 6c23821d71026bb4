"""What the portal knows of a place where somebody works: that for which knowledge is proposed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Situatie:
    """A plan, plot, project or knelpunt, as far as this reader may know it. Codes are those of `Kenmerken`.

    `wat` says what it is in a sentence: 'dit project'. Nothing known is nothing asked: empty.
    """

    wat: str
    woningtypen: tuple[str, ...] = ()
    # Homes geclusterd and zorggeschikt together, or all of the three types where there are none of those.
    omvang: int | None = None
    bouwvorm: str = ""
    fase: str = ""
    knelpunten: tuple[str, ...] = ()
    # Parties that are not at the table yet.
    ontbreekt: tuple[str, ...] = ()
    tekst: str = ""
    gemeente: str = ""
    omgeving: str = ""

    @property
    def kenmerken(self) -> tuple[str, ...]:
        """As 'knelpunten:stikstof': what an Oordeel given here says something about."""
        return (
            *(f"knelpunten:{k}" for k in self.knelpunten),
            *(f"partijen:{p}" for p in self.ontbreekt),
            *(f"woningtypen:{w}" for w in self.woningtypen),
            *((f"bouwvormen:{self.bouwvorm}",) if self.bouwvorm else ()),
            *((f"fasen:{self.fase}",) if self.fase else ()),
        )


@dataclass(frozen=True)
class Kandidaat:
    """Something that could be proposed, with what it says it is about; empty is: whatever it is, it fits."""

    bron: str
    sleutel: int
    soort: str
    woningtypen: tuple[str, ...] = ()
    bouwvormen: tuple[str, ...] = ()
    fasen: tuple[str, ...] = ()
    knelpunten: tuple[str, ...] = ()
    partijen: tuple[str, ...] = ()
    omvang: int | None = None
    omgeving: str = ""
    gemeente: str = ""
