"""The four kinds of gebied and the small value object that the rest of the portal passes around."""

from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils import timezone


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
    # First day on which a gemeente is no more; two that differ in nothing else are the same gebied.
    tot: date | None = field(default=None, compare=False)

    @property
    def bestaat(self) -> bool:
        return self.tot is None or self.tot > timezone.localdate()


LAND = Gebied(Gebiedssoort.LAND, "NL", "Nederland")
