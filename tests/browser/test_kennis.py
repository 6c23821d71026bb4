"""Knowledge in a browser: to read without a script, and to write with a proof beside it."""

import struct
import zlib

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kenniskaarten.kaarten.actions import bewaar_kennisstuk, voeg_bijlage_toe
from kenniskaarten.kaarten.laden import laad_kennis
from kenniskaarten.kaarten.models import Bijlage, Kennisstuk
from tests.browser.test_alle_paginas import Kijker
from tests.browser.test_invoer import _over_de_lijn


def png() -> bytes:
    """A picture of two by one."""

    def deel(soort: bytes, inhoud: bytes) -> bytes:
        kern = soort + inhoud
        return struct.pack(">I", len(inhoud)) + kern + struct.pack(">I", zlib.crc32(kern))

    kop = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    punten = zlib.compress(b"\0\xff\0\0\0\xff\0")
    return b"\x89PNG\r\n\x1a\n" + deel(b"IHDR", kop) + deel(b"IDAT", punten) + deel(b"IEND", b"")


@pytest.fixture
def stuk(cast):
    stuk = Kennisstuk(
        soort="kenniskaart", titel="Proefkaart", samenvatting="Kort.", eigenaar="Kernteam", tekst="Begin.",
        status="concept",
    )  # fmt: skip
    bewaar_kennisstuk(stuk=stuk, by="test")
    voeg_bijlage_toe(
        bijlage=Bijlage(kennisstuk=stuk, naam="hal.png", mediatype="image/png", alt="Een hal"), inhoud=png(), by="test"
    )
    stuk.refresh_from_db()
    return stuk


@pytest.mark.parametrize("breed", [1280, 390])
def test_door_de_matrix_zonder_script(open_venster, db, breed):
    laad_kennis()
    page = open_venster(breed=breed, java_script_enabled=False).page
    page.goto(reverse("kennis"))
    page.get_by_role("table").get_by_role("link", name="Ontmoeting in de buurt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ontmoeting in de buurt")
    page.get_by_role("link", name="Betaalbaarheid en brandveiligheid in de buurt").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Betaalbaarheid en brandveiligheid in de buurt")
    page.get_by_role("link", name="Naar de hele matrix").click()
    # A table with its heads at any width, also where its cells stand under each other.
    expect(page.get_by_role("columnheader")).to_have_count(3)
    expect(page.get_by_role("rowheader")).to_have_text(["Buurt", "Gebouw", "Woning"])
    expect(page.get_by_role("table").get_by_role("link")).to_have_count(9)
    eerste, tweede = (page.locator(".matrix__cel").nth(n).bounding_box() for n in (0, 1))
    assert (eerste["y"] == tweede["y"]) == (breed > 768)
    assert page.locator("html").evaluate("e => e.scrollWidth") <= breed


def test_een_plaatje_staat_in_de_tekst(open_venster, stuk):
    Kennisstuk.objects.update(tekst="![](hal.png)")
    page = open_venster().page
    page.goto(stuk.get_absolute_url())
    beeld = page.get_by_role("img", name="Een hal")
    expect(beeld).to_be_visible()
    assert beeld.evaluate("e => e.naturalWidth") == 2


def test_wat_er_de_eerste_keer_over_de_lijn_gaat(open_venster, db):
    laad_kennis()
    page = open_venster().page
    gewicht = {}
    for naam in ("kennis", "bouwstenen"):
        page.goto(reverse(naam), wait_until="networkidle")
        adressen = page.evaluate("[location.href, ...performance.getEntriesByType('resource').map(e => e.name)]")
        nieuw = set(adressen) - gewicht.keys()
        extra = {adres: _over_de_lijn(page.request.get(adres)) for adres in nieuw}
        assert sum(extra.values()) < (30_000 if gewicht else 300_000), extra
        gewicht |= extra


