import datetime
import io
import re
import uuid
import zipfile
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from projecten.coaching.actions import AlOntvangen, Stap, bewaar_contact
from projecten.coaching.forms import Uren
from projecten.coaching.models import Contactmoment
from projecten.project.models import Actie

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate()


def contact(project=None, **velden) -> Contactmoment:
    gegevens = {"taak": "II", "uren": Decimal("0.5"), "notitie": "Zij praten niet met elkaar.", **velden}
    return Contactmoment(project=project, **gegevens)


def velden(**anders) -> dict:
    return {
        "taak": "II", "uren": "1½", "notitie": "Gesproken", "zichtbaarheid": "adviseurs", "wie": "projectleider",
        "datum": VANDAAG.isoformat(), "vorm": "telefoon", "volgende_stap": "", "sleutel": str(uuid.uuid4()), **anders,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tekst", "uren"),
    [("0,5", "0.5"), ("0.5", "0.5"), ("½", "0.5"), ("1½", "1.5"), ("2", "2"), ("1:30", "1.50"), ("¾", "0.75")],
)
def test_uren_zoals_mensen_ze_schrijven(tekst, uren):
    assert Uren().clean(tekst) == Decimal(uren)


@pytest.mark.parametrize(
    ("uren", "tekst"), [("1.50", "1,5"), ("0.25", "0,25"), ("10.00", "10"), ("0.00", "0"), ("24", "24")]
)
def test_uren_zoals_mensen_ze_lezen(uren, tekst):
    assert Uren().prepare_value(Decimal(uren)) == tekst
    assert Uren().clean(tekst) == Decimal(uren)


@pytest.mark.parametrize("tekst", ["", "veel", "-1", "25", "x½", "1,234"])
def test_wat_geen_uren_zijn(tekst):
    with pytest.raises(ValidationError):
        Uren().clean(tekst)


def test_de_volgende_stap_heeft_de_lezers_van_de_notitie(cast, maak_project):
    project = maak_project()
    rij = bewaar_contact(
        contact=contact(project, zichtbaarheid="adviseurs"), user=cast.adviseur_oost,
        volgende=Stap("Bel de wethouder", VANDAAG),
    )  # fmt: skip
    actie = Actie.objects.get()
    assert (actie.zichtbaarheid, actie.eigenaar, actie.uiterlijk) == ("adviseurs", cast.adviseur_oost, VANDAAG)
    assert (rij.gemeente, rij.provincie_id, rij.door) == (project.gemeente, "PV90", cast.adviseur_oost)
    rij.zichtbaarheid = "partners"
    bewaar_contact(contact=rij, user=cast.adviseur_oost, volgende=Stap("Bel de wethouder", VANDAAG))
    assert Actie.objects.get().zichtbaarheid == "partners"
    bewaar_contact(contact=rij, user=cast.adviseur_oost)
    assert not Actie.objects.exists()


def test_dezelfde_notitie_komt_een_keer_aan(cast, maak_project):
    project, sleutel = maak_project(), uuid.uuid4()
    eerste = bewaar_contact(contact=contact(project, sleutel=sleutel), user=cast.adviseur_oost, volgende=Stap("Bel"))
    tweede = bewaar_contact(contact=contact(project, sleutel=sleutel), user=cast.adviseur_oost, volgende=Stap("Bel"))
    assert eerste.pk == tweede.pk
    assert Contactmoment.objects.count() == Actie.objects.count() == 1


def test_dezelfde_sleutel_met_iets_anders_is_een_conflict_waarin_niets_verloren_gaat(cast, maak_project):
    project, sleutel = maak_project(), uuid.uuid4()
    eerste = bewaar_contact(contact=contact(project, sleutel=sleutel), user=cast.adviseur_oost)
    with pytest.raises(AlOntvangen) as fout:
        bewaar_contact(contact=contact(project, sleutel=sleutel, notitie="Anders"), user=cast.adviseur_oost)
    assert fout.value.args[0].pk == eerste.pk
    assert Contactmoment.objects.get().notitie == eerste.notitie


def test_de_sleutel_van_een_ander_geeft_niets_prijs(cast, maak_project):
    sleutel = uuid.uuid4()
    bewaar_contact(contact=contact(maak_project(), sleutel=sleutel), user=cast.adviseur_oost)
    with pytest.raises(ValidationError, match="Typ haar opnieuw"):
        bewaar_contact(contact=contact(maak_project(), sleutel=sleutel), user=cast.coordinator_oost)


