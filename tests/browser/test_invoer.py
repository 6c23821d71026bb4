"""Typing a plan: what is kept while typing, without a network too, and two people who lose nothing."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from programmering.plannen.models import Kladversie, Plan
from tests.browser.test_alle_paginas import Kijker
from tests.browser.test_rooster import JAAR, cel
from tests.browser.test_toetsenbord import tab_naar

BEWAARD = re.compile(r"Bewaard als klad om \d\d:\d\d")


def stand(page):
    return page.locator("[data-klad-stand]")


def bewaar(page):
    page.get_by_role("button", name="Bewaren", exact=True).click()


@pytest.fixture
def formulier(open_venster, cast, land):
    def maak(pad="/plannen/nieuw/", wie=None, **opties):
        venster = open_venster(wie=wie or cast.invoerder_aa, **opties)
        venster.verwacht = ("422 (Unprocessable", "409 (Conflict)", "ERR_INTERNET_DISCONNECTED")
        venster.page.goto(pad)
        return venster.page

    return maak


def test_wat_getypt_is_ligt_klaar_als_het_venster_dichtging(formulier, cast):
    page = formulier()
    page.get_by_label("Plannaam").fill("Half plan")
    cel(page, "r-nieuwbouw-nieuwbouw-gepland").fill("twintig")
    cel(page, f"r-nieuwbouw-nieuwbouw-{JAAR}").fill("1.200")
    page.get_by_label("Coördinaten van het midden").fill("ergens")
    expect(stand(page)).to_have_text(BEWAARD)
    expect(stand(page)).to_have_attribute("role", "status")
    page.close(run_before_unload=False)

    page = formulier()
    expect(page.get_by_role("heading", name="U was hiermee bezig op")).to_be_visible()
    expect(page.get_by_label("Plannaam")).to_have_value("")
    assert Kijker().bezwaren(page) == []
    page.get_by_role("link", name="Ga verder").click()
    expect(page.get_by_label("Plannaam")).to_have_value("Half plan")
    expect(cel(page, "r-nieuwbouw-nieuwbouw-gepland")).to_have_value("twintig")
    expect(cel(page, f"r-nieuwbouw-nieuwbouw-{JAAR}")).to_have_value("1.200")
    expect(page.get_by_label("Coördinaten van het midden")).to_have_value("ergens")

    # Somebody else at the gemeente sees none of it.
    ander = formulier(wie=cast.vaststeller_aa)
    expect(ander.get_by_role("heading", name="U was hiermee bezig op")).to_have_count(0)
    expect(ander.get_by_label("Plannaam")).to_have_value("")


def test_bewaren_maakt_er_een_eind_aan(formulier):
    page = formulier()
    page.get_by_label("Plannaam").fill("Plan van Aa")
    expect(stand(page)).to_have_text(BEWAARD)
    page.get_by_role("button", name="Bewaren als concept").click()
    expect(page.get_by_text("Bewaard als concept.")).to_be_visible()
    assert not Kladversie.objects.exists()
    page.goto("/plannen/nieuw/")
    expect(page.get_by_role("heading", name="U was hiermee bezig op")).to_have_count(0)


def test_bewaren_meteen_na_het_typen_laat_geen_klad_achter(formulier):
    """The klad that is just on its way does not come after the save."""
    page = formulier()
    page.route("**/klad/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.get_by_label("Plannaam").fill("Plan van Aa")
    with page.expect_request("**/klad/"):
        pass
    page.get_by_role("button", name="Bewaren als concept").click()
    expect(page.get_by_text("Bewaard als concept.")).to_be_visible()
    assert not Kladversie.objects.exists()
    assert Plan.objects.count() == 1


def test_zonder_netwerk_zegt_het_dat_en_probeert_het_opnieuw(formulier):
    page = formulier()
    page.context.set_offline(True)
    page.get_by_label("Plannaam").fill("Zonder netwerk")
    expect(stand(page)).to_contain_text("Geen verbinding")
    assert not Kladversie.objects.exists()
    page.context.set_offline(False)
    expect(stand(page)).to_have_text(BEWAARD)
    assert Kladversie.objects.get().inhoud["plannaam"] == ["Zonder netwerk"]


def test_wie_is_uitgelogd_logt_elders_in_en_typt_door(open_venster, cast, land):
    venster = open_venster(wie=cast.invoerder_aa)
    venster.verwacht = ("403 (Forbidden)",)
    page = venster.page
    page.goto("/plannen/nieuw/")
    venster.context.clear_cookies()
    page.get_by_label("Plannaam").fill("Na het uitloggen")
    expect(stand(page)).to_contain_text("U bent uitgelogd. Log in een ander tabblad weer in")
    venster.log_in(cast.invoerder_aa)
    # Back in this tab.
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(stand(page)).to_have_text(BEWAARD)
    # The form itself got the new token too.
    page.get_by_role("button", name="Bewaren als concept").click()
    expect(page.get_by_text("Bewaard als concept.")).to_be_visible()


def test_wie_in_dit_venster_inlogt_krijgt_het_klad_van_een_ander_niet(open_venster, cast, land):
    venster = open_venster(wie=cast.invoerder_aa)
    venster.verwacht = ("403 (Forbidden)", "409 (Conflict)")
    page = venster.page
    page.goto("/plannen/nieuw/")
    venster.log_in(cast.vaststeller_aa)
    page.get_by_label("Plannaam").fill("Van de eerste")
    expect(stand(page)).to_contain_text("In dit venster is nu iemand anders ingelogd.")
    assert not Kladversie.objects.exists()


def test_weggooien_en_wat_bleef_liggen(formulier, cast):
    Kladversie.objects.create(gebruiker=cast.invoerder_aa, inhoud={"plannaam": ["Van toen"]})
    page = formulier()
    expect(stand(page)).to_contain_text("Uw eerdere klad ligt nog klaar")
    page.get_by_label("Plannaam").fill("Iets anders")
    page.get_by_role("button", name="Bewaren als concept").click()
    expect(page.get_by_text("Bewaard als concept.")).to_be_visible()
    page.goto("/plannen/nieuw/")
    page.get_by_role("button", name="Gooi weg").click()
    expect(page.get_by_text("Weggegooid.")).to_be_visible()
    expect(page.get_by_role("heading", name="U was hiermee bezig op")).to_have_count(0)


# --- Two people, one plan ----------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_twee_mensen_wijzigen_een_plan_en_niemand_verliest_iets(script, formulier, wereld, cast):
    adres = f"/plannen/{wereld.veld.pk}/bewerken/"
    een = formulier(adres, java_script_enabled=script)
    twee = formulier(adres, wie=cast.vaststeller_aa, java_script_enabled=script)
    een.get_by_label("Plannaam").fill("Aaveld Noord")
    een.get_by_label("Plaats").fill("Dorp")
    cel(een, "r-wonen_en_zorg-nultreden-corporatie").fill("4")
    bewaar(een)
    expect(een.get_by_text("Het plan is bewaard.")).to_be_visible()

    twee.get_by_label("Plannaam").fill("Aaveld Zuid")
    twee.get_by_label("Plancode").fill("A-7")
    cel(twee, "r-wonen_en_zorg-geclusterd-corporatie").fill("9")
    bewaar(twee)
    expect(twee.get_by_role("heading", level=1)).to_have_text("Twee versies van Aaveld Noord")
    assert twee.url.endswith(adres)
    # Only the name was changed by both; the rest has an answer already.
    open_ = twee.get_by_role("group", name="Plannaam")
    expect(open_).to_contain_text("Toen u begon: Aaveld")
    for tekst in ("Aaveld Noord", "Aaveld Zuid"):
        expect(open_).to_contain_text(tekst)
    expect(twee.locator("input[type=radio][required]")).to_have_count(2)
    for groep, keuze in [
        ("Plaats", "Nu opgeslagen"), ("Plancode", "Wat u invulde"),
        ("Wonen en zorg: geclusterd", "Wat u invulde"), ("Wonen en zorg: nultreden", "Nu opgeslagen"),
    ]:  # fmt: skip
        expect(twee.get_by_role("group", name=groep).get_by_label(keuze)).to_be_checked()
    if script:
        assert Kijker().bezwaren(twee) == []
        # By keys alone.
        tab_naar(twee, "#keuze-plannaam-opgeslagen")
        twee.keyboard.press("ArrowDown")
        expect(twee.locator("#keuze-plannaam-mijn")).to_be_checked()
        tab_naar(twee, '.bewaarbalk [name="gereed"]')
        twee.keyboard.press("Enter")
    else:
        open_.get_by_label("Wat u invulde").check()
        twee.get_by_role("button", name="Bewaar deze keuzes").click()
    expect(twee.get_by_text("Het plan is bewaard.")).to_be_visible()
    plan = Plan.objects.get(pk=wereld.veld.pk)
    assert (plan.plannaam, plan.plaats, plan.plancode) == ("Aaveld Zuid", "Dorp", "A-7")
    corporatie = dict(plan.regels.filter(groep="wonen_en_zorg").values_list("categorie", "waarvan_corporatie"))
    assert (corporatie["geclusterd"], corporatie["nultreden"]) == (9, 4)
    assert not Kladversie.objects.exists()


def test_eerst_nakijken_en_op_een_telefoon(formulier, wereld, cast):
    adres = f"/plannen/{wereld.veld.pk}/bewerken/"
    een = formulier(adres)
    twee = formulier(adres, wie=cast.vaststeller_aa, breed=390, hoog=844, has_touch=True, is_mobile=True)
    een.get_by_label("Toelichting").fill("van een")
    bewaar(een)
    expect(een.get_by_text("Het plan is bewaard.")).to_be_visible()
    twee.get_by_label("Toelichting").fill("van twee")
    twee.get_by_label("Plaats").fill("Stad")
    bewaar(twee)
    expect(twee.get_by_role("heading", level=1)).to_contain_text("Twee versies van")
    assert twee.evaluate("document.documentElement.scrollWidth") <= 390
    assert Kijker().bezwaren(twee) == []
    twee.get_by_role("button", name="Eerst nakijken in het formulier").tap()
    expect(twee.get_by_text("Hieronder staan de twee versies samen.")).to_be_visible()
    expect(twee.get_by_label("Toelichting")).to_have_value("van twee")
    twee.get_by_label("Toelichting").fill("van twee, en van een")
    bewaar(twee)
    expect(twee.get_by_text("Het plan is bewaard.")).to_be_visible()
    plan = Plan.objects.get(pk=wereld.veld.pk)
    assert (plan.toelichting, plan.plaats) == ("van twee, en van een", "Stad")


def test_het_formulier_weegt_minder_dan_300_kb(formulier, wereld):
    """Everything a first visit brings over the wire, as a server with compression would send it."""
    page = formulier(f"/plannen/{wereld.veld.pk}/bewerken/")
    page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    adressen = page.evaluate("[location.href, ...performance.getEntriesByType('resource').map(e => e.name)]")
    eigen = {adres for adres in adressen if adres.split("/")[2] == page.url.split("/")[2]}
    gewicht = {adres: _over_de_lijn(page.request.get(adres)) for adres in sorted(eigen)}
    assert any("tekenen.js" in adres for adres in gewicht)
    assert any(".woff2" in adres for adres in gewicht)
    assert sum(gewicht.values()) < 300_000, gewicht


def _over_de_lijn(antwoord) -> int:
    soort = antwoord.headers.get("content-type", "")
    return len(antwoord.body() if "font" in soort else gzip.compress(antwoord.body()))
