"""A mail from the page that writes it to the file it becomes, by the real broker and worker."""

import time

import pytest

from tests.cluster.opstelling import wacht_op

pytestmark = pytest.mark.cluster


def bezorgd(proef, aan: str) -> list[str]:
    """The delivered mails to this address, headers and all."""
    teksten = [pad.read_text(encoding="utf-8") for pad in proef.opstelling.map.glob("*.log")]
    mails = [deel for tekst in teksten for deel in tekst.split("-" * 79)]
    return [mail for mail in mails if f"To: {aan}\n" in mail]


def test_een_mail_komt_aan_zonder_op_de_ronde_te_wachten(proef):
    begin = time.monotonic()
    assert proef.klant.doe("mail", aan="een@voorbeeld.nl", sleutel="een") is True
    assert proef.klant.doe("mail", aan="een@voorbeeld.nl", sleutel="een") is False
    wacht_op(lambda: bezorgd(proef, "een@voorbeeld.nl"), "de mail")
    assert time.monotonic() - begin < 30  # beat comes once a minute
    wacht_op(lambda: proef.sql("SELECT 1 FROM post_bericht WHERE status = 'verstuurd'"), "de status")
    assert len(bezorgd(proef, "een@voorbeeld.nl")) == 1


def test_een_mail_zonder_broker_gaat_niet_verloren(proef):
    proef.opstelling.redis.kill()
    begin = time.monotonic()
    assert proef.klant.doe("mail", aan="twee@voorbeeld.nl") is True
    assert time.monotonic() - begin < 5  # nobody waits for a broker that is away
    proef.opstelling.redis.start()
    assert proef.sql("SELECT status, pogingen FROM post_bericht WHERE aan = 'twee@voorbeeld.nl'") == [("klaargezet", 0)]
    # The next round finds it, here the one that another mail asks for.
    proef.klant.doe("mail", aan="drie@voorbeeld.nl")
    wacht_op(lambda: bezorgd(proef, "twee@voorbeeld.nl"), "de mail van zonder broker")
    assert len(bezorgd(proef, "twee@voorbeeld.nl")) == 1


def test_een_worker_gedood_na_het_versturen_herhaalt_die_ene_mail(proef):
    """The worst moment: the mail server has the mail, and nothing says so yet."""
    aan = "vier@voorbeeld.nl"
    proef.opstelling.redis.kill()
    proef.klant.doe("mail", aan=aan)
    slot = proef.opstelling.verbind()
    # Lets the worker lock its row and send, and makes it wait where it would note that it did.
    slot.execute("BEGIN")
    slot.execute("LOCK TABLE post_bericht IN SHARE MODE")
    proef.opstelling.redis.start()
    proef.klant.doe("vraag_post")
    wacht_op(lambda: bezorgd(proef, aan), "de mail")
    proef.delen["worker"].dood()
    slot.close()
    assert proef.sql("SELECT status, pogingen FROM post_bericht WHERE aan = %s", aan) == [("klaargezet", 0)]
    proef.klant.doe("vraag_post")
    wacht_op(lambda: proef.sql("SELECT 1 FROM post_bericht WHERE aan = %s AND status = 'verstuurd'", aan), "de status")
    proef.klant.doe("mail", aan="vijf@voorbeeld.nl")
    wacht_op(lambda: bezorgd(proef, "vijf@voorbeeld.nl"), "de mail erna")
    assert len(bezorgd(proef, aan)) == 2
    kenmerken = {regel for mail in bezorgd(proef, aan) for regel in mail.splitlines() if regel.startswith("Message-ID")}
    assert len(kenmerken) == 1
