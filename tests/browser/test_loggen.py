"""Logging a contact on a phone: six fields, and a note that is typed without network arrives once, from its writer."""

import re

import pytest
from playwright.sync_api import expect

from projecten.coaching.models import Contactmoment
from projecten.project.models import Actie
from tests.browser.conftest import WACHT
from tests.browser.test_alle_paginas import Kijker

TELEFOON = {"breed": 390, "hoog": 844, "has_touch": True, "is_mobile": True}
# What these tests bring about themselves.
ZONDER_NET = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "401", "404", "409", "422")
GEEN_VERBINDING = "Geen verbinding. U kunt gewoon loggen; het wordt verstuurd zodra er verbinding is."


@pytest.fixture
def hof(maak_project):
    return maak_project(naam="Hof van Aa")


@pytest.fixture
def telefoon(open_venster, cast, hof):
    """The adviser's phone, on which the page for logging was opened once."""
    venster = open_venster(wie=cast.adviseur_oost, **TELEFOON)
    venster.verwacht = ZONDER_NET
    open_schil(venster.page)
    return venster


def open_schil(page) -> None:
    page.goto("/loggen/")
    expect(page.locator(".toestel__stand")).to_have_text("Er is verbinding. Wat u bewaart, wordt meteen verstuurd.")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def typ(page, tekst: str, *, project: str = "Hof van Aa, Aa", uren: str = "0,5") -> None:
    page.get_by_label("Project", exact=False).first.select_option(label=project)
    page.get_by_label("II samen afspraken maken", exact=True).check()
    page.get_by_label("Hoeveel uur").fill(uren)
    page.get_by_label("Wat hoorde u").fill(tekst)


def bewaar(page) -> None:
    page.get_by_role("button", name="Bewaren").click()


def wacht_op(page, n: int) -> None:
    """So many notes came in, and none waits any longer."""
    for _ in range(WACHT // 100):
        if Contactmoment.objects.count() == n:
            break
        page.wait_for_timeout(100)
    expect(page.locator("[data-wachtrij]")).to_be_hidden()
    assert Contactmoment.objects.count() == n


def onthouden(page) -> str:
    """All that this browser keeps for the portal."""
    return page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})")


# Six fields


@pytest.mark.parametrize("plek", ["gewoon", "toestel"])
def test_zes_velden_op_een_telefoon_en_in_zeven_handelingen_gelogd(plek, open_venster, cast, hof):
    venster = open_venster(wie=cast.adviseur_oost, **TELEFOON)
    page = venster.page
    page.goto(f"/{'contact/nieuw' if plek == 'gewoon' else 'loggen'}/?project={hof.pk}")
    expect(page.locator("[data-logformulier]")).to_be_visible()
    zichtbaar = page.locator("[data-logformulier] > .logveld .utrecht-form-field:visible")
    expect(zichtbaar).to_have_count(6)
    expect(page.locator(".logmeer summary")).to_contain_text("projectleider")
    expect(page.locator(".logmeer .utrecht-form-field").first).to_be_hidden()
    # Big enough for a thumb, and the button in reach without scrolling.
    for maat in page.locator(".logveld--taak .veld__keuze").evaluate_all("els => els.map(e => e.offsetHeight)"):
        assert maat >= 44
    expect(page.get_by_role("button", name="Bewaren")).to_be_in_viewport()
    page.get_by_label("II samen afspraken maken", exact=True).tap()
    page.get_by_role("button", name="½", exact=True).tap()
    page.get_by_label("Wat hoorde u").fill("De wethouder aarzelt.")
    page.get_by_label("Volgende stap").fill("Bel de wethouder")
    page.get_by_role("button", name="Bewaren").tap()
    if plek == "gewoon":
        page.wait_for_url(re.compile(f"/projecten/{hof.pk}/"))
    else:
        expect(page.locator("[data-gelukt]")).to_contain_text("1 notitie is verstuurd")
    rij = Contactmoment.objects.get()
    assert (str(rij.uren), rij.taak, rij.zichtbaarheid) == ("0.50", "II", "adviseurs")
    assert rij.wie == "projectleider (projectleider)"
    assert (rij.actie.wat, rij.actie.zichtbaarheid) == ("Bel de wethouder", "adviseurs")
    assert (rij.actie.uiterlijk - rij.datum).days == 14


