import datetime
import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.actions import (
    Versieconflict,
    bereken_verdeling,
    landelijk_van,
    leg_vast,
    verdeel_indicatief,
)
from programmering.opgaven.calculations import verschil
from programmering.opgaven.models import LandelijkeOpgave, Opgave, Opgaveperiode
from woonzorg.gebieden.models import Gemeente, Kerncijfer, Provincie, Woondealregio

LANDELIJK = {"nultreden": 170_000, "geclusterd": 80_000, "zorggeschikt": 40_000}


def verschil_van(opgaven, periode):
    return verschil(opgaven.filter(periode=periode).som(), landelijk_van(periode))


def maak_gemeenten(*ouderen: int) -> list[Gemeente]:
    provincie, _ = Provincie.objects.get_or_create(code="PV20", defaults={"naam": "Noord"})
    regio, _ = Woondealregio.objects.get_or_create(code="WD01", defaults={"naam": "Regio"})
    gemeenten = [
        Gemeente.objects.create(
            code=f"GM{9100 + nummer}",
            naam=f"Plaats {nummer}",
            provincie=provincie,
            woondealregio=regio,
            geldig_van=datetime.date(2023, 1, 1),
        )
        for nummer in range(len(ouderen))
    ]
    for gemeente, aantal in zip(gemeenten, ouderen, strict=True):
        for jaar, waarde in ((2020, 1), (2021, aantal)):
            Kerncijfer.objects.create(
                gemeente=gemeente, onderwerp="inwoners_75plus", jaar=jaar, waarde=waarde, bron="proef"
            )
    return gemeenten


@pytest.fixture
def periode(db):
    return Opgaveperiode.objects.get(slug="2030")


@pytest.fixture
def gemeenten(db):
    return maak_gemeenten(700, 200, 100)


def afspraak(gemeente, periode, **anders):
    gegevens = {
        "aantallen": {"nultreden": 10, "geclusterd": 5, "zorggeschikt": 0},
        "status": "afgesproken",
        "besluit": "Woondeal 2026",
        "datum": datetime.date(2026, 3, 1),
        "link": "https://voorbeeld.example/woondeal.pdf",
        "door": "Vaststeller",
    }
    return leg_vast(gemeente=gemeente, periode=periode, **{**gegevens, **anders})


def test_verdeling_telt_exact_op(gemeenten, periode):
    verdeling = verdeel_indicatief(periode=periode, rekenvoorbeeld=True, door="Beheerder")
    assert len(verdeling.nieuw) == 3
    assert Opgave.objects.geldend().filter(periode=periode).som() == LANDELIJK
    eerste = Opgave.objects.geldend().get(gemeente=gemeenten[0])
    assert (eerste.nultreden, eerste.status, eerste.versie) == (119_000, "indicatief", 1)
    assert eerste.rekenvoorbeeld
    assert eerste.door == "Beheerder"
    assert eerste.sleutel == "inwoners van 75 jaar en ouder, 2021"


def test_verdeling_telt_op_het_hele_land_per_type(periode):
    maak_gemeenten(*range(1, 60))
    verdeel_indicatief(periode=periode)
    assert verschil_van(Opgave.objects.geldend(), periode) == dict.fromkeys(WONINGTYPEN, 0)


def test_tweede_keer_schrijft_niets(gemeenten, periode):
    verdeel_indicatief(periode=periode)
    voor = list(Opgave.objects.values())
    verdeling = verdeel_indicatief(periode=periode)
    assert (verdeling.nieuw, verdeling.gelijk) == ([], 3)
    assert list(Opgave.objects.values()) == voor


def test_andere_sleutel_is_een_nieuwe_versie(gemeenten, periode):
    verdeel_indicatief(periode=periode)
    for gemeente in gemeenten:
        Kerncijfer.objects.create(gemeente=gemeente, onderwerp="huishoudens", jaar=2024, waarde=100, bron="proef")
    verdeel_indicatief(periode=periode, sleutel="huishoudens")
    versies = Opgave.objects.filter(gemeente=gemeenten[0]).order_by("versie")
    assert [(o.versie, o.vervangen_op is None) for o in versies] == [(1, False), (2, True)]
    assert versies[0].nultreden == 119_000
    assert Opgave.objects.geldend().som() == LANDELIJK


def test_afspraak_blijft_staan(gemeenten, periode):
    verdeel_indicatief(periode=periode)
    afspraak(gemeenten[1], periode)
    Kerncijfer.objects.filter(gemeente=gemeenten[0], jaar=2021).update(waarde=800)
    verdeling = verdeel_indicatief(periode=periode)
    assert verdeling.afgesproken == 1
    geldend = Opgave.objects.geldend().get(gemeente=gemeenten[1])
    assert (geldend.status, geldend.versie, geldend.zorggeschikt) == ("afgesproken", 2, 0)


def test_verschil_met_landelijk(gemeenten, periode):
    verdeel_indicatief(periode=periode)
    afspraak(gemeenten[1], periode)
    som = Opgave.objects.geldend().filter(periode=periode).som()
    verschil = verschil_van(Opgave.objects.geldend(), periode)
    assert verschil == {type_: som[type_] - LANDELIJK[type_] for type_ in WONINGTYPEN}
    assert verschil["nultreden"] == 10 - 34_000


def test_zonder_landelijk_cijfer_gebeurt_niets(gemeenten):
    later = Opgaveperiode.objects.get(slug="2036")
    assert verdeel_indicatief(periode=later).totalen == {}
    assert not Opgave.objects.exists()
    afspraak(gemeenten[0], later)
    assert verschil_van(Opgave.objects.all(), later) == dict.fromkeys(WONINGTYPEN)


