import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmering.opgaven.actions import leg_vast, verdeel_indicatief
from programmering.opgaven.models import LandelijkeOpgave, Opgave, Opgaveperiode
from woonzorg.gebieden.models import Kerncijfer

VASTLEGGEN = "/opgave/GM9000/2030/vastleggen/"


@pytest.fixture(autouse=True)
def geen_demo(settings):
    settings.DEMO = False


@pytest.fixture
def periode(db):
    return Opgaveperiode.objects.get(slug="2030")


@pytest.fixture
def verdeeld(land, periode):
    return verdeel_indicatief(periode=periode, door="Beheerder")


def ingevuld(**anders) -> dict:
    return {
        "nultreden": "1.234",
        "geclusterd": "500",
        "zorggeschikt": "0",
        "status": "afgesproken",
        "besluit": "Woondeal regio Noord",
        "datum": "2026-03-01",
        "link": "https://voorbeeld.example/woondeal.pdf",
        "versie": "1",
        **anders,
    }


def afspraak(land, periode, naam="Aa", **anders):
    return leg_vast(
        gemeente=land[naam],
        periode=periode,
        aantallen={"nultreden": 100, "geclusterd": 50, "zorggeschikt": 25},
        status="vastgesteld",
        besluit="Raadsbesluit",
        datum=datetime.date(2026, 2, 2),
        link="https://voorbeeld.example/besluit",
        door="Iemand van Aa",
        **anders,
    )


def test_lijst_toont_drie_typen_som_en_verschil(client, cast, verdeeld):
    client.force_login(cast.koepel)
    pagina = client.get("/opgave/").content.decode()
    assert pagina.count("68.000") == 1  # 4 of 10 parts of 170.000, in Aa
    for tekst in ("170.000", "80.000", "40.000", "Verschil", "indicatief", "Opgave t/m 2030, woningen"):
        assert tekst in pagina
    assert "290.000" not in pagina
    assert "rekenvoorbeeld" not in pagina


def test_verschil_na_een_afspraak(client, cast, land, periode, verdeeld):
    afspraak(land, periode)
    client.force_login(cast.koepel)
    antwoord = client.get("/opgave/")
    assert [t.verschil for t in antwoord.context["totalen"]] == [100 - 68_000, 50 - 32_000, 25 - 16_000]
    assert "−67.900" in antwoord.content.decode()


def test_rekenvoorbeeld_staat_bij_elke_rij(client, land, periode):
    verdeel_indicatief(periode=periode, rekenvoorbeeld=True)
    pagina = client.get("/opgave/").content.decode()
    assert pagina.count("rekenvoorbeeld") == 4


def test_indicatie_is_niet_openbaar(client, land, periode, verdeeld):
    afspraak(land, periode, "Bee")
    antwoord = client.get("/opgave/")
    assert [o.gemeente for o in antwoord.context["pagina"]] == [land["Bee"]]
    assert {t.verschil for t in antwoord.context["totalen"]} == {None}
    pagina = antwoord.content.decode()
    assert "niet openbaar" in pagina
    assert "68.000" not in pagina
    assert "68.000" not in client.get("/opgave/GM9000/").content.decode()


def test_gemeente_ziet_de_eigen_indicatie_en_niet_die_van_de_buur(client, cast, verdeeld):
    client.force_login(cast.invoerder_aa)
    assert [o.gemeente.code for o in client.get("/opgave/").context["pagina"]] == ["GM9000"]
    assert "68.000" in client.get("/opgave/GM9000/").content.decode()
    assert "51.000" not in client.get("/opgave/GM9001/").content.decode()


@pytest.mark.parametrize(
    ("vraag", "codes"),
    [
        ("provincie=PV90", ["GM9000", "GM9002"]),
        ("status=vastgesteld", ["GM9003"]),
        ("status=indicatief&provincie=PV91", ["GM9001"]),
        ("periode=2036", []),
        ("periode=ander&provincie=PV99&status=x", ["GM9000", "GM9001", "GM9002", "GM9003"]),
    ],
)
def test_filter_in_de_url(client, cast, land, periode, verdeeld, vraag, codes):
    afspraak(land, periode, "Dee")
    client.force_login(cast.kernteam)
    antwoord = client.get(f"/opgave/?{vraag}")
    assert [o.gemeente.code for o in antwoord.context["pagina"]] == codes