# Without network


def test_zonder_verbinding_getypt_ook_na_herladen_komt_een_keer_aan(telefoon, cast):
    page = telefoon.page
    telefoon.context.set_offline(True)
    # Any page: without network the shell comes in its place.
    page.goto("/projecten/")
    expect(page.locator(".toestel__stand")).to_have_text(GEEN_VERBINDING)
    typ(page, "In de trein getypt")
    bewaar(page)
    expect(page.get_by_role("heading", name="1 notitie wacht")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="1 notitie wacht")).to_be_visible()
    typ(page, "Nog een")
    # Half typed, and the phone throws the page away.
    page.reload()
    expect(page.get_by_label("Wat hoorde u")).to_have_value("Nog een")
    bewaar(page)
    expect(page.get_by_role("heading", name="2 notities wachten")).to_be_visible()
    assert not Contactmoment.objects.exists()
    telefoon.context.set_offline(False)
    wacht_op(page, 2)
    page.goto("/loggen/")
    expect(page.locator(".toestel__stand")).to_contain_text("Er is verbinding")
    assert set(Contactmoment.objects.values_list("notitie", "door")) == {
        ("In de trein getypt", cast.adviseur_oost.pk),
        ("Nog een", cast.adviseur_oost.pk),
    }


def test_wat_wacht_wordt_ook_vanaf_een_andere_pagina_verstuurd(telefoon):
    page = telefoon.page
    telefoon.context.set_offline(True)
    typ(page, "Onderweg")
    bewaar(page)
    expect(page.get_by_role("heading", name="1 notitie wacht")).to_be_visible()
    page.goto("about:blank")
    telefoon.context.set_offline(False)
    with page.expect_response("**/loggen/verstuur") as antwoord:
        page.goto("/contact/")
    assert antwoord.value.status == 201
    assert Contactmoment.objects.get().notitie == "Onderweg"


def test_het_antwoord_ging_verloren_en_er_is_toch_maar_een_notitie(telefoon):
    page, pogingen = telefoon.page, []

    def verlies_het_eerste(route):
        pogingen.append(route.fetch().status)
        if len(pogingen) == 1:
            route.abort()
        else:
            route.continue_()

    telefoon.context.route("**/loggen/verstuur", verlies_het_eerste)
    typ(page, "Een tunnel")
    bewaar(page)
    wacht_op(page, 1)
    assert pogingen[:2] == [201, 200]


def test_na_het_verloren_antwoord_gewijzigd_is_een_conflict_met_beide(telefoon):
    page, zwijg = telefoon.page, [True]

    def handler(route):
        if zwijg[0]:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    telefoon.context.route("**/loggen/verstuur", handler)
    typ(page, "Hij aarzelt")
    with page.expect_event("requestfailed", lambda r: r.url.endswith("/verstuur")):
        bewaar(page)
    page.get_by_role("button", name="Wijzig").click()
    expect(page.get_by_label("Wat hoorde u")).to_have_value("Hij aarzelt")
    page.get_by_label("Wat hoorde u").fill("Hij is om")
    zwijg[0] = False
    bewaar(page)
    verschil = page.locator(".wachtrij__verschil")
    expect(verschil).to_contain_text("Hij aarzelt")
    expect(verschil).to_contain_text("Hij is om")
    assert Contactmoment.objects.get().notitie == "Hij aarzelt"
    page.get_by_role("button", name="Vervang door deze").click()
    wacht_op(page, 1)
    assert Contactmoment.objects.get().notitie == "Hij is om"


def test_wat_de_server_niet_neemt_is_te_verbeteren(telefoon):
    page = telefoon.page
    typ(page, "Te lang", uren="25")
    bewaar(page)
    fouten = page.locator(".wachtrij__fouten")
    expect(fouten).to_contain_text("Hoeveel uur")
    page.reload()
    page.get_by_role("button", name="Verbeter").click()
    page.get_by_label("Hoeveel uur").fill("2")
    bewaar(page)
    wacht_op(page, 1)
    assert str(Contactmoment.objects.get().uren) == "2.00"


