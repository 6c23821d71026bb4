import signal
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tests.cluster.opstelling import Klant, Opstelling, Proces, wacht_op

PLANNEN = 3000

FIGUREN = """
    SELECT md5(string_agg(v::text, ',' ORDER BY v.code, v.jaar, v.categorie, v.schakel, v.bouwvorm, v.tier))
    FROM (
        SELECT code, jaar, categorie, schakel, bouwvorm, tier, aantal, waarvan_corporatie, waarvan_jaar_onbekend
        FROM programmering_voortgang
        WHERE berekening_id = (SELECT id FROM programmering_berekening WHERE actief)
    ) v
"""
# Rows of this are cells in which the four levels do not have the same sum: none, in figures that are whole.
ONGELIJK = """
    SELECT jaar, categorie, schakel, bouwvorm, tier, som FROM (
        SELECT v.jaar, v.categorie, v.schakel, v.bouwvorm, v.tier, v.soort,
               ROW(sum(v.aantal), sum(v.waarvan_corporatie), sum(v.waarvan_jaar_onbekend)) AS som
        FROM programmering_voortgang v JOIN programmering_berekening b ON b.id = v.berekening_id AND b.actief
        GROUP BY v.jaar, v.categorie, v.schakel, v.bouwvorm, v.tier, v.soort
    ) per_soort
    GROUP BY jaar, categorie, schakel, bouwvorm, tier, som
    HAVING count(*) <> 4
"""


class Lezer(threading.Thread):
    """Reads the figures over and over, each time in one snapshot, and keeps what it saw: `gezien` holds
    fingerprints of whole figures in the order in which they came, `half` whatever did not add up."""

    def __init__(self, opstelling: Opstelling):
        super().__init__(name="lezer")
        self.opstelling = opstelling
        self.gezien: list[str] = []
        self.half: list[str] = []
        self.keren = 0
        self._klaar = threading.Event()

    def run(self) -> None:
        while not self._klaar.is_set():
            try:
                with self.opstelling.verbind() as verbinding:
                    while not self._klaar.is_set():
                        self._lees(verbinding)
                        time.sleep(0.02)
            except psycopg.OperationalError:
                time.sleep(0.05)  # the database is down: nobody reads anything

    def _lees(self, verbinding) -> None:
        with verbinding.transaction():
            verbinding.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            ongelijk = verbinding.execute(ONGELIJK).fetchall()
            (afdruk,) = verbinding.execute(FIGUREN).fetchone()
        self.keren += 1
        if ongelijk or afdruk is None:
            self.half.append(f"{afdruk}: {ongelijk[:3]}")
        elif not self.gezien or self.gezien[-1] != afdruk:
            self.gezien.append(afdruk)

    def stop(self) -> None:
        self._klaar.set()
        self.join(timeout=10)
        assert not self.is_alive()


class Blokkade:
    """Holds the row of the active run, which a recompute writes last: it stands still with everything done and
    nothing committed, the worst moment to be killed."""

    def __init__(self, opstelling: Opstelling):
        self.verbinding = opstelling.verbind()
        self.controle = opstelling.verbind()
        self.verbinding.execute("BEGIN")
        self.verbinding.execute("SELECT id FROM programmering_berekening WHERE actief FOR NO KEY UPDATE")

    def _wachtende(self) -> str:
        rij = self.controle.execute(
            "SELECT query FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))",
            [self.verbinding.info.backend_pid],
        ).fetchone()
        return rij[0] if rij else ""

    def wacht_tot_bereikt(self) -> str:
        """Gives the statement in which the recompute stands still."""
        return wacht_op(self._wachtende, "een berekening die tegen het slot aanloopt")

    def los(self) -> None:
        """Lets the recompute go on; after a kill of PostgreSQL there is nothing to let go."""
        self.verbinding.close()
        self.controle.close()


class Bewaker(threading.Thread):
    """Starts a worker again that has ended, as `make demo` and compose do.

    The tests need it where they kill the worker, and where they kill Redis: a worker with a task in hand that
    loses its broker ends itself (kombu fails while it gives the task back).
    """

    def __init__(self, opstelling: Opstelling, delen: dict[str, Proces]):
        super().__init__(name="bewaker")
        self.opstelling, self.delen = opstelling, delen
        self._klaar = threading.Event()

    def run(self) -> None:
        while not self._klaar.wait(0.1):
            if not self.delen["worker"].leeft:
                self.delen["worker"].dood()
                self.delen["worker"] = self.opstelling.worker()

    def stop(self) -> None:
        self._klaar.set()
        self.join(timeout=10)


