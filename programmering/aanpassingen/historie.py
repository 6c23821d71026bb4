"""The history of an aanpassing or kans for people: when, who, what. Written by triggers, only read here."""

from datetime import datetime

from django.apps import apps
from django.db.models import Count

from programmering.plannen.historie import STIL, TOON, Gebeurtenis
from woonzorg.getallen import getal

from .models import Aanpassing, Kans

WONINGEN = {"insert": "erbij", "delete": "eraf"}


def historie_van_aanpassing(aanpassing: Aanpassing) -> list[Gebeurtenis]:
    """Latest first, at most 30; two queries. Homes are counted, not named."""
    momenten = _momenten("AanpassingEvent", aanpassing)
    Event = apps.get_model("programmering", "AangepastewoningEvent")
    rijen = (
        Event.objects.filter(aanpassing_id=aanpassing.pk)
        .order_by("pgh_created_at")
        .values_list("pgh_created_at", "pgh_context__metadata__door", "pgh_label", "geldig")
        .annotate(n=Count("pgh_id"))
    )
    for moment, wie, label, geldig, n in rijen:
        wat = WONINGEN.get(label) or ("telt weer mee" if geldig else "telt mee bij een latere aanpassing")
        momenten.setdefault((moment, wie or "onbekend"), []).append(f"{getal(n)} × woning {wat}")
    return _op_volgorde(momenten)


def historie_van_kans(kans: Kans) -> list[Gebeurtenis]:
    """Latest first, at most 30; one query."""
    return _op_volgorde(_momenten("KansEvent", kans))


def _momenten(model: str, rij) -> dict[tuple[datetime, str], list[str]]:
    Event = apps.get_model("programmering", model)
    momenten, vorige = {}, None
    for event in Event.objects.filter(pgh_obj_id=rij.pk).select_related("pgh_context").order_by("pgh_id"):
        wat = [f"{rij._meta.verbose_name} aangemaakt"] if vorige is None else _verschillen(vorige, event)
        wie = (event.pgh_context.metadata if event.pgh_context else {}).get("door") or "onbekend"
        momenten.setdefault((event.pgh_created_at, wie), []).extend(wat)
        vorige = event
    return momenten


def _verschillen(oud, nieuw) -> list[str]:
    return [
        str(veld.verbose_name)
        for veld in nieuw._meta.fields
        if not veld.name.startswith("pgh_")
        and veld.name not in STIL
        and getattr(oud, veld.attname) != getattr(nieuw, veld.attname)
    ]


def _op_volgorde(momenten: dict) -> list[Gebeurtenis]:
    gebeurtenissen = [Gebeurtenis(m, wie, list(dict.fromkeys(wat))) for (m, wie), wat in momenten.items() if wat]
    return sorted(gebeurtenissen, key=lambda g: g.moment)[::-1][:TOON]
