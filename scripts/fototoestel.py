"""Pictures of pages: a window in a role, a cut of what it shows, and a PNG that is small enough for a repository."""

from __future__ import annotations

import os
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Playwright, expect

DOEL = Path(__file__).resolve().parent.parent / "docs" / "fotos"
BREED = 1280
GRENS = 250_000  # bytes a picture
# A phone, sharp enough to be read when it stands small beside another.
TELEFOON = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
# A Chromium without its Dutch words shows a date as 11/22/2026; the browser of who reads the picture does not.
DATUMS = """
for (const veld of document.querySelectorAll('input[type=date]')) {
  const dag = veld.value.split('-').reverse().join('-');
  veld.type = 'text';
  veld.value = dag;
}
"""
ROLLEN = {
    "gemeente": "Invoerder gemeente Enschede",
    "vaststeller": "Vaststeller gemeente Enschede",
    "provincie": "Coördinator provincie Overijssel",
    "koepel": "Lezer bij ActiZ",
    "zorgorganisatie": "Partner van een zorgorganisatie",
    "beheerder": "Beheerder van het portaal",
    "adviseur": "Adviseur provincie Overijssel",
    "kernteam": "Lid van het kernteam",
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


def bewaar(naam: str, png: bytes) -> None:
    png = verklein(png)
    if len(png) > GRENS:
        raise SystemExit(f"{naam} is {len(png) // 1000} kB; neem een kleiner stuk van de pagina.")
    DOEL.mkdir(parents=True, exist_ok=True)
    (DOEL / f"{naam}.png").write_bytes(png)
    print(f"{len(png) // 1000:5} kB  docs/fotos/{naam}.png", flush=True)


def neem(
    page: Page,
    naam: str,
    tot: Locator | None = None,
    *,
    vanaf: Locator | None = None,
    hoogstens: int = 900,
    rand: int = 24,
) -> None:
    """A picture of the page from its top, or from `vanaf`, down to the foot of `tot` and a `rand` of white."""
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("document.fonts.ready")
    # The bar with the buttons hangs over whatever is below it; in a picture it is in the way.
    page.evaluate("for (const balk of document.querySelectorAll('.bewaarbalk')) balk.style.position = 'static'")
    page.evaluate(DATUMS)
    gerold = page.evaluate("window.scrollY")
    top = max(0, vanaf.bounding_box()["y"] + gerold - 24) if vanaf else 0
    if tot:
        box = tot.bounding_box()
        hoogstens = min(hoogstens, round(box["y"] + gerold + box["height"] + rand - top))
    klip = {"x": 0, "y": top, "width": page.viewport_size["width"], "height": hoogstens}
    bewaar(naam, page.screenshot(full_page=True, clip=klip))


def neem_scherm(page: Page, naam: str) -> None:
    """What the screen shows now, as someone at the table sees it."""
    page.evaluate("document.fonts.ready")
    bewaar(naam, page.screenshot())


def chromium(playwright: Playwright, regel: str = "") -> Browser:
    """`regel` maps a name in the address bar, and in every link shown, to where the portal runs."""
    return playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        # The words of the browser itself, as on a button for a file, and the order of a date.
        env=os.environ | {"LANGUAGE": "nl"},
        args=[
            *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--lang=nl-NL"),
            *([f"--host-resolver-rules={regel}"] if regel else []),
        ],
    )


@contextmanager
def als(browser: Browser, adres: str, rol: str = "", **venster) -> Iterator[Page]:
    """A window of someone with this role; without one, of anyone."""
    venster = {"viewport": {"width": BREED, "height": 900}, "base_url": adres, "locale": "nl-NL"} | venster
    context = browser.new_context(**venster)
    page = context.new_page()
    if rol:
        page.goto("/demo/")
        page.get_by_role("button", name=ROLLEN[rol], exact=True).click()
        expect(page.locator(".kop__gebruiker")).to_be_attached()  # on a phone it is in the menu
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
