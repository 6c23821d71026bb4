"""Residents and reports in a real browser: on a phone without a script, by keyboard, where somebody is, and axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from programmering.meldingen.actions import beantwoord, meld
from programmering.meldingen.models import Melding
from tests.browser.conftest import BOZE_NAAM
from woonzorg.organisaties import spamveilig

BUURT = "/in-de-buurt/"
TELEFOON = {"breed": 390, "hoog": 844, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def zonder_wachten(monkeypatch):
    """What people take seconds for, a test does at once; the trap itself is tested with the form."""
    monkeypatch.setattr(spamveilig, "MINSTENS", 0)


def axe(page) -> list[str]:
    ernstig = {"serious", "critical"}
    return [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ernstig]


def past(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_op_een_telefoon_zonder_script_van_zoeken_tot_melden(open_venster, wereld, land):
    venster = open_venster(**TELEFOON, java_script_enabled=False)
    venster.verwacht = ("422",)
    page = venster.page
    page.goto(BUURT)
    expect(page.get_by_role("button", name="Zoek waar ik nu ben")).to_be_hidden()
    page.get_by_label("Uw postcode, plaats of gemeente").fill("aa")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wonen in de buurt van Aa")
    expect(page.get_by_text("komen er in Aa tot en met 2030 nog")).to_be_visible()
    # All four figures of a kind at a glance.
    assert page.locator(".tabelvak").evaluate("vak => vak.scrollWidth <= vak.clientWidth")
    lijst = page.locator("[data-punt]")
    assert [naam.strip() for naam in lijst.locator("h3").all_inner_texts()] == [BOZE_NAAM, "Aahof", "Aaveld"]
    expect(page.get_by_text("Geheim")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("Toon op de kaart"))).to_have_count(0)
    expect(page.locator(".kaart__zonder")).to_be_visible()
    lijst.filter(has_text="Aaveld").get_by_role("link", name=re.compile("Meld het")).click()
    page.get_by_label("in welk jaar ze klaar zijn").check()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Er is niets verstuurd; wat u invulde staat er nog.")).to_be_visible()
    expect(page.get_by_label("in welk jaar ze klaar zijn")).to_be_checked()
    page.get_by_label("Wat is er aan de hand?").fill("De bouw begint pas later.")
    page.get_by_label("Uw e-mailadres").fill("buur@dorp.nl")
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt voor uw melding")
    assert Melding.objects.values_list("plan__plannaam", "wat", "email").get() == ("Aaveld", "jaar", "buur@dorp.nl")
    page.get_by_role("link", name="Wat komt er nog meer in Aa?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wonen in de buurt van Aa")


def test_met_het_toetsenbord_van_zoekveld_naar_plan_en_kaart(open_venster, wereld):
    page = open_venster().page
    page.goto(BUURT)
    page.get_by_label("Uw postcode, plaats of gemeente").focus()
    page.keyboard.type("Aa")
    page.keyboard.press("Enter")
    page.locator("[data-kaart][data-klaar]").wait_for()
    knop = page.get_by_role("button", name=re.compile("Toon op de kaart.*Aahof"))
    knop.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("Aahof")
    expect(page.locator("[data-punt].is-gekozen")).to_contain_text("Aahof")
    page.keyboard.press("Escape")
    uitleg = page.get_by_text("Wat betekenen deze woorden?")
    uitleg.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vakmensen zeggen: nultreden.")).to_be_visible()
    page.get_by_role("link", name="Aahof", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Klopt er iets niet? Meld het")).to_be_visible()


def test_waar_ik_nu_ben(open_venster, wereld):
    plek = {"latitude": 52.0441, "longitude": 5.1771}
    page = open_venster(geolocation=plek, permissions=["geolocation"]).page
    page.goto(BUURT)
    page.get_by_role("button", name="Zoek waar ik nu ben").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wonen in de buurt van uw plek")
    # About a hundred metres exact, and no more.
    expect(page).to_have_url(re.compile(r"\?plek=52\.044%2C5\.177$"))
    expect(page.locator("[data-punt]").first).to_contain_text("op ongeveer")


def test_wie_niet_zegt_waar_hij_is_kan_typen(open_venster, wereld):
    page = open_venster(permissions=[]).page
    page.add_init_script("""
        navigator.geolocation.getCurrentPosition = (_goed, fout) => fout({ code: 1 });
    """)
    page.goto(BUURT)
    page.get_by_role("button", name="Zoek waar ik nu ben").click()
    expect(page.get_by_text("Wij kunnen niet zien waar u bent. Typ uw postcode of gemeente.")).to_be_visible()
    expect(page.get_by_label("Uw postcode, plaats of gemeente")).to_be_focused()


@pytest.mark.parametrize("opties", [TELEFOON, {}], ids=["390", "1280"])
def test_axe_en_breedte(open_venster, wereld, cast, opties):
    page = open_venster(**opties).page
    paginas = [
        BUURT,
        f"{BUURT}?q=Aa",
        f"{BUURT}?q=Dee",
        f"{BUURT}?plek=52.0441,5.1771",
        f"{BUURT}?q=Oost",
        f"{BUURT}?q=1234AB",
        f"/plannen/{wereld.hof.pk}/melden/",
        f"/plannen/{wereld.hof.pk}/gemeld/",
    ]
    for pad in paginas:
        page.goto(pad)
        if page.locator("[data-kaart]").count():
            page.locator("[data-kaart][data-klaar]").wait_for()
        assert (pad, axe(page), past(page)) == (pad, [], True)


@pytest.mark.parametrize("opties", [TELEFOON, {}], ids=["390", "1280"])
def test_axe_en_breedte_bij_de_gemeente(open_venster, wereld, cast, opties):
    met = meld(plan=wereld.hof, wat="jaar", tekst="Dit is later klaar. " * 20, naam="Een buur", email="buur@dorp.nl")
    zonder = meld(plan=wereld.veld, wat="ligging", tekst="Aan de overkant.")
    beantwoord(melding=met, antwoord="Dank u, dat klopt.", door=cast.invoerder_aa)
    page = open_venster(wie=cast.invoerder_aa, **opties).page
    for pad in ("/meldingen/", "/meldingen/?status=alle", met.get_absolute_url(), zonder.get_absolute_url()):
        page.goto(pad)
        assert (pad, axe(page), past(page)) == (pad, [], True)


def test_op_papier_staat_alles_en_zijn_de_woorden_uitgelegd(open_venster, wereld):
    page = open_venster().page
    page.goto(f"{BUURT}?q=Aa")
    page.locator("[data-kaart][data-klaar]").wait_for()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text("Vakmensen zeggen: nultreden.")).to_be_visible()
    expect(page.get_by_role("button", name="Zoek", exact=True)).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("Meld het")).first).to_be_hidden()
    expect(page.locator("[data-punt]").filter(has_text="Aaveld")).to_be_visible()
