"""Pages of intervisie: advisers and kernteam among themselves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projecten.fouten import neem_fouten_over
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from .actions import bewaar_intervisie, rond_vervolg_af
from .forms import IntervisieForm
from .models import Intervisie
from .selectors import intervisie_met_project, zichtbaar_project
from .views import PER_PAGINA

adviseurs = vereist(Permission.NOTITIE_ADVISEUR)
LIJST = "Intervisie"


def _zichtbaar(request, pk: int) -> Intervisie:
    return get_object_or_404(Intervisie.objects.for_user(request.user), pk=pk)


@adviseurs
@require_GET
def intervisie_lijst(request):
    open_ = request.GET.get("vervolg") == "open"
    rijen = Intervisie.objects.for_user(request.user)
    if open_:
        rijen = rijen.vervolg_open()
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "pagina": pagina,
        "rijen": intervisie_met_project(pagina.object_list, request.user),
        "alleen_open": open_,
        "kruimels": [("Vraagbaak", reverse("vraag-lijst"))],
    }
    return render(request, "projecten/vraagbaak/intervisie_lijst.html", context)


@adviseurs
@require_GET
def intervisie_pagina(request, pk: int):
    intervisie = _zichtbaar(request, pk)
    context = {
        "intervisie": intervisie,
        "project": zichtbaar_project(request.user, intervisie.project_id),
        "kruimels": [("Vraagbaak", reverse("vraag-lijst")), (LIJST, reverse("intervisie-lijst"))],
    }
    return render(request, "projecten/vraagbaak/intervisie.html", context)


@adviseurs
@require_http_methods(["GET", "POST"])
def intervisie_nieuw(request):
    return _formulier(request, Intervisie())


@adviseurs
@require_http_methods(["GET", "POST"])
def intervisie_bewerken(request, pk: int):
    return _formulier(request, _zichtbaar(request, pk))


def _formulier(request, intervisie: Intervisie):
    form = IntervisieForm(request.POST or None, instance=intervisie, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            bewaar_intervisie(intervisie=intervisie, by=str(request.user))
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, "De intervisie is bewaard.")
            return redirect(intervisie)
    context = {"intervisie": intervisie, "form": form, "kruimels": [(LIJST, reverse("intervisie-lijst"))]}
    return render(request, "projecten/vraagbaak/intervisie_formulier.html", context, status=422 if form.errors else 200)


@adviseurs
@require_POST
def intervisie_vervolg(request, pk: int):
    """What follows from it is done, or open again."""
    intervisie = _zichtbaar(request, pk)
    try:
        rond_vervolg_af(intervisie=intervisie, gedaan=request.POST.get("gedaan") != "nee", by=str(request.user))
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    return redirect(intervisie)
