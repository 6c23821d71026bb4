"""Bod: homes that an organisation offers to realise in a gemeente or a woondealregio (domein.md 3)."""

import pghistory
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone

from programmering.markeringen import markeer, markeer_via
from programmering.plannen.lijsten import Vertrouwelijkheid
from programmering.plots.models import WONINGTYPEN, Plot
from programmering.voortgang.models import Bronvorm, tier_q
from woonzorg.gebieden.models import Gemeente, Woondealregio
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.organisaties.models import Organisatie
from woonzorg.organisaties.permissions import Permission, gemeenten_met, has_permission, organisaties_met
from woonzorg.organisaties.spoor import spoor

from .lijsten import TELLEND, Bodstatus, Partijsoort


class BodQuerySet(models.QuerySet):
    def for_user(self, user):
        """Public boden, those of the own tiers, and those of one's own organisation.

        A bod on a whole woondealregio is seen as a plan would be by who sees such plans in a gemeente of it.
        """
        zichtbaar = Q(vertrouwelijkheid=Vertrouwelijkheid.OPENBAAR) | tier_q(user, veld="vertrouwelijkheid")
        for niveau, permission in (
            (Vertrouwelijkheid.PROVINCIE, Permission.PLAN_ZIEN_PROVINCIE),
            (Vertrouwelijkheid.PROVINCIE, Permission.PLAN_ZIEN_GEMEENTE),
            (Vertrouwelijkheid.GEMEENTE, Permission.PLAN_ZIEN_GEMEENTE),
        ):
            if has_permission(user, permission):
                regios = gemeenten_met(user, permission).order_by().values("woondealregio")
                zichtbaar |= Q(vertrouwelijkheid=niveau, woondealregio__in=regios)
        if organisaties := getattr(user, "organisaties", ()):
            zichtbaar |= Q(organisatie__in=organisaties)
        return self.filter(zichtbaar)

    def in_gebied(self, gebied):
        """Boden on gemeenten in `gebied`; those on a whole regio are not among them."""
        return self.filter(in_gebied_q(gebied, "gemeente"), gemeente__isnull=False)

    def tellend(self):
        """Leaves out withdrawn boden."""
        return self.filter(status__in=TELLEND)

    def met_aantallen(self):
        """Adds nultreden, geclusterd and zorggeschikt: homes over all years."""
        sommen = {w: Sum("regels__aantal", filter=Q(regels__woningtype=w), default=0) for w, _ in WONINGTYPEN}
        return self.annotate(**sommen)


@pghistory.track(*spoor())
class Bod(models.Model):
    """Who offers is an organisation of the portal, or a name of one that has no account yet."""

    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, null=True, blank=True, related_name="boden", verbose_name="organisatie"
    )
    partij = models.CharField("naam van de partij", max_length=200)
    partij_soort = models.CharField("soort partij", max_length=25, choices=Partijsoort.choices)
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, null=True, blank=True, related_name="boden")
    woondealregio = models.ForeignKey(Woondealregio, models.PROTECT, null=True, blank=True, related_name="boden")
    plot = models.ForeignKey(
        Plot, models.SET_NULL, null=True, blank=True, related_name="boden", verbose_name="op deze plot"
    )
    bouwvorm = models.CharField("bouwvorm", max_length=15, choices=Bronvorm.choices, default=Bronvorm.NIEUWBOUW)
    status = models.CharField("status", max_length=12, choices=Bodstatus.choices, default=Bodstatus.UITGEBRACHT)
    datum = models.DateField("datum", default=timezone.localdate, help_text="Dag waarop het bod is uitgebracht.")
    status_datum = models.DateField("sinds", default=timezone.localdate)
    document = models.CharField("document", max_length=300, blank=True, help_text="Brief, afspraak of verslag.")
    link = models.URLField(
        "link naar het document",
        blank=True,
        validators=[RegexValidator(r"^https?://", "Geef een link die met https:// begint.")],
    )
    vertrouwelijkheid = models.CharField(
        "wie het bod ziet",
        max_length=10,
        choices=Vertrouwelijkheid.choices,
        default=Vertrouwelijkheid.PROVINCIE,
        help_text="De partij die het bod doet ziet het altijd.",
    )
    toelichting = models.TextField("toelichting", blank=True)
    bron = models.CharField("bron", max_length=200, blank=True)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)
    gewijzigd = models.DateTimeField("gewijzigd", default=timezone.now, editable=False)

    objects = BodQuerySet.as_manager()

    class Meta:
        verbose_name = "bod"
        verbose_name_plural = "boden"
        ordering = ["-datum", "-pk"]
        indexes = [models.Index(fields=["gemeente", "status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(gemeente__isnull=False, woondealregio__isnull=True)
                | Q(gemeente__isnull=True, woondealregio__isnull=False),
                name="bod_gemeente_of_regio",
                violation_error_message="Kies een gemeente, of een woondealregio, en niet allebei.",
            ),
            models.CheckConstraint(condition=~Q(partij=""), name="bod_van_een_partij"),
        ]
        triggers = markeer("gemeente_id")

    def __str__(self):
        return f"bod van {self.partij}"

    def get_absolute_url(self):
        return reverse("bod", args=[self.pk])

    @property
    def gebied(self):
        return (self.gemeente or self.woondealregio).gebied

    def van(self, user) -> bool:
        """True when it is a bod of an organisation of `user`."""
        return self.organisatie_id is not None and self.organisatie_id in getattr(user, "organisaties", ())

    def beheerbaar_voor(self, user) -> bool:
        """Who may accept it: the gemeente, or whoever manages boden in a gemeente of the regio."""
        if self.gemeente_id:
            return has_permission(user, Permission.BOD_BEHEREN, gebied=self.gemeente)
        return gemeenten_met(user, Permission.BOD_BEHEREN).filter(woondealregio=self.woondealregio_id).exists()

    def namens(self, user) -> bool:
        """True when `user` makes boden for the organisation whose bod it is; a lezer of it does not."""
        return self.organisatie_id in organisaties_met(user, Permission.BOD_DOEN)

    def wijzigbaar_voor(self, user) -> bool:
        """An accepted bod is an agreement: then only who manages boden changes it."""
        eigen = self.namens(user) and self.status != Bodstatus.AANVAARD
        return eigen or self.beheerbaar_voor(user)


@pghistory.track(*spoor())
class Bodregel(models.Model):
    """Homes of one woningtype in one year; year 0 is unknown."""

    bod = models.ForeignKey(Bod, models.CASCADE, related_name="regels")
    woningtype = models.CharField("woningtype", max_length=15, choices=WONINGTYPEN)
    jaar = models.PositiveSmallIntegerField("jaar", default=0)
    aantal = models.PositiveIntegerField("aantal woningen", validators=[MaxValueValidator(10_000)])

    class Meta:
        verbose_name = "bodregel"
        verbose_name_plural = "bodregels"
        ordering = ["jaar", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bod", "woningtype", "jaar"], name="bodregel_eenmalig"),
            models.CheckConstraint(condition=Q(aantal__gt=0), name="bodregel_iets"),
            models.CheckConstraint(condition=Q(jaar=0) | Q(jaar__range=(2000, 2100)), name="bodregel_jaar"),
        ]
        triggers = markeer_via("programmering_bod", "bod_id")

    def __str__(self):
        return f"{self.bod}: {self.aantal} {self.woningtype}"
