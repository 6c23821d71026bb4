"""Reads for the pages of contact moments."""

from dataclasses import dataclass
from decimal import Decimal

from django.apps import apps
from django.db.models import Q, Sum

from programmering.plannen.historie import Gebeurtenis, lees_momenten, op_volgorde
from projecten.project.models import Project
from projecten.zicht import gemeente_q
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from .lijsten import Taak
from .models import Contactmoment


def coachbare_projecten(user, ook: int | None = None):
    """Projects at which `user` may log; also one that is in use, for a question afterwards, and the one of `ook`."""
    waar = gemeente_q(user, Permission.PROJECT_COACHEN, "gemeente__")
    loopt = Q(gestopt_op__isnull=True) | Q(pk=ook or 0)
    return Project.objects.filter(waar, loopt).select_related("gemeente", "projectleider")


def coachbare_gemeenten(user, ook: int | None = None):
    """Gemeenten of today in which `user` coaches, and the one of `ook`."""
    gemeenten = gemeenten_met(user, Permission.PROJECT_COACHEN)
    return (gemeenten.geldig_op() | gemeenten.filter(pk=ook or 0)).order_by("naam")


def historie(contact: Contactmoment) -> list[Gebeurtenis]:
    """Who changed which fields, never what they said; one query."""
    Event = apps.get_model("projecten", "ContactmomentEvent")
    events = Event.objects.filter(pgh_obj_id=contact.pk)
    return op_volgorde(lees_momenten(events, nieuw="contact gelogd"))


@dataclass(frozen=True)
class Urensom:
    taak: Taak
    uren: Decimal


def uren_per_taak(contacten) -> list[Urensom]:
    """Of the contacts in a list, all pages of it; one query."""
    sommen = dict(contacten.order_by().values_list("taak").annotate(n=Sum("uren")))
    return [Urensom(taak, sommen[taak.value]) for taak in Taak if taak.value in sommen]
