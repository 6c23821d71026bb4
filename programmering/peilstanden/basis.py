"""What is compared with what: of each gemeente its peilstand then, beside its peilstand or its plans now.

After a herindeling the two sides are no longer the same gemeente. A new gemeente stands beside all those that went on
in it; where one was split, its successors can only be compared together. So the parts always fit, and each plan is in
exactly one of them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from programmering.voortgang.models import Berekening
from woonzorg.gebieden.models import Gemeente, Opvolging
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort

from .models import Peilstand


@dataclass(frozen=True)
class Eenheid:
    """The smallest thing that can be compared: nearly always one gemeente."""

    gemeenten: tuple[Gebied, ...]
    # Empty where its gemeenten lie in more than one.
    provincie: str
    woondealregio: str
    toen: tuple[int, ...]  # keys of peilstanden
    nu: tuple[int, ...]  # keys of peilstanden; of gemeenten when it is about now
    rekenvoorbeeld: bool

    @property
    def naam(self) -> str:
        return " en ".join(g.naam for g in self.gemeenten)


@dataclass(frozen=True)
class Weggelaten:
    """A gemeente that is on neither side, and why."""

    gemeente: Gebied
    reden: str


@dataclass(frozen=True)
class Basis:
    gebied: Gebied
    van: date
    naar: date | None  # None: now
    moment: datetime | None  # of the figures of now
    eenheden: tuple[Eenheid, ...]
    weggelaten: tuple[Weggelaten, ...]

    @property
    def gemeenten(self) -> int:
        return sum(len(e.gemeenten) for e in self.eenheden)

    @property
    def rekenvoorbeeld(self) -> bool:
        return any(e.rekenvoorbeeld for e in self.eenheden)

    @property
    def toen(self) -> list[int]:
        return [pk for e in self.eenheden for pk in e.toen]

    @property
    def nu(self) -> list[int]:
        return [pk for e in self.eenheden for pk in e.nu]


@dataclass(frozen=True)
class Overgang:
    """A gemeente that went on in another, on a day."""

    van: int
    naar: int
    datum: date
    naar_code: str
    naar_provincie: str
    naar_woondealregio: str

    def eindigt_in(self, gebied: Gebied) -> bool:
        return ligt_in(gebied, self.naar_code, self.naar_provincie, self.naar_woondealregio)


def ligt_in(gebied: Gebied, code: str, provincie: str, woondealregio: str) -> bool:
    """The same as in_gebied_q, for a gemeente that was read already."""
    eigen = {
        Gebiedssoort.LAND: gebied.code,
        Gebiedssoort.PROVINCIE: provincie,
        Gebiedssoort.WOONDEALREGIO: woondealregio,
        Gebiedssoort.GEMEENTE: code,
    }
    return eigen[gebied.soort] == gebied.code


def lees_overgangen() -> list[Overgang]:
    """All herindelingen; a few dozen rows at most. One query."""
    velden = ("van", "naar", "datum", "naar__code", "naar__provincie", "naar__woondealregio")
    return [Overgang(*rij) for rij in Opvolging.objects.order_by("datum", "pk").values_list(*velden)]


@dataclass(frozen=True)
class Peildag:
    """A day of which peilstanden exist, with how many gemeenten have one."""

    datum: date
    gemeenten: int


def lees_peildagen(gebied: Gebied, overgangen: list[Overgang]) -> list[Peildag]:
    """The days on which gemeenten of `gebied`, or those that went on in one of these, were frozen; latest first."""
    hier = {o.van for o in overgangen if o.eindigt_in(gebied)}
    while verder := {o.van for o in overgangen if o.naar in hier} - hier:
        hier |= verder
    rijen = Peilstand.objects.geldend().filter(_hier_of(gebied, hier, "gemeente"))
    per_dag = rijen.order_by("-peildatum").values("peildatum").annotate(n=Count("pk"))
    return [Peildag(r["peildatum"], r["n"]) for r in per_dag]


def _hier_of(gebied: Gebied, gemeenten: set[int], pad: str = "") -> Q:
    """In the gebied, or one of these. Of the land all are: its own condition is empty, and `Q() | x` would be x."""
    hier = in_gebied_q(gebied, pad)
    return hier | Q(**{f"{pad or 'pk'}__in": gemeenten}) if hier else hier


def laatste_peildag(dagen: list[Peildag]) -> date | None:
    """The last day, not after today, on which at least half as many gemeenten were frozen as on the best one.

    So a round that has just begun, with one gemeente accepted, does not hide the whole one before it.
    """
    geweest = [d for d in dagen if d.datum <= timezone.localdate()]
    genoeg = max((d.gemeenten for d in geweest), default=0) / 2
    return next((d.datum for d in geweest if d.gemeenten >= genoeg), None)


def lees_basis(gebied: Gebied, van: date, naar: date | None, overgangen: list[Overgang]) -> Basis:
    """Pairs the gemeenten of `gebied` of `naar` (None: today) with their peilstanden of `van`. One query."""
    dag = naar or timezone.localdate()
    tussen = [o for o in overgangen if van < o.datum <= dag]
    rijen = _lees_gemeenten(gebied, van, naar, {pk for o in tussen for pk in (o.van, o.naar)})
    per = {rij.pk: rij for rij in rijen}
    voorgangers: dict[int, list[int]] = {}
    for overgang in tussen:
        voorgangers.setdefault(overgang.naar, []).append(overgang.van)
    bestaat = [r for r in rijen if r.geldig_van <= dag and (r.geldig_tot is None or r.geldig_tot > dag)]
    eenheden, weggelaten = [], []
    for leden, wortels in _groepen(bestaat, per, voorgangers, van):
        binnen = [lid for lid in leden if _in(gebied, lid)]
        if not binnen:
            vertrokken = [w for w in wortels if _in(gebied, w) and w not in leden]
            weggelaten += [_weg(w, f"ging over in {_namen(leden)}") for w in vertrokken]
        elif len(binnen) < len(leden):
            samen = _namen([lid for lid in leden if lid not in binnen])
            weggelaten += [_weg(lid, f"gesplitst; alleen te vergelijken samen met {samen}") for lid in binnen]
        elif reden := _ontbreekt(leden, wortels, van, naar):
            weggelaten += [_weg(lid, reden) for lid in leden]
        else:
            eenheden.append(_eenheid(leden, wortels, naar))
    if gebied.soort == Gebiedssoort.GEMEENTE and not eenheden and not weggelaten:
        weggelaten = [Weggelaten(gebied, f"bestaat niet op {_dag(dag)}")]
    moment = rijen[0].moment if rijen and not naar else None
    return Basis(gebied, van, naar, moment, tuple(eenheden), tuple(weggelaten))


def _lees_gemeenten(gebied: Gebied, van: date, naar: date | None, betrokken: set[int]) -> list[Gemeente]:
    """Gemeenten of the gebied, and all that a herindeling in between touched, with the keys of their peilstanden."""

    def peilstand(dag: date, veld: str) -> Subquery:
        return Subquery(Peilstand.objects.geldend().filter(gemeente=OuterRef("pk"), peildatum=dag).values(veld)[:1])

    rijen = Gemeente.objects.filter(_hier_of(gebied, betrokken)).annotate(
        toen=peilstand(van, "pk"), toen_voorbeeld=peilstand(van, "rekenvoorbeeld")
    )
    if naar:
        return list(rijen.annotate(nu=peilstand(naar, "pk"), nu_voorbeeld=peilstand(naar, "rekenvoorbeeld")))
    return list(rijen.annotate(moment=Subquery(Berekening.objects.actief().values("bijgewerkt")[:1])))


def _groepen(bestaat, per, voorgangers, van: date) -> list[tuple[list, list]]:
    """Gemeenten of the later day that share a gemeente of the earlier one, with all these: [(later, earlier)]."""

    def wortels(gemeente, gezien: frozenset) -> set[int]:
        eerder = [v for v in voorgangers.get(gemeente.pk, ()) if v not in gezien]
        if not eerder or (gemeente.geldig_van > van and gemeente.toen is not None):
            # Nothing went on in it, or it was frozen as it is now: that holds what its predecessors had.
            return {gemeente.pk}
        uit = {gemeente.pk} if gemeente.geldig_van <= van else set()
        return uit.union(*(wortels(per[v], gezien | {gemeente.pk}) for v in eerder))

    geraakt = {pk for naar, van in voorgangers.items() for pk in (naar, *van)}
    groepen: list[tuple[list, set[int]]] = []
    for gemeente in bestaat:
        leden, eigen = [gemeente], wortels(gemeente, frozenset())
        if gemeente.pk in geraakt:
            for groep in [g for g in groepen if g[1] & eigen]:
                groepen.remove(groep)
                leden, eigen = groep[0] + leden, groep[1] | eigen
        groepen.append((leden, eigen))
    return [(leden, [per[pk] for pk in sorted(eigen)]) for leden, eigen in groepen]


def _ontbreekt(leden, wortels, van: date, naar: date | None) -> str:
    """Which peilstand is not there; '' when all are."""
    zonder = [w for w in wortels if w.toen is None]
    if zonder:
        wie = "" if zonder == leden else f" van {_namen(zonder)}"
        return f"geen peilstand{wie} op {_dag(van)}"
    if naar and any(lid.nu is None for lid in leden):
        return f"geen peilstand op {_dag(naar)}"
    return ""


def _eenheid(leden, wortels, naar: date | None) -> Eenheid:
    voorbeeld = any(w.toen_voorbeeld for w in wortels) or (bool(naar) and any(lid.nu_voorbeeld for lid in leden))
    return Eenheid(
        gemeenten=tuple(lid.gebied for lid in leden),
        provincie=_enige(lid.provincie_id for lid in leden),
        woondealregio=_enige(lid.woondealregio_id for lid in leden),
        toen=tuple(w.toen for w in wortels),
        nu=tuple(lid.nu if naar else lid.pk for lid in leden),
        rekenvoorbeeld=voorbeeld,
    )


def _enige(codes) -> str:
    verschillend = set(codes)
    return verschillend.pop() if len(verschillend) == 1 else ""


def _in(gebied: Gebied, gemeente: Gemeente) -> bool:
    return ligt_in(gebied, gemeente.code, gemeente.provincie_id, gemeente.woondealregio_id)


def _weg(gemeente: Gemeente, reden: str) -> Weggelaten:
    return Weggelaten(gemeente.gebied, reden)


def _namen(gemeenten) -> str:
    return " en ".join(sorted(g.naam for g in gemeenten))


def _dag(dag: date) -> str:
    return date_format(dag, "j F Y")
