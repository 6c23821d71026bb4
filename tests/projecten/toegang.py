"""The permission table of projecten, put together from its parts."""

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


def op_telefoon() -> dict[str, list[str]]:
    namen: dict[str, list[str]] = {}
    for deel in DELEN:
        for wie, paginas in deel.OP_TELEFOON.items():
            namen.setdefault(wie, []).extend(paginas)
    return namen


def project_in_aa(cast, maak_project, **velden) -> dict:
    project = maak_project(**velden)
    return {"project": project.pk} | {k: v for deel in DELEN for k, v in deel.dingen(cast, project).items()}
