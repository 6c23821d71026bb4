"""What the database itself refuses, and two people who save at the same time."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from programmering.plannen.actions import VersieConflict, als_regels, bewaar_plan
from programmering.plannen.models import Plan, Planregel
from programmering.voortgang.bereken import werk_bij
from programmering.voortgang.models import Markering, Voortgang
from tests.conftest import regels_van

pytestmark = [pytest.mark.cluster, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_de_database_weigert_bij_de_commit_wat_gereed_is_en_niet_optelt(maak_plan):
    plan, concept = maak_plan(), maak_plan(gereed=False)
    nieuwbouw = Planregel.objects.filter(groep="nieuwbouw")
    with pytest.raises(IntegrityError, match="tellen niet op"), transaction.atomic():
        # Row by row it may be wrong for a moment; at the commit it may not.
        nieuwbouw.filter(plan=plan).update(gepland=21)
    with pytest.raises(IntegrityError, match="tellen niet op"), transaction.atomic():
        Planregel.objects.filter(plan=plan, groep="wonen_en_zorg").delete()
    assert {r.groep: r.gepland for r in als_regels(plan)} == dict.fromkeys(
        ["nieuwbouw", "wonen_en_zorg", "woningtype", "betaalbaarheid", "flex"], 20
    )
    nieuwbouw.filter(plan=concept).update(gepland=21)
    with pytest.raises(IntegrityError, match="tellen niet op"):
        Plan.objects.filter(pk=concept.pk).update(invoerstatus="gereed")
    with transaction.atomic():
        nieuwbouw.filter(plan=plan).update(gepland=30, rest_per_jaar={"2028": 30})
        Planregel.objects.filter(plan=plan).update(gepland=30, rest_per_jaar={"2028": 30})
    assert {r.gepland for r in als_regels(plan)} == {30}


def _bewaar_tegelijk(plan: Plan, *, woningen: list[int]) -> list[str]:
    """Each of the threads opened the same version, and saves it at the same moment as the others."""
    start = threading.Barrier(len(woningen))
    uitkomsten: list[str] = []

    def bewaar(n: int) -> None:
        try:
            eigen = Plan.objects.get(pk=plan.pk)
            eigen.toelichting = f"van {n}"
            start.wait(timeout=10)
            bewaar_plan(
                plan=eigen,
                regels=regels_van(geclusterd=n),
                gereed=True,
                by=f"bewaarder van {n}",
                verwachte_versie=plan.versie,
            )
            uitkomsten.append(f"bewaard {n}")
        except VersieConflict:
            uitkomsten.append("conflict")
        except Exception as fout:  # so that it fails the test, and not only the thread
            uitkomsten.append(repr(fout))
        finally:
            connection.close()

    draden = [threading.Thread(target=bewaar, args=[n]) for n in woningen]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=20)
    return sorted(uitkomsten)


def test_tegelijk_bewaren_geeft_een_conflict_en_verliest_niets(maak_plan):
    plan = maak_plan()
    plan.refresh_from_db()
    werk_bij()
    bewaard, conflict = _bewaar_tegelijk(plan, woningen=[30, 40])
    assert conflict == "conflict"
    n = int(bewaard.removeprefix("bewaard "))
    opgeslagen = Plan.objects.get(pk=plan.pk)
    assert opgeslagen.versie == plan.versie + 1
    # All of the one, and nothing of the other.
    assert opgeslagen.toelichting == f"van {n}"
    assert {r.gepland for r in als_regels(opgeslagen)} == {n}
    assert Markering.objects.filter(plan_id=plan.pk).exists()
    werk_bij()
    assert Voortgang.objects.actief().get(code="NL").aantal == n
