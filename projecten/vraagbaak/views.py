from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projecten.fouten import neem_fouten_over
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .actions import beantwoord, bewaar_vraag, zet_hielp
from .filters import VraagFilter
from .forms import AntwoordForm, VraagForm
from .models import Antwoord, Vraag
from .selectors import eerdere, mag_hielp, mag_vragen, met_antwoorden, zichtbaar_project

PER_PAGINA = 25
NAAR_LIJST = "Vraagbaak"


def _zichtbare_vraag(request, pk: int) -> Vraag:
    return get_object_or_404(Vraag.objects.for_user(request.user).select_related("steller"), pk=pk)


@login_required
@require_GET
@beperk("zoek")
def vraag_lijst(request):
    user = request.user
    of_404(mag_vragen(user))
    filter_ = VraagFilter(request.GET, queryset=Vraag.objects.for_user(user), request=request)
    pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "filter": filter_,
        "pagina": pagina,
        "vragen": met_antwoorden(pagina.object_list, user, filter_.tekst),
        "mag_intervisie": has_permission(user, Permission.NOTITIE_ADVISEUR),
        "gevraagd": any(request.GET.get(naam) for naam in filter_.filters),
    }
    return render(request, "projecten/vraagbaak/lijst.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def vraag_nieuw(request):
    """First the earlier answers, with what was typed kept; who saw them and still asks, asks."""
    of_404(mag_vragen(request.user))
    vraag = Vraag(steller=request.user, project=zichtbaar_project(request.user, _nummer(request.GET.get("project"))))
    form = VraagForm(request.POST or None, instance=vraag, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return _toon_formulier(request, vraag, form)
    gegevens = form.cleaned_data
    lijkt_op = eerdere(request.user, f"{gegevens['titel']} {gegevens['tekst']}", gegevens["categorie"])
    if lijkt_op and not gegevens["gezien"]:
        return _toon_formulier(request, vraag, form, lijkt_op=lijkt_op, gezien=True)
    return _bewaar(request, vraag, form, "Uw vraag staat in de vraagbaak. U krijgt een mail als er een antwoord is.")


def _nummer(waarde: str | None) -> int | None:
    return int(waarde) if waarde and waarde.isascii() and waarde.isdigit() and len(waarde) < 10 else None


@login_required
@require_http_methods(["GET", "POST"])
def vraag_bewerken(request, pk: int):
    """Only who asked changes the question, and who may read it."""
    vraag = _zichtbare_vraag(request, pk)
    of_404(vraag.steller_id == request.user.pk)
    form = VraagForm(request.POST or None, instance=vraag, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return _toon_formulier(request, vraag, form)
    return _bewaar(request, vraag, form, "Uw vraag is gewijzigd.")


def _bewaar(request, vraag: Vraag, form: VraagForm, klaar: str):
    try:
        bewaar_vraag(vraag=vraag, by=str(request.user))
    except ValidationError as fout:
        neem_fouten_over(form, fout)
        return _toon_formulier(request, vraag, form)
    messages.success(request, klaar)
    return redirect(vraag)


def _toon_formulier(request, vraag: Vraag, form: VraagForm, **meer):
    kruimels = [(NAAR_LIJST, reverse("vraag-lijst"))]
    if vraag.pk:
        kruimels.append(("Vraag", vraag.get_absolute_url()))
    context = {"vraag": vraag, "form": form, "kruimels": kruimels, **meer}
    return render(request, "projecten/vraagbaak/formulier.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
@beperk("zoek")
def vraag_lijkt_op(request):
    """The same earlier answers while one types: a part of the page of a new question."""
    of_404(mag_vragen(request.user))
    titel = request.GET.get("titel", "").replace("\0", "")[:200]
    lijkt_op = eerdere(request.user, titel, request.GET.get("categorie", ""))
    return render(request, "projecten/vraagbaak/_lijkt_op.html", {"lijkt_op": lijkt_op, "gezien": bool(lijkt_op)})


@login_required
@require_GET
def vraag_pagina(request, pk: int):
    return _toon_vraag(request, _zichtbare_vraag(request, pk))


def _toon_vraag(request, vraag: Vraag, form: AntwoordForm | None = None):
    project = zichtbaar_project(request.user, vraag.project_id)
    context = {
        "vraag": vraag,
        "project": project,
        "antwoorden": vraag.antwoorden.all(),
        "mag_hielp": mag_hielp(vraag, request.user, project),
        "form": form or AntwoordForm(),
        "kruimels": [(NAAR_LIJST, reverse("vraag-lijst"))],
    }
    return render(request, "projecten/vraagbaak/vraag.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def vraag_beantwoorden(request, pk: int):
    vraag = _zichtbare_vraag(request, pk)
    antwoord = Antwoord(vraag=vraag, door=request.user)
    form = AntwoordForm(request.POST, instance=antwoord)
    if form.is_valid():
        try:
            beantwoord(antwoord=antwoord, by=str(request.user))
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, "Uw antwoord staat erbij.")
            return redirect(f"{vraag.get_absolute_url()}#antwoord-{antwoord.pk}")
    return _toon_vraag(request, vraag, form)


@login_required
@require_POST
def antwoord_hielp(request, pk: int, antwoord: int):
    """Says that an answer helped, or takes that back."""
    vraag = _zichtbare_vraag(request, pk)
    of_404(mag_hielp(vraag, request.user, zichtbaar_project(request.user, vraag.project_id)))
    rij = get_object_or_404(vraag.antwoorden, pk=antwoord)
    zet_hielp(antwoord=rij, hielp=request.POST.get("hielp") != "nee", by=str(request.user))
    return redirect(f"{vraag.get_absolute_url()}#antwoord-{rij.pk}")
