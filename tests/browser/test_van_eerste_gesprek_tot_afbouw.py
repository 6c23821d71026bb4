"""The worked example of the adviesrapport, from the first call to afbouw, played by everyone in it.

An adviser calls the gemeente, hears of a plan of a zorgorganisatie, gets to know the projectleider, coaches every two
weeks, and withdraws once the conditions stand. Each of the others sees just what is meant for him.
"""

import datetime
import re
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from projecten.agendering.models import Agenderingspunt
from projecten.coaching.models import Contactmoment
from projecten.coaching.uren import uren_op_project
from projecten.project.actions import bewaar_project
from projecten.project.lijsten import Conditie
from projecten.project.models import Project
from projecten.vraagbaak.models import Antwoord, Vraag
from tests.projecten.toegang_agendering import maak_knelpunt

VERTROUWELIJK = "De corporatie voelt zich niet serieus genomen"
VOOR_DE_GEMEENTE = "De gemeente is nauwelijks betrokken"
VOOR_ALLEN = "Afspraak: samen de visie op papier"
TELEFOON = {"breed": 390, "hoog": 844, "has_touch": True, "is_mobile": True}


def log_contact(page, *, taak: str, uren: str, notitie: str, lezers: str = "alleen adviseurs", stap: str = ""):
    """Fills in the six fields of the form that is open, as a thumb would, and saves."""
    page.get_by_role("radio", name=re.compile(f"^{taak} ")).check()
    page.get_by_label("Hoeveel uur").fill(uren)
    page.get_by_label("Wat hoorde u").fill(notitie)
    page.get_by_role("radio", name=lezers, exact=True).check()
    if stap:
        page.get_by_label("Volgende stap").fill(stap)
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Het contact is gelogd").wait_for()


def scoor(page, project: Project, scores: dict[Conditie, str]) -> None:
    page.goto(reverse("project-condities", args=[project.pk]))
    for conditie, score in scores.items():
        page.get_by_role("group", name=conditie.label.capitalize()).get_by_label(score, exact=True).check()
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("De scores zijn bewaard").wait_for()


def te_bellen(page) -> list[str]:
    return page.get_by_role("region", name="Wie belt u?").locator(".belregel__naam").all_inner_texts()


def verplaats(project: Project, dagen: int) -> None:
    """Lets time pass: all that happened so far was `dagen` longer ago."""
    terug = datetime.timedelta(days=dagen)
    for contact in project.contactmomenten.all():
        Contactmoment.objects.filter(pk=contact.pk).update(datum=contact.datum - terug)
    for rij in (*project.scores.all(), *project.fasen.all()):
        type(rij).objects.filter(pk=rij.pk).update(datum=rij.datum - terug)
    Project.objects.filter(pk=project.pk).update(
        fase_sinds=project.fase_sinds - terug, ritme_sinds=project.ritme_sinds - terug
    )


