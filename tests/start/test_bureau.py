"""The desk of who is logged in: what is asked, and figures that follow by themselves."""

import datetime
import re

import pytest
from django.urls import reverse

from programmering.uitvragen.actions import bewaar_uitvraag
from programmering.uitvragen.models import Uitvraag
from programmering.voortgang.bereken import bereken_volledig
from tests.conftest import regels_van

pytestmark = pytest.mark.django_db


def _adres(pagina) -> str:
    gevonden = re.search(r'id="bureau"[^>]* hx-get="([^"]+)"', pagina.content.decode())
    return gevonden[1].replace("&amp;", "&") if gevonden else ""


def test_bureau_zegt_niets_nieuws_zolang_de_cijfers_dezelfde_zijn(client, cast, maak_plan):
    maak_plan()
    bereken_volledig()
    client.force_login(cast.invoerder_aa)
    adres = _adres(client.get("/"))
    assert client.get(adres).status_code == 204
    maak_plan(aantallen=regels_van(zorggeschikt=37))
    bereken_volledig()
    nieuw = client.get(adres)
    assert nieuw.status_code == 200
    assert "37" in nieuw.content.decode()
    assert 'role="status"' in nieuw.content.decode()
    assert "cijfers-bijgewerkt" in nieuw["HX-Trigger"]
    # It asks on from the moment that it shows now.
    assert client.get(_adres(nieuw)).status_code == 204


def test_wie_niet_schrijft_volgt_niet(client, cast, maak_plan):
    maak_plan()
    bereken_volledig()
    client.force_login(cast.koepel)
    assert _adres(client.get("/")) == ""
    assert client.get(reverse("start-stand")).status_code == 404


def test_bureau_telt_wat_te_herstellen_is_en_gaat_naar_die_lijst(client, cast, maak_plan):
    maak_plan(plannaam="zonder type", aantallen=regels_van(onbekend=12))
    bereken_volledig()
    client.force_login(cast.invoerder_aa)
    pagina = client.get("/")
    (telling,) = [t for t in pagina.context["kwaliteit"] if t.soort.slug == "niet_ingedeeld"]
    assert telling.aantal == 1
    assert telling.url.replace("&", "&amp;") in pagina.content.decode()
    assert client.get(telling.url).context["pagina"].paginator.count == 1


def test_bureau_kost_een_vast_aantal_vragen(client, cast, maak_plan, django_assert_max_num_queries):
    for _ in range(2):
        maak_plan()
    bereken_volledig()
    for wie, hoogstens in (("vaststeller_aa", 16), ("koepel", 13)):
        client.force_login(getattr(cast, wie))
        client.get("/")
        with django_assert_max_num_queries(hoogstens):
            client.get("/")


def test_bureau_zegt_wat_de_provincie_vraagt_en_hoe_lang_nog(client, cast, land):
    vandaag = datetime.date.today()
    bewaar_uitvraag(
        uitvraag=Uitvraag(
            provincie=land["Aa"].provincie, naam="Voorjaar", peildatum=vandaag, opent=vandaag,
            sluit=vandaag + datetime.timedelta(days=12), terugval_email="wonen@voorbeeld.nl",
        ),
        by="test",
    )  # fmt: skip
    bereken_volledig()
    client.force_login(cast.invoerder_aa)
    tekst = client.get("/").content.decode()
    assert "Voorjaar" in tekst and "nog 12 dagen" in tekst
    client.force_login(cast.invoerder_bee)
    assert "Voorjaar" not in client.get("/").content.decode()
