"""The round of half a year, played by both sides: asked, brought in, mended, delivered, sent back, corrected,
accepted, frozen and compared. The desk that the gemeente leaves open shows the figures without being loaded anew."""

import datetime
import re

from django.urls import reverse
from playwright.sync_api import expect

from programmering.peilstanden.models import Peilstand
from programmering.plannen.models import Plan
from programmering.uitvragen.models import Aanlevering
from programmering.voortgang.bereken import bereken_volledig
from tests.browser.test_import import worker  # noqa: F401
from woonzorg.post.models import Bericht

TELEFOON = {"breed": 390, "hoog": 844, "has_touch": True, "is_mobile": True}
VANDAAG = datetime.date.today()


def open_uitvraag(page) -> None:
    page.goto(reverse("uitvraag-lijst"))
    page.get_by_role("link", name="Nieuwe uitvraag").click()
    page.get_by_label("Naam", exact=True).fill("Najaar")
    page.get_by_label("Peildatum").fill(VANDAAG.isoformat())
    page.get_by_label("Opent op").fill(VANDAAG.isoformat())
    page.get_by_label("Sluit op").fill((VANDAAG + datetime.timedelta(days=20)).isoformat())
    page.get_by_label("Mail bij een gemeente zonder gebruiker").fill("wonen@voorbeeld.nl")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("heading", name="Najaar", level=1).wait_for()


def getal_op_bureau(page, woningtype: str, schakel: str):
    return page.locator(f'#bureau .ketentabel td a[href*="woningtype={woningtype}"][href*="schakel={schakel}"]')


def lever_aan(page, aanlevering: Aanlevering) -> None:
    page.goto(aanlevering.get_absolute_url())
    page.get_by_role("button", name="Lever aan").click()
    expect(page.get_by_text(re.compile("geleverd", re.I)).first).to_be_visible()


def test_de_hele_ronde(open_venster, cast, land, maak_plan, worker):  # noqa: F811
    maak_plan(plannaam="Aahof", plantype="verdichting", opdrachtgever_soort="gemeente", status_project="ontwerp")
    bereken_volledig()
    provincie, gemeente = open_venster(wie=cast.coordinator_oost).page, open_venster(wie=cast.vaststeller_aa).page
    telefoon = open_venster(wie=cast.vaststeller_aa, **TELEFOON).page

    # Asked.
    open_uitvraag(provincie)
    aanlevering = Aanlevering.objects.get(gemeente=land["Aa"])
    assert Bericht.objects.filter(sjabloon__startswith="uitvraag", aan=cast.vaststeller_aa.email).count() == 1
    bureau = open_venster(wie=cast.vaststeller_aa).page
    bureau.goto("/")
    expect(bureau.get_by_role("link", name=re.compile("Najaar"))).to_be_visible()
    expect(getal_op_bureau(bureau, "geclusterd", "hard")).to_contain_text("20")

    # Mended on a phone: the desk follows without being loaded anew.
    plan = Plan.objects.get(plannaam="Aahof")
    telefoon.goto(reverse("plan-bewerken", args=[plan.pk]))
    vul_jaar(telefoon, gepland="32", jaar="2027")
    telefoon.get_by_role("button", name="Bewaren", exact=True).click()
    telefoon.get_by_role("heading", name="Aahof", level=1).wait_for()
    expect(getal_op_bureau(bureau, "geclusterd", "hard")).to_contain_text("32")

    # Delivered, sent back with a remark on the plan, corrected and delivered again.
    lever_aan(gemeente, aanlevering)
    provincie.goto(f"{aanlevering.get_absolute_url()}?plan={plan.pk}#beoordelen")
    provincie.get_by_label("Wat moet de gemeente bekijken?").first.fill("Zijn dit er niet 30?")
    provincie.get_by_role("button", name="Geef terug").click()
    expect(provincie.get_by_text("teruggegeven").first).to_be_visible()
    gemeente.goto(aanlevering.get_absolute_url())
    expect(gemeente.get_by_text("Zijn dit er niet 30?").first).to_be_visible()
    gemeente.goto(reverse("plan-bewerken", args=[plan.pk]))
    vul_jaar(gemeente, gepland="30", jaar="2027")
    gemeente.get_by_role("button", name="Bewaren", exact=True).click()
    gemeente.get_by_role("heading", name="Aahof", level=1).wait_for()
    gemeente.goto(aanlevering.get_absolute_url())
    gemeente.get_by_label("Antwoord").fill("Klopt, het zijn er 30.")
    gemeente.get_by_label("Opgelost").check()
    gemeente.get_by_role("button", name="Lever aan").click()

    # Accepted and frozen: what changes after that changes nothing in it.
    provincie.goto(aanlevering.get_absolute_url())
    provincie.get_by_role("button", name="Accepteer en stel vast").click()
    expect(provincie.get_by_text("geaccepteerd").first).to_be_visible()
    peilstand = Peilstand.objects.get(gemeente=land["Aa"])
    expect(getal_op_bureau(bureau, "geclusterd", "hard")).to_contain_text("30")
    gemeente.goto(reverse("plan-bewerken", args=[plan.pk]))
    vul_jaar(gemeente, gepland="44", jaar="2027")
    gemeente.get_by_role("button", name="Bewaren", exact=True).click()
    expect(getal_op_bureau(bureau, "geclusterd", "hard")).to_contain_text("44")
    gemeente.goto(peilstand.get_absolute_url())
    expect(gemeente.get_by_role("main")).to_contain_text("vastgesteld")
    expect(gemeente.get_by_role("main")).to_contain_text("30")

    # Compared: 14 more, all of it a changed plan.
    gemeente.goto(f"{reverse('peilstanden-vergelijken')}?gebied=GM9000")
    rij = gemeente.get_by_role("row", name=re.compile("^Geclusterd 30 0 0 \\+14 0 44 \\+14"))
    expect(rij).to_be_visible()
    rij.get_by_role("link", name="+14").first.click()
    expect(gemeente.get_by_role("link", name="Aahof").first).to_be_visible()


def vul_jaar(page, *, gepland: str, jaar: str) -> None:
    """Gives the plan so many homes geclusterd, all in one year."""
    for groep, categorie in (("nieuwbouw", "nieuwbouw"), ("wonen_en_zorg", "geclusterd")):
        page.locator(f'[name="r-{groep}-{categorie}-gepland"]').fill(gepland)
        cel = page.locator(f'[name="r-{groep}-{categorie}-{jaar}"]')
        if not cel.is_visible():
            rij = page.locator(f'[data-rooster-tabel="r"] [data-groep="{groep}"] [data-rij="{categorie}"]')
            rij.get_by_role("button", name="Jaren en meer van").click()
        cel.fill(gepland)
