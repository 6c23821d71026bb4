"""The year grid: says while typing what does not add up, says the same without a script, and works as a sheet."""

import json
from dataclasses import asdict

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programmering.plannen.lijsten import RESTCATEGORIE
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel, controleer, telt_op
from programmering.plannen.rooster import lees_getal
from tests.browser.test_alle_paginas import Kijker

JAAR = timezone.localdate().year + 1
VERKEERD = {"nieuwbouw-nieuwbouw": (20, 20), "wonen_en_zorg-geclusterd": (20, 18)}
# What Excel would have put on the clipboard.
KLEMBORD = """([veld, tekst]) => {
    const blok = new DataTransfer();
    blok.setData("text/plain", tekst);
    veld.dispatchEvent(new ClipboardEvent("paste", {clipboardData: blok, bubbles: true, cancelable: true}));
}"""
GEKOPIEERD = """soort => {
    const blok = new DataTransfer();
    const gebeurtenis = new ClipboardEvent(soort, {clipboardData: blok, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(gebeurtenis);
    return blok.getData("text/plain");
}"""


def vul(page, rijen: dict) -> None:
    """{groep-categorie: (gepland, in JAAR)}, typed as a person does."""
    for rij, (gepland, in_jaar) in rijen.items():
        for kolom, waarde in (("gepland", gepland), (JAAR, in_jaar)):
            veld = page.locator(f'[name="r-{rij}-{kolom}"]')
            veld.click()
            veld.press_sequentially(str(waarde))


def cel(page, naam: str):
    return page.locator(f'[name="{naam}"]')


def zorg(page, categorie: str, kolom=JAAR):
    return cel(page, f"r-wonen_en_zorg-{categorie}-{kolom}")


def plak(page, veld, tekst: str) -> None:
    veld.focus()
    page.evaluate(KLEMBORD, [veld.element_handle(), tekst])


def melding(page):
    return page.locator("[data-rooster-melding]")


def blok(page, soort="geclusterd", rijen=1, jaren=3, begin=JAAR) -> list[str]:
    namen = ["nultreden", "geclusterd", "zorggeschikt", "regulier", "onbekend"]
    vanaf = namen.index(soort)
    return [
        zorg(page, naam, begin + j).input_value() for naam in namen[vanaf : vanaf + rijen] for j in range(jaren)
    ]  # fmt: skip


@pytest.fixture
def nieuw_plan(open_venster, cast):
    def maak(**opties):
        venster = open_venster(wie=cast.invoerder_aa, **opties)
        venster.verwacht = ("422 (Unprocessable",)
        venster.page.goto("/plannen/nieuw/")
        venster.page.get_by_label("Plannaam").fill("Hof van Aa")
        venster.page.get_by_label("Planologische status").select_option("4A")
        return venster.page

    return maak


def test_zegt_tijdens_het_typen_wat_niet_klopt(nieuw_plan):
    page = nieuw_plan()
    vul(page, VERKEERD)
    groep = page.locator('[data-rooster-tabel="r"] [data-groep="wonen_en_zorg"]')
    rij, stand, samen = (groep.locator(s) for s in ('[data-rij="geclusterd"]', "[data-stand]", "[data-samen]"))
    expect(rij.locator("[data-verschil]")).to_have_text("jaren: 2 te weinig")
    expect(stand).to_have_text(f"Klopt niet: 2 te weinig in {JAAR}")
    expect(stand).to_have_attribute("role", "status")
    expect(samen.locator('[data-som="gepland"]')).to_have_text("20")
    expect(samen.locator(f'[data-som="{JAAR}"]')).to_have_text("18")
    expect(samen.locator(".rooster__anders")).to_have_count(1)
    cel(page, f"r-wonen_en_zorg-geclusterd-{JAAR}").fill("20")
    expect(rij.locator("[data-verschil]")).to_have_text("")
    expect(stand).to_have_text("Klopt met nieuwbouw")
    expect(samen.locator(".rooster__anders")).to_have_count(0)
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
    samen = page.locator(f'[data-groep="wonen_en_zorg"] [data-som="{JAAR}"]')
    expect(samen).to_have_text("18")
    expect(samen).to_have_class("rooster__anders")
    assert not Plan.objects.filter(plannaam="Hof van Aa").exists()
    # The list of what is missing leads to the row.
    page.get_by_role("link", name="de jaren tellen op tot 18").click()
    expect(page.locator("#c-wonen_en_zorg-geclusterd")).to_be_focused()


