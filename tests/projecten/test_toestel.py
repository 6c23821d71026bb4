"""The server's part of logging without network: what a device may keep, and what it sends."""

import json
import re
import threading
import uuid
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projecten.coaching import toestel
from projecten.coaching.models import Contactmoment
from projecten.project.models import Actie

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate().isoformat()


def notitie(project, gebruiker, **anders) -> dict:
    return {
        "sleutel": str(uuid.uuid4()), "gebruiker": gebruiker.pk, "project": str(project.pk), "gemeente": "",
        "taak": "II", "uren": "0,5", "notitie": "De wethouder aarzelt.", "zichtbaarheid": "adviseurs",
        "volgende_stap": "", "volgende_op": "", "wie": "", "datum": VANDAAG, "vorm": "telefoon",
    } | anders  # fmt: skip


def stuur(client, vraag):
    return client.post(reverse("loggen-verstuur"), json.dumps(vraag), content_type="application/json")


@pytest.fixture
def adviseur(client, cast):
    client.force_login(cast.adviseur_oost)
    return cast.adviseur_oost


# What a device keeps


def test_de_schil_is_voor_iedereen_tot_op_de_letter_gelijk(client, cast, maak_project):
    maak_project(naam="Zeker geheim")
    inhoud = {client.get(reverse("loggen")).content}
    for wie in (cast.adviseur_oost, cast.kernteam, cast.koepel):
        client.force_login(wie)
        inhoud.add(client.get(reverse("loggen")).content)
    assert len(inhoud) == 1
    tekst = inhoud.pop().decode()
    for verraad in ("csrf", "sessionid", "Zeker geheim", "Uitloggen", cast.adviseur_oost.naam, VANDAAG):
        assert verraad not in tekst


def test_de_schil_zet_geen_koekje_en_kent_geen_dag(client, monkeypatch):
    antwoord = client.get(reverse("loggen"))
    assert not antwoord.cookies
    eerst = toestel.schil()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a: timezone.datetime(2031, 5, 6).date())
    assert toestel.schil() == eerst


def test_alles_wat_de_schil_nodig_heeft_gaat_mee(client):
    werker = client.get(reverse("werker"))
    assert werker["Content-Type"].startswith("text/javascript")
    assert werker["Service-Worker-Allowed"] == "/"
    assert werker["Cache-Control"] == "no-cache"
    gegevens = json.loads(re.match(r"self\.SCHIL = (\{.*?\});", werker.content.decode())[1])
    nodig = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', toestel.schil()))
    css = Path(finders.find("dist/app.css")).read_text(encoding="utf-8")
    nodig |= {f"/static/dist/{pad}" for pad in re.findall(r'url\("\./(letters/[^"]+)"\)', css)}
    assert nodig <= set(gegevens["bestanden"])
    assert all(finders.find(naam) for naam in toestel.BESTANDEN)


def test_een_ander_bestand_is_een_andere_werker(client, monkeypatch):
    eerst = client.get(reverse("werker")).content
    assert client.get(reverse("werker")).content == eerst
    monkeypatch.setattr(toestel, "static", lambda naam: f"/static/anders/{naam}")
    assert client.get(reverse("werker")).content != eerst


def test_manifest(client):
    antwoord = client.get(reverse("manifest"))
    assert antwoord["Content-Type"] == "application/manifest+json"
    gegevens = antwoord.json()
    assert (gegevens["start_url"], gegevens["display"]) == ("/loggen/", "standalone")
    assert {i["sizes"] for i in gegevens["icons"]} == {"192x192", "512x512"}


# What it asks


def test_de_stand_geeft_alleen_de_eigen_projecten(client, cast, maak_project, land):
    eigen = maak_project(naam="Van mij", projectleider=cast.projectleider)
    maak_project("Cee", naam="Van een ander", adviseur=None)
    client.force_login(cast.adviseur_oost)
    antwoord = client.get(reverse("loggen-stand"))
    stand = antwoord.json()
    assert "no-store" in antwoord["Cache-Control"]
    assert stand["gebruiker"] == cast.adviseur_oost.pk
    assert stand["projecten"] == [
        {"id": eigen.pk, "naam": "Van mij", "gemeente": "Aa", "projectleider": "projectleider", "ritme": eigen.ritme}
    ]
    assert {g["naam"] for g in stand["gemeenten"]} == {"Aa", "Cee"}
    assert stand["niveaus"] == ["adviseurs", "gemeente", "partners"]
    client.force_login(cast.coordinator_oost)
    stand = client.get(reverse("loggen-stand")).json()
    assert (stand["projecten"], stand["niveaus"]) == ([], ["gemeente", "partners"])


def test_de_stand_kost_altijd_evenveel_vragen(client, adviseur, maak_project, django_assert_max_num_queries):
    for _ in range(5):
        maak_project()
    with django_assert_max_num_queries(6):
        client.get(reverse("loggen-stand"))


# What it sends


