from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_POST

from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from .actions import verwijder_plan
from .beheerforms import TerugzetForm, ZoekForm
from .models import Plan
from .prullenbak import einde, in_prullenbak, met_einde, voorstel_naam, zet_terug

PER_PAGINA = 50


@login_required
@require_POST
def plan_verwijderen(request, pk: int):
    plan = get_object_or_404(Plan.objects.wijzigbaar_door(request.user), pk=pk)
    verwijder_plan(plan=plan, by=str(request.user))
    weg = date_format(einde(timezone.now()), "j F Y")
    messages.success(request, f"Plan '{plan.plannaam}' ligt in de prullenbak. Tot {weg} kunt u het terugzetten.")
    return redirect("plan-lijst")


@vereist(Permission.PLAN_WIJZIGEN)
@require_GET
@beperk("zoek")
def plan_prullenbak(request):
    form = ZoekForm(request.GET)
    plannen = form.filter(in_prullenbak(request.user))
    pagina = Paginator(plannen, PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "kruimels": [("Plannen", reverse("plan-lijst"))],
        "filter": form,
        "pagina": pagina,
        "rijen": met_einde(pagina.object_list),
        "dagen": settings.PRULLENBAK_DAGEN,
    }
    return render(request, "plannen/prullenbak.html", context)


@login_required
def plan_terugzetten(request, pk: int):
    """Asks for nothing but a click, unless name or code has been taken: then for another."""
    plan = get_object_or_404(in_prullenbak(request.user), pk=pk)
    if request.method != "POST":
        return _toon(request, plan, TerugzetForm(initial={"plannaam": voorstel_naam(plan), "plancode": plan.plancode}))
    form = TerugzetForm(request.POST)
    if not form.is_valid():
        return _toon(request, plan, form, 422)
    try:
        terug = zet_terug(plan=plan, by=str(request.user), **form.gekozen())
    except ValidationError as fout:
        return _toon(request, plan, form.met_fouten(fout, plan, voorstel_naam(plan)), 422)
    messages.success(request, f"Plan '{terug.plannaam}' is teruggezet. De cijfers volgen binnen enkele seconden.")
    zichtbaar = Plan.objects.for_user(request.user).filter(pk=pk).exists()
    return redirect("plan", pk) if zichtbaar else redirect("plan-prullenbak")


def _toon(request, plan: Plan, form: TerugzetForm, status: int = 200):
    kruimels = [("Plannen", reverse("plan-lijst")), ("Prullenbak", reverse("plan-prullenbak"))]
    context = {"plan": plan, "form": form, "weg_op": einde(plan.verwijderd_op), "kruimels": kruimels}
    return render(request, "plannen/prullenbak_terugzetten.html", context, status=status)
