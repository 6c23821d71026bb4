"""Takes the pictures of README and handleiding: `make fotos`.

Without an address they are taken in a portal of its own, with the demo afresh on a database that goes away again;
with one (`make fotos ARGS=http://…`) in the portal there, which then keeps what the pictures needed: a workshop that
was played. `make fotos ARGS='… plots drieslag'` takes some of the series. Pictures are cropped to what shows the
idea, and compressed (colours to a palette) by what PNG itself can do.
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

from scripts.fotoportaal import eigen_portaal  # noqa: E402
from scripts.fototoestel import BREED, als, chromium, met_kaart, neem  # noqa: E402
from scripts.fotoworkshop import workshop  # noqa: E402

GEMEENTE, CODE = "Enschede", "GM0153"


def verzonnen_bestand(map_: Path) -> Path:
    """Three invented plans in a real gemeente: one that is right, one with a warning, one that cannot be."""
    eigen = {
        "Provincie": "Overijssel", "Gem_naam": GEMEENTE, "Plantype": "Verdichting", "Planstatus": "1A Onherroepelijk",
        "Aantalrest": 36, "Sloop": 0, "OP2019": 0, "OP202024": 0, "Op202529": 36, "Op20302050": 0, "OPLONB": 0,
        "WTYPGGB": 0, "WTYPAPP": 36, "WTYPONB": 0, "HUUR": 36, "KOOP": 0, "HRKPONB": 0, "datum": "1-1-2020",
    }  # fmt: skip
    plannen = [
        {"Plannaam": "Voorbeeldhof"},
        {"Plannaam": "Vervallen: Voorbeeldlaan"},
        {"Plannaam": "Voorbeeldplein", "Planstatus": "9 Verzonnen", "Op202529": 30},
    ]
    features = []
    for i, plan in enumerate(plannen):
        x, y = 257_000 + 300 * i, 471_000
        ring = [[x, y], [x + 120, y], [x + 120, y + 90], [x, y + 90], [x, y]]
        vlak = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": eigen | {"OBJECTID": 90_001 + i} | plan, "geometry": vlak})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    pad = map_ / "voorbeeld.geojson"
    pad.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    return pad


# -- the pictures ---------------------------------------------------------------------------------------------


def publiek(browser: Browser, adres: str) -> None:
    """What anyone sees."""
    with als(browser, adres) as page:
        page.goto("/")
        neem(page, "start", page.locator(".opening"), hoogstens=1000)


def koepel(browser: Browser, adres: str) -> None:
    """The country: keten, map, what lies behind a figure."""
    with als(browser, adres, "koepel") as page:
        met_kaart(page, "/gebied/NL/")
        neem(page, "land", page.locator(".kaartvak"), vanaf=page.locator(".keten"), hoogstens=1888)
        neem(page, "trend", page.locator(".trend__panelen"), vanaf=page.locator(".trend"), hoogstens=520)
        page.locator('.ketentabel td a[href*="woningtype=geclusterd"][href*="schakel=hard"]').click()
        page.wait_for_url("**/plannen/**")
        neem(page, "plannen-achter-getal", page.locator("main tbody tr").nth(4), hoogstens=1250, rand=1)


def provincie(browser: Browser, adres: str) -> None:
    """A provincie and its gemeenten."""
    with als(browser, adres, "provincie") as page:
        page.goto("/")
        neem(page, "provincie-start", page.locator(".takenlijst").last)
        page.goto("/gebied/PV23/")
        neem(page, "provincie-tabel", vanaf=page.locator("#alle-gebieden"), hoogstens=560)
        page.goto("/drieslag/?gebied=PV23")
        neem(page, "drieslag", page.locator(".drieslagtabel tbody tr").nth(5), hoogstens=1400, rand=1)


def gemeente(browser: Browser, adres: str) -> None:
    """The desk of a gemeente, the year grid, an import."""
    with als(browser, adres, "gemeente") as page:
        page.goto("/")
        neem(page, "gemeente-start", page.locator(".takenlijst").last, hoogstens=1300)
        page.goto(f"/plannen/?gebied={CODE}")
        page.locator(".filterdoos > summary").click()
        neem(page, "plannenlijst", page.locator("main tbody tr").nth(9), hoogstens=1250, rand=1)
        page.goto(f"/plannen/?gebied={CODE}&woningtype=geclusterd&schakel=hard")
        plan = page.locator("main tbody th a").first.get_attribute("href")
        met_kaart(page, plan)
        neem(page, "plan", page.locator(".tweeluik"), hoogstens=1500)
        page.goto(f"{plan}bewerken/")
        cel = page.locator('[name="r-wonen_en_zorg-geclusterd-gepland"]')
        cel.fill(str(int(cel.input_value().replace(".", "")) + 6))
        expect(page.locator('[data-groep="wonen_en_zorg"] [data-stand]').first).to_contain_text("6 te veel")
        neem(page, "jaarrooster", vanaf=page.locator("#kop-aantallen"), hoogstens=565)
    with als(browser, adres, "vaststeller") as page:
        page.goto(f"/opgave/{CODE}/2030/vastleggen/")
        neem(page, "opgave-vastleggen", page.locator("main form"), hoogstens=1250)


def uitvraag(browser: Browser, adres: str) -> None:
    """What a provincie asks and a gemeente delivers, what is to be mended, what changed, and two who edit one plan."""
    with als(browser, adres, "provincie") as page:
        page.goto("/uitvragen/")
        page.locator("main tbody th a").first.click()
        page.wait_for_url("**/uitvragen/*/")
        neem(page, "uitvraag", page.locator("main tbody tr").nth(7), hoogstens=1250, rand=1)
    with als(browser, adres, "gemeente") as page:
        page.goto("/uitvragen/")
        page.locator("main tbody a").first.click()
        page.wait_for_url("**/aanlevering/*/")
        neem(page, "gemeente-aanleveren", page.locator("#leveren"), hoogstens=1700)
        page.goto(f"/kwaliteit/?gebied={CODE}")
        neem(page, "kwaliteit", page.locator("main table").last.locator("tbody tr").nth(8), hoogstens=1250, rand=1)
        page.goto(f"/peilstanden/vergelijken/?gebied={CODE}")
        neem(page, "peilstanden-vergelijken", page.locator("main table").first, hoogstens=1300)


def conflict(browser: Browser, adres: str) -> None:
    """Two who save the same plan: the second sees both versions; nothing of the second is saved."""
    with als(browser, adres, "gemeente") as page:
        page.goto(f"/plannen/?gebied={CODE}&woningtype=geclusterd&schakel=zacht")
        tweeen(browser, adres, page, page.locator("main tbody th a").first.get_attribute("href"))


def tweeen(browser: Browser, adres: str, page: Page, plan: str) -> None:
    page.goto(f"{plan}bewerken/")
    with als(browser, adres, "vaststeller") as ander:
        ander.goto(f"{plan}bewerken/")
        ander.locator("[name=plaats]").fill("Enschede, Noord")
        ander.locator("[name=woonmilieu]").select_option("dorps")
        ander.get_by_role("button", name="Bewaren", exact=True).click()
        ander.wait_for_url(f"**{plan}")
    page.locator("[name=plaats]").fill("Enschede, Oost")
    page.locator("[name=realisatiekans]").fill("60")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.get_by_role("button", name="Bewaar deze keuzes").wait_for()
    neem(page, "plan-conflict", page.get_by_role("button", name="Bewaar deze keuzes"), hoogstens=1250)


def open_plot(page: Page, naam: str) -> None:
    page.goto(f"/plots/?gebied={CODE}")
    met_kaart(page, page.get_by_role("link", name=naam).first.get_attribute("href"))


def plots(browser: Browser, adres: str) -> None:
    """List and map, one plot, a step, its place."""
    with als(browser, adres, "vaststeller") as page:
        met_kaart(page, f"/plots/?gebied={CODE}")
        page.locator(".filterdoos > summary").first.click()
        neem(page, "plots", page.locator(".plotkaart"), hoogstens=1500)
        open_plot(page, "Weverstuin")
        neem(page, "plot", page.locator(".tweeluik"), hoogstens=1500)
        neem(page, "plot-partners", page.locator("#partners"), vanaf=page.locator("#partners"), hoogstens=800)
        verloop = page.locator(".verloop")
        neem(page, "plot-wegen", verloop, vanaf=page.locator("#kop-wegen"), hoogstens=900)
        page.get_by_role("link", name="Plot wijzigen").click()
        tekenen(page)
        open_plot(page, "Kantkloshof")
        page.get_by_role("link", name="Reserveren").click()
        page.get_by_label("Bewijs").fill("Besluit van het college, 17 november 2026")
        neem(page, "plot-stap", page.locator("main form"), hoogstens=900)


def tekenen(page: Page) -> None:
    """The drawing tool at work on the place of the plot that is open in its form; nothing is saved."""
    page.locator("[data-tekenen] [data-kaart] path").first.wait_for()
    page.get_by_role("button", name="Verschuif hoeken").click()
    page.wait_for_load_state("networkidle")
    plek = page.locator("[data-tekenen]")
    neem(page, "plot-tekenen", vanaf=plek, hoogstens=900)


def boden(browser: Browser, adres: str) -> None:
    """What is offered beside the opgave."""
    with als(browser, adres, "provincie") as page:
        page.goto("/boden/per-gemeente/?gebied=WD13")
        neem(page, "boden-per-gemeente", page.locator(".bodentabel tbody").nth(4), hoogstens=1250, rand=1)


def verzonnen_bag(map_: Path) -> Path:
    """Twelve invented homes, and one number that is none."""
    regels = ["bag_id;naam;van;naar;jaar;bewijs"]
    regels += [
        f"0153010009{i:06d};Flat Haspelhof;nultreden;geclusterd;2026;Opening ontmoetingsruimte" for i in range(12)
    ]
    regels.append("015301000;Flat Haspelhof;nultreden;geclusterd;2026;Opening ontmoetingsruimte")
    pad = map_ / "haspelhof.csv"
    pad.write_text("\n".join(regels))
    return pad


def bestaand(browser: Browser, adres: str) -> None:
    """Existing homes, the check of a file with BAG ids (thrown away again), and where there is a chance."""
    with als(browser, adres, "provincie") as page, tempfile.TemporaryDirectory() as map_:
        page.goto("/bestaande-bouw/?gebied=PV23")
        neem(page, "bestaande-bouw", page.locator("main table tbody tr").nth(7), hoogstens=1250, rand=1)
        page.goto("/bestaande-bouw/importeren/")
        page.locator("[type=file]").set_input_files(verzonnen_bag(Path(map_)))
        page.locator("[name=gemeente]").select_option(label=GEMEENTE)
        page.locator("[name=soort]").select_option("ontmoetingsruimte")
        page.get_by_role("button", name="Controleer bestand").click()
        weg = page.get_by_role("button", name="Gooi deze import weg")
        expect(weg).to_be_visible()
        neem(page, "bag-controle", page.locator("main section").last, hoogstens=1250)
        weg.click()
        met_kaart(page, "/kansen/?gebied=WD13")
        neem(page, "kansen", page.locator("main table tbody tr").last, hoogstens=1500)


def zoekt(browser: Browser, adres: str) -> None:
    """What a partner finds, and what the gemeente decides on."""
    with als(browser, adres, "zorgorganisatie") as page:
        met_kaart(page, "/plots/zoekt/")
        neem(page, "wie-zoekt-ons", page.locator(".zoekrij").nth(3), hoogstens=1250, rand=1)
    with als(browser, adres, "vaststeller") as page:
        page.goto("/voorstellen/")
        page.locator("main tbody th a").first.click()
        page.wait_for_url("**/voorstellen/*/")
        neem(page, "voorstel", page.locator("main form").last, hoogstens=1250)


def import_(browser: Browser, adres: str) -> None:
    """A file that was checked; it is thrown away again."""
    with als(browser, adres, "gemeente") as page, tempfile.TemporaryDirectory() as map_:
        page.goto("/plannen/import/nieuw/")
        page.locator("#id_bestand").set_input_files(verzonnen_bestand(Path(map_)))
        page.locator("#id_profiel").select_option("woningbouwplannen-2020")
        page.get_by_role("button", name="Controleer bestand").click()
        weg = page.get_by_role("button", name="Gooi deze import weg")
        expect(page.get_by_role("button", name="Vastleggen")).to_be_visible(timeout=60_000)
        neem(page, "import", page.get_by_role("region", name="Rijen van het bestand"), hoogstens=1250)
        weg.click()
        expect(page.get_by_text("weggegooid")).to_be_visible()


def beheerder(browser: Browser, adres: str) -> None:
    """Accounts, opgave and figures."""
    with als(browser, adres, "beheerder") as page:
        for naam, pad in [
            ("beheer-gebruikers", "/beheer/gebruikers/"),
            ("beheer-uitnodigen", "/beheer/gebruikers/uitnodigen/"),
            ("beheer-berekeningen", "/beheer/berekeningen/"),
            ("beheer-verdelen", "/opgave/verdelen/?periode=2030&sleutel=inwoners_75plus"),
        ]:
            page.goto(pad)
            neem(page, naam, page.locator("main"), hoogstens=1000)


def projecten(browser: Browser, adres: str) -> None:
    """The adviser's day, a project, and what keeps coming back."""
    telefoon = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1}
    with als(browser, adres, "adviseur", **telefoon) as page:
        page.goto("/vandaag/")
        neem(page, "adviseur-vandaag", page.locator(".bellijst"), hoogstens=1100)
        page.locator(".belregel").first.get_by_role("link", name="Log").click()
        page.locator(".urenknoppen button").first.wait_for()
        neem(page, "adviseur-loggen", page.locator(".logmeer"), hoogstens=1500)
    with als(browser, adres, "adviseur") as page:
        page.goto(f"/projecten/?gebied={CODE}")
        page.get_by_role("link", name="Terrein Zonnewijzer").click()
        neem(page, "project", page.locator("#partners"), hoogstens=1700)
        page.goto("/team/omvang/")
        neem(page, "team-omvang", page.locator("main table tbody tr").last, hoogstens=1500)
    with als(browser, adres, "kernteam") as page:
        page.goto("/knelpunten/?beeld=soorten")
        neem(page, "knelpunten", page.locator("main tbody tr").nth(9), hoogstens=1250, rand=1)


