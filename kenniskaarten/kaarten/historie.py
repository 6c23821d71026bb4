"""The history of a stuk for people: which version, who, when, what. Written by triggers, only read here."""

import datetime
from dataclasses import dataclass

from django.apps import apps

from kenniskaarten.kenmerken import LIJSTEN, labels
from woonzorg.organisaties.models import Gebruiker

from .calculations import Regel, tekstverschil
from .models import Kennisstuk

# Fields that follow from others, or that nobody reads.
NIET = {"id", "versie", "gewijzigd", "inhoud_merk", "zoek", "gepubliceerd_op", "slug"}
VELDEN = [veld for veld in Kennisstuk._meta.concrete_fields if veld.name not in NIET | {"tekst"}]
MEEST = 100
LEEG = "niets"


@dataclass(frozen=True)
class Wijziging:
    veld: str
    was: str
    werd: str


@dataclass(frozen=True)
class Moment:
    """One version. `wat`: what happened beside its fields, as to a bijlage. `nieuw`: the first one."""

    moment: datetime.datetime
    wie: str
    versie: int
    nieuw: bool
    wat: str
    wijzigingen: list[Wijziging]
    tekst: list[Regel]


def lees_historie(stuk: Kennisstuk) -> list[Moment]:
    """Latest first, at most MEEST versions; two queries."""
    Event = apps.get_model("kenniskaarten", "KennisstukEvent")
    events = list(
        Event.objects.filter(pgh_obj_id=stuk.pk).select_related("pgh_context").order_by("-pgh_id")[: MEEST + 1]
    )
    namen = dict(Gebruiker.objects.filter(pk__in={e.beheerder_id for e in events}).values_list("pk", "naam"))
    paren = zip(events, [*events[1:], None], strict=True)
    return [_moment(event, vorige, namen) for event, vorige in paren][:MEEST]


def _moment(event, vorige, namen: dict[int, str]) -> Moment:
    gegevens = event.pgh_context.metadata if event.pgh_context else {}
    return Moment(
        moment=event.pgh_created_at,
        wie=gegevens.get("door") or "onbekend",
        versie=event.versie,
        nieuw=vorige is None and event.pgh_label == "insert",
        wat=gegevens.get("wat", ""),
        wijzigingen=_wijzigingen(event, vorige, namen) if vorige else [],
        tekst=tekstverschil(vorige.tekst, event.tekst) if vorige else [],
    )


def _wijzigingen(event, vorige, namen: dict[int, str]) -> list[Wijziging]:
    paren = [(veld, getattr(vorige, veld.attname), getattr(event, veld.attname)) for veld in VELDEN]
    return [
        Wijziging(str(veld.verbose_name), leesbaar(veld, was, namen), leesbaar(veld, werd, namen))
        for veld, was, werd in paren
        if was != werd
    ]


def leesbaar(veld, waarde, namen: dict[int, str]) -> str:
    """One value in words."""
    if waarde in (None, "", []):
        return LEEG
    if veld.name in LIJSTEN:
        return ", ".join(labels(veld.name, waarde)) or LEEG
    if veld.name == "beheerder":
        return namen.get(waarde, "een account dat er niet meer is")
    if isinstance(waarde, datetime.date):
        return f"{waarde:%d-%m-%Y}"
    return str(dict(veld.flatchoices).get(waarde, waarde))
