"""Code lists of uitvraag and aanlevering (domein.md 5)."""

from django.db.models import TextChoices


class Aanleverstatus(TextChoices):
    """'Te laat' is no status of its own: it is what is not delivered after the closing date."""

    NIET_BEGONNEN = "niet_begonnen", "niet begonnen"
    BEZIG = "bezig", "bezig"
    GELEVERD = "geleverd", "geleverd"
    TERUGGEGEVEN = "teruggegeven", "teruggegeven"
    GEACCEPTEERD = "geaccepteerd", "geaccepteerd"