def test_lijst_kost_even_veel_vragen_bij_meer_gemeenten(client, cast, land, periode, verdeeld):
    client.force_login(cast.kernteam)
    client.get("/opgave/")
    with CaptureQueriesContext(connection) as vier:
        client.get("/opgave/")
    Opgave.objects.exclude(gemeente=land["Aa"]).delete()
    with CaptureQueriesContext(connection) as een:
        client.get("/opgave/")
    assert len(vier) == len(een) <= 12


def test_gemeentepagina_toont_perioden_en_alle_versies(client, cast, land, periode, verdeeld):
    afspraak(land, periode)
    leg_vast(
        gemeente=land["Aa"],
        periode=Opgaveperiode.objects.get(slug="2036"),
        aantallen={"nultreden": 7},
        status="afgesproken",
        besluit="Herijking",
        datum=datetime.date(2026, 5, 5),
    )
    client.force_login(cast.invoerder_aa)
    antwoord = client.get("/opgave/GM9000/")
    assert antwoord.context["rijen"][0] == {"woningtype": "nultreden", "cellen": [100, 7]}
    pagina = antwoord.content.decode()
    for tekst in ("Raadsbesluit", "2 februari 2026", 'href="https://voorbeeld.example/besluit"', "68.000", "Herijking"):
        assert tekst in pagina
    assert "inwoners van 75 jaar en ouder" in pagina
    assert "door Iemand van Aa" in pagina
    assert "geen opgave" in pagina
    assert "vastleggen/" not in pagina


def test_naam_van_wie_vastlegde_is_niet_openbaar(client, land, periode):
    afspraak(land, periode)
    pagina = client.get("/opgave/GM9000/").content.decode()
    assert "Raadsbesluit" in pagina
    assert "Iemand van Aa" not in pagina


def test_onbekende_gemeente_en_periode(client, cast, land):
    client.force_login(cast.vaststeller_aa)
    assert client.get("/opgave/GM0000/").status_code == 404
    assert client.get("/opgave/GM9000/2099/vastleggen/").status_code == 404
    assert client.get("/opgave/GM9001/2030/vastleggen/").status_code == 404


def test_vastleggen(client, cast, land, verdeeld):
    client.force_login(cast.vaststeller_aa)
    assert VASTLEGGEN in client.get("/opgave/GM9000/").content.decode()
    formulier = client.get(VASTLEGGEN)
    assert 'value="68.000"' in formulier.content.decode()
    antwoord = client.post(VASTLEGGEN, ingevuld())
    assert antwoord.status_code == 302
    opgave = Opgave.objects.geldend().get(gemeente=land["Aa"])
    assert (opgave.nultreden, opgave.geclusterd, opgave.zorggeschikt) == (1234, 500, 0)
    assert (opgave.versie, opgave.status, opgave.door) == (2, "afgesproken", "vaststeller-aa")
    assert "Versie 2" in client.get(antwoord.url).content.decode()


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"besluit": ""}, "Vul in welk besluit"),
        ({"datum": ""}, "Vul de datum"),
        ({"datum": "2999-01-01"}, "ligt in de toekomst"),
        ({"status": "indicatief"}, "Status"),
        ({"nultreden": "veel"}, "Vul een heel getal in"),
        ({"nultreden": "-3"}, "Nultreden"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"nultreden": "", "geclusterd": "", "zorggeschikt": ""}, "minstens één woningtype"),
    ],
)
def test_fout_bewaart_niets_en_houdt_wat_er_stond(client, cast, land, verdeeld, anders, melding):
    client.force_login(cast.vaststeller_aa)
    antwoord = client.post(
        VASTLEGGEN, ingevuld(zorggeschikt="321", **anders) if "zorggeschikt" not in anders else ingevuld(**anders)
    )
    assert antwoord.status_code == 422
    pagina = antwoord.content.decode()
    assert melding in pagina
    if "zorggeschikt" not in anders:
        assert 'value="321"' in pagina
    assert Opgave.objects.count() == 4


