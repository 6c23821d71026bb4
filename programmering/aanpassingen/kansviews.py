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

from programmering.plannen.actions import VersieConflict
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.kader import kader
from woonzorg.gebieden.soorten import LAND
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404
from woonzorg.sql import is_tegel

from .actions import bewaar_kans, verwijder_kans
from .filters import KansFilter
from .forms import KansForm
from .historie import historie_van_kans
from .models import Kans
from .tegels import kansen_tegel
from .tonen import verschillen

PER_PAGINA = 50


def _filter(request) -> KansFilter:
    kansen = Kans.objects.for_user(request.user).select_related("gemeente").defer("geometrie", "tegelpunt")
    return KansFilter(request.GET, queryset=kansen)


@require_GET
@beperk("zoek")
def kans_lijst(request):
    filter_ = _filter(request)
    gebied = zoek_gebied(request.GET.get("gebied", ""))
    context = {
        "filter": filter_,
        "pagina": Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad")),
        "gebied": gebied,
        "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))] if gebied else [],
        "mag_maken": has_permission(request.user, Permission.AANPASSING_WIJZIGEN),
        "kaart_config": _kaart(kader(gebied or LAND), "Kansen op de kaart", request.GET.urlencode()),
    }
    return render(request, "aanpassingen/kansen.html", context)


def _kaart(ligging: dict, onderwerp: str, vraag: str = "", geometrie=None) -> dict:
    return {
        "gebieden_tegels": "/kaart/gebieden/gemeente/{z}/{x}/{y}.mvt",
        "kansen_tegels": "/kaart/kansen/{z}/{x}/{y}.mvt" + (f"?{vraag}" if vraag else ""),
        "soort": "gemeente",
        "begrenzing": ligging["begrenzing"],
        "bron": ligging["bron"],
        "achtergrond": True,
        "onderwerp": onderwerp,
        "legenda": [],
        "waarden": {},
        "geometrie": geometrie,
    }


KOLOMMEN = [
    "id", "naam", "gemeentecode", "gemeente", "soort", "eigenaar", "woningen", "kan_worden", "reden", "status",
    "vertrouwelijkheid",
]  # fmt: skip


def _rijen(request):
    for k in _filter(request).qs:
        yield [
            k.pk, k.naam, k.gemeente.code, k.gemeente.naam, k.soort, k.eigenaar_soort, k.woningen, k.naar_type,
            k.reden, k.status, k.vertrouwelijkheid,
        ]  # fmt: skip


@require_GET
@beperk("export")
def kans_csv(request):
    log(Logregel.Handeling.EXPORT, request=request, wat=f"kansen {request.GET.urlencode()}")
    return csv_antwoord(f"kansen-{timezone.localdate():%Y-%m-%d}.csv", KOLOMMEN, _rijen(request))


@require_GET
@beperk("export")
def kans_xlsx(request):
    log(Logregel.Handeling.EXPORT, request=request, wat=f"kansen (xlsx) {request.GET.urlencode()}")
    kop = ["Kansen in de bestaande bouw; zij tellen in geen enkel cijfer mee"]
    return xlsx_antwoord(f"kansen-{timezone.localdate():%Y-%m-%d}.xlsx", [("Kansen", KOLOMMEN, _rijen(request))], kop)


def _zichtbare_kans(request, pk: int) -> Kans:
    kansen = Kans.objects.for_user(request.user).met_ligging()
    return get_object_or_404(kansen.select_related("gemeente__provincie", "gemeente__woondealregio"), pk=pk)


@require_GET
def kans_pagina(request, pk: int):
    kans = _zichtbare_kans(request, pk)
    mag_wijzigen = kans.wijzigbaar_voor(request.user)
    west, zuid, oost, noord = kans.wgs84.extent
    ligging = {"begrenzing": [[zuid, west], [noord, oost]], "bron": kader(kans.gemeente.gebied)["bron"]}
    context = {
        "kans": kans,
        "kruimels": [
            ("Kansen", reverse("kans-lijst")),
            (kans.gemeente.naam, reverse("gebied", args=[kans.gemeente.code])),
        ],
        "mag_wijzigen": mag_wijzigen,
        "mag_bieden": has_permission(request.user, Permission.BOD_DOEN)
        or has_permission(request.user, Permission.BOD_BEHEREN, gebied=kans.gemeente),
        "oppervlakte": kans.m2.sq_m,
        "historie": historie_van_kans(kans) if mag_wijzigen else [],
        "kaart_config": _kaart(ligging, f"Plek van {kans.naam}", geometrie=json.loads(kans.wgs84.geojson)),
    }
    return render(request, "aanpassingen/kans.html", context)


@login_required
def kans_nieuw(request):
    of_404(has_permission(request.user, Permission.AANPASSING_WIJZIGEN))
    return _formulier(request, Kans())


@login_required
def kans_bewerken(request, pk: int):
    kans = _zichtbare_kans(request, pk)
    of_404(kans.wijzigbaar_voor(request.user))
    return _formulier(request, kans)


def _formulier(request, kans: Kans):
    if request.method != "POST":
        form = KansForm(instance=kans, user=request.user)
        form.kies_gemeente(request.GET.get("gemeente", ""))
        return _toon(request, kans, form)
    titel = kans.naam
    form = KansForm(request.POST, request.FILES, instance=kans, user=request.user)
    if not form.is_valid():
        return _toon(request, kans, form, titel=titel, status=422)
    try:
        bewaar_kans(kans=form.instance, by=str(request.user), verwachte_versie=form.cleaned_data["versie"])
    except VersieConflict:
        return _conflict(request, Kans.objects.select_related("gemeente").get(pk=kans.pk), form)
    except ValidationError as fout:
        form.voeg_fouten_toe(fout)
        return _toon(request, kans, form, titel=titel, status=422)
    messages.success(request, "De kans is bewaard.")
    if not Kans.objects.for_user(request.user).filter(pk=form.instance.pk).exists():
        # A provincie may write what only the gemeente may see afterwards.
        return redirect("kans-lijst")
    return redirect("kans", form.instance.pk)


def _toon(request, kans: Kans, form, *, titel="", status=200, **meer):
    context = {
        "kans": kans,
        "form": form,
        "titel": titel or kans.naam,
        "kruimels": [("Kansen", reverse("kans-lijst"))],
        **meer,
    }
    return render(request, "aanpassingen/kansformulier.html", context, status=status)


def _conflict(request, opgeslagen: Kans, form):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    form.zet_versie(opgeslagen.versie)
    conflict = {"verschillen": verschillen(opgeslagen, form), "historie": historie_van_kans(opgeslagen)[:1]}
    return _toon(request, opgeslagen, form, titel=opgeslagen.naam, status=409, conflict=conflict)


@login_required
@require_POST
def kans_verwijderen(request, pk: int):
    kans = _zichtbare_kans(request, pk)
    of_404(kans.wijzigbaar_voor(request.user))
    verwijder_kans(kans=kans, by=str(request.user))
    messages.success(request, f"Kans '{kans.naam}' is verwijderd.")
    return redirect("kans-lijst")


@require_GET
def tegel(request, z: int, x: int, y: int):
    of_404(is_tegel(z, x, y))
    kansen = Kans.objects.for_user(request.user)
    if request.GET:
        kansen = KansFilter(request.GET, queryset=kansen).qs
    antwoord = HttpResponse(kansen_tegel(kansen, z, x, y), content_type="application/vnd.mapbox-vector-tile")
    # What one reader may see is not for a shared cache.
    patch_cache_control(antwoord, private=True, max_age=60)
    antwoord["Vary"] = "Cookie"
    return antwoord
