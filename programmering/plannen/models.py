"""Plan and its numbers, exactly as domein.md 4. The rules that span rows stand in `regels` and in the database."""

import pghistory
import pgtrigger
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Area, Transform
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Case, F, Func, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q, has_permission
from woonzorg.organisaties.spoor import spoor_per_opdracht

from . import lijsten
from .markeringen import MARKEER_PLAN, MARKEER_PLANREGEL
from .toetsen import TOETS_PLAN, TOETS_PLANREGEL


class PuntOpVlak(Func):
    """A point that lies on the shape, also where the shape is hollow."""

    function = "ST_PointOnSurface"
    output_field = models.PointField(srid=28992)


# What is no longer in the list is solved today, what is new began today; 'geen' is no knelpunt.
_BEGIN_KNELPUNTEN = """
INSERT INTO programmering_planknelpunt (plan_id, soort, sinds, toelichting)
SELECT DISTINCT p.id, s.soort, (now() AT TIME ZONE 'Europe/Amsterdam')::date, ''
FROM nieuw p CROSS JOIN unnest(p.knelpunten) s (soort)
WHERE s.soort <> 'geen';
RETURN NULL;
"""
_VOLG_KNELPUNTEN = """
UPDATE programmering_planknelpunt k
SET opgelost_op = greatest(k.sinds, (now() AT TIME ZONE 'Europe/Amsterdam')::date)
FROM nieuw p JOIN oud o ON o.id = p.id
WHERE o.knelpunten IS DISTINCT FROM p.knelpunten
  AND k.plan_id = p.id AND k.opgelost_op IS NULL AND NOT k.soort = ANY (p.knelpunten);
INSERT INTO programmering_planknelpunt (plan_id, soort, sinds, toelichting)
SELECT DISTINCT p.id, s.soort, (now() AT TIME ZONE 'Europe/Amsterdam')::date, ''
FROM nieuw p JOIN oud o ON o.id = p.id CROSS JOIN unnest(p.knelpunten) s (soort)
WHERE o.knelpunten IS DISTINCT FROM p.knelpunten AND s.soort <> 'geen' AND NOT EXISTS (
    SELECT FROM programmering_planknelpunt k WHERE k.plan_id = p.id AND k.soort = s.soort AND k.opgelost_op IS NULL
);
RETURN NULL;
"""


class PlanQuerySet(models.QuerySet):
    def for_user(self, user):
        """What `user` may know to exist. Every list, detail, tile, export, count and search starts here.

        Public: gereed, counting and openbaar. A plan that is confidential at 'provincie' needs
        PLAN_ZIEN_PROVINCIE there; concept, 'alleen de gemeente' and plans that do not count (5A, 5B,
        onbekend) need PLAN_ZIEN_GEMEENTE there. A provincie that may also write there (PLAN_WIJZIGEN) sees its
        concepts, or it could not finish what it began.
        """
        telt = Q(invoerstatus=lijsten.Invoerstatus.GEREED) & ~Q(klasse=lijsten.Planklasse.NIET_MEETELLEND)
        zichtbaar = telt & Q(vertrouwelijkheid=lijsten.Vertrouwelijkheid.OPENBAAR)
        provincie = bereik_van(user, Permission.PLAN_ZIEN_PROVINCIE)
        if provincie:
            zichtbaar |= (
                telt & Q(vertrouwelijkheid=lijsten.Vertrouwelijkheid.PROVINCIE) & gebied_q(provincie, "gemeente__")
            )
        schrijft = bereik_van(user, Permission.PLAN_WIJZIGEN)
        if provincie and schrijft:
            zichtbaar |= (
                Q(invoerstatus=lijsten.Invoerstatus.CONCEPT)
                & ~Q(vertrouwelijkheid=lijsten.Vertrouwelijkheid.GEMEENTE)
                & gebied_q(provincie, "gemeente__")
                & gebied_q(schrijft, "gemeente__")
            )
        gemeente = bereik_van(user, Permission.PLAN_ZIEN_GEMEENTE)
        if gemeente:
            zichtbaar |= gebied_q(gemeente, "gemeente__")
        return self.filter(zichtbaar)

    def wijzigbaar_door(self, user):
        """Of what `user` may see, what that person may write as well."""
        schrijft = bereik_van(user, Permission.PLAN_WIJZIGEN)
        return self.for_user(user).filter(gebied_q(schrijft, "gemeente__")) if schrijft else self.none()

    def in_prullenbak(self):
        """What was deleted and is still to be had back; only of `Plan.met_prullenbak` is there any."""
        return self.filter(verwijderd_op__isnull=False)

    def in_gebied(self, gebied):
        """Plans of the gemeenten in `gebied` (land, provincie, woondealregio or gemeente)."""
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def met_gemeente(self):
        """Adds gemeente, provincie and woondealregio in the same query."""
        return self.select_related("gemeente__provincie", "gemeente__woondealregio")

    def met_ligging(self):
        """Adds `m2` (area, measured in RD) and `wgs84` (the shape for a web map); both None without a place."""
        return self.annotate(m2=Area("geometrie"), wgs84=Transform("geometrie", 4326))


