"""A gemeente brings in a file, with a real worker: checked, confirmed, in the figures, and the second time nothing."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from tests.conftest import OORSPRONG
from woonzorg.settings import env as ENV

NIET_INGEDEELD = '.buiten a[href*="woningtype=onbekend"][href*="schakel=hard"]'
GECLUSTERD = '.ketentabel td a[href*="woningtype=geclusterd"][href*="schakel=hard"]'


@pytest.fixture
def worker(eigen_wachtrij, transactional_db, tmp_path):
    """A worker as in production, on the database of the test and on the queue of these tests."""
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.delete(eigen_wachtrij)
    basis = ENV.str("DATABASE_URL").partition("?")[0].rpartition("/")[0]
    env = os.environ | {
        "DATABASE_URL": f"{basis}/{connection.settings_dict['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "TESTWACHTRIJ": eigen_wachtrij,
    }
    opdracht = [sys.executable, "-m", "celery", "-A", "tests.browser.werker", "worker", "--pool", "solo"]
    opties = ["--without-gossip", "--without-mingle", "--hostname", f"{eigen_wachtrij}@%h", "--loglevel", "WARNING"]
    with (tmp_path / "worker.log").open("wb") as log:
        proces = subprocess.Popen([*opdracht, *opties], env=env, stdout=log, stderr=log, cwd=settings.BASE_DIR)
    yield proces
    proces.terminate()
    try:
        proces.wait(15)
    except subprocess.TimeoutExpired:
        proces.kill()
        proces.wait()


def rij(nummer: int, **anders) -> dict:
    """One feature as the source writes it: 20 homes in 2025 to 2029, in the gemeente Aa."""
    x, y = OORSPRONG[0] + 2000 + nummer * 200, OORSPRONG[1] + 3000
    ring = [[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]]
    eigenschappen = {
        "OBJECTID": nummer, "Provincie": "Oost", "Gem_naam": "Aa", "Plannaam": f"Uit het bestand {nummer}",
        "Plantype": "Verdichting", "Planstatus": "1A Onherroepelijk", "Aantalrest": 20, "Sloop": 0, "OP2019": 0,
        "OP202024": 0, "Op202529": 20, "Op20302050": 0, "OPLONB": 0, "WTYPGGB": 0, "WTYPAPP": 20, "WTYPONB": 0,
        "HUUR": 20, "KOOP": 0, "HRKPONB": 0, "datum": "1-1-2020",
    }  # fmt: skip
    return {
        "type": "Feature",
        "properties": eigenschappen | anders,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def bestand(tmp_path) -> Path:
    rijen = [rij(1), rij(2, Planstatus="9Z Verzonnen", Aantalrest=-4), rij(3, Gem_naam="Atlantis")]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    pad = tmp_path / "plannen.geojson"
    pad.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": rijen}))
    return pad


def bied_aan(page, bestand: Path) -> None:
    page.goto("/plannen/import/")
    page.get_by_role("link", name="Nieuw bestand").click()
    page.get_by_label("Bestand", exact=True).set_input_files(bestand)
    page.get_by_label("Profiel").select_option("woningbouwplannen-2020")
    page.get_by_role("button", name="Controleer bestand").click()


def ververs_tot(page, css: str, aantal: int) -> None:
    """The figures come by themselves; a reader who looks again sees them."""
    tot = time.monotonic() + 30
    while time.monotonic() < tot:
        page.reload()
        if page.locator(css).count() and str(aantal) in page.locator(css).inner_text().split():
            return
    raise AssertionError(f"{css} werd geen {aantal}, maar {page.locator(css).all_inner_texts()}")


def test_van_bestand_tot_keten(open_venster, wereld, cast, worker, bestand):
    venster = open_venster(wie=cast.invoerder_aa)
    page, keten = venster.page, venster.nieuwe_pagina()
    keten.goto("/gebied/GM9000/")
    assert "20" in keten.locator(NIET_INGEDEELD).inner_text().split()

    bied_aan(page, bestand)
    vastleggen = page.get_by_role("button", name="Vastleggen: 1 plan")
    expect(vastleggen).to_be_visible(timeout=30_000)
    expect(page.locator("main")).to_contain_text("Samen 3 rijen. Van wat is geïmporteerd: 1 nieuw")
    rijen = page.get_by_role("region", name="Rijen van het bestand").locator("tbody")
    assert rijen.nth(1).locator("tr").count() > 1, "meer dan één fout in een rij"
    expect(rijen.nth(1)).to_contain_text("9Z Verzonnen")
    expect(rijen.nth(2)).to_contain_text("Atlantis")
    keten.reload()
    assert "20" in keten.locator(NIET_INGEDEELD).inner_text().split(), "nog niets geschreven"

    vastleggen.click()
    expect(page.get_by_text("Vastgelegd", exact=True).first).to_be_visible(timeout=30_000)
    ververs_tot(keten, NIET_INGEDEELD, 40)

    page.get_by_role("link", name="Uit het bestand 1").click()
    page.get_by_role("link", name="Wijzigen").click()
    deel_in(page, "geclusterd")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het plan is bewaard.")).to_be_visible()
    ververs_tot(keten, GECLUSTERD, 50)
    assert "20" in keten.locator(NIET_INGEDEELD).inner_text().split()

    bied_aan(page, bestand)
    expect(page.get_by_text("Dit bestand verandert niets aan de plannen")).to_be_visible(timeout=30_000)
    expect(page.locator("main")).to_contain_text("0 nieuw, 0 gewijzigd, 1 ongewijzigd")


def deel_in(page, woningtype: str) -> None:
    """Gives all homes of the plan this woningtype, cell by cell: a division that nobody knew yet stands empty."""
    # `all` waits for nothing, not even for the page.
    page.locator('[name="r-nieuwbouw-nieuwbouw-gepland"]').wait_for(state="attached")
    for veld in page.locator('input[name^="r-nieuwbouw-nieuwbouw-"]').all():
        if waarde := veld.input_value():
            naam = veld.get_attribute("name").replace("-nieuwbouw-nieuwbouw-", f"-wonen_en_zorg-{woningtype}-", 1)
            page.locator(f'[name="{naam}"]').fill(waarde)