def test_wie_een_oude_versie_heeft_schrijft_niet(cast, maak_project):
    rij = bewaar_contact(contact=contact(maak_project()), user=cast.adviseur_oost)
    oud = Contactmoment.objects.get(pk=rij.pk)
    bewaar_contact(contact=rij, user=cast.adviseur_oost)
    with pytest.raises(VersieConflict):
        bewaar_contact(contact=oud, user=cast.adviseur_oost)


@pytest.mark.parametrize("wie", ["invoerder_aa", "partner", "projectleider", "koepel", "vreemde"])
def test_alleen_wie_coacht_logt(wie, cast, maak_project):
    with pytest.raises(ValidationError, match="kunt u geen contact loggen"):
        bewaar_contact(contact=contact(maak_project()), user=getattr(cast, wie))


def test_een_adviseur_logt_niet_in_een_andere_provincie(cast, maak_project):
    project = maak_project("Bee", adviseur=None)
    with pytest.raises(ValidationError, match="kunt u geen contact loggen"):
        bewaar_contact(contact=contact(project), user=cast.adviseur_oost)


def test_het_eerste_gesprek_is_bij_een_gemeente_en_kennis_bij_niemand(cast, land):
    eerste = contact(taak="I", gemeente=land["Aa"])
    assert bewaar_contact(contact=eerste, user=cast.adviseur_oost).provincie_id == "PV90"
    with pytest.raises(ValidationError):
        bewaar_contact(contact=contact(taak="I"), user=cast.adviseur_oost)
    kennis = bewaar_contact(contact=contact(taak="IV"), user=cast.adviseur_oost)
    assert (kennis.gemeente, kennis.provincie_id) == (None, "PV90")
    # Only who did it reads what belongs to no gemeente.
    leest = [naam for naam, wie in cast if Contactmoment.objects.for_user(wie).filter(pk=kennis.pk).exists()]
    assert leest == ["adviseur_oost"]


def test_een_dag_die_nog_moet_komen_kan_niet(cast, maak_project):
    morgen = VANDAAG + datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="moet nog komen"):
        bewaar_contact(contact=contact(maak_project(), datum=morgen), user=cast.adviseur_oost)


LEZERS = {
    "adviseurs": {"adviseur_oost", "kernteam"},
    "gemeente": {"adviseur_oost", "kernteam", "coordinator_oost", "beheerder", "invoerder_aa", "vaststeller_aa"},
}
LEZERS["partners"] = LEZERS["gemeente"] | {"partner", "projectleider"}


@pytest.mark.parametrize("niveau", LEZERS)
def test_wie_wat_leest(niveau, cast, maak_project):
    rij = bewaar_contact(contact=contact(maak_project(), zichtbaarheid=niveau), user=cast.adviseur_oost)
    leest = {naam for naam, wie in cast if Contactmoment.objects.for_user(wie).filter(pk=rij.pk).exists()}
    assert leest == LEZERS[niveau]


def test_loggen_op_de_pagina(client, cast, maak_project):
    project = maak_project(projectleider=None, projectleider_naam="De leider")
    client.force_login(cast.adviseur_oost)
    pagina = client.get(f"/contact/nieuw/?project={project.pk}").content.decode()
    assert "De leider (projectleider), vandaag, telefoon" in pagina
    over_twee_weken = VANDAAG + datetime.timedelta(days=14)
    assert over_twee_weken.isoformat() in pagina
    gegevens = velden(project=project.pk, volgende_stap="Bel terug", volgende_op=over_twee_weken.isoformat())
    antwoord = client.post(f"/contact/nieuw/?project={project.pk}", gegevens)
    assert antwoord.url == project.get_absolute_url()
    rij = Contactmoment.objects.get()
    assert (rij.uren, rij.actie.wat) == (Decimal("1.5"), "Bel terug")
    # The same form sent once more, after Back or by a second click, logs nothing twice.
    assert client.post(f"/contact/nieuw/?project={project.pk}", gegevens).status_code == 302
    assert Contactmoment.objects.count() == 1


