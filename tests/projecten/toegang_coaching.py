"""Rows of the permission table for projecten/coaching."""

from tests.rollen import COACHES_AA, Rij

TABEL: dict[str, list[Rij]] = {
    "vandaag": [Rij(COACHES_AA)],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"adviseur_oost": ["vandaag"]}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for; `project` is one in Aa with a projectleider and a partner."""
    return {}
