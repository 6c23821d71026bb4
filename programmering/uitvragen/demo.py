"""Uitvragen of the demo: per provincie one that was ended half a year ago, and one that is open now. A part of
`programmering.demo.actions.laad_demo`, after the peilstanden; never outside the demo (`eis_demo`).

What was made once belongs to whoever steps into a role: a second load leaves it as it is. Days are counted from the
day of the first load.
"""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pghistory
import pgtrigger
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from pghistory.models import Context

from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.demo import DOOR, peildatum_voor
from programmering.peilstanden.models import Peilstand
from programmering.plannen.lijsten import Invoerstatus, Planklasse, Vertrouwelijkheid
from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente, Provincie
from woonzorg.organisaties.models import Gebruiker

from .lijsten import Aanleverstatus
from .models import Aanlevering, Aanleveropmerking, Uitvraag

S = Aanleverstatus

# Days from the first load at which the open uitvraag opens and closes.
OPENT, SLUIT = -18, 12
DUUR_VORIGE = 45
MAILDOMEIN = "demo.example"
TOELICHTING = (
    "Loop uw plannen na: kloppen de aantallen per jaar, de planologische status en de knelpunten? "
    "Maak af wat nog concept is. Is er niets gewijzigd, dan is dat ook een antwoord. (Rekenvoorbeeld)"
)
# Where the demo tells a story, a gemeente stands where its story begins.
VAST = {"GM0153": S.TERUGGEGEVEN, "GM0164": S.NIET_BEGONNEN, "GM0221": S.BEZIG}
# Of a hundred gemeenten in the open uitvraag.
VERDELING = (
    (S.GEACCEPTEERD, 8), (S.GELEVERD, 27), (S.TERUGGEGEVEN, 12), (S.BEZIG, 23), (S.NIET_BEGONNEN, 30),
)  # fmt: skip
LEVERAARS = {code: f"invoerder.{naam}@{MAILDOMEIN}" for code, naam in
             (("GM0153", "enschede"), ("GM0164", "hengelo"), ("GM0221", "doesburg"))}  # fmt: skip
BERICHTEN = (
    "Alles is nagelopen met de collega's van grondzaken.",
    "De twee grootste plannen schuiven een jaar op; de rest is gelijk gebleven.",
    "",
    "De raad beslist in december over één plan. Dat staat nog als zacht.",
)
VRAGEN = (
    "De woningen staan in een jaar dat al voorbij is. Zijn ze opgeleverd, of schuiven ze op?",
    "Dit plan staat al ruim een jaar op dezelfde projectstatus. Klopt dat nog?",
    "Hoeveel van deze woningen zijn geclusterd? Er staat nu alleen een totaal.",
    "Volgens de corporatie begint de bouw later. Pas het jaar aan, of schrijf waarom dit klopt.",
    "Het aantal is flink lager dan vorige keer. Wat is er gebeurd?",
)
BESLUIT = "Dank voor de levering. Bij een paar plannen hebben we nog een vraag."
AKKOORD = "Dank, de cijfers zijn duidelijk."


