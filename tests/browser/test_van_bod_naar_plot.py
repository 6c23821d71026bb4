"""From an empty map to a plan in the chain: a workshop with a facilitator and five phones, and what came after."""

import io
import re

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.plannen.models import Plan
from programmering.plots.models import Criterium, Plot
from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.workshops.models import Workshop
from woonzorg.gebieden.actions import werk_afgeleide_grenzen_bij

TELEFOON = {"breed": 390, "hoog": 844, "has_touch": True, "is_mobile": True}
GEZIEN = 15_000  # milliseconds to wait for what another did; how quick it is, the benchmarks measure
# Who sits at the table: organisation, kind of partij.
TAFEL = [
    ("Wonen Aa", "corporatie"),
    ("Zorg Aa", "zorgorganisatie"),
    ("Buurt Aa", "bewonersinitiatief"),
    ("Bouw Aa", "ontwikkelaar"),
    ("Beleg Aa", "investeerder"),
]
# Scores of the five on the first place, per criterium in the order of the list; each of them means out on its own.
SCORES = [
    [5, 4, 3, 2, 1, 5, 4],
    [4, 4, 3, 2, 2, 5, 4],
    [5, 3, 3, 1, 1, 4, 4],
    [3, 4, 2, 2, 1, 5, 5],
    [5, 5, 3, 2, 1, 5, 4],
]


@pytest.fixture
def leeg(land):
    """Aa with an opgave and a boundary, and nothing else: no plan, no plot, no bod."""
    periode = Opgaveperiode.objects.get(slug="2030")
    for gemeente in land.values():
        Opgave.objects.create(
            gemeente=gemeente, periode=periode, versie=1, status="afgesproken", besluit="Woondeal Oost",
            datum="2026-03-01", nultreden=100, geclusterd=90, zorggeschikt=60,
        )  # fmt: skip
    werk_afgeleide_grenzen_bij()
    bereken_volledig()


def keten(page, gebied: str, woningtype: str) -> dict:
    antwoord = page.request.get(f"/api/v1/keten?gebied={gebied}&periode=2030")
    return next(r for r in antwoord.json()["woningtypen"] if r["woningtype"] == woningtype)


def schuif_aan(open_venster, code: str, organisatie: str, soort: str):
    venster = open_venster(**TELEFOON)
    # What is refused comes back in words; what is sent without a network is kept.
    venster.verwacht = ("422 (Unprocessable Entity)", "ERR_INTERNET_DISCONNECTED")
    page = venster.page
    page.goto("/w/")
    page.get_by_label("Code").fill(code.lower())
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Uw naam").fill(f"Deelnemer van {organisatie}")
    page.get_by_label("Organisatie").fill(organisatie)
    page.get_by_label("Soort partij").select_option(soort)
    page.get_by_role("button", name="Schuif aan").click()
    page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    return page


def vul_plek(page, naam: str, waar: str = "", **velden) -> None:
    venster = page.get_by_role("dialog")
    venster.get_by_label("Hoe heet deze plek?").fill(naam)
    if waar:
        venster.get_by_label("Waar", exact=True).fill(waar)
    for label, waarde in velden.items():
        venster.get_by_label(re.compile(label.replace("_", " "))).fill(str(waarde))
    venster.get_by_role("button", name="Bewaar de plek").click()


def doe_bod(page, woningtype: str, aantal: int, jaar: int, plek: str = "", hoe: str = "nieuwbouw") -> None:
    page.get_by_role("button", name="Doe een bod").click()
    venster = page.get_by_role("dialog")
    keuze = venster.get_by_label("Op welke plek?")
    optie = keuze.locator("option", has_text=plek).first if plek else keuze.locator("option").first
    keuze.select_option(value=optie.get_attribute("value"))
    venster.get_by_text(woningtype, exact=True).click()
    venster.get_by_label("Hoeveel?").fill(str(aantal))
    venster.get_by_label(re.compile("^Jaar")).fill(str(jaar))
    venster.locator("[name=bouwvorm]").select_option(hoe)
    venster.get_by_role("button", name="Doe dit bod").click()


