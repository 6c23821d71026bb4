"""Progress: the figures of the keten, computed by Celery and read by everything (architectuur.md)."""

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from programmering.plannen.lijsten import Vertrouwelijkheid
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q


class Schakel(models.TextChoices):
    GEREALISEERD = "gerealiseerd", "gerealiseerd"
    HARD = "hard", "hard gepland"
    ZACHT = "zacht", "zacht gepland"
    GERESERVEERD = "gereserveerd", "gereserveerd"
    BOD = "bod", "geboden"
    AANPASSING = "aanpassing", "bestaande bouw"


# What a plan can add to; the others come from plots, boden and aanpassingen.
PLANSCHAKELS = (Schakel.GEREALISEERD, Schakel.HARD, Schakel.ZACHT)


class Bronvorm(models.TextChoices):
    """How homes come about: the two of a plan, and the change of existing ones."""

    NIEUWBOUW = "nieuwbouw", "nieuwbouw"
    TRANSFORMATIE = "transformatie", "transformatie"
    BESTAANDE_BOUW = "bestaande_bouw", "bestaande bouw"


class Markering(models.Model):
    """A gemeente whose figures are out of date, with the plan that did it (none: a plot, bod or aanpassing did).

    Written by database triggers only. No foreign keys: a mark must survive the plan that it is about.
    """

    gemeente_id = models.BigIntegerField()
    plan_id = models.BigIntegerField(null=True)
    sinds = models.DateTimeField()

    class Meta:
        verbose_name = "markering"
        verbose_name_plural = "markeringen"


class BerekeningQuerySet(models.QuerySet):
    def actief(self):
        """The run whose figures everyone reads; at most one."""
        return self.filter(actief=True)

    def for_user(self, user):
        """Only who manages the runs sees them."""
        return self if bereik_van(user, Permission.BEREKENING_BEHEREN) else self.none()


class Berekening(models.Model):
    """One run: volledig makes new figures and activates them whole, bijwerking replaces marked gemeenten in them."""

    class Soort(models.TextChoices):
        VOLLEDIG = "volledig", "volledig"
        BIJWERKING = "bijwerking", "bijwerking"

    soort = models.CharField("soort", max_length=12, choices=Soort.choices)
    gestart = models.DateTimeField("gestart", default=timezone.now)
    duur = models.FloatField("duur in seconden", null=True)
    actief = models.BooleanField("actief", default=False)
    # Moment of the last change to the figures of this run; the peildatum of what is read from it.
    bijgewerkt = models.DateTimeField("bijgewerkt", null=True)
    plannen = models.PositiveIntegerField("plannen", default=0)
    gemeenten = models.PositiveIntegerField("gemeenten", default=0)
    minimum_cluster = models.PositiveSmallIntegerField("minimum cluster", null=True)
    # Bijdragen that a full run found other than the bijwerkingen had left them, without a mark to explain it.
    verschillen = models.PositiveIntegerField("verschillen", default=0)
    verschil_voorbeelden = models.JSONField("voorbeelden van verschillen", default=list)
    # periode -> woningtype -> homes in confidential plans, land only and in bulk (domein.md 3, K2).
    vertrouwelijk = models.JSONField("vertrouwelijk, niet uitgesplitst", default=dict)

    objects = BerekeningQuerySet.as_manager()

    class Meta:
        verbose_name = "berekening"
        verbose_name_plural = "berekeningen"
        ordering = ["-gestart", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["actief"], condition=Q(actief=True), name="berekening_een_actief")
        ]

    def __str__(self):
        return f"{self.get_soort_display()} van {self.gestart:%d-%m-%Y %H:%M:%S}"


def tier_q(user, prefix: str = "gemeente__", veld: str = "tier") -> Q:
    """Rows below the public tier that `user` may add or see, by gemeente. An empty Q means: none."""
    extra = Q()
    provincie = bereik_van(user, Permission.PLAN_ZIEN_PROVINCIE)
    gemeente = bereik_van(user, Permission.PLAN_ZIEN_GEMEENTE)
    if provincie:
        extra |= Q(**{veld: Vertrouwelijkheid.PROVINCIE}) & gebied_q(provincie, prefix)
    if gemeente:
        eigen = [Vertrouwelijkheid.PROVINCIE, Vertrouwelijkheid.GEMEENTE]
        extra |= Q(**{f"{veld}__in": eigen}) & gebied_q(gemeente, prefix)
    return extra


class BijdrageQuerySet(models.QuerySet):
    def for_user(self, user):
        """Contributions that `user` may count: public ones, and the own tiers."""
        return self.filter(Q(tier=Vertrouwelijkheid.OPENBAAR) | tier_q(user))

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def in_periode(self, periode):
        return self.filter(jaar__range=(periode.van_jaar, periode.tot_jaar))

    def buiten_periode(self, periode, ligging):
        """Known years before ('eerder') or after ('later') the periode; unknown years are neither."""
        if ligging == "eerder":
            return self.filter(jaar__gt=0, jaar__lt=periode.van_jaar)
        return self.filter(jaar__gt=periode.tot_jaar)

    def nog_te_bouwen(self):
        """Only what plans have still to build."""
        return self.filter(schakel__in=[Schakel.HARD, Schakel.ZACHT])


