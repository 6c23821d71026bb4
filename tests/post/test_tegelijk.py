"""Two sessions at once, with real commits."""

import threading

import pytest
from django.core import mail
from django.db import connection, transaction

from tests.post.backends import Traag
from woonzorg.post.actions import stuur
from woonzorg.post.bezorging import bezorg
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db(transaction=True)
SLEUTEL = "plot-12-einde-2027-03-01-30"


def proef(aan="iemand@voorbeeld.nl", **opties):
    return stuur(sjabloon="proef", aan=aan, context={"naam": "Iemand"}, **opties)


def tegelijk(*werk) -> list:
    """Runs each in a thread and session of its own; gives the outcomes, errors too."""
    start, uit = threading.Barrier(len(werk)), []

    def doe(wat):
        try:
            start.wait(timeout=10)
            uit.append(wat())
        except Exception as fout:  # so that it fails the test, and not only the thread
            uit.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=doe, args=[wat]) for wat in werk]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=20)
    return uit


def test_twee_sessies_met_dezelfde_sleutel():
    uit = tegelijk(*[lambda: proef(sleutel=SLEUTEL)] * 4)
    assert sorted(type(u).__name__ for u in uit) == ["Bericht", "NoneType", "NoneType", "NoneType"]
    assert Bericht.objects.get().status == "verstuurd"
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("vastgelegd", [True, False])
def test_wie_tegelijk_schrijft_wacht_op_wie_eerst_was(vastgelegd):
    """The second waits for the first to commit; when that is undone, the second one's mail is the one there is."""
    geschreven, uit = threading.Event(), []

    def tweede():
        geschreven.wait(timeout=10)
        uit.append(proef(aan="tweede@voorbeeld.nl", sleutel=SLEUTEL))
        connection.close()

    draad = threading.Thread(target=tweede)
    draad.start()
    with transaction.atomic():
        proef(aan="eerste@voorbeeld.nl", sleutel=SLEUTEL)
        geschreven.set()
        draad.join(timeout=0.3)
        assert not uit  # it waits
        if not vastgelegd:
            transaction.set_rollback(True)
    draad.join(timeout=10)
    assert (uit[0] is None) == vastgelegd
    assert [m.to for m in mail.outbox] == [["eerste@voorbeeld.nl" if vastgelegd else "tweede@voorbeeld.nl"]]


def test_een_teruggedraaide_wijziging_stuurt_geen_mail():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        proef(sleutel=SLEUTEL)
        raise ZeroDivisionError
    assert not Bericht.objects.exists()
    assert not mail.outbox
    assert proef(sleutel=SLEUTEL) is not None
    assert len(mail.outbox) == 1


def test_twee_bezorgers_sturen_elke_mail_een_keer(settings, monkeypatch):
    monkeypatch.setattr("woonzorg.post.vraag.vraag_nu", lambda: None)
    settings.POST_BACKEND = "tests.post.backends.Traag"
    Traag.draden.clear()
    adressen = [f"lid{i:02}@voorbeeld.nl" for i in range(20)]
    for adres in adressen:
        proef(aan=adres)
    assert tegelijk(bezorg, bezorg) == [False, False]
    assert sorted(m.to[0] for m in mail.outbox) == adressen
    assert len(Traag.draden) == 2  # they shared the work
    assert set(Bericht.objects.values_list("status", "pogingen")) == {("verstuurd", 1)}


def test_een_val_halverwege_herhaalt_hoogstens_een_mail(settings, monkeypatch):
    """The worker dies after the mail server took the mail and before the commit."""
    monkeypatch.setattr("woonzorg.post.vraag.vraag_nu", lambda: None)
    for i in range(3):
        proef(aan=f"lid{i}@voorbeeld.nl")

    class Gedood(BaseException):
        pass

    noteer = Bericht.save
    keren = iter([False, True])

    def sterf(self, *args, **kwargs):
        if next(keren, False):
            raise Gedood
        noteer(self, *args, **kwargs)

    with monkeypatch.context() as m, pytest.raises(Gedood):
        m.setattr(Bericht, "save", sterf)
        bezorg()
    bezorg()
    verstuurd = [m.to[0] for m in mail.outbox]
    assert sorted(set(verstuurd)) == ["lid0@voorbeeld.nl", "lid1@voorbeeld.nl", "lid2@voorbeeld.nl"]
    assert len(verstuurd) == 4
    # The receiver's program can tell that those two are one.
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 3
