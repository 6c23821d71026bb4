"""Reads for the pages of the team: who coaches how much, and how large the team is against what the opgave asks."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone

from programmering.keten.selectors import Ketenlezer, lees_perioden, momentopname
from programmering.opgaven.actions import landelijk_van
from projecten.agendering.models import Agenderingspunt, Escalatie
from projecten.coaching.lijsten import PROJECTTAKEN
from projecten.coaching.ritme import Contactstand, contactstanden
from projecten.coaching.uren import Urenstand, in_jaar, leesbaar, per_taak, per_taak_en, urenstand
from projecten.project.lijsten import Fase, Ritme
from projecten.project.models import Project
from projecten.project.selectors import per_fase
from projecten.zicht import gemeente_q
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.soorten import LAND, Gebied, Gebiedssoort
from woonzorg.gebieden.zoeken import onderliggende
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.selectors import rollen_met

from .models import Inzet, Teamnorm
from .omvang import Omvang, Uitgangspunten, bereken_omvang, uren_per_fte, verdeel_omvang


def ziet_het_land(user, permission: Permission = Permission.TEAM_ZIEN) -> bool:
    return LAND.code in bereik_van(user, permission).get(Gebiedssoort.LAND, ())


def provincies(user) -> list[Gebied]:
    """Those of which `user` sees the team as a whole; one query."""
    codes = bereik_van(user, Permission.TEAM_ZIEN).get(Gebiedssoort.PROVINCIE, set())
    alle = onderliggende(LAND, Gebiedssoort.PROVINCIE)
    return alle if ziet_het_land(user) else [g for g in alle if g.code in codes]


def projecten_van_team(user, permission: Permission = Permission.TEAM_ZIEN):
    """Projects in the gemeenten where `user` holds `permission`; one that is only led elsewhere is not among them."""
    return Project.objects.for_user(user).filter(gemeente_q(user, permission, "gemeente__"))


def adviseurs(user, *, permission: Permission = Permission.TEAM_ZIEN, gebied: Gebied = LAND):
    """Advisers of a provincie or regio where `user` holds `permission`, and whoever coaches a running project there.

    Also who has no account any more but still has projects: somebody has to take those over.
    """
    plek = Q(organisatie__werkgebieden__soort__in=[Gebiedssoort.PROVINCIE, Gebiedssoort.WOONDEALREGIO])
    if not ziet_het_land(user, permission):
        bereik = bereik_van(user, permission)
        plek &= Q(organisatie__werkgebieden__code__in=set().union(*bereik.values()))
    if gebied != LAND:
        plek &= Q(organisatie__werkgebieden__code=gebied.code)
    leden = Lidmaatschap.objects.geldig().filter(
        plek, gebruiker=OuterRef("pk"), rol__in=rollen_met(Permission.NOTITIE_ADVISEUR)
    )
    coacht = projecten_van_team(user, permission).in_gebied(gebied).lopend().filter(adviseur=OuterRef("pk"))
    return Gebruiker.objects.filter(Q(Exists(leden), is_active=True) | Exists(coacht)).select_related("inzet")


# Caseload


@dataclass(frozen=True)
class Caseload:
    """What one adviser carries; hours are project hours (tasks I to III) of this calendar year."""

    adviseur: Gebruiker
    projecten: int
    actief: int  # with a rhythm that runs
    stil: int
    uren: Decimal
    # None: nobody said how much this adviser works.
    fte: Decimal | None
    norm_projecten: int | None
    norm_uren: int | None

    @property
    def over(self) -> Decimal | None:
        """Hours left this year; below zero it is more than there was."""
        return None if self.norm_uren is None else self.norm_uren - self.uren

    @property
    def te_veel(self) -> bool:
        return self.norm_projecten is not None and self.actief > self.norm_projecten


@dataclass(frozen=True)
class Team:
    jaar: int
    norm: Teamnorm
    rijen: tuple[Caseload, ...]
    projecten: int
    zonder_adviseur: tuple[Project, ...]
    stil: tuple[Contactstand, ...]
    uren: Urenstand


def lees_team(user, gebied: Gebied = LAND, vandaag: datetime.date | None = None) -> Team:
    """Eight queries, whatever the number of advisers and projects."""
    vandaag = vandaag or timezone.localdate()
    norm = Teamnorm.objects.geldend(vandaag)
    projecten = projecten_van_team(user).in_gebied(gebied).select_related("gemeente", "adviseur")
    standen = contactstanden(projecten, vandaag)
    contacten = in_jaar(leesbaar(user), vandaag.year)
    uren = per_taak_en(contacten.filter(taak__in=PROJECTTAKEN), "door")
    per_adviseur: dict[int | None, list[Contactstand]] = {}
    for stand in standen:
        per_adviseur.setdefault(stand.project.adviseur_id, []).append(stand)
    mensen = adviseurs(user, gebied=gebied).order_by("naam", "pk")
    return Team(
        jaar=vandaag.year,
        norm=norm,
        rijen=tuple(_caseload(a, per_adviseur.get(a.pk, []), uren.get(a.pk, {}), norm) for a in mensen),
        projecten=len(standen),
        zonder_adviseur=tuple(sorted((s.project for s in per_adviseur.get(None, [])), key=lambda p: p.naam)),
        stil=tuple(s for s in standen if s.stil),
        uren=urenstand(vandaag.year, per_taak(contacten.filter(in_gebied(gebied))), norm, _actief(standen)),
    )


def _actief(standen: list[Contactstand]) -> int:
    return sum(s.project.ritme != Ritme.AFGEBOUWD for s in standen)


def _caseload(adviseur: Gebruiker, standen: list[Contactstand], uren: dict[str, Decimal], norm: Teamnorm) -> Caseload:
    inzet = getattr(adviseur, "inzet", None)
    return Caseload(
        adviseur=adviseur,
        projecten=len(standen),
        actief=_actief(standen),
        stil=sum(s.stil for s in standen),
        uren=sum(uren.values(), Decimal(0)),
        fte=inzet.fte if inzet else None,
        norm_projecten=inzet.past(norm) if inzet else None,
        norm_uren=round(inzet.fte * uren_per_fte(norm.uren_per_week, norm.weken_per_jaar)) if inzet else None,
    )


def in_gebied(gebied: Gebied) -> Q:
    """Contacts of a gebied: of its gemeenten and, for a provincie, also what belongs to no gemeente there."""
    zelf = in_gebied_q(gebied, "gemeente")
    return zelf | Q(gemeente__isnull=True, provincie=gebied.code) if gebied.soort == Gebiedssoort.PROVINCIE else zelf


# On a start page


@dataclass(frozen=True)
class Teamstand:
    """The team in one gebied in a few figures, for its coordinator and the kernteam."""

    gebied: Gebied
    projecten: int
    fasen: tuple[tuple[Fase, int], ...]
    stil: int
    zonder_adviseur: int
    uren: Urenstand
    escalaties_te_laat: int
    punten_open: int


def teamstand(user, gebied: Gebied = LAND) -> Teamstand | None:
    """Counts of what `user` may read there; None for who does not see the team. Seven queries."""
    if not bereik_van(user, Permission.TEAM_ZIEN):
        return None
    jaar = timezone.localdate().year
    projecten = projecten_van_team(user).in_gebied(gebied)
    standen = contactstanden(projecten)
    contacten = in_jaar(leesbaar(user).filter(in_gebied(gebied)), jaar)
    escalaties = Escalatie.objects.for_user(user).te_laat()
    return Teamstand(
        gebied=gebied,
        projecten=len(standen),
        fasen=tuple((fase, n) for fase, n in per_fase(projecten.lopend()) if n),
        stil=sum(s.stil for s in standen),
        zonder_adviseur=sum(s.project.adviseur_id is None for s in standen),
        uren=urenstand(jaar, per_taak(contacten), Teamnorm.objects.geldend(), _actief(standen)),
        escalaties_te_laat=escalaties.filter(project__in=projecten).count(),
        # All on the agenda of this reader, as the list behind it: a point lies in no gebied.
        punten_open=Agenderingspunt.objects.for_user(user).open().count(),
    )


# The size of the team


@dataclass(frozen=True)
class Provincierij:
    """Woningtypen apart, None where nothing was laid down; hours and fte None where this reader may not see them."""

    provincie: Gebied
    geclusterd: int | None
    zorggeschikt: int | None
    omvang: Omvang | None
    gelogd: Decimal | None
    fte: Decimal | None


@dataclass(frozen=True)
class Omvangstand:
    uitgangspunten: Uitgangspunten
    omvang: Omvang
    rijen: tuple[Provincierij, ...]
    gelogd: Decimal | None
    fte: Decimal | None

    @property
    def verdeeld(self) -> bool:
        return any(r.omvang for r in self.rijen)

    @property
    def zonder_opgave(self) -> list[str]:
        return [r.provincie.naam for r in self.rijen if r.omvang is None]


def begin_uitgangspunten() -> dict[str, int]:
    """The norm in force and the national opgave of the first periode: where the form begins."""
    norm, landelijk = Teamnorm.objects.geldend(), landelijk_van(lees_perioden()[0])
    velden = [v for v in Uitgangspunten.__dataclass_fields__ if v not in ("geclusterd", "zorggeschikt")]
    opgave = {w: landelijk[w] or 0 for w in ("geclusterd", "zorggeschikt")}
    return opgave | {veld: getattr(norm, veld) for veld in velden}


def lees_omvang(user, uitgangspunten: Uitgangspunten, vandaag: datetime.date | None = None) -> Omvangstand:
    """The sum, its parts by the opgave of each provincie, and beside it what is really there."""
    vandaag = vandaag or timezone.localdate()
    land = onderliggende(LAND, Gebiedssoort.PROVINCIE)
    with momentopname():
        ketens = Ketenlezer(user=user, periode=lees_perioden()[0]).ketens_onder(LAND, Gebiedssoort.PROVINCIE, land)
    opgaven = {k.gebied.code: [k.regel(w).opgave for w in ("geclusterd", "zorggeschikt")] for k in ketens}
    omvang = bereken_omvang(uitgangspunten)
    delen = verdeel_omvang(omvang, {c: sum(n or 0 for n in o) for c, o in opgaven.items() if o != [None, None]})
    gelogd, gelogd_land = _gelogd(user, vandaag)
    fte, fte_land = _fte()
    eigen, alles = {g.code for g in provincies(user)}, ziet_het_land(user)
    return Omvangstand(
        uitgangspunten=uitgangspunten,
        omvang=omvang,
        rijen=tuple(
            Provincierij(
                g, *opgaven[g.code], delen.get(g.code),
                gelogd=gelogd.get(g.code, Decimal(0)) if g.code in eigen else None,
                fte=fte.get(g.code, Decimal(0)) if g.code in eigen else None,
            )
            for g in land
        ),
        gelogd=gelogd_land if alles else None,
        fte=fte_land if alles else None,
    )  # fmt: skip


def _gelogd(user, vandaag: datetime.date) -> tuple[dict[str, Decimal], Decimal]:
    """Project hours of the last twelve months, per provincie and together."""
    contacten = leesbaar(user).filter(
        taak__in=PROJECTTAKEN, datum__gt=vandaag - datetime.timedelta(days=365), datum__lte=vandaag
    )
    per = dict(contacten.order_by().values_list("provincie").annotate(n=Sum("uren")))
    return per, sum(per.values(), Decimal(0))


def _fte() -> tuple[dict[str, Decimal], Decimal]:
    """Fte of advisers per provincie and together. Who works for two is in both, and once in the sum."""
    rijen = set(
        Lidmaatschap.objects.geldig()
        .filter(
            rol__in=rollen_met(Permission.NOTITIE_ADVISEUR),
            gebruiker__in=Inzet.objects.filter(gebruiker__is_active=True).values("gebruiker"),
            organisatie__werkgebieden__soort=Gebiedssoort.PROVINCIE,
        )
        .values_list("organisatie__werkgebieden__code", "gebruiker", "gebruiker__inzet__fte")
    )
    per: dict[str, Decimal] = {}
    for code, _, fte in rijen:
        per[code] = per.get(code, Decimal(0)) + fte
    return per, sum({wie: fte for _, wie, fte in rijen}.values(), Decimal(0))
