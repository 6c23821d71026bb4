"""A project and a knelpunt of it as situations for which knowledge is proposed."""

from dataclasses import replace

from django.urls import reverse

from kenniskaarten.passend.plekken import Opgezocht, Plek, registreer_plek
from kenniskaarten.passend.situatie import Situatie
from programmering.plannen.lijsten import Knelpunt
from programmering.plannen.models import Plan
from programmering.plannen.passend import situatie_van as situatie_van_plan
from programmering.plots.models import Plot
from programmering.plots.passend import GEMEENSCHAP
from programmering.plots.passend import situatie_van as situatie_van_plot
from projecten.agendering.models import Projectknelpunt
from projecten.project.lijsten import NODIG, Projectrol
from projecten.project.models import Project


def situatie_van(project: Project, user) -> Situatie:
    """What `user` may know of the project, with the homes of the plan or plot that it is a mark on."""
    plek = _van_plek(project, user)
    knelpunten = list(Projectknelpunt.objects.for_user(user).filter(project=project).open())
    soorten = dict.fromkeys([*(k.categorie for k in knelpunten), *plek.knelpunten])
    rollen = set(project.partners.lopend().values_list("rol", flat=True))
    leeg = [nodig for nodig in NODIG.values() if not rollen.intersection(nodig)]
    tekst = [*(k.omschrijving for k in knelpunten), project.omschrijving]
    tekst += [GEMEENSCHAP] if any(Projectrol.BEWONERS in nodig for nodig in leeg) else []
    return replace(
        plek,
        wat="dit project",
        fase=project.fase,
        knelpunten=tuple(k for k in soorten if k != Knelpunt.ANDERS),
        ontbreekt=tuple(rol for nodig in leeg for rol in nodig if Projectrol.BEWONERS not in nodig),
        tekst=" ".join(filter(None, tekst)),
        gemeente=project.gemeente_id,
    )


def _van_plek(project: Project, user) -> Situatie:
    plan = Plan.objects.for_user(user).met_gemeente().filter(pk=project.plan_id).first() if project.plan_id else None
    if plan:
        return situatie_van_plan(plan, user)
    plot = Plot.objects.for_user(user).met_gemeente().filter(pk=project.plot_id).first() if project.plot_id else None
    return situatie_van_plot(plot, user) if plot else Situatie("dit project")


def _bewaar_url(project: Project, user) -> str:
    return reverse("projectkennis-bewaren", args=[project.pk]) if project.wijzigbaar_voor(user) else ""


def _zoek_project(user, pk: int) -> Opgezocht | None:
    project = Project.objects.for_user(user).met_gemeente().filter(pk=pk).first()
    if project is None:
        return None
    url = project.get_absolute_url()
    return Opgezocht(situatie_van(project, user), project.naam, url, _bewaar_url(project, user))


def _zoek_knelpunt(user, pk: int) -> Opgezocht | None:
    """The homes and phase of its project, and of the knelpunten only this one."""
    knelpunten = Projectknelpunt.objects.for_user(user).select_related("project__gemeente__provincie")
    knelpunt = knelpunten.select_related("project__gemeente__woondealregio").filter(pk=pk).first()
    if knelpunt is None:
        return None
    eigen = () if knelpunt.categorie == Knelpunt.ANDERS else (knelpunt.categorie,)
    situatie = replace(
        situatie_van(knelpunt.project, user), knelpunten=eigen, ontbreekt=(), tekst=knelpunt.omschrijving
    )
    titel = f"het knelpunt {knelpunt.get_categorie_display()}"
    return Opgezocht(situatie, titel, knelpunt.get_absolute_url(), _bewaar_url(knelpunt.project, user))


registreer_plek(Plek("project", _zoek_project))
registreer_plek(Plek("knelpunt", _zoek_knelpunt))
