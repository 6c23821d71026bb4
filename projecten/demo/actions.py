"""Adding projects to the demo, with all that advisers and partners do there; everything is made once.

Unlike plots, which are put back as they were, what stands here belongs to whoever steps into a role: a second load
writes nothing. Days are counted from the day on which something is made, so that it is fresh then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from programmering.demo import actions as programmering
from programmering.demo.calculations import ZAAD, Toeval
from programmering.demo.cast import DOMEIN
from programmering.demo.plekgegevens import TWENTE
from programmering.plannen.lijsten import Vertrouwelijkheid
from programmering.plannen.models import Plan
from programmering.plots.lijsten import LEVEND
from programmering.plots.models import Plot
from projecten.agendering.models import Agenderingspunt, Projectknelpunt
from projecten.project.lijsten import VAN_PLOTROL, Projectrol
from projecten.project.models import Project
from projecten.tafels.models import Overlegtafel
from projecten.vraagbaak.models import Intervisie, Vraag
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.models import Gebruiker, Organisatie, Organisatiesoort

from . import agenda, enschede, herstel, plekken, tafels, vraagbaak
from .plekken import OVERIJSSEL, Plek
from .stapel import Stapel, zonder_historie
from .team import maak_team, maak_uren_ernaast, verdeel_adviseurs
from .verloop import Plotpartij, bij_een_plan, maak_project

# Homes that make a project: those that are more than a home alone.
ZORG = ("geclusterd", "zorggeschikt")
# A provincie with less than this part of its projects gets the others.
TE_WEINIG = 0.5
VRAGERS = [
    f"{account}@{DOMEIN}"
    for account in ("adviseur.overijssel", "adviseur.gelderland", "projectleider.enschede", "invoerder.enschede")
]


@dataclass(frozen=True)
class Uitkomst:
    projecten: int = 0
    rijen: int = 0

    @property
    def veranderd(self) -> bool:
        return bool(self.rijen)


def is_gevuld() -> bool:
    """Whether some of each kind of the demo are there. A few quick queries."""
    soorten = (Project, Vraag, Intervisie, Overlegtafel)
    return all(model.objects.filter(rekenvoorbeeld=True).exists() for model in soorten)


@transaction.atomic
def laad_demo(*, aantal: int, meld: programmering.Meld) -> tuple[programmering.Uitkomst, Uitkomst]:
    """The whole demo, all or nothing: what `programmering` makes, and the projects that begin there."""
    with connection.cursor() as cursor:
        # Also what comes before the load of the plans waits for another load to end.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [programmering.LOCK])
    banden = herstel.laat_los()
    uitkomst = programmering.laad_demo(aantal=aantal, meld=meld)
    zoekend = herstel.pak_weer_vast(banden)
    if zoekend:
        herstel.geef_plek(zoekend, _plekken())
    return uitkomst, laad_projecten()


@transaction.atomic
def laad_projecten() -> Uitkomst:
    """Makes what is missing. Refuses where the demo may not be (`eis_demo`)."""
    programmering.eis_demo()
    stapel, vandaag = Stapel(), timezone.localdate()
    _leg_projecten(stapel, vandaag)
    adviseurs = list(Gebruiker.objects.filter(email__in=VRAGERS).order_by("pk"))
    projecten = stapel.van(Project) or list(Project.objects.filter(rekenvoorbeeld=True)[:40])
    rng = Toeval(f"{ZAAD} projecten")
    if not Agenderingspunt.objects.filter(rekenvoorbeeld=True).exists():
        knelpunten = stapel.van(Projectknelpunt)
        agenda.maak_punten(stapel, knelpunten, vandaag)
        agenda.maak_escalaties(stapel, rng, knelpunten, vandaag)
    if not Vraag.objects.filter(rekenvoorbeeld=True).exists():
        vraagbaak.maak_vragen(stapel, rng, projecten, adviseurs, vandaag)
    if not Intervisie.objects.filter(rekenvoorbeeld=True).exists():
        vraagbaak.maak_intervisie(stapel, projecten, agenda.KERNTEAM, vandaag)
    if not Overlegtafel.objects.filter(rekenvoorbeeld=True).exists():
        tafels.maak_tafels(stapel, rng, vandaag)
    with zonder_historie():
        stapel.schrijf()
    return Uitkomst(len(stapel.van(Project)), stapel.aantal)


# --- Projects ----------------------------------------------------------------------------------------------


def _leg_projecten(stapel: Stapel, vandaag: date) -> None:
    keuze = _plekken()
    wens = plekken.gewenst(keuze)
    er_al: dict[str, list[Project]] = {code: [] for code in wens}
    for project in Project.objects.filter(rekenvoorbeeld=True).select_related("gemeente"):
        er_al.setdefault(project.gemeente.provincie_id, []).append(project)
    leeg = [code for code, aantal in sorted(wens.items()) if len(er_al[code]) < TE_WEINIG * aantal]
    if not leeg:
        return
    team = maak_team(wens)
    omgeving = Omgeving(
        vandaag,
        {g.pk: g for g in Gemeente.objects.select_related("provincie", "woondealregio")},
        {o.naam: o for o in Organisatie.objects.all()},
    )
    bezet = set(Project.objects.values_list("gemeente_id", "naam"))
    keuze = herstel.vrije_plekken(keuze)
    for code in leeg:
        rng = Toeval(f"{ZAAD} projecten {code}")
        mensen = team.get(code, [])
        al = sum(bool(mensen) and p.adviseur_id == mensen[0].pk for p in er_al[code])
        adviseurs = verdeel_adviseurs(code, mensen, wens[code] - len(er_al[code]), al)
        if code == OVERIJSSEL:
            adviseurs = adviseurs[_leg_enschede(stapel, omgeving, mensen) :]
        vrij = [
            plek
            for plek in keuze
            if plek.provincie == code
            and (plek.gemeente_id, plek.naam) not in bezet
            # In Enschede the projects are made by hand.
            and omgeving.gemeenten[plek.gemeente_id].code != enschede.CODE
        ]
        _leg_in_provincie(stapel, omgeving, plekken.kies_plekken(rng, vrij, len(adviseurs)), adviseurs)
        for adviseur in mensen:
            maak_uren_ernaast(stapel, rng, code, adviseur, vandaag)


@dataclass(frozen=True)
class Omgeving:
    """What every project is made in."""

    vandaag: date
    gemeenten: dict[int, Gemeente]
    organisaties: dict[str, Organisatie]


def _leg_in_provincie(stapel: Stapel, omgeving: Omgeving, gekozen: Sequence[Plek], adviseurs: Sequence) -> None:
    partijen = _plotpartijen([plek.plot_id for plek in gekozen if plek.plot_id])
    for plek, adviseur in zip(gekozen, adviseurs, strict=False):
        gemeente = omgeving.gemeenten[plek.gemeente_id]
        # A chance of its own for each: one project more or less leaves the others as they are.
        rng = Toeval(f"{ZAAD} project {gemeente.code} {plek.naam}")
        if plek.plot_id:
            wie = partijen[plek.plot_id]
        else:
            wie = bij_een_plan(rng, gemeente, omgeving.organisaties, gemeente.woondealregio_id == TWENTE)
        maak_project(stapel, rng, plek, gemeente, adviseur, wie, omgeving.vandaag)


def _leg_enschede(stapel: Stapel, omgeving: Omgeving, mensen: Sequence[Gebruiker]) -> int:
    """The four by hand; how many were made. Once one of them is there, they are left alone."""
    gemeente = next((g for g in omgeving.gemeenten.values() if g.code == enschede.CODE), None)
    if gemeente is None or Project.objects.filter(gemeente=gemeente, naam__in=enschede.NAMEN).exists():
        return 0
    plots = Plot.objects.filter(rekenvoorbeeld=True, gemeente=gemeente, naam__in=enschede.NAMEN)
    plan_van = dict(Plan.objects.filter(plot__in=plots).values_list("plot_id", "pk"))
    plaats = enschede.Plaats(
        gemeente=gemeente,
        vandaag=omgeving.vandaag,
        adviseur=mensen[0] if mensen else None,
        projectleider=Gebruiker.objects.filter(email=enschede.PROJECTLEIDER).first(),
        organisaties=omgeving.organisaties,
        plots={naam: (pk, plan_van.get(pk)) for pk, naam in plots.values_list("pk", "naam")},
    )
    return len(enschede.maak_enschede(stapel, plaats))


def _plekken() -> list[Plek]:
    """Demo plots that are kept free, and demo plans for geclusterd or zorggeschikt wonen that lie on no plot."""
    plots = Plot.objects.filter(rekenvoorbeeld=True, status__in=LEVEND).order_by("gemeente__code", "naam")
    plan_van = dict(Plan.objects.filter(plot__in=plots).order_by("-pk").values_list("plot_id", "pk"))
    velden = ("pk", "gemeente_id", "gemeente__provincie_id", "naam", "status")
    keuze = [
        Plek(gemeente, provincie, naam, status, plot_id=pk, plan_id=plan_van.get(pk))
        for pk, gemeente, provincie, naam, status in plots.values_list(*velden)
    ]
    plannen = (
        Plan.objects.filter(
            rekenvoorbeeld=True, plot=None, klasse__in=("hard", "zacht"), invoerstatus="gereed",
            regels__groep="wonen_en_zorg", regels__categorie__in=ZORG, regels__gepland__gt=0,
        )
        .exclude(vertrouwelijkheid=Vertrouwelijkheid.GEMEENTE)
        .exclude(status_project__in=("nazorg", "afgerond"))
        .order_by("gemeente__code", "plannaam")
        .distinct()
    )  # fmt: skip
    velden = ("pk", "gemeente_id", "gemeente__provincie_id", "plannaam", "klasse", "gemeente__code")
    return keuze + [
        Plek(gemeente, provincie, naam, klasse, plan_id=pk)
        for pk, gemeente, provincie, naam, klasse, _ in plannen.values_list(*velden)
    ]


def _plotpartijen(plots: Sequence[int]) -> dict[int, list[Plotpartij]]:
    """The partners of these plots as partners of a project, with what they said yes to."""
    partijen: dict[int, list[Plotpartij]] = {}
    for plot in Plot.objects.filter(pk__in=plots).prefetch_related("partners__organisatie", "partners__commitments"):
        partijen[plot.pk] = [
            Plotpartij(
                _rol(p.organisatie, p.rol),
                p.naam,
                p.van,
                p.organisatie,
                [(c.niveau, c.datum) for c in p.commitments.all()],
            )
            for p in plot.partners.all()
            if p.tot is None
        ]
    return partijen


def _rol(organisatie: Organisatie | None, plotrol: str) -> str:
    soort = organisatie.soort if organisatie else ""
    if soort == Organisatiesoort.BEWONERSINITIATIEF:
        return Projectrol.BEWONERS
    return soort if soort in Projectrol.values else VAN_PLOTROL[plotrol]