def weeg(page, plek: str, scores: list[int]) -> None:
    item = page.locator("[data-lijst=wegen] li.ws-item", has_text=plek)
    item.locator("summary").click()
    for naam, score in zip(Criterium.objects.values_list("naam", flat=True), scores, strict=False):
        item.get_by_role("group", name=naam).get_by_role("radio", name=str(score)).check()
    item.locator("summary").click()


def stem(page, *nummers: int) -> None:
    for nummer in nummers:
        page.get_by_role("button", name=f"Stem op plek {nummer}").click()


def zet_stap(page, plot: Plot, naar: str, knop: str, **velden) -> None:
    page.goto(f"{plot.get_absolute_url()}stap/{naar}/")
    for label, waarde in velden.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(waarde)
    if naar == "vastgelegd":
        page.get_by_label("prestatieafspraken").check()
    page.get_by_role("main").get_by_role("button", name=re.compile(knop)).click()
    expect(page).to_have_url(re.compile(rf"/plots/{plot.pk}/$"))
    plot.refresh_from_db()
    assert plot.status == naar


def test_van_lege_kaart_tot_plan_in_de_keten(open_venster, leeg, cast):
    leider = open_venster(wie=cast.invoerder_aa, breed=1920, hoog=1080).page
    workshop = open_workshop(leider)
    telefoons = [schuif_aan(open_venster, workshop.code, *wie) for wie in TAFEL]
    expect(leider.get_by_role("button", name="5 van 5 aan tafel")).to_be_visible(timeout=GEZIEN)
    zoek(leider, telefoons)
    weeg_en_kies(leider, telefoons)
    bel_en_sluit(leider, telefoons)
    controleer_verslag(leider, workshop)
    plots = maak_kandidaat(leider)
    reserveer_eerste(leider, plots[0])
    verbind_partners(leider, plots[1])
    plan_van_derde(leider, plots[2])
    controleer_keten(leider, plots)


def open_workshop(leider) -> Workshop:
    leider.goto("/workshops/")
    leider.get_by_role("link", name=re.compile("Nieuwe workshop")).first.click()
    leider.get_by_label("Naam", exact=True).fill("Van bod naar plot in Aa")
    leider.get_by_label("Datum").fill(f"{timezone.localdate():%Y-%m-%d}")
    leider.get_by_role("button", name="Bewaar de workshop").click()
    leider.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    leider.get_by_role("button", name="Open de workshop").click()
    expect(leider.get_by_text("Stap 1 van 5: De opgave op tafel")).to_be_visible()
    return Workshop.objects.get()


