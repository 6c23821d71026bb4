"""Workshop 'Van bod naar plot': who sits at the table, and all that is put on it.

Nothing is deleted: what is withdrawn or undone is `verborgen`. `versie` counts the acts, so it is the number of the
last one; every write goes through `actions.doe`, which locks the workshop's row.
"""

import uuid

import pghistory
from django.contrib.gis.db import models
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from programmering.boden.lijsten import Partijsoort
from programmering.boden.models import Bod
from programmering.plots.lijsten import SCORES
from programmering.plots.models import JAAR_VALIDATORS, WONINGTYPEN, Criterium, Plot
from programmering.voortgang.models import Bronvorm
from woonzorg.gebieden.models import Gemeente, Woondealregio
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q, gemeenten_met, has_permission
from woonzorg.organisaties.spoor import spoor

from .lijsten import CODELENGTE, CODETEKENS, Handelingsoort, Workshopstap, Workshopstatus, nieuwe_code

AANTAL = [MaxValueValidator(10_000)]


class WorkshopQuerySet(models.QuerySet):
    def for_user(self, user):
        """Workshops that `user` may lead: of the own gemeenten, and of a regio with such a gemeente in it.

        Participants do not come through here: they have a cookie (toegang.py) and see one workshop only.
        """
        bereik = bereik_van(user, Permission.WORKSHOP_LEIDEN)
        if not bereik:
            return self.none()
        regios = gemeenten_met(user, Permission.WORKSHOP_LEIDEN).order_by().values("woondealregio")
        return self.filter(gebied_q(bereik, "gemeente__") | Q(woondealregio__in=regios))

    def met_gebied(self):
        """Adds gemeente and woondealregio in the same query."""
        return self.select_related("gemeente__provincie", "gemeente__woondealregio", "woondealregio")


