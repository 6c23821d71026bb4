"""Uitvraag and aanlevering (domein.md 5): twice a year a provincie asks its gemeenten how they stand at a peildatum."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente, Provincie
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q
from woonzorg.organisaties.spoor import spoor

from .lijsten import Aanleverstatus


class UitvraagQuerySet(models.QuerySet):
    def for_user(self, user):
        """Uitvragen of the provincie that one coordinates, or that ask something of a gemeente one writes for."""
        return self.filter(pk__in=Aanlevering.objects.for_user(user).values("uitvraag"))

    def open_op(self, dag=None):
        """Opened and not ended: what is delivered now is voorlopig. The closing date only makes one too late."""
        return self.filter(opent__lte=dag or timezone.localdate(), afgesloten_op__isnull=True)


@pghistory.track(*spoor())
class Uitvraag(models.Model):
    provincie = models.ForeignKey(Provincie, models.PROTECT, related_name="uitvragen")
    naam = models.CharField("naam", max_length=100, help_text="Zoals 'Voorjaar 2027'.")
    peildatum = models.DateField("peildatum", help_text="De dag waarvan de stand wordt gevraagd.")
    opent = models.DateField("opent op")
    sluit = models.DateField("sluit op", help_text="Laatste dag om aan te leveren. Later mag ook, en heet dan te laat.")
    toelichting = models.TextField("toelichting", blank=True, help_text="Komt in de mail en bovenaan de aanlevering.")
    terugval_email = models.EmailField(
        "mail bij een gemeente zonder gebruiker",
        help_text="Krijgt de herinnering als een gemeente niemand heeft die kan aanleveren.",
    )
    herinner_dagen = models.PositiveSmallIntegerField(
        "herinnering, dagen voor het sluiten",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Zoveel dagen voor de sluitdatum krijgt wie nog niet heeft geleverd één mail.",
    )
    afgesloten_op = models.DateTimeField("afgesloten op", null=True, blank=True, editable=False)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)

    objects = UitvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "uitvraag"
        verbose_name_plural = "uitvragen"
        ordering = ["-peildatum", "provincie"]
        constraints = [
            models.UniqueConstraint(
                fields=["provincie", "peildatum"],
                name="uitvraag_peildatum_eenmalig",
                violation_error_message="Voor deze provincie is er al een uitvraag met deze peildatum.",
            ),
            # A gemeente has one live state of its plans: with two questions open, nobody could say to which of the
            # two peildata a change belongs, and what is delivered for one would be voorlopig for the other.
            models.UniqueConstraint(
                fields=["provincie"],
                condition=Q(afgesloten_op__isnull=True),
                name="uitvraag_een_open",
                violation_error_message="Voor deze provincie loopt al een uitvraag. Sluit die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(sluit__gt=F("opent")),
                name="uitvraag_sluit_na_open",
                violation_error_message="De sluitdatum ligt na de dag waarop de uitvraag opent.",
            ),
        ]

    def __str__(self):
        return f"{self.naam} ({self.provincie})"

    def get_absolute_url(self):
        return reverse("uitvraag", args=[self.pk])


class AanleveringQuerySet(models.QuerySet):
    def for_user(self, user):
        """Of the gemeenten whose uitvraag one leads, or for whom one delivers."""
        leidt = bereik_van(user, Permission.UITVRAAG_BEHEREN)
        levert = bereik_van(user, Permission.PLAN_AANLEVEREN)
        zichtbaar = Q(pk__in=[])
        if leidt:
            zichtbaar |= gebied_q(leidt, "gemeente__")
        if levert:
            zichtbaar |= gebied_q(levert, "gemeente__")
        return self.filter(zichtbaar)

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def niet_geleverd(self):
        """What the provincie still waits for: not begun, busy, or sent back."""
        return self.exclude(status__in=[Aanleverstatus.GELEVERD, Aanleverstatus.GEACCEPTEERD])


@pghistory.track(*spoor())
class Aanlevering(models.Model):
    """What one gemeente delivers for one uitvraag. The plans themselves stay where they are: this is their status."""

    uitvraag = models.ForeignKey(Uitvraag, models.PROTECT, related_name="aanleveringen")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="aanleveringen")
    status = models.CharField(
        "status", max_length=15, choices=Aanleverstatus.choices, default=Aanleverstatus.NIET_BEGONNEN
    )
    niets_gewijzigd = models.BooleanField("niets gewijzigd", default=False)
    bericht = models.TextField("bericht aan de provincie", blank=True)
    geleverd_op = models.DateTimeField("geleverd op", null=True, blank=True)
    geleverd_door = models.CharField("geleverd door", max_length=300, blank=True)
    # Who gets the answer by mail; `geleverd_door` stays readable when the account is gone.
    leveraar = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, editable=False, related_name="aanleveringen"
    )
    # Filled while a correction of an accepted delivery is under way: it becomes the reason of the new version.
    correctie_reden = models.TextField("reden van de correctie", blank=True)
    besluit = models.TextField("bericht van de provincie", blank=True)
    besloten_op = models.DateTimeField("beoordeeld op", null=True, blank=True)
    besloten_door = models.CharField("beoordeeld door", max_length=300, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = AanleveringQuerySet.as_manager()

    class Meta:
        verbose_name = "aanlevering"
        verbose_name_plural = "aanleveringen"
        ordering = ["gemeente__naam"]
        constraints = [
            models.UniqueConstraint(fields=["uitvraag", "gemeente"], name="aanlevering_eenmalig"),
            models.CheckConstraint(
                condition=~Q(status__in=["geleverd", "geaccepteerd"]) | Q(geleverd_op__isnull=False),
                name="aanlevering_geleverd_heeft_moment",
            ),
        ]

    def __str__(self):
        return f"{self.gemeente}: {self.uitvraag.naam}"

    def get_absolute_url(self):
        return reverse("aanlevering", args=[self.pk])


@pghistory.track(*spoor())
class Aanleveropmerking(models.Model):
    """What the provincie asks about a delivery, on one plan or in general; the gemeente says what it did."""

    aanlevering = models.ForeignKey(Aanlevering, models.CASCADE, related_name="opmerkingen")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="aanleveropmerkingen")
    plannaam = models.CharField("plan", max_length=200, blank=True, help_text="Blijft staan als het plan verdwijnt.")
    tekst = models.TextField("opmerking")
    door = models.CharField("door", max_length=300)
    op = models.DateTimeField("op", default=timezone.now)
    antwoord = models.TextField("antwoord van de gemeente", blank=True)
    opgelost_op = models.DateTimeField("opgelost op", null=True, blank=True)
    opgelost_door = models.CharField("opgelost door", max_length=300, blank=True)

    class Meta:
        verbose_name = "opmerking bij een aanlevering"
        verbose_name_plural = "opmerkingen bij een aanlevering"
        ordering = ["opgelost_op", "op", "pk"]

    def __str__(self):
        return self.tekst[:80]
