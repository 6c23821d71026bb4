"""Uitvraag and aanlevering (domein.md 5): twice a year a provincie asks its gemeenten how they stand at a peildatum."""

import datetime

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import BooleanField, Case, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente, Provincie
from woonzorg.gebieden.querysets import in_gebied_q
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q, has_permission
from woonzorg.organisaties.spoor import OVERDRACHT, spoor

from .lijsten import Aanleverstatus

# Years that a date of an uitvraag can lie in; beyond, a date is a slip of the keyboard.
EERSTE_JAAR, LAATSTE_JAAR = 2020, 2100


def leidt_q(user, pad: str = "provincie") -> Q:
    """Uitvragen of a provincie that `user` coordinates; `pad` leads to that provincie. Never an empty Q."""
    bereik = bereik_van(user, Permission.UITVRAAG_BEHEREN)
    if "NL" in bereik.get(Gebiedssoort.LAND, ()):
        return Q(**{f"{pad}__isnull": False})
    return Q(**{f"{pad}__in": bereik.get(Gebiedssoort.PROVINCIE, ())})


class UitvraagQuerySet(models.QuerySet):
    def for_user(self, user):
        """Uitvragen of the provincie that one coordinates, or that ask something of a gemeente one writes for."""
        return self.filter(leidt_q(user) | Q(pk__in=Aanlevering.objects.for_user(user).values("uitvraag")))

    def te_beheren(self, user):
        """Only those that `user` leads: what other gemeenten deliver is not for a gemeente."""
        return self.filter(leidt_q(user))

    def open_op(self, dag=None):
        """Opened and not ended: what is delivered now is voorlopig. The closing date only makes one too late."""
        return self.filter(opent__lte=dag or timezone.localdate(), afgesloten_op__isnull=True)

    def met_aantallen(self):
        """Adds `gemeenten`, and how many of them stand at `geleverd`, `teruggegeven` and `geaccepteerd`."""
        per_status = (Aanleverstatus.GELEVERD, Aanleverstatus.TERUGGEGEVEN, Aanleverstatus.GEACCEPTEERD)
        return self.annotate(
            gemeenten=Count("aanleveringen"),
            **{s.value: Count("aanleveringen", filter=Q(aanleveringen__status=s)) for s in per_status},
        )


@pghistory.track(*spoor())
class Uitvraag(models.Model):
    provincie = models.ForeignKey(Provincie, models.PROTECT, related_name="uitvragen")
    naam = models.CharField("naam", max_length=100, help_text="Zoals 'Voorjaar 2027'.")
    peildatum = models.DateField("peildatum", help_text="De dag waarvan de stand wordt gevraagd.")
    opent = models.DateField("opent op")
    sluit = models.DateField("sluit op", help_text="Laatste dag om aan te leveren. Later mag ook, en heet dan te laat.")
    toelichting = models.TextField("toelichting", blank=True, help_text="Komt in de mail en bovenaan de aanlevering.")
    terugval_email = models.EmailField(
        "mail bij een gemeente zonder gebruiker",
        help_text="Krijgt de herinnering als een gemeente niemand heeft die kan aanleveren.",
    )
    herinner_dagen = models.PositiveSmallIntegerField(
        "herinnering, dagen voor het sluiten",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Zoveel dagen voor de sluitdatum krijgt wie nog niet heeft geleverd één mail.",
    )
    afgesloten_op = models.DateTimeField("afgesloten op", null=True, blank=True, editable=False)
    rekenvoorbeeld = models.BooleanField("rekenvoorbeeld", default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)
    aangemaakt = models.DateTimeField("aangemaakt", default=timezone.now, editable=False)

    objects = UitvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "uitvraag"
        verbose_name_plural = "uitvragen"
        ordering = ["-peildatum", "provincie"]
        constraints = [
            models.UniqueConstraint(
                fields=["provincie", "peildatum"],
                name="uitvraag_peildatum_eenmalig",
                violation_error_message="Voor deze provincie is er al een uitvraag met deze peildatum.",
            ),
            # A gemeente has one live state of its plans: with two questions open, nobody could say to which of the
            # two peildata a change belongs, and what is delivered for one would be voorlopig for the other.
            models.UniqueConstraint(
                fields=["provincie"],
                condition=Q(afgesloten_op__isnull=True),
                name="uitvraag_een_open",
                violation_error_message="Voor deze provincie loopt al een uitvraag. Sluit die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(sluit__gt=F("opent")),
                name="uitvraag_sluit_na_open",
                violation_error_message="De sluitdatum ligt na de dag waarop de uitvraag opent.",
            ),
        ]

    def __str__(self):
        return f"{self.naam} ({self.provincie})"

    def get_absolute_url(self):
        return reverse("uitvraag", args=[self.pk])

    def clean(self):
        fout = f"Kies een dag van {EERSTE_JAAR} tot en met {LAATSTE_JAAR}."
        dagen = {naam: getattr(self, naam) for naam in ("peildatum", "opent", "sluit")}
        fouten = {n: fout for n, dag in dagen.items() if dag and not EERSTE_JAAR <= dag.year <= LAATSTE_JAAR}
        if fouten:
            raise ValidationError(fouten)

    @property
    def is_open(self) -> bool:
        """Opened and not ended: gemeenten can deliver."""
        return self.afgesloten_op is None and self.is_geopend

    @property
    def is_geopend(self) -> bool:
        return self.opent <= timezone.localdate()

    @property
    def dagen_over(self) -> int:
        """Days until the closing date, that day included as 0; negative afterwards."""
        return (self.sluit - timezone.localdate()).days

    @property
    def herinnert_op(self) -> datetime.date:
        return self.sluit - datetime.timedelta(days=self.herinner_dagen)


