from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from programmering.plannen.actions import VersieConflict
from programmering.plannen.models import Plan
from programmering.plots.lijsten import LOPEND
from programmering.plots.models import Plot
from programmering.plots.tegels import plots_tegel
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404, vereist
from woonzorg.sql import is_tegel

from .actions import (
    AlBesloten,
    beeindig_partner,
    besluit,
    dien_in,
    haal_commitment_weg,
    trek_in,
    voeg_partner_toe,
    zet_commitment,
)
from .forms import BeeindigForm, BesluitForm, CommitmentForm, InteresseForm, PartnerForm, VoorstelForm
from .lijsten import Niveau, Voorstelstatus
from .models import Plotpartner, Voorstel
from .selectors import (
    eigen_organisaties,
    mag_besluiten,
    onderwerp_zichtbaar,
    partnerstand,
    regelstanden,
    zichtbare_onderwerpen,
)
from .zoekt import ZoektFilter, maak_filter, zoekkaart, zoekrijen

PER_PAGINA = 25


# Who is looking for us


@require_GET
@beperk("zoek")
def plot_zoekt(request):
    filter_ = maak_filter(request.GET, request.user)
    pagina = Paginator(filter_.qs.met_gemeente().prefetch_related("regels"), PER_PAGINA).get_page(
        request.GET.get("blad")
    )
    gebied = zoek_gebied(filter_.data.get("gebied", ""))
    context = {
        "filter": filter_,
        "pagina": pagina,
        "rijen": zoekrijen(pagina.object_list),
        "gebied": gebied,
        "mag_voorstellen": has_permission(request.user, Permission.VOORSTEL_DOEN),
        "kaart_config": zoekkaart(filter_, gebied),
    }
    return render(request, "partners/zoekt.html", context)


@require_GET
def zoekt_tegel(request, z: int, x: int, y: int):
    of_404(is_tegel(z, x, y))
    plots = ZoektFilter(request.GET, queryset=Plot.objects.for_user(request.user), user=request.user).qs
    antwoord = HttpResponse(plots_tegel(plots, z, x, y), content_type="application/vnd.mapbox-vector-tile")
    # What one reader may see is not for a shared cache.
    patch_cache_control(antwoord, private=True, max_age=60)
    antwoord["Vary"] = "Cookie"
    return antwoord


def _neem_fouten_over(form, fout: ValidationError) -> None:
    for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
        form.add_error(veld if veld in form.fields else None, fouten)


def _kruimels(onderwerp: Plot | Plan) -> list[tuple[str, str]]:
    gemeente = onderwerp.gemeente
    return [
        (gemeente.naam, reverse("gebied", args=[gemeente.code])),
        (str(onderwerp), onderwerp.get_absolute_url()),
    ]


# Partners of a plot


def _plot(request, pk: int) -> Plot:
    return get_object_or_404(Plot.objects.for_user(request.user).met_gemeente().prefetch_related("regels"), pk=pk)


@login_required
def partner_toevoegen(request, pk: int):
    plot = _plot(request, pk)
    of_404(plot.wijzigbaar_voor(request.user))
    form = PartnerForm(request.POST or None, initial={"rol": request.GET.get("rol", "")})
    if form.is_valid():
        try:
            partner = voeg_partner_toe(plot=plot, by=str(request.user), **form.cleaned_data)
        except ValidationError as fout:
            _neem_fouten_over(form, fout)
        else:
            messages.success(request, f"{partner} is partner. Leg vast op welk niveau er commitment is.")
            return redirect("partner", plot.pk, partner.pk)
    context = {"plot": plot, "form": form, "kruimels": _kruimels(plot)}
    return render(request, "partners/toevoegen.html", context, status=422 if form.errors else 200)


def _partner(request, pk: int, partner: int) -> tuple[Plot, Plotpartner]:
    """A running partner for who may lay down its commitment: the gemeente, or its own organisation."""
    plot = _plot(request, pk)
    gevonden = get_object_or_404(plot.partners.lopend().prefetch_related("commitments"), pk=partner)
    eigen = eigen_organisaties(request.user).filter(pk=gevonden.organisatie_id)
    of_404(plot.wijzigbaar_voor(request.user) or eigen.exists())
    return plot, gevonden


