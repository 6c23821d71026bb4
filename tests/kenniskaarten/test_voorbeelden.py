"""The inspiratiekaart as everyone reads it: filters, search, the page of an example."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from kenniskaarten.voorbeelden.models import Voorbeeld
from tests.kenniskaarten.voorbeelden import maak_voorbeeld, velden

pytestmark = pytest.mark.django_db


def namen(client, **vraag) -> list[str]:
    antwoord = client.get(reverse("voorbeeld-lijst"), vraag)
    assert antwoord.status_code == 200
    return [voorbeeld.titel for voorbeeld in antwoord.context["pagina"]]


def kaart(antwoord) -> dict:
    return json.loads(re.search(r'id="kaart-config"[^>]*>(.*?)</script>', antwoord.content.decode(), re.S)[1])


@pytest.fixture
def voorbeelden(land):
    maak_voorbeeld(
        land["Aa"], titel="Kloosterhof", woningtypen=["geclusterd", "zorggeschikt"], woningen=24, zorg="verpleegzorg",
        bouwvorm="transformatie", eigendom="sociale_huur", omgeving="dorps",
        tekst="De zusters verkochten hun klooster aan de buurt.",
    )  # fmt: skip
    maak_voorbeeld(
        land["Bee"], titel="Stadsblok", plaats="Beestad", woningtypen=["nultreden"], woningen=75, zorg="geen",
        bouwvorm="nieuwbouw", eigendom="gemengd", omgeving="stedelijk", tekst="Vier trappenhuizen om één keuken.",
    )  # fmt: skip
    maak_voorbeeld(
        land["Cee"], titel="Boerenerf", woningtypen=["geclusterd"], woningen=76, zorg="wlz_thuis",
        bouwvorm="bestaand", eigendom="koop", omgeving="landelijk", tekst="Een schuur vol gereedschap van iedereen.",
    )  # fmt: skip
    maak_voorbeeld(land["Dee"], titel="Nog niet", status="voorgedragen")
    maak_voorbeeld(land["Dee"], titel="Niet meer", status="ingetrokken", reden="Verkocht.")


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ({}, ["Boerenerf", "Kloosterhof", "Stadsblok"]),
        ({"woningtype": "geclusterd"}, ["Boerenerf", "Kloosterhof"]),
        ({"woningtype": "zorggeschikt"}, ["Kloosterhof"]),
        ({"omvang": "klein"}, ["Kloosterhof"]),
        ({"omvang": "midden"}, ["Stadsblok"]),
        ({"omvang": "groot"}, ["Boerenerf"]),
        ({"bouwvorm": "bestaand"}, ["Boerenerf"]),
        ({"eigendom": "huur"}, ["Kloosterhof", "Stadsblok"]),
        ({"eigendom": "sociale_huur"}, ["Kloosterhof"]),
        ({"eigendom": "koop"}, ["Boerenerf", "Stadsblok"]),
        ({"omgeving": "stedelijk"}, ["Stadsblok"]),
        ({"zorg": "wijkverpleging"}, ["Boerenerf", "Kloosterhof"]),
        ({"zorg": "verpleegzorg"}, ["Kloosterhof"]),
        ({"provincie": "PV90"}, ["Boerenerf", "Kloosterhof"]),
        ({"provincie": "PV90", "omvang": "groot"}, ["Boerenerf"]),
        ({"q": "kloosters"}, ["Kloosterhof"]),
        ({"q": "beestad"}, ["Stadsblok"]),
        ({"q": "gereedschap delen in een schuur"}, ["Boerenerf"]),
        ({"q": "Klooster", "omvang": "groot"}, []),
        # What no list has is said, and the list stays whole.
        ({"omvang": "reusachtig"}, ["Boerenerf", "Kloosterhof", "Stadsblok"]),
    ],
)
def test_de_filters_van_de_lijst(client, voorbeelden, vraag, gevonden):
    assert sorted(namen(client, **vraag)) == gevonden


def test_wat_het_best_past_staat_bovenaan(client, land):
    maak_voorbeeld(land["Aa"], titel="Aarhof", tekst="Er is ook een moestuin, achter de schuur.")
    maak_voorbeeld(land["Aa"], titel="De moestuin", tekst="Iedereen heeft een eigen stuk in de moestuin.")
    assert namen(client, q="moestuin") == ["De moestuin", "Aarhof"]


def test_de_kaart_heeft_ook_wat_op_een_ander_blad_staat(client, land):
    for i in range(23):
        maak_voorbeeld(land["Aa"], titel=f"Erf {i:02}")
    eerste = client.get(reverse("voorbeeld-lijst"))
    assert len(eerste.context["pagina"]) == 20
    assert "23</strong> voorbeelden" in eerste.content.decode()
    assert len(kaart(eerste)["punten"]) == 23
    assert [v.titel for v in client.get(reverse("voorbeeld-lijst"), {"blad": 2}).context["pagina"]] == [
        "Erf 20", "Erf 21", "Erf 22",
    ]  # fmt: skip


def test_de_kaart_volgt_het_filter_en_staat_in_graden(client, voorbeelden):
    config = kaart(client.get(reverse("voorbeeld-lijst"), {"omvang": "klein"}))
    (punt,) = config["punten"]
    assert (punt["naam"], punt["plaats"]) == ("Kloosterhof", "Aadorp")
    # RD 145000, 455000
    assert punt["plek"] == pytest.approx([5.242, 52.084], abs=0.002)
    assert (
        config["punt_url"].replace("{id}", punt["id"]) == Voorbeeld.objects.get(titel="Kloosterhof").get_absolute_url()
    )


def test_het_aantal_vragen_groeit_niet_met_de_lijst(client, land, django_assert_max_num_queries):
    for _ in range(12):
        maak_voorbeeld(land["Aa"])
    with django_assert_max_num_queries(6):
        client.get(reverse("voorbeeld-lijst"))


def test_een_lege_lijst_zegt_wat_te_doen(client, voorbeelden):
    leeg = client.get(reverse("voorbeeld-lijst"), {"q": "ruimtevaart"}).content.decode()
    assert "Laat een keuze los, of zoek met andere woorden." in leeg
    assert "data-kaart" not in leeg
    Voorbeeld.objects.all().delete()
    assert "Er staat nog niets op de kaart" in client.get(reverse("voorbeeld-lijst")).content.decode()


def test_een_voorbeeld_zegt_alles_behalve_het_adres_van_de_contactpersoon(client, land):
    voorbeeld = maak_voorbeeld(
        land["Aa"], initiatiefnemers="Vereniging van bewoners", website="https://hof.example/",
        bronnen="Jaarverslag 2025, https://hof.example/verslag\nEigen telling", contact_email="geheim@hof.nl",
        contact_naam="Zonder Naam", voordrager_email="ook@geheim.nl", voordrager_naam="Iemand Anders",
    )  # fmt: skip
    inhoud = client.get(voorbeeld.get_absolute_url()).content.decode()
    for tekst in (
        voorbeeld.mix_bewijs, voorbeeld.visie_bewijs, voorbeeld.tekst, voorbeeld.geleerd, "Vereniging van bewoners",
        "1 september 2026", 'href="https://hof.example/verslag"', "geclusterd",
    ):  # fmt: skip
        assert tekst in inhoud
    for geheim in ("geheim@hof.nl", "Zonder Naam", "ook@geheim.nl", "Iemand Anders", voorbeeld.sleutel):
        assert geheim not in inhoud
    assert "verzonnen" not in inhoud


def test_een_verzonnen_voorbeeld_zegt_dat(client, land):
    voorbeeld = maak_voorbeeld(land["Aa"], rekenvoorbeeld=True)
    assert "Rekenvoorbeeld: verzonnen" in client.get(voorbeeld.get_absolute_url()).content.decode()
    lijst = client.get(reverse("voorbeeld-lijst"))
    assert "verzonnen voorbeeld" in lijst.content.decode()
    assert kaart(lijst)["punten"][0]["plaats"] == "Aadorp (verzonnen)"


def test_wat_het_meest_lijkt_staat_eronder(client, land):
    eerste = maak_voorbeeld(
        land["Aa"], titel="Eerste", zorg="wlz_thuis", omgeving="landelijk", woningtypen=["nultreden"]
    )
    maak_voorbeeld(land["Bee"], titel="Lijkt niet", zorg="geen", omgeving="stedelijk", bouwvorm="bestaand")
    for i in range(3):
        maak_voorbeeld(
            land["Bee"], titel=f"Lijkt {i}", zorg="wlz_thuis", omgeving="landelijk", woningtypen=["nultreden"]
        )
    maak_voorbeeld(land["Bee"], titel="Geheim", zorg="wlz_thuis", omgeving="landelijk", status="voorgedragen")
    verwant = client.get(eerste.get_absolute_url()).context["verwant"]
    assert [v.titel for v in verwant] == ["Lijkt 0", "Lijkt 1", "Lijkt 2"]


def test_tekst_blijft_tekst(client, land):
    boos = '<img src=x onerror="alert(1)">'
    voorbeeld = maak_voorbeeld(land["Aa"], titel=boos, plaats=boos, samenvatting=boos, tekst=boos, bronnen=boos)
    for url in (voorbeeld.get_absolute_url(), reverse("voorbeeld-lijst")):
        assert "<img src=x" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    "fout",
    [{"mix": False}, {"visie": False}, {"mix_bewijs": ""}, {"visie_bewijs": ""}, {"bevestigd_op": None}],
    ids=lambda fout: next(iter(fout)),
)
def test_de_database_publiceert_niets_dat_niet_aan_beide_criteria_voldoet(land, fout):
    voorbeeld = Voorbeeld(gemeente=land["Aa"], **velden(**fout))
    with pytest.raises(ValidationError, match="aan beide criteria"):
        voorbeeld.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        voorbeeld.save()


def test_een_woord_vindt_ook_wat_ermee_begint(client, land):
    maak_voorbeeld(land["Aa"], titel="Linge", tekst="Beneden zit de muziekschool.")
    maak_voorbeeld(land["Aa"], titel="Stilte", tekst="Er klinkt muziek in de tuin. Muziek is van iedereen.")
    assert namen(client, q="muziek") == ["Stilte", "Linge"]


def test_zoeken_op_wat_niets_zegt_geeft_geen_fout(client, land):
    maak_voorbeeld(land["Aa"], titel="Hof & <erf>")
    for vraag in ("de", "'\"(:*", "%", "& <erf>", "e" * 200):
        assert client.get(reverse("voorbeeld-lijst"), {"q": vraag}).status_code == 200
    assert namen(client, q="& <erf>") == ["Hof & <erf>"]
