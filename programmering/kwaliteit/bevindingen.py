"""What may be wrong with a plan: each kind with its condition, what to do, and where in the form it is mended.

Four groups: missing, stale, contradictory, and a year that has passed. A finding is a question to the gemeente, no
judgement: a plan may be right as it stands.
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet

from programmering.peilstanden.models import Peilstandplan
from programmering.plannen.lijsten import ZACHT, Invoerstatus, Opdrachtgever, Plantype, StatusProject
from programmering.plannen.models import Planregel
from programmering.voortgang.models import Bijdrage

VEROUDERD_NA_MAANDEN = 12
# From how many homes a plan is 'uitbreiding (uitleg)' (domein.md 4).
UITLEG_VANAF = 12
_IN_AANBOUW = (StatusProject.REALISATIE_TOT_EERSTE, StatusProject.REALISATIE_TOT_LAATSTE)
_KLAAR = (StatusProject.NAZORG, StatusProject.AFGEROND)


class Klopt(Func):
    """The database's own rule for what adds up."""

    function = "programmering_plan_klopt"
    output_field = BooleanField()


@dataclass(frozen=True)
class Soort:
    slug: str
    groep: str
    naam: str
    doen: str
    anker: str

    def __str__(self):
        return self.naam


ONTBREEKT, VEROUDERD, TEGENSTRIJDIG, VOORBIJ = "Ontbreekt", "Verouderd", "Tegenstrijdig", "Jaar voorbij"
SOORTEN = {
    s.slug: s
    for s in (
        Soort("concept", ONTBREEKT, "nog concept", "Maak het plan af en bewaar het als gereed.", "kop-aantallen"),
        Soort("niet_ingedeeld", ONTBREEKT, "woningen zonder woningtype",
              "Verdeel de woningen bij wonen en zorg.", "kop-aantallen"),
        Soort("jaar_onbekend", ONTBREEKT, "woningen zonder jaar",
              "Zet de woningen in een jaar.", "kop-aantallen"),
        Soort("geen_plek", ONTBREEKT, "geen plek op de kaart", "Teken de plek.", "plek"),
        Soort("kenmerk_onbekend", ONTBREEKT, "plantype, opdrachtgever of projectstatus onbekend",
              "Vul de kenmerken in.", "id_plantype"),
        Soort("verouderd", VEROUDERD, "langer dan een jaar niet bijgewerkt",
              "Kijk het plan na en zet de peildatum op vandaag.", "id_peildatum"),
        Soort("telt_niet_op", TEGENSTRIJDIG, "aantallen tellen niet op",
              "Maak de jaren en de groepen gelijk aan het totaal.", "kop-aantallen"),
        Soort("klaar_met_rest", TEGENSTRIJDIG, "afgerond, maar nog woningen te bouwen",
              "Zet ze op gerealiseerd, of pas de projectstatus aan.", "kop-aantallen"),
        Soort("bouwt_maar_zacht", TEGENSTRIJDIG, "in aanbouw, maar planologisch nog zacht",
              "Pas de planologische status of de projectstatus aan.", "id_status_planologisch"),
        Soort("plantype_past_niet", TEGENSTRIJDIG, "plantype past niet bij het aantal woningen",
              "Kies uitleg vanaf 12 woningen, overig daaronder.", "id_plantype"),
        Soort("jaar_voorbij", VOORBIJ, "woningen in een jaar dat voorbij is",
              "Zet ze op gerealiseerd, of in een later jaar.", "kop-aantallen"),
    )
}  # fmt: skip


def _grens(vandaag: date) -> date:
    jaar = vandaag.year - VEROUDERD_NA_MAANDEN // 12
    return vandaag.replace(year=jaar, day=28) if (vandaag.month, vandaag.day) == (2, 29) else vandaag.replace(year=jaar)


def voorwaarden(vandaag: date) -> dict[str, Q]:
    """slug -> condition on Plan. Years and woningtypen are looked up in what the plan counts, so that the list and
    the figures cannot differ; a concept counts nowhere and is only said to be one."""
    gereed = Q(invoerstatus=Invoerstatus.GEREED)
    telt = Bijdrage.objects.filter(plan=OuterRef("pk")).exclude(categorie="sloop")
    nog = telt.nog_te_bouwen()
    nieuwbouw = Planregel.objects.filter(plan=OuterRef("pk"), groep="nieuwbouw")
    bevestigd = Peilstandplan.objects.filter(
        plan=OuterRef("pk"), peilstand__geldend=True, peilstand__peildatum__gte=_grens(vandaag)
    )
    nog_te_bouwen = nieuwbouw.filter(gepland__gt=F("gerealiseerd"))
    return {
        "concept": Q(invoerstatus=Invoerstatus.CONCEPT),
        "niet_ingedeeld": Exists(nog.filter(categorie="onbekend")) & gereed,
        "jaar_onbekend": Exists(nog.filter(jaar=0)) & gereed,
        "geen_plek": gereed & Q(geometrie__isnull=True),
        "kenmerk_onbekend": gereed
        & (
            Q(plantype=Plantype.ONBEKEND)
            | Q(opdrachtgever_soort=Opdrachtgever.ONBEKEND)
            | Q(status_project=StatusProject.ONBEKEND)
        ),
        "verouderd": Q(peildatum__lt=_grens(vandaag)) & ~Exists(bevestigd),
        "telt_niet_op": Q(invoerstatus=Invoerstatus.CONCEPT) & ~Q(Klopt("pk")),
        "klaar_met_rest": gereed & Q(status_project__in=_KLAAR) & Exists(nog_te_bouwen),
        "bouwt_maar_zacht": gereed & Q(status_project__in=_IN_AANBOUW) & Q(status_planologisch__in=ZACHT),
        "plantype_past_niet": gereed
        & (
            (Q(plantype=Plantype.UITBREIDING_UITLEG) & Exists(nieuwbouw.filter(gepland__lt=UITLEG_VANAF)))
            | (Q(plantype=Plantype.UITBREIDING_OVERIG) & Exists(nieuwbouw.filter(gepland__gte=UITLEG_VANAF)))
        ),
        "jaar_voorbij": Exists(nog.filter(jaar__gt=0, jaar__lt=vandaag.year)) & gereed,
    }


def annoteer(plannen: QuerySet, vandaag: date) -> QuerySet:
    """Adds a boolean per kind, named `kw_<slug>`."""
    return plannen.annotate(
        **{f"kw_{slug}": ExpressionWrapper(q, output_field=BooleanField()) for slug, q in voorwaarden(vandaag).items()}
    )


def met_bevinding(plannen: QuerySet, vandaag: date, slug: str = "") -> QuerySet:
    """Only plans with a finding, or with this one."""
    gevraagd = voorwaarden(vandaag)
    return plannen.filter(gevraagd[slug] if slug in gevraagd else reduce(or_, gevraagd.values()))
