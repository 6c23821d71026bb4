"""The adviser's today: who to call, what is silent, what is open (product.md A5)."""

import datetime
import re
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from projecten.project.models import Actie, Project
from projecten.team.models import Inzet, Teamnorm
from projecten.zicht import gemeente_q
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission

from .models import Contactmoment
from .ritme import Contactstand, contactstanden
from .uren import Urenstand, in_jaar, leesbaar, per_taak, urenstand

TELEFOON = re.compile(r"\+?[0-9][0-9 ()-]{7,17}[0-9]")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
TOON = 25


@dataclass(frozen=True)
class Belregel:
    """One project to call: what was agreed last time, as far as this reader may read it."""

    stand: Contactstand
    afspraak: Actie | None

    @property
    def telefoon(self) -> str:
        """The number in the contact of the projectleider, as a tel: link wants it; '' when there is none."""
        gevonden = TELEFOON.search(self.stand.project.projectleider_contact)
        return re.sub(r"[^0-9+]", "", gevonden[0]) if gevonden else ""

    @property
    def mail(self) -> str:
        """The address in that contact, where there is no number; '' when there is none."""
        gevonden = None if self.telefoon else MAIL.search(self.stand.project.projectleider_contact)
        return gevonden[0] if gevonden else ""


@dataclass(frozen=True)
class Vandaag:
    bellen: Page  # of Belregels, the longest ago first
    # How many of all these are silent.
    stil: int
    straks: list[Contactstand]
    acties: list[Actie]
    uren: Urenstand
    projecten: int
    # Active projects that fit the fte of the adviser; None when nobody said how much that is.
    norm_projecten: int | None
    zonder_adviseur: int

    @property
    def leeg(self) -> bool:
        return not (self.projecten or self.acties)


def coachbaar(user):
    """Running projects in the gemeenten where `user` coaches."""
    return Project.objects.filter(gemeente_q(user, Permission.PROJECT_COACHEN, "gemeente__")).lopend()


def adviseurs(user) -> list[Gebruiker]:
    """Who coaches a running project where `user` does; one query."""
    return list(Gebruiker.objects.filter(gecoachte_projecten__in=coachbaar(user)).distinct().order_by("naam", "pk"))


def lees_vandaag(
    user, adviseur: Gebruiker | None = None, vandaag: datetime.date | None = None, blad: str | None = None
) -> Vandaag:
    """Of one adviser, or of all where `user` coaches (`adviseur` None). Ten queries, whatever the number."""
    vandaag = vandaag or timezone.localdate()
    alle = coachbaar(user)
    projecten = alle.filter(adviseur=adviseur) if adviseur else alle
    standen = contactstanden(projecten.select_related("gemeente", "projectleider", "adviseur"), vandaag)
    bellen = Paginator([s for s in standen if s.te_bellen], TOON).get_page(blad)
    bellen.object_list = _belregels(user, bellen.object_list)
    week = [s for s in standen if not s.te_bellen and s.termijn is not None and s.te_bellen_op <= 7]
    return Vandaag(
        bellen=bellen,
        stil=sum(s.stil for s in standen),
        straks=sorted(week, key=lambda s: s.te_bellen_op)[:TOON],
        acties=list(
            Actie.objects.for_user(user)
            .open()
            .filter(eigenaar=adviseur or user)
            .select_related("project__gemeente")[:TOON]
        ),
        # As everywhere: a project from which the adviser withdrew asks no hours.
        uren=_uren(user, projecten, adviseur, vandaag, sum(s.termijn is not None for s in standen)),
        projecten=len(standen),
        norm_projecten=_norm(adviseur, vandaag) if adviseur else None,
        zonder_adviseur=alle.filter(adviseur__isnull=True).count(),
    )


def _norm(adviseur: Gebruiker, vandaag: datetime.date) -> int | None:
    inzet = Inzet.objects.filter(gebruiker=adviseur).first()
    return inzet and inzet.past(Teamnorm.objects.geldend(vandaag))


def _belregels(user, standen: list[Contactstand]) -> list[Belregel]:
    """With the first open action that this reader may read; one query for all."""
    pks = [s.project.pk for s in standen]
    eerste = (
        Actie.objects.for_user(user).open().filter(project__in=pks).order_by("project_id", "uiterlijk", "pk")
    ).distinct("project_id")
    per_project = {a.project_id: a for a in eerste}
    return [Belregel(s, per_project.get(s.project.pk)) for s in standen]


def _uren(user, projecten, adviseur: Gebruiker | None, vandaag: datetime.date, aantal: int) -> Urenstand:
    """What was logged this year: by the adviser, or at these projects by anyone. One's own hours are all readable."""
    if adviseur == user:
        contacten = Contactmoment.objects.filter(door=user)
    else:
        van = Q(door=adviseur) if adviseur else Q(project__in=projecten.order_by().values("pk"))
        contacten = leesbaar(user).filter(van)
    contacten = in_jaar(contacten, vandaag.year)
    return urenstand(vandaag.year, per_taak(contacten), Teamnorm.objects.geldend(vandaag), aantal)
