"""A plan that is gereed adds up at the end of every transaction, whatever wrote it: a form, bulk or raw SQL."""

import random
import threading
from dataclasses import replace

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from programmering.plannen.lijsten import CATEGORIEEN
from programmering.plannen.models import Plan, Planregel
from programmering.plannen.regels import Regel, controleer
from programmering.plannen.toetsen import Plantoets

pytestmark = pytest.mark.django_db


def toets() -> None:
    """What a commit asks."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sql(opdracht: str, *waarden) -> None:
    with connection.cursor() as cursor:
        cursor.execute(opdracht, waarden)


def eist(*stappen) -> None:
    """These steps together are refused at the end, and not before."""
    with pytest.raises(IntegrityError, match="tellen niet op"), transaction.atomic():
        for stap in stappen:
            stap()
        toets()


@pytest.fixture
def plan(maak_plan):
    plan = maak_plan()
    toets()
    return plan


HOGER = "UPDATE programmering_planregel SET gepland = gepland + 1 WHERE plan_id = %s AND groep = 'nieuwbouw'"
TERUG = "UPDATE programmering_planregel SET gepland = gepland - 1 WHERE plan_id = %s AND groep = 'nieuwbouw'"


def test_een_regel_wijzigen_weghalen_of_toevoegen(plan):
    eist(lambda: sql(HOGER, plan.pk))
    eist(lambda: sql("DELETE FROM programmering_planregel WHERE plan_id = %s AND groep = 'wonen_en_zorg'", plan.pk))
    eist(lambda: Planregel.objects.filter(plan=plan, groep="flex").delete())
    eist(
        lambda: Planregel.objects.create(
            plan=plan, groep="wonen_en_zorg", categorie="zorggeschikt", gepland=1, rest_per_jaar={"2027": 1}
        )
    )
    eist(lambda: sql("UPDATE programmering_planregel SET rest_per_jaar = '{}' WHERE plan_id = %s", plan.pk))


def test_een_regel_die_naar_een_ander_plan_gaat_laat_het_oude_niet_stil_achter(plan, maak_plan):
    """The plan that the row left is checked too."""
    ander = maak_plan(gereed=False)
    Planregel.objects.filter(plan=ander).delete()
    toets()
    eist(
        lambda: sql(
            "UPDATE programmering_planregel SET plan_id = %s WHERE plan_id = %s AND groep = 'flex'", ander.pk, plan.pk
        )
    )


def test_een_plan_dat_gereed_wordt(maak_plan):
    half = [Regel("nieuwbouw", "nieuwbouw", 10, 0, {"2027": 9})]
    plan = maak_plan(gereed=False, aantallen=half)
    toets()
    eist(lambda: sql("UPDATE programmering_plan SET invoerstatus = 'gereed' WHERE id = %s", plan.pk))
    # In any order within the transaction.
    eist(
        lambda: sql("UPDATE programmering_plan SET invoerstatus = 'gereed' WHERE id = %s", plan.pk),
        lambda: Planregel.objects.filter(plan=plan, groep="sloop").delete(),
    )
    sql("UPDATE programmering_plan SET plaats = 'x' WHERE id = %s", plan.pk)
    toets()


def test_een_nieuw_plan_in_een_keer_gereed(plan):
    def kopie():
        nieuw = Plan.objects.get(pk=plan.pk)
        nieuw.pk, nieuw.plannaam = None, "Kopie"
        nieuw._state.adding = True
        nieuw.save()
        Planregel.objects.create(plan=nieuw, groep="nieuwbouw", categorie="nieuwbouw", gepland=3)

    eist(kopie)


def test_wat_aan_het_einde_klopt_mag_onderweg_niet_kloppen(plan):
    with transaction.atomic():
        sql(HOGER, plan.pk)
        sql(TERUG, plan.pk)
        toets()
    with transaction.atomic():
        sql(HOGER, plan.pk)
        sql("UPDATE programmering_plan SET invoerstatus = 'concept' WHERE id = %s", plan.pk)
        toets()


def test_een_plan_dat_verdwijnt_belooft_niets(plan):
    sql("DELETE FROM programmering_planregel WHERE plan_id = %s", plan.pk)
    Plan.objects.filter(pk=plan.pk).delete()
    toets()


def test_kopieren_uit_een_bestand_ontkomt_er_niet_aan(plan):
    def kopieer():
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY programmering_planregel (plan_id, groep, categorie, gepland, gerealiseerd, rest_per_jaar, "
                "gerealiseerd_per_jaar, waarvan_corporatie) FROM STDIN"
            ) as kopie,
        ):
            kopie.write_row((plan.pk, "wonen_en_zorg", "zorggeschikt", 5, 0, '{"2027": 5}', "{}", 0))

    eist(kopieer)


def test_een_savepoint_neemt_mee_wat_hij_terugdraait(plan):
    """A wrong change that is taken back is none; a right one that is taken back leaves the wrong one standing."""
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            sql(HOGER, plan.pk)
            raise ZeroDivisionError
        toets()

    def fout_en_hersteld_en_terug():
        sql(HOGER, plan.pk)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            sql(TERUG, plan.pk)
            raise ZeroDivisionError

    eist(fout_en_hersteld_en_terug)

    def hersteld_en_getoetst_en_terug():
        """A check that was passed inside goes with what it passed."""
        sql(HOGER, plan.pk)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            sql(TERUG, plan.pk)
            toets()
            raise ZeroDivisionError

    eist(hersteld_en_getoetst_en_terug)


def test_na_een_toets_halverwege_wordt_wat_daarna_komt_ook_getoetst(plan):
    eist(lambda: sql(HOGER, plan.pk), lambda: sql(TERUG, plan.pk), toets, lambda: sql(HOGER, plan.pk))


def test_de_lijst_van_wat_te_toetsen_is_is_niet_weg_te_nemen(plan):
    sql(HOGER, plan.pk)
    for opdracht in ("DELETE FROM programmering_plantoets", "UPDATE programmering_plantoets SET plannen = '{}'"):
        with pytest.raises(ProgrammingError, match="een toets blijft staan"), transaction.atomic():
            sql(opdracht)
    sql(TERUG, plan.pk)
    toets()
    assert not Plantoets.objects.exists()


def test_per_opdracht_een_regel_en_niet_per_plan(maak_plan):
    plannen = [maak_plan(gereed=False) for _ in range(5)]
    toets()
    Plan.objects.filter(pk__in=[p.pk for p in plannen]).update(invoerstatus="gereed")
    Planregel.objects.filter(plan__in=plannen).update(waarvan_corporatie=0)
    assert [len(t.plannen) for t in Plantoets.objects.order_by("pk")] == [5, 5]
    toets()
    assert not Plantoets.objects.exists()


def test_tussen_veel_plannen_wordt_dat_ene_gevonden(maak_plan):
    """However many there are, one of them is found, and named."""
    plannen = [maak_plan() for _ in range(30)]
    toets()
    with pytest.raises(IntegrityError, match=f"plan {plannen[17].pk} is gereed"), transaction.atomic():
        Planregel.objects.filter(plan__in=plannen).update(waarvan_corporatie=0)
        sql(HOGER, plannen[17].pk)
        toets()


def _willekeurig(kans: random.Random) -> list[Regel]:
    """A plan that adds up: every group the same homes, put in one or two categories; in half of them one number off."""
    klaar = {"2024": kans.randint(1, 4)} if kans.random() < 0.5 else {}
    jaren = {str(jaar): kans.randint(1, 5) for jaar in kans.sample([2026, 2027, "onbekend"], k=kans.randint(0, 3))}
    zonder_jaar = kans.randint(0, 2)
    regels = [_regel("nieuwbouw", "nieuwbouw", jaren, klaar, zonder_jaar)]
    for groep in ("wonen_en_zorg", "woningtype", "betaalbaarheid", "flex"):
        een, twee = kans.sample(list(CATEGORIEEN[groep]), k=2)
        deel = {jaar: n for jaar, n in jaren.items() if kans.random() < 0.5}
        rest = {jaar: n for jaar, n in jaren.items() if jaar not in deel}
        regels += [_regel(groep, een, deel, klaar, zonder_jaar), _regel(groep, twee, rest, {}, 0)]
    if kans.random() < 0.3:
        regels.append(_regel("sloop", "sloop", {"2026": 3}, {}, 0))
    if kans.random() < 0.5:
        nummer, wat = kans.randrange(len(regels)), kans.choice(["gepland", "gerealiseerd"])
        regels[nummer] = replace(regels[nummer], **{wat: getattr(regels[nummer], wat) + 1})
    elif kans.random() < 0.5:
        nummer, wat = kans.randrange(len(regels)), kans.choice(["rest_per_jaar", "gerealiseerd_per_jaar"])
        regels[nummer] = replace(regels[nummer], **{wat: _een_jaar_later(getattr(regels[nummer], wat))})
    return regels


def _een_jaar_later(jaren: dict[str, int]) -> dict[str, int]:
    """The same homes, but for one of them that moved: every total still holds."""
    if not jaren:
        return jaren
    eerste = min(jaren)
    anders = {**jaren, eerste: jaren[eerste] - 1}
    return anders | {"2029": anders.get("2029", 0) + 1}


def _regel(groep: str, categorie: str, jaren: dict, klaar: dict, zonder_jaar: int) -> Regel:
    gerealiseerd = sum(klaar.values()) + zonder_jaar
    return Regel(groep, categorie, sum(jaren.values()) + gerealiseerd, gerealiseerd, jaren, klaar, 0)


def test_de_database_en_het_formulier_vinden_hetzelfde(maak_plan):
    kans, gelijk = random.Random(7), set()
    plan = maak_plan(gereed=False)
    for _ in range(250):
        regels = _willekeurig(kans)
        Planregel.objects.filter(plan=plan).delete()
        Planregel.objects.bulk_create(
            Planregel(
                plan=plan, groep=r.groep, categorie=r.categorie, gepland=r.gepland, gerealiseerd=r.gerealiseerd,
                rest_per_jaar=r.rest_per_jaar, gerealiseerd_per_jaar=r.gerealiseerd_per_jaar,
            )
            for r in regels
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT programmering_plan_klopt(%s)", [plan.pk])
            klopt = cursor.fetchone()[0]
        assert klopt == (controleer(regels) == []), regels
        gelijk.add(klopt)
    assert gelijk == {True, False}


@pytest.mark.django_db(transaction=True)
def test_twee_tegelijk_die_elk_voor_zich_kloppen(maak_plan):
    """One makes a plan gereed, the other changes its numbers: neither sees the other, and not both may stand."""
    plan = maak_plan(gereed=False)
    samen, uitkomst = threading.Barrier(2, timeout=30), {}

    def doe(wie: str, opdracht: str):
        try:
            with transaction.atomic():
                sql(opdracht, plan.pk)
                samen.wait()
            uitkomst[wie] = "gedaan"
        except IntegrityError as fout:
            uitkomst[wie] = "geweigerd" if "tellen niet op" in str(fout) else str(fout)
        finally:
            connection.close()

    werk = {"status": "UPDATE programmering_plan SET invoerstatus = 'gereed' WHERE id = %s", "aantal": HOGER}
    draden = [threading.Thread(target=doe, args=deel) for deel in werk.items()]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    assert uitkomst == {"status": "gedaan", "aantal": "geweigerd"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT programmering_plan_klopt(%s)", [plan.pk])
        assert cursor.fetchone()[0]
