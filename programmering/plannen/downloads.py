"""The list of plans as files: the same filter, the same plans and the same numbers as on the page."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from programmering.keten.selectors import lees_stand, momentopname
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.geobestanden import Laag, geojson_antwoord, geopackage_antwoord
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel

from .filters import PlanFilter
from .models import Plan
from .uitvoer import JAARKOLOMMEN, JAARUITLEG, RD, WGS84, Planuitvoer, geojson_in, vorm_in

STELSEL = {str(RD): RD, str(WGS84): WGS84}
STELSEL_ONBEKEND = "Dit coördinatenstelsel kan niet. Kies crs=28992 (RD) of crs=4326 (WGS84)."
# What the list shows and a file does not depend on.
_NIET_IN_BESTAND = {"blad", "crs"}


def downloads(vraag) -> list[tuple[str, str]]:
    """(name, address) of the files of the list that `vraag` (a QueryDict) chooses."""
    keuze = [(k, w) for k, waarden in vraag.lists() if k not in _NIET_IN_BESTAND for w in waarden]

    def adres(naam: str, **extra) -> str:
        vragen = urlencode([*keuze, *extra.items()])
        return reverse(naam) + (f"?{vragen}" if vragen else "")

    return [
        ("Excel (xlsx)", adres("plan-xlsx")),
        ("csv", adres("plan-csv")),
        ("GeoPackage in RD", adres("plan-gpkg", crs=RD)),
        ("GeoPackage in WGS84", adres("plan-gpkg", crs=WGS84)),
        ("GeoJSON in RD", adres("plan-geojson", crs=RD)),
        ("GeoJSON in WGS84", adres("plan-geojson", crs=WGS84)),
    ]


def _download(soort: str):
    """A view that logs the export and makes the file at one moment, from what this reader may see."""

    def decorator(maak: Callable[..., HttpResponseBase]):
        @require_GET
        @beperk("export")
        @wraps(maak)
        def view(request):
            log(Logregel.Handeling.EXPORT, request=request, wat=f"plannen als {soort} {request.GET.urlencode()}")
            with momentopname():
                plannen = Plan.objects.for_user(request.user).met_gemeente()
                filter_ = PlanFilter(request.GET, queryset=plannen, request=request)
                return maak(request, Planuitvoer(filter_, request.user, lees_stand()))

        return view

    return decorator


@_download("csv")
def plan_csv(request, uit: Planuitvoer):
    rijen = (uit.waarden(rij) for rij in uit.rijen())
    return csv_antwoord(uit.bestandsnaam("csv"), [k.naam for k in uit.kolommen], rijen)


@_download("xlsx")
def plan_xlsx(request, uit: Planuitvoer):
    bladen = [
        ("Plannen", [k.naam for k in uit.kolommen], (uit.waarden(r, in_woorden=True) for r in uit.rijen())),
        ("Aantallen per jaar", [naam for naam, _ in JAARKOLOMMEN], uit.jaarrijen(in_woorden=True)),
        ("Toelichting", ["onderwerp", "toelichting"], [*uit.toelichting(), *uit.kolomuitleg(), *JAARUITLEG]),
    ]
    return xlsx_antwoord(uit.bestandsnaam("xlsx"), bladen, uit.kop())


@_download("GeoPackage")
def plan_gpkg(request, uit: Planuitvoer):
    if (srid := STELSEL.get(request.GET.get("crs", str(RD)))) is None:
        return _stelsel_onbekend()
    uitleg = [*uit.toelichting(srid), *uit.kolomuitleg(), *JAARUITLEG]
    omschrijving = ". ".join(f"{wat}: {tekst}" for wat, tekst in uit.toelichting(srid))
    lagen = [
        Laag(
            "plannen", "Plannen", omschrijving, [(k.naam, k.soort) for k in uit.kolommen],
            ((rij.plan.vorm, uit.waarden(rij)) for rij in uit.rijen(vorm_in(srid))), srid,
        ),
        Laag(
            "aantallen_per_jaar", "Aantallen per jaar", omschrijving, JAARKOLOMMEN,
            ((None, rij) for rij in uit.jaarrijen()),
        ),
        Laag(
            "toelichting", "Toelichting", "Wat dit bestand is en wat de kolommen zijn",
            [("onderwerp", "tekst"), ("toelichting", "tekst")], ((None, regel) for regel in uitleg),
        ),
    ]  # fmt: skip
    return geopackage_antwoord(uit.bestandsnaam("gpkg", _achter(srid)), lagen)


@_download("GeoJSON")
def plan_geojson(request, uit: Planuitvoer):
    if (srid := STELSEL.get(request.GET.get("crs", str(WGS84)))) is None:
        return _stelsel_onbekend()
    namen = [k.naam for k in uit.kolommen]
    features = (
        (rij.plan.pk, rij.plan.vorm, dict(zip(namen, uit.waarden(rij), strict=True)))
        for rij in uit.rijen(geojson_in(srid))
    )
    kenmerken = {
        "name": "plannen",
        "toelichting": dict(uit.toelichting(srid)),
        "kolommen": dict(uit.kolomuitleg()),
    }
    return geojson_antwoord(
        uit.bestandsnaam("geojson", _achter(srid)), srid=srid, kenmerken=kenmerken, features=features
    )


def _achter(srid: int) -> str:
    return "-rd" if srid == RD else "-wgs84"


def _stelsel_onbekend() -> HttpResponse:
    return HttpResponse(STELSEL_ONBEKEND, status=400, content_type="text/plain; charset=utf-8")