def planwijzigingen() -> models.QuerySet:
    """Events of plans by which the plan itself changed. Another name on it, when somebody hands over the work of who
    leaves, says nothing new of the plan: it is no reason to deliver."""
    return apps.get_model("programmering", "PlanEvent").objects.exclude(pgh_context__metadata__has_key=OVERDRACHT)


def plan_gewijzigd(sinds, tot=None) -> Exists:
    """On Aanlevering: something was changed in the plans of the gemeente, by whoever, from `sinds` (and until `tot`).

    Read from the history and not from Plan.gewijzigd: what was deleted is in it too, and what a file says of the day
    on which a plan was changed is not.
    """
    events = planwijzigingen().filter(gemeente_id=OuterRef("gemeente_id"), **sinds)
    return Exists(events.filter(pgh_created_at__lte=tot) if tot else events)


class AanleveringQuerySet(models.QuerySet):
    def for_user(self, user):
        """Of the provincie one coordinates; or, once the uitvraag has opened, of a gemeente one delivers for."""
        zichtbaar = leidt_q(user, "uitvraag__provincie")
        levert = bereik_van(user, Permission.PLAN_AANLEVEREN)
        if levert:
            zichtbaar |= gebied_q(levert, "gemeente__") & Q(uitvraag__opent__lte=timezone.localdate())
        return self.filter(zichtbaar)

    def van_gemeenten(self, user):
        """Only of gemeenten for which `user` delivers, opened ones."""
        levert = bereik_van(user, Permission.PLAN_AANLEVEREN)
        return self.filter(gebied_q(levert, "gemeente__"), uitvraag__opent__lte=timezone.localdate())

    def in_gebied(self, gebied):
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def niet_geleverd(self):
        """What the provincie still waits for: not begun, busy, or sent back.

        Not a correction under way: there the accepted delivery stands until the next one is accepted.
        """
        return self.exclude(status__in=[Aanleverstatus.GELEVERD, Aanleverstatus.GEACCEPTEERD]).filter(
            correctie_reden=""
        )

    def met_stand(self):
        """Adds `stand` (the status as shown), `te_laat`, `na_levering` (plans changed since) and `open_opmerkingen`.

        Who works in her plans is busy, without pressing anything: nobody has to tell what the portal can see. Not
        stored, so that import, form and bin count alike, and an uitvraag that is moved to another day stays right.
        """
        bezig = plan_gewijzigd(
            {"pgh_created_at__date__gte": OuterRef("uitvraag__opent")},
            Coalesce(OuterRef("uitvraag__afgesloten_op"), Now()),
        )
        wacht = ~Q(status__in=[Aanleverstatus.GELEVERD, Aanleverstatus.GEACCEPTEERD]) & Q(correctie_reden="")
        return self.annotate(
            stand=Case(
                When(Q(status=Aanleverstatus.NIET_BEGONNEN) & bezig, then=Value(Aanleverstatus.BEZIG.value)),
                default=F("status"),
                output_field=models.CharField(),
            ),
            te_laat=ExpressionWrapper(wacht & Q(uitvraag__sluit__lt=timezone.localdate()), output_field=BooleanField()),
            na_levering=ExpressionWrapper(
                Q(status=Aanleverstatus.GELEVERD) & plan_gewijzigd({"pgh_created_at__gt": OuterRef("geleverd_op")}),
                output_field=BooleanField(),
            ),
            open_opmerkingen=Count("opmerkingen", filter=Q(opmerkingen__opgelost_op__isnull=True)),
        )


