"""The pages and the command of the beheerder; two at once; and bad input that is told in words."""

import datetime
import io
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from programmering.opgaven.models import Opgave
from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente
from woonzorg.herindeling import actions
from woonzorg.herindeling.models import Herindeling

from .conftest import AA, BEE, CEE, DAG, helft, samenvoeging, splitsing
from .test_grenzen import geojson

pytestmark = pytest.mark.django_db
LEEG = {"nieuw-TOTAL_FORMS": "2", "nieuw-INITIAL_FORMS": "0"}
EEN_NIEUW = {
    "nieuw-0-naam": "Nieuw", "nieuw-0-code": "gm9100", "nieuw-0-provincie": "PV90", "nieuw-0-woondealregio": "WD90",
}  # fmt: skip


@pytest.fixture
def beheer(client, cast):
    client.force_login(cast.beheerder)
    return client


def test_van_invullen_tot_uitgevoerd(beheer, vol, opgaven):
    antwoord = beheer.post(
        reverse("herindeling-nieuw"), {"datum": "2026-01-01", "van": "aa\nGM9001", "bestaand": "", **LEEG, **EEN_NIEUW}
    )
    herindeling = Herindeling.objects.get()
    assert antwoord.url == herindeling.get_absolute_url()
    assert (herindeling.van, herindeling.nieuw[0]["code"], herindeling.door) == ([AA, BEE], "GM9100", "beheerder")
    inhoud = beheer.get(antwoord.url).content.decode()
    assert "Nog geen proef gedaan" in inhoud
    assert "Voer de herindeling uit" not in inhoud
    beheer.post(reverse("herindeling-proef", args=[herindeling.pk]))
    inhoud = beheer.get(antwoord.url).content.decode()
    for tekst in ("Wat er zou gebeuren", "Weide (Bee)", "161", "afgesproken", "De cijfers voor en na", "Let op"):
        assert tekst in inhoud, tekst
    assert Gemeente.objects.filter(code="GM9100").count() == 0
    antwoord = beheer.post(reverse("herindeling-uitvoeren", args=[herindeling.pk]), follow=True)
    inhoud = antwoord.content.decode()
    assert "De herindeling is uitgevoerd." in inhoud
    assert "Wat er is gebeurd" in inhoud
    assert "Doe een proef" not in inhoud
    assert Gemeente.objects.geldig_op().filter(code="GM9100").exists()
    lijst = beheer.get(reverse("herindeling-lijst")).content.decode()
    assert "Aa en Bee → Nieuw" in lijst
    # And not again, by whatever way.
    antwoord = beheer.post(reverse("herindeling-uitvoeren", args=[herindeling.pk]))
    assert antwoord.status_code == 422
    assert "al uitgevoerd" in antwoord.content.decode()
    assert beheer.get(reverse("herindeling-bewerken", args=[herindeling.pk])).status_code == 404
    assert beheer.post(reverse("herindeling-weggooien", args=[herindeling.pk])).status_code == 422


def test_een_splitsing_verdelen_op_de_pagina(beheer, vol, opgaven):
    antwoord = beheer.post(
        reverse("herindeling-nieuw"), {"datum": "2026-01-01", "van": "Aa", "bestaand": "Cee", **LEEG, **EEN_NIEUW}
    )
    herindeling = Herindeling.objects.get()
    verdelen = reverse("herindeling-verdelen", args=[herindeling.pk])
    assert antwoord.url == verdelen
    plan = Plan.objects.filter(gemeente=vol["Aa"], plot=None).first()
    inhoud = beheer.get(verdelen).content.decode()
    assert plan.plannaam in inhoud
    velden = {
        "standaard": "GM9100", "sleutel": "opgegeven", f"getal_{CEE}": "1.000", "getal_GM9100": "2000",
        "toegang": [CEE, "GM9100"], f"kies_plan:{plan.pk}": CEE,
        "grenzen": SimpleUploadedFile("grens.geojson", geojson({CEE: helft(0, 1)}).getvalue()),
    }  # fmt: skip
    assert beheer.post(verdelen, velden).status_code == 302
    herindeling.refresh_from_db()
    assert herindeling.gewichten == {CEE: 1000, "GM9100": 2000}
    assert herindeling.keuzes == {f"plan:{plan.pk}": CEE}
    assert herindeling.grenzen.get().code == CEE
    assert "met de hand gekozen" in beheer.get(verdelen).content.decode()
    beheer.post(reverse("herindeling-proef", args=[herindeling.pk]))
    beheer.post(reverse("herindeling-uitvoeren", args=[herindeling.pk]))
    plan.refresh_from_db()
    assert plan.gemeente.code == CEE
    assert Opgave.objects.geldend().get(gemeente__code=CEE, periode__slug="2030").nultreden == 40


