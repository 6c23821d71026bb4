"""Pages that read plots. Those that write stand in `schrijven`."""

import json
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from programmering.calculations import WONINGTYPEN
from programmering.keten.selectors import lees_stand, momentopname
from programmering.partners.selectors import partners_van
from programmering.plekken.lagen import kaartlagen
from programmering.plekken.selectors import lees_bbox
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.kader import NEDERLAND, kader
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404
from woonzorg.sql import is_tegel

from .filters import PlotFilter
from .models import Plot
from .selectors import (
    NAAM,
    boden_op,
    figuur,
    met_telling,
    plannen_op,
    ruimte_van,
    vervolgen,
    waarom_anders,
    wegingen,
)
from .tegels import plots_tegel
from .workflow import UITLEG

PER_PAGINA = 50
# What the filter does not read, and the addresses of tiles are the same without.
NIET_IN_TEGELS = {"blad", "volgorde", "lagen", "bij"}


def _filter(request) -> PlotFilter:
    return PlotFilter(request.GET, queryset=Plot.objects.for_user(request.user).met_gemeente(), user=request.user)


@require_GET
@beperk("zoek")
def plot_lijst(request):
    with momentopname():
        filter_ = _filter(request)
        gebied = zoek_gebied(request.GET.get("gebied", ""))
        som = figuur(filter_.qs, filter_.bijdragen)
        pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad"))
        context = {
            "filter": filter_,
            "pagina": pagina,
            "rijen": met_telling(pagina.object_list, filter_.bijdragen),
            "gebied": gebied,
            "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))] if gebied else [],
            "typen": [(NAAM[w], som.get(w, 0)) for w in WONINGTYPEN],
            "stand": lees_stand(),
            "mag_maken": has_permission(request.user, Permission.PLOT_WIJZIGEN),
            "mag_criteria": has_permission(request.user, Permission.CRITERIA_BEHEREN),
            "zonder_vak": _zonder(request, "vak", "blad"),
            "lagen": request.GET.get("lagen", ""),
            "kaart_config": _lijst_kaart(request, gebied, filter_.nabij),
        }
        return render(request, "plots/lijst.html", context)


def _zonder(request, *namen: str) -> str:
    """The question of this page without these parameters."""
    vraag = request.GET.copy()
    for naam in namen:
        vraag.pop(naam, None)
    return vraag.urlencode()


def _lijst_kaart(request, gebied, nabij) -> dict:
    ligging = kader(gebied) if gebied else {"begrenzing": NEDERLAND, "bron": ""}
    vak = lees_bbox(request.GET.get("vak", "")) or (nabij and nabij.omgeving)
    if vak:
        west, zuid, oost, noord = vak
        ligging = ligging | {"begrenzing": [[zuid, west], [noord, oost]]}
    soort = "gemeente" if gebied and gebied.soort != "land" else "provincie"
    vraag = [(k, v) for k, v in request.GET.lists() if k not in NIET_IN_TEGELS]
    config = kaartlagen()
    if vraag:
        config["plots_tegels"] += f"?{urlencode(vraag, doseq=True)}"
    return config | {
        "gebieden_tegels": f"/kaart/gebieden/{soort}/{{z}}/{{x}}/{{y}}.mvt",
        "soort": soort,
        "begrenzing": ligging["begrenzing"],
        "bron": ligging["bron"],
        "onderwerp": "Plots",
        "legenda": [],
        "waarden": {},
        "lagen": ["plots"],
        "in_beeld": True,
    }


CSV_KOLOMMEN = [
    "id", "naam", "adres", "gemeentecode", "gemeente", "status", "gereserveerd_tot_en_met", "bouwvorm",
    "grondpositie", "planologie", "nultreden", "nultreden_jaar", "geclusterd", "geclusterd_jaar", "zorggeschikt",
    "zorggeschikt_jaar", "telt_nultreden", "telt_geclusterd", "telt_zorggeschikt", "zoekt_nog", "peildatum",
    "status_cijfers",
]  # fmt: skip


def _uitvoer(request, soort: str):
    """Rows of csv and xlsx: the list as filtered, public fields only, with what each plot adds to the figure."""
    log(Logregel.Handeling.EXPORT, request=request, wat=f"plots als {soort} {request.GET.urlencode()}")
    filter_ = _filter(request)
    stand = lees_stand()
    return [_csv_rij(rij, stand) for rij in met_telling(filter_.qs, filter_.bijdragen)]


