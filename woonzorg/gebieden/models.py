"""Provincie, woondealregio, gemeente, their boundaries and key figures; imports nothing of ours."""

from django.contrib.gis.db import models
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db.models import F, Func, Q

from .querysets import GemeenteQuerySet, GrensQuerySet, KerncijferQuerySet
from .soorten import Gebied, Gebiedssoort

NEDERLANDS = "nederlands"
"""Collation: é beside e, and the signs in 's-Gravenhage do not count. Made in the first migration."""

GELDIG_TOT_NA_VAN = "De datum 'geldig tot' moet na 'geldig van' liggen."


class Provincie(models.Model):
    code = models.CharField(max_length=4, primary_key=True, help_text="CBS-code, zoals PV20")
    naam = models.CharField(max_length=100, db_collation=NEDERLANDS)

    class Meta:
        verbose_name = "provincie"
        verbose_name_plural = "provincies"
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^PV[0-9]{2}$"),
                name="provincie_code_vorm",
                violation_error_message="Een provinciecode is PV met twee cijfers.",
            )
        ]

    def __str__(self):
        return self.naam

    @property
    def gebied(self) -> Gebied:
        return Gebied(Gebiedssoort.PROVINCIE, self.code, self.naam)


class Woondealregio(models.Model):
    """May span provincies, so it is never a child of one. No national register exists: the codes are ours."""

    code = models.CharField(max_length=4, primary_key=True, help_text="Eigen code, zoals WD01")
    naam = models.CharField(max_length=100, db_collation=NEDERLANDS)

    class Meta:
        verbose_name = "woondealregio"
        verbose_name_plural = "woondealregio's"
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^WD[0-9]{2}$"),
                name="woondealregio_code_vorm",
                violation_error_message="Een woondealregiocode is WD met twee cijfers.",
            )
        ]

    def __str__(self):
        return self.naam

    @property
    def gebied(self) -> Gebied:
        return Gebied(Gebiedssoort.WOONDEALREGIO, self.code, self.naam)


class Gemeente(models.Model):
    """One row per period in which a gemeente is the same; a code has at most one row on any day."""

    class Zekerheid(models.TextChoices):
        BRON = "bron", "uit de bron"
        HOOG = "hoog", "hoog"
        MIDDEN = "midden", "midden"
        LAAG = "laag", "laag"

    class Indeling(models.TextChoices):
        MEEGELEVERD = "meegeleverd", "meegeleverd met het portaal"
        OPGEGEVEN = "opgegeven", "opgegeven door de beheerder"

    code = models.CharField(max_length=6, help_text="CBS-code, zoals GM0014")
    naam = models.CharField(max_length=100, db_collation=NEDERLANDS)
    provincie = models.ForeignKey(Provincie, on_delete=models.PROTECT, related_name="gemeenten")
    woondealregio = models.ForeignKey(Woondealregio, on_delete=models.PROTECT, related_name="gemeenten")
    woondealregio_zekerheid = models.CharField(
        "zekerheid van de woondealregio",
        max_length=6,
        choices=Zekerheid,
        help_text="Hoe zeker het is dat de gemeente bij deze woondealregio hoort",
    )
    woondealregio_herkomst = models.CharField(
        "herkomst van de woondealregio",
        max_length=11,
        choices=Indeling,
        default=Indeling.MEEGELEVERD,
        help_text="Een opgegeven indeling wordt niet overschreven door de meegeleverde",
    )
    corop_code = models.CharField("COROP-code", max_length=4, blank=True)
    corop_naam = models.CharField("COROP-gebied", max_length=100, blank=True)
    geldig_van = models.DateField("geldig van", help_text="Eerste dag waarop de gemeente bestaat")
    geldig_tot = models.DateField(
        "geldig tot", null=True, blank=True, help_text="Eerste dag waarop de gemeente niet meer bestaat"
    )

    objects = GemeenteQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["naam", "geldig_van"]
        indexes = [models.Index(fields=["code"], name="gemeente_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^GM[0-9]{4}$"),
                name="gemeente_code_vorm",
                violation_error_message="Een gemeentecode is GM met vier cijfers.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_van")),
                name="gemeente_geldig_tot_na_van",
                violation_error_message=GELDIG_TOT_NA_VAN,
            ),
            ExclusionConstraint(
                name="gemeente_een_per_dag",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (
                        Func(
                            F("geldig_van"),
                            F("geldig_tot"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Deze gemeentecode bestaat al in (een deel van) deze periode.",
            ),
        ]

    def clean(self):
        # Before the constraints: PostgreSQL cannot even make the range of the exclusion when it runs backwards.
        if self.geldig_van and self.geldig_tot and self.geldig_tot <= self.geldig_van:
            raise ValidationError({"geldig_tot": GELDIG_TOT_NA_VAN})

    def __str__(self):
        return self.naam

    @property
    def gebied(self) -> Gebied:
        return Gebied(Gebiedssoort.GEMEENTE, self.code, self.naam, self.geldig_tot)


class Opvolging(models.Model):
    """After a herindeling, who goes on in whom: a merge is several rows to one, a split the reverse."""

    van = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="opvolgers")
    naar = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="voorgangers")
    datum = models.DateField(help_text="Dag waarop de herindeling ingaat")

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        ordering = ["datum", "van"]
        constraints = [
            models.UniqueConstraint(
                fields=["van", "naar"],
                name="opvolging_uniek",
                violation_error_message="Deze opvolging bestaat al.",
            ),
            models.CheckConstraint(
                condition=~Q(van=F("naar")),
                name="opvolging_van_niet_naar",
                violation_error_message="Een gemeente kan zichzelf niet opvolgen.",
            ),
        ]

    def __str__(self):
        return f"{self.van} → {self.naar} ({self.datum})"


