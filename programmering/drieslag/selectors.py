"""Reading the drieslag of many gemeenten at once: as many queries for 342 as for one."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from programmering.calculations import Keten
from programmering.opgaven.models import Opgave
from programmering.partners.lijsten import Partnerrol
from programmering.partners.models import Plotpartner
from programmering.plots.lijsten import Plotstatus
from programmering.plots.models import Plot
from woonzorg.gebieden.soorten import Gebiedssoort

from .calculations import Drieslag, Plotstand, beantwoord


def drieslagen(ketens: list[Keten], *, user) -> list[Drieslag]:
    """Of the gemeenten that these ketens are of, with the plots and opgaven that `user` may see; two queries."""
    if not ketens:
        return []
    codes = [k.gebied.code for k in ketens]
    opgaven = {
        o["gemeente__code"]: o
        for o in Opgave.objects.geldend()
        .for_user(user)
        .filter(periode__slug=ketens[0].periode.slug, gemeente__code__in=codes)
        .values("gemeente__code", "status", "besluit")
    }
    plots = _plotstanden(codes, user)
    return [
        beantwoord(
            keten,
            opgaven.get(keten.gebied.code, {}).get("status"),
            opgaven.get(keten.gebied.code, {}).get("besluit", ""),
            plots[keten.gebied.code],
        )
        for keten in ketens
    ]


def drieslag_van(keten: Keten, user) -> Drieslag | None:
    """Of a gemeente; the questions are asked of nobody else."""
    return drieslagen([keten], user=user)[0] if keten.gebied.soort == Gebiedssoort.GEMEENTE else None


def _plotstanden(codes: list[str], user) -> dict[str, Plotstand]:
    def heeft(rol: str) -> Exists:
        return Exists(Plotpartner.objects.lopend().filter(plot=OuterRef("pk"), rol=rol))

    rijen = (
        Plot.objects.for_user(user)
        .levend()
        .filter(gemeente__code__in=codes)
        .order_by()
        .values_list(
            "gemeente__code",
            "status",
            heeft(Partnerrol.CORPORATIE_INVESTEERDER),
            heeft(Partnerrol.ZORGORGANISATIE),
            heeft(Partnerrol.LOKALE_GEMEENSCHAP),
        )
    )
    telling: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for code, status, corporatie, zorg, gemeenschap in rijen:
        van = telling[code]
        van["gereserveerd" if status == Plotstatus.GERESERVEERD else "vastgelegd"] += 1
        van["compleet"] += corporatie and zorg and gemeenschap
        van["met_partner"] += corporatie or zorg or gemeenschap
        van["zonder_corporatie"] += not corporatie
        van["zonder_zorg"] += not zorg
        van["zonder_gemeenschap"] += not gemeenschap
    return defaultdict(Plotstand, {code: Plotstand(**van) for code, van in telling.items()})
