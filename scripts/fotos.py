"""Takes the pictures of README and handleiding from a running demo: `make fotos`, or `make fotos ARGS=http://…`.

The address comes from the argument, or else is that of `make demo`. Pictures are 1280 wide at most, cropped to
what shows the idea, and compressed (colours to a palette) by what PNG itself can do. The import that one of them
shows is thrown away afterwards; nothing in the demo changes.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright  # noqa: E402

from scripts.diensten import Diensten, read_supervisor  # noqa: E402

DOEL = CHECKOUT / "docs" / "fotos"
BREED = 1280
GRENS = 250_000  # bytes a picture
GEMEENTE, CODE = "Enschede", "GM0153"
ROLLEN = {
    "gemeente": "Invoerder gemeente Enschede",
    "vaststeller": "Vaststeller gemeente Enschede",
    "provincie": "Coördinator provincie Overijssel",
    "koepel": "Lezer bij ActiZ",
    "beheerder": "Beheerder van het portaal",
}


# -- png ------------------------------------------------------------------------------------------------------


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _pixels(png: bytes) -> tuple[int, int, int, bytearray]:
    """Width, height, bytes a pixel (3 or 4), and the unfiltered rows of an 8-bit truecolour PNG."""
    data, width, height, size = b"", 0, 0, 0
    for kind, content in _chunks(png):
        if kind == b"IHDR":
            width, height, depth, colour, *_, interlace = struct.unpack(">IIBBBBB", content)
            if depth != 8 or colour not in (2, 6) or interlace:
                raise ValueError("geen gewone schermfoto")
            size = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            data += content
    raw, stride = zlib.decompress(data), width * size
    out, above = bytearray(), bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        how, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for x in range(stride if how else 0):
            left = row[x - size] if x >= size else 0
            corner = above[x - size] if x >= size else 0
            row[x] = (row[x] + _predict(how, left, above[x], corner)) & 255
        out += row
        above = row
    return width, height, size, out


def _predict(how: int, left: int, up: int, corner: int) -> int:
    """The filters of PNG: sub, up, average, Paeth."""
    if how == 1:
        return left
    if how == 2:
        return up
    if how == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


def verklein(png: bytes) -> bytes:
    """The same picture with at most 256 colours: a page has few, and the soft edges of letters hardly differ."""
    width, height, size, rows = _pixels(png)
    pixels = [bytes(rows[i : i + 3]) for i in range(0, len(rows), size)]
    palette = [colour for colour, _ in Counter(pixels).most_common(256)]
    index = {colour: i for i, colour in enumerate(palette)}
    for colour in set(pixels) - index.keys():
        index[colour] = min(
            range(len(palette)), key=lambda i: sum((a - b) ** 2 for a, b in zip(palette[i], colour, strict=True))
        )
    lines = b"".join(
        b"\0" + bytes(index[pixel] for pixel in pixels[y * width : (y + 1) * width]) for y in range(height)
    )
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return png[:8] + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


# -- looking --------------------------------------------------------------------------------------------------


def neem(page: Page, naam: str, tot: Locator | None = None, *, vanaf: Locator | None = None, hoogstens: int = 900):
    """A picture of the page from its top, or from `vanaf`, down to the foot of `tot`."""
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("document.fonts.ready")
    # The bar with the buttons hangs over whatever is below it; in a picture it is in the way.
    page.evaluate("for (const balk of document.querySelectorAll('.bewaarbalk')) balk.style.position = 'static'")
    gerold = page.evaluate("window.scrollY")
    top = max(0, vanaf.bounding_box()["y"] + gerold - 24) if vanaf else 0
    if tot:
        box = tot.bounding_box()
        hoogstens = min(hoogstens, round(box["y"] + gerold + box["height"] + 24 - top))
    klip = {"x": 0, "y": top, "width": BREED, "height": hoogstens}
    png = verklein(page.screenshot(full_page=True, clip=klip))
    if len(png) > GRENS:
        raise SystemExit(f"{naam} is {len(png) // 1000} kB; neem een kleiner stuk van de pagina.")
    DOEL.mkdir(parents=True, exist_ok=True)
    (DOEL / f"{naam}.png").write_bytes(png)
    print(f"{len(png) // 1000:5} kB  docs/fotos/{naam}.png", flush=True)


@contextmanager
def als(browser: Browser, adres: str, rol: str = "") -> Iterator[Page]:
    """A window of someone with this role; without one, of anyone."""
    context = browser.new_context(viewport={"width": BREED, "height": 900}, base_url=adres, locale="nl-NL")
    page = context.new_page()
    if rol:
        page.goto("/demo/")
        page.get_by_role("button", name=ROLLEN[rol], exact=True).click()
        expect(page.locator(".kop__gebruiker")).to_be_visible()
    yield page
    context.close()


def met_kaart(page: Page, adres: str) -> None:
    """Opens a page and waits until its map stands still: tiles are there, and the background is or is not."""
    page.goto(adres)
    page.locator("[data-kaart][data-klaar]").wait_for()
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.locator(".leaflet-tile-loaded, canvas").first.wait_for()
    page.evaluate("window.scrollTo(0, 0)")


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
        neem(page, "start", page.locator(".keten"))
        page.goto("/demo/")
        neem(page, "demo-rollen", page.locator("main section").nth(2), hoogstens=760)
        page.goto("/account/login/")
        neem(page, "inloggen", page.locator("main"), hoogstens=560)


def koepel(browser: Browser, adres: str) -> None:
    """The country: keten, map, what lies behind a figure."""
    with als(browser, adres, "koepel") as page:
        met_kaart(page, "/gebied/NL/")
        neem(page, "land", page.locator(".kaartvak"), vanaf=page.locator(".keten"), hoogstens=1900)
        neem(page, "trend", page.locator(".trend__panelen"), vanaf=page.locator(".trend"), hoogstens=520)
        page.locator('.ketentabel td a[href*="woningtype=geclusterd"][href*="schakel=hard"]').click()
        page.wait_for_url("**/plannen/**")
        neem(page, "plannen-achter-getal", hoogstens=820)


def provincie(browser: Browser, adres: str) -> None:
    """A provincie and its gemeenten."""
    with als(browser, adres, "provincie") as page:
        page.goto("/")
        neem(page, "provincie-start", hoogstens=900)
        page.goto("/gebied/PV23/")
        neem(page, "provincie-tabel", vanaf=page.locator("#alle-gebieden"), hoogstens=560)


def gemeente(browser: Browser, adres: str) -> None:
    """The desk of a gemeente, the year grid, an import."""
    with als(browser, adres, "gemeente") as page:
        page.goto("/")
        neem(page, "gemeente-start", page.locator(".keten"), hoogstens=1300)
        page.goto(f"/plannen/?gebied={CODE}")
        neem(page, "plannenlijst", hoogstens=820)
        page.goto(f"/plannen/?gebied={CODE}&woningtype=geclusterd&schakel=hard")
        plan = page.locator("main tbody th a").first.get_attribute("href")
        met_kaart(page, plan)
        neem(page, "plan", page.locator(".tweeluik"), hoogstens=1150)
        page.goto(f"{plan}bewerken/")
        cel = page.locator('[name="r-wonen_en_zorg-geclusterd-gepland"]')
        cel.fill(str(int(cel.input_value().replace(".", "")) + 6))
        expect(page.locator('[data-groep="wonen_en_zorg"] [data-stand]').first).to_contain_text("6 te veel")
        neem(page, "jaarrooster", vanaf=page.locator("#kop-aantallen"), hoogstens=700)
    with als(browser, adres, "vaststeller") as page:
        page.goto(f"/opgave/{CODE}/2030/vastleggen/")
        neem(page, "opgave-vastleggen", page.locator("main form"), hoogstens=1250)


def import_(browser: Browser, adres: str) -> None:
    """A file that was checked; it is thrown away again."""
    with als(browser, adres, "gemeente") as page, tempfile.TemporaryDirectory() as map_:
        page.goto("/plannen/import/nieuw/")
        neem(page, "import-nieuw", page.locator("main form"), hoogstens=760)
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


def adres_van_demo() -> str:
    """Where `make demo` runs now; the port alone may be that of an earlier run."""
    diensten = Diensten()
    draait = read_supervisor(diensten.folder)
    poort = draait[1] if draait and draait[1] else diensten.read_env().get("PORT")
    if not poort:
        raise SystemExit(
            "Start eerst de demo met 'make demo', of geef een adres: make fotos ARGS=http://127.0.0.1:8000"
        )
    return f"http://127.0.0.1:{poort}"


def main(argumenten: list[str]) -> int:
    """Take them all."""
    adres = (argumenten[0] if argumenten else adres_van_demo()).rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            env=os.environ | {"LANGUAGE": "nl"},  # the words of the browser itself, as on a button for a file
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        for serie in (publiek, koepel, provincie, gemeente, import_, beheerder):
            serie(browser, adres)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
