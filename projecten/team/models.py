"""What the team is measured by (domein.md 6): dated norms, and how many hours each adviser has."""

from decimal import ROUND_HALF_UP, Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.spoor import spoor


def _getal(naam: str, standaard: int, laagst: int, hoogst: int, hulp: str = ""):
    return models.PositiveIntegerField(
        naam, default=standaard, validators=[MinValueValidator(laagst), MaxValueValidator(hoogst)], help_text=hulp
    )


class TeamnormQuerySet(models.QuerySet):
    def geldend(self, datum=None):
        """The row in force on `datum` (today), before any was the first; there always is one, of the migration."""
        op_volgorde = self.order_by("-geldig_van")
        return op_volgorde.filter(geldig_van__lte=datum or timezone.localdate()).first() or op_volgorde.last()


@pghistory.track(*spoor())
class Teamnorm(models.Model):
    """The assumptions of the adviesrapport, adjustable; a change is a new row with a reason."""

    geldig_van = models.DateField("geldig vanaf", unique=True, default=timezone.localdate)
    jaren = _getal("jaren waarin de opgave wordt gerealiseerd", 5, 1, 50)
    woningen_per_project = _getal("woningen per project", 50, 1, 10_000)
    uren_taak_1 = _getal("uren taak I per project per jaar", 4, 0, 2000)
    uren_taak_2 = _getal("uren taak II per project per jaar", 26, 0, 2000)
    uren_taak_3 = _getal("uren taak III per project per jaar", 20, 0, 2000)
    uren_per_week = _getal("projecturen per week per fte", 26, 1, 60)
    weken_per_jaar = _getal("werkzame weken per jaar", 47, 1, 52)
    startaandeel = _getal("start op (% van de maximale inzet)", 60, 1, 100)
    projecten_per_fte = _getal("projecten per fte", 24, 1, 500)
    stil_na = _getal("stil na (dagen)", 31, 1, 365, "Zo lang zonder contact is een project stil.")
    stil_na_start = _getal("stil na (dagen) in het begin", 14, 1, 365, "Bij een tweewekelijks ritme.")
    tafel_broos_na = _getal("overlegtafel broos na (dagen)", 120, 1, 1000, "Zo lang zonder overleg is een tafel broos.")
    bron = models.CharField("waarom", max_length=300, help_text="Besluit of afspraak waarop deze norm rust.")

    objects = TeamnormQuerySet.as_manager()

    class Meta:
        verbose_name = "teamnorm"
        verbose_name_plural = "teamnormen"
        ordering = ["-geldig_van"]

    def __str__(self):
        return f"norm vanaf {self.geldig_van:%d-%m-%Y}"


@pghistory.track(*spoor())
class Inzet(models.Model):
    """How much of a full-time week an adviser works for the team."""

    gebruiker = models.OneToOneField(Gebruiker, models.CASCADE, related_name="inzet")
    fte = models.DecimalField(
        "fte", max_digits=3, decimal_places=2, validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(1)]
    )

    class Meta:
        verbose_name = "inzet"
        verbose_name_plural = "inzet"

    def __str__(self):
        return f"{self.gebruiker}: {self.fte} fte"

    def past(self, norm: Teamnorm) -> int:
        """How many active projects fit these hours, halves up."""
        return int((self.fte * norm.projecten_per_fte).quantize(Decimal(1), rounding=ROUND_HALF_UP))
