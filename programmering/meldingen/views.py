from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from programmering.plannen.selectors import zichtbaar_plan
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.spamveilig import mag_verstuurd, status_van
from woonzorg.organisaties.toegang import vereist

from .actions import beantwoord, handel_af, heropen, meld
from .forms import AntwoordForm, MeldForm, MeldingFilter
from .models import Melding

PER_PAGINA = 25
VELDEN = ("wat", "tekst", "naam", "email")


@require_http_methods(["GET", "POST"])
def plan_melden(request, pk: int):
    """For anyone, about a plan that one may know of."""
    plan = zichtbaar_plan(request.user, pk)
    form = MeldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and mag_verstuurd(request, form):
        meld(plan=plan, **{naam: form.cleaned_data[naam] for naam in VELDEN})
        return redirect("plan-gemeld", plan.pk)
    return render(request, "meldingen/melden.html", {"plan": plan, "form": form}, status=status_van(form))


@require_GET
def plan_gemeld(request, pk: int):
    return render(request, "meldingen/gemeld.html", {"plan": zichtbaar_plan(request.user, pk)})


@require_GET
@vereist(Permission.PLAN_WIJZIGEN)
def melding_lijst(request):
    filter_ = MeldingFilter(request.GET)
    meldingen = Melding.objects.for_user(request.user).select_related("plan__gemeente")
    pagina = Paginator(filter_.toepassen(meldingen), PER_PAGINA).get_page(request.GET.get("blad"))
    return render(request, "meldingen/lijst.html", {"filter": filter_, "pagina": pagina})


def _melding(request, pk: int) -> Melding:
    return get_object_or_404(Melding.objects.for_user(request.user).select_related("plan__gemeente"), pk=pk)


@vereist(Permission.PLAN_WIJZIGEN)
@require_http_methods(["GET", "POST"])
def melding_pagina(request, pk: int):
    """One melding, and the place to answer it."""
    melding = _melding(request, pk)
    form = AntwoordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _beantwoord(request, melding, form):
        messages.success(request, "Uw antwoord is verstuurd.")
        return redirect(melding)
    context = {"melding": melding, "plan": melding.plan, "form": form}
    return render(request, "meldingen/melding.html", context, status=422 if form.errors else 200)


def _beantwoord(request, melding: Melding, form: AntwoordForm) -> bool:
    try:
        beantwoord(melding=melding, antwoord=form.cleaned_data["antwoord"], door=request.user)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    return True


@vereist(Permission.PLAN_WIJZIGEN)
@require_POST
def melding_afhandelen(request, pk: int):
    melding = handel_af(melding=_melding(request, pk), door=request.user)
    messages.success(request, f"De melding over {melding.plan} is afgehandeld.")
    return redirect("melding-lijst")


@vereist(Permission.PLAN_WIJZIGEN)
@require_POST
def melding_heropenen(request, pk: int):
    melding = heropen(melding=_melding(request, pk), door=request.user)
    messages.success(request, "De melding is weer open.")
    return redirect(melding)
