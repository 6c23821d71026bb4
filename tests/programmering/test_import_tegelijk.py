"""Fifty imports at once: every one ends in a counted result, no plan comes twice, and the figures are right."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection
from django.db.models import Count

from programmering.imports import actions
from programmering.imports.models import Import, Importregel
from programmering.plannen.models import Plan, Planregel
from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.voortgang.models import Markering

from .test_import_controle import PROFIEL, bestand, feature, vierkantje

# What is not committed, nobody else sees.
tussen_werkers = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BESTANDEN, WERKERS = 50, 8
KOP = "Plancode;Gemeente;Plannaam;Planologische status;Nieuwbouw totaal;Nieuwbouw 2027;Nultreden totaal;Nultreden 2027"


@pytest.fixture(autouse=True)
def druk(monkeypatch):
    """Blocks of a few rows: more moments at which two imports hold each other up."""
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)
    monkeypatch.setattr("programmering.imports.beoordelen.BLOK", 12)


def geo(nummers, gemeente="Aa", provincie="Oost", kolom=0, status="3 In voorbereiding", extra=0) -> tuple[str, bytes]:
    """Plans by key: in every file the same key has the same name."""
    rijen = [
        feature(
            {"type": "Polygon", "coordinates": [vierkantje(140_500 + kolom * 10_000 + i * 100, 450_500, 80)]},
            OBJECTID=kolom * 1000 + i,
            Gem_naam=gemeente,
            Provincie=provincie,
            Plannaam=f"Plan {kolom * 1000 + i}",
            Planstatus=status,
            OPLONB=i % 7 + 1 + extra,
        )
        for i in nummers
    ]
    return "plannen.geojson", bestand(*rijen)


def csv(nummers, gemeente="Aa", status="3 In voorbereiding", extra=0) -> tuple[str, bytes]:
    """Plans by name alone; among them names that the other files have with a key."""
    rijen = [f";{gemeente};Plan {i};{status};{(n := i % 5 + 1 + extra)};{n};{n};{n}" for i in nummers]
    return "plannen.csv", "\n".join([KOP, *rijen]).encode()


def maak_bestanden(cast, dobbel) -> list[tuple]:
    """(user, file name, content, profile) of fifty files of 20 to 40 rows, most of them about the same plans."""
    uit = []
    for k in range(BESTANDEN):
        nummers = dobbel.sample(range(45), dobbel.randint(20, 40))
        status = dobbel.choice(["3 In voorbereiding", "4A Visie", "1A Onherroepelijk"])
        extra = dobbel.choice([0, 0, 3])
        match k % 5:
            case 0:
                bestand_, profiel = geo(nummers, status=status, extra=extra), PROFIEL
                user = cast.invoerder_aa
            case 1:
                user, profiel = cast.vaststeller_aa, "portaal-sjabloon"
                bestand_ = csv(nummers, status=status, extra=extra)
            case 2:
                user, profiel = cast.coordinator_oost, PROFIEL
                bestand_ = geo(nummers, status=status, extra=extra)
            case 3:
                user, profiel = cast.invoerder_bee, PROFIEL
                bestand_ = geo(nummers, "Bee", "West", 1, status=status, extra=extra)
            case _:
                user, profiel = cast.coordinator_oost, PROFIEL
                bestand_ = geo(nummers, "Cee", "Oost", 2, status=status, extra=extra)
        uit.append((user, *bestand_, profiel))
    return uit


def ontvang(user, naam, inhoud, profiel) -> int:
    import_ = actions.ontvang(
        bestandsnaam=naam, inhoud=inhoud, profielnaam=profiel, srid=None, door=user, door_naam=user.naam
    )
    return import_.pk


def tegelijk(werk, pks) -> list[Exception]:
    """`werk` for each of these imports by as many workers as there are, starting at one moment."""
    begin, fouten = threading.Barrier(WERKERS), []

    def eerst_wachten():
        begin.wait(timeout=10)

    def doe(pk):
        try:
            werk(pk)
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    with ThreadPoolExecutor(WERKERS) as werkers:
        list(werkers.map(lambda _: eerst_wachten(), range(WERKERS)))
        list(werkers.map(doe, pks))
    return fouten


def leg_alles_vast(pks) -> None:
    assert not tegelijk(actions.controleer_import, pks)
    gecontroleerd = Import.objects.filter(pk__in=pks, status=Import.Status.GECONTROLEERD)
    assert gecontroleerd.count() == len(pks)
    for pk in pks:
        assert actions.vraag_vastleggen(pk)
    # A message that comes twice, as a queue may deliver it, commits once.
    assert not tegelijk(actions.leg_import_vast, [*pks[:5], *pks])


@tussen_werkers
def test_vijftig_tegelijk_eindigen_allemaal_in_een_geteld_resultaat(cast):
    dobbel = random.Random(20261126)
    # Half of what the files are about is there already, so that they change plans as well as make them.
    begin = [
        ontvang(cast.coordinator_oost, *geo(range(0, 45, 2)), PROFIEL),
        ontvang(cast.invoerder_bee, *geo(range(0, 45, 2), "Bee", "West", 1), PROFIEL),
    ]
    leg_alles_vast(begin)
    bereken_volledig()
    er_al = Plan.objects.count()
    leg_alles_vast([ontvang(*b) for b in maak_bestanden(cast, dobbel)])

    totaal = Counter()
    for import_ in Import.objects.exclude(pk__in=begin):
        assert import_.status == Import.Status.VASTGELEGD, import_.fout
        geteld = import_.samenvatting["uitkomsten"]
        per_rij = Counter(import_.regels.values_list("uitkomst", flat=True))
        assert {u: n for u, n in geteld.items() if n} == per_rij
        assert sum(geteld.values()) == import_.totaal == import_.verwerkt
        assert 20 <= import_.totaal <= 40
        totaal.update(per_rij)
    # Every row that was refused says why, and all four ways to end have been seen.
    geweigerd = Importregel.objects.filter(uitkomst="geweigerd")
    assert all(any(m["soort"] == "fout" and m["melding"] for m in r.meldingen) for r in geweigerd)
    assert totaal["nieuw"] and totaal["gewijzigd"] and totaal["geweigerd"], totaal
    geen_dubbele_plannen()
    assert Plan.objects.count() == er_al + totaal["nieuw"]
    de_cijfers_kloppen()


def geen_dubbele_plannen():
    for sleutel in (["gemeente", "plannaam"], ["gemeente", "plancode"]):
        plannen = Plan.objects.exclude(plancode="") if "plancode" in sleutel else Plan.objects
        dubbel = plannen.order_by().values(*sleutel).annotate(n=Count("pk")).filter(n__gt=1)
        assert not list(dubbel)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM programmering_plan WHERE NOT programmering_plan_klopt(id)")
        assert cursor.fetchone() == (0,)
    assert not Plan.objects.exclude(pk__in=Planregel.objects.values("plan")).exists()


def de_cijfers_kloppen():
    assert Markering.objects.exists()
    werk_bij()
    assert not Markering.objects.exists()
    assert bereken_volledig().verschillen == 0


@tussen_werkers
def test_alles_wordt_nieuw_en_een_wint(cast):
    """Six files that all would make the same plans: the first to come makes them, the others say so per row."""
    dobbel, pks = random.Random(7), []
    for i in range(6):
        nummers = list(range(24))
        dobbel.shuffle(nummers)
        user = (cast.invoerder_aa, cast.vaststeller_aa, cast.coordinator_oost)[i % 3]
        pks.append(ontvang(user, *(csv(nummers, extra=i) if i % 2 else geo(nummers, extra=i)), _profiel(i)))
    leg_alles_vast(pks)
    assert not Import.objects.exclude(status=Import.Status.VASTGELEGD).exists()
    uitkomsten = sorted(i.samenvatting["uitkomsten"]["nieuw"] for i in Import.objects.all())
    assert uitkomsten == [0] * 5 + [24]
    assert Plan.objects.count() == 24
    geen_dubbele_plannen()


def _profiel(i: int) -> str:
    return "portaal-sjabloon" if i % 2 else PROFIEL


@pytest.mark.django_db
@pytest.mark.parametrize(("klem", "status"), [(1, "vastgelegd"), (actions.POGINGEN, "gecontroleerd")])
def test_wie_elkaar_klem_zet_komt_toch_klaar(cast, monkeypatch, klem, status):
    """A deadlock with somebody who saves plans by hand costs an attempt; after some it can be pressed again."""
    pk = ontvang(cast.invoerder_aa, *geo(range(20)), PROFIEL)
    actions.controleer_import(pk)
    actions.vraag_vastleggen(pk)
    echt, keren = actions._leg_vast, []

    def eerst_klem(*args):
        keren.append(1)
        if len(keren) <= klem:
            zet_klem()
        return echt(*args)

    monkeypatch.setattr(actions, "_leg_vast", eerst_klem)
    actions.leg_import_vast(pk)
    import_ = Import.objects.get(pk=pk)
    assert (len(keren), import_.status) == (min(klem + 1, actions.POGINGEN), status)
    if status == "gecontroleerd":
        assert import_.fout == actions.DRUK
        assert actions.vraag_vastleggen(pk)
        actions.leg_import_vast(pk)
    assert Plan.objects.count() == 20


def zet_klem():
    from psycopg.errors import DeadlockDetected

    raise OperationalError("deadlock detected") from DeadlockDetected("deadlock detected")
