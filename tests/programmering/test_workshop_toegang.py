"""Who gets to a table, and what never reaches one."""

import json
import uuid

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from programmering.plots.models import Criterium
from programmering.workshops.actions import doe
from programmering.workshops.models import Deelnemer, Workshop
from tests.programmering.test_workshop import AA, Tafel, maak_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def tafel(land, cast):
    return Tafel(maak_workshop(land, cast))


def aan(client, workshop, naam="Deelnemer A", **velden):
    """Joins by the form, as a phone does."""
    data = {"naam": naam, "organisatie": "Noord Wonen", "soort": "corporatie", "contact": "06-12345678"}
    url = reverse("workshop-tafel", args=[workshop.code])
    return client.post(url, data | {"sleutel": str(uuid.uuid4())} | velden)


def stand(client, workshop, sinds=""):
    return client.get(reverse("tafel-stand", args=[workshop.code]), {"sinds": sinds} if sinds != "" else {})


def stuur(client, workshop, soort, sleutel=None, **data):
    vraag = {"sleutel": str(sleutel or uuid.uuid4()), "soort": soort, "data": data}
    url = reverse("tafel-doe", args=[workshop.code])
    return client.post(url, json.dumps(vraag), content_type="application/json")


def test_met_de_code_aan_tafel(client, tafel):
    antwoord = client.post(
        reverse("workshop-code"), {"code": f" {tafel.workshop.code.lower()[:3]}-{tafel.workshop.code[3:]} "}
    )
    assert antwoord.url == reverse("workshop-tafel", args=[tafel.workshop.code])
    assert b"Schuif aan" in client.get(antwoord.url).content
    antwoord = aan(client, tafel.workshop)
    koekje = antwoord.cookies[f"workshop_{tafel.workshop.code}"]
    assert (koekje["httponly"], koekje["samesite"], koekje["path"]) == (True, "Lax", f"/w/{tafel.workshop.code}/")
    assert stand(client, tafel.workshop).json()["gedeeld"]["deelnemers"][0]["naam"] == "Deelnemer A"


def test_een_onvolledig_formulier_blijft_staan(client, tafel):
    antwoord = aan(client, tafel.workshop, organisatie="")
    assert antwoord.status_code == 422
    assert 'value="Deelnemer A"' in antwoord.content.decode()
    assert not Deelnemer.objects.exists()


def test_niets_nieuws_is_een_vraag_aan_de_database(client, tafel, django_assert_num_queries):
    aan(client, tafel.workshop)
    versie = stand(client, tafel.workshop).json()["versie"]
    with django_assert_num_queries(1):
        assert stand(client, tafel.workshop, versie).status_code == 204


def test_de_stand_kost_evenveel_bij_meer_plekken(client, tafel, django_assert_max_num_queries):
    aan(client, tafel.workshop)
    for i in range(12):
        tafel.plek(naam=f"Plek {i}")
    with django_assert_max_num_queries(14):
        assert len(stand(client, tafel.workshop).json()["gedeeld"]["plekken"]) == 12


def test_een_handeling_antwoordt_met_de_stand(client, tafel):
    aan(client, tafel.workshop)
    antwoord = stuur(client, tafel.workshop, "plek", naam="School", coordinaten=AA)
    assert antwoord.json()["gedeeld"]["plekken"][0]["naam"] == "School"
    antwoord = stuur(client, tafel.workshop, "plek", naam="", coordinaten="hier")
    assert antwoord.status_code == 422
    assert set(antwoord.json()["fouten"]) == {"naam", "coordinaten"}


@pytest.mark.parametrize(
    "rommel",
    [
        b"",
        b"[]",
        b"{}",
        b'{"sleutel": 1}',
        b'{"sleutel":"x","soort":"plek","data":[]}',
        b"\xff",
        b"[" * 100_000,
        # Half of an emoji, and a number where a date is asked.
        b'{"sleutel":"9f2c1c5e-0000-4000-8000-000000000001","soort":"vraag","data":{"tekst":"\\ud800"}}',
        b'{"sleutel":"9f2c1c5e-0000-4000-8000-000000000001","soort":"bellen",'
        b'"data":{"wie":"a","met":"b","waarover":"c","voor":-1}}',
    ],
)
def test_rommel_wordt_netjes_geweigerd(client, tafel, rommel):
    aan(client, tafel.workshop)
    url = reverse("tafel-doe", args=[tafel.workshop.code])
    assert client.post(url, rommel, content_type="application/json").status_code == 422


