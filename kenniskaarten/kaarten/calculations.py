"""What is different between two texts, line by line. Pure."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# Lines that stay the same, shown around a change.
OMRINGEND = 1


class Verschil(StrEnum):
    ERBIJ = "erbij"
    ERAF = "eraf"
    GELIJK = "gelijk"
    SPRONG = "sprong"


@dataclass(frozen=True)
class Regel:
    soort: Verschil
    tekst: str


_SOORT = {"+": Verschil.ERBIJ, "-": Verschil.ERAF, " ": Verschil.GELIJK, "@": Verschil.SPRONG}


def tekstverschil(was: str, werd: str) -> list[Regel]:
    """Lines that went and came, with one around them; [] when the texts are the same. A jump stands where lines that
    stayed the same were left out."""
    return list(_regels(was.splitlines(), werd.splitlines()))


def _regels(was: list[str], werd: list[str]) -> Iterator[Regel]:
    regels = difflib.unified_diff(was, werd, n=OMRINGEND, lineterm="")
    # Two lines with names of files come first.
    for nummer, regel in enumerate(regels):
        if nummer < 2:
            continue
        soort = _SOORT[regel[0]]
        if soort != Verschil.SPRONG:
            yield Regel(soort, regel[1:])
        elif nummer > 2:
            yield Regel(Verschil.SPRONG, "")
