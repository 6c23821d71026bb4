"""Knelpunten of projects and plans in one list, and how often each kind comes back (product.md A7).

Both halves start at what this reader may see: knelpunten of projects by their own level, those of a plan where its
internal fields may be read.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.urls import reverse

from programmering.plannen.models import Plan
from projecten.zicht import gemeente_q
from woonzorg.organisaties.permissions import Permission, has_permission

from .filters import KnelpuntFilter
from .lijsten import CATEGORIEEN, Puntstatus
from .models import BUNDELBAAR, Projectknelpunt

NAMEN = dict(CATEGORIEEN)
# From here on two texts of one kind are taken to be about the same; the usual threshold of pg_trgm.
LIJKT = 0.3
# So many of one group are shown.
TOON = 20


class Uitgerold(Func):
    """Each value of an array column as a row of its own."""

    function = "unnest"
    output_field = CharField()
    set_returning = True


def projectknelpunten(user, keuze: KnelpuntFilter):
    """Knelpunten of projects that `user` may read, within what was chosen."""
    w = keuze.waarden
    rijen = keuze.in_gebied(Projectknelpunt.objects.for_user(user), "project__gemeente")
    if w["bron"] == "plan":
        return rijen.none()
    if w["categorie"]:
        rijen = rijen.filter(categorie=w["categorie"])
    if w["stand"] != "alle":
        rijen = rijen.filter(opgelost_op__isnull=w["stand"] == "open")
    if w["nieuw"]:
        # A concept is on no agenda yet, and only who agendeert knows of it.
        rijen = rijen.filter(Q(agenderingspunt=None) | Q(agenderingspunt__status=Puntstatus.CONCEPT))
    if w["q"]:
        rijen = rijen.filter(
            Q(omschrijving__icontains=w["q"])
            | Q(project__naam__icontains=w["q"])
            | Q(project__gemeente__naam__icontains=w["q"])
        )
    return rijen


def plannen_met_knelpunt(user, keuze: KnelpuntFilter):
    """Plans with a knelpunt that `user` may read, within what was chosen. `soort` has a row for each knelpunt."""
    w = keuze.waarden
    # Who agendeert reads the kind of knelpunt at any plan that may be seen, and no more of it than that.
    waar = gemeente_q(user, Permission.PLAN_INTERN, "gemeente__") | gemeente_q(user, Permission.AGENDEREN, "gemeente__")
    plannen = Plan.objects.for_user(user).filter(waar)
    plannen = keuze.in_gebied(plannen, "gemeente")
    if w["q"]:
        plannen = plannen.filter(Q(plannaam__icontains=w["q"]) | Q(gemeente__naam__icontains=w["q"]))
    if w["categorie"]:
        plannen = plannen.filter(knelpunten__contains=[w["categorie"]]).annotate(soort=Value(w["categorie"]))
    else:
        # 'geen' never stands beside another.
        plannen = plannen.exclude(knelpunten__contains=["geen"]).annotate(soort=Uitgerold("knelpunten"))
    # What a plan names is open: once solved, the gemeente takes it off the plan.
    return plannen.none() if w["bron"] == "project" or w["stand"] == "opgelost" else plannen


@dataclass(frozen=True)
class Rij:
    """One knelpunt of a project or plan, as list and export have it."""

    van: str
    nummer: int
    soort: str
    tekst: str
    ding: int
    naam: str
    gemeente_naam: str
    regio_naam: str
    provincie_naam: str
    datum: datetime.date
    opgelost: datetime.date | None
    hoe: str
    punt: int | None
    punt_titel: str | None
    punt_status: str | None
    vrij: bool

    @property
    def soort_naam(self) -> str:
        return NAMEN[self.soort]

    @property
    def van_project(self) -> bool:
        return self.van == "project"

    @property
    def url(self) -> str:
        return reverse(self.van, args=[self.ding])

    @property
    def punt_status_naam(self) -> str:
        return Puntstatus(self.punt_status).label if self.punt_status else ""


VELDEN = tuple(Rij.__dataclass_fields__)


def rijen(user, keuze: KnelpuntFilter):
    """Rows of VELDEN, the newest first, as a queryset to be counted, sliced and read: one query each time."""
    projecten = projectknelpunten(user, keuze).annotate(
        van=Value("project"),
        nummer=F("pk"),
        soort=F("categorie"),
        tekst=F("omschrijving"),
        ding=F("project_id"),
        naam=F("project__naam"),
        **_waar("project__gemeente__"),
        datum=F("sinds"),
        opgelost=F("opgelost_op"),
        hoe=F("hoe_opgelost"),
        **_punt(user),
        vrij=Case(When(BUNDELBAAR, then=Value(True)), default=Value(False)),
    )
    plannen = plannen_met_knelpunt(user, keuze).annotate(
        van=Value("plan"),
        nummer=F("pk"),
        tekst=Value(""),
        ding=F("pk"),
        naam=F("plannaam"),
        **_waar("gemeente__"),
        datum=F("peildatum"),
        opgelost=Value(None, DateField()),
        hoe=Value(""),
        punt=Value(None, IntegerField()),
        punt_titel=Value(None, CharField()),
        punt_status=Value(None, CharField()),
        vrij=Value(False, BooleanField()),
    )
    samen = projecten.order_by().values_list(*VELDEN).union(plannen.order_by().values_list(*VELDEN), all=True)
    return samen.order_by("-datum", "van", "nummer", "soort")


def _waar(pad: str) -> dict[str, F]:
    return {
        "gemeente_naam": F(f"{pad}naam"),
        "regio_naam": F(f"{pad}woondealregio__naam"),
        "provincie_naam": F(f"{pad}provincie__naam"),
    }


def _punt(user) -> dict:
    """The agenderingspunt of a knelpunt; a concept only for who agendeert."""
    velden = {"punt": "pk", "punt_titel": "titel", "punt_status": "status"}
    if has_permission(user, Permission.AGENDEREN):
        return {naam: F(f"agenderingspunt__{veld}") for naam, veld in velden.items()}
    op_agenda = ~Q(agenderingspunt__status=Puntstatus.CONCEPT)
    return {naam: Case(When(op_agenda, then=F(f"agenderingspunt__{veld}"))) for naam, veld in velden.items()}


# What comes back


@dataclass(frozen=True)
class Regiodeel:
    code: str
    naam: str
    projecten: int = 0
    plannen: int = 0


@dataclass(frozen=True)
class Soort:
    """One kind of knelpunt: in how many projects and plans, in which regio's, and since when in a project."""

    slug: str
    regios: tuple[Regiodeel, ...]
    sinds: datetime.date | None

    @property
    def naam(self) -> str:
        return NAMEN[self.slug]

    @property
    def projecten(self) -> int:
        return sum(r.projecten for r in self.regios)

    @property
    def plannen(self) -> int:
        return sum(r.plannen for r in self.regios)


