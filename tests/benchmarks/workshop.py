"""A full table: thirty phones that poll and write at once, and how soon one sees what another did."""

import bisect
import gzip
import http.client
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.core import signing

from woonzorg.gebieden.models import Gemeente

from .tabel import Meting, getal, tijd

DEELNEMERS = 30
POLL = 1.25
SCHRIJF = 5.0
SECONDEN = 30
PLEKKEN = 8
# RD, in the middle of Enschede.
MIDDEN = (257_500, 471_500)
GEHEIM = "a" * 32


@dataclass
class Uitslag:
    polls: list[float] = field(default_factory=list)
    handelingen: list[float] = field(default_factory=list)
    gezien: list[float] = field(default_factory=list)
    fouten: int = 0


class Telefoon:
    """One participant: polls, now and then writes, and remembers when which versie came by."""

    def __init__(self, web, code: str, deelnemer, uitslag: Uitslag, nummer: int):
        self.pad, self.uitslag, self.vrij = f"/w/{code}/", uitslag, random.Random(nummer)
        self.adres = web.adres.removeprefix("http://")
        naam = f"workshop_{code}"
        koekje = signing.get_cookie_signer(salt=naam + "workshop").sign(str(deelnemer.geheim))
        self.koppen = {
            "Cookie": f"{naam}={koekje}; {settings.CSRF_COOKIE_NAME}={GEHEIM}",
            "X-CSRFToken": GEHEIM,
            "Content-Type": "application/json",
            "Accept-Encoding": "gzip",
        }
        self.versie = 0
        self.versies: list[int] = []
        self.momenten: list[float] = []
        self.geschreven: list[tuple[int, float]] = []

    def loop(self, einde: float, plekken: list[str], criteria: list[str]) -> None:
        self.lijn = http.client.HTTPConnection(self.adres, timeout=30)
        time.sleep(self.vrij.uniform(0, POLL))
        schrijf = time.monotonic() + self.vrij.uniform(0, SCHRIJF)
        while time.monotonic() < einde:
            if time.monotonic() >= schrijf:
                self.schrijf(plekken, criteria)
                schrijf += SCHRIJF
            self.poll()
            time.sleep(POLL * self.vrij.uniform(0.85, 1.15))
        # What was written in the last moment is looked at as well.
        self.poll()
        self.lijn.close()

    def _vraag(self, methode: str, pad: str, inhoud: str | None = None) -> tuple[int, bytes, float]:
        begin = time.perf_counter()
        try:
            self.lijn.request(methode, self.pad + pad, body=inhoud, headers=self.koppen)
            antwoord = self.lijn.getresponse()
            tekst = antwoord.read()
            status = antwoord.status
        except (OSError, http.client.HTTPException):
            self.lijn.close()
            status, tekst = 0, b""
        if status not in (200, 204):
            self.uitslag.fouten += 1
        elif status == 200 and antwoord.headers.get("Content-Encoding") == "gzip":
            tekst = gzip.decompress(tekst)
        return status, tekst, time.perf_counter() - begin

    def poll(self) -> None:
        status, tekst, duur = self._vraag("GET", f"stand?sinds={self.versie}")
        self.uitslag.polls.append(duur)
        if status == 200:
            self.zie(json.loads(tekst)["versie"])

    def zie(self, versie: int) -> None:
        self.versie = max(self.versie, versie)
        self.versies.append(self.versie)
        self.momenten.append(time.perf_counter())

    def schrijf(self, plekken: list[str], criteria: list[str]) -> None:
        plek = self.vrij.choice(plekken)
        soort, data = self.vrij.choice(
            [
                ("wegen", {"plek": plek, "criterium": self.vrij.choice(criteria), "score": self.vrij.randint(1, 5)}),
                ("bod", {"plek": plek, "woningtype": "geclusterd", "aantal": self.vrij.randint(1, 60)}),
                (
                    "plek",
                    {"naam": "Plek", "coordinaten": ", ".join(str(m + self.vrij.randint(0, 900)) for m in MIDDEN)},
                ),
            ]
        )
        begin = time.perf_counter()
        vraag = json.dumps({"sleutel": str(uuid.uuid4()), "soort": soort, "data": data})
        status, tekst, duur = self._vraag("POST", "doe", vraag)
        self.uitslag.handelingen.append(duur)
        if status == 200:
            versie = json.loads(tekst)["versie"]
            self.geschreven.append((versie, begin))
            self.zie(versie)

    def gezien_op(self, versie: int) -> float | None:
        i = bisect.bisect_left(self.versies, versie)
        return self.momenten[i] if i < len(self.momenten) else None


def _tafel(web, uitslag: Uitslag) -> tuple[list[Telefoon], list[str], list[str]]:
    from programmering.plots.models import Criterium
    from programmering.workshops.actions import bewaar_workshop, doe, schuif_aan
    from programmering.workshops.models import Deelnemer, Workshop

    gemeente = Gemeente.objects.get(code="GM0153")
    workshop = Workshop(naam="Meting", gemeente=gemeente, leider_naam="meting", status="open")
    bewaar_workshop(workshop=workshop, by="meting")
    telefoons = []
    for i in range(DEELNEMERS):
        deelnemer = Deelnemer(naam=f"Deelnemer {i}", organisatie=f"Partij {i}", soort="corporatie")
        schuif_aan(workshop=workshop, deelnemer=deelnemer, sleutel=uuid.uuid4())
        telefoons.append(Telefoon(web, workshop.code, deelnemer, uitslag, i))
    plekken = []
    for i in range(PLEKKEN):
        sleutel = uuid.uuid4()
        data = {"naam": f"Plek {i}", "coordinaten": f"{MIDDEN[0] + 200 * i}, {MIDDEN[1]}"}
        doe(workshop=workshop, sleutel=sleutel, soort="plek", data=data, deelnemer=None, by="meting")
        plekken.append(str(sleutel))
    criteria = list(Criterium.objects.filter(actief=True).values_list("slug", flat=True))
    return telefoons, plekken, criteria


def meet(web) -> list[Meting]:
    uitslag = Uitslag()
    telefoons, plekken, criteria = _tafel(web, uitslag)
    einde = time.monotonic() + SECONDEN
    draden = [threading.Thread(target=t.loop, args=[einde, plekken, criteria]) for t in telefoons]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    for telefoon in telefoons:
        for versie, begin in telefoon.geschreven:
            anderen = [t.gezien_op(versie) for t in telefoons if t is not telefoon]
            uitslag.gezien += [moment - begin for moment in anderen if moment is not None]
    wie = f"Workshop, {DEELNEMERS} telefoons, elk {getal(60 / SCHRIJF)} handelingen per minuut"
    fouten = f", {uitslag.fouten} fout van {getal(len(uitslag.polls) + len(uitslag.handelingen))}"
    return [
        Meting(f"{wie}: vragen of er iets is, p50 / p95", _p(uitslag.polls) + fouten),
        Meting(f"{wie}: een handeling, p50 / p95", _p(uitslag.handelingen)),
        Meting(f"{wie}: van versturen tot gezien door een ander, p50 / p95", _p(uitslag.gezien), norm="≤ 3 s"),
    ]


def _p(duren: list[float]) -> str:
    op_volgorde = sorted(duren)
    return " / ".join(tijd(op_volgorde[int(len(op_volgorde) * deel)]) for deel in (0.5, 0.95))
