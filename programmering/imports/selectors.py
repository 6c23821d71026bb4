"""What the pages of an import show."""

from dataclasses import dataclass, field

from django.db.models import Count

from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente

from .ligging import HERSTELD
from .models import Import, Importregel

Uitkomst = Importregel.Uitkomst


@dataclass(frozen=True)
class Telling:
    """The three counts of an import, and how many plans are new or change."""

    zonder_opmerking: int
    met_waarschuwing: int
    geweigerd: int
    nieuw: int
    gewijzigd: int
    ongewijzigd: int

    @property
    def totaal(self) -> int:
        return self.zonder_opmerking + self.met_waarschuwing + self.geweigerd

    @property
    def te_schrijven(self) -> int:
        return self.nieuw + self.gewijzigd


def telling(import_: Import) -> Telling | None:
    """None while an import has not been checked."""
    samenvatting = import_.samenvatting
    if "uitkomsten" not in samenvatting:
        return None
    n, met = samenvatting["uitkomsten"], samenvatting["met_waarschuwing"]
    goed = n["nieuw"] + n["gewijzigd"] + n["ongewijzigd"]
    return Telling(goed - met, met, n["geweigerd"], n["nieuw"], n["gewijzigd"], n["ongewijzigd"])


@dataclass(frozen=True)
class Regelrij:
    """A row of the file with its messages and changes under each other, each (soort, kolom, waarde, tekst)."""

    regel: Importregel
    plan_id: int | None
    details: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def hersteld(self) -> bool:
        """True when its shape was mended, and can be seen before and after that."""
        return any(m["reden"] == HERSTELD for m in self.regel.meldingen)

    @property
    def hoogte(self) -> int:
        return max(1, len(self.details))


def rijen(regels: list[Importregel], user) -> list[Regelrij]:
    """Rows for a page; links only to plans that `user` may see. One query for those."""
    plannen = {r.plan_id for r in regels if r.plan_id}
    zichtbaar = set(Plan.objects.for_user(user).filter(pk__in=plannen).values_list("pk", flat=True))
    return [Regelrij(r, r.plan_id if r.plan_id in zichtbaar else None, _details(r)) for r in regels]


def _details(regel: Importregel) -> list[tuple[str, str, str, str]]:
    meldingen = sorted(regel.meldingen, key=lambda m: m["soort"] != "fout")
    return [(m["soort"], m["kolom"], m["waarde"], m["melding"]) for m in meldingen] + [
        ("wijziging", w["veld"], "", f"{w['oud'] or 'leeg'} → {w['nieuw'] or 'leeg'}") for w in regel.wijzigingen
    ]


def gemeenten_met_plannen(import_: Import, user) -> list[tuple[str, str, int]]:
    """(code, naam, number of plans written that `user` may see) per gemeente, after committing; one query.

    Of agreements the number of opgaven.
    """
    if import_.doel == Import.Doel.OPGAVEN:
        return _gemeenten_met_opgaven(import_)
    geschreven = Plan.objects.for_user(user).filter(
        pk__in=import_.regels.filter(uitkomst__in=[Uitkomst.NIEUW, Uitkomst.GEWIJZIGD]).values("plan_id")
    )
    per_gemeente = geschreven.order_by("gemeente__naam").values_list("gemeente__code", "gemeente__naam")
    return list(per_gemeente.annotate(aantal=Count("pk")))


def _gemeenten_met_opgaven(import_: Import) -> list[tuple[str, str, int]]:
    """By name, as it is kept with the rows: there is one gemeente of a name at a time."""
    geschreven = import_.regels.filter(uitkomst__in=[Uitkomst.NIEUW, Uitkomst.GEWIJZIGD]).order_by()
    aantallen = dict(geschreven.values_list("gemeentenaam").annotate(n=Count("pk")))
    gemeenten = Gemeente.objects.geldig_op().filter(naam__in=aantallen).order_by("naam")
    return [(code, naam, aantallen[naam]) for code, naam in gemeenten.values_list("code", "naam")]
