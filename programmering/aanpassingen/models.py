"""Aanpassing: existing homes made fit, with the BAG ids that count once in the country (domein.md 3); and kansen."""

import uuid

import pghistory
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Area, Transform
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import RegexValidator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from programmering.markeringen import markeer, markeer_via
from programmering.plannen.lijsten import Vertrouwelijkheid
from programmering.plannen.models import PuntOpVlak
from programmering.plots.models import WONINGTYPEN
from programmering.voortgang.models import tier_q
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.spoor import spoor

from . import lijsten


class AanpassingQuerySet(models.QuerySet):
    def for_user(self, user):
        """What has been adapted is public: it stands there. The BAG ids are shown to who may see plans' insides."""
        return self

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def met_aantallen(self):
        """Adds `woningen` (all BAG ids) and `geldig` (those that a later aanpassing has not replaced)."""
        return self.annotate(woningen=Count("adressen"), geldig=Count("adressen", filter=Q(adressen__geldig=True)))


@pghistory.track(*spoor())
class Aanpassing(models.Model):
    """Homes of one complex that went from one type to another in one year. Counts beside nieuwbouw, never in it."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="aanpassingen")
    naam = models.CharField("complex of adres", max_length=200)
    soort = models.CharField("soort", max_length=20, choices=lijsten.Aanpassingsoort.choices)
    van_type = models.CharField("was", max_length=15, choices=lijsten.VanType.choices)
    naar_type = models.CharField("is nu", max_length=15, choices=WONINGTYPEN)
    jaar = models.PositiveSmallIntegerField("jaar")
    bewijs = models.CharField("bewijs", max_length=300, help_text="Oplevering, toewijzingsafspraak of besluit.")
    link = models.URLField(
        "link naar het document",
        blank=True,
        validators=[RegexValidator(r"^https?://", "Geef een link die met https:// begint.")],
    )
    eigenaar_soort = models.CharField(
        "eigenaar", max_length=20, choices=lijsten.Eigenaarsoort.choices, default=lijsten.Eigenaarsoort.ONBEKEND
    )
    eigenaar_naam = models.CharField("naam eigenaar", max_length=200, blank=True)
    breidt_uit = models.CharField(
        "hoort bij bestaand cluster",
        max_length=200,
        blank=True,
        help_text="Naam van het complex. Dan tellen ook minder dan twaalf woningen als geclusterd.",
    )
    toelichting = models.TextField("toelichting", blank=True)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)

    objects = AanpassingQuerySet.as_manager()

    class Meta:
        verbose_name = "aanpassing"
        verbose_name_plural = "aanpassingen"
        ordering = ["-jaar", "naam", "pk"]
        indexes = [models.Index(fields=["gemeente", "naar_type"])]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "naam", "naar_type", "jaar"],
                name="aanpassing_eenmalig",
                violation_error_message="Deze aanpassing is er al. Voeg de woningen daaraan toe.",
            ),
            models.CheckConstraint(condition=Q(jaar__range=(2000, 2100)), name="aanpassing_jaar"),
            models.CheckConstraint(
                condition=~Q(bewijs=""),
                name="aanpassing_heeft_bewijs",
                violation_error_message="Zonder bewijs telt een aanpassing niet mee. Vul in waaruit zij blijkt.",
            ),
            models.CheckConstraint(
                condition=Q(van_type__in=["regulier", "onbekend"])
                | Q(van_type="nultreden", naar_type__in=["geclusterd", "zorggeschikt"])
                | Q(van_type="geclusterd", naar_type="zorggeschikt"),
                name="aanpassing_omhoog",
                violation_error_message="De woningen zijn al van dit type, of van een zwaarder type.",
            ),
        ]
        triggers = markeer("gemeente_id")

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("aanpassing", args=[self.pk])

    def wijzigbaar_voor(self, user) -> bool:
        return has_permission(user, Permission.AANPASSING_WIJZIGEN, gebied=self.gemeente)

    def intern_zichtbaar_voor(self, user) -> bool:
        return has_permission(user, Permission.PLAN_INTERN, gebied=self.gemeente)


@pghistory.track(*spoor())
class Aangepastewoning(models.Model):
    """One home by its BAG id (verblijfsobject). Of all rows with one id at most one is geldig, in the whole country."""

    aanpassing = models.ForeignKey(Aanpassing, models.CASCADE, related_name="adressen")
    bag_id = models.CharField(
        "BAG-id",
        max_length=16,
        validators=[RegexValidator(r"^[0-9]{16}$", "Een BAG-id van een verblijfsobject heeft 16 cijfers.")],
    )
    geldig = models.BooleanField("telt mee", default=True)

    class Meta:
        verbose_name = "aangepaste woning"
        verbose_name_plural = "aangepaste woningen"
        ordering = ["bag_id"]
        # The constraints below find an id that counts, or an id in one aanpassing; not one that was replaced.
        indexes = [models.Index(fields=["bag_id"])]
        constraints = [
            models.UniqueConstraint(fields=["aanpassing", "bag_id"], name="aangepastewoning_eenmalig"),
            models.UniqueConstraint(
                fields=["bag_id"], condition=Q(geldig=True), name="aangepastewoning_een_keer_in_het_land"
            ),
            models.CheckConstraint(condition=Q(bag_id__regex=r"^[0-9]{16}$"), name="aangepastewoning_bag_id"),
        ]
        triggers = markeer_via("programmering_aanpassing", "aanpassing_id")

    def __str__(self):
        return self.bag_id


class KansQuerySet(models.QuerySet):
    def for_user(self, user):
        """Public kansen and those of the own tiers: it is someone's property that stands there."""
        return self.filter(Q(vertrouwelijkheid=Vertrouwelijkheid.OPENBAAR) | tier_q(user, veld="vertrouwelijkheid"))

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def met_ligging(self):
        return self.annotate(m2=Area("geometrie"), wgs84=Transform("geometrie", 4326))


