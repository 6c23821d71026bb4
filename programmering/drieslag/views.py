from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from programmering.keten.selectors import Ketenlezer, lees_perioden, momentopname
from woonzorg.export import csv_antwoord
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.gebieden.zoeken import onderliggende, zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.toegang import of_404

from .calculations import VRAGEN, Antwoord, Drieslag
from .forms import DrieslagFilter
from .selectors import drieslagen

PER_PAGINA = 50


def _lees(request) -> dict:
    with momentopname():
        gebied = zoek_gebied(request.GET.get("gebied") or "NL")
        of_404(gebied is not None)
        filter_ = DrieslagFilter(request.GET, perioden=lees_perioden())
        lezer = Ketenlezer(user=request.user, periode=filter_.periode)
        gemeenten = onderliggende(gebied, Gebiedssoort.GEMEENTE)
        alle = drieslagen(lezer.ketens_onder(gebied, Gebiedssoort.GEMEENTE, gemeenten), user=request.user)
        return {
            "gebied": gebied,
            "filter": filter_,
            "alle": alle,
            "gekozen": [d for d in alle if filter_.past(d)],
            "stand": lezer.stand,
        }


@require_GET
@beperk("zoek")
def drieslag_lijst(request):
    """Which gemeenten are how far with the three questions; what a reader may not see counts as not there."""
    stand = _lees(request)
    context = stand | {
        "pagina": Paginator(stand["gekozen"], PER_PAGINA).get_page(request.GET.get("blad")),
        "tellingen": tellingen(stand["alle"]),
        "kruimels": [(stand["gebied"].naam, reverse("gebied", args=[stand["gebied"].code]))],
    }
    return render(request, "drieslag/lijst.html", context)


def tellingen(alle: list[Drieslag]) -> list[dict]:
    """Per question how many gemeenten answer ja, deels and nee."""
    telling = {v: Counter(d.antwoord(v) for d in alle) for v in VRAGEN}
    return [
        {"vraag": v, "tekst": tekst, "delen": [(a.value, telling[v][a]) for a in Antwoord]}
        for v, tekst in VRAGEN.items()
    ]


KOLOMMEN = [
    "gemeentecode", "gemeente", "opgave_afgesproken", "toelichting_opgave", "op_de_kaart", "toelichting_kaart",
    "partners_gevonden", "toelichting_partners", "peildatum", "status_cijfers",
]  # fmt: skip


@require_GET
@beperk("export")
def drieslag_csv(request) -> HttpResponse:
    stand = _lees(request)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"drieslag {request.GET.urlencode()}")
    naam = f"drieslag-{stand['gebied'].code}-{timezone.localdate():%Y-%m-%d}.csv"
    rijen = (
        [
            d.gebied.code, d.gebied.naam, *(w for b in d.bewijzen for w in (b.antwoord.value, b.zin)),
            stand["stand"].peildatum, stand["stand"].status,
        ]
        for d in stand["gekozen"]
    )  # fmt: skip
    return csv_antwoord(naam, KOLOMMEN, rijen)
