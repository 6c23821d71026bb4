"""The web processes, connection pool and all, after their database or their broker was killed."""

import urllib.error
import urllib.request

import pytest

from tests.cluster.opstelling import vrije_poort, wacht_op

pytestmark = pytest.mark.cluster

PAGINAS = ["/gebied/", "/gebied/GM9003/", "/plannen/", "/api/v1/keten?gebied=NL&periode=2030"]


class Lokaal:
    """Asks a page of our own web process; 0 when nobody answers."""

    def __init__(self, poort: int):
        self.basis = f"http://127.0.0.1:{poort}"

    def status(self, pad: str) -> int:
        try:
            with urllib.request.urlopen(self.basis + pad, timeout=15) as antwoord:
                return antwoord.status
        except urllib.error.HTTPError as fout:
            with fout:
                return fout.code
        except OSError:
            return 0

    def statussen(self, keren: int = 4) -> set[int]:
        """Enough of them, one after another, to meet both web processes."""
        return {self.status(pad) for _ in range(keren) for pad in PAGINAS}


@pytest.fixture
def web(proef):
    poort = vrije_poort()
    proces = proef.opstelling.web(poort)
    lokaal = Lokaal(poort)
    wacht_op(lambda: lokaal.status("/gebied/") == 200, "een antwoord van het web")
    yield lokaal
    proces.dood()


def test_web_na_een_gedode_database_of_broker(proef, web):
    assert web.statussen() == {200}
    proef.opstelling.postgres.kill()
    proef.opstelling.postgres.start()
    # Every connection in both pools is dead. Nobody gets to see one of them.
    assert web.statussen() == {200}

    proef.opstelling.redis.kill()
    assert web.statussen(keren=1) == {200}
    assert web.status("/gezond") == 503
    proef.opstelling.redis.start()
    wacht_op(lambda: web.status("/gezond") == 200, "database, broker en worker")
