"""What pages, map and files tell of examples."""

import json

from django.conf import settings
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from woonzorg.gebieden.kader import NEDERLAND

from .models import Status, Voorbeeld, VoorbeeldQuerySet

# Decimals of a degree: about a metre.
DECIMALEN = 5
VERWANT = 3


def als_geojson() -> AsGeoJSON:
    """The place in WGS84, longitude first, as text of a GeoJSON geometry."""
    return AsGeoJSON(Transform("punt", 4326), precision=DECIMALEN)


def punten(voorbeelden: VoorbeeldQuerySet) -> list[dict]:
    """Of each example what the map needs: id, name, where it is, its page and [longitude, latitude]. One query."""
    rijen = voorbeelden.annotate(plek=als_geojson()).values_list("slug", "titel", "plaats", "rekenvoorbeeld", "plek")
    return [
        {
            "id": slug,
            "naam": titel,
            "plaats": f"{plaats} (verzonnen)" if verzonnen else plaats,
            "plek": json.loads(plek)["coordinates"],
        }
        for slug, titel, plaats, verzonnen, plek in rijen
    ]


def punt_url() -> str:
    """The address of an example, with {id} for its own part."""
    return reverse("voorbeeld", args=["0"]).replace("/0/", "/{id}/")


def kaart_config(onderwerp: str, **meer) -> dict:
    """What the one map module needs; `meer` adds what is drawn on it."""
    return {
        "gebieden_tegels": "/kaart/gebieden/provincie/{z}/{x}/{y}.mvt",
        "soort": "provincie",
        "achtergrond": settings.PDOK_TEGELS,
        "begrenzing": NEDERLAND,
        "onderwerp": onderwerp,
        "legenda": [],
        "waarden": {},
        **meer,
    }


def verwant_aan(voorbeeld: Voorbeeld) -> list[Voorbeeld]:
    """Published examples that share most with this one: woningtypen, zorg, omgeving, bouwvorm, eigendom. One query."""
    gelijk = sum(
        Case(When(zelfde, then=Value(punten_)), default=Value(0), output_field=IntegerField())
        for zelfde, punten_ in [
            (Q(woningtypen__overlap=voorbeeld.woningtypen), 3),
            (Q(zorg=voorbeeld.zorg), 2),
            (Q(omgeving=voorbeeld.omgeving), 2),
            (Q(bouwvorm=voorbeeld.bouwvorm), 2),
            (Q(eigendom=voorbeeld.eigendom), 1),
        ]
    )
    anderen = Voorbeeld.objects.gepubliceerd().exclude(pk=voorbeeld.pk).select_related("gemeente")
    return list(anderen.annotate(gelijk=gelijk).order_by("-gelijk", "titel", "pk")[:VERWANT])


def dubbelen_van(voorbeeld: Voorbeeld) -> list[Voorbeeld]:
    """Others of the same name in the same gemeente that were nominated or published. One query."""
    anderen = Voorbeeld.objects.exclude(pk=voorbeeld.pk).filter(status__in=[Status.VOORGEDRAGEN, Status.GEPUBLICEERD])
    return list(anderen.filter(titel__unaccent__iexact=voorbeeld.titel.strip(), gemeente=voorbeeld.gemeente_id))
