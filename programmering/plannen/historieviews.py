import datetime
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from .beheerforms import DagForm, VeldForm
from .geschiedenis import geschiedenis, veldkeuzes
from .models import Plan
from .rooster import maak_rooster
from .selectors import zichtbaar_plan
from .stand import Stand, lees_stand_op
from .views import plan_kaart
from .zicht import lezer

PER_PAGINA = 20


@require_GET
def plan_historie(request, pk: int):
    plan = zichtbaar_plan(request.user, pk)
    wie = lezer(request.user, plan)
    form = VeldForm(request.GET, keuzes=veldkeuzes(wie))
    momenten = geschiedenis(plan, wie, veld=form.gekozen())
    context = {
        "plan": plan,
        "kruimels": _kruimels(plan),
        "filter": form,
        "pagina": Paginator(momenten, PER_PAGINA).get_page(request.GET.get("blad")),
        "intern": wie.intern,
    }
    return render(request, "plannen/historie.html", context)


@require_GET
def plan_op_dag(request, pk: int):
    """Asks for a day, and goes to the page of that day."""
    plan = zichtbaar_plan(request.user, pk)
    form = DagForm(request.GET or None, initial={"dag": plan.peildatum})
    if form.is_bound and form.is_valid():
        return redirect("plan-op", pk, form.cleaned_data["dag"].isoformat())
    context = {"plan": plan, "form": form, "kruimels": _kruimels(plan)}
    return render(request, "plannen/historie_dag.html", context, status=422 if form.errors else 200)


@require_GET
def plan_op(request, pk: int, dag: str):
    plan = zichtbaar_plan(request.user, pk)
    stand = lees_stand_op(plan, _dag(dag), lezer(request.user, plan))
    context = {
        "plan": plan,
        "kruimels": _kruimels(plan),
        "stand": stand,
        "vandaag": stand.dag == timezone.localdate(),
        "met_verschillen": "verschillen" in request.GET,
        "form": DagForm(initial={"dag": stand.dag}),
        **(_beeld(plan, stand) if stand.rij else {}),
    }
    return render(request, "plannen/historie_op.html", context)


def _dag(tekst: str) -> datetime.date:
    """A day until today, written as the addresses of the portal write it."""
    try:
        dag = datetime.date.fromisoformat(tekst)
    except ValueError as fout:
        raise Http404 from fout
    if dag.isoformat() != tekst or dag > timezone.localdate() or dag.year < DagForm.EERSTE_JAAR:
        raise Http404
    return dag


def _beeld(plan: Plan, stand: Stand) -> dict:
    toen = SimpleNamespace(gemeente=plan.gemeente, plannaam=stand.naam, wgs84=stand.rij.wgs84)
    # Without the plans of now around it: the place of then stands alone.
    return {"rooster": maak_rooster(list(stand.regels)), "kaart_config": plan_kaart(toen) | {"lagen": []}}


def _kruimels(plan: Plan) -> list[tuple[str, str]]:
    return [(plan.plannaam, reverse("plan", args=[plan.pk]))]