def test_andere_opvolgers_laten_alleen_keuzes_over_die_nog_kunnen(beheer, vol):
    herindeling = splitsing(keuzes={"plan:1": "GM9100", "plan:2": CEE})
    beheer.post(
        reverse("herindeling-bewerken", args=[herindeling.pk]),
        {"datum": "2026-01-01", "van": "Aa", "bestaand": "Cee\nDee", "nieuw-TOTAL_FORMS": "1",
         "nieuw-INITIAL_FORMS": "1", **EEN_NIEUW, "nieuw-0-DELETE": "on"},
    )  # fmt: skip
    herindeling.refresh_from_db()
    assert (herindeling.bestaand, herindeling.nieuw) == ([CEE, "GM9003"], [])
    assert (herindeling.keuzes, herindeling.gewichten) == ({"plan:2": CEE}, {CEE: 1})


def test_bewaren_wist_de_proef_van_daarvoor(beheer, vol):
    herindeling = samenvoeging()
    actions.proef(herindeling=herindeling, by="test")
    gegevens = {"datum": "2026-02-01", "van": "Aa\nBee", "bestaand": "", "nieuw-TOTAL_FORMS": "1"}
    gegevens |= {"nieuw-INITIAL_FORMS": "1", **EEN_NIEUW}
    assert beheer.post(reverse("herindeling-bewerken", args=[herindeling.pk]), gegevens).status_code == 302
    herindeling.refresh_from_db()
    assert (herindeling.verslag, herindeling.beproefd_op, herindeling.datum.month) == ({}, None, 2)
    assert len(herindeling.nieuw) == 1


def test_aa_en_bee_worden_aa(beheer, land):
    beheer.post(reverse("herindeling-nieuw"), {"datum": "2026-01-01", "van": "Aa; Bee", "bestaand": "Aa", **LEEG})
    assert Herindeling.objects.get().van == [BEE]


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({}, "Vul in op welke dag"),
        ({"datum": "morgen", "van": "Aa"}, "Aa"),
        ({"datum": "2026-01-01"}, "Vul in welke gemeente ophoudt"),
        ({"datum": "2026-01-01", "van": "Atlantis"}, "Er is geen gemeente &#x27;Atlantis&#x27;"),
        ({"datum": "2026-01-01", "van": "Aa\nBee"}, "Vul in wie hen opvolgt"),
        ({"datum": "2026-01-01", "van": "Aa\nBee", "nieuw-0-naam": "Nieuw"}, "Nieuw"),
        ({"datum": "2026-01-01", "van": "Aa\nBee", **EEN_NIEUW, "nieuw-0-code": "GM9002"}, "is al van een gemeente"),
        ({"datum": "2026-01-01", "van": "A" * 3000}, "2000"),
        ({"datum": "9999-12-31", "van": "Aa\0", "bestaand": "x"}, "geen gemeente"),
        ({"datum": "2026-01-01", "van": "Aa", "nieuw-TOTAL_FORMS": "99999999999"}, "Aa"),
    ],
)
def test_wat_niet_klopt_blijft_ingevuld_staan(velden, melding, beheer, land):
    antwoord = beheer.post(reverse("herindeling-nieuw"), LEEG | velden)
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()
    assert not Herindeling.objects.exists()


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({}, "verplicht"),
        ({"standaard": "GM0000", "sleutel": "x"}, "GM0000"),
        ({"standaard": CEE, "sleutel": "opgegeven", f"getal_{CEE}": "veel"}, "heel getal"),
        ({"standaard": CEE, "sleutel": "opgegeven", f"getal_{CEE}": "-3"}, "0"),
        ({"standaard": CEE, "sleutel": "opgegeven", "grenzen": ("g.geojson", b"nee")}, "geen GeoJSON"),
        ({"standaard": CEE, "sleutel": "opgegeven", "grenzen": ("g.geojson", b"")}, "leeg"),
    ],
)
def test_wat_niet_klopt_aan_een_verdeling_wordt_gezegd(velden, melding, beheer, land):
    herindeling = splitsing()
    if "grenzen" in velden:
        velden = velden | {"grenzen": SimpleUploadedFile(*velden["grenzen"])}
    antwoord = beheer.post(reverse("herindeling-verdelen", args=[herindeling.pk]), velden)
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()
    herindeling.refresh_from_db()
    assert herindeling.gewichten == {CEE: 1, "GM9100": 2}


