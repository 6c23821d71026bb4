"""Rows of the permission table for agreements on the opgave from a file."""

from programmering.imports.models import Import
from tests.rollen import VASTLEGGERS_AA, Rij

TABEL: dict[str, list[Rij]] = {
    "import-opgaven": [Rij(VASTLEGGERS_AA), Rij(VASTLEGGERS_AA, post=True, status=422)],
    "import-opgaven-sjabloon": [Rij(VASTLEGGERS_AA)],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"import-opgaven-sjabloon"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"vaststeller_aa": ["import-opgaven"]}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for."""
    return {"import_opgaven": _import(cast.vaststeller_aa).pk}


def _import(door) -> Import:
    return Import.objects.create(
        doel=Import.Doel.OPGAVEN,
        bestandsnaam="opgaven.xlsx",
        bestand=b"",
        profiel="opgaven",
        status=Import.Status.GECONTROLEERD,
        door=door,
        door_naam=door.naam,
    )
