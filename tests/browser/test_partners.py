"""From 'wie zoekt ons?' to a partner at the plot, in the browser and by keyboard: two people, one plot."""

from django.urls import reverse

from programmering.partners.models import Plotpartner
from tests.browser.conftest import BOZE_NAAM
from tests.browser.test_alle_paginas import Kijker
from woonzorg.post.models import Bericht


def test_van_zoeken_tot_partner(open_venster, wereld, cast, maak_plot):
    plot = maak_plot(naam=BOZE_NAAM, geclusterd=24)
    kijker, klachten = Kijker(), []
    partner = open_venster(wie=cast.partner, breed=390, hoog=844).page
    klachten += kijker.kijk(partner, reverse("plot-zoekt"))
    partner.get_by_role("link", name="Meld interesse").click()
    partner.get_by_label("Wat kunt u hier betekenen?").fill("Wij bouwen mee. <img src=x onerror=alert(2)>")
    partner.get_by_role("button", name="Versturen").click()
    partner.get_by_text("Verstuurd aan gemeente Aa").wait_for()
    klachten += kijker.kijk(partner, partner.url)
    assert Bericht.objects.filter(sjabloon="voorstel-nieuw").count() == 2

    venster = open_venster(wie=cast.invoerder_aa)
    venster.verwacht = ("422 (Unprocessable",)
    gemeente = venster.page
    klachten += kijker.kijk(gemeente, reverse("voorstel-lijst"))
    gemeente.get_by_role("link", name="Interesse als corporatie of investeerder").click()
    klachten += kijker.kijk(gemeente, gemeente.url)
    gemeente.get_by_label("Afwijzen").check()
    gemeente.get_by_role("button", name="Besluit en stuur antwoord").click()
    gemeente.get_by_text("heeft een reden nodig").wait_for()
    assert gemeente.get_by_label("Afwijzen").is_checked()
    gemeente.get_by_label("Aannemen").focus()
    gemeente.keyboard.press("Space")
    gemeente.get_by_role("button", name="Besluit en stuur antwoord").press("Enter")
    gemeente.get_by_text("De indiener krijgt een mail").wait_for()
    assert Bericht.objects.get(sjabloon="voorstel-besluit").aan == cast.partner.email

    wie = Plotpartner.objects.get(plot=plot)
    klachten += kijker.kijk(partner, reverse("partner", args=[plot.pk, wie.pk]))
    partner.get_by_label("Niveau").select_option("bestuurlijk")
    partner.get_by_role("button", name="Vastleggen").click()
    partner.get_by_text("doet mee op niveau bestuurlijk").wait_for()
    klachten += kijker.kijk(partner, reverse("plot-voorstel", args=[plot.pk]))
    klachten += kijker.kijk(partner, plot.get_absolute_url())
    klachten += kijker.kijk(gemeente, reverse("partner-toevoegen", args=[plot.pk]))
    assert not klachten, "\n".join(klachten)
