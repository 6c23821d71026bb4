from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projecten.fouten import neem_fouten_over
from woonzorg.gebieden.soorten import LAND
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import bewaar_lid, bewaar_overleg, bewaar_tafel, draag_over, rond_besluit_af
from .forms import BesluitFormSet, LidForm, OverdragenForm, OverlegForm, TafelFilter, TafelForm
from .models import Besluit, Overleg, Overlegtafel, Tafellid
from .selectors import lees_overdracht, lees_tafel, regios_met, tafelregels

PER_PAGINA = 50


@vereist(Permission.TAFEL_ZIEN)
@require_GET
def overlegtafel_lijst(request):
    filter_ = TafelFilter(request.GET, regios=regios_met(request.user, Permission.TAFEL_ZIEN))
    regels = tafelregels(request.user, filter_.gekozen or LAND, filter_.stand)
    pagina = Paginator(regels, PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "filter": filter_,
        "pagina": pagina,
        "tafels": sum(not r.zonder for r in regels),
        "zonder": sum(r.zonder for r in regels),
        "broos": sum(bool(r.broos) for r in regels),
        "mag_maken": has_permission(request.user, Permission.TAFEL_BEHEREN),
        "beheer": set(regios_met(request.user, Permission.TAFEL_BEHEREN).values_list("pk", flat=True)),
    }
    return render(request, "projecten/tafels/lijst.html", context)


def _kruimels(tafel: Overlegtafel | None = None) -> list[tuple[str, str]]:
    pad = [("Overlegtafels", reverse("overlegtafel-lijst"))]
    return [*pad, (tafel.naam, tafel.get_absolute_url())] if tafel and tafel.pk else pad


def _zichtbare_tafel(request, pk: int) -> Overlegtafel:
    return get_object_or_404(Overlegtafel.objects.for_user(request.user).select_related("woondealregio"), pk=pk)


def _te_beheren(request, pk: int) -> Overlegtafel:
    return get_object_or_404(Overlegtafel.objects.beheerbaar(request.user).select_related("woondealregio"), pk=pk)


def _lid_te_beheren(request, pk: int) -> Tafellid:
    tafels = Overlegtafel.objects.beheerbaar(request.user)
    leden = Tafellid.objects.filter(tafel__in=tafels).select_related("tafel__woondealregio", "organisatie", "opvolger")
    return get_object_or_404(leden, pk=pk)


@login_required
@require_GET
def overlegtafel_pagina(request, pk: int):
    tafel = _zichtbare_tafel(request, pk)
    context = {"tafel": tafel, "stand": lees_tafel(tafel, request.user), "kruimels": _kruimels()}
    return render(request, "projecten/tafels/tafel.html", context)


def _schrijf(request, form, doe, *, klaar: str, naar: str, sjabloon="formulier", **context):
    """Every form here goes the same way: show it, or do it and go on; wrong input stays typed."""
    if request.method == "POST" and form.is_valid():
        try:
            gedaan = doe()
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, klaar)
            return redirect(naar or gedaan)
    context |= {"form": form, "terug": naar or reverse("overlegtafel-lijst")}
    return render(request, f"projecten/tafels/{sjabloon}.html", context, status=422 if form.errors else 200)


@vereist(Permission.TAFEL_BEHEREN)
@require_http_methods(["GET", "POST"])
def overlegtafel_nieuw(request):
    tafel = Overlegtafel()
    form = TafelForm(
        request.POST or None, instance=tafel, user=request.user, initial={"woondealregio": request.GET.get("regio")}
    )
    return _schrijf(
        request,
        form,
        lambda: bewaar_tafel(tafel=tafel, by=str(request.user)),
        klaar="De tafel is bewaard. Voeg nu de leden toe.",
        naar="",
        titel="Nieuwe overlegtafel",
        kruimels=_kruimels(),
    )


@login_required
@require_http_methods(["GET", "POST"])
def overlegtafel_bewerken(request, pk: int):
    tafel = _te_beheren(request, pk)
    kruimels = _kruimels(tafel)
    form = TafelForm(request.POST or None, instance=tafel, user=request.user)
    return _schrijf(
        request,
        form,
        lambda: bewaar_tafel(tafel=tafel, by=str(request.user)),
        klaar="De tafel is bewaard.",
        naar=tafel.get_absolute_url(),
        titel="Tafel wijzigen",
        kruimels=kruimels,
    )


