import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from programmering.keten.selectors import lees_stand, momentopname
from programmering.plekken.lagen import kaartlagen
from woonzorg.export import csv_antwoord
from woonzorg.gebieden.kader import kader
from woonzorg.gebieden.models import Grens
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.getallen import getal
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404
from woonzorg.sql import is_tegel

from . import lijsten
from .actions import VersieConflict, als_regels, bewaar_plan, verwijder_plan
from .filters import PlanFilter
from .forms import PlanForm
from .historie import historie
from .models import Plan
from .plek import gemeente_volgens_grenzen
from .regels import vul_aan
from .rooster import lees_rooster, maak_rooster
from .selectors import figuur, met_telling, tellingen, waarom_anders
from .tegels import plannen_tegel

PER_PAGINA = 50


@require_GET
@beperk("zoek")
def plan_lijst(request):
    with momentopname():
        filter_ = PlanFilter(request.GET, queryset=Plan.objects.for_user(request.user).met_gemeente())
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
            "mag_maken": has_permission(request.user, Permission.PLAN_WIJZIGEN),
        }
        return render(request, "plannen/lijst.html", context)


CSV_KOLOMMEN = [
    "id", "plancode", "plannaam", "gemeentecode", "gemeente", "planologische_status", "klasse", "bouwvorm",
    "invoer", "nultreden", "geclusterd", "zorggeschikt", "regulier", "nog_niet_ingedeeld",
    "peildatum", "status_cijfers",
]  # fmt: skip


@require_GET
@beperk("export")
def plan_csv(request):
    """The list as filtered, with the homes that each plan adds to the chosen figure (public fields only)."""
    log(Logregel.Handeling.EXPORT, request=request, wat=f"plannen {request.GET.urlencode()}")
    with momentopname():
        filter_ = PlanFilter(request.GET, queryset=Plan.objects.for_user(request.user).met_gemeente())
        status = lees_stand().status
        rijen = (_csv_rij(p, status) for p in met_telling(filter_.qs, filter_.bijdragen))
        return csv_antwoord(f"plannen-{timezone.localdate():%Y-%m-%d}.csv", CSV_KOLOMMEN, rijen)


def _csv_rij(rij, status) -> list:
    plan, n = rij.plan, rij.per_categorie.get
    soorten = ("nultreden", "geclusterd", "zorggeschikt", "regulier", "onbekend")
    return [
        plan.pk, plan.plancode, plan.plannaam, plan.gemeente.code, plan.gemeente.naam, plan.status_planologisch,
        plan.klasse, plan.bouwvorm, plan.invoerstatus, *(n(s, 0) for s in soorten), plan.peildatum, status,
    ]  # fmt: skip


def _zichtbaar_plan(request, pk: int) -> Plan:
    return get_object_or_404(
        Plan.objects.for_user(request.user).met_gemeente().met_ligging().prefetch_related("regels"), pk=pk
    )


@require_GET
def plan_pagina(request, pk: int):
    plan = _zichtbaar_plan(request, pk)
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
        "mag_wijzigen": plan.wijzigbaar_voor(request.user),
        "mag_voorstellen": has_permission(request.user, Permission.VOORSTEL_DOEN),
        "tellingen": telling,
        "waarom_anders": waarom_anders(plan, telling),
        "rooster": maak_rooster(als_regels(plan)),
        "historie": historie(plan) if intern else [],
        "oppervlakte": round(plan.m2.sq_m) if plan.m2 else None,
        "stand": lees_stand(),
        "kaart_config": _plan_kaart(plan),
    }
    return render(request, "plannen/plan.html", context)


def _plan_kaart(plan: Plan) -> dict:
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


@login_required
def plan_nieuw(request):
    of_404(has_permission(request.user, Permission.PLAN_WIJZIGEN))
    return _formulier(request, Plan())


@login_required
def plan_bewerken(request, pk: int):
    plan = _zichtbaar_plan(request, pk)
    of_404(plan.wijzigbaar_voor(request.user))
    return _formulier(request, plan)


def _formulier(request, plan: Plan):
    if request.method != "POST":
        form = PlanForm(instance=plan, user=request.user)
        rooster = maak_rooster(als_regels(plan) if plan.pk else [])
        return _toon(request, plan, form, rooster)
    oorspronkelijk = plan.plannaam
    form = PlanForm(request.POST, request.FILES, instance=plan, user=request.user)
    rooster, regels, getallen_goed = lees_rooster(request.POST)
    rooster.toon_verschillen(regels)
    if not (form.is_valid() and getallen_goed):
        return _toon(request, plan, form, rooster, titel=oorspronkelijk, status=422)
    gereed = "concept" not in request.POST
    try:
        bewaar_plan(
            plan=form.instance,
            regels=regels,
            gereed=gereed,
            by=str(request.user),
            verwachte_versie=form.cleaned_data["versie"],
        )
    except VersieConflict:
        opgeslagen = Plan.objects.met_gemeente().prefetch_related("regels").get(pk=plan.pk)
        return _conflict(request, opgeslagen, form, rooster, regels)
    except ValidationError as fout:
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            form.add_error(veld if veld in form.fields else None, fouten)
        return _toon(request, plan, form, rooster, titel=oorspronkelijk, status=422)
    messages.success(
        request, "Het plan is bewaard." if gereed else "Bewaard als concept. Een concept telt nog nergens mee."
    )
    _waarschuw_bij_andere_gemeente(request, form.instance)
    if not Plan.objects.for_user(request.user).filter(pk=form.instance.pk).exists():
        # A provincie may write what only the gemeente may see afterwards.
        return redirect("plan-lijst")
    return redirect("plan", form.instance.pk)


