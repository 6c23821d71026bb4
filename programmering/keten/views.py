from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from programmering.drieslag.selectors import drieslag_van
from programmering.peilstanden.models import Peilstand
from programmering.plannen.lijsten import Bouwvorm
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.kader import kader
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.opvolging import Opgegaan, opgegaan
from woonzorg.gebieden.soorten import LAND
from woonzorg.gebieden.zoeken import onderliggende, zoek_gebied, zoek_op_naam
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.toegang import of_404
from woonzorg.pdf import pdf_antwoord

from .forms import MEERVOUD, KetenFilter
from .kaart import kaart_config
from .selectors import Ketenlezer, lees_perioden, momentopname, verschil_met_landelijk
from .uitvoer import KOLOMMEN, bestandsnaam, ketenrijen, kopregels
from .zinnen import zin


def _lees(request, code: str) -> dict:
    """Everything that page, csv, xlsx and PDF of a gebied share, read at one moment."""
    with momentopname():
        gebied = zoek_gebied(code)
        # What is no more has no figures of its own: its page says where it went on.
        of_404(gebied is not None and gebied.bestaat)
        filter_ = KetenFilter(request.GET, perioden=lees_perioden(), gebied=gebied)
        lezer = Ketenlezer(user=request.user, periode=filter_.periode, bouwvorm=filter_.waarden["bouwvorm"])
        soort = filter_.waarden.get("soort", "")
        onder = lezer.ketens_onder(gebied, soort, onderliggende(gebied, soort)) if soort else []
        onder.sort(key=lambda k: -(k.regel(filter_.waarden["woningtype"]).tekort or 0))
        keten = lezer.keten(gebied)
        return {
            "gebied": gebied,
            "filter": filter_,
            "keten": keten,
            "verschil_landelijk": verschil_met_landelijk(keten),
            "trend": lezer.trend(gebied),
            "buiten_periode": lezer.buiten_periode(gebied),
            "onder": onder,
            "soort": soort,
            "meervoud": MEERVOUD.get(soort, ""),
            "grens": kader(gebied),
            "bouwvorm_tekst": dict(Bouwvorm.choices).get(filter_.waarden["bouwvorm"], ""),
            "met_vertrouwelijke": bool(lezer.extra),
        }


def kruimels(gebied) -> list[tuple[str, str]]:
    """The way up: land and, for a gemeente, its woondealregio."""
    weg = [] if gebied == LAND else [(LAND.naam, reverse("gebied", args=["NL"]))]
    if gebied.soort == "gemeente":
        gemeente = Gemeente.objects.filter(code=gebied.code).select_related("provincie", "woondealregio").last()
        for boven in (gemeente.provincie, gemeente.woondealregio):
            weg.append((boven.naam, reverse("gebied", args=[boven.code])))
    return weg


def _opgegaan_pagina(request, weg: Opgegaan) -> HttpResponse:
    peilstanden = Peilstand.objects.geldend().in_gebied(weg.gebied).select_related("gemeente")
    kruimels = [(g.naam, reverse("gebied", args=[g.code])) for g in (LAND, weg.provincie)]
    return render(request, "herindeling/opgegaan.html", {"weg": weg, "peilstanden": peilstanden, "kruimels": kruimels})


@require_GET
def gebied_pagina(request, code: str):
    try:
        stand = _lees(request, code)
    except Http404:
        if weg := opgegaan(code):
            return _opgegaan_pagina(request, weg)
        raise
    keten, gebied = stand["keten"], stand["gebied"]
    onderliggend = _onderliggend(stand)
    context = stand | {
        "kruimels": kruimels(gebied),
        "zin": zin(keten, stand["onder"], stand["meervoud"]),
        "onderliggend": onderliggend,
        "downloads": [(soort, _met_vraag(f"gebied-{soort}", request, code)) for soort in ("csv", "xlsx", "pdf")],
        "plannen_url": reverse("plan-lijst"),
        "kaart_config": kaart_config(stand, onderliggend),
        "drieslag": drieslag_van(keten, request.user),
    }
    return render(request, "gebieden/gebied.html", context)


def _url(gebied, filter_) -> str:
    basis = reverse("gebied", args=[gebied.code])
    return f"{basis}?periode={filter_.waarden['periode']}&woningtype={filter_.waarden['woningtype']}" + (
        f"&bouwvorm={filter_.waarden['bouwvorm']}" if filter_.waarden["bouwvorm"] else ""
    )


@require_GET
def land_pagina(request):
    return gebied_pagina(request, "NL")


@require_GET
@beperk("export")
def gebied_csv(request, code: str) -> HttpResponse:
    """What the page shows: the gebied itself and those below it, one row per woningtype."""
    stand = _lees(request, code)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"keten {code} {request.GET.urlencode()}")
    keten = stand["keten"]
    return csv_antwoord(bestandsnaam(keten, "csv"), KOLOMMEN, ketenrijen([keten, *stand["onder"]]))


@require_GET
@beperk("export")
def gebied_xlsx(request, code: str) -> HttpResponse:
    """The rows of the csv, with what they are above them."""
    stand = _lees(request, code)
    keten = stand["keten"]
    log(Logregel.Handeling.EXPORT, request=request, wat=f"keten {code} als xlsx {request.GET.urlencode()}")
    kop = kopregels(keten, stand["bouwvorm_tekst"], stand["met_vertrouwelijke"])
    blad = (keten.gebied.naam, KOLOMMEN, ketenrijen([keten, *stand["onder"]]))
    return xlsx_antwoord(bestandsnaam(keten, "xlsx"), [blad], kop)


@require_GET
@beperk("export")
def gebied_pdf(request, code: str) -> HttpResponse:
    stand = _lees(request, code)
    keten = stand["keten"]
    log(Logregel.Handeling.EXPORT, request=request, wat=f"keten {code} als pdf {request.GET.urlencode()}")
    context = stand | {
        "titel": f"Keten van {keten.gebied.naam}",
        "peildatum": keten.peildatum,
        "status": keten.status,
        "zin": zin(keten, stand["onder"], stand["meervoud"]),
        "onderliggend": _onderliggend(stand),
        "adres": request.build_absolute_uri(_met_vraag("gebied", request, code)),
    }
    return pdf_antwoord(bestandsnaam(keten, "pdf"), "gebieden/keten_pdf.html", context, request)


def _onderliggend(stand: dict) -> list[dict]:
    return [{"gebied": k.gebied, "url": _url(k.gebied, stand["filter"]), "keten": k} for k in stand["onder"]]


def _met_vraag(naam: str, request, code: str) -> str:
    """The same gebied with the same filters, in another form."""
    vraag = request.GET.urlencode()
    return reverse(naam, args=[code]) + (f"?{vraag}" if vraag else "")


@require_GET
@beperk("zoek")
def zoek_gebied_pagina(request):
    """One hit goes straight to its page; several, or none, are listed."""
    q = request.GET.get("q", "").strip()[:100]
    gevonden = zoek_op_naam(q)
    precies = [g for g in gevonden if g.naam.lower() == q.lower()]
    if len(gevonden) == 1 or len(precies) == 1:
        return redirect("gebied", (precies or gevonden)[0].code)
    return render(request, "gebieden/zoek.html", {"q": q, "gevonden": gevonden})