def _lot(*delen) -> int:
    """A number that is the same in every database."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, delen)).encode()).digest()[:4])


def _moment(dag: date, lot: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(9 + lot % 8, lot % 60)))


@dataclass
class Levering:
    """One aanlevering with the moments at which it went from status to status."""

    aanlevering: Aanlevering
    verloop: list[tuple[datetime, str, str]] = field(default_factory=list)  # when, who, status

    def zet(self, moment: datetime, wie: str, status: str) -> None:
        self.aanlevering.status = status
        self.aanlevering.versie += 1
        self.verloop.append((moment, wie, status))


@transaction.atomic
def maak(*, vanaf: date, zaad: int | str) -> int:
    """Makes the uitvragen that are missing; gives how many were made. Leaves a provincie alone that has a real one."""
    vorige, nu = peildatum_voor(vanaf), vanaf.replace(day=1)
    leveringen, gemaakt = [], 0
    for provincie in Provincie.objects.order_by("code"):
        gemeenten = {d: list(Gemeente.objects.geldig_op(d).filter(provincie=provincie)) for d in (vorige, nu)}
        begin = vorige + timedelta(days=5)
        einde = begin + timedelta(days=DUUR_VORIGE)
        gesloten = _uitvraag(provincie, vorige, begin, einde, afgesloten=einde + timedelta(days=20))
        if gesloten and gemeenten[vorige]:
            leveringen += _gesloten(gesloten, gemeenten[vorige], zaad)
            gemaakt += 1
        loopt = _uitvraag(provincie, nu, vanaf + timedelta(days=OPENT), vanaf + timedelta(days=SLUIT))
        if loopt and gemeenten[nu]:
            leveringen += _open(loopt, gemeenten[nu], vanaf, zaad)
            gemaakt += 1
    _schrijf(leveringen)
    _opmerkingen(leveringen, zaad)
    _stel_vast(nu)
    return gemaakt


def _uitvraag(provincie, peildatum: date, opent: date, sluit: date, afgesloten: date | None = None) -> Uitvraag | None:
    """None where there is one already: of the demo, or a real one that this would stand in the way of."""
    bezet = Uitvraag.objects.filter(provincie=provincie)
    if bezet.filter(peildatum=peildatum).exists():
        return None
    if afgesloten is None and bezet.filter(afgesloten_op__isnull=True).exists():
        return None
    return Uitvraag(
        provincie=provincie,
        naam=f"{'Voorjaar' if peildatum.month <= 6 else 'Najaar'} {peildatum.year}",
        peildatum=peildatum,
        opent=opent,
        sluit=sluit,
        toelichting=TOELICHTING,
        terugval_email=f"wonen.{provincie.code.lower()}@{MAILDOMEIN}",
        afgesloten_op=_moment(afgesloten, 0) if afgesloten else None,
        rekenvoorbeeld=True,
        aangemaakt=_moment(opent - timedelta(days=7), 0),
    )


def _coordinator(uitvraag: Uitvraag) -> str:
    return f"Coördinator provincie {uitvraag.provincie.naam}"


def _bewaar(uitvraag: Uitvraag) -> None:
    with pghistory.context(door=_coordinator(uitvraag)):
        uitvraag.save()


def _gesloten(uitvraag: Uitvraag, gemeenten: list[Gemeente], zaad) -> list[Levering]:
    """Accepted where there is a peilstand of the demo; the others never delivered."""
    _bewaar(uitvraag)
    standen = Peilstand.objects.filter(peildatum=uitvraag.peildatum, nummer=1, gemeente__in=gemeenten)
    vast = dict(standen.values_list("gemeente_id", "vastgesteld_op"))
    uit = []
    for gemeente in gemeenten:
        levering = Levering(Aanlevering(uitvraag=uitvraag, gemeente=gemeente))
        if gemeente.pk in vast:
            op = vast[gemeente.pk]
            lot = _lot(gemeente.code, uitvraag.peildatum, zaad)
            _lever(levering, op - timedelta(days=2 + lot % 6), lot)
            _besluit(levering, op, S.GEACCEPTEERD, AKKOORD)
        uit.append(levering)
    return uit


def _open(uitvraag: Uitvraag, gemeenten: list[Gemeente], vanaf: date, zaad) -> list[Levering]:
    _bewaar(uitvraag)
    return [_nu(Levering(Aanlevering(uitvraag=uitvraag, gemeente=g)), vanaf, zaad) for g in gemeenten]


def _nu(levering: Levering, vanaf: date, zaad) -> Levering:
    gemeente = levering.aanlevering.gemeente
    lot = _lot(gemeente.code, "nu", zaad)
    status = VAST.get(gemeente.code) or _status(lot % 100)
    begin = vanaf + timedelta(days=OPENT)
    if status == S.BEZIG:
        levering.zet(_moment(begin + timedelta(days=2 + lot % 14), lot), _leveraar(gemeente), S.BEZIG)
    elif status != S.NIET_BEGONNEN:
        op = _moment(begin + timedelta(days=3 + lot % 9), lot)
        _lever(levering, op, lot)
        if status != S.GELEVERD:
            tekst = BESLUIT if status == S.TERUGGEGEVEN else AKKOORD
            _besluit(levering, op + timedelta(days=2 + lot % 4), status, tekst)
    return levering


def _status(lot: int) -> str:
    tot = 0
    for status, deel in VERDELING:
        tot += deel
        if lot < tot:
            return status
    return S.NIET_BEGONNEN


def _leveraar(gemeente: Gemeente) -> str:
    return f"Invoerder gemeente {gemeente.naam}"


def _lever(levering: Levering, op: datetime, lot: int) -> None:
    a = levering.aanlevering
    a.geleverd_op, a.geleverd_door = op, _leveraar(a.gemeente)
    a.niets_gewijzigd = lot % 5 == 0
    a.bericht = "" if a.niets_gewijzigd else BERICHTEN[lot % len(BERICHTEN)]
    levering.zet(op, a.geleverd_door, S.GELEVERD)


def _besluit(levering: Levering, op: datetime, status: str, tekst: str) -> None:
    a = levering.aanlevering
    a.besluit, a.besloten_op = tekst, op
    a.besloten_door = _coordinator(a.uitvraag)
    levering.zet(op, a.besloten_door, status)


def _schrijf(leveringen: list[Levering]) -> None:
    """The aanleveringen, and their history as it would have been: each step on its own day."""
    personen = dict(Gebruiker.objects.filter(email__in=LEVERAARS.values()).values_list("email", "pk"))
    for levering in leveringen:
        a = levering.aanlevering
        if a.geleverd_op:
            a.leveraar_id = personen.get(LEVERAARS.get(a.gemeente.code))
    with pgtrigger.ignore("programmering.Aanlevering:insert_insert"):
        Aanlevering.objects.bulk_create([levering.aanlevering for levering in leveringen])
    _schrijf_historie(leveringen)


def _schrijf_historie(leveringen: list[Levering]) -> None:
    AanleveringEvent = apps.get_model("programmering", "AanleveringEvent")
    velden = [f.attname for f in Aanlevering._meta.concrete_fields]
    contexten: dict[str, Context] = {}
    events, momenten = [], []
    for levering in leveringen:
        a = levering.aanlevering
        begin = (_moment(a.uitvraag.opent, 0), _coordinator(a.uitvraag), S.NIET_BEGONNEN)
        for versie, (moment, wie, status) in enumerate([begin, *levering.verloop], 1):
            context = contexten.setdefault(wie, Context(id=uuid.uuid4(), metadata={"door": wie}))
            toen = {veld: getattr(a, veld) for veld in velden} | {"status": status, "versie": versie}
            events.append(AanleveringEvent(
                pgh_label="insert" if versie == 1 else "update", pgh_obj_id=a.pk, pgh_context=context, **toen
            ))  # fmt: skip
            momenten.append(moment)
    Context.objects.bulk_create(contexten.values())
    AanleveringEvent.objects.bulk_create(events)
    # The moment is always that of the insert at first.
    for event, moment in zip(events, momenten, strict=True):
        event.pgh_created_at = moment
    AanleveringEvent.objects.bulk_update(events, ["pgh_created_at"], batch_size=500)


def _opmerkingen(leveringen: list[Levering], zaad) -> None:
    """One to three questions on plans that the provincie may see, where a delivery was sent back."""
    terug = {lv.aanlevering.gemeente_id: lv.aanlevering for lv in leveringen if lv.aanlevering.status == S.TERUGGEGEVEN}
    plannen: dict[int, list[Plan]] = {}
    zichtbaar = (
        Plan.objects.filter(gemeente__in=terug, rekenvoorbeeld=True, invoerstatus=Invoerstatus.GEREED)
        .exclude(klasse=Planklasse.NIET_MEETELLEND)
        .exclude(vertrouwelijkheid=Vertrouwelijkheid.GEMEENTE)
    )
    for plan in zichtbaar.only("gemeente", "plannaam").order_by("gemeente", "plancode", "pk"):
        plannen.setdefault(plan.gemeente_id, []).append(plan)
    rijen = []
    for gemeente_id, a in terug.items():
        lot = _lot(a.gemeente.code, "vragen", zaad)
        keuze = plannen.get(gemeente_id, [])
        for i in range(min(1 + lot % 3, len(keuze))):
            plan = keuze[(lot + i * 7) % len(keuze)]
            tekst = VRAGEN[(lot + i) % len(VRAGEN)]
            rijen.append(Aanleveropmerking(
                aanlevering=a, plan=plan, plannaam=plan.plannaam, tekst=tekst, door=a.besloten_door, op=a.besloten_op
            ))  # fmt: skip
    Aanleveropmerking.objects.bulk_create(rijen)


def _stel_vast(peildatum: date) -> None:
    """What the open uitvraag says is accepted, is frozen; again after a load that took the frozen plans away."""
    geaccepteerd = Aanlevering.objects.filter(
        uitvraag__rekenvoorbeeld=True, uitvraag__peildatum=peildatum, status=S.GEACCEPTEERD
    ).select_related("uitvraag", "gemeente")
    al = set(Peilstand.objects.filter(peildatum=peildatum).values_list("gemeente_id", flat=True))
    for a in geaccepteerd.order_by("gemeente__code"):
        if a.gemeente_id not in al:
            stel_vast(gemeente=a.gemeente, peildatum=peildatum, aanlevering=a, by=DOOR)
