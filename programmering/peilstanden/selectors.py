"""Reads for the pages of peilstanden. All of a plan goes through for_user; that there is a peilstand is public."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Sum, Value
from django.urls import reverse

from programmering.calculations import BUITEN_OPGAVE, WONINGTYPEN
from programmering.plannen.lijsten import StatusPlanologisch
from programmering.plannen.models import Plan
from programmering.voortgang.models import PLANSCHAKELS
from woonzorg.gebieden.models import Gemeente, Provincie, Woondealregio
from woonzorg.gebieden.soorten import LAND, Gebied, Gebiedssoort
from woonzorg.organisaties.permissions import Permission, has_permission

from . import verschillen
from .basis import Basis, Eenheid, laatste_peildag, lees_basis, lees_overgangen, lees_peildagen
from .calculations import CATEGORIEEN, Verschil, som
from .models import Peilstand, Peilstandplan
from .verschillen import Planverschil

NU = "nu"  # in the url: not a peilstand, but the plans as they are


@dataclass(frozen=True)
class Regel:
    """One categorie of a comparison."""

    categorie: str
    verschil: Verschil


@dataclass(frozen=True)
class Deelgebied:
    """A gebied within the compared one, with its own part of each difference."""

    gebied: Gebied
    regels: tuple[Regel, ...]  # the three woningtypen


@dataclass(frozen=True)
class Vergelijking:
    basis: Basis
    regels: tuple[Regel, ...] = ()  # nultreden, geclusterd, zorggeschikt
    buiten: tuple[Regel, ...] = ()  # beside them: regulier, onbekend
    onder: tuple[Deelgebied, ...] = ()

    @property
    def status(self) -> str:
        """Of the later side; what is frozen is vastgesteld."""
        if self.basis.rekenvoorbeeld:
            return "rekenvoorbeeld"
        return "vastgesteld" if self.basis.naar else "voorlopig"

    @property
    def naar_tekst(self) -> str:
        return self.basis.naar.isoformat() if self.basis.naar else NU

    @property
    def vraag(self) -> dict[str, str]:
        """This comparison, as the url says it."""
        return {"gebied": self.basis.gebied.code, "van": self.basis.van.isoformat(), "naar": self.naar_tekst}

    @property
    def url(self) -> str:
        return f"{reverse('peilstanden-vergelijken')}?{urlencode(self.vraag)}"

    def regel(self, categorie: str) -> Verschil:
        return next(r.verschil for r in (*self.regels, *self.buiten) if r.categorie == categorie)


def vergelijk(user, basis: Basis, *, onder: bool = False) -> Vergelijking:
    """The difference over all that can be compared; with `onder` also per gebied within. One query, or two."""
    per_eenheid = verschillen.per_eenheid(user, basis)
    totaal = {c: som(v for (_, categorie), v in per_eenheid.items() if categorie == c) for c in CATEGORIEEN}
    return Vergelijking(
        basis=basis,
        regels=tuple(Regel(c, totaal[c]) for c in WONINGTYPEN),
        buiten=tuple(Regel(c, totaal[c]) for c in BUITEN_OPGAVE),
        onder=_onder(basis, per_eenheid) if onder else (),
    )


def _onder(basis: Basis, per_eenheid: dict) -> tuple[Deelgebied, ...]:
    """Per provincie for the land, else per gemeente; largest change first. Nothing within a single gemeente."""
    if basis.gebied.soort == Gebiedssoort.GEMEENTE:
        return ()
    namen = dict(Provincie.objects.values_list("code", "naam")) if basis.gebied == LAND else {}
    gebieden: dict[str, Gebied] = {}
    sommen: dict[tuple[str, str], Verschil] = defaultdict(Verschil)
    for i, eenheid in enumerate(basis.eenheden):
        if basis.gebied != LAND:
            gebied = Gebied(Gebiedssoort.GEMEENTE, eenheid.gemeenten[0].code, eenheid.naam)
        elif eenheid.provincie:
            gebied = Gebied(Gebiedssoort.PROVINCIE, eenheid.provincie, namen[eenheid.provincie])
        else:
            continue  # Split over two provincies: in the total, and in neither of them.
        gebieden[gebied.code] = gebied
        for c in WONINGTYPEN:
            sommen[gebied.code, c] += per_eenheid.get((i, c), Verschil())
    delen = [Deelgebied(g, tuple(Regel(c, sommen[code, c]) for c in WONINGTYPEN)) for code, g in gebieden.items()]
    return tuple(sorted(delen, key=lambda d: (-max(abs(r.verschil.verschil) for r in d.regels), d.gebied.naam)))


def wat_veranderde(user, gebied: Gebied) -> Vergelijking | None:
    """The last peilstand of `gebied` beside now; None where nothing can be compared yet. At most four queries."""
    overgangen = lees_overgangen()
    van = laatste_peildag(lees_peildagen(gebied, overgangen))
    if van is None:
        return None
    basis = lees_basis(gebied, van, None, overgangen)
    return vergelijk(user, basis) if basis.eenheden and basis.moment else None


@dataclass(frozen=True)
class Kant:
    """How a plan stood on one side; None where it was not there."""

    naam: str
    status: str

    @property
    def status_naam(self) -> str:
        return StatusPlanologisch(self.status).label


@dataclass(frozen=True)
class Planregel:
    """A plan behind a number, with then and now."""

    gemeente: str
    toen: Kant | None
    nu: Kant | None
    telling: verschillen.Telling
    verschil: Verschil
    effect: int
    plan_id: int | None  # where its page can be seen

    @property
    def naam(self) -> str:
        kant = self.nu or self.toen
        return kant.naam if kant else "Een plan dat u nu niet meer mag zien"


def met_namen(user, basis: Basis, rijen: list[Planverschil], deel: str) -> list[Planregel]:
    """Names and statuses of then and now; two or three queries, however many rows."""
    sleutels = [rij.sleutel for rij in rijen]
    toen = _bevroren_kanten(user, basis.toen, sleutels)
    zichtbaar = {p.pk: p for p in Plan.objects.for_user(user).filter(pk__in=[s for s in sleutels if s > 0])}
    if basis.naar:
        nu = _bevroren_kanten(user, basis.nu, sleutels)
    else:
        nu = {pk: Kant(p.plannaam, p.status_planologisch) for pk, p in zichtbaar.items()}
    return [
        Planregel(
            gemeente=basis.eenheden[rij.eenheid].naam,
            toen=toen.get(rij.sleutel) if rij.telling.aanwezig != "nu" else None,
            nu=nu.get(rij.sleutel) if rij.telling.aanwezig != "toen" else None,
            telling=rij.telling,
            verschil=rij.verschil,
            effect=verschillen.effect(rij.verschil, deel),
            plan_id=rij.sleutel if rij.sleutel in zichtbaar else None,
        )
        for rij in rijen
    ]


def _bevroren_kanten(user, peilstanden: list[int], sleutels: list[int]) -> dict[int, Kant]:
    rijen = Peilstandplan.objects.for_user(user).filter(peilstand__in=peilstanden)
    rijen = rijen.filter(plan__in=[s for s in sleutels if s > 0]) | rijen.filter(pk__in=[-s for s in sleutels if s < 0])
    velden = ("pk", "plan_id", "plannaam", "status_planologisch")
    return {plan or -pk: Kant(naam, status) for pk, plan, naam, status in rijen.order_by().values_list(*velden)}


@dataclass(frozen=True)
class Figuur:
    """Homes of one categorie in a peilstand, per schakel."""

    categorie: str
    gerealiseerd: int = 0
    hard: int = 0
    zacht: int = 0
    waarvan_corporatie: int = 0

    @property
    def nog_te_bouwen(self) -> int:
        return self.hard + self.zacht


def figuren(user, peilstanden: list[int]) -> dict[int, tuple[Figuur, ...]]:
    """Per peilstand its five categorieën, of the plans that `user` may see. One query."""
    plannen = Peilstandplan.objects.for_user(user).filter(peilstand__in=peilstanden)
    return _figuren(plannen, "peilstand_id", peilstanden)


def _figuren(plannen, veld: str, sleutels: list[int]) -> dict[int, tuple[Figuur, ...]]:
    rijen = (
        plannen.filter(cijfers__categorie__in=CATEGORIEEN, cijfers__schakel__in=PLANSCHAKELS)
        .order_by()
        .values_list(veld, "cijfers__categorie", "cijfers__schakel")
        .annotate(Sum("cijfers__aantal"), Sum("cijfers__waarvan_corporatie"))
    )
    cellen: dict = defaultdict(lambda: defaultdict(int))
    for sleutel, categorie, schakel, aantal, corporatie in rijen:
        cellen[sleutel, categorie][schakel] += aantal
        cellen[sleutel, categorie]["waarvan_corporatie"] += corporatie
    return {s: tuple(Figuur(c, **cellen[s, c]) for c in CATEGORIEEN) for s in sleutels}


@dataclass(frozen=True)
class PlanMetCijfers:
    plan: Peilstandplan
    figuren: tuple[Figuur, ...]

    def figuur(self, categorie: str) -> Figuur:
        return next(f for f in self.figuren if f.categorie == categorie)

    @property
    def typen(self) -> tuple[Figuur, ...]:
        """The three of the opgave, in their order."""
        return self.figuren[: len(WONINGTYPEN)]

    @property
    def overig(self) -> int:
        return sum(f.nog_te_bouwen + f.gerealiseerd for f in self.figuren[len(WONINGTYPEN) :])


def met_cijfers(plannen: list[Peilstandplan]) -> list[PlanMetCijfers]:
    """Plans that were read through for_user, with their figures. One query."""
    sleutels = [p.pk for p in plannen]
    per_plan = _figuren(Peilstandplan.objects.filter(pk__in=sleutels), "pk", sleutels)
    return [PlanMetCijfers(p, per_plan[p.pk]) for p in plannen]


def mag_reden_zien(user, peilstand: Peilstand) -> bool:
    """Who froze it and why: free text that can be about a plan that not everyone sees. As `toelichting` of a plan."""
    return has_permission(user, Permission.PLAN_INTERN, gebied=peilstand.gemeente)


def gebiedkeuzes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Land, provincies, woondealregio's, gemeenten, and ended gemeenten that left a peilstand. One query."""
    nu = Gemeente.objects.geldig_op()
    vroeger = Gemeente.objects.filter(Exists(Peilstand.objects.filter(gemeente=OuterRef("pk")))).exclude(
        code__in=nu.values("code")
    )
    soorten = {
        "Provincie": Provincie.objects.all(),
        "Woondealregio": Woondealregio.objects.all(),
        "Gemeente": nu,
        "Gemeente van vroeger": vroeger,
    }
    delen = [r.order_by().annotate(soort=Value(s)).values_list("soort", "code", "naam") for s, r in soorten.items()]
    groepen: dict[str, list[tuple[str, str]]] = {"Land": [(LAND.code, LAND.naam)], **{s: [] for s in soorten}}
    for soort, code, naam in delen[0].union(*delen[1:], all=True).order_by("naam"):
        groepen[soort].append((code, naam))
    return [(soort, keuzes) for soort, keuzes in groepen.items() if keuzes]


