"""Writing on the inspiratiekaart: nominating, deciding, asking, and the yearly confirmation."""

import datetime
import re
import time

import pytest
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kenniskaarten.tasks import vraag_bevestiging_voorbeelden
from kenniskaarten.voorbeelden import actions
from kenniskaarten.voorbeelden.herinneringen import vraag_bevestiging
from kenniskaarten.voorbeelden.models import Status, Voorbeeld
from tests.kenniskaarten.voorbeelden import maak_voorbeeld
from woonzorg.gebieden.models import Grens
from woonzorg.organisaties import spamveilig
from woonzorg.organisaties.models import Lidmaatschap
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db
VOORDRAGEN = "/inspiratie/voordragen/"


def geopend(seconden_geleden: int = 60) -> str:
    return signing.dumps(int(time.time()) - seconden_geleden, salt=spamveilig._SALT)


@pytest.fixture
def voordracht(land) -> dict:
    return {
        "titel": "De Gouden Leeuw", "samenvatting": "Een oude herberg.", "tekst": "Er is een gelagkamer.",
        "geleerd": "Begin klein.", "gemeente": land["Aa"].pk, "plaats": "Aadorp", "adres": "Brink 1", "coordinaten": "",
        "woningen": "18", "woningtypen": ["geclusterd"], "bouwvorm": "transformatie", "eigendom": "sociale_huur",
        "omgeving": "dorps", "zorg": "wijkverpleging", "jaar": "2020", "mix": "on", "mix_bewijs": "Zes met zorg.",
        "visie": "on", "visie_bewijs": "Een plan met budget.", "initiatiefnemers": "Dorpsvereniging", "website": "",
        "bronnen": "", "contact_naam": "Beheer", "contact_email": "beheer@leeuw.nl", "voordrager_naam": "Een buur",
        "voordrager_email": "buur@dorp.nl", "faxnummer": "", "geopend": geopend(),
    }  # fmt: skip


def onderwerpen() -> dict[str, str]:
    return {bericht.aan: bericht.onderwerp for bericht in Bericht.objects.all()}


# --- Nominating ------------------------------------------------------------------------------------------------


