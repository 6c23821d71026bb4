"""Contactmoment: what an adviser heard and did, and for how long (domein.md 6, product.md A1, A2, A4)."""

import uuid

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from projecten.project.models import Project
from projecten.zicht import Zichtbaarheid, ZichtbaarQuerySet
from woonzorg.gebieden.models import Gemeente, Provincie
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van, has_permission
from woonzorg.organisaties.spoor import spoor

from .lijsten import PROJECTTAKEN, Taak, Vorm


class ContactmomentQuerySet(ZichtbaarQuerySet):
    gemeente_pad = "gemeente__"

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def _zicht_q(self, user) -> Q:
        """As elsewhere; what belongs to no gemeente (tasks IV and V) is the own work of an adviser."""
        zicht = super()._zicht_q(user)
        if bereik_van(user, Permission.NOTITIE_ADVISEUR):
            zicht |= Q(gemeente__isnull=True, door=user)
        return zicht


@pghistory.track(*spoor())
class Contactmoment(models.Model):
    """One contact. `sleutel` comes from the device it was typed on, so that sending it twice is logging it once."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="contactmomenten")
    # Of the project, or of the gemeente that was called before there was one.
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, blank=True, related_name="contactmomenten")
    # Where the hours count: of the gemeente, else of the adviser.
    provincie = models.ForeignKey(Provincie, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    datum = models.DateField("wanneer", default=timezone.localdate)
    vorm = models.CharField("hoe", max_length=10, choices=Vorm.choices, default=Vorm.TELEFOON)
    taak = models.CharField("taak", max_length=3, choices=Taak.choices)
    uren = models.DecimalField(
        "uren",
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(24)],
        help_text="Met reistijd en voorbereiding, in uren: 0,5 is een half uur.",
    )
    wie = models.CharField("wie was erbij", max_length=300, blank=True, help_text="Organisatie en functie.")
    notitie = models.TextField("wat hoorde u", max_length=8000, blank=True)
    zichtbaarheid = models.CharField(
        "wie mag dit lezen", max_length=10, choices=Zichtbaarheid.choices, default=Zichtbaarheid.ADVISEURS
    )
    door = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, related_name="contactmomenten")
    door_naam = models.CharField("door", max_length=300)
    versie = models.PositiveIntegerField(default=1, editable=False)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContactmomentQuerySet.as_manager()

    class Meta:
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        ordering = ["-datum", "-pk"]
        indexes = [
            models.Index(fields=["project", "-datum"]),
            models.Index(fields=["provincie", "datum"]),
            models.Index(fields=["door", "-datum"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(taak__in=PROJECTTAKEN) | Q(gemeente__isnull=False),
                name="contact_met_gemeente",
                violation_error_message="Kies een project of een gemeente bij taak I, II en III.",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=True) | Q(gemeente__isnull=False), name="contact_project_gemeente"
            ),
            models.CheckConstraint(condition=Q(uren__range=(0, 24)), name="contact_uren"),
        ]

    def __str__(self):
        return f"{self.get_vorm_display()} op {self.datum:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("contact", args=[self.pk])

    def wijzigbaar_voor(self, user) -> bool:
        """Who wrote it, as long as that one coaches there; the hours and words of another stay as they are."""
        return self.door_id == user.pk and has_permission(user, Permission.PROJECT_COACHEN, gebied=self.gemeente)
