"""Plots on the map and beside it: layers by keyboard, the choice in the url, popups, what is in view."""

import re

import pytest
from playwright.sync_api import expect

from programmering.voortgang.bereken import bereken_volledig
from tests.browser.conftest import BOZE_NAAM
from tests.browser.test_kaart import klik_tot


@pytest.fixture
def plots(wereld, maak_plot):
    namen = [BOZE_NAAM, *(f"Plek {i}" for i in range(60))]
    gemaakt = [maak_plot(naam=naam, geclusterd=20) for naam in namen]
    bereken_volledig()
    return gemaakt


def test_lagen_met_het_toetsenbord_en_de_keuze_blijft(open_venster, plots):
    page = open_venster().page
    page.goto("/plots/?gebied=GM9000")
    page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    vinkje = page.get_by_role("group", name="Op de kaart").get_by_label("Plannen", exact=True)
    expect(vinkje).not_to_be_checked()
    expect(page.locator("[data-kaart-legenda]")).to_contain_text("vastgelegd")
    expect(page.locator("[data-kaart-legenda]")).not_to_contain_text("hard plan")
    vinkje.focus()
    with page.expect_response("**/kaart/plannen/**"):
        page.keyboard.press("Space")
    expect(page.locator("[data-kaart-legenda]")).to_contain_text("hard plan")
    expect(page).to_have_url(re.compile("lagen=plots%2Cplannen"))
    page.get_by_role("link", name="Volgende").click()
    expect(page).to_have_url(re.compile("lagen=plots%2Cplannen.*blad=2|blad=2.*lagen=plots%2Cplannen"))
    expect(page.get_by_label("Plannen", exact=True)).to_be_checked()
    page.get_by_role("button", name="Toon", exact=True).click()
    expect(page.get_by_label("Plannen", exact=True)).to_be_checked()


def test_tegels_horen_bij_het_filter(open_venster, plots):
    page = open_venster().page
    with page.expect_response("**/kaart/plots/**") as tegel:
        page.goto("/plots/?gebied=GM9000&status=kandidaat&status=in_gesprek&q=Plek")
    for deel in ("gebied=GM9000", "status=kandidaat&status=in_gesprek", "q=Plek"):
        assert deel in tegel.value.url
    assert tegel.value.status == 200


def test_naam_blijft_tekst_in_popup_lijst_en_pagina(open_venster, plots):
    page = open_venster().page
    page.goto("/plots/")
    page.get_by_role("link", name=BOZE_NAAM).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BOZE_NAAM)
    klik_tot(page, ".leaflet-popup .kaartvenster__naam")
    venster = page.locator(".leaflet-popup .kaartvenster")
    expect(venster.locator(".kaartvenster__naam").first).to_have_text(BOZE_NAAM)
    expect(venster).to_contain_text("kandidaat, 20 woningen, zoekt nog 3 partners")
    assert page.locator("img[src=x]").count() == 0


def test_alleen_wat_in_beeld_is(open_venster, plots):
    page = open_venster().page
    page.goto("/plots/?gebied=GM9003")
    page.get_by_role("link", name="Toon heel Nederland").click()
    page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    page.get_by_role("button", name="Toon alleen wat in beeld is").click()
    expect(page).to_have_url(re.compile("vak="))
    expect(page.get_by_text("Alleen wat in beeld was op de kaart.")).to_be_visible()
    page.get_by_role("link", name="Toon ook de rest").click()
    expect(page).not_to_have_url(re.compile("vak="))


def test_zonder_script_werkt_de_lijst_alleen(open_venster, plots):
    page = open_venster(java_script_enabled=False).page
    page.goto("/plots/")
    page.get_by_label("Zoek op naam of adres").fill("Plek 7")
    page.get_by_role("button", name="Toon", exact=True).click()
    expect(page.locator(".plottabel tbody tr")).to_have_count(1)


def test_een_plot_tekenen_en_reserveren(open_venster, plots, cast):
    venster = open_venster(wie=cast.invoerder_aa)
    venster.verwacht = ("422 (Unprocessable Entity)",)
    page = venster.page
    page.goto("/plots/nieuw/")
    page.get_by_label("Naam", exact=True).fill("Getekend")
    page.get_by_label(re.compile("Hoekpunten")).fill("141000, 457000\n141100, 457000\n141100, 457100\n141000, 457100")
    page.get_by_label("Geclusterd, aantal woningen").fill("24")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Getekend")
    expect(page.get_by_text("10.000 m²")).to_be_visible()
    page.get_by_role("link", name="In gesprek", exact=True).click()
    page.get_by_role("button", name="In gesprek", exact=True).click()
    page.get_by_role("link", name="Reserveren", exact=True).click()
    page.get_by_role("button", name="Reserveren", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Vul in waaruit dit blijkt")
    page.get_by_label("Bewijs").fill("Besluit van 3 november")
    page.get_by_role("button", name="Reserveren", exact=True).click()
    expect(page.get_by_text("De plot is nu: gereserveerd.")).to_be_visible()
    expect(page.get_by_text("Blijkt uit: Besluit van 3 november")).to_be_visible()
    # Tiles that are still on their way would meet the flush of the tables.
    page.wait_for_load_state("networkidle")