def test_axe_heeft_geen_bezwaar_in_welke_stand_ook(telefoon):
    page, kijker, klachten = telefoon.page, Kijker(), []

    def kijk(wanneer: str) -> None:
        breder = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        klachten.extend(f"{wanneer}: {k}" for k in [*kijker.bezwaren(page), *(["te breed"] if breder > 0 else [])])

    kijk("met verbinding")
    typ(page, "Een heel lang woord: " + "woonzorg" * 20, uren="25")
    bewaar(page)
    expect(page.locator(".wachtrij__fouten")).to_be_visible()
    page.locator(".logmeer summary").click()
    kijk("met een fout")
    bewaar(page)
    expect(page.get_by_text("Kies waar het om ging.")).to_be_visible()
    kijk("niet ingevuld")
    telefoon.context.set_offline(True)
    expect(page.locator(".toestel__stand")).to_have_text(GEEN_VERBINDING)
    kijk("zonder verbinding")
    telefoon.context.set_offline(False)
    page.goto("/contact/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Uitloggen", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    kijk("bij uitloggen")
    assert not klachten, "\n".join(klachten)


# Whose note it is


def test_een_verlopen_sessie_houdt_de_rij_en_verstuurt_na_inloggen(telefoon, cast):
    page = telefoon.page
    telefoon.context.clear_cookies(name="sessionid")
    typ(page, "Na de pauze")
    bewaar(page)
    link = page.locator(".toestel__stand").get_by_role("link", name="Log in om te versturen")
    expect(link).to_have_attribute("href", "/account/login/?next=%2Floggen%2F")
    expect(page.get_by_role("heading", name="1 notitie wacht")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="1 notitie wacht")).to_be_visible()
    assert not Contactmoment.objects.exists()
    telefoon.log_in(cast.adviseur_oost)
    page.goto("/loggen/")
    wacht_op(page, 1)


@pytest.mark.parametrize("ander", ["kernteam", "partner"])
def test_een_ander_op_dit_toestel_ziet_en_verstuurt_niets_ervan(telefoon, cast, hof, ander):
    page = telefoon.page
    telefoon.context.set_offline(True)
    typ(page, "Niet voor een ander")
    bewaar(page)
    expect(page.get_by_role("heading", name="1 notitie wacht")).to_be_visible()
    # The first one's page is closed before there is network, or it would rightly send.
    page.goto("about:blank")
    telefoon.context.set_offline(False)
    telefoon.context.clear_cookies()
    telefoon.log_in(getattr(cast, ander))
    openbaar = Contactmoment.objects.create(
        project=hof, gemeente=hof.gemeente, taak="I", uren=1, zichtbaarheid="partners", door_naam="iemand"
    )
    page.goto(f"/contact/{openbaar.pk}/")
    for zonder_net in (False, True):
        telefoon.context.set_offline(zonder_net)
        page.goto("/loggen/")
        expect(page.locator(".toestel__stand")).not_to_be_empty()
        page.wait_for_timeout(500)
        assert "Niet voor een ander" not in page.content()
        expect(page.locator("[data-wachtrij]")).to_be_hidden()
        expect(page.locator("[name=project] option", has_text="Hof van Aa")).to_have_count(0)
    telefoon.context.set_offline(False)
    assert not Contactmoment.objects.exclude(pk=openbaar.pk).exists()
    telefoon.context.clear_cookies()
    telefoon.log_in(cast.adviseur_oost)
    page.goto("/loggen/")
    expect(page.locator("[data-gelukt]")).to_contain_text("verstuurd")
    assert Contactmoment.objects.exclude(pk=openbaar.pk).get().door == cast.adviseur_oost


