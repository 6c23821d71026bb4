"""Services, plans and processes for the measurements; Django in this process works on that database too."""

import contextlib
import datetime
import os
import platform
import time
import urllib.request
from importlib.metadata import version
from pathlib import Path

from tests.cluster.opstelling import Opstelling, vrije_poort, wacht_op

TABELLEN = ("programmering_plan", "programmering_planregel")


class Web:
    """The web processes of `make demo`: granian with a connection pool in each."""

    def __init__(self, poort: int):
        self.poort = poort

    @property
    def adres(self) -> str:
        return f"http://127.0.0.1:{self.poort}"

    def antwoordt(self) -> bool:
        try:
            with urllib.request.urlopen(self.adres + "/gebied/", timeout=30) as antwoord:
                return antwoord.status == 200
        except OSError:
            return False


class Opzet(Opstelling):
    """A portal like that of `make demo`: also its synchronous_commit is on, as in production."""

    def __enter__(self):
        super().__enter__()
        # Static files as in production: compressed, and named after what is in them.
        self.env.pop("STATICFILES_BACKEND")
        os.environ.pop("STATICFILES_BACKEND", None)
        os.environ.update(self.env)
        import django

        django.setup()
        return self

    def __exit__(self, *fout):
        from django.db import connections

        connections.close_all()
        super().__exit__(*fout)

    def vul(self, plannen: int) -> None:
        """Migrations, gebieden and the demo with so many plans; what stands before the web can answer."""
        from django.core.management import call_command

        from scripts.voorbereiden import collect_static

        with Path(os.devnull).open("w") as nergens:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("laad_gebieden", stdout=nergens)
            call_command("demo_data", plannen=plannen, stdout=nergens)
        collect_static()
        self.sql("VACUUM ANALYZE")
        self.belasting_bij_de_start = os.getloadavg()[0]

    def vermenigvuldig(self, doel: int) -> None:
        """Copies all plans until there are about `doel`, with names, codes and places of their own.

        Past the triggers, and with the indexes made afterwards: for numbers that no form will ever type.
        """
        (aantal, hoogste) = self.sql("SELECT count(*), max(id) FROM programmering_plan")[0]
        with self.verbind() as verbinding:
            doe = verbinding.execute
            doe("SET session_replication_role = replica")
            doe("SET synchronous_commit = off")
            doe("SET maintenance_work_mem = '512MB'")
            sleutels = doe(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE contype = 'u' AND conrelid = ANY (%s::regclass[])",
                [list(TABELLEN)],
            ).fetchall()
            for tabel, naam, _ in sleutels:
                doe(f"ALTER TABLE {tabel} DROP CONSTRAINT {naam}")
            indexen = doe(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY (%s) AND indexname NOT LIKE %s",
                [list(TABELLEN), "%_pkey"],
            ).fetchall()
            for naam, _ in indexen:
                doe(f'DROP INDEX "{naam}"')
            for tabel, anders in (
                ("programmering_plan", {"id": "id + k * {s}", "plannaam": "plannaam || ' ' || k", "plancode": "''"}),
                ("programmering_planregel", {"id": None, "plan_id": "plan_id + k * {s}"}),
            ):
                kolommen = [
                    naam
                    for (naam,) in doe(
                        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
                        "AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
                        [tabel],
                    )
                    if anders.get(naam, "") is not None
                ]
                waarden = ", ".join((anders.get(k) or k).format(s=hoogste) for k in kolommen)
                # No OVERRIDING needed: these identity columns take a value that is given.
                doe(
                    f"INSERT INTO {tabel} ({', '.join(kolommen)}) "
                    f"SELECT {waarden} FROM generate_series(1, {doel // aantal - 1}) k, {tabel}"
                )
            for _, opdracht in indexen:
                doe(opdracht)
            for tabel, naam, opdracht in sleutels:
                doe(f"ALTER TABLE {tabel} ADD CONSTRAINT {naam} {opdracht}")
            for tabel in TABELLEN:
                doe(f"VACUUM ANALYZE {tabel}")
        self.belasting_bij_de_start = os.getloadavg()[0]

    @contextlib.contextmanager
    def met_worker(self):
        """A worker as `make demo` starts it; no beat, so that nothing comes by the sweep."""
        proces = self.worker()
        try:
            with self.broker() as broker:
                wacht_op(lambda: broker.exists("_kombu.binding.celery.pidbox"), "een worker")
            time.sleep(0.5)
            yield
        finally:
            proces.stop()

    @contextlib.contextmanager
    def web(self):
        web = Web(vrije_poort())
        proces = super().web(web.poort)
        try:
            wacht_op(web.antwoordt, "een antwoord van het web")
            yield web
        finally:
            proces.stop()

    def omstandigheden(self) -> str:
        """What a reader must know of the machine: nothing that names it."""
        postgres = self.sql("SELECT current_setting('server_version')")[0][0].split()[0]
        postgis = self.sql("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")[0][0]
        delen = [f"{naam} {version(naam.lower())}" for naam in ("Django", "psycopg", "Celery", "granian")]
        return (
            f"{datetime.date.today():%d-%m-%Y}, {os.cpu_count()} kernen ({platform.machine()}), "
            f"belasting bij de start {self.belasting_bij_de_start:.1f}; PostgreSQL {postgres}, PostGIS {postgis}, "
            f"Python {platform.python_version()}, {', '.join(delen)}."
        )
