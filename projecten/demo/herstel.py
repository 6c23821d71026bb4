"""Projects keep their place when the demo is loaded again and its plots and plans are replaced by others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from projecten.project.models import Project

from .plekken import Plek
from .stapel import zonder_historie


@dataclass(frozen=True)
class Band:
    """The place that a project had, and what it goes by: gemeente and name of a plot, gemeente and code of a plan."""

    project: int
    plot_id: int | None
    plan_id: int | None
    plot: tuple[int | None, str | None]
    plan: tuple[int | None, str | None]


def laat_los() -> list[Band]:
    """Projects let go of demo plots and plans, which may be replaced now."""
    velden = ("pk", "plot_id", "plan_id", "plot__gemeente_id", "plot__naam", "plan__gemeente_id", "plan__plancode")
    met_plek = Project.objects.filter(plot__rekenvoorbeeld=True) | Project.objects.filter(plan__rekenvoorbeeld=True)
    banden = [Band(*rij[:3], rij[3:5], rij[5:]) for rij in met_plek.values_list(*velden)]
    with zonder_historie():
        Project.objects.filter(pk__in=[band.project for band in banden]).update(plot=None, plan=None)
    return banden


def pak_weer_vast(banden: Sequence[Band]) -> list[int]:
    """They take hold again: of the same place, else of the one that has its name now. Gives who found neither."""
    plots = _wat_er_is(Plot, "naam", [(band.plot_id, band.plot) for band in banden])
    plannen = _wat_er_is(Plan, "plancode", [(band.plan_id, band.plan) for band in banden])
    projecten = [
        Project(
            pk=band.project,
            plot_id=plots.get(band.plot_id, plots.get(band.plot)),
            plan_id=plannen.get(band.plan_id, plannen.get(band.plan)),
        )
        for band in banden
    ]
    _schrijf(projecten)
    return [project.pk for project in projecten if not (project.plot_id or project.plan_id)]


def _wat_er_is(model, naamveld: str, gezocht: Iterable[tuple]) -> dict:
    """id -> id of what is still there, and (gemeente, name) -> id."""
    sleutels, namen = {s for s, _ in gezocht if s}, {naam for s, naam in gezocht if s}
    blijft = model.objects.filter(pk__in=sleutels).values_list("pk", flat=True)
    rijen = model.objects.filter(
        gemeente__in={gemeente for gemeente, _ in namen}, **{f"{naamveld}__in": {naam for _, naam in namen}}
    ).exclude(**{naamveld: ""})
    op_naam = {(gemeente, naam): pk for pk, gemeente, naam in rijen.values_list("pk", "gemeente_id", naamveld)}
    return {pk: pk for pk in blijft} | op_naam


def geef_plek(zoekend: Sequence[int], keuze: Sequence[Plek]) -> None:
    """Demo projects whose place is gone get another in their gemeente: of their own name, else one that is free.
    What people made themselves is left without; another place would be another project."""
    projecten = list(Project.objects.filter(pk__in=zoekend, rekenvoorbeeld=True).order_by("pk"))
    vrij = {}
    for plek in vrije_plekken(keuze):
        vrij.setdefault(plek.gemeente_id, {})[plek.naam] = plek
    # Who finds its own name goes first, or another might take it.
    projecten.sort(key=lambda project: project.naam not in vrij.get(project.gemeente_id, ()))
    for project in projecten:
        plekken = vrij.get(project.gemeente_id)
        if plekken:
            plek = plekken.pop(project.naam if project.naam in plekken else next(iter(plekken)))
            project.plot_id, project.plan_id = plek.plot_id, plek.plan_id
    _schrijf(projecten)


def vrije_plekken(keuze: Iterable[Plek]) -> list[Plek]:
    """Places on which no project stands."""
    plots = set(Project.objects.exclude(plot=None).values_list("plot_id", flat=True))
    plannen = set(Project.objects.exclude(plan=None).values_list("plan_id", flat=True))
    return [plek for plek in keuze if plek.plot_id not in plots and plek.plan_id not in plannen]


def _schrijf(projecten: Sequence[Project]) -> None:
    with zonder_historie():
        Project.objects.bulk_update(projecten, ["plot", "plan"])
