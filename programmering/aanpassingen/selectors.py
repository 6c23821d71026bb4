"""Reads for the pages of existing homes: what aanpassingen add to the figures, and why that differs from the label."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Sum
from django.utils import timezone

from programmering.calculations import WONINGTYPEN
from programmering.plannen.models import Telregel
from programmering.plannen.selectors import Telling
from programmering.voortgang.models import Bijdrage, Schakel

from .models import Aangepastewoning, Aanpassing


@dataclass(frozen=True)
class AanpassingMetTelling:
    """An aanpassing with the homes it adds to the chosen figure, the three woningtypen apart."""

    aanpassing: Aanpassing
    per_categorie: dict[str, int]

    @property
    def typen(self) -> list[tuple[str, int]]:
        return [(w, self.per_categorie.get(w, 0)) for w in WONINGTYPEN]


def met_telling(aanpassingen, bijdragen) -> list[AanpassingMetTelling]:
    """One query for all aanpassingen of a page."""
    aanpassingen = list(aanpassingen)
    per: dict[int, dict[str, int]] = defaultdict(dict)
    rijen = bijdragen.filter(aanpassing__in=[a.pk for a in aanpassingen]).order_by()
    for r in rijen.values("aanpassing_id", "categorie").annotate(n=Sum("aantal")):
        per[r["aanpassing_id"]][r["categorie"]] = r["n"]
    return [AanpassingMetTelling(a, per.get(a.pk, {})) for a in aanpassingen]


def figuur(aanpassingen, bijdragen, user) -> dict[str, int]:
    """The figure that these aanpassingen make up, per woningtype: what the keten shows for the same choice."""
    rijen = bijdragen.for_user(user).filter(aanpassing__in=aanpassingen.order_by().values("pk")).order_by()
    som = {r["categorie"]: r["n"] for r in rijen.values("categorie").annotate(n=Sum("aantal"))}
    return {w: som.get(w, 0) for w in WONINGTYPEN}


def tellingen(aanpassing: Aanpassing) -> list[Telling]:
    """Own label beside counted figure; `aanpassing` comes from met_aantallen."""
    geteld: dict[str, int] = defaultdict(int)
    for b in Bijdrage.objects.filter(schakel=Schakel.AANPASSING, aanpassing=aanpassing.pk):
        geteld[b.categorie] += b.aantal
    eigen = {aanpassing.naar_type: aanpassing.woningen}
    return [Telling(w, eigen.get(w, 0), geteld.get(w, 0)) for w in WONINGTYPEN if eigen.get(w) or geteld.get(w)]


def waarom_anders(aanpassing: Aanpassing, telling: list[Telling]) -> str:
    """Why the counted figures differ from the label, in a sentence; '' when they do not."""
    if not aanpassing.woningen:
        return "Er zijn nog geen BAG-id's. Zonder woningen telt een aanpassing nergens mee."
    if all(t.eigen == t.geteld for t in telling):
        return ""
    redenen = []
    minimum = _minimum()
    if aanpassing.naar_type != "nultreden" and aanpassing.woningen < minimum and not aanpassing.breidt_uit:
        redenen.append(
            f"Deze aanpassing heeft {aanpassing.woningen} woningen {aanpassing.get_naar_type_display().lower()}. "
            f"Onder de {minimum} tellen die als nultreden, tenzij ze bij een bestaand cluster horen."
        )
    if aanpassing.geldig < aanpassing.woningen:
        n = aanpassing.woningen - aanpassing.geldig
        wat = "1 woning telt" if n == 1 else f"{n} woningen tellen"
        redenen.append(f"{wat} mee bij een latere aanpassing.")
    if sum(t.geteld for t in telling) != aanpassing.geldig or not redenen:
        redenen.append("De cijfers worden op dit moment bijgewerkt. Ververs de pagina over een paar seconden.")
    return " ".join(redenen)


def _minimum() -> int:
    telregel = Telregel.objects.filter(geldig_van__lte=timezone.localdate()).order_by("-geldig_van").first()
    return telregel.minimum if telregel else 0


@dataclass(frozen=True)
class Verband:
    """Homes that two aanpassingen share."""

    aanpassing: Aanpassing
    aantal: int


def vervangen_door(aanpassing: Aanpassing) -> list[Verband]:
    """Aanpassingen in which homes of this one count now."""
    eigen = aanpassing.adressen.filter(geldig=False).values("bag_id")
    return _verbanden(Aangepastewoning.objects.filter(geldig=True, bag_id__in=eigen))


def vervangt(aanpassing: Aanpassing) -> list[Verband]:
    """Earlier aanpassingen of which homes count here now."""
    eigen = aanpassing.adressen.filter(geldig=True).values("bag_id")
    return _verbanden(Aangepastewoning.objects.filter(geldig=False, bag_id__in=eigen).exclude(aanpassing=aanpassing))


def _verbanden(rijen) -> list[Verband]:
    aantallen = rijen.order_by().values(pk=F("aanpassing_id")).annotate(n=Count("pk"))
    per = {r["pk"]: r["n"] for r in aantallen}
    return [Verband(a, per[a.pk]) for a in Aanpassing.objects.filter(pk__in=per)]
