from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from kenniskaarten.zoeken.bronnen import BRONNEN, is_sleutel, toon
from projecten.agendering.views import gepost, schrijf
from projecten.project.models import Project
from projecten.project.views import zichtbaar_project
from woonzorg.organisaties.toegang import of_404

from .actions import bewaar_kennis, verwijder_kennis, wijzig_reden
from .forms import RedenForm
from .models import Projectkennis


def _te_wijzigen(request, pk: int) -> Project:
    project = zichtbaar_project(request, pk)
    of_404(project.wijzigbaar_voor(request.user))
    return project


@login_required
@require_POST
def bewaren(request, pk: int):
    """Keeps a thing that this reader may read, and asks why."""
    project = _te_wijzigen(request, pk)
    bron, sleutel = request.POST.get("bron", ""), request.POST.get("sleutel", "")
    if not (bron in BRONNEN and BRONNEN[bron].bewaarbaar and is_sleutel(sleutel)):
        messages.error(request, "Er is niets bewaard. Kies eerst wat u bij dit project wilt bewaren.")
        return redirect("kennis-passend", "project", pk)
    of_404(bool(toon(request.user, [(bron, int(sleutel))])))
    kennis = bewaar_kennis(project=project, bron=bron, sleutel=int(sleutel), door=request.user, by=str(request.user))
    return redirect("projectkennis", pk, kennis.pk)


def _kennis(request, pk: int, kennis: int) -> Projectkennis:
    project = _te_wijzigen(request, pk)
    rij = get_object_or_404(Projectkennis, project=project, pk=kennis)
    # Who may not read the thing itself has nothing to say of it.
    of_404(bool(toon(request.user, [(rij.bron, rij.object_id)])))
    return rij


@login_required
@require_http_methods(["GET", "POST"])
def wijzigen(request, pk: int, kennis: int):
    rij = _kennis(request, pk, kennis)
    (vondst,) = toon(request.user, [(rij.bron, rij.object_id)])
    form = RedenForm(gepost(request), instance=rij)

    def doe(form):
        wijzig_reden(kennis=form.instance, by=str(request.user))

    uitleg = f"'{vondst.titel}' staat bij dit project. Schrijf erbij waarom, dan weet een ander wat eraan te hebben is."
    titel, klaar = "Waarom bewaart u dit?", "Bewaard bij dit project."
    return schrijf(request, rij.project, form, titel, doe, klaar=klaar, anker="bewaard", uitleg=uitleg)


@login_required
@require_POST
def verwijderen(request, pk: int, kennis: int):
    rij = _kennis(request, pk, kennis)
    verwijder_kennis(kennis=rij, by=str(request.user))
    messages.success(request, "Dit staat niet meer bij het project. De kennis zelf blijft bestaan.")
    return redirect(f"{rij.project.get_absolute_url()}#bewaard")