@pghistory.track(*spoor(), exclude=["versie", "stap"])
class Workshop(models.Model):
    naam = models.CharField("naam", max_length=200, help_text="Bijvoorbeeld: Plekken voor wonen en zorg in Noord.")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, blank=True, related_name="workshops")
    woondealregio = models.ForeignKey(Woondealregio, models.PROTECT, null=True, blank=True, related_name="workshops")
    datum = models.DateField("datum", default=timezone.localdate)
    code = models.CharField(
        "code",
        max_length=CODELENGTE,
        unique=True,
        default=nieuwe_code,
        editable=False,
        validators=[RegexValidator(f"^[{CODETEKENS}]{{{CODELENGTE}}}$")],
    )
    status = models.CharField(
        "status", max_length=15, choices=Workshopstatus.choices, default=Workshopstatus.VOORBEREIDING
    )
    stap = models.CharField("stap", max_length=10, choices=Workshopstap.choices, default=Workshopstap.OPGAVE)
    leider = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="workshopleider"
    )
    leider_naam = models.CharField("naam van de workshopleider", max_length=200)
    stemmen_per_deelnemer = models.PositiveSmallIntegerField(
        "stemmen per deelnemer", default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    toon_vertrouwelijk = models.BooleanField(
        "toon ook vertrouwelijke cijfers van onze gemeente",
        default=False,
        help_text="Alleen de opgetelde cijfers bij stap 1. Plannen die niet openbaar zijn, komen nooit op de kaart.",
    )
    toelichting = models.TextField("toelichting", blank=True, help_text="Staat bij stap 1 en boven het verslag.")
    versie = models.PositiveIntegerField(default=0, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = "workshop"
        verbose_name_plural = "workshops"
        ordering = ["-datum", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gemeente__isnull=False, woondealregio__isnull=True)
                | Q(gemeente__isnull=True, woondealregio__isnull=False),
                name="workshop_gemeente_of_regio",
                violation_error_message="Kies een gemeente, of een woondealregio, en niet allebei.",
            ),
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("workshop", args=[self.pk])

    @property
    def gebied(self):
        return (self.gemeente or self.woondealregio).gebied

    @property
    def is_open(self) -> bool:
        return self.status == Workshopstatus.OPEN

    def mag_vertrouwelijk(self, user) -> bool:
        """Who may show confidential figures: of one gemeente, someone who sees all of it."""
        return self.gemeente is not None and has_permission(user, Permission.PLAN_ZIEN_GEMEENTE, gebied=self.gemeente)


class Deelnemer(models.Model):
    """Someone at the table, known by the secret in the cookie of one phone. Not an account."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="deelnemers")
    geheim = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    naam = models.CharField("uw naam", max_length=100)
    organisatie = models.CharField("organisatie", max_length=200)
    soort = models.CharField("soort partij", max_length=25, choices=Partijsoort.choices)
    contact = models.CharField(
        "telefoon of e-mail",
        max_length=200,
        blank=True,
        help_text="Alleen de workshopleider ziet dit, voor de belafspraken.",
    )
    gezien = models.DateTimeField("laatst gezien", default=timezone.now, editable=False)
    verborgen = models.BooleanField("geweerd", default=False, editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.naam}, {self.organisatie}"


class Workshopplek(models.Model):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="plekken")
    sleutel = models.UUIDField()
    nummer = models.PositiveIntegerField()
    naam = models.CharField("naam", max_length=100)
    geometrie = models.MultiPolygonField("plek", srid=28992)
    # A tapped point: the square around it says nothing about the boundary of the place.
    punt = models.BooleanField(default=False)
    nultreden = models.PositiveIntegerField("nultreden", default=0, validators=AANTAL)
    geclusterd = models.PositiveIntegerField("geclusterd", default=0, validators=AANTAL)
    zorggeschikt = models.PositiveIntegerField("zorggeschikt", default=0, validators=AANTAL)
    jaar = models.PositiveSmallIntegerField("verwacht jaar", null=True, blank=True, validators=JAAR_VALIDATORS)
    reden = models.CharField("waarom hier", max_length=500, blank=True)
    deelnemer = models.ForeignKey(Deelnemer, models.PROTECT, null=True, blank=True, related_name="plekken")
    verborgen = models.BooleanField(default=False)
    samengevoegd_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="samengevoegd")
    gekozen = models.BooleanField(default=False)
    plot = models.ForeignKey(Plot, models.SET_NULL, null=True, blank=True, related_name="workshopplekken")

    class Meta:
        verbose_name = "plek"
        verbose_name_plural = "plekken"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "sleutel"], name="workshopplek_sleutel"),
            models.UniqueConstraint(fields=["workshop", "nummer"], name="workshopplek_nummer"),
            models.CheckConstraint(condition=~Q(samengevoegd_in=F("id")), name="workshopplek_niet_in_zichzelf"),
        ]

    def __str__(self):
        return f"{self.nummer}. {self.naam}"


class Workshopbod(models.Model):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="boden")
    sleutel = models.UUIDField()
    deelnemer = models.ForeignKey(Deelnemer, models.PROTECT, related_name="boden")
    plek = models.ForeignKey(Workshopplek, models.PROTECT, null=True, blank=True, related_name="boden")
    woningtype = models.CharField("woningtype", max_length=15, choices=WONINGTYPEN)
    aantal = models.PositiveIntegerField("aantal woningen", validators=[MinValueValidator(1), *AANTAL])
    jaar = models.PositiveSmallIntegerField("verwacht jaar", null=True, blank=True, validators=JAAR_VALIDATORS)
    bouwvorm = models.CharField("bouwvorm", max_length=15, choices=Bronvorm.choices, default=Bronvorm.NIEUWBOUW)
    verborgen = models.BooleanField(default=False)
    bod = models.ForeignKey(Bod, models.SET_NULL, null=True, blank=True, related_name="workshopboden")

    class Meta:
        verbose_name = "bod in de workshop"
        verbose_name_plural = "boden in de workshop"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "sleutel"], name="workshopbod_sleutel"),
            models.CheckConstraint(condition=Q(aantal__gt=0), name="workshopbod_iets"),
        ]

    def __str__(self):
        return f"{self.aantal} {self.woningtype}"


class Weging(models.Model):
    deelnemer = models.ForeignKey(Deelnemer, models.PROTECT, related_name="wegingen")
    plek = models.ForeignKey(Workshopplek, models.CASCADE, related_name="wegingen")
    criterium = models.ForeignKey(Criterium, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField("score", choices=SCORES)
    reden = models.CharField("waarom", max_length=300, blank=True)
    verborgen = models.BooleanField(default=False)

    class Meta:
        verbose_name = "weging"
        verbose_name_plural = "wegingen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deelnemer", "plek", "criterium"], name="weging_eenmalig"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="weging_bereik"),
        ]

    def __str__(self):
        return f"{self.criterium_id}: {self.score}"


class Stem(models.Model):
    deelnemer = models.ForeignKey(Deelnemer, models.PROTECT, related_name="stemmen")
    plek = models.ForeignKey(Workshopplek, models.CASCADE, related_name="stemmen")
    verborgen = models.BooleanField(default=False)

    class Meta:
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deelnemer", "plek"], name="stem_eenmalig")]

    def __str__(self):
        return f"{self.deelnemer_id} op {self.plek_id}"


class Workshopvraag(models.Model):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="vragen")
    sleutel = models.UUIDField()
    deelnemer = models.ForeignKey(Deelnemer, models.PROTECT, null=True, blank=True, related_name="vragen")
    plek = models.ForeignKey(Workshopplek, models.PROTECT, null=True, blank=True, related_name="vragen")
    tekst = models.CharField("vraag", max_length=500)
    verborgen = models.BooleanField(default=False)

    class Meta:
        verbose_name = "open vraag"
        verbose_name_plural = "open vragen"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "sleutel"], name="workshopvraag_sleutel")]

    def __str__(self):
        return self.tekst


class Belafspraak(models.Model):
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="belafspraken")
    sleutel = models.UUIDField()
    deelnemer = models.ForeignKey(Deelnemer, models.PROTECT, null=True, blank=True, related_name="belafspraken")
    plek = models.ForeignKey(Workshopplek, models.PROTECT, null=True, blank=True, related_name="belafspraken")
    wie = models.CharField("wie belt", max_length=200)
    met = models.CharField("met wie", max_length=200)
    waarover = models.CharField("waarover", max_length=300)
    voor = models.DateField("voor wanneer", null=True, blank=True)
    verborgen = models.BooleanField(default=False)

    class Meta:
        verbose_name = "belafspraak"
        verbose_name_plural = "belafspraken"
        ordering = ["voor", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "sleutel"], name="belafspraak_sleutel")]

    def __str__(self):
        return f"{self.wie} belt {self.met}"


class Handeling(models.Model):
    """One act, in the order in which the workshop took them in; `nummer` is the versie that it made.

    `terug` says what undoing it puts back: [[model, pk, {field: value before}], …], where null for the values
    means that the row was made by this act.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="handelingen")
    nummer = models.PositiveIntegerField()
    sleutel = models.UUIDField(default=uuid.uuid4)
    soort = models.CharField("soort", max_length=20, choices=Handelingsoort.choices)
    deelnemer = models.ForeignKey(Deelnemer, models.PROTECT, null=True, blank=True, related_name="handelingen")
    door = models.CharField("door", max_length=310)
    wat = models.CharField("wat", max_length=300, blank=True)
    terug = models.JSONField(default=list)
    ongedaan = models.BooleanField(default=False)
    moment = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "handeling"
        verbose_name_plural = "handelingen"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "nummer"], name="workshophandeling_nummer"),
            models.UniqueConstraint(fields=["workshop", "sleutel"], name="workshophandeling_sleutel"),
        ]

    def __str__(self):
        return f"{self.nummer}. {self.door} heeft {self.get_soort_display()}"
