"""What was done and reached in half a year, per provincie (product.md T8). Numbers only, never a word of a note.

Every count begins with what the reader may see, so that no number tells of a text that is kept from this reader.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import Count, Min, Sum
from django.utils import timezone

from programmering.boden.models import Bod
from programmering.partners.lijsten import Niveau
from programmering.plots.lijsten import Plotstatus
from programmering.plots.models import Plot, Plotstap
from projecten.agendering.models import Agenderingspunt, Projectknelpunt
from projecten.coaching.lijsten import Taak
from projecten.coaching.uren import leesbaar
from projecten.project.lijsten import NODIG, Fase
from projecten.project.models import Betrokkenheid, Faseovergang, Projectcommitment
from projecten.zicht import gemeente_q
from woonzorg.gebieden.soorten import Gebied
from woonzorg.organisaties.permissions import Permission

from .selectors import projecten_van_team, provincies

HOOGSTENS = 20  # half years to choose from


@dataclass(frozen=True, order=True)
class Halfjaar:
    jaar: int
    helft: int  # 1 or 2

    @property
    def sleutel(self) -> str:
        return f"{self.jaar}-{self.helft}"

    @property
    def naam(self) -> str:
        return f"{'eerste' if self.helft == 1 else 'tweede'} helft van {self.jaar}"

    @property
    def van(self) -> datetime.date:
        return datetime.date(self.jaar, 1 if self.helft == 1 else 7, 1)

    @property
    def tot(self) -> datetime.date:
        """The last day."""
        return datetime.date(self.jaar, 6, 30) if self.helft == 1 else datetime.date(self.jaar, 12, 31)

    @property
    def vorige(self) -> "Halfjaar":
        return Halfjaar(self.jaar, 1) if self.helft == 2 else Halfjaar(self.jaar - 1, 2)

    @property
    def bereik(self) -> tuple[datetime.date, datetime.date]:
        return self.van, self.tot

    def bevat(self, dag: datetime.date | None) -> bool:
        return dag is not None and self.van <= dag <= self.tot


def halfjaar_van(dag: datetime.date) -> Halfjaar:
    return Halfjaar(dag.year, 1 if dag.month <= 6 else 2)


def halfjaren(user, vandaag: datetime.date | None = None) -> list[Halfjaar]:
    """From the present one back to the first in which a project of this reader ran."""
    nu = halfjaar_van(vandaag or timezone.localdate())
    eerste = Faseovergang.objects.filter(project__in=projecten_van_team(user)).aggregate(dag=Min("datum"))["dag"]
    uit = [nu]
    while eerste and len(uit) < HOOGSTENS and uit[-1].van > eerste:
        uit.append(uit[-1].vorige)
    return uit


@dataclass(frozen=True)
class Telling:
    """One line: a number per provincie, in the order of `Evaluatie.provincies`, and the whole."""

    naam: str
    aantallen: tuple[int | Decimal, ...]
    totaal: int | Decimal
    uitleg: str = ""


@dataclass(frozen=True)
class Onderdeel:
    naam: str
    tellingen: tuple[Telling, ...]


@dataclass(frozen=True)
class Evaluatie:
    halfjaar: Halfjaar
    provincies: tuple[Gebied, ...]
    onderdelen: tuple[Onderdeel, ...]
    loopt_nog: bool

    def als_rijen(self) -> list[list]:
        return [
            [onderdeel.naam, t.naam, *t.aantallen, t.totaal, t.uitleg]
            for onderdeel in self.onderdelen
            for t in onderdeel.tellingen
        ]


@dataclass(frozen=True)
class Loop:
    """The phases of one project, from old to new."""

    project: int
    provincie: str
    gestopt_op: datetime.date | None
    fasen: tuple[tuple[datetime.date, str], ...]

    @property
    def begin(self) -> datetime.date:
        return self.fasen[0][0]

    def fase_op(self, dag: datetime.date) -> str | None:
        return next((fase for datum, fase in reversed(self.fasen) if datum <= dag), None)

    def loopt_op(self, dag: datetime.date) -> bool:
        fase = self.fase_op(dag)
        return fase not in (None, Fase.IN_GEBRUIK) and (self.gestopt_op is None or self.gestopt_op > dag)

    def overgangen(self, halfjaar: Halfjaar) -> list[tuple[str, str]]:
        return [(van, naar) for (_, van), (dag, naar) in pairwise(self.fasen) if halfjaar.bevat(dag)]


class Teller:
    """Makes lines: everything is counted per code of a provincie."""

    def __init__(self, gebieden: Iterable[Gebied]):
        self.codes = [g.code for g in gebieden]

    def regel(self, naam: str, per_provincie: dict, uitleg: str = "", totaal: int | None = None) -> Telling:
        """`totaal` where the whole is not the sum: what touches two provincies is one thing."""
        som = sum(per_provincie.values()) if totaal is None else totaal
        return Telling(naam, tuple(per_provincie.get(c, 0) for c in self.codes), som, uitleg)


def lees_evaluatie(user, halfjaar: Halfjaar, vandaag: datetime.date | None = None) -> Evaluatie:
    """About a dozen queries, whatever there is to count."""
    vandaag = vandaag or timezone.localdate()
    gebieden = provincies(user)
    teller, projecten = Teller(gebieden), projecten_van_team(user)
    lopen = _lopen(projecten)
    return Evaluatie(
        halfjaar=halfjaar,
        provincies=tuple(gebieden),
        onderdelen=(
            Onderdeel("Projecten", tuple(_projecten(teller, lopen, halfjaar, min(halfjaar.tot, vandaag)))),
            Onderdeel("Van fase naar fase", tuple(_fasen(teller, lopen, halfjaar))),
            Onderdeel("Inzet van adviseurs", tuple(_inzet(teller, user, halfjaar))),
            Onderdeel("Ouderen en partners", tuple(_partners(teller, projecten, halfjaar))),
            Onderdeel("Knelpunten en agenda", tuple(_knelpunten(teller, user, projecten, halfjaar))),
            Onderdeel("Van bod naar afspraak", tuple(_conversie(teller, user, projecten, halfjaar))),
        ),
        loopt_nog=halfjaar.tot >= vandaag,
    )


def _lopen(projecten) -> list[Loop]:
    fasen: dict[int, list[tuple[datetime.date, str]]] = {}
    rijen = Faseovergang.objects.filter(project__in=projecten.order_by().values("pk"))
    for project, datum, fase in rijen.order_by("datum", "pk").values_list("project", "datum", "fase"):
        fasen.setdefault(project, []).append((datum, fase))
    velden = projecten.order_by().values_list("pk", "gemeente__provincie", "gestopt_op")
    return [Loop(*rij, tuple(fasen[rij[0]])) for rij in velden if rij[0] in fasen]


def _projecten(teller: Teller, lopen: list[Loop], halfjaar: Halfjaar, peildag: datetime.date):
    def tel(past: Callable[[Loop], bool]) -> Counter:
        return Counter(loop.provincie for loop in lopen if past(loop))

    def in_gebruik(loop: Loop) -> bool:
        return any(halfjaar.bevat(dag) and fase == Fase.IN_GEBRUIK for dag, fase in loop.fasen)

    yield teller.regel("gestart", tel(lambda loop: halfjaar.bevat(loop.begin)))
    yield teller.regel("lopend aan het eind", tel(lambda loop: loop.loopt_op(peildag)))
    yield teller.regel("gestopt", tel(lambda loop: halfjaar.bevat(loop.gestopt_op)))
    yield teller.regel("in gebruik genomen", tel(in_gebruik))


def _fasen(teller: Teller, lopen: list[Loop], halfjaar: Halfjaar):
    overgangen: dict[tuple[str, str], Counter] = {}
    for loop in lopen:
        for overgang in loop.overgangen(halfjaar):
            overgangen.setdefault(overgang, Counter())[loop.provincie] += 1
    volgorde = [fase.value for fase in Fase]
    for van, naar in sorted(overgangen, key=lambda o: (volgorde.index(o[0]), volgorde.index(o[1]))):
        yield teller.regel(f"van {Fase(van).label} naar {Fase(naar).label}", overgangen[van, naar])


def _inzet(teller: Teller, user, halfjaar: Halfjaar):
    contacten = leesbaar(user).filter(datum__range=halfjaar.bereik)
    uren: dict[str, dict[str, Decimal]] = {taak.value: {} for taak in Taak}
    aantal: Counter = Counter()
    for provincie, taak, som, n in (
        contacten.order_by().values_list("provincie", "taak").annotate(som=Sum("uren"), n=Count("pk"))
    ):
        uren[taak][provincie] = som
        aantal[provincie] += n
    uitleg = "in het totaal ook wat bij geen provincie hoort" if None in aantal else ""
    yield teller.regel("contactmomenten", aantal, uitleg)
    for taak in Taak:
        yield teller.regel(f"uren taak {taak.label}", uren[taak.value], uitleg)


def _partners(teller: Teller, projecten, halfjaar: Halfjaar):
    pks, pad = projecten.order_by().values("pk"), "project__gemeente__provincie"
    ouderen = Betrokkenheid.objects.filter(project__in=pks, datum__range=halfjaar.bereik).order_by()
    met_ouderen = ouderen.values_list(pad).annotate(n=Count("project", distinct=True))
    yield teller.regel("projecten waar ouderen meededen", dict(met_ouderen))
    commitments = Projectcommitment.objects.filter(partner__project__in=pks, datum__range=halfjaar.bereik)
    per: dict[str, dict[str, int]] = {}
    for niveau, provincie, n in commitments.order_by().values_list("niveau", f"partner__{pad}").annotate(n=Count("pk")):
        per.setdefault(niveau, {})[provincie] = n
    for niveau in Niveau:
        yield teller.regel(f"commitment vastgelegd: {niveau.label}", per.get(niveau.value, {}))


def _knelpunten(teller: Teller, user, projecten, halfjaar: Halfjaar):
    pks = projecten.order_by().values("pk")
    knelpunten = Projectknelpunt.objects.for_user(user).filter(project__in=pks).order_by()
    for naam, veld in (("knelpunten gemeld", "sinds"), ("knelpunten opgelost", "opgelost_op")):
        rijen = knelpunten.filter(**{f"{veld}__range": halfjaar.bereik})
        yield teller.regel(
            naam, dict(rijen.values_list("project__gemeente__provincie").annotate(n=Count("pk"))),
            uitleg="knelpunten die u mag lezen",
        )  # fmt: skip
    punten = set(
        Agenderingspunt.objects.for_user(user)
        .filter(beantwoord_op__range=halfjaar.bereik, knelpunten__project__in=pks)
        .order_by()
        .values_list("pk", "knelpunten__project__gemeente__provincie")
    )
    yield teller.regel(
        "agenderingspunten beantwoord", Counter(provincie for _, provincie in punten),
        uitleg="in elke provincie waar het speelt; in het totaal één keer", totaal=len({pk for pk, _ in punten}),
    )  # fmt: skip


def _conversie(teller: Teller, user, projecten, halfjaar: Halfjaar):
    """Boden → plots → agreements of all three partners."""
    in_team = gemeente_q(user, Permission.TEAM_ZIEN, "gemeente__")
    boden = Bod.objects.for_user(user).filter(in_team, datum__range=halfjaar.bereik).order_by()
    yield teller.regel(
        "boden uitgebracht", dict(boden.values_list("gemeente__provincie").annotate(n=Count("pk", distinct=True))),
        uitleg="op een gemeente",
    )  # fmt: skip
    plots = Plot.objects.for_user(user).filter(in_team).order_by().values("pk")
    stappen = Plotstap.objects.filter(plot__in=plots, datum__range=halfjaar.bereik).order_by()
    for status in (Plotstatus.GERESERVEERD, Plotstatus.VASTGELEGD):
        rijen = stappen.filter(naar=status).values_list("plot__gemeente__provincie")
        yield teller.regel(f"plots {status.label}", dict(rijen.annotate(n=Count("plot", distinct=True))))
    yield teller.regel(
        "projecten met bestuurlijk commitment van alle drie", _akkoord(projecten, halfjaar),
        uitleg="corporatie of investeerder, zorgorganisatie en lokale gemeenschap; de laatste zei in dit half jaar ja",
    )  # fmt: skip


def _akkoord(projecten, halfjaar: Halfjaar) -> Counter:
    """Projects in which the last of the three partners that it cannot do without committed bestuurlijk in this half
    year; who had left by its end does not count."""
    rijen = (
        Projectcommitment.objects.filter(partner__project__in=projecten.order_by().values("pk"))
        .filter(niveau=Niveau.BESTUURLIJK, datum__lte=halfjaar.tot)
        .exclude(partner__tot__lte=halfjaar.tot)
        .order_by("datum")
        .values_list("partner__project", "partner__project__gemeente__provincie", "partner__rol", "datum")
    )
    eerste: dict[tuple[int, str], dict[str, datetime.date]] = {}
    for project, provincie, rol, datum in rijen:
        for wie, rollen in NODIG.items():
            if rol in rollen:
                eerste.setdefault((project, provincie), {}).setdefault(wie, datum)
    return Counter(
        provincie
        for (_, provincie), dagen in eerste.items()
        if len(dagen) == len(NODIG) and halfjaar.bevat(max(dagen.values()))
    )