def _waarschuw_bij_andere_gemeente(request, plan: Plan) -> None:
    gemeente, bron = gemeente_volgens_grenzen(plan.geometrie)
    if gemeente and gemeente.pk != plan.gemeente_id:
        zekerheid = " (grenzen bij benadering)" if bron == Grens.Bron.BENADERING else ""
        ligging = f"Volgens de kaart{zekerheid} ligt dit plan in {gemeente}"
        messages.warning(request, f"{ligging}, maar het staat bij {plan.gemeente}. Klopt dat?")


def _toon(request, plan, form, rooster, *, titel="", status=200, **meer):
    context = {"plan": plan, "form": form, "rooster": rooster, "titel": titel or plan.plannaam, **meer}
    return render(request, "plannen/formulier.html", context, status=status)


def _conflict(request, opgeslagen: Plan, form, rooster, regels):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    eigen = form.cleaned_data
    verschillen = [
        {"veld": veld.label, "opgeslagen": _leesbaar(opgeslagen, naam), "eigen": veld_waarde(form, naam)}
        for naam, veld in form.fields.items()
        if naam in eigen and hasattr(opgeslagen, naam) and naam != "versie" and getattr(opgeslagen, naam) != eigen[naam]
    ]
    if form.plek_gegeven:
        verschillen.append({"veld": "Plek", "opgeslagen": _maat(opgeslagen), "eigen": _maat(form.instance)})
    data = form.data.copy()
    data["versie"] = opgeslagen.versie
    form.data = data
    return _toon(
        request,
        opgeslagen,
        form,
        rooster,
        titel=opgeslagen.plannaam,
        status=409,
        conflict={
            "verschillen": verschillen,
            "aantallen": _andere_aantallen(als_regels(opgeslagen), regels),
            "historie": historie(opgeslagen)[:1],
        },
    )


def _andere_aantallen(opgeslagen: list, eigen: list) -> list[dict]:
    """Rows of the grid that differ, each as one readable line."""
    oud, nieuw = ({r.sleutel: r for r in vul_aan(regels)} for regels in (opgeslagen, eigen))
    return [
        {
            "veld": (nieuw.get(s) or oud[s]).naam,
            "opgeslagen": _regeltekst(oud.get(s)),
            "eigen": _regeltekst(nieuw.get(s)),
        }
        for s in dict.fromkeys([*oud, *nieuw])
        if oud.get(s) != nieuw.get(s)
    ]


def _regeltekst(regel) -> str:
    if regel is None:
        return "leeg"
    jaren = ", ".join(f"{jaar}: {n}" for jaar, n in sorted(regel.rest_per_jaar.items()))
    return f"{regel.gepland} gepland, {regel.gerealiseerd} gerealiseerd" + (f" ({jaren})" if jaren else "")


def veld_waarde(form, naam: str) -> str:
    waarde = form.cleaned_data.get(naam)
    keuzes = dict(getattr(form.fields[naam], "choices", []) or [])
    return (
        ", ".join(str(keuzes.get(w, w)) for w in waarde)
        if isinstance(waarde, list)
        else str(keuzes.get(waarde, waarde))
    )


def _maat(plan: Plan) -> str:
    return f"{getal(round(plan.geometrie.area))} m²" if plan.geometrie else "geen plek"


def _leesbaar(plan: Plan, naam: str) -> str:
    toon = getattr(plan, f"get_{naam}_display", None)
    waarde = toon() if toon else getattr(plan, naam)
    return ", ".join(waarde) if isinstance(waarde, list) else str(waarde)


@login_required
@require_POST
def plan_verwijderen(request, pk: int):
    plan = _zichtbaar_plan(request, pk)
    of_404(plan.wijzigbaar_voor(request.user))
    verwijder_plan(plan=plan, by=str(request.user))
    messages.success(request, f"Plan '{plan.plannaam}' is verwijderd.")
    return redirect("plan-lijst")


@require_GET
def tegel(request, z: int, x: int, y: int):
    of_404(is_tegel(z, x, y))
    plannen = Plan.objects.for_user(request.user)
    if request.GET:
        # Only then: building and checking the filter costs as much as a small tile.
        plannen = PlanFilter(request.GET, queryset=plannen).qs
    antwoord = HttpResponse(plannen_tegel(plannen, z, x, y), content_type="application/vnd.mapbox-vector-tile")
    # What one reader may see is not for a shared cache.
    patch_cache_control(antwoord, private=True, max_age=60)
    antwoord["Vary"] = "Cookie"
    return antwoord
