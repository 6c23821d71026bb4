"""Reads for the pages of plans: what the plans of one page add to the figures, and the figure they make up."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from programmering.calculations import WONINGTYPEN
from programmering.voortgang.models import Bijdrage
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatiesoort
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import rollen_met

from . import lijsten
from .models import Plan, Telregel


@dataclass(frozen=True)
class PlanMetTelling:
    """A plan with the homes it adds to the chosen figure, the three woningtypen apart."""

    plan: Plan
    per_categorie: dict[str, int]

    @property
    def typen(self) -> list[tuple[str, int]]:
        return [(w, self.per_categorie.get(w, 0)) for w in WONINGTYPEN]

    @property
    def overig(self) -> int:
        return self.per_categorie.get("regulier", 0) + self.per_categorie.get("onbekend", 0)


def zichtbaar_plan(user, pk: int) -> Plan:
    """The plan with its rows, gemeente and place; 404 when `user` may not know of it."""
    return get_object_or_404(Plan.objects.for_user(user).met_gemeente().met_ligging().prefetch_related("regels"), pk=pk)


def behandelaars(gemeente: Gemeente | None, ook: set[int | None]):
    """Accounts that a plan can be given to: who may write plans at the gemeente itself, and those in `ook`."""
    leden = Lidmaatschap.objects.geldig().filter(
        gebruiker=OuterRef("pk"),
        rol__in=rollen_met(Permission.PLAN_WIJZIGEN),
        organisatie__soort=Organisatiesoort.GEMEENTE,
        organisatie__werkgebieden__soort=Gebiedssoort.GEMEENTE,
        organisatie__werkgebieden__code=gemeente.code if gemeente else "",
    )
    return Gebruiker.objects.filter(Q(Exists(leden), is_active=True) | Q(pk__in=ook - {None}))


def met_telling(plannen, bijdragen) -> list[PlanMetTelling]:
    """One query for all plans of a page."""
    plannen = list(plannen)
    per_plan: dict[int, dict[str, int]] = defaultdict(dict)
    rijen = bijdragen.filter(plan__in=[p.pk for p in plannen]).order_by().values("plan_id", "categorie")
    for r in rijen.annotate(n=Sum("aantal")):
        per_plan[r["plan_id"]][r["categorie"]] = r["n"]
    return [PlanMetTelling(p, per_plan.get(p.pk, {})) for p in plannen]


def figuur(plannen, bijdragen, user) -> dict[str, int]:
    """The figure that these plans make up, per categorie: what the keten shows for the same choice."""
    rijen = bijdragen.for_user(user).filter(plan__in=plannen.order_by().values("pk")).order_by()
    return {r["categorie"]: r["n"] for r in rijen.values("categorie").annotate(n=Sum("aantal"))}


@dataclass(frozen=True)
class Telling:
    """Own label beside the counted figure of one woningtype."""

    categorie: str
    eigen: int
    geteld: int

    @property
    def naam(self) -> str:
        return lijsten.CATEGORIEEN["wonen_en_zorg"][self.categorie]


def tellingen(plan: Plan) -> list[Telling]:
    """Per woningtype what the plan says and what counts; they differ by telregel 12, or while figures follow."""
    eigen = {r.categorie: r.gepland for r in plan.regels.all() if r.groep == "wonen_en_zorg"}
    geteld: dict[str, int] = defaultdict(int)
    for b in Bijdrage.objects.filter(plan_id=plan.pk).exclude(categorie="sloop"):
        geteld[b.categorie] += b.aantal
    namen = [*WONINGTYPEN, "regulier", "onbekend"]
    return [Telling(c, eigen.get(c, 0), geteld.get(c, 0)) for c in namen if eigen.get(c) or geteld.get(c)]


def waarom_anders(plan: Plan, telling: list[Telling]) -> str:
    """Why the counted figures differ from the label, in a sentence; '' when they do not."""
    if plan.invoerstatus == lijsten.Invoerstatus.CONCEPT:
        return "Dit plan is nog concept en telt nergens mee."
    if plan.klasse == lijsten.Planklasse.NIET_MEETELLEND:
        return f"Een plan met status {plan.get_status_planologisch_display()} telt niet mee."
    if all(t.eigen == t.geteld for t in telling):
        return ""
    cluster = sum(t.eigen for t in telling if t.categorie in ("geclusterd", "zorggeschikt"))
    telregel = Telregel.objects.filter(geldig_van__lte=timezone.localdate()).order_by("-geldig_van").first()
    if telregel and cluster < telregel.minimum and not plan.breidt_uit:
        return (
            f"Het plan heeft {cluster} woningen geclusterd en zorggeschikt. Onder de {telregel.minimum} tellen die als "
            "nultreden, tenzij het plan een bestaand cluster uitbreidt."
        )
    return "De cijfers worden op dit moment bijgewerkt. Ververs de pagina over een paar seconden."
