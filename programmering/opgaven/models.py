"""Opgave: homes per gemeente and opgaveperiode, three woningtypen apart, versioned (domein.md 3)."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from programmering.calculations import WONINGTYPEN, Periode
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q


class Opgaveperiode(models.Model):
    """Reference row. Periods may not overlap, so a plan year falls in at most one of them."""

    slug = models.SlugField("code", max_length=10, unique=True)
    naam = models.CharField("naam", max_length=50)
    van_jaar = models.PositiveSmallIntegerField("eerste jaar", unique=True)
    tot_jaar = models.PositiveSmallIntegerField("laatste jaar", unique=True)

    class Meta:
        verbose_name = "opgaveperiode"
        verbose_name_plural = "opgaveperioden"
        ordering = ["van_jaar"]
        constraints = [
            models.CheckConstraint(condition=Q(tot_jaar__gte=models.F("van_jaar")), name="opgaveperiode_van_voor_tot")
        ]

    def __str__(self):
        return self.naam

    def als_periode(self) -> Periode:
        return Periode(self.slug, self.naam, self.van_jaar, self.tot_jaar)


class LandelijkeOpgave(models.Model):
    """The national figure of one woningtype: a row of its own, not the sum of gemeenten. Null: not decided yet."""

    periode = models.ForeignKey(Opgaveperiode, models.PROTECT, related_name="landelijk")
    woningtype = models.CharField("woningtype", max_length=20)
    aantal = models.PositiveIntegerField("aantal woningen", null=True, blank=True)
    bron = models.CharField("bron", max_length=300)

    class Meta:
        verbose_name = "landelijke opgave"
        verbose_name_plural = "landelijke opgaven"
        constraints = [
            models.UniqueConstraint(fields=["periode", "woningtype"], name="landelijke_opgave_eenmalig"),
            models.CheckConstraint(
                condition=Q(woningtype__in=["nultreden", "geclusterd", "zorggeschikt"]),
                name="landelijke_opgave_woningtype",
            ),
        ]

    def __str__(self):
        return f"{self.periode} {self.woningtype}"


class Opgavestatus(models.TextChoices):
    INDICATIEF = "indicatief", "indicatief"
    AFGESPROKEN = "afgesproken", "afgesproken (woondeal)"
    VASTGESTELD = "vastgesteld", "vastgesteld (bestuurlijk)"


class OpgaveQuerySet(models.QuerySet):
    def geldend(self):
        """Leaves out versions that a later one replaced."""
        return self.filter(vervangen_op__isnull=True)

    def for_user(self, user):
        """Leaves out what may not be shown per gemeente: an indicatie of a real gemeente is not public."""
        openbaar = ~Q(status=Opgavestatus.INDICATIEF) | Q(rekenvoorbeeld=True)
        bereik = bereik_van(user, Permission.OPGAVE_ZIEN)
        return self.filter(openbaar | gebied_q(bereik, "gemeente__")) if bereik else self.filter(openbaar)

    def som(self) -> dict[str, int | None]:
        """Sum of these rows per woningtype; None where none of them has an opgave for it. One query."""
        return self.order_by().aggregate(**{woningtype: Sum(woningtype) for woningtype in WONINGTYPEN})


class Opgave(models.Model):
    """One version of the opgave of one gemeente in one periode. Null: no opgave; zero is an opgave of none."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="opgaven")
    periode = models.ForeignKey(Opgaveperiode, models.PROTECT, related_name="opgaven")
    versie = models.PositiveSmallIntegerField("versie")
    nultreden = models.PositiveIntegerField("nultreden", null=True, blank=True)
    geclusterd = models.PositiveIntegerField("geclusterd", null=True, blank=True)
    zorggeschikt = models.PositiveIntegerField("zorggeschikt", null=True, blank=True)
    status = models.CharField("status", max_length=20, choices=Opgavestatus.choices)
    besluit = models.CharField(
        "besluit", max_length=300, blank=True, help_text="Welk besluit of welke afspraak, en van wie."
    )
    datum = models.DateField("datum van het besluit", null=True, blank=True)
    link = models.URLField(
        "link naar het document",
        blank=True,
        validators=[RegexValidator(r"^https?://", "Geef een link die met https:// begint.")],
    )
    sleutel = models.CharField("verdeelsleutel", max_length=100, blank=True)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False)
    door = models.CharField("vastgelegd door", max_length=300, blank=True)
    aangemaakt = models.DateTimeField("vastgelegd op", default=timezone.now)
    vervangen_op = models.DateTimeField("vervangen op", null=True, blank=True)

    objects = OpgaveQuerySet.as_manager()

    class Meta:
        verbose_name = "opgave"
        verbose_name_plural = "opgaven"
        ordering = ["gemeente__naam", "periode__van_jaar", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "periode", "versie"], name="opgave_versie_eenmalig"),
            models.UniqueConstraint(
                fields=["gemeente", "periode"],
                condition=Q(vervangen_op__isnull=True),
                name="opgave_een_geldende",
            ),
            models.CheckConstraint(
                condition=Q(status="indicatief") | (~Q(besluit="") & Q(datum__isnull=False)),
                name="opgave_besluit_en_datum",
            ),
        ]

    def __str__(self):
        return f"{self.gemeente} {self.periode} versie {self.versie}"