def test_voordragen_zonder_account(client, cast, voordracht, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        antwoord = client.post(VOORDRAGEN, voordracht)
    assert (antwoord.status_code, antwoord.url) == (302, "/inspiratie/voordragen/dank/")
    voorbeeld = Voorbeeld.objects.get()
    assert (voorbeeld.status, voorbeeld.slug, voorbeeld.woningen) == ("voorgedragen", "de-gouden-leeuw-aadorp", 18)
    assert (voorbeeld.woningtypen, voorbeeld.bouwvormen) == (["geclusterd"], ["transformatie"])
    assert Grens.objects.get(code="GM9000").geometrie.contains(voorbeeld.punt)
    post = {bericht.to[0]: bericht for bericht in mail.outbox}
    assert set(post) == {"kernteam@voorbeeld.nl", "beheerder@voorbeeld.nl", "buur@dorp.nl"}
    assert "De Gouden Leeuw" in post["kernteam@voorbeeld.nl"].body
    assert f"/inspiratie/beheer/{voorbeeld.pk}/" in post["kernteam@voorbeeld.nl"].body
    assert post["kernteam@voorbeeld.nl"].reply_to == ["buur@dorp.nl"]
    # What was typed never leaves for an address that anyone may type.
    bevestiging = post["buur@dorp.nl"].subject + post["buur@dorp.nl"].body
    assert not [tekst for tekst in ("Gouden", "herberg", "Een buur", "Aadorp") if tekst in bevestiging]
    # Nobody sees it yet.
    assert client.get(voorbeeld.get_absolute_url()).status_code == 404


def test_het_formulier_opent_met_alle_delen(client, land):
    inhoud = client.get(VOORDRAGEN).content.decode()
    for kop in ("1. Wat is het?", "2. Waar is het?", "4. Waarom hoort het op de kaart?", "6. Wie kunnen wij mailen?"):
        assert kop in inhoud
    assert spamveilig._seconden_open(client.get(VOORDRAGEN).context["form"]["geopend"].value()) < 60


@pytest.mark.parametrize(
    ("coordinaten", "x", "y"),
    [
        ("145000, 455000", 145_000, 455_000),
        ("145000,5; 455000,5", 145_000.5, 455_000.5),
        ("52.08400, 5.24200", 145_000, 455_000),
        ("52,084 5,242", 145_000, 455_000),
    ],
)
def test_een_plek_in_graden_of_rd(client, land, voordracht, coordinaten, x, y):
    assert client.post(VOORDRAGEN, voordracht | {"coordinaten": coordinaten}).status_code == 302
    punt = Voorbeeld.objects.get().punt
    assert (punt.x, punt.y) == pytest.approx((x, y), abs=150)


@pytest.mark.parametrize(
    ("anders", "veld", "zegt"),
    [
        ({"coordinaten": "bij de kerk"}, "coordinaten", "Geef twee getallen"),
        ({"coordinaten": "nan, inf"}, "coordinaten", "Geef twee getallen"),
        ({"coordinaten": "10, 20"}, "coordinaten", "buiten Nederland"),
        ({"coordinaten": "175000, 455000"}, "coordinaten", "ligt niet in de gemeente Aa"),
        ({"mix": ""}, "mix", "alleen plekken waar dit zo is"),
        ({"visie_bewijs": " "}, "visie_bewijs", "vereist"),
        ({"contact_email": "geen adres"}, "contact_email", "e-mailadres"),
        ({"woningen": "0"}, "woningen", "minstens 1"),
        ({"gemeente": ""}, "gemeente", "vereist"),
        ({"website": "javascript:alert(1)"}, "website", "URL"),
    ],
)
def test_een_fout_zegt_wat_er_is_en_er_gaat_niets_verloren(client, land, voordracht, anders, veld, zegt):
    antwoord = client.post(VOORDRAGEN, voordracht | anders)
    assert antwoord.status_code == 422
    assert zegt in " ".join(antwoord.context["form"].errors[veld])
    assert not Voorbeeld.objects.exists()
    inhoud = antwoord.content.decode()
    for getypt in ("De Gouden Leeuw", "Een oude herberg.", "Er is een gelagkamer.", "beheer@leeuw.nl", "Brink 1"):
        if getypt not in anders.values() and not (veld == "contact_email" and "@" in getypt):
            assert getypt in inhoud


def test_de_grens_bij_benadering_is_geen_scherprechter(client, land, voordracht):
    """A kilometre outside is a warning's distance; an official boundary is exact."""
    buiten = voordracht | {"coordinaten": "139000, 455000"}
    Grens.objects.filter(code="GM9000").update(bron="officieel")
    assert client.post(VOORDRAGEN, buiten).status_code == 422
    Grens.objects.filter(code="GM9000").update(bron="benadering")
    assert client.post(VOORDRAGEN, buiten).status_code == 302


@pytest.mark.parametrize(
    ("status", "zegt"), [("gepubliceerd", "staat al op de kaart"), ("voorgedragen", "is al voorgedragen")]
)
def test_een_dubbele_voordracht_wordt_gezegd(client, land, voordracht, status, zegt):
    maak_voorbeeld(land["Aa"], titel="De gouden leeuw", status=status)
    antwoord = client.post(VOORDRAGEN, voordracht)
    assert zegt in antwoord.content.decode()
    assert client.post(VOORDRAGEN, voordracht | {"gemeente": land["Bee"].pk}).status_code == 302


def test_wat_is_afgewezen_mag_opnieuw(client, land, voordracht):
    maak_voorbeeld(land["Aa"], titel="De Gouden Leeuw", slug="de-gouden-leeuw-aadorp", status="afgewezen", reden="Nee")
    assert client.post(VOORDRAGEN, voordracht).status_code == 302
    assert Voorbeeld.objects.get(status="voorgedragen").slug == "de-gouden-leeuw-aadorp-2"


# --- Spam ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anders", "zegt"),
    [
        ({"faxnummer": "0612345678"}, "leeg moet blijven"),
        ({"geopend": lambda: geopend(1)}, "heel snel"),
        ({"geopend": geopend(13 * 3600)}, "te lang open"),
        ({"geopend": ""}, "te lang open"),
        ({"geopend": "vervalst:abc"}, "te lang open"),
        ({"geopend": signing.dumps(0, salt="een ander formulier")}, "te lang open"),
    ],
)
def test_wat_een_machine_stuurt_komt_er_niet_in(client, land, voordracht, anders, zegt):
    anders = {naam: waarde() if callable(waarde) else waarde for naam, waarde in anders.items()}
    antwoord = client.post(VOORDRAGEN, voordracht | anders)
    assert antwoord.status_code == 422
    assert zegt in antwoord.content.decode()
    assert "Er is een gelagkamer." in antwoord.content.decode()
    assert not Voorbeeld.objects.exists()
    assert not Bericht.objects.exists()