class PlanManager(models.Manager.from_queryset(PlanQuerySet)):
    """Without what lies in the bin: whoever forgets to think of it is right. `Plan.met_prullenbak` has all."""

    def get_queryset(self):
        return super().get_queryset().filter(verwijderd_op__isnull=True)


@pghistory.track(
    *spoor_per_opdracht(),
    exclude=["tegelpunt", "klasse", "bouwvorm", "bron_waarden"],
    # Without an index: history is read plan by plan.
    attrs={"geometrie": models.MultiPolygonField("plek", srid=28992, null=True, spatial_index=False)},
)
class Plan(models.Model):
    # The index with `klasse` begins with the gemeente.
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="plannen", db_index=False)
    plannaam = models.CharField("plannaam", max_length=200, help_text="Uniek binnen de gemeente.")
    plancode = models.CharField(
        "plancode",
        max_length=100,
        blank=True,
        help_text="De eigen sleutel van de gemeente; hieraan herkent een import het plan.",
    )
    plaats = models.CharField("plaats", max_length=100, blank=True)
    geometrie = models.MultiPolygonField("plek", srid=28992, null=True, blank=True)
    tegelpunt = models.GeneratedField(
        expression=Transform(PuntOpVlak("geometrie"), 3857),
        output_field=models.PointField(srid=3857),
        db_persist=True,
    )
    vertrouwelijkheid = models.CharField(
        "vertrouwelijkheid",
        max_length=10,
        choices=lijsten.Vertrouwelijkheid.choices,
        default=lijsten.Vertrouwelijkheid.PROVINCIE,
        help_text="Wie het plan mag zien. Een hard plan is altijd openbaar.",
    )
    opdrachtgever_soort = models.CharField(
        "opdrachtgever",
        max_length=20,
        choices=lijsten.Opdrachtgever.choices,
        default=lijsten.Opdrachtgever.ONBEKEND,
    )
    opdrachtgever_naam = models.CharField("naam opdrachtgever", max_length=200, blank=True)
    plantype = models.CharField(
        "plantype", max_length=25, choices=lijsten.Plantype.choices, default=lijsten.Plantype.ONBEKEND
    )
    status_project = models.CharField(
        "status project",
        max_length=25,
        choices=lijsten.StatusProject.choices,
        default=lijsten.StatusProject.ONBEKEND,
    )
    status_planologisch = models.CharField(
        "planologische status", max_length=10, choices=lijsten.StatusPlanologisch.choices
    )
    klasse = models.GeneratedField(
        expression=Case(
            When(status_planologisch__in=lijsten.HARD, then=Value("hard")),
            When(status_planologisch__in=lijsten.ZACHT, then=Value("zacht")),
            default=Value("niet_meetellend"),
        ),
        output_field=models.CharField(max_length=20, choices=lijsten.Planklasse.choices),
        db_persist=True,
    )
    bouwvorm = models.GeneratedField(
        expression=Case(
            When(plantype__in=lijsten.TRANSFORMATIE, then=Value("transformatie")),
            default=Value("nieuwbouw"),
        ),
        output_field=models.CharField(max_length=20, choices=lijsten.Bouwvorm.choices),
        db_persist=True,
    )
    knelpunten = ArrayField(
        models.CharField(max_length=40, choices=lijsten.Knelpunt.choices),
        verbose_name="knelpunten",
        default=list,
        blank=True,
    )
    woonmilieu = models.CharField(
        "woonmilieu", max_length=20, choices=lijsten.Woonmilieu.choices, default=lijsten.Woonmilieu.ONBEKEND
    )
    studentenwoningen = models.BooleanField("studentenwoningen", null=True, blank=True)
    sleutelproject = models.BooleanField("sleutelproject", default=False)
    gebiedsontwikkeling = models.CharField(
        "grote gebiedsontwikkeling",
        max_length=100,
        blank=True,
        help_text="Naam, als het plan deel is van een van de landelijke gebiedsontwikkelingen.",
    )
    instellingsterrein = models.BooleanField("op een instellingsterrein", default=False)
    realisatiekans = models.PositiveSmallIntegerField(
        "realisatiekans",
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(100)],
        help_text="10 tot en met 100 %.",
    )
    breidt_uit = models.CharField(
        "breidt bestaand cluster uit",
        max_length=200,
        blank=True,
        help_text="Naam van het bestaande complex. Dan tellen ook minder dan twaalf woningen als geclusterd.",
    )
    breidt_uit_reden = models.CharField("waarom dit bij dat cluster hoort", max_length=500, blank=True)
    # The place it grew from: what this plan counts, the plot counts no longer. In the same gemeente, by a foreign
    # key on both columns (migration 0006).
    plot = models.ForeignKey(
        "programmering.Plot", models.PROTECT, null=True, blank=True, related_name="plannen", verbose_name="plot"
    )
    toelichting = models.TextField("toelichting", blank=True)
    # Who works at it for the gemeente: gets mentions and reminders, and hands it over on leaving.
    behandelaar = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, related_name="plannen", verbose_name="behandelaar"
    )
    invoerstatus = models.CharField(
        "invoer",
        max_length=10,
        choices=lijsten.Invoerstatus.choices,
        default=lijsten.Invoerstatus.CONCEPT,
    )
    peildatum = models.DateField(
        "peildatum", default=timezone.localdate, help_text="De dag waarop deze cijfers klopten."
    )
    bron = models.CharField("bron", max_length=200, blank=True)
    # What the source said at the last import: the next import writes only what the source itself changed.
    bron_waarden = models.JSONField(null=True, blank=True, editable=False)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)
    # In the bin since; counts nowhere and is seen nowhere else, and keeps all that hangs on it.
    verwijderd_op = models.DateTimeField("verwijderd op", null=True, blank=True, editable=False)
    verwijderd_door = models.CharField("verwijderd door", max_length=300, blank=True, editable=False, db_default="")

    objects = PlanManager()
    met_prullenbak = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering = ["plannaam", "pk"]
        indexes = [
            models.Index(fields=["gemeente", "klasse"]),
            models.Index(fields=["plannaam"]),
            GistIndex(fields=["tegelpunt"], name="plan_tegelpunt"),
            GinIndex(fields=["plannaam"], opclasses=["gin_trgm_ops"], name="plan_plannaam_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "plannaam"],
                condition=Q(verwijderd_op__isnull=True),
                name="plan_naam_uniek",
                violation_error_message="Deze gemeente heeft al een plan met deze naam. Kies een andere naam.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "plancode"],
                condition=~Q(plancode="") & Q(verwijderd_op__isnull=True),
                name="plan_code_uniek",
                violation_error_message="Deze plancode is in deze gemeente al in gebruik.",
            ),
            models.CheckConstraint(
                condition=~Q(status_planologisch__in=lijsten.HARD) | Q(vertrouwelijkheid="openbaar"),
                name="plan_hard_is_openbaar",
                violation_error_message="Een hard plan is altijd openbaar. Zet de vertrouwelijkheid op openbaar.",
            ),
            models.CheckConstraint(
                condition=~Q(status_planologisch="onbekend") | Q(invoerstatus="concept"),
                name="plan_status_onbekend_is_concept",
                violation_error_message="Een plan zonder planologische status blijft concept.",
            ),
            models.CheckConstraint(
                condition=Q(realisatiekans__isnull=True) | Q(realisatiekans__range=(10, 100)),
                name="plan_realisatiekans_bereik",
            ),
            models.CheckConstraint(
                condition=~Q(knelpunten__contains=["geen"]) | Q(knelpunten__len=1),
                name="plan_knelpunt_geen_sluit_uit",
                violation_error_message="'Geen' kan niet samen met andere knelpunten. Kies 'Geen', of de knelpunten.",
            ),
            models.CheckConstraint(
                condition=Q(breidt_uit="") | ~Q(breidt_uit_reden=""),
                name="plan_uitbreiding_heeft_reden",
                violation_error_message="Vul in waarom dit plan bij het bestaande cluster hoort.",
            ),
        ]
        triggers = [
            *MARKEER_PLAN,
            *TOETS_PLAN,
            pgtrigger.Trigger(
                name="knelpunten_begin",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="nieuw"),
                func=_BEGIN_KNELPUNTEN,
            ),
            pgtrigger.Trigger(
                name="knelpunten_volg",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="oud", new="nieuw"),
                func=_VOLG_KNELPUNTEN,
            ),
        ]

    def __str__(self):
        return self.plannaam

    def get_absolute_url(self):
        return reverse("plan", args=[self.pk])

    @property
    def klasse_naam(self) -> str:
        return lijsten.Planklasse(self.klasse).label

    @property
    def bouwvorm_naam(self) -> str:
        return lijsten.Bouwvorm(self.bouwvorm).label

    def intern_zichtbaar_voor(self, user) -> bool:
        """True when `user` may see more than the public fields of this plan (domein.md 4)."""
        return has_permission(user, Permission.PLAN_INTERN, gebied=self.gemeente)

    def wijzigbaar_voor(self, user) -> bool:
        return has_permission(user, Permission.PLAN_WIJZIGEN, gebied=self.gemeente)

    @property
    def opdrachtgever_naam_openbaar(self) -> bool:
        return self.opdrachtgever_soort in lijsten.PUBLIEKE_OPDRACHTGEVERS


