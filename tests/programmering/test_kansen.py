"""Kansen: places where existing homes could become fit. Seen by who may know of them, everywhere alike."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programmering.aanpassingen.actions import bewaar_kans, verwijder_kans
from programmering.aanpassingen.models import Kans
from programmering.plekken.overlap import overlapt
from programmering.voortgang.models import Markering
from tests.conftest import OORSPRONG
from tests.gebieden.mvt import ontleed
from tests.programmering.test_aanpassingen import kans

pytestmark = pytest.mark.django_db
TEGELS = [(6, 32, 21), (10, 526, 337), (14, 8430, 5405)]


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def velden(gemeente, **anders) -> dict:
    return {
        "gemeente": gemeente.pk, "naam": "Flat Zuid", "soort": "complex", "eigenaar_soort": "corporatie",
        "woningen": "80", "naar_type": "geclusterd", "reden": "lift en ruime plint", "status": "open",
        "vertrouwelijkheid": "openbaar", "coordinaten": f"{OORSPRONG[0] + 5000}, {OORSPRONG[1] + 5000}",
        "oppervlakte": "2500",
    } | anders  # fmt: skip


def test_invoeren_wijzigen_en_verwijderen(invoerder, land):
    antwoord = invoerder.post(reverse("kans-nieuw"), velden(land["Aa"]))
    nieuw = Kans.objects.get()
    assert antwoord.url == nieuw.get_absolute_url()
    assert nieuw.geometrie.area == pytest.approx(2500)
    pagina = invoerder.get(nieuw.get_absolute_url())
    assert "2.500 m²" in pagina.content.decode()
    assert "kans aangemaakt" in pagina.context["historie"][0].wat
    url = reverse("kans-bewerken", args=[nieuw.pk])
    formulier = invoerder.get(url).context["form"]
    gegevens = velden(
        land["Aa"], versie=1, status="opgepakt", coordinaten="", hoekpunten=formulier["hoekpunten"].value()
    )
    assert invoerder.post(url, gegevens).status_code == 302
    nieuw.refresh_from_db()
    assert (nieuw.status, nieuw.versie) == ("opgepakt", 2)
    assert not Markering.objects.exists()  # it counts in no figure
    assert invoerder.post(reverse("kans-verwijderen", args=[nieuw.pk])).status_code == 302
    assert not Kans.objects.exists()


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"coordinaten": ""}, "Geef een plek"),
        ({"coordinaten": "471500, 258000"}, "buiten Nederland (assen verwisseld?)"),
        ({"reden": ""}, "verplicht"),
        ({"naam": "Bestaat al"}, "Deze gemeente heeft al een kans met deze naam"),
    ],
)
def test_meldingen(invoerder, land, anders, melding):
    kans(land["Aa"], "Bestaat al")
    antwoord = invoerder.post(reverse("kans-nieuw"), velden(land["Aa"], **anders))
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()
    assert Kans.objects.count() == 1


def test_twee_versies(invoerder, land):
    een = kans(land["Aa"])
    url = reverse("kans-bewerken", args=[een.pk])
    assert invoerder.post(url, velden(land["Aa"], versie=1, reden="van de eerste")).status_code == 302
    antwoord = invoerder.post(url, velden(land["Aa"], versie=1, reden="van de tweede"))
    assert antwoord.status_code == 409
    assert "van de eerste" in antwoord.content.decode()
    assert "van de tweede" in antwoord.content.decode()
    een.refresh_from_db()
    assert een.reden == "van de eerste"


def test_niemand_schuift_een_kans_naar_de_buren(invoerder, land):
    een = kans(land["Aa"])
    assert invoerder.post(reverse("kans-nieuw"), velden(land["Bee"])).status_code == 422
    assert invoerder.post(reverse("kans-bewerken", args=[een.pk]), velden(land["Bee"], versie=1)).status_code == 422


def test_een_coordinator_die_iets_voor_de_gemeente_vastlegt_komt_op_de_lijst(client, cast, land):
    client.force_login(cast.coordinator_oost)
    antwoord = client.post(reverse("kans-nieuw"), velden(land["Aa"], vertrouwelijkheid="gemeente"))
    assert antwoord.url == reverse("kans-lijst")
    assert client.get(antwoord.url).status_code == 200


ZIET = {
    "openbaar": {"anoniem", "koepel", "invoerder_bee", "partner", "adviseur_oost", "coordinator_oost", "invoerder_aa"},
    "provincie": {"adviseur_oost", "coordinator_oost", "invoerder_aa"},
    "gemeente": {"invoerder_aa"},
}


def tegels(client) -> set[str]:
    """Names of kansen in any tile, zoomed out to points and zoomed in to shapes."""
    inhoud = [client.get(reverse("tegel-kansen", args=plek)).content for plek in TEGELS]
    return {kenmerk["naam"] for tegel in inhoud for kenmerk in ontleed(tegel).get("kansen", [])}


@pytest.mark.parametrize("tier", ["openbaar", "provincie", "gemeente"])
def test_een_kans_is_overal_even_zichtbaar(client, cast, land, tier):
    een = kans(land["Aa"], "KANSNAAM", vertrouwelijkheid=tier, reden="KANSREDEN")
    for wie in ZIET["openbaar"]:
        client.logout()
        if wie != "anoniem":
            client.force_login(getattr(cast, wie))
        mag = wie in ZIET[tier]
        lijst, csv = reverse("kans-lijst"), reverse("kans-csv")
        assert client.get(een.get_absolute_url()).status_code == (200 if mag else 404)
        assert (">KANSNAAM<" in client.get(lijst).content.decode()) == mag
        assert client.get(lijst + "?q=KANSNAAM").context["pagina"].paginator.count == mag
        assert ("KANSNAAM" in client.get(csv).content.decode()) == mag
        assert ("KANSREDEN" in client.get(csv).content.decode()) == mag
        assert ("KANSNAAM" in tegels(client)) == mag
        assert bool(overlapt(getattr(cast, wie, None) or cast.vreemde, een.geometrie)) == mag


def test_tegel_volgt_het_filter_en_is_niet_voor_een_gedeelde_cache(client, land):
    kans(land["Aa"], soort="instellingsterrein")
    z, x, y = TEGELS[0]
    url = reverse("tegel-kansen", args=[z, x, y])
    (kenmerk,) = ontleed(client.get(url).content)["kansen"]
    assert {"id", "naam", "soort", "woningen"} <= set(kenmerk)
    assert not ontleed(client.get(url + "?soort=complex").content)
    assert "private" in client.get(url)["Cache-Control"]
    assert client.get(reverse("tegel-kansen", args=[3, 99, 1])).status_code == 404


def test_van_kans_naar_aanpassing_vult_het_formulier_vast_in(invoerder, land):
    een = kans(land["Aa"], "Flat & Hof")
    tekst = invoerder.get(een.get_absolute_url()).content.decode()
    link = reverse("aanpassing-nieuw") + "?gemeente=GM9000&amp;naam=Flat%20%26%20Hof&amp;naar_type=geclusterd"
    assert link in tekst
    form = invoerder.get(link.replace("&amp;", "&")).context["form"]
    assert [form[n].value() for n in ("gemeente", "naam", "naar_type")] == [land["Aa"].pk, "Flat & Hof", "geclusterd"]


@pytest.mark.parametrize("aantal", [1, 12])
def test_aantal_queries_is_vast(client, cast, land, django_assert_max_num_queries, aantal):
    for i in range(aantal):
        kans(land["Aa"], f"Flat {i}")
    client.force_login(cast.invoerder_aa)
    with django_assert_max_num_queries(10):
        client.get(reverse("kans-lijst") + "?gebied=GM9000")


def test_de_kaart_begint_in_het_gebied(client, land):
    kans(land["Aa"])
    config = client.get(reverse("kans-lijst") + "?gebied=GM9000&soort=complex").context["kaart_config"]
    assert config["kansen_tegels"].endswith("?gebied=GM9000&soort=complex")
    assert json.dumps(config)


def test_een_kans_die_intussen_is_verwijderd_komt_niet_terug(land):
    oud = kans(land["Aa"])
    verwijder_kans(kans=Kans.objects.get(pk=oud.pk), by="test")
    with pytest.raises(ValidationError, match="intussen verwijderd"):
        bewaar_kans(kans=oud, by="test")
    assert not Kans.objects.exists()