class Kerncijfer(models.Model):
    """One figure of one gemeente in one year, as published by `bron`."""

    class Onderwerp(models.TextChoices):
        INWONERS = "inwoners", "inwoners"
        INWONERS_65PLUS = "inwoners_65plus", "inwoners van 65 jaar en ouder"
        INWONERS_75PLUS = "inwoners_75plus", "inwoners van 75 jaar en ouder"
        INWONERS_80PLUS = "inwoners_80plus", "inwoners van 80 jaar en ouder"
        HUISHOUDENS = "huishoudens", "huishoudens"
        WONINGVOORRAAD = "woningvoorraad", "woningvoorraad"

    gemeente = models.ForeignKey(Gemeente, on_delete=models.CASCADE, related_name="kerncijfers")
    onderwerp = models.CharField(max_length=20, choices=Onderwerp)
    jaar = models.PositiveSmallIntegerField()
    waarde = models.PositiveIntegerField()
    bron = models.CharField(max_length=200)

    objects = KerncijferQuerySet.as_manager()

    class Meta:
        verbose_name = "kerncijfer"
        verbose_name_plural = "kerncijfers"
        ordering = ["gemeente", "onderwerp", "-jaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "onderwerp", "jaar"],
                name="kerncijfer_uniek",
                violation_error_message="Dit kerncijfer bestaat al voor dit jaar.",
            ),
            models.CheckConstraint(
                condition=Q(waarde__gte=0),
                name="kerncijfer_niet_negatief",
                violation_error_message="Een kerncijfer is nooit negatief.",
            ),
        ]

    def __str__(self):
        return f"{self.gemeente}: {self.get_onderwerp_display()} {self.jaar}"


class Grens(models.Model):
    """The boundary of a gebied in RD, with a shape per zoom band for vector tiles.

    Only 'officieel' decides in which gemeente a place lies; 'benadering' shows a map and nothing more
    (docs/adr/grenzen-benadering.md). The shapes are made by actions.werk_afgeleide_grenzen_bij; an empty
    shape is not drawn.
    """

    class Bron(models.TextChoices):
        BENADERING = "benadering", "benadering"
        OFFICIEEL = "officieel", "officieel"

    soort = models.CharField(max_length=13, choices=Gebiedssoort)
    code = models.CharField(max_length=6)
    bron = models.CharField(max_length=10, choices=Bron)
    jaar = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Jaar van de officiële indeling; leeg als het niet bekend is"
    )
    geometrie = models.MultiPolygonField(srid=28992)
    vorm_laag = models.MultiPolygonField("vorm tot en met zoom 7", srid=3857, null=True, editable=False)
    vorm_midden = models.MultiPolygonField("vorm van zoom 8 tot en met 10", srid=3857, null=True, editable=False)
    vorm_hoog = models.MultiPolygonField("vorm vanaf zoom 11", srid=3857, null=True, editable=False)
    gewijzigd = models.DateTimeField(auto_now=True)

    objects = GrensQuerySet.as_manager()

    class Meta:
        verbose_name = "grens"
        verbose_name_plural = "grenzen"
        ordering = ["soort", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "code"],
                name="grens_uniek",
                violation_error_message="Dit gebied heeft al een grens.",
            )
        ]

    def __str__(self):
        return f"{self.get_soort_display()} {self.code}"
