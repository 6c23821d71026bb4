"""A portal of its own to break: PostGIS, Redis, worker, beat and web as real processes in a folder that is thrown away.

PostgreSQL runs as in production, with fsync and synchronous_commit on: what it said to be committed must survive.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import redis

from scripts.diensten import CHECKOUT, Postgres, Redis
from scripts.portaal import make_parts

DATABASE = "proef"


def wacht_op(voorwaarde, wat: str, seconden: float = 60):
    """The first truthy value of `voorwaarde()`; AssertionError when it does not come in time."""
    einde = time.monotonic() + seconden
    while True:
        if uitkomst := voorwaarde():
            return uitkomst
        assert time.monotonic() < einde, f"Na {seconden} s nog niet: {wat}"
        time.sleep(0.02)


def vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Proces:
    """A process with children of its own, which die with it: with the tests, too, should those be killed."""

    def __init__(self, opdracht: list[str], env: dict[str, str], log: Path, **opties):
        with log.open("ab") as uit:
            self.popen = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *opdracht],
                cwd=CHECKOUT,
                env=env,
                stdin=opties.pop("stdin", subprocess.DEVNULL),
                stdout=opties.pop("stdout", uit),
                stderr=uit,
                start_new_session=True,
                **opties,
            )

    @property
    def leeft(self) -> bool:
        return self.popen.poll() is None

    def dood(self) -> None:
        """kill -9 of the process and of all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait(timeout=10)

    def stop(self) -> None:
        self.popen.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.popen.wait(timeout=5)
        self.dood()


class Klant(Proces):
    """A Django process that does what it is told (klant.py), and survives what happens to the services."""

    def __init__(self, env: dict[str, str], log: Path):
        super().__init__(
            [sys.executable, "-m", "tests.cluster.klant"], env, log, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def vraag(self, doe: str, **gegevens) -> None:
        """Asks without waiting for the answer; `antwoord` waits."""
        self.popen.stdin.write(json.dumps({"doe": doe, **gegevens}).encode() + b"\n")
        self.popen.stdin.flush()

    def antwoord(self):
        regel = self.popen.stdout.readline()
        assert regel, "de klant is gestopt; zie klant.log"
        antwoord = json.loads(regel)
        assert "fout" not in antwoord, antwoord["fout"]
        return antwoord["uit"]

    def doe(self, doe: str, **gegevens):
        self.vraag(doe, **gegevens)
        return self.antwoord()

    def stop(self) -> None:
        self.popen.stdin.close()
        super().stop()
        self.popen.stdout.close()


class Opstelling:
    """The services, and whatever of the portal is asked for. Use as a context manager."""

    def __init__(self, map_: Path, **instellingen):
        self.map = map_
        self.postgres = Postgres(map_, settings=instellingen, with_parent=True)
        self.redis = Redis(map_, with_parent=True)
        self.env = dict(
            os.environ,
            DJANGO_SETTINGS_MODULE="woonzorg.settings",
            DATABASE_URL=self.postgres.url(DATABASE),
            REDIS_URL=self.redis.url,
            SECRET_KEY="alleen voor een opstelling die weer weg gaat",
            DEMO="1",
            ALLOWED_HOSTS="127.0.0.1",
            MAIL_MAP=str(map_),
            STATICFILES_BACKEND="django.contrib.staticfiles.storage.StaticFilesStorage",
            WOONZORG_PORTAAL="",
            # Celery lets this one win from the settings; empty, it does not, whatever portal.env says.
            CELERY_BROKER_URL="",
        )
        # The tests' own settings stand in the environment as well, and would win from these.
        for naam in ("TEST_DATABASE_NAME", "DATABASE_POOL", "PORT"):
            self.env.pop(naam, None)
        self._processen: list[Proces] = []

    def __enter__(self):
        self.postgres.start()
        self.redis.start()
        self.postgres.create_database(DATABASE)
        return self

    def __exit__(self, *_):
        for proces in reversed(self._processen):
            proces.stop()
        self.redis.remove()
        self.postgres.remove()
        shutil.rmtree(self.map, ignore_errors=True)

    def verbind(self) -> psycopg.Connection:
        """A connection of the tests themselves, past Django."""
        return psycopg.connect(
            host=str(self.postgres.socket_folder), user="portal", dbname=DATABASE, autocommit=True, connect_timeout=5
        )

    def sql(self, opdracht: str, *parameters) -> list[tuple]:
        with self.verbind() as verbinding:
            cursor = verbinding.execute(opdracht, parameters or None)
            return cursor.fetchall() if cursor.description else []

    def broker(self) -> redis.Redis:
        """The queue behind Celery's back."""
        return redis.Redis.from_url(self.redis.url)

    def start(self, naam: str, opdracht: list[str], **env) -> Proces:
        return self._neem(Proces(opdracht, self.env | env, self.map / f"{naam}.log"))

    def _neem(self, proces):
        self._processen.append(proces)
        return proces

    def klant(self) -> Klant:
        return self._neem(Klant(self.env, self.map / "klant.log"))

    def worker(self) -> Proces:
        """The worker exactly as `make demo` starts it."""
        return self._deel("worker", 0)

    def web(self, poort: int) -> Proces:
        """The web processes exactly as `make demo` starts them, connection pool included."""
        return self._deel("web", poort)

    def _deel(self, naam: str, poort: int) -> Proces:
        deel = next(d for d in make_parts(poort) if d.name == naam)
        return self.start(naam, deel.command, **deel.env)

    def beat(self) -> Proces:
        """The real beat with the real sweep, every second instead of every minute."""
        opdracht = [sys.executable, "-m", "celery", "-A", "tests.cluster.vlug", "beat", "--loglevel", "INFO"]
        return self.start("beat", [*opdracht, "--pidfile=", "--schedule", str(self.map / "beat-schema")])
