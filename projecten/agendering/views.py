"""Knelpunten: the list of all that one may read, what comes back in it, and one knelpunt of a project."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from projecten.fouten import neem_fouten_over
from projecten.project.models import Project
from projecten.project.views import kruimels, zichtbaar_project
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .actions import bewaar_knelpunt, los_knelpunt_op
from .filters import KnelpuntFilter
from .forms import KnelpuntForm, OpgelostForm
from .models import Agenderingspunt, Projectknelpunt
from .overzicht import Rij, met_knelpunten, rijen, soorten, tekstgroepen
from .selectors import mag_knelpunten_zien

PER_PAGINA = 50
GROEPEN_PER_PAGINA = 20


@login_required
@require_GET
@beperk("zoek")
def knelpunt_lijst(request):
    of_404(mag_knelpunten_zien(request.user))
    keuze = KnelpuntFilter(request.GET)
    context = {
        "filter": keuze,
        "gebied": keuze.gebied,
        "kruimels": [(keuze.gebied.naam, reverse("gebied", args=[keuze.gebied.code]))] if keuze.gebied else [],
        "mag_bundelen": has_permission(request.user, Permission.AGENDEREN),
        "vraag": _zonder(request, "blad"),
        "vraag_zonder_beeld": _zonder(request, "blad", "beeld"),
    }
    context |= _per_soort(request, keuze) if keuze.per_soort else _een_lijst(request, keuze)
    return render(request, "projecten/knelpunten.html", context)


def _zonder(request, *namen: str) -> str:
    """The question in the url without these."""
    vraag = request.GET.copy()
    for naam in namen:
        vraag.pop(naam, None)
    return vraag.urlencode()


def _een_lijst(request, keuze: KnelpuntFilter) -> dict:
    pagina = Paginator(rijen(request.user, keuze), PER_PAGINA).get_page(request.GET.get("blad"))
    return {"pagina": pagina, "rijen": [Rij(*rij) for rij in pagina.object_list]}


def _per_soort(request, keuze: KnelpuntFilter) -> dict:
    gevonden = soorten(request.user, keuze)
    if not keuze.waarden["categorie"]:
        return {"soorten": gevonden}
    groepen = Paginator(tekstgroepen(request.user, keuze), GROEPEN_PER_PAGINA).get_page(request.GET.get("blad"))
    return {
        "soorten": gevonden,
        "soort": gevonden[0] if gevonden else None,
        "pagina": groepen,
        "groepen": met_knelpunten(groepen.object_list),
        "vraag_zonder_soort": _zonder(request, "blad", "categorie"),
    }


KOLOMMEN = [
    "van", "naam", "gemeente", "woondealregio", "provincie", "soort_knelpunt", "omschrijving", "sinds_of_peildatum",
    "opgelost_op", "hoe_opgelost", "agenderingspunt", "status_agenderingspunt",
]  # fmt: skip


def _uitvoer(request, soort: str):
    of_404(mag_knelpunten_zien(request.user))
    log(Logregel.Handeling.EXPORT, request=request, wat=f"knelpunten als {soort} {request.GET.urlencode()}")
    for rij in rijen(request.user, KnelpuntFilter(request.GET)):
        r = Rij(*rij)
        yield [
            r.van, r.naam, r.gemeente_naam, r.regio_naam, r.provincie_naam, r.soort_naam, r.tekst, r.datum,
            r.opgelost, r.hoe, r.punt_titel, r.punt_status_naam,
        ]  # fmt: skip


@login_required
@require_GET
@beperk("export")
def knelpunt_csv(request):
    return csv_antwoord(f"knelpunten-{timezone.localdate():%Y-%m-%d}.csv", KOLOMMEN, _uitvoer(request, "csv"))


@login_required
@require_GET
@beperk("export")
def knelpunt_xlsx(request):
    bladen = [("Knelpunten", KOLOMMEN, _uitvoer(request, "xlsx"))]
    kop = ["Knelpunten die u mag lezen. Van een plan is bekend welk soort knelpunt er is, op de peildatum."]
    return xlsx_antwoord(f"knelpunten-{timezone.localdate():%Y-%m-%d}.xlsx", bladen, kop)


# One knelpunt of a project


def _knelpunt(request, pk: int) -> Projectknelpunt:
    knelpunten = Projectknelpunt.objects.for_user(request.user).select_related(
        "project__gemeente__provincie", "project__gemeente__woondealregio"
    )
    return get_object_or_404(knelpunten, pk=pk)


def _te_wijzigen(request, pk: int) -> Projectknelpunt:
    knelpunt = _knelpunt(request, pk)
    of_404(knelpunt.project.wijzigbaar_voor(request.user))
    return knelpunt


@login_required
@require_GET
def knelpunt_pagina(request, pk: int):
    knelpunt = _knelpunt(request, pk)
    punten = Agenderingspunt.objects.for_user(request.user).select_related("organisatie")
    context = {
        "knelpunt": knelpunt,
        "project": knelpunt.project,
        "punt": punten.filter(pk=knelpunt.agenderingspunt_id or 0).first(),
        "mag_wijzigen": knelpunt.project.wijzigbaar_voor(request.user),
        "mag_escaleren": knelpunt.project.coachbaar_door(request.user),
        "kruimels": kruimels(knelpunt.project, op_project=True),
    }
    return render(request, "projecten/knelpunt.html", context)


def gepost(request):
    """What was sent, also when that is nothing; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def schrijf(request, project: Project, form, titel: str, doe, *, klaar: str, anker: str, uitleg: str = ""):
    """Shows the form, or does what it asks and goes back to the project; wrong input stays typed."""
    if request.method == "POST" and form.is_valid():
        try:
            doe(form)
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, klaar)
            return redirect(f"{project.get_absolute_url()}#{anker}")
    context = {
        "project": project,
        "form": form,
        "titel": titel,
        "uitleg": uitleg,
        "kruimels": kruimels(project, op_project=True),
    }
    return render(request, "projecten/deel.html", context, status=422 if form.errors else 200)


