"""Reading the keten: a few queries, one frozen dataclass. Page, API, csv and map all start here."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Case, Exists, F, Q, QuerySet, Sum, When

from programmering.calculations import (
    BUITEN_OPGAVE,
    SCHAKELS,
    WONINGTYPEN,
    BuitenOpgave,
    BuitenPeriode,
    Keten,
    Ketenregel,
    Periode,
    Trend,
    Trendregel,
)
from programmering.opgaven.actions import landelijk_van
from programmering.opgaven.calculations import verschil
from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.plannen.lijsten import Vertrouwelijkheid
from programmering.voortgang.models import Berekening, Voortgang, tier_q
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort

# The field that names the gebied of this soort above a gemeente.
PAD = {
    Gebiedssoort.GEMEENTE: "gemeente__code",
    Gebiedssoort.PROVINCIE: "gemeente__provincie_id",
    Gebiedssoort.WOONDEALREGIO: "gemeente__woondealregio_id",
}


@contextmanager
def momentopname():
    """All reads inside see one moment: a run that is activated halfway is seen by all of them or by none."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _ligging(jaar: int, periode: Periode) -> str:
    """Where a plan year lies against the periode; year 0 is unknown."""
    if jaar == 0:
        return "jaar_onbekend"
    if jaar < periode.van_jaar:
        return "eerder"
    return "later" if jaar > periode.tot_jaar else "binnen"


def _plus(een: tuple[int, int], twee: tuple[int, int]) -> tuple[int, int]:
    return een[0] + twee[0], een[1] + twee[1]


@dataclass(frozen=True)
class Stand:
    """Moment and status that belong to every figure."""

    peildatum: datetime | None
    status: str
    vertrouwelijk: dict


def lees_stand() -> Stand:
    """Peildatum is the moment of the active run. Status: rekenvoorbeeld, else voorlopig until a peilstand is frozen."""
    voorbeeld = Exists(Opgave.objects.geldend().filter(rekenvoorbeeld=True))
    berekening = Berekening.objects.actief().annotate(rekenvoorbeeld=voorbeeld).first()
    if berekening is None:
        return Stand(None, "voorlopig", {})
    status = "rekenvoorbeeld" if berekening.rekenvoorbeeld else "voorlopig"
    return Stand(berekening.bijgewerkt, status, berekening.vertrouwelijk)


def lees_perioden() -> list[Periode]:
    return [p.als_periode() for p in Opgaveperiode.objects.all()]


