"""Accounts, invitations, demo mode, log and audit."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core import mail
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import RequestFactory
from django.urls import reverse

from programmering.demo.cast import CAST
from woonzorg.organisaties.checks import weiger_demo_naast_echte_accounts
from woonzorg.organisaties.log import client_address
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Logregel, Organisatie
from woonzorg.organisaties.permissions import PERMISSIONS, Permission, Rol, gemeenten_met, has_permission

pytestmark = pytest.mark.django_db

WACHTWOORD = "drie-witte-paarden-9"


def test_elke_rol_staat_in_de_tabel():
    assert set(PERMISSIONS) == set(Rol.values)


def test_bereik_volgt_het_werkgebied(cast, land, django_assert_num_queries):
    assert set(gemeenten_met(cast.coordinator_oost, Permission.PLAN_WIJZIGEN)) == {land["Aa"], land["Cee"]}
    assert set(gemeenten_met(cast.invoerder_aa, Permission.PLAN_WIJZIGEN)) == {land["Aa"]}
    assert not gemeenten_met(cast.koepel, Permission.PLAN_WIJZIGEN).exists()
    assert gemeenten_met(cast.koepel, Permission.OPGAVE_ZIEN).count() == 4
    assert not gemeenten_met(cast.vreemde, Permission.OPGAVE_ZIEN).exists()
    gebruiker = Gebruiker.objects.get(pk=cast.coordinator_oost.pk)
    with django_assert_num_queries(1):
        for naam in ("Aa", "Bee", "Cee", "Dee"):
            assert has_permission(gebruiker, Permission.PLAN_WIJZIGEN, land[naam]) == (naam in ("Aa", "Cee"))


def test_verlopen_of_niet_actief_geeft_niets(cast, land):
    Lidmaatschap.objects.filter(gebruiker=cast.koepel).update(tot="2021-01-01")
    assert Gebruiker.objects.get(pk=cast.koepel.pk).bereik == {}
    Gebruiker.objects.filter(pk=cast.beheerder.pk).update(is_active=False)
    assert Gebruiker.objects.get(pk=cast.beheerder.pk).bereik == {}


def test_email_in_kleine_letters(db):
    assert Gebruiker.objects.create_user("Iemand@Voorbeeld.NL", "iemand").email == "iemand@voorbeeld.nl"
    with pytest.raises(IntegrityError):
        Gebruiker.objects.create(email="Ander@voorbeeld.nl", naam="ander")


def test_uitnodigen_tot_en_met_inloggen(client, cast, django_capture_on_commit_callbacks):
    client.force_login(cast.beheerder)
    organisatie = Organisatie.objects.get(naam="organisatie koepel")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("gebruiker-uitnodigen"),
            {"email": "nieuw@voorbeeld.nl", "naam": "nieuw", "organisatie": organisatie.pk, "rol": Rol.LEZER},
        )
    assert Logregel.objects.filter(handeling="uitnodiging", wat__contains="nieuw@voorbeeld.nl").exists()
    client.logout()
    (bericht,) = mail.outbox
    assert bericht.to == ["nieuw@voorbeeld.nl"]
    pad = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", bericht.body)[1]
    antwoord = client.get(pad, follow=True)
    antwoord = client.post(
        antwoord.redirect_chain[-1][0], {"password1": WACHTWOORD, "password2": WACHTWOORD}, follow=True
    )
    assert antwoord.status_code == 200
    client.logout()
    antwoord = client.post(reverse("account_login"), {"login": "nieuw@voorbeeld.nl", "password": WACHTWOORD})
    assert antwoord.url == "/"
    assert Logregel.objects.filter(handeling="ingelogd", wie__contains="nieuw@voorbeeld.nl").exists()


def test_uitnodigen_van_een_bestaand_account(client, cast):
    client.force_login(cast.beheerder)
    organisatie = Organisatie.objects.first()
    antwoord = client.post(
        reverse("gebruiker-uitnodigen"),
        {"email": "KOEPEL@voorbeeld.nl", "naam": "x", "organisatie": organisatie.pk, "rol": Rol.LEZER},
    )
    assert "Er is al een account met dit e-mailadres" in antwoord.content.decode()
    assert not mail.outbox


def test_verkeerd_wachtwoord_komt_in_het_logboek_en_wordt_begrensd(client, cast, settings):
    url = reverse("account_login")
    for _ in range(12):
        antwoord = client.post(url, {"login": "koepel@voorbeeld.nl", "password": "verkeerd"})
    regels = Logregel.objects.filter(handeling="inloggen_mislukt", wie="koepel@voorbeeld.nl")
    # After the limit nothing is tried any more.
    assert 1 <= regels.count() < 12
    assert antwoord.status_code in (200, 429)


def test_lidmaatschap_beeindigen_werkt_meteen(client, cast):
    lid = cast.koepel.lidmaatschappen.get()
    client.force_login(cast.beheerder)
    client.post(reverse("lidmaatschap-beeindigen", args=[lid.pk]))
    assert Gebruiker.objects.get(pk=cast.koepel.pk).bereik == {}


def test_wijzigingen_van_rechten_laten_een_spoor_na(cast):
    lid = cast.koepel.lidmaatschappen.get()
    lid.rol = Rol.BEHEERDER
    lid.save()
    # By bulk SQL as well: triggers write the trail.
    Lidmaatschap.objects.filter(pk=lid.pk).update(rol=Rol.KERNTEAM)
    LidmaatschapEvent = apps.get_model("organisaties", "LidmaatschapEvent")
    spoor = LidmaatschapEvent.objects.filter(pgh_obj_id=lid.pk).order_by("pgh_id")
    assert list(spoor.values_list("rol", flat=True)) == ["lezer", "beheerder", "kernteam"]


def test_eerste_beheerder(db, settings):
    settings.DEMO = False
    call_command("maak_beheerder", "Baas@voorbeeld.nl", naam="beheer", stdout=StringIO())
    assert has_permission(Gebruiker.objects.get(email="baas@voorbeeld.nl"), Permission.GEBRUIKERS_BEHEREN)
    with pytest.raises(CommandError, match="E-mailadres"):
        call_command("maak_beheerder", "baas@voorbeeld.nl", naam="beheer")
    settings.DEMO = True
    with pytest.raises(CommandError, match="demo"):
        call_command("maak_beheerder", "x@voorbeeld.nl", naam="x")


# Demo mode


def test_demo_bestaat_alleen_in_de_demo(client, db, settings):
    settings.DEMO = False
    assert client.get(reverse("demo")).status_code == 404


def test_demo_stapt_in_een_rol(client, db, settings):
    settings.DEMO = True
    rol = CAST[0]
    Gebruiker.objects.create_user(rol.email, rol.titel, is_demo=True)
    assert rol.titel in client.get(reverse("demo")).content.decode()
    assert client.post(reverse("demo"), {"email": rol.email}).url == "/"
    assert client.get("/").wsgi_request.user.email == rol.email


def test_demo_weigert_naast_een_echt_account(client, db, settings):
    settings.DEMO = True
    Gebruiker.objects.create_user(CAST[0].email, "demo", is_demo=True)
    Gebruiker.objects.create_user("echt@voorbeeld.nl", "echt")
    assert client.get(reverse("demo")).status_code == 404
    assert client.post(reverse("demo"), {"email": CAST[0].email}).status_code == 404
    (fout,) = [f for f in run_checks(databases=["default"]) if f.id == "organisaties.E001"]
    assert "1 echte accounts" in fout.msg
    with pytest.raises(ImproperlyConfigured, match="Zet DEMO uit"):
        weiger_demo_naast_echte_accounts()


def test_demo_laat_geen_echt_account_toe(client, db, settings):
    settings.DEMO = True
    echt = Gebruiker.objects.create_user("echt@voorbeeld.nl", "echt", is_demo=True, is_active=False)
    assert client.post(reverse("demo"), {"email": echt.email}).status_code == 404


# The client's address


@pytest.mark.parametrize(
    ("proxies", "kop", "adres"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (1, "", "127.0.0.1"),
        (1, "<script>", None),
    ],
)
def test_adres_van_de_bezoeker(settings, proxies, kop, adres):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=kop)) == adres


def test_export_wordt_begrensd_en_komt_in_het_logboek(client, land, monkeypatch):
    monkeypatch.setattr("woonzorg.organisaties.limiet.Limiet.THROTTLE_RATES", {"export": "2/min"})
    urls = [reverse("gebied-csv", args=["GM9000"])] * 3
    assert [client.get(u).status_code for u in urls] == [200, 200, 429]
    # Another X-Forwarded-For is the same client, as long as no proxy is trusted.
    antwoord = client.get(urls[0], headers={"x-forwarded-for": "9.9.9.9"})
    assert antwoord.status_code == 429
    assert int(antwoord["Retry-After"]) > 0
    assert Logregel.objects.filter(handeling="export").count() == 2


# Health


def test_gezond_zegt_wat_er_weg_is(client, db, monkeypatch):
    monkeypatch.setattr("woonzorg.start.gezond._worker", lambda: False)
    antwoord = client.get("/gezond")
    assert antwoord.status_code == 503
    assert antwoord.json() == {"status": "niet goed", "database": "goed", "broker": "goed", "worker": "weg"}
    monkeypatch.setattr("woonzorg.start.gezond._worker", lambda: True)
    assert client.get("/gezond").status_code == 200


def test_veiligheidskoppen(client, db):
    antwoord = client.get("/begrippen/")
    csp = antwoord["Content-Security-Policy"]
    assert "unsafe" not in csp
    assert "default-src 'self'" in csp
    assert "frame-ancestors 'none'" in csp
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["Referrer-Policy"] == "same-origin"
    assert "Expires:" in client.get("/.well-known/security.txt").content.decode()
