from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .actions import Versieconflict, bereken_verdeling, leg_vast, verdeel_indicatief
from .forms import OpgaveFilter, VastleggenForm, VerdelenForm
from .models import Opgave, Opgaveperiode
from .selectors import naast_elkaar, per_periode, totalen

PER_PAGINA = 50


@require_GET
def opgave_lijst(request):
    filter_ = OpgaveFilter(request.GET, perioden=list(Opgaveperiode.objects.all()))
    opgaven = filter_.kies(Opgave.objects.geldend().for_user(request.user))
    pagina = Paginator(opgaven.select_related("gemeente__provincie"), PER_PAGINA).get_page(request.GET.get("blad"))
    verborgen = filter_.kies(Opgave.objects.geldend()).count() - pagina.paginator.count
    context = {
        "filter": filter_,
        "periode": filter_.periode,
        "pagina": pagina,
        "verborgen": bool(verborgen),
        # A sum without the hidden ones, held against the national figure, would say what they are.
        "vergelijk": filter_.heel_nederland and not verborgen,
        "gemeenten": Gemeente.objects.geldig_op().count() if filter_.heel_nederland else None,
        "totalen": totalen(opgaven, periode=filter_.periode, vergelijk=filter_.heel_nederland and not verborgen),
        "mag_verdelen": has_permission(request.user, Permission.BEREKENING_BEHEREN),
        "mag_vastleggen": has_permission(request.user, Permission.OPGAVE_VASTLEGGEN),
    }
    return render(request, "opgaven/lijst.html", context)


def _gemeente(code: str) -> Gemeente:
    """The gemeente with this code; of a code that was used twice the last one."""
    gemeente = (
        Gemeente.objects.filter(code=code).select_related("provincie", "woondealregio").order_by("-geldig_van").first()
    )
    if gemeente is None:
        raise Http404
    return gemeente


def _kruimels(gemeente: Gemeente) -> list[tuple[str, str]]:
    gebieden = (gemeente.provincie, gemeente.woondealregio, gemeente)
    return [(gebied.naam, reverse("gebied", args=[gebied.code])) for gebied in gebieden]


@require_GET
def opgave_pagina(request, code: str):
    gemeente = _gemeente(code)
    versies = list(Opgave.objects.for_user(request.user).filter(gemeente=gemeente).select_related("periode"))
    stand = per_periode(versies, list(Opgaveperiode.objects.all()))
    context = {
        "gemeente": gemeente,
        "kruimels": _kruimels(gemeente),
        "stand": stand,
        "rijen": naast_elkaar(stand),
        "heeft_opgave": any(deel["geldend"] for deel in stand),
        "mag_vastleggen": has_permission(request.user, Permission.OPGAVE_VASTLEGGEN, gebied=gemeente),
    }
    return render(request, "opgaven/opgave.html", context)


@login_required
def opgave_vastleggen(request, code: str, periode: str):
    gemeente = _gemeente(code)
    of_404(has_permission(request.user, Permission.OPGAVE_VASTLEGGEN, gebied=gemeente))
    gekozen = get_object_or_404(Opgaveperiode, slug=periode)
    geldend = Opgave.objects.geldend().filter(gemeente=gemeente, periode=gekozen).first()
    form = VastleggenForm(request.POST) if request.method == "POST" else VastleggenForm.van(geldend)
    context = {"gemeente": gemeente, "periode": gekozen, "form": form, "geldend": geldend}
    context["kruimels"] = [*_kruimels(gemeente), ("Opgave", reverse("opgave", args=[code]))]
    if not form.is_valid():
        return render(request, "opgaven/vastleggen.html", context, status=422 if form.is_bound else 200)
    try:
        opgave = leg_vast(gemeente=gemeente, periode=gekozen, door=str(request.user), **form.gegevens)
    except ValidationError as fout:
        context |= form.verwerk(fout)
        status = 409 if isinstance(fout, Versieconflict) else 422
        return render(request, "opgaven/vastleggen.html", context, status=status)
    messages.success(request, f"Versie {opgave.versie} van de opgave {gekozen} geldt nu voor {gemeente}.")
    return redirect("opgave", code)


@login_required
def opgave_verdelen(request):
    of_404(has_permission(request.user, Permission.BEREKENING_BEHEREN))
    form = VerdelenForm(request.POST or request.GET or None)
    context = {"form": form}
    if form.is_valid():
        # In the demo every figure that nobody agreed on is an example.
        keuze = {**form.cleaned_data, "rekenvoorbeeld": settings.DEMO, "door": str(request.user)}
        try:
            if request.method == "POST":
                verdeling = verdeel_indicatief(**keuze)
                messages.success(request, _verdeeld(verdeling))
                return redirect(f"{reverse('opgave-lijst')}?periode={keuze['periode'].slug}")
            context |= {"verdeling": bereken_verdeling(**keuze), "gekozen": keuze}
        except ValidationError as fout:
            form.add_error(None, fout)
    return render(request, "opgaven/verdelen.html", context, status=422 if form.errors else 200)


def _verdeeld(verdeling) -> str:
    if not verdeling.nieuw:
        return "Er is niets gewijzigd: de opgave was al zo verdeeld."
    return (
        f"De opgave is verdeeld naar {verdeling.sleutel}: {len(verdeling.nieuw)} gemeenten hebben een nieuwe indicatie."
    )
