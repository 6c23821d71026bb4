"""Writing plots, boden, aanpassingen, kansen, voorstellen and a workshop of the demo; a part of `actions.laad_demo`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pgtrigger
from django.db import connection
from django.db.models import Min
from django.utils import timezone

from programmering.plots.models import Plot
from programmering.workshops.models import Workshop
from woonzorg.organisaties.models import Gebruiker
from woonzorg.sql import haal_op, voer_uit

from . import enschede
from .boden import REKENVOORBEELD
from .calculations import ZAAD
from .land import maak_stukken
from .ontwerp import Gemeentebasis
from .opslag import Demofout, controleer_nu, kopieer
from .stuk import STUKKOLOMMEN, Gemeenteplannen

# In this order: boden and voorstellen name plots, which may just have been replaced.
RONDES = (["plot", "aanpassing", "kans"], ["bod", "voorstel"])
# No history of each of thousands of rows, as with the plans.
OVERGESLAGEN = (
    *(
        f"programmering.{model}:insert_insert"
        for model in (
            "Plot", "Plotregel", "Plotscore", "Plotpartner", "Commitment", "Bod", "Bodregel", "Voorstel",
            "Voorstelregel", "Aanpassing", "Aangepastewoning", "Kans",
        )
    ),
    "programmering.Plan:update_update",
    "programmering.Bod:update_update",
)  # fmt: skip
WORKSHOP = "Plekken voor wonen en zorg in Enschede (rekenvoorbeeld)"
WORKSHOPCODE = "TWENTE"
DAGEN_TOT_WORKSHOP = 20


@dataclass(frozen=True)
class Telling:
    gemaakt: int = 0
    verwijderd: int = 0
    gekoppeld: int = 0

    @property
    def veranderd(self) -> bool:
        return any((self.gemaakt, self.verwijderd, self.gekoppeld))


def laaddag() -> date:
    """The day that all dates are counted from: that of the first load. Else a load on another day would be another
    demo, and write everything again."""
    eerste = Plot.objects.filter(rekenvoorbeeld=True, bron="rekenvoorbeeld").aggregate(eerste=Min("aangemaakt"))
    return timezone.localdate(eerste["eerste"]) if eerste["eerste"] else timezone.localdate()


def laad(gemeenten: Sequence[Gemeentebasis], plannen: dict[int, Gemeenteplannen], aantal: int) -> Telling:
    """Makes the database hold exactly these, beside the plans that stand there already."""
    vanaf = laaddag()
    stukken = maak_stukken(gemeenten, plannen, aantal, vanaf)
    voer_uit("programmering/demo_stuk_tabellen")
    kopieer("demo_stuk", STUKKOLOMMEN, [stuk.als_rij(nummer) for nummer, stuk in enumerate(stukken)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE demo_stuk")
    voer_uit("programmering/demo_stuk_plekken", {"zaad": ZAAD})
    _controleer()
    gemaakt = verwijderd = 0
    for soorten in RONDES:
        nieuw, oud = _werk_bij(soorten, vanaf)
        gemaakt, verwijderd = gemaakt + nieuw, verwijderd + oud
    with pgtrigger.ignore(*OVERGESLAGEN):
        gekoppeld = voer_uit("programmering/demo_stuk_koppel")
        if gekoppeld:
            controleer_nu()
    _bereid_workshop_voor(vanaf)
    return Telling(gemaakt, verwijderd, gekoppeld)


def _controleer() -> None:
    fouten = haal_op("programmering/demo_stuk_controle")[0]
    if any(fouten.values()):
        raise Demofout(
            f"De demo klopt niet en is niet geladen: van de plots en kansen hebben {fouten['zonder_plek']} geen plek "
            f"en liggen {fouten['buiten']} buiten hun gemeente."
        )


def _werk_bij(soorten: list[str], vanaf: date) -> tuple[int, int]:
    voer_uit("programmering/demo_stuk_vergelijk", {"soorten": soorten, "merk": REKENVOORBEELD})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(nummer), count(oud_id) FROM demo_stuk_anders")
        gemaakt, verwijderd = cursor.fetchone()
        # A setting and not a parameter: what runs while triggers are ignored can have none by name.
        moment = timezone.make_aware(datetime.combine(vanaf, time(9)))
        cursor.execute("SELECT set_config('demo.moment', %s, true)", [moment.isoformat()])
    if gemaakt or verwijderd:
        with pgtrigger.ignore(*OVERGESLAGEN):
            voer_uit("programmering/demo_stuk_verwijder")
            voer_uit("programmering/demo_stuk_schrijf")
            controleer_nu()
    return gemaakt, verwijderd


def _bereid_workshop_voor(vanaf: date) -> None:
    """One workshop that still has to be opened. Once made it belongs to who opens it."""
    gemeente = Plot.objects.filter(rekenvoorbeeld=True, gemeente__code=enschede.CODE).first()
    leider = Gebruiker.objects.filter(email=enschede.ADVISEUR).first()
    if gemeente is None or Workshop.objects.filter(code=WORKSHOPCODE).exists():
        return
    Workshop.objects.create(
        naam=WORKSHOP,
        gemeente=gemeente.gemeente,
        datum=_dinsdag_na(vanaf + timedelta(days=DAGEN_TOT_WORKSHOP)),
        code=WORKSHOPCODE,
        leider=leider,
        leider_naam=leider.naam if leider else "Rekenvoorbeeld",
        toelichting="Met gemeente, corporaties, zorgorganisaties en bewoners op zoek naar plekken. Rekenvoorbeeld.",
    )


def _dinsdag_na(dag: date) -> date:
    return dag + timedelta(days=(1 - dag.weekday()) % 7)
