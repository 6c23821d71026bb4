"""Making the figures: a full run, and the update of what is marked. The SQL is in programmering/sql.

One at a time, by a transaction lock. READ COMMITTED matters: marks are taken in one statement and figures
computed in a later one, whose snapshot holds at least everything that those marks stand for. What is committed
after that has left a mark of its own.
"""

import time

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from programmering.plannen.lijsten import Invoerstatus, Planklasse
from programmering.plannen.models import Plan, Telregel
from woonzorg.sql import haal_op, voer_uit

from .models import Berekening, Bijdrage, Voortgang

LOCK = 7290000  # any number, as long as nothing else in this database locks on it
BEWAAR_BIJWERKINGEN = 500


def _neem_markeringen() -> tuple[list[int], list[int]]:
    """Takes all marks off the table; gives gemeente ids and plan ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("DELETE FROM programmering_markering RETURNING gemeente_id, plan_id")
        rijen = cursor.fetchall()
    return sorted({g for g, _ in rijen}), sorted({p for _, p in rijen if p is not None})


def minimum_cluster(peildag) -> int:
    """The telregel that holds on `peildag`: homes below which a cluster is none."""
    telregel = Telregel.objects.filter(geldig_van__lte=peildag).order_by("-geldig_van").first()
    return telregel.minimum if telregel else 0


def bereken_volledig() -> Berekening:
    """Computes all figures afresh and activates them whole; counts what the updates had left otherwise."""
    begin = time.monotonic()
    with transaction.atomic():
        gemarkeerde_gemeenten, gemarkeerd = _neem_markeringen()
        vandaag = timezone.localdate()
        eerste_keer = not Berekening.objects.actief().exists()
        berekening = Berekening.objects.create(
            soort=Berekening.Soort.VOLLEDIG, minimum_cluster=minimum_cluster(vandaag)
        )
        vorige = Berekening.objects.actief().first()
        regel_veranderd = vorige is not None and vorige.minimum_cluster != berekening.minimum_cluster
        with connection.cursor() as cursor:
            # Two runs may share one transaction, as they do in tests; the first one's table is still there then.
            cursor.execute(
                "DROP TABLE IF EXISTS pg_temp.vers, pg_temp.vers_overig, pg_temp.anders, pg_temp.anders_overig"
            )
            cursor.execute(
                "CREATE TEMPORARY TABLE vers ON COMMIT DROP AS SELECT * FROM programmering_bijdragen(%s, NULL)",
                [vandaag],
            )
            cursor.execute(
                "CREATE TEMPORARY TABLE vers_overig ON COMMIT DROP AS "
                "SELECT * FROM programmering_bijdragen_overig(%s, NULL)",
                [vandaag],
            )
        voer_uit("programmering/vergelijk_bijdragen")
        anders = haal_op(
            "programmering/onverklaarde_verschillen", {"gemarkeerd": gemarkeerd, "gemeenten": gemarkeerde_gemeenten}
        )
        voer_uit("programmering/voortgang_gemeenten", {"berekening": berekening.pk, "gemeenten": None})
        voer_uit(
            "programmering/voortgang_ouders",
            {"berekening": berekening.pk, "provincies": None, "regios": None},
        )
        for rij in haal_op("programmering/vertrouwelijk_landelijk"):
            berekening.vertrouwelijk.setdefault(rij["periode"], {})[rij["woningtype"]] = rij["aantal"]
        if not eerste_keer and not regel_veranderd:
            berekening.verschillen = len(anders)
            berekening.verschil_voorbeelden = [rij["plan_id"] for rij in anders if rij["plan_id"]][:20]
        # From the plans themselves: counting distinct ones among millions of bijdragen takes seconds.
        tellend = Plan.objects.filter(invoerstatus=Invoerstatus.GEREED).exclude(klasse=Planklasse.NIET_MEETELLEND)
        berekening.plannen = tellend.count()
        berekening.gemeenten = tellend.aggregate(n=Count("gemeente", distinct=True))["n"]
        Berekening.objects.actief().update(actief=False)
        Voortgang.objects.exclude(berekening=berekening)._raw_delete("default")
        berekening.actief = True
        berekening.bijgewerkt = timezone.now()
        berekening.duur = time.monotonic() - begin
        berekening.save()
    return berekening


def werk_bij() -> Berekening | None:
    """Replaces the figures of marked gemeenten in the active run, and re-sums what lies above them.

    None when nothing was marked. Without an active run, or after a change of telregel, it is a full one.
    """
    begin = time.monotonic()
    vandaag = timezone.localdate()
    actief = Berekening.objects.actief().first()
    if actief is None or actief.minimum_cluster != minimum_cluster(vandaag):
        return bereken_volledig()
    with transaction.atomic():
        gemeenten, plannen = _neem_markeringen()
        if not gemeenten:
            return None
        # A full run may have been activated while this one waited for the lock.
        actief = Berekening.objects.actief().get()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM programmering_bijdrage WHERE plan_id = ANY (%s)", [plannen])
            cursor.execute(
                "INSERT INTO programmering_bijdrage (plan_id, gemeente_id, jaar, categorie, schakel, bouwvorm, "
                "tier, aantal, waarvan_corporatie, waarvan_jaar_onbekend) "
                "SELECT * FROM programmering_bijdragen(%s, %s)",
                [vandaag, plannen],
            )
            # Of these there are few in a gemeente, and a plan moves the figures of its plot: all of them anew.
            cursor.execute(
                "DELETE FROM programmering_bijdrage WHERE plan_id IS NULL AND gemeente_id = ANY (%s)", [gemeenten]
            )
            cursor.execute(
                "INSERT INTO programmering_bijdrage (gemeente_id, plot_id, bod_id, aanpassing_id, jaar, categorie, "
                "schakel, bouwvorm, tier, aantal, waarvan_corporatie, waarvan_jaar_onbekend) "
                "SELECT *, 0 FROM programmering_bijdragen_overig(%s, %s)",
                [vandaag, gemeenten],
            )
            cursor.execute(
                "SELECT array_agg(code), array_agg(DISTINCT provincie_id), array_agg(DISTINCT woondealregio_id) "
                "FROM gebieden_gemeente WHERE id = ANY (%s)",
                [gemeenten],
            )
            codes, provincies, regios = cursor.fetchone()
        codes, provincies, regios = codes or [], provincies or [], regios or []
        Voortgang.objects.filter(berekening=actief, code__in=[*codes, *provincies, *regios, "NL"])._raw_delete(
            "default"
        )
        voer_uit("programmering/voortgang_gemeenten", {"berekening": actief.pk, "gemeenten": gemeenten})
        voer_uit(
            "programmering/voortgang_ouders",
            {"berekening": actief.pk, "provincies": provincies, "regios": regios},
        )
        nu = timezone.now()
        Berekening.objects.filter(pk=actief.pk).update(bijgewerkt=nu)
        _vergeet_oude_bijwerkingen()
        return Berekening.objects.create(
            soort=Berekening.Soort.BIJWERKING,
            bijgewerkt=nu,
            duur=time.monotonic() - begin,
            plannen=len(plannen),
            gemeenten=len(gemeenten),
            minimum_cluster=actief.minimum_cluster,
        )


def _vergeet_oude_bijwerkingen() -> None:
    laatste = Berekening.objects.filter(soort=Berekening.Soort.BIJWERKING).order_by("-pk")
    grens = laatste.values_list("pk", flat=True)[BEWAAR_BIJWERKINGEN : BEWAAR_BIJWERKINGEN + 1].first()
    if grens:
        Berekening.objects.filter(soort=Berekening.Soort.BIJWERKING, pk__lte=grens).delete()


def bijdragen_van(plan) -> list[Bijdrage]:
    """Contributions of one plan as the page shows them beside its own label."""
    return list(Bijdrage.objects.filter(plan_id=plan.pk).order_by("schakel", "jaar", "categorie"))
