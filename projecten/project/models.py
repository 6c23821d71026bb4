"""Project: a mark on a plan, a plot or an idea, never a quantity (domein.md 3 and 6), and all that happens at it."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from programmering.partners.lijsten import Niveau
from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from projecten.zicht import Zichtbaarheid, ZichtbaarQuerySet, gemeente_q
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.organisaties.models import Gebruiker, Organisatie
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.spoor import spoor

from .lijsten import Actiesoort, Betrokkenheidsvorm, Conditie, Fase, Projectrol, Ritme, Score


class ProjectQuerySet(models.QuerySet):
    def for_user(self, user):
        """Projects in one's gebied, the one that one leads, and those of which one's organisation is a partner."""
        return self.filter(gemeente_q(user, Permission.PROJECT_ZIEN, "gemeente__") | self._eigen_q(user))

    def eigen(self, user):
        """Only those that one leads, or of which one's organisation is a partner today."""
        return self.filter(self._eigen_q(user))

    def van_adviseur(self, user):
        """Only those that `user` coaches."""
        return self.filter(adviseur=user)

    @staticmethod
    def _eigen_q(user) -> Q:
        if not user.is_authenticated or not user.is_active:
            return Q(pk__in=[])
        eigen = Q(projectleider=user)
        if user.organisaties:
            partners = Projectpartner.objects.lopend().filter(organisatie__in=user.organisaties)
            eigen |= Exists(partners.filter(project=OuterRef("pk")))
        return eigen

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def met_gemeente(self):
        """Adds gemeente, provincie and woondealregio in the same query."""
        return self.select_related("gemeente__provincie", "gemeente__woondealregio")

    def lopend(self):
        """Leaves out projects that stopped or are in use."""
        return self.filter(gestopt_op__isnull=True).exclude(fase=Fase.IN_GEBRUIK)


@pghistory.track(*spoor())
class Project(models.Model):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="projecten")
    naam = models.CharField("naam", max_length=200, help_text="Uniek binnen de gemeente.")
    omschrijving = models.TextField(
        "waar gaat het om",
        blank=True,
        max_length=4000,
        help_text="In een paar zinnen. Zichtbaar voor iedereen die dit project mag zien, ook partners.",
    )
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="projecten")
    plot = models.ForeignKey(Plot, models.SET_NULL, null=True, blank=True, related_name="projecten")
    fase = models.CharField("fase", max_length=15, choices=Fase.choices, default=Fase.IDEE)
    fase_sinds = models.DateField("in deze fase sinds", default=timezone.localdate)
    projectleider = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, related_name="geleide_projecten"
    )
    projectleider_naam = models.CharField("projectleider", max_length=200, blank=True)
    projectleider_contact = models.CharField("telefoon of e-mail", max_length=200, blank=True)
    adviseur = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, related_name="gecoachte_projecten", verbose_name="adviseur"
    )
    ritme = models.CharField("ritme", max_length=15, choices=Ritme.choices, default=Ritme.TWEEWEKELIJKS)
    ritme_sinds = models.DateField("ritme sinds", default=timezone.localdate)
    gestopt_op = models.DateField("gestopt op", null=True, blank=True)
    gestopt_reden = models.CharField("waarom gestopt", max_length=500, blank=True)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "project"
        verbose_name_plural = "projecten"
        ordering = ["naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "naam"],
                name="project_naam_eenmalig",
                violation_error_message="Er is in deze gemeente al een project met deze naam.",
            ),
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("project", args=[self.pk])

    @property
    def loopt(self) -> bool:
        return self.gestopt_op is None and self.fase != Fase.IN_GEBRUIK

    @property
    def leider(self) -> str:
        """The projectleider by name, with or without an account; '' when there is none yet."""
        return self.projectleider.naam if self.projectleider else self.projectleider_naam

    def geleid_door(self, user) -> bool:
        return self.projectleider_id is not None and self.projectleider_id == user.pk

    def wijzigbaar_voor(self, user) -> bool:
        """Who works in this project: adviser, gemeente, provincie, and its own projectleider."""
        return has_permission(user, Permission.PROJECT_WIJZIGEN, gebied=self.gemeente) or self.geleid_door(user)

    def coachbaar_door(self, user) -> bool:
        """Who logs contact, and decides on rhythm and adviser."""
        return has_permission(user, Permission.PROJECT_COACHEN, gebied=self.gemeente)

    def condities_zichtbaar_voor(self, user) -> bool:
        """Scores such as trust between partners are for those who work on them, not for the partners themselves."""
        return has_permission(user, Permission.PROJECT_ZIEN, gebied=self.gemeente) or self.geleid_door(user)


