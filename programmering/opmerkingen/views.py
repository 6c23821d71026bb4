from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from programmering.plannen.models import Plan
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import TE_LAAT, beantwoord, heropen, los_op, plaats, verwijder, wijzig
from .forms import AntwoordForm, OpmerkingForm
from .models import Opmerking
from .selectors import kandidaten, lees_draden, mag_wijzigen, open_vermeldingen
from .velden import VELDEN

PER_PAGINA = 25


def _zichtbaar(request, pk: int) -> Opmerking:
    return get_object_or_404(Opmerking.objects.for_user(request.user).select_related("plan__gemeente"), pk=pk)


def _neem_over(form, fout: ValidationError) -> None:
    for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
        form.add_error(veld if veld in form.fields else None, fouten)


def _kruimels(plan: Plan) -> list[tuple[str, str]]:
    return [
        (plan.gemeente.naam, reverse("gebied", args=[plan.gemeente.code])),
        (plan.plannaam, plan.get_absolute_url()),
    ]


@login_required
@require_http_methods(["GET", "POST"])
def opmerking_lijst(request, pk: int):
    """All threads of a plan, the open ones first, and the place to begin one."""
    plan = get_object_or_404(Plan.objects.for_user(request.user).met_gemeente(), pk=pk)
    of_404(plan.intern_zichtbaar_voor(request.user))
    veld = request.GET.get("veld", "")
    data = request.POST if request.method == "POST" else None
    initial = {"veld": veld if veld in VELDEN else ""}
    form = OpmerkingForm(data, initial=initial, kandidaten=kandidaten(plan, zonder=request.user))
    if data is not None and form.is_valid() and (opmerking := _plaats(request, plan, form)):
        messages.success(request, "Uw opmerking staat erbij.")
        return _terug(request, opmerking)
    begin = Opmerking.objects.for_user(request.user).filter(plan=plan).begin()
    op_volgorde = begin.order_by(F("opgelost_op").desc(nulls_first=True), "op", "pk")
    pagina = Paginator(op_volgorde, PER_PAGINA).get_page(request.GET.get("blad"))
    draden = lees_draden(pagina.object_list, request.user)
    context = {"plan": plan, "form": form, "pagina": pagina, "draden": draden, "kruimels": _kruimels(plan)}
    return render(request, "opmerkingen/lijst.html", context, status=422 if form.errors else 200)


def _plaats(request, plan: Plan, form: OpmerkingForm) -> Opmerking | None:
    gegevens = form.cleaned_data
    try:
        return plaats(
            plan=plan, veld=gegevens["veld"], tekst=gegevens["tekst"], door=request.user, vermeld=form.genoemden
        )
    except ValidationError as fout:
        _neem_over(form, fout)
        return None


def _terug(request, opmerking: Opmerking):
    """To the page of the plan for who was there, else to the thread."""
    if request.POST.get("terug") == "plan":
        return redirect(f"{opmerking.plan.get_absolute_url()}#opmerking-{opmerking.pk}")
    return redirect(opmerking.get_absolute_url())


@login_required
@require_http_methods(["GET", "POST"])
def opmerking_pagina(request, pk: int):
    """One thread, and the place to answer in it."""
    rij = _zichtbaar(request, pk)
    if rij.antwoord_op_id:
        return redirect(rij.get_absolute_url())
    data = request.POST if request.method == "POST" else None
    form = AntwoordForm(data, kandidaten=kandidaten(rij.plan, zonder=request.user))
    if data is not None and form.is_valid() and (antwoord := _beantwoord(request, rij, form)):
        messages.success(request, "Uw antwoord staat erbij.")
        return redirect(antwoord.get_absolute_url())
    (draad,) = lees_draden(Opmerking.objects.for_user(request.user).filter(pk=rij.pk), request.user)
    context = {"plan": rij.plan, "draad": draad, "form": form, "kruimels": _kruimels(rij.plan)}
    return render(request, "opmerkingen/draad.html", context, status=422 if form.errors else 200)


def _beantwoord(request, rij: Opmerking, form: AntwoordForm) -> Opmerking | None:
    tekst = form.cleaned_data["tekst"]
    try:
        return beantwoord(opmerking=rij, tekst=tekst, door=request.user, vermeld=form.genoemden)
    except ValidationError as fout:
        _neem_over(form, fout)
        return None


@login_required
@require_POST
def opmerking_oplossen(request, pk: int):
    messages.success(request, "Opgelost. De opmerking blijft te lezen.")
    return _terug(request, los_op(opmerking=_zichtbaar(request, pk), door=request.user))


@login_required
@require_POST
def opmerking_heropenen(request, pk: int):
    messages.success(request, "De opmerking is weer open.")
    return _terug(request, heropen(opmerking=_zichtbaar(request, pk)))


def _eigen(request, pk: int) -> Opmerking:
    rij = _zichtbaar(request, pk)
    of_404(rij.door_id == request.user.pk)
    return rij


@login_required
@require_http_methods(["GET", "POST"])
def opmerking_wijzigen(request, pk: int):
    rij = _eigen(request, pk)
    if not mag_wijzigen(rij, request.user):
        messages.error(request, TE_LAAT)
        return redirect(rij.get_absolute_url())
    data = request.POST if request.method == "POST" else None
    initial = {"tekst": rij.tekst, "vermeld": list(rij.vermeld.values_list("pk", flat=True))}
    form = AntwoordForm(data, initial=initial, kandidaten=kandidaten(rij.plan, zonder=request.user))
    if data is not None and form.is_valid() and _wijzig(request, rij, form):
        messages.success(request, "Uw opmerking is gewijzigd.")
        return redirect(rij.get_absolute_url())
    context = {"opmerking": rij, "plan": rij.plan, "form": form, "kruimels": _kruimels(rij.plan)}
    return render(request, "opmerkingen/wijzigen.html", context, status=422 if form.errors else 200)


def _wijzig(request, rij: Opmerking, form: AntwoordForm) -> Opmerking | None:
    tekst = form.cleaned_data["tekst"]
    try:
        return wijzig(opmerking=rij, tekst=tekst, door=request.user, vermeld=form.genoemden)
    except ValidationError as fout:
        _neem_over(form, fout)
        return None


@login_required
@require_POST
def opmerking_verwijderen(request, pk: int):
    rij = _eigen(request, pk)
    try:
        verwijder(opmerking=rij, door=request.user)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect(rij.get_absolute_url())
    messages.success(request, "Uw opmerking is weg.")
    return redirect(f"{rij.plan.get_absolute_url()}#opmerkingen")


@require_GET
@vereist(Permission.PLAN_INTERN)
def vermelding_lijst(request):
    """Where one is waited for."""
    pagina = Paginator(open_vermeldingen(request.user), PER_PAGINA).get_page(request.GET.get("blad"))
    context = {"pagina": pagina, "draden": lees_draden(pagina.object_list, request.user)}
    return render(request, "opmerkingen/genoemd.html", context)