def test_schrijven_met_de_knoppen_en_de_proef_ernaast(open_venster, cast, stuk):
    venster = open_venster(wie=cast.kernteam)
    page = venster.page
    page.goto(reverse("kennis-wijzigen", args=[stuk.slug]))
    veld, proef = page.get_by_role("textbox", name="Tekst"), page.get_by_role("region", name="Zo wordt het")
    expect(proef).to_contain_text("Begin.")
    veld.fill("Waarom\n\neen\ntwee\n\nzo")
    veld.evaluate("e => e.setSelectionRange(0, 6)")
    page.get_by_role("button", name="Kop", exact=True).click()
    veld.evaluate("e => e.setSelectionRange(e.value.indexOf('een'), e.value.indexOf('twee') + 4)")
    page.get_by_role("button", name="Lijst").click()
    veld.evaluate("e => e.setSelectionRange(e.value.length - 2, e.value.length)")
    page.get_by_role("button", name="Vet").press("Enter")
    expect(veld).to_have_value("## Waarom\n\n- een\n- twee\n\n**zo**")
    expect(veld).to_be_focused()
    expect(proef.get_by_role("heading", name="Waarom")).to_be_visible()
    expect(proef.get_by_role("listitem")).to_have_text(["een", "twee"])
    expect(proef.locator("strong")).to_have_text("zo")
    # Pressed again it goes, and what a button did can be undone as typing can.
    veld.evaluate("e => e.setSelectionRange(0, 0)")
    page.get_by_role("button", name="Kop", exact=True).click()
    expect(veld).to_have_value("Waarom\n\n- een\n- twee\n\n**zo**")
    veld.press("Control+z")
    expect(veld).to_have_value("## Waarom\n\n- een\n- twee\n\n**zo**")
    assert Kijker().bezwaren(page) == []
    assert Kennisstuk.objects.get().tekst == "Begin."
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("'Proefkaart' is bewaard.")).to_be_visible()
    assert Kennisstuk.objects.get().tekst == "## Waarom\n\n- een\n- twee\n\n**zo**"


def test_zonder_script_is_er_een_knop_voor_de_proef(open_venster, cast, stuk):
    page = open_venster(wie=cast.kernteam, java_script_enabled=False, breed=390).page
    page.goto(reverse("kennis-wijzigen", args=[stuk.slug]))
    page.get_by_role("textbox", name="Tekst").fill("Dit is **nieuw**.")
    page.get_by_role("button", name="Toon hoe het wordt").click()
    expect(page.get_by_role("region", name="Zo wordt het").locator("strong")).to_have_text("nieuw")
    assert Kennisstuk.objects.get().tekst == "Begin."
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Proefkaart")
    assert Kennisstuk.objects.get().tekst == "Dit is **nieuw**."


def test_twee_die_tegelijk_schrijven(open_venster, cast, stuk):
    een, twee = open_venster(wie=cast.kernteam), open_venster(wie=cast.beheerder, breed=390)
    # The answer says so with 409, and the browser notes that.
    twee.verwacht = ("409",)
    for venster, tekst in ((een, "Van een."), (twee, "Van twee.")):
        venster.page.goto(reverse("kennis-wijzigen", args=[stuk.slug]))
        venster.page.get_by_role("textbox", name="Tekst").fill(tekst)
    for venster in (een, twee):
        venster.page.get_by_role("button", name="Bewaar", exact=True).click()
        expect(venster.page.get_by_role("heading", level=1)).to_contain_text("Proefkaart")
    page = twee.page
    expect(page.get_by_text("Iemand anders heeft dit stuk intussen bewaard.")).to_be_visible()
    expect(page.get_by_role("region", name="Verschil in de tekst")).to_contain_text("Van een.")
    expect(page.get_by_role("textbox", name="Tekst")).to_have_value("Van twee.")
    assert Kijker().bezwaren(page) == []
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("'Proefkaart' is bewaard.")).to_be_visible()
    page.get_by_role("link", name="Geschiedenis").click()
    expect(page.get_by_role("region", name="Verschil in de tekst").first).to_contain_text("Van een.")
    assert Kijker().bezwaren(page) == []
