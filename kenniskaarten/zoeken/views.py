from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kenniskaarten.passend.plekken import bewaarplek
from woonzorg.organisaties.limiet import beperk

from .bronnen import VERDER, soorten
from .selectors import bedoelde, toon_treffers, zoek

PER_PAGINA = 15
# The longest question that is read; the field takes no more.
LANGST = 300


@require_GET
@beperk("zoek")
def zoeken(request):
    """One page with and without JavaScript; everything that was asked is in the url."""
    tekst = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LANGST]
    soort = request.GET.get("soort", "")
    soort = soort if soort in soorten() else ""
    uitslag = zoek(request.user, tekst)
    pagina = Paginator(uitslag.van_soort(soort), PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "kruimels": [("Kennis", reverse("kennis"))],
        "q": tekst,
        "soort": soort,
        "uitslag": uitslag,
        "pagina": pagina,
        "vondsten": toon_treffers(request.user, pagina.object_list, uitslag.termen),
        "bedoelde": bedoelde(request.user, tekst, uitslag.onbekend),
        "verder": [weg for maak in VERDER if (weg := maak(request.user, tekst))] if tekst else [],
        "langst": LANGST,
        "bij": bewaarplek(request.user, request.GET.get("bij", "")),
    }
    return render(request, "zoeken/zoeken.html", context)
