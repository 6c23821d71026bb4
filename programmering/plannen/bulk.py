"""One change to many plans at once: what would become of each, and then all of them or none.

Looking and writing cost the same number of queries for one plan and for five hundred. What may be changed like this
touches no numbers, no name and no place; the history and the locks are those of any other change.
"""

import copy
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatiesoort
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import rollen_met

from . import lijsten
from .actions import toets_velden, wijzig_velden
from .models import Plan
from .waarden import VELDEN, Namen, lees_namen, toon

MAXIMUM = 500
NIET_VAN_U = "U mag dit plan niet wijzigen."
INTUSSEN = "Iemand anders wijzigde dit plan intussen. Kijk wat er nu staat en bevestig opnieuw."
VERDWENEN = "Dit plan is intussen verwijderd, of voor u niet meer te zien."
NIEMAND = "niemand"


class Weigering(Exception):
    """This plan cannot have this value; the argument says why."""


@dataclass(frozen=True)
class Omgeving:
    """What a change has to know beside the plan: who works for which gemeente."""

    user: object
    # Account id -> codes of gemeenten where it may be given plans.
    werkt_voor: dict[int, set[str]] = field(default_factory=dict)


# How each change works out on one plan: it sets the fields, and gives what else there is to know ('' for nothing).


def _zet_status(plan: Plan, waarde: str, omgeving: Omgeving) -> str:
    if waarde == lijsten.StatusPlanologisch.ONBEKEND and plan.invoerstatus == lijsten.Invoerstatus.GEREED:
        raise Weigering("Zonder planologische status kan dit plan niet gereed zijn. Zet het eerst op concept.")
    plan.status_planologisch = waarde
    if waarde in lijsten.HARD and plan.vertrouwelijkheid != lijsten.Vertrouwelijkheid.OPENBAAR:
        plan.vertrouwelijkheid = lijsten.Vertrouwelijkheid.OPENBAAR
        return "Een hard plan is altijd openbaar: de vertrouwelijkheid gaat mee."
    if lijsten.planklasse(waarde) == lijsten.Planklasse.NIET_MEETELLEND:
        return "Met deze status telt het plan niet mee, en ziet alleen de gemeente het."
    return ""


def _zet_vertrouwelijkheid(plan: Plan, waarde: str, omgeving: Omgeving) -> str:
    if plan.status_planologisch in lijsten.HARD and waarde != lijsten.Vertrouwelijkheid.OPENBAAR:
        raise Weigering("Een hard plan is altijd openbaar.")
    plan.vertrouwelijkheid = waarde
    return ""


def _zet_opdrachtgever(plan: Plan, waarde: str, omgeving: Omgeving) -> str:
    was_openbaar = plan.opdrachtgever_naam_openbaar
    plan.opdrachtgever_soort = waarde
    if plan.opdrachtgever_naam and plan.opdrachtgever_naam_openbaar and not was_openbaar:
        return f"De naam van de opdrachtgever ({plan.opdrachtgever_naam}) wordt hiermee openbaar."
    return ""


def _zet_behandelaar(plan: Plan, waarde: str, omgeving: Omgeving) -> str:
    if waarde == NIEMAND:
        plan.behandelaar_id = None
        return ""
    pk = int(waarde)
    if pk != omgeving.user.pk and plan.gemeente.code not in omgeving.werkt_voor.get(pk, ()):
        raise Weigering(f"Deze persoon werkt niet bij de gemeente {plan.gemeente.naam}.")
    plan.behandelaar_id = pk
    return ""


def _begin_knelpunt(plan: Plan, waarde: str, omgeving: Omgeving) -> str:
    if waarde == lijsten.Knelpunt.GEEN:
        opgelost = [k for k in plan.knelpunten if k != lijsten.Knelpunt.GEEN]
        plan.knelpunten = [lijsten.Knelpunt.GEEN]
        return "Wat er stond, geldt vanaf vandaag als opgelost." if opgelost else ""
    if waarde not in plan.knelpunten:
        plan.knelpunten = [k for k in plan.knelpunten if k != lijsten.Knelpunt.GEEN] + [waarde]
    return ""


def _los_knelpunt_op(plan: Plan, waarde: str, omgeving: Omgeving) -> str:
    plan.knelpunten = [k for k in plan.knelpunten if k != waarde]
    return ""


def _zet(veld: str) -> Callable[[Plan, object, Omgeving], str]:
    def zet(plan: Plan, waarde, omgeving: Omgeving) -> str:
        setattr(plan, veld, waarde)
        return ""

    return zet


