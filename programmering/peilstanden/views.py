from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from programmering.keten.selectors import momentopname
from woonzorg.export import csv_antwoord, csv_stroom, xlsx_antwoord
from woonzorg.gebieden.soorten import Gebied
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.toegang import of_404

from . import uitvoer
from .basis import Basis, lees_basis, lees_overgangen, lees_peildagen
from .filters import CorrectieFilter, PeilstandFilter
from .forms import DeelForm, VergelijkForm
from .models import Peilstand, Peilstandplan
from .selectors import (
    Vergelijking,
    figuren,
    gebiedkeuzes,
    mag_reden_zien,
    met_cijfers,
    met_figuren,
    met_namen,
    met_origineel,
    vergelijk,
    versies_van,
    wat_de_correctie_wijzigde,
    wat_veranderde,
)
from .verschillen import effect, per_plan
from .zinnen import zin

PER_PAGINA = 50


def _exporteer(request, wat: str) -> None:
    log(Logregel.Handeling.EXPORT, request=request, wat=f"{wat} {request.GET.urlencode()}".strip())


def _kruimels(vergelijking=None) -> list[tuple[str, str]]:
    """The way up: all peilstanden and, from the plans behind a number, the comparison they belong to."""
    begin = [("Peilstanden", reverse("peilstand-lijst"))]
    return [*begin, (vergelijking.basis.gebied.naam, vergelijking.url)] if vergelijking else begin


def _vandaag() -> str:
    return f"{timezone.localdate():%Y-%m-%d}"


@require_GET
@beperk("zoek")
def peilstand_lijst(request):
    with momentopname():
        filter_ = PeilstandFilter(request.GET, queryset=Peilstand.objects.select_related("gemeente"))
        pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad"))
        context = {
            "filter": filter_,
            "pagina": pagina,
            "peilstanden": met_figuren(request.user, list(pagina.object_list)),
            "gebied": filter_.gebied_gekozen,
            "vraag": request.GET.urlencode(),
        }
        return render(request, "peilstanden/lijst.html", context)


@require_GET
@beperk("export")
def peilstanden_csv(request):
    """All figures of all peilstanden as filtered, a row for each; sent while it is read."""
    filter_ = PeilstandFilter(request.GET, queryset=Peilstand.objects.all())
    _exporteer(request, "peilstanden")
    rijen = uitvoer.lange_rijen(request.user, filter_.qs)
    return csv_stroom(f"peilstanden-{_vandaag()}.csv", uitvoer.LANG, rijen)


def _peilstand(pk: int) -> Peilstand:
    rijen = Peilstand.objects.select_related("gemeente__provincie", "gemeente__woondealregio")
    return get_object_or_404(rijen, pk=pk)


@require_GET
def peilstand_pagina(request, pk: int):
    with momentopname():
        peilstand = _peilstand(pk)
        plannen = Peilstandplan.objects.for_user(request.user).filter(peilstand=peilstand)
        pagina = Paginator(plannen, PER_PAGINA).get_page(request.GET.get("blad"))
        versies, gemeente = versies_van(peilstand), peilstand.gemeente
        context = {
            "peilstand": peilstand,
            "titel": f"Peilstand van {gemeente} op {date_format(peilstand.peildatum, 'j F Y')}",
            "kruimels": [*_kruimels(), (gemeente.naam, reverse("gebied", args=[gemeente.code]))],
            "figuren": figuren(request.user, [peilstand.pk])[peilstand.pk],
            "pagina": pagina,
            "plannen": met_cijfers(list(pagina.object_list)),
            "versies": versies,
            "correctie": _correctie(request.user, peilstand, versies),
            "intern": mag_reden_zien(request.user, peilstand),
        }
        return render(request, "peilstanden/peilstand.html", context)


def _correctie(user, peilstand: Peilstand, versies: list[Peilstand]) -> dict | None:
    vergelijking = wat_de_correctie_wijzigde(user, peilstand, versies)
    if vergelijking is None:
        return None
    nummer = peilstand.nummer
    return {"vergelijking": vergelijking, "toen": f"versie {nummer - 1}", "nu": f"versie {nummer}"}


def _bestandsnaam(peilstand: Peilstand, uitgang: str) -> str:
    return f"peilstand-{peilstand.gemeente.code}-{peilstand.peildatum:%Y-%m-%d}-versie-{peilstand.nummer}.{uitgang}"


@require_GET
@beperk("export")
def peilstand_csv(request, pk: int):
    peilstand = _peilstand(pk)
    _exporteer(request, f"peilstand {peilstand}")
    rijen = uitvoer.planrijen(request.user, peilstand)
    return csv_stroom(_bestandsnaam(peilstand, "csv"), uitvoer.PER_PLAN, rijen)


