from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from programmering.keten.selectors import momentopname
from woonzorg.organisaties.limiet import Limiet, beperk

from .selectors import ROND_GEMEENTE, ROND_PUNT, buurtkaart, lees_beeld, lees_plannen, plannen_bij
from .zinnen import Zekerheid
from .zoeken import LENGTE, Plek, zoek_plek

PER_PAGINA = 20


@require_GET
@beperk("zoek")
def bewoners(request):
    """What is planned and built for the elderly near a postcode, a place or a point."""
    q = request.GET.get("q", "").strip()[:LENGTE]
    uitkomst = zoek_plek(
        q,
        request.GET.get("gemeente", ""),
        request.GET.get("plek", ""),
        mag=lambda: Limiet("postcode").allow_request(request, None),
    )
    context = {"q": q, "uitkomst": uitkomst, "plek": uitkomst.plek}
    if uitkomst.plek:
        with momentopname():
            context |= _in_de_buurt(uitkomst.plek, request.GET.get("blad"))
    return render(request, "bewoners/buurt.html", context)


def _in_de_buurt(plek: Plek, blad) -> dict:
    plannen = plannen_bij(plek)
    pagina = Paginator(plannen.met_gemeente(), PER_PAGINA).get_page(blad)
    return {
        "beeld": lees_beeld(plek),
        "pagina": pagina,
        "plannen": lees_plannen(pagina.object_list),
        "zekerheden": [Zekerheid.BOUW, Zekerheid.ZEKER, Zekerheid.ONZEKER],
        "straal": (ROND_PUNT if plek.punt else ROND_GEMEENTE) // 1000,
        "kaart_config": buurtkaart(plek, plannen),
    }
