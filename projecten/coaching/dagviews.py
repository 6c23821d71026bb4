"""The page that an adviser begins the day with."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from .vandaag import adviseurs, lees_vandaag


@require_GET
@vereist(Permission.PROJECT_COACHEN)
def vandaag(request):
    """Of the adviser who looks; who coaches no project sees all where he may, or the one of ?adviseur=."""
    keuzes = adviseurs(request.user)
    gekozen = request.GET.get("adviseur", str(request.user.pk) if request.user in keuzes else "")
    adviseur = next((a for a in keuzes if str(a.pk) == gekozen), None)
    context = {
        "vandaag": lees_vandaag(request.user, adviseur, blad=request.GET.get("blad")),
        "adviseurs": keuzes,
        "adviseur": adviseur,
        "eigen": adviseur == request.user,
    }
    return render(request, "projecten/vandaag.html", context)
