"""The map: tiles come, areas and plans answer a click, and a name stays text whatever is in it."""

from playwright.sync_api import TimeoutError as TeLang
from playwright.sync_api import expect

from tests.browser.conftest import BOZE_NAAM


def klik_tot(page, css: str) -> None:
    """Clicks the middle of the map until `css` shows: a tile may still have to be drawn."""
    kaart = page.locator("[data-kaart]")
    kaart.scroll_into_view_if_needed()
    for _ in range(30):
        kaart.click()
        try:
            page.locator(css).wait_for(timeout=500)
            return
        except TeLang:
            continue
    raise AssertionError(f"na een klik op de kaart kwam {css} niet")


def test_tegels_komen_en_een_gebied_is_aan_te_klikken(open_venster, wereld):
    page = open_venster().page
    statussen = set()
    page.on("response", lambda antwoord: statussen.add(antwoord.status) if "/kaart/" in antwoord.url else None)
    with page.expect_response("**/kaart/gebieden/**") as tegel:
        page.goto("/gebied/WD91/")
    assert len(tegel.value.body()) > 50
    klik_tot(page, ".leaflet-popup .kaartvenster__naam")
    expect(page.locator(".leaflet-popup .kaartvenster__naam")).to_have_text("Cee")
    assert statussen <= {200, 204}
    page.locator(".leaflet-popup").get_by_role("link", name="Naar Cee").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cee")


def test_een_plannaam_blijft_tekst(open_venster, wereld):
    """In popup, list, page head and title; an image that came to be would complain in the console as well."""
    page = open_venster().page
    page.on("dialog", lambda dialoog: page.evaluate("throw new Error('dialoog')"))
    page.goto("/plannen/")
    expect(page.get_by_role("link", name=BOZE_NAAM)).to_be_visible()
    page.get_by_role("link", name=BOZE_NAAM).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BOZE_NAAM)
    klik_tot(page, ".leaflet-popup .kaartvenster__naam")
    expect(page.locator(".leaflet-popup .kaartvenster__naam").first).to_have_text(BOZE_NAAM)
    assert page.locator("img[src=x]").count() == 0


def test_zonder_achtergrond_en_bij_benadering_staat_erbij(open_venster, wereld):
    page = open_venster().page
    page.goto("/gebied/GM9000/")
    expect(page.locator("[data-kaart-melding]")).to_contain_text("Achtergrondkaart nu niet bereikbaar")
    expect(page.get_by_text("Grenzen bij benadering.").first).to_be_visible()


def test_zonder_script_staat_er_waar_de_cijfers_zijn(open_venster, wereld):
    page = open_venster(java_script_enabled=False).page
    page.goto("/gebied/NL/")
    # Chromium keeps <noscript> shut when it is only told not to run scripts, so its text is all there is to see.
    assert "De kaart heeft JavaScript nodig." in page.locator("[data-kaart] noscript").text_content()
    expect(page.locator("#gebieden-tabel")).to_be_visible()
