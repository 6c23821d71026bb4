"""Pages on which the work of who leaves is handed over. Nothing is asked twice: choose, look, do."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from .limiet import beperk
from .models import Gebruiker
from .overdracht import SOORTEN, Overgang, collegas, dingen_van, draag_over, overzicht, werk_van
from .overdrachtforms import OverdrachtForm
from .permissions import Permission
from .toegang import vereist

PER_PAGINA = 50
NAAR_LIJST = "Werk overdragen"
# What says who the successor is: an address with one of these asks for the look ahead.
GEKOZEN = {"naar", "email"}


@require_GET
@vereist(Permission.OVERDRAGEN)
@beperk("zoek")
def werkoverdracht_lijst(request):
    """Whose work can be handed over, by name."""
    tekst = request.GET.get("q", "").strip()[:200]
    wie = collegas(request.user).order_by("naam", "pk").prefetch_related("lidmaatschappen__organisatie")
    if tekst:
        wie = wie.filter(Q(naam__icontains=tekst) | Q(email__icontains=tekst))
    context = {"q": tekst, "pagina": Paginator(wie, PER_PAGINA).get_page(request.GET.get("blad"))}
    return render(request, "organisaties/overdracht_lijst.html", context)


def _vertrekker(request, pk: int) -> Gebruiker:
    return get_object_or_404(collegas(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
@vereist(Permission.OVERDRAGEN)
def werkoverdracht(request, pk: int):
    """What is on the name of this account; with a successor chosen also what goes, and the step itself."""
    van = _vertrekker(request, pk)
    data = request.POST if request.method == "POST" else request.GET if GEKOZEN & request.GET.keys() else None
    form = OverdrachtForm(data, van=van, door=request.user)
    naar = form.cleaned_data.get("naar") if form.is_bound and form.is_valid() else None
    if naar and request.method == "POST" and _draag_over(request, van, form):
        return redirect("werkoverdracht", van.pk)
    delen = overzicht(van, request.user, naar)
    context = {
        "van": van,
        "naar": None if form.errors else naar,
        "einde": form.cleaned_data.get("einde") if naar else None,
        "form": form,
        "delen": delen,
        "gaat": sum(deel.gaat for deel in delen),
        "vraag": urlencode({k: form.data[k] for k in GEKOZEN if form.data.get(k)}) if naar else "",
        "kruimels": [(NAAR_LIJST, reverse("werkoverdracht-lijst"))],
    }
    return render(request, "organisaties/overdracht.html", context, status=422 if form.errors else 200)


def _draag_over(request, van: Gebruiker, form: OverdrachtForm) -> bool:
    naar, einde = form.cleaned_data["naar"], form.cleaned_data.get("einde")
    try:
        delen = draag_over(van=van, naar=naar, door=request.user, einde=einde, request=request)
    except ValidationError as fout:
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            form.add_error(veld if veld in form.fields else None, fouten)
        return False
    _vertel(request, van, naar, delen)
    return True


def _vertel(request, van: Gebruiker, naar: Gebruiker, delen: list[Overgang]) -> None:
    gegaan = [str(deel) for deel in delen if deel.gegaan]
    if gegaan:
        messages.success(request, f"Nu op naam van {naar}: {', '.join(gegaan)}. {naar} krijgt een mail.")
    for deel in delen:
        if deel.gebleven:
            wat = f"{deel.rest} van {van} {'bleef' if deel.gebleven == 1 else 'bleven'} staan"
            messages.warning(request, f"{wat}: {naar} {deel.soort.waarom_niet}.")
    if not delen:
        messages.info(request, f"Op naam van {van} stond niets open.")


@require_GET
@vereist(Permission.OVERDRAGEN)
def werkoverdracht_soort(request, pk: int, soort: str):
    """All of one kind, as far as it may be read; with `naar` whether each can go there."""
    van = _vertrekker(request, pk)
    if soort not in SOORTEN:
        raise Http404
    kies = SOORTEN[soort]
    rijen = werk_van(kies, van, request.user)
    pagina = Paginator(kies.leesbaar(rijen, request.user), PER_PAGINA).get_page(request.GET.get("blad"))
    naar = _gekozen(request, van)
    context = {
        "van": van,
        "naar": naar,
        "soort": kies,
        "pagina": pagina,
        "dingen": dingen_van(kies, pagina.object_list, van, naar),
        "onleesbaar": rijen.count() - pagina.paginator.count,
        "kruimels": [
            (NAAR_LIJST, reverse("werkoverdracht-lijst")),
            (van.naam, reverse("werkoverdracht", args=[van.pk])),
        ],
    }
    return render(request, "organisaties/overdracht_soort.html", context)


def _gekozen(request, van: Gebruiker) -> Gebruiker | None:
    """The successor in the address; one that may not be chosen is none."""
    form = OverdrachtForm(request.GET, van=van, door=request.user)
    return form.cleaned_data["naar"] if form.is_valid() else None