@pytest.mark.parametrize("code", ["---", "%00", "%C3%9F", "ab-cd"])
def test_een_code_van_niets_is_er_niet(client, db, code):
    assert client.get(f"/w/{code}/", follow=True).status_code == 404


def test_een_deelnemer_van_een_andere_workshop_komt_er_niet_in(client, tafel, land, cast):
    andere = maak_workshop(land, cast, naam="Andere")
    aan(client, andere)
    assert stand(client, andere).status_code == 200
    assert stand(client, tafel.workshop).status_code == 404
    assert stuur(client, tafel.workshop, "vraag", tekst="x").status_code == 404
    # Also with the cookie of the other one under this name.
    koekje = client.cookies[f"workshop_{andere.code}"].value
    client.cookies[f"workshop_{tafel.workshop.code}"] = koekje
    assert stand(client, tafel.workshop).status_code == 404


@pytest.mark.parametrize("vervalst", ["", "x", "los", "andere_sleutel", "ander_geheim"])
def test_een_vervalst_koekje_is_geen_koekje(client, tafel, vervalst):
    eerste = tafel.deelnemer()
    naam = f"workshop_{tafel.workshop.code}"
    zout = naam + "workshop"
    waarden = {
        "los": str(eerste.geheim),
        "andere_sleutel": signing.TimestampSigner(key="geraden", salt=zout).sign(str(eerste.geheim)),
        "ander_geheim": signing.get_cookie_signer(salt=zout).sign(str(uuid.uuid4())),
    }
    client.cookies[naam] = waarden.get(vervalst, vervalst)
    assert stand(client, tafel.workshop).status_code == 404
    client.cookies[naam] = signing.get_cookie_signer(salt=zout).sign(str(eerste.geheim))
    assert stand(client, tafel.workshop).status_code == 200


def test_zonder_koekje_zegt_geen_adres_of_een_code_bestaat(client, tafel):
    for code in (tafel.workshop.code, "ACDEFG"):
        assert client.get(reverse("tafel-stand", args=[code])).status_code == 404
        assert client.post(reverse("tafel-doe", args=[code])).status_code == 404


def test_wie_geweerd_is_is_er_meteen_uit(client, tafel):
    aan(client, tafel.workshop)
    tafel.doe("verbergen", wat="deelnemer", id=str(Deelnemer.objects.get().pk))
    assert stand(client, tafel.workshop).status_code == 404
    assert stuur(client, tafel.workshop, "vraag", tekst="x").status_code == 404


def test_een_gesloten_workshop_is_alleen_nog_te_lezen(client, tafel):
    aan(client, tafel.workshop)
    tafel.doe("status", status="gesloten")
    assert stand(client, tafel.workshop).json()["gedeeld"]["status"] == "gesloten"
    assert client.get(reverse("workshop-tafel", args=[tafel.workshop.code])).status_code == 200
    antwoord = stuur(client, tafel.workshop, "vraag", tekst="x")
    assert (antwoord.status_code, antwoord.json()["fouten"][""]) == (422, ["De workshop is gesloten."])
    laat = Client()
    pagina = laat.get(reverse("workshop-tafel", args=[tafel.workshop.code]))
    assert b"Deze workshop is gesloten" in pagina.content
    assert tafel.workshop.naam.encode() not in pagina.content
    aan(laat, tafel.workshop, "Deelnemer B")
    assert Deelnemer.objects.count() == 1


