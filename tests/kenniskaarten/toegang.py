"""The permission table of kenniskaarten, put together from its parts."""

from tests.rollen import samen_op_telefoon

from . import toegang_kaarten, toegang_passend, toegang_roadmap, toegang_voorbeelden, toegang_zoeken

DELEN = (toegang_kaarten, toegang_voorbeelden, toegang_roadmap, toegang_passend, toegang_zoeken)
TABEL = {naam: rijen for deel in DELEN for naam, rijen in deel.TABEL.items()}
GEEN_PAGINA = {naam for deel in DELEN for naam in deel.GEEN_PAGINA}
OP_TELEFOON = samen_op_telefoon(DELEN)


def dingen(cast) -> dict:
    return {naam: pk for deel in DELEN for naam, pk in deel.dingen(cast).items()}
