"""The page of one aanlevering: for the gemeente that delivers, and for the provincie that judges."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from programmering.keten.selectors import momentopname
from programmering.peilstanden.models import Peilstand
from programmering.plannen.actions import VersieConflict
from programmering.plannen.models import Plan
from woonzorg.organisaties.toegang import of_404

from .actions import (
    accepteer,
    bewaar_werk,
    geef_terug,
    lever_aan,
    neem_terug,
    trek_correctie_in,
    vraag_correctie,
)
from .forms import BesluitForm, LeverForm, OpmerkingFormSet, StapForm, met_meer_regels
from .models import Aanlevering
from .rechten import mag_nu
from .selectors import historie, lees_cijfers, lees_klaar

ANDERE_VERSIE = (
    "Iemand anders wijzigde deze aanlevering intussen. Er is nog niets van u bewaard: wat u invulde staat hieronder. "
    "Kijk wat er nu staat, en kies daarna opnieuw."
)


def _zichtbaar(request, pk: int) -> Aanlevering:
    rijen = Aanlevering.objects.for_user(request.user).met_stand()
    return get_object_or_404(rijen.select_related("uitvraag__provincie", "gemeente"), pk=pk)


@login_required
@require_GET
def aanlevering_pagina(request, pk: int):
    with momentopname():
        return _toon(request, _zichtbaar(request, pk))


def _toon(request, aanlevering: Aanlevering, *, status: int = 200, melding: str = "", **formulieren):
    """`formulieren`: those that were posted and could not be done, in the place of fresh ones."""
    mag = mag_nu(request.user, aanlevering)
    context = {
        "aanlevering": aanlevering,
        "uitvraag": aanlevering.uitvraag,
        "gemeente": aanlevering.gemeente,
        "kruimels": _kruimels(request, aanlevering),
        "keten": lees_cijfers(aanlevering, request.user),
        "klaar": lees_klaar(aanlevering, request.user),
        # All versions of this peildatum, also one that was frozen without a delivery.
        "peilstanden": Peilstand.objects.filter(
            gemeente=aanlevering.gemeente_id, peildatum=aanlevering.uitvraag.peildatum
        ).order_by("-nummer"),
        "historie": historie(aanlevering),
        "is_gemeente": aanlevering.te_leveren_door(request.user),
        "is_provincie": aanlevering.te_beoordelen_door(request.user),
        "mag": mag,
        "opmerkingen": list(aanlevering.opmerkingen.select_related("plan")),
        "melding": melding,
        "leverform": LeverForm(aanlevering=aanlevering) if mag.leveren else None,
        "stapform": StapForm(initial={"versie": aanlevering.versie}),
        "besluitform": BesluitForm(initial={"versie": aanlevering.versie}) if mag.beoordelen else None,
        "opmerkingset": _opmerkingset(request, aanlevering) if mag.beoordelen else None,
    }
    return render(request, "uitvragen/aanlevering.html", context | formulieren, status=status)


def _kruimels(request, aanlevering: Aanlevering) -> list[tuple[str, str]]:
    kruimels = [("Uitvragen", reverse("uitvraag-lijst"))]
    if aanlevering.te_beoordelen_door(request.user):
        kruimels.append((aanlevering.uitvraag.naam, aanlevering.uitvraag.get_absolute_url()))
    return kruimels


def _opmerkingset(request, aanlevering: Aanlevering, data=None):
    """Room for remarks, on plans that `request.user` may see; ?plan= is the plan of the first."""
    zichtbaar = Plan.objects.for_user(request.user).filter(gemeente=aanlevering.gemeente_id)
    plannen = {p.pk: p for p in zichtbaar.only("plannaam", "gemeente").order_by("plannaam", "pk")}
    gevraagd = request.GET.get("plan", "")
    begin = [{"plan": gevraagd}] if gevraagd.isascii() and gevraagd.isdigit() else None
    return OpmerkingFormSet(data, prefix="opmerking", initial=None if data else begin, form_kwargs={"plannen": plannen})


@login_required
@require_POST
def aanlevering_leveren(request, pk: int):
    """The gemeente keeps what she typed, delivers, or says that nothing was changed: one form, so nothing is lost."""
    aanlevering = _zichtbaar(request, pk)
    of_404(aanlevering.te_leveren_door(request.user))
    form = LeverForm(request.POST, aanlevering=aanlevering)
    actie = request.POST.get("actie", "")
    if actie not in LEVEREN:
        form.add_error(None, "Kies 'Bewaar', 'Lever aan' of 'Niets gewijzigd'.")
    if not form.is_valid():
        return _toon(request, aanlevering, status=422, leverform=form)
    gegevens = {
        "aanlevering": aanlevering,
        "by": str(request.user),
        "bericht": form.cleaned_data["bericht"],
        "antwoorden": form.antwoorden,
        "verwachte_versie": form.cleaned_data["versie"],
    }
    doe, klaar = LEVEREN[actie]
    return _probeer(
        request, pk, lambda: doe(request.user, **gegevens), klaar, lambda nu: {"leverform": _opnieuw(form, nu)}
    )


LEVEREN = {
    "bewaren": (lambda user, **k: bewaar_werk(**k), "Bewaard. U hebt nog niet geleverd."),
    "leveren": (
        lambda user, **k: lever_aan(leveraar=user, **k),
        "Geleverd. De provincie bekijkt de cijfers; u krijgt bericht.",
    ),
    "niets_gewijzigd": (
        lambda user, **k: lever_aan(leveraar=user, niets_gewijzigd=True, **k),
        "Geleverd: niets gewijzigd. U krijgt bericht van de provincie.",
    ),
}


@login_required
@require_POST
def aanlevering_stap(request, pk: int):
    """The gemeente takes her delivery back, begins a correction, or drops one."""
    aanlevering = _zichtbaar(request, pk)
    of_404(aanlevering.te_leveren_door(request.user))
    form = StapForm(request.POST)
    if not form.is_valid():
        return _toon(request, aanlevering, status=422, stapform=form)
    gegevens = {
        "aanlevering": aanlevering,
        "by": str(request.user),
        "verwachte_versie": form.cleaned_data["versie"],
    }
    doe, klaar = STAPPEN[form.cleaned_data["actie"]]
    return _probeer(
        request,
        pk,
        lambda: doe(form.cleaned_data["reden"], **gegevens),
        klaar,
        lambda nu: {"stapform": _opnieuw(form, nu)},
    )


STAPPEN = {
    "terugnemen": (lambda reden, **k: neem_terug(**k), "Teruggenomen. Lever opnieuw aan als u klaar bent."),
    "correctie": (
        lambda reden, **k: vraag_correctie(reden=reden, **k),
        "De correctie is begonnen. Pas de plannen aan, en lever daarna aan. Tot dan geldt wat is vastgesteld.",
    ),
    "intrekken": (
        lambda reden, **k: trek_correctie_in(**k),
        "De correctie is ingetrokken.",
    ),
}


@login_required
@require_POST
def aanlevering_besluit(request, pk: int):
    """The provincie accepts, or sends back with all remarks at once; 'meer' only makes room for more of them."""
    aanlevering = _zichtbaar(request, pk)
    of_404(aanlevering.te_beoordelen_door(request.user))
    actie = request.POST.get("actie", "")
    data = met_meer_regels(request.POST) if actie == "meer" else request.POST
    form, rijen = BesluitForm(data), _opmerkingset(request, aanlevering, data)
    if actie == "meer":
        return _toon(request, aanlevering, besluitform=form, opmerkingset=rijen)
    if actie not in BESLUITEN:
        form.add_error(None, "Kies 'Accepteer' of 'Geef terug'.")
    if not rijen.is_valid():
        form.add_error(None, "Bij een van de opmerkingen klopt iets niet. Kijk daar wat er staat.")
    if not form.is_valid():
        return _toon(request, aanlevering, status=422, besluitform=form, opmerkingset=rijen)
    gegevens = {
        "aanlevering": aanlevering,
        "by": str(request.user),
        "besluit": form.cleaned_data["besluit"],
        "verwachte_versie": form.cleaned_data["versie"],
    }
    doe, klaar = BESLUITEN[actie]
    return _probeer(
        request,
        pk,
        lambda: doe(rijen.opmerkingen, **gegevens),
        klaar,
        lambda nu: {"besluitform": _opnieuw(form, nu), "opmerkingset": rijen},
    )


def _accepteer(opmerkingen, **gegevens):
    if opmerkingen:
        raise ValidationError(
            "U schreef nog een opmerking. Geef de levering terug, of maak de opmerking leeg en accepteer dan."
        )
    accepteer(**gegevens)


BESLUITEN = {
    "accepteren": (_accepteer, "Geaccepteerd. De stand van deze gemeente is vastgesteld."),
    "teruggeven": (
        lambda opmerkingen, **k: geef_terug(opmerkingen=opmerkingen, **k),
        "Teruggegeven. De gemeente krijgt een mail met uw opmerkingen.",
    ),
}


def _probeer(request, pk: int, doe, klaar: str, weer):
    """Does it and goes back to the page; what cannot be done shows the page as it is now, with what was typed."""
    try:
        doe()
    except VersieConflict:
        nu = _zichtbaar(request, pk)
        return _toon(request, nu, status=409, melding=ANDERE_VERSIE, **weer(nu))
    except ValidationError as fout:
        nu = _zichtbaar(request, pk)
        opnieuw = weer(nu)
        form = next(iter(opnieuw.values()))
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            form.add_error(veld if veld in form.fields else None, fouten)
        return _toon(request, nu, status=422, **opnieuw)
    messages.success(request, klaar)
    return redirect("aanlevering", pk)


def _opnieuw(form, nu: Aanlevering):
    """The form as typed, with the version that stands now: who has seen it may go on."""
    form.data = form.data.copy()
    form.data["versie"] = nu.versie
    return form
