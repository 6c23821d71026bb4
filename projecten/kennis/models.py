"""Knowledge kept at a project: what somebody found useful there, and why."""

import pghistory
from django.db import models
from django.utils import timezone

from projecten.project.models import Project
from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.spoor import spoor


class ProjectkennisQuerySet(models.QuerySet):
    def for_user(self, user):
        """Seen by who sees the project; what was kept is shown only to who may read that itself."""
        return self.filter(project__in=Project.objects.for_user(user))


@pghistory.track(*spoor())
class Projectkennis(models.Model):
    """A thing of the search, by its source and key there; not a copy of it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="kennis")
    bron = models.CharField("bron", max_length=30)
    object_id = models.BigIntegerField("sleutel")
    reden = models.CharField(
        "waarom bewaart u dit", max_length=500, blank=True, help_text="Zichtbaar voor iedereen die het project ziet."
    )
    door = models.ForeignKey(Gebruiker, models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField("door", max_length=300)
    bewaard_op = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProjectkennisQuerySet.as_manager()

    class Meta:
        verbose_name = "kennis bij een project"
        verbose_name_plural = "kennis bij projecten"
        ordering = ["-bewaard_op", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "bron", "object_id"], name="projectkennis_eenmalig"),
        ]

    def __str__(self):
        return f"{self.project}: {self.bron} {self.object_id}"