def test_raden_houdt_op_maar_dertig_telefoons_komen_binnen(tafel, settings):
    # Of its own: whoever empties the shared cache meanwhile would set the count back.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    telefoons = [Client() for _ in range(30)]
    for i, telefoon in enumerate(telefoons):
        assert telefoon.get("/w/ACDEFG/").status_code == 404
        assert aan(telefoon, tafel.workshop, f"Deelnemer {i}").status_code == 302
        assert telefoon.get(reverse("workshop-tafel", args=[tafel.workshop.code])).status_code == 200
    assert Deelnemer.objects.count() == 30
    rader = Client()
    for _ in range(30):
        assert rader.post(reverse("workshop-code"), {"code": "ACDEFG"}).status_code == 422
    # The limit is reached: from this address the right code opens nothing either, or guessing would go on.
    assert rader.get(reverse("workshop-tafel", args=[tafel.workshop.code])).status_code == 429
    assert rader.post(reverse("workshop-code"), {"code": tafel.workshop.code}).status_code == 429
    # Who sits at the table notices nothing.
    assert stand(telefoons[0], tafel.workshop).status_code == 200
    assert telefoons[0].get(reverse("workshop-tafel", args=[tafel.workshop.code])).status_code == 200


def test_zonder_csrf_token_geen_handeling(tafel):
    streng = Client(enforce_csrf_checks=True)
    eerste = tafel.deelnemer()
    naam = f"workshop_{tafel.workshop.code}"
    streng.cookies[naam] = signing.get_cookie_signer(salt=naam + "workshop").sign(str(eerste.geheim))
    assert stuur(streng, tafel.workshop, "vraag", tekst="x").status_code == 403
    pagina = streng.get(reverse("workshop-tafel", args=[tafel.workshop.code])).content.decode()
    token = pagina.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    vraag = json.dumps({"sleutel": str(uuid.uuid4()), "soort": "vraag", "data": {"tekst": "x"}})
    url = reverse("tafel-doe", args=[tafel.workshop.code])
    antwoord = streng.post(url, vraag, content_type="application/json", headers={"X-CSRFToken": token})
    assert antwoord.status_code == 200


def test_niets_vertrouwelijks_aan_tafel(client, tafel, maak_plan, herbereken, cast):
    """No plan that is not public on map, page or state; no contact details; no score of another before the choice."""
    maak_plan(status="4A", vertrouwelijkheid="gemeente", plannaam="Geheim plan")
    herbereken()
    tweede = tafel.deelnemer("Deelnemer B", "Zorg Aa", "zorgorganisatie")
    tafel.plek(tweede)
    aan(client, tafel.workshop, contact="06-87654321")
    pagina = client.get(reverse("workshop-tafel", args=[tafel.workshop.code])).content.decode()
    alles = pagina + stand(client, tafel.workshop).content.decode()
    assert "Geheim plan" not in alles
    assert "06-12345678" not in alles
    assert "handelingen" not in stand(client, tafel.workshop).json()["gedeeld"]
    # The facilitator's own session shows no more on the map than a visitor sees.
    tegel = reverse("tafel-tegel", kwargs={"z": 7, "x": 65, "y": 42})
    van_ieder = client.get(tegel).content
    client.force_login(cast.invoerder_aa)
    assert client.get(tegel).content == van_ieder
    assert b"geheim" not in van_ieder.lower()


def test_scores_van_anderen_pas_bij_het_kiezen(client, tafel):
    aan(client, tafel.workshop)
    tweede = tafel.deelnemer("Deelnemer B")
    plek = tafel.plek(tweede)
    criterium = Criterium.objects.filter(actief=True).first()
    tafel.doe("wegen", tweede, plek=str(plek.sleutel), criterium=criterium.slug, score=1)
    tafel.doe("stap", stap="wegen")
    (een,) = stand(client, tafel.workshop).json()["gedeeld"]["plekken"]
    assert (een["wegers"], "gemiddelde" in een, "scores" in een) == (1, False, False)
    tafel.doe("stap", stap="kiezen")
    (een,) = stand(client, tafel.workshop).json()["gedeeld"]["plekken"]
    assert een["gemiddelde"] == 1.0


def test_een_leider_van_een_ander_gebied_ziet_niets(client, tafel, cast):
    client.force_login(cast.invoerder_bee)
    pk = [tafel.workshop.pk]
    for naam in (
        "workshop",
        "workshop-stand",
        "workshop-verslag",
        "workshop-pdf",
        "workshop-xlsx",
        "workshop-wijzigen",
    ):
        assert client.get(reverse(naam, args=pk)).status_code == 404
    assert b"Plekken in Aa" not in client.get(reverse("workshop-lijst")).content


