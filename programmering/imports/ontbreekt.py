"""Plans that came from a source before and are not in its file now: said, and never touched.

Only of the gemeenten that the file is about. A file of refused rows alone says nothing about the rest.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from programmering.plannen.models import Plan

from .beoordelen import Beoordelaar, Oordeel
from .fouterijen import is_deel
from .lezers import MAX_RIJEN
from .models import Import, Importregel


class Ontbreekzoeker:
    """Remembers what the file is about while its rows pass by; asks once which plans are not among them."""

    def __init__(self, oordelen: Beoordelaar):
        self.profiel, self.user, self.toegestaan = oordelen.profiel, oordelen.user, oordelen.toegestaan
        self.deel = is_deel(oordelen.kop)
        self.gemeenten: set[int] = set()
        self.gezien: set[int] = set()
        # Of rows whose gemeente is not known: they may well be about a plan that would be missed otherwise.
        self.codes: set[str] = set()
        self.namen: set[str] = set()

    def neem(self, blok: list[Oordeel]) -> None:
        for oordeel in blok:
            if oordeel.over:
                self.gezien.add(oordeel.over)
            if oordeel.gemeente is None:
                self.codes.add(oordeel.rij.plancode)
                self.namen.add(oordeel.rij.plannaam)
            elif self.toegestaan is None or oordeel.gemeente.pk in self.toegestaan:
                self.gemeenten.add(oordeel.gemeente.pk)

    def als_json(self) -> dict:
        """For the summary of the import: which plans, as they were when the file was checked."""
        return {"deel": self.deel, "plannen": [] if self.deel else self._zoek()}

    def _zoek(self) -> list[int]:
        plannen = Plan.objects.all() if self.user is None else Plan.objects.for_user(self.user)
        van_bron = Q(bron_waarden__profiel=self.profiel.naam) | Q(bron=self.profiel.titel)
        gevonden = plannen.filter(van_bron, gemeente__in=self.gemeenten).order_by("pk")
        return [
            pk
            for pk, code, naam in gevonden.values_list("pk", "plancode", "plannaam")
            if pk not in self.gezien and not (code and code in self.codes) and naam not in self.namen
        ][:MAX_RIJEN]


def meegenomen(import_: Import) -> dict:
    """What an import keeps of this when it is committed."""
    gevonden = import_.samenvatting.get("ontbreekt")
    return {} if gevonden is None else {"ontbreekt": gevonden}


@dataclass(frozen=True)
class Ontbreekt:
    """Of an import as `user` may see it; `deel` True: the file cannot say what is missing."""

    aantal: int
    deel: bool
    # (code, name, number of plans) of each gemeente.
    gemeenten: list[tuple[str, str, int]]
    met_geweigerd: bool


def plannen(import_: Import, user) -> QuerySet[Plan]:
    """The plans that this file lacks and that are still there, as far as `user` may see them."""
    pks = import_.samenvatting.get("ontbreekt", {}).get("plannen", [])
    zichtbaar = Plan.objects.for_user(user).filter(pk__in=pks)
    return zichtbaar.select_related("gemeente").order_by("gemeente__naam", "plannaam", "pk")


def ontbreekt_van(import_: Import, user) -> Ontbreekt | None:
    """None for an import of before this was kept."""
    if (gevonden := import_.samenvatting.get("ontbreekt")) is None:
        return None
    per_gemeente = []
    if gevonden["plannen"]:
        tellen = plannen(import_, user).select_related(None).order_by("gemeente__naam")
        per_gemeente = list(tellen.values_list("gemeente__code", "gemeente__naam").annotate(aantal=Count("pk")))
    geweigerd = import_.samenvatting["uitkomsten"][Importregel.Uitkomst.GEWEIGERD]
    return Ontbreekt(sum(n for *_, n in per_gemeente), gevonden["deel"], per_gemeente, bool(geweigerd))
