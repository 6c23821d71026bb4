"""Overlegtafels per woondealregio: who sits there, when they met, what was decided (product.md S8)."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from woonzorg.gebieden.models import Woondealregio
from woonzorg.organisaties.models import Organisatie
from woonzorg.organisaties.permissions import Permission, gemeenten_met
from woonzorg.organisaties.spoor import spoor


class OverlegtafelQuerySet(models.QuerySet):
    def for_user(self, user):
        """Tables of woondealregio's in which one has a gemeente with TAFEL_ZIEN."""
        return self.filter(woondealregio__in=_regios(user, Permission.TAFEL_ZIEN))

    def beheerbaar(self, user):
        """Those that `user` may keep up to date."""
        return self.filter(woondealregio__in=_regios(user, Permission.TAFEL_BEHEREN))


def _regios(user, permission: Permission):
    return gemeenten_met(user, permission).order_by().values("woondealregio")


@pghistory.track(*spoor())
class Overlegtafel(models.Model):
    woondealregio = models.ForeignKey(Woondealregio, models.PROTECT, related_name="overlegtafels")
    naam = models.CharField("naam", max_length=200)
    doel = models.TextField("waarvoor zit deze tafel", max_length=2000, blank=True)
    volgende = models.DateField("volgende overleg", null=True, blank=True)
    opgeheven_op = models.DateField("opgeheven op", null=True, blank=True)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = OverlegtafelQuerySet.as_manager()

    class Meta:
        verbose_name = "overlegtafel"
        verbose_name_plural = "overlegtafels"
        ordering = ["woondealregio__naam", "naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["woondealregio", "naam"],
                name="overlegtafel_eenmalig",
                violation_error_message="Er is in deze regio al een tafel met deze naam.",
            )
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("overlegtafel", args=[self.pk])

    def beheerbaar_voor(self, user) -> bool:
        return gemeenten_met(user, Permission.TAFEL_BEHEREN).filter(woondealregio=self.woondealregio_id).exists()


class TafellidQuerySet(models.QuerySet):
    def nu(self):
        """Who sits at the table today; `tot` is the last day."""
        vandaag = timezone.localdate()
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=vandaag), van__lte=vandaag)

    def vertrokken(self):
        """Whose last day is over."""
        return self.filter(tot__lt=timezone.localdate())

    def straks(self):
        """Who begins later, after a handover that was laid down in advance."""
        return self.filter(van__gt=timezone.localdate())


@pghistory.track(*spoor())
class Tafellid(models.Model):
    """A seat at the table. `opvolger` took over the portefeuille when this member left."""

    tafel = models.ForeignKey(Overlegtafel, models.CASCADE, related_name="leden")
    naam = models.CharField("naam", max_length=200)
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, null=True, blank=True, related_name="tafelplaatsen", verbose_name="organisatie"
    )
    organisatie_naam = models.CharField("organisatie", max_length=200)
    functie = models.CharField("functie", max_length=100, help_text="Bijvoorbeeld wethouder wonen en zorg.")
    bestuurlijk = models.BooleanField("bestuurder", default=False)
    portefeuille = models.CharField(
        "portefeuille", max_length=300, blank=True, help_text="Waar dit lid aan deze tafel voor staat."
    )
    van = models.DateField("vanaf", default=timezone.localdate)
    tot = models.DateField("tot", null=True, blank=True)
    opvolger = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="voorganger", editable=False
    )
    overdracht = models.TextField("wat geeft dit lid door", max_length=6000, blank=True)

    objects = TafellidQuerySet.as_manager()

    class Meta:
        verbose_name = "lid"
        verbose_name_plural = "leden"
        ordering = ["-bestuurlijk", "organisatie_naam", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="tafellid_tot_na_van"),
        ]

    def __str__(self):
        return f"{self.naam}, {self.functie} {self.organisatie_naam}"

    @property
    def weg(self) -> bool:
        return self.tot is not None and self.tot < timezone.localdate()


@pghistory.track(*spoor())
class Overleg(models.Model):
    tafel = models.ForeignKey(Overlegtafel, models.CASCADE, related_name="overleggen")
    datum = models.DateField("datum", default=timezone.localdate)
    aanwezig = models.CharField("wie waren er", max_length=500, blank=True)
    samenvatting = models.TextField("waar ging het over", max_length=6000, blank=True)
    door_naam = models.CharField("door", max_length=300)

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ["-datum", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tafel", "datum"],
                name="overleg_eenmalig",
                violation_error_message="Van deze dag is al een overleg vastgelegd.",
            )
        ]

    def __str__(self):
        return f"{self.tafel} op {self.datum:%d-%m-%Y}"


class BesluitQuerySet(models.QuerySet):
    def open(self):
        """Leaves out what is done; what has to be ready first stands first."""
        return self.filter(gedaan_op__isnull=True).order_by(F("uiterlijk").asc(nulls_last=True), "pk")


@pghistory.track(*spoor())
class Besluit(models.Model):
    overleg = models.ForeignKey(Overleg, models.CASCADE, related_name="besluiten")
    tekst = models.CharField("besluit of afspraak", max_length=1000)
    # Whose portefeuille it falls in; goes along to an opvolger.
    lid = models.ForeignKey(Tafellid, models.SET_NULL, null=True, blank=True, related_name="besluiten")
    wie = models.CharField("wie doet het", max_length=200, blank=True)
    uiterlijk = models.DateField("uiterlijk", null=True, blank=True)
    gedaan_op = models.DateField("gedaan op", null=True, blank=True)

    objects = BesluitQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["pk"]

    def __str__(self):
        return self.tekst

    @property
    def eigenaar(self) -> str:
        return self.wie or (self.lid.naam if self.lid else "")

    @property
    def te_laat(self) -> bool:
        return self.gedaan_op is None and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()
