"""Reads for the pages of projects."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.formats import date_format

from programmering.partners.lijsten import Niveau
from programmering.plannen.models import Plan, Planregel
from programmering.plots.models import WONINGTYPEN, Plot, Plotregel
from woonzorg.gebieden.soorten import LAND
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.organisaties.permissions import Permission, organisaties_met
from woonzorg.organisaties.selectors import rollen_met

from .calculations import Conditiestand, condities, kan_afbouwen, ontbrekend, ritmezin, standzin
from .lijsten import Fase
from .models import Actie, Betrokkenheid, Document, Project, Projectpartner


@dataclass(frozen=True)
class Fasestap:
    """One of the six phases on the line of a project."""

    fase: Fase
    sinds: datetime.date | None
    stand: str  # geweest, nu, straks


@dataclass(frozen=True)
class Partnerstand:
    partner: Projectpartner
    # (level, day of the yes or None)
    niveaus: list[tuple[Niveau, datetime.date | None]]
    mag_vastleggen: bool


@dataclass(frozen=True)
class Woningen:
    """The homes of the plan or plot that the project is a mark on; the project itself has none."""

    bron: str
    url: str
    typen: list[tuple[str, int]]
    toelichting: str


@dataclass(frozen=True)
class Projectstand:
    """Everything that the page of one project shows, for one reader."""

    project: Project
    zin: str
    ritme: str
    fasen: list[Fasestap]
    condities: list[Conditiestand] | None
    afbouwen: bool
    partners: list[Partnerstand]
    mist: list[str]
    acties: list[Actie]
    afgerond: int
    betrokkenheid: list[Betrokkenheid]
    documenten: list[Document]
    woningen: Woningen | None
    plot: Plot | None
    plan: Plan | None
    mag_wijzigen: bool
    mag_coachen: bool

    @property
    def van_tot(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day on which any condition was scored: one scale for the six small pictures."""
        dagen = [m.datum for c in self.condities or () for m in c.metingen]
        return (min(dagen), max(dagen)) if dagen else None

    @property
    def plaatjes(self) -> list[tuple[Conditiestand, list[tuple[float, float]]]]:
        return [(c, c.punten(*self.van_tot) if self.van_tot else []) for c in self.condities or ()]


def lees_project(project: Project, user) -> Projectstand:
    """About twelve queries, whatever the project holds."""
    standen = None
    if project.condities_zichtbaar_voor(user):
        standen = condities(project.scores.values_list("conditie", "datum", "score", "toelichting"))
    partners = list(project.partners.lopend().select_related("organisatie").prefetch_related("commitments"))
    betrokkenheid = list(project.betrokkenheid.order_by("-datum"))
    mist = ontbrekend(p.rol for p in partners)
    acties = Actie.objects.for_user(user).filter(project=project)
    mag_wijzigen = project.wijzigbaar_voor(user)
    plan = Plan.objects.for_user(user).filter(pk=project.plan_id).first() if project.plan_id else None
    plot = Plot.objects.for_user(user).filter(pk=project.plot_id).first() if project.plot_id else None
    return Projectstand(
        project=project,
        zin=standzin(
            fase=Fase(project.fase), sinds=date_format(project.fase_sinds, "j F Y"), standen=standen, mist=mist,
            met_ouderen=bool(betrokkenheid),
        ),
        ritme=ritmezin(project.ritme, date_format(project.ritme_sinds, "j F Y")) if project.adviseur_id else "",
        fasen=_fasen(project),
        condities=standen,
        afbouwen=standen is not None and kan_afbouwen(standen),
        partners=[_partnerstand(p, user, mag_wijzigen) for p in partners],
        mist=mist,
        acties=list(acties.open().select_related("eigenaar")),
        afgerond=acties.filter(gedaan_op__isnull=False).count(),
        betrokkenheid=betrokkenheid,
        documenten=list(Document.objects.for_user(user).filter(project=project)),
        woningen=_woningen(plan, plot),
        plot=plot,
        plan=plan,
        mag_wijzigen=mag_wijzigen,
        mag_coachen=project.coachbaar_door(user),
    )  # fmt: skip


