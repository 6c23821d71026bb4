"""Logging in and out, a forgotten password, and stepping into a role of the demo."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from programmering.demo.cast import maak_cast
from tests.browser.test_alle_paginas import Kijker

GEHEIM = "zes paarse kranen"


@pytest.fixture
def lid(cast):
    cast.koepel.set_password(GEHEIM)
    cast.koepel.save()
    return cast.koepel


def log_in(page, email: str, wachtwoord: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(wachtwoord)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()


def test_inloggen_en_uitloggen(open_venster, wereld, lid):
    page = open_venster().page
    log_in(page, lid.email, "verkeerd geheim")
    fout = page.locator("[data-fouten]")
    expect(fout).to_contain_text("wachtwoord")
    assert "password" not in fout.inner_text().lower()
    expect(page.get_by_label("E-mailadres")).to_have_value(lid.email)
    log_in(page, lid.email, GEHEIM)
    expect(page.locator(".kop__gebruiker")).to_contain_text("organisatie koepel")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Inloggen")).to_be_visible()


def test_wie_niet_is_ingelogd_komt_daarna_waar_hij_heen_wilde(open_venster, wereld, cast):
    cast.invoerder_aa.set_password(GEHEIM)
    cast.invoerder_aa.save()
    page = open_venster().page
    page.goto("/plannen/nieuw/")
    page.get_by_label("E-mailadres").fill(cast.invoerder_aa.email)
    page.get_by_label("Wachtwoord").fill(GEHEIM)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuw plan")


def test_wachtwoord_vergeten(open_venster, wereld, lid):
    page = open_venster().page
    page.goto("/account/login/")
    page.get_by_role("link", name="Wachtwoord vergeten?").click()
    page.get_by_label("E-mailadres").fill(lid.email)
    page.get_by_role("button", name="Stuur de link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    (bericht,) = mail.outbox
    assert bericht.to == [lid.email]
    page.goto(re.search(r"https?://\S+", bericht.body)[0])
    kijker = Kijker()
    assert kijker.bezwaren(page) == []
    velden = page.get_by_role("main").locator("input[type=password]")
    for veld in velden.all():
        veld.fill("zeven groene kranen")
    velden.last.press("Enter")
    page.wait_for_url("**/done/")
    assert kijker.bezwaren(page) == []
    assert page.locator("h1").count() == 1
    log_in(page, lid.email, "zeven groene kranen")
    expect(page.locator(".kop__gebruiker")).to_be_visible()


def test_in_een_rol_stappen(open_venster, land, settings):
    settings.DEMO = True
    maak_cast()
    page = open_venster().page
    page.goto("/")
    page.get_by_role("complementary", name="Demo").get_by_role("link").click()
    assert Kijker().bezwaren(page) == []
    page.get_by_role("button", name="Lezer bij ActiZ").click()
    expect(page.locator(".kop__gebruiker")).to_contain_text("ActiZ")
    expect(page.get_by_role("link", name="Beheer", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Kies een andere rol").click()
    page.get_by_role("button", name="Beheerder van het portaal").click()
    page.get_by_role("link", name="Beheer", exact=True).click()
    expect(page.get_by_role("link", name="Logboek")).to_be_visible()
