"""The country on the public start: the same figures as the keten of each woondealregio, in a drawing without tiles."""

import re

import pytest
from django.core.cache import cache

from programmering.keten.kaart import klasse
from programmering.keten.selectors import Ketenlezer, lees_perioden
from woonzorg.gebieden.actions import werk_afgeleide_grenzen_bij
from woonzorg.gebieden.models import Grens
from woonzorg.gebieden.soorten import LAND, Gebiedssoort
from woonzorg.gebieden.zoeken import onderliggende
from woonzorg.start.landkaart import BREED

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(client, land, maak_plan, herbereken):
    maak_plan()
    werk_afgeleide_grenzen_bij()
    herbereken()
    return lambda: client.get("/")


def test_elke_regio_staat_erop_met_haar_dekking(start):
    antwoord = start()
    kaart = antwoord.context["kaart"]
    lezer = Ketenlezer(user=antwoord.wsgi_request.user, periode=lees_perioden()[0])
    ketens = {g.naam: lezer.keten(g) for g in onderliggende(LAND, Gebiedssoort.WOONDEALREGIO)}
    assert {v.naam for v in kaart.vlakken} == set(ketens) == {"Noord", "Zuid", "Ver"}
    for vlak in kaart.vlakken:
        keten = ketens[vlak.naam]
        assert vlak.klasse == klasse(keten.regel("geclusterd").dekking)
        assert vlak.url == f"/gebied/{keten.gebied.code}/"


def test_de_tekening_past_in_haar_vak(start):
    kaart = start().context["kaart"]
    for vlak in kaart.vlakken:
        begin = [tuple(map(int, paar)) for paar in re.findall(r"M (-?\d+) (-?\d+)", vlak.pad)]
        assert begin
        assert all(0 <= x <= BREED and 0 <= y <= kaart.hoog for x, y in begin)


def test_zonder_grenzen_is_er_geen_tekening_en_wel_een_pagina(start):
    Grens.objects.all().delete()
    cache.clear()
    antwoord = start()
    assert antwoord.context["kaart"] is None
    assert antwoord.status_code == 200
    assert "landkaart" not in antwoord.content.decode()


def test_kost_weinig_vragen(start, django_assert_max_num_queries):
    start()
    with django_assert_max_num_queries(12):
        start()