@login_required
def partner_pagina(request, pk: int, partner: int):
    plot, gevonden = _partner(request, pk, partner)
    form = CommitmentForm(request.POST or None, initial={"niveau": request.GET.get("niveau", "")})
    if form.is_valid():
        try:
            vast = zet_commitment(partner=gevonden, by=str(request.user), **form.cleaned_data)
        except ValidationError as fout:
            _neem_fouten_over(form, fout)
        else:
            messages.success(request, f"Vastgelegd: {gevonden} doet mee op niveau {vast.get_niveau_display()}.")
            return redirect("partner", plot.pk, gevonden.pk)
    return _toon_partner(request, plot, gevonden, form=form)


def _toon_partner(request, plot: Plot, partner: Plotpartner, form=None, beeindig=None):
    form = form or CommitmentForm()
    mag_wijzigen = plot.wijzigbaar_voor(request.user)
    context = {
        "plot": plot,
        "stand": partnerstand(partner, True, plot.intern_zichtbaar_voor(request.user)),
        "form": form,
        "beeindig": (beeindig or BeeindigForm()) if mag_wijzigen else None,
        "kruimels": _kruimels(plot),
    }
    fouten = form.errors or (beeindig is not None and beeindig.errors)
    return render(request, "partners/partner.html", context, status=422 if fouten else 200)


@login_required
@require_POST
def commitment_weg(request, pk: int, partner: int, niveau: str):
    plot, gevonden = _partner(request, pk, partner)
    of_404(niveau in Niveau.values)
    if haal_commitment_weg(partner=gevonden, niveau=niveau, by=str(request.user)):
        messages.success(request, f"Het commitment op niveau {Niveau(niveau).label} is weggehaald.")
    return redirect("partner", plot.pk, gevonden.pk)


@login_required
@require_POST
def partner_beeindigen(request, pk: int, partner: int):
    plot, gevonden = _partner(request, pk, partner)
    of_404(plot.wijzigbaar_voor(request.user))
    form = BeeindigForm(request.POST)
    if form.is_valid():
        try:
            beeindig_partner(partner=gevonden, datum=form.cleaned_data["tot"], by=str(request.user))
        except ValidationError as fout:
            _neem_fouten_over(form, fout)
        else:
            messages.success(request, f"{gevonden} is geen partner meer. De rol staat weer open.")
            return redirect(plot)
    return _toon_partner(request, plot, gevonden, beeindig=form)


# What a partner sends


@vereist(Permission.VOORSTEL_DOEN)
def interesse(request, pk: int):
    plot = _plot(request, pk)
    form = InteresseForm(request.POST or None, user=request.user, plot=plot, rol=request.GET.get("rol", ""))
    return _stuur(request, form, plot, "partners/interesse.html")


@vereist(Permission.VOORSTEL_DOEN)
def plot_voorstel(request, pk: int):
    plot = _plot(request, pk)
    form = VoorstelForm(request.POST or None, user=request.user, onderwerp=plot)
    return _stuur(request, form, plot, "partners/voorstel_doen.html")


@vereist(Permission.VOORSTEL_DOEN)
def plan_voorstel(request, pk: int):
    plan = get_object_or_404(Plan.objects.for_user(request.user).met_gemeente(), pk=pk)
    form = VoorstelForm(request.POST or None, user=request.user, onderwerp=plan)
    return _stuur(request, form, plan, "partners/voorstel_doen.html")


def _stuur(request, form, onderwerp: Plot | Plan, sjabloon: str):
    if form.is_valid():
        try:
            voorstel = dien_in(voorstel=form.instance, regels=getattr(form, "wijzigingen", []), by=str(request.user))
        except ValidationError as fout:
            _neem_fouten_over(form, fout)
        else:
            messages.success(
                request, f"Verstuurd aan gemeente {onderwerp.gemeente}. U krijgt een mail als er besloten is."
            )
            return redirect("voorstel", voorstel.pk)
    context = {
        "form": form,
        "onderwerp": onderwerp,
        "soort": "plot" if isinstance(onderwerp, Plot) else "plan",
        "gesloten": isinstance(onderwerp, Plot) and onderwerp.status not in LOPEND,
        "kruimels": _kruimels(onderwerp),
    }
    return render(request, sjabloon, context, status=422 if form.errors else 200)


# The queue


