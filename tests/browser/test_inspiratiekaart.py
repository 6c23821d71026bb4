"""The inspiratiekaart in a browser: marks and cards find each other, and a nomination is pointed out on the map."""

import gzip

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from kenniskaarten.voorbeelden.models import Voorbeeld
from tests.kenniskaarten.voorbeelden import maak_voorbeeld
from woonzorg.organisaties import spamveilig

MERK = ".leaflet-marker-icon"


@pytest.fixture
def voorbeelden(land):
    """Three close together in Aa, and one in Dee, 30 km away."""
    for i, (gemeente, x, y) in enumerate([("Aa", 141, 451), ("Aa", 142, 452), ("Aa", 143, 453), ("Dee", 175, 455)]):
        naam = f"{gemeente}hof {i}"
        maak_voorbeeld(
            land[gemeente], titel=naam, slug=f"hof{i}", punt=Point(x * 1000, y * 1000, srid=28992), woningen=10 + i
        )


def klaar(page, adres: str = "/inspiratie/"):
    page.goto(adres)
    page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    return page


def test_merken_gaan_open_en_wijzen_hun_kaartje_aan(open_venster, voorbeelden):
    page = klaar(open_venster().page)
    # All of the country: what lies close together is one mark.
    samen = page.locator(".punt--samen").first
    aantal = int(samen.inner_text())
    assert aantal >= 3
    expect(samen).to_have_attribute("aria-label", f"{aantal} voorbeelden, zoom in")
    for _ in range(6):
        if page.locator(".punt[aria-label='Aahof 1']").count():
            break
        page.locator(".punt--samen").first.click()
        page.wait_for_timeout(300)
    page.locator(".punt[aria-label='Aahof 1']").click()
    expect(page.locator(".leaflet-popup .kaartvenster__naam a")).to_have_text("Aahof 1")
    expect(page.locator("#voorbeeld-hof1")).to_have_class("voorbeelden__een is-gekozen")
    assert page.locator(".is-gekozen").count() == 1


def test_een_kaartje_toont_zijn_merk_ook_met_het_toetsenbord(open_venster, voorbeelden):
    page = klaar(open_venster().page)
    knop = page.locator("#voorbeeld-hof3").get_by_role("button", name="Toon Deehof 3 op de kaart")
    knop.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup .kaartvenster__naam a")).to_have_attribute("href", "/inspiratie/hof3/")
    expect(page.locator("[data-kaart]")).to_be_focused()
    merk = page.locator(".punt[aria-label='Deehof 3']")
    merk.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#voorbeeld-hof3")).to_have_class("voorbeelden__een is-gekozen")
    page.locator(".leaflet-popup").get_by_role("link", name="Deehof 3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deehof 3")


def test_op_een_plek_staan_er_twee_met_elk_een_naam(open_venster, land):
    for i in range(2):
        maak_voorbeeld(land["Aa"], titel=f"Zelfde {i}", slug=f"zelfde{i}")
    page = klaar(open_venster().page, "/inspiratie/?omvang=klein")
    page.locator(".punt--samen").click()
    expect(page.locator(".leaflet-popup .kaartvenster__naam a")).to_have_text(["Zelfde 0", "Zelfde 1"])


def test_zonder_script_filteren_en_lezen(open_venster, voorbeelden):
    page = open_venster(java_script_enabled=False).page
    page.goto("/inspiratie/")
    page.get_by_label("Zoek", exact=True).fill("Deehof")
    page.get_by_role("button", name="Toon", exact=True).click()
    expect(page.locator(".voorbeelden__een")).to_have_count(1)
    assert page.locator("[data-toon-punt]:visible").count() == 0
    page.get_by_role("link", name="Deehof 3").click()
    expect(page.get_by_role("heading", name="Waarom het op de kaart staat")).to_be_visible()


def test_ingebed_is_er_een_kaart_met_links_naar_buiten(open_venster, voorbeelden):
    page = klaar(open_venster().page, "/inspiratie/inbedden/?q=Deehof")
    page.locator(".punt").click()
    link = page.locator(".leaflet-popup .kaartvenster__naam a")
    expect(link).to_have_attribute("target", "_blank")
    assert page.locator("nav").count() == 0


def test_alleen_een_site_uit_de_lijst_toont_de_kaart(open_venster, voorbeelden, settings):
    """Two sites with the same page around it: the browser refuses the one that is not in the list."""
    settings.INBEDDEN_DOMEINEN = ["https://www.stad.example"]
    venster = open_venster()
    venster.verwacht = ("frame-ancestors",)
    page = venster.page
    # A site on the web that shows one on this machine asks for it; where both are on the web nothing is asked.
    venster.context.grant_permissions(["local-network-access"])
    pagina = f'<!doctype html><title>Stad</title><iframe src="{venster.adres}/inspiratie/inbedden/"></iframe>'
    page.route("https://*.example/", lambda route: route.fulfill(body=pagina, content_type="text/html"))
    page.goto("https://www.stad.example/")
    expect(page.frame_locator("iframe").locator("[data-kaart][data-klaar]")).to_be_visible()
    expect(page.frame_locator("iframe").get_by_role("link", name="Bekijk alle voorbeelden")).to_be_visible()
    with page.expect_event("console", lambda bericht: "frame-ancestors" in bericht.text):
        page.goto("https://www.elders.example/")
    expect(page.frame_locator("iframe").locator("[data-kaart]")).to_have_count(0)


