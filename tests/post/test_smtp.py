"""Delivery over SMTP, with a server at the other end."""

import socket
from email.header import decode_header, make_header

import pytest

from woonzorg.post.bezorging import bezorg
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db


def test_een_verbinding_voor_een_hele_ronde(mailserver, stuur_proef):
    adressen = [f"lid{i}@voorbeeld.nl" for i in range(5)]
    berichten = [stuur_proef(aan=adres, naam="Zoë") for adres in adressen]
    bezorg()
    assert mailserver.verbindingen == 1
    assert [m["To"] for m in mailserver.berichten] == adressen
    eerste = mailserver.berichten[0]
    assert str(berichten[0].pk) in eerste["Message-ID"]
    assert eerste["Auto-Submitted"] == "auto-generated"
    assert "Beste Zoë," in eerste.get_content()
    assert str(make_header(decode_header(eerste["Subject"]))) == berichten[0].onderwerp


def test_een_fout_houdt_de_anderen_niet_tegen(mailserver, stuur_proef):
    adressen = ["voor@v.nl", "weiger@v.nl", "tussen@v.nl", "breek@v.nl", "na@v.nl"]
    for adres in adressen:
        stuur_proef(aan=adres)
    bezorg()
    assert [m["To"] for m in mailserver.berichten] == ["voor@v.nl", "tussen@v.nl", "na@v.nl"]
    fouten = dict(Bericht.objects.exclude(status="verstuurd").values_list("aan", "laatste_fout"))
    assert fouten == {
        "weiger@v.nl": "De mailserver weigert dit e-mailadres (550 5.1.1 Onbekende gebruiker).",
        "breek@v.nl": "De verbinding met de mailserver viel weg.",
    }


def test_zonder_server_wacht_niemand_op_elk_bericht_apart(mailserver, stuur_proef, settings, monkeypatch):
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = vrij.getsockname()[1]
    geprobeerd = []
    verbind = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: geprobeerd.append(a) or verbind(*a, **k))
    for i in range(3):
        stuur_proef(aan=f"lid{i}@voorbeeld.nl")
    bezorg()
    assert len(geprobeerd) == 1
    assert set(Bericht.objects.values_list("status", "pogingen", "laatste_fout")) == {
        ("klaargezet", 1, "De mailserver is niet bereikbaar (Connection refused).")
    }


def test_een_server_die_zwijgt_geeft_een_fout_in_gewone_woorden(mailserver, stuur_proef, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with socket.socket() as stil:
        stil.bind(("127.0.0.1", 0))
        stil.listen()
        settings.EMAIL_PORT = stil.getsockname()[1]
        bericht = stuur_proef()
        bezorg()
    bericht.refresh_from_db()
    assert bericht.laatste_fout == "De mailserver geeft geen antwoord."
