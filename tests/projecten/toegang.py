"""The permission table of projecten, put together from its parts."""

from tests.rollen import samen_op_telefoon

from . import (
    toegang_agendering,
    toegang_coaching,
    toegang_kennis,
    toegang_project,
    toegang_tafels,
    toegang_team,
    toegang_vraagbaak,
)

DELEN = (
    toegang_project,
    toegang_coaching,
    toegang_team,
    toegang_agendering,
    toegang_vraagbaak,
    toegang_tafels,
    toegang_kennis,
)
TABEL = {naam: rijen for deel in DELEN for naam, rijen in deel.TABEL.items()}
GEEN_PAGINA = {naam for deel in DELEN for naam in deel.GEEN_PAGINA}
OP_TELEFOON = samen_op_telefoon(DELEN)


def project_in_aa(cast, maak_project, **velden) -> dict:
    project = maak_project(**velden)
    return {"project": project.pk} | {k: v for deel in DELEN for k, v in deel.dingen(cast, project).items()}
