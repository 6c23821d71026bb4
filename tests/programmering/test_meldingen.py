"""Reporting what is wrong with a plan without an account: who hears of it, what keeps machines out, what is kept."""

import datetime
import re
import time

import pytest
from django.apps import apps
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from programmering.meldingen.actions import BEWAREN, beantwoord, handel_af, heropen, meld, wie_houden_bij, wis_melders
from programmering.meldingen.models import Melding
from programmering.plannen.models import Plan
from programmering.tasks import wis_melders as taak
from woonzorg.organisaties import spamveilig
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db
BOOS = "<img src=x onerror=alert(1)> Dit staat aan de andere kant van de weg."


def geopend(seconden_geleden: int = 60) -> str:
    return signing.dumps(int(time.time()) - seconden_geleden, salt=spamveilig._SALT)


def vers(gebruiker) -> Gebruiker:
    """Without what the object remembers of its memberships."""
    return Gebruiker.objects.get(pk=gebruiker.pk)


def adres(plan: Plan) -> str:
    return reverse("plan-melden", args=[plan.pk])


@pytest.fixture
def plan(cast, maak_plan) -> Plan:
    return maak_plan(plannaam="Hof van Aa")


@pytest.fixture
def ingevuld() -> dict:
    return {
        "wat": "ligging", "tekst": BOOS, "naam": "Een buur", "email": "buur@dorp.nl", "faxnummer": "",
        "geopend": geopend(),
    }  # fmt: skip


@pytest.fixture
def melding(plan) -> Melding:
    gemaakt = meld(plan=plan, wat="jaar", tekst=BOOS, naam="Een buur", email="buur@dorp.nl")
    Bericht.objects.all().delete()
    return gemaakt


# Reporting


def test_melden_zonder_account(client, plan, ingevuld, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        antwoord = client.post(adres(plan), ingevuld)
    assert (antwoord.status_code, antwoord.url) == (302, f"/plannen/{plan.pk}/gemeld/")
    assert "Bedankt voor uw melding" in client.get(antwoord.url).content.decode()
    melding = Melding.objects.get()
    assert (melding.plan, melding.wat, melding.tekst, melding.naam, melding.email, melding.status) == (
        plan, "ligging", BOOS, "Een buur", "buur@dorp.nl", "nieuw"
    )  # fmt: skip
    # Who keeps the plans of Aa, and nobody else: no word goes to an address that anyone may have typed.
    assert {bericht.to[0] for bericht in mail.outbox} == {"invoerder-aa@voorbeeld.nl", "vaststeller-aa@voorbeeld.nl"}
    tekst = mail.outbox[0].subject + mail.outbox[0].body
    assert "Hof van Aa" in tekst
    assert f"/meldingen/{melding.pk}/" in tekst
    assert not [geheim for geheim in ("andere kant", "Een buur", "buur@dorp.nl") if geheim in tekst]


def test_zonder_adres_kan_ook(client, plan, ingevuld):
    assert client.post(adres(plan), ingevuld | {"naam": "", "email": ""}).status_code == 302
    assert not Melding.objects.get().te_beantwoorden


@pytest.mark.parametrize(
    ("wie", "link"),
    [
        (None, "plan-melden"),
        ("koepel", "plan-melden"),
        ("vreemde", "plan-melden"),
        ("adviseur_oost", "plan-melden"),
        ("partner", "plan-voorstel"),
        ("invoerder_aa", "plan-bewerken"),
    ],
)
def test_de_link_staat_er_voor_wie_het_plan_niet_zelf_kan_wijzigen(client, cast, plan, wie, link):
    if wie:
        client.force_login(getattr(cast, wie))
    inhoud = client.get(plan.get_absolute_url()).content.decode()
    links = {naam for naam in ("plan-melden", "plan-voorstel", "plan-bewerken")
             if f'href="{reverse(naam, args=[plan.pk])}"' in inhoud}  # fmt: skip
    assert links == {link}


@pytest.mark.parametrize(
    ("anders", "zegt"),
    [
        ({"wat": ""}, "Kies wat er niet klopt."),
        ({"wat": "kleur"}, "Kleur"),
        ({"tekst": "  "}, "Schrijf op wat er niet klopt."),
        ({"tekst": "x" * 2001}, "2000"),
        ({"email": "buur"}, "Dit is geen e-mailadres."),
        ({"faxnummer": "0531"}, "Maak het veld Faxnummer leeg."),
        ({"geopend": lambda: geopend(1)}, "Dat ging wel heel snel."),
        ({"geopend": lambda: geopend(13 * 3600)}, "te lang open"),
        ({"geopend": ""}, "te lang open"),
        ({"geopend": "vervalst:abc"}, "te lang open"),
    ],
)
def test_wat_niet_goed_is_of_van_een_machine_komt_er_niet_in(client, plan, ingevuld, anders, zegt):
    anders = {naam: waarde() if callable(waarde) else waarde for naam, waarde in anders.items()}
    antwoord = client.post(adres(plan), ingevuld | anders)
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert zegt.lower() in inhoud.lower()
    # What was typed stays, as text.
    assert 'value="Een buur"' in inhoud
    assert "<img src=x" not in inhoud
    if "tekst" not in anders:
        assert "&lt;img src=x onerror=alert(1)&gt; Dit staat" in inhoud
    assert not Melding.objects.exists()
    assert not Bericht.objects.exists()


def test_niemand_stuurt_er_honderd(client, plan, ingevuld, monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "melden"}}
    monkeypatch.setitem(spamveilig.Limiet.THROTTLE_RATES, "formulier", "2/hour")
    assert [client.post(adres(plan), ingevuld).status_code for _ in range(3)] == [302, 302, 429]
    assert Melding.objects.count() == 2


