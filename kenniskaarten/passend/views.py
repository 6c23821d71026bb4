from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from kenniskaarten.zoeken.bronnen import is_sleutel, toon
from woonzorg.organisaties.limiet import beperk

from .actions import geef_oordeel
from .plekken import PLEKKEN, Opgezocht
from .selectors import toon_voorstellen

NUTTIG = {"ja": True, "nee": False, "weg": None}


def _plek(request, naam: str, pk: int) -> Opgezocht:
    plek = PLEKKEN[naam].zoek(request.user, pk) if naam in PLEKKEN else None
    if plek is None:
        raise Http404
    return plek


@require_GET
@beperk("zoek")
@vary_on_headers("HX-Request")
def passend(request, plek: str, pk: int):
    """A part of the page of a place; without JavaScript a page of its own."""
    gevonden = _plek(request, plek, pk)
    context = {
        "plek": plek,
        "pk": pk,
        "gevonden": gevonden,
        "voorstellen": toon_voorstellen(request.user, gevonden.situatie, plek, pk),
    }
    return render(request, "passend/_lijst.html" if request.htmx else "passend/passend.html", context)


@login_required
@require_POST
def oordeel(request, plek: str, pk: int):
    """Useful or not, or neither any more; only of what this reader may read, at a place that this reader sees."""
    gevonden = _plek(request, plek, pk)
    bron, sleutel, nuttig = request.POST.get("bron", ""), request.POST.get("sleutel", ""), request.POST.get("nuttig")
    if nuttig not in NUTTIG or not is_sleutel(sleutel):
        messages.error(request, "Er is niets bewaard. Kies bij een voorstel of het nuttig is of niet.")
        return redirect("kennis-passend", plek, pk)
    vondsten = toon(request.user, [(bron, int(sleutel))])
    if not vondsten:
        raise Http404
    geef_oordeel(
        bron=bron, sleutel=int(sleutel), plek=plek, plek_id=pk, kenmerken=gevonden.situatie.kenmerken,
        nuttig=NUTTIG[nuttig], door=request.user,
    )  # fmt: skip
    if not request.htmx:
        return redirect("kennis-passend", plek, pk)
    context = {"plek": plek, "pk": pk, "vondst": vondsten[0], "nuttig": NUTTIG[nuttig]}
    return render(request, "passend/_oordeel.html", context)
