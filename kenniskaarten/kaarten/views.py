"""Knowledge to read, by everyone. Writing by the kernteam is in `beheer`."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from woonzorg.organisaties.permissions import Permission, has_permission

from .models import Bijlage, Bijlagesoort, Kennisstuk, Soort
from .selectors import lees_ingang, lees_matrix, lees_stuk
from .workflow import STAPPEN

KRUIMEL = "Kennis"


def kruimels(*meer: tuple[str, str]) -> list[tuple[str, str]]:
    return [(KRUIMEL, reverse("kennis")), *meer]


def mag_beheren(user) -> bool:
    return has_permission(user, Permission.KENNIS_BEHEREN)


@require_GET
def kennis(request):
    context = {"ingang": lees_ingang(), "mag_beheren": mag_beheren(request.user)}
    return render(request, "kaarten/kennis.html", context)


@require_GET
def bouwstenen(request):
    return render(request, "kaarten/bouwstenen.html", {"matrix": lees_matrix(), "kruimels": kruimels()})


@require_GET
def kennisstuk(request, slug: str):
    stuk = get_object_or_404(Kennisstuk.objects.for_user(request.user).defer("zoek"), slug=slug)
    bouwsteen = stuk.soort == Soort.BOUWSTEEN
    context = {
        "pagina": lees_stuk(stuk, request.user),
        "stuk": stuk,
        "kruimels": kruimels(("Bouwstenen", reverse("bouwstenen"))) if bouwsteen else kruimels(),
        "stappen": list(STAPPEN[stuk.status].items()) if mag_beheren(request.user) else None,
    }
    return render(request, "kaarten/kennisstuk.html", context)


@require_GET
def bijlage(request, slug: str, pk: int, naam: str):
    """A picture to show in the text, or a file to keep; never a page of the portal: what is in it was not written here.

    What a bijlage holds never changes, so a reader keeps it for a day.
    """
    rij = get_object_or_404(Bijlage.objects.for_user(request.user), pk=pk, kennisstuk__slug=slug, naam=naam)
    antwoord = HttpResponse(bytes(rij.inhoud), content_type=rij.mediatype)
    antwoord["Content-Disposition"] = content_disposition_header(rij.soort == Bijlagesoort.BESTAND, rij.naam)
    antwoord["Content-Security-Policy"] = "sandbox; default-src 'none'"
    antwoord["Cache-Control"] = "private, max-age=86400"
    return antwoord
