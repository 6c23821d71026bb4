"""Plot: a place on the map kept for wonen en zorg, with its steps, its weighing and its capacity (domein.md 3)."""

import pghistory
import pgtrigger
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Area, Transform
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from programmering.markeringen import markeer, markeer_via
from programmering.plannen import lijsten as planlijsten
from programmering.plannen.models import PuntOpVlak
from programmering.voortgang.models import tier_q
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.spoor import spoor

from . import lijsten

WONINGTYPEN = [(w, planlijsten.CATEGORIEEN["wonen_en_zorg"][w]) for w in ("nultreden", "geclusterd", "zorggeschikt")]


class PlotQuerySet(models.QuerySet):
    def for_user(self, user):
        """What `user` may know to exist: public plots, those of the own tiers, and those one is a partner of."""
        zichtbaar = Q(vertrouwelijkheid=planlijsten.Vertrouwelijkheid.OPENBAAR) | tier_q(user, veld="vertrouwelijkheid")
        organisaties = getattr(user, "organisaties", ())
        if organisaties:
            partners = self.model._meta.get_field("partners").related_model
            zichtbaar |= Exists(partners.objects.lopend().filter(plot=OuterRef("pk"), organisatie__in=organisaties))
        return self.filter(zichtbaar)

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def met_gemeente(self):
        """Adds gemeente, provincie and woondealregio in the same query."""
        return self.select_related("gemeente__provincie", "gemeente__woondealregio")

    def met_stand(self, peildag=None):
        """Adds `stand`: the status of today. The day after its last a reservation is verlopen, also before the
        portal has come by to write that down."""
        voorbij = Q(status=lijsten.Plotstatus.GERESERVEERD, reservering_tot__lt=peildag or timezone.localdate())
        return self.annotate(
            stand=Case(When(voorbij, then=Value(lijsten.Plotstatus.VERLOPEN)), default=F("status")),
        )

    def met_ligging(self):
        """Adds `m2` (area, measured in RD) and `wgs84` (the shape for a web map)."""
        return self.annotate(m2=Area("geometrie"), wgs84=Transform("geometrie", 4326))

    def lopend(self):
        """Leaves out what has fallen away or expired."""
        return self.filter(status__in=lijsten.LOPEND)

    def levend(self, peildag=None):
        """Only plots that take their ground: gereserveerd until the end date, vastgelegd, in plan."""
        peildag = peildag or timezone.localdate()
        return self.filter(status__in=lijsten.LEVEND).exclude(
            status=lijsten.Plotstatus.GERESERVEERD, reservering_tot__lt=peildag
        )

    def zoekt(self, rol):
        """Only running plots without a partner in this role."""
        partners = self.model._meta.get_field("partners").related_model
        return self.lopend().exclude(Exists(partners.objects.lopend().filter(plot=OuterRef("pk"), rol=rol)))

    def te_verlopen(self, peildag=None):
        """Reservations whose last day has passed."""
        peildag = peildag or timezone.localdate()
        return self.filter(status=lijsten.Plotstatus.GERESERVEERD, reservering_tot__lt=peildag)


# No two living plots on the same ground, also from two sessions at once. A lock per square kilometre that either
# touches: the boundary between two gemeenten is no way around it, and places far apart do not wait for each other.
_GEEN_OVERLAP = """
vandaag := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
IF NEW.status NOT IN ('gereserveerd', 'vastgelegd', 'in_plan')
   OR (NEW.status = 'gereserveerd' AND NEW.reservering_tot < vandaag) THEN
    RETURN NEW;
END IF;
IF ST_XMax(NEW.geometrie) - ST_XMin(NEW.geometrie) > 10000
   OR ST_YMax(NEW.geometrie) - ST_YMin(NEW.geometrie) > 10000 THEN
    RAISE EXCEPTION USING MESSAGE = 'plot is te uitgestrekt', ERRCODE = 'check_violation',
        CONSTRAINT = 'plot_uitgestrekt';
END IF;
FOR vak IN
    SELECT x * 100000 + y AS nummer
    FROM generate_series(floor(ST_XMin(NEW.geometrie) / 1000)::int, floor(ST_XMax(NEW.geometrie) / 1000)::int) x,
         generate_series(floor(ST_YMin(NEW.geometrie) / 1000)::int, floor(ST_YMax(NEW.geometrie) / 1000)::int) y
    ORDER BY 1
LOOP
    PERFORM pg_advisory_xact_lock(7290002, vak.nummer);
END LOOP;
SELECT p.id INTO ander FROM programmering_plot p
WHERE p.id <> NEW.id AND p.geometrie && NEW.geometrie
  AND p.status IN ('gereserveerd', 'vastgelegd', 'in_plan')
  AND NOT (p.status = 'gereserveerd' AND p.reservering_tot < vandaag)
  AND ST_Area(ST_Intersection(p.geometrie, NEW.geometrie)) > 1
LIMIT 1;
IF FOUND THEN
    RAISE EXCEPTION USING MESSAGE = 'plot overlapt met plot ' || ander.id, ERRCODE = 'exclusion_violation',
        CONSTRAINT = 'plot_geen_overlap';
END IF;
RETURN NEW;
"""


