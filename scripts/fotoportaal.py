"""A portal of its own for pictures: the demo afresh on a database that goes away again.

A workshop is played in it and plots come out of that; the demo that runs beside it notices nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.diensten import Diensten
from scripts.portaal import CHECKOUT, HOST, choose_port

DATABASE = "fotos"
# A name for the pictures: the code of a workshop and the foot of a print say where they are from.
NAAM = "woonzorgportaal.example"
# A database of Redis that neither the demo (0) nor the tests (1) use: another worker would take the tasks.
REDIS = "db=7"
KLAAR_BINNEN = 60


@contextmanager
def eigen_portaal() -> Iterator[tuple[str, str]]:
    """A portal with the demo in it, web and worker; all of it ends with the block.

    Gives its address, and the rule by which Chromium finds it there.
    """
    diensten = Diensten()
    poort = choose_port("")
    with ExitStack() as opruimen:
        mail = opruimen.enter_context(tempfile.TemporaryDirectory())
        env = os.environ | {
            "DATABASE_URL": diensten.postgres.url(DATABASE),
            "REDIS_URL": diensten.redis.url.replace("db=0", REDIS),
            "MAIL_MAP": mail,
            "DEMO": "1",
            "ALLOWED_HOSTS": f"{NAAM},{HOST}",
        }
        _gooi_weg(diensten)
        diensten.postgres.create_database(DATABASE)
        opruimen.callback(_gooi_weg, diensten)
        print("→ Een eigen demo voor de plaatjes …", flush=True)
        subprocess.run([sys.executable, "-m", "scripts.voorbereiden"], cwd=CHECKOUT, env=env, check=True)
        for woorden in (
            ["granian", "--interface", "wsgi", "woonzorg.wsgi:application", "--host", HOST, "--port", str(poort)],
            ["celery", "-A", "woonzorg", "worker", "--concurrency", "1", "--loglevel", "WARNING"],
        ):
            opruimen.enter_context(_proces(woorden, env | {"DATABASE_POOL": "1"}))
        _wacht(f"http://{HOST}:{poort}")
        yield f"http://{NAAM}", f"MAP {NAAM}:80 {HOST}:{poort}"


def _gooi_weg(diensten: Diensten) -> None:
    diensten.postgres.run_sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", "postgres")


@contextmanager
def _proces(woorden: list[str], env: dict[str, str]) -> Iterator[None]:
    log = Path(env["MAIL_MAP"]) / f"{woorden[0]}.log"
    with log.open("wb") as uitvoer:
        # Should this process be killed outright, the kernel ends the other too.
        opdracht = ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", *woorden]
        proces = subprocess.Popen(opdracht, cwd=CHECKOUT, env=env, stdout=uitvoer, stderr=uitvoer)
        try:
            yield
        finally:
            proces.terminate()
            try:
                proces.wait(timeout=10)
            except subprocess.TimeoutExpired:
                proces.kill()
                proces.wait()


def _wacht(adres: str) -> None:
    tot = time.monotonic() + KLAAR_BINNEN
    while True:
        try:
            with urllib.request.urlopen(f"{adres}/gezond", timeout=5):
                return
        except (OSError, urllib.error.HTTPError) as fout:
            if time.monotonic() > tot:
                raise SystemExit(f"Het portaal voor de plaatjes komt niet op: {fout}") from fout
        time.sleep(0.3)
