"""The round of half a year, played by both sides: asked, brought in, mended, delivered, sent back, corrected,
accepted, frozen and compared. The desk that the gemeente leaves open shows the figures without being loaded anew."""

import datetime
import re

import openpyxl
from django.urls import reverse
from playwright.sync_api import expect

from programmering.imports import formulieren
from programmering.peilstanden.models import Peilstand
from programmering.plannen.models import Plan
from programmering.uitvragen.models import Aanlevering
from programmering.voortgang.bereken import bereken_volledig
from tests.browser.test_import import worker  # noqa: F401
from tests.conftest import regels_van
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


def bureau_zegt(page, aantal: str) -> None:
    """The desk comes to say so by itself: the worker computes, and the open page asks."""
    expect(getal_op_bureau(page, "geclusterd", "hard")).to_contain_text(aantal, timeout=90_000)


def tien_formulieren(pad, maak_plan) -> None:
    """A workbook of ten Planmonitor forms as someone fills them: 20 homes geclusterd each, and three mistakes."""
    velden = {"plantype": "verdichting", "opdrachtgever_soort": "gemeente", "status_project": "ontwerp"}
    plannen = [
        maak_plan(plannaam=f"Aahorst {i}", aantallen=regels_van(geclusterd=20, jaar=2028), **velden) for i in range(10)
    ]
    pad.write_bytes(formulieren.maak(Plan.objects.filter(pk__in=[p.pk for p in plannen]).order_by("plannaam")))
    for plan in plannen:
        plan.delete()
    boek = openpyxl.load_workbook(pad)
    # Typed as text with spaces: that is still a number.
    cel(boek["Aahorst 0"], "Geclusterd", "2028").value = " 20 "
    cel(boek["Aahorst 2"], "Status Planologisch").value = "9Z Verzonnen"
    cel(boek["Aahorst 5"], "Geclusterd", "2028").value = -20
    cel(boek["Aahorst 8"], "Geclusterd", "2028").value = 25
    boek.save(pad)


def cel(blad, label: str, kolom: str = ""):
    """The cell right of a label in the head of a form, or under a heading in its table."""
    rij = next(r for r in blad.iter_rows(max_col=2) if str(r[0].value or "").strip() == label)
    if not kolom:
        return blad.cell(rij[0].row, 2)
    kop = next(r for r in blad.iter_rows() if any(str(c.value) == kolom for c in r))
    return blad.cell(rij[0].row, next(c.column for c in kop if str(c.value) == kolom))


def breng_in(page, pad, samen: str) -> None:
    page.goto(f"{reverse('import-nieuw')}?profiel=planmonitor")
    page.get_by_label("Bestand", exact=True).set_input_files(pad)
    page.get_by_role("button", name="Controleer bestand").click()
    knop = page.get_by_role("button", name=re.compile("^Vastleggen"))
    expect(knop).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text(samen)
    knop.click()
    expect(page.get_by_text("Vastgelegd", exact=True).first).to_be_visible(timeout=60_000)


def mend(pad) -> None:
    """What the person does with the file of faulty rows: each mistake set right, in the columns it came in."""
    boek = openpyxl.load_workbook(pad)
    kop, *rijen = boek.active.iter_rows()
    namen = [str(c.value) for c in kop]
    for rij in rijen:
        waarde = dict(zip(namen, rij, strict=True))
        assert waarde["fout"].value
        waarde["Planologische status"].value = "1A. Onherroepelijk"
        waarde["Geclusterd 2028"].value = 20
    assert len(rijen) == 3
    boek.save(pad)


def lever_aan(page, aanlevering: Aanlevering) -> None:
    page.goto(aanlevering.get_absolute_url())
    page.get_by_role("button", name="Lever aan").click()
    expect(page.get_by_text(re.compile("geleverd", re.I)).first).to_be_visible()


def test_de_hele_ronde(open_venster, cast, land, maak_plan, worker, tmp_path):  # noqa: F811
    werkboek = tmp_path / "formulieren.xlsx"
    tien_formulieren(werkboek, maak_plan)
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
    bureau_zegt(bureau, "20")

    # Brought in from Excel: seven forms at once, three after they were mended; the desk that stayed open follows.
    breng_in(gemeente, werkboek, "7 nieuw")
    bureau_zegt(bureau, "160")
    with gemeente.expect_download() as download:
        gemeente.get_by_role("link", name=re.compile("Download de foute rijen")).first.click()
    fout = tmp_path / "fout.xlsx"
    download.value.save_as(fout)
    mend(fout)
    breng_in(gemeente, fout, "3 nieuw")
    bureau_zegt(bureau, "220")

    # Mended on a phone: the desk follows without being loaded anew.
    plan = Plan.objects.get(plannaam="Aahof")
    telefoon.goto(reverse("plan-bewerken", args=[plan.pk]))
    vul_jaar(telefoon, gepland="32", jaar="2027")
    telefoon.get_by_role("button", name="Bewaren", exact=True).click()
    telefoon.get_by_role("heading", name="Aahof", level=1).wait_for()
    bureau_zegt(bureau, "232")

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
    bureau_zegt(bureau, "230")
    gemeente.goto(reverse("plan-bewerken", args=[plan.pk]))
    vul_jaar(gemeente, gepland="44", jaar="2027")
    gemeente.get_by_role("button", name="Bewaren", exact=True).click()
    bureau_zegt(bureau, "244")
    gemeente.goto(peilstand.get_absolute_url())
    expect(gemeente.get_by_role("main")).to_contain_text("vastgesteld")
    expect(gemeente.get_by_role("main")).to_contain_text("230")

    # Compared: 14 more, all of it a changed plan.
    gemeente.goto(f"{reverse('peilstanden-vergelijken')}?gebied=GM9000")
    rij = gemeente.get_by_role("row", name=re.compile("^Geclusterd 230 0 0 \\+14 0 244 \\+14"))
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