@login_required
def voorstel_lijst(request):
    of_404(_doet_mee(request.user))
    voorstellen = Voorstel.objects.for_user(request.user).met_onderwerp().open_eerst()
    status = request.GET.get("status", "")
    if status in Voorstelstatus.values:
        voorstellen = voorstellen.filter(status=status)
    pagina = Paginator(voorstellen, PER_PAGINA).get_page(request.GET.get("blad"))
    zichtbaar = zichtbare_onderwerpen(request.user, pagina.object_list)
    context = {
        "pagina": pagina,
        "rijen": [(v, v.sleutel_onderwerp in zichtbaar) for v in pagina.object_list],
        "statussen": Voorstelstatus.choices,
        "status": status,
        "besluit": has_permission(request.user, Permission.PLOT_WIJZIGEN),
        "stuurt": has_permission(request.user, Permission.VOORSTEL_DOEN),
    }
    return render(request, "partners/voorstellen.html", context)


def _doet_mee(user) -> bool:
    return has_permission(user, Permission.PLOT_WIJZIGEN) or has_permission(user, Permission.VOORSTEL_DOEN)


def _voorstel(request, pk: int) -> Voorstel:
    voorstellen = Voorstel.objects.for_user(request.user).met_onderwerp().prefetch_related("regels")
    return get_object_or_404(voorstellen, pk=pk)


def _besluitform(request, voorstel: Voorstel, data=None) -> BesluitForm:
    return BesluitForm(data, standen=regelstanden(voorstel, met_nu=True), versie=voorstel.onderwerp.versie)


@login_required
def voorstel_pagina(request, pk: int):
    voorstel = _voorstel(request, pk)
    mag = mag_besluiten(request.user, voorstel) and voorstel.is_open
    if request.method != "POST":
        return _toon_voorstel(request, voorstel, _besluitform(request, voorstel) if mag else None)
    of_404(mag_besluiten(request.user, voorstel))
    form = _besluitform(request, voorstel, request.POST)
    if form.is_valid():
        try:
            besloten = besluit(
                voorstel=voorstel,
                besluiten=form.besluiten,
                reden=form.cleaned_data["reden"],
                by=str(request.user),
                verwachte_versie=form.cleaned_data["versie"],
            )
        except AlBesloten as al:
            return _te_laat(request, al.args[0])
        except VersieConflict:
            return _opnieuw_kijken(request, voorstel, form)
        except ValidationError as fout:
            _neem_fouten_over(form, fout)
        else:
            messages.success(request, f"Besloten: {besloten.get_status_display()}. De indiener krijgt een mail.")
            return redirect("voorstel", besloten.pk)
    return _toon_voorstel(request, voorstel, form, status=422)


def _toon_voorstel(request, voorstel: Voorstel, form: BesluitForm | None, status=200, **meer):
    zichtbaar = onderwerp_zichtbaar(request.user, voorstel)
    context = {
        "voorstel": voorstel,
        "zichtbaar": zichtbaar,
        "standen": regelstanden(voorstel, met_nu=False),
        "form": form,
        "mag_intrekken": voorstel.is_open and _is_indiener(request.user, voorstel),
        "kruimels": [("Voorstellen", reverse("voorstel-lijst"))],
        **meer,
    }
    return render(request, "partners/voorstel.html", context, status=status)


def _is_indiener(user, voorstel: Voorstel) -> bool:
    return eigen_organisaties(user).filter(pk=voorstel.organisatie_id).exists()


def _te_laat(request, voorstel: Voorstel):
    wanneer = timezone.localtime(voorstel.besloten_op)
    wat = "trok dit voorstel in" if voorstel.status == Voorstelstatus.INGETROKKEN else "heeft al besloten"
    slot = "Uw keuze is niet bewaard; hieronder staat de uitkomst."
    messages.warning(request, f"{voorstel.besloten_door} {wat}, om {wanneer:%H:%M} uur. {slot}")
    return redirect("voorstel", voorstel.pk)


def _opnieuw_kijken(request, voorstel: Voorstel, form: BesluitForm):
    """Somebody saved the plot or plan meanwhile: the page again with what is stored now, the choices kept."""
    data = form.data.copy()
    data["versie"] = voorstel.onderwerp.versie
    return _toon_voorstel(request, voorstel, _besluitform(request, voorstel, data), status=409, gewijzigd=True)


@login_required
@require_POST
def voorstel_intrekken(request, pk: int):
    voorstel = _voorstel(request, pk)
    of_404(_is_indiener(request.user, voorstel))
    try:
        trek_in(voorstel=voorstel, by=str(request.user))
    except AlBesloten as al:
        return _te_laat(request, al.args[0])
    messages.success(request, "U hebt het voorstel ingetrokken.")
    return redirect("voorstel", voorstel.pk)