@pghistory.track(*spoor())
class Faseovergang(models.Model):
    """One phase of a project and since when; never edited, the last one is the phase of the project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="fasen")
    fase = models.CharField("fase", max_length=15, choices=Fase.choices)
    datum = models.DateField("sinds")
    toelichting = models.CharField("toelichting", max_length=500, blank=True)
    door_naam = models.CharField("door", max_length=300)
    vastgelegd_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "faseovergang"
        verbose_name_plural = "faseovergangen"
        ordering = ["datum", "pk"]

    def __str__(self):
        return f"{self.project}: {self.get_fase_display()}"


class ProjectpartnerQuerySet(models.QuerySet):
    def lopend(self):
        """Leaves out partners who have left."""
        return self.filter(tot__isnull=True)


@pghistory.track(*spoor())
class Projectpartner(models.Model):
    """An organisation in a role at a project. It has an account, or only a name."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    rol = models.CharField("rol", max_length=25, choices=Projectrol.choices)
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, null=True, blank=True, related_name="projectrollen", verbose_name="organisatie"
    )
    naam = models.CharField("naam", max_length=200)
    contact = models.CharField("contact", max_length=200, blank=True, help_text="Functie, telefoon of e-mail.")
    van = models.DateField("vanaf", default=timezone.localdate)
    tot = models.DateField("tot", null=True, blank=True)

    objects = ProjectpartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["van", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "rol", "naam"],
                condition=Q(tot__isnull=True),
                name="projectpartner_eenmalig",
                violation_error_message="Deze partner heeft deze rol al in dit project.",
            ),
            models.CheckConstraint(condition=~Q(naam=""), name="projectpartner_heeft_naam"),
            models.CheckConstraint(condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="projectpartner_tot"),
        ]

    def __str__(self):
        return self.naam


@pghistory.track(*spoor())
class Projectcommitment(models.Model):
    """On this level the partner said yes, on this day."""

    partner = models.ForeignKey(Projectpartner, models.CASCADE, related_name="commitments")
    niveau = models.CharField("niveau", max_length=15, choices=Niveau.choices)
    datum = models.DateField("datum", default=timezone.localdate)
    toelichting = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        verbose_name = "commitment"
        verbose_name_plural = "commitments"
        ordering = ["datum", "pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "niveau"], name="projectcommitment_eenmalig")]

    def __str__(self):
        return f"{self.partner}: {self.get_niveau_display()}"


@pghistory.track(*spoor())
class Conditiescore(models.Model):
    """How one condition stood on one day. Scored again on that day, the later one replaces it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="scores")
    conditie = models.CharField("conditie", max_length=15, choices=Conditie.choices)
    score = models.PositiveSmallIntegerField("score", choices=Score.choices)
    datum = models.DateField("datum", default=timezone.localdate)
    toelichting = models.CharField("toelichting", max_length=500, blank=True)
    door_naam = models.CharField("door", max_length=300)

    class Meta:
        verbose_name = "score"
        verbose_name_plural = "scores"
        ordering = ["datum", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "conditie", "datum"], name="conditiescore_eenmalig"),
            models.CheckConstraint(condition=Q(score__range=(1, 4)), name="conditiescore_schaal"),
        ]

    def __str__(self):
        return f"{self.get_conditie_display()}: {self.get_score_display()}"


@pghistory.track(*spoor())
class Betrokkenheid(models.Model):
    """How elderly people and residents took part; obligatory in each project (domein.md 6)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="betrokkenheid")
    vorm = models.CharField("vorm", max_length=20, choices=Betrokkenheidsvorm.choices)
    datum = models.DateField("datum", default=timezone.localdate)
    organisatie = models.CharField("wie organiseerde het", max_length=200, blank=True)
    deelnemers = models.PositiveIntegerField(
        "hoeveel mensen deden mee",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
    )
    resultaat = models.TextField("wat leverde het op", max_length=2000)
    door_naam = models.CharField("door", max_length=300)

    class Meta:
        verbose_name = "betrokkenheid van ouderen"
        verbose_name_plural = "betrokkenheid van ouderen"
        ordering = ["datum", "pk"]

    def __str__(self):
        return f"{self.get_vorm_display()} op {self.datum:%d-%m-%Y}"