@login_required
@require_http_methods(["GET", "POST"])
def tafellid_nieuw(request, pk: int):
    return _lidformulier(request, Tafellid(tafel=_te_beheren(request, pk)), "Lid toevoegen")


@login_required
@require_http_methods(["GET", "POST"])
def tafellid_bewerken(request, pk: int):
    lid = _lid_te_beheren(request, pk)
    return _lidformulier(request, lid, f"{lid.naam} wijzigen")


def _lidformulier(request, lid: Tafellid, titel: str):
    tafel = lid.tafel
    form = LidForm(request.POST or None, instance=lid)
    return _schrijf(
        request,
        form,
        lambda: bewaar_lid(lid=lid, by=str(request.user)),
        klaar=f"{request.POST.get('naam', '')} is bewaard.",
        naar=f"{tafel.get_absolute_url()}#leden",
        titel=titel,
        kruimels=_kruimels(tafel),
    )


@login_required
@require_http_methods(["GET", "POST"])
def tafellid_overdragen(request, pk: int):
    """The seat goes to a successor; what stands is on the page that follows, for the conversation and to print."""
    lid = _lid_te_beheren(request, pk)
    of_404(lid.opvolger_id is None)
    form = OverdragenForm(request.POST or None, lid=lid)
    aantal = Besluit.objects.open().filter(lid=lid).count()

    def doe():
        nieuw = draag_over(lid=lid, by=str(request.user), **form.cleaned_data)
        return reverse("overdracht", args=[nieuw.pk])

    return _schrijf(
        request,
        form,
        doe,
        klaar="De overdracht is vastgelegd.",
        naar="",
        sjabloon="overdragen",
        lid=lid,
        aantal=aantal,
        kruimels=_kruimels(lid.tafel),
    )


@login_required
@require_GET
def overdracht(request, pk: int):
    """What stands, for who takes a seat at the table."""
    tafels = Overlegtafel.objects.for_user(request.user)
    leden = Tafellid.objects.filter(tafel__in=tafels).select_related("tafel__woondealregio", "organisatie")
    lid = get_object_or_404(leden, pk=pk)
    context = {"stand": lees_overdracht(lid, request.user), "lid": lid, "kruimels": _kruimels(lid.tafel)}
    return render(request, "projecten/tafels/overdracht.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def overleg_nieuw(request, pk: int):
    return _overlegformulier(request, Overleg(tafel=_te_beheren(request, pk)))


@login_required
@require_http_methods(["GET", "POST"])
def overleg_bewerken(request, pk: int):
    tafels = Overlegtafel.objects.beheerbaar(request.user)
    return _overlegformulier(request, get_object_or_404(Overleg.objects.filter(tafel__in=tafels), pk=pk))


def _overlegformulier(request, overleg: Overleg):
    """A meeting and its decisions in one form: rows that stay empty are no decision."""
    tafel, data = overleg.tafel, request.POST or None
    leden = Tafellid.objects.filter(pk__in=[lid.pk for lid in (tafel.leden.nu() | tafel.leden.straks())])
    form = OverlegForm(data, instance=overleg)
    rijen = BesluitFormSet(data, instance=overleg, prefix="besluit", form_kwargs={"leden": leden})
    if request.method == "POST" and form.is_valid() & rijen.is_valid():
        besluiten = rijen.save(commit=False)
        try:
            bewaar_overleg(
                overleg=overleg,
                besluiten=besluiten,
                vervallen=rijen.deleted_objects,
                volgende=form.cleaned_data["volgende"],
                by=str(request.user),
            )
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, "Het overleg is bewaard.")
            return redirect(tafel)
    context = {"form": form, "rijen": rijen, "tafel": tafel, "overleg": overleg, "kruimels": _kruimels(tafel)}
    status = 422 if request.method == "POST" else 200
    return render(request, "projecten/tafels/overleg.html", context, status=status)


@login_required
@require_POST
def besluit_gedaan(request, pk: int):
    tafels = Overlegtafel.objects.beheerbaar(request.user)
    besluiten = Besluit.objects.filter(overleg__tafel__in=tafels).select_related("overleg__tafel")
    besluit = get_object_or_404(besluiten, pk=pk)
    rond_besluit_af(besluit=besluit, gedaan=request.POST.get("gedaan") != "nee", by=str(request.user))
    return redirect(f"{besluit.overleg.tafel.get_absolute_url()}#besluiten")