@pytest.mark.parametrize("velden", [
    {"status": "4A", "vertrouwelijkheid": "gemeente"}, {"status": "4A", "vertrouwelijkheid": "provincie"},
    {"gereed": False}, {"status": "5A"},
])  # fmt: skip
def test_een_plan_dat_men_niet_mag_kennen_bestaat_niet(client, plan, maak_plan, ingevuld, velden):
    geheim = maak_plan(plannaam="Geheim", **velden)

    def kern(antwoord) -> str:
        assert antwoord.status_code == 404
        return re.sub(r"/plannen/\d+/", "/plannen/0/", antwoord.content.decode())

    for naam in ("plan-melden", "plan-gemeld"):
        er_is_niets = reverse(naam, args=[geheim.pk + 1000])
        assert kern(client.get(reverse(naam, args=[geheim.pk]))) == kern(client.get(er_is_niets))
    assert kern(client.post(adres(geheim), ingevuld)) == kern(
        client.post(reverse("plan-melden", args=[geheim.pk + 1000]), ingevuld)
    )
    assert not Melding.objects.exists()


# Who hears of it


def test_de_behandelaar_krijgt_de_melding(cast, plan):
    Plan.objects.filter(pk=plan.pk).update(behandelaar=cast.invoerder_aa)
    plan.refresh_from_db()
    assert wie_houden_bij(plan) == [cast.invoerder_aa]


@pytest.mark.parametrize("reden", ["vertrokken", "geen account meer"])
def test_een_behandelaar_die_er_niet_meer_is_krijgt_niets(cast, plan, reden):
    Plan.objects.filter(pk=plan.pk).update(behandelaar=cast.invoerder_aa)
    if reden == "vertrokken":
        cast.invoerder_aa.lidmaatschappen.update(tot=timezone.localdate())
    else:
        Gebruiker.objects.filter(pk=cast.invoerder_aa.pk).update(is_active=False)
    assert wie_houden_bij(Plan.objects.get(pk=plan.pk)) == [cast.vaststeller_aa]


def test_zonder_iemand_bij_de_gemeente_hoort_de_provincie_het_en_anders_de_beheerder(cast, plan):
    aa = Lidmaatschap.objects.filter(gebruiker__in=[cast.invoerder_aa, cast.vaststeller_aa])
    aa.update(tot=timezone.localdate())
    assert wie_houden_bij(plan) == [cast.coordinator_oost]
    cast.coordinator_oost.lidmaatschappen.update(tot=timezone.localdate())
    assert wie_houden_bij(plan) == [cast.beheerder]


def test_de_provincie_hoort_niets_over_een_plan_dat_zij_niet_ziet(cast, maak_plan):
    plan = maak_plan(status="4A", vertrouwelijkheid="gemeente")
    aa = Lidmaatschap.objects.filter(gebruiker__in=[cast.invoerder_aa, cast.vaststeller_aa])
    aa.update(tot=timezone.localdate())
    assert wie_houden_bij(plan) == [cast.beheerder]