def test_een_proef_die_niet_kan_zegt_waarom(beheer, vol, opgaven):
    herindeling = splitsing(sleutel="inwoners_75plus")
    antwoord = beheer.post(reverse("herindeling-proef", args=[herindeling.pk]))
    assert antwoord.status_code == 422
    assert "Dit kan niet. Er is niets gewijzigd." in antwoord.content.decode()
    assert "inwoners van 75 jaar en ouder niet bekend" in antwoord.content.decode()


def test_weggooien_en_wat_er_niet_is(beheer, vol):
    herindeling = samenvoeging()
    assert beheer.post(reverse("herindeling-weggooien", args=[herindeling.pk])).status_code == 302
    assert not Herindeling.objects.exists()
    assert beheer.get(reverse("herindeling", args=[herindeling.pk])).status_code == 404


def test_de_lijst_kost_een_vast_aantal_vragen(beheer, land, django_assert_max_num_queries):
    for maand in range(1, 13):
        samenvoeging(datum=datetime.date(2026, maand, 1))
    with django_assert_max_num_queries(9):
        beheer.get(reverse("herindeling-lijst"))


def test_beheer_wijst_de_weg(beheer, cast, client):
    assert reverse("herindeling-lijst") in beheer.get(reverse("beheer")).content.decode()
    client.force_login(cast.kernteam)
    assert reverse("herindeling-lijst") not in client.get(reverse("beheer")).content.decode()


# --- The command -----------------------------------------------------------------------------------------------


def herindeel(*args, **opties) -> str:
    uit = io.StringIO()
    call_command("herindeel", *args, stdout=uit, **opties)
    return uit.getvalue()


SAMEN = ["--datum=2026-01-01", "--van=Aa", "--van=Bee", "--nieuw=GM9100;Nieuw;PV90;WD90;CR90;Corop"]


def test_het_commando_doet_eerst_een_proef(vol, opgaven):
    uit = herindeel(*SAMEN)
    assert "Aa en Bee → Nieuw" in uit
    assert "plot 'Weide' uit Bee heet voortaan 'Weide (Bee)'" in uit
    assert "nultreden 161, geclusterd 91, zorggeschikt 11 (afgesproken (woondeal))" in uit
    assert "Proef: er is niets gewijzigd." in uit
    assert not Herindeling.objects.exists()
    assert Gemeente.objects.geldig_op().count() == 4
    assert "Uitgevoerd." in herindeel(*SAMEN, "--uitvoeren")
    nieuw = Gemeente.objects.geldig_op().get(code="GM9100")
    assert (nieuw.corop_code, nieuw.corop_naam, nieuw.geldig_van) == ("CR90", "Corop", DAG)
    with pytest.raises(CommandError, match="Aa bestaat sinds 1 januari 2026 niet meer"):
        herindeel(*SAMEN, "--uitvoeren")