def test_wie_te_lang_open_had_staan_kan_daarna_versturen(client, land, voordracht, monkeypatch):
    antwoord = client.post(VOORDRAGEN, voordracht | {"geopend": geopend(13 * 3600)})
    nieuw = antwoord.context["form"]["geopend"].value()
    echt = time.time
    monkeypatch.setattr(spamveilig.time, "time", lambda: echt() + 30)
    assert client.post(VOORDRAGEN, voordracht | {"geopend": nieuw}).status_code == 302


def test_na_te_veel_berichten_zegt_de_pagina_hoe_lang_te_wachten(client, land, monkeypatch, settings):
    # Counted in this process: other tests empty the cache that they share.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setitem(spamveilig.Limiet.THROTTLE_RATES, "formulier", "2/hour")
    url = reverse("voorbeeld-contact", args=[maak_voorbeeld(land["Aa"]).slug])
    vraag = {"naam": "Bezoeker", "email": "bezoeker@huis.nl", "bericht": "Mag ik langskomen?", "geopend": geopend()}
    # What is wrong does not count.
    assert client.post(url, vraag | {"email": "x"}).status_code == 422
    assert [client.post(url, vraag).status_code for _ in range(3)] == [302, 302, 429]
    geweigerd = client.post(url, vraag)
    assert "Wacht 60 minuten" in geweigerd.content.decode()
    assert "Mag ik langskomen?" in geweigerd.content.decode()
    assert Bericht.objects.count() == 2


# --- A question ------------------------------------------------------------------------------------------------


def test_een_vraag_gaat_naar_de_contactpersoon_en_het_antwoord_naar_de_bezoeker(client, cast, land):
    voorbeeld = maak_voorbeeld(land["Aa"], contact_email="beheer@hof.nl")
    url = reverse("voorbeeld-contact", args=[voorbeeld.slug])
    assert "beheer@hof.nl" not in client.get(url).content.decode()
    vraag = {"naam": "Bezoeker\nBcc: x@y.nl", "email": "bezoeker@huis.nl", "bericht": "Hoe kiest u bewoners?"}
    antwoord = client.post(url, vraag | {"geopend": geopend()}, follow=True)
    assert "Uw vraag is verstuurd" in antwoord.content.decode()
    assert "beheer@hof.nl" not in antwoord.content.decode()
    (bericht,) = Bericht.objects.all()
    assert (bericht.aan, bericht.antwoord_aan) == ("beheer@hof.nl", "bezoeker@huis.nl")
    assert "Hoe kiest u bewoners?" in bericht.tekst


def test_zonder_contactpersoon_gaat_een_vraag_naar_het_kernteam(client, cast, land):
    url = reverse("voorbeeld-contact", args=[maak_voorbeeld(land["Aa"], contact_email="").slug])
    client.post(url, {"naam": "B", "email": "b@huis.nl", "bericht": "Vraag", "geopend": geopend()})
    assert set(onderwerpen()) == {"kernteam@voorbeeld.nl", "beheerder@voorbeeld.nl"}


# --- Deciding --------------------------------------------------------------------------------------------------


def besluit_url(voorbeeld, naar: str) -> str:
    return reverse("voorbeeld-besluit", args=[voorbeeld.pk, naar])


@pytest.fixture
def nieuw(land):
    return maak_voorbeeld(
        land["Aa"], titel="Nieuwhof", status="voorgedragen", bevestigd_op=None, voordrager_email="buur@dorp.nl",
        voordrager_naam="Een buur",
    )  # fmt: skip


def test_de_rij_en_het_publiceren(client, cast, nieuw):
    client.force_login(cast.kernteam)
    assert "Nieuwhof" in client.get(reverse("voorbeeld-beheer")).content.decode()
    assert "Nieuwhof" not in client.get(reverse("voorbeeld-beheer"), {"status": "gepubliceerd"}).content.decode()
    client.post(besluit_url(nieuw, "gepubliceerd"), {"versie": 1})
    nieuw.refresh_from_db()
    assert (nieuw.status, nieuw.bevestigd_op, nieuw.versie) == ("gepubliceerd", timezone.localdate(), 2)
    assert onderwerpen() == {"buur@dorp.nl": "Nieuwhof staat op de inspiratiekaart"}
    client.logout()
    assert client.get(nieuw.get_absolute_url()).status_code == 200


