"""A peilstand: how a gemeente stood at a peildatum, frozen. Later edits change nothing in it; a correction is a new
version with a reason, and the old one stays (domein.md 5).

What is frozen are the counted figures themselves (as in Bijdrage), so that a later telregel changes nothing either.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from programmering.plannen import lijsten
from programmering.plannen.models import Plan
from programmering.uitvragen.models import Aanlevering
from programmering.voortgang.models import Schakel, tier_q
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.querysets import in_gebied_q


def _bevroren(naam: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=naam, operation=pgtrigger.Update | pgtrigger.Delete)


class PeilstandQuerySet(models.QuerySet):
    def geldend(self):
        """Of each gemeente and peildatum the latest version only."""
        return self.filter(geldend=True)

    def in_gebied(self, gebied):
        """By the gemeente of then: a herindeling moves no peilstand."""
        return self.filter(in_gebied_q(gebied, "gemeente"))


class Peilstand(models.Model):
    """Public as a fact (who, when, which version); its plans go through Peilstandplan.for_user."""

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="peilstanden")
    peildatum = models.DateField("peildatum")
    nummer = models.PositiveSmallIntegerField("versie", default=1)
    # The latest version of this gemeente and peildatum; the only thing of a peilstand that ever changes.
    geldend = models.BooleanField("geldend", default=True)
    aanlevering = models.ForeignKey(
        Aanlevering, models.PROTECT, null=True, blank=True, related_name="peilstanden", verbose_name="aanlevering"
    )
    reden = models.TextField("reden van de correctie", blank=True)
    vastgesteld_op = models.DateTimeField("vastgesteld op", default=timezone.now)
    vastgesteld_door = models.CharField("vastgesteld door", max_length=300)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False)

    objects = PeilstandQuerySet.as_manager()

    class Meta:
        verbose_name = "peilstand"
        verbose_name_plural = "peilstanden"
        ordering = ["-peildatum", "gemeente__naam", "-nummer"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "peildatum", "nummer"], name="peilstand_versie_eenmalig"),
            models.UniqueConstraint(
                fields=["gemeente", "peildatum"], condition=Q(geldend=True), name="peilstand_een_geldend"
            ),
            models.CheckConstraint(
                condition=Q(nummer=1) | ~Q(reden=""),
                name="peilstand_correctie_heeft_reden",
                violation_error_message="Een correctie heeft een reden nodig.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="blijft", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="alleen_geldend_wijzigt",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=(
                    "IF to_jsonb(OLD) - 'geldend' IS DISTINCT FROM to_jsonb(NEW) - 'geldend' THEN "
                    "RAISE EXCEPTION 'een peilstand is bevroren'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.gemeente} op {self.peildatum:%d-%m-%Y} (versie {self.nummer})"

    def get_absolute_url(self):
        return reverse("peilstand", args=[self.pk])


class PeilstandplanQuerySet(models.QuerySet):
    def for_user(self, user):
        """As a plan was to be seen then: public, or of a tier that `user` may see in that gemeente.

        What counts nowhere (concept, 5A, 5B) is for the gemeente alone, as with a live plan.
        """
        eigen = tier_q(user, "peilstand__gemeente__", "tier")
        return self.filter(Q(tier=lijsten.Vertrouwelijkheid.OPENBAAR) | eigen)

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "peilstand__gemeente"))


class Peilstandplan(models.Model):
    """A plan as it stood. No foreign key to Plan in the database: what is deleted later stays in the peilstand."""

    peilstand = models.ForeignKey(Peilstand, models.PROTECT, related_name="plannen")
    plan = models.ForeignKey(Plan, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    plannaam = models.CharField("plannaam", max_length=200)
    plancode = models.CharField("plancode", max_length=100, blank=True)
    # Vertrouwelijkheid of then; 'gemeente' for what counts nowhere.
    tier = models.CharField(max_length=10, choices=lijsten.Vertrouwelijkheid.choices)
    invoerstatus = models.CharField("invoer", max_length=10, choices=lijsten.Invoerstatus.choices)
    status_planologisch = models.CharField(
        "planologische status", max_length=10, choices=lijsten.StatusPlanologisch.choices
    )
    status_project = models.CharField("status project", max_length=25, choices=lijsten.StatusProject.choices)
    klasse = models.CharField("klasse", max_length=20, choices=lijsten.Planklasse.choices)
    bouwvorm = models.CharField("bouwvorm", max_length=15, choices=lijsten.Bouwvorm.choices)

    objects = PeilstandplanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan in een peilstand"
        verbose_name_plural = "plannen in een peilstand"
        ordering = ["plannaam", "pk"]
        constraints = [models.UniqueConstraint(fields=["peilstand", "plan"], name="peilstandplan_eenmalig")]
        triggers = [_bevroren("bevroren")]

    def __str__(self):
        return self.plannaam


class Peilstandcijfer(models.Model):
    """Homes of one plan in one cell, counted as they counted then; `jaar` 0 is unknown."""

    plan = models.ForeignKey(Peilstandplan, models.PROTECT, related_name="cijfers")
    categorie = models.CharField(max_length=20)
    schakel = models.CharField(max_length=15, choices=Schakel.choices)
    jaar = models.PositiveSmallIntegerField()
    aantal = models.PositiveIntegerField()
    waarvan_corporatie = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "cijfer in een peilstand"
        verbose_name_plural = "cijfers in een peilstand"
        constraints = [
            models.UniqueConstraint(fields=["plan", "categorie", "schakel", "jaar"], name="peilstandcijfer_eenmalig")
        ]
        triggers = [_bevroren("bevroren")]

    def __str__(self):
        return f"{self.jaar} {self.categorie} {self.schakel}: {self.aantal}"