@pghistory.track(*spoor())
class Document(models.Model):
    """A file or a link at a project. The bytes stand apart, so that a list never loads them."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="documenten")
    naam = models.CharField("naam", max_length=200)
    link = models.URLField(
        "link", blank=True, validators=[RegexValidator(r"^https?://", "Geef een link die met https:// begint.")]
    )
    bestandsnaam = models.CharField("bestandsnaam", max_length=200, blank=True)
    soort = models.CharField("soort", max_length=100, blank=True)
    grootte = models.PositiveIntegerField("grootte in bytes", default=0)
    zichtbaarheid = models.CharField(
        "wie mag dit zien", max_length=10, choices=Zichtbaarheid.choices, default=Zichtbaarheid.GEMEENTE
    )
    door_naam = models.CharField("door", max_length=300)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = ZichtbaarQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = ["-aangemaakt", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(bestandsnaam="")) | (~Q(link="") & Q(bestandsnaam="")),
                name="document_bestand_of_link",
            ),
        ]

    def __str__(self):
        return self.naam


class Documentinhoud(models.Model):
    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="inhoud")
    inhoud = models.BinaryField()

    class Meta:
        verbose_name = "inhoud van een document"
        verbose_name_plural = "inhoud van documenten"

    def __str__(self):
        return str(self.document_id)


class ActieQuerySet(ZichtbaarQuerySet):
    def open(self):
        return self.filter(gedaan_op__isnull=True)

    def te_laat(self, vandaag=None):
        return self.open().filter(uiterlijk__lt=vandaag or timezone.localdate())


@pghistory.track(*spoor())
class Actie(models.Model):
    """A step of the project or a point of action, with an owner and a date."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="acties")
    soort = models.CharField("soort", max_length=10, choices=Actiesoort.choices, default=Actiesoort.ACTIEPUNT)
    wat = models.CharField("wat moet er gebeuren", max_length=300)
    eigenaar = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, related_name="acties", verbose_name="van een account"
    )
    eigenaar_naam = models.CharField("wie doet het", max_length=200, blank=True)
    uiterlijk = models.DateField("uiterlijk", null=True, blank=True)
    gedaan_op = models.DateField("gedaan op", null=True, blank=True)
    zichtbaarheid = models.CharField(
        "wie mag dit lezen", max_length=10, choices=Zichtbaarheid.choices, default=Zichtbaarheid.PARTNERS
    )
    # The contact it was agreed in; goes with it.
    contact = models.OneToOneField(
        "projecten.Contactmoment", models.CASCADE, null=True, blank=True, related_name="actie", editable=False
    )
    door_naam = models.CharField("door", max_length=300)
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    objects = ActieQuerySet.as_manager()

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = [F("uiterlijk").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["eigenaar", "uiterlijk"], condition=Q(gedaan_op=None), name="actie_open")]

    def __str__(self):
        return self.wat

    @property
    def wie(self) -> str:
        return self.eigenaar.naam if self.eigenaar else self.eigenaar_naam

    @property
    def te_laat(self) -> bool:
        return self.gedaan_op is None and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()
