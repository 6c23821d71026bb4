"""Rows of the files of peilstanden: of what the reader may see, as then."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.formats import date_format

from programmering.keten.selectors import momentopname
from programmering.voortgang.models import PLANSCHAKELS

from .calculations import CATEGORIEEN
from .models import Peilstand, Peilstandplan
from .selectors import PlanMetCijfers, Planregel, Vergelijking, mag_reden_zien

STATUS = "vastgesteld"
LANG = [
    "peildatum", "gemeentecode", "gemeente", "versie", "geldend", "woningtype", "schakel", "jaar", "aantal",
    "waarvan_corporatie", "status", "rekenvoorbeeld",
]  # fmt: skip
_PLAN = [
    "plancode", "plannaam", "planologische_status", "klasse", "bouwvorm", "invoer", "vertrouwelijkheid_toen",
]  # fmt: skip
PER_PLAN = [*LANG[:5], *_PLAN, *LANG[5:]]
BREED = [*_PLAN, *(f"{c}_{s}" for c in CATEGORIEEN for s in PLANSCHAKELS)]
SAMEN = ["woningtype", "gerealiseerd", "hard", "zacht", "nog_te_bouwen", "waarvan_corporatie"]
CORRECTIES = [
    "peildatum", "gemeentecode", "gemeente", "versie", "vastgesteld_op", "vastgesteld_door", "reden",
    "origineel_id", "correctie_id", "woningtype", "nog_te_bouwen_origineel", "nog_te_bouwen_correctie",
    "gerealiseerd_origineel", "gerealiseerd_correctie", "status", "rekenvoorbeeld",
]  # fmt: skip
VERSCHIL = [
    "gebiedscode", "gebied", "van", "naar", "gemeente", "plan", "woningtype", "status_van", "status_naar",
    "nog_te_bouwen_van", "nog_te_bouwen_naar", "gerealiseerd_van", "gerealiseerd_naar", "nieuw", "vervallen",
    "gewijzigd", "gerealiseerd", "van_zacht_naar_hard", "van_hard_naar_zacht", "status", "telwijze",
]  # fmt: skip


def _janee(waarde: bool) -> str:
    return "ja" if waarde else "nee"


def lange_rijen(user, peilstanden: QuerySet) -> Iterator[list]:
    """One row per peilstand, woningtype, schakel and year; year 0, unknown, is left empty. Read while it is sent."""
    rijen = (
        Peilstandplan.objects.for_user(user)
        .filter(
            peilstand__in=peilstanden.order_by().values("pk"),
            cijfers__categorie__in=CATEGORIEEN,
            cijfers__schakel__in=PLANSCHAKELS,
        )
        .order_by(
            "-peilstand__peildatum", "peilstand__gemeente__code", "peilstand__nummer",
            "cijfers__categorie", "cijfers__schakel", "cijfers__jaar",
        )
        .values_list(
            "peilstand__peildatum", "peilstand__gemeente__code", "peilstand__gemeente__naam", "peilstand__nummer",
            "peilstand__geldend", "cijfers__categorie", "cijfers__schakel", "cijfers__jaar",
            "peilstand__rekenvoorbeeld",
        )
        .annotate(Sum("cijfers__aantal"), Sum("cijfers__waarvan_corporatie"))
    )  # fmt: skip
    with momentopname():
        for *begin, geldend, categorie, schakel, jaar, voorbeeld, aantal, corporatie in rijen.iterator(chunk_size=2000):
            yield [
                *begin, _janee(geldend), categorie, schakel, jaar or None, aantal, corporatie, STATUS,
                _janee(voorbeeld),
            ]  # fmt: skip


def planrijen(user, peilstand: Peilstand) -> Iterator[list]:
    """One row per plan, woningtype, schakel and year; a plan without figures has one row without."""
    kop = [
        peilstand.peildatum, peilstand.gemeente.code, peilstand.gemeente.naam, peilstand.nummer,
        _janee(peilstand.geldend),
    ]  # fmt: skip
    rijen = (
        Peilstandplan.objects.for_user(user)
        .filter(peilstand=peilstand)
        .order_by("plannaam", "pk", "cijfers__categorie", "cijfers__schakel", "cijfers__jaar")
        .values_list(
            "plancode", "plannaam", "status_planologisch", "klasse", "bouwvorm", "invoerstatus", "tier",
            "cijfers__categorie", "cijfers__schakel", "cijfers__jaar", "cijfers__aantal", "cijfers__waarvan_corporatie",
        )
    )  # fmt: skip
    with momentopname():
        for *plan, jaar, aantal, corporatie in rijen.iterator(chunk_size=2000):
            yield [*kop, *plan, jaar or None, aantal, corporatie, STATUS, _janee(peilstand.rekenvoorbeeld)]


def brede_rijen(plannen: Iterable[PlanMetCijfers]) -> Iterator[list]:
    for rij in plannen:
        p = rij.plan
        yield [
            p.plancode, p.plannaam, p.status_planologisch, p.klasse, p.bouwvorm, p.invoerstatus, p.tier,
            *(getattr(f, s) for f in rij.figuren for s in PLANSCHAKELS),
        ]  # fmt: skip


def samen(figuren) -> Iterator[list]:
    for f in figuren:
        yield [f.categorie, f.gerealiseerd, f.hard, f.zacht, f.nog_te_bouwen, f.waarvan_corporatie]


def kopregels(user, peilstand: Peilstand) -> list[str]:
    """Lines above the tables of a workbook: what it is, of when, which version, and who froze it for whom may know."""
    moment = date_format(timezone.localtime(peilstand.vastgesteld_op), "j F Y, H:i")
    intern = mag_reden_zien(user, peilstand)
    door = f" door {peilstand.vastgesteld_door}" if intern else ""
    regels = [
        f"Peilstand van {peilstand.gemeente} op {date_format(peilstand.peildatum, 'j F Y')}, versie {peilstand.nummer}"
        f"{'' if peilstand.geldend else ' (vervangen door een latere versie)'}",
        f"vastgesteld op {moment}{door}{' · rekenvoorbeeld' if peilstand.rekenvoorbeeld else ''} · exclusief geteld",
    ]
    return [*regels, f"Reden van de correctie: {peilstand.reden}"] if intern and peilstand.reden else regels


def correctierijen(correcties) -> Iterator[list]:
    """One row per correction and woningtype; who and why only for whom may know."""
    for c in correcties:
        nieuw, oud = c.peilstand, c.origineel
        for toen, nu in zip(c.figuren_origineel, c.figuren, strict=True):
            yield [
                nieuw.peildatum, nieuw.gemeente.code, nieuw.gemeente.naam, nieuw.nummer, nieuw.vastgesteld_op,
                nieuw.vastgesteld_door if c.intern else None, nieuw.reden if c.intern else None, oud.pk, nieuw.pk,
                nu.categorie, toen.nog_te_bouwen, nu.nog_te_bouwen, toen.gerealiseerd, nu.gerealiseerd, STATUS,
                _janee(nieuw.rekenvoorbeeld),
            ]  # fmt: skip


def verschilrijen(vergelijking: Vergelijking, categorie: str, regels: Iterable[Planregel]) -> Iterator[list]:
    basis = vergelijking.basis
    for r in regels:
        t, v = r.telling, r.verschil
        yield [
            basis.gebied.code, basis.gebied.naam, basis.van, vergelijking.naar_tekst, r.gemeente, r.naam, categorie,
            r.toen.status if r.toen else None, r.nu.status if r.nu else None, t.toen.rest, t.nu.rest,
            t.toen.gerealiseerd, t.nu.gerealiseerd, *(n for _, n in v.delen), v.naar_hard, v.naar_zacht,
            vergelijking.status, "exclusief",
        ]  # fmt: skip