def zoek(leider, telefoons) -> None:
    """Five places of five people: one on the map, one by keyboard alone, one is hidden, two are the same."""
    corporatie, zorg, buurt, bouw, beleg = telefoons
    leider.get_by_role("button", name="Volgende stap").click()
    for page in telefoons:
        expect(page.get_by_role("button", name="Doe een bod")).to_be_visible(timeout=GEZIEN)

    corporatie.get_by_role("button", name="Plek zonder kaart").click()
    vul_plek(corporatie, "Schoolterrein", "142000, 452000", Geclusterd=24, Zorggeschikt=12, Verwacht_jaar=2028)
    expect(leider.locator("[data-lijst=plekken]")).to_contain_text("Schoolterrein", timeout=GEZIEN)
    for page in telefoons[1:]:
        expect(page.locator("[data-lijst=plekken]")).to_contain_text("Schoolterrein", timeout=GEZIEN)

    zorg.get_by_role("button", name="Zet hier een plek").click()
    vul_plek(zorg, "Zusterhuis")
    expect(leider.locator("[data-lijst=plekken]")).to_contain_text("Zusterhuis", timeout=GEZIEN)

    # By keyboard alone.
    knop = buurt.get_by_role("button", name="Plek zonder kaart")
    knop.focus()
    buurt.keyboard.press("Enter")
    buurt.keyboard.type("Dorpsweide")
    buurt.keyboard.press("Tab")
    buurt.keyboard.press("Tab")
    buurt.keyboard.type("18")
    for _ in range(4):
        buurt.keyboard.press("Tab")
    buurt.keyboard.type("146000, 456000")
    buurt.keyboard.press("Enter")
    expect(leider.locator("[data-lijst=plekken]")).to_contain_text("Dorpsweide", timeout=GEZIEN)

    # What is outside the country is refused in words, and can be mended.
    bouw.get_by_role("button", name="Plek zonder kaart").click()
    vul_plek(bouw, "Parkeerplaats", "10, 10")
    expect(bouw.locator("[data-mislukt]")).to_contain_text("buiten Nederland", timeout=GEZIEN)
    bouw.get_by_role("button", name="Verbeter").click()
    vul_plek(bouw, "Parkeerplaats", "148000, 458000", Nultreden=99)
    expect(leider.locator("[data-lijst=plekken]")).to_contain_text("Parkeerplaats", timeout=GEZIEN)
    beleg.get_by_role("button", name="Plek zonder kaart").click()
    vul_plek(beleg, "Schoolplein", "142030, 452010")
    expect(leider.locator("[data-lijst=plekken]")).to_contain_text("Schoolplein", timeout=GEZIEN)
    for page in telefoons:
        expect(page.locator("[data-lijst=plekken]")).to_contain_text("Schoolplein", timeout=GEZIEN)

    doe_bod(corporatie, "Geclusterd", 24, 2028, "Schoolterrein")
    doe_bod(beleg, "Zorggeschikt", 12, 2029, "Schoolplein")
    doe_bod(zorg, "Zorggeschikt", 30, 2029, "Zusterhuis", hoe="transformatie")
    doe_bod(bouw, "Nultreden", 40, 2030)
    doe_bod(bouw, "Nultreden", 7, 2030, "Parkeerplaats")
    expect(leider.locator("[data-sommen]")).to_contain_text(re.compile(r"nultreden\s*47"), timeout=GEZIEN)

    # The facilitator: two places are one, one is nonsense, and a slip is undone.
    regel = leider.locator("[data-lijst=plekken] li.ws-item")
    regel.filter(has_text="Schoolplein").get_by_role("button", name="Voeg samen").click()
    keuze = leider.get_by_label("Welke plek blijft?")
    keuze.select_option(value=keuze.locator("option", has_text="Schoolterrein").get_attribute("value"))
    leider.get_by_role("button", name="Voeg samen", exact=True).last.click()
    regel.filter(has_text="Dorpsweide").get_by_role("button", name="Verberg").click()
    expect(buurt.locator("[data-lijst=plekken]")).not_to_contain_text("Dorpsweide", timeout=GEZIEN)
    leider.get_by_text("Laatste handelingen").click()
    leider.get_by_role("listitem").filter(has_text="Dorpsweide").get_by_role(
        "button", name="Maak ongedaan"
    ).first.click()
    expect(buurt.locator("[data-lijst=plekken]")).to_contain_text("Dorpsweide", timeout=GEZIEN)
    regel.filter(has_text="Parkeerplaats").get_by_role("button", name="Verberg").last.click()
    for page in telefoons:
        expect(page.locator("[data-lijst=plekken]")).not_to_contain_text("Parkeerplaats", timeout=GEZIEN)
        expect(page.locator("[data-lijst=plekken]")).not_to_contain_text("Schoolplein", timeout=GEZIEN)