VELDEN = {
    "Naam van de plek": "De Gouden Leeuw", "In het kort": "Een herberg met kamers.", "plaats": "Aadorp",
    "aantal woningen": "18", "Waaruit blijkt dat zij samen wonen?": "Zes met zorg.",
    "Waaruit blijkt dat de visie wordt uitgevoerd?": "Een plan met budget.",
    "e-mailadres van de contactpersoon": "beheer@leeuw.nl", "uw naam": "Een buur", "uw e-mailadres": "buur@dorp.nl",
}  # fmt: skip
KEUZES = {
    "nieuwbouw of bestaand": "nieuwbouw",
    "koop of huur": "koop",
    "omgeving": "stedelijk",
    "zorg": "wijkverpleging",
}


def vul_in(page) -> None:
    for label, waarde in VELDEN.items():
        page.locator("form.formulier").get_by_label(label).first.fill(waarde)
    page.locator("#id_gemeente").select_option(label="Aa")
    for veld, keuze in zip(("bouwvorm", "eigendom", "omgeving", "zorg"), KEUZES.values(), strict=True):
        page.locator(f"#id_{veld}").select_option(label=keuze)
    page.locator("#id_mix").check()
    page.locator("#id_visie").check()


def test_voordragen_met_een_plek_op_de_kaart(open_venster, cast, land, monkeypatch):
    monkeypatch.setattr(spamveilig, "MINSTENS", 0)
    venster = open_venster()
    venster.verwacht = ("422",)
    page = klaar(venster.page, "/inspiratie/voordragen/")
    vul_in(page)
    page.locator("#id_coordinaten").fill("52.08400, 5.24200")
    expect(page.locator(".punt--gekozen")).to_be_visible()
    page.locator("#id_coordinaten").fill("")
    expect(page.locator(".punt--gekozen")).to_have_count(0)
    page.locator("[data-kaart]").click()
    expect(page.locator(".punt--gekozen")).to_be_visible()
    breedte, lengte = (float(deel) for deel in page.locator("#id_coordinaten").input_value().split(", "))
    assert 50 < breedte < 54
    assert 3 < lengte < 8
    # That is not in Aa: the page says so, and keeps everything.
    page.get_by_role("button", name="Voordragen", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("ligt niet in de gemeente Aa")
    expect(page.locator("#id_titel")).to_have_value("De Gouden Leeuw")
    page.locator("#id_coordinaten").fill("52.08400, 5.24200")
    page.get_by_role("button", name="Voordragen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt voor uw voordracht")
    assert Voorbeeld.objects.get().status == "voorgedragen"


def test_een_adres_zoeken_dat_niet_lukt_zegt_wat_te_doen(open_venster, land):
    page = klaar(open_venster().page, "/inspiratie/voordragen/")
    page.locator("#id_adres").fill("Brink 1")
    page.get_by_role("button", name="Zoek dit adres op de kaart").click()
    expect(page.locator("[data-kaart-melding]")).to_contain_text("Adressen zoeken lukt nu niet.")


def test_een_adres_zet_de_plek(open_venster, land):
    """With a PDOK that knows one address; a name stays text."""
    page = klaar(open_venster().page, "/inspiratie/voordragen/")
    naam = "<b>Brink 1</b>, Aadorp"
    page.route(
        "**/locatieserver/search/v3_1/suggest**",
        lambda route: route.fulfill(json={"response": {"docs": [{"id": "adr-1", "weergavenaam": naam}]}}),
    )
    page.route(
        "**/locatieserver/search/v3_1/lookup**",
        lambda route: route.fulfill(json={"response": {"docs": [{"centroide_ll": "POINT(5.242 52.084)"}]}}),
    )
    knop = page.get_by_role("button", name="Zoek dit adres op de kaart")
    knop.click()
    expect(page.locator("[data-kaart-melding]")).to_have_text("Vul eerst een adres of plaats in.")
    page.locator("#id_adres").fill("Brink 1")
    knop.click()
    page.get_by_role("button", name=naam).click()
    expect(page.locator("#id_coordinaten")).to_have_value("52.08400, 5.24200")
    expect(page.locator(".punt--gekozen")).to_be_visible()
    expect(page.locator("[data-kaart-melding]")).to_have_text(f"De plek staat bij {naam}.")


def test_voordragen_zonder_script(open_venster, cast, land, monkeypatch):
    monkeypatch.setattr(spamveilig, "MINSTENS", 0)
    page = open_venster(java_script_enabled=False).page
    page.goto("/inspiratie/voordragen/")
    vul_in(page)
    page.get_by_role("button", name="Voordragen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt voor uw voordracht")
    assert Voorbeeld.objects.get().gemeente == land["Aa"]


def test_een_eerste_bezoek_weegt_minder_dan_300_kb_en_het_volgende_minder_dan_30(open_venster, voorbeelden):
    """Over the wire, as a server with compression would send it; the next page brings only itself."""
    page = klaar(open_venster().page)
    page.wait_for_load_state("networkidle")
    eerste = gewicht_van(page)
    assert sum(eerste.values()) < 300_000, eerste
    klaar(page, "/inspiratie/hof1/")
    page.wait_for_load_state("networkidle")
    nieuw = {adres: weegt for adres, weegt in gewicht_van(page).items() if adres not in eerste}
    assert sum(nieuw.values()) < 30_000, nieuw


def gewicht_van(page) -> dict[str, int]:
    """Address of each thing that the page brought from this server -> bytes; all but fonts compressed."""
    adressen = page.evaluate("[location.href, ...performance.getEntriesByType('resource').map(e => e.name)]")
    eigen = {adres for adres in adressen if adres.split("/")[2] == page.url.split("/")[2]}
    uit = {}
    for adres in sorted(eigen):
        antwoord = page.request.get(adres)
        letters = "font" in antwoord.headers.get("content-type", "")
        uit[adres] = len(antwoord.body() if letters else gzip.compress(antwoord.body()))
    return uit