def soorten(user, keuze: KnelpuntFilter) -> list[Soort]:
    """By kind and woondealregio, what most projects meet first; two queries, however many plans there are.

    A project lies in one regio, so that the regio's of a kind add up.
    """
    regio = "project__gemeente__woondealregio"
    per_project = (
        projectknelpunten(user, keuze)
        .order_by()
        .values_list("categorie", f"{regio}_id", f"{regio}__naam")
        .annotate(n=Count("project", distinct=True), begin=Min("sinds"))
    )
    per_plan = (
        plannen_met_knelpunt(user, keuze)
        .order_by()
        .values_list("soort", "gemeente__woondealregio_id", "gemeente__woondealregio__naam")
        .annotate(n=Count("pk", distinct=True))
    )
    aantallen: dict[str, dict[tuple[str, str], list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    begin: dict[str, datetime.date] = {}
    for slug, code, naam, n, sinds in per_project:
        aantallen[slug][code, naam][0] = n
        begin[slug] = min(sinds, begin.get(slug, sinds))
    for slug, code, naam, n in per_plan:
        aantallen[slug][code, naam][1] = n
    gevonden = [
        Soort(slug, _op_projecten(Regiodeel(*waar, *n) for waar, n in delen.items()), begin.get(slug))
        for slug, delen in aantallen.items()
    ]
    return list(_op_projecten(gevonden))


def _op_projecten(delen: Iterable) -> tuple:
    return tuple(sorted(delen, key=lambda d: (-d.projecten, -d.plannen, d.naam.casefold())))


@dataclass(frozen=True)
class Tekstgroep:
    """Knelpunten of one kind whose texts resemble each other."""

    nummers: tuple[int, ...]
    projecten: int
    regios: int
    sinds: datetime.date


def tekstgroepen(user, keuze: KnelpuntFilter) -> list[Tekstgroep]:
    """The knelpunten of the chosen kind by resemblance of their texts, most projects first; two queries.

    The database finds for each the first one written that it resembles; whoever shares that one, directly or by way
    of another, stands in one group. Only texts that this reader may read are compared.
    """
    zichtbaar = Projectknelpunt.objects.filter(
        pk__in=list(projectknelpunten(user, keuze).order_by().values_list("pk", flat=True))
    )
    eerste = (
        zichtbaar.filter(pk__lt=OuterRef("pk"), categorie=OuterRef("categorie"))
        .annotate(lijkt=TrigramSimilarity("omschrijving", OuterRef("omschrijving")))
        .filter(lijkt__gte=LIJKT)
        .order_by("pk")
        .values("pk")[:1]
    )
    rijen = zichtbaar.order_by("pk").values_list(
        "pk", Subquery(eerste), "project_id", "project__gemeente__woondealregio_id", "sinds"
    )
    begin: dict[int, int] = {}
    groepen: dict[int, list[tuple]] = defaultdict(list)
    for pk, lijkt_op, *wat in rijen:
        begin[pk] = begin.get(lijkt_op, pk)
        groepen[begin[pk]].append((pk, *wat))
    gevonden = [
        Tekstgroep(
            tuple(pk for pk, *_ in leden),
            len({project for _, project, _, _ in leden}),
            len({regio for _, _, regio, _ in leden}),
            min(sinds for *_, sinds in leden),
        )
        for leden in groepen.values()
    ]
    return sorted(gevonden, key=lambda g: (-g.projecten, -len(g.nummers), g.sinds, g.nummers))


@dataclass(frozen=True)
class Getoond:
    """A group with the first of its knelpunten."""

    groep: Tekstgroep
    knelpunten: tuple[Projectknelpunt, ...]

    @property
    def meer(self) -> int:
        """How many of the group are not shown."""
        return len(self.groep.nummers) - len(self.knelpunten)

    @property
    def te_bundelen(self) -> tuple[Projectknelpunt, ...]:
        """Those shown that may go into a new point; () when they are of one project."""
        vrij = tuple(k for k in self.knelpunten if k.bundelbaar)
        return vrij if len({k.project_id for k in vrij}) > 1 else ()


def met_knelpunten(groepen: Iterable[Tekstgroep]) -> list[Getoond]:
    """The groups of one page with what stands in them, of a large one the first; one query.

    Their numbers come from what may be read.
    """
    groepen = list(groepen)
    per_pk = (
        Projectknelpunt.objects.filter(pk__in=[n for g in groepen for n in g.nummers[:TOON]])
        .select_related("project__gemeente", "agenderingspunt")
        .in_bulk()
    )
    return [Getoond(g, tuple(per_pk[n] for n in g.nummers[:TOON] if n in per_pk)) for g in groepen]
