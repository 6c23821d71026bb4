"""Writing a mail, and delivering it: attempts, failures, account mails, cleaning up."""

import re
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings as instellingen
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import IntegrityError, transaction
from django.template.loader import get_template
from django.test import override_settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from woonzorg.post.actions import stuur, verstuur_opnieuw
from woonzorg.post.bezorging import PER_RONDE, WACHTTIJDEN, bezorg, ruim_op
from woonzorg.post.models import Bericht
from woonzorg.post.opstellen import Sjabloonfout, stel_op

# Before the fixture of every test puts a direct delivery in its place.
from woonzorg.post.vraag import TAAK, vraag_nu

from .conftest import KAPOT

pytestmark = pytest.mark.django_db
SJABLONEN = sorted(p.stem for p in (instellingen.BASE_DIR / "templates" / "post").glob("[!_]*.txt"))


# Writing


def test_een_mail_is_een_rij_en_gaat_na_de_commit(stuur_proef, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bericht = stuur_proef(antwoord_aan="gemeente@voorbeeld.nl")
        assert not mail.outbox
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, bericht.volgende_poging) == ("verstuurd", 1, None)
    (verstuurd,) = mail.outbox
    assert verstuurd.to == ["iemand@voorbeeld.nl"]
    assert verstuurd.subject == bericht.onderwerp == "Proefmail van het Woonzorgportaal"
    assert verstuurd.body.startswith("Beste Iemand,\n\n")
    assert "uw antwoord gaat naar gemeente@voorbeeld.nl" in verstuurd.body
    assert verstuurd.reply_to == ["gemeente@voorbeeld.nl"]
    assert verstuurd.from_email == instellingen.DEFAULT_FROM_EMAIL
    assert str(bericht.pk) in verstuurd.extra_headers["Message-ID"]


@pytest.mark.parametrize("sjabloon", SJABLONEN)
def test_elk_sjabloon_heeft_de_gedeelde_vorm(sjabloon):
    """At once, or by way of a form that some mails share."""
    bron = get_template(f"post/{sjabloon}.txt").template.source
    gedeeld = re.match(r'{% extends "(post/_(?!basis)\w+\.txt)" %}', bron)
    if gedeeld:
        bron = get_template(gedeeld[1]).template.source
    assert bron.startswith('{% extends "post/_basis.txt" %}')


def test_een_sjabloon_zonder_onderwerp_wordt_niet_verstuurd(tmp_path):
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "kaal.txt").write_text("Zonder onderwerp.\n\nTekst.", encoding="utf-8")
    templates = [dict(instellingen.TEMPLATES[0], DIRS=[tmp_path])]
    with override_settings(TEMPLATES=templates), pytest.raises(Sjabloonfout, match="Onderwerp"):
        stel_op("kaal", {})


def test_tekst_is_platte_tekst_en_een_naam_kan_geen_kop_toevoegen(stuur_proef, tmp_path):
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "plot.txt").write_text(
        '{% extends "post/_basis.txt" %}{% block onderwerp %}Plot {{ naam }}{% endblock %}'
        "{% block tekst %}Over {{ naam }}.{% endblock %}",
        encoding="utf-8",
    )
    boos = "Hof & <b>Aa</b>\r\nBcc: ander@voorbeeld.nl\n\nVals"
    templates = [dict(instellingen.TEMPLATES[0], DIRS=[tmp_path, *instellingen.TEMPLATES[0]["DIRS"]])]
    with override_settings(TEMPLATES=templates):
        bericht = stuur(sjabloon="plot", aan="iemand@voorbeeld.nl", context={"naam": boos})
    assert bericht.onderwerp == "Plot Hof & <b>Aa</b> Bcc: ander@voorbeeld.nl Vals"
    assert bericht.tekst.startswith(f"Over {boos}.")
    bezorg()
    koppen = mail.outbox[0].message()
    assert koppen["Bcc"] is None
    assert mail.outbox[0].recipients() == ["iemand@voorbeeld.nl"]