@pghistory.track(*spoor_per_opdracht())
class Planknelpunt(models.Model):
    """A knelpunt of a plan with since when and until when. `Plan.knelpunten` says which hold now.

    A database trigger on Plan begins and ends the rows when that list changes, whoever changes it; people set the
    dates right and add what is the matter.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="knelpuntregels")
    soort = models.CharField("knelpunt", max_length=40, choices=lijsten.Knelpunt.choices)
    sinds = models.DateField("sinds", default=timezone.localdate)
    opgelost_op = models.DateField("opgelost op", null=True, blank=True)
    toelichting = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "knelpunt van een plan"
        verbose_name_plural = "knelpunten van plannen"
        ordering = [F("opgelost_op").desc(nulls_first=True), "sinds", "soort"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "soort"], condition=Q(opgelost_op__isnull=True), name="planknelpunt_een_open"
            ),
            models.CheckConstraint(
                condition=Q(opgelost_op__isnull=True) | Q(opgelost_op__gte=F("sinds")),
                name="planknelpunt_opgelost_na_sinds",
                violation_error_message="De dag van oplossen ligt voor de dag waarop het knelpunt begon.",
            ),
        ]

    def __str__(self):
        return self.get_soort_display()


class KladversieQuerySet(models.QuerySet):
    def for_user(self, user):
        """What one typed oneself; nobody sees another's."""
        return self.filter(gebruiker_id=user.pk) if user.is_authenticated else self.none()


