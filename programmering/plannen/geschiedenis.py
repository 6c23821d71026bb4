"""The history of one plan for one reader: when, who, which field, from what to what. Written by triggers, read here.

Everything that happened in one go (one transaction, one person) is one moment. A moment of which this reader may know
nothing is left out. The number of queries does not depend on how much happened.
"""

import datetime
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format

from .lijsten import Knelpunt
from .models import Plan
from .regels import Regel
from .waarden import (
    AANTALLEN,
    LEEG,
    VELDEN,
    Wijziging,
    lees_namen,
    met_plek,
    regelnaam,
    regelverschillen,
    verschillen,
    zonder_herhaling,
)
from .zicht import Lezer

AANGEMAAKT = "plan aangemaakt"
ZICHTBAAR = "voor u zichtbaar geworden"
WEGGEGOOID = "naar de prullenbak"
TERUGGEZET = "teruggezet uit de prullenbak"
NIET_BEWAARD = "gewijzigd; wat er eerder stond, is niet bewaard"


@dataclass
class Moment:
    """One thing that somebody did to a plan; `wie` is '' for who may not know."""

    moment: datetime.datetime
    wie: str = ""
    kop: str = ""
    wijzigingen: list[Wijziging] = field(default_factory=list)

    @property
    def wat(self) -> list[str]:
        """In short: what happened and which fields, each once."""
        velden = [AANTALLEN if w.veld == AANTALLEN else w.label for w in self.wijzigingen]
        return list(dict.fromkeys([*([self.kop] if self.kop else []), *velden]))

    @property
    def dag(self) -> datetime.date:
        return timezone.localdate(self.moment)


@dataclass
class _Stap:
    """A moment as the events tell it: the plan before and after (None: not known), and what hangs on it."""

    moment: datetime.datetime
    voor: object
    na: object
    context: object = None
    bij: list[Wijziging] = field(default_factory=list)


def geschiedenis(plan: Plan, lezer: Lezer, *, veld: str = "", laatste: int | None = None) -> list[Moment]:
    """The latest first; with `veld` only what happened to that field. `laatste`: no further back than so many saves.

    At most eight queries.
    """
    events = list(met_plek(_van("PlanEvent", pgh_obj_id=plan.pk)).order_by("-pgh_id")[: laatste and laatste + 1])[::-1]
    # The one before the first that is asked for is only there to compare with.
    vorige = events.pop(0) if laatste and len(events) > laatste else None
    stappen = _stappen(events, vorige)
    begin = events[0].pgh_created_at if vorige else None
    _hang_aan(stappen, events, _wat_eraan_hangt("PlanregelEvent", plan, begin, _regelwijzigingen))
    if lezer.intern:
        _hang_aan(stappen, events, _wat_eraan_hangt("PlanknelpuntEvent", plan, begin, _knelpuntwijzigingen))
    namen = lees_namen([*events, *([vorige] if vorige else [])], lezer.user)
    momenten = [_moment(s, lezer, namen) for s in stappen.values() if _mag_zien(s, lezer)]
    if veld:
        for moment in momenten:
            moment.kop = ""
            moment.wijzigingen = [w for w in moment.wijzigingen if w.veld == veld]
    # Turned round after sorting, so that of two in one transaction the later one comes first.
    return sorted((m for m in momenten if m.kop or m.wijzigingen), key=lambda m: m.moment)[::-1]


def _van(model: str, **waar):
    return apps.get_model("programmering", model).objects.filter(**waar).select_related("pgh_context")


def _sleutel(event) -> tuple:
    return event.pgh_created_at, event.pgh_context_id


def _stappen(events: list, vorige) -> dict[tuple, _Stap]:
    stappen: dict[tuple, _Stap] = {}
    for event in events:
        stap = stappen.setdefault(
            _sleutel(event), _Stap(event.pgh_created_at, vorige, event, context=event.pgh_context)
        )
        stap.na = vorige = event
    return stappen


def _wat_eraan_hangt(model: str, plan: Plan, begin: datetime.datetime | None, lees: Callable) -> list[tuple]:
    """(event, what it changed) of the rows that hang on the plan, from `begin` on; two queries at most."""
    events = _van(model, plan_id=plan.pk)
    laatste = {}
    if begin:
        eerder = events.filter(pgh_created_at__lt=begin).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
        laatste = {e.pgh_obj_id: e for e in eerder}
        events = events.filter(pgh_created_at__gte=begin)
    paren = []
    for event in events.order_by("pgh_id"):
        paren.append((event, lees(laatste.get(event.pgh_obj_id), event)))
        laatste[event.pgh_obj_id] = event
    return paren


