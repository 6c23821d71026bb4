from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from woonzorg.post.actions import stuur
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db
LIJST = "/beheer/post/"


@pytest.fixture
def als_beheerder(client, cast):
    client.force_login(cast.beheerder)
    return client


def lees(antwoord) -> str:
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_alleen_de_beheerder_ziet_post(client, cast, stuur_proef):
    bericht = stuur_proef()
    for naam, wie in cast:
        assert Bericht.objects.for_user(wie).exists() == (naam == "beheerder"), naam
        client.force_login(wie)
        verwacht = 200 if naam == "beheerder" else 404
        for url in (LIJST, bericht.get_absolute_url()):
            assert client.get(url).status_code == verwacht, naam
        assert ('href="/beheer/post/"' in client.get("/beheer/").content.decode()) == (naam == "beheerder")


def test_filter_en_telling(als_beheerder, stuur_proef, mislukte_mail):
    stuur_proef(aan="klaar@voorbeeld.nl")
    mislukte_mail(aan="mis@voorbeeld.nl", sjabloon="account")
    pagina = lees(als_beheerder.get(LIJST))
    assert "klaar@voorbeeld.nl" in pagina
    assert "mis@voorbeeld.nl" in pagina
    for vraag in ("status=mislukt", "sjabloon=account", "aan=MIS%40"):
        pagina = lees(als_beheerder.get(f"{LIJST}?{vraag}"))
        assert "mis@voorbeeld.nl" in pagina, vraag
        assert "klaar@voorbeeld.nl" not in pagina, vraag
    assert "Verstuur 1 mislukte mail opnieuw" in pagina
    assert "Geen mails met dit filter" in lees(als_beheerder.get(f"{LIJST}?aan=niemand"))
    assert "klaar@voorbeeld.nl" in lees(als_beheerder.get(f"{LIJST}?status=onzin&blad=99"))


def test_de_lijst_kost_altijd_evenveel_queries(als_beheerder, stuur_proef, django_assert_max_num_queries):
    for i in range(60):
        stuur_proef(aan=f"lid{i}@voorbeeld.nl")
    with django_assert_max_num_queries(9):
        pagina = lees(als_beheerder.get(LIJST))
    assert "1–50 van 60" in pagina


def test_tekst_blijft_tekst(als_beheerder):
    boos = "<img src=x onerror=alert(1)>"
    bericht = stuur(sjabloon="proef", aan="a@voorbeeld.nl", context={"naam": boos}, sleutel=boos)
    Bericht.objects.filter(pk=bericht.pk).update(onderwerp=boos)
    for url in (LIJST, bericht.get_absolute_url()):
        pagina = lees(als_beheerder.get(url))
        assert boos not in pagina
        assert "&lt;img src=x" in pagina


def test_opnieuw_versturen(als_beheerder, mislukte_mail, django_capture_on_commit_callbacks):
    een, twee = mislukte_mail(), mislukte_mail()
    pagina = lees(als_beheerder.get(een.get_absolute_url()))
    assert een.laatste_fout in pagina
    assert "Opnieuw versturen" in pagina
    url = reverse("bericht-opnieuw", args=[een.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert "opnieuw verstuurd" in lees(als_beheerder.post(url, follow=True))
    assert set(Bericht.objects.values_list("pk", "status")) == {(een.pk, "verstuurd"), (twee.pk, "mislukt")}
    assert "Er is niets veranderd" in lees(als_beheerder.post(url, follow=True))
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 mail staat klaar" in lees(als_beheerder.post(reverse("post-opnieuw"), follow=True))
    assert not Bericht.objects.mislukt().exists()
    assert "geen mislukte mails" in lees(als_beheerder.post(reverse("post-opnieuw"), follow=True))


def test_proefmail(als_beheerder, cast, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        als_beheerder.post(reverse("post-proef"))
    (verstuurd,) = mailoutbox
    assert verstuurd.to == [cast.beheerder.email]


def test_mislukte_mail_staat_bij_de_taken(als_beheerder, mislukte_mail, client, cast, herbereken):
    herbereken()
    assert "niet verstuurd" not in lees(als_beheerder.get("/"))
    mislukte_mail()
    pagina = lees(als_beheerder.get("/"))
    assert "1 mail is niet verstuurd" in pagina
    assert f"{LIJST}?status=mislukt" in pagina
    client.force_login(cast.kernteam)
    assert "niet verstuurd" not in lees(client.get("/"))


def test_een_oude_mislukte_mail_wordt_met_rust_gelaten(als_beheerder, mislukte_mail, herbereken):
    herbereken()
    oud = mislukte_mail(aangemaakt=timezone.now() - timedelta(days=31))
    assert "niet verstuurd" not in lees(als_beheerder.get("/"))
    assert "ouder dan 30 dagen" in lees(als_beheerder.get(oud.get_absolute_url()))
    assert "Er is niets veranderd" in lees(als_beheerder.post(reverse("bericht-opnieuw", args=[oud.pk]), follow=True))
    assert "opnieuw</button>" not in lees(als_beheerder.get(f"{LIJST}?status=mislukt"))