def test_een_type_zonder_landelijk_cijfer_blijft_leeg(gemeenten, periode):
    LandelijkeOpgave.objects.filter(periode=periode, woningtype="zorggeschikt").update(aantal=None)
    verdeel_indicatief(periode=periode)
    assert Opgave.objects.geldend().som()["zorggeschikt"] is None


def test_gemeente_zonder_kerncijfer_wordt_genoemd(gemeenten, periode):
    Kerncijfer.objects.filter(gemeente=gemeenten[2]).delete()
    with pytest.raises(ValidationError, match="Plaats 2"):
        verdeel_indicatief(periode=periode)
    with pytest.raises(ValidationError, match="geen kerncijfers over huishoudens"):
        verdeel_indicatief(periode=periode, sleutel="huishoudens")
    with pytest.raises(ValidationError, match="bestaat niet"):
        verdeel_indicatief(periode=periode, sleutel="schoenmaat")
    assert not Opgave.objects.exists()


def test_opgeheven_gemeente_telt_niet_meer_mee(gemeenten, periode):
    verdeel_indicatief(periode=periode)
    Gemeente.objects.filter(pk=gemeenten[2].pk).update(geldig_tot=timezone.localdate())
    verdeel_indicatief(periode=periode)
    assert not Opgave.objects.geldend().filter(gemeente=gemeenten[2]).exists()
    assert Opgave.objects.geldend().som() == LANDELIJK


def test_voorbeeld_schrijft_niets(gemeenten, periode):
    assert len(bereken_verdeling(periode=periode).nieuw) == 3
    assert not Opgave.objects.exists()


def test_herijking_is_een_nieuwe_versie(gemeenten, periode):
    eerste = afspraak(gemeenten[0], periode)
    tweede = afspraak(gemeenten[0], periode, status="vastgesteld", besluit="Raadsbesluit herijking")
    eerste.refresh_from_db()
    assert (eerste.versie, tweede.versie) == (1, 2)
    assert eerste.vervangen_op == tweede.aangemaakt
    assert Opgave.objects.geldend().get(gemeente=gemeenten[0]) == tweede


def test_hetzelfde_nog_een_keer_schrijft_niets(gemeenten, periode):
    eerste = afspraak(gemeenten[0], periode)
    assert afspraak(gemeenten[0], periode) == eerste
    assert Opgave.objects.count() == 1


@pytest.mark.parametrize(
    ("veld", "anders"),
    [
        ("besluit", {"besluit": "  "}),
        ("datum", {"datum": None}),
        ("datum", {"datum": datetime.date(2999, 1, 1)}),
        ("status", {"status": "indicatief"}),
        ("link", {"link": "javascript:alert(1)"}),
        ("nultreden", {"aantallen": {}}),
        ("geclusterd", {"aantallen": {"geclusterd": -1}}),
    ],
)
def test_wat_ontbreekt_staat_bij_het_veld(gemeenten, periode, veld, anders):
    with pytest.raises(ValidationError) as fout:
        afspraak(gemeenten[0], periode, **anders)
    assert veld in fout.value.message_dict
    assert not Opgave.objects.exists()


def test_opgeheven_gemeente_krijgt_geen_afspraak(gemeenten, periode):
    gemeenten[0].geldig_tot = timezone.localdate()
    with pytest.raises(ValidationError, match="opvolger"):
        afspraak(gemeenten[0], periode)


def test_versieconflict_noemt_wat_er_staat(gemeenten, periode):
    verdeel_indicatief(periode=periode)
    afspraak(gemeenten[0], periode, verwachte_versie=1)
    with pytest.raises(Versieconflict, match="door Vaststeller") as fout:
        afspraak(gemeenten[0], periode, verwachte_versie=1, besluit="Ander besluit")
    assert fout.value.geldend.versie == 2
    with pytest.raises(Versieconflict):
        afspraak(gemeenten[0], periode, verwachte_versie=0)
    assert Opgave.objects.count() == 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twee_tegelijk_geven_een_versie_en_een_conflict():
    gemeente = maak_gemeenten(10)[0]
    periode, _ = Opgaveperiode.objects.get_or_create(
        slug="2030", defaults={"naam": "t/m 2030", "van_jaar": 2022, "tot_jaar": 2030}
    )
    uitkomst = []

    def schrijf(besluit):
        try:
            uitkomst.append(afspraak(gemeente, periode, besluit=besluit, verwachte_versie=0))
        except Versieconflict as conflict:
            uitkomst.append(conflict)
        finally:
            connection.close()

    # The lock is held until both wait for it, so that they truly meet.
    with transaction.atomic():
        Opgaveperiode.objects.select_for_update(no_key=True).get(pk=periode.pk)
        draden = [threading.Thread(target=schrijf, args=[besluit]) for besluit in ("een", "twee")]
        for draad in draden:
            draad.start()
        uiterlijk = time.monotonic() + 10
        while _wachtenden() < 2 and time.monotonic() < uiterlijk:
            time.sleep(0.01)
    for draad in draden:
        draad.join()
    assert {type(resultaat) for resultaat in uitkomst} == {Opgave, Versieconflict}
    assert Opgave.objects.count() == 1


def _wachtenden() -> int:
    with connection.cursor() as cursor:
        # Every second look is fresh: the statistics are kept for the length of a transaction.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]