def _bewaar(request, project: Project, knelpunt: Projectknelpunt, titel: str, uitleg: str = ""):
    form = KnelpuntForm(gepost(request), instance=knelpunt, user=request.user)

    def doe(form):
        bewaar_knelpunt(knelpunt=form.instance, by=str(request.user))

    klaar = "Het knelpunt is bewaard."
    return schrijf(request, project, form, titel, doe, klaar=klaar, anker="knelpunten", uitleg=uitleg)


@login_required
def knelpunt_nieuw(request, pk: int):
    project = zichtbaar_project(request, pk)
    of_404(project.wijzigbaar_voor(request.user))
    uitleg = "Wat houdt dit project tegen? Speelt het in meer projecten, dan kan het kernteam het op de agenda zetten."
    return _bewaar(request, project, Projectknelpunt(project=project), "Knelpunt melden", uitleg)


@login_required
def knelpunt_bewerken(request, pk: int):
    knelpunt = _te_wijzigen(request, pk)
    return _bewaar(request, knelpunt.project, knelpunt, "Knelpunt wijzigen")


@login_required
def knelpunt_opgelost(request, pk: int):
    knelpunt = _te_wijzigen(request, pk)
    form = OpgelostForm(gepost(request))

    def doe(form):
        gegevens = form.cleaned_data
        los_knelpunt_op(
            knelpunt=knelpunt, datum=gegevens["opgelost_op"], hoe=gegevens["hoe_opgelost"], by=str(request.user)
        )

    klaar, uitleg = "Het knelpunt is opgelost.", str(knelpunt)
    titel = "Knelpunt is opgelost"
    return schrijf(request, knelpunt.project, form, titel, doe, klaar=klaar, anker="knelpunten", uitleg=uitleg)
