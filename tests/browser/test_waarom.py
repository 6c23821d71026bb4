"""Het waarom in the hall: keys, full screen, a phone, and the page that is left when there is no script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

AANTAL = 10
ADRES = "/waarom/GM9000/"


def presenteer(page, adres=ADRES):
    page.goto(adres)
    page.get_by_role("button", name="Presenteer").click()
    expect(page.locator("html")).to_have_class("presenteert")


def op_dia(page, nummer: int) -> None:
    """Only this slide is there to see, and everything that tells where one is says so."""
    expect(page.locator("[data-dia]:visible")).to_have_count(1)
    dia = page.locator(f"#dia-{nummer}")
    expect(dia).to_be_visible()
    titel = dia.locator(".dia__kop").inner_text()
    expect(page.locator("[data-dia-melding]")).to_have_text(f"Dia {nummer} van {AANTAL}: {titel}")
    expect(page.locator("[data-stand]")).to_have_text(f"{nummer} / {AANTAL}")
    assert page.locator("[data-voortgang-dias]").evaluate("balk => balk.value") == nummer
    assert page.evaluate("location.hash") == f"#dia-{nummer}"


@pytest.fixture
def zaal(open_venster, wereld):
    page = open_venster(breed=1280, hoog=720).page
    presenteer(page)
    return page


def test_bladeren_met_het_toetsenbord(zaal):
    op_dia(zaal, 1)
    nummer = 1
    for toets, naar in [
        ("ArrowRight", 2), ("ArrowDown", 3), ("PageDown", 4), ("Space", 5), ("ArrowLeft", 4), ("ArrowUp", 3),
        ("PageUp", 2), ("Shift+Space", 1), ("ArrowLeft", 1), ("End", AANTAL), ("ArrowRight", AANTAL), ("Home", 1),
    ]:  # fmt: skip
        zaal.keyboard.press(toets)
        op_dia(zaal, naar)
        nummer = naar
    # A key that belongs to the browser stays with it.
    zaal.keyboard.press("Alt+n")
    expect(zaal.locator(".dia__notities:visible")).to_have_count(0)
    op_dia(zaal, nummer)


def test_volledig_scherm_en_terug(zaal):
    vol = "() => document.fullscreenElement !== null"
    zaal.wait_for_function(vol)
    zaal.keyboard.press("f")
    zaal.wait_for_function("() => document.fullscreenElement === null")
    expect(zaal.locator("html")).to_have_class("presenteert")
    zaal.keyboard.press("f")
    zaal.wait_for_function(vol)
    # What Escape does in full screen: the browser ends it, and the page follows.
    zaal.evaluate("document.exitFullscreen()")
    expect(zaal.locator("html")).not_to_have_class("presenteert")


def test_stoppen_laat_de_lezer_bij_dezelfde_dia(zaal):
    for _ in range(3):
        zaal.keyboard.press("ArrowRight")
    zaal.keyboard.press("Escape")
    expect(zaal.locator("html")).not_to_have_class("presenteert")
    expect(zaal.locator("#dia-4")).to_be_focused()
    expect(zaal.locator("#dia-4")).to_be_in_viewport()
    expect(zaal.locator("[data-dia]:visible")).to_have_count(AANTAL)
    # On the page the keys are for reading again.
    zaal.keyboard.press("n")
    zaal.keyboard.press("ArrowRight")
    assert zaal.evaluate("location.hash") == "#dia-4"
    expect(zaal.locator(".dia__notities[open]")).to_have_count(0)


def test_notities_horen_bij_de_dia(zaal):
    zaal.keyboard.press("n")
    knop = zaal.get_by_role("button", name="Notities", exact=True)
    expect(knop).to_have_attribute("aria-pressed", "true")
    expect(zaal.locator("#dia-1 .dia__notities p").first).to_be_visible()
    zaal.keyboard.press("ArrowRight")
    expect(zaal.locator("#dia-2 .dia__notities p").first).to_be_visible()
    expect(zaal.locator("#dia-1 .dia__notities p").first).to_be_hidden()
    # The slide gives way: nothing of it lies under the notes.
    onder = zaal.locator("#dia-2 .dia__blad").bounding_box()
    boven = zaal.locator("#dia-2 .dia__notities").bounding_box()
    assert onder["y"] + onder["height"] <= boven["y"] + 1
    zaal.keyboard.press("n")
    expect(zaal.locator("#dia-2 .dia__notities")).to_be_hidden()


def test_knoppen_en_focus(zaal):
    volgende = zaal.get_by_role("button", name="Volgende")
    volgende.focus()
    zaal.keyboard.press("Enter")
    op_dia(zaal, 2)
    expect(volgende).to_be_focused()
    # Space on a button is that button, not a slide more.
    zaal.keyboard.press("Space")
    op_dia(zaal, 3)
    # On the last slide there is no next one; the keys go on working.
    zaal.keyboard.press("End")
    expect(volgende).to_be_disabled()
    zaal.keyboard.press("ArrowLeft")
    op_dia(zaal, AANTAL - 1)
    # A link that was focused on a slide that is gone does not keep the focus.
    zaal.keyboard.press("End")
    zaal.locator(f"#dia-{AANTAL} .driekaart__adres a").focus()
    zaal.keyboard.press("Home")
    expect(zaal.locator("[data-dias]")).to_be_focused()
    zaal.get_by_role("button", name="Stop").click()
    expect(zaal.get_by_role("button", name="Presenteer")).to_be_visible()


def test_een_adres_met_een_dia_begint_daar(open_venster, wereld):
    page = open_venster(breed=1280, hoog=720).page
    presenteer(page, f"{ADRES}#dia-6")
    op_dia(page, 6)
    page.evaluate("location.hash = '#dia-8'")
    op_dia(page, 8)


@pytest.mark.parametrize(("breed", "hoog"), [(1920, 1080), (1280, 720), (1024, 768)])
@pytest.mark.parametrize("code", ["NL", "WD90", "GM9000"])
def test_elke_dia_past_op_het_scherm(breed, hoog, code, open_venster, wereld):
    """Nothing is cut off or to be scrolled, and the smallest letter is readable from a distance."""
    page = open_venster(breed=breed, hoog=hoog).page
    presenteer(page, f"/waarom/{code}/")
    for nummer in range(1, AANTAL + 1):
        op_dia(page, nummer)
        te_veel = page.locator(f"#dia-{nummer}").evaluate(
            """dia => {
              const blad = dia.querySelector(".dia__blad");
              const rand = blad.getBoundingClientRect();
              const delen = [...blad.querySelectorAll("p, li, dd, h2, svg")].map((d) => d.getBoundingClientRect());
              return [
                blad.scrollHeight - blad.clientHeight, blad.scrollWidth - blad.clientWidth,
                dia.scrollHeight - dia.clientHeight,
                ...delen.map((vak) => Math.max(vak.right - rand.right, vak.bottom - rand.bottom, rand.left - vak.left)),
              ].filter((n) => n > 1);
            }"""
        )
        assert te_veel == [], f"dia {nummer} op {breed}×{hoog}"
        letter = page.locator(f"#dia-{nummer} .dia__kop").evaluate("kop => parseFloat(getComputedStyle(kop).fontSize)")
        assert letter > breed / 40
        page.keyboard.press("ArrowRight")


def veeg(page, van, naar) -> None:
    page.locator("[data-dias]").evaluate(
        """(dias, [van, naar]) => {
          const vinger = ([x, y]) => new Touch({ identifier: 1, target: dias, clientX: x, clientY: y });
          const doe = (soort, plek, aan) => dias.dispatchEvent(new TouchEvent(soort, {
            bubbles: true, touches: aan ? [vinger(plek)] : [], changedTouches: [vinger(plek)],
          }));
          doe("touchstart", van, true);
          doe("touchend", naar, false);
        }""",
        [van, naar],
    )


def test_op_een_telefoon_blader_je_met_een_veeg(open_venster, wereld):
    page = open_venster(breed=390, hoog=844, has_touch=True, is_mobile=True).page
    presenteer(page)
    veeg(page, [300, 400], [80, 410])
    op_dia(page, 2)
    veeg(page, [80, 400], [300, 390])
    op_dia(page, 1)
    # Up and down is reading; a tap is no swipe.
    veeg(page, [200, 600], [140, 200])
    veeg(page, [200, 400], [210, 400])
    op_dia(page, 1)
    te_breed = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert te_breed <= 0
    page.get_by_role("button", name="Volgende").tap()
    op_dia(page, 2)


@pytest.mark.parametrize("breed", [390, 1280])
def test_zonder_script_is_het_een_pagina(breed, open_venster, wereld):
    page = open_venster(breed=breed, java_script_enabled=False).page
    page.goto(ADRES)
    expect(page.locator("[data-dia]:visible")).to_have_count(AANTAL)
    expect(page.get_by_role("button", name="Presenteer")).to_be_hidden()
    for knop in ("Volgende", "Stop"):
        expect(page.get_by_role("button", name=knop)).to_be_hidden()
    notities = page.locator("#dia-3 details")
    expect(notities.locator("p").first).to_be_hidden()
    notities.locator("summary").click()
    expect(notities.locator("p").first).to_be_visible()
    with page.expect_download() as wacht:
        page.get_by_role("link", name="Download als pdf").click()
    assert wacht.value.path().read_bytes().startswith(b"%PDF")


def test_axe_heeft_geen_bezwaar_bij_het_presenteren(zaal):
    zaal.keyboard.press("n")
    bezwaren = []
    for nummer in range(1, AANTAL + 1):
        op_dia(zaal, nummer)
        uitkomst = Axe().run(zaal, options={"resultTypes": ["violations"], "rules": {"region": {"enabled": False}}})
        bezwaren += [
            f"dia {nummer}: {v['id']} {v['nodes'][0]['html'][:120]}"
            for v in uitkomst.response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        zaal.keyboard.press("ArrowRight")
    assert bezwaren == []


def test_geprint_staat_elke_dia_op_een_bladzijde(open_venster, wereld):
    page = open_venster().page
    page.goto(ADRES)
    inhoud = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type /Page\b(?!s)", inhoud)) == AANTAL
