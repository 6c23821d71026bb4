"""What residents are shown near a place. Read as somebody without an account, whoever looks: one page for everyone."""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db.models.functions import AsGeoJSON, Distance, Transform
from django.contrib.gis.geos import Point
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from django.urls import reverse

from programmering.calculations import WONINGTYPEN
from programmering.keten.selectors import Ketenlezer, Stand, lees_perioden
from programmering.plannen.models import Plan, Planregel, PuntOpVlak
from programmering.voortgang.models import Bijdrage, Schakel
from woonzorg.gebieden.kader import kader
from woonzorg.gebieden.models import Grens
from woonzorg.gebieden.soorten import Gebiedssoort

from .zinnen import (
    IN_GEWONE_WOORDEN,
    Cijfer,
    Zekerheid,
    afstand,
    cijfers,
    gebouwd,
    hoe_zeker,
    huur_of_koop,
    komt,
    zin,
)
from .zoeken import Plek

IEDEREEN = AnonymousUser()
# Metres around a point, and around the middle of a gemeente when there is no point.
ROND_PUNT, ROND_GEMEENTE = 10_000, 5_000
OP_KAART = 300
BOUWEN = (Schakel.HARD, Schakel.ZACHT)


@dataclass(frozen=True)
class Beeld:
    """The answer for a gemeente: one sentence and the figures behind it."""

    zin: str
    cijfers: list[Cijfer]
    stand: Stand
    van_jaar: int
    tot_jaar: int


def lees_beeld(plek: Plek) -> Beeld:
    """The public figures of the gemeente in the first periode, as its own page shows them."""
    periode = lees_perioden()[0]
    lezer = Ketenlezer(user=IEDEREEN, periode=periode)
    gebied = plek.gemeente.gebied
    keten = lezer.keten(gebied)
    rijen = cijfers(keten, lezer.buiten_periode(gebied))
    return Beeld(zin(keten), rijen, lezer.stand, periode.van_jaar, periode.tot_jaar)


def midden_van(plek: Plek) -> Point | None:
    """The point itself, else one in the middle of the gemeente; None without a boundary."""
    if plek.punt:
        return plek.punt
    grens = Grens.objects.filter(soort=Gebiedssoort.GEMEENTE, code=plek.gemeente.code).first()
    return grens.geometrie.centroid if grens else None


def _voor_ouderen() -> QuerySet:
    """Homes of the three kinds in public plans, as they count."""
    return Bijdrage.objects.for_user(IEDEREEN).filter(plan__isnull=False, categorie__in=WONINGTYPEN, aantal__gt=0)


