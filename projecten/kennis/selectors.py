"""What was kept at a project, as one reader may see it."""

from dataclasses import dataclass

from kenniskaarten.zoeken.bronnen import Vondst, toon
from projecten.project.models import Project

from .models import Projectkennis


@dataclass(frozen=True)
class Bewaard:
    kennis: Projectkennis
    vondst: Vondst


def bewaard_bij(project: Project, user) -> list[Bewaard]:
    """What was kept and `user` may read, the last first. One query, and one for each source of which there is any."""
    rijen = list(Projectkennis.objects.for_user(user).filter(project=project))
    vondsten = {(v.bron, v.sleutel): v for v in toon(user, ((r.bron, r.object_id) for r in rijen))}
    return [Bewaard(r, vondsten[r.bron, r.object_id]) for r in rijen if (r.bron, r.object_id) in vondsten]
