"""The client of the Locatieserver, against a small server of our own that answers in its shape."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woonzorg.gebieden import locatieserver
from woonzorg.gebieden.locatieserver import (
    PdokZwijgt,
    TeVaakGevraagd,
    als_postcode,
    zoek_postcode,
    zoek_woonplaats,
)


def document(**velden) -> dict:
    """A postcode or woonplaats as the Locatieserver describes it, as far as we read it."""
    return {
        "postcode": "7511AB",
        "woonplaatsnaam": "Enschede",
        "gemeentenaam": "Enschede",
        "gemeentecode": "0153",
        "centroide_rd": "POINT(257800.5 471200.25)",
    } | velden


@pytest.fixture
def nep(monkeypatch, settings):
    """`nep.documenten` is what it answers, `nep.gevraagd` what it was asked."""
    # In this process: other tests empty the cache that they share.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "nep"}}
    locatieserver.cache.clear()

    class Handler(BaseHTTPRequestHandler):
        documenten: list = [document()]
        inhoud: bytes | None = None
        status = 200
        gevraagd: list = []

        def do_GET(self):
            self.gevraagd.append(parse_qsl(urlsplit(self.path).query))
            inhoud = self.inhoud or json.dumps({"response": {"docs": self.documenten}}).encode()
            self.send_response(self.status)
            self.send_header("Content-Length", str(len(inhoud)))
            self.end_headers()
            self.wfile.write(inhoud)

        def log_message(self, *args):
            pass

    Handler.gevraagd = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        monkeypatch.setattr(locatieserver, "BASIS", f"http://127.0.0.1:{server.server_address[1]}/free")
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        draad.start()
        yield Handler
        server.shutdown()
        draad.join()


def altijd() -> bool:
    return True


@pytest.mark.parametrize(
    ("getypt", "postcode"),
    [
        ("7511 AB", "7511AB"),
        (" 7511ab ", "7511AB"),
        ("7511 AB 12", "7511AB"),
        ("7511AB, Enschede", "7511AB"),
        ("7511", "7511"),
        ("7511 Enschede", "7511"),
        ("0511 AB", ""),
        ("75111", ""),
        ("751", ""),
        ("Enschede 7511 AB", ""),
        ("", ""),
    ],
)
def test_wat_een_postcode_is(getypt, postcode):
    assert als_postcode(getypt) == postcode


@given(st.text(max_size=30))
def test_elke_tekst_geeft_een_postcode_of_niets(tekst):
    postcode = als_postcode(tekst)
    assert postcode == "" or (len(postcode) in (4, 6) and als_postcode(postcode) == postcode)


def test_een_hele_postcode(nep):
    vondst = zoek_postcode("7511AB", altijd)
    assert (vondst.naam, vondst.gemeentecode) == ("7511 AB in Enschede", "GM0153")
    assert vondst.punt == (257800.5, 471200.25)
    assert nep.gevraagd == [[("fq", "type:postcode"), ("fq", "postcode:7511AB"), ("rows", "100")]]


def test_vier_cijfers_geven_het_midden_van_het_deel_in_de_gemeente_die_er_het_meest_van_heeft(nep):
    nep.documenten = [
        document(postcode="7511AB", centroide_rd="POINT(257000 471000)"),
        document(postcode="7511CD", centroide_rd="POINT(259000 473000)"),
        document(postcode="7511XX", gemeentecode="0164", gemeentenaam="Hengelo", centroide_rd="POINT(251000 476000)"),
        # What does not begin with it is no answer to the question.
        document(postcode="7512AB", gemeentecode="0164", centroide_rd="POINT(0 400000)"),
    ]
    vondst = zoek_postcode("7511", altijd)
    assert (vondst.naam, vondst.gemeentecode, vondst.punt) == ("7511 in Enschede", "GM0153", (258_000, 472_000))


def test_een_woonplaats_die_er_twee_keer_is(nep):
    nep.documenten = [
        document(woonplaatsnaam="Hengelo", gemeentecode="0164", gemeentenaam="Hengelo"),
        document(woonplaatsnaam="HENGELO", gemeentecode="1876", gemeentenaam="Bronckhorst"),
        document(woonplaatsnaam="Hengevelde", gemeentecode="1735"),
    ]
    assert [v.gemeentecode for v in zoek_woonplaats("hengelo", altijd)] == ["GM0164", "GM1876"]


def test_wat_niet_bestaat_is_niets_en_wordt_onthouden(nep):
    nep.documenten = []
    assert zoek_postcode("9999ZZ", altijd) is None
    assert zoek_postcode("9999ZZ", altijd) is None
    assert zoek_woonplaats("Atlantis", altijd) == []
    assert len(nep.gevraagd) == 2


def test_wat_onthouden_is_telt_niet_voor_de_limiet(nep):
    zoek_postcode("7511AB", altijd)
    assert zoek_postcode("7511AB", lambda: False).gemeentecode == "GM0153"
    with pytest.raises(TeVaakGevraagd):
        zoek_postcode("7512AB", lambda: False)
    assert len(nep.gevraagd) == 1


@pytest.mark.parametrize(
    "anders",
    [
        {"status": 500},
        {"inhoud": b"<html>storing</html>"},
        {"inhoud": b'{"response": null}'},
        {"inhoud": b'{"response": {"docs": ["x"]}}'},
    ],
)
def test_een_storing_is_geen_lege_plek_en_wordt_even_niet_herhaald(nep, anders):
    for naam, waarde in anders.items():
        setattr(nep, naam, waarde)
    for _ in range(2):
        with pytest.raises(PdokZwijgt):
            zoek_postcode("7511AB", altijd)
    assert len(nep.gevraagd) == 1


def test_een_vraag_die_niet_wordt_begrepen_houdt_een_ander_niet_tegen(nep):
    nep.status = 400
    with pytest.raises(PdokZwijgt):
        zoek_woonplaats("Enschede", altijd)
    nep.status = 200
    assert zoek_postcode("7511AB", altijd).gemeentecode == "GM0153"


@pytest.mark.parametrize(
    ("getypt", "gevraagd"),
    [
        ("'s-Gravenhage", "'s-Gravenhage"),
        ('Enschede: "(a OR b)*~', "Enschede a OR b"),
        ("-Goor - x", "Goor x"),
        ("Súdwest\\Fryslân", "Súdwest Fryslân"),
    ],
)
def test_tekens_met_een_eigen_betekenis_gaan_niet_mee(nep, getypt, gevraagd):
    zoek_woonplaats(getypt, altijd)
    assert nep.gevraagd[0][0] == ("q", gevraagd)


def test_zonder_letters_is_er_niets_te_vragen(nep):
    assert zoek_woonplaats("?!* 12", altijd) == []
    assert nep.gevraagd == []


def test_wat_er_niet_toe_doet_valt_weg(nep):
    nep.documenten = [
        document(centroide_rd=""),
        document(centroide_rd="POINT(999999999 5)"),
        document(gemeentecode="153"),
        document(gemeentecode=None),
        document(),
    ]
    assert zoek_postcode("7511AB", altijd).punt == (257800.5, 471200.25)


def test_zonder_verbinding_wordt_er_niet_gewacht(monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "dicht"}}
    locatieserver.cache.clear()
    monkeypatch.setattr(locatieserver, "BASIS", "http://127.0.0.1:9/free")
    with pytest.raises(PdokZwijgt):
        zoek_postcode("7511AB", altijd)
