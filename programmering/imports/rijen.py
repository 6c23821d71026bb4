"""A plan as the columns of the template: what the template and the form of the Planmonitor are filled with.

The other way round of controle: what is written here is read there, and comes out the same.
"""

from dataclasses import dataclass
from datetime import date

from programmering.plannen import lijsten
from programmering.plannen.actions import als_regels
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel

from . import rooster, velden
from .profiel import Profiel
from .rooster import Kolom

# Excel keeps no more in a cell; a longer text stays out, since half of it would come back as a change.
MAX_CEL = 32_767
JAREN_VOORUIT = 20


@dataclass(frozen=True)
class Planrij:
    """The header of a plan by field, as text or date, and its numbers by column."""

    plan: Plan
    velden: dict[str, object]
    aantallen: dict[Kolom, int]


def als_rij(plan: Plan) -> Planrij:
    """Expects the gemeente and the regels to be there already (select_related, prefetch_related)."""
    waarden = {veld: _waarde(veld, getattr(plan, veld)) for veld in velden.SOORT}
    aantallen: dict[Kolom, int] = {}
    for regel in als_regels(plan):
        aantallen |= _cellen(regel)
    return Planrij(plan, waarden, aantallen)


def _cellen(regel: Regel) -> dict[Kolom, int]:
    cellen = rooster.als_cellen(regel)
    # A row that was realised altogether has a total; zero is what an empty cell beside it says.
    return cellen or {}


def _waarde(veld: str, waarde):
    if isinstance(waarde, date):
        return waarde
    tekst = velden.als_tekst(veld, waarde)
    if velden.SOORT[veld] == velden.PROCENT:
        return int(tekst) if tekst else ""
    if veld == "knelpunten":
        # In the order of the list, as people read it.
        gekozen = set(waarde)
        return "; ".join(k.label for k in lijsten.Knelpunt if k in gekozen)
    if velden.SOORT[veld] == velden.KEUZE:
        # 'onbekend' is what an empty cell says; only the status of a plan is asked for.
        leeg = tekst == "onbekend" and veld != "status_planologisch"
        return "" if leeg else str(velden.CODELIJSTEN[veld](tekst).label)
    return "" if len(tekst) > MAX_CEL else tekst


def kolom_van_veld(profiel: Profiel) -> dict[str, str]:
    """Field -> the column that the profile reads it from."""
    eigen = {"plancode": profiel.plancode_kolom, "plannaam": profiel.plannaam_kolom}
    return eigen | {"peildatum": profiel.peildatum_kolom} | {v.veld: v.kolom for v in profiel.velden}


def jaren(rijen: list[Planrij], vanaf: int, tot: int) -> list[str]:
    """The years of a table: from the first to the last that any of these plans has, and at least from `vanaf` on."""
    bekend = {int(k.jaar) for rij in rijen for k in rij.aantallen if k.wat == rooster.JAAR and k.jaar.isdigit()}
    return [str(jaar) for jaar in range(min([vanaf, *bekend]), max([tot, *bekend]) + 1)]