@pghistory.track(*spoor())
class Aanlevering(models.Model):
    """What one gemeente delivers for one uitvraag. The plans themselves stay where they are: this is their status."""

    uitvraag = models.ForeignKey(Uitvraag, models.PROTECT, related_name="aanleveringen")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="aanleveringen")
    status = models.CharField(
        "status", max_length=15, choices=Aanleverstatus.choices, default=Aanleverstatus.NIET_BEGONNEN
    )
    niets_gewijzigd = models.BooleanField("niets gewijzigd", default=False)
    bericht = models.TextField("bericht aan de provincie", blank=True)
    geleverd_op = models.DateTimeField("geleverd op", null=True, blank=True)
    geleverd_door = models.CharField("geleverd door", max_length=300, blank=True)
    # Who gets the answer by mail; `geleverd_door` stays readable when the account is gone.
    leveraar = models.ForeignKey(
        Gebruiker, models.SET_NULL, null=True, blank=True, editable=False, related_name="aanleveringen"
    )
    # Filled while a correction of an accepted delivery is under way: it becomes the reason of the new version.
    correctie_reden = models.TextField("reden van de correctie", blank=True)
    besluit = models.TextField("bericht van de provincie", blank=True)
    besloten_op = models.DateTimeField("beoordeeld op", null=True, blank=True)
    besloten_door = models.CharField("beoordeeld door", max_length=300, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = AanleveringQuerySet.as_manager()

    class Meta:
        verbose_name = "aanlevering"
        verbose_name_plural = "aanleveringen"
        ordering = ["gemeente__naam"]
        constraints = [
            models.UniqueConstraint(fields=["uitvraag", "gemeente"], name="aanlevering_eenmalig"),
            models.CheckConstraint(
                condition=~Q(status__in=["geleverd", "geaccepteerd"]) | Q(geleverd_op__isnull=False),
                name="aanlevering_geleverd_heeft_moment",
            ),
        ]

    def __str__(self):
        return f"{self.gemeente}: {self.uitvraag.naam}"

    def get_absolute_url(self):
        return reverse("aanlevering", args=[self.pk])

    @property
    def is_correctie(self) -> bool:
        """A correction of an accepted delivery is under way; the accepted one stands meanwhile."""
        return bool(self.correctie_reden)

    @property
    def cijferstatus(self) -> str:
        """What her figures for this peildatum are: frozen once accepted, and not before."""
        vast = self.status == Aanleverstatus.GEACCEPTEERD or self.is_correctie
        return "vastgesteld" if vast else "voorlopig"

    def te_leveren_door(self, user) -> bool:
        return has_permission(user, Permission.PLAN_AANLEVEREN, gebied=self.gemeente)

    def te_beoordelen_door(self, user) -> bool:
        bereik = bereik_van(user, Permission.UITVRAAG_BEHEREN)
        return "NL" in bereik.get(Gebiedssoort.LAND, ()) or self.uitvraag.provincie_id in bereik.get(
            Gebiedssoort.PROVINCIE, ()
        )


@pghistory.track(*spoor())
class Aanleveropmerking(models.Model):
    """What the provincie asks about a delivery, on one plan or in general; the gemeente says what it did."""

    aanlevering = models.ForeignKey(Aanlevering, models.CASCADE, related_name="opmerkingen")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="aanleveropmerkingen")
    plannaam = models.CharField("plan", max_length=200, blank=True, help_text="Blijft staan als het plan verdwijnt.")
    tekst = models.TextField("opmerking")
    door = models.CharField("door", max_length=300)
    op = models.DateTimeField("op", default=timezone.now)
    antwoord = models.TextField("antwoord van de gemeente", blank=True)
    opgelost_op = models.DateTimeField("opgelost op", null=True, blank=True)
    opgelost_door = models.CharField("opgelost door", max_length=300, blank=True)

    class Meta:
        verbose_name = "opmerking bij een aanlevering"
        verbose_name_plural = "opmerkingen bij een aanlevering"
        ordering = ["opgelost_op", "op", "pk"]

    def __str__(self):
        return self.tekst[:80]
