"""While one types a question, earlier answers appear beside it; nothing that was typed is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projecten.vraagbaak.actions import beantwoord, bewaar_vraag
from projecten.vraagbaak.models import Antwoord, Vraag
from tests.browser.conftest import BOZE_NAAM


@pytest.fixture
def eerdere_vraag(cast):
    titel = f"Kan de parkeernorm omlaag? {BOZE_NAAM}"
    vraag = bewaar_vraag(vraag=Vraag(titel=titel, steller=cast.kernteam), by="kernteam")
    tekst = f"Met deelauto's ging de parkeernorm naar 0,6. {BOZE_NAAM}"
    beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst=tekst), by="kernteam")
    return vraag


def test_eerdere_antwoorden_onder_het_typen(open_venster, cast, eerdere_vraag):
    page = open_venster(wie=cast.invoerder_aa, breed=390).page
    page.goto(reverse("vraag-nieuw"))
    page.get_by_label("Wat speelt er").fill("Het is druk in de straat.")
    titel = page.get_by_label("Uw vraag in één zin")
    titel.press_sequentially("Hoeveel parkeerplaatsen zijn nodig")
    gevonden = page.get_by_role("link", name="Kan de parkeernorm omlaag?")
    expect(gevonden).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.get_by_text("Is dit uw vraag?")).to_be_visible()
    titel.press_sequentially(" bij ouderen?")
    expect(titel).to_be_focused()
    expect(page.get_by_label("Wat speelt er")).to_have_value("Het is druk in de straat.")
    # Who saw them is not asked again.
    page.get_by_role("button", name="Vraag stellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoeveel parkeerplaatsen zijn nodig bij ouderen?")


def test_zonder_script_komen_ze_voor_het_bewaren(open_venster, cast, eerdere_vraag):
    page = open_venster(wie=cast.invoerder_aa, java_script_enabled=False).page
    page.goto(reverse("vraag-nieuw"))
    page.get_by_label("Uw vraag in één zin").fill("Hoeveel parkeerplaatsen zijn nodig?")
    page.get_by_label("Wat speelt er").fill("Het is druk in de straat.")
    page.get_by_role("button", name="Vraag stellen").click()
    expect(page.get_by_text("Is dit uw vraag?")).to_be_visible()
    expect(page.get_by_label("Wat speelt er")).to_have_value("Het is druk in de straat.")
    assert Vraag.objects.count() == 1
    page.get_by_role("button", name="Toch deze vraag stellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoeveel parkeerplaatsen zijn nodig?")