@pytest.mark.parametrize(
    ("wie", "ziet"),
    [("invoerder_aa", 1), ("vaststeller_aa", 1), ("coordinator_oost", 1), ("beheerder", 1), ("invoerder_bee", 0),
     ("adviseur_oost", 0), ("partner", 0), ("koepel", 0), ("vreemde", 0)],
)  # fmt: skip
def test_wie_de_melding_leest(cast, melding, wie, ziet):
    assert Melding.objects.for_user(vers(getattr(cast, wie))).count() == ziet


def test_een_melding_gaat_mee_met_de_vertrouwelijkheid_van_het_plan_en_de_prullenbak(cast, maak_plan):
    plan = maak_plan(status="4A")
    meld(plan=plan, wat="naam", tekst="Het heet anders.")
    Plan.objects.filter(pk=plan.pk).update(vertrouwelijkheid="gemeente")
    assert not Melding.objects.for_user(vers(cast.coordinator_oost)).exists()
    assert Melding.objects.for_user(vers(cast.invoerder_aa)).exists()
    Plan.objects.filter(pk=plan.pk).update(verwijderd_op=timezone.now())
    assert not Melding.objects.for_user(vers(cast.invoerder_aa)).exists()


def test_de_taak_op_het_bureau_gaat_weg_zodra_er_is_geantwoord(client, cast, melding):
    client.force_login(cast.invoerder_aa)
    assert "1 melding wacht op antwoord" in client.get("/").content.decode()
    beantwoord(melding=melding, antwoord="Dank u.", door=cast.vaststeller_aa)
    assert "op antwoord" not in client.get("/").content.decode()


# Answering and handling


def test_antwoorden(client, cast, plan, melding, django_capture_on_commit_callbacks):
    client.force_login(cast.invoerder_aa)
    pagina = client.get(melding.get_absolute_url()).content.decode()
    assert "buur@dorp.nl" in pagina
    assert "<img src=x" not in pagina
    assert "&lt;img src=x onerror=alert(1)&gt; Dit staat" in pagina
    with django_capture_on_commit_callbacks(execute=True):
        antwoord = client.post(melding.get_absolute_url(), {"antwoord": "U hebt gelijk: <b>2029</b>."}, follow=True)
    assert "Uw antwoord is verstuurd." in antwoord.content.decode()
    assert "&lt;b&gt;2029" in antwoord.content.decode()
    melding.refresh_from_db()
    assert (melding.status, melding.door, melding.door_naam) == ("beantwoord", cast.invoerder_aa, "invoerder-aa")
    (bericht,) = mail.outbox
    assert (bericht.to, bericht.subject) == (["buur@dorp.nl"], "Antwoord van de gemeente Aa op uw melding")
    assert "U hebt gelijk: <b>2029</b>." in bericht.body
    assert plan.get_absolute_url() in bericht.body
    # Not what was reported, and not who answered.
    assert not [geheim for geheim in ("andere kant", "invoerder") if geheim in bericht.body]


def test_een_tweede_antwoord_gaat_niet_weg_en_niet_verloren(client, cast, melding):
    beantwoord(melding=melding, antwoord="Van de een.", door=cast.vaststeller_aa)
    client.force_login(cast.invoerder_aa)
    antwoord = client.post(melding.get_absolute_url(), {"antwoord": "Van de ander."})
    assert antwoord.status_code == 422
    assert "vaststeller-aa heeft deze melding al behandeld" in antwoord.content.decode()
    assert "Van de ander." in antwoord.content.decode()
    assert Melding.objects.get().antwoord == "Van de een."
    assert Bericht.objects.count() == 1


def test_zonder_adres_is_er_niets_te_sturen(client, cast, plan):
    melding = meld(plan=plan, wat="anders", tekst="Er staat een hek.")
    client.force_login(cast.invoerder_aa)
    assert "Antwoorden kan niet; afhandelen wel." in client.get(melding.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="gaf geen e-mailadres"):
        beantwoord(melding=melding, antwoord="Dank u.", door=cast.invoerder_aa)


def test_een_leeg_antwoord_is_er_geen(client, cast, melding):
    client.force_login(cast.invoerder_aa)
    antwoord = client.post(melding.get_absolute_url(), {"antwoord": "  "})
    assert antwoord.status_code == 422
    assert "Schrijf een antwoord." in antwoord.content.decode()


