"""Reads of comments: threads as they are shown, who can be mentioned, and where somebody is waited for."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import rollen_met

from .calculations import WIJZIGBAAR, Kandidaat
from .models import Opmerking
from .velden import veldnaam

# On the page of the plan itself; all of them stand on their own page.
OP_PLAN = 10


@dataclass(frozen=True)
class Regel:
    """One comment as one reader sees it."""

    opmerking: Opmerking
    genoemden: list[str]
    wijzigbaar: bool


@dataclass(frozen=True)
class Draad:
    """A comment with its answers, oldest first."""

    begin: Regel
    antwoorden: list[Regel]

    @property
    def opmerking(self) -> Opmerking:
        return self.begin.opmerking

    @property
    def veld(self) -> str:
        return veldnaam(self.opmerking.veld)

    @property
    def opgelost(self) -> bool:
        return self.opmerking.opgelost_op is not None

    @property
    def regels(self) -> list[Regel]:
        return [self.begin, *self.antwoorden]


def lees_draden(begin: QuerySet, user) -> list[Draad]:
    """Threads of these first comments; four queries."""
    antwoorden = Opmerking.objects.prefetch_related("vermeld")
    rijen = begin.select_related("plan__gemeente").prefetch_related("vermeld", Prefetch("antwoorden", antwoorden))
    return [_draad(rij, user) for rij in rijen]


def _draad(begin: Opmerking, user) -> Draad:
    rijen = [begin, *begin.antwoorden.all()]
    laatste = rijen[-1]
    regels = [
        Regel(r, [g.naam for g in r.vermeld.all()], r is laatste and mag_terugnemen(r, begin, user)) for r in rijen
    ]
    return Draad(regels[0], regels[1:])


def mag_terugnemen(laatste: Opmerking, begin: Opmerking, user) -> bool:
    """Who wrote the last word of an open thread may change it, or take it back, for a quarter of an hour."""
    vers = laatste.op > timezone.now() - WIJZIGBAAR
    return laatste.door_id is not None and laatste.door_id == user.pk and vers and begin.opgelost_op is None


def mag_wijzigen(opmerking: Opmerking, user) -> bool:
    """The same for a comment of which it is not known whether it is the last one."""
    begin = opmerking.antwoord_op or opmerking
    laatste = begin.antwoorden.last() or begin
    return laatste.pk == opmerking.pk and mag_terugnemen(laatste, begin, user)


@dataclass(frozen=True)
class OpPlan:
    """Comments on the page of their plan."""

    plan: Plan
    open: list[Draad]
    opgelost: list[Draad]
    aantal_open: int
    aantal_opgelost: int
    # (label of the field, its open threads)
    velden: list[tuple[str, int]]

    @property
    def meer(self) -> bool:
        return self.aantal_open > len(self.open) or self.aantal_opgelost > len(self.opgelost)


def op_plan(plan: Plan, user) -> OpPlan | None:
    """What `user` reads at this plan; None for who may not read what is internal. At most ten queries."""
    if not plan.intern_zichtbaar_voor(user):
        return None
    begin = Opmerking.objects.for_user(user).filter(plan=plan).begin()
    aantallen = begin.order_by("veld").values_list("veld").annotate(
        open=Count("pk", filter=Q(opgelost_op__isnull=True)), opgelost=Count("pk", filter=Q(opgelost_op__isnull=False))
    )  # fmt: skip
    aantallen = list(aantallen)
    open_, opgelost = sum(n for _, n, _ in aantallen), sum(n for _, _, n in aantallen)
    return OpPlan(
        plan,
        lees_draden(begin.open()[:OP_PLAN], user) if open_ else [],
        lees_draden(begin.filter(opgelost_op__isnull=False).order_by("-opgelost_op")[:OP_PLAN], user)
        if opgelost
        else [],
        open_,
        opgelost,
        sorted((veldnaam(veld), n) for veld, n, _ in aantallen if veld and n),
    )


def open_vermeldingen(user) -> QuerySet:
    """Open threads in which `user` is mentioned and has written nothing since, and that `user` may read today."""
    wachtend = Opmerking.objects.wacht_op(user).order_by().values("draad")
    return Opmerking.objects.for_user(user).filter(pk__in=wachtend)


def mag_lezen(wie, plan: Plan) -> bool:
    """Whether `wie` reads comments at this plan."""
    return plan.intern_zichtbaar_voor(wie) and Plan.objects.for_user(wie).filter(pk=plan.pk).exists()


def kandidaten(plan: Plan, *, zonder=None) -> list[Kandidaat]:
    """Who can be mentioned: all who may read the comment, by name. The rights are those that reading asks for, looked
    up once for all who are members of the same things in the same rol."""
    groepen: dict[frozenset, list[Gebruiker]] = defaultdict(list)
    for wie in _mogelijk(plan):
        groepen[frozenset((lid.organisatie_id, lid.rol) for lid in wie.geldige)].append(wie)
    lezers = [wie for groep in groepen.values() if mag_lezen(groep[0], plan) for wie in groep]
    return sorted(
        (
            Kandidaat(wie.pk, wie.naam, ", ".join(dict.fromkeys(lid.organisatie.naam for lid in wie.geldige)))
            for wie in lezers
            if zonder is None or wie.pk != zonder.pk
        ),
        key=lambda k: (k.naam.casefold(), k.pk),
    )


def _mogelijk(plan: Plan) -> QuerySet:
    """Active accounts with a rol that reads internal fields somewhere around this plan, with their memberships."""
    gemeente = plan.gemeente
    plekken = [
        (Gebiedssoort.GEMEENTE, gemeente.code),
        (Gebiedssoort.PROVINCIE, gemeente.provincie_id),
        (Gebiedssoort.WOONDEALREGIO, gemeente.woondealregio_id),
        (Gebiedssoort.LAND, "NL"),
    ]
    hier = Q()
    for soort, code in plekken:
        hier |= Q(organisatie__werkgebieden__soort=soort, organisatie__werkgebieden__code=code)
    geldig = Lidmaatschap.objects.geldig()
    leden = geldig.filter(hier, gebruiker=OuterRef("pk"), rol__in=rollen_met(Permission.PLAN_INTERN))
    return (
        Gebruiker.objects.filter(Exists(leden), is_active=True)
        .prefetch_related(Prefetch("lidmaatschappen", geldig.select_related("organisatie"), to_attr="geldige"))
        .order_by("pk")
    )
