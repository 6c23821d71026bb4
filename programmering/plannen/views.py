import json

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from programmering.keten.selectors import lees_stand, momentopname
from programmering.plekken.lagen import kaartlagen
from woonzorg.gebieden.kader import kader
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404
from woonzorg.sql import is_tegel

from . import lijsten
from .actions import als_regels
from .downloads import downloads
from .filters import PlanFilter
from .geschiedenis import geschiedenis
from .knelpunten import lees_knelpunten
from .models import Plan
from .rooster import maak_rooster
from .selectors import figuur, met_telling, tellingen, waarom_anders, zichtbaar_plan
from .tegels import plannen_tegel
from .zicht import lezer

PER_PAGINA = 50
# Moments of the history that stand on the page of the plan itself, looked for in its last so many saves.
RECENT, TERUGKIJKEN = 5, 20


@require_GET
@beperk("zoek")
def plan_lijst(request):
    with momentopname():
        plannen = Plan.objects.for_user(request.user).met_gemeente()
        filter_ = PlanFilter(request.GET, queryset=plannen, request=request)
        gebied = zoek_gebied(request.GET.get("gebied", ""))
        som = figuur(filter_.qs, filter_.bijdragen, request.user)
        pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad"))
        context = {
            "filter": filter_,
            "pagina": pagina,
            "plannen": met_telling(pagina.object_list, filter_.bijdragen),
            "gebied": gebied,
            "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))] if gebied else [],
            "typen": [(naam, som.get(c, 0)) for c, naam in lijsten.CATEGORIEEN["wonen_en_zorg"].items()],
            "stand": lees_stand(),
            "downloads": downloads(request.GET),
            "mag_maken": has_permission(request.user, Permission.PLAN_WIJZIGEN),
            "wijzigbaar": {p.pk for p in pagina.object_list if p.wijzigbaar_voor(request.user)},
            "te_wijzigen": filter_.qs.wijzigbaar_door(request.user).count(),
        }
        return render(request, "plannen/lijst.html", context)


@require_GET
def plan_pagina(request, pk: int):
    plan = zichtbaar_plan(request.user, pk)
    intern = plan.intern_zichtbaar_voor(request.user)
    gemeente = plan.gemeente
    telling = tellingen(plan)
    context = {
        "plan": plan,
        "kruimels": [
            (g.naam, reverse("gebied", args=[g.code])) for g in (gemeente.provincie, gemeente.woondealregio, gemeente)
        ],
        "intern": intern,
        "knelpunten": [lijsten.Knelpunt(k).label for k in plan.knelpunten] if intern else [],
        "knelpuntstanden": lees_knelpunten(plan) if intern else [],
        "mag_wijzigen": plan.wijzigbaar_voor(request.user),
        "mag_voorstellen": has_permission(request.user, Permission.VOORSTEL_DOEN),
        "tellingen": telling,
        "waarom_anders": waarom_anders(plan, telling),
        "rooster": maak_rooster(als_regels(plan)),
        "historie": geschiedenis(plan, lezer(request.user, plan), laatste=TERUGKIJKEN)[:RECENT],
        "oppervlakte": round(plan.m2.sq_m) if plan.m2 else None,
        "stand": lees_stand(),
        "kaart_config": plan_kaart(plan),
    }
    return render(request, "plannen/plan.html", context)


def plan_kaart(plan: Plan) -> dict:
    """For the map of one plan: its name, its gemeente, and `wgs84`, its place or None."""
    ligging = kader(plan.gemeente.gebied)
    vorm = plan.wgs84
    if vorm:
        west, zuid, oost, noord = vorm.extent
        ligging = ligging | {"begrenzing": [[zuid, west], [noord, oost]]}
    return kaartlagen() | {
        "lagen": ["plannen"],
        "gebieden_tegels": "/kaart/gebieden/gemeente/{z}/{x}/{y}.mvt",
        "soort": "gemeente",
        "begrenzing": ligging["begrenzing"],
        "bron": ligging["bron"],
        "onderwerp": f"Plek van {plan.plannaam}",
        "legenda": [],
        "waarden": {},
        "geometrie": json.loads(vorm.geojson) if vorm else None,
    }


@require_GET
def tegel(request, z: int, x: int, y: int):
    of_404(is_tegel(z, x, y))
    plannen = Plan.objects.for_user(request.user)
    if request.GET:
        # Only then: building and checking the filter costs as much as a small tile.
        plannen = PlanFilter(request.GET, queryset=plannen, request=request).qs
    antwoord = HttpResponse(plannen_tegel(plannen, z, x, y), content_type="application/vnd.mapbox-vector-tile")
    # What one reader may see is not for a shared cache.
    patch_cache_control(antwoord, private=True, max_age=60)
    antwoord["Vary"] = "Cookie"
    return antwoord