def _csv_rij(rij, stand) -> list:
    plot = rij.plot
    ruimte = [(rij.ruimte[w].aantal, rij.ruimte[w].jaar or "") if w in rij.ruimte else (0, "") for w in WONINGTYPEN]
    return [
        plot.pk, plot.naam, plot.adres, plot.gemeente.code, plot.gemeente.naam, plot.huidige_status.value,
        plot.reservering_tot if plot.dagen_over is not None else "", plot.bouwvorm, plot.grondpositie, plot.planologie,
        *(waarde for paar in ruimte for waarde in paar), *(rij.telt.get(w, 0) for w in WONINGTYPEN),
        ", ".join(rij.zoekt), timezone.localdate(stand.peildatum) if stand.peildatum else "", stand.status,
    ]  # fmt: skip


@require_GET
@beperk("export")
def plot_csv(request):
    with momentopname():
        rijen = _uitvoer(request, "csv")
    return csv_antwoord(f"plots-{timezone.localdate():%Y-%m-%d}.csv", CSV_KOLOMMEN, rijen)


@require_GET
@beperk("export")
def plot_xlsx(request):
    with momentopname():
        rijen = _uitvoer(request, "xlsx")
    kop = ["Plots voor wonen en zorg. Telt: wat nu meetelt als gereserveerd in het gekozen getal, exclusief geteld."]
    return xlsx_antwoord(f"plots-{timezone.localdate():%Y-%m-%d}.xlsx", [("Plots", CSV_KOLOMMEN, rijen)], kop)


def zichtbare_plot(request, pk: int) -> Plot:
    return get_object_or_404(
        Plot.objects.for_user(request.user).met_gemeente().met_ligging().prefetch_related("regels"), pk=pk
    )


@require_GET
def plot_pagina(request, pk: int):
    plot = zichtbare_plot(request, pk)
    user, gemeente = request.user, plot.gemeente
    intern, mag_wijzigen = plot.intern_zichtbaar_voor(user), plot.wijzigbaar_voor(user)
    ruimte, plannen = ruimte_van(plot, user), plannen_op(plot, user)
    context = {
        "plot": plot,
        "kruimels": [
            (g.naam, reverse("gebied", args=[g.code])) for g in (gemeente.provincie, gemeente.woondealregio, gemeente)
        ],
        "uitleg": UITLEG[plot.huidige_status],
        "intern": intern,
        "mag_wijzigen": mag_wijzigen,
        "mag_plan": has_permission(user, Permission.PLAN_WIJZIGEN, gebied=gemeente),
        "vervolgen": vervolgen(plot) if mag_wijzigen else [],
        "ruimte": ruimte,
        "waarom_anders": waarom_anders(plot, ruimte, plannen, user),
        "plannen": plannen,
        "boden": boden_op(plot, user),
        "partners": partners_van(plot, user),
        "wegingen": wegingen(plot) if intern else [],
        "stappen": list(plot.stappen.all())[::-1] if intern else [],
        "stand": lees_stand(),
        "kaart_config": _plot_kaart(plot),
    }
    return render(request, "plots/plot.html", context)


def _plot_kaart(plot: Plot) -> dict:
    west, zuid, oost, noord = plot.wgs84.extent
    return kaartlagen() | {
        "gebieden_tegels": "/kaart/gebieden/gemeente/{z}/{x}/{y}.mvt",
        "soort": "gemeente",
        "begrenzing": [[zuid, west], [noord, oost]],
        "bron": "",
        "onderwerp": f"Plek van {plot.naam}",
        "legenda": [],
        "waarden": {},
        "lagen": ["plots", "plannen"],
        "geometrie": json.loads(plot.wgs84.geojson),
    }


@require_GET
def tegel(request, z: int, x: int, y: int):
    of_404(is_tegel(z, x, y))
    plots = Plot.objects.for_user(request.user)
    if request.GET:
        # Only then: building and checking the filter costs as much as a small tile.
        plots = PlotFilter(request.GET, queryset=plots, user=request.user).qs
    antwoord = HttpResponse(plots_tegel(plots, z, x, y), content_type="application/vnd.mapbox-vector-tile")
    # What one reader may see is not for a shared cache.
    patch_cache_control(antwoord, private=True, max_age=60)
    antwoord["Vary"] = "Cookie"
    return antwoord