def test_wie_later_bewaart_ziet_beide_versies(client, cast, land, periode, verdeeld):
    afspraak(land, periode)
    client.force_login(cast.vaststeller_aa)
    antwoord = client.post(VASTLEGGEN, ingevuld(versie="1"))
    assert antwoord.status_code == 409
    pagina = antwoord.content.decode()
    assert "intussen gewijzigd door Iemand van Aa" in pagina
    assert ("Nultreden", "100", "1.234") in antwoord.context["verschillen"]
    assert ("Datum van het besluit", "02-02-2026", "01-03-2026") in antwoord.context["verschillen"]
    assert 'value="1.234"' in pagina
    assert Opgave.objects.geldend().get(gemeente=land["Aa"]).nultreden == 100
    # Saving once more, from the page as it stands now, replaces that version.
    assert 'name="versie" value="2"' in pagina
    assert client.post(VASTLEGGEN, ingevuld(versie="2")).status_code == 302
    assert Opgave.objects.geldend().get(gemeente=land["Aa"]).versie == 3


def test_eerste_opgave_van_een_gemeente(client, cast, land):
    client.force_login(cast.vaststeller_aa)
    assert "nog geen opgave" in client.get(VASTLEGGEN).content.decode()
    assert client.post(VASTLEGGEN, ingevuld(versie="0")).status_code == 302
    assert Opgave.objects.get().versie == 1


def test_gevaarlijke_tekst_blijft_tekst(client, cast, land):
    client.force_login(cast.vaststeller_aa)
    client.post(VASTLEGGEN, ingevuld(versie="0", besluit="<img onerror=alert(1)>"))
    assert "<img onerror" not in client.get("/opgave/GM9000/").content.decode()


def test_verdelen_toont_eerst_de_uitkomst(client, cast, land):
    client.force_login(cast.beheerder)
    url = reverse("opgave-verdelen")
    assert client.get(url).context.get("verdeling") is None
    antwoord = client.get(url, {"periode": "2030", "sleutel": "inwoners_75plus"})
    assert antwoord.context["verdeling"].per_type[0] == ("nultreden", 170_000, 170_000, 0)
    assert not Opgave.objects.exists()
    antwoord = client.post(url, {"periode": "2030", "sleutel": "inwoners_75plus"})
    assert antwoord.status_code == 302
    opgave = Opgave.objects.geldend().get(gemeente=land["Aa"])
    assert (opgave.nultreden, opgave.door, opgave.rekenvoorbeeld) == (68_000, "beheerder", False)
    assert "4 gemeenten hebben een nieuwe indicatie" in client.get(antwoord.url).content.decode()
    pagina = client.get(url, {"periode": "2030", "sleutel": "inwoners_75plus"}).content.decode()
    assert "niets te wijzigen" in pagina


def test_verdelen_in_de_demo_is_een_rekenvoorbeeld(client, cast, land, settings):
    settings.DEMO = True
    client.force_login(cast.beheerder)
    client.post(reverse("opgave-verdelen"), {"periode": "2030", "sleutel": "inwoners_75plus"})
    assert Opgave.objects.filter(rekenvoorbeeld=True).count() == 4


def test_verdelen_zonder_cijfers_zegt_wat_ontbreekt(client, cast, land):
    client.force_login(cast.beheerder)
    Kerncijfer.objects.all().delete()
    antwoord = client.get(reverse("opgave-verdelen"), {"periode": "2030", "sleutel": "inwoners_75plus"})
    assert antwoord.status_code == 422
    assert "geen kerncijfers" in antwoord.content.decode()


def test_verdelen_zonder_landelijk_cijfer(client, cast, land):
    client.force_login(cast.beheerder)
    pagina = client.get(reverse("opgave-verdelen"), {"periode": "2036", "sleutel": "inwoners_75plus"}).content.decode()
    assert "Nog geen landelijk cijfer" in pagina
    LandelijkeOpgave.objects.filter(periode__slug="2036").update(aantal=10)
    pagina = client.get(reverse("opgave-verdelen"), {"periode": "2036", "sleutel": "inwoners_75plus"}).content.decode()
    assert "Verdeel zo" in pagina
