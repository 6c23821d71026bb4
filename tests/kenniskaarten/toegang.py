"""The permission table of kenniskaarten, put together from its parts."""

from . import toegang_kaarten, toegang_passend, toegang_roadmap, toegang_voorbeelden, toegang_zoeken

DELEN = (toegang_kaarten, toegang_voorbeelden, toegang_roadmap, toegang_passend, toegang_zoeken)
TABEL = {naam: rijen for deel in DELEN for naam, rijen in deel.TABEL.items()}
GEEN_PAGINA = {naam for deel in DELEN for naam in deel.GEEN_PAGINA}


def op_telefoon() -> dict[str, list[str]]:
    namen: dict[str, list[str]] = {}
    for deel in DELEN:
        for wie, paginas in deel.OP_TELEFOON.items():
            namen.setdefault(wie, []).extend(paginas)
    return namen


def dingen(cast) -> dict:
    return {naam: pk for deel in DELEN for naam, pk in deel.dingen(cast).items()}