def test_zonder_bewijs_komt_het_niet_op_de_kaart(client, cast, nieuw):
    Voorbeeld.objects.filter(pk=nieuw.pk).update(visie_bewijs="")
    client.force_login(cast.kernteam)
    antwoord = client.post(besluit_url(nieuw, "gepubliceerd"), {"versie": 1})
    assert antwoord.status_code == 422
    assert "aan beide criteria" in antwoord.content.decode()
    assert Voorbeeld.objects.get().status == "voorgedragen"
    assert not Bericht.objects.exists()


@pytest.mark.parametrize(
    ("was", "naar", "onderwerp"),
    [
        ("voorgedragen", "afgewezen", "Nieuwhof komt niet op de inspiratiekaart"),
        ("gepubliceerd", "ingetrokken", "Nieuwhof is van de inspiratiekaart gehaald"),
    ],
)
def test_afwijzen_en_intrekken_met_een_reden(client, cast, nieuw, was, naar, onderwerp):
    Voorbeeld.objects.filter(pk=nieuw.pk).update(status=was, bevestigd_op=datetime.date(2026, 1, 1))
    client.force_login(cast.kernteam)
    zonder = client.post(besluit_url(nieuw, naar), {"versie": 1, "reden": "  "})
    assert zonder.status_code == 422
    assert "Schrijf waarom." in zonder.content.decode()
    # The page that says so can be sent as it is.
    versies = re.findall(r'name="versie" value="(.*?)"', zonder.content.decode())
    assert len(versies) >= 2
    assert set(versies) == {"1"}
    client.post(besluit_url(nieuw, naar), {"versie": 1, "reden": "Er woont niemand met zorg."})
    nieuw.refresh_from_db()
    assert (nieuw.status, nieuw.reden) == (naar, "Er woont niemand met zorg.")
    assert onderwerpen() == {"buur@dorp.nl": onderwerp}
    assert "Er woont niemand met zorg." in Bericht.objects.get().tekst


def test_wat_niet_kan_wordt_gezegd(nieuw):
    with pytest.raises(ValidationError, match="dat kan nu niet"):
        actions.besluit(voorbeeld=nieuw, naar=Status.INGETROKKEN, reden="x", by="test")


def bewerking(client, voorbeeld) -> dict:
    form = client.get(reverse("voorbeeld-bewerken", args=[voorbeeld.pk])).context["form"]
    waarden = {naam: form[naam].value() for naam in form.fields}
    return {naam: waarde for naam, waarde in waarden.items() if waarde not in (None, False)}


def test_bewerken_verschuift_de_plek_niet(client, cast, nieuw):
    client.force_login(cast.kernteam)
    velden = bewerking(client, nieuw) | {
        "samenvatting": "Beter gezegd.",
        "knelpunten": ["parkeernorm"],
        "fasen": ["idee"],
    }
    assert client.post(reverse("voorbeeld-bewerken", args=[nieuw.pk]), velden).status_code == 302
    anders = Voorbeeld.objects.get()
    assert (anders.samenvatting, anders.knelpunten, anders.fasen) == ("Beter gezegd.", ["parkeernorm"], ["idee"])
    assert (anders.punt.coords, anders.status) == (nieuw.punt.coords, "voorgedragen")


def test_twee_tegelijk_verliezen_niets(client, cast, nieuw):
    client.force_login(cast.kernteam)
    url, velden = reverse("voorbeeld-bewerken", args=[nieuw.pk]), bewerking(client, nieuw)
    assert client.post(url, velden | {"samenvatting": "Van de een."}).status_code == 302
    botsing = client.post(url, velden | {"samenvatting": "Van de ander."})
    assert botsing.status_code == 422
    assert botsing.context["anders"] == [("In het kort", "Van de een.", "Van de ander.")]
    assert Voorbeeld.objects.get().samenvatting == "Van de een."
    # Who saw it may save over it.
    nog_eens = velden | {"samenvatting": "Van de ander.", "versie": botsing.context["form"]["versie"].value()}
    assert client.post(url, nog_eens).status_code == 302
    assert Voorbeeld.objects.get().samenvatting == "Van de ander."


