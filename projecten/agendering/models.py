"""Knelpunten of projects, the agenderingspunten they are bundled in, and escalaties (product.md A6, A7)."""

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from projecten.project.models import Project
from projecten.zicht import Zichtbaarheid, ZichtbaarQuerySet
from woonzorg.organisaties.models import Gebruiker, Organisatie
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.spoor import spoor

from .lijsten import ALLE, CATEGORIEEN, OPEN, Escalatieniveau, Geadresseerde, Puntstatus


class AgenderingspuntQuerySet(models.QuerySet):
    def for_user(self, user):
        """Who agendeert sees all; an addressee what was put to its organisation, or to its kind where none is named;
        and whoever sees a project what its knelpunten were brought into, once it has been put on an agenda."""
        if not user.is_authenticated:
            return self.none()
        if bereik_van(user, Permission.AGENDEREN):
            return self
        eigen = self._van_mijn_projecten(user) | self.geadresseerd_q(user)
        return self.filter(eigen).exclude(status=Puntstatus.CONCEPT)

    @staticmethod
    def _van_mijn_projecten(user) -> Q:
        knelpunten = Projectknelpunt.objects.filter(project__in=Project.objects.for_user(user))
        return Exists(knelpunten.filter(agenderingspunt=OuterRef("pk")))

    @staticmethod
    def geadresseerd_q(user) -> Q:
        """Put to an organisation of `user`, or to all of its kind."""
        soorten = user.organisatiesoorten
        return Q(organisatie__in=user.organisaties) | Q(organisatie__isnull=True, geadresseerde__in=soorten)

    def open(self):
        return self.filter(status__in=OPEN)

    def te_laat(self, vandaag=None):
        return self.open().filter(uiterlijk__lt=vandaag or timezone.localdate())


@pghistory.track(*spoor())
class Agenderingspunt(models.Model):
    """What keeps coming back in projects, put to whoever can solve it, with the answer. Names no project."""

    titel = models.CharField("titel", max_length=200)
    vraag = models.TextField("wat vraagt u, en waarom", max_length=6000)
    geadresseerde = models.CharField("aan", max_length=10, choices=Geadresseerde.choices)
    organisatie = models.ForeignKey(
        Organisatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenderingspunten",
        verbose_name="welke organisatie",
    )
    uiterlijk = models.DateField("antwoord uiterlijk", null=True, blank=True)
    status = models.CharField("status", max_length=15, choices=Puntstatus.choices, default=Puntstatus.CONCEPT)
    status_sinds = models.DateField("sinds", default=timezone.localdate, editable=False)
    # The first day that it was put to the addressee; `status_sinds` moves on.
    geagendeerd_op = models.DateField("op de agenda sinds", null=True, blank=True, editable=False)
    antwoord = models.TextField("antwoord", max_length=8000, blank=True)
    beantwoord_door = models.CharField("antwoord van", max_length=300, blank=True)
    beantwoord_op = models.DateField("beantwoord op", null=True, blank=True)
    door_naam = models.CharField("door", max_length=300)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = AgenderingspuntQuerySet.as_manager()

    class Meta:
        verbose_name = "agenderingspunt"
        verbose_name_plural = "agenderingspunten"
        ordering = [F("uiterlijk").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Puntstatus.BEANTWOORD) | (~Q(antwoord="") & Q(beantwoord_op__isnull=False)),
                name="agenderingspunt_antwoord",
            ),
        ]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("agenderingspunt", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def aan(self) -> str:
        """To whom: the organisation, or all of a kind where none is named."""
        return self.organisatie.naam if self.organisatie else ALLE[self.geadresseerde]

    @property
    def te_laat(self) -> bool:
        return self.is_open and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()

    @property
    def dagen_te_laat(self) -> int:
        return (timezone.localdate() - self.uiterlijk).days if self.te_laat else 0


# Open, and in no point that still runs or was answered: the project would lose that answer.
BUNDELBAAR = Q(opgelost_op__isnull=True) & (
    Q(agenderingspunt__isnull=True) | ~Q(agenderingspunt__status__in=OPEN) & Q(agenderingspunt__antwoord="")
)


class ProjectknelpuntQuerySet(ZichtbaarQuerySet):
    def open(self):
        return self.filter(opgelost_op__isnull=True)

    def bundelbaar(self):
        """Only those that may go into a new agenderingspunt."""
        return self.filter(BUNDELBAAR)


@pghistory.track(*spoor())
class Projectknelpunt(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="knelpunten")
    categorie = models.CharField("soort knelpunt", max_length=40, choices=CATEGORIEEN)
    omschrijving = models.CharField("wat speelt er", max_length=1000)
    sinds = models.DateField("sinds", default=timezone.localdate)
    opgelost_op = models.DateField("opgelost op", null=True, blank=True)
    hoe_opgelost = models.CharField("hoe opgelost", max_length=1000, blank=True)
    zichtbaarheid = models.CharField(
        "wie mag dit lezen", max_length=10, choices=Zichtbaarheid.choices, default=Zichtbaarheid.GEMEENTE
    )
    agenderingspunt = models.ForeignKey(
        Agenderingspunt, models.SET_NULL, null=True, blank=True, related_name="knelpunten", editable=False
    )
    door_naam = models.CharField("door", max_length=300)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProjectknelpuntQuerySet.as_manager()

    class Meta:
        verbose_name = "knelpunt"
        verbose_name_plural = "knelpunten"
        ordering = ["-sinds", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opgelost_op__isnull=True) | Q(opgelost_op__gte=F("sinds")),
                name="knelpunt_opgelost_na_sinds",
            ),
        ]

    def __str__(self):
        return f"{self.get_categorie_display()}: {self.omschrijving}"

    def get_absolute_url(self):
        return reverse("knelpunt", args=[self.pk])

    @property
    def bundelbaar(self) -> bool:
        """BUNDELBAAR, for one row."""
        punt = self.agenderingspunt
        return self.opgelost_op is None and (punt is None or not (punt.is_open or punt.antwoord))