def test_een_regioworkshop_is_van_elke_gemeente_erin(land, cast):
    workshop = maak_workshop(land, cast, gemeente=None, woondealregio=land["Aa"].woondealregio)
    zichtbaar = {naam for naam, wie in cast if Workshop.objects.for_user(wie).filter(pk=workshop.pk).exists()}
    assert zichtbaar == {
        "invoerder_aa", "vaststeller_aa", "invoerder_bee", "adviseur_oost", "coordinator_oost", "kernteam", "beheerder",
    }  # fmt: skip


def test_de_leider_ziet_wie_er_is_zonder_dat_er_iets_gebeurt(client, tafel, cast):
    aan(client, tafel.workshop)
    leider = Client()
    leider.force_login(cast.invoerder_aa)
    url = reverse("workshop-stand", args=[tafel.workshop.pk])
    stand_ = leider.get(url).json()
    # That screen is on the wall.
    assert "06-12345678" not in str(stand_)
    assert leider.get(url, {"sinds": stand_["versie"]}).json()["aanwezig"] == [Deelnemer.objects.get().pk]


def test_een_workshop_maken_met_het_formulier(client, cast, land):
    client.force_login(cast.invoerder_aa)
    url = reverse("workshop-nieuw")
    assert b"invoerder-aa" in client.get(url).content
    velden = {"naam": "Noord", "datum": "2026-12-01", "leider_naam": "Jo", "stemmen_per_deelnemer": 3}
    fout = client.post(url, velden)
    assert (fout.status_code, b"Kies een gemeente" in fout.content) == (422, True)
    assert client.post(url, velden | {"gemeente": land["Bee"].pk}).status_code == 422
    antwoord = client.post(url, velden | {"gemeente": land["Aa"].pk, "toon_vertrouwelijk": "on"})
    workshop = Workshop.objects.get()
    assert antwoord.url == workshop.get_absolute_url()
    assert (workshop.leider, workshop.toon_vertrouwelijk, workshop.status) == (cast.invoerder_aa, True, "voorbereiding")
    client.post(reverse("workshop-wijzigen", args=[workshop.pk]), velden | {"gemeente": land["Aa"].pk, "naam": "Zuid"})
    workshop.refresh_from_db()
    assert (workshop.naam, workshop.versie) == ("Zuid", 1)


def test_vertrouwelijke_cijfers_kiest_alleen_wie_ze_van_die_gemeente_ziet(client, cast, land):
    client.force_login(cast.adviseur_oost)
    velden = {"naam": "Noord", "datum": "2026-12-01", "leider_naam": "Jo", "stemmen_per_deelnemer": 3}
    antwoord = client.post(reverse("workshop-nieuw"), velden | {"gemeente": land["Aa"].pk, "toon_vertrouwelijk": "on"})
    assert antwoord.status_code == 422
    assert "Zet het vinkje uit" in antwoord.content.decode()


def test_een_boze_naam_blijft_tekst(client, tafel, cast):
    boos = "<img src=x onerror=alert(1)>"
    aan(client, tafel.workshop, boos, organisatie="=1+1")
    doe(
        workshop=tafel.workshop, sleutel=uuid.uuid4(), soort="vraag", data={"tekst": boos},
        deelnemer=Deelnemer.objects.get(), by="x",
    )  # fmt: skip
    client.force_login(cast.invoerder_aa)
    for naam in ("workshop", "workshop-verslag"):
        assert boos not in client.get(reverse(naam, args=[tafel.workshop.pk])).content.decode()


def test_de_lijst_kost_evenveel_bij_meer_workshops(client, land, cast, django_assert_max_num_queries):
    for i in range(8):
        maak_workshop(land, cast, naam=f"Workshop {i}")
    client.force_login(cast.invoerder_aa)
    with django_assert_max_num_queries(6):
        assert client.get(reverse("workshop-lijst")).content.count(b"Workshop ") >= 8