@dataclass(frozen=True)
class Verandering:
    """A field that may be changed for many plans at once, and how that works out on one."""

    naam: str
    label: str
    # The fields of the plan that it touches.
    velden: tuple[str, ...]
    pas_toe: Callable[[Plan, object, Omgeving], str]


VERANDERINGEN = {
    v.naam: v
    for v in (
        Verandering(
            "status_planologisch", "planologische status", ("status_planologisch", "vertrouwelijkheid"), _zet_status
        ),
        Verandering("status_project", "status project", ("status_project",), _zet("status_project")),
        Verandering("vertrouwelijkheid", "vertrouwelijkheid", ("vertrouwelijkheid",), _zet_vertrouwelijkheid),
        Verandering("plantype", "plantype", ("plantype",), _zet("plantype")),
        Verandering("opdrachtgever_soort", "opdrachtgever", ("opdrachtgever_soort",), _zet_opdrachtgever),
        Verandering("behandelaar", "behandelaar", ("behandelaar",), _zet_behandelaar),
        Verandering("knelpunt_erbij", "knelpunt toevoegen", ("knelpunten",), _begin_knelpunt),
        Verandering("knelpunt_opgelost", "knelpunt oplossen", ("knelpunten",), _los_knelpunt_op),
        Verandering("peildatum", "peildatum", ("peildatum",), _zet("peildatum")),
    )
}


# What was chosen


def lees_keuze(user, pks: Iterable[int]) -> list[Plan]:
    """The plans of these that `user` may know of; one query."""
    plannen = Plan.objects.for_user(user).filter(pk__in=list(pks)).select_related("gemeente")
    return list(plannen.order_by("plannaam", "pk"))


def kandidaten(gemeenten: Iterable[str]) -> dict[int, set[str]]:
    """Account id -> codes of these gemeenten where it may write plans, as a member of the gemeente; one query."""
    leden = Lidmaatschap.objects.geldig().filter(
        rol__in=rollen_met(Permission.PLAN_WIJZIGEN),
        gebruiker__is_active=True,
        organisatie__soort=Organisatiesoort.GEMEENTE,
        organisatie__werkgebieden__soort=Gebiedssoort.GEMEENTE,
        organisatie__werkgebieden__code__in=set(gemeenten),
    )
    werkt_voor: dict[int, set[str]] = {}
    for gebruiker, code in leden.values_list("gebruiker_id", "organisatie__werkgebieden__code"):
        werkt_voor.setdefault(gebruiker, set()).add(code)
    return werkt_voor


def behandelaarkeuzes(user, plannen: Sequence[Plan]) -> list[tuple[str, str]]:
    """(value, name) of who may be given at least one of these plans; two queries."""
    pks = {user.pk, *kandidaten(p.gemeente.code for p in plannen)}
    namen = Gebruiker.objects.filter(pk__in=pks).order_by("naam", "pk").values_list("pk", "naam")
    return [(NIEMAND, "niemand"), *((str(pk), naam) for pk, naam in namen)]


# What would become of it


@dataclass(frozen=True)
class Rij:
    """One plan: what stands there and what would come, or why not."""

    plan: Plan
    wijzigingen: tuple[tuple[str, str, str], ...] = ()  # label, old, new
    opmerking: str = ""
    reden: str = ""

    @property
    def kan(self) -> bool:
        return not self.reden and bool(self.wijzigingen)

    @property
    def al_zo(self) -> bool:
        return not self.reden and not self.wijzigingen


@dataclass(frozen=True)
class Voorbeeld:
    verandering: Verandering
    rijen: tuple[Rij, ...]

    @property
    def te_wijzigen(self) -> list[Rij]:
        return [r for r in self.rijen if r.kan]

    @property
    def al_zo(self) -> list[Rij]:
        return [r for r in self.rijen if r.al_zo]

    @property
    def kan_niet(self) -> list[Rij]:
        return [r for r in self.rijen if r.reden]

    @property
    def keuze(self) -> str:
        """What is confirmed: of each plan that changes the version that was looked at."""
        return ",".join(f"{r.plan.pk}:{r.plan.versie}" for r in self.te_wijzigen)