class EscalatieQuerySet(ZichtbaarQuerySet):
    def open(self):
        return self.filter(gesloten_op__isnull=True)

    def te_laat(self, vandaag=None):
        return self.open().filter(uiterlijk__lt=vandaag or timezone.localdate())


@pghistory.track(*spoor())
class Escalatie(models.Model):
    """Something that the project cannot solve itself, taken one level up."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="escalaties")
    knelpunt = models.ForeignKey(
        Projectknelpunt, models.SET_NULL, null=True, blank=True, related_name="escalaties", editable=False
    )
    onderwerp = models.CharField("wat moet er worden opgelost", max_length=300)
    niveau = models.CharField("naar welk niveau", max_length=10, choices=Escalatieniveau.choices)
    eigenaar = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, blank=True, related_name="escalaties")
    eigenaar_naam = models.CharField("wie lost het op", max_length=200)
    sinds = models.DateField("sinds", default=timezone.localdate)
    uiterlijk = models.DateField("uiterlijk")
    uitkomst = models.TextField("uitkomst", max_length=4000, blank=True)
    gesloten_op = models.DateField("afgerond op", null=True, blank=True)
    zichtbaarheid = models.CharField(
        "wie mag dit lezen", max_length=10, choices=Zichtbaarheid.choices, default=Zichtbaarheid.ADVISEURS
    )
    door_naam = models.CharField("door", max_length=300)

    objects = EscalatieQuerySet.as_manager()

    class Meta:
        verbose_name = "escalatie"
        verbose_name_plural = "escalaties"
        ordering = ["uiterlijk", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gesloten_op__isnull=True) | ~Q(uitkomst=""), name="escalatie_heeft_uitkomst"
            ),
        ]

    def __str__(self):
        return self.onderwerp

    def get_absolute_url(self):
        return reverse("escalatie", args=[self.pk])

    @property
    def wie(self) -> str:
        return self.eigenaar.naam if self.eigenaar else self.eigenaar_naam

    @property
    def te_laat(self) -> bool:
        return self.gesloten_op is None and self.uiterlijk < timezone.localdate()

    @property
    def dagen_te_laat(self) -> int:
        return (timezone.localdate() - self.uiterlijk).days if self.te_laat else 0