def test_het_antwoord_noemt_geen_plan_dat_intussen_vertrouwelijk_is(cast, maak_plan):
    plan = maak_plan(plannaam="Nu geheim", status="4A")
    melding = meld(plan=plan, wat="jaar", tekst="Te laat.", email="buur@dorp.nl")
    Plan.objects.filter(pk=plan.pk).update(vertrouwelijkheid="gemeente")
    beantwoord(melding=melding, antwoord="Dank u.", door=cast.invoerder_aa)
    bericht = Bericht.objects.get(aan="buur@dorp.nl")
    assert not [deel for deel in ("Nu geheim", plan.get_absolute_url()) if deel in bericht.tekst + bericht.onderwerp]


def test_afhandelen_en_heropenen(client, cast, melding):
    client.force_login(cast.vaststeller_aa)
    af = client.post(reverse("melding-afhandelen", args=[melding.pk]), follow=True)
    assert "De melding over Hof van Aa is afgehandeld." in af.content.decode()
    melding.refresh_from_db()
    eerst = melding.afgehandeld_op
    assert (melding.status, melding.door_naam) == ("afgehandeld", "vaststeller-aa")
    handel_af(melding=melding, door=cast.invoerder_aa)
    melding.refresh_from_db()
    assert (melding.afgehandeld_op, melding.door_naam) == (eerst, "vaststeller-aa")
    client.post(reverse("melding-heropenen", args=[melding.pk]))
    melding.refresh_from_db()
    assert (melding.status, melding.afgehandeld_op) == ("nieuw", None)
    beantwoord(melding=melding, antwoord="Dank u.", door=cast.invoerder_aa)
    handel_af(melding=melding, door=cast.invoerder_aa)
    assert heropen(melding=melding, door=cast.invoerder_aa).status == "beantwoord"


def test_de_lijst_begint_bij_wat_nieuw_is(client, cast, maak_plan, melding):
    andere = meld(plan=maak_plan(plannaam="Aaveld"), wat="naam", tekst="Het heet anders.")
    handel_af(melding=andere, door=cast.invoerder_aa)
    client.force_login(cast.invoerder_aa)

    def plannen(**vraag) -> list[str]:
        return [m.plan.plannaam for m in client.get(reverse("melding-lijst"), vraag).context["pagina"]]

    assert plannen() == plannen(status="\0onzin") == ["Hof van Aa"]
    assert plannen(status="afgehandeld") == ["Aaveld"]
    assert plannen(status="alle") == ["Aaveld", "Hof van Aa"]
    assert plannen(status="beantwoord") == []


# What is kept of who reported


def test_na_negentig_dagen_weet_niemand_meer_wie_het_meldde(cast, plan, melding):
    open_ = meld(plan=plan, wat="jaar", tekst="Nog niet.", email="ander@dorp.nl")
    sinds = beantwoord(melding=melding, antwoord="Dank u.", door=cast.invoerder_aa).beantwoord_op
    assert wis_melders(sinds + BEWAREN - datetime.timedelta(seconds=1)) == 0
    assert Bericht.objects.filter(aan="buur@dorp.nl").exists()
    assert wis_melders(sinds + BEWAREN) == 1
    assert wis_melders(sinds + BEWAREN) == 0
    melding.refresh_from_db()
    assert (melding.naam, melding.email, melding.antwoord, melding.tekst) == ("", "", "Dank u.", BOOS)
    assert melding.gewist_op == sinds + BEWAREN
    assert not Bericht.objects.filter(aan="buur@dorp.nl").exists()
    open_.refresh_from_db()
    assert open_.email == "ander@dorp.nl"


def test_wat_zonder_antwoord_is_afgehandeld_wordt_ook_gewist(client, cast, melding):
    sinds = handel_af(melding=melding, door=cast.invoerder_aa).afgehandeld_op
    assert wis_melders(sinds + BEWAREN - datetime.timedelta(seconds=1)) == 0
    assert wis_melders(sinds + BEWAREN) == 1
    client.force_login(cast.invoerder_aa)
    inhoud = client.get(melding.get_absolute_url()).content.decode()
    assert "naam en e-mailadres zijn weggehaald" in inhoud
    assert "buur@dorp.nl" not in inhoud


def test_de_dagelijkse_taak_wist(cast, melding):
    handel_af(melding=melding, door=cast.invoerder_aa)
    Melding.objects.update(afgehandeld_op=timezone.now() - BEWAREN)
    taak()
    assert Melding.objects.get().email == ""


def test_de_geschiedenis_kent_geen_naam_of_adres(melding):
    gebeurtenis = apps.get_model("programmering", "MeldingEvent")
    assert gebeurtenis.objects.filter(pgh_obj_id=melding.pk).exists()
    assert not {"naam", "email"} & {veld.name for veld in gebeurtenis._meta.get_fields()}