@pghistory.track(*spoor(), exclude=["geometrie", "tegelpunt"])
class Kans(models.Model):
    """A complex or instellingsterrein where existing homes could become fit, and why."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="kansen")
    naam = models.CharField("naam", max_length=200)
    soort = models.CharField("soort", max_length=20, choices=lijsten.Kanssoort.choices)
    geometrie = models.MultiPolygonField("plek", srid=28992)
    tegelpunt = models.GeneratedField(
        expression=Transform(PuntOpVlak("geometrie"), 3857),
        output_field=models.PointField(srid=3857),
        db_persist=True,
    )
    eigenaar_soort = models.CharField(
        "eigenaar", max_length=20, choices=lijsten.Eigenaarsoort.choices, default=lijsten.Eigenaarsoort.ONBEKEND
    )
    woningen = models.PositiveIntegerField("woningen nu", null=True, blank=True, help_text="Ongeveer.")
    naar_type = models.CharField("kan worden", max_length=15, choices=WONINGTYPEN)
    reden = models.TextField("waarom dit een kans is", max_length=2000)
    status = models.CharField(
        "status", max_length=10, choices=lijsten.Kansstatus.choices, default=lijsten.Kansstatus.OPEN
    )
    vertrouwelijkheid = models.CharField(
        "wie de kans ziet", max_length=10, choices=Vertrouwelijkheid.choices, default=Vertrouwelijkheid.PROVINCIE
    )
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)

    objects = KansQuerySet.as_manager()

    class Meta:
        verbose_name = "kans"
        verbose_name_plural = "kansen"
        ordering = ["naam", "pk"]
        indexes = [GistIndex(fields=["tegelpunt"], name="kans_tegelpunt")]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "naam"],
                name="kans_naam_uniek",
                violation_error_message="Deze gemeente heeft al een kans met deze naam.",
            )
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("kans", args=[self.pk])

    def wijzigbaar_voor(self, user) -> bool:
        return has_permission(user, Permission.AANPASSING_WIJZIGEN, gebied=self.gemeente)


class BagbestandQuerySet(models.QuerySet):
    def for_user(self, user):
        """Only who chose the file sees it."""
        return self.filter(door=user.pk)


class Bagbestand(models.Model):
    """A csv of BAG ids that was judged and waits for its yes or no."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.ForeignKey(Gebruiker, models.CASCADE, related_name="+")
    naam = models.CharField("bestand", max_length=200)
    inhoud = models.BinaryField("inhoud")
    # What holds for rows that do not say it: field -> value.
    vast = models.JSONField("geldt voor alle rijen", default=dict)
    bewaard_op = models.DateTimeField("bewaard op", default=timezone.now, db_index=True)

    objects = BagbestandQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand met BAG-id's"
        verbose_name_plural = "bestanden met BAG-id's"

    def __str__(self):
        return self.naam
