"""Uitvragen in the demo: one that was ended and one that is open, and made once."""

import datetime
from collections import Counter

import pgtrigger
import pytest
from django.apps import apps
from django.utils import timezone

from programmering.demo.calculations import ZAAD
from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.demo import DOOR, peildatum_voor
from programmering.peilstanden.models import Peilstand
from programmering.uitvragen.demo import VAST, maak
from programmering.uitvragen.models import Aanlevering, Aanleveropmerking, Uitvraag
from programmering.uitvragen.selectors import historie
from tests.programmering.uitvraagset import schuif_historie, vraag
from woonzorg.gebieden.models import Gemeente

pytestmark = pytest.mark.django_db

VANAF = datetime.date(2026, 11, 26)


@pytest.fixture
def veel(land):
    """A hundred gemeenten in Oost, with those that the demo tells of among them."""
    aa = land["Aa"]
    codes = [*VAST, *(f"GM{7000 + i}" for i in range(97))]
    gemeenten = [
        Gemeente(
            code=code, naam=f"Gemeente {code}", provincie=aa.provincie, woondealregio=aa.woondealregio,
            woondealregio_zekerheid="hoog", geldig_van=aa.geldig_van,
        )
        for code in codes
    ]  # fmt: skip
    return Gemeente.objects.bulk_create(gemeenten)


def stand() -> list:
    modellen = (
        Uitvraag,
        Aanlevering,
        Aanleveropmerking,
        Peilstand,
        apps.get_model("programmering", "AanleveringEvent"),
    )
    return [list(model.objects.order_by("pk").values()) for model in modellen]


def test_iedere_provincie_heeft_een_gesloten_en_een_open_uitvraag(veel):
    stel_vast(gemeente=veel[0], peildatum=peildatum_voor(VANAF), by=DOOR)
    assert maak(vanaf=VANAF, zaad=ZAAD) == 4
    assert set(Uitvraag.objects.values_list("rekenvoorbeeld", flat=True)) == {True}
    per_provincie = Uitvraag.objects.filter(provincie="PV90").order_by("peildatum")
    gesloten, loopt = per_provincie
    assert (gesloten.naam, loopt.naam) == ("Voorjaar 2026", "Najaar 2026")
    assert gesloten.afgesloten_op
    assert loopt.opent <= VANAF <= loopt.sluit
    statussen = Counter(gesloten.aanleveringen.values_list("status", flat=True))
    # Only where there is a peilstand of that day.
    assert statussen == {"geaccepteerd": 1, "niet_begonnen": 101}
    nu = Counter(loopt.aanleveringen.values_list("status", flat=True))
    assert set(nu) == {"niet_begonnen", "bezig", "geleverd", "teruggegeven", "geaccepteerd"}
    assert dict(loopt.aanleveringen.filter(gemeente__code__in=VAST).values_list("gemeente__code", "status")) == VAST
    # What is said to be accepted has been frozen.
    assert Peilstand.objects.filter(peildatum=loopt.peildatum).count() == nu["geaccepteerd"] > 0


def test_een_tweede_keer_schrijft_niets(veel):
    maak(vanaf=VANAF, zaad=ZAAD)
    eerst = stand()
    assert maak(vanaf=VANAF, zaad=ZAAD) == 0
    assert stand() == eerst


def test_een_echte_uitvraag_blijft_met_rust(veel):
    echt = vraag()
    maak(vanaf=timezone.localdate(), zaad=ZAAD)
    van_oost = Uitvraag.objects.filter(provincie="PV90", afgesloten_op__isnull=True)
    assert list(van_oost) == [echt]


def test_teruggegeven_heeft_vragen_bij_plannen(veel, maak_plan, land):
    enschede = next(g for g in veel if g.code == "GM0153")
    for i in range(5):
        maak_plan(plannaam=f"Plan {i} van Enschede", plancode=f"E{i}", rekenvoorbeeld=True)
    land["Aa"].plannen.update(gemeente=enschede)
    maak_plan(plannaam="Stil", status="4A", vertrouwelijkheid="gemeente", rekenvoorbeeld=True)
    maak(vanaf=VANAF, zaad=ZAAD)
    aanlevering = Aanlevering.objects.get(gemeente=enschede, uitvraag__afgesloten_op__isnull=True)
    assert aanlevering.opmerkingen.exists()
    assert not Aanleveropmerking.objects.filter(plannaam="Stil").exists()
    assert all(o.plan.gemeente_id == enschede.pk for o in aanlevering.opmerkingen.all())


def test_de_geschiedenis_is_die_van_iemand_die_het_deed(veel):
    maak(vanaf=VANAF, zaad=ZAAD)
    aanlevering = Aanlevering.objects.filter(status="teruggegeven").first()
    terug, levering = historie(aanlevering)
    assert (levering.moment, levering.wie) == (aanlevering.geleverd_op, aanlevering.geleverd_door)
    assert (terug.moment, terug.wie, terug.wat) == (aanlevering.besloten_op, aanlevering.besloten_door, "teruggegeven")
    assert levering.moment < terug.moment
    assert aanlevering.versie == 3


def test_wat_het_laden_van_de_demo_weghaalde_wordt_weer_vastgesteld(veel):
    maak(vanaf=VANAF, zaad=ZAAD)
    standen = Peilstand.objects.filter(peildatum=VANAF.replace(day=1))
    gemeenten = set(standen.values_list("gemeente", flat=True))
    with pgtrigger.ignore("programmering.Peilstand:blijft"):
        standen.delete()
    maak(vanaf=VANAF, zaad=ZAAD)
    assert set(standen.values_list("gemeente", flat=True)) == gemeenten


def test_bezig_is_in_de_demo_alleen_wie_het_is(veel, maak_plan):
    maak_plan(rekenvoorbeeld=True)
    schuif_historie(-60)
    maak(vanaf=timezone.localdate(), zaad=ZAAD)
    lopend = Aanlevering.objects.filter(uitvraag__afgesloten_op__isnull=True).met_stand()
    assert all(a.stand == a.status for a in lopend)
