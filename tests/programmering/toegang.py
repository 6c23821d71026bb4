"""The permission table of what came to programmering later, put together from its parts."""

from tests.rollen import samen_op_telefoon

from . import (
    toegang_bewoners,
    toegang_excel,
    toegang_imports,
    toegang_invoer,
    toegang_meldingen,
    toegang_opgaveimport,
    toegang_opmerkingen,
    toegang_peilstanden,
    toegang_planbeheer,
    toegang_uitvragen,
    toegang_waarom,
)

DELEN = (
    toegang_excel,
    toegang_imports,
    toegang_opgaveimport,
    toegang_invoer,
    toegang_planbeheer,
    toegang_opmerkingen,
    toegang_uitvragen,
    toegang_peilstanden,
    toegang_waarom,
    toegang_bewoners,
    toegang_meldingen,
)
TABEL = {naam: rijen for deel in DELEN for naam, rijen in deel.TABEL.items()}
GEEN_PAGINA = {naam for deel in DELEN for naam in deel.GEEN_PAGINA}
OP_TELEFOON = samen_op_telefoon(DELEN)


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows of the parts stands for."""
    return {naam: ding for deel in DELEN for naam, ding in deel.dingen(cast, maak_plan).items()}