def _hang_aan(stappen: dict[tuple, _Stap], events: list, paren: list[tuple]) -> None:
    """Where only what hangs on the plan changed, it stood before and after as its last event says."""
    tijden = [e.pgh_created_at for e in events]
    for event, wijzigingen in paren:
        if _sleutel(event) not in stappen:
            plaats = bisect_right(tijden, event.pgh_created_at)
            stand = events[plaats - 1] if plaats else None
            stappen[_sleutel(event)] = _Stap(event.pgh_created_at, stand, stand, context=event.pgh_context)
        stappen[_sleutel(event)].bij += wijzigingen


def _mag_zien(stap: _Stap, lezer: Lezer) -> bool:
    return lezer.ziet_alles if stap.na is None else lezer.mag_zien(stap.na)


def _moment(stap: _Stap, lezer: Lezer, namen) -> Moment:
    door = (stap.context.metadata if stap.context else {}).get("door") or "onbekend"
    moment = Moment(stap.moment, door if lezer.intern else "", _kop(stap, lezer))
    if stap.voor is not None and lezer.mag_zien(stap.voor):
        # A state that this reader might not see is nothing to compare with.
        moment.wijzigingen = verschillen(stap.voor, stap.na, namen, lezer.mag_veld) + zonder_herhaling(stap.bij)
    return moment


def _kop(stap: _Stap, lezer: Lezer) -> str:
    """What happened as a whole; '' when only fields changed."""
    if stap.voor is None:
        if stap.na is None or stap.na.pgh_label != "insert":
            return NIET_BEWAARD if lezer.ziet_alles else ""
        # For who does not see everything, a plan that begins and one that comes to light look alike.
        return AANGEMAAKT if lezer.ziet_alles else ZICHTBAAR
    if not lezer.mag_zien(stap.voor):
        return ZICHTBAAR
    if (stap.voor.verwijderd_op is None) != (stap.na.verwijderd_op is None):
        return WEGGEGOOID if stap.na.verwijderd_op else TERUGGEZET
    return ""


def als_regel(event) -> Regel:
    return Regel(
        event.groep,
        event.categorie,
        event.gepland,
        event.gerealiseerd,
        dict(event.rest_per_jaar),
        dict(event.gerealiseerd_per_jaar),
        event.waarvan_corporatie,
    )


def _regelwijzigingen(voor, na) -> list[Wijziging]:
    nieuw = als_regel(na)
    match na.pgh_label:
        case "insert":
            return regelverschillen(None, nieuw)
        case "delete":
            return regelverschillen(nieuw, None)
    if voor is not None:
        return regelverschillen(als_regel(voor), nieuw)
    # The first that is known of this row: what it became, not what it was.
    label = f"{regelnaam(na.groep, na.categorie)}, totaal gepland"
    return [Wijziging(AANTALLEN, label, "niet bewaard", str(na.gepland))]


def _knelpuntwijzigingen(voor, na) -> list[Wijziging]:
    naam = dict(Knelpunt.choices).get(na.soort, na.soort)

    def dag(waarde) -> str:
        return date_format(waarde, "j F Y") if waarde else "nog niet"

    if na.pgh_label == "delete":
        return [Wijziging("knelpunten", naam, "knelpunt", "weggehaald")]
    wat = []
    if voor is None:
        # One that begins on the day itself is told by the list of the plan.
        if na.pgh_label == "insert" and na.sinds != timezone.localdate(na.pgh_created_at):
            wat.append((f"{naam}, sinds", LEEG, dag(na.sinds)))
    elif voor.sinds != na.sinds:
        wat.append((f"{naam}, sinds", dag(voor.sinds), dag(na.sinds)))
    opgelost, toelichting = (voor.opgelost_op, voor.toelichting) if voor else (None, "")
    if opgelost != na.opgelost_op:
        wat.append((f"{naam}, opgelost op", dag(opgelost), dag(na.opgelost_op)))
    if toelichting != na.toelichting:
        wat.append((f"{naam}, toelichting", toelichting or LEEG, na.toelichting or LEEG))
    return [Wijziging("knelpunten", *w) for w in wat]


def veldkeuzes(lezer: Lezer) -> list[tuple[str, str]]:
    """Of which fields this reader may ask the history."""
    return [*((naam, label) for naam, label in VELDEN.items() if lezer.mag_veld(naam)), (AANTALLEN, AANTALLEN)]
