"""What a piece of knowledge is about, in the words of the portal; by it the portal proposes what fits a plan.

The code lists belong to apps that may not be imported here: each registers its own, from `apps.ready`.
"""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models

# Name of a field below -> code -> label.
LIJSTEN: dict[str, dict[str, str]] = {}


def registreer_lijst(naam: str, keuzes: Iterable[tuple[str, str]]) -> None:
    """Adds a code list for one of the fields of `Kenmerken`; called once per list, when the apps are loaded."""
    LIJSTEN[naam] = {code: str(label) for code, label in keuzes}


def labels(naam: str, codes: Iterable[str]) -> list[str]:
    """The labels of these codes, in the order of the list; a code that the list no longer has is left out."""
    gekozen = set(codes)
    return [label for code, label in LIJSTEN.get(naam, {}).items() if code in gekozen]


class Bouwvorm(models.TextChoices):
    NIEUWBOUW = "nieuwbouw", "nieuwbouw"
    TRANSFORMATIE = "transformatie", "transformatie"
    BESTAAND = "bestaand", "bestaande bouw"


def _codes(naam: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=60), verbose_name=naam, default=list, blank=True)


class Kenmerken(models.Model):
    """An empty list says: whatever it is, it fits."""

    woningtypen = _codes("woningtypen")
    bouwvormen = _codes("nieuwbouw of bestaand")
    fasen = _codes("fasen van een project")
    knelpunten = _codes("knelpunten")
    partijen = _codes("partijen")

    class Meta:
        abstract = True
