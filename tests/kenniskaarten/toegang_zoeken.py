"""Rows of the permission table: zoeken."""

from tests.rollen import IEDEREEN, Rij

TABEL: dict[str, list[Rij]] = {"kennis-zoeken": [Rij(IEDEREEN)]}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"vreemde": ["kennis-zoeken"]}


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    return {}
