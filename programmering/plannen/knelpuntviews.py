from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from woonzorg.organisaties.toegang import of_404

from .actions import VersieConflict
from .beheerforms import KnelpuntForm, NieuwKnelpuntForm
from .knelpunten import begin_knelpunt, lees_knelpunten, neem_terug, wijzig_knelpunt
from .models import Plan, Planknelpunt

ANDER = "Iemand anders wijzigde dit plan intussen. Kijk of wat u invulde nog klopt en bewaar het nog een keer."


def _plan(request, pk: int, *, wijzigen: bool = False) -> Plan:
    """Only for who may read what is internal of the plan, or may write it as well."""
    plan = get_object_or_404(Plan.objects.for_user(request.user).met_gemeente(), pk=pk)
    of_404(plan.intern_zichtbaar_voor(request.user))
    of_404(not wijzigen or plan.wijzigbaar_voor(request.user))
    return plan


@login_required
@require_GET
def plan_knelpunten(request, pk: int):
    plan = _plan(request, pk)
    context = {
        "plan": plan,
        "kruimels": _kruimels(plan),
        "standen": lees_knelpunten(plan),
        "mag_wijzigen": plan.wijzigbaar_voor(request.user),
    }
    return render(request, "plannen/knelpunten.html", context)


@login_required
def plan_knelpunt_nieuw(request, pk: int):
    plan = _plan(request, pk, wijzigen=True)
    form = NieuwKnelpuntForm(request.POST or None, plan=plan)
    return _behandel(request, plan, form, lambda **w: begin_knelpunt(plan=plan, by=str(request.user), **w))


@login_required
def plan_knelpunt(request, pk: int, knelpunt_pk: int):
    plan = _plan(request, pk, wijzigen=True)
    knelpunt = get_object_or_404(plan.knelpuntregels, pk=knelpunt_pk)
    form = KnelpuntForm(request.POST or None, plan=plan, knelpunt=knelpunt)
    return _behandel(
        request, plan, form, lambda **w: wijzig_knelpunt(knelpunt=knelpunt, by=str(request.user), **w), knelpunt
    )


def _behandel(request, plan: Plan, form, bewaar, knelpunt: Planknelpunt | None = None):
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                bewaar(**form.waarden())
            except VersieConflict:
                form = form.op_versie(Plan.objects.only("versie").get(pk=plan.pk).versie)
                form.add_error(None, ANDER)
                status = 409
            except ValidationError as fout:
                form.neem_over(fout)
            else:
                messages.success(request, "Het knelpunt is bewaard.")
                return redirect("plan-knelpunten", plan.pk)
    context = {"plan": plan, "form": form, "knelpunt": knelpunt, "kruimels": _kruimels(plan, lijst=True)}
    return render(request, "plannen/knelpunten_formulier.html", context, status=status)


@login_required
@require_POST
def plan_knelpunt_weg(request, pk: int, knelpunt_pk: int):
    plan = _plan(request, pk, wijzigen=True)
    knelpunt = get_object_or_404(plan.knelpuntregels, pk=knelpunt_pk)
    try:
        neem_terug(knelpunt=knelpunt, by=str(request.user))
    except ValidationError as fout:  # somebody else was first
        messages.warning(request, " ".join(fout.messages))
    else:
        messages.success(request, f"'{knelpunt}' is weggehaald. In de geschiedenis van het plan staat het nog.")
    return redirect("plan-knelpunten", plan.pk)


def _kruimels(plan: Plan, *, lijst: bool = False) -> list[tuple[str, str]]:
    plek = [(plan.plannaam, reverse("plan", args=[plan.pk]))]
    return [*plek, ("Knelpunten", reverse("plan-knelpunten", args=[plan.pk]))] if lijst else plek
