"""Freezing: versions, figures as counted, tiers, and that nothing frozen can be changed."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.models import Peilstand, Peilstandcijfer, Peilstandplan
from programmering.plannen.models import Plan
from programmering.uitvragen.models import Aanlevering, Uitvraag
from tests.conftest import regels_van

pytestmark = pytest.mark.django_db
MEI = datetime.date(2026, 5, 1)


def cijfers(peilstand) -> dict:
    rijen = Peilstandcijfer.objects.filter(plan__peilstand=peilstand)
    return {(c.plan.plannaam, c.categorie, c.schakel, c.jaar): c.aantal for c in rijen.select_related("plan")}


def test_freezes_the_counted_figures(land, maak_plan):
    maak_plan(plannaam="Groot", aantallen=regels_van(geclusterd=20, regulier=5, gerealiseerd=4, corporatie=10))
    maak_plan(plannaam="Klein", status="3", aantallen=regels_van(zorggeschikt=6))
    maak_plan("Bee", plannaam="Van een ander")
    peilstand = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    assert cijfers(peilstand) == {
        ("Groot", "geclusterd", "gerealiseerd", 2024): 4,
        ("Groot", "geclusterd", "hard", 2027): 16,
        ("Groot", "regulier", "gerealiseerd", 2024): 4,
        ("Groot", "regulier", "hard", 2027): 1,
        # fewer than twelve: no cluster
        ("Klein", "nultreden", "zacht", 2027): 6,
    }
    corporatie = Peilstandcijfer.objects.filter(categorie="geclusterd").values_list("schakel", "waarvan_corporatie")
    assert dict(corporatie) == {"gerealiseerd": 2, "hard": 8}
    assert (peilstand.nummer, peilstand.geldend, peilstand.rekenvoorbeeld) == (1, True, False)
    assert peilstand.vastgesteld_door == "test"


def test_what_counts_nowhere_is_kept_without_figures_for_the_gemeente_alone(land, maak_plan):
    maak_plan(plannaam="Concept", gereed=False)
    maak_plan(plannaam="Idee", status="5A")
    maak_plan(plannaam="Zacht", status="3", vertrouwelijkheid="provincie")
    peilstand = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    tiers = dict(peilstand.plannen.values_list("plannaam", "tier"))
    assert tiers == {"Concept": "gemeente", "Idee": "gemeente", "Zacht": "provincie"}
    assert {naam for naam, *_ in cijfers(peilstand)} == {"Zacht"}


def test_each_reader_sees_the_tiers_of_then(land, cast, maak_plan):
    from django.contrib.auth.models import AnonymousUser

    for naam, tier, status in (("O", "openbaar", "1A"), ("P", "provincie", "3"), ("G", "gemeente", "3")):
        maak_plan(plannaam=naam, vertrouwelijkheid=tier, status=status)
    stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    Plan.objects.update(vertrouwelijkheid="openbaar")

    def ziet(user):
        return "".join(sorted(Peilstandplan.objects.for_user(user).values_list("plannaam", flat=True)))

    assert ziet(AnonymousUser()) == ziet(cast.vreemde) == ziet(cast.koepel) == ziet(cast.invoerder_bee) == "O"
    assert ziet(cast.adviseur_oost) == "OP"
    assert ziet(cast.invoerder_aa) == "GOP"


def test_a_plan_in_the_bin_is_in_no_peilstand(land, maak_plan):
    plan = maak_plan(plannaam="Weg")
    Plan.objects.filter(pk=plan.pk).update(verwijderd_op=timezone.now())
    assert not stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test").plannen.exists()


def test_a_correction_is_a_new_version_with_a_reason_and_the_old_one_stays(land, maak_plan):
    plan = maak_plan(plannaam="Plan", aantallen=regels_van(geclusterd=20))
    eerste = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="een", reden="wordt niet bewaard")
    with pytest.raises(ValidationError, match="heeft een reden nodig"):
        stel_vast(gemeente=land["Aa"], peildatum=MEI, by="twee", reden="  ")
    Plan.objects.filter(pk=plan.pk).update(status_planologisch="3")
    tweede = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="twee", reden="Status was\0 fout")
    eerste.refresh_from_db()
    assert (eerste.nummer, eerste.geldend, eerste.reden) == (1, False, "")
    assert (tweede.nummer, tweede.geldend, tweede.reden) == (2, True, "Status was fout")
    assert cijfers(eerste) == {("Plan", "geclusterd", "hard", 2027): 20}
    assert cijfers(tweede) == {("Plan", "geclusterd", "zacht", 2027): 20}
    # another day or another gemeente begins at 1
    assert stel_vast(gemeente=land["Aa"], peildatum=datetime.date(2026, 11, 1), by="test").nummer == 1
    assert stel_vast(gemeente=land["Bee"], peildatum=MEI, by="test").nummer == 1


def test_a_correction_that_fails_leaves_the_first_version_valid(land, maak_plan):
    stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    with pytest.raises(ValidationError):
        stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    assert Peilstand.objects.geldend().count() == 1


def test_a_peilstand_of_made_up_plans_says_so(land, maak_plan):
    Plan.objects.filter(pk=maak_plan().pk).update(rekenvoorbeeld=True)
    maak_plan()
    assert stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test").rekenvoorbeeld


def test_an_ended_gemeente_is_frozen_no_more(land, maak_plan):
    land["Aa"].geldig_tot = timezone.localdate()
    land["Aa"].save()
    with pytest.raises(ValidationError, match="bestaat niet meer"):
        stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")


def test_an_aanlevering_of_elsewhere_is_refused(land):
    uitvraag = Uitvraag.objects.create(
        provincie=land["Aa"].provincie, naam="Voorjaar", peildatum=MEI, opent=MEI, sluit=datetime.date(2026, 6, 1),
        terugval_email="a@voorbeeld.nl",
    )  # fmt: skip
    aanlevering = Aanlevering.objects.create(uitvraag=uitvraag, gemeente=land["Aa"])
    with pytest.raises(ValidationError, match="andere gemeente"):
        stel_vast(gemeente=land["Cee"], peildatum=MEI, by="test", aanlevering=aanlevering)
    with pytest.raises(ValidationError, match="andere peildatum"):
        stel_vast(gemeente=land["Aa"], peildatum=datetime.date(2026, 5, 2), by="test", aanlevering=aanlevering)
    assert stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test", aanlevering=aanlevering).aanlevering == aanlevering


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE programmering_peilstand SET peildatum = '2020-01-01'",
        "UPDATE programmering_peilstand SET reden = 'anders'",
        "UPDATE programmering_peilstand SET vastgesteld_door = 'een ander'",
        "DELETE FROM programmering_peilstand",
        "UPDATE programmering_peilstandplan SET tier = 'openbaar'",
        "UPDATE programmering_peilstandplan SET plannaam = 'Anders'",
        "DELETE FROM programmering_peilstandplan",
        "UPDATE programmering_peilstandcijfer SET aantal = 1",
        "DELETE FROM programmering_peilstandcijfer",
    ],
)
def test_frozen_is_frozen_also_for_plain_sql(land, maak_plan, opdracht):
    maak_plan()
    peilstand = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    voor = cijfers(peilstand)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)
    assert cijfers(peilstand) == voor


def test_frozen_is_frozen_for_the_orm_too(land, maak_plan):
    plan = maak_plan()
    peilstand = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    cijfer = Peilstandcijfer.objects.get()
    cijfer.aantal += 1
    for poging in (cijfer.save, cijfer.delete, peilstand.delete, peilstand.plannen.get().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            poging()
    # while the plan itself goes on, and goes away
    Plan.objects.filter(pk=plan.pk).update(status_planologisch="3")
    Plan.objects.filter(pk=plan.pk).delete()
    assert Plan.met_prullenbak.count() == 0
    assert cijfers(peilstand)[plan.plannaam, "geclusterd", "hard", 2027] == 20


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_two_versions_of_which_one_holds(land, maak_plan):
    maak_plan()
    klaar, uitkomst = threading.Barrier(4), []

    def poging(i):
        try:
            klaar.wait(10)
            uitkomst.append(stel_vast(gemeente=land["Aa"], peildatum=MEI, by=f"p{i}", reden=f"reden {i}").nummer)
        finally:
            connection.close()

    draden = [threading.Thread(target=poging, args=(i,)) for i in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    assert sorted(uitkomst) == [1, 2, 3, 4]
    assert list(Peilstand.objects.geldend().values_list("nummer", flat=True)) == [4]
    assert {p.plannen.count() for p in Peilstand.objects.all()} == {1}
