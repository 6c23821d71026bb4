"""The agenda: agenderingspunten, what is bundled in them, the steps they take and the answer that comes back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from programmering.plannen.actions import VersieConflict
from projecten.fouten import neem_fouten_over
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import beantwoord, bewaar_punt, bundel, haal_uit_punt, zet_puntstatus
from .filters import AgendaFilter
from .forms import AntwoordForm, PuntForm, StapForm, ToevoegForm
from .models import Agenderingspunt, Projectknelpunt
from .selectors import (
    agenda,
    geadresseerd,
    lees_bundel,
    lees_punt,
    mag_agenda_zien,
    mag_antwoorden,
    open_punten,
    verschillen,
)
from .views import gepost

PER_PAGINA = 25
ANDERS = "Iemand anders wijzigde dit punt intussen. Kijk wat er nu staat en probeer het weer."


@login_required
@require_GET
def agenda_lijst(request):
    of_404(mag_agenda_zien(request.user))
    keuze = AgendaFilter(request.GET)
    context = {
        "filter": keuze,
        "pagina": Paginator(agenda(request.user, keuze), PER_PAGINA).get_page(request.GET.get("blad")),
        "agendeert": has_permission(request.user, Permission.AGENDEREN),
    }
    return render(request, "projecten/agendering_lijst.html", context)


def _punt(request, pk: int) -> Agenderingspunt:
    punten = Agenderingspunt.objects.for_user(request.user).select_related("organisatie")
    return get_object_or_404(punten, pk=pk)


def _kruimels(punt: Agenderingspunt | None = None) -> list[tuple[str, str]]:
    op_punt = [(punt.titel, punt.get_absolute_url())] if punt else []
    return [("Agenda", reverse("agenda-lijst")), *op_punt]


@login_required
@require_GET
def punt_pagina(request, pk: int):
    return _toon_punt(request, _punt(request, pk))


def _toon_punt(request, punt: Agenderingspunt, fouten: list[str] = (), status: int = 200):
    context = {"punt": punt, "gelezen": lees_punt(punt, request.user), "fouten": fouten, "kruimels": _kruimels()}
    return render(request, "projecten/agenderingspunt.html", context, status=status)


@vereist(Permission.AGENDEREN)
@require_POST
def punt_stap(request, pk: int):
    punt, form = _punt(request, pk), StapForm(request.POST)
    if not form.is_valid():
        return _toon_punt(request, punt, ["Kies een stap."], status=422)
    try:
        gegevens = form.cleaned_data
        zet_puntstatus(punt=punt, naar=gegevens["naar"], verwachte_versie=gegevens["versie"], by=str(request.user))
    except VersieConflict:
        messages.warning(request, ANDERS)
    except ValidationError as fout:
        return _toon_punt(request, _punt(request, pk), fout.messages, status=422)
    else:
        messages.success(request, f"Het punt is nu {punt.get_status_display()}.")
    return redirect("agenderingspunt", pk)


@vereist(Permission.AGENDEREN)
@require_POST
def punt_uithalen(request, pk: int, knelpunt: int):
    punt = _punt(request, pk)
    gekozen = get_object_or_404(Projectknelpunt.objects.for_user(request.user), pk=knelpunt, agenderingspunt=punt)
    try:
        haal_uit_punt(knelpunt=gekozen, by=str(request.user))
    except ValidationError as fout:
        return _toon_punt(request, punt, fout.messages, status=422)
    messages.success(request, "Het knelpunt is uit het punt gehaald.")
    return redirect(punt)


# Bundling


@vereist(Permission.AGENDEREN)
def punt_nieuw(request):
    """A new point of the knelpunten in ?knelpunt=1&knelpunt=2, or of those still ticked in the form."""
    gevraagd = (request.POST if request.method == "POST" else request.GET).getlist("knelpunt")
    keuze = lees_bundel(gevraagd, request.user)
    if request.method != "POST":
        return _toon_bundel(request, keuze, PuntForm(initial=keuze.voorstel))
    form = PuntForm(request.POST)
    if form.is_valid():
        try:
            punt = bundel(punt=form.instance, knelpunten=keuze.knelpunten, by=str(request.user))
        except ValidationError as fout:
            neem_fouten_over(form, fout)
            form.instance.pk = None
        else:
            messages.success(request, "De knelpunten zijn gebundeld. Het punt is een concept tot u het agendeert.")
            return redirect(punt)
    return _toon_bundel(request, keuze, form, status=422)


def _toon_bundel(request, keuze, form: PuntForm, toevoeg: ToevoegForm | None = None, status: int = 200):
    context = {
        "bundel": keuze,
        "form": form,
        "toevoeg": (toevoeg or ToevoegForm(user=request.user)) if open_punten(request.user).exists() else None,
        "kruimels": [("Knelpunten", reverse("knelpunt-lijst"))],
    }
    return render(request, "projecten/agenderingspunt_nieuw.html", context, status=status)


@vereist(Permission.AGENDEREN)
@require_POST
def punt_toevoegen(request):
    """The ticked knelpunten into a point that is there already."""
    keuze = lees_bundel(request.POST.getlist("knelpunt"), request.user)
    form = ToevoegForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            punt = bundel(punt=form.cleaned_data["punt"], knelpunten=keuze.knelpunten, by=str(request.user))
        except (ValidationError, VersieConflict) as fout:
            form.add_error(None, fout if isinstance(fout, ValidationError) else ANDERS)
        else:
            messages.success(request, "De knelpunten zijn toegevoegd.")
            return redirect(punt)
    # What was typed for a new point stays, and is not judged: it was not asked for.
    getypt = {naam: request.POST[naam] for naam in PuntForm._meta.fields if naam in request.POST}
    nieuw = PuntForm(initial=keuze.voorstel | getypt)
    return _toon_bundel(request, keuze, nieuw, form, status=422)


@vereist(Permission.AGENDEREN)
def punt_bewerken(request, pk: int):
    punt = _punt(request, pk)
    form = PuntForm(gepost(request), instance=punt)
    if request.method != "POST":
        return _toon_form(request, punt, form)
    if form.is_valid():
        try:
            bewaar_punt(punt=form.instance, by=str(request.user), verwachte_versie=form.cleaned_data["versie"])
        except VersieConflict:
            return _conflict(request, _punt(request, pk), form)
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, "Het punt is bewaard.")
            return redirect("agenderingspunt", pk)
    return _toon_form(request, _punt(request, pk), form, status=422)


def _toon_form(request, punt: Agenderingspunt, form: PuntForm, *, status: int = 200, **meer):
    context = {"punt": punt, "form": form, "kruimels": _kruimels(punt), **meer}
    return render(request, "projecten/agenderingspunt_formulier.html", context, status=status)


def _conflict(request, opgeslagen: Agenderingspunt, form: PuntForm):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    form.data = form.data.copy()
    form.data["versie"] = opgeslagen.versie
    return _toon_form(request, opgeslagen, form, status=409, conflict=True, verschillen=verschillen(opgeslagen, form))


# The answer


@login_required
def punt_beantwoorden(request, pk: int):
    """By who agendeert, or by the addressee itself."""
    punt = _punt(request, pk)
    van_ons = geadresseerd(punt, request.user)
    of_404(van_ons or has_permission(request.user, Permission.AGENDEREN))
    if request.method != "POST":
        if not mag_antwoorden(punt, request.user):
            messages.warning(request, f"Dit punt is {punt.get_status_display()}. Er is nu geen antwoord nodig.")
            return redirect(punt)
        van = request.user.functie["organisatienaam"] if van_ons else str(punt.organisatie or "")
        return _toon_antwoord(request, punt, AntwoordForm(initial={"van": van, "versie": punt.versie}))
    form = AntwoordForm(request.POST)
    if form.is_valid():
        try:
            _geef_antwoord(request, punt, form)
        except VersieConflict:
            return _antwoord_te_laat(request, pk, form)
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, "Het antwoord is bewaard. De adviseurs en projectleiders krijgen een mail.")
            return redirect("agenderingspunt", pk)
    return _toon_antwoord(request, punt, form, status=422)


def _geef_antwoord(request, punt: Agenderingspunt, form: AntwoordForm) -> None:
    gegevens = dict(form.cleaned_data)
    beantwoord(punt=punt, verwachte_versie=gegevens.pop("versie"), by=str(request.user), **gegevens)


def _antwoord_te_laat(request, pk: int, form: AntwoordForm):
    """Saved by another meanwhile: what is stored beside what was typed, which can be sent if it still can."""
    punt = _punt(request, pk)
    form.data = form.data.copy()
    form.data["versie"] = punt.versie
    return _toon_antwoord(request, punt, form, status=409, conflict=True)


def _toon_antwoord(request, punt: Agenderingspunt, form: AntwoordForm, *, status: int = 200, conflict: bool = False):
    context = {
        "punt": punt,
        "form": form,
        "conflict": conflict,
        "kan": mag_antwoorden(punt, request.user),
        "kruimels": _kruimels(punt),
    }
    return render(request, "projecten/agenderingspunt_antwoord.html", context, status=status)
