"""Pages that read projects, and the project itself. What hangs on a project is written in `schrijven`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kenniskaarten.roadmap.selectors import volgende_knooppunten
from programmering.plannen.actions import VersieConflict
from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from projecten.agendering.selectors import agendering_op, momenten
from projecten.coaching.uren import uren_op_project
from projecten.fouten import neem_fouten_over
from projecten.kennis.selectors import bewaard_bij
from projecten.vraagbaak.selectors import vragen_op
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, gemeenten_met, has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import bewaar_project
from .filters import ProjectFilter
from .forms import ProjectForm
from .lijsten import Fase
from .models import Project
from .selectors import lees_project, met_stand, per_fase
from .verhaal import TOON, verhaal

PER_PAGINA = 50


def _filter(request) -> ProjectFilter:
    projecten = Project.objects.for_user(request.user).met_gemeente()
    return ProjectFilter(request.GET, queryset=projecten, request=request)


@login_required
@require_GET
@beperk("zoek")
def project_lijst(request):
    filter_ = _filter(request)
    gebied = zoek_gebied(request.GET.get("gebied", ""))
    pagina = Paginator(met_stand(filter_.qs), PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "filter": filter_,
        "pagina": pagina,
        "fasen": [(fase, n) for fase, n in per_fase(filter_.qs) if n],
        "gebied": gebied,
        "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))] if gebied else [],
        "mag_maken": has_permission(request.user, Permission.PROJECT_WIJZIGEN),
        "vraag": request.GET.urlencode(),
    }
    return render(request, "projecten/lijst.html", context)


KOLOMMEN = [
    "id", "naam", "gemeentecode", "gemeente", "provincie", "woondealregio", "fase", "fase_sinds", "ritme", "adviseur",
    "projectleider", "corporatie_of_investeerder", "zorgorganisatie", "lokale_gemeenschap", "ouderen_betrokken",
    "gestopt_op", "rekenvoorbeeld",
]  # fmt: skip


def _rij(p: Project) -> list:
    ja_nee = ["nee", "ja"]
    return [
        p.pk, p.naam, p.gemeente.code, p.gemeente.naam, p.gemeente.provincie.naam, p.gemeente.woondealregio.naam,
        p.get_fase_display(), p.fase_sinds, p.get_ritme_display(), p.adviseur.naam if p.adviseur else "", p.leider,
        *(ja_nee[b] for b in (p.met_corporatie, p.met_zorg, p.met_gemeenschap, p.met_ouderen)),
        p.gestopt_op or "", ja_nee[p.rekenvoorbeeld],
    ]  # fmt: skip


def _uitvoer(request, soort: str) -> list[list]:
    log(Logregel.Handeling.EXPORT, request=request, wat=f"projecten als {soort} {request.GET.urlencode()}")
    return [_rij(p) for p in met_stand(_filter(request).qs)]


@login_required
@require_GET
@beperk("export")
def project_csv(request):
    return csv_antwoord(f"projecten-{timezone.localdate():%Y-%m-%d}.csv", KOLOMMEN, _uitvoer(request, "csv"))


@login_required
@require_GET
@beperk("export")
def project_xlsx(request):
    bladen = [("Projecten", KOLOMMEN, _uitvoer(request, "xlsx"))]
    return xlsx_antwoord(f"projecten-{timezone.localdate():%Y-%m-%d}.xlsx", bladen, ["Projecten die u mag zien."])


def zichtbaar_project(request, pk: int) -> Project:
    projecten = Project.objects.for_user(request.user).met_gemeente().select_related("projectleider", "adviseur")
    return get_object_or_404(projecten, pk=pk)


def kruimels(project: Project, *, op_project: bool = False) -> list[tuple[str, str]]:
    gemeente = project.gemeente
    pad = [
        ("Projecten", reverse("project-lijst")),
        (gemeente.naam, f"{reverse('project-lijst')}?gebied={gemeente.code}"),
    ]
    return [*pad, (project.naam, project.get_absolute_url())] if op_project else pad


@login_required
@require_GET
def project_pagina(request, pk: int):
    project, user = zichtbaar_project(request, pk), request.user
    alles_wat_gebeurde = verhaal(project, user, momenten(project, user))
    alles = request.GET.get("verhaal") == "alles"
    stand = lees_project(project, user)
    context = {
        "project": project,
        "stand": stand,
        "roadmap": _op_de_roadmap(stand, user),
        "kruimels": kruimels(project),
        "uren": uren_op_project(project, user, timezone.localdate().year),
        "agendering": agendering_op(project, user),
        "vragen": vragen_op(project, user),
        "bewaard": bewaard_bij(project, user),
        "verhaal": alles_wat_gebeurde if alles else alles_wat_gebeurde[:TOON],
        "meer": 0 if alles else max(0, len(alles_wat_gebeurde) - TOON),
    }
    return render(request, "projecten/project.html", context)


def _op_de_roadmap(stand, user) -> list:
    """How far the partners are that have an account and a line, in the order of the partners."""
    organisaties = dict.fromkeys(s.partner.organisatie for s in stand.partners if s.partner.organisatie)
    return list(volgende_knooppunten(organisaties, user).values())


@vereist(Permission.PROJECT_WIJZIGEN)
@require_http_methods(["GET", "POST"])
def project_nieuw(request):
    """From a plan, a plot or an idea: ?plan=, ?plot= or ?gemeente=; without any of them, first which gemeente."""
    project = _begin(request)
    if project is None:
        gemeenten = gemeenten_met(request.user, Permission.PROJECT_WIJZIGEN).geldig_op().order_by("naam")
        return render(request, "projecten/nieuw.html", {"gemeenten": gemeenten})
    of_404(has_permission(request.user, Permission.PROJECT_WIJZIGEN, gebied=project.gemeente))
    return _formulier(request, project)


def _begin(request) -> Project | None:
    """An unsaved project that knows where it comes from, and with that its gemeente."""
    user, vraag = request.user, request.GET
    if vraag.get("plan"):
        plan = _of_404(Plan.objects.for_user(user), vraag["plan"])
        return Project(gemeente=plan.gemeente, plan=plan, naam=plan.plannaam, fase=Fase.HAALBAARHEID)
    if vraag.get("plot"):
        plot = _of_404(Plot.objects.for_user(user), vraag["plot"])
        return Project(gemeente=plot.gemeente, plot=plot, naam=plot.naam, fase=Fase.INITIATIEF)
    gemeenten = gemeenten_met(user, Permission.PROJECT_WIJZIGEN).geldig_op()
    if vraag.get("gemeente"):
        gemeente = gemeenten.filter(code=vraag["gemeente"]).first()
        of_404(gemeente is not None)
        return Project(gemeente=gemeente)
    keuze = list(gemeenten[:2])
    return Project(gemeente=keuze[0]) if len(keuze) == 1 else None


def _of_404(rijen, pk: str):
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        raise Http404
    return get_object_or_404(rijen.select_related("gemeente"), pk=pk)


@login_required
def project_bewerken(request, pk: int):
    project = zichtbaar_project(request, pk)
    of_404(project.wijzigbaar_voor(request.user))
    return _formulier(request, project)


def _formulier(request, project: Project):
    if request.method != "POST":
        return _toon(request, project, ProjectForm(instance=project, user=request.user))
    form = ProjectForm(request.POST, instance=project, user=request.user)
    if not form.is_valid():
        return _toon(request, project, form, status=422)
    if project.pk is None and has_permission(request.user, Permission.NOTITIE_ADVISEUR, gebied=project.gemeente):
        # Who coaches and begins a project is its adviser until another is chosen.
        project.adviseur = request.user
    try:
        bewaar_project(project=project, by=str(request.user), verwachte_versie=form.cleaned_data["versie"])
    except VersieConflict:
        return _conflict(request, Project.objects.get(pk=project.pk), form)
    except ValidationError as fout:
        neem_fouten_over(form, fout)
        return _toon(request, project, form, status=422)
    messages.success(request, "Het project is bewaard.")
    return redirect("project", project.pk)


def _conflict(request, opgeslagen: Project, form: ProjectForm):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    verschillen = [
        {"veld": veld.label, "opgeslagen": str(getattr(opgeslagen, naam) or "leeg"), "eigen": str(eigen or "leeg")}
        for naam, veld in form.fields.items()
        if naam in form._meta.fields and getattr(opgeslagen, naam) != (eigen := form.cleaned_data.get(naam))
    ]
    data = form.data.copy()
    data["versie"] = opgeslagen.versie
    form.data = data
    return _toon(request, opgeslagen, form, status=409, conflict=True, verschillen=verschillen)


def _toon(request, project: Project, form: ProjectForm, *, status: int = 200, **meer):
    bij = kruimels(project, op_project=True) if project.pk else kruimels(project)
    context = {"project": project, "form": form, "kruimels": bij, **meer}
    return render(request, "projecten/formulier.html", context, status=status)