@dataclass(frozen=True)
class PeilstandMetFiguren:
    """A peilstand in a list, with what the reader may see of it."""

    peilstand: Peilstand
    figuren: tuple[Figuur, ...]
    intern: bool  # who and why may be told
    status: str = "vastgesteld"  # as every peilstand is

    @property
    def typen(self) -> tuple[Figuur, ...]:
        return self.figuren[: len(WONINGTYPEN)]


def met_figuren(user, peilstanden: list[Peilstand]) -> list[PeilstandMetFiguren]:
    """One query for all peilstanden of a page."""
    per = figuren(user, [p.pk for p in peilstanden])
    return [PeilstandMetFiguren(p, per[p.pk], mag_reden_zien(user, p)) for p in peilstanden]


@dataclass(frozen=True)
class Correctie:
    """A later version beside the one it took the place of; that one is kept, and can be opened."""

    peilstand: Peilstand
    origineel: Peilstand
    figuren: tuple[Figuur, ...]
    figuren_origineel: tuple[Figuur, ...]
    intern: bool

    @property
    def typen(self) -> list[tuple[str, int, int]]:
        """Per woningtype what had still to be built, before and after."""
        paren = zip(self.figuren_origineel, self.figuren, strict=True)
        return [(oud.categorie, oud.nog_te_bouwen, nieuw.nog_te_bouwen) for oud, nieuw in paren][: len(WONINGTYPEN)]


