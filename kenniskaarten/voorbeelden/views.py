"""Pages that everyone reads: the map with its list, and an example."""

import json

from django.contrib.gis.db.models.functions import Transform
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from kenniskaarten.kenmerken import labels
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.permissions import Permission, has_permission

from .filters import VoorbeeldFilter
from .models import Voorbeeld
from .openbaar import kruimels
from .selectors import kaart_config, punt_url, punten, verwant_aan

PER_PAGINA = 20


@require_GET
@beperk("zoek")
def voorbeeld_lijst(request):
    """The list is of one page; the map has all that was found."""
    filter_ = VoorbeeldFilter(request.GET, queryset=Voorbeeld.objects.gepubliceerd())
    pagina = Paginator(filter_.qs.select_related("gemeente"), PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "filter": filter_,
        "pagina": pagina,
        "mag_beheren": has_permission(request.user, Permission.KENNIS_BEHEREN),
        "kaart_config": kaart_config(
            "Voorbeelden", punten=punten(filter_.qs), punt_url=punt_url(), passend=filter_.kiest
        ),
    }
    return render(request, "voorbeelden/lijst.html", context)


@require_GET
def voorbeeld_pagina(request, slug: str):
    voorbeelden = Voorbeeld.objects.for_user(request.user).select_related("gemeente__provincie")
    voorbeeld = get_object_or_404(voorbeelden.annotate(wgs84=Transform("punt", 4326)), slug=slug)
    context = {
        "voorbeeld": voorbeeld,
        "kruimels": kruimels(),
        "typen": labels("woningtypen", voorbeeld.woningtypen),
        "verwant": verwant_aan(voorbeeld),
        "mag_beheren": has_permission(request.user, Permission.KENNIS_BEHEREN),
        "kaart_config": kaart_config(
            f"Plek van {voorbeeld.titel}", geometrie=json.loads(voorbeeld.wgs84.geojson), geometrie_zoom=12
        ),
    }
    return render(request, "voorbeelden/voorbeeld.html", context)
