"""Comments of colleagues on a plan or on one field of it, with mentions; never public."""

from django.db import models
from django.db.models import Q
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

    def open(self):
        """Threads that nobody has resolved yet; answers belong to their first comment."""
        return self.filter(antwoord_op__isnull=True, opgelost_op__isnull=True)


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