def test_van_eerste_gesprek_tot_afbouw(open_venster, cast, land, maak_plot):
    plot = maak_plot(naam="Molenhof", geclusterd=24, zorggeschikt=12)
    adviseur = open_venster(wie=cast.adviseur_oost, **TELEFOON).page

    # The first call: there is no project yet.
    adviseur.goto(reverse("vandaag"))
    adviseur.get_by_role("link", name="Log een eerste gesprek met een gemeente").click()
    adviseur.get_by_role("combobox", name="Gemeente").select_option(label="Aa")
    log_contact(adviseur, taak="I", uren="½", notitie="Een zorgorganisatie wil iets nieuws op een bestaande locatie.")

    # The project begins at the plot; whoever begins it is its adviser.
    adviseur.goto(plot.get_absolute_url())
    adviseur.get_by_role("link", name="Begin een project").click()
    adviseur.get_by_label("Naam", exact=True).fill("Molenhof")
    adviseur.get_by_role("button", name="Bewaren").click()
    adviseur.get_by_role("heading", name="Molenhof", level=1).wait_for()
    project = Project.objects.get(naam="Molenhof")
    for rol, naam in (("zorgorganisatie", "Zorg in Aa"), ("gemeente", "Gemeente Aa"), ("bewoners", "Buurt aan zet")):
        adviseur.goto(reverse("projectpartner-nieuw", args=[project.pk]) + f"?rol={rol}")
        adviseur.get_by_label("Naam van de partner").fill(naam)
        adviseur.get_by_role("button", name="Bewaren").click()
    adviseur.goto(reverse("projectpartner-nieuw", args=[project.pk]) + "?rol=corporatie")
    adviseur.get_by_label("Organisatie met een account").select_option(label="organisatie partner")
    adviseur.get_by_role("button", name="Bewaren").click()
    adviseur.goto(reverse("project-leider", args=[project.pk]))
    adviseur.get_by_role("textbox", name="Naam").fill("De projectleider")
    adviseur.get_by_label("Telefoon of e-mail").fill("06 12345678")
    adviseur.get_by_label("E-mailadres voor een account").fill(cast.projectleider.email)
    adviseur.get_by_role("button", name="Bewaren").click()
    adviseur.get_by_text("De projectleider is bewaard").wait_for()

    # Getting to know the projectleider: what is heard is for advisers, what is agreed is for those it concerns.
    for notitie, lezers, stap in (
        (VERTROUWELIJK, "alleen adviseurs", "Zelf met de corporatie praten"),
        (VOOR_DE_GEMEENTE, "ook de gemeente", ""),
        (VOOR_ALLEN, "ook projectleider en partners", ""),
    ):
        adviseur.goto(f"{reverse('contact-nieuw')}?project={project.pk}")
        log_contact(adviseur, taak="II", uren="1,5", notitie=notitie, lezers=lezers, stap=stap)
    scoor(adviseur, project, dict.fromkeys(Conditie, "nog niet"))
    adviseur.goto(reverse("actie-nieuw", args=[project.pk]))
    adviseur.get_by_label("Wat moet er gebeuren").fill("Zet ieders belang op een rij")
    adviseur.get_by_role("combobox", name="Wie doet het").select_option(label="projectleider")
    adviseur.get_by_role("button", name="Bewaren").click()

    # The projectleider sees this project and what is meant for partners, and gets on with it.
    leider = open_venster(wie=cast.projectleider).page
    leider.goto("/")
    leider.get_by_role("link", name="Molenhof").click()
    assert VOOR_ALLEN in leider.content()
    assert VERTROUWELIJK not in leider.content()
    assert VOOR_DE_GEMEENTE not in leider.content()
    assert "Zelf met de corporatie praten" not in leider.content()
    leider.get_by_role("button", name="Gedaan: Zet ieders belang op een rij").click()
    leider.get_by_text("Gedaan: Zet ieders belang op een rij").first.wait_for()
    leider.get_by_role("link", name="Leg vast hoe ouderen meedoen").click()
    leider.get_by_label("Vorm").select_option(label="bijeenkomst")
    leider.get_by_label("Hoeveel mensen deden mee").fill("35")
    leider.get_by_label("Wat leverde het op").fill("Een keuken waar de buurt mag komen.")
    leider.get_by_role("button", name="Bewaren").click()
    leider.get_by_role("link", name="Document toevoegen").click()
    leider.get_by_label("Naam", exact=True).fill("Intentieovereenkomst")
    leider.get_by_label("Bestand").set_input_files(
        {"name": "intentie.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 intentie"}
    )
    leider.get_by_role("button", name="Bewaren").click()
    leider.get_by_role("link", name="Intentieovereenkomst").wait_for()

    # Somebody elsewhere had the same question, and found an answer.
    eerder = Vraag.objects.create(
        titel="Hoe krijg je de parkeernorm omlaag bij een woonzorgcomplex?", zichtbaarheid="partners", steller_naam="x"
    )
    Antwoord.objects.create(vraag=eerder, tekst="Met deelauto's ging de norm naar 0,4.", door_naam="x")
    leider.get_by_role("link", name="Stel een vraag over dit project").click()
    leider.get_by_label("Vraag in één zin").press_sequentially("De gemeente vraagt veel parkeerplaatsen, wat nu?")
    leider.get_by_text(eerder.titel).first.wait_for()

    # Two weeks on the portal says whom to call. What holds the project up reaches who can solve it.
    verplaats(project, 15)
    adviseur.goto(reverse("vandaag"))
    adviseur.get_by_role("link", name="Log een contact bij Molenhof").click()
    log_contact(adviseur, taak="III", uren="1", notitie="Het net zit vol.", lezers="ook de gemeente", stap="Bel terug")
    adviseur.goto(reverse("knelpunt-nieuw", args=[project.pk]))
    adviseur.get_by_label("Soort knelpunt").select_option(label="Netcongestie en nutsvoorzieningen")
    adviseur.get_by_label("Wat speelt er").fill("De netbeheerder levert pas in 2031")
    adviseur.get_by_role("button", name="Bewaren").click()
    elders = bewaar_project(project=Project(gemeente=land["Bee"], naam="Beekhof"), by="test")
    maak_knelpunt(elders, omschrijving="De netbeheerder levert pas in 2032")

    kernteam = open_venster(wie=cast.kernteam).page
    kernteam.goto(reverse("knelpunt-lijst"))
    for vakje in kernteam.get_by_role("checkbox", name="Kies Netcongestie").all():
        vakje.check()
    kernteam.get_by_role("button", name="Bundel wat u koos").click()
    kernteam.get_by_label("Wat vraagt u, en waarom").fill("Geef woonzorg voorrang op het net.")
    kernteam.get_by_label("koepel", exact=True).check()
    kernteam.get_by_label("Antwoord uiterlijk").fill((timezone.localdate() + datetime.timedelta(days=60)).isoformat())
    kernteam.get_by_role("button", name="Bewaren als concept").click()
    kernteam.get_by_role("button", name="Op de agenda zetten").click()
    kernteam.get_by_text("Het punt is nu geagendeerd").wait_for()
    venster = open_venster(wie=cast.koepel)
    venster.verwacht = ("404 (Not Found)",)
    koepel = venster.page
    koepel.goto(reverse("agenderingspunt-beantwoorden", args=[Agenderingspunt.objects.get().pk]))
    koepel.get_by_label("Antwoord", exact=True).fill("Voorrang vanaf 2027.")
    koepel.get_by_role("button", name="Antwoord bewaren").click()
    koepel.get_by_text("krijgen een mail").wait_for()
    assert "Molenhof" not in koepel.content()
    assert koepel.goto(project.get_absolute_url()).status == 404
    leider.goto(project.get_absolute_url())
    leider.get_by_text("Voorrang vanaf 2027.").first.wait_for()

    # The wethouder is asked to decide; the answer closes it.
    adviseur.goto(reverse("escalatie-nieuw", args=[project.pk]))
    adviseur.get_by_label("Wat moet er worden opgelost").fill("Wie trekt het project bij de gemeente?")
    adviseur.get_by_label("Naar welk niveau").select_option(label="bestuurders en wethouder")
    adviseur.get_by_role("textbox", name=re.compile("account")).fill("de wethouder wonen en zorg")
    adviseur.get_by_label("Uiterlijk").fill((timezone.localdate() + datetime.timedelta(days=14)).isoformat())
    adviseur.get_by_role("button", name="Bewaren").click()
    adviseur.get_by_role("link", name=re.compile("Afronden.*Wie trekt")).click()
    adviseur.get_by_label("Wat kwam eruit").fill("De gemeente levert een trekker.")
    adviseur.get_by_role("button", name="Bewaren").click()

    # Commitment and conditions grow; then the adviser withdraws and the project does not fall silent.
    for partner in project.partners.lopend():
        adviseur.goto(reverse("projectpartner", args=[project.pk, partner.pk]))
        adviseur.get_by_label("Op welk niveau").select_option("bestuurlijk")
        adviseur.get_by_role("button", name="Vastleggen").click()
        adviseur.get_by_text("Het commitment is vastgelegd").wait_for()
    verplaats(project, 60)
    scoor(adviseur, project, dict.fromkeys(Conditie, "stevig"))
    assert "Alle 6 condities voor succes dragen" in adviseur.content()
    adviseur.get_by_text("Bespreek met de projectleider of de inzet kan worden afgebouwd").wait_for()
    adviseur.goto(reverse("vandaag"))
    assert te_bellen(adviseur) == ["Molenhof"]
    adviseur.goto(reverse("project-coaching", args=[project.pk]))
    adviseur.get_by_role("radio", name="afgebouwd").check()
    adviseur.get_by_role("button", name="Bewaren").click()
    adviseur.get_by_text("heeft haar inzet afgebouwd").wait_for()
    verplaats(Project.objects.get(pk=project.pk), 200)
    adviseur.goto(reverse("vandaag"))
    assert te_bellen(adviseur) == []

    # At the end each reads his own story of it.
    jaren = (timezone.localdate().year, timezone.localdate().year - 1)
    assert sum(uren_op_project(project, cast.adviseur_oost, jaar).samen for jaar in jaren) == Decimal("5.5")
    leest = {
        "adviseur_oost": (VERTROUWELIJK, VOOR_DE_GEMEENTE, VOOR_ALLEN),
        "invoerder_aa": (VOOR_DE_GEMEENTE, VOOR_ALLEN),
        "coordinator_oost": (VOOR_DE_GEMEENTE, VOOR_ALLEN),
        "projectleider": (VOOR_ALLEN,),
        "partner": (VOOR_ALLEN,),
    }
    for wie, zinnen in leest.items():
        page = open_venster(wie=getattr(cast, wie)).page
        page.goto(f"{project.get_absolute_url()}?verhaal=alles")
        tekst = page.locator("main").inner_text()
        gelezen = {zin for zin in (VERTROUWELIJK, VOOR_DE_GEMEENTE, VOOR_ALLEN) if zin in tekst}
        assert gelezen == set(zinnen), wie
        # All but the partner follow how the conditions grew.
        assert ("Condities" in tekst) == (wie != "partner"), wie
