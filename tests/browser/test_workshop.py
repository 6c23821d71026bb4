"""A workshop in real browsers: a facilitator and phones at one table."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from programmering.workshops.actions import bewaar_workshop
from programmering.workshops.models import Workshop, Workshopbod, Workshopplek
from tests.browser.test_alle_paginas import REGELS

TELEFOON = {"breed": 390, "hoog": 844, "has_touch": True, "is_mobile": True}
# Within Aa: RD 145.000, 455.000.
IN_AA = "52.0865, 5.2"


@pytest.fixture
def workshop(wereld, cast, land):
    return bewaar_workshop(
        workshop=Workshop(
            naam="Plekken in Aa",
            gemeente=land["Aa"],
            leider=cast.invoerder_aa,
            leider_naam="invoerder",
            datum="2026-11-22",
            status="open",
        ),
        by="test",
    )


@pytest.fixture
def leid(open_venster, cast, workshop):
    """Opens the facilitator's screen."""

    def open_(**opties):
        venster = open_venster(wie=cast.invoerder_aa, **opties)
        venster.page.goto(workshop.get_absolute_url())
        venster.page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
        return venster

    return open_


@pytest.fixture
def schuif_aan(open_venster, workshop):
    """Joins on a phone by typing the code."""

    def open_(naam, organisatie="Noord Wonen", soort="corporatie", **opties):
        venster = open_venster(**(TELEFOON | opties))
        page = venster.page
        page.goto("/w/")
        page.get_by_label("Code").fill(workshop.code.lower())
        page.get_by_role("button", name="Verder").click()
        page.get_by_label("Uw naam").fill(naam)
        page.get_by_label("Organisatie").fill(organisatie)
        page.get_by_label("Soort partij").select_option(soort)
        page.get_by_label(re.compile("Telefoon")).fill(f"06-{len(naam)}2345678")
        page.get_by_role("button", name="Schuif aan").click()
        page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
        return venster

    return open_


def zet_plek(page, naam, waar=IN_AA, **velden):
    page.get_by_role("button", name="Plek zonder kaart").click()
    venster = page.get_by_role("dialog")
    venster.get_by_label("Hoe heet deze plek?").fill(naam)
    venster.get_by_label("Waar", exact=True).fill(waar)
    for label, waarde in velden.items():
        venster.get_by_label(label).fill(str(waarde))
    venster.get_by_role("button", name="Bewaar de plek").click()


def test_van_code_tot_plek_op_het_scherm_van_de_leider(leid, schuif_aan):
    leider = leid().page
    telefoon = schuif_aan("Anne").page
    expect(leider.locator("[data-lijst=deelnemers]")).to_contain_text("Anne, Noord Wonen", timeout=3000)
    expect(leider.get_by_role("button", name="1 van 1 aan tafel")).to_be_visible()
    leider.get_by_role("button", name="Volgende stap").click()
    expect(telefoon.get_by_role("button", name="Zet hier een plek")).to_be_visible(timeout=3000)
    zet_plek(telefoon, "Schoolterrein", Geclusterd=24)
    expect(telefoon.get_by_role("button", name="Schoolterrein").first).to_be_visible()
    expect(leider.locator("[data-lijst=plekken]")).to_contain_text("Schoolterrein", timeout=3000)
    expect(leider.get_by_role("button", name="Plek 1: Schoolterrein")).to_be_visible()
    assert Workshopplek.objects.get().geclusterd == 24
