"""The roadmap: a line for each of six parties, their steps, and the knooppunten where they show each other their work
(domein.md 7). Drawn from these rows; the kernteam edits them."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kenniskaarten.kaarten.models import Kennisstuk
from woonzorg.organisaties.models import Gebruiker, Organisatie, Organisatiesoort
from woonzorg.organisaties.permissions import Permission, organisaties_met
from woonzorg.organisaties.spoor import spoor

# The six of the roadmap, from top to bottom; each is a kind of organisation in the portal.
PARTIJEN = (
    Organisatiesoort.GEMEENTE,
    Organisatiesoort.CORPORATIE,
    Organisatiesoort.INVESTEERDER,
    Organisatiesoort.ONTWIKKELAAR,
    Organisatiesoort.ZORGORGANISATIE,
    Organisatiesoort.ZORGKANTOOR,
)
_KEUZES = [(p.value, p.label) for p in PARTIJEN]
# Columns of the drawing.
KOLOMMEN = 40


@pghistory.track(*spoor())
class Lijn(models.Model):
    partij = models.CharField("partij", max_length=30, choices=_KEUZES, unique=True)
    inleiding = models.TextField("wat deze partij doet", max_length=2000, blank=True)
    volgorde = models.PositiveSmallIntegerField("volgorde", unique=True)
    versie = models.PositiveIntegerField("versie", default=1, editable=False)

    class Meta:
        verbose_name = "lijn"
        verbose_name_plural = "lijnen"
        ordering = ["volgorde"]

    def __str__(self):
        return self.get_partij_display()


@pghistory.track(*spoor(), exclude=["zoek"])
class Knooppunt(models.Model):
    """Where lines meet. The steps that end in it say which."""

    slug = models.SlugField("adres", max_length=80, unique=True)
    naam = models.CharField("naam", max_length=120)
    uitleg = models.TextField("wat hier samenkomt", max_length=4000)
    laat_zien = models.TextField("wat partijen elkaar laten zien", max_length=4000, blank=True)
    kolom = models.PositiveSmallIntegerField("plaats van links naar rechts", validators=[MaxValueValidator(KOLOMMEN)])
    concept = models.BooleanField("concept", default=True)
    versie = models.PositiveIntegerField("versie", default=1, editable=False)
    zoek = models.GeneratedField(
        expression=SearchVector("naam", weight="A", config="dutch")
        + SearchVector("uitleg", weight="B", config="dutch")
        + SearchVector("laat_zien", weight="C", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "knooppunt"
        verbose_name_plural = "knooppunten"
        ordering = ["kolom", "pk"]
        indexes = [GinIndex(fields=["zoek"], name="knooppunt_zoek")]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("roadmap-knooppunt", args=[self.slug])


@pghistory.track(*spoor(), exclude=["zoek"])
class Stap(models.Model):
    lijn = models.ForeignKey(Lijn, models.CASCADE, related_name="stappen")
    slug = models.SlugField("adres", max_length=80, unique=True)
    titel = models.CharField("stap", max_length=160)
    uitleg = models.TextField("uitleg", max_length=4000)
    bewijs = models.TextField("waaraan te zien is dat het gedaan is", max_length=2000, blank=True)
    kolom = models.PositiveSmallIntegerField("plaats van links naar rechts", validators=[MaxValueValidator(KOLOMMEN)])
    # The knooppunt that this step is brought to, when it is one.
    knooppunt = models.ForeignKey(
        Knooppunt, models.SET_NULL, null=True, blank=True, related_name="stappen", verbose_name="knooppunt"
    )
    kennis = models.ManyToManyField(Kennisstuk, blank=True, related_name="stappen", verbose_name="kennis hierbij")
    # Drawn from the text of the eindrapport, until the kernteam has gone through it.
    concept = models.BooleanField("concept", default=True)
    versie = models.PositiveIntegerField("versie", default=1, editable=False)
    zoek = models.GeneratedField(
        expression=SearchVector("titel", weight="A", config="dutch")
        + SearchVector("uitleg", weight="B", config="dutch")
        + SearchVector("bewijs", weight="C", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        ordering = ["lijn", "kolom", "pk"]
        indexes = [GinIndex(fields=["zoek"], name="stap_zoek")]
        constraints = [
            models.UniqueConstraint(
                fields=["lijn", "kolom"],
                name="stap_een_per_plaats",
                violation_error_message="Op deze plaats van de lijn staat al een stap.",
            )
        ]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("roadmap-stap", args=[self.slug])


class GezetteStapQuerySet(models.QuerySet):
    def for_user(self, user):
        """Who has an account may see which organisation has come how far, as partners show each other; nobody else."""
        return self if user.is_authenticated and user.functie else self.none()

    def te_wijzigen(self, user):
        """Those of organisations for which `user` may tick steps."""
        return self.filter(organisatie__in=organisaties_met(user, Permission.STAP_ZETTEN))


@pghistory.track(*spoor())
class GezetteStap(models.Model):
    """A step that an organisation has taken, with the day and what shows it."""

    stap = models.ForeignKey(Stap, models.CASCADE, related_name="gezet")
    organisatie = models.ForeignKey(Organisatie, models.CASCADE, related_name="gezette_stappen")
    op = models.DateField("gezet op")
    bewijs = models.CharField("waaruit blijkt dat", max_length=500)
    link = models.URLField("link", max_length=500, blank=True)
    door = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField("door", max_length=300)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = GezetteStapQuerySet.as_manager()

    class Meta:
        verbose_name = "gezette stap"
        verbose_name_plural = "gezette stappen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["stap", "organisatie"], name="gezette_stap_eenmaal"),
            models.CheckConstraint(condition=~Q(bewijs=""), name="gezette_stap_met_bewijs"),
        ]

    def __str__(self):
        return f"{self.organisatie}: {self.stap}"