def test_een_besluit_over_iets_dat_intussen_anders_is(client, cast, nieuw):
    actions.bewaar(voorbeeld=nieuw, by="collega")
    client.force_login(cast.kernteam)
    antwoord = client.post(besluit_url(nieuw, "gepubliceerd"), {"versie": 1})
    assert antwoord.status_code == 422
    assert "intussen gewijzigd" in antwoord.content.decode()
    assert Voorbeeld.objects.get().status == "voorgedragen"


def test_een_dubbele_staat_erbij(client, cast, nieuw):
    maak_voorbeeld(nieuw.gemeente, titel="nieuwhof")
    client.force_login(cast.kernteam)
    assert "Misschien dubbel" in client.get(reverse("voorbeeld-bewerken", args=[nieuw.pk])).content.decode()


def test_het_kernteam_vraagt_zelf_na(client, cast, land):
    voorbeeld = maak_voorbeeld(land["Aa"], bevestigd_op=datetime.date(2025, 1, 1))
    client.force_login(cast.kernteam)
    client.post(reverse("voorbeeld-nagevraagd", args=[voorbeeld.pk]))
    assert Voorbeeld.objects.get().bevestigd_op == timezone.localdate()


# --- The yearly confirmation -----------------------------------------------------------------------------------

JAAR_OUD = datetime.date(2025, 11, 1)
EERSTE = datetime.date(2026, 11, 1)


@pytest.fixture
def oud(land, cast):
    return maak_voorbeeld(land["Aa"], titel="Oudhof", contact_email="beheer@hof.nl", bevestigd_op=JAAR_OUD)


def zet_op(sleutel: str, dag: datetime.date) -> None:
    """The mail was sent on that day."""
    moment = timezone.make_aware(datetime.datetime.combine(dag, datetime.time(7, 15)))
    assert Bericht.objects.filter(sleutel__contains=sleutel).update(aangemaakt=moment)


def test_een_jaar_later_na_30_dagen_weer_en_na_60_dagen_het_kernteam(oud):
    assert vraag_bevestiging(EERSTE - datetime.timedelta(days=1)) == 0
    assert vraag_bevestiging(EERSTE) == 1
    (eerste,) = Bericht.objects.all()
    assert (eerste.aan, eerste.onderwerp) == ("beheer@hof.nl", "Klopt dit nog? Oudhof op de inspiratiekaart")
    assert f"/inspiratie/bevestigen/{oud.sleutel}/" in eerste.tekst
    zet_op("-1-", EERSTE)
    # The same day again, and the day before it is due.
    assert vraag_bevestiging(EERSTE) == vraag_bevestiging(EERSTE + datetime.timedelta(days=29)) == 0
    assert vraag_bevestiging(EERSTE + datetime.timedelta(days=30)) == 1
    assert Bericht.objects.filter(onderwerp__startswith="Herinnering", aan="beheer@hof.nl").count() == 1
    assert vraag_bevestiging(EERSTE + datetime.timedelta(days=59)) == 0
    assert vraag_bevestiging(EERSTE + datetime.timedelta(days=60)) == 2
    stil = Bericht.objects.filter(sjabloon="voorbeeld-stil")
    assert {bericht.aan for bericht in stil} == {"kernteam@voorbeeld.nl", "beheerder@voorbeeld.nl"}
    assert vraag_bevestiging(EERSTE + datetime.timedelta(days=90)) == 0


def test_wie_maanden_niets_hoorde_wordt_eerst_zelf_gevraagd(oud):
    """Nothing ran for half a year: the contact is asked before the kernteam is told."""
    assert vraag_bevestiging(EERSTE + datetime.timedelta(days=180)) == 1
    assert set(onderwerpen()) == {"beheer@hof.nl"}


def test_zonder_contactpersoon_vraagt_de_mail_het_kernteam(oud):
    Voorbeeld.objects.update(contact_email="")
    assert vraag_bevestiging(EERSTE) == 2
    assert set(onderwerpen()) == {"kernteam@voorbeeld.nl", "beheerder@voorbeeld.nl"}


@pytest.mark.parametrize("anders", [{"status": "ingetrokken"}, {"rekenvoorbeeld": True}, {"bevestigd_op": EERSTE}])
def test_niemand_wordt_gevraagd_naar_wat_er_niet_staat(oud, anders):
    Voorbeeld.objects.update(**anders)
    assert vraag_bevestiging(EERSTE) == 0


