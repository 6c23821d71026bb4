"""A Shapefile without a CRS, on the page: the question, the map beside the table, and a shape before and after."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programmering.imports import actions
from programmering.imports.models import Import
from tests.programmering.geomaker import shapefile_zip
from tests.programmering.test_import_overlap import ZANDLOPER, als_plek, rij, vlak

VORM = ".kaart path.leaflet-interactive"


@pytest.fixture
def zip_(tmp_path):
    """A row on a plan, one on that row, one that crosses itself elsewhere."""
    pad = tmp_path / "plannen.zip"
    scheef = {"type": "Polygon", "coordinates": [[[x + 900, y] for x, y in ZANDLOPER["coordinates"][0]]]}
    pad.write_bytes(shapefile_zip([rij(1, vlak(50)), rij(2, vlak(110, 30)), rij(3, scheef)], prj=None))
    return pad


@pytest.fixture
def plan(maak_plan):
    plan = maak_plan(plannaam="Bestaand plan")
    plan.geometrie = als_plek(vlak())
    plan.save()
    return plan


@pytest.mark.parametrize("breed", [1280, 390])
def test_een_shapefile_zonder_stelsel(open_venster, wereld, cast, plan, zip_, breed, monkeypatch):
    venster = open_venster(wie=cast.invoerder_aa, breed=breed)
    page = venster.page
    page.goto(reverse("import-nieuw"))
    page.get_by_label("Bestand", exact=True).set_input_files(zip_)
    page.get_by_label("Profiel").select_option("woningbouwplannen-2020")
    page.get_by_role("button", name="Controleer bestand").click()

    expect(page.get_by_text("In welk coördinatenstelsel is dit bestand?")).to_be_visible()
    page.get_by_label("Coördinatenstelsel").select_option("28992")
    page.get_by_role("button", name="Controleer bestand").click()
    import_ = Import.objects.get()
    actions.controleer_import(import_.pk)
    page.goto(reverse("import", args=[import_.pk]))

    expect(page.get_by_text("coördinaten in RD (EPSG:28992), zoals u koos")).to_be_visible()
    tabel = page.get_by_role("region", name="Wat dubbel is of overlapt")
    expect(tabel.locator("tbody tr")).to_have_count(2)
    expect(page.locator(VORM)).to_have_count(3)
    expect(page.locator("[data-kaart-legenda]")).to_contain_text("plan in het portaal")
    tabel.get_by_role("link", name="op de kaart").last.click()
    expect(page.locator("#kaart")).to_be_focused()
    # By keyboard or pointer, the shape says what it is and leads to the table.
    page.locator(VORM).first.dispatch_event("click")
    venstertje = page.locator(".leaflet-popup-content")
    expect(venstertje.get_by_role("link", name="Bestaand plan")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.get_by_role("link", name="Vlak voor en na herstel").click()
    expect(page.get_by_text("de rand kruist zichzelf bij 142950, 452050 (RD)").first).to_be_visible()
    expect(page.locator(VORM)).to_have_count(3)
    expect(page.locator("[data-kaart-legenda]")).to_contain_text("zoals in het bestand")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_zonder_script_staat_alles_in_de_tabel(open_venster, wereld, cast, plan, zip_):
    import_ = actions.ontvang(
        bestandsnaam="plannen.zip", inhoud=zip_.read_bytes(), profielnaam="woningbouwplannen-2020", srid=28992,
        door=cast.invoerder_aa, door_naam="invoerder",
    )  # fmt: skip
    actions.controleer_import(import_.pk)
    page = open_venster(wie=cast.invoerder_aa, java_script_enabled=False).page
    page.goto(reverse("import", args=[import_.pk]))
    tabel = page.get_by_role("region", name="Wat dubbel is of overlapt")
    expect(tabel).to_contain_text("5.000 m²")
    expect(tabel.get_by_role("link", name="Bestaand plan")).to_be_visible()
    expect(tabel.get_by_role("link", name="op de kaart")).to_have_count(0)
