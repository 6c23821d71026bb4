"""Pages that write plots: the form, steps, weighing, the plan of a plot, and the list of criteria."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from programmering.plannen.actions import VersieConflict
from programmering.plannen.models import Plan
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import (
    als_capaciteit,
    bewaar_plot,
    koppel_plan,
    maak_plan,
    ontkoppel_plan,
    overlap_melding,
    zet_scores,
    zet_stap,
)
from .conflict import verschillen
from .criteria import bewaar_criteria
from .forms import Capaciteitsrooster, CriteriumFormSet, KoppelForm, PlotForm, StapForm, WeegForm
from .lijsten import Plotstatus
from .models import Criterium, Plot
from .selectors import plannen_op, stap_tekst, te_koppelen, wegingen
from .views import zichtbare_plot
from .workflow import UITLEG, eisen, mag, weigering


def _te_wijzigen(request, pk: int) -> Plot:
    plot = zichtbare_plot(request, pk)
    of_404(plot.wijzigbaar_voor(request.user))
    return plot


def _neem_over(form, fout: ValidationError, plot: Plot, user) -> None:
    """Puts the words of an action into the form; taken ground is named as far as this user may know it."""
    if getattr(fout, "code", "") == "overlap":
        form.add_error(None, overlap_melding(plot, user))
        return
    for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
        form.add_error(veld if veld in form.fields else None, fouten)


# The plot itself


@login_required
def plot_nieuw(request):
    of_404(has_permission(request.user, Permission.PLOT_WIJZIGEN))
    return _formulier(request, Plot())


@login_required
def plot_bewerken(request, pk: int):
    return _formulier(request, _te_wijzigen(request, pk))


def _formulier(request, plot: Plot):
    if request.method != "POST":
        form = PlotForm(instance=plot, user=request.user)
        return _toon(request, plot, form, Capaciteitsrooster(regels=als_capaciteit(plot) if plot.pk else ()))
    titel = plot.naam
    form = PlotForm(request.POST, request.FILES, instance=plot, user=request.user)
    rooster = Capaciteitsrooster(request.POST)
    if not all([form.is_valid(), rooster.is_valid()]):
        return _toon(request, plot, form, rooster, titel=titel, status=422)
    try:
        bewaar_plot(
            plot=form.instance,
            regels=rooster.capaciteit,
            by=str(request.user),
            verwachte_versie=form.cleaned_data["versie"],
        )
    except VersieConflict:
        return _conflict(request, plot, form, rooster)
    except ValidationError as fout:
        _neem_over(form, fout, form.instance, request.user)
        return _toon(request, plot, form, rooster, titel=titel, status=422)
    return _na_bewaren(request, form)


def _na_bewaren(request, form: PlotForm):
    plot = form.instance
    messages.success(request, "De plot is bewaard.")
    if form.andere_gemeente:
        messages.warning(request, form.andere_gemeente)
    if not Plot.objects.for_user(request.user).filter(pk=plot.pk).exists():
        # A provincie may write what only the gemeente may see afterwards.
        return redirect("plot-lijst")
    return redirect("plot", plot.pk)


def _toon(request, plot, form, rooster, *, titel="", status=200, **meer):
    context = {"plot": plot, "form": form, "rooster": rooster, "titel": titel or plot.naam, **meer}
    return render(request, "plots/formulier.html", context, status=status)


def _conflict(request, plot: Plot, form: PlotForm, rooster: Capaciteitsrooster):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    opgeslagen = Plot.objects.met_gemeente().prefetch_related("regels").get(pk=plot.pk)
    data = form.data.copy()
    data["versie"] = opgeslagen.versie
    form.data = data
    anders = verschillen(opgeslagen, form, rooster)
    return _toon(request, opgeslagen, form, rooster, titel=opgeslagen.naam, status=409, conflict=anders)


# Steps


@login_required
def plot_stap(request, pk: int, naar: str):
    """An illegal step is answered in words, whether by a button of an old page or by a request made by hand."""
    plot = _te_wijzigen(request, pk)
    if naar not in Plotstatus.values:
        raise Http404
    if not mag(plot.huidige_status, naar):
        return _geweigerd(request, plot, naar)
    form = StapForm(request.POST or None, plot=plot, naar=naar)
    if request.method != "POST":
        return _toon_stap(request, plot, naar, form)
    if not form.is_valid():
        return _toon_stap(request, plot, naar, form, status=422)
    try:
        zet_stap(
            plot=plot,
            naar=naar,
            by=str(request.user),
            verwachte_versie=form.cleaned_data["versie"],
            **form.stap,
        )
    except VersieConflict:
        return _stap_conflict(request, pk, naar, form)
    except ValidationError as fout:
        _neem_over(form, fout, plot, request.user)
        return _toon_stap(request, zichtbare_plot(request, pk), naar, form, status=422)
    messages.success(request, f"De plot is nu: {Plotstatus(naar).label}.")
    return redirect("plot", plot.pk)


def _toon_stap(request, plot: Plot, naar: str, form, *, status=200, **meer):
    context = {
        "plot": plot,
        "naar": Plotstatus(naar),
        "tekst": stap_tekst(plot.huidige_status, naar),
        "uitleg": UITLEG[naar],
        "form": form,
        "eis": eisen(naar),
        "plannen": plannen_op(plot, request.user),
        **meer,
    }
    return render(request, "plots/stap.html", context, status=status)


def _geweigerd(request, plot: Plot, naar: str):
    context = {"plot": plot, "naar": Plotstatus(naar), "waarom": weigering(plot.huidige_status, naar)}
    return render(request, "plots/stap_kan_niet.html", context, status=422)


def _stap_conflict(request, pk: int, naar: str, form: StapForm):
    """What was typed stays; the plot as it is now stands above it."""
    plot = zichtbare_plot(request, pk)
    if not mag(plot.huidige_status, naar):
        return _geweigerd(request, plot, naar)
    data = form.data.copy()
    data["versie"] = plot.versie
    form.data = data
    laatste = plot.stappen.last()
    return _toon_stap(request, plot, naar, form, status=409, conflict=True, laatste=laatste)


# Weighing


@login_required
def plot_wegen(request, pk: int):
    plot = _te_wijzigen(request, pk)
    form = WeegForm(request.POST or None, wegingen=wegingen(plot))
    if request.method == "POST" and form.is_valid():
        zet_scores(plot=plot, scores=form.scores, by=str(request.user))
        messages.success(request, "De weging is bewaard.")
        return redirect("plot", plot.pk)
    return render(request, "plots/wegen.html", {"plot": plot, "form": form}, status=422 if form.errors else 200)


# The plan of a plot


def _met_plan(request, pk: int) -> Plot:
    plot = _te_wijzigen(request, pk)
    of_404(has_permission(request.user, Permission.PLAN_WIJZIGEN, gebied=plot.gemeente))
    return plot


@login_required
@require_POST
def plot_plan_maken(request, pk: int):
    plot = _met_plan(request, pk)
    try:
        plan = maak_plan(plot=plot, by=str(request.user))
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect("plot", plot.pk)
    messages.success(
        request,
        "Er staat een concept klaar met de naam, de plek en de woningen van de plot. Vul het aan en bewaar het.",
    )
    return redirect("plan-bewerken", plan.pk)


@login_required
def plot_plan_koppelen(request, pk: int):
    plot = _met_plan(request, pk)
    plannen = te_koppelen(plot, request.user)
    form = KoppelForm(request.POST or None, plannen=plannen)
    if request.method == "POST" and form.is_valid():
        try:
            koppel_plan(plot=plot, plan=form.cleaned_data["plan"], by=str(request.user))
        except ValidationError as fout:
            _neem_over(form, fout, plot, request.user)
        else:
            messages.success(request, "Het plan hoort nu bij deze plot. Wat het plan telt, telt de plot niet meer.")
            return redirect("plot", plot.pk)
    context = {"plot": plot, "form": form, "er_zijn_plannen": plannen.exists()}
    return render(request, "plots/koppelen.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def plot_plan_ontkoppelen(request, pk: int, plan_pk: int):
    plot = _met_plan(request, pk)
    plan = get_object_or_404(Plan.objects.for_user(request.user), pk=plan_pk, plot=plot)
    ontkoppel_plan(plan=plan, by=str(request.user))
    messages.success(request, f"Plan '{plan.plannaam}' hoort niet meer bij deze plot.")
    return redirect("plot", plot.pk)


# The list of criteria


@vereist(Permission.CRITERIA_BEHEREN)
def plot_criteria(request):
    formset = CriteriumFormSet(request.POST or None, queryset=Criterium.objects.all())
    if request.method == "POST" and formset.is_valid():
        bewaar_criteria(formset.save(commit=False))
        messages.success(request, "De criteria zijn bewaard.")
        return redirect("plot-criteria")
    status = 422 if request.method == "POST" else 200
    return render(request, "plots/criteria.html", {"formset": formset}, status=status)
