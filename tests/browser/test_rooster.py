"""The year grid: says while typing what does not add up, says the same without a script, and loses nothing."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programmering.plannen.models import Plan

JAAR = timezone.localdate().year + 1
VERKEERD = {"nieuwbouw-nieuwbouw": (20, 20), "wonen_en_zorg-geclusterd": (20, 18)}


def vul(page, rijen: dict) -> None:
    """{groep-categorie: (gepland, in JAAR)}, typed as a person does."""
    for rij, (gepland, in_jaar) in rijen.items():
        for kolom, waarde in (("gepland", gepland), (JAAR, in_jaar)):
            cel = page.locator(f'[name="r-{rij}-{kolom}"]')
            cel.click()
            cel.press_sequentially(str(waarde))


def cel(page, naam: str):
    return page.locator(f'[name="{naam}"]')


@pytest.fixture
def nieuw_plan(open_venster, cast):
    def maak(**opties):
        venster = open_venster(wie=cast.invoerder_aa, **opties)
        venster.verwacht = ("422 (Unprocessable",)
        venster.page.goto("/plannen/nieuw/")
        venster.page.get_by_label("Plannaam").fill("Hof van Aa")
        venster.page.get_by_label("Planologische status").select_option("1A")
        return venster.page

    return maak


def test_zegt_tijdens_het_typen_wat_niet_klopt(nieuw_plan):
    page = nieuw_plan()
    vul(page, VERKEERD)
    rij = page.locator('[data-rooster-tabel="r"] [data-groep="wonen_en_zorg"] [data-rij="geclusterd"]')
    stand = page.locator('[data-rooster-tabel="r"] [data-groep="wonen_en_zorg"] [data-stand]')
    expect(rij.locator("[data-verschil]")).to_have_text("jaren: 2 te weinig")
    expect(stand).to_have_text(f"Klopt niet: 2 te weinig in {JAAR}")
    expect(stand).to_have_attribute("role", "status")
    cel(page, f"r-wonen_en_zorg-geclusterd-{JAAR}").fill("20")
    expect(rij.locator("[data-verschil]")).to_have_text("")
    expect(stand).to_have_text("Klopt met nieuwbouw")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het plan is bewaard.")).to_be_visible()
    assert Plan.objects.get(plannaam="Hof van Aa").invoerstatus == "gereed"


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_de_server_zegt_hetzelfde_en_bewaart_wat_is_ingevuld(script, nieuw_plan):
    page = nieuw_plan(java_script_enabled=script)
    vul(page, VERKEERD)
    page.get_by_label("Toelichting").fill("Regel 1\nRegel 2")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Er is niets bewaard; wat u invulde staat er nog.")).to_be_visible()
    expect(page.get_by_text("2 te weinig").locator("visible=true").first).to_be_visible()
    for rij, (gepland, in_jaar) in VERKEERD.items():
        expect(cel(page, f"r-{rij}-gepland")).to_have_value(str(gepland))
        expect(cel(page, f"r-{rij}-{JAAR}")).to_have_value(str(in_jaar))
    expect(page.get_by_label("Plannaam")).to_have_value("Hof van Aa")
    expect(page.get_by_label("Toelichting")).to_have_value("Regel 1\nRegel 2")
    assert not Plan.objects.filter(plannaam="Hof van Aa").exists()


def test_wat_niet_klopt_kan_als_concept(nieuw_plan):
    page = nieuw_plan()
    vul(page, VERKEERD)
    page.get_by_role("button", name="Bewaren als concept").click()
    expect(page.get_by_text("Bewaard als concept.")).to_be_visible()
    expect(page.get_by_text("concept: telt nog nergens mee")).to_be_visible()
    plan = Plan.objects.get(plannaam="Hof van Aa")
    assert plan.invoerstatus == "concept"
    assert plan.regels.get(categorie="geclusterd").rest_per_jaar == {str(JAAR): 18}


def test_een_blok_uit_excel_plakken(nieuw_plan):
    page = nieuw_plan()
    eerste = cel(page, f"r-wonen_en_zorg-nultreden-{JAAR}")
    eerste.focus()
    eerste.evaluate(
        """veld => {
            const blok = new DataTransfer();
            blok.setData("text/plain", "1.200\\t7\\n3\\t\\n");
            veld.dispatchEvent(new ClipboardEvent("paste", {clipboardData: blok, bubbles: true, cancelable: true}));
        }"""
    )
    waarden = [
        cel(page, f"r-wonen_en_zorg-{categorie}-{jaar}").input_value()
        for categorie in ("nultreden", "geclusterd")
        for jaar in (JAAR, JAAR + 1)
    ]
    assert waarden == ["1.200", "7", "3", ""]


def test_een_bericht_gaat_niet_verloren_door_een_verkeerde_klik(nieuw_plan):
    page = nieuw_plan()
    gevraagd = []
    page.on("dialog", lambda dialoog: (gevraagd.append(dialoog.type), dialoog.dismiss()))
    page.get_by_label("Toelichting").click()
    page.keyboard.type("nog niet bewaard")
    page.locator(".kop__naam").click(no_wait_after=True)
    expect(page.get_by_label("Toelichting")).to_have_value("nog niet bewaard")
    assert gevraagd == ["beforeunload"]


def test_twee_mensen_wijzigen_een_plan(open_venster, wereld, cast):
    """The second one sees both versions; what was typed is still there and can be saved after all."""
    een, twee = open_venster(wie=cast.invoerder_aa).page, open_venster(wie=cast.vaststeller_aa)
    twee.verwacht = ("409 (Conflict)",)
    twee = twee.page
    adres = f"/plannen/{wereld.veld.pk}/bewerken/"
    een.goto(adres)
    twee.goto(adres)
    een.get_by_label("Plannaam").fill("Aaveld Noord")
    een.get_by_role("button", name="Bewaren", exact=True).click()
    expect(een.get_by_text("Het plan is bewaard.")).to_be_visible()
    twee.get_by_label("Plannaam").fill("Aaveld Zuid")
    cel(twee, "r-wonen_en_zorg-geclusterd-corporatie").fill("9")
    twee.get_by_role("button", name="Bewaren", exact=True).click()
    expect(twee.get_by_text("Iemand anders heeft dit plan intussen bewaard.")).to_be_visible()
    verschil = twee.get_by_role("row", name="Plannaam").filter(has_text="Aaveld Noord")
    expect(verschil).to_contain_text("Aaveld Zuid")
    expect(twee.get_by_label("Plannaam")).to_have_value("Aaveld Zuid")
    expect(cel(twee, "r-wonen_en_zorg-geclusterd-corporatie")).to_have_value("9")
    twee.get_by_role("button", name="Bewaren", exact=True).click()
    expect(twee.get_by_text("Het plan is bewaard.")).to_be_visible()
    plan = Plan.objects.get(pk=wereld.veld.pk)
    assert plan.plannaam == "Aaveld Zuid"
    assert plan.regels.get(categorie="geclusterd").waarvan_corporatie == 9
