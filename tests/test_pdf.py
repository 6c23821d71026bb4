"""PDF: own letters and style, tags, page numbers, and nothing from outside whatever a text says."""

import http.server
import re
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.test import RequestFactory, override_settings

from woonzorg import pdf
from woonzorg.templatetags.papier import KLEUREN

BASIS = "http://testserver/"


def tekst_van(document) -> list[str]:
    """What is laid out on each page, margins included."""
    bladzijden = []
    for blad in document.render().pages:
        stukken = [b.text for b in blad._page_box.descendants() if getattr(b, "text", None)]
        bladzijden.append(" ".join(stukken).replace("\u00ad", ""))
    return bladzijden


def basis_html(titel="Keten van Aa", **context) -> str:
    return render_to_string("pdf/basis.html", {"titel": titel, "status": "voorlopig", **context})


def met_inhoud(inhoud: str) -> str:
    return basis_html().replace("</h1>", f"</h1>{inhoud}")


def test_taal_titel_merktekens_bladwijzers_en_eigen_letters():
    html = met_inhoud("<h2>De cijfers</h2><p><b>vet</b></p>")
    inhoud = pdf.document(html, BASIS).write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert inhoud.startswith(b"%PDF-1.7")
    assert b"/Lang (nl)" in inhoud
    assert b"/Title (Keten van Aa)" in inhoud
    assert b"pdfuaid:part" in inhoud and b"/StructTreeRoot" in inhoud
    assert b"/Outlines" in inhoud and b"(De cijfers)" in inhoud
    letters = set(re.findall(rb"/BaseFont /[A-Z]+\+([\w-]+)", inhoud))
    assert {naam.split(b"-")[1] for naam in letters} == {b"Sans", b"Serif"}
    assert {naam.split(b"-")[0] for naam in letters} == {b"Source"}


def test_voet_met_bladzijde_titel_en_status_op_elke_bladzijde():
    bladzijden = tekst_van(pdf.document(met_inhoud("<p>regel</p>" * 150), BASIS))
    assert len(bladzijden) > 3
    for nummer, tekst in enumerate(bladzijden, 1):
        assert f"bladzijde {nummer} van {len(bladzijden)}" in tekst
        assert "Keten van Aa · voorlopig" in tekst


@pytest.fixture
def luisteraar():
    """A web server on this machine that remembers who came by."""
    bezoek = []

    class Deur(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            bezoek.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Deur) as server:
        draad = threading.Thread(target=server.serve_forever)
        draad.start()
        yield f"http://127.0.0.1:{server.server_port}", bezoek
        server.shutdown()
        draad.join()


GEEN_BEELD = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Ctext y='9'%3Egeheim%3C/text%3E%3C/svg%3E"
)


@pytest.mark.parametrize("ontsnapt", [True, False])
def test_wat_een_tekst_ook_vraagt_niets_komt_van_buiten(luisteraar, tmp_path, ontsnapt):
    """Escaped as templates do it, and as if a template forgot to."""
    adres, bezoek = luisteraar
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("zeer geheim", encoding="utf-8")
    bronnen = [
        f"{adres}/beeld.png", f"file://{geheim}", "file:///etc/passwd", "/etc/passwd", GEEN_BEELD,
        "/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "//testserver:81/static/css/pdf.css",
    ]  # fmt: skip
    kwaad = "".join(
        f'<img src="{b}" alt="x"><link rel="stylesheet" href="{b}"><link rel="attachment" href="{b}">'
        f'<a rel="attachment" href="{b}">a</a><object data="{b}"></object><embed src="{b}">'
        f'<style>@import "{b}"; p {{ background: url("{b}") }} @font-face {{ font-family: k; src: url("{b}") }}</style>'
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{b}"/><use href="{b}#a"/></svg>'
        for b in bronnen
    )
    html = basis_html(titel=kwaad) if ontsnapt else met_inhoud(kwaad)
    inhoud = pdf.document(html, BASIS).write_pdf(uncompressed_pdf=True)
    assert bezoek == []
    assert b"root:" not in inhoud and b"geheim" not in inhoud.replace(str(geheim).encode(), b"").replace(
        b"3Egeheim", b""
    )
    assert b"/EmbeddedFile" not in inhoud
    assert b"/Subtype /Image" not in inhoud


def test_deze_proef_vindt_ook_iets(luisteraar):
    """Without our fetcher the same page does go out."""
    from weasyprint import HTML

    adres, bezoek = luisteraar
    HTML(string=f'<img src="{adres}/beeld.png">').write_pdf()
    assert bezoek == ["/beeld.png"]


@pytest.mark.parametrize(
    "naam", ["../woonzorg/settings.py", "/etc/passwd", "css/../../manage.py", "css/bestaat-niet.css", ""]
)
def test_statisch_bestand_blijft_in_zijn_map(naam):
    with pytest.raises(Exception, match=r"."):
        pdf.lees_statisch(naam)


def test_ook_met_verzamelde_bestanden_en_namen_met_een_stempel(tmp_path):
    """As in production: everything in one folder, under names that carry a hash."""
    opslag = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    with override_settings(STORAGES=opslag, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert re.search(r"pdf\.\w{12}\.css", static("css/pdf.css"))
        html = basis_html()
        with override_settings(STATICFILES_DIRS=[]):
            inhoud = pdf.document(html, BASIS).write_pdf(uncompressed_pdf=True)
    assert b"+Source-Serif" in inhoud and b"+Source-Sans" in inhoud


def test_het_web_start_zonder_weasyprint_en_openpyxl():
    programma = (
        "import sys, woonzorg.wsgi; from django.urls import get_resolver; get_resolver().url_patterns; "
        "print(sorted({'weasyprint', 'openpyxl', 'fontTools', 'PIL'} & set(sys.modules)))"
    )
    gedaan = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, cwd=settings.BASE_DIR)
    assert gedaan.stdout.strip() == "[]", gedaan.stderr


@pytest.mark.django_db
def test_als_het_te_druk_is_zegt_een_pagina_dat():
    verzoek = RequestFactory().get("/")
    verzoek.user = None
    for _ in range(2):
        assert pdf._PLAATSEN.acquire(blocking=False)
    try:
        antwoord = pdf.pdf_antwoord("x.pdf", "pdf/basis.html", {"titel": "x"}, verzoek)
    finally:
        for _ in range(2):
            pdf._PLAATSEN.release()
    assert (antwoord.status_code, antwoord["Retry-After"]) == (503, "5")
    assert "Even wachten" in antwoord.content.decode()
    assert pdf.pdf_antwoord("x.pdf", "pdf/basis.html", {"titel": "x"}, verzoek).status_code == 200


def test_kleuren_zijn_die_van_het_scherm():
    """Inside an svg WeasyPrint knows no custom properties, so the colours stand in two places."""
    with open(finders.find("css/tokens.css"), encoding="utf-8") as bestand:
        tokens = dict(re.findall(r"--([\w-]+): (#\w+);", bestand.read()))
    for schakel, (vulling, lijn) in KLEUREN.items():
        assert (vulling, lijn) == (tokens[schakel], tokens.get(f"{schakel}-lijn", tokens[schakel]))