def weeg_en_kies(leider, telefoons) -> None:
    corporatie, zorg, buurt, bouw, _beleg = telefoons
    leider.get_by_role("button", name="Volgende stap").click()
    for page in telefoons:
        expect(page.get_by_role("heading", name="Wegen")).to_be_visible(timeout=GEZIEN)
    # One loses the network, goes on, reloads once it is back, and has lost nothing.
    buurt.context.set_offline(True)
    for page, scores in zip(telefoons, SCORES, strict=True):
        weeg(page, "Schoolterrein", scores)
    expect(buurt.locator(".ws-verbinding")).to_contain_text("geen verbinding", timeout=10_000)
    buurt.context.set_offline(False)
    buurt.reload()
    buurt.locator("[data-kaart][data-klaar]").wait_for(state="attached")
    expect(buurt.get_by_role("heading", name="Wegen")).to_be_visible()
    weeg(zorg, "Zusterhuis", [4])
    expect(leider.locator("[data-lijst=wegen] li.ws-item", has_text="Schoolterrein")).to_contain_text(
        "5 deelnemers", timeout=10_000
    )

    leider.get_by_role("button", name="Volgende stap").click()
    for page in telefoons:
        expect(page.get_by_text("Nog 3 van 3 stemmen over.")).to_be_visible(timeout=GEZIEN)
    stem(corporatie, 1, 2, 3)
    stem(zorg, 1, 2)
    stem(buurt, 3)
    stem(bouw, 1, 3)
    kiezen = leider.locator("[data-lijst=kiezen] li.ws-item")
    expect(kiezen.filter(has_text="Schoolterrein")).to_contain_text("3 stemmen", timeout=GEZIEN)
    expect(kiezen.filter(has_text="Dorpsweide")).to_contain_text("3 stemmen", timeout=GEZIEN)
    for naam in ("Schoolterrein", "Zusterhuis", "Dorpsweide"):
        kiezen.filter(has_text=naam).get_by_role("button", name=re.compile("^Kies plek")).click()
        expect(kiezen.filter(has_text=naam).get_by_role("button", name=re.compile("^Toch niet plek"))).to_be_visible()


def bel_en_sluit(leider, telefoons) -> None:
    _corporatie, zorg, buurt, *_ = telefoons
    leider.get_by_role("button", name="Volgende stap").click()
    zorg.get_by_role("button", name="Maak een belafspraak").click()
    venster = zorg.get_by_role("dialog")
    venster.get_by_label("Met wie?").fill("Wonen Aa")
    venster.get_by_label("Waarover?").fill("wie de ontmoetingsruimte beheert")
    venster.get_by_role("button", name="Leg vast").click()
    buurt.get_by_role("button", name="Stel een vraag").click()
    venster = buurt.get_by_role("dialog")
    venster.get_by_label("Wat moet nog worden uitgezocht?").fill("Mag er op de weide worden gebouwd?")
    venster.get_by_role("button", name="Zet de vraag op de lijst").click()
    expect(leider.locator("[data-lijst=bellen]")).to_contain_text("Wonen Aa", timeout=GEZIEN)
    expect(leider.locator("[data-lijst=vragen]")).to_contain_text("weide", timeout=GEZIEN)
    leider.get_by_role("button", name="Sluit de workshop").click()
    expect(leider.get_by_text("De workshop is gesloten. Het verslag staat klaar.")).to_be_visible()
    expect(zorg.get_by_text("Gesloten", exact=True)).to_be_visible(timeout=GEZIEN)


