"""Organisations that have come some way along the roadmap, for the demo; everything is marked as rekenvoorbeeld."""

import datetime
import hashlib

import pghistory
from django.db import transaction
from django.utils import timezone

from woonzorg.gebieden.models import Gemeente, Woondealregio
from woonzorg.gebieden.soorten import LAND, Gebiedssoort
from woonzorg.organisaties.models import Organisatie, Organisatiesoort, Werkgebied

from .models import PARTIJEN, GezetteStap, Stap

# Where there are parties of every kind: Overijssel and Gelderland.
PROVINCIES = ("PV23", "PV25")
PER_REGIO = {
    Organisatiesoort.CORPORATIE: "Woningcorporatie",
    Organisatiesoort.ZORGORGANISATIE: "Zorgorganisatie",
    Organisatiesoort.ONTWIKKELAAR: "Ontwikkelaar",
    Organisatiesoort.ZORGKANTOOR: "Zorgkantoor",
}
WIE = "voorbeeld"
# Part of its line that an organisation has behind it, from the slowest to the quickest of its kind.
VERDELING = {
    Organisatiesoort.GEMEENTE: (0.2, 0.9),
    Organisatiesoort.CORPORATIE: (0.3, 1.0),
    Organisatiesoort.INVESTEERDER: (0.3, 0.7),
    Organisatiesoort.ONTWIKKELAAR: (0.1, 0.75),
    Organisatiesoort.ZORGORGANISATIE: (0.25, 0.9),
    Organisatiesoort.ZORGKANTOOR: (0.35, 0.8),
}
DAGEN_PER_STAP = 70


@transaction.atomic
def laad_demo_roadmap() -> int:
    """Makes organisations and what they ticked, once; returns how many steps were ticked. Needs a roadmap."""
    if GezetteStap.objects.filter(rekenvoorbeeld=True).exists():
        return 0
    per_partij: dict[str, list[Stap]] = {}
    for stap in Stap.objects.select_related("lijn").defer("zoek").order_by("kolom", "pk"):
        per_partij.setdefault(stap.lijn.partij, []).append(stap)
    if not per_partij:
        return 0
    maak_organisaties()
    organisaties = Organisatie.objects.filter(soort__in=[p.value for p in PARTIJEN]).order_by("pk")
    gezet = [g for o in organisaties for g in _gezet_door(o, per_partij.get(o.soort, []), timezone.localdate())]
    with pghistory.context(door=WIE):
        return len(GezetteStap.objects.bulk_create(gezet))


def maak_organisaties() -> None:
    """A gemeente of its own for each gemeente in these provincies; of the other kinds one for each woondealregio."""
    gemeenten = Gemeente.objects.geldig_op().filter(provincie__in=PROVINCIES)
    met_gemeente = Werkgebied.objects.filter(organisatie__soort=Organisatiesoort.GEMEENTE).values("code")
    for gemeente in gemeenten.exclude(code__in=met_gemeente):
        _maak(f"Gemeente {gemeente.naam}", Organisatiesoort.GEMEENTE, Gebiedssoort.GEMEENTE, gemeente.code)
    regios = Woondealregio.objects.filter(gemeenten__in=gemeenten).distinct()
    for soort, naam in PER_REGIO.items():
        werkt_al = Werkgebied.objects.filter(organisatie__soort=soort).values("code")
        for regio in regios.exclude(code__in=werkt_al):
            _maak(f"{naam} (voorbeeld) {regio.naam}", soort, Gebiedssoort.WOONDEALREGIO, regio.code)
    if not Organisatie.objects.filter(soort=Organisatiesoort.INVESTEERDER).exists():
        _maak("Investeerder (voorbeeld)", Organisatiesoort.INVESTEERDER, Gebiedssoort.LAND, LAND.code)


def _maak(naam: str, soort: str, gebiedssoort: str, code: str) -> None:
    organisatie, _ = Organisatie.objects.get_or_create(naam=naam, defaults={"soort": soort})
    Werkgebied.objects.get_or_create(organisatie=organisatie, soort=gebiedssoort, code=code)


def _gezet_door(organisatie: Organisatie, stappen: list[Stap], vandaag: datetime.date) -> list[GezetteStap]:
    """The first steps of the line, the last one some weeks ago; the same for a name on every machine."""
    toeval = hashlib.sha256(organisatie.naam.encode()).digest()
    laagst, hoogst = VERDELING[organisatie.soort]
    aantal = round((laagst + (hoogst - laagst) * toeval[0] / 255) * len(stappen))
    return [
        GezetteStap(
            stap=stap,
            organisatie=organisatie,
            op=vandaag - datetime.timedelta(days=DAGEN_PER_STAP * (aantal - i) - toeval[i % 32] % 45),
            bewijs=(stap.bewijs or stap.titel)[:500],
            door_naam=WIE,
            rekenvoorbeeld=True,
        )
        for i, stap in enumerate(stappen[:aantal])
    ]