def _fasen(project: Project) -> list[Fasestap]:
    sinds = {o.fase: o.datum for o in project.fasen.all()}
    nu = list(Fase).index(Fase(project.fase))
    return [
        # A phase that was passed over on the way has no day.
        Fasestap(fase, sinds.get(fase) if i <= nu else None, "nu" if i == nu else "geweest" if i < nu else "straks")
        for i, fase in enumerate(Fase)
    ]


def _partnerstand(partner: Projectpartner, user, mag_wijzigen: bool) -> Partnerstand:
    gezegd = {c.niveau: c.datum for c in partner.commitments.all()}
    eigen = partner.organisatie_id in organisaties_met(user, Permission.PROJECT_MEEDOEN)
    return Partnerstand(partner, [(n, gezegd.get(n.value)) for n in Niveau], mag_wijzigen or eigen)


def _woningen(plan: Plan | None, plot: Plot | None) -> Woningen | None:
    if plan:
        rijen = Planregel.objects.filter(plan=plan, groep="wonen_en_zorg").values_list("categorie").annotate(
            n=Sum("gepland")
        )  # fmt: skip
        toelichting = f"gepland volgens het plan, {plan.get_status_planologisch_display()}"
        return Woningen(plan.plannaam, plan.get_absolute_url(), _typen(dict(rijen)), toelichting)
    if plot:
        rijen = Plotregel.objects.filter(plot=plot).values_list("woningtype", "aantal")
        return Woningen(plot.naam, plot.get_absolute_url(), _typen(dict(rijen)), "wat er op de plot past")
    return None


def _typen(aantallen: dict[str, int]) -> list[tuple[str, int]]:
    return [(naam, aantallen.get(woningtype, 0)) for woningtype, naam in WONINGTYPEN]


# Lists


def met_stand(projecten):
    """Adds to a list what each row shows: who is missing, whether elderly people take part, open actions."""
    partners = Projectpartner.objects.lopend().filter(project=OuterRef("pk"))
    return projecten.annotate(
        met_corporatie=Exists(partners.filter(rol__in=["corporatie", "investeerder"])),
        met_zorg=Exists(partners.filter(rol="zorgorganisatie")),
        met_gemeenschap=Exists(partners.filter(rol__in=["welzijnsorganisatie", "bewoners"])),
        met_ouderen=Exists(Betrokkenheid.objects.filter(project=OuterRef("pk"))),
    ).select_related("projectleider", "adviseur")


def per_fase(projecten) -> list[tuple[Fase, int]]:
    telling = dict(projecten.order_by().values_list("fase").annotate(n=Count("pk")))
    return [(fase, telling.get(fase.value, 0)) for fase in Fase]


def adviseurs_voor(gemeente):
    """Accounts that may coach in this gemeente: of its provincie, its regio or the land."""
    codes = [gemeente.code, gemeente.provincie_id, gemeente.woondealregio_id, LAND.code]
    rollen = rollen_met(Permission.NOTITIE_ADVISEUR)
    leden = Lidmaatschap.objects.geldig().filter(
        gebruiker=OuterRef("pk"), rol__in=rollen, organisatie__werkgebieden__code__in=codes
    )
    return Gebruiker.objects.filter(Exists(leden), is_active=True)


def betrokkenen(project: Project):
    """Accounts that an action of this project can be given to: adviser, projectleider, gemeente and partners."""
    rollen = rollen_met(Permission.PROJECT_WIJZIGEN)
    partners = project.partners.lopend().filter(organisatie__isnull=False).values("organisatie")
    leden = (
        Lidmaatschap.objects.geldig()
        .filter(gebruiker=OuterRef("pk"))
        .filter(
            Q(organisatie__in=partners)
            | Q(
                rol__in=rollen,
                organisatie__werkgebieden__code__in=[project.gemeente.code, project.gemeente.provincie_id],
            )
        )
    )
    eigen = Q(pk__in=[pk for pk in (project.adviseur_id, project.projectleider_id) if pk])
    return Gebruiker.objects.filter(Exists(leden) | eigen, is_active=True)