def controleer_verslag(leider, workshop: Workshop) -> None:
    """The minutes, to the last number; the same in page, workbook and PDF."""
    leider.get_by_role("link", name="Verslag").click()
    gemiddelden = [sum(kolom) / 5 for kolom in zip(*SCORES, strict=True)]
    rij = [
        c.strip()
        for c in leider.locator("table", has_text="past")
        .first.locator("tbody tr")
        .nth(0)
        .locator("td")
        .all_inner_texts()
    ]
    gemiddelde = f"{sum(gemiddelden) / 7:.1f}".replace(".", ",")
    assert rij[:9] == ["0", "0", "24", "24", "12", "12", gemiddelde, "5", "3"]
    weging = (
        leider.get_by_role("region", name="Weging").locator("tbody tr").filter(has_text="Schoolterrein").locator("td")
    )
    assert [re.sub(r"\s+", " ", c) for c in weging.all_inner_texts()] == [
        f"{g:.1f} (5)".replace(".", ",") for g in gemiddelden
    ]
    samen = [
        re.sub(r"\s+", " ", r).strip()
        for r in leider.get_by_role("region", name="Boden").locator("tr", has_text="Samen").all_inner_texts()
    ]
    assert samen == ["Samen nultreden 40", "Samen geclusterd 24", "Samen zorggeschikt 42"]
    tekst = leider.get_by_role("main").inner_text()
    assert "Parkeerplaats" not in tekst
    for deel in ("Mag er op de weide worden gebouwd?", "wie de ontmoetingsruimte beheert", *(o for o, _ in TAFEL)):
        assert deel in tekst
    boek = openpyxl.load_workbook(
        io.BytesIO(leider.request.get(f"/workshops/{workshop.pk}/verslag.xlsx").body()), read_only=True
    )
    cellen = {naam: [c for rij in boek[naam].iter_rows(values_only=True) for c in rij] for naam in boek.sheetnames}
    for naam, waarden in {"plekken": ["Schoolterrein", 24, 12], "boden": [30, 40, 24, 12]}.items():
        blad = next(b for b in cellen if b.lower() == naam)
        assert set(waarden) <= set(cellen[blad])
    pdf = leider.request.get(f"/workshops/{workshop.pk}/verslag.pdf")
    assert pdf.ok
    assert pdf.body().startswith(b"%PDF")


def maak_kandidaat(leider) -> list[Plot]:
    leider.get_by_role("button", name="Maak de gekozen plekken kandidaat").click()
    leider.get_by_role("button", name="Neem de boden over").click()
    plots = list(Plot.objects.order_by("pk"))
    assert [(p.naam, p.status) for p in plots] == [
        ("Schoolterrein", "kandidaat"), ("Zusterhuis", "kandidaat"), ("Dorpsweide", "kandidaat"),
    ]  # fmt: skip
    regels = {p.naam: {r.woningtype: (r.aantal, r.jaar) for r in p.regels.all()} for p in plots}
    assert regels == {
        "Schoolterrein": {"geclusterd": (24, 2028), "zorggeschikt": (12, 2028)},
        "Zusterhuis": {"zorggeschikt": (30, 2029)},  # nothing was said of the place: what was offered on it
        "Dorpsweide": {"geclusterd": (18, 0)},
    }
    score = plots[0].scores.select_related("criterium").first()
    assert (score.criterium.slug, score.score) == ("voorzieningen", 4)  # 4,4 on average
    assert "5 deelnemers" in score.reden
    werk_bij()
    assert keten(leider, "GM9000", "zorggeschikt")["bod"] == 42  # the gemeente sees them
    assert keten(leider, "GM9000", "geclusterd")["gereserveerd"] == 0
    return plots


def reserveer_eerste(leider, plot: Plot) -> None:
    zet_stap(leider, plot, "in_gesprek", "In gesprek")
    zet_stap(leider, plot, "gereserveerd", "Reserveren", Bewijs="Besluit van burgemeester en wethouders")
    expect(leider.get_by_text(re.compile(r"nog 36\d dagen"))).to_be_visible()
    werk_bij()
    assert keten(leider, "GM9000", "geclusterd")["gereserveerd"] == 24


