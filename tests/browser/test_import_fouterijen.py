"""Refused rows, as a person mends them: download, mend in a spreadsheet, offer that file by itself."""

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from programmering.imports import actions
from programmering.imports.models import Import
from programmering.plannen.models import Plan
from tests.programmering.test_import_excel import boek
from tests.programmering.test_import_fouterijen import FOUTEN, KOP, herstel, rij, tien_rijen

REGELS = {"resultTypes": ["violations"], "rules": {"region": {"enabled": False}}}


def bied_aan(page, pad) -> Import:
    page.get_by_label("Bestand", exact=True).set_input_files(pad)
    page.get_by_role("button", name="Controleer bestand").click()
    expect(page.locator("h1")).to_have_text(pad.name)
    import_ = Import.objects.defer("bestand").first()
    actions.controleer_import(import_.pk)
    # The page sees by itself that the check is done.
    expect(page.get_by_role("heading", name="Rijen", exact=True)).to_be_visible(timeout=30_000)
    return import_


def toets(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    gevonden = Axe().run(page, options=REGELS).response["violations"]
    assert not gevonden, [(v["id"], v["nodes"][0]["html"]) for v in gevonden]


@pytest.mark.parametrize("breed", [1280, 390])
def test_foute_rijen_downloaden_herstellen_en_aanbieden(open_venster, wereld, cast, breed, tmp_path):
    page = open_venster(wie=cast.invoerder_aa, breed=breed).page
    eerder = tmp_path / "eerder.xlsx"
    boek(KOP, rij(20), rij(21)).save(eerder)
    page.goto(f"{reverse('import-nieuw')}?profiel=portaal-sjabloon")
    import_ = bied_aan(page, eerder)
    actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk)

    pad = tmp_path / "plannen van aa.xlsx"
    boek(KOP, *tien_rijen()).save(pad)
    page.goto(f"{reverse('import-nieuw')}?profiel=portaal-sjabloon")
    import_ = bied_aan(page, pad)
    expect(page.get_by_role("heading", name="De geweigerde rijen herstellen")).to_be_visible()
    expect(page.get_by_role("heading", name="Niet in dit bestand")).to_be_visible()
    toets(page)

    page.get_by_role("link", name="Bekijk deze 2 plannen").click()
    expect(page.get_by_role("link", name="Plan 21")).to_be_visible()
    toets(page)
    page.get_by_role("checkbox", name="Kies Plan 21").check()
    page.get_by_role("button", name="Wijzig de aangevinkte plannen").click()
    expect(page.locator("main")).to_contain_text("Plan 21")

    page.goto(reverse("import", args=[import_.pk]))
    actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk)
    page.reload()
    with page.expect_download() as bezig:
        page.get_by_role("link", name="Download de foute rijen (Excel)").click()
    assert bezig.value.suggested_filename == "plannen van aa - foute rijen.xlsx"
    hersteld = tmp_path / bezig.value.suggested_filename
    bezig.value.save_as(hersteld)
    herstel(openpyxl.load_workbook(hersteld)).save(hersteld)

    page.get_by_role("link", name="Bied het herstelde bestand aan").click()
    expect(page.get_by_label("Profiel")).to_have_value("portaal-sjabloon")
    bied_aan(page, hersteld)
    expect(page.get_by_role("button", name="Vastleggen: 4 plannen")).to_be_visible()
    expect(page.get_by_role("heading", name="Niet in dit bestand")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("alleen herstelde rijen")
    toets(page)
    assert Plan.objects.filter(bron="Sjabloon van het portaal").count() == 12 - len(FOUTEN)
