"""From what keeps coming back to an answer: the kernteam bundles, the koepel answers, the partner reads it."""

from django.urls import reverse

from projecten.agendering.models import Agenderingspunt
from tests.browser.conftest import BOZE_NAAM
from tests.browser.test_alle_paginas import Kijker
from tests.projecten.toegang_agendering import maak_knelpunt
from woonzorg.post.models import Bericht


def test_van_knelpunt_tot_antwoord(open_venster, cast, maak_project):
    project = maak_project(naam="Hof van Aa")
    maak_knelpunt(project, omschrijving=f"Netbeheerder levert pas in 2031 {BOZE_NAAM}", zichtbaarheid="adviseurs")
    maak_knelpunt(maak_project("Bee", naam="Beekhof"), omschrijving="De netbeheerder levert pas in 2032")
    kijker, klachten = Kijker(), []
    venster = open_venster(wie=cast.kernteam, breed=390, hoog=844)
    venster.verwacht = ("422 (Unprocessable",)
    kernteam = venster.page
    klachten += kijker.kijk(kernteam, reverse("knelpunt-lijst"))
    for vakje in kernteam.get_by_role("checkbox", name="Kies Netcongestie").all():
        vakje.focus()
        kernteam.keyboard.press("Space")
    kernteam.get_by_role("button", name="Bundel wat u koos").press("Enter")
    klachten += kijker.kijk(kernteam, kernteam.url)
    kernteam.get_by_label("Wat vraagt u, en waarom").fill("Geef woonzorg voorrang op het net.")
    kernteam.get_by_label("koepel", exact=True).check()
    kernteam.get_by_role("button", name="Bewaren als concept").click()
    kernteam.get_by_role("button", name="Op de agenda zetten").click()
    kernteam.get_by_text("Vul in wanneer u uiterlijk antwoord wilt").wait_for()
    kernteam.get_by_role("link", name="Wijzigen").click()
    kernteam.get_by_label("Antwoord uiterlijk").fill("2030-01-01")
    kernteam.get_by_role("button", name="Bewaren").click()
    kernteam.get_by_role("button", name="Op de agenda zetten").click()
    kernteam.get_by_text("Het punt is nu geagendeerd").wait_for()

    punt = Agenderingspunt.objects.get()
    koepel = open_venster(wie=cast.koepel).page
    klachten += kijker.kijk(koepel, reverse("agenda-lijst"))
    koepel.get_by_role("link", name=punt.titel).click()
    koepel.get_by_text("In 2 projecten, in 2 provincies").wait_for()
    assert "Hof van Aa" not in koepel.content()
    koepel.get_by_role("link", name="Antwoord geven").click()
    koepel.get_by_label("Antwoord", exact=True).fill("Voorrang vanaf 2027.")
    koepel.get_by_role("button", name="Antwoord bewaren").click()
    koepel.get_by_text("krijgen een mail").wait_for()
    assert Bericht.objects.filter(sjabloon="agenderingspunt-beantwoord").count() == 2

    partner = open_venster(wie=cast.partner, breed=390, hoog=844).page
    klachten += kijker.kijk(partner, project.get_absolute_url())
    partner.get_by_text("Voorrang vanaf 2027.").first.wait_for()
    assert "Netbeheerder levert" not in partner.content()
    assert not klachten, "\n".join(klachten)
