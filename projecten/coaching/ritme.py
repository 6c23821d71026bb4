"""When an adviser should be in touch, and when a project has fallen silent (product.md A5, domein.md 6).

That there was a contact is known to who coaches there; what was said is not told by anything here.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from projecten.project.lijsten import Ritme
from projecten.project.models import Project
from projecten.team.models import Teamnorm

from .models import Contactmoment


@dataclass(frozen=True)
class Contactstand:
    """How one project stands in its rhythm on one day."""

    project: Project
    # None: there never was any.
    laatste: datetime.date | None
    # Days since the last contact or, without any, since the project began or its rhythm was set.
    dagen: int
    # Days after which the next contact is due, and after which the project is silent; None when no rhythm runs.
    termijn: int | None
    stil_na: int | None

    @property
    def te_bellen(self) -> bool:
        return self.termijn is not None and self.dagen >= self.termijn

    @property
    def stil(self) -> bool:
        return self.stil_na is not None and self.dagen > self.stil_na

    @property
    def te_bellen_op(self) -> int | None:
        """Days until the next contact is due; below zero it is late."""
        return None if self.termijn is None else self.termijn - self.dagen


def termijnen(ritme: str, norm: Teamnorm) -> tuple[int | None, int | None]:
    """(days to the next contact, days after which it is silent): the same number, for silent is one day late."""
    match ritme:
        case Ritme.TWEEWEKELIJKS:
            return norm.stil_na_start, norm.stil_na_start
        case Ritme.MAANDELIJKS:
            return norm.stil_na, norm.stil_na
    return None, None


def contactstand(project: Project, laatste: datetime.date | None, norm: Teamnorm, vandaag: datetime.date):
    """Pure. A project that stopped, is in use or was left by its adviser (afgebouwd) is never due or silent."""
    begin = laatste or max(timezone.localdate(project.aangemaakt), project.ritme_sinds)
    termijn, stil_na = termijnen(project.ritme, norm) if project.loopt else (None, None)
    return Contactstand(project, laatste, (vandaag - begin).days, termijn, stil_na)


def met_laatste_contact(projecten):
    """Adds `laatste_contact`: the day of the last contact of any kind; no query per project."""
    laatste = (
        Contactmoment.objects.filter(project=OuterRef("pk"))
        .order_by()
        .values("project")
        .annotate(laatste=Max("datum"))
        .values("laatste")
    )
    return projecten.annotate(laatste_contact=Subquery(laatste))


def contactstanden(projecten, vandaag: datetime.date | None = None) -> list[Contactstand]:
    """Of these running projects, longest without contact first; two queries, whatever their number."""
    vandaag, norm = vandaag or timezone.localdate(), Teamnorm.objects.geldend()
    standen = [contactstand(p, p.laatste_contact, norm, vandaag) for p in met_laatste_contact(projecten.lopend())]
    return sorted(standen, key=lambda s: (-s.dagen, s.project.naam))