def test_een_notitie_komt_aan_en_een_tweede_keer_dezelfde_niet(client, adviseur, maak_project):
    vraag = notitie(maak_project(), adviseur, volgende_stap="Bel de wethouder", volgende_op=VANDAAG)
    eerste, tweede = stuur(client, vraag), stuur(client, vraag)
    assert (eerste.status_code, tweede.status_code) == (201, 200)
    rij = Contactmoment.objects.get()
    assert eerste.json() == tweede.json() == {"url": rij.get_absolute_url()}
    assert (rij.door, str(rij.uren), rij.actie.wat) == (adviseur, "0.50", "Bel de wethouder")
    assert Actie.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twee_tabbladen_tegelijk_sturen_dezelfde_notitie_een_keer(cast, maak_project):
    vraag = notitie(maak_project(), cast.adviseur_oost)
    statussen, samen = [], threading.Barrier(2)

    def tabblad():
        client = Client()
        client.force_login(cast.adviseur_oost)
        samen.wait()
        statussen.append(stuur(client, vraag).status_code)
        connection.close()

    draden = [threading.Thread(target=tabblad) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(statussen) == [200, 201]
    assert Contactmoment.objects.count() == 1


def test_met_andere_woorden_is_het_een_conflict_met_beide_en_wie_verstuurt_kiest(client, adviseur, maak_project):
    vraag = notitie(maak_project(), adviseur)
    stuur(client, vraag)
    anders = vraag | {"notitie": "De wethouder is om."}
    antwoord = stuur(client, anders)
    assert antwoord.status_code == 409
    conflict = antwoord.json()["conflict"]
    assert conflict["verschillen"] == [
        {"veld": "Wat hoorde u", "opgeslagen": "De wethouder aarzelt.", "eigen": "De wethouder is om."}
    ]
    assert Contactmoment.objects.get().notitie == "De wethouder aarzelt."
    assert stuur(client, anders | {"versie": conflict["versie"]}).status_code == 200
    assert Contactmoment.objects.get().notitie == "De wethouder is om."
    # That it was stored again meanwhile is a conflict again.
    assert stuur(client, vraag | {"versie": conflict["versie"]}).status_code == 409


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("uren", "veel"), ("uren", "25"), ("taak", "VI"), ("taak", ""), ("zichtbaarheid", "iedereen"),
        ("project", "999999"), ("datum", "2099-01-01"), ("sleutel", "geen"), ("notitie", "x" * 8001),
        ("notitie", "a\0b"), ("vorm", "duif"), ("volgende_op", "morgen"),
    ],
)  # fmt: skip
def test_wat_niet_klopt_wordt_per_veld_gezegd(client, adviseur, maak_project, veld, waarde):
    antwoord = stuur(client, notitie(maak_project(), adviseur) | {veld: waarde})
    assert antwoord.status_code == 422
    assert antwoord.json()["fouten"].get(veld), antwoord.json()
    assert not Contactmoment.objects.exists()


TE_DIEP = pytest.param("[" * 100_000, id="te diep")


@pytest.mark.parametrize(
    "inhoud", ["", "[]", "1", "{}", '{"sleutel": "a", "notitie": "\\ud800"}', '{"sleutel":', TE_DIEP]
)
def test_wat_geen_notitie_is_wordt_niet_bewaard(client, adviseur, inhoud):
    antwoord = client.post(reverse("loggen-verstuur"), inhoud, content_type="application/json")
    assert antwoord.status_code == 422
    assert list(antwoord.json()["fouten"]) == [""]


@pytest.mark.parametrize("waarde", [["a"], {"b": 1}, 3, True, None])
def test_een_waarde_is_tekst_wat_er_ook_komt(client, adviseur, maak_project, waarde):
    assert stuur(client, notitie(maak_project(), adviseur, notitie=waarde)).status_code == 201


def test_wat_een_ander_typte_wordt_niet_verstuurd(client, cast, adviseur, maak_project):
    vraag = notitie(maak_project(), cast.kernteam)
    assert stuur(client, vraag).status_code == 403
    assert stuur(client, vraag | {"gebruiker": None}).status_code == 403
    assert not Contactmoment.objects.exists()


def test_de_sleutel_van_een_ander_zegt_niets_van_wat_die_schreef(client, cast, adviseur, maak_project):
    project = maak_project()
    vraag = notitie(project, adviseur, notitie="Niet voor anderen")
    stuur(client, vraag)
    for wie in (cast.coordinator_oost, cast.kernteam):
        client.force_login(wie)
        eigen = vraag | {"gebruiker": wie.pk, "notitie": "Gok", "zichtbaarheid": "gemeente"}
        for versie in ("", 1):
            antwoord = stuur(client, eigen | {"versie": versie})
            assert antwoord.status_code == 422
            assert b"Niet voor anderen" not in antwoord.content
    assert Contactmoment.objects.get().notitie == "Niet voor anderen"


def test_een_project_buiten_het_gebied_wordt_geweigerd(client, adviseur, maak_project):
    antwoord = stuur(client, notitie(maak_project("Bee", adviseur=None), adviseur))
    assert (antwoord.status_code, list(antwoord.json()["fouten"])) == (422, ["project"])


def test_zonder_token_komt_niets_binnen_en_zonder_sessie_is_dat_te_zien(cast, maak_project):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.adviseur_oost)
    vraag = notitie(maak_project(), cast.adviseur_oost)
    assert stuur(client, vraag).status_code == 403
    token = client.get(reverse("loggen-stand")).json()["token"]

    def met_token():
        return client.post(
            reverse("loggen-verstuur"), json.dumps(vraag), content_type="application/json", HTTP_X_CSRFTOKEN=token
        )

    del client.cookies["sessionid"]
    assert met_token().status_code == 401
    assert not Contactmoment.objects.exists()
    client.force_login(cast.adviseur_oost)
    assert met_token().status_code == 201


def test_zonder_gebruiker_is_er_niets_te_kiezen(db):
    assert not toestel.coachbare_projecten(AnonymousUser()).exists()
    assert not toestel.coachbare_gemeenten(AnonymousUser()).exists()
