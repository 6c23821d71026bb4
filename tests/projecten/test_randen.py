"""Where things go wrong at the edge: odd input, two people at once, what was stopped or ended meanwhile."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from projecten.agendering.herinneringen import meld_late_escalaties
from projecten.agendering.models import Escalatie
from projecten.coaching.actions import bewaar_contact
from projecten.coaching.models import Contactmoment
from projecten.coaching.vandaag import lees_vandaag
from projecten.project.actions import hervat_project, scoor, stop_project, voeg_document_toe, zet_ritme
from projecten.project.models import Actie, Conditiescore, Document, Project
from projecten.project.verhaal import verhaal
from projecten.tafels.models import Besluit, Overleg, Overlegtafel, Tafellid
from projecten.team.models import Teamnorm
from projecten.team.selectors import lees_team, teamstand
from projecten.vraagbaak.actions import beantwoord
from projecten.vraagbaak.models import Antwoord, Vraag
from tests.projecten.toegang_agendering import maak_knelpunt, maak_punt
from woonzorg.gebieden.models import Provincie
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db
VANDAAG = datetime.date(2026, 11, 20)
GEHEIM = "wantrouwen tussen de partners"


@pytest.fixture
def project(maak_project):
    return maak_project()


# Nothing of advisers in the outbox: who runs the portal reads every mail there


@pytest.mark.parametrize("niveau, leesbaar", [("adviseurs", False), ("gemeente", True)])
def test_een_beheerder_leest_in_de_post_niets_van_adviseurs(client, cast, project, niveau, leesbaar):
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    Escalatie.objects.create(
        project=project, onderwerp=GEHEIM, niveau="bestuur", eigenaar_naam="Wie dan ook", uiterlijk=gisteren,
        sinds=gisteren, zichtbaarheid=niveau, door_naam="x",
    )  # fmt: skip
    assert meld_late_escalaties() == 1
    vraag = Vraag.objects.create(
        titel=GEHEIM, zichtbaarheid=niveau, steller=cast.adviseur_oost, steller_naam="x", project=project
    )
    beantwoord(antwoord=Antwoord(vraag=vraag, tekst=GEHEIM, door=cast.kernteam), by="x")
    client.force_login(cast.beheerder)
    assert Bericht.objects.count() == 2
    urls = [reverse("post-lijst"), *(b.get_absolute_url() for b in Bericht.objects.all())]
    for url in urls:
        antwoord = client.get(url)
        assert antwoord.status_code == 200
        assert (GEHEIM in antwoord.content.decode()) == leesbaar, url
        assert leesbaar or project.naam not in antwoord.content.decode(), url


def test_het_nummer_van_een_plan_verraadt_niets(client, cast, project, maak_plan):
    """That the project lies on a plan which the partner may not see, no number in the url tells."""
    plan = maak_plan(status="3", vertrouwelijkheid="gemeente")
    Project.objects.filter(pk=project.pk).update(plan=plan)
    url = reverse("project-lijst")
    for wie, gevonden in ((cast.partner, 0), (cast.invoerder_aa, 1)):
        client.force_login(wie)
        assert client.get(url, {"plan": plan.pk}).context["pagina"].paginator.count == gevonden
        assert client.get(url, {"plan": plan.pk + 1000}).context["pagina"].paginator.count == 0


# What one cannot choose any more is not lost


def _contact(cast, project, **velden) -> Contactmoment:
    contact = Contactmoment(project=project, taak="II", uren=Decimal(1), datum=VANDAAG, notitie="Gebeld", **velden)
    return bewaar_contact(contact=contact, user=cast.adviseur_oost)


def test_een_notitie_van_een_gestopt_project_blijft_bij_dat_project(client, cast, project):
    contact = _contact(cast, project)
    stop_project(project=project, datum=VANDAAG, reden="Klaar", by="x")
    client.force_login(cast.adviseur_oost)
    url = reverse("contact-bewerken", args=[contact.pk])
    pagina = client.get(url)
    assert f'value="{project.pk}" selected' in pagina.content.decode()
    velden = {"project": project.pk, "taak": "II", "uren": "2", "notitie": "Toch langer", "datum": VANDAAG}
    velden |= {"vorm": "telefoon", "zichtbaarheid": "adviseurs", "versie": contact.versie}
    assert client.post(url, velden).status_code == 302
    contact.refresh_from_db()
    assert (contact.project, contact.uren) == (project, 2)
    # A new one cannot be logged there.
    assert client.post(reverse("contact-nieuw"), velden).status_code == 422


def test_een_notitie_van_een_opgeheven_gemeente_blijft_daar(client, cast, land):
    contact = Contactmoment(gemeente=land["Aa"], taak="IV", uren=Decimal(1), datum=VANDAAG)
    contact = bewaar_contact(contact=contact, user=cast.adviseur_oost)
    land["Aa"].geldig_tot = VANDAAG
    land["Aa"].save()
    client.force_login(cast.adviseur_oost)
    pagina = client.get(reverse("contact-bewerken", args=[contact.pk]))
    assert f'value="{land["Aa"].pk}" selected' in pagina.content.decode()


# Odd input is answered, never a crash


@pytest.mark.parametrize("terug", ["foo", "//elders.nl", "https://elders.nl", "javascript:x", "/vandaag/"])
def test_na_een_actie_alleen_terug_naar_een_pagina_van_hier(client, cast, project, terug):
    actie = Actie.objects.create(project=project, wat="Bel", eigenaar=cast.adviseur_oost, door_naam="x")
    client.force_login(cast.adviseur_oost)
    antwoord = client.post(reverse("actie-afronden", args=[project.pk, actie.pk]), {"terug": terug})
    assert antwoord.status_code == 302
    eigen = f"{project.get_absolute_url()}#acties"
    assert antwoord["Location"] == (terug if terug == "/vandaag/" else eigen)


GEK = ["9" * 30, "-1", "1e400", "0,5", "x", "", "%00", "²", "NaN", "Infinity"]


@pytest.mark.parametrize("gek", GEK)
@pytest.mark.parametrize(
    "naam, velden",
    [
        ("project-lijst", ["plan", "plot", "gebied", "blad", "q", "loopt", "mijn"]),
        ("contact-lijst", ["project", "gebied", "van", "tot", "blad", "q"]),
        ("knelpunt-lijst", ["gebied", "q", "categorie", "blad"]),
        ("vraag-lijst", ["q", "categorie", "mijn", "blad"]),
        ("vraag-lijkt-op", ["titel"]),
        ("agenda-lijst", ["status", "blad"]),
        ("escalatie-lijst", ["gebied", "niveau", "blad"]),
        ("overlegtafel-lijst", ["gebied", "blad"]),
        ("overlegtafel-nieuw", ["regio"]),
        ("vandaag", ["adviseur", "blad"]),
        ("team", ["gebied"]),
        ("team-evaluatie", ["halfjaar"]),
        ("team-omvang", ["geclusterd", "jaren"]),
        ("contact-nieuw", ["project", "gemeente"]),
        ("project-nieuw", ["plan", "plot", "gemeente"]),
        ("vraag-nieuw", ["project"]),
    ],
)
def test_een_vreemde_vraag_in_de_url(client, cast, project, naam, velden, gek):
    client.force_login(cast.kernteam)
    for veld in velden:
        assert client.get(f"{reverse(naam)}?{veld}={gek}").status_code in (200, 404, 422), veld


@pytest.mark.parametrize("q", ["!!!", "'", "a & | !c", "\\", "<script>", "a_b 1e5 x:y", "e" * 5000])
def test_zoeken_met_tekens(client, cast, q):
    client.force_login(cast.kernteam)
    assert client.get(reverse("vraag-lijst"), {"q": q}).status_code == 200
    assert client.get(reverse("vraag-lijkt-op"), {"titel": q}).status_code == 200


@pytest.mark.parametrize("pk", [0, 10**30])
def test_een_nummer_dat_niet_bestaat_is_er_niet(client, cast, project, pk):
    client.force_login(cast.kernteam)
    namen = ["project", "contact", "knelpunt", "escalatie", "agenderingspunt", "vraag", "intervisie", "overlegtafel"]
    for naam in [*namen, "overdracht", "team-inzet", "project-condities"]:
        assert client.get(reverse(naam, args=[pk])).status_code == 404, naam
    for naam in ("projectpartner", "actie", "document", "betrokkenheid"):
        assert client.get(reverse(naam, args=[project.pk, pk])).status_code == 404, naam


# Overlegtafels


@pytest.fixture
def tafel(land):
    return Overlegtafel.objects.create(woondealregio=land["Aa"].woondealregio, naam="Tafel")


def test_een_besluit_dat_een_ander_net_weghaalde(client, cast, tafel):
    overleg = Overleg.objects.create(tafel=tafel, datum=VANDAAG, door_naam="x")
    eerste, tweede = (Besluit.objects.create(overleg=overleg, tekst=t) for t in ("Een", "Twee"))
    velden = {
        "datum": VANDAAG, "besluit-TOTAL_FORMS": 2, "besluit-INITIAL_FORMS": 2, "besluit-0-id": eerste.pk,
        "besluit-0-tekst": "Een, beter", "besluit-1-id": tweede.pk, "besluit-1-tekst": "Twee",
    }  # fmt: skip
    tweede.delete()
    client.force_login(cast.adviseur_oost)
    antwoord = client.post(reverse("overleg-bewerken", args=[overleg.pk]), velden)
    assert antwoord.status_code == 422
    assert "Een, beter" in antwoord.content.decode() and "intussen" in antwoord.content.decode()


@pytest.mark.parametrize("velden", [{"x": "y"}, {"besluit-TOTAL_FORMS": "x", "besluit-INITIAL_FORMS": "-4"}])
def test_een_overleg_zonder_lijst_van_besluiten(client, cast, tafel, velden):
    client.force_login(cast.adviseur_oost)
    antwoord = client.post(reverse("overleg-nieuw", args=[tafel.pk]), {"datum": VANDAAG} | velden)
    assert antwoord.status_code == 422


def test_een_lid_zonder_einde_draagt_over(client, cast, tafel):
    lid = Tafellid.objects.create(
        tafel=tafel, naam="Wethouder", organisatie_naam="Aa", functie="w", van=VANDAAG, tot=datetime.date.max
    )
    client.force_login(cast.adviseur_oost)
    assert client.get(reverse("tafellid-overdragen", args=[lid.pk])).status_code == 200


# Two at once


def test_wie_intussen_wijzigde_wordt_niet_overschreven(client, cast, project):
    """The page of the projectleider, opened before another took over: saved, it would give the first one access."""
    client.force_login(cast.adviseur_oost)
    url = reverse("project-leider", args=[project.pk])
    velden = client.get(url).context["form"].initial | {"contact": "06 12345678"}
    Project.objects.filter(pk=project.pk).update(projectleider=None, projectleider_naam="Nieuw", versie=9)
    antwoord = client.post(url, velden)
    assert antwoord.status_code == 422 and "intussen" in antwoord.content.decode()
    project.refresh_from_db()
    assert project.leider == "Nieuw"


def test_stoppen_en_hervatten_gaan_een_keer(client, cast, project):
    stop_project(project=project, datum=VANDAAG, reden="Geen geld", by="x")
    with pytest.raises(ValidationError, match="al gestopt"):
        stop_project(project=Project.objects.get(pk=project.pk), datum=VANDAAG, reden="Anders", by="y")
    oud = Project.objects.get(pk=project.pk)
    hervat_project(project=project, by="x")
    with pytest.raises(VersieConflict):
        hervat_project(project=oud, by="y")
    client.force_login(cast.adviseur_oost)
    versie = project.versie
    assert client.post(reverse("project-hervatten", args=[project.pk])).status_code == 302
    project.refresh_from_db()
    assert project.versie == versie


@pytest.mark.django_db(transaction=True)
def test_twee_die_tegelijk_scoren(cast, project):
    fouten, klaar = [], threading.Barrier(2)

    def doe():
        try:
            klaar.wait()
            scoor(project=project, scores={"visie": (2, "")}, datum=VANDAAG, by="x")
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=doe) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert fouten == [] and Conditiescore.objects.count() == 1


# Days and figures


def test_een_document_van_na_middernacht_staat_op_die_dag(cast, project):
    document = Document(project=project, naam="Plan", link="https://voorbeeld.nl")
    document.aangemaakt = datetime.datetime(2026, 11, 20, 23, 30, tzinfo=datetime.UTC)
    voeg_document_toe(document=document, by="x")
    (moment,) = [m for m in verhaal(project, cast.adviseur_oost) if m.soort == "document"]
    assert moment.datum == datetime.date(2026, 11, 21)


def test_voor_de_eerste_norm_geldt_de_eerste(cast, project):
    eerder = datetime.date(2025, 12, 1)
    assert Teamnorm.objects.geldend(eerder) == Teamnorm.objects.last()
    assert lees_vandaag(cast.adviseur_oost, cast.adviseur_oost, eerder).uren.norm == 50
    assert lees_team(cast.kernteam, vandaag=eerder).projecten == 1


def test_uren_hebben_overal_dezelfde_norm(cast, maak_project):
    """A project of which the adviser withdrew asks no hours: not on the page of today, not on that of the team."""
    maak_project()
    zet_ritme(project=maak_project(), ritme="afgebouwd", datum=VANDAAG, by="x")
    vandaag, team = lees_vandaag(cast.coordinator_oost), lees_team(cast.coordinator_oost)
    assert vandaag.projecten == team.projecten == 2
    assert vandaag.uren.norm == team.uren.norm == 50


def test_de_start_telt_dezelfde_punten_als_de_agenda(client, cast, maak_project):
    """One that was put to all provincies and touches no project here waits for an answer from here as well."""
    maak_punt([maak_knelpunt(maak_project("Dee")), maak_knelpunt(maak_project("Dee"))], geadresseerde="provincie")
    client.force_login(cast.coordinator_oost)
    lijst = client.get(reverse("agenda-lijst"), {"status": "open"}).context["pagina"]
    stand = teamstand(cast.coordinator_oost, Provincie.objects.get(code="PV90").gebied)
    assert stand.punten_open == lijst.paginator.count == 1
