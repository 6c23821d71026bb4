"""Kenniskaarten, bouwstenen, webinars and instruments: one kind of record, that the kernteam keeps (domein.md 7)."""

import datetime

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kenniskaarten.kenmerken import Kenmerken
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.spoor import spoor

WEBADRES = RegexValidator(r"^https?://", "Geef een link die met https:// begint.")


class Soort(models.TextChoices):
    KENNISKAART = "kenniskaart", "kenniskaart"
    BOUWSTEEN = "bouwsteen", "bouwsteen"
    WEBINAR = "webinar", "webinar"
    INSTRUMENT = "instrument", "instrument"


class Status(models.TextChoices):
    WERKVERSIE = "werkversie", "werkversie"
    # Read by everyone, and marked: the kernteam has not put its name to it yet.
    CONCEPT = "concept", "concept"
    GEPUBLICEERD = "gepubliceerd", "gepubliceerd"
    INGETROKKEN = "ingetrokken", "ingetrokken"


OPENBAAR = (Status.CONCEPT, Status.GEPUBLICEERD)


class Schaal(models.TextChoices):
    BUURT = "buurt", "Buurt"
    GEBOUW = "gebouw", "Gebouw"
    WONING = "woning", "Woning"


class Thema(models.TextChoices):
    ONTMOETING = "ontmoeting", "Ontmoeting"
    BETAALBAAR_BRANDVEILIG = "betaalbaar_brandveilig", "Betaalbaarheid en brandveiligheid"
    GESCHIKT_VOOR_ZORG = "geschikt_voor_zorg", "Geschikt voor zorg"


class KennisstukQuerySet(models.QuerySet):
    def for_user(self, user):
        """Everyone reads what is concept or published; who keeps the knowledge reads all of it."""
        return self if bereik_van(user, Permission.KENNIS_BEHEREN) else self.openbaar()

    def openbaar(self):
        """Without what is still being written, or was withdrawn."""
        return self.filter(status__in=OPENBAAR)

    def actueel_tot_uiterlijk(self, dag: datetime.date):
        """Public, and with a last day that is that one or came before it."""
        return self.openbaar().filter(actueel_tot__lte=dag)


@pghistory.track(*spoor(), exclude=["zoek"])
class Kennisstuk(Kenmerken):
    soort = models.CharField("soort", max_length=20, choices=Soort.choices)
    titel = models.CharField("titel", max_length=200)
    slug = models.SlugField("adres", max_length=80, unique=True)
    samenvatting = models.CharField("in het kort", max_length=400)
    tekst = models.TextField("tekst", max_length=40_000, blank=True)
    # Of a bouwsteen: its place in the matrix.
    schaal = models.CharField("schaal", max_length=10, choices=Schaal.choices, blank=True)
    thema = models.CharField("thema", max_length=30, choices=Thema.choices, blank=True)
    # Of a webinar.
    datum = models.DateField("datum", null=True, blank=True)
    bron = models.CharField("bron", max_length=300, blank=True)
    bron_url = models.URLField("link naar de bron", max_length=500, blank=True, validators=[WEBADRES])
    eigenaar = models.CharField("eigenaar", max_length=200, help_text="De organisatie die dit bijhoudt.")
    beheerder = models.ForeignKey(
        Gebruiker,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="kennisstukken",
        verbose_name="wie houdt het bij",
    )
    actueel_tot = models.DateField("actueel tot en met", null=True, blank=True)
    status = models.CharField("status", max_length=20, choices=Status.choices, default=Status.WERKVERSIE)
    gepubliceerd_op = models.DateField("gepubliceerd op", null=True, blank=True, editable=False)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=100)
    verwant = models.ManyToManyField("self", blank=True, verbose_name="hoort bij")
    versie = models.PositiveIntegerField("versie", default=1, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)
    # Of the text as it came with the portal: an edited one is never overwritten by a later version of it.
    inhoud_merk = models.CharField(max_length=64, blank=True, editable=False)
    zoek = models.GeneratedField(
        expression=SearchVector("titel", weight="A", config="dutch")
        + SearchVector("samenvatting", weight="B", config="dutch")
        + SearchVector("tekst", weight="C", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = KennisstukQuerySet.as_manager()

    class Meta:
        verbose_name = "kennisstuk"
        verbose_name_plural = "kennisstukken"
        ordering = ["volgorde", "titel", "pk"]
        indexes = [GinIndex(fields=["zoek"], name="kennisstuk_zoek")]
        constraints = [
            models.CheckConstraint(
                name="kennisstuk_bouwsteen_heeft_plek",
                condition=Q(soort=Soort.BOUWSTEEN, schaal__in=Schaal.values, thema__in=Thema.values)
                | (~Q(soort=Soort.BOUWSTEEN) & Q(schaal="", thema="")),
                violation_error_message="Een bouwsteen heeft een schaal en een thema; andere kennis niet.",
            ),
        ]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("kennisstuk", args=[self.slug])

    @property
    def verlopen(self) -> bool:
        """No longer known to be right: its last day has passed."""
        return self.actueel_tot is not None and self.actueel_tot < timezone.localdate()


class Bijlagesoort(models.TextChoices):
    AFBEELDING = "afbeelding", "afbeelding"
    BESTAND = "bestand", "bestand"


class BijlageQuerySet(models.QuerySet):
    def for_user(self, user):
        """Seen by who sees what it hangs on."""
        return self.filter(kennisstuk__in=Kennisstuk.objects.for_user(user))


class Bijlage(models.Model):
    """A picture in the text, or a file to download. Lists defer `inhoud`."""

    kennisstuk = models.ForeignKey(Kennisstuk, models.CASCADE, related_name="bijlagen")
    soort = models.CharField("soort", max_length=20, choices=Bijlagesoort.choices)
    naam = models.CharField("bestandsnaam", max_length=200)
    titel = models.CharField("titel", max_length=200, blank=True)
    # What it shows, for who does not see it; needed for a picture.
    alt = models.CharField("wat staat erop", max_length=300, blank=True)
    mediatype = models.CharField(max_length=100, editable=False)
    grootte = models.PositiveIntegerField("grootte in bytes", editable=False)
    inhoud = models.BinaryField(editable=False)
    toegevoegd = models.DateTimeField(default=timezone.now, editable=False)

    objects = BijlageQuerySet.as_manager()

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="bijlage_afbeelding_heeft_alt",
                condition=~Q(soort=Bijlagesoort.AFBEELDING) | ~Q(alt=""),
                violation_error_message="Schrijf bij een afbeelding wat erop staat.",
            )
        ]

    def __str__(self):
        return self.titel or self.naam