@pghistory.track(*spoor(), exclude=["geometrie", "tegelpunt"])
class Plot(models.Model):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="plots")
    naam = models.CharField("naam", max_length=200, help_text="Hoe de plek in de wandeling heet. Uniek in de gemeente.")
    adres = models.CharField("adres of plaats", max_length=200, blank=True)
    geometrie = models.MultiPolygonField("plek", srid=28992)
    tegelpunt = models.GeneratedField(
        expression=Transform(PuntOpVlak("geometrie"), 3857),
        output_field=models.PointField(srid=3857),
        db_persist=True,
    )
    status = models.CharField(
        "status", max_length=15, choices=lijsten.Plotstatus.choices, default=lijsten.Plotstatus.KANDIDAAT
    )
    reservering_tot = models.DateField(
        "gereserveerd t/m", null=True, blank=True, help_text="Laatste dag waarop de plek wordt vrijgehouden."
    )
    vertrouwelijkheid = models.CharField(
        "wie de plot ziet",
        max_length=10,
        choices=planlijsten.Vertrouwelijkheid.choices,
        default=planlijsten.Vertrouwelijkheid.PROVINCIE,
        help_text="Partners vinden een plot pas als hij openbaar is.",
    )
    bouwvorm = models.CharField(
        "bouwvorm", max_length=15, choices=planlijsten.Bouwvorm.choices, default=planlijsten.Bouwvorm.NIEUWBOUW
    )
    grondpositie = models.CharField(
        "grondpositie", max_length=20, choices=lijsten.Grondpositie.choices, default=lijsten.Grondpositie.ONBEKEND
    )
    planologie = models.CharField(
        "planologie", max_length=20, choices=lijsten.Planologie.choices, default=lijsten.Planologie.ONBEKEND
    )
    instellingsterrein = models.BooleanField("op een instellingsterrein", default=False)
    breidt_uit = models.CharField(
        "breidt bestaand cluster uit",
        max_length=200,
        blank=True,
        help_text="Naam van het bestaande complex. Dan tellen ook minder dan twaalf woningen als geclusterd.",
    )
    toelichting = models.TextField("toelichting", blank=True, help_text="Alleen voor de gemeente en de provincie.")
    # Who hears of the end of a reservation; the gemeente and the adviser who is there for this place.
    eigenaar = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="eigenaar bij de gemeente"
    )
    adviseur = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="adviseur"
    )
    bron = models.CharField("bron", max_length=200, blank=True)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)

    objects = PlotQuerySet.as_manager()

    class Meta:
        verbose_name = "plot"
        verbose_name_plural = "plots"
        ordering = ["naam", "pk"]
        indexes = [
            models.Index(fields=["gemeente", "status"]),
            GistIndex(fields=["tegelpunt"], name="plot_tegelpunt"),
            GinIndex(fields=["naam"], opclasses=["gin_trgm_ops"], name="plot_naam_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "naam"],
                name="plot_naam_uniek",
                violation_error_message="Deze gemeente heeft al een plot met deze naam. Kies een andere naam.",
            ),
            # What the foreign key of a plan points at: a plan lies in the gemeente of its plot.
            models.UniqueConstraint(fields=["id", "gemeente"], name="plot_met_gemeente"),
            models.CheckConstraint(
                condition=~Q(status="gereserveerd") | Q(reservering_tot__isnull=False),
                name="plot_reservering_heeft_einde",
                violation_error_message="Een reservering heeft een einddatum.",
            ),
        ]
        triggers = [
            *markeer("gemeente_id"),
            pgtrigger.Trigger(
                name="geen_overlap",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("geometrie", "status", "reservering_tot"),
                func=_GEEN_OVERLAP,
                declare=[("vandaag", "date"), ("ander", "record"), ("vak", "record")],
            ),
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("plot", args=[self.pk])

    @property
    def huidige_status(self) -> lijsten.Plotstatus:
        """The status of today: see `met_stand`."""
        voorbij = self.reservering_tot and self.reservering_tot < timezone.localdate()
        if self.status == lijsten.Plotstatus.GERESERVEERD and voorbij:
            return lijsten.Plotstatus.VERLOPEN
        return lijsten.Plotstatus(self.status)

    @property
    def dagen_over(self) -> int | None:
        """Days until the end of the reservation, 0 on its last day; None where nothing is reserved."""
        if self.huidige_status != lijsten.Plotstatus.GERESERVEERD or not self.reservering_tot:
            return None
        return (self.reservering_tot - timezone.localdate()).days

    def wijzigbaar_voor(self, user) -> bool:
        return has_permission(user, Permission.PLOT_WIJZIGEN, gebied=self.gemeente)

    def intern_zichtbaar_voor(self, user) -> bool:
        """True when `user` may see scores, toelichting, contacts and history."""
        return has_permission(user, Permission.PLAN_INTERN, gebied=self.gemeente)


@pghistory.track(*spoor())
class Plotregel(models.Model):
    """Homes of one woningtype that fit on a plot, and the year they are expected; year 0 is unknown."""

    plot = models.ForeignKey(Plot, models.CASCADE, related_name="regels")
    woningtype = models.CharField("woningtype", max_length=15, choices=WONINGTYPEN)
    aantal = models.PositiveIntegerField("aantal woningen", validators=[MaxValueValidator(10_000)])
    jaar = models.PositiveSmallIntegerField("verwacht jaar", default=0)
    waarvan_corporatie = models.PositiveIntegerField("waarvan corporatie", default=0)

    class Meta:
        verbose_name = "plotregel"
        verbose_name_plural = "plotregels"
        ordering = ["plot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plot", "woningtype"], name="plotregel_eenmalig"),
            models.CheckConstraint(condition=Q(aantal__gt=0), name="plotregel_iets"),
            models.CheckConstraint(condition=Q(jaar=0) | Q(jaar__range=(2000, 2100)), name="plotregel_jaar"),
            models.CheckConstraint(
                condition=Q(waarvan_corporatie__lte=F("aantal")), name="plotregel_corporatie_hoogstens_aantal"
            ),
        ]
        triggers = markeer_via("programmering_plot", "plot_id")

    def __str__(self):
        return f"{self.plot}: {self.aantal} {self.woningtype}"


