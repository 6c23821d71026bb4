"""Keeping knowledge at a project, saying why, and removing it. `by` is who does it; the history shows the name."""

import pghistory
from django.db import transaction

from projecten.project.models import Project
from woonzorg.organisaties.models import Gebruiker

from .models import Projectkennis


@transaction.atomic
def bewaar_kennis(*, project: Project, bron: str, sleutel: int, door: Gebruiker, by: str) -> Projectkennis:
    """Keeps it once: what is there already stays as it is, with who kept it first."""
    with pghistory.context(door=by):
        waarvan = {"project": project, "bron": bron, "object_id": sleutel}
        rij, _ = Projectkennis.objects.get_or_create(**waarvan, defaults={"door": door, "door_naam": by})
    return rij


@transaction.atomic
def wijzig_reden(*, kennis: Projectkennis, by: str) -> Projectkennis:
    kennis.reden = kennis.reden.strip()
    kennis.full_clean()
    with pghistory.context(door=by):
        kennis.save(update_fields=["reden"])
    return kennis


@transaction.atomic
def verwijder_kennis(*, kennis: Projectkennis, by: str) -> None:
    with pghistory.context(door=by):
        kennis.delete()