def met_origineel(user, correcties: list[Peilstand]) -> list[Correctie]:
    """Two queries, however many corrections."""
    per_gemeente = Peilstand.objects.filter(gemeente__in={c.gemeente_id for c in correcties}).select_related("gemeente")
    versies = {(p.gemeente_id, p.peildatum, p.nummer): p for p in per_gemeente}
    paren = [(c, versies[c.gemeente_id, c.peildatum, c.nummer - 1]) for c in correcties]
    per = figuren(user, [p.pk for paar in paren for p in paar])
    return [Correctie(c, oud, per[c.pk], per[oud.pk], mag_reden_zien(user, c)) for c, oud in paren]


def versies_van(peilstand: Peilstand) -> list[Peilstand]:
    """All versions of the same gemeente and peildatum, latest first."""
    zelfde = Peilstand.objects.filter(gemeente=peilstand.gemeente_id, peildatum=peilstand.peildatum)
    return list(zelfde.order_by("-nummer"))


def wat_de_correctie_wijzigde(user, peilstand: Peilstand, versies: list[Peilstand]) -> Vergelijking | None:
    """This version beside the one before; None for a first one. One query."""
    vorige = next((v for v in versies if v.nummer == peilstand.nummer - 1), None)
    if vorige is None:
        return None
    eenheid = Eenheid(
        gemeenten=(peilstand.gemeente.gebied,), provincie="", woondealregio="", toen=(vorige.pk,), nu=(peilstand.pk,),
        rekenvoorbeeld=peilstand.rekenvoorbeeld,
    )  # fmt: skip
    dag = peilstand.peildatum
    return vergelijk(user, Basis(peilstand.gemeente.gebied, dag, dag, None, (eenheid,), ()))
