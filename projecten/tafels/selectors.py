"""Reads for the pages of overlegtafels: the list by regio, one table, and what a new member takes over."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils import timezone

from projecten.project.models import Project
from projecten.team.models import Teamnorm
from woonzorg.gebieden.models import Gemeente, Woondealregio
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.soorten import LAND, Gebied, Gebiedssoort
from woonzorg.organisaties.models import Organisatiesoort
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from .calculations import Tafelstand, waarom_broos
from .models import Besluit, Overleg, Overlegtafel, OverlegtafelQuerySet, Tafellid


def regios_met(user, permission: Permission, gebied: Gebied = LAND):
    """Woondealregio's with a gemeente of today in `gebied` in which `user` holds `permission`."""
    gemeenten = gemeenten_met(user, permission).geldig_op().filter(in_gebied_q(gebied))
    return Woondealregio.objects.filter(pk__in=gemeenten.order_by().values("woondealregio"))


def _met_stand(tafels: OverlegtafelQuerySet) -> OverlegtafelQuerySet:
    overleggen = Overleg.objects.filter(tafel=OuterRef("pk")).order_by().values("tafel")
    bestuurders = Tafellid.objects.nu().filter(tafel=OuterRef("pk"), bestuurlijk=True).order_by().values("tafel")
    return tafels.select_related("woondealregio").annotate(
        laatste=Subquery(overleggen.annotate(d=Max("datum")).values("d")),
        bestuurders=Subquery(bestuurders.annotate(n=Count("pk")).values("n")),
    )


def _redenen(tafel: Overlegtafel, na: int) -> list[str]:
    """Of a table from `_met_stand`."""
    stand = Tafelstand(
        begin=timezone.localdate(tafel.aangemaakt),
        laatste=tafel.laatste,
        volgende=tafel.volgende,
        bestuurders=tafel.bestuurders or 0,
        opgeheven=tafel.opgeheven_op is not None,
    )
    return waarom_broos(stand, na=na, vandaag=timezone.localdate())


@dataclass(frozen=True)
class Tafelregel:
    """A table in its regio; without one the regio has none that still sits."""

    regio: Woondealregio
    tafel: Overlegtafel | None = None
    broos: tuple[str, ...] = ()

    @property
    def zonder(self) -> bool:
        return self.tafel is None


def tafelregels(user, gebied: Gebied = LAND, stand: str = "") -> list[Tafelregel]:
    """By regio its tables, also regio's without one; `stand` is 'broos', 'zonder' or '' for all. Three queries."""
    regios = list(regios_met(user, Permission.TAFEL_ZIEN, gebied))
    na = Teamnorm.objects.geldend().tafel_broos_na
    per_regio: dict[str, list[Tafelregel]] = defaultdict(list)
    for tafel in _met_stand(Overlegtafel.objects.for_user(user).filter(woondealregio__in=[r.pk for r in regios])):
        per_regio[tafel.woondealregio_id].append(Tafelregel(tafel.woondealregio, tafel, tuple(_redenen(tafel, na))))
    regels = []
    for regio in regios:
        tafels = per_regio[regio.pk]
        if all(r.tafel.opgeheven_op for r in tafels):
            regels.append(Tafelregel(regio))
        regels += tafels
    if stand == "zonder":
        return [r for r in regels if r.zonder]
    return [r for r in regels if r.broos] if stand == "broos" else regels


def broze_tafels(user, gebied: Gebied = LAND) -> int:
    """How many tables of the regio's in `gebied` are broos, of those that `user` sees; three queries."""
    return len(tafelregels(user, gebied, "broos"))


@dataclass(frozen=True)
class Tafelpagina:
    """Everything that the page of one table shows."""

    tafel: Overlegtafel
    broos: list[str]
    leden: list[Tafellid]
    straks: list[Tafellid]
    vertrokken: list[Tafellid]
    open_besluiten: list[Besluit]
    overleggen: list[Overleg]
    mag_beheren: bool

    @property
    def volgende_voorbij(self) -> bool:
        return self.tafel.volgende is not None and self.tafel.volgende < timezone.localdate()


def lees_tafel(tafel: Overlegtafel, user) -> Tafelpagina:
    """About nine queries, whatever the table holds."""
    met_stand = _met_stand(Overlegtafel.objects.filter(pk=tafel.pk)).get()
    leden = tafel.leden.select_related("opvolger")
    return Tafelpagina(
        tafel=tafel,
        broos=_redenen(met_stand, Teamnorm.objects.geldend().tafel_broos_na),
        leden=list(leden.nu()),
        straks=list(leden.straks()),
        vertrokken=list(leden.vertrokken().order_by("-tot")),
        open_besluiten=list(Besluit.objects.open().filter(overleg__tafel=tafel).select_related("lid", "overleg")),
        overleggen=list(tafel.overleggen.prefetch_related("besluiten__lid")),
        mag_beheren=tafel.beheerbaar_voor(user),
    )


@dataclass(frozen=True)
class Overdracht:
    """What stands when somebody takes a seat at the table: for the printed page of a new wethouder."""

    lid: Tafellid
    voorganger: Tafellid | None
    besluiten: list[Besluit]
    andere_besluiten: list[Besluit]
    gedaan: list[Besluit]
    gebied: Gebied
    gemeenten: list[Gemeente]
    projecten: list[Project]
    laatste: Overleg | None
    volgende: datetime.date | None


def lees_overdracht(lid: Tafellid, user) -> Overdracht:
    """Of the gemeente of the member, or else of the whole regio; only projects that `user` may see."""
    tafel = lid.tafel
    gemeente = _gemeente_van(lid)
    gebied = gemeente.gebied if gemeente else tafel.woondealregio.gebied
    besluiten = list(Besluit.objects.open().filter(overleg__tafel=tafel).select_related("lid", "overleg"))
    voorganger = Tafellid.objects.filter(opvolger=lid).first()
    van_beiden = [lid.pk, voorganger.pk] if voorganger else [lid.pk]
    gedaan = Besluit.objects.filter(lid__in=van_beiden, gedaan_op__isnull=False).order_by("-gedaan_op")
    projecten = Project.objects.for_user(user).in_gebied(gebied).filter(gestopt_op__isnull=True)
    volgende = tafel.volgende
    return Overdracht(
        lid=lid,
        voorganger=voorganger,
        besluiten=[b for b in besluiten if b.lid_id == lid.pk],
        andere_besluiten=[b for b in besluiten if b.lid_id != lid.pk],
        gedaan=list(gedaan[:10]),
        gebied=gebied,
        gemeenten=[gemeente] if gemeente else list(_gemeenten_van(tafel)),
        projecten=list(projecten.select_related("gemeente").order_by("gemeente__naam", "naam")),
        laatste=tafel.overleggen.first(),
        volgende=volgende if volgende and volgende >= timezone.localdate() else None,
    )


def _gemeenten_van(tafel: Overlegtafel):
    return Gemeente.objects.geldig_op().filter(woondealregio=tafel.woondealregio_id).order_by("naam")


def _gemeente_van(lid: Tafellid) -> Gemeente | None:
    """The gemeente for which somebody sits there: by the organisation, or by its name within the regio."""
    gemeenten = _gemeenten_van(lid.tafel)
    if lid.organisatie and lid.organisatie.soort == Organisatiesoort.GEMEENTE:
        codes = lid.organisatie.werkgebieden.filter(soort=Gebiedssoort.GEMEENTE).values("code")
        return gemeenten.filter(code__in=codes).first()
    return gemeenten.filter(naam__iexact=lid.organisatie_naam.lower().removeprefix("gemeente ").strip()).first()
