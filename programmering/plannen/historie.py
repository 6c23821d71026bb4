"""The history of a plan for people: when, who, which fields. Written by triggers, only read here."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from .models import Plan

TOON = 30
STIL = {"gewijzigd", "versie", "aangemaakt", "id"}


@dataclass(frozen=True)
class Gebeurtenis:
    moment: datetime
    wie: str
    wat: list[str]


def historie(plan: Plan) -> list[Gebeurtenis]:
    """Latest first, at most 30; two queries."""
    PlanEvent = apps.get_model("programmering", "PlanEvent")
    RegelEvent = apps.get_model("programmering", "PlanregelEvent")
    return lees_historie(
        # A shape of each would be much to read for a word.
        PlanEvent.objects.filter(pgh_obj_id=plan.pk).defer("geometrie"),
        RegelEvent.objects.filter(plan_id=plan.pk),
        nieuw="plan aangemaakt",
        regeltekst=lambda event: f"aantallen: {event.groep}, {event.categorie}",
    )


def lees_historie(events, regels, *, nieuw: str, regeltekst) -> list[Gebeurtenis]:
    """The same for any record with rows: its events, those of its rows, and how a change of a row reads."""
    momenten = lees_momenten(events, nieuw=nieuw)
    for event in regels.select_related("pgh_context").order_by("pgh_id"):
        sleutel = (event.pgh_created_at, _wie(event))
        momenten.setdefault(sleutel, []).append(regeltekst(event))
    return op_volgorde(momenten)


def lees_momenten(events, *, nieuw: str) -> dict[tuple[datetime, str], list[str]]:
    """(when, who) -> what changed, of one record; one query."""
    momenten: dict[tuple[datetime, str], list[str]] = {}
    vorige = None
    for event in events.select_related("pgh_context").order_by("pgh_id"):
        wat = [nieuw] if vorige is None else _verschillen(vorige, event)
        momenten.setdefault((event.pgh_created_at, _wie(event)), []).extend(wat)
        vorige = event
    return momenten


def op_volgorde(momenten: dict[tuple[datetime, str], list[str]]) -> list[Gebeurtenis]:
    gebeurtenissen = [Gebeurtenis(m, wie, list(dict.fromkeys(wat))) for (m, wie), wat in momenten.items() if wat]
    # Turned round after sorting, so that of two in one transaction the later one comes first.
    return sorted(gebeurtenissen, key=lambda g: g.moment)[::-1][:TOON]


def _wie(event) -> str:
    gegevens = event.pgh_context.metadata if event.pgh_context else {}
    return gegevens.get("door") or "onbekend"


def _verschillen(oud, nieuw) -> list[str]:
    ongelezen = nieuw.get_deferred_fields()
    return [
        str(veld.verbose_name)
        for veld in nieuw._meta.fields
        if not veld.name.startswith("pgh_")
        and veld.name not in STIL
        and veld.attname not in ongelezen
        and getattr(oud, veld.attname) != getattr(nieuw, veld.attname)
    ]
