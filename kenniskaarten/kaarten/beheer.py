"""Pages of who keeps the knowledge: the list, writing, steps, bijlagen and history."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from .actions import (
    VersieConflict,
    bewaar_kennisstuk,
    verwijder_bijlage,
    voeg_bijlage_toe,
    wijzig_bijlage,
    zet_status,
)
from .forms import BeschrijvingForm, BijlageForm, FilterForm, KennisstukForm
from .historie import lees_historie
from .models import Bijlage, Kennisstuk
from .opmaak import Opgemaakt, maak_op
from .selectors import als_eigen, lees_bijlagen, verloopt, zonder_tekst
from .views import kruimels

MAX_PROEF = Kennisstuk._meta.get_field("tekst").max_length
INTUSSEN = "Iemand anders wijzigde dit stuk intussen. Kijk wat er nu staat en probeer het weer."


def beheerkruimels(*meer: tuple[str, str]) -> list[tuple[str, str]]:
    return kruimels(("Kennis beheren", reverse("kennis-beheer")), *meer)


def _stuk(request, slug: str) -> Kennisstuk:
    return get_object_or_404(Kennisstuk.objects.for_user(request.user).defer("zoek"), slug=slug)


@vereist(Permission.KENNIS_BEHEREN)
@require_GET
def lijst(request):
    filter_ = FilterForm(request.GET)
    stukken = zonder_tekst(Kennisstuk.objects.for_user(request.user)).select_related("beheerder")
    context = {
        "filter": filter_,
        "stukken": filter_.kies(stukken).order_by("soort", "volgorde", "titel"),
        "verloopt": verloopt(timezone.localdate()),
        "kruimels": kruimels(),
    }
    return render(request, "kaarten/beheer.html", context)


@vereist(Permission.KENNIS_BEHEREN)
@require_http_methods(["GET", "POST"])
def nieuw(request):
    stuk = Kennisstuk(eigenaar="Kernteam van het ondersteuningsteam", beheerder=request.user)
    return _formulier(request, stuk)


@vereist(Permission.KENNIS_BEHEREN)
@require_http_methods(["GET", "POST"])
def wijzigen(request, slug: str):
    return _formulier(request, _stuk(request, slug))


def _formulier(request, stuk: Kennisstuk):
    titel = stuk.titel
    form = KennisstukForm(request.POST or None, instance=stuk)
    if request.method != "POST" or not form.is_valid() or "proef" in request.POST:
        return _toon(request, stuk, form, titel)
    # Without a version it is not known what was opened, and that is not the one that is stored.
    verwacht = (form.cleaned_data["versie"] or 0) if stuk.pk else None
    try:
        bewaar_kennisstuk(
            stuk=stuk, by=str(request.user), verwachte_versie=verwacht, verwant=list(form.cleaned_data["verwant"])
        )
    except VersieConflict:
        return _conflict(request, form, stuk)
    except ValidationError as fout:
        form.neem_fouten_over(fout)
        return _toon(request, stuk, form, titel)
    messages.success(request, f"'{stuk.titel}' is bewaard.")
    return redirect(stuk)


def _toon(request, stuk: Kennisstuk, form: KennisstukForm, titel: str, *, status: int = 200, **meer):
    """With a proof of what was typed when that was asked, or when the form comes back."""
    context = {
        "stuk": stuk,
        "form": form,
        "titel": titel,
        "proef": _proef(stuk, form["tekst"].value() or ""),
        "toont_proef": form.is_bound,
        "kruimels": beheerkruimels(*([(titel, stuk.get_absolute_url())] if stuk.pk else [])),
        **meer,
    }
    return render(request, "kaarten/formulier.html", context, status=422 if form.errors else status)


def _conflict(request, form: KennisstukForm, stuk: Kennisstuk):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other, which the
    history keeps."""
    opgeslagen = Kennisstuk.objects.get(pk=stuk.pk)
    form.zet_versie(opgeslagen.versie)
    conflict = {
        "verschillen": form.verschillen(opgeslagen),
        "tekst": form.tekstverschil(opgeslagen),
        "opgeslagen": opgeslagen,
        "laatste": lees_historie(opgeslagen)[:1],
    }
    return _toon(request, stuk, form, opgeslagen.titel, status=409, conflict=conflict)


