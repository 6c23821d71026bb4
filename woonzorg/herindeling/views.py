from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import bewaar, bewaar_grenzen, gooi_weg, pas_aan_opvolgers_aan, proef, voer_uit
from .forms import HerindelingForm, NieuweGemeenteFormSet, VerdelenForm, blad_van
from .models import Herindeling
from .selectors import met_titels, namen_van, titel, toewijzingen_van

PER_PAGINA = 50


@vereist(Permission.HERINDELEN)
@require_GET
def herindeling_lijst(request):
    alle = Herindeling.objects.for_user(request.user).defer("verslag")
    pagina = Paginator(alle, PER_PAGINA).get_page(request.GET.get("blad"))
    context = {"pagina": pagina, "rijen": met_titels(list(pagina)), "kruimels": _kruimels()[:1]}
    return render(request, "herindeling/lijst.html", context)


def _kruimels() -> list[tuple[str, str]]:
    return [("Beheer", reverse("beheer")), ("Herindelingen", reverse("herindeling-lijst"))]


def _zoek(request, pk: int) -> Herindeling:
    return get_object_or_404(Herindeling.objects.for_user(request.user), pk=pk)


@vereist(Permission.HERINDELEN)
def herindeling_nieuw(request):
    return _bewerk(request, Herindeling(), "Nieuwe herindeling")


@vereist(Permission.HERINDELEN)
def herindeling_bewerken(request, pk: int):
    herindeling = _zoek(request, pk)
    of_404(not herindeling.is_uitgevoerd)
    return _bewerk(request, herindeling, "Herindeling wijzigen")


def _bewerk(request, herindeling: Herindeling, kop: str) -> HttpResponse:
    ingevuld = request.POST if request.method == "POST" else None
    form = HerindelingForm(ingevuld, instance=herindeling)
    nieuwe = NieuweGemeenteFormSet(ingevuld, initial=herindeling.nieuw, prefix="nieuw")
    # Both, so that everything that is wrong is said at once.
    if form.is_valid() & nieuwe.is_valid():
        herindeling.nieuw = nieuwe.rijen
        pas_aan_opvolgers_aan(herindeling)
        try:
            bewaar(herindeling=herindeling, by=str(request.user))
        except ValidationError as fout:
            _neem_over(form, fout)
        else:
            naar = "herindeling-verdelen" if herindeling.is_splitsing else "herindeling"
            return redirect(naar, herindeling.pk)
    fout = bool(form.errors) or (nieuwe.is_bound and not nieuwe.is_valid())
    context = {"form": form, "nieuwe": nieuwe, "titel": kop, "kruimels": _kruimels(), "herindeling": herindeling}
    return render(request, "herindeling/formulier.html", context, status=422 if fout else 200)


def _neem_over(form, fout: ValidationError) -> None:
    """What the action objects to, beside its field where the form has one."""
    per_veld = getattr(fout, "error_dict", None) or {None: fout.error_list}
    for veld, fouten in per_veld.items():
        form.add_error(veld if veld in form.fields else None, [m for f in fouten for m in f.messages])


@vereist(Permission.HERINDELEN)
def herindeling_verdelen(request, pk: int):
    herindeling = _zoek(request, pk)
    of_404(herindeling.is_splitsing and not herindeling.is_uitgevoerd)
    namen = namen_van(herindeling)
    pagina = blad_van(toewijzingen_van(herindeling), request.GET.get("blad"))
    ingevuld = (request.POST, request.FILES) if request.method == "POST" else ()
    form = VerdelenForm(
        *ingevuld,
        herindeling=herindeling,
        namen={code: namen[code] for code in herindeling.naar},
        blad=list(pagina),
    )
    if form.is_valid() and _bewaar_verdeling(request, herindeling, form):
        messages.success(request, "De verdeling is bewaard. Doe een proef om te zien wat er gebeurt.")
        return redirect(f"{reverse('herindeling-verdelen', args=[pk])}?blad={pagina.number}")
    kruimels = [*_kruimels(), (titel(herindeling, namen), herindeling.get_absolute_url())]
    context = {"form": form, "pagina": pagina, "herindeling": herindeling, "kruimels": kruimels}
    context["grenzen"] = [namen[code] for code in herindeling.grenzen.values_list("code", flat=True)]
    return render(request, "herindeling/verdelen.html", context, status=422 if form.errors else 200)


def _bewaar_verdeling(request, herindeling: Herindeling, form: VerdelenForm) -> bool:
    form.vul(herindeling)
    try:
        with transaction.atomic():
            bewaar(herindeling=herindeling, by=str(request.user))
            if form.cleaned_data["grenzen"]:
                bewaar_grenzen(herindeling=herindeling, bestand=form.cleaned_data["grenzen"])
    except ValidationError as fout:
        _neem_over(form, fout)
    return not form.errors


@vereist(Permission.HERINDELEN)
@require_GET
def herindeling_pagina(request, pk: int):
    return _toon(request, _zoek(request, pk))


def _toon(request, herindeling: Herindeling, fout: ValidationError | None = None) -> HttpResponse:
    namen = namen_van(herindeling)
    context = {
        "herindeling": herindeling,
        "titel": titel(herindeling, namen),
        "van": [(code, namen[code]) for code in herindeling.van],
        "naar": [(code, namen[code]) for code in herindeling.naar],
        "grenzen": [namen[code] for code in herindeling.grenzen.values_list("code", flat=True)],
        "fouten": fout.messages if fout else [],
        "te_vroeg": herindeling.datum > timezone.localdate(),
        "kruimels": _kruimels(),
    }
    return render(request, "herindeling/herindeling.html", context, status=422 if fout else 200)


def _doe(request, pk: int, actie, klaar: str) -> HttpResponse:
    herindeling = _zoek(request, pk)
    try:
        actie(herindeling)
    except ValidationError as fout:
        # As it is stored: the action may have changed the row in memory before it failed.
        return _toon(request, _zoek(request, pk), fout)
    messages.success(request, klaar)
    return redirect("herindeling", pk)


@require_POST
@vereist(Permission.HERINDELEN)
def herindeling_proef(request, pk: int):
    return _doe(
        request,
        pk,
        lambda h: proef(herindeling=h, by=str(request.user)),
        "De proef is klaar. Er is niets gewijzigd; hieronder staat wat er zou gebeuren.",
    )


@require_POST
@vereist(Permission.HERINDELEN)
def herindeling_uitvoeren(request, pk: int):
    return _doe(
        request,
        pk,
        lambda h: voer_uit(herindeling=h, by=str(request.user), request=request),
        "De herindeling is uitgevoerd.",
    )


@require_POST
@vereist(Permission.HERINDELEN)
def herindeling_weggooien(request, pk: int):
    herindeling = _zoek(request, pk)
    try:
        gooi_weg(herindeling=herindeling, by=str(request.user))
    except ValidationError as fout:
        return _toon(request, _zoek(request, pk), fout)
    messages.success(request, "De voorbereiding is weggegooid. Er is verder niets gewijzigd.")
    return redirect("herindeling-lijst")
