"""Rows of the demo that wait to be written together: thousands at once, parents before children, no history of each."""

import itertools
from datetime import date, datetime, time
from typing import TypeVar

import pgtrigger
from django.db import models
from django.utils import timezone

from projecten import models as m
from woonzorg.organisaties.models import Gebruiker

# In this order each row finds what it names.
VOLGORDE = (
    m.Inzet, m.Agenderingspunt, m.Project, m.Faseovergang, m.Projectpartner, m.Projectcommitment, m.Conditiescore,
    m.Betrokkenheid, m.Projectknelpunt, m.Contactmoment, m.Actie, m.Escalatie, m.Document, m.Documentinhoud, m.Vraag,
    m.Antwoord, m.Intervisie, m.Overlegtafel, m.Tafellid, m.Overleg, m.Besluit,
)  # fmt: skip
# A load needs no history of its own, and neither does mending a link.
OVERGESLAGEN = (
    *(f"projecten.{model.__name__}:insert_insert" for model in VOLGORDE if model is not m.Documentinhoud),
    "projecten.Project:update_update",
    "projecten.Tafellid:update_update",
)

M = TypeVar("M", bound=models.Model)


class Stapel:
    def __init__(self):
        self._rijen: dict[type[models.Model], list[models.Model]] = {model: [] for model in VOLGORDE}
        self._opvolgers: list[tuple[m.Tafellid, m.Tafellid]] = []

    def leg(self, rij: M) -> M:
        """Adds a row; gives it back, so that others can point at it before it is written."""
        self._rijen[type(rij)].append(rij)
        return rij

    def volgt_op(self, lid: m.Tafellid, opvolger: m.Tafellid) -> None:
        """Rows of one table name each other only once both are there."""
        self._opvolgers.append((lid, opvolger))

    def van(self, model: type[M]) -> list[M]:
        return self._rijen[model]

    @property
    def aantal(self) -> int:
        return sum(len(rijen) for rijen in self._rijen.values())

    def schrijf(self) -> None:
        """Within the transaction of the caller, which ignores the triggers named in OVERGESLAGEN."""
        for model, rijen in self._rijen.items():
            model.objects.bulk_create(rijen, batch_size=2_000)
        for lid, opvolger in self._opvolgers:
            lid.opvolger = opvolger
        m.Tafellid.objects.bulk_update([lid for lid, _ in self._opvolgers], ["opvolger"])


def zonder_historie():
    return pgtrigger.ignore(*OVERGESLAGEN)


def moment(dag: date, uur: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))


class Rondgang:
    """Hands out people in turn; nobody where there are none."""

    def __init__(self, mensen: list[Gebruiker]):
        self._om_de_beurt = itertools.cycle(mensen or [None])

    def volgende(self) -> Gebruiker | None:
        return next(self._om_de_beurt)