class Ketenlezer:
    """Reads ketens for one reader, periode and bouwvorm. Inside `momentopname` when more than one is read."""

    def __init__(self, *, user, periode: Periode, bouwvorm: str = ""):
        self.user, self.periode = user, periode
        self.bouwvorm = Q(bouwvorm=bouwvorm) if bouwvorm else Q()
        self.gefilterd = bool(bouwvorm)
        self.stand = lees_stand()
        self.extra = tier_q(user)
        self._gelezen: dict[str, dict] = {}
        self._opgaven: dict[str, dict] = {}

    def keten(self, gebied: Gebied) -> Keten:
        """The keten of one gebied."""
        cellen: dict = defaultdict(lambda: (0, 0))
        for (categorie, schakel, jaar), cel in self._jaarcellen(gebied).items():
            if self.periode.van_jaar <= jaar <= self.periode.tot_jaar:
                cellen[categorie, schakel] = _plus(cellen[categorie, schakel], cel)
        return self._bouw(gebied, cellen, self._opgave_van(gebied))

    def trend(self, gebied: Gebied) -> Trend:
        """Homes per calendar year within the periode, per woningtype; costs no query after `keten`."""
        jaren = tuple(range(self.periode.van_jaar, self.periode.tot_jaar + 1))
        cellen, opgave = self._jaarcellen(gebied), self._opgave_van(gebied)
        return Trend(
            periode=self.periode,
            jaren=jaren,
            regels=tuple(
                Trendregel(
                    woningtype=w,
                    opgave=opgave.get(w),
                    **{s: tuple(cellen.get((w, s, j), (0, 0))[0] for j in jaren) for s in SCHAKELS},
                )
                for w in WONINGTYPEN
            ),
        )

    def buiten_periode(self, gebied: Gebied) -> tuple[BuitenPeriode, ...]:
        """Planned homes of earlier, later and unknown years, per categorie; costs no query after `keten`."""
        som: dict[tuple, int] = defaultdict(int)
        for (categorie, schakel, jaar), (n, _) in self._jaarcellen(gebied).items():
            if schakel in ("hard", "zacht"):
                som[categorie, _ligging(jaar, self.periode)] += n
        return tuple(
            BuitenPeriode(c, som[c, "eerder"], som[c, "later"], som[c, "jaar_onbekend"])
            for c in (*WONINGTYPEN, *BUITEN_OPGAVE)
        )

    def ketens_onder(self, gebied: Gebied, soort: str, gebieden: list[Gebied]) -> list[Keten]:
        """Ketens of the gebieden of `soort` within `gebied`; as many queries for 342 as for one.

        A woondealregio under a provincie is shown whole, also where it reaches beyond that provincie.
        """
        codes = [g.code for g in gebieden]
        openbaar = Q(soort=soort) if gebied.soort == Gebiedssoort.LAND else Q(soort=soort, code__in=codes)
        # A row of the reader's own tiers is one of a gemeente: it adds to the gebied above that gemeente.
        sleutel = Case(When(tier="openbaar", then=F("code")), default=F(PAD[soort]))
        rijen = self._rijen(openbaar, Q(**{f"{PAD[soort]}__in": codes})).in_periode(self.periode)
        rijen = rijen.annotate(gebied=sleutel)
        cellen: dict = defaultdict(lambda: defaultdict(lambda: (0, 0)))
        for r in rijen.per_cel("gebied", "categorie", "schakel"):
            cellen[r["gebied"]][r["categorie"], r["schakel"]] = (r["n"], r["corporatie"])
        opgaven = self._opgaven_per(soort, codes)
        return [self._bouw(g, cellen[g.code], opgaven.get(g.code, {})) for g in gebieden]

    def _jaarcellen(self, gebied: Gebied) -> dict:
        if gebied.code not in self._gelezen:
            rijen = self._rijen(Q(code=gebied.code), in_gebied_q(gebied, "gemeente"))
            self._gelezen[gebied.code] = {
                (r["categorie"], r["schakel"], r["jaar"]): (r["n"], r["corporatie"])
                for r in rijen.per_cel("categorie", "schakel", "jaar")
            }
        return self._gelezen[gebied.code]

    def _rijen(self, openbaar: Q, extra_gebied: Q) -> QuerySet:
        """Public rows of the gebied itself and, of its gemeenten, the rows of the reader's own tiers."""
        welke = Q(tier=Vertrouwelijkheid.OPENBAAR) & openbaar
        if self.extra:
            welke |= self.extra & Q(soort=Gebiedssoort.GEMEENTE) & extra_gebied
        return Voortgang.objects.actief().filter(self.bouwvorm).filter(welke)

    def _zichtbare_opgaven(self, enkele_gemeente: bool) -> QuerySet:
        opgaven = Opgave.objects.geldend().filter(periode__slug=self.periode.slug)
        return opgaven.for_user(self.user) if enkele_gemeente else opgaven

    def _opgave_van(self, gebied: Gebied) -> dict[str, int | None]:
        """Sum over gemeenten; for the land, as long as no gemeente has an opgave, the national row."""
        if gebied.code in self._opgaven:
            return self._opgaven[gebied.code]
        opgaven = self._zichtbare_opgaven(gebied.soort == Gebiedssoort.GEMEENTE)
        som = opgaven.filter(in_gebied_q(gebied, "gemeente")).aggregate(**{w: Sum(w) for w in WONINGTYPEN})
        if gebied.soort == Gebiedssoort.LAND and all(v is None for v in som.values()):
            som = landelijk_van(self.periode)
        self._opgaven[gebied.code] = som
        return som

    def _opgaven_per(self, soort: str, codes: list[str]) -> dict[str, dict]:
        opgaven = self._zichtbare_opgaven(soort == Gebiedssoort.GEMEENTE)
        rijen = (
            opgaven.filter(**{f"{PAD[soort]}__in": codes})
            .order_by()
            .values(gebied=F(PAD[soort]))
            .annotate(**{f"som_{w}": Sum(w) for w in WONINGTYPEN})
        )
        return {r["gebied"]: {w: r[f"som_{w}"] for w in WONINGTYPEN} for r in rijen}

    def _bouw(self, gebied: Gebied, cellen: dict, opgave: dict) -> Keten:
        def n(categorie: str, schakel: str) -> int:
            return cellen.get((categorie, schakel), (0, 0))[0]

        def corporatie(categorie: str, schakel: str) -> int:
            return cellen.get((categorie, schakel), (0, 0))[1]

        # Whoever sees part of the confidential plans would see those homes twice.
        vertrouwelijk = {}
        if gebied.soort == Gebiedssoort.LAND and not self.extra and not self.gefilterd:
            vertrouwelijk = self.stand.vertrouwelijk.get(self.periode.slug, {})
        return Keten(
            gebied=gebied,
            periode=self.periode,
            peildatum=self.stand.peildatum,
            status=self.stand.status,
            regels=tuple(
                Ketenregel(
                    woningtype=w,
                    opgave=opgave.get(w),
                    gerealiseerd=n(w, "gerealiseerd"),
                    hard=n(w, "hard"),
                    zacht=n(w, "zacht"),
                    gereserveerd=n(w, "gereserveerd"),
                    bod=n(w, "bod"),
                    bestaande_bouw=n(w, "aanpassing"),
                    corporatie_gerealiseerd=corporatie(w, "gerealiseerd"),
                    corporatie_hard=corporatie(w, "hard"),
                    corporatie_zacht=corporatie(w, "zacht"),
                    corporatie_gereserveerd=corporatie(w, "gereserveerd"),
                    vertrouwelijk=vertrouwelijk.get(w),
                )
                for w in WONINGTYPEN
            ),
            buiten=tuple(
                BuitenOpgave(c, n(c, "gerealiseerd"), n(c, "hard"), n(c, "zacht")) for c in (*BUITEN_OPGAVE, "sloop")
            ),
        )


def verschil_met_landelijk(keten: Keten) -> dict[str, int | None]:
    """Of the land: sum over gemeenten minus the national figure, per woningtype; {} for any other gebied."""
    if keten.gebied.soort != Gebiedssoort.LAND:
        return {}
    return verschil({r.woningtype: r.opgave for r in keten.regels}, landelijk_van(keten.periode))