def test_het_commando_splitst_met_getallen_grenzen_en_een_verdeling(vol, opgaven, tmp_path):
    plan = Plan.objects.filter(gemeente=vol["Aa"], plot=None).first()
    verdeling, grenzen = tmp_path / "v.csv", tmp_path / "g.geojson"
    verdeling.write_text(f"soort,nummer,gemeente\nplan,{plan.pk},GM9100\n")
    grenzen.write_bytes(geojson({"GM9100": helft(0, 1), CEE: helft(0, 0)}).getvalue())
    herindeel(
        "--datum=2026-01-01", "--van=gm9000", "--bestaand=Cee", "--nieuw=GM9100;Nieuw;PV90;WD90", "--standaard=gm9002",
        "--getal=GM9002=1", "--getal=GM9100=2", f"--verdeling={verdeling}", f"--grenzen={grenzen}", "--uitvoeren",
    )  # fmt: skip
    plan.refresh_from_db()
    assert plan.gemeente.code == "GM9100"
    assert Opgave.objects.geldend().get(gemeente__code=CEE, periode__slug="2030").nultreden == 40


def test_het_commando_voert_uit_wat_op_de_pagina_is_voorbereid(vol):
    herindeling = samenvoeging()
    herindeel(f"--herindeling={herindeling.pk}", "--uitvoeren")
    herindeling.refresh_from_db()
    assert herindeling.is_uitgevoerd
    assert herindeling.uitgevoerd_door.startswith("opdrachtregel")


@pytest.mark.parametrize(
    ("args", "melding"),
    [
        ([], "--datum"),
        (["--herindeling=99"], "geen herindeling met nummer 99"),
        (["--datum=2026-01-01", "--van=Atlantis"], "geen gemeente 'Atlantis'"),
        (["--datum=2026-01-01", "--van=Aa", "--nieuw=GM9100"], "niet te lezen"),
        (["--datum=2026-01-01", "--van=Aa", "--bestaand=Cee", "--getal=GM9002"], "niet te lezen"),
        (["--datum=2026-01-01", "--van=Aa", "--bestaand=Cee", "--bestaand=Dee"], "Kies welke opvolger"),
        (["--datum=2026-01-01", "--van=Aa", "--bestaand=Cee", "--verdeling=/bestaat/niet.csv"], "niet te lezen"),
        (["--datum=2026-01-01", "--van=Aa", "--bestaand=Cee", "--grenzen=/bestaat/niet.geojson"], "geojson is er niet"),
        (["--datum=2026-01-01", "--van=Aa", "--bestaand=Cee", "--bestaand=Dee", "--standaard=GM9002",
          "--toegang=GM0001"], "GM0001 is geen opvolger"),
    ],
)  # fmt: skip
def test_het_commando_zegt_wat_er_mis_is(args, melding, vol):
    with pytest.raises(CommandError, match=melding):
        herindeel(*args)


# --- At once ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_wordt_een_keer(land, maak_plan):
    maak_plan("Bee")
    herindeling, uitkomst = samenvoeging(), []

    def doe():
        try:
            actions.voer_uit(herindeling=Herindeling.objects.get(pk=herindeling.pk), by="test")
            uitkomst.append("gedaan")
        except ValidationError as fout:
            uitkomst.append(fout.messages[0])
        finally:
            connection.close()

    draden = [threading.Thread(target=doe) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    assert sorted(m[:14] for m in uitkomst) == ["Deze herindeli", "gedaan"]
    assert Gemeente.objects.filter(code="GM9100").count() == 1


def test_de_dag_van_vandaag_mag(vol):
    actions.voer_uit(herindeling=samenvoeging(datum=timezone.localdate()), by="test")
    assert Gemeente.objects.geldig_op().count() == 3
