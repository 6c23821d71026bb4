"""Searching and proposals in a browser: with and without script, by keyboard, on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from kenniskaarten.kaarten.models import Kennisstuk
from kenniskaarten.passend.models import Oordeel
from projecten.kennis.models import Projectkennis
from tests.browser.conftest import BOZE_NAAM


@pytest.fixture
def kaart(db):
    return Kennisstuk.objects.create(
        soort="kenniskaart", titel="Minder parkeren", slug="minder-parkeren", eigenaar="kernteam",
        samenvatting=f"Over de parkeernorm. {BOZE_NAAM}", status="gepubliceerd", bouwvormen=["nieuwbouw"],
    )  # fmt: skip


def klachten(page) -> list[str]:
    return [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]


def test_onder_het_typen_komt_de_uitslag_en_blijft_de_aanwijzer(open_venster, kaart):
    page = open_venster(breed=390).page
    page.goto(reverse("kennis-zoeken"))
    veld = page.get_by_label("Wat wilt u weten?")
    veld.press_sequentially("parkeer")
    expect(page.get_by_role("link", name="Minder parkeren")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 gevonden")).to_be_visible()
    # The line that tells a screen reader stays the same line.
    page.locator("#gevonden").evaluate("regel => { regel.dataset.dezelfde = 'ja'; }")
    veld.press_sequentially("norm")
    page.wait_for_url("**q=parkeernorm**")
    expect(veld).to_be_focused()
    expect(page.locator("#gevonden[data-dezelfde]")).to_contain_text("1 gevonden")
    expect(page.locator(".vondst__fragment")).to_contain_text("<img src=x onerror=alert(1)>")
    assert klachten(page) == []
    # The filter is a link: the page that it leads to says the same.
    page.get_by_role("link", name="Kenniskaarten 1").click()
    expect(page.get_by_role("link", name="Kenniskaarten 1")).to_have_attribute("aria-current", "true")
    page.reload()
    expect(page.get_by_label("Wat wilt u weten?")).to_have_value("parkeernorm")


def test_zonder_script_zoeken_oordelen_en_bewaren(open_venster, kaart, cast, maak_project):
    project = maak_project(omschrijving="De parkeernorm is te hoog.")
    page = open_venster(wie=cast.adviseur_oost, java_script_enabled=False).page
    page.goto(project.get_absolute_url())
    page.get_by_role("link", name="Bekijk welke kennis hierbij past").click()
    expect(page.get_by_text("Omdat het ook gaat over 'parkeernorm'")).to_be_visible()
    knop = page.get_by_role("button", name=re.compile("^Nuttig"))
    knop.click()
    expect(knop).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Zoek zelf in alle kennis").click()
    page.get_by_label("Wat wilt u weten?").fill("parkeren")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("button", name=re.compile("^Bewaar bij dit project")).click()
    page.get_by_label("Waarom bewaart u dit").fill("Dit past bij onze kavel.")
    page.get_by_role("button", name="Bewaren").click()
    bewaard = page.get_by_role("region", name="Bewaarde kennis")
    expect(bewaard).to_contain_text("Dit past bij onze kavel.")
    assert (Oordeel.objects.get().nuttig, Projectkennis.objects.get().object_id) == (True, kaart.pk)


def test_op_de_pagina_van_een_project(open_venster, kaart, cast, maak_project):
    project = maak_project(omschrijving="De parkeernorm is te hoog.")
    page = open_venster(wie=cast.adviseur_oost).page
    page.goto(project.get_absolute_url())
    page.get_by_role("heading", name="Kennis die hierbij past").scroll_into_view_if_needed()
    knop = page.get_by_role("button", name=re.compile("^Niet nuttig"))
    expect(knop).to_be_visible()
    # What came in works by itself from here on; before that a button sends the page as it would without script.
    expect(page.locator(".htmx-settling, .htmx-request")).to_have_count(0)
    knop.focus()
    page.keyboard.press("Enter")
    expect(knop).to_have_attribute("aria-pressed", "true")
    # Who came by keyboard is still there.
    expect(knop).to_be_focused()
    assert klachten(page) == []
    page.keyboard.press("Enter")
    expect(knop).to_have_attribute("aria-pressed", "false")
    assert not Oordeel.objects.exists()
