"""Questions from projects with the answers found elsewhere, and intervisie of advisers (product.md S15)."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from projecten.agendering.lijsten import CATEGORIEEN
from projecten.project.models import Project
from projecten.zicht import Zichtbaarheid
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.spoor import spoor


class VraagQuerySet(models.QuerySet):
    def for_user(self, user):
        """Questions are shared across the country, each with the readers its asker chose: advisers, gemeenten as
        well, or everyone who works in a project. Who has no part in any project reads none."""
        if not user.is_authenticated:
            return self.none()
        if bereik_van(user, Permission.NOTITIE_ADVISEUR):
            return self
        if bereik_van(user, Permission.PROJECT_ZIEN):
            return self.exclude(zichtbaarheid=Zichtbaarheid.ADVISEURS)
        if Project.objects.eigen(user).exists():
            return self.filter(zichtbaarheid=Zichtbaarheid.PARTNERS)
        return self.none()

    def beantwoord(self):
        """Only those with an answer."""
        return self.filter(self._antwoord())

    def onbeantwoord(self):
        return self.filter(~self._antwoord())

    @staticmethod
    def _antwoord() -> Exists:
        return Exists(Antwoord.objects.filter(vraag=OuterRef("pk")))


@pghistory.track(*spoor(), exclude=["zoek"])
class Vraag(models.Model):
    titel = models.CharField("vraag in één zin", max_length=200)
    tekst = models.TextField("wat speelt er", max_length=6000, blank=True)
    categorie = models.CharField("onderwerp", max_length=40, choices=CATEGORIEEN, blank=True)
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="vragen")
    zichtbaarheid = models.CharField(
        "wie mag dit lezen", max_length=10, choices=Zichtbaarheid.choices, default=Zichtbaarheid.GEMEENTE
    )
    steller = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, related_name="vragen")
    steller_naam = models.CharField("gesteld door", max_length=300)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    zoek = models.GeneratedField(
        expression=SearchVector("titel", weight="A", config="dutch")
        + SearchVector("tekst", weight="B", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = VraagQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ["-aangemaakt", "-pk"]
        indexes = [GinIndex(fields=["zoek"], name="vraag_zoek")]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("vraag", args=[self.pk])


@pghistory.track(*spoor(), exclude=["zoek"])
class Antwoord(models.Model):
    """Seen by whoever sees the question."""

    vraag = models.ForeignKey(Vraag, models.CASCADE, related_name="antwoorden")
    tekst = models.TextField("antwoord", max_length=8000)
    bron = models.CharField("waar is dit gevonden", max_length=300, blank=True)
    link = models.URLField(
        "link", blank=True, validators=[RegexValidator(r"^https?://", "Geef een link die met https:// begint.")]
    )
    door = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField("door", max_length=300)
    # The asker says that this one helped.
    hielp = models.BooleanField("hielp", default=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)
    zoek = models.GeneratedField(
        expression=SearchVector("tekst", weight="C", config="dutch") + SearchVector("bron", weight="C", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        ordering = ["-hielp", "aangemaakt", "pk"]
        indexes = [GinIndex(fields=["zoek"], name="antwoord_zoek")]

    def __str__(self):
        return f"antwoord op {self.vraag}"


class IntervisieQuerySet(models.QuerySet):
    def for_user(self, user):
        """Advisers and kernteam of the whole country among themselves, nobody else."""
        return self if bereik_van(user, Permission.NOTITIE_ADVISEUR) else self.none()

    def vervolg_open(self):
        """Only those of which something is still to be done."""
        return self.exclude(vervolg="").filter(vervolg_gedaan_op__isnull=True)


@pghistory.track(*spoor())
class Intervisie(models.Model):
    """A session in which advisers put a case to each other."""

    datum = models.DateField("datum", default=timezone.localdate)
    titel = models.CharField("casus in één zin", max_length=200)
    casus = models.TextField(
        "casus", max_length=8000, help_text="Schrijf zo dat ook wie het project niet kent het begrijpt."
    )
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="intervisies")
    deelnemers = models.CharField("wie deden mee", max_length=500, blank=True)
    inzichten = models.TextField("inzichten", max_length=8000, blank=True)
    vervolg = models.CharField("wat volgt hieruit", max_length=500, blank=True)
    vervolg_wie = models.CharField("wie pakt dat op", max_length=200, blank=True)
    vervolg_uiterlijk = models.DateField("uiterlijk", null=True, blank=True)
    vervolg_gedaan_op = models.DateField("gedaan op", null=True, blank=True)
    door_naam = models.CharField("door", max_length=300)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)

    objects = IntervisieQuerySet.as_manager()

    class Meta:
        verbose_name = "intervisie"
        verbose_name_plural = "intervisie"
        ordering = ["-datum", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vervolg_gedaan_op__isnull=True) | ~Q(vervolg=""), name="intervisie_vervolg"
            ),
        ]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("intervisie", args=[self.pk])

    @property
    def vervolg_te_laat(self) -> bool:
        uiterlijk = self.vervolg_uiterlijk
        return self.vervolg_gedaan_op is None and uiterlijk is not None and uiterlijk < timezone.localdate()
