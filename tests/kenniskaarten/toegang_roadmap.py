"""Rows of the permission table: roadmap."""

from tests.rollen import Rij

TABEL: dict[str, list[Rij]] = {}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {}


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    return {}