class Bijdrage(models.Model):
    """What one record adds to one cell: the counted figure, after telregel 12. The drill-down of every figure.

    `jaar` 0 is unknown; gerealiseerd without a year has the year of its peildatum, and says so. `aantal` is
    negative where a plan that not everyone sees takes its place on a plot: each reader's sum is right then.
    """

    # What is deleted keeps its contribution until its mark is worked off, so that figures and records agree.
    plan = models.ForeignKey(
        "programmering.Plan", models.DO_NOTHING, null=True, db_constraint=False, related_name="bijdragen"
    )
    # Few beside the plans, and replaced a gemeente at a time: one partial index serves all three.
    plot = models.ForeignKey(
        "programmering.Plot", models.DO_NOTHING, null=True, db_constraint=False, db_index=False,
        related_name="bijdragen",
    )  # fmt: skip
    bod = models.ForeignKey(
        "programmering.Bod", models.DO_NOTHING, null=True, db_constraint=False, db_index=False,
        related_name="bijdragen",
    )  # fmt: skip
    aanpassing = models.ForeignKey(
        "programmering.Aanpassing", models.DO_NOTHING, null=True, db_constraint=False, db_index=False,
        related_name="bijdragen",
    )  # fmt: skip
    gemeente = models.ForeignKey(Gemeente, models.DO_NOTHING, db_constraint=False, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    categorie = models.CharField(max_length=20)
    schakel = models.CharField(max_length=15, choices=Schakel.choices)
    bouwvorm = models.CharField(max_length=15, choices=Bronvorm.choices)
    tier = models.CharField(max_length=10, choices=Vertrouwelijkheid.choices)
    aantal = models.IntegerField()
    waarvan_corporatie = models.IntegerField(default=0)
    waarvan_jaar_onbekend = models.PositiveIntegerField(default=0)

    objects = BijdrageQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"
        indexes = [
            models.Index(fields=["gemeente"], condition=Q(plan__isnull=True), name="bijdrage_zonder_plan"),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.jaar} {self.categorie} {self.schakel}: {self.aantal}"


class VoortgangQuerySet(models.QuerySet):
    def actief(self):
        """Rows of the active run only."""
        return self.filter(berekening__actief=True)

    def openbaar(self):
        return self.filter(tier=Vertrouwelijkheid.OPENBAAR)

    def in_periode(self, periode):
        return self.filter(jaar__range=(periode.van_jaar, periode.tot_jaar))

    def per_cel(self, *velden):
        """Sums aantal and waarvan_corporatie over everything but `velden`."""
        return self.order_by().values(*velden).annotate(n=Sum("aantal"), corporatie=Sum("waarvan_corporatie"))


class Voortgang(models.Model):
    """Sum of bijdragen of one gebied per jaar, categorie, schakel, bouwvorm and tier of confidentiality.

    For land, provincie and woondealregio too; a reader adds the tiers that he may see per gemeente.
    """

    # No constraint and no index of its own: the index of the cel begins with it, and each row of a run of tens of
    # thousands would be checked one by one at the commit.
    berekening = models.ForeignKey(Berekening, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    soort = models.CharField(max_length=15, choices=Gebiedssoort.choices)
    code = models.CharField(max_length=6)
    # Only on rows of a gemeente: the way to its provincie and woondealregio for tiers.
    gemeente = models.ForeignKey(Gemeente, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    jaar = models.PositiveSmallIntegerField()
    categorie = models.CharField(max_length=20)
    schakel = models.CharField(max_length=15, choices=Schakel.choices)
    bouwvorm = models.CharField(max_length=15, choices=Bronvorm.choices)
    tier = models.CharField(max_length=10, choices=Vertrouwelijkheid.choices)
    aantal = models.IntegerField()
    waarvan_corporatie = models.IntegerField(default=0)
    waarvan_jaar_onbekend = models.PositiveIntegerField(default=0)

    objects = VoortgangQuerySet.as_manager()

    class Meta:
        verbose_name = "voortgang"
        verbose_name_plural = "voortgang"
        constraints = [
            models.UniqueConstraint(
                fields=["berekening", "code", "jaar", "categorie", "schakel", "bouwvorm", "tier"],
                name="voortgang_cel",
            )
        ]
        indexes = [models.Index(fields=["berekening", "soort", "tier"]), models.Index(fields=["code"])]

    def __str__(self):
        return f"{self.code} {self.jaar} {self.categorie} {self.schakel}: {self.aantal}"
