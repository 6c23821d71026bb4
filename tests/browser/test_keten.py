"""The keten: every figure leads to the plans it is made of, filters live in the url, paper and no script work too."""

import re

import pytest
from playwright.sync_api import expect


def getal(tekst: str) -> int:
    return int(re.sub(r"\D", "", tekst))


def som_in_lijst(page, naam: str) -> int:
    """The column of this woningtype, added up from the rows themselves."""
    koppen = page.locator("main .utrecht-table thead th").all_inner_texts()
    kolom = koppen.index(naam) + 1
    return sum(getal(t) for t in page.locator(f"main tbody tr > :nth-child({kolom})").all_inner_texts())


def figuur(page, woningtype: str, schakel: str):
    return page.locator(f'.ketentabel td a[href*="woningtype={woningtype}"][href*="schakel={schakel}"]')


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
@pytest.mark.parametrize(("woningtype", "schakel"), [("geclusterd", "hard"), ("nultreden", "gerealiseerd")])
def test_van_getal_naar_plannen(woningtype, schakel, script, open_venster, wereld, cast):
    page = open_venster(wie=cast.koepel, java_script_enabled=script).page
    page.goto("/gebied/NL/")
    link = figuur(page, woningtype, schakel)
    aantal = getal(re.search(r": ([\d.]+)", link.text_content())[1])
    assert aantal > 0
    link.click()
    page.wait_for_url("**/plannen/**")
    assert som_in_lijst(page, woningtype.capitalize()) == aantal
    page.go_back()
    expect(figuur(page, woningtype, schakel)).to_be_visible()


def test_een_blok_van_de_balk_is_ook_een_link(open_venster, wereld):
    page = open_venster().page
    page.goto("/gebied/GM9000/")
    blok = page.locator('.balk a[href*="woningtype=geclusterd"][href*="schakel=hard"]')
    assert "30" in blok.locator("title").text_content()
    blok.click()
    page.wait_for_url("**/plannen/**schakel=hard**")
    assert som_in_lijst(page, "Geclusterd") == 30


def test_filters_staan_in_de_url(open_venster, wereld):
    page = open_venster().page
    page.goto("/gebied/NL/")
    page.get_by_label("Kleur de kaart naar").select_option("zorggeschikt")
    page.get_by_label("Verdeel naar").select_option("gemeente")
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url("**woningtype=zorggeschikt**soort=gemeente**")
    expect(page.get_by_role("heading", name="Alle gemeenten")).to_be_visible()
    adres = page.url
    page.get_by_role("link", name="Aa", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aa")
    expect(page.get_by_label("Kleur de kaart naar")).to_have_value("zorggeschikt")
    page.go_back()
    assert page.url == adres
    expect(page.get_by_label("Verdeel naar")).to_have_value("gemeente")
    page.go_back()
    # Not what was chosen before the browser went back: what this url shows.
    expect(page.get_by_label("Verdeel naar")).to_have_value("provincie")


def test_tabel_en_csv_geven_dezelfde_cijfers(open_venster, wereld):
    page = open_venster().page
    page.goto("/gebied/GM9000/")
    with page.expect_download() as wacht:
        page.locator(".keten").get_by_role("link", name="csv").click()
    regels = wacht.value.path().read_text("utf-8-sig").splitlines()
    scheiding = ";" if ";" in regels[0] else ","
    rijen = [dict(zip(regels[0].split(scheiding), r.split(scheiding), strict=False)) for r in regels[1:]]
    geclusterd = next(r for r in rijen if r["gebiedscode"] == "GM9000" and r["woningtype"] == "geclusterd")
    assert (geclusterd["hard"], geclusterd["zacht"], geclusterd["opgave"]) == ("30", "25", "90")


def test_zoek_een_gemeente(open_venster, wereld):
    page = open_venster().page
    page.goto("/")
    page.get_by_role("combobox", name="Uw gemeente, regio of provincie").fill("bee")
    page.get_by_role("combobox", name="Uw gemeente, regio of provincie").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bee")


@pytest.mark.parametrize("adres", ["/gebied/GM9000/", "/plannen/", "plan"])
def test_op_papier(adres, open_venster, wereld):
    """No navigation, no buttons; the address and the peildatum are on it."""
    venster = open_venster()
    page = venster.page
    page.goto(wereld.hof.get_absolute_url() if adres == "plan" else adres)
    page.emulate_media(media="print")
    for weg in ("nav", ".kop__menu", ".filter", ".acties", "button"):
        for deel in page.locator(weg).all():
            expect(deel).to_be_hidden()
    regel = page.locator(".printregel")
    expect(regel).to_be_visible()
    expect(regel).to_contain_text(page.url)
    expect(regel).to_contain_text("peildatum")
    te_breed = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert te_breed <= 0