@require_GET
@beperk("export")
def peilstand_xlsx(request, pk: int):
    """A sheet with the totals, one with a row per plan, and one with a row per figure."""
    peilstand = _peilstand(pk)
    _exporteer(request, f"peilstand {peilstand} als xlsx")
    with momentopname():
        plannen = list(Peilstandplan.objects.for_user(request.user).filter(peilstand=peilstand))
        totalen = figuren(request.user, [peilstand.pk])[peilstand.pk]
        bladen = [
            ("Samen", uitvoer.SAMEN, uitvoer.samen(totalen)),
            ("Plannen", uitvoer.BREED, uitvoer.brede_rijen(met_cijfers(plannen))),
            ("Cijfers", uitvoer.PER_PLAN, uitvoer.planrijen(request.user, peilstand)),
        ]
        return xlsx_antwoord(_bestandsnaam(peilstand, "xlsx"), bladen, uitvoer.kopregels(request.user, peilstand))


@require_GET
@beperk("zoek")
def correctie_lijst(request):
    with momentopname():
        filter_ = CorrectieFilter(request.GET, queryset=Peilstand.objects.select_related("gemeente"))
        pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad"))
        correcties = met_origineel(request.user, list(pagina.object_list))
        context = {
            "filter": filter_,
            "pagina": pagina,
            "correcties": correcties,
            "toon_reden": any(c.intern for c in correcties),
            "kruimels": _kruimels(),
            "vraag": request.GET.urlencode(),
        }
        return render(request, "peilstanden/correcties.html", context)


@require_GET
@beperk("export")
def correctie_csv(request):
    _exporteer(request, "correcties van peilstanden")
    with momentopname():
        filter_ = CorrectieFilter(request.GET, queryset=Peilstand.objects.select_related("gemeente"))
        rijen = uitvoer.correctierijen(met_origineel(request.user, list(filter_.qs)))
        return csv_antwoord(f"correcties-{_vandaag()}.csv", uitvoer.CORRECTIES, rijen)


def _vraag(request) -> tuple[Gebied, VergelijkForm, Basis | None]:
    """What the url asks to compare; no basis as long as nothing was frozen there."""
    gebied = zoek_gebied(request.GET.get("gebied") or "NL")
    of_404(gebied is not None)
    overgangen = lees_overgangen()
    dagen = lees_peildagen(gebied, overgangen)
    form = VergelijkForm(request.GET, gebied=gebied, gebieden=gebiedkeuzes, dagen=dagen)
    return gebied, form, lees_basis(gebied, form.van, form.naar, overgangen) if form.van else None


@require_GET
@beperk("zoek")
def vergelijken(request):
    with momentopname():
        gebied, form, basis = _vraag(request)
        vergelijking = vergelijk(request.user, basis, onder=True) if basis else None
        context = {
            "form": form,
            "gebied": gebied,
            "titel": f"Wat veranderde in {gebied.naam}",
            "kruimels": _kruimels(),
            "vergelijking": vergelijking,
            "zin": zin(vergelijking) if vergelijking else "",
        }
        return render(request, "peilstanden/vergelijken.html", context)


@require_GET
def gebied_veranderd(request, code: str):
    """The part of a gebied page that is fetched after it; on its own it is the whole comparison."""
    gebied = zoek_gebied(code)
    of_404(gebied is not None)
    if not request.htmx:
        return redirect(f"{reverse('peilstanden-vergelijken')}?gebied={gebied.code}")
    with momentopname():
        context = {"gebied": gebied, "vergelijking": wat_veranderde(request.user, gebied)}
        return render(request, "peilstanden/_veranderd.html", context)


def _planregels(request) -> tuple:
    *_, basis = _vraag(request)
    of_404(basis is not None)
    vergelijking = Vergelijking(basis)
    form = DeelForm(request.GET, vast=vergelijking.vraag)
    return vergelijking, form, per_plan(request.user, basis, form.waarden["woningtype"], form.waarden["deel"])


@require_GET
@beperk("zoek")
def verschil_plannen(request):
    """The plans behind one number of a comparison, with then and now."""
    with momentopname():
        vergelijking, form, rijen = _planregels(request)
        pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("blad"))
        deel = form.waarden["deel"]
        context = {
            "vergelijking": vergelijking,
            "form": form,
            "pagina": pagina,
            "regels": met_namen(request.user, vergelijking.basis, list(pagina.object_list), deel),
            "samen": sum(effect(rij.verschil, deel) for rij in rijen),
            "kruimels": _kruimels(vergelijking),
            "vraag": request.GET.urlencode(),
        }
        return render(request, "peilstanden/plannen.html", context)


@require_GET
@beperk("export")
def verschil_csv(request):
    _exporteer(request, "verschil tussen peilstanden")
    with momentopname():
        vergelijking, form, rijen = _planregels(request)
        regels = met_namen(request.user, vergelijking.basis, rijen, form.waarden["deel"])
        csv = uitvoer.verschilrijen(vergelijking, form.waarden["woningtype"], regels)
        naam = f"verschil-{vergelijking.basis.gebied.code}-{_vandaag()}.csv"
        return csv_antwoord(naam, uitvoer.VERSCHIL, csv)