def _proef(stuk: Kennisstuk, tekst: str) -> Opgemaakt:
    return maak_op(tekst[:MAX_PROEF], als_eigen(stuk, lees_bijlagen(stuk)))


@vereist(Permission.KENNIS_BEHEREN)
@require_POST
def proef(request):
    """How a text will look, while it is typed: a part of the form. Nothing is saved."""
    slug = request.GET.get("stuk", "").replace("\0", "")
    stuk = Kennisstuk.objects.for_user(request.user).filter(slug=slug).first() or Kennisstuk()
    return render(request, "kaarten/_proef.html", {"proef": _proef(stuk, request.POST.get("tekst", ""))})


@vereist(Permission.KENNIS_BEHEREN)
@require_POST
def stap(request, slug: str):
    stuk = _stuk(request, slug)
    versie = request.POST.get("versie", "")
    try:
        zet_status(
            stuk=stuk,
            naar=request.POST.get("naar", ""),
            by=str(request.user),
            verwachte_versie=int(versie) if versie.isascii() and versie.isdigit() and len(versie) < 10 else 0,
        )
    except VersieConflict:
        messages.warning(request, INTUSSEN)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        messages.success(request, f"'{stuk.titel}' is nu {stuk.get_status_display()}.")
    return redirect(stuk)


@vereist(Permission.KENNIS_BEHEREN)
@require_http_methods(["GET", "POST"])
def bijlagen(request, slug: str):
    stuk = _stuk(request, slug)
    form = BijlageForm(request.POST or None, request.FILES or None, instance=Bijlage(kennisstuk=stuk))
    if request.method == "POST" and form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            rij = voeg_bijlage_toe(bijlage=form.instance, inhoud=bestand.read(), by=str(request.user))
        except ValidationError as fout:
            form.neem_fouten_over(fout)
        else:
            messages.success(request, f"{rij.naam} is toegevoegd.")
            return redirect("kennis-bijlagen", stuk.slug)
    context = {
        "stuk": stuk,
        "form": form,
        "bijlagen": lees_bijlagen(stuk),
        "kruimels": beheerkruimels((stuk.titel, stuk.get_absolute_url())),
    }
    return render(request, "kaarten/bijlagen.html", context, status=422 if form.errors else 200)


def _bijlage(request, slug: str, pk: int) -> Bijlage:
    rijen = Bijlage.objects.for_user(request.user).select_related("kennisstuk").defer("inhoud")
    return get_object_or_404(rijen, pk=pk, kennisstuk__slug=slug)


@vereist(Permission.KENNIS_BEHEREN)
@require_http_methods(["GET", "POST"])
def bijlage_beschrijven(request, slug: str, pk: int):
    rij = _bijlage(request, slug, pk)
    form = BeschrijvingForm(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid():
        try:
            wijzig_bijlage(bijlage=rij, by=str(request.user))
        except ValidationError as fout:
            form.neem_fouten_over(fout)
        else:
            messages.success(request, f"De beschrijving van {rij.naam} is bewaard.")
            return redirect("kennis-bijlagen", slug)
    stuk = rij.kennisstuk
    paden = [(stuk.titel, stuk.get_absolute_url()), ("Bijlagen", reverse("kennis-bijlagen", args=[slug]))]
    context = {"bijlage": rij, "form": form, "kruimels": beheerkruimels(*paden)}
    return render(request, "kaarten/beschrijven.html", context, status=422 if form.errors else 200)


@vereist(Permission.KENNIS_BEHEREN)
@require_POST
def bijlage_verwijderen(request, slug: str, pk: int):
    rij = _bijlage(request, slug, pk)
    verwijder_bijlage(bijlage=rij, by=str(request.user))
    messages.success(request, f"{rij.naam} is weggehaald.")
    return redirect("kennis-bijlagen", slug)


@vereist(Permission.KENNIS_BEHEREN)
@require_GET
def historie(request, slug: str):
    stuk = _stuk(request, slug)
    context = {
        "stuk": stuk,
        "momenten": lees_historie(stuk),
        "kruimels": beheerkruimels((stuk.titel, stuk.get_absolute_url())),
    }
    return render(request, "kaarten/historie.html", context)