def plannen_bij(plek: Plek) -> QuerySet:
    """Public plans with homes for the elderly: those in the gemeente, and around it or around the point.

    Nearest first when there is a point, else the own gemeente first and then by name. A plan without a place comes
    after those that have one.
    """
    midden = midden_van(plek)
    hier = Q(gemeente__code=plek.gemeente.code)
    dichtbij = hier
    if midden:
        dichtbij |= Q(geometrie__dwithin=(midden, ROND_PUNT if plek.punt else ROND_GEMEENTE))
    rijen = Plan.objects.for_user(IEDEREEN).filter(dichtbij, Exists(_voor_ouderen().filter(plan=OuterRef("pk"))))
    if plek.punt:
        return rijen.annotate(afstand=Distance("geometrie", plek.punt)).order_by(
            F("afstand").asc(nulls_last=True), "plannaam", "pk"
        )
    elders = Case(When(hier, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rijen.order_by(elders, "plannaam", "pk")


@dataclass(frozen=True)
class BuurtPlan:
    """One plan as a resident reads it."""

    plan: Plan
    afstand: str
    komt: list[str]
    gebouwd: list[str]
    zekerheid: Zekerheid
    huur_of_koop: str

    @property
    def bouwer(self) -> str:
        """Of a gemeente or corporatie the name; the name of anyone else is not public."""
        return self.plan.opdrachtgever_naam if self.plan.opdrachtgever_naam_openbaar else ""


def lees_plannen(plannen) -> list[BuurtPlan]:
    """The plans of one page; two queries beside theirs."""
    plannen = list(plannen)
    nummers = [p.pk for p in plannen]
    per_plan = _woningen(nummers)
    betaalbaar = _betaalbaarheid(nummers)
    return [_buurtplan(p, per_plan[p.pk], betaalbaar[p.pk]) for p in plannen]


def _woningen(nummers: list[int]) -> dict:
    """plan -> (is it built) -> woningtype -> year -> homes."""
    uit: dict = defaultdict(lambda: {klaar: defaultdict(dict) for klaar in (False, True)})
    rijen = _voor_ouderen().filter(plan__in=nummers).order_by().values("plan_id", "schakel", "categorie", "jaar")
    for rij in rijen.annotate(n=Sum("aantal"), gissing=Sum("waarvan_jaar_onbekend")).order_by("jaar"):
        per_jaar = uit[rij["plan_id"]][rij["schakel"] not in BOUWEN][rij["categorie"]]
        # What counts in the year of its peildatum for want of a better one has no year that a resident should read.
        for jaar, n in ((rij["jaar"], rij["n"] - rij["gissing"]), (0, rij["gissing"])):
            if n:
                per_jaar[jaar] = per_jaar.get(jaar, 0) + n
    return uit


def _betaalbaarheid(nummers: list[int]) -> dict:
    uit: dict = defaultdict(dict)
    rijen = Planregel.objects.filter(plan__in=nummers, groep="betaalbaarheid", gepland__gt=0)
    for plan, categorie, n in rijen.values_list("plan_id", "categorie", "gepland"):
        uit[plan][categorie] = n
    return uit


def _buurtplan(plan: Plan, woningen: dict, betaalbaarheid: dict) -> BuurtPlan:
    nog, klaar = woningen[False], woningen[True]
    meters = getattr(plan, "afstand", None)
    woorden = IN_GEWONE_WOORDEN.items()
    return BuurtPlan(
        plan=plan,
        afstand=afstand(meters.m) if meters is not None else "",
        komt=[komt(woord, nog[w]) for w, woord in woorden if nog.get(w)],
        gebouwd=[gebouwd(woord, klaar[w]) for w, woord in woorden if klaar.get(w)],
        zekerheid=hoe_zeker(plan.klasse, plan.status_project, sum(sum(n.values()) for n in nog.values())),
        huur_of_koop=huur_of_koop(betaalbaarheid),
    )


def buurtkaart(plek: Plek, plannen: QuerySet) -> dict:
    """What the one map module needs: a mark for each plan that has a place, the first so many of the list."""
    rijen = plannen.filter(geometrie__isnull=False).annotate(
        op_kaart=AsGeoJSON(Transform(PuntOpVlak("geometrie"), 4326), precision=5)
    )
    rijen = rijen.values_list("pk", "plannaam", "plaats", "gemeente__naam", "op_kaart")[:OP_KAART]
    ligging = kader(plek.gemeente.gebied)
    config = {
        "gebieden_tegels": "/kaart/gebieden/gemeente/{z}/{x}/{y}.mvt",
        "soort": "gemeente",
        "achtergrond": settings.PDOK_TEGELS,
        "begrenzing": ligging["begrenzing"],
        "bron": ligging["bron"],
        "onderwerp": "Plannen voor ouderen",
        "legenda": [],
        "waarden": {},
        "punten": [
            {"id": str(pk), "naam": naam, "plaats": plaats or gemeente, "plek": json.loads(punt)["coordinates"]}
            for pk, naam, plaats, gemeente, punt in rijen
        ],
        "punten_meervoud": "plannen",
        "punt_url": reverse("plan", args=[0]).replace("/0/", "/{id}/"),
    }
    if plek.punt:
        graden = plek.punt.transform(4326, clone=True)
        config |= {"geometrie": json.loads(graden.geojson), "geometrie_zoom": 12}
    return config
