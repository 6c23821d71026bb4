"""What every reader of an uploaded file has in common: what it must be able to do, and what it hands over."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import NamedTuple, Protocol

from woonzorg.gebieden.stelsels import STELSELS, Stelsel

MAX_BYTES = 20 * 1024 * 1024
MAX_RIJEN = 20_000
TE_GROOT = "Het bestand is groter dan 20 MB. Splits het in kleinere bestanden."
LEEG = "Het bestand is leeg."
# Of a file without shapes: it has to be something, and nothing is transformed from it.
GEEN_STELSEL = STELSELS[28992]
GEEN_PLAATSEN: Mapping[str, str] = MappingProxyType({})


class Leesfout(Exception):
    """The file cannot be used; the message is Dutch and says what to do."""


class StelselOnbekend(Leesfout):
    """All is well but that the file names no CRS: a person can choose one, and the file can be read after all."""


class GeenTabel(Leesfout):
    """No row of headings that whoever asks for this file knows."""


@dataclass(frozen=True)
class Onleesbaar:
    """In the place of a value that cannot be used: what stands in the cell, and what to do about it."""

    waarde: str
    melding: str


@dataclass(frozen=True)
class Kop:
    """What is known of the whole file before any row is judged. `opmerkingen` are sentences about the whole file."""

    aantal: int
    kolommen: frozenset[str]
    stelsel: Stelsel
    opmerkingen: tuple[str, ...] = ()
    # The columns as they follow each other in the file, for who wants rows back; may be left empty.
    volgorde: tuple[str, ...] = ()
    # True when the file names no CRS and `stelsel` is what a person chose.
    stelsel_gekozen: bool = False
    # False for a kind of file that cannot hold shapes: then a row without one is nothing to remark upon.
    met_vlakken: bool = True
    # True when a table has the column in which the portal said why it refused a row.
    met_foutkolom: bool = False
    # Of our own template: which version of it this is.
    sjabloon: str = ""
    # The name of the profile that this kind of file is for, where the file itself tells; '' for most.
    profiel: str = ""

    def als_tekst(self) -> str:
        """JSON in ASCII: a name of a column may hold what a database takes in no other way."""
        return json.dumps(vars(self) | {"kolommen": sorted(self.kolommen), "stelsel": self.stelsel.srid})

    @classmethod
    def uit_tekst(cls, tekst: str) -> "Kop":
        """The other way round, also of what another version of the portal wrote."""
        waarden = json.loads(tekst)
        vast = {
            "kolommen": frozenset(waarden["kolommen"]),
            "stelsel": STELSELS[waarden["stelsel"]],
            "opmerkingen": tuple(waarden["opmerkingen"]),
            "volgorde": tuple(waarden["volgorde"]),
        }
        return cls(**{veld.name: waarden[veld.name] for veld in fields(cls) if veld.name in waarden} | vast)


class Rijfout(NamedTuple):
    """Something that the reader itself finds wrong with one row."""

    kolom: str
    waarde: str
    melding: str


class Bronrij(NamedTuple):
    """One row: the sheet or layer it is in, its number as the person sees it there, and a GeoJSON-like feature.

    The feature is {"type": "Feature", "properties": {column: value}, "geometry": GeoJSON geometry or None}; a value
    may be Onleesbaar. A reader may hand over something else when the file holds something else; judging refuses that
    row. `plaatsen` says where a column stands, as Excel writes it ('F', or 'F12').
    """

    blad: str
    rij: int
    feature: object
    plaatsen: Mapping[str, str] = GEEN_PLAATSEN
    fouten: tuple[Rijfout, ...] = ()


class Lezer(Protocol):
    """Reads one kind of file. Everything that is wrong with the whole file is a Leesfout with its own sentence."""

    titel: str
    extensies: tuple[str, ...]

    def herken(self, inhoud: bytes) -> bool:
        """True when the content looks like this kind; only asked for a file with one of the extensions."""

    def controleer(self, naam: str, inhoud: bytes) -> None:
        """Size, kind by content and whatever could hurt the reader; before anything is parsed."""

    def kop(self, inhoud: bytes, *, srid: int | None = None) -> Kop:
        """The whole file in short. `srid` is the CRS that a person chose; it counts when the file names none."""

    def rijen(self, inhoud: bytes) -> Iterator[Bronrij]:
        """The rows in order, one at a time; the caller has had `kop` first."""


def punt(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")


def te_veel_rijen() -> Leesfout:
    return Leesfout(f"Het bestand heeft meer dan {punt(MAX_RIJEN)} plannen. Splits het in kleinere bestanden.")