def test_de_taak_staat_in_het_rooster(oud, settings):
    taken = {regel["task"] for regel in settings.CELERY_BEAT_SCHEDULE.values()}
    assert vraag_bevestiging_voorbeelden.name in taken
    Voorbeeld.objects.update(bevestigd_op=timezone.localdate() - datetime.timedelta(days=400))
    vraag_bevestiging_voorbeelden()
    assert Bericht.objects.count() == 1


def bevestig_url(voorbeeld) -> str:
    return reverse("voorbeeld-bevestigen", args=[voorbeeld.sleutel])


def test_bevestigen_met_een_knop_en_de_link_werkt_een_keer(client, oud):
    url = bevestig_url(oud)
    pagina = client.get(url)
    assert pagina["Referrer-Policy"] == "no-referrer"
    assert "noindex" in pagina["X-Robots-Tag"]
    assert "no-store" in pagina["Cache-Control"]
    # Looking is not confirming.
    assert Voorbeeld.objects.get().bevestigd_op == JAAR_OUD
    klaar = client.post(url)
    assert "Over een jaar vragen wij het weer." in klaar.content.decode()
    assert klaar["Referrer-Policy"] == "no-referrer"
    oud.refresh_from_db()
    assert oud.bevestigd_op == timezone.localdate()
    assert bevestig_url(oud) != url
    for antwoord in (client.get(url), client.post(url)):
        assert antwoord.status_code == 404
        assert "Deze link werkt niet meer" in antwoord.content.decode()


def test_wat_anders_is_gaat_naar_het_kernteam(client, oud):
    vraag_bevestiging(EERSTE)
    zet_op("-1-", EERSTE)
    url = bevestig_url(oud)
    leeg = client.post(url, {"tekst": " "})
    assert leeg.status_code == 422
    assert client.post(url, {"tekst": "Er wonen er nu 30."}).status_code == 200
    oud.refresh_from_db()
    assert oud.bevestigd_op == JAAR_OUD
    assert client.get(url).status_code == 404
    wijziging = Bericht.objects.filter(sjabloon="voorbeeld-wijziging")
    assert {b.aan for b in wijziging} == {"kernteam@voorbeeld.nl", "beheerder@voorbeeld.nl"}
    assert "Er wonen er nu 30." in wijziging[0].tekst
    # Who answered is left alone; the kernteam hears when it lies there.
    assert vraag_bevestiging(EERSTE + datetime.timedelta(days=30)) == 0
    assert vraag_bevestiging(EERSTE + datetime.timedelta(days=60)) == 2
    assert Bericht.objects.filter(onderwerp="Nog niet verwerkt: Oudhof").count() == 2


def test_de_sleutel_van_wat_er_niet_staat_opent_niets(client, oud):
    Voorbeeld.objects.update(status="ingetrokken", reden="Verkocht.")
    assert client.get(bevestig_url(oud)).status_code == 404
    assert client.post(bevestig_url(oud)).status_code == 404
    with pytest.raises(ValidationError, match="niets te bevestigen"):
        actions.bevestig(voorbeeld=oud, by="test")


def test_wat_er_tussendoor_af_gaat_is_geen_storing(client, oud, monkeypatch):
    """Taken off the map after the page was read and before the button's transaction began."""
    echt = actions._vergrendel

    def intussen(voorbeeld, versie):
        Voorbeeld.objects.filter(pk=voorbeeld.pk).update(status="ingetrokken", reden="Verkocht.")
        return echt(voorbeeld, versie)

    monkeypatch.setattr(actions, "_vergrendel", intussen)
    antwoord = client.post(bevestig_url(oud))
    assert antwoord.status_code == 404
    assert "Deze link werkt niet meer" in antwoord.content.decode()


def test_de_geschiedenis_bewaart_geen_sleutel(oud):
    from django.apps import apps

    assert "sleutel" not in {veld.name for veld in apps.get_model("kenniskaarten", "VoorbeeldEvent")._meta.get_fields()}


def test_wie_geen_lid_meer_is_hoort_niets(cast):
    Lidmaatschap.objects.filter(gebruiker=cast.kernteam).update(tot=datetime.date(2021, 1, 1))
    assert {wie.email for wie in actions.kernteam()} == {"beheerder@voorbeeld.nl"}
