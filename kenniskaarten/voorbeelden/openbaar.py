"""Pages on which anyone writes, without an account: a nomination, a question, and the yearly confirmation."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods

from woonzorg.organisaties.spamveilig import mag_verstuurd, status_van

from .actions import VAN_DE_CONTACTPERSOON, bevestig, draag_voor, meld_wijziging, stuur_vraag
from .forms import VoordrachtForm, VraagForm, WijzigingForm
from .models import Voorbeeld
from .selectors import kaart_config

KRUIMEL = "Inspiratiekaart"


def kruimels(*meer) -> list[tuple[str, str]]:
    return [(KRUIMEL, reverse("voorbeeld-lijst")), *meer]


def kies_config() -> dict:
    """A map on which a place is pointed out for the form."""
    kies = {"veld": "id_coordinaten", "adres": "id_adres", "plaats": "id_plaats"}
    return kaart_config("Plek kiezen", kies=kies)


@require_http_methods(["GET", "POST"])
def voorbeeld_voordragen(request):
    form = VoordrachtForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and mag_verstuurd(request, form):
        try:
            draag_voor(voorbeeld=form.instance)
            return redirect("voorbeeld-voorgedragen")
        except ValidationError as fout:
            form.neem_fouten_over(fout)
    context = {"form": form, "kruimels": kruimels(), "kaart_config": kies_config()}
    return render(request, "voorbeelden/voordragen.html", context, status=status_van(form))


@require_GET
def voorbeeld_voorgedragen(request):
    return render(request, "voorbeelden/voorgedragen.html", {"kruimels": kruimels()})


@require_http_methods(["GET", "POST"])
def voorbeeld_contact(request, slug: str):
    voorbeeld = get_object_or_404(Voorbeeld.objects.gepubliceerd(), slug=slug)
    form = VraagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and mag_verstuurd(request, form):
        velden = {naam: form.cleaned_data[naam] for naam in ("naam", "email", "bericht")}
        stuur_vraag(voorbeeld=voorbeeld, **velden)
        messages.success(request, "Uw vraag is verstuurd. Het antwoord komt op uw e-mailadres.")
        return redirect(voorbeeld)
    context = {
        "voorbeeld": voorbeeld,
        "form": form,
        "kruimels": kruimels((voorbeeld.titel, voorbeeld.get_absolute_url())),
    }
    return render(request, "voorbeelden/contact.html", context, status=status_van(form))


@require_http_methods(["GET", "POST"])
def voorbeeld_bevestigen(request, sleutel: str):
    """The link of the yearly mail. Looking changes nothing: programs that read mail open links too."""
    voorbeeld = Voorbeeld.objects.gepubliceerd().select_related("gemeente").filter(sleutel=sleutel).first()
    form = WijzigingForm(request.POST if "tekst" in request.POST else None)
    try:
        if voorbeeld and request.method == "POST" and (klaar := _verwerk(request, voorbeeld, form)):
            return besloten(klaar)
    except ValidationError:
        voorbeeld = None  # taken off the map meanwhile
    if voorbeeld is None:
        return besloten(render(request, "voorbeelden/bevestigen_kan_niet.html", status=404))
    context = {"voorbeeld": voorbeeld, "form": form}
    return besloten(render(request, "voorbeelden/bevestigen.html", context, status=status_van(form)))


def _verwerk(request, voorbeeld: Voorbeeld, form: WijzigingForm):
    """The page that says thanks; None while something is missing."""
    if not form.is_bound:
        bevestig(voorbeeld=voorbeeld, by=VAN_DE_CONTACTPERSOON)
    elif form.is_valid():
        meld_wijziging(voorbeeld=voorbeeld, tekst=form.cleaned_data["tekst"])
    else:
        return None
    return render(request, "voorbeelden/bevestigd.html", {"voorbeeld": voorbeeld, "gewijzigd": form.is_bound})


def besloten(antwoord):
    """The address of this page is a key: no cache keeps it, no search engine lists it, no other site hears it."""
    add_never_cache_headers(antwoord)
    antwoord["X-Robots-Tag"] = "noindex, nofollow"
    antwoord["Referrer-Policy"] = "no-referrer"
    return antwoord
