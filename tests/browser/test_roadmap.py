"""The roadmap by keyboard, on a phone, without JavaScript, and on paper."""

import re

from django.urls import reverse

from kenniskaarten.roadmap.laden import laad_roadmap
from kenniskaarten.roadmap.models import GezetteStap, Knooppunt, Stap
from tests.browser.test_alle_paginas import Kijker

# Of every link that is seen: whether its text, in the letters of the browser, stays in the box that was kept for it.
BUITEN = """() => [...document.querySelectorAll('.lijnkaart a')].filter((a) => {
  const tekst = a.querySelector('.halte__naam, .knoop__naam');
  if (!tekst.getClientRects().length) return false;
  const t = tekst.getBBox(), v = a.querySelector('.raakvlak').getBBox();
  return t.x < v.x - 1 || t.x + t.width > v.x + v.width + 1;
}).map((a) => a.getAttribute('aria-label'))"""


def _hier(page) -> str:
    """The code of the station, or the knooppunt, that has the focus."""
    return page.evaluate("document.activeElement.getAttribute('aria-label')").split(":")[0]


def test_langs_de_lijnen_met_het_toetsenbord(open_venster, cast):
    laad_roadmap()
    page = open_venster(breed=1280).page
    page.goto(reverse("roadmap"))
    kaart = page.locator(".lijnkaart--liggend")
    kaart.locator("a[aria-label^='G2:']").focus()
    gelopen = []
    for toets in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(toets)
        gelopen.append(_hier(page))
    # In knooppunt 1 one goes over to the line below, and on along that one.
    assert gelopen == ["Knooppunt 1", "G3", "Knooppunt 1", "Knooppunt 1", "W3", "G3", "Knooppunt 1"]
    ring = kaart.locator("a:focus-visible .knoop__capsule")
    assert ring.evaluate("e => getComputedStyle(e).strokeWidth") == "4.5px"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(Stap.objects.get(slug="gemeente-beleggen").get_absolute_url())))
    # The keys that are not for the map stay what they are.
    page.go_back()
    kaart.locator("a[aria-label^='G1:']").focus()
    page.keyboard.press("ArrowLeft")
    assert _hier(page) == "G1"


def test_namen_passen_in_wat_ervoor_is_vrijgehouden(open_venster):
    laad_roadmap()
    for breed in (390, 1280, 1920):
        page = open_venster(breed=breed).page
        page.goto(reverse("roadmap"))
        assert page.evaluate(BUITEN) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_op_een_telefoon_lopen_de_lijnen_omlaag(open_venster):
    laad_roadmap()
    kijker = Kijker()
    page = open_venster(breed=390, hoog=844).page
    klachten = kijker.kijk(page, reverse("roadmap"))
    assert page.locator(".lijnkaart--staand").is_visible()
    assert not page.locator(".lijnkaart--liggend").is_visible()
    page.locator(".lijnkaart--staand a[aria-label^='Z2:']").focus()
    page.keyboard.press("ArrowDown")
    assert _hier(page) == "Knooppunt 1"
    page.get_by_role("link", name="Zorgorganisatie", exact=True).click()
    page.wait_for_url(re.compile("partij=zorgorganisatie"))
    page.locator(".lijnlijst").first.get_by_role("heading", name="Zorgorganisatie", exact=True).wait_for()
    knoop = Knooppunt.objects.get(slug="van-bod-naar-plot")
    page.locator(f".lijnkaart--staand a[href='{knoop.get_absolute_url()}']").click()
    page.get_by_role("heading", name="Wat laten partijen elkaar zien?").wait_for()
    assert not klachten, "\n".join(klachten)


def test_zonder_javascript_is_alles_te_lezen(open_venster):
    laad_roadmap()
    page = open_venster(breed=1280, java_script_enabled=False).page
    page.goto(reverse("roadmap"))
    assert page.locator(".lijnkaart--liggend a").count() == 51
    page.get_by_role("link", name="Sla de kaart over").click()
    page.locator(".lijnlijst").get_by_role("link", name="Houd plekken vrij").click()
    page.get_by_role("heading", name="Waaraan is te zien dat het gedaan is?").wait_for()


def test_op_papier_staat_de_kaart_liggend_op_een_blad(open_venster):
    laad_roadmap()
    page = open_venster(breed=1280).page
    page.goto(reverse("roadmap"))
    page.emulate_media(media="print")
    assert page.locator(".lijnkaart--liggend").is_visible()
    assert not page.locator(".lijnkaart--staand").is_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    vellen = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert vellen and all(float(breed) > float(hoog) for breed, hoog in vellen)


def test_een_stap_zetten_en_terugnemen(open_venster, cast):
    laad_roadmap()
    kijker, klachten = Kijker(), []
    venster = open_venster(wie=cast.partner, breed=390, hoog=844)
    venster.verwacht = ("422 (Unprocessable",)
    page = venster.page
    klachten += kijker.kijk(page, reverse("roadmap-mijn"))
    page.get_by_role("link", name=re.compile("Zet deze stap.*Ken uw ouder")).click()
    page.get_by_role("button", name="Stap zetten").click()
    page.get_by_text("Er is niets bewaard; wat u invulde staat er nog.").wait_for()
    page.get_by_label("Waaruit blijkt dat").fill("Overzicht van alle complexen")
    page.get_by_role("button", name="Stap zetten").click()
    page.get_by_text("van de 8 stappen").wait_for()
    assert GezetteStap.objects.get().bewijs == "Overzicht van alle complexen"
    page.get_by_role("button", name=re.compile("Neem terug.*Ken uw ouder")).click()
    page.get_by_text("staat weer open").wait_for()
    klachten += kijker.kijk(page, reverse("roadmap-mijn"))
    assert not GezetteStap.objects.exists()
    assert not klachten, "\n".join(klachten)
