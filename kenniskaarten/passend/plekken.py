"""Where knowledge is proposed: a plan, a plot, a project, a knelpunt. Apps register theirs from `apps.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .situatie import Situatie


@dataclass(frozen=True)
class Opgezocht:
    """One place for one reader."""

    situatie: Situatie
    titel: str
    url: str
    # Where what is proposed can be kept, '' for who may not.
    bewaar_url: str = ""


@dataclass(frozen=True)
class Plek:
    naam: str
    # Of a reader and a key what that reader may know of the place; None when it is not there for that reader.
    zoek: Callable[[Any, int], Opgezocht | None]


PLEKKEN: dict[str, Plek] = {}


def registreer_plek(plek: Plek) -> None:
    PLEKKEN[plek.naam] = plek


@dataclass(frozen=True)
class Bewaarplek:
    """A place where one is looking for something to keep; `waarde` carries it along in the url."""

    waarde: str
    titel: str
    url: str
    bewaar_url: str


def bewaarplek(user, waarde: str) -> Bewaarplek | None:
    """Of '?bij=project-12' the place where this reader may keep things; None for anything else."""
    naam, _, nummer = waarde.partition("-")
    if naam not in PLEKKEN or not (nummer.isascii() and nummer.isdigit() and len(nummer) < 10):
        return None
    plek = PLEKKEN[naam].zoek(user, int(nummer))
    return Bewaarplek(waarde, plek.titel, plek.url, plek.bewaar_url) if plek and plek.bewaar_url else None
