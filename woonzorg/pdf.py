"""A page as a PDF: own style, own letters, page numbers, tags for a screen reader, and nothing from outside."""

import io
import mimetypes
import threading
from functools import cache
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

# Laying out a long table takes seconds of one core. One at a time, one waiting: the threads that are left answer
# the rest of the portal.
_PLAATSEN = threading.BoundedSemaphore(2)
_AAN_HET_WERK = threading.Lock()
WACHT = 5


def pdf_antwoord(bestandsnaam: str, template: str, context: dict, request) -> HttpResponse:
    """The template, which extends pdf/basis.html, as a PDF to download; a plain page with 503 when it is too busy.

    The base asks for `titel`, `peildatum` (date, datetime or None) and `status` in the context.
    """
    if not _PLAATSEN.acquire(blocking=False):
        antwoord = render(request, "429.html", {"wacht": WACHT}, status=503)
        antwoord["Retry-After"] = str(WACHT)
        return antwoord
    try:
        inhoud = maak_pdf(template, context, request)
    finally:
        _PLAATSEN.release()
    antwoord = HttpResponse(inhoud, content_type="application/pdf")
    antwoord["Content-Disposition"] = content_disposition_header(True, bestandsnaam)
    return antwoord


def maak_pdf(template: str, context: dict, request, **opties) -> bytes:
    """The PDF itself, PDF/UA-1; `opties` go to WeasyPrint's write_pdf."""
    html = render_to_string(template, context, request)
    with _AAN_HET_WERK:
        return document(html, request.build_absolute_uri("/")).write_pdf(pdf_variant="pdf/ua-1", **opties)


def document(html: str, basis: str):
    """WeasyPrint's document; `basis` is the address of the portal, on which links and static files are found."""
    # Not at the top of the module: pango and the fonts would cost every web process its quick start.
    from weasyprint import HTML

    return HTML(string=html, base_url=basis, url_fetcher=_eigen_bestanden()(basis))


@cache
def _eigen_bestanden() -> type:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class EigenBestanden(URLFetcher):
        """Serves static files of the portal and refuses all else: no network, no disk, no data in an address."""

        def __init__(self, basis: str):
            super().__init__(allowed_protocols=())
            self.begin = urlsplit(basis)[:2], urlsplit(settings.STATIC_URL).path

        def fetch(self, url, headers=None):
            delen = urlsplit(url)
            oorsprong, map_ = self.begin
            if delen[:2] != oorsprong or not delen.path.startswith(map_):
                raise ValueError("alleen eigen statische bestanden")
            naam = unquote(delen.path.removeprefix(map_))
            soort = mimetypes.guess_type(naam)[0] or "application/octet-stream"
            return URLFetcherResponse(url, io.BytesIO(lees_statisch(naam)), {"Content-Type": soort})

    return EigenBestanden


def lees_statisch(naam: str) -> bytes:
    """A static file by the name that {% static %} gives it: as collected, or else straight from its folder.

    Storage and finders both refuse a name that leads out of their folders.
    """
    if staticfiles_storage.exists(naam):
        with staticfiles_storage.open(naam) as bestand:
            return bestand.read()
    pad = finders.find(naam)
    if pad is None:
        raise FileNotFoundError(naam)
    with open(pad, "rb") as bestand:
        return bestand.read()
