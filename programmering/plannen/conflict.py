"""Two people changed the same plan: who changed what since it was opened, and one version made out of both.

Three sides: how the plan was when the second opened it (`Opname`), how it is stored now, and what was typed. Only
what both changed, and not to the same, has to be chosen; the rest has an answer already, that may be turned round.
What is typed stays in the form until it is saved, so nothing is lost on the way.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BoundField, CheckboxInput, ModelChoiceField
from django.http import QueryDict
from django.utils.formats import date_format

from programmering.plekken.forms import BRONNEN
from woonzorg.getallen import getal

from . import lijsten
from .actions import als_regels
from .forms import PlanForm
from .invulling import Invulling, opgeslagen
from .models import Plan
from .opname import VELDEN, Opname, lees_opname, neem_op, per_rij, vingerafdruk, waarden
from .plek import als_geojson, zelfde_plek
from .regels import ONBEKEND, Regel
from .rooster import cellen, naam_van_rij

MIJN, OPGESLAGEN = "mijn", "opgeslagen"
BEIDE, IK, ANDER = "beide", "ik", "ander"  # who changed it
LEEG = "leeg"
PLEK = "plek"
# All that the form sends of a place; together they are one choice.
PLEKVELDEN = [*BRONNEN, "oppervlakte", "plek_bron", "plek_wissen", "initial-hoekpunten"]
_VAN_DE_PAGINA = ("csrfmiddlewaretoken", "gereed", "concept", "nakijken", "samenvoegen", "wie", "klad")


@dataclass(frozen=True)
class Verschilpunt:
    """A field, a row of the grid or the place that is not the same in both versions."""

    sleutel: str  # 'plaats', 'r-wonen_en_zorg-geclusterd' or 'plek'
    naam: str
    wie: str
    toen: str | None  # None: not known
    opgeslagen: str
    mijn: str
    gekozen: str  # '' as long as somebody has to choose

    @property
    def keuze(self) -> str:
        return f"keuze-{self.sleutel}"

    @property
    def moet_kiezen(self) -> bool:
        return self.wie == BEIDE


def vergelijk(nu: Plan, invulling: Invulling, gekozen: Mapping[str, str]) -> list[Verschilpunt]:
    """What differs between the stored plan and what was typed, with what was chosen or goes without saying."""
    basis = lees_opname(invulling.form.data.get("opname", ""), nu)
    punten = [*_velden(nu, invulling, basis), *_rijen(nu, invulling, basis), *_plek(nu, invulling, basis)]
    return [_met_keuze(punt, gekozen.get(f"keuze-{punt[0]}", "")) for punt in punten]


def _met_keuze(punt: tuple, gekozen: str) -> Verschilpunt:
    vanzelf = {IK: MIJN, ANDER: OPGESLAGEN, BEIDE: ""}[punt[2]]
    return Verschilpunt(*punt, gekozen=gekozen if gekozen in (MIJN, OPGESLAGEN) else vanzelf)


def _wie(toen, nu, mijn, bekend: bool) -> str:
    if not bekend or toen not in (nu, mijn):
        return BEIDE
    return IK if toen == nu else ANDER


def _velden(nu: Plan, invulling: Invulling, basis: Opname | None):
    form = invulling.form
    van_nu, van_mij = waarden(nu), waarden(form.instance)
    for naam in VELDEN:
        if van_nu[naam] == van_mij[naam]:
            continue
        toen = basis.velden[naam] if basis else None
        yield (
            naam,
            str(form.fields[naam].label),
            _wie(toen, van_nu[naam], van_mij[naam], basis is not None),
            _in_woorden(form, naam, toen) if basis else None,
            _in_woorden(form, naam, van_nu[naam]),
            _in_woorden(form, naam, van_mij[naam]),
        )


def _rijen(nu: Plan, invulling: Invulling, basis: Opname | None):
    van_nu, van_mij = per_rij(als_regels(nu)), per_rij(invulling.regels)
    for groep, categorieen in lijsten.CATEGORIEEN.items():
        for sleutel in ((groep, categorie) for categorie in categorieen):
            n, m, toen = van_nu.get(sleutel), van_mij.get(sleutel), basis.regels.get(sleutel) if basis else None
            if n != m:
                wie = _wie(toen, n, m, basis is not None)
                oud = _regeltekst(toen) if basis else None
                yield f"r-{groep}-{sleutel[1]}", naam_van_rij(*sleutel), wie, oud, _regeltekst(n), _regeltekst(m)


def _plek(nu: Plan, invulling: Invulling, basis: Opname | None):
    """Who gave no place keeps the stored one, whatever that is now: there is nothing to choose."""
    mijn = invulling.plan.geometrie
    if not invulling.form.plek_gegeven or (mijn and nu.geometrie and zelfde_plek(mijn, nu.geometrie)):
        return
    if mijn is None and nu.geometrie is None:
        return
    wie = IK if basis and basis.plek == vingerafdruk(nu) else BEIDE
    yield PLEK, "Plek", wie, None, _maat(nu.geometrie), _maat(mijn)


def open_punten(punten: list[Verschilpunt]) -> list[Verschilpunt]:
    return [p for p in punten if not p.gekozen]


# --- One version out of two --------------------------------------------------------------------------------


def voeg_samen(nu: Plan, invulling: Invulling, punten: list[Verschilpunt], user) -> QueryDict:
    """The form as it would be sent with these choices, on top of what is stored now. Not chosen is mine."""
    data = mijn_data(invulling)
    van_nu = opgeslagen(nu, user)
    for punt in punten:
        if punt.gekozen != OPGESLAGEN:
            continue
        if punt.sleutel.startswith("r-"):
            _zet_rij(data, van_nu, punt.sleutel)
        elif punt.sleutel != PLEK:
            _zet(data, punt.sleutel, _als_post(van_nu.form[punt.sleutel]))
    if not any(p.sleutel == PLEK and p.gekozen != OPGESLAGEN for p in punten):
        _zet_plek(data, van_nu.form)
    data["versie"], data["opname"] = str(nu.versie), neem_op(nu, als_regels(nu))
    return data


def mijn_data(invulling: Invulling) -> QueryDict:
    """What was typed, without what belongs to the page. A place that came in a file is kept as a drawing."""
    data = QueryDict(mutable=True)
    for naam, lijst in invulling.form.data.lists():
        leeg_in_rooster = naam.startswith(("r-", "g-")) and not any(lijst)
        if naam not in _VAN_DE_PAGINA and not naam.startswith("keuze-") and not leeg_in_rooster:
            data.setlist(naam, lijst)
    form = invulling.form
    if form.plek_gegeven and form.instance.geometrie is not None:
        data["tekening"], data["plek_bron"] = _tekening(form.instance.geometrie), "tekening"
    return data


def _tekening(geometrie) -> str:
    return json.dumps(als_geojson(geometrie), separators=(",", ":"))


def _zet(data: QueryDict, naam: str, lijst: list[str]) -> None:
    if lijst:
        data.setlist(naam, lijst)
    else:
        data.pop(naam, None)


def _zet_rij(data: QueryDict, van_nu: Invulling, sleutel: str) -> None:
    _, groep, categorie = sleutel.split("-")
    for naam in [n for n in data if n[2:].startswith(f"{groep}-{categorie}-") and n[:2] in ("r-", "g-")]:
        del data[naam]
    data.update({naam: tekst for naam, tekst in cellen(van_nu.rooster.rij(groep, categorie)).items() if tekst})


def _zet_plek(data: QueryDict, form: PlanForm) -> None:
    for naam in PLEKVELDEN:
        data.pop(naam, None)
    data["hoekpunten"] = data["initial-hoekpunten"] = form.initial["hoekpunten"]


def _als_post(veld: BoundField) -> list[str]:
    """The stored value of a field as a browser would send it."""
    waarde, widget = veld.value(), veld.field.widget
    if isinstance(widget, CheckboxInput):
        return ["on"] if waarde else []
    if isinstance(waarde, list | tuple):
        return [str(w) for w in waarde]
    tekst = widget.format_value(veld.field.prepare_value(waarde))
    return [str(t) for t in tekst] if isinstance(tekst, list | tuple) else [str(tekst or "")]


# --- For people --------------------------------------------------------------------------------------------


def _in_woorden(form: PlanForm, naam: str, waarde) -> str:
    veld = form.fields[naam]
    if waarde in (None, "", []):
        return "onbekend" if naam == "studentenwoningen" else LEEG
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(veld, ModelChoiceField):
        return str(veld.queryset.model._default_manager.filter(pk=waarde).first() or LEEG)
    keuzes = {str(code): str(label) for code, label in getattr(veld, "choices", [])}
    if isinstance(waarde, list):
        return ", ".join(keuzes.get(w, w) for w in waarde)
    if naam == "peildatum":
        return date_format(datetime.date.fromisoformat(waarde), "j F Y")
    return keuzes.get(str(waarde), str(waarde))


def _regeltekst(regel: Regel | None) -> str:
    if regel is None:
        return LEEG
    delen = [f"{getal(regel.gepland)} gepland", f"{getal(regel.gerealiseerd)} gerealiseerd"]
    if regel.waarvan_corporatie:
        delen.append(f"waarvan corporatie {getal(regel.waarvan_corporatie)}")
    delen += [_jaar(jaar, n) for jaar, n in sorted(regel.rest_per_jaar.items())]
    delen += [f"klaar in {_jaar(jaar, n)}" for jaar, n in sorted(regel.gerealiseerd_per_jaar.items())]
    return " · ".join(delen)


def _jaar(jaar: str, n: int) -> str:
    return f"{'jaar onbekend' if jaar == ONBEKEND else jaar}: {getal(n)}"


def _maat(geometrie) -> str:
    return f"{getal(round(geometrie.area))} m²" if geometrie else "geen plek"
