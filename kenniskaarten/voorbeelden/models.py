"""The inspiratiekaart: good examples on a map. An example qualifies by two criteria (domein.md 7)."""

import datetime
import secrets

import pghistory
from django.contrib.gis.db.models import PointField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kenniskaarten.kaarten.models import WEBADRES
from kenniskaarten.kenmerken import Bouwvorm, Kenmerken
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.spoor import spoor


class Status(models.TextChoices):
    VOORGEDRAGEN = "voorgedragen", "voorgedragen"
    GEPUBLICEERD = "gepubliceerd", "gepubliceerd"
    AFGEWEZEN = "afgewezen", "afgewezen"
    INGETROKKEN = "ingetrokken", "ingetrokken"


class Eigendom(models.TextChoices):
    SOCIALE_HUUR = "sociale_huur", "sociale huur"
    VRIJE_HUUR = "vrije_huur", "midden- of vrije huur"
    KOOP = "koop", "koop"
    GEMENGD = "gemengd", "koop en huur"


class Omgeving(models.TextChoices):
    STEDELIJK = "stedelijk", "stedelijk"
    DORPS = "dorps", "dorp of kleine kern"
    LANDELIJK = "landelijk", "landelijk gebied"


class Zorg(models.TextChoices):
    """The heaviest care that can be given there."""

    GEEN = "geen", "geen zorg aan huis geregeld"
    WIJKVERPLEGING = "wijkverpleging", "wijkverpleging"
    WLZ_THUIS = "wlz_thuis", "langdurige zorg (Wlz) thuis"
    VERPLEEGZORG = "verpleegzorg", "verpleegzorg in het gebouw"


def nieuwe_sleutel() -> str:
    return secrets.token_urlsafe(24)


class VoorbeeldQuerySet(models.QuerySet):
    def for_user(self, user):
        """Everyone sees what is published; who keeps the knowledge sees what was nominated, declined or withdrawn."""
        return self if bereik_van(user, Permission.KENNIS_BEHEREN) else self.gepubliceerd()

    def gepubliceerd(self):
        return self.filter(status=Status.GEPUBLICEERD)

    def te_bevestigen(self, op: datetime.date):
        """Published, and not confirmed by its owner in the year before that day."""
        return self.gepubliceerd().filter(bevestigd_op__lte=op - datetime.timedelta(days=365))


# The key in the mail to the owner is as good as a password: no history keeps it.
@pghistory.track(*spoor(), exclude=["zoek", "sleutel"])
class Voorbeeld(Kenmerken):
    titel = models.CharField("naam", max_length=200)
    slug = models.SlugField("adres", max_length=80, unique=True)
    plaats = models.CharField("plaats", max_length=100)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="voorbeelden", verbose_name="gemeente")
    adres = models.CharField("adres", max_length=200, blank=True)
    punt = PointField("plek op de kaart", srid=28992)
    samenvatting = models.CharField("in het kort", max_length=400)
    tekst = models.TextField("hoe het werkt", max_length=20_000, blank=True)
    geleerd = models.TextField("wat anders kan of moest", max_length=8_000, blank=True)
    bouwvorm = models.CharField("nieuwbouw of bestaand", max_length=20, choices=Bouwvorm.choices)
    eigendom = models.CharField("koop of huur", max_length=20, choices=Eigendom.choices)
    omgeving = models.CharField("omgeving", max_length=20, choices=Omgeving.choices)
    zorg = models.CharField("zorg", max_length=20, choices=Zorg.choices)
    woningen = models.PositiveSmallIntegerField(
        "aantal woningen", validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    jaar = models.PositiveSmallIntegerField(
        "in gebruik sinds", null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    initiatiefnemers = models.CharField("wie doen mee", max_length=300, blank=True)
    # The two criteria, each with what shows it.
    mix = models.BooleanField("mensen met en zonder zorgvraag wonen er samen", default=False)
    mix_bewijs = models.TextField("waaruit blijkt dat", max_length=2000, blank=True)
    visie = models.BooleanField("er is een uitgevoerde visie op welzijn en gemeenschap", default=False)
    visie_bewijs = models.TextField("waaruit blijkt dat", max_length=2000, blank=True)
    website = models.URLField("website", max_length=500, blank=True, validators=[WEBADRES])
    # One a line; what looks like an address on the web becomes a link.
    bronnen = models.TextField("bronnen", max_length=3000, blank=True)
    # Never shown: what visitors write goes there through the portal.
    contact_naam = models.CharField("naam van de contactpersoon", max_length=200, blank=True)
    contact_email = models.EmailField("e-mailadres van de contactpersoon", blank=True)
    voordrager_naam = models.CharField("uw naam", max_length=200, blank=True)
    voordrager_email = models.EmailField("uw e-mailadres", blank=True)
    status = models.CharField("status", max_length=20, choices=Status.choices, default=Status.VOORGEDRAGEN)
    reden = models.TextField("reden van afwijzen of intrekken", max_length=2000, blank=True)
    bevestigd_op = models.DateField("bevestigd op", null=True, blank=True)
    sleutel = models.CharField(max_length=60, unique=True, default=nieuwe_sleutel, editable=False)
    rekenvoorbeeld = models.BooleanField("verzonnen voorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField("versie", default=1, editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)
    zoek = models.GeneratedField(
        expression=SearchVector("titel", weight="A", config="dutch")
        + SearchVector("plaats", weight="A", config="dutch")
        + SearchVector("samenvatting", weight="B", config="dutch")
        + SearchVector("tekst", weight="C", config="dutch")
        + SearchVector("geleerd", weight="C", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = VoorbeeldQuerySet.as_manager()

    class Meta:
        verbose_name = "voorbeeld"
        verbose_name_plural = "voorbeelden"
        ordering = ["titel", "pk"]
        indexes = [GinIndex(fields=["zoek"], name="voorbeeld_zoek")]
        constraints = [
            models.CheckConstraint(
                name="voorbeeld_gepubliceerd_voldoet",
                condition=~Q(status=Status.GEPUBLICEERD)
                | (Q(mix=True, visie=True, bevestigd_op__isnull=False) & ~Q(mix_bewijs="") & ~Q(visie_bewijs="")),
                violation_error_message=(
                    "Publiceren kan als het voorbeeld aan beide criteria voldoet, met bij elk waaruit dat blijkt."
                ),
            )
        ]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("voorbeeld", args=[self.slug])
