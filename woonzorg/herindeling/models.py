"""A herindeling as the beheerder prepares it, and what it did once it was carried out.

Gemeenten are named by code, without foreign keys: until the day comes a new gemeente has no row, and afterwards this
is a record of what was, not part of it.
"""

import pghistory
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.spoor import spoor

from .lijsten import Sleutel, Status


class HerindelingQuerySet(models.QuerySet):
    def for_user(self, user):
        """All of them for who may carry one out; nobody else sees any."""
        return self if bereik_van(user, Permission.HERINDELEN) else self.none()


def _codes(naam: str, **extra):
    return ArrayField(models.CharField(max_length=6), verbose_name=naam, blank=True, **({"default": list} | extra))


@pghistory.track(*spoor(), exclude=["verslag"])
class Herindeling(models.Model):
    """Several gemeenten go on in one (`van` has several), or one in several. `bestaand` grows, `nieuw` is made."""

    datum = models.DateField("gaat in op", help_text="Eerste dag van de nieuwe indeling.")
    van = _codes("gemeenten die ophouden te bestaan")
    bestaand = _codes("bestaande gemeenten die hen opvolgen")
    # [{"code", "naam", "provincie", "woondealregio", "corop_code", "corop_naam"}]
    nieuw = models.JSONField("nieuwe gemeenten", default=list, blank=True)
    # Only of a split: who gets what nothing else decides; how the opgave is divided; what a person chose by hand.
    standaard = models.CharField("wie de rest krijgt", max_length=6, blank=True)
    sleutel = models.CharField("verdeling van de opgave", max_length=20, choices=Sleutel, default=Sleutel.OUDEREN)
    gewichten = models.JSONField("getal per opvolger", default=dict, blank=True)
    # "plan:12" -> code of the successor.
    keuzes = models.JSONField("met de hand toegewezen", default=dict, blank=True)
    # Successors to which the organisations of the gemeente that ends get access; null: all of them.
    toegang = _codes("toegang tot", null=True, default=None)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.VOORBEREID)
    # What the last trial found or, once carried out, what it did.
    verslag = models.JSONField("verslag", default=dict, blank=True, editable=False)
    beproefd_op = models.DateTimeField("beproefd op", null=True, blank=True, editable=False)
    door = models.CharField("voorbereid door", max_length=300)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)
    uitgevoerd_op = models.DateTimeField("uitgevoerd op", null=True, blank=True, editable=False)
    uitgevoerd_door = models.CharField("uitgevoerd door", max_length=300, blank=True)

    objects = HerindelingQuerySet.as_manager()

    class Meta:
        verbose_name = "herindeling"
        verbose_name_plural = "herindelingen"
        ordering = ["-datum", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.UITGEVOERD) | Q(uitgevoerd_op__isnull=False),
                name="herindeling_uitgevoerd_heeft_moment",
            )
        ]

    def __str__(self):
        opvolgers = [*self.bestaand, *(n["naam"] for n in self.nieuw)]
        return f"{', '.join(self.van)} naar {', '.join(opvolgers)}"

    def get_absolute_url(self):
        return reverse("herindeling", args=[self.pk])

    @property
    def naar(self) -> list[str]:
        """Codes of all successors."""
        return [*self.bestaand, *(n["code"] for n in self.nieuw)]

    @property
    def is_splitsing(self) -> bool:
        return len(self.naar) > 1

    @property
    def is_uitgevoerd(self) -> bool:
        return self.status == Status.UITGEVOERD


class Herindelingsgrens(models.Model):
    """The official boundary of a successor, given beforehand: it says where a plan goes, and becomes its Grens."""

    herindeling = models.ForeignKey(Herindeling, models.CASCADE, related_name="grenzen")
    code = models.CharField("gemeente", max_length=6)
    geometrie = models.MultiPolygonField("grens", srid=28992)

    class Meta:
        verbose_name = "grens na de herindeling"
        verbose_name_plural = "grenzen na de herindeling"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["herindeling", "code"], name="herindelingsgrens_eenmalig")]

    def __str__(self):
        return self.code
