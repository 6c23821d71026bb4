"""Filling the database with the demo: accounts, opgave, plans and all that stands beside those, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pgtrigger
from django.conf import settings
from django.db import connection, transaction

from programmering.aanpassingen.models import Kans
from programmering.boden.models import Bod
from programmering.calculations import WONINGTYPEN
from programmering.opgaven.actions import landelijk_van, verdeel_indicatief
from programmering.opgaven.calculations import verdeel_opgave
from programmering.opgaven.models import Opgaveperiode
from programmering.peilstanden import demo as peilstanden
from programmering.peilstanden.models import Peilstand
from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from programmering.uitvragen import demo as uitvragen
from programmering.uitvragen.models import Uitvraag
from programmering.voortgang import bereken
from woonzorg.gebieden.models import Gemeente, Grens, Kerncijfer
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker
from woonzorg.sql import haal_op, voer_uit

from . import vanbodnaarplot
from .calculations import ZAAD, maak_plannen
from .cast import CAST, maak_cast
from .ontwerp import Gemeentebasis
from .opslag import Demofout, controleer_nu, kopieer
from .stuk import Gemeenteplannen
from .uitwerking import PLANKOLOMMEN, REGELKOLOMMEN, als_rijen

AANTAL = 12_000
PERIODE = "2030"
DOOR = "demo"
# Inhabitants for each one of 75 and over, where the number of inhabitants is not known.
INWONERS_PER_OUDERE = 12
LOCK = 7290001  # any number, as long as nothing else in this database locks on it

# A load of thousands of rows needs no history of each, and is checked in one go at the end.
OVERGESLAGEN = (
    *(f"programmering.Plan:{naam}" for naam in ("insert_insert", "toets_nieuw", "toets_gewijzigd")),
    *(f"programmering.Planregel:{naam}" for naam in ("insert_insert", "toets_nieuw", "toets_verwijderd")),
)

Meld = Callable[[int, str], None]
"""Called with how far it is, in percent, and what is being done."""


@dataclass(frozen=True)
class Uitkomst:
    accounts: int
    opgaven: int
    gemaakt: int
    verwijderd: int
    gelijk: int
    plekken: vanbodnaarplot.Telling = field(default_factory=vanbodnaarplot.Telling)
    uitvragen: int = 0
    peilstanden: int = 0

    @property
    def veranderd(self) -> bool:
        aantallen = (self.accounts, self.opgaven, self.gemaakt, self.verwijderd, self.uitvragen, self.peilstanden)
        return any((*aantallen, self.plekken.veranderd))


def eis_demo() -> None:
    """Raises Demofout outside demo mode and where a real account lives: demo figures never stand beside those."""
    if not settings.DEMO:
        raise Demofout(
            "Demogegevens mogen alleen in een demo-omgeving. Zet DEMO=1 in de omgeving, of gebruik 'make demo'."
        )
    echt = Gebruiker.objects.filter(is_demo=False).count()
    if echt:
        raise Demofout(
            f"In deze database staan {echt} echte accounts. Er is niets gewijzigd. "
            "Gebruik een lege database voor de demo (make reset)."
        )


def is_gevuld() -> bool:
    """Whether all accounts of the cast and some of each kind of the demo are there. A few quick queries."""
    accounts = Gebruiker.objects.filter(email__in=[lid.email for lid in CAST]).count()
    soorten = (Plan, Plot, Bod, Kans, Uitvraag, Peilstand)
    return accounts == len(CAST) and all(model.objects.filter(rekenvoorbeeld=True).exists() for model in soorten)


@transaction.atomic
def laad_demo(*, aantal: int = AANTAL, meld: Meld = lambda procent, wat: None) -> Uitkomst:
    """Makes the database hold exactly this demo: `aantal` plans with plots and boden to match, their opgave, the
    accounts. All or nothing.

    What is already so is left alone; what differs (made for another number, or edited since) is replaced. What is
    not a rekenvoorbeeld, and agreed opgaven, are never touched.
    """
    eis_demo()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    meld(1, "Accounts en organisaties")
    accounts = maak_cast()
    meld(3, "Opgave per gemeente verdelen")
    periode = Opgaveperiode.objects.get(slug=PERIODE)
    verdeling = verdeel_indicatief(periode=periode, rekenvoorbeeld=True, door=DOOR)
    gemeenten = _gemeenten(periode)
    plannen = _bedenk_plannen(gemeenten, aantal, meld)
    meld(50, "Plekken binnen de gemeentegrenzen zoeken")
    voer_uit("programmering/demo_plekken", {"zaad": ZAAD})
    meld(60, "Vergelijken met wat er al staat")
    gemaakt, verwijderd = _vergelijk()
    if gemaakt or verwijderd:
        meld(65, f"{gemaakt} plannen schrijven")
        _schrijf()
        meld(80, "Controleren of alle aantallen en plekken kloppen")
        _controleer()
    meld(82, "Plots, boden en bestaande bouw")
    plekken = vanbodnaarplot.laad(gemeenten, plannen, aantal)
    if gemaakt or verwijderd or plekken.veranderd:
        meld(90, "Voortgang berekenen")
        bereken.bereken_volledig()
    meld(94, "Peilstanden van een half jaar geleden")
    bevroren = peilstanden.maak(vanaf=vanbodnaarplot.laaddag(), zaad=ZAAD, opnieuw=bool(gemaakt or verwijderd))
    # Last: what is asked of gemeenten is about the plans, and about what was frozen of them before.
    meld(97, "Uitvragen")
    gevraagd = uitvragen.maak(vanaf=vanbodnaarplot.laaddag(), zaad=ZAAD)
    meld(100, "Klaar")
    return Uitkomst(accounts, len(verdeling.nieuw), gemaakt, verwijderd, aantal - gemaakt, plekken, gevraagd, bevroren)


def _gemeenten(periode: Opgaveperiode) -> list[Gemeentebasis]:
    """The gemeenten of today, with the opgave by the key: an agreement made in the demo moves no plans."""
    met_grens = set(Grens.objects.filter(soort=Gebiedssoort.GEMEENTE).values_list("code", flat=True))
    gemeenten = list(Gemeente.objects.geldig_op().select_related("woondealregio"))
    if not any(g.code in met_grens for g in gemeenten):
        raise Demofout("Er zijn nog geen gemeenten met een grens. Draai eerst 'manage.py laad_gebieden'.")
    ouderen = Kerncijfer.objects.per_gemeente(Kerncijfer.Onderwerp.INWONERS_75PLUS)
    inwoners = Kerncijfer.objects.per_gemeente(Kerncijfer.Onderwerp.INWONERS)
    opgave = verdeel_opgave(landelijk_van(periode), {g.code: ouderen[g.pk] for g in gemeenten})
    bezet: dict[int, set[str]] = {}
    for gemeente_id, *namen in Plan.objects.filter(rekenvoorbeeld=False).values_list(
        "gemeente_id", "plannaam", "plancode"
    ):
        bezet.setdefault(gemeente_id, set()).update(namen)
    return [
        Gemeentebasis(
            id=g.pk,
            code=g.code,
            naam=g.naam,
            woondealregio=g.woondealregio_id,
            regionaam=g.woondealregio.naam,
            inwoners=inwoners.get(g.pk, ouderen[g.pk] * INWONERS_PER_OUDERE),
            opgave={woningtype: opgave[g.code].get(woningtype, 0) for woningtype in WONINGTYPEN},
            bezet=frozenset(bezet.get(g.pk, ())),
        )
        for g in gemeenten
        if g.code in met_grens
    ]


def _bedenk_plannen(gemeenten: list[Gemeentebasis], aantal: int, meld: Meld) -> dict[int, Gemeenteplannen]:
    """Draws the plans and copies them into the temporary tables, a step of progress per tenth of the gemeenten.

    Gives per gemeente what plots have to know of them.
    """
    voer_uit("programmering/demo_tabellen")
    planrijen, regelrijen, per_gemeente = [], [], {}
    for nummer, plannen in enumerate(maak_plannen(gemeenten, aantal)):
        if nummer % max(1, len(gemeenten) // 10) == 0:
            meld(5 + 35 * nummer // len(gemeenten), f"Plannen bedenken, {nummer} van {len(gemeenten)} gemeenten")
        nieuwe_plannen, nieuwe_regels = als_rijen(plannen)
        planrijen += nieuwe_plannen
        regelrijen += nieuwe_regels
        if plannen:
            per_gemeente[plannen[0][0]["gemeente_id"]] = Gemeenteplannen.van(plannen)
    meld(42, f"{len(planrijen)} plannen en {len(regelrijen)} regels laden")
    kopieer("demo_plan", PLANKOLOMMEN, planrijen)
    kopieer("demo_regel", REGELKOLOMMEN, regelrijen)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE demo_plan, demo_regel")
    return per_gemeente


def _vergelijk() -> tuple[int, int]:
    voer_uit("programmering/demo_vergelijk")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FILTER (WHERE is_nieuw), count(plan_id) FROM demo_anders")
        return cursor.fetchone()


def _schrijf() -> None:
    with pgtrigger.ignore(*OVERGESLAGEN):
        voer_uit("programmering/demo_verwijder")
        voer_uit("programmering/demo_schrijf")
        controleer_nu()


def _controleer() -> None:
    fouten = haal_op("programmering/demo_controle")[0]
    if any(fouten.values()):
        raise Demofout(
            f"De demo klopt niet en is niet geladen: {fouten['klopt_niet']} plannen tellen niet op, "
            f"{fouten['zonder_plek']} hebben geen plek en {fouten['buiten']} liggen buiten hun gemeente."
        )
