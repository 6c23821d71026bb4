"""Who is there to be told something."""

from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebiedssoort

from .models import Gebruiker, Lidmaatschap, Werkgebied
from .permissions import PERMISSIONS, Permission


def rollen_met(permission: Permission) -> list[str]:
    return [rol for rol, permissions in PERMISSIONS.items() if permission in permissions]


def wie_gaan_over(gemeente: Gemeente, permission: Permission) -> list[Gebruiker]:
    """Active members of the gemeente itself who hold `permission` there; of its provincie where she has nobody."""
    return _leden(Gebiedssoort.GEMEENTE, gemeente.code, permission) or _leden(
        Gebiedssoort.PROVINCIE, gemeente.provincie_id, permission
    )


def _leden(soort: str, code: str, permission: Permission) -> list[Gebruiker]:
    gebieden = Werkgebied.objects.filter(soort=soort, code=code, organisatie__soort=soort)
    leden = Lidmaatschap.objects.geldig().filter(
        organisatie__in=gebieden.values("organisatie"), rol__in=rollen_met(permission)
    )
    return list(Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True).order_by("pk"))


def wie_beheren() -> list[Gebruiker]:
    """Who look after the accounts of the whole portal: to be told what nobody else is there for."""
    leden = Lidmaatschap.objects.geldig().filter(rol__in=rollen_met(Permission.GEBRUIKERS_BEHEREN))
    return list(Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True).order_by("pk"))
