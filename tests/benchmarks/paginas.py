"""The pages of a gebied: queries, time, time with 50 people at once, and what goes over the wire."""

import os
import statistics
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programmering.demo.cast import DOMEIN
from woonzorg.organisaties.models import Gebruiker

from .belasting import loop_rond
from .tabel import Meting, getal, tijd

PAGINAS = {"land": "/gebied/", "provincie": "/gebied/PV23/", "gemeente": "/gebied/GM0153/"}
LEZERS = {"zonder inlog": None, "koepel": "lezer.aedes", "gemeente": "invoerder.enschede"}
KEREN = 15
MENSEN = 50
DENKTIJD = 3.0
SECONDEN = 25
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


def _client(gebruiker) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    if gebruiker:
        client.force_login(gebruiker)
    return client


def koppen_van(gebruiker) -> dict[str, str]:
    """Headers of a browser in which `gebruiker` is logged in."""
    koppen = {"Accept-Encoding": "gzip"}
    if gebruiker:
        koppen["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={_client(gebruiker).session.session_key}"
    return koppen


def gebruikers() -> dict[str, Gebruiker | None]:
    return {
        naam: Gebruiker.objects.get(email=f"{account}@{DOMEIN}") if account else None
        for naam, account in LEZERS.items()
    }


def _vragen(client: Client, pad: str) -> int:
    """Queries of one page; the two words that begin a snapshot ask nothing."""
    with CaptureQueriesContext(connection) as opdrachten:
        antwoord = client.get(pad)
    assert antwoord.status_code == 200, (pad, antwoord.status_code)
    return sum(q["sql"].startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")) for q in opdrachten)


def meet(web) -> list[Meting]:
    wie = gebruikers()
    metingen = []
    for lezer, gebruiker in wie.items():
        client = _client(gebruiker)
        vragen, tijden = [], []
        for pad in PAGINAS.values():
            client.get(pad)
            vragen.append(_vragen(client, pad))
            tijden.append(statistics.median(_duur(client, pad) for _ in range(KEREN)))
        metingen.append(
            Meting(
                f"Pagina {' / '.join(PAGINAS)}, {lezer}: queries",
                " / ".join(map(str, vragen)),
                norm="≤ 12, vast aantal",
            )
        )
        metingen.append(
            Meting(f"Pagina {' / '.join(PAGINAS)}, {lezer}: tijd op de server", " / ".join(map(tijd, tijden)))
        )
    koppen = [koppen_van(g) for g in wie.values()]
    paden = list(PAGINAS.values())
    loop_rond(web.adres, paden, koppen=koppen, mensen=8, seconden=3)
    rustig = loop_rond(web.adres, paden, koppen=koppen, mensen=MENSEN, seconden=SECONDEN, denktijd=DENKTIJD)
    metingen.append(
        Meting(
            f"{MENSEN} mensen tegelijk, elke {DENKTIJD:.0f} s een pagina: p95",
            f"{tijd(rustig.p95())} bij {getal(rustig.per_seconde)}/s" + _fouten(rustig),
            norm="< 200 ms",
        )
    )
    druk = loop_rond(web.adres, paden, koppen=koppen, mensen=MENSEN, seconden=SECONDEN / 2)
    metingen.append(
        Meting(
            f"{MENSEN} mensen tegelijk, zonder pauze: p95 (de machine is dan vol)",
            f"{tijd(druk.p95())} bij {getal(druk.per_seconde)}/s" + _fouten(druk),
        )
    )
    return [*metingen, *gewichten(web, wie)]


def _fouten(uitslag) -> str:
    return f", {uitslag.fouten} fout" if uitslag.fouten else ""


def _duur(client: Client, pad: str) -> float:
    begin = time.perf_counter()
    client.get(pad)
    return time.perf_counter() - begin


def gewichten(web, wie) -> list[Meting]:
    """Bytes over the wire in a real browser, map and all, from our own server: first visit and the next."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    if not CHROMIUM.exists():
        return [Meting("Gewicht van de pagina's", "niet gemeten: hier is geen Chromium")]
    metingen = []
    # Before playwright: inside it Django refuses to ask the database anything.
    koppen = koppen_van(wie["koepel"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        for naam, pad in PAGINAS.items():
            eerste, daarna = _weeg(browser, web.adres, pad, koppen)
            metingen.append(
                Meting(
                    f"Gewicht van de pagina {naam}: eerste keer / daarna, met kaart en tegels",
                    f"{getal(eerste / 1000)} kB / {getal(daarna / 1000)} kB",
                    norm="< 300 kB / < 30 kB",
                )
            )
        browser.close()
    return metingen


def _weeg(browser, adres: str, pad: str, koppen: dict[str, str]) -> list[int]:
    context = browser.new_context()
    if "Cookie" in koppen:
        naam, _, waarde = koppen["Cookie"].partition("=")
        context.add_cookies([{"name": naam, "value": waarde, "url": adres}])
    pagina = context.new_page()
    cdp = context.new_cdp_session(pagina)
    cdp.send("Network.enable")
    eigen: set[str] = set()
    gewogen = [0]

    def begonnen(e):
        if e["request"]["url"].startswith(adres):
            eigen.add(e["requestId"])

    def klaar(e):
        if e["requestId"] in eigen:
            gewogen[-1] += e["encodedDataLength"]

    cdp.on("Network.requestWillBeSent", begonnen)
    cdp.on("Network.loadingFinished", klaar)
    pagina.goto(adres + pad, wait_until="networkidle")
    pagina.goto("about:blank")
    gewogen.append(0)
    pagina.goto(adres + pad, wait_until="networkidle")
    context.close()
    return gewogen
