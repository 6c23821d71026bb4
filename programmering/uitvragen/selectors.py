"""Reads for the pages of uitvragen: how far everyone is, what a gemeente has, and what is still missing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from django.apps import apps
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from programmering.calculations import Keten
from programmering.keten.selectors import Ketenlezer, lees_perioden
from programmering.kwaliteit.selectors import Telling as Bevinding
from programmering.kwaliteit.selectors import tel_bevindingen
from programmering.peilstanden.models import Peilstand
from programmering.plannen.actions import als_regels
from programmering.plannen.historie import Gebeurtenis as Wijziging
from programmering.plannen.historie import lees_momenten, op_volgorde
from programmering.plannen.lijsten import Invoerstatus, StatusPlanologisch
from programmering.plannen.models import Plan
from programmering.plannen.regels import controleer
from woonzorg.gebieden.soorten import Gebied
from woonzorg.organisaties.models import Lidmaatschap
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.selectors import rollen_met

from .lijsten import Aanleverstatus
from .models import Aanlevering, Uitvraag, planwijzigingen

# Plans that a page names; the rest is counted, and stands in the list of plans.
HOOGSTENS = 25


# What is asked of whom


@dataclass(frozen=True)
class Gevraagd:
    """One open aanlevering of a gemeente, for a start page."""

    uitvraag: str
    gemeente: str
    peildatum: date
    sluit: date
    dagen_over: int  # negative: the closing date has passed
    status: str  # a value of Aanleverstatus, as shown
    status_naam: str
    te_laat: bool
    open_opmerkingen: int
    url: str

    @property
    def is_te_doen(self) -> bool:
        """False when it is the turn of the provincie."""
        return self.status != Aanleverstatus.GELEVERD


def wat_wordt_gevraagd(user, gebied: Gebied) -> list[Gevraagd]:
    """What provincies still ask of the gemeenten in `gebied` for which `user` delivers; one query.

    Only of open uitvragen and not of what has been accepted; what is most urgent first.
    """
    if not bereik_van(user, Permission.PLAN_AANLEVEREN):
        return []
    rijen = (
        Aanlevering.objects.van_gemeenten(user)
        .in_gebied(gebied)
        .filter(uitvraag__in=Uitvraag.objects.open_op())
        .exclude(status=Aanleverstatus.GEACCEPTEERD)
        .met_stand()
        .select_related("uitvraag", "gemeente")
        .order_by("uitvraag__sluit", "gemeente__naam", "pk")
    )
    return [
        Gevraagd(
            uitvraag=a.uitvraag.naam,
            gemeente=a.gemeente.naam,
            peildatum=a.uitvraag.peildatum,
            sluit=a.uitvraag.sluit,
            dagen_over=a.uitvraag.dagen_over,
            status=a.stand,
            status_naam=Aanleverstatus(a.stand).label,
            te_laat=a.te_laat,
            open_opmerkingen=a.open_opmerkingen,
            url=a.get_absolute_url(),
        )
        for a in rijen
    ]


@dataclass(frozen=True)
class TeBeoordelen:
    """An uitvraag with deliveries that wait for the provincie, corrections of an ended one included."""

    uitvraag: str
    aantal: int
    url: str


def te_beoordelen(user) -> list[TeBeoordelen]:
    """For who leads an uitvraag; one query."""
    if not bereik_van(user, Permission.UITVRAAG_BEHEREN):
        return []
    uitvragen = Uitvraag.objects.te_beheren(user).met_aantallen().filter(geleverd__gt=0).order_by("-peildatum", "pk")
    return [
        TeBeoordelen(u.naam, u.geleverd, f"{u.get_absolute_url()}?stand={Aanleverstatus.GELEVERD}") for u in uitvragen
    ]


# How far the gemeenten are


@dataclass(frozen=True)
class Telling:
    """Aanleveringen of one uitvraag at one status; `te_laat` of them were due before today."""

    status: str
    naam: str
    aantal: int
    te_laat: int


def tellingen(uitvraag: Uitvraag) -> list[Telling]:
    """Of each status, also of one where nobody stands; one query."""
    rijen = uitvraag.aanleveringen.met_stand().order_by().values_list("stand", "te_laat")
    aantal: dict[str, list[bool]] = defaultdict(list)
    for stand, te_laat in rijen:
        aantal[stand].append(te_laat)
    return [Telling(s.value, s.label, len(aantal[s]), sum(aantal[s])) for s in Aanleverstatus]


@dataclass(frozen=True)
class Contact:
    naam: str
    email: str


def wie_leveren(gemeentecodes) -> dict[str, list[Contact]]:
    """Code of a gemeente -> who can deliver for her; one query, however many gemeenten."""
    leden = (
        Lidmaatschap.objects.geldig()
        .filter(rol__in=rollen_met(Permission.PLAN_AANLEVEREN), gebruiker__is_active=True)
        .filter(organisatie__soort="gemeente", organisatie__werkgebieden__code__in=gemeentecodes)
        .order_by("gebruiker__naam", "gebruiker")
        .values_list("organisatie__werkgebieden__code", "gebruiker__naam", "gebruiker__email")
    )
    uit: dict[str, list[Contact]] = defaultdict(list)
    for code, naam, email in dict.fromkeys(leden):
        uit[code].append(Contact(naam, email))
    return uit


# One delivery


@dataclass(frozen=True)
class VorigeStand:
    """The moment since which a change counts, and how to say so."""

    sinds: datetime
    tekst: str


def _begin_van(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time.min))


def vorige_stand(aanlevering: Aanlevering) -> VorigeStand:
    """What the state of this peildatum is compared with: the last peilstand before it, or else the opening."""
    uitvraag = aanlevering.uitvraag
    vorige = (
        Peilstand.objects.geldend()
        .filter(gemeente_id=aanlevering.gemeente_id, peildatum__lt=uitvraag.peildatum)
        .order_by("-peildatum")
        .first()
    )
    if vorige is None:
        return VorigeStand(_begin_van(uitvraag.opent), f"de opening op {date_format(uitvraag.opent, 'j F Y')}")
    op = date_format(timezone.localdate(vorige.vastgesteld_op), "j F Y")
    peildatum = date_format(vorige.peildatum, "j F Y")
    return VorigeStand(vorige.vastgesteld_op, f"de peilstand van {peildatum} (vastgesteld op {op})")


def namen_gewijzigd(gemeente_id: int, sinds: datetime, hoogstens: int = 4) -> list[str]:
    """Names of plans that were made, changed or deleted since; at most so many."""
    rijen = planwijzigingen().filter(gemeente_id=gemeente_id, pgh_created_at__gte=sinds).order_by().values("pgh_obj_id")
    return list(rijen.annotate(naam=Max("plannaam")).order_by("naam").values_list("naam", flat=True)[:hoogstens])


def _gewijzigd_sinds(sinds: datetime) -> Exists:
    return Exists(planwijzigingen().filter(pgh_obj_id=OuterRef("pk"), pgh_created_at__gte=sinds))


@dataclass(frozen=True)
class Planlijst:
    """Some plans with how many there are in all."""

    plannen: list[Plan]
    aantal: int

    @property
    def meer(self) -> int:
        return self.aantal - len(self.plannen)


def _planlijst(plannen: QuerySet) -> Planlijst:
    """Two queries at most; one when all fit."""
    eerste = list(plannen[: HOOGSTENS + 1])
    aantal = len(eerste) if len(eerste) <= HOOGSTENS else plannen.count()
    return Planlijst(eerste[:HOOGSTENS], aantal)


@dataclass(frozen=True)
class Concept:
    """A plan that does not go along, and why."""

    plan: Plan
    waarom: list[str]


@dataclass(frozen=True)
class Klaar:
    """What goes along, what does not, and what nobody looked at since the opening."""

    mee: int
    concepten: list[Concept]
    concepten_aantal: int
    niet_bekeken: Planlijst
    gewijzigd: Planlijst
    sinds: VorigeStand
    na_levering: Planlijst
    bevindingen: list[Bevinding]

    @property
    def meer_concepten(self) -> int:
        return self.concepten_aantal - len(self.concepten)


def lees_klaar(aanlevering: Aanlevering, user) -> Klaar:
    """As far as `user` may see the plans of the gemeente; a fixed number of queries."""
    plannen = Plan.objects.for_user(user).filter(gemeente=aanlevering.gemeente_id)
    gereed = plannen.filter(invoerstatus=Invoerstatus.GEREED)
    concepten = plannen.filter(invoerstatus=Invoerstatus.CONCEPT).order_by("plannaam", "pk")
    lijst = _planlijst(concepten.prefetch_related("regels"))
    sinds = vorige_stand(aanlevering)
    bekeken = _gewijzigd_sinds(_begin_van(aanlevering.uitvraag.opent))
    geleverd = aanlevering.status == Aanleverstatus.GELEVERD
    na = plannen.filter(_gewijzigd_sinds(aanlevering.geleverd_op)) if geleverd else plannen.none()
    return Klaar(
        mee=gereed.count(),
        concepten=[Concept(p, waarom_concept(p)) for p in lijst.plannen],
        concepten_aantal=lijst.aantal,
        niet_bekeken=_planlijst(gereed.filter(~bekeken).order_by("peildatum", "plannaam", "pk")),
        gewijzigd=_planlijst(plannen.filter(_gewijzigd_sinds(sinds.sinds)).order_by("plannaam", "pk")),
        sinds=sinds,
        na_levering=_planlijst(na.order_by("plannaam", "pk")),
        bevindingen=[b for b in tel_bevindingen(user, aanlevering.gemeente.gebied) if b.soort.slug != "concept"],
    )


def waarom_concept(plan: Plan) -> list[str]:
    """What keeps a concept from being gereed; a concept that is whole only has to be saved as gereed."""
    regels = als_regels(plan)
    redenen = [v.melding for v in controleer(regels)]
    if not any(r.groep == "nieuwbouw" for r in regels):
        redenen.append("Het aantal woningen is niet ingevuld.")
    if plan.status_planologisch == StatusPlanologisch.ONBEKEND:
        redenen.append("De planologische status is onbekend.")
    return redenen or ["Het klopt, maar is nog niet als gereed bewaard."]


@dataclass(frozen=True)
class Gebeurtenis:
    """One step of a delivery: when, who, what, and what was said with it."""

    moment: datetime
    wie: str
    wat: str
    tekst: str


def historie(aanlevering: Aanlevering) -> list[Gebeurtenis]:
    """Latest first; one query. Saves that were no step are left out."""
    events = apps.get_model("programmering", "AanleveringEvent").objects.filter(pgh_obj_id=aanlevering.pk)
    uit, vorige = [], None
    for event in events.select_related("pgh_context").order_by("pgh_id"):
        if vorige is not None and vorige.status != event.status:
            wie = (event.pgh_context.metadata if event.pgh_context else {}).get("door") or "onbekend"
            uit.append(Gebeurtenis(event.pgh_created_at, wie, *_stap(vorige, event)))
        vorige = event
    return uit[::-1]


def historie_van_uitvraag(uitvraag: Uitvraag) -> list[Wijziging]:
    """What was changed in the question itself, latest first; one query."""
    events = apps.get_model("programmering", "UitvraagEvent").objects.filter(pgh_obj_id=uitvraag.pk)
    return op_volgorde(lees_momenten(events, nieuw="uitvraag gemaakt"))


def _stap(vorige, event) -> tuple[str, str]:
    S = Aanleverstatus
    match vorige.status, event.status:
        case S.GEACCEPTEERD, S.BEZIG:
            return "correctie begonnen", event.correctie_reden
        case _, S.GEACCEPTEERD if vorige.status != S.GELEVERD:
            return "correctie ingetrokken", ""
        case S.GELEVERD, S.GEACCEPTEERD:
            wat = "correctie geaccepteerd" if vorige.correctie_reden else "geaccepteerd en vastgesteld"
            return wat, event.besluit
        case S.GELEVERD, S.BEZIG:
            return "levering teruggenomen", ""
        case _, S.TERUGGEGEVEN:
            return "teruggegeven", event.besluit
        case _, S.GELEVERD:
            wat = "geleverd: niets gewijzigd" if event.niets_gewijzigd else "geleverd"
            return wat, event.bericht
    return "begonnen", ""


def lees_cijfers(aanlevering: Aanlevering, user) -> Keten:
    """The keten of the gemeente as it is now, of the first opgaveperiode."""
    return Ketenlezer(user=user, periode=lees_perioden()[0]).keten(aanlevering.gemeente.gebied)
