"""Pages that everyone reads: the map with its list, and an example."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from .models import Voorbeeld


@require_GET
def voorbeeld_pagina(request, slug: str):
    voorbeelden = Voorbeeld.objects.for_user(request.user).select_related("gemeente__provincie")
    return render(request, "voorbeelden/voorbeeld.html", {"voorbeeld": get_object_or_404(voorbeelden, slug=slug)})