def kennis(browser: Browser, adres: str) -> None:
    """What everyone reads, and how the kernteam writes it."""
    with als(browser, adres) as page:
        page.goto("/kennis/")
        neem(page, "kennis", page.locator(".matrix"), hoogstens=1700)
        page.goto("/kennis/zoeken/?q=wie+betaalt+de+ontmoetingsruimte")
        neem(page, "kennis-zoeken", hoogstens=900)
        met_kaart(page, "/inspiratie/")
        neem(page, "inspiratiekaart", page.locator(".plotkaart"), hoogstens=1300)
        page.goto("/roadmap/")
        neem(page, "roadmap", page.locator(".lijnkaart--liggend"), hoogstens=1250)
        met_kaart(page, "/in-de-buurt/?q=Enschede")
        neem(page, "bewoners", page.locator(".plotkaart"), hoogstens=1500)
        page.set_viewport_size({"width": BREED, "height": 720})
        page.goto("/waarom/NL/#dia-7")
        page.get_by_role("button", name="Presenteer").click()
        page.locator(".dias--rust").wait_for(state="attached")
        neem(page, "waarom", hoogstens=720)
    with als(browser, adres, "kernteam") as page:
        page.goto("/kennis/grondzaken/wijzigen/")
        page.locator(".opmaakbalk").wait_for()
        neem(page, "kennis-schrijven", page.locator(".schrijfblok"), hoogstens=1150)
    with als(browser, adres, "gemeente") as page:
        page.goto(f"/roadmap/gemeente/{CODE}/")
        neem(page, "roadmap-gemeente", hoogstens=1200)


# In this order: the workshop adds plots and boden, which are not yet in the figures then.
SERIES = {
    "publiek": publiek,
    "koepel": koepel,
    "provincie": provincie,
    "gemeente": gemeente,
    "uitvraag": uitvraag,
    "conflict": conflict,
    "plots": plots,
    "boden": boden,
    "bestaand": bestaand,
    "zoekt": zoekt,
    "import": import_,
    "beheerder": beheerder,
    "projecten": projecten,
    "kennis": kennis,
    "workshop": workshop,
}


def main(argumenten: list[str]) -> int:
    """Take them all, or the series that are named."""
    adres = next((a.rstrip("/") for a in argumenten if "://" in a), "")
    namen = [a for a in argumenten if "://" not in a] or list(SERIES)
    if onbekend := [n for n in namen if n not in SERIES]:
        raise SystemExit(f"Onbekende serie: {', '.join(onbekend)}. Kies uit {', '.join(SERIES)}.")
    with nullcontext((adres, "")) if adres else eigen_portaal() as (adres, regel), sync_playwright() as playwright:
        browser = chromium(playwright, regel)
        for naam in namen:
            SERIES[naam](browser, adres)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
