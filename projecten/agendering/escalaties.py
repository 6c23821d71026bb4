"""Escalaties: what a project takes one level up, by when, and what came of it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from projecten.project.models import Project
from projecten.project.views import kruimels, zichtbaar_project
from woonzorg.organisaties.toegang import of_404

from .actions import bewaar_escalatie, sluit_escalatie
from .filters import EscalatieFilter
from .forms import EscalatieForm, SluitForm
from .models import Escalatie, Projectknelpunt
from .selectors import escalaties, escalatiestand, volgt_projecten
from .views import gepost, schrijf

PER_PAGINA = 50


@login_required
@require_GET
def escalatie_lijst(request):
    of_404(volgt_projecten(request.user))
    keuze = EscalatieFilter(request.GET)
    gebied = keuze.gebied
    context = {
        "filter": keuze,
        "gebied": gebied,
        "pagina": Paginator(escalaties(request.user, keuze), PER_PAGINA).get_page(request.GET.get("blad")),
        "stand": escalatiestand(request.user, keuze),
        "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))] if gebied else [],
    }
    return render(request, "projecten/escalaties.html", context)


def _escalatie(request, pk: int) -> Escalatie:
    rijen = Escalatie.objects.for_user(request.user).select_related(
        "project__gemeente__provincie", "project__gemeente__woondealregio", "knelpunt", "eigenaar"
    )
    return get_object_or_404(rijen, pk=pk)


def _te_wijzigen(request, pk: int) -> Escalatie:
    escalatie = _escalatie(request, pk)
    of_404(escalatie.project.coachbaar_door(request.user))
    return escalatie


@login_required
@require_GET
def escalatie_pagina(request, pk: int):
    escalatie = _escalatie(request, pk)
    knelpunten = Projectknelpunt.objects.for_user(request.user)
    context = {
        "escalatie": escalatie,
        "project": escalatie.project,
        "knelpunt": knelpunten.filter(pk=escalatie.knelpunt_id or 0).first(),
        "mag_wijzigen": escalatie.project.coachbaar_door(request.user),
        "kruimels": kruimels(escalatie.project, op_project=True),
    }
    return render(request, "projecten/escalatie.html", context)


def _bewaar(request, project: Project, escalatie: Escalatie, titel: str, uitleg: str = ""):
    form = EscalatieForm(gepost(request), instance=escalatie, user=request.user)

    def doe(form):
        bewaar_escalatie(escalatie=form.instance, by=str(request.user))

    klaar = "De escalatie is bewaard."
    return schrijf(request, project, form, titel, doe, klaar=klaar, anker="escalaties", uitleg=uitleg)


@login_required
def escalatie_nieuw(request, pk: int):
    """With ?knelpunt= it is about that knelpunt of the project."""
    project = zichtbaar_project(request, pk)
    of_404(project.coachbaar_door(request.user))
    escalatie = Escalatie(project=project, knelpunt=_gevraagd_knelpunt(request, project))
    if escalatie.knelpunt:
        escalatie.onderwerp = escalatie.knelpunt.omschrijving[:300]
        escalatie.zichtbaarheid = escalatie.knelpunt.zichtbaarheid
    uitleg = "Wat kan het project zelf niet oplossen? Spreek af wie het oplost, en wanneer dat klaar is."
    return _bewaar(request, project, escalatie, "Escaleren", uitleg)


def _gevraagd_knelpunt(request, project: Project) -> Projectknelpunt | None:
    pk = request.GET.get("knelpunt", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    return Projectknelpunt.objects.for_user(request.user).filter(project=project, pk=pk).first()


@login_required
def escalatie_bewerken(request, pk: int):
    escalatie = _te_wijzigen(request, pk)
    return _bewaar(request, escalatie.project, escalatie, "Escalatie wijzigen")


@login_required
def escalatie_sluiten(request, pk: int):
    escalatie = _te_wijzigen(request, pk)
    form = SluitForm(gepost(request))

    def doe(form):
        gegevens = form.cleaned_data
        sluit_escalatie(
            escalatie=escalatie, uitkomst=gegevens["uitkomst"], datum=gegevens["gesloten_op"], by=str(request.user)
        )

    klaar = "De escalatie is afgerond."
    titel, uitleg = "Escalatie afronden", escalatie.onderwerp
    return schrijf(request, escalatie.project, form, titel, doe, klaar=klaar, anker="escalaties", uitleg=uitleg)
