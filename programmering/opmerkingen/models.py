"""Comments of colleagues on a plan or on one field of it, with mentions; never public."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.models import Plan
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q


class OpmerkingQuerySet(models.QuerySet):
    def for_user(self, user):
        """On plans that one sees, where one may also read what is internal of them."""
        intern = bereik_van(user, Permission.PLAN_INTERN)
        if not intern:
            return self.none()
        return self.filter(gebied_q(intern, "plan__gemeente__"), plan__in=Plan.objects.for_user(user))

    def begin(self):
        """Leaves out answers: those belong to their first comment."""
        return self.filter(antwoord_op__isnull=True)

    def open(self):
        """Threads that nobody has resolved yet."""
        return self.begin().filter(opgelost_op__isnull=True)

    def met_draad(self):
        """Adds `draad`: the number of the thread, which is that of its first comment."""
        return self.annotate(draad=Coalesce("antwoord_op", "pk"))

    def wacht_op(self, wie: Gebruiker):
        """Comments that mention `wie` in an open thread in which `wie` has written nothing since.

        Whatever `wie` may read today: who has left is still waited for.
        """
        rijen = self.model.objects.met_draad()
        sindsdien = rijen.filter(draad=OuterRef("draad"), door=wie, pk__gt=OuterRef("pk"))
        return self.met_draad().filter(
            Q(antwoord_op__isnull=True, opgelost_op__isnull=True)
            | Q(antwoord_op__isnull=False, antwoord_op__opgelost_op__isnull=True),
            ~Exists(sindsdien),
            vermeld=wie,
        )


class Opmerking(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="opmerkingen")
    # Name of a field of the form, '' for the plan as a whole.
    veld = models.CharField("veld", max_length=60, blank=True)
    antwoord_op = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="antwoorden")
    tekst = models.TextField("opmerking", max_length=4000)
    door = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, related_name="+")
    # Stays when the account goes or the plan is handed over.
    door_naam = models.CharField("door", max_length=300)
    op = models.DateTimeField("op", default=timezone.now)
    vermeld = models.ManyToManyField(Gebruiker, related_name="vermeldingen", verbose_name="vermeld", blank=True)
    opgelost_op = models.DateTimeField("opgelost op", null=True, blank=True)
    opgelost_door = models.CharField("opgelost door", max_length=300, blank=True)

    objects = OpmerkingQuerySet.as_manager()

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(antwoord_op__isnull=True) | Q(opgelost_op__isnull=True),
                name="opmerking_alleen_begin_opgelost",
            )
        ]

    def __str__(self):
        return self.tekst[:80]

    def get_absolute_url(self):
        """The page of its thread, at this comment."""
        return f"{reverse('opmerking', args=[self.antwoord_op_id or self.pk])}#opmerking-{self.pk}"