class Criterium(models.Model):
    """What a place is weighed by. The kernteam edits the list; a criterium in use is put away, never deleted."""

    slug = models.SlugField("code", max_length=40, unique=True)
    naam = models.CharField("naam", max_length=100)
    uitleg = models.CharField("uitleg", max_length=300, help_text="Wanneer scoort een plek goed?")
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    actief = models.BooleanField("in gebruik", default=True)

    class Meta:
        verbose_name = "criterium"
        verbose_name_plural = "criteria"
        ordering = ["volgorde", "pk"]

    def __str__(self):
        return self.naam


@pghistory.track(*spoor())
class Plotscore(models.Model):
    """How a plot does on one criterium, 1 (ongunstig) to 5 (uitstekend), and why."""

    plot = models.ForeignKey(Plot, models.CASCADE, related_name="scores")
    criterium = models.ForeignKey(Criterium, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField("score", choices=lijsten.SCORES)
    reden = models.CharField("waarom", max_length=500, blank=True)
    door = models.CharField("door", max_length=300, blank=True)
    datum = models.DateField("datum", default=timezone.localdate)

    class Meta:
        verbose_name = "plotscore"
        verbose_name_plural = "plotscores"
        ordering = ["criterium__volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plot", "criterium"], name="plotscore_eenmalig"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="plotscore_bereik"),
        ]

    def __str__(self):
        return f"{self.criterium}: {self.score}"


class Plotstap(models.Model):
    """One step of a plot: appended, never edited. `datum` is when it was taken, `vastgelegd_op` when it was entered."""

    plot = models.ForeignKey(Plot, models.CASCADE, related_name="stappen")
    van = models.CharField("van", max_length=15, choices=lijsten.Plotstatus.choices, blank=True)
    naar = models.CharField("naar", max_length=15, choices=lijsten.Plotstatus.choices)
    datum = models.DateField("datum", default=timezone.localdate)
    reservering_tot = models.DateField("gereserveerd t/m", null=True, blank=True)
    vastgelegd_in = models.CharField("vastgelegd in", max_length=30, choices=lijsten.VastgelegdIn.choices, blank=True)
    bewijs = models.CharField("bewijs", max_length=300, blank=True, help_text="Welk besluit, verslag of document.")
    link = models.URLField("link naar het document", blank=True)
    reden = models.CharField("reden", max_length=500, blank=True)
    door = models.CharField("door", max_length=300)
    vastgelegd_op = models.DateTimeField("ingevoerd op", default=timezone.now)

    class Meta:
        verbose_name = "plotstap"
        verbose_name_plural = "plotstappen"
        ordering = ["vastgelegd_op", "pk"]
        triggers = [pgtrigger.Protect(name="alleen_toevoegen", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.plot}: {self.van} → {self.naar}"


# For forms: years that a home can be expected in.
JAAR_VALIDATORS = [MinValueValidator(2000), MaxValueValidator(2100)]
