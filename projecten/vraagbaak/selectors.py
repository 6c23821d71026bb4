"""Reads for the pages of the vraagbaak, and what of it belongs to one project."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.safestring import SafeString

from projecten.agendering.models import Projectknelpunt
from projecten.project.models import Project
from woonzorg.organisaties.permissions import Permission, has_permission

from .models import Antwoord, Intervisie, Vraag
from .zoeken import fragmenten, lijkt_op


def mag_vragen(user) -> bool:
    """Who reads questions, asks them and answers them: everybody who has a part in projects."""
    return has_permission(user, Permission.PROJECT_ZIEN) or Project.objects.eigen(user).exists()


def zichtbaar_project(user, pk: int | None) -> Project | None:
    """The project that something is about, for who may see it; nobody else learns its name."""
    return Project.objects.for_user(user).select_related("gemeente").filter(pk=pk).first() if pk else None


@dataclass(frozen=True)
class Vraagregel:
    """One question in a list, with what this reader may know of its project."""

    vraag: Vraag
    antwoorden: int
    project: Project | None = None
    fragment: SafeString = field(default_factory=SafeString)


def met_antwoorden(vragen: Iterable[Vraag], user, tekst: str = "") -> list[Vraagregel]:
    """For one page of questions: how many answers, and with a text what in them has to do with it; four queries."""
    vragen = list(vragen)
    per_vraag = Antwoord.objects.filter(vraag__in=[v.pk for v in vragen]).order_by()
    aantallen = dict(per_vraag.values_list("vraag").annotate(n=Count("pk")))
    projecten = Project.objects.for_user(user).in_bulk([v.project_id for v in vragen if v.project_id])
    delen = fragmenten(vragen, tekst) if tekst and vragen else {}
    return [
        Vraagregel(v, aantallen.get(v.pk, 0), projecten.get(v.project_id), delen.get(v.pk, SafeString()))
        for v in vragen
    ]


def eerdere(user, tekst: str, categorie: str = "") -> list[Vraagregel]:
    """Answered questions that resemble what is typed."""
    if len(tekst.strip()) < 4:
        return []
    return met_antwoorden(lijkt_op(user, tekst, [categorie]), user, tekst)


def mag_hielp(vraag: Vraag, user, project: Project | None) -> bool:
    """Who says that an answer helped: the asker, and who works in the project that it is about."""
    return vraag.steller_id == user.pk or (project is not None and project.wijzigbaar_voor(user))


@dataclass(frozen=True)
class OpProject:
    """The vraagbaak on the page of a project: its own questions, and answers elsewhere that fit its knelpunten."""

    project: Project
    eigen: list[Vraagregel]
    passend: list[Vraagregel]


def vragen_op(project: Project, user) -> OpProject:
    """What `user` may read of both; nine queries at most, however many questions there are."""
    eigen = list(Vraag.objects.for_user(user).filter(project=project))
    knelpunten = Projectknelpunt.objects.for_user(user).filter(project=project).open().order_by("-sinds", "-pk")
    return OpProject(project, met_antwoorden(eigen, user), _passend(knelpunten, user, project))


def _passend(knelpunten: Iterable[Projectknelpunt], user, project: Project) -> list[Vraagregel]:
    knelpunten = list(knelpunten)
    if not knelpunten:
        return []
    tekst = " ".join(f"{k.get_categorie_display()}: {k.omschrijving}" for k in knelpunten)
    gevonden = lijkt_op(user, tekst, {k.categorie for k in knelpunten}, hoogstens=3, zonder=project)
    return met_antwoorden(gevonden, user, tekst)


def intervisie_met_project(intervisies: Iterable[Intervisie], user) -> list[tuple[Intervisie, Project | None]]:
    """With the project of a case for who may see it; one query."""
    rijen = list(intervisies)
    projecten = Project.objects.for_user(user).in_bulk([i.project_id for i in rijen if i.project_id])
    return [(i, projecten.get(i.project_id)) for i in rijen]
