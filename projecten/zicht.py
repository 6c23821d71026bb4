"""Who may read what was written at a project: the one rule behind notes, actions, documents, knelpunten, escalaties.

A row carries a `zichtbaarheid`. What is for advisers only is read by who holds NOTITIE_ADVISEUR in the gemeente; for
the gemeente also by who sees projects there; for partners also by the projectleider and the partners' organisations.
"""

from django.db import models
from django.db.models import Q

from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q, has_permission

NIETS = Q(pk__in=[])


class Zichtbaarheid(models.TextChoices):
    """Each level includes the readers of the one before."""

    ADVISEURS = "adviseurs", "alleen adviseurs"
    GEMEENTE = "gemeente", "ook de gemeente"
    PARTNERS = "partners", "ook projectleider en partners"


def gemeente_q(user, permission: Permission, pad: str = "") -> Q:
    """Holds where `user` has `permission` in the gemeente at `pad` ('' for a gemeente itself)."""
    bereik = bereik_van(user, permission)
    return gebied_q(bereik, pad) if bereik else NIETS


class ZichtbaarQuerySet(models.QuerySet):
    """For models with `project` and `zichtbaarheid`. `gemeente_pad` is where their gemeente stands."""

    gemeente_pad = "project__gemeente__"

    def for_user(self, user):
        """What `user` may read; every page, export, search and count of these starts here."""
        return self.filter(self._zicht_q(user))

    def _zicht_q(self, user) -> Q:
        projecten = self.model._meta.get_field("project").related_model
        return (
            gemeente_q(user, Permission.NOTITIE_ADVISEUR, self.gemeente_pad)
            | Q(zichtbaarheid__in=[Zichtbaarheid.GEMEENTE, Zichtbaarheid.PARTNERS])
            & gemeente_q(user, Permission.PROJECT_ZIEN, self.gemeente_pad)
            | Q(zichtbaarheid=Zichtbaarheid.PARTNERS, project__in=projecten.objects.eigen(user))
        )


def niveaus_voor(user, gemeente) -> list[tuple[str, str]]:
    """The levels that `user` may give to what is written in this gemeente, or in none: those that one reads oneself."""
    if has_permission(user, Permission.NOTITIE_ADVISEUR, gebied=gemeente):
        return list(Zichtbaarheid.choices)
    if has_permission(user, Permission.PROJECT_ZIEN, gebied=gemeente):
        return Zichtbaarheid.choices[1:]
    return Zichtbaarheid.choices[2:]
