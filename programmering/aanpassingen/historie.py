"""The history of an aanpassing or kans for people: when, who, what. Written by triggers, only read here."""

from datetime import datetime

from django.apps import apps
from django.db.models import Count

from programmering.plannen.historie import Gebeurtenis, lees_momenten, op_volgorde
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
    return op_volgorde(momenten)


def historie_van_kans(kans: Kans) -> list[Gebeurtenis]:
    """Latest first, at most 30; one query."""
    return op_volgorde(_momenten("KansEvent", kans))


def _momenten(model: str, rij) -> dict[tuple[datetime, str], list[str]]:
    events = apps.get_model("programmering", model).objects.filter(pgh_obj_id=rij.pk)
    return lees_momenten(events, nieuw=f"{rij._meta.verbose_name} aangemaakt")
