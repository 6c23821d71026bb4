"""Partners at a plot, what they committed to, and what they propose (product.md G8, K4, K7)."""

import pghistory
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from woonzorg.organisaties.models import Gebruiker, Organisatie
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q
from woonzorg.organisaties.spoor import spoor

from .lijsten import Niveau, Partnerrol, Voorstelsoort, Voorstelstatus


class PlotpartnerQuerySet(models.QuerySet):
    def lopend(self):
        """Leaves out partners who have left."""
        return self.filter(tot__isnull=True)


@pghistory.track(*spoor())
class Plotpartner(models.Model):
    """An organisation in a role at a plot. It has an account, or only a name."""

    plot = models.ForeignKey(Plot, models.CASCADE, related_name="partners")
    rol = models.CharField("rol", max_length=30, choices=Partnerrol.choices)
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, null=True, blank=True, related_name="plotrollen", verbose_name="organisatie"
    )
    naam = models.CharField("naam van de partner", max_length=200)
    contact = models.CharField(
        "contact", max_length=200, blank=True, help_text="Functie, telefoon of e-mail. Alleen intern zichtbaar."
    )
    van = models.DateField("vanaf", default=timezone.localdate)
    tot = models.DateField("tot", null=True, blank=True)

    objects = PlotpartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["van", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plot", "rol", "naam"],
                condition=Q(tot__isnull=True),
                name="plotpartner_eenmalig",
                violation_error_message="Deze partner heeft deze rol al op deze plot.",
            ),
            models.CheckConstraint(condition=~Q(naam=""), name="plotpartner_heeft_naam"),
        ]

    def __str__(self):
        return self.naam


@pghistory.track(*spoor())
class Commitment(models.Model):
    """On this level the partner said yes, on this day."""

    partner = models.ForeignKey(Plotpartner, models.CASCADE, related_name="commitments")
    niveau = models.CharField("niveau", max_length=15, choices=Niveau.choices)
    datum = models.DateField("datum", default=timezone.localdate)
    toelichting = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        verbose_name = "commitment"
        verbose_name_plural = "commitments"
        ordering = ["datum", "pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "niveau"], name="commitment_eenmalig")]

    def __str__(self):
        return f"{self.partner}: {self.get_niveau_display()}"


class VoorstelQuerySet(models.QuerySet):
    def for_user(self, user):
        """What one's organisation sent, and the queue of the gemeenten where one decides.

        By organisation and not by sender: who has left it is out.
        """
        return self.filter(self._eigen_q(user) | self._te_besluiten_q(user))

    def open_eerst(self):
        """What waits for the gemeente first, then the newest."""
        wacht = Case(When(status=Voorstelstatus.OPEN, then=Value(0)), default=Value(1))
        return self.order_by(wacht, "-aangemaakt", "-pk")

    def te_besluiten(self, user):
        """What waits for a decision that `user` may take."""
        return self.open().filter(self._te_besluiten_q(user))

    def eigen(self, user):
        """Only what one's organisation sent."""
        return self.filter(self._eigen_q(user))

    def met_onderwerp(self):
        """Adds plot or plan, gemeente, organisation and sender in the same query."""
        return self.select_related("plot__gemeente", "plot__eigenaar", "plan__gemeente", "organisatie", "door")

    @staticmethod
    def _eigen_q(user) -> Q:
        return Q(organisatie__in=getattr(user, "organisaties", ()))

    @staticmethod
    def _te_besluiten_q(user) -> Q:
        """Of plots and plans that one may see as well: a coördinator knows nothing of what is the gemeente's alone."""
        bereik = bereik_van(user, Permission.PLOT_WIJZIGEN)
        if not bereik:
            return Q(pk__in=[])
        plots = Q(plot__in=Plot.objects.for_user(user)) & gebied_q(bereik, "plot__gemeente__")
        plannen = Q(plan__in=Plan.objects.for_user(user)) & gebied_q(bereik, "plan__gemeente__")
        return plots | plannen

    def open(self):
        return self.filter(status=Voorstelstatus.OPEN)


@pghistory.track(*spoor())
class Voorstel(models.Model):
    """A partner's interest in a role at a plot, or a proposal to change fields of a plot or plan."""

    soort = models.CharField("soort", max_length=10, choices=Voorstelsoort.choices)
    plot = models.ForeignKey(Plot, models.CASCADE, null=True, blank=True, related_name="voorstellen")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="voorstellen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="voorstellen")
    door = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField("door", max_length=300)
    rol = models.CharField("rol", max_length=30, choices=Partnerrol.choices, blank=True)
    bericht = models.TextField("bericht", max_length=4000)
    status = models.CharField("status", max_length=12, choices=Voorstelstatus.choices, default=Voorstelstatus.OPEN)
    reden = models.TextField("reden", max_length=2000, blank=True)
    aangemaakt = models.DateTimeField("verstuurd", default=timezone.now)
    besloten_op = models.DateTimeField("besloten op", null=True, blank=True)
    besloten_door = models.CharField("besloten door", max_length=300, blank=True)

    objects = VoorstelQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["-aangemaakt", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plot__isnull=False, plan__isnull=True) | Q(plot__isnull=True, plan__isnull=False),
                name="voorstel_op_plot_of_plan",
            ),
            models.CheckConstraint(
                condition=~Q(soort="interesse") | (Q(plot__isnull=False) & ~Q(rol="")),
                name="voorstel_interesse_heeft_rol",
            ),
            models.UniqueConstraint(
                fields=["plot", "organisatie", "rol"],
                condition=Q(soort="interesse", status="open"),
                name="voorstel_een_open_interesse",
                violation_error_message="Uw organisatie heeft voor deze rol al interesse gemeld.",
            ),
        ]

    def __str__(self):
        return f"{self.get_soort_display()} van {self.organisatie}"

    def get_absolute_url(self):
        return reverse("voorstel", args=[self.pk])

    @property
    def onderwerp(self) -> Plot | Plan:
        return self.plot or self.plan

    @property
    def sleutel_onderwerp(self) -> tuple[str, int]:
        return ("plot", self.plot_id) if self.plot_id else ("plan", self.plan_id)

    @property
    def is_open(self) -> bool:
        return self.status == Voorstelstatus.OPEN


@pghistory.track(*spoor())
class Voorstelregel(models.Model):
    """One field of a proposal, decided upon by itself."""

    voorstel = models.ForeignKey(Voorstel, models.CASCADE, related_name="regels")
    veld = models.CharField("veld", max_length=50)
    oud = models.CharField("was", max_length=500, blank=True)
    nieuw = models.CharField("voorstel", max_length=500)
    aangenomen = models.BooleanField("aangenomen", null=True, blank=True)
    reden = models.CharField("reden", max_length=500, blank=True)

    class Meta:
        verbose_name = "voorstelregel"
        verbose_name_plural = "voorstelregels"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["voorstel", "veld"], name="voorstelregel_eenmalig")]

    def __str__(self):
        return f"{self.veld}: {self.nieuw}"