def verbind_partners(leider, plot: Plot) -> None:
    for rol, wie in (
        ("corporatie_investeerder", "Wonen Aa"), ("zorgorganisatie", "Zorg Aa"), ("lokale_gemeenschap", "Buurt Aa"),
    ):  # fmt: skip
        leider.goto(f"{plot.get_absolute_url()}partners/toevoegen/?rol={rol}")
        leider.get_by_label("Naam van de partner").fill(wie)
        leider.get_by_role("button", name="Toevoegen").click()
        expect(leider.get_by_role("heading", name=wie, level=1)).to_be_visible()
    leider.goto(plot.get_absolute_url())
    leider.get_by_role("link", name="Leg commitment vast van Zorg Aa").click()
    for niveau in ("uitvoerend", "directie", "bestuurlijk"):
        leider.get_by_label("Niveau").select_option(niveau)
        leider.get_by_role("button", name="Vastleggen").click()
        leider.goto(plot.get_absolute_url())
        leider.get_by_role("link", name="Leg commitment vast van Zorg Aa").click()
    assert plot.partners.lopend().count() == 3
    assert plot.partners.get(rol="zorgorganisatie").commitments.count() == 3
    leider.goto(plot.get_absolute_url())
    expect(leider.get_by_text("Deze plot zoekt nog:")).to_have_count(0)


def plan_van_derde(leider, plot: Plot) -> None:
    """Not a number is typed again; and its homes count in one place at a time."""
    zet_stap(leider, plot, "in_gesprek", "In gesprek")
    zet_stap(leider, plot, "gereserveerd", "Reserveren", Bewijs="Besluit van burgemeester en wethouders")
    zet_stap(leider, plot, "vastgelegd", "Vastleggen", Bewijs="Prestatieafspraken 2027")
    leider.goto(plot.get_absolute_url())
    leider.get_by_role("button", name="Maak hier een plan van").click()
    expect(leider.get_by_label("Plannaam")).to_have_value("Dorpsweide")
    leider.get_by_label("Planologische status").select_option("3")
    leider.get_by_label("Vertrouwelijkheid").select_option("openbaar")
    # Only the year is new: nobody at the table knew it.
    for naam in (
        "nieuwbouw-nieuwbouw",
        "wonen_en_zorg-geclusterd",
        "woningtype-onbekend",
        "betaalbaarheid-onbekend",
        "flex-permanent",
    ):
        onbekend = leider.locator(f'[name="r-{naam}-onbekend"]')
        if onbekend.input_value():
            onbekend.fill("")
            leider.locator(f'[name="r-{naam}-2029"]').fill("18")
    leider.get_by_role("button", name="Bewaren", exact=True).click()
    expect(leider.get_by_text("Het plan is bewaard.")).to_be_visible()
    zet_stap(leider, plot, "in_plan", "Is een plan geworden")
    werk_bij()
    plan = Plan.objects.get()
    assert (plan.plot, plan.gemeente, plan.invoerstatus) == (plot, plot.gemeente, "gereed")
    assert plan.geometrie.equals(plot.geometrie)


def controleer_keten(leider, plots: list[Plot]) -> None:
    """The plan is in the chain of gemeente, regio, provincie and land, for everyone."""
    for gebied in ("GM9000", "WD90", "PV90", "NL"):
        geclusterd, zorggeschikt = (keten(leider, gebied, w) for w in ("geclusterd", "zorggeschikt"))
        assert (geclusterd["zacht"], geclusterd["gereserveerd"]) == (18, 24)
        assert (zorggeschikt["zacht"], zorggeschikt["gereserveerd"]) == (0, 12)
    assert keten(leider, "PV91", "geclusterd")["zacht"] == 0
    leider.goto("/gebied/GM9000/")
    rij = leider.locator("tr.ketenrij", has_text="Geclusterd")
    expect(rij).to_contain_text("zacht plan: 18 woningen")
    expect(rij).to_contain_text("gereserveerd: 24 woningen")
    rij.get_by_role("link", name=re.compile("Geclusterd, gereserveerd")).click()
    expect(leider.get_by_role("main")).to_contain_text(plots[0].naam)
    assert bereken_volledig().verschillen == 0
