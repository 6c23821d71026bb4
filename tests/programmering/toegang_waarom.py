"""Rows of the permission table for the slides of Het waarom: public, whoever asks."""

from tests.rollen import IEDEREEN, Rij

PROEF = {"anoniem", "vreemde", "invoerder_aa", "koepel"}
TABEL: dict[str, list[Rij]] = {
    "waarom": [
        *(Rij(IEDEREEN, {"code": code}) for code in ("NL", "PV90", "WD90", "GM9000")),
        Rij(set(), {"code": "GM0000"}, anders=404),
    ],
    # The same reading as the page; ten slides cost WeasyPrint seconds, so not everybody asks for them.
    "waarom-pdf": [
        Rij(IEDEREEN, {"code": "WD90"}, overslaan=IEDEREEN - PROEF),
        Rij(set(), {"code": "GM0000"}, anders=404),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"waarom-pdf"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"anoniem": ["waarom"]}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for: nothing is needed."""
    return {}
