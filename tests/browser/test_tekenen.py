"""Giving a place: with the mouse, by keys alone, on a phone, from PDOK and without it."""

import json
import re
from functools import partial

import pytest
from django.contrib.gis.db.models.functions import Area
from playwright.sync_api import expect

from programmering.plannen.models import Plan
from programmering.plannen.plek import als_geojson, uit_hoekpunten
from tests.browser.test_alle_paginas import Kijker
from tests.browser.test_toetsenbord import hier, tab_naar

# In Aa, a kilometre from every other plan.
X, Y = 143_000, 455_000
HOEKEN = f"{X}, {Y}\n{X + 100}, {Y}\n{X + 100}, {Y + 80}\n{X}, {Y + 80}"
ZANDLOPER = f"{X}, {Y}\n{X + 100}, {Y + 80}\n{X + 100}, {Y}\n{X}, {Y + 80}"


@pytest.fixture
def open_plan(open_venster, wereld, cast):
    """The form of a plan (Aaveld, 50 × 50 m) with the map ready."""

    def maak(pad="/plannen/{}/bewerken/", **opties):
        venster = open_venster(wie=cast.invoerder_aa, **opties)
        venster.verwacht = ("422 (Unprocessable", "409 (Conflict)")
        page = venster.page
        page.goto(pad.format(wereld.veld.pk))
        page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
        return page

    return maak


def knop(page, naam):
    return page.get_by_role("button", name=naam, exact=True)


def hoekpunten(page):
    return page.get_by_label("Hoekpunten")


def klik(page, *punten):
    """Clicks on the map, given as shares of its width and height."""
    vak = page.locator("[data-kaart]")
    vak.scroll_into_view_if_needed()
    maten = vak.bounding_box()
    for x, y in punten:
        page.mouse.move(maten["x"] + x * maten["width"], maten["y"] + y * maten["height"], steps=4)
        page.mouse.click(maten["x"] + x * maten["width"], maten["y"] + y * maten["height"])


def sleep(page, van, naar):
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    maten = page.locator("[data-kaart]").bounding_box()
    punten = [(maten["x"] + x * maten["width"], maten["y"] + y * maten["height"]) for x, y in (van, naar)]
    page.mouse.move(*punten[0])
    page.mouse.down()
    page.mouse.move(*punten[1], steps=8)
    page.mouse.up()


def vlakken(page) -> list:
    waarde = page.locator('[name="tekening"]').input_value()
    return json.loads(waarde)["coordinates"] if waarde else []


def getal(tekst: str) -> int:
    return int(re.sub(r"\D", "", tekst.replace("m²", "")))


def bewaar(page):
    knop(page, "Bewaren").click()
    expect(page.get_by_text("Het plan is bewaard.")).to_be_visible()


def test_tekenen_met_de_muis_en_bewaren(open_plan, wereld):
    page = open_plan()
    knop(page, "Teken een vlak").click()
    expect(knop(page, "Teken een vlak")).to_have_attribute("aria-pressed", "true")
    klik(page, (0.7, 0.2), (0.9, 0.2), (0.9, 0.5))
    expect(page.locator("[data-maat]")).to_contain_text("m²")
    klik(page, (0.7, 0.5), (0.7, 0.2))
    expect(knop(page, "Teken een vlak")).to_have_attribute("aria-pressed", "false")
    assert len(vlakken(page)) == 2
    assert hoekpunten(page).input_value().count("\n\n") == 1
    getoond = getal(page.locator("[data-maat]").text_content())
    expect(page.locator("[data-stand-tekst]")).to_contain_text("Ligt in Aa, regio Noord, provincie Oost (grenzen bij")
    bewaar(page)
    m2 = Plan.objects.annotate(m2=Area("geometrie")).get(pk=wereld.veld.pk).m2.sq_m
    assert getoond == pytest.approx(m2, rel=0.001)
    assert m2 > 2600


