"""The four kinds of gebied and the small value object that the rest of the portal passes around."""

from dataclasses import dataclass

from django.db import models


class Gebiedssoort(models.TextChoices):
    LAND = "land", "Nederland"
    PROVINCIE = "provincie", "provincie"
    WOONDEALREGIO = "woondealregio", "woondealregio"
    GEMEENTE = "gemeente", "gemeente"


@dataclass(frozen=True)
class Gebied:
    """Code is NL, PVxx, WDxx or GMxxxx: unique over the kinds, so a code alone is enough in a url."""

    soort: str
    code: str
    naam: str


LAND = Gebied(Gebiedssoort.LAND, "NL", "Nederland")