@pytest.mark.parametrize("veld", ["onderwerp", "van", "aan", "antwoord_aan"])
def test_de_database_weigert_een_regeleinde_in_een_kop(stuur_proef, veld):
    bericht = stuur_proef()
    with pytest.raises(IntegrityError, match="bericht_koppen_een_regel"), transaction.atomic():
        Bericht.objects.filter(pk=bericht.pk).update(**{veld: "a@b.nl\nBcc: c@d.nl"})


@pytest.mark.parametrize(
    ("wijziging", "regel"),
    [
        ({"status": "verstuurd"}, "bericht_status_klopt"),
        ({"status": "mislukt", "volgende_poging": None}, "bericht_status_klopt"),
        ({"tekst": ""}, "bericht_status_klopt"),
        ({"status": "weg"}, "bericht_status_klopt"),
        (
            {"sjabloon": "account", "status": "verstuurd", "volgende_poging": None, "verstuurd_op": timezone.now()},
            "bericht_account_leeg_na_versturen",
        ),
    ],
)
def test_de_database_weigert_wat_niet_klopt(stuur_proef, wijziging, regel):
    bericht = stuur_proef()
    with pytest.raises(IntegrityError, match=regel), transaction.atomic():
        Bericht.objects.filter(pk=bericht.pk).update(**wijziging)


def test_een_ongeldig_adres_wordt_meteen_geweigerd(stuur_proef):
    for aan in ("geen adres", "a@b.nl\nBcc: c@d.nl", ""):
        with pytest.raises(ValidationError):
            stuur_proef(aan=aan)


def test_een_sleutel_bestaat_een_keer(stuur_proef):
    assert stuur_proef(sleutel="plot-12-einde-2027-03-01-30") is not None
    assert stuur_proef(sleutel="plot-12-einde-2027-03-01-30") is None
    assert stuur_proef(sleutel="plot-12-einde-2027-03-01-0") is not None
    assert stuur_proef() is not None
    assert stuur_proef() is not None
    bezorg()
    assert stuur_proef(sleutel="plot-12-einde-2027-03-01-30") is None  # sent is not forgotten
    assert Bericht.objects.count() == len(mail.outbox) == 4


def test_zonder_broker_blijft_de_mail_staan(stuur_proef, monkeypatch, caplog):
    def weg(*args, **kwargs):
        raise OperationalError("geen broker")

    monkeypatch.setattr(current_app, "send_task", weg)
    bericht = stuur_proef()
    vraag_nu()
    assert "volgende ronde" in caplog.text
    assert bezorg() is False  # what the round of every minute does
    bericht.refresh_from_db()
    assert bericht.status == "verstuurd"


def test_de_taken_bestaan():
    current_app.loader.import_default_modules()
    gevraagd = {regel["task"] for regel in instellingen.CELERY_BEAT_SCHEDULE.values()}
    assert {TAAK, *gevraagd} <= set(current_app.tasks)


# Delivering


def later(bericht: Bericht) -> None:
    """As if the time of the next attempt has come."""
    Bericht.objects.filter(pk=bericht.pk).update(volgende_poging=timezone.now())


def test_mislukken_en_opnieuw(stuur_proef, settings):
    settings.POST_BACKEND = KAPOT
    bericht = stuur_proef()
    for poging, wacht in enumerate(WACHTTIJDEN, start=1):
        voor = timezone.now()
        bezorg()
        bericht.refresh_from_db()
        assert (bericht.status, bericht.pogingen) == ("klaargezet", poging)
        assert voor + wacht <= bericht.volgende_poging <= timezone.now() + wacht
        assert bericht.laatste_fout == "De mailserver is niet bereikbaar (Connection refused)."
        bezorg()  # not before its time
        bericht.refresh_from_db()
        assert bericht.pogingen == poging
        later(bericht)
    bezorg()
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, bericht.volgende_poging) == ("mislukt", len(WACHTTIJDEN) + 1, None)
    settings.POST_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    bezorg()
    assert not mail.outbox  # given up, until someone asks
    assert verstuur_opnieuw(berichten=Bericht.objects.all()) == 1
    bezorg()
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, bericht.laatste_fout) == ("verstuurd", 1, "")
    assert len(mail.outbox) == 1
    assert verstuur_opnieuw(berichten=Bericht.objects.all()) == 0


