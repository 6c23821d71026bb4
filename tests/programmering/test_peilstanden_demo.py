"""Peilstanden of the demo: plausible, the same each time, made once, and never in the way of what somebody froze."""

import datetime

import pgtrigger
import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db.models import F

from programmering.demo import actions
from programmering.demo.calculations import ZAAD
from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.demo import BEVROREN, DOOR, maak, peildatum_voor
from programmering.peilstanden.models import Peilstand, Peilstandcijfer, Peilstandplan
from programmering.peilstanden.selectors import met_origineel, wat_veranderde
from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente, Grens, Kerncijfer
from woonzorg.gebieden.soorten import LAND

from .test_demo import demo, land

__all__ = ["demo", "land"]
pytestmark = pytest.mark.django_db
VANAF = datetime.date(2026, 11, 26)
DAG = datetime.date(2026, 5, 1)


@pytest.fixture
def meer(land):
    """Twenty gemeenten more, for which plans are drawn as well."""
    for i in range(20):
        gemeente = Gemeente.objects.create(
            code=f"GM93{i:02}", naam=f"Vlak {i}", provincie=land[0].provincie, woondealregio=land[0].woondealregio,
            geldig_van=datetime.date(2023, 1, 1),
        )  # fmt: skip
        for onderwerp, waarde in (("inwoners_75plus", 4_000), ("inwoners", 48_000)):
            Kerncijfer.objects.create(gemeente=gemeente, onderwerp=onderwerp, jaar=2021, waarde=waarde, bron="proef")
        x, y = 100_000 + i * 5_000, 500_000
        vlak = MultiPolygon(Polygon.from_bbox((x, y, x + 5_000, y + 5_000)), srid=28992)
        Grens.objects.create(soort="gemeente", code=gemeente.code, bron="benadering", geometrie=vlak)


def inhoud() -> list:
    """All that was frozen, without keys."""
    return list(
        Peilstandcijfer.objects.order_by(
            "plan__peilstand__gemeente__code", "plan__peilstand__nummer", "plan__plannaam", "categorie", "schakel",
            "jaar",
        ).values_list(
            "plan__peilstand__gemeente__code", "plan__peilstand__nummer", "plan__plannaam", "plan__tier", "categorie",
            "schakel", "jaar", "aantal", "waarvan_corporatie",
        )
    )  # fmt: skip


def test_the_nearest_half_year():
    assert peildatum_voor(VANAF) == DAG
    assert peildatum_voor(datetime.date(2026, 5, 10)) == datetime.date(2025, 11, 1)
    assert peildatum_voor(datetime.date(2027, 1, 31)) == datetime.date(2026, 11, 1) - datetime.timedelta(days=184)


def test_they_differ_plausibly_from_now(meer, demo):
    actions.laad_demo(aantal=400)
    peilstanden = Peilstand.objects.filter(vastgesteld_door=DOOR, nummer=1)
    # four in five of 23
    assert 14 <= peilstanden.count() <= 22
    assert set(Peilstand.objects.values_list("rekenvoorbeeld", flat=True)) == {True}
    veranderd = wat_veranderde(AnonymousUser(), LAND)
    assert veranderd.basis.van < datetime.date.today()
    regulier = veranderd.regel("regulier")
    assert regulier.nieuw > 0 > regulier.vervallen
    assert regulier.gewijzigd
    assert regulier.gerealiseerd <= 0
    assert sum(veranderd.regel(c).naar_hard for c in ("nultreden", "geclusterd", "regulier")) > 0
    assert 0.7 < regulier.toen / regulier.nu < 1.3
    # nothing is frozen that could not be
    assert not Peilstandcijfer.objects.filter(aantal=0).exists()
    assert not Peilstandcijfer.objects.filter(waarvan_corporatie__gt=F("aantal")).exists()
    assert not Peilstandplan.objects.exclude(tier="gemeente").filter(klasse="niet_meetellend").exists()
    assert not Peilstandplan.objects.filter(invoerstatus="concept", cijfers__isnull=False).exists()


def test_corrections_have_a_reason_and_another_figure(meer, demo):
    actions.laad_demo(aantal=400)
    correcties = list(Peilstand.objects.filter(nummer=2).select_related("gemeente"))
    assert correcties
    for c in met_origineel(AnonymousUser(), correcties):
        assert c.peilstand.reden
        assert c.peilstand.geldend
        assert not c.origineel.geldend
        assert c.peilstand.vastgesteld_op > c.origineel.vastgesteld_op
    cijfers = [Peilstandcijfer.objects.filter(plan__peilstand__nummer=n, plan__peilstand__gemeente__in=[
        c.gemeente_id for c in correcties]).values_list("aantal", flat=True) for n in (1, 2)]  # fmt: skip
    assert sum(cijfers[0]) > sum(cijfers[1])


def test_the_same_seed_gives_the_same_and_a_second_time_writes_nothing(meer, demo):
    actions.laad_demo(aantal=200)
    eerst, sleutels = inhoud(), list(Peilstand.objects.order_by("pk").values())
    assert eerst
    assert actions.laad_demo(aantal=200).peilstanden == 0
    assert maak(vanaf=VANAF, zaad=ZAAD) == 0
    assert list(Peilstand.objects.order_by("pk").values()) == sleutels
    dag = Peilstand.objects.values_list("peildatum", flat=True).first()
    assert maak(vanaf=dag + datetime.timedelta(days=183), zaad=ZAAD, opnieuw=True) == len(sleutels)
    assert inhoud() == eerst


def test_other_plans_are_frozen_anew_and_what_somebody_froze_stays(meer, demo):
    actions.laad_demo(aantal=200)
    eigen = Peilstand.objects.filter(vastgesteld_door=DOOR).order_by("gemeente__code").first()
    gecorrigeerd = stel_vast(
        gemeente=eigen.gemeente, peildatum=eigen.peildatum, by="J. Jansen", reden="Een plan ontbrak"
    )
    andere_dag = stel_vast(gemeente=eigen.gemeente, peildatum=datetime.date(2020, 1, 1), by="J. Jansen")
    actions.laad_demo(aantal=120)
    assert Peilstand.objects.filter(pk__in=[eigen.pk, gecorrigeerd.pk, andere_dag.pk]).count() == 3
    plannen = Peilstandplan.objects.filter(peilstand__vastgesteld_door=DOOR, plan__isnull=False)
    plannen = plannen.exclude(peilstand__gemeente=eigen.gemeente)
    bestaat = set(Plan.objects.values_list("pk", flat=True))
    assert set(plannen.values_list("plan_id", flat=True)) <= bestaat


def test_an_old_demo_gets_its_peilstanden(meer, demo):
    actions.laad_demo(aantal=60)
    assert actions.is_gevuld()
    # a version that had none
    with pgtrigger.ignore(*BEVROREN):
        Peilstandcijfer.objects.all()._raw_delete("default")
        Peilstandplan.objects.all()._raw_delete("default")
        Peilstand.objects.all()._raw_delete("default")
    assert not actions.is_gevuld()
    uitkomst = actions.laad_demo(aantal=60)
    assert uitkomst.peilstanden > 0
    assert uitkomst.veranderd