def test_wat_niet_klopt_staat_er_nog(client, cast, maak_project):
    project = maak_project()
    client.force_login(cast.adviseur_oost)
    antwoord = client.post(f"/contact/nieuw/?project={project.pk}", velden(project=project.pk, uren="veel"))
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "bijvoorbeeld 0,5" in pagina
    assert "Gesproken" in pagina
    assert not Contactmoment.objects.exists()


def test_twee_toestellen_met_dezelfde_notitie_zien_beide_versies(client, cast, maak_project):
    project, sleutel = maak_project(), str(uuid.uuid4())
    client.force_login(cast.adviseur_oost)
    url = f"/contact/nieuw/?project={project.pk}"
    client.post(url, velden(project=project.pk, sleutel=sleutel))
    antwoord = client.post(url, velden(project=project.pk, sleutel=sleutel, notitie="Iets anders gehoord"))
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "Gesproken" in pagina
    assert "Iets anders gehoord" in pagina


def test_alleen_de_schrijver_wijzigt(client, cast, maak_project):
    rij = bewaar_contact(contact=contact(maak_project()), user=cast.adviseur_oost)
    client.force_login(cast.kernteam)
    assert client.get(rij.get_absolute_url()).status_code == 200
    assert client.get(f"{rij.get_absolute_url()}bewerken/").status_code == 404


@pytest.mark.parametrize("pad", ["", "contactmomenten.csv", "contactmomenten.xlsx"])
def test_evenveel_vragen_voor_veel_contacten(pad, client, cast, maak_project, django_assert_max_num_queries):
    project = maak_project()
    for n in range(20):
        bewaar_contact(contact=contact(project, notitie=f"=SOM({n})"), user=cast.adviseur_oost)
    client.force_login(cast.adviseur_oost)
    with django_assert_max_num_queries(12):
        antwoord = client.get(f"/contact/{pad}")
    assert antwoord.status_code == 200
    if pad.endswith("csv"):
        assert ";'=SOM(3);" in antwoord.content.decode()


def _tekst(antwoord) -> str:
    if antwoord["Content-Type"].startswith("application/vnd"):
        with zipfile.ZipFile(io.BytesIO(antwoord.content)) as boek:
            return " ".join(boek.read(naam).decode() for naam in boek.namelist())
    return antwoord.content.decode()


@pytest.mark.parametrize("niveau", LEZERS)
def test_wat_een_ander_niet_mag_lezen_staat_in_geen_enkel_antwoord(niveau, client, cast, maak_project):
    project = maak_project()
    rij = bewaar_contact(
        contact=contact(project, zichtbaarheid=niveau, notitie="Geheime zin", wie="Geheime gast"),
        user=cast.adviseur_oost, volgende=Stap("Geheime stap"),
    )  # fmt: skip
    adressen = [
        "/contact/", "/contact/?q=Geheime", "/contact/contactmomenten.csv", "/contact/contactmomenten.xlsx",
        f"/contact/?project={project.pk}&taak=II", rij.get_absolute_url(), project.get_absolute_url(), "/loggen/stand",
    ]  # fmt: skip
    for naam, wie in cast:
        client.force_login(wie)
        gezien = [adres for adres in adressen if "Geheime " in _tekst(client.get(adres)).replace("q=Geheime", "")]
        if naam in LEZERS[niveau]:
            assert rij.get_absolute_url() in gezien, naam
        else:
            assert not gezien, naam


def test_de_geschiedenis_noemt_velden_en_nooit_wat_er_stond(client, cast, maak_project):
    rij = bewaar_contact(
        contact=contact(maak_project(), zichtbaarheid="adviseurs", notitie="Alleen onder ons"), user=cast.adviseur_oost
    )
    rij.notitie, rij.zichtbaarheid = "Voor iedereen", "partners"
    bewaar_contact(contact=rij, user=cast.adviseur_oost)
    client.force_login(cast.projectleider)
    pagina = client.get(rij.get_absolute_url()).content.decode()
    (wat,) = re.findall(r"adviseur-oost: ([^<]+)</li>", pagina)
    assert set(wat.split(", ")) == {"contact gelogd", "wat hoorde u", "wie mag dit lezen"}
    assert "Voor iedereen" in pagina
    assert "Alleen onder ons" not in pagina
