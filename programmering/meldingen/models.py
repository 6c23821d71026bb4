"""What somebody without an account says is wrong with a plan, and what the gemeente did with it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.spoor import spoor


class Wat(models.TextChoices):
    LIGGING = "ligging", "de plek op de kaart"
    AANTALLEN = "aantallen", "hoeveel woningen het zijn"
    JAAR = "jaar", "in welk jaar ze klaar zijn"
    STATUS = "status", "hoe zeker het plan is, of hoe ver"
    NAAM = "naam", "de naam of de beschrijving"
    ANDERS = "anders", "iets anders"


class Meldingstatus(models.TextChoices):
    NIEUW = "nieuw", "nieuw"
    BEANTWOORD = "beantwoord", "beantwoord"
    AFGEHANDELD = "afgehandeld", "afgehandeld"


class MeldingQuerySet(models.QuerySet):
    def for_user(self, user):
        """On plans that one sees and may change: who keeps the plans of the gemeente, and the beheerder."""
        return self.filter(plan__in=Plan.objects.wijzigbaar_door(user).order_by().values("pk"))

    def nieuw(self):
        """What nobody has answered or handled."""
        return self.filter(status=Meldingstatus.NIEUW)


# Name and address are personal and go after a while; the history would keep them.
@pghistory.track(*spoor(), exclude=["naam", "email"])
class Melding(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="meldingen")
    wat = models.CharField("wat er niet klopt", max_length=10, choices=Wat.choices)
    tekst = models.TextField("melding", max_length=2000)
    naam = models.CharField("naam", max_length=100, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    op = models.DateTimeField("gemeld op", default=timezone.now)
    status = models.CharField(
        "status", max_length=12, choices=Meldingstatus.choices, default=Meldingstatus.NIEUW, db_index=True
    )
    antwoord = models.TextField("antwoord", max_length=2000, blank=True)
    beantwoord_op = models.DateTimeField("beantwoord op", null=True, blank=True)
    afgehandeld_op = models.DateTimeField("afgehandeld op", null=True, blank=True)
    # Who answered or handled it last; the name stays when the account goes.
    door = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, blank=True, related_name="+")
    door_naam = models.CharField("door", max_length=300, blank=True)
    # Since then there is no way back to who reported it.
    gewist_op = models.DateTimeField("naam en adres gewist op", null=True, blank=True)

    objects = MeldingQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(antwoord="", beantwoord_op__isnull=True)
                | (~Q(antwoord="") & Q(beantwoord_op__isnull=False)),
                name="melding_antwoord_heeft_moment",
            ),
            models.CheckConstraint(
                condition=Q(status="afgehandeld", afgehandeld_op__isnull=False)
                | (~Q(status="afgehandeld") & Q(afgehandeld_op__isnull=True)),
                name="melding_afgehandeld_heeft_moment",
            ),
            models.CheckConstraint(
                condition=Q(gewist_op__isnull=True) | Q(naam="", email=""), name="melding_gewist_is_leeg"
            ),
        ]

    def __str__(self):
        return f"{self.plan}: {self.get_wat_display()}"

    def get_absolute_url(self):
        return reverse("melding", args=[self.pk])

    @property
    def te_beantwoorden(self) -> bool:
        """Once, and only to who left an address."""
        return self.status == Meldingstatus.NIEUW and self.email != ""