class Kladversie(models.Model):
    """What somebody typed in the form of a plan and has not saved yet; kept while typing, so that nothing is lost."""

    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, related_name="kladversies")
    # None: a plan that does not exist yet.
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="kladversies")
    # Field name -> list of what was typed, as a form posts it.
    inhoud = models.JSONField("inhoud", default=dict)
    bewaard_op = models.DateTimeField("bewaard op", default=timezone.now)

    objects = KladversieQuerySet.as_manager()

    class Meta:
        verbose_name = "kladversie"
        verbose_name_plural = "kladversies"
        constraints = [
            models.UniqueConstraint(fields=["gebruiker", "plan"], nulls_distinct=False, name="kladversie_eenmalig")
        ]

    def __str__(self):
        return f"klad van {self.gebruiker} ({self.bewaard_op:%d-%m-%Y %H:%M})"


@pghistory.track(
    *spoor_per_opdracht(),
    # Read plan by plan, by the index of `plan`; an import writes more rows here than anywhere else.
    obj_field=pghistory.ObjForeignKey(db_index=False, related_name="events"),
    context_field=pghistory.ContextForeignKey(db_index=False),
)
class Planregel(models.Model):
    """One row of a plan's grid: homes of one categorie, in total, realised and per calendar year.

    `rest_per_jaar` and `gerealiseerd_per_jaar` are {"2027": 12, "onbekend": 3}; of `gerealiseerd` what the
    second does not name has an unknown year.
    """

    # The constraint below has an index that begins with the plan.
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="regels", db_index=False)
    groep = models.CharField("groep", max_length=20, choices=lijsten.Groep.choices)
    categorie = models.CharField("categorie", max_length=20)
    gepland = models.PositiveIntegerField("totaal gepland", default=0)
    gerealiseerd = models.PositiveIntegerField("waarvan gerealiseerd", default=0)
    rest_per_jaar = models.JSONField("nog te bouwen per jaar", default=dict, blank=True)
    gerealiseerd_per_jaar = models.JSONField("gerealiseerd per jaar", default=dict, blank=True)
    waarvan_corporatie = models.PositiveIntegerField("waarvan corporatie", default=0)

    class Meta:
        verbose_name = "planregel"
        verbose_name_plural = "planregels"
        constraints = [
            models.UniqueConstraint(fields=["plan", "groep", "categorie"], name="planregel_eenmalig"),
            models.CheckConstraint(
                condition=Q(groep="nieuwbouw", categorie="nieuwbouw")
                | Q(groep="wonen_en_zorg", categorie__in=list(lijsten.CATEGORIEEN["wonen_en_zorg"]))
                | Q(groep="woningtype", categorie__in=list(lijsten.CATEGORIEEN["woningtype"]))
                | Q(groep="betaalbaarheid", categorie__in=list(lijsten.CATEGORIEEN["betaalbaarheid"]))
                | Q(groep="flex", categorie__in=list(lijsten.CATEGORIEEN["flex"]))
                | Q(groep="sloop", categorie="sloop"),
                name="planregel_bekende_categorie",
            ),
            models.CheckConstraint(
                condition=Q(waarvan_corporatie__lte=F("gepland")),
                name="planregel_corporatie_hoogstens_gepland",
            ),
            models.CheckConstraint(
                condition=Q(waarvan_corporatie=0) | Q(groep="wonen_en_zorg"),
                name="planregel_corporatie_alleen_wonen_en_zorg",
            ),
        ]
        triggers = [*MARKEER_PLANREGEL, *TOETS_PLANREGEL]

    def __str__(self):
        return f"{self.plan}: {self.categorie_naam}"

    @property
    def categorie_naam(self) -> str:
        return lijsten.CATEGORIEEN[self.groep][self.categorie]


