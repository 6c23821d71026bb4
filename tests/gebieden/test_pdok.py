"""The PDOK client against a small server of our own that answers in PDOK's shape (pdok_gemeenten.json)."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError

from tests.gebieden.conftest import feature, laad, vierkant
from woonzorg.gebieden import pdok
from woonzorg.gebieden.imports import Invoerfout
from woonzorg.gebieden.models import Gemeente, Grens

OPNAME = (Path(__file__).parent / "pdok_gemeenten.json").read_text()
RD = "<http://www.opengis.net/def/crs/EPSG/0/28992>"


class Pdok:
    """Answers per cursor ('' is the first page); remembers what was asked."""

    def __init__(self, server: ThreadingHTTPServer):
        self.basis = f"http://127.0.0.1:{server.server_address[1]}/items"
        eerste = json.loads(OPNAME.replace("{BASIS}", self.basis))
        tweede = {"type": "FeatureCollection", "links": [], "features": [feature("GM0003"), feature("GM0004")]}
        self.paginas = {"": eerste, "2|abc": tweede}
        self.kop = {"Content-Crs": RD}
        self.status = 200
        self.gevraagd: list[dict] = []

    def antwoord(self, handler: BaseHTTPRequestHandler):
        vraag = {naam: waarden[0] for naam, waarden in parse_qs(urlsplit(handler.path).query).items()}
        self.gevraagd.append(vraag)
        pagina = self.paginas[vraag.get("cursor", "")]
        inhoud = pagina if isinstance(pagina, bytes) else json.dumps(pagina).encode()
        handler.send_response(self.status)
        for naam, waarde in self.kop.items():
            handler.send_header(naam, waarde)
        handler.send_header("Content-Length", str(len(inhoud)))
        handler.end_headers()
        handler.wfile.write(inhoud)


@pytest.fixture
def nep_pdok(monkeypatch):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            nep.antwoord(self)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        nep = Pdok(server)
        monkeypatch.setattr(pdok, "GEMEENTEN", nep.basis)
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        draad.start()
        yield nep
        server.shutdown()
        draad.join()


def test_pdok_laadt_alle_paginas(feiten, db, nep_pdok):
    uit = laad("--pdok")
    assert "RD (EPSG:28992)" in uit
    assert "4 gemeentegrenzen, 4 nieuw of gewijzigd" in uit
    assert set(Grens.objects.values_list("bron", "jaar")) == {("officieel", 2026)}
    assert [vraag["jaarcode"] for vraag in nep_pdok.gevraagd] == ["2026", "2026"]
    assert nep_pdok.gevraagd[0]["crs"] == pdok.RD
    assert "Niets gewijzigd" in laad("--pdok")


def test_pdok_met_een_ander_jaar(feiten, db, nep_pdok):
    laad("--pdok", "--jaar", "2027")
    assert nep_pdok.gevraagd[0]["jaarcode"] == "2027"
    assert Grens.objects.get(code="NL").jaar == 2027


def test_pdok_onbereikbaar_zegt_wat_te_doen_en_wijzigt_niets(feiten, db, monkeypatch):
    # Port 9 is discard: nothing listens there.
    monkeypatch.setattr(pdok, "GEMEENTEN", "http://127.0.0.1:9/items")
    with pytest.raises(CommandError, match=r"PDOK is niet bereikbaar.*--bestand"):
        laad("--pdok")
    assert not Gemeente.objects.exists()


def test_pdok_geeft_een_fout(nep_pdok):
    nep_pdok.status = 503
    with pytest.raises(Invoerfout, match="fout 503"):
        pdok.haal_gemeentegrenzen(2026)


def test_pdok_zwijgt(nep_pdok, monkeypatch):
    monkeypatch.setattr(pdok, "WACHTTIJD", 0.05)
    klaar = threading.Event()
    monkeypatch.setattr(nep_pdok, "antwoord", lambda handler: klaar.wait(5))
    with pytest.raises(Invoerfout, match="niet bereikbaar"):
        pdok.haal_gemeentegrenzen(2026)
    klaar.set()


@pytest.mark.parametrize(
    ("pagina", "melding"),
    [
        (b"<html>onderhoud</html>", "geen JSON"),
        (b"[]", "geen lijst met grenzen"),
        ({"type": "FeatureCollection", "features": []}, "geen gemeentegrenzen voor 2026"),
        (
            {"type": "FeatureCollection", "features": [feature("GM0001", [[52, 5], [53, 5], [53, 6], [52, 5]])]},
            "assen verwisseld",
        ),
        (
            {"type": "FeatureCollection", "links": [{"rel": "next", "href": "https://elders.example/items"}]},
            "ander adres",
        ),
    ],
)
def test_pdok_antwoordt_iets_anders(nep_pdok, pagina, melding):
    nep_pdok.paginas[""] = pagina
    with pytest.raises(Invoerfout, match=melding):
        pdok.haal_gemeentegrenzen(2026)


def test_pdok_verwijst_in_een_kring(nep_pdok):
    nep_pdok.paginas["2|abc"] = nep_pdok.paginas[""]
    with pytest.raises(Invoerfout, match="volgende pagina"):
        pdok.haal_gemeentegrenzen(2026)
    assert len(nep_pdok.gevraagd) == pdok.MAX_PAGINAS


@pytest.mark.parametrize(
    ("kop", "srid"),
    [(RD, 28992), ("", 28992), ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", 4326)],
)
def test_stelsel_uit_de_kop(kop, srid):
    assert pdok._stelsel(kop).srid == srid


def test_stelsel_met_breedte_voorop_wordt_geweigerd():
    with pytest.raises(Invoerfout, match="ander coördinatenstelsel"):
        pdok._stelsel("<http://www.opengis.net/def/crs/EPSG/0/4258>")


def test_pdok_feature_zonder_code_of_vlak_wordt_gemeld(nep_pdok):
    punt = {"type": "Feature", "properties": {"statcode": "GM0001"}, "geometry": {"type": "Point"}}
    nep_pdok.paginas["2|abc"]["features"] = [punt, feature("NL00", vierkant("GM0003"))]
    bestand = pdok.haal_gemeentegrenzen(2026)
    assert [grens.code for grens in bestand.grenzen] == ["GM0001", "GM0002"]
    assert bestand.zonder_code == ["GM0001", "NL00"]
