"""Plays a short workshop through the browser, a facilitator and three phones, and takes its pictures on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

from scripts.fototoestel import TELEFOON, als, neem, neem_scherm

CODE = "TWENTE"
SCHERM = {"viewport": {"width": 1440, "height": 900}}
STAPPEN = ("De opgave op tafel", "Zoeken", "Wegen", "Kiezen", "Wie belt wie")
# A phone asks every second or so; on a busy machine longer.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Rol:
    """Who sits at the table: named after what it does, never after a person."""

    naam: str
    organisatie: str
    soort: str


CORPORATIE = Rol("Deelnemer corporatie", "Woningcorporatie (voorbeeld)", "corporatie")
ZORG = Rol("Deelnemer zorg", "Zorgorganisatie (voorbeeld)", "zorgorganisatie")
BEWONERS = Rol("Deelnemer bewoners", "Bewonersinitiatief (voorbeeld)", "bewonersinitiatief")


@dataclass(frozen=True)
class Plek:
    """A place in Rijksdriehoek metres; invented, as all names in the demo."""

    naam: str
    van: Rol
    x: int
    y: int
    aantallen: dict[str, int]
    jaar: int
    reden: str
    vlak: tuple[int, int] | None = None  # width and height; None is tapped

    @property
    def waar(self) -> str:
        return f"{self.x}, {self.y}"

    @property
    def hoekpunten(self) -> str:
        if not self.vlak:
            return ""
        b, h = self.vlak
        hoeken = ((0, 0), (b, 25), (b - 15, h + 25), (-15, h))
        return "\n".join(f"{self.x + dx}, {self.y + dy}" for dx, dy in hoeken)


SCHOOL = "Spinnershof, oude school"
PLEKKEN = (
    Plek(SCHOOL, CORPORATIE, 257_900, 470_300, {"Geclusterd": 28, "Zorggeschikt": 16}, 2029,
         "Winkels en een bushalte om de hoek.", (150, 110)),
    Plek("Lakenveld", ZORG, 255_400, 471_900, {"Zorggeschikt": 24}, 2030,
         "Ons zorgteam werkt al in deze buurt.", (180, 140)),
    Plek("Twijnplein, parkeerterrein", BEWONERS, 259_700, 472_600, {"Geclusterd": 20}, 2030,
         "De buurt wil hier graag samen oud worden."),
    Plek("Vlashoek", CORPORATIE, 260_900, 469_900, {"Nultreden": 30, "Geclusterd": 18}, 2031,
         "Grond van de corporatie, naast een gezondheidscentrum.", (210, 130)),
    Plek("Appretuur, oude fabriek", ZORG, 256_600, 473_900, {"Geclusterd": 40}, 2032,
         "Groot genoeg voor een ontmoetingsruimte."),
    Plek("Schietspoelweide", BEWONERS, 262_300, 472_200, {"Nultreden": 24}, 2031, "Dicht bij het dorpshart."),
    Plek("Kaardebolhof", CORPORATIE, 255_900, 469_200, {"Geclusterd": 16}, 2029, "Hier komt een flat leeg.", (120, 90)),
    Plek("Pluislaan, kantoor", ZORG, 257_400, 472_300, {"Zorggeschikt": 18}, 2030, "Het kantoor is te verbouwen."),
    Plek("Draadglans", BEWONERS, 260_300, 474_300, {"Nultreden": 12, "Geclusterd": 14}, 2032, "Vlak bij de winkels."),
    Plek("Schoolplein Spinnershof", BEWONERS, 258_350, 470_700, {"Geclusterd": 24}, 2029,
         "De school staat al een jaar leeg."),
)  # fmt: skip
OP_DE_TELEFOON = Plek(
    "Katoenhof", CORPORATIE, 258_700, 468_400, {"Geclusterd": 22}, 2030, "De flat ernaast wordt al verbouwd."
)
# (who, number of the place, woningtype, homes, year)
BODEN = (
    (CORPORATIE, SCHOOL, "Geclusterd", 28, 2029),
    (ZORG, SCHOOL, "Zorggeschikt", 16, 2029),
    (ZORG, "Lakenveld", "Zorggeschikt", 24, 2030),
    (CORPORATIE, "Vlashoek", "Nultreden", 30, 2031),
    (BEWONERS, "Twijnplein, parkeerterrein", "Geclusterd", 12, 2030),
)
# Per place what the three give on the criteria in their order; 0 leaves it open.
WEGINGEN = {
    SCHOOL: ((5, 4, 5, 4, 4, 5, 4), (5, 4, 4, 4, 5, 4, 0), (5, 5, 5, 0, 4, 5, 4)),
    "Lakenveld": ((3, 3, 3, 4, 4, 3, 3), (4, 3, 4, 5, 4, 4, 0), (3, 2, 3, 0, 3, 4, 0)),
    "Twijnplein, parkeerterrein": ((4, 4, 2, 3, 4, 0, 2), (4, 4, 3, 3, 4, 0, 0), (4, 4, 4, 0, 4, 5, 0)),
    "Vlashoek": ((3, 2, 3, 3, 4, 4, 5), (4, 2, 3, 4, 4, 0, 0), ()),
}
STEMMEN = {
    CORPORATIE: (SCHOOL, "Vlashoek", "Lakenveld"),
    ZORG: (SCHOOL, "Lakenveld"),
    BEWONERS: (SCHOOL, "Twijnplein, parkeerterrein"),
}
GEKOZEN = (SCHOOL, "Lakenveld")
BELAFSPRAKEN = (
    (CORPORATIE, ZORG, "Samen een schets van de oude school", "2027-01-15", SCHOOL),
    (ZORG, BEWONERS, "Wie gebruikt straks de ontmoetingsruimte?", "2027-01-22", "Lakenveld"),
)
VRAAG = "Van wie is de grond naast de oude school?"


def _neem(page: Page, naam: str) -> None:
    expect(page.locator(".ws-verbinding")).to_have_text("verbonden")
    page.mouse.move(0, 0)
    page.evaluate("document.querySelector('[data-paneel]').scrollTo(0, 0)")
    neem_scherm(page, naam)


@contextmanager
def _aan_tafel(browser: Browser, adres: str, rol: Rol) -> Iterator[Page]:
    """A phone that comes in by the code."""
    with als(browser, adres, **TELEFOON) as page:
        page.goto("/w/")
        page.get_by_label("Code").fill(CODE)
        page.get_by_role("button", name="Verder").click()
        page.get_by_label("Uw naam").fill(rol.naam)
        page.get_by_label("Organisatie").fill(rol.organisatie)
        page.get_by_label("Soort partij").select_option(rol.soort)
        page.get_by_role("button", name="Schuif aan").click()
        page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
        yield page


def _naar(leider: Page, telefoons: dict[Rol, Page], stap: str) -> None:
    leider.get_by_role("button", name="Volgende stap").click()
    for page in (leider, *telefoons.values()):
        expect(page.get_by_role("heading", name=stap, level=2)).to_be_visible()


def _rij(page: Page, lijst: str, naam: str) -> Locator:
    """The item of a place, by its whole name: one place may have the name of another in its own."""
    kop = page.locator(".ws-nummer + span").get_by_text(naam, exact=True)
    return page.locator(f"[data-lijst={lijst}] > li").filter(has=kop)


def _vul_plek(venster: Locator, plek: Plek) -> None:
    venster.get_by_label("Hoe heet deze plek?").fill(plek.naam)
    for woningtype, aantal in plek.aantallen.items():
        venster.get_by_label(woningtype).fill(str(aantal))
    venster.get_by_label("Verwacht jaar").fill(str(plek.jaar))
    venster.get_by_label("Waarom hier?").fill(plek.reden)


def _zet(page: Page, plek: Plek) -> None:
    page.get_by_role("button", name="Plek zonder kaart").click()
    venster = page.get_by_role("dialog")
    _vul_plek(venster, plek)
    if plek.vlak:
        venster.get_by_text("Hoekpunten van het vlak").click()
        venster.get_by_label("Eén hoek per regel").fill(plek.hoekpunten)
    else:
        venster.get_by_label("Waar", exact=True).fill(plek.waar)
    venster.get_by_role("button", name="Bewaar de plek").click()
    expect(_rij(page, "plekken", plek.naam)).to_be_visible()


def _zet_op_de_kaart(page: Page, plek: Plek) -> None:
    kaart = page.locator("[data-kaart]")
    kaart.evaluate("kaart => kaart.scrollIntoView()")
    kaart.tap(position={"x": 105, "y": 190})
    _neem(page, "telefoon-zoeken")
    page.get_by_role("button", name="Zet hier een plek").tap()
    venster = page.get_by_role("dialog")
    _vul_plek(venster, plek)
    page.evaluate("document.activeElement.blur()")
    neem_scherm(page, "telefoon-plek")
    # Where the finger fell is another place on every map; the list of places is the same each time.
    venster.get_by_label("Waar", exact=True).fill(plek.waar)
    venster.get_by_role("button", name="Bewaar de plek").click()
    expect(_rij(page, "plekken", plek.naam)).to_be_visible()


def _bied(page: Page, plek: str, woningtype: str, aantal: int, jaar: int) -> None:
    _rij(page, "plekken", plek).get_by_role("button", name="Doe hier een bod").click()
    venster = page.get_by_role("dialog")
    venster.get_by_label(woningtype).check()
    venster.get_by_label("Hoeveel?").fill(str(aantal))
    venster.get_by_label("Jaar").fill(str(jaar))
    venster.get_by_role("button", name="Doe dit bod").click()


def _zoeken(leider: Page, telefoons: dict[Rol, Page]) -> None:
    for page in telefoons.values():
        page.get_by_role("button", name="Inzoomen").tap()
    for plek in PLEKKEN:
        _zet(telefoons[plek.van], plek)
        # Numbers are given in the order of coming in.
        expect(_rij(leider, "plekken", plek.naam)).to_be_visible()
    _zet_op_de_kaart(telefoons[CORPORATIE], OP_DE_TELEFOON)
    for van, plek, woningtype, aantal, jaar in BODEN:
        expect(_rij(telefoons[van], "plekken", plek)).to_be_visible()
        _bied(telefoons[van], plek, woningtype, aantal, jaar)
    expect(leider.locator(".ws-boden > li")).to_have_count(len(BODEN))
    expect(_rij(leider, "plekken", OP_DE_TELEFOON.naam)).to_be_visible()
    _neem(leider, "workshop-zoeken")
    _rij(leider, "plekken", "Schoolplein Spinnershof").get_by_role("button", name="Voeg samen").click()
    venster = leider.get_by_role("dialog")
    venster.get_by_label("Welke plek blijft?").select_option(label=f"1. {SCHOOL}")
    venster.get_by_role("button", name="Voeg samen").click()
    expect(_rij(leider, "plekken", "Schoolplein Spinnershof")).to_have_count(0)


def _tik_aan(cijfer: Locator) -> None:
    """Taps until it shows, as a person does: a row that is drawn anew under the finger takes no tap."""
    for _ in range(3):
        cijfer.tap()
        try:
            expect(cijfer.locator("input")).to_be_checked(timeout=2_000)
            return
        except AssertionError:
            continue
    raise SystemExit("Een cijfer in de workshop laat zich niet aantikken.")


def _weeg(page: Page, plek: str, scores: tuple[int, ...]) -> None:
    rij = _rij(page, "wegen", plek)
    rij.locator("summary").tap()
    for nummer, score in enumerate(scores):
        if score:
            _tik_aan(rij.locator("fieldset").nth(nummer).locator("label").nth(score - 1))


def _wegen(leider: Page, telefoons: dict[Rol, Page]) -> None:
    for plek, van_ieder in WEGINGEN.items():
        for page, scores in zip(telefoons.values(), van_ieder, strict=True):
            if scores:
                _weeg(page, plek, scores)
                if (plek, page) == (SCHOOL, telefoons[ZORG]):
                    _rij(page, "wegen", plek).locator("summary").evaluate("kop => kop.scrollIntoView()")
                    expect(page.locator(".ws-verbinding")).to_have_text("verbonden")
                    neem_scherm(page, "telefoon-wegen")
                _rij(page, "wegen", plek).locator("summary").tap()
    expect(_rij(leider, "wegen", SCHOOL)).to_contain_text("3 deelnemers")
    for plek in ("Lakenveld", "Twijnplein, parkeerterrein"):
        expect(_rij(leider, "wegen", plek)).to_contain_text("3 deelnemers")
    expect(_rij(leider, "wegen", "Vlashoek")).to_contain_text("2 deelnemers")


def _kiezen(leider: Page, telefoons: dict[Rol, Page]) -> None:
    for rol, plekken in STEMMEN.items():
        for plek in plekken:
            stem = _rij(telefoons[rol], "kiezen", plek).get_by_role("button", name="Stem")
            stem.tap()
            expect(_rij(telefoons[rol], "kiezen", plek).get_by_role("button", name="Mijn stem")).to_be_visible()
    expect(_rij(leider, "kiezen", SCHOOL)).to_contain_text("3 stemmen")
    for plek in GEKOZEN:
        _rij(leider, "kiezen", plek).get_by_role("button", name="Kies").click()
        expect(_rij(leider, "kiezen", plek)).to_contain_text("gekozen")
    _neem(leider, "workshop-kiezen")


def _bellen(leider: Page, telefoons: dict[Rol, Page]) -> None:
    for van, met, waarover, voor, plek in BELAFSPRAKEN:
        page = telefoons[van]
        page.get_by_role("button", name="Maak een belafspraak").click()
        venster = page.get_by_role("dialog")
        venster.get_by_label("Met wie?").fill(f"{met.naam}, {met.organisatie}")
        venster.get_by_label("Waarover?").fill(waarover)
        venster.get_by_label("Voor wanneer?").fill(voor)
        keuze = venster.get_by_label("Bij welke plek?")
        keuze.select_option(value=keuze.locator("option", has_text=plek).get_attribute("value"))
        venster.get_by_role("button", name="Leg vast").click()
        expect(leider.locator("[data-lijst=bellen]")).to_contain_text(waarover)
    page = telefoons[BEWONERS]
    page.get_by_role("button", name="Stel een vraag").click()
    page.get_by_label("Wat moet nog worden uitgezocht?").fill(VRAAG)
    page.get_by_role("button", name="Zet de vraag op de lijst").click()
    expect(leider.locator("[data-lijst=vragen]")).to_contain_text(VRAAG)


def _verslag(leider: Page) -> None:
    leider.get_by_role("button", name="Sluit de workshop").click()
    expect(leider.get_by_text("Gesloten", exact=True)).to_be_visible()
    leider.get_by_role("link", name="Verslag").click()
    leider.wait_for_url("**/verslag/")
    neem(leider, "workshop-verslag", leider.locator("section[aria-labelledby=kop-weging]"), hoogstens=1900)
    leider.get_by_role("button", name="Maak de gekozen plekken kandidaat").click()
    expect(leider.get_by_role("link", name="kandidaat-plot")).to_have_count(len(GEKOZEN))
    leider.get_by_role("button", name="Neem de boden over").click()
    leider.wait_for_load_state()


def workshop(browser: Browser, adres: str) -> None:
    """From opening to report, on the workshop that the demo has in preparation."""
    with ExitStack() as stapel:
        leider = stapel.enter_context(als(browser, adres, "vaststeller", **SCHERM))
        leider.goto("/workshops/")
        leider.get_by_role("link", name="Plekken voor wonen en zorg in Enschede").first.click()
        leider.locator("[data-kaart][data-klaar]").wait_for(state="attached")
        leider.get_by_role("button", name="Open de workshop").click()
        telefoons = {rol: stapel.enter_context(_aan_tafel(browser, adres, rol)) for rol in (CORPORATIE, ZORG, BEWONERS)}
        expect(leider.get_by_role("button", name="3 van 3 aan tafel")).to_be_visible()
        leider.get_by_role("button", name="groot tonen").click()
        neem_scherm(leider, "workshop-code")
        leider.get_by_role("button", name="Sluit", exact=True).click()
        for stap, doe in zip(STAPPEN[1:], (_zoeken, _wegen, _kiezen, _bellen), strict=True):
            _naar(leider, telefoons, stap)
            doe(leider, telefoons)
        _verslag(leider)
