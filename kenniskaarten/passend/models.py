"""What readers say of what the portal proposed: useful or not, and at what."""

from django.db import models
from django.utils import timezone

from woonzorg.organisaties.models import Gebruiker


class Oordeel(models.Model):
    """One reader's word on one proposal, in one situation. `bron` and `object_id` name what was proposed as the search
    does; `kenmerken` is what it was proposed for, as 'knelpunten:stikstof', so that the next like it learns from it."""

    bron = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    plek = models.CharField(max_length=30)
    plek_id = models.BigIntegerField()
    kenmerken = models.JSONField(default=list)
    nuttig = models.BooleanField()
    door = models.ForeignKey(Gebruiker, models.CASCADE, related_name="+")
    gegeven = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        ordering = ["pk"]
        indexes = [models.Index(fields=["bron", "object_id"], name="oordeel_over")]
        constraints = [
            models.UniqueConstraint(
                fields=["bron", "object_id", "plek", "plek_id", "door"], name="oordeel_eenmaal_per_lezer"
            )
        ]

    def __str__(self):
        return f"{self.bron} {self.object_id}: {'nuttig' if self.nuttig else 'niet nuttig'}"