class Telregel(models.Model):
    """Dated threshold: fewer homes geclusterd + zorggeschikt than this in one plan count as nultreden."""

    minimum = models.PositiveSmallIntegerField("minimum aantal woningen in een cluster")
    geldig_van = models.DateField("geldig vanaf", unique=True)
    bron = models.CharField("bron", max_length=300)

    class Meta:
        verbose_name = "telregel"
        verbose_name_plural = "telregels"
        ordering = ["geldig_van"]

    def __str__(self):
        return f"minimaal {self.minimum} vanaf {self.geldig_van}"


class Prijsklasse(models.Model):
    """Dated upper bounds, inclusive, in euro: monthly rent, or price of a koopwoning (domein.md 2)."""

    jaar = models.PositiveSmallIntegerField("jaar", unique=True)
    sociale_huur_tot = models.DecimalField("sociale huur t/m", max_digits=10, decimal_places=2)
    middenhuur_tot = models.DecimalField("middenhuur t/m", max_digits=10, decimal_places=2)
    betaalbare_koop_tot = models.DecimalField("betaalbare koop t/m", max_digits=10, decimal_places=2)
    geverifieerd = models.BooleanField("geverifieerd", default=True)

    class Meta:
        verbose_name = "prijsklasse"
        verbose_name_plural = "prijsklassen"
        ordering = ["jaar"]

    def __str__(self):
        return str(self.jaar)
