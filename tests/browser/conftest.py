"""A real Chromium against a real server.

Everything in this folder carries the mark `browser`. The server's threads see what a test wrote, so tests here
commit for real; the reference rows of the migrations come back after each flush (serialized_rollback).
"""

import os
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.voortgang.bereken import bereken_volledig
from tests.conftest import regels_van
from woonzorg.celery import app
from woonzorg.gebieden.actions import werk_afgeleide_grenzen_bij

# Playwright's sync API runs an event loop in this thread; Django would refuse to touch the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

HIER = Path(__file__).parent
OPTIES = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    # Nothing outside this machine is waited for: PDOK is out of reach in every test. Playwright's own routes
    # would do the same, but at the price of the cache and of a detour for each request.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
WACHT = 15_000  # ms; a limit for a busy machine, not something that is ever waited out


def pytest_collection_modifyitems(items):
    for item in items:
        if HIER in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    referentie = getattr(connection, "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        # While Playwright's event loop runs, Django looks its connections up elsewhere and finds a new one,
        # that knows nothing of the reference rows to give back after a flush.
        connection._test_serialized_contents = referentie
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=OPTIES
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def eigen_wachtrij():
    """Tasks of these tests go to a queue of their own: whatever worker runs beside them leaves them alone."""
    oud = app.conf.task_default_queue
    naam = f"browsertest-{os.getpid()}"
    app.conf.task_default_queue = naam
    app.__dict__.pop("amqp", None)
    yield naam
    app.conf.task_default_queue = oud
    app.__dict__.pop("amqp", None)
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.delete(naam)


class Venster:
    """One browser context: who looks, at what width, and what went wrong meanwhile."""

    def __init__(self, chromium, adres: str, *, wie=None, breed=1280, hoog=900, **opties):
        self.adres = adres
        self.klachten: list[str] = []
        self.verwacht: tuple[str, ...] = ()
        self.context = chromium.new_context(
            viewport={"width": breed, "height": hoog}, base_url=adres, locale="nl-NL", **opties
        )
        self.context.set_default_timeout(WACHT)
        self._volg_verzoeken()
        if wie:
            self.log_in(wie)
        self.page = self.nieuwe_pagina()

    def log_in(self, wie) -> None:
        client = Client()
        client.force_login(wie)
        koekje = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": koekje.key, "value": koekje.value, "url": self.adres}])

    def nieuwe_pagina(self):
        page = self.context.new_page()
        page.on("console", self._hoor)
        page.on("pageerror", lambda fout: self.klachten.append(f"{page.url}: {fout}"))
        return page

    def _hoor(self, bericht) -> None:
        """Errors and CSP violations. That PDOK cannot be reached is what these tests arrange themselves."""
        van = bericht.location.get("url", "")
        if bericht.type != "error" or (van and not van.startswith(self.adres)):
            return
        if not any(deel in bericht.text for deel in self.verwacht):
            self.klachten.append(f"{van}: {bericht.text}")

    def _volg_verzoeken(self) -> None:
        self.onderweg: set = set()
        self.context.on("request", lambda vraag: self.onderweg.add(vraag))
        for einde in ("requestfinished", "requestfailed"):
            self.context.on(einde, lambda vraag: self.onderweg.discard(vraag))

    def sluit(self) -> None:
        """No request, of a map or of a form that keeps what is typed, may run into the flush after the test."""
        self.context.route("**/*", lambda route: route.abort())
        for _ in range(50):
            if not self.onderweg or not self.context.pages:
                break
            self.context.pages[0].wait_for_timeout(100)
        self.context.close()


@pytest.fixture
def open_venster(chromium, live_server):
    """`open_venster(wie=cast.koepel, breed=390)`; at the end no page may have complained in the console."""
    open_ = []

    def maak(**opties) -> Venster:
        venster = Venster(chromium, live_server.url, **opties)
        open_.append(venster)
        return venster

    yield maak
    klachten = [klacht for venster in open_ for klacht in venster.klachten]
    for venster in open_:
        venster.sluit()
    assert not klachten, "\n".join(klachten)


# The name of a plan is text wherever it shows up.
BOZE_NAAM = "<img src=x onerror=alert(1)> Hof van Aa"


class Wereld:
    """The little country filled: opgaven that anyone may see, plans of every kind, boundaries, figures."""

    def __init__(self, land, maak_plan):
        periode = Opgaveperiode.objects.get(slug="2030")
        for naam, (nultreden, geclusterd, zorggeschikt) in OPGAVEN.items():
            Opgave.objects.create(
                gemeente=land[naam], periode=periode, versie=1, status="afgesproken", besluit="Woondeal Oost",
                datum="2026-03-01", nultreden=nultreden, geclusterd=geclusterd, zorggeschikt=zorggeschikt,
            )  # fmt: skip
        werk_afgeleide_grenzen_bij()
        self.hof = maak_plan(plannaam=BOZE_NAAM, aantallen=regels_van(geclusterd=30, zorggeschikt=14, corporatie=12))
        self.veld = maak_plan(plannaam="Aaveld", status="3", aantallen=regels_van(geclusterd=25, nultreden=40))
        self.klaar = maak_plan(plannaam="Aahof", aantallen=regels_van(nultreden=36, gerealiseerd=36))
        self.open = maak_plan(plannaam="Aadorp", status="2A", aantallen=regels_van(onbekend=20))
        self.concept = maak_plan(plannaam="Nieuw Aa", gereed=False)
        self.bee = maak_plan("Bee", plannaam="Beeburg", aantallen=regels_van(geclusterd=18))
        self.geheim = maak_plan("Bee", plannaam="Geheim", status="4A", vertrouwelijkheid="gemeente")
        bereken_volledig()


OPGAVEN = {"Aa": (100, 90, 30), "Bee": (60, 40, 10), "Cee": (40, 20, 8), "Dee": (10, 5, 0)}


@pytest.fixture
def wereld(land, maak_plan):
    return Wereld(land, maak_plan)