def test_wat_niet_klopt_kan_als_concept(nieuw_plan):
    page = nieuw_plan()
    vul(page, VERKEERD)
    page.get_by_role("button", name="Bewaren als concept").click()
    expect(page.get_by_text("Bewaard als concept.")).to_be_visible()
    expect(page.get_by_text("concept: telt nog nergens mee")).to_be_visible()
    plan = Plan.objects.get(plannaam="Hof van Aa")
    assert plan.invoerstatus == "concept"
    assert plan.regels.get(categorie="geclusterd").rest_per_jaar == {str(JAAR): 18}


# --- As a sheet --------------------------------------------------------------------------------------------


def test_een_blok_uit_excel_plakken(nieuw_plan):
    page = nieuw_plan()
    plak(page, zorg(page, "nultreden"), "1.200\t7\r\n3\t\r\n")
    assert blok(page, "nultreden", rijen=2, jaren=2) == ["1.200", "7", "3", ""]
    expect(melding(page)).to_have_text("Geplakt: 2 rijen en 2 kolommen.")
    expect(zorg(page, "nultreden")).to_be_focused()


@pytest.mark.parametrize(
    ("tekst", "waarden"),
    [
        ("1.234,00\t5,0\n", ["1.234", "5"]),
        (" 12 \t-\n", ["12", ""]),
        ('"1.000"\t\u00a08\n', ["1.000", "8"]),
        # No number: stays as it came, so that one sees what is wrong with it.
        ("1,5\ttwaalf\n", ["1,5", "twaalf"]),
    ],
)
def test_getallen_zoals_excel_ze_kopieert(tekst, waarden, nieuw_plan):
    page = nieuw_plan()
    plak(page, zorg(page, "geclusterd"), tekst)
    assert blok(page, jaren=2) == waarden
    fout = zorg(page, "geclusterd").get_attribute("aria-invalid")
    assert (fout == "true") == (lees_getal(waarden[0]) is None)


def test_een_blok_dat_te_groot_is_zegt_wat_er_niet_paste(nieuw_plan):
    page = nieuw_plan()
    plak(page, cel(page, "r-wonen_en_zorg-onbekend-onbekend"), "1\t2\n3\t4\n")
    expect(cel(page, "r-wonen_en_zorg-onbekend-onbekend")).to_have_value("1")
    expect(melding(page)).to_contain_text("Paste niet: 2 waarden (2, 4), 1 kolom te veel.")
    expect(melding(page)).to_have_class("rooster__melding rooster__melding--fout")
    plak(page, cel(page, "r-sloop-sloop-onbekend"), "1\n2\n3\n")
    expect(melding(page)).to_contain_text("Paste niet: 2 waarden (2, 3), 2 rijen te veel.")
    # Over the column that is computed: what it says is no loss, what it does not say is.
    plak(page, cel(page, "r-nieuwbouw-nieuwbouw-gepland"), "40\t10\t\t30\t20\n")
    expect(melding(page)).to_contain_text("Paste niet: 1 waarde (30), op een plek zonder invulvak.")
    page.evaluate(KLEMBORD, [cel(page, "r-nieuwbouw-nieuwbouw-gepland").element_handle(), "40\t10\t\t30\t20\n"])
    expect(melding(page)).to_have_text("Geplakt: 1 rij en 5 kolommen.")


