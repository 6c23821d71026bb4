"""Editing the roadmap, by who keeps the knowledge. The drawing follows from the rows."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kenniskaarten.kaarten.actions import VersieConflict
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from . import actions
from .forms import KnooppuntForm, LijnForm, StapForm, neem_fouten_over
from .models import Knooppunt, Lijn, Stap
from .selectors import lees_roadmap
from .views import kruimels

BEHEER = Permission.KENNIS_BEHEREN
RICHTINGEN = {"links": -1, "rechts": 1}


def _pad() -> list[tuple[str, str]]:
    return kruimels(("Bewerken", reverse("roadmap-beheer")))


@vereist(BEHEER)
@require_GET
def overzicht(request):
    return render(request, "roadmap/beheer.html", {"roadmap": lees_roadmap(), "kruimels": kruimels()})


def _bewerk(request, form, bewaar, *, titel: str, opnieuw, **context):
    """Every form here goes the same way. `opnieuw` gives the stored row when somebody else saved meanwhile, None when
    it is gone; what was typed stays in the form, and can be saved over the other."""
    if request.method == "POST" and form.is_valid():
        try:
            rij = bewaar(form)
        except VersieConflict:
            return _conflict(request, form, opnieuw(), titel=titel, **context)
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, f"'{rij}' is bewaard. De kaart is bijgewerkt.")
            return redirect("roadmap-beheer")
    context |= {"form": form, "titel": titel, "kruimels": _pad()}
    return render(request, "roadmap/formulier.html", context, status=422 if form.errors else 200)


def _conflict(request, form, opgeslagen, **context):
    if opgeslagen is None:
        form.add_error(
            None, "Iemand anders heeft dit intussen verwijderd. Bewaar uw tekst, en maak het zo nodig nieuw."
        )
        return render(request, "roadmap/formulier.html", context | {"form": form, "kruimels": _pad()}, status=409)
    form.data = form.data.copy()
    form.data["versie"] = opgeslagen.versie
    verschillen = [
        {"veld": veld.label, "opgeslagen": str(getattr(opgeslagen, naam)), "eigen": str(form.cleaned_data[naam])}
        for naam, veld in form.fields.items()
        if naam in form._meta.fields and getattr(opgeslagen, naam) != form.cleaned_data[naam]
    ]
    context |= {"form": form, "verschillen": verschillen, "conflict": True, "kruimels": _pad()}
    context["bekijk_url"] = opgeslagen.get_absolute_url() if hasattr(opgeslagen, "slug") else reverse("roadmap")
    return render(request, "roadmap/formulier.html", context, status=409)


def _gepost(request):
    return request.POST if request.method == "POST" else None


# Lines


@vereist(BEHEER)
@require_http_methods(["GET", "POST"])
def lijn_bewerken(request, pk: int):
    lijn = get_object_or_404(Lijn, pk=pk)
    return _bewerk(
        request,
        LijnForm(_gepost(request), instance=lijn),
        lambda form: actions.bewaar_lijn(
            lijn=form.instance, by=str(request.user), verwachte_versie=form.cleaned_data["versie"]
        ),
        titel=f"De lijn {lijn}",
        opnieuw=lambda: Lijn.objects.filter(pk=pk).first(),
    )


# Steps


@vereist(BEHEER)
@require_http_methods(["GET", "POST"])
def stap_nieuw(request, lijn: int):
    rij = get_object_or_404(Lijn, pk=lijn)
    return _stapformulier(request, Stap(lijn=rij, kolom=_eerste_vrije(rij)), f"Nieuwe stap op de lijn {rij}")


def _eerste_vrije(lijn: Lijn) -> int | None:
    """The place after the last step; None where the line is full to the end, so that one is chosen."""
    laatste = lijn.stappen.order_by("-kolom").values_list("kolom", flat=True).first()
    plaats = 1 if laatste is None else laatste + 1
    return plaats if plaats <= actions.KOLOMMEN else None


@vereist(BEHEER)
@require_http_methods(["GET", "POST"])
def stap_bewerken(request, pk: int):
    stap = get_object_or_404(Stap.objects.select_related("lijn").defer("zoek"), pk=pk)
    return _stapformulier(request, stap, stap.titel)


def _stapformulier(request, stap: Stap, titel: str):
    def bewaar(form):
        gegevens = form.cleaned_data
        return actions.bewaar_stap(
            stap=form.instance, kennis=gegevens.get("kennis"), by=str(request.user), verwachte_versie=gegevens["versie"]
        )

    return _bewerk(
        request,
        StapForm(_gepost(request), instance=stap, user=request.user),
        bewaar,
        titel=titel,
        opnieuw=lambda: Stap.objects.filter(pk=stap.pk).defer("zoek").select_related("knooppunt").first(),
        verwijder_url=reverse("roadmap-stap-verwijderen", args=[stap.pk]) if stap.pk else "",
    )


@vereist(BEHEER)
@require_POST
def stap_verschuiven(request, pk: int, richting: str):
    stap = get_object_or_404(Stap.objects.defer("zoek"), pk=pk)
    return _verschuif(request, lambda n, by: actions.verschuif_stap(stap=stap, stappen=n, by=by), richting)


def _verschuif(request, doe, richting: str):
    try:
        rij = doe(RICHTINGEN[richting], str(request.user))
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    except VersieConflict:
        messages.error(
            request, "Iemand anders heeft dit intussen gewijzigd. Kijk hoe het nu staat, en probeer het weer."
        )
    else:
        messages.success(request, f"'{rij}' staat nu op plaats {rij.kolom}.")
    return redirect("roadmap-beheer")


@vereist(BEHEER)
@require_http_methods(["GET", "POST"])
def stap_verwijderen(request, pk: int):
    """Asks first; when organisations ticked it, it says how many."""
    stap = get_object_or_404(Stap.objects.select_related("lijn").defer("zoek"), pk=pk)
    if request.method == "POST":
        gezien = request.POST.get("gezet", "")
        try:
            aantal = int(gezien) if gezien.isascii() and gezien.isdigit() and len(gezien) < 9 else 0
            actions.verwijder_stap(stap=stap, by=str(request.user), bevestigd=aantal)
        except actions.NogGezet:
            return _vraag_verwijderen(request, stap, status=409)
        messages.success(request, f"'{stap}' is verwijderd. De kaart is bijgewerkt.")
        return redirect("roadmap-beheer")
    return _vraag_verwijderen(request, stap)


def _vraag_verwijderen(request, stap: Stap, status: int = 200):
    context = {"stap": stap, "gezet": list(stap.gezet.select_related("organisatie")), "kruimels": _pad()}
    return render(request, "roadmap/verwijderen.html", context, status=status)


# Knooppunten


@vereist(BEHEER)
@require_http_methods(["GET", "POST"])
def knooppunt_nieuw(request):
    return _knooppuntformulier(request, Knooppunt(), "Nieuw knooppunt")


@vereist(BEHEER)
@require_http_methods(["GET", "POST"])
def knooppunt_bewerken(request, pk: int):
    knooppunt = get_object_or_404(Knooppunt.objects.defer("zoek"), pk=pk)
    return _knooppuntformulier(request, knooppunt, knooppunt.naam)


def _knooppuntformulier(request, knooppunt: Knooppunt, titel: str):
    return _bewerk(
        request,
        KnooppuntForm(_gepost(request), instance=knooppunt),
        lambda form: actions.bewaar_knooppunt(
            knooppunt=form.instance, by=str(request.user), verwachte_versie=form.cleaned_data["versie"]
        ),
        titel=titel,
        opnieuw=lambda: Knooppunt.objects.filter(pk=knooppunt.pk).defer("zoek").first(),
        verwijder_url=reverse("roadmap-knooppunt-verwijderen", args=[knooppunt.pk]) if knooppunt.pk else "",
    )


@vereist(BEHEER)
@require_POST
def knooppunt_verschuiven(request, pk: int, richting: str):
    knooppunt = get_object_or_404(Knooppunt.objects.defer("zoek"), pk=pk)
    return _verschuif(
        request, lambda n, by: actions.verschuif_knooppunt(knooppunt=knooppunt, stappen=n, by=by), richting
    )


@vereist(BEHEER)
@require_http_methods(["GET", "POST"])
def knooppunt_verwijderen(request, pk: int):
    knooppunt = get_object_or_404(Knooppunt.objects.defer("zoek"), pk=pk)
    if request.method == "POST":
        actions.verwijder_knooppunt(knooppunt=knooppunt, by=str(request.user))
        messages.success(request, f"'{knooppunt}' is verwijderd. De stappen zijn gebleven.")
        return redirect("roadmap-beheer")
    stappen = knooppunt.stappen.select_related("lijn").defer("zoek")
    context = {"knooppunt": knooppunt, "stappen": stappen, "kruimels": _pad()}
    return render(request, "roadmap/verwijderen.html", context)