def test_hoek_verschuiven_ongedaan_maken_en_opnieuw(open_plan):
    page = open_plan()
    hoekpunten(page).fill(HOEKEN)
    expect(page.locator("[data-maat]")).to_have_text("8.000 m²")
    eerst = vlakken(page)
    knop(page, "Verschuif hoeken").click()
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    hoek = page.locator(".marker-icon:not(.marker-icon-middle)").first
    doos = hoek.bounding_box()
    x, y = doos["x"] + doos["width"] / 2, doos["y"] + doos["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 70, y + 50, steps=6)
    page.mouse.up()
    expect(page.locator("[data-maat]")).not_to_have_text("8.000 m²")
    daarna = vlakken(page)
    assert daarna != eerst
    expect(hoekpunten(page)).not_to_have_value(HOEKEN)
    page.locator("[data-kaart]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("[data-maat]")).to_have_text("8.000 m²")
    assert vlakken(page) == eerst
    page.keyboard.press("Control+y")
    assert vlakken(page) == daarna
    knop(page, "Ongedaan maken").click()
    assert vlakken(page) == eerst
    expect(knop(page, "Opnieuw")).to_be_enabled()


def test_verplaatsen_gat_knippen_en_wissen(open_plan):
    page = open_plan()
    hoekpunten(page).fill(HOEKEN)
    expect(page.locator("[data-maat]")).to_have_text("8.000 m²")
    knop(page, "Knip een gat").click()
    page.locator("[data-kaart]").scroll_into_view_if_needed()
    klik(page, (0.48, 0.45), (0.52, 0.45), (0.52, 0.55), (0.48, 0.55))
    knop(page, "Klaar").click()
    assert len(vlakken(page)[0]) == 2
    assert "\ngat\n" in hoekpunten(page).input_value()
    met_gat = getal(page.locator("[data-maat]").text_content())
    assert met_gat < 8000
    knop(page, "Verplaats").click()
    oud = vlakken(page)
    sleep(page, (0.42, 0.5), (0.5, 0.6))
    # The end of a drag is told a moment after the button is up.
    page.wait_for_function(
        "oud => document.querySelector('[name=tekening]').value !== oud",
        arg=json.dumps({"type": "MultiPolygon", "coordinates": oud}, separators=(",", ":")),
    )
    assert vlakken(page) != oud
    assert getal(page.locator("[data-maat]").text_content()) == pytest.approx(met_gat, rel=0.001)
    knop(page, "Wis een vlak").click()
    klik(page, (0.5, 0.5))
    if vlakken(page):
        klik(page, (0.45, 0.6))
    assert vlakken(page) == []
    expect(page.get_by_label("Haal de plek weg")).to_be_checked()
    knop(page, "Ongedaan maken").click()
    assert len(vlakken(page)) == 1
    expect(page.get_by_label("Haal de plek weg")).not_to_be_checked()


def test_een_hoek_klikt_vast_aan_de_buren(open_plan, wereld):
    """Aahof lies 50 m east of Aaveld; a click beside its corner takes that corner, to the centimetre."""
    page = open_plan()
    knop(page, "Teken een vlak").click()
    buurman = als_geojson(Plan.objects.get(pk=wereld.klaar.pk).geometrie)["coordinates"][0][0]
    page.wait_for_function("document.querySelectorAll('.leaflet-overlay-pane path').length >= 4")
    west, noord = max(buurman, key=lambda punt: punt[1] - punt[0])
    eigen = als_geojson(Plan.objects.get(pk=wereld.veld.pk).geometrie)["coordinates"][0][0]
    # Where that corner is on the screen: the path of Aaveld gives scale and origin.
    doos = page.locator("path.leaflet-interactive").first.bounding_box()
    breed = max(x for x, _ in eigen) - min(x for x, _ in eigen)
    hoog = max(y for _, y in eigen) - min(y for _, y in eigen)
    sx, sy = (doos["width"] - 3) / breed, (doos["height"] - 3) / hoog
    x = doos["x"] + 1.5 + (west - min(x for x, _ in eigen)) * sx
    y = doos["y"] + 1.5 + (max(y for _, y in eigen) - noord) * sy
    page.mouse.move(x + 6, y - 5, steps=5)
    page.mouse.click(x + 6, y - 5)
    page.mouse.move(x + 30, y - 90, steps=5)
    page.mouse.click(x + 30, y - 90)
    page.mouse.move(x + 80, y - 90, steps=5)
    page.mouse.click(x + 80, y - 90)
    knop(page, "Klaar").click()
    eerste = vlakken(page)[-1][0][0]
    assert eerste == pytest.approx([west, noord], abs=2e-8)


def test_met_alleen_het_toetsenbord(open_plan, wereld):
    page = open_plan()
    page.locator("#tekenen-adres").focus()
    tab_naar(page, '[data-stand="teken"]')
    tab_naar(page, "[data-kaart]")
    tab_naar(page, "#id_hoekpunten")
    page.keyboard.press("Control+a")
    page.keyboard.type(HOEKEN)
    expect(page.locator("[data-maat]")).to_have_text("8.000 m²")
    expect(page.locator("[data-stand-tekst]")).to_contain_text("Oppervlakte 8.000 m². Ligt in Aa")
    tab_naar(page, '.bewaarbalk [name="gereed"]', hoogstens=80)
    assert hier(page).text_content() == "Bewaren"
    page.keyboard.press("Enter")
    expect(page.get_by_text("Het plan is bewaard.")).to_be_visible()
    assert Plan.objects.get(pk=wereld.veld.pk).geometrie.equals_exact(uit_hoekpunten(HOEKEN), 0.001)


def test_een_verkeerde_regel_wordt_gezegd_en_de_kaart_blijft(open_plan):
    page = open_plan()
    hoekpunten(page).fill(HOEKEN)
    expect(page.locator("[data-maat]")).to_have_text("8.000 m²")
    hoekpunten(page).fill(HOEKEN.replace(f"{X + 100}, {Y}\n", "ergens\n"))
    melding = page.locator("[data-hoekpunten-fout]")
    expect(melding).to_contain_text("Regel 2: geef twee getallen")
    expect(page.locator("[data-maat]")).to_have_text("8.000 m²")
    hoekpunten(page).fill("455000, 143000\n" + HOEKEN)
    expect(melding).to_contain_text("Regel 1: de coördinaten liggen buiten Nederland (assen verwisseld?)")


@pytest.mark.parametrize("script", [True, False], ids=["met script", "zonder script"])
def test_kruisende_lijnen_worden_gezegd_en_niets_is_weg(script, open_venster, wereld, cast):
    venster = open_venster(wie=cast.invoerder_aa, java_script_enabled=script)
    venster.verwacht = ("422 (Unprocessable",)
    page = venster.page
    page.goto(f"/plannen/{wereld.veld.pk}/bewerken/")
    hoekpunten(page).fill(ZANDLOPER)
    melding = f"de lijn kruist zichzelf bij {X + 50}, {Y + 40}"
    if script:
        expect(page.locator("[data-fout]")).to_contain_text(melding)
    page.get_by_label("Toelichting").fill("Overleg met de buurt")
    knop(page, "Bewaren").click()
    expect(page.locator("#id_hoekpunten_fout")).to_contain_text(melding)
    expect(page.get_by_label("Toelichting")).to_have_value("Overleg met de buurt")
    expect(hoekpunten(page)).to_have_value(ZANDLOPER)
    if script:
        assert len(vlakken(page)) == 1
        expect(page.locator("[data-fout]")).to_contain_text(melding)
    hoekpunten(page).fill(HOEKEN)
    bewaar(page)
    assert Plan.objects.get(pk=wereld.veld.pk).geometrie.area == pytest.approx(8000)


def test_een_tekening_blijft_na_een_fout_elders(open_plan, wereld):
    page = open_plan()
    knop(page, "Teken een vlak").click()
    klik(page, (0.7, 0.2), (0.9, 0.2), (0.9, 0.5), (0.7, 0.2))
    getekend = vlakken(page)
    assert len(getekend) == 2
    page.get_by_label("Plannaam").fill("")
    knop(page, "Bewaren").click()
    expect(page.get_by_text("Er is niets bewaard; wat u invulde staat er nog.")).to_be_visible()
    page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    assert vlakken(page) == getekend
    expect(page.locator("[data-stand-tekst]")).to_contain_text("Ligt in Aa")
    page.get_by_label("Plannaam").fill("Aaveld")
    bewaar(page)
    assert len(Plan.objects.get(pk=wereld.veld.pk).geometrie) == 2


def test_wie_de_plek_niet_aanraakt_verandert_haar_niet(open_plan, wereld):
    page, ander = open_plan(), open_plan()
    ander.get_by_label("Plannaam").fill("Aaveld Zuid")
    hoekpunten(page).fill(HOEKEN)
    expect(page.locator("[data-maat]")).to_have_text("8.000 m²")
    bewaar(page)
    knop(ander, "Bewaren").click()
    expect(ander.get_by_text("Iemand anders heeft dit plan intussen bewaard.")).to_be_visible()
    expect(ander.get_by_role("group", name="Plek")).to_have_count(0)
    knop(ander, "Bewaar deze keuzes").click()
    expect(ander.get_by_text("Het plan is bewaard.")).to_be_visible()
    plan = Plan.objects.get(pk=wereld.veld.pk)
    assert plan.plannaam == "Aaveld Zuid"
    assert plan.geometrie.area == pytest.approx(8000)


def test_een_bestand_komt_op_de_kaart(open_plan, wereld):
    page = open_plan()
    ring = [[X, Y], [X + 60, Y], [X + 60, Y + 50], [X, Y + 50], [X, Y]]
    inhoud = {
        "type": "Polygon", "coordinates": [ring], "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
    }  # fmt: skip
    page.get_by_label("Plek uit een GeoJSON-bestand").set_input_files(
        {"name": "plek.geojson", "mimeType": "application/json", "buffer": json.dumps(inhoud).encode()}
    )
    expect(page.locator("[data-maat]")).to_have_text("3.000 m²")
    bewaar(page)
    assert Plan.objects.get(pk=wereld.veld.pk).geometrie.area == pytest.approx(3000, rel=1e-5)


def test_overlap_wordt_genoemd(open_plan, wereld):
    page = open_plan()
    geometrie = Plan.objects.get(pk=wereld.klaar.pk).geometrie
    west, zuid, oost, noord = geometrie.extent
    hoekpunten(page).fill(f"{west}, {zuid}\n{oost}, {zuid}\n{oost}, {noord}")
    expect(page.locator("[data-overlap]")).to_contain_text("plan Aahof (1.250 m², nieuw tabblad)")
    # Its own stored place is no overlap.
    expect(page.locator("[data-overlap] li")).to_have_count(1)


# PDOK, in the shape that it answers with


def perceel(x, y, nummer):
    vlak = uit_hoekpunten(f"{x}, {y}\n{x + 40}, {y}\n{x + 40}, {y + 50}\n{x}, {y + 50}")
    return {
        "type": "Feature", "id": nummer, "properties": {"sectie": "A", "perceelnummer": nummer},
        "geometry": {"type": "Polygon", "coordinates": als_geojson(vlak)["coordinates"][0]},
    }  # fmt: skip


def _antwoord(antwoord, route):
    route.fulfill(json=antwoord, headers={"Access-Control-Allow-Origin": "*"})


@pytest.fixture
def pdok(open_plan):
    """The form with a PDOK that knows one address and two parcels that share a side."""
    page = open_plan()
    midden = als_geojson(uit_hoekpunten(HOEKEN))["coordinates"][0][0][0]
    antwoorden = {
        "**/locatieserver/search/v3_1/suggest**": {
            "response": {"numFound": 1, "docs": [{"id": "adr-1", "weergavenaam": "Dorpsstraat 1, Aa", "type": "adres"}]}
        },
        "**/locatieserver/search/v3_1/lookup**": {
            "response": {
                "docs": [{"id": "adr-1", "centroide_ll": f"POINT({midden[0] + 0.0002} {midden[1] + 0.0002})"}]
            }
        },
        "**/collections/perceel/items**": {
            "type": "FeatureCollection", "features": [perceel(X, Y, 1), perceel(X + 40, Y, 2)],
        },
        "**/collections/pand/items**": {"type": "FeatureCollection", "features": []},
    }  # fmt: skip
    for patroon, antwoord in antwoorden.items():
        page.route(patroon, partial(_antwoord, antwoord))
    return page


def test_adres_en_percelen(pdok, wereld):
    page = pdok
    page.get_by_label("Haal de plek weg").check()
    page.get_by_label("Zoek een adres").fill("Dorpsstraat 1")
    page.get_by_label("Zoek een adres").press("Enter")
    knop(page, "Dorpsstraat 1, Aa").click()
    expect(knop(page, "Neem het perceel van dit adres")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-maat]")).to_have_text("2.000 m²")
    knop(page, "Kies een perceel").click()
    # A little east of the address lies the second parcel.
    x, y = 0.5, 0.5
    for _ in range(20):
        klik(page, (x, y))
        page.wait_for_timeout(250)
        if len(vlakken(page)) == 2:
            break
        if not vlakken(page):
            klik(page, (x, y))
            page.wait_for_timeout(250)
        x += 0.03
    expect(page.locator("[data-maat]")).to_have_text("4.000 m²")
    bewaar(page)
    plek = Plan.objects.get(pk=wereld.veld.pk).geometrie
    assert plek.area == pytest.approx(4000, rel=1e-4)
    assert len(plek) == 1, "buurpercelen worden één vlak"


def test_geen_pand_op_deze_plek(pdok):
    knop(pdok, "Kies een pand").click()
    klik(pdok, (0.5, 0.5))
    expect(pdok.locator("[data-fout]")).to_have_text("Hier ligt geen pand.")


def test_zonder_pdok_staat_er_een_zin_en_kan_de_rest(open_plan):
    page = open_plan()
    expect(page.locator("[data-kaart-melding]")).to_have_text("Achtergrond nu niet bereikbaar; tekenen kan wel.")
    page.get_by_label("luchtfoto").click()
    expect(page.get_by_label("geen", exact=True)).to_be_checked()
    page.get_by_label("Zoek een adres").fill("Dorpsstraat 1")
    knop(page, "Zoek").click()
    expect(page.locator("[data-kaart-melding]")).to_contain_text("Adressen zoeken lukt nu niet")
    knop(page, "Kies een perceel").click()
    page.locator("[data-kaart]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-fout]")).to_contain_text("PDOK geeft nu geen percelen.")
    page.keyboard.press("Escape")
    expect(knop(page, "Kies een perceel")).to_have_attribute("aria-pressed", "false")


def test_op_een_telefoon(open_plan, wereld):
    page = open_plan(breed=390, hoog=844, has_touch=True, is_mobile=True)
    page.get_by_label("Haal de plek weg").check()
    knop(page, "Teken een vlak").tap()
    kaart = page.locator("[data-kaart]")
    kaart.scroll_into_view_if_needed()
    maten = kaart.bounding_box()
    for x, y in [(0.3, 0.3), (0.7, 0.3), (0.7, 0.6)]:
        page.touchscreen.tap(maten["x"] + x * maten["width"], maten["y"] + y * maten["height"])
        page.wait_for_timeout(400)
    knop(page, "Klaar").tap()
    assert len(vlakken(page)) == 1
    assert len(vlakken(page)[0][0]) == 4
    for element in page.locator(".tekenknop:visible").all():
        assert element.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    knop(page, "Verschuif hoeken").tap()
    assert not Kijker().bezwaren(page)
    bewaar(page)
    assert Plan.objects.get(pk=wereld.veld.pk).geometrie.num_coords == 4
