"""Invented examples for the demo (demo.toml), each marked as such; every one is made once.

A second load writes nothing: what stands here belongs to whoever steps into a role. Points lie somewhere in their
gemeente, the same at every load.
"""

import datetime
import tomllib
from pathlib import Path
from random import Random

import pghistory
from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.soorten import Gebiedssoort

from .models import Status, Voorbeeld

BESTAND = Path(__file__).with_name("demo.toml")
ZAAD = "inspiratiekaart"
DOOR = "demo"
# Metres from the boundary, which is an approximation; and how often chance may try.
VAN_DE_GRENS, POGINGEN = 1_500, 500
# Mail to these goes nowhere (RFC 2606).
DOMEIN = "voorbeeld.example"


class Toeval(Random):
    """Chance that is the same every time: nothing secret is made with it."""


def lees() -> list[dict]:
    """The examples as they are told."""
    return tomllib.loads(BESTAND.read_text(encoding="utf-8"))["voorbeeld"]


def slug_van(rij: dict) -> str:
    return slugify(f"{rij['titel']} {rij['plaats']}")


@transaction.atomic
def laad_demo() -> int:
    """Makes what is missing; gives how many. The caller sees to it that this is a demo."""
    vandaag = timezone.localdate()
    er_al = set(Voorbeeld.objects.values_list("slug", flat=True))
    gemeenten = {gemeente.code: gemeente for gemeente in Gemeente.objects.geldig_op(vandaag)}
    nieuw = [
        _maak(rij, gemeenten[rij["gemeente"]], vandaag)
        for rij in lees()
        if slug_van(rij) not in er_al and rij["gemeente"] in gemeenten
    ]
    for voorbeeld in nieuw:
        voorbeeld.full_clean()
    with pghistory.context(door=DOOR):
        Voorbeeld.objects.bulk_create(nieuw)
    return len(nieuw)


def _maak(rij: dict, gemeente: Gemeente, vandaag: datetime.date) -> Voorbeeld:
    velden = {naam: waarde for naam, waarde in rij.items() if naam not in ("gemeente", "bevestigd", "status")}
    velden["tekst"] = velden["tekst"].strip()
    slug, status = slug_van(rij), rij.get("status", Status.GEPUBLICEERD)
    gepubliceerd = status == Status.GEPUBLICEERD
    return Voorbeeld(
        **velden,
        slug=slug,
        gemeente=gemeente,
        punt=_ergens_in(gemeente, slug),
        bouwvormen=[rij["bouwvorm"]],
        mix=True,
        visie=True,
        bronnen="Verzonnen voor de demo van het Woonzorgportaal.",
        contact_naam=rij["titel"],
        contact_email=f"{slug}@{DOMEIN}",
        voordrager_naam="" if gepubliceerd else "Een buurtbewoner",
        voordrager_email="" if gepubliceerd else f"voordracht@{DOMEIN}",
        status=status,
        bevestigd_op=vandaag - datetime.timedelta(days=rij["bevestigd"]) if gepubliceerd else None,
        rekenvoorbeeld=True,
    )


def _ergens_in(gemeente: Gemeente, slug: str) -> Point:
    """Well within the boundary where the gemeente is large enough for that, and always within it."""
    vlak = Grens.objects.get(soort=Gebiedssoort.GEMEENTE, code=gemeente.code).geometrie
    binnen = vlak.buffer(-VAN_DE_GRENS)
    rng, doel = Toeval(f"{ZAAD} {slug}"), vlak if binnen.empty else binnen
    west, zuid, oost, noord = doel.extent
    for _ in range(POGINGEN):
        punt = Point(round(rng.uniform(west, oost)), round(rng.uniform(zuid, noord)), srid=vlak.srid)
        if doel.contains(punt):
            return punt
    return vlak.point_on_surface
