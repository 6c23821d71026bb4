"""The recompute, full and of one plan, beside the same SQL by itself; and two shapes of the bijdrage."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from programmering.plannen.actions import als_regels, bewaar_plan
from programmering.plannen.models import Plan
from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.voortgang.models import Berekening, Bijdrage, Voortgang
from woonzorg import sql

from .tabel import Meting, getal, keer, tijd

KAAL = (Path(__file__).parent / "kaal.sql").read_text(encoding="utf-8")
ZAAD = 12


def duur(werk: Callable[[], object]) -> float:
    begin = time.perf_counter()
    werk()
    return time.perf_counter() - begin


def _in_transactie(opdrachten: list[tuple[str, dict | None]]) -> Callable[[], None]:
    def werk():
        with transaction.atomic(), connection.cursor() as cursor:
            for opdracht, parameters in opdrachten:
                cursor.execute(opdracht, parameters)

    return werk


def volledig(*, keren: int, eerste: bool = False) -> list[Meting]:
    """The full run against the SQL that makes the same figures and nothing else.

    Bare there is no lock, no mark, no comparison with what stood, no activation and no cleaning up.
    """
    metingen = []
    if eerste:
        metingen.append(
            Meting("Volledig, terwijl bijna alle bijdragen nog geschreven moeten worden", tijd(duur(bereken_volledig)))
        )
    kladblok = Berekening.objects.create(soort=Berekening.Soort.VOLLEDIG)
    nummer = {"berekening": kladblok.pk}
    in_stappen = _in_transactie(
        [
            ("CREATE TEMPORARY TABLE kaal ON COMMIT DROP AS "
             "SELECT * FROM programmering_bijdragen(current_date, NULL)", None),
            (sql.lees("programmering/voortgang_gemeenten").replace("programmering_bijdrage", "kaal"),
             nummer | {"gemeenten": None}),
            (sql.lees("programmering/voortgang_ouders"), nummer | {"provincies": None, "regios": None}),
        ]
    )  # fmt: skip
    in_een = _in_transactie([(KAAL, nummer)])

    def ruim_op():
        Voortgang.objects.filter(berekening=kladblok)._raw_delete("default")

    tijden: dict[str, list[float]] = {"portaal": [], "stappen": [], "een": []}
    for _ in range(keren):
        tijden["portaal"].append(duur(bereken_volledig))
        tijden["stappen"].append(duur(in_stappen))
        ruim_op()
        tijden["een"].append(duur(in_een))
        ruim_op()
    kladblok.delete()
    portaal, stappen, een = (statistics.median(tijden[naam]) for naam in ("portaal", "stappen", "een"))
    laatste = Berekening.objects.actief().get()
    omvang = f"{getal(Bijdrage.objects.count())} bijdragen, {getal(Voortgang.objects.actief().count())} cijfers"
    return [
        *metingen,
        Meting(
            f"Volledig: {getal(laatste.plannen)} tellende plannen, {omvang}",
            tijd(portaal),
            f"dezelfde SQL kaal: {tijd(stappen)}",
            keer(portaal, stappen),
            "≤ 1,3 ×",
        ),
        Meting("Volledig", tijd(portaal), f"kaal in één opdracht: {tijd(een)}", keer(portaal, een), "≤ 1,3 ×"),
    ]


def _wijzig(plan: Plan, vrij: random.Random) -> None:
    """Moves part of the corporatie's share: a change that every figure above the plan feels."""
    regels = als_regels(plan)
    for i, regel in enumerate(regels):
        if regel.groep == "wonen_en_zorg" and regel.gepland:
            regels[i] = type(regel)(**{**vars(regel), "waarvan_corporatie": vrij.randint(0, regel.gepland)})
    bewaar_plan(plan=plan, regels=regels, gereed=True, by="meting")


def _plannen(aantal: int) -> list[Plan]:
    """Plans that count, drawn from all over the ids; the same ones each run."""
    vrij = random.Random(ZAAD)
    ids = Plan.objects.order_by("id").values_list("id", flat=True)
    eerste, laatste = ids.first(), ids.last()
    gevonden = []
    while len(gevonden) < aantal:
        plan = (
            Plan.objects.filter(id__gte=vrij.randint(eerste, laatste), invoerstatus="gereed", klasse="hard")
            .order_by("id")
            .first()
        )
        if plan is not None and plan.regels.filter(groep="wonen_en_zorg").exists():
            gevonden.append(plan)
    return gevonden