class Proef:
    """One test's hold on the portal: its parts, a reader that never stops, and what must hold in the end."""

    def __init__(self, opstelling: Opstelling, klant: Klant, delen: dict[str, Proces]):
        self.opstelling, self.klant, self.delen = opstelling, klant, delen
        self.lezer: Lezer | None = None
        self.blokkade: Blokkade | None = None

    def begin(self) -> None:
        self.opstelling.postgres.start()
        self.opstelling.redis.start()
        self.wacht_op_rust()
        self.lezer = Lezer(self.opstelling)
        self.lezer.start()
        wacht_op(lambda: self.lezer.gezien, "de eerste lezing")

    def blokkeer(self) -> Blokkade:
        self.blokkade = Blokkade(self.opstelling)
        return self.blokkade

    def sql(self, opdracht: str, *parameters):
        return self.opstelling.sql(opdracht, *parameters)

    def markeringen(self) -> int:
        return self.sql("SELECT count(*) FROM programmering_markering")[0][0]

    def een_plan(self) -> int:
        return self.sql("SELECT id FROM programmering_plan ORDER BY random() LIMIT 1")[0][0]

    def niet_bevestigd(self) -> int:
        """Tasks that a worker took and has not acknowledged."""
        with self.opstelling.broker() as broker:
            return broker.hlen("unacked")

    def zonder_vegen(self, ja: bool) -> None:
        """Freezes beat until all that it asked for is being done, or lets it go on."""
        self.delen["beat"].popen.send_signal(signal.SIGSTOP if ja else signal.SIGCONT)
        if ja:
            with self.opstelling.broker() as broker:
                wacht_op(lambda: not broker.llen("celery"), "een lege wachtrij")

    def wijzig_buiten_de_taken_om(self) -> None:
        """Bulk SQL: marks, and asks the worker nothing."""
        self.sql("UPDATE programmering_plan SET status_planologisch = '1B' WHERE id % 40 = 3 AND klasse = 'hard'")
        self.sql("UPDATE programmering_plan SET status_planologisch = '3' WHERE id % 40 = 7 AND klasse = 'zacht'")
        self.sql(
            "UPDATE programmering_planregel SET waarvan_corporatie = (waarvan_corporatie + 1) % gepland "
            "WHERE groep = 'wonen_en_zorg' AND plan_id % 40 = 11"
        )

    def wacht_op_rust(self) -> None:
        """Until the sweep has worked off all marks, without anyone's help."""
        wacht_op(lambda: self.markeringen() == 0, "geen markeringen meer")

    def eindig(self) -> None:
        """Figures come by themselves, were whole throughout, are right, and were first the old, then the new."""
        self.wacht_op_rust()
        (nieuw,) = self.sql(FIGUREN)[0]
        wacht_op(lambda: self.lezer.gezien[-1] == nieuw, "de lezer die de nieuwe figuren ziet")
        assert self.klant.doe("figuren_kloppen")
        assert not self.lezer.half
        assert len(set(self.lezer.gezien)) == len(self.lezer.gezien) > 1

    def stop(self) -> None:
        self.zonder_vegen(False)
        if self.blokkade:
            self.blokkade.los()
        if self.lezer:
            self.lezer.stop()


@pytest.fixture(scope="session")
def opstelling(tmp_path_factory):
    with Opstelling(tmp_path_factory.mktemp("cluster")) as opstelling:
        klant = opstelling.klant()
        klant.doe("migreer")
        vulling = (Path(__file__).parent / "vulling.sql").read_text(encoding="utf-8")
        with opstelling.verbind() as verbinding:
            psycopg.ClientCursor(verbinding).execute(vulling, {"plannen": PLANNEN})
        klant.doe("bereken", wat="bereken_volledig")
        klant.doe("stuur", taak="werk_voortgang_bij")
        with opstelling.broker() as broker:
            # Killing this Redis would prove nothing if the tasks went by another.
            assert broker.llen("celery") == 1
        opstelling.vaste_klant = klant
        yield opstelling


@pytest.fixture(scope="session")
def vaste_delen(opstelling):
    """A worker and a beat that run through all tests, watched over as in a real installation."""
    delen = {"worker": opstelling.worker(), "beat": opstelling.beat()}
    bewaker = Bewaker(opstelling, delen)
    bewaker.start()
    yield delen
    bewaker.stop()


@pytest.fixture
def proef(opstelling, vaste_delen):
    proef = Proef(opstelling, opstelling.vaste_klant, vaste_delen)
    try:
        proef.begin()
        yield proef
    finally:
        proef.stop()
