"""The pages on which a plan is typed: new, change, and what two people made of one plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render

from woonzorg.gebieden.models import Grens
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .actions import VersieConflict, als_regels, bewaar_plan
from .conflict import verschil
from .forms import PlanForm
from .models import Plan
from .plek import gemeente_volgens_grenzen
from .rooster import lees_rooster, maak_rooster
from .selectors import zichtbaar_plan


@login_required
def plan_nieuw(request):
    of_404(has_permission(request.user, Permission.PLAN_WIJZIGEN))
    return _formulier(request, Plan())


@login_required
def plan_bewerken(request, pk: int):
    plan = zichtbaar_plan(request.user, pk)
    of_404(plan.wijzigbaar_voor(request.user))
    return _formulier(request, plan)


def _formulier(request, plan: Plan):
    if request.method != "POST":
        form = PlanForm(instance=plan, user=request.user)
        rooster = maak_rooster(als_regels(plan) if plan.pk else [])
        return _toon(request, plan, form, rooster)
    oorspronkelijk = plan.plannaam
    form = PlanForm(request.POST, request.FILES, instance=plan, user=request.user)
    rooster, regels, getallen_goed = lees_rooster(request.POST)
    rooster.toon_verschillen(regels)
    if not (form.is_valid() and getallen_goed):
        return _toon(request, plan, form, rooster, titel=oorspronkelijk, status=422)
    gereed = "concept" not in request.POST
    try:
        bewaar_plan(
            plan=form.instance,
            regels=regels,
            gereed=gereed,
            by=str(request.user),
            verwachte_versie=form.cleaned_data["versie"],
        )
    except VersieConflict:
        opgeslagen = Plan.objects.met_gemeente().prefetch_related("regels").get(pk=plan.pk)
        conflict = verschil(opgeslagen, form, regels)
        return _toon(request, opgeslagen, form, rooster, status=409, conflict=conflict)
    except ValidationError as fout:
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            form.add_error(veld if veld in form.fields else None, fouten)
        return _toon(request, plan, form, rooster, titel=oorspronkelijk, status=422)
    messages.success(
        request, "Het plan is bewaard." if gereed else "Bewaard als concept. Een concept telt nog nergens mee."
    )
    _waarschuw_bij_andere_gemeente(request, form.instance)
    if not Plan.objects.for_user(request.user).filter(pk=form.instance.pk).exists():
        # A provincie may write what only the gemeente may see afterwards.
        return redirect("plan-lijst")
    return redirect("plan", form.instance.pk)


def _waarschuw_bij_andere_gemeente(request, plan: Plan) -> None:
    gemeente, bron = gemeente_volgens_grenzen(plan.geometrie)
    if gemeente and gemeente.pk != plan.gemeente_id:
        zekerheid = " (grenzen bij benadering)" if bron == Grens.Bron.BENADERING else ""
        ligging = f"Volgens de kaart{zekerheid} ligt dit plan in {gemeente}"
        messages.warning(request, f"{ligging}, maar het staat bij {plan.gemeente}. Klopt dat?")


def _toon(request, plan, form, rooster, *, titel="", status=200, **meer):
    context = {"plan": plan, "form": form, "rooster": rooster, "titel": titel or plan.plannaam, **meer}
    return render(request, "plannen/formulier.html", context, status=status)