def test_een_ronde_is_begrensd(stuur_proef):
    for _ in range(PER_RONDE + 1):
        stuur_proef()
    assert bezorg() is True
    assert len(mail.outbox) == PER_RONDE
    assert bezorg() is False
    assert len(mail.outbox) == PER_RONDE + 1


def test_een_lege_ronde_kost_een_query(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, select, release
        bezorg()


# Django's own mail


def test_account_mail_gaat_door_de_outbox_en_de_tekst_verdwijnt(client, cast, django_capture_on_commit_callbacks):
    client.post("/account/password/reset/", {"email": cast.koepel.email})
    bericht = Bericht.objects.get()
    assert (bericht.sjabloon, bericht.aan, bericht.status) == ("account", cast.koepel.email, "klaargezet")
    assert "/account/password/reset/key/" in bericht.tekst
    client.force_login(cast.beheerder)
    assert "/reset/key/" not in client.get(bericht.get_absolute_url()).content.decode()
    bezorg()
    bericht.refresh_from_db()
    assert (bericht.status, bericht.tekst) == ("verstuurd", "")
    assert "/account/password/reset/key/" in mail.outbox[0].body
    assert "persoonlijke link" in client.get(bericht.get_absolute_url()).content.decode()


def test_elk_adres_krijgt_een_eigen_bericht(db):
    EmailMessage(
        "Twee\nregels", "tekst", "Ik <ik@voorbeeld.nl>", ["A <a@voorbeeld.nl>"], cc=["b@voorbeeld.nl"],
        bcc=["c@voorbeeld.nl"], reply_to=["D <d@voorbeeld.nl>"],
    ).send()  # fmt: skip
    bezorg()
    assert sorted(m.to for m in mail.outbox) == [["a@voorbeeld.nl"], ["b@voorbeeld.nl"], ["c@voorbeeld.nl"]]
    assert {(m.subject, m.from_email, *m.reply_to, *m.cc, *m.bcc) for m in mail.outbox} == {
        ("Twee regels", "Ik <ik@voorbeeld.nl>", "d@voorbeeld.nl")
    }


def test_wat_de_outbox_niet_kan_gaat_luid_mis(db):
    met_bijlage = EmailMessage("x", "tekst", to=["a@voorbeeld.nl"], attachments=[("a.txt", "a", "text/plain")])
    with pytest.raises(ValueError, match="platte tekst"):
        met_bijlage.send()
    with pytest.raises(ValidationError):
        send_mail("x", "tekst", None, ["geen adres"])
    # A second form of the same text may be left out.
    dubbel = EmailMultiAlternatives("x", "platte tekst", to=["a@voorbeeld.nl"])
    dubbel.attach_alternative("<p>opgemaakt</p>", "text/html")
    dubbel.send()
    assert Bericht.objects.get().tekst == "platte tekst"


# Cleaning up


def test_opruimen(stuur_proef, mislukte_mail, client, cast, settings):
    oud, bewaard = stuur_proef(), stuur_proef()
    verlopen, vers = mislukte_mail(sjabloon="account"), mislukte_mail(sjabloon="account")
    nu = timezone.now()
    for bericht, dagen in [(oud, 401), (bewaard, 399), (verlopen, 4), (vers, 2)]:
        Bericht.objects.filter(pk=bericht.pk).update(aangemaakt=nu - timedelta(days=dagen))
    assert ruim_op() == 1
    assert set(Bericht.objects.values_list("pk", flat=True)) == {bewaard.pk, verlopen.pk, vers.pk}
    verlopen.refresh_from_db()
    vers.refresh_from_db()
    assert (verlopen.tekst, verlopen.kan_opnieuw) == ("", False)
    assert vers.kan_opnieuw
    assert verstuur_opnieuw(berichten=Bericht.objects.all()) == 1
    client.force_login(cast.beheerder)
    assert "De link in deze mail is verlopen" in client.get(verlopen.get_absolute_url()).content.decode()