def maak_voorbeeld(
    user,
    plannen: Sequence[Plan],
    naam: str,
    waarde,
    *,
    gezien: Mapping[int, int] = MappingProxyType({}),
    weigert: Mapping[int, str] = MappingProxyType({}),
) -> Voorbeeld:
    """What `waarde` would make of each plan; four queries at most.

    `gezien`: pk -> version that was looked at before; `weigert`: pk -> why it refused when it was tried.
    """
    verandering, omgeving = VERANDERINGEN[naam], _omgeving(user, plannen, naam)
    proeven = [_probeer(plan, verandering, waarde, omgeving) for plan in plannen]
    namen = lees_namen([stand for proef in proeven for stand in (proef.plan, proef.na)], user)
    rijen = []
    for proef in proeven:
        rij = _rij(proef, verandering, namen, user)
        if gezien.get(proef.plan.pk, proef.plan.versie) != proef.plan.versie:
            rij = replace(rij, opmerking=f"{INTUSSEN} {rij.opmerking}".strip())
        rijen.append(replace(rij, reden=rij.reden or weigert.get(proef.plan.pk, "")))
    return Voorbeeld(verandering, tuple(rijen))


def _omgeving(user, plannen: Sequence[Plan], naam: str) -> Omgeving:
    met_mensen = naam == "behandelaar"
    return Omgeving(user, kandidaten(p.gemeente.code for p in plannen) if met_mensen else {})


@dataclass(frozen=True)
class _Proef:
    """A plan as it is and as it would be."""

    plan: Plan
    na: Plan
    opmerking: str = ""
    reden: str = ""


def _probeer(plan: Plan, verandering: Verandering, waarde, omgeving: Omgeving) -> _Proef:
    na = copy.copy(plan)
    try:
        return _Proef(plan, na, verandering.pas_toe(na, waarde, omgeving))
    except Weigering as fout:
        return _Proef(plan, plan, reden=str(fout))


def _rij(proef: _Proef, verandering: Verandering, namen: Namen, user) -> Rij:
    if not proef.plan.wijzigbaar_voor(user):
        return Rij(proef.plan, reden=NIET_VAN_U)
    wijzigingen = tuple(
        (VELDEN[veld], toon(proef.plan, veld, namen), toon(proef.na, veld, namen))
        for veld in verandering.velden
        if _waarde(proef.plan, veld) != _waarde(proef.na, veld)
    )
    return Rij(proef.plan, wijzigingen, proef.opmerking if wijzigingen else "", proef.reden)


def _waarde(plan: Plan, veld: str):
    return getattr(plan, Plan._meta.get_field(veld).attname)


# And then


class Achterhaald(Exception):
    """Nothing has been written: what was looked at is not what is stored, or a plan refused. pk -> why."""

    def __init__(self, redenen: dict[int, str]):
        self.redenen = redenen
        super().__init__(f"{len(redenen)} plannen")


@transaction.atomic
def voer_uit(*, user, naam: str, waarde, gezien: dict[int, int]) -> int:
    """Writes the change to all of these plans (pk -> version that was looked at), or to none; gives how many.

    Raises Achterhaald when one of them was changed or deleted meanwhile, may not be written, or refuses.
    """
    # In one order for everyone, so that two who change many at once wait instead of standing in each other's way.
    list(Plan.objects.filter(pk__in=gezien).order_by("pk").select_for_update().values_list("pk", flat=True))
    plannen = {p.pk: p for p in lees_keuze(user, gezien)}
    redenen = {
        pk: "Dit plan is intussen verwijderd, of voor u niet meer te zien." for pk in gezien if pk not in plannen
    }
    redenen |= {pk: NIET_VAN_U for pk, plan in plannen.items() if not plan.wijzigbaar_voor(user)}
    redenen |= {pk: INTUSSEN for pk, plan in plannen.items() if plan.versie != gezien[pk]}
    if redenen:
        raise Achterhaald(redenen)
    omgeving, verandering = _omgeving(user, list(plannen.values()), naam), VERANDERINGEN[naam]
    for plan in plannen.values():
        try:
            verandering.pas_toe(plan, waarde, omgeving)
            toets_velden(plan, verandering.velden)
        except Weigering as fout:
            redenen[plan.pk] = str(fout)
        except ValidationError as fout:
            redenen[plan.pk] = " ".join(fout.messages)
    if redenen:
        raise Achterhaald(redenen)
    wijzig_velden(plannen=list(plannen.values()), velden=verandering.velden, by=str(user))
    return len(plannen)


def peildatum_kan(dag: datetime.date) -> bool:
    """A peildatum is of these years; the next one may be filled in early."""
    return dag.year >= 2000 and dag <= timezone.localdate() + datetime.timedelta(days=366)