def test_kiezen_met_de_toetsen_kopieren_en_terugplakken(nieuw_plan):
    page = nieuw_plan()
    plak(page, zorg(page, "nultreden"), "1\t2\t3\n4\t5\t6\n")
    zorg(page, "nultreden").click()
    for toets in ("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(toets)
    expect(page.locator(".rooster__cel--gekozen")).to_have_count(6)
    expect(melding(page)).to_have_text("2 rijen en 3 kolommen gekozen, bij elkaar 21.")
    assert page.evaluate(GEKOPIEERD, "copy") == "1\t2\t3\r\n4\t5\t6"
    # A plain arrow lets go of the block, from the cell where it began.
    page.keyboard.press("ArrowDown")
    expect(zorg(page, "geclusterd")).to_be_focused()
    expect(page.locator(".rooster__cel--gekozen")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    plak(page, zorg(page, "zorggeschikt"), "1\t2\t3\r\n4\t5\t6")
    assert blok(page, "zorggeschikt", rijen=2) == ["1", "2", "3", "4", "5", "6"]


def test_knippen_en_een_blok_leegmaken(nieuw_plan):
    page = nieuw_plan()
    plak(page, zorg(page, "geclusterd"), "1\t2\t3\n")
    assert page.evaluate(GEKOPIEERD, "cut") == "1\t2\t3"
    assert blok(page) == ["", "", ""]
    plak(page, zorg(page, "geclusterd"), "4\t5\t6\n")
    page.keyboard.press("Delete")
    assert blok(page) == ["", "", ""]
    page.keyboard.press("Control+z")
    assert blok(page) == ["4", "5", "6"]


def test_een_blok_met_de_muis(nieuw_plan):
    page = nieuw_plan()
    plak(page, zorg(page, "geclusterd"), "1\t2\t3\n4\t5\t6\n")
    van, naar = zorg(page, "geclusterd").bounding_box(), zorg(page, "zorggeschikt", JAAR + 1).bounding_box()
    page.mouse.move(van["x"] + 10, van["y"] + 10)
    page.mouse.down()
    page.mouse.move(naar["x"] + 10, naar["y"] + 10, steps=8)
    page.mouse.up()
    expect(page.locator(".rooster__cel--gekozen")).to_have_count(4)
    assert page.evaluate(GEKOPIEERD, "copy") == "1\t2\r\n4\t5"
    zorg(page, "zorggeschikt", JAAR + 2).click(modifiers=["Shift"])
    expect(page.locator(".rooster__cel--gekozen")).to_have_count(6)
    # A click chooses the number as a whole: typing replaces it.
    zorg(page, "geclusterd").click()
    page.keyboard.type("9")
    expect(zorg(page, "geclusterd")).to_have_value("9")


def test_een_getal_vult_het_hele_blok_en_naar_rechts_de_rij(nieuw_plan):
    page = nieuw_plan()
    zorg(page, "geclusterd").click()
    for toets in ("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(toets)
    page.evaluate(KLEMBORD, [zorg(page, "geclusterd").element_handle(), "7"])
    assert blok(page, rijen=2) == ["7"] * 6
    zorg(page, "geclusterd").fill("8")
    for toets in ("Shift+ArrowRight", "Shift+ArrowRight", "Control+r"):
        page.keyboard.press(toets)
    assert blok(page, rijen=2) == ["8", "8", "8", "7", "7", "7"]
    page.keyboard.press("Control+z")
    assert blok(page, rijen=2) == ["8", "7", "7", "7", "7", "7"]
    zorg(page, "geclusterd").click()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name="Vul naar rechts").click()
    assert blok(page) == ["8", "8", "8"]


def test_ongedaan_en_opnieuw_over_het_hele_rooster(nieuw_plan):
    page = nieuw_plan()
    terug, opnieuw = (page.locator(f'.rooster [data-doe="{wat}"]') for wat in ("terug", "vooruit"))
    expect(terug).to_be_disabled()
    nieuwbouw, gerealiseerd = (cel(page, f"r-nieuwbouw-nieuwbouw-{kolom}") for kolom in ("gepland", "gerealiseerd"))
    nieuwbouw.click()
    page.keyboard.type("125")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    plak(page, zorg(page, "geclusterd"), "1\t2\t3\n")
    page.keyboard.press("Control+z")
    assert blok(page) == ["", "", ""]
    page.keyboard.press("Control+z")
    expect(gerealiseerd).to_have_value("")
    expect(gerealiseerd).to_be_focused()
    terug.click()
    expect(nieuwbouw).to_have_value("")
    page.keyboard.press("Control+y")
    expect(nieuwbouw).to_have_value("125")
    opnieuw.click()
    opnieuw.click()
    assert blok(page) == ["1", "2", "3"]
    expect(opnieuw).to_be_disabled()
    # The sums follow.
    expect(page.locator('[data-groep="nieuwbouw"] [data-rest]')).to_have_text("95")


def test_toetsen_van_een_rekenblad(nieuw_plan):
    page = nieuw_plan()
    nieuwbouw = cel(page, "r-nieuwbouw-nieuwbouw-gepland")
    nieuwbouw.click()
    page.keyboard.type("125")
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("9")
    expect(nieuwbouw).to_have_value("1295")
    page.keyboard.press("Escape")
    expect(nieuwbouw).to_have_value("")
    for toets, naam in [
        ("Enter", "r-wonen_en_zorg-nultreden-gepland"),
        ("Shift+Enter", "r-nieuwbouw-nieuwbouw-gepland"),
        ("Control+ArrowRight", "r-nieuwbouw-nieuwbouw-onbekend"),
        ("Control+ArrowDown", "r-sloop-sloop-onbekend"),
        # At the last row Enter stays where it is, and saves nothing.
        ("Enter", "r-sloop-sloop-onbekend"),
        ("Control+Home", "r-nieuwbouw-nieuwbouw-gepland"),
        ("Control+End", "r-sloop-sloop-onbekend"),
        ("Shift+Tab", f"r-sloop-sloop-{JAAR + 9}"),
    ]:
        page.keyboard.press(toets)
        assert page.evaluate("document.activeElement.name") == naam
    assert page.url.endswith("/plannen/nieuw/")


def test_cellen_zijn_gewone_velden(nieuw_plan):
    """For a screen reader each says which row and year it is; a wheel changes nothing, nothing is remembered."""
    page = nieuw_plan()
    cellen = page.locator(".rooster input.rooster__cel")
    eigen = cellen.evaluate_all("velden => velden.map(v => [v.type, v.autocomplete, v.getAttribute('aria-label')])")
    assert {(soort, autocomplete) for soort, autocomplete, _ in eigen} == {("text", "off")}
    namen = [naam for *_, naam in eigen]
    assert len(set(namen)) == len(namen)
    assert f"Wonen en zorg, Geclusterd, {JAAR}" in namen
    zorg(page, "geclusterd").fill("12")
    zorg(page, "geclusterd").hover()
    page.mouse.wheel(0, 200)
    expect(zorg(page, "geclusterd")).to_have_value("12")
    kans = page.get_by_label("Realisatiekans")
    kans.fill("50")
    kans.hover()
    page.mouse.wheel(0, -100)
    expect(kans).to_have_value("50")
    plak(page, zorg(page, "geclusterd"), "1\ttwee\n")
    assert Kijker().bezwaren(page) == []


# --- The script adds up as the server does -----------------------------------------------------------------


def test_script_en_server_rekenen_hetzelfde(nieuw_plan):
    page = nieuw_plan()
    teksten = ["", "0", "12", "1.234", "1 234", " 7 ", "1.23", "-3", "3,5", "twaalf", "1e3", "999999", "1.000.000",
               "0.001.234", "12.3456", "1\u00a0234", "1\u202f234", "٣", "0012", "."]  # fmt: skip
    in_script = page.evaluate(
        "async teksten => { const { leesGetal } = await import('/static/js/rooster/som.js');"
        " return teksten.map(t => leesGetal(t)); }",
        teksten,
    )
    assert dict(zip(teksten, in_script, strict=True)) == {t: lees_getal(t.strip()) for t in teksten}
    for regels in GEVALLEN:
        uit = page.evaluate(VERGELIJK, json.loads(json.dumps([asdict(r) for r in regels])))
        fouten = controleer(regels)
        assert set(uit["rijen"]) == {f"{v.groep}-{v.categorie}" for v in fouten if v.categorie}
        for groep in RESTCATEGORIE:
            eigen = [r for r in regels if r.groep == groep]
            if not any(r.gepland or r.gerealiseerd or r.rest_per_jaar for r in eigen):
                # Blank follows nieuwbouw; the server fills it in before it looks.
                assert groep not in uit["groepen"]
                continue
            assert uit["groepen"][groep] == sum(1 for v in fouten if v.groep == groep and not v.categorie), groep
            assert {k: n for k, n in uit["samen"][groep].items() if n} == {k: n for k, n in telt_op(eigen).items() if n}


VERGELIJK = """async regels => {
    const { groepstand, rijfouten } = await import("/static/js/rooster/som.js");
    const als = r => ({gepland: r.gepland, gerealiseerd: r.gerealiseerd, corporatie: r.waarvan_corporatie,
                       rest: r.rest_per_jaar, perJaar: r.gerealiseerd_per_jaar});
    const jaren = new Set(regels.flatMap(r => Object.keys(r.rest_per_jaar)));
    const perJaar = new Set(regels.flatMap(r => Object.keys(r.gerealiseerd_per_jaar)));
    const vol = (per, sleutels) => Object.fromEntries([...sleutels].map(j => [j, per[j] ?? 0]));
    const rijen = regels.map(r => ({...als(r), groep: r.groep, categorie: r.categorie}))
        .map(r => ({...r, rest: vol(r.rest, jaren), perJaar: vol(r.perJaar, perJaar)}));
    const van = groep => rijen.filter(r => r.groep === groep);
    const uit = {rijen: [], groepen: {}, samen: {}};
    for (const r of rijen) if (rijfouten(r).length) uit.rijen.push(`${r.groep}-${r.categorie}`);
    for (const groep of new Set(rijen.map(r => r.groep))) {
        if (groep === "nieuwbouw" || groep === "sloop") continue;
        const stand = groepstand(van(groep), van("nieuwbouw"));
        if (stand.leeg) continue;
        uit.groepen[groep] = stand.fouten.length + stand.foutenPerJaar.length;
        uit.samen[groep] = stand.samen;
    }
    return uit;
}"""


def _n(n=20, klaar=0, rest=None, per_jaar=None):
    return Regel("nieuwbouw", "nieuwbouw", n, klaar, {"2027": n - klaar} if rest is None else rest, per_jaar or {})


def _z(categorie, n, klaar=0, rest=None, per_jaar=None, corporatie=0):
    rest = {"2027": n - klaar} if rest is None else rest
    return Regel("wonen_en_zorg", categorie, n, klaar, rest, per_jaar or {}, corporatie)


GEVALLEN = [
    [_n(), _z("geclusterd", 20)],
    [_n(), _z("geclusterd", 20), _z("nultreden", 0)],
    [_n(), _z("geclusterd", 12), _z("regulier", 8)],
    [_n(), _z("geclusterd", 12), _z("regulier", 9)],
    [_n(), _z("geclusterd", 20, rest={"2027": 12, "onbekend": 8})],
    [_n(rest={"2027": 12}), _z("geclusterd", 20, rest={"2028": 20})],
    [_n(20, 5, per_jaar={"2024": 5}), _z("geclusterd", 20, 5, per_jaar={"2023": 5})],
    [_n(20, 5, per_jaar={"2024": 9}), _z("geclusterd", 20, 5)],
    [_n(5, 9, rest={}), _z("geclusterd", 5, 9, rest={})],
    [_n(), _z("geclusterd", 20, corporatie=21)],
    [_n(0, rest={}), _z("geclusterd", 0, rest={})],
    [_n(), _z("geclusterd", 20), Regel("sloop", "sloop", 3, 0, {"2027": 2})],
    [_n(), Regel("betaalbaarheid", "sociale_huur", 10, 0, {"2027": 10})],
]


# --- On a phone --------------------------------------------------------------------------------------------


def test_op_een_telefoon_opent_een_rij_naar_haar_jaren(nieuw_plan):
    page = nieuw_plan(breed=390, hoog=844, has_touch=True, is_mobile=True)
    rij = page.locator('[data-rooster-tabel="r"] [data-groep="wonen_en_zorg"] [data-rij="geclusterd"]')
    expect(zorg(page, "geclusterd")).to_be_hidden()
    zorg(page, "geclusterd", "gepland").fill("20")
    expect(rij.locator("[data-jaren]")).to_have_text("nog geen jaren")
    knop = rij.get_by_role("button", name="Jaren en meer van Geclusterd")
    expect(knop).to_have_attribute("aria-expanded", "false")
    knop.tap()
    expect(rij.get_by_role("button", name="Dicht van Geclusterd")).to_have_attribute("aria-expanded", "true")
    zorg(page, "geclusterd").fill("15")
    zorg(page, "geclusterd", JAAR + 1).fill("5")
    rij.get_by_role("button").tap()
    expect(rij.locator("[data-jaren]")).to_have_text(f"{JAAR}: 15 · {JAAR + 1}: 5")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert zorg(page, "geclusterd", "gepland").bounding_box()["height"] >= 44
    vul_nieuwbouw = cel(page, "r-nieuwbouw-nieuwbouw-gepland")
    vul_nieuwbouw.fill("20")
    page.get_by_role("button", name="Jaren en meer van Nieuwbouw").first.tap()
    cel(page, f"r-nieuwbouw-nieuwbouw-{JAAR}").fill("15")
    cel(page, f"r-nieuwbouw-nieuwbouw-{JAAR + 1}").fill("5")
    page.get_by_role("button", name="Bewaren", exact=True).tap()
    expect(page.get_by_text("Het plan is bewaard.")).to_be_visible()


def test_op_een_telefoon_zonder_script_staan_alle_jaren_open(nieuw_plan):
    page = nieuw_plan(breed=390, hoog=844, java_script_enabled=False)
    expect(zorg(page, "geclusterd")).to_be_visible()
    assert page.locator("html").evaluate("el => el.scrollWidth") <= 390


def test_een_bericht_gaat_niet_verloren_door_een_verkeerde_klik(nieuw_plan):
    page = nieuw_plan()
    gevraagd = []
    page.on("dialog", lambda dialoog: (gevraagd.append(dialoog.type), dialoog.dismiss()))
    page.get_by_label("Toelichting").click()
    page.keyboard.type("nog niet bewaard")
    page.locator(".kop__naam").click(no_wait_after=True)
    expect(page.get_by_label("Toelichting")).to_have_value("nog niet bewaard")
    assert gevraagd == ["beforeunload"]
