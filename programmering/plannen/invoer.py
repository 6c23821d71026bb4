"""The pages on which a plan is typed: new, change, what somebody was busy with, and what two made of one plan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from woonzorg.gebieden.models import Grens
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .actions import VersieConflict
from .conflict import mijn_data, open_punten, vergelijk, voeg_samen
from .historie import historie
from .invulling import Invulling, getypt, onaf, opgeslagen
from .klad import als_post, bewaar_klad, gooi_weg, klad_van
from .models import Plan
from .plek import gemeente_volgens_grenzen
from .selectors import zichtbaar_plan


def _nieuw_plan(user) -> Plan:
    of_404(has_permission(user, Permission.PLAN_WIJZIGEN))
    return Plan()


def _eigen_plan(user, pk: int) -> Plan:
    plan = zichtbaar_plan(user, pk)
    of_404(plan.wijzigbaar_voor(user))
    return plan


@login_required
def plan_nieuw(request):
    return _pagina(request, _nieuw_plan(request.user))


@login_required
def plan_bewerken(request, pk: int):
    return _pagina(request, _eigen_plan(request.user, pk))


def _pagina(request, plan: Plan):
    if request.method == "POST":
        return _kies(request, plan) if "samenvoegen" in request.POST else _bewaar(request, plan, request.POST)
    klad = klad_van(request.user, plan)
    if klad and "klad" in request.GET:
        return _toon(request, onaf(plan, request.user, als_post(klad)), verder=klad)
    return _toon(request, opgeslagen(plan, request.user), klad=klad)


def _bewaar(request, plan: Plan, data):
    nieuw, gereed = plan.pk is None, "concept" not in data
    invulling = getypt(plan, request.user, data, request.FILES)
    try:
        bewaard = invulling.bewaar(gereed=gereed, by=str(request.user))
    except VersieConflict:
        return _conflict(request, invulling)
    if not bewaard:
        return _niet_bewaard(request, invulling)
    return _bewaard(request, plan, nieuw=nieuw, gereed=gereed)


def _bewaard(request, plan: Plan, *, nieuw: bool, gereed: bool):
    if not _klad_wacht(request):
        gooi_weg(gebruiker=request.user, plan=None if nieuw else plan)
    tekst = "Het plan is bewaard." if gereed else "Bewaard als concept. Een concept telt nog nergens mee."
    messages.success(request, tekst)
    _waarschuw_bij_andere_gemeente(request, plan)
    if not Plan.objects.for_user(request.user).filter(pk=plan.pk).exists():
        # A provincie may write what only the gemeente may see afterwards.
        return redirect("plan-lijst")
    return redirect("plan", plan.pk)


def _niet_bewaard(request, invulling: Invulling):
    """What was typed stands in the form again, and is kept as klad: whoever turns away now finds it back."""
    _houd_vast(request, invulling)
    return _toon(request, invulling, status=422)


def _houd_vast(request, invulling: Invulling) -> None:
    if not _klad_wacht(request):
        bewaar_klad(gebruiker=request.user, plan=invulling.plan, post=mijn_data(invulling))


def _klad_wacht(request) -> bool:
    """True while an earlier klad lies waiting that this person went past: it is not written over and not removed."""
    return "klad" in request.POST


def _waarschuw_bij_andere_gemeente(request, plan: Plan) -> None:
    gemeente, bron = gemeente_volgens_grenzen(plan.geometrie)
    if gemeente and gemeente.pk != plan.gemeente_id:
        zekerheid = " (grenzen bij benadering)" if bron == Grens.Bron.BENADERING else ""
        ligging = f"Volgens de kaart{zekerheid} ligt dit plan in {gemeente}"
        messages.warning(request, f"{ligging}, maar het staat bij {plan.gemeente}. Klopt dat?")


def _toon(request, invulling: Invulling, *, status=200, **meer):
    plan = invulling.plan
    context = {
        "plan": plan,
        "form": invulling.form,
        "rooster": invulling.rooster,
        "titel": invulling.titel,
        "geweigerd": invulling.geweigerd,
        "ontbreekt": [(_anker(invulling, o.veld), o.melding) for o in invulling.ontbreekt],
        "klad_url": reverse("plan-klad", args=[plan.pk]) if plan.pk else reverse("plan-klad-nieuw"),
        "wacht": meer.get("klad") is not None or _klad_wacht(request),
        **meer,
    }
    return render(request, "plannen/formulier.html", context, status=status)


def _anker(invulling: Invulling, veld: str) -> str:
    """The id of the place on the page where this is filled in: a field, the map, or a row of the grid."""
    if veld in invulling.form.fields:
        return invulling.form[veld].id_for_label
    return f"c-{veld}" if "-" in veld else veld


# --- Two people, one plan ----------------------------------------------------------------------------------


def _conflict(request, invulling: Invulling, *, gekozen=None, status=409, opnieuw=False):
    _houd_vast(request, invulling)
    nu = Plan.objects.met_gemeente().prefetch_related("regels").get(pk=invulling.plan.pk)
    punten = vergelijk(nu, invulling, gekozen or {})
    context = {
        "plan": nu,
        "kiezen": [p for p in punten if p.moet_kiezen],
        "vanzelf": [p for p in punten if not p.moet_kiezen],
        "ontbrekend": open_punten(punten) if gekozen else [],
        "opnieuw": opnieuw,
        "data": list(mijn_data(invulling).lists()),
        "laatste": historie(nu)[:1],
    }
    return render(request, "plannen/conflict.html", context, status=status)


def _kies(request, plan: Plan):
    """The answers of the conflict page: one version out of both, saved or first looked at in the form."""
    invulling = getypt(plan, request.user, request.POST)
    if not invulling.klopt:
        return _niet_bewaard(request, invulling)
    nu = zichtbaar_plan(request.user, plan.pk)
    if request.POST["samenvoegen"] != str(nu.versie):
        return _conflict(request, invulling, gekozen=request.POST, opnieuw=True)
    punten = vergelijk(nu, invulling, request.POST)
    nakijken = "nakijken" in request.POST
    if open_punten(punten) and not nakijken:
        return _conflict(request, invulling, gekozen=request.POST, status=422)
    data = voeg_samen(nu, invulling, punten, request.user)
    if nakijken:
        samengevoegd = getypt(nu, request.user, data)
        _houd_vast(request, samengevoegd)
        return _toon(request, samengevoegd, samengevoegd=True)
    if "concept" in request.POST:
        data["concept"] = "1"
    return _bewaar(request, nu, data)


# --- What is typed and not saved yet -----------------------------------------------------------------------


@never_cache
@login_required
def klad_nieuw(request):
    return _klad(request, _nieuw_plan(request.user))


@never_cache
@login_required
def klad_bewerken(request, pk: int):
    return _klad(request, _eigen_plan(request.user, pk))


def _klad(request, plan: Plan):
    """Keeps what stands in the form. GET gives a token: who logged in again in another tab has a stale one."""
    if request.method != "POST":
        return JsonResponse({"csrf": get_token(request)})
    if request.POST.get("wie") != str(request.user.pk):
        # Somebody else logged in meanwhile in this browser: what stands on the screen is not theirs.
        return JsonResponse({"fout": "ander"}, status=409)
    klad = bewaar_klad(gebruiker=request.user, plan=plan, post=request.POST)
    return JsonResponse({"om": f"{timezone.localtime(klad.bewaard_op):%H:%M}"})


@login_required
@require_POST
def klad_weg_nieuw(request):
    return _klad_weg(request, _nieuw_plan(request.user), reverse("plan-nieuw"))


@login_required
@require_POST
def klad_weg(request, pk: int):
    return _klad_weg(request, _eigen_plan(request.user, pk), reverse("plan-bewerken", args=[pk]))


def _klad_weg(request, plan: Plan, terug: str):
    gooi_weg(gebruiker=request.user, plan=plan if plan.pk else None)
    messages.success(request, "Weggegooid. Hieronder staat het plan zoals het is bewaard.")
    return redirect(terug)
