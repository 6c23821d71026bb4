"""Rows of the permission table: passend. Knowledge is proposed at a place to who sees that place."""

from tests.rollen import ADVISEURS, BEHEER, GEMEENTE_AA, IEDEREEN, INGELOGD, OOST, PROJECT_AA, PROJECTLEZERS_AA, Rij


def _op(plek: str, naam: str) -> dict:
    return {"plek": plek, "pk": f"@{naam}"}


TABEL: dict[str, list[Rij]] = {
    "kennis-passend": [
        Rij(IEDEREEN, _op("plan", "openbaar")),
        Rij(GEMEENTE_AA | OOST | BEHEER, _op("plan", "provincie"), anders=404),
        Rij(GEMEENTE_AA | BEHEER, _op("plan", "gemeente"), anders=404),
        Rij(IEDEREEN, _op("plot", "plot")),
        Rij(GEMEENTE_AA | BEHEER, _op("plot", "plot_gemeente"), anders=404),
        Rij(PROJECTLEZERS_AA, _op("project", "project"), anders=404),
        Rij(ADVISEURS, _op("knelpunt", "knelpunt_adviseurs"), anders=404),
        Rij(PROJECT_AA, _op("knelpunt", "knelpunt_gemeente"), anders=404),
        Rij(set(), {"plek": "onbekend", "pk": 1}, anders=404),
    ],
    # Without a word on something it says so and goes back.
    "kennis-oordeel": [
        Rij(INGELOGD, _op("plan", "openbaar"), status=302, post=True),
        Rij(GEMEENTE_AA | BEHEER, _op("plan", "gemeente"), status=302, post=True),
        Rij(PROJECTLEZERS_AA, _op("project", "project"), status=302, post=True),
        Rij(ADVISEURS, _op("knelpunt", "knelpunt_adviseurs"), status=302, post=True),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"kennis-oordeel"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"vreemde": ["kennis-passend"]}


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    return {}
