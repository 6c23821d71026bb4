"""Killed at the worst moment: figures stay whole, and come right by themselves."""

import signal
import time

import pytest

from scripts.diensten import children_of, signal_process
from tests.cluster.conftest import Proef
from tests.cluster.opstelling import wacht_op

pytestmark = pytest.mark.cluster

LAATSTE_OPDRACHT = {"werk_voortgang_bij": 'SET "bijgewerkt"', "bereken_volledig": 'SET "actief" = false'}
BEREKENINGEN = pytest.mark.parametrize("taak", LAATSTE_OPDRACHT)


def halverwege(proef: Proef, taak: str):
    """Changes plans and has the worker compute; stands still when all is written and nothing committed."""
    proef.zonder_vegen(True)
    blokkade = proef.blokkeer()
    proef.wijzig_buiten_de_taken_om()
    proef.klant.doe("stuur", taak=taak)
    assert LAATSTE_OPDRACHT[taak] in blokkade.wacht_tot_bereikt()
    proef.zonder_vegen(False)
    assert proef.markeringen() > 0  # taken, but not committed
    return blokkade


@BEREKENINGEN
def test_worker_gedood(proef, taak):
    blokkade = halverwege(proef, taak)
    proef.delen["worker"].dood()
    blokkade.los()
    proef.eindig()
    # The broker gives the task itself out again after the visibility_timeout, a quarter of an hour; the figures did
    # not wait for that, the sweep found the marks.
    assert proef.niet_bevestigd() > 0


def test_proces_van_de_worker_gedood(proef):
    blokkade = halverwege(proef, "werk_voortgang_bij")
    proef.zonder_vegen(True)
    for kind in children_of(proef.delen["worker"].popen.pid):
        signal_process(kind, signal.SIGKILL)
    blokkade.los()
    # The worker itself lives, gives the task back at once and does it again: no sweep was needed.
    proef.wacht_op_rust()
    proef.eindig()


@BEREKENINGEN
def test_postgres_gedood(proef, taak):
    blokkade = halverwege(proef, taak)
    proef.opstelling.postgres.kill()
    blokkade.los()
    proef.opstelling.postgres.start()
    proef.eindig()


@BEREKENINGEN
def test_redis_gedood(proef, taak):
    blokkade = halverwege(proef, taak)
    proef.opstelling.redis.kill()
    blokkade.los()
    # The worker ends what it was doing without a broker.
    proef.wacht_op_rust()
    proef.opstelling.redis.start()
    proef.eindig()


def test_redis_weg_bij_het_bewaren(proef):
    plan = proef.een_plan()
    proef.opstelling.redis.kill()
    # Nobody waits for a broker that is away: neither who spoke with it before, nor who never did.
    nieuw = proef.opstelling.klant()
    for klant, woningen in ((proef.klant, 36), (nieuw, 37)):
        assert klant.doe("bewaar", plan=plan, woningen=woningen) < 5
    nieuw.stop()
    assert proef.markeringen() > 0
    time.sleep(1.5)  # a sweep that finds no broker
    proef.opstelling.redis.start()
    proef.eindig()


def test_twee_tegelijk(proef):
    ander = proef.opstelling.klant()
    blokkade = proef.blokkeer()
    proef.wijzig_buiten_de_taken_om()
    proef.klant.vraag("bereken", wat="bereken_volledig")
    ander.vraag("bereken", wat="werk_bij")
    blokkade.wacht_tot_bereikt()
    # One holds the lock of recomputes, the other waits for it: and so does the worker's sweep.
    wacht_op(
        lambda: proef.sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"),
        "een berekening die op de andere wacht",
    )
    blokkade.los()
    proef.klant.antwoord()
    ander.antwoord()
    ander.stop()
    proef.eindig()
    assert proef.sql("SELECT count(*) FROM programmering_berekening WHERE actief") == [(1,)]
    assert proef.sql("SELECT verschillen FROM programmering_berekening WHERE soort = 'volledig'")[-1] == (0,)