def test_uitloggen_waarschuwt_en_wist_alles(telefoon):
    page = telefoon.page
    telefoon.context.set_offline(True)
    for tekst in ("Een", "Twee"):
        typ(page, tekst)
        bewaar(page)
    expect(page.get_by_role("heading", name="2 notities wachten")).to_be_visible()
    # The portal is there again but takes nothing, so that there is something to lose.
    telefoon.context.route("**/loggen/verstuur", lambda route: route.abort())
    telefoon.context.set_offline(False)
    page.goto("/contact/")
    page.get_by_role("button", name="Menu").click()
    uitloggen = page.get_by_role("button", name="Uitloggen", exact=True)
    uitloggen.click()
    venster = page.get_by_role("dialog")
    expect(venster).to_contain_text(
        "Er staan nog 2 notities op dit toestel die niet zijn verstuurd. Uitloggen gooit ze weg."
    )
    venster.get_by_role("button", name="Terug").click()
    assert "Twee" in onthouden(page)
    # Without network nothing is thrown away.
    telefoon.context.set_offline(True)
    uitloggen.click()
    page.get_by_role("dialog").get_by_role("button", name="Toch uitloggen").click()
    expect(page.get_by_text("Er is geen verbinding. U bent nog ingelogd")).to_be_visible()
    assert "Twee" in onthouden(page)
    telefoon.context.set_offline(False)
    uitloggen.click()
    page.get_by_role("dialog").get_by_role("button", name="Toch uitloggen").click()
    page.wait_for_url(f"{telefoon.adres}/")
    assert "loggen:" not in onthouden(page)
    page.goto("/loggen/")
    expect(page.locator(".toestel__stand")).to_contain_text("Log een keer in met verbinding")
    expect(page.locator("[data-logformulier]")).to_be_hidden()
    assert not Contactmoment.objects.exists()


def test_uitloggen_zonder_rij_vraagt_niets_en_wist_de_projecten(telefoon):
    page = telefoon.page
    assert "Hof van Aa" in onthouden(page)
    page.goto("/contact/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Uitloggen", exact=True).click()
    page.wait_for_url(f"{telefoon.adres}/")
    assert "loggen:" not in onthouden(page)
    assert not [k for k in telefoon.context.cookies() if k["name"] == "sessionid"]


# The ordinary page


@pytest.mark.parametrize("oorzaak", ["geen net", "sessie voorbij"])
def test_de_gewone_pagina_verliest_niets_zonder_net_of_sessie(telefoon, cast, hof, oorzaak):
    page = telefoon.page
    page.goto(f"/contact/nieuw/?project={hof.pk}")
    page.get_by_label("III vragen oplossen", exact=True).check()
    page.get_by_label("Hoeveel uur").fill("1½")
    page.get_by_label("Wat hoorde u").fill("Bijna klaar")
    if oorzaak == "geen net":
        telefoon.context.set_offline(True)
    else:
        telefoon.context.clear_cookies(name="sessionid")
    bewaar(page)
    expect(page.get_by_text("Uw notitie staat op dit toestel")).to_be_visible()
    assert not Contactmoment.objects.exists()
    telefoon.context.set_offline(False)
    telefoon.log_in(cast.adviseur_oost)
    page.goto("/loggen/")
    wacht_op(page, 1)
    rij = Contactmoment.objects.get()
    assert (rij.notitie, rij.project, str(rij.uren)) == ("Bijna klaar", hof, "1.50")
    assert not Actie.objects.exists()


def test_de_gewone_pagina_werkt_zonder_script(open_venster, cast, hof):
    page = open_venster(wie=cast.adviseur_oost, java_script_enabled=False, **TELEFOON).page
    page.goto(f"/contact/nieuw/?project={hof.pk}")
    page.get_by_label("III vragen oplossen", exact=True).check()
    page.get_by_label("Hoeveel uur").fill("1½")
    bewaar(page)
    page.wait_for_url(re.compile(f"/projecten/{hof.pk}/"))
    assert str(Contactmoment.objects.get().uren) == "1.50"


# What the worker keeps


def test_de_kast_van_de_werker_bevat_alleen_de_schil(telefoon, hof):
    page = telefoon.page
    for pad in ("/projecten/", f"/projecten/{hof.pk}/", "/contact/", f"/loggen/?project={hof.pk}", "/loggen/stand"):
        page.goto(pad)
    page.goto("/contact/")
    bewaard = page.evaluate(
        """async () => {
            const uit = {};
            for (const naam of await caches.keys()) {
                const kast = await caches.open(naam);
                for (const vraag of await kast.keys()) uit[vraag.url] = await (await kast.match(vraag)).text();
            }
            return uit;
        }"""
    )
    paden = {url.removeprefix(telefoon.adres) for url in bewaard}
    assert "/loggen/" in paden
    assert all(pad == "/loggen/" or pad.startswith("/static/") for pad in paden)
    for inhoud in bewaard.values():
        assert "Hof van Aa" not in inhoud
        assert "csrfmiddlewaretoken" not in inhoud.replace('"csrfmiddlewaretoken"', "")
