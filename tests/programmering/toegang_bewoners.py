"""Rows of the permission table for what residents see: public, whoever asks."""

from tests.rollen import IEDEREEN, Rij

TABEL: dict[str, list[Rij]] = {"bewoners": [Rij(IEDEREEN)]}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"anoniem": ["bewoners"]}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for: nothing is needed."""
    return {}