def een_plan(opzet, *, keren: int) -> list[Meting]:
    """From saving one plan until it is in the figures of gemeente, regio, provincie and land."""
    vrij = random.Random(ZAAD)
    plannen = _plannen(2 * keren)
    werk_bij()
    bewaren, bijwerken, kaal = [], [], []
    for plan in plannen[:keren]:
        bewaren.append(duur(lambda plan=plan: _wijzig(plan, vrij)))
        with CaptureQueriesContext(connection) as opdrachten:
            werk_bij()
        # The same plan again, now untouched by Python: all statements may be repeated as they are.
        opnieuw = [(q["sql"], None) for q in opdrachten if not q["sql"].startswith(("BEGIN", "COMMIT", "SET "))]
        kaal.append(duur(_in_transactie(opnieuw)))
        _wijzig(plan, vrij)
        bijwerken.append(duur(werk_bij))
    with opzet.broker() as broker:
        # What was asked for while there was no worker.
        broker.flushdb()
    samen = statistics.median(bewaren) + statistics.median(bijwerken)
    with opzet.met_worker():
        echt = [_door_de_worker(opzet, plan, vrij) for plan in plannen[keren:]]
    return [
        Meting("Eén plan bewaren (alle regels, controle, historie)", tijd(statistics.median(bewaren))),
        Meting(
            "De cijfers bijwerken na één plan",
            tijd(statistics.median(bijwerken)),
            f"dezelfde SQL kaal: {tijd(statistics.median(kaal))}",
            keer(statistics.median(bijwerken), statistics.median(kaal)),
        ),
        Meting("Van bewaren tot in de cijfers, in één proces", tijd(samen), norm="≤ 2 s"),
        Meting(
            "Van bewaren tot in de cijfers, met de echte worker",
            f"{tijd(statistics.median(echt))}, langste {tijd(max(echt))}",
            norm="≤ 2 s",
        ),
    ]


def _door_de_worker(opzet, plan: Plan, vrij: random.Random) -> float:
    with opzet.verbind() as kijker:
        stand = "SELECT bijgewerkt FROM programmering_berekening WHERE actief"
        oud = kijker.execute(stand).fetchone()
        begin = time.perf_counter()
        _wijzig(plan, vrij)
        while kijker.execute(stand).fetchone() == oud:
            if time.perf_counter() - begin > 120:
                raise TimeoutError("de worker werkt de cijfers niet bij")
            time.sleep(0.002)
        return time.perf_counter() - begin


RIJEN = """
    SELECT gemeente_id, jaar, categorie, schakel, bouwvorm, tier, sum(aantal), sum(waarvan_corporatie),
           sum(waarvan_jaar_onbekend)
    FROM programmering_bijdrage WHERE %(gemeente)s::bigint IS NULL OR gemeente_id = %(gemeente)s
    GROUP BY gemeente_id, jaar, categorie, schakel, bouwvorm, tier
"""
REEKSEN = """
    SELECT gemeente_id, cel, bouwvorm, tier, sum(n), sum(c), sum(o)
    FROM vorm_reeks, unnest(cellen, aantallen, corporatie, onbekend) u (cel, n, c, o)
    WHERE %(gemeente)s::bigint IS NULL OR gemeente_id = %(gemeente)s
    GROUP BY gemeente_id, cel, bouwvorm, tier
"""
MAAK_REEKSEN = """
    CREATE TABLE vorm_reeks AS
    SELECT plan_id, gemeente_id, bouwvorm, tier,
           array_agg((jaar::int * 6 + array_position(
               '{nultreden,geclusterd,zorggeschikt,regulier,onbekend,sloop}'::varchar[], categorie) - 1) * 3
               + array_position('{gerealiseerd,hard,zacht}'::varchar[], schakel) - 1) AS cellen,
           array_agg(aantal) AS aantallen, array_agg(waarvan_corporatie) AS corporatie,
           array_agg(waarvan_jaar_onbekend) AS onbekend
    FROM programmering_bijdrage GROUP BY plan_id, gemeente_id, bouwvorm, tier;
    CREATE INDEX ON vorm_reeks (plan_id);
    CREATE INDEX ON vorm_reeks (gemeente_id);
    ANALYZE vorm_reeks
"""


def vormen(*, keren: int) -> list[Meting]:
    """Bijdragen as rows, as they are, against one row a plan with int[] (docs/adr/bijdragen-als-rijen.md)."""
    with connection.cursor() as cursor:

        def som(vorm: str, gemeente: int | None) -> float:
            # Only the count comes out, so that no time goes into carrying rows.
            return duur(lambda: cursor.execute(f"SELECT count(s) FROM ({vorm}) s", {"gemeente": gemeente}))

        cursor.execute(MAAK_REEKSEN)
        try:
            cursor.execute("SELECT gemeente_id FROM vorm_reeks GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
            (grootste,) = cursor.fetchone()
            tijden: dict[tuple[str, int | None], list[float]] = {}
            for _ in range(keren + 1):
                for vorm in (RIJEN, REEKSEN):
                    for gemeente in (None, grootste):
                        tijden.setdefault((vorm, gemeente), []).append(som(vorm, gemeente))
            cursor.execute(
                "SELECT pg_total_relation_size('programmering_bijdrage'), pg_total_relation_size('vorm_reeks')"
            )
            groottes = cursor.fetchone()
        finally:
            cursor.execute("DROP TABLE vorm_reeks")

    def regel(wat: str, gemeente: int | None) -> Meting:
        # The first time fills the cache.
        rijen, reeksen = (statistics.median(tijden[v, gemeente][1:]) for v in (RIJEN, REEKSEN))
        return Meting(wat, tijd(rijen), f"één rij per plan, int[]: {tijd(reeksen)}", keer(rijen, reeksen))

    mb = [f"{getal(n / 1e6)} MB" for n in groottes]
    return [
        regel("Bijdragen optellen, alle gemeenten", None),
        regel("Bijdragen optellen, de grootste gemeente", grootste),
        Meting("Bijdragen bewaren, met indexen", mb[0], f"één rij per plan, int[]: {mb[1]}", keer(*groottes)),
    ]
