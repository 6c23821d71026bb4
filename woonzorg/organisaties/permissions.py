"""Who may do what: one table from rol to permissions, one `has_permission`. Roles are never asked for elsewhere.

A permission counts within the werkgebied of the organisation through which it is held. Views ask through
`toegang`: what may not be seen answers 404.
"""

from enum import StrEnum

from django.db import models

from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebiedssoort


class Permission(StrEnum):
    PLAN_ZIEN_GEMEENTE = "plan_zien_gemeente"  # everything, confidential and concept plans too
    PLAN_ZIEN_PROVINCIE = "plan_zien_provincie"  # plans confidential at 'provincie'
    PLAN_INTERN = "plan_intern"  # knelpunten, realisatiekans, toelichting, name of a private opdrachtgever
    PLAN_WIJZIGEN = "plan_wijzigen"
    PLAN_IMPORTEREN = "plan_importeren"
    PLAN_AANLEVEREN = "plan_aanleveren"  # deliver the state of the gemeente for an uitvraag
    UITVRAAG_BEHEREN = "uitvraag_beheren"  # open an uitvraag, accept what gemeenten deliver or send it back
    OPGAVE_ZIEN = "opgave_zien"  # indicatieve opgave of a named gemeente, outside the demo
    OPGAVE_VASTLEGGEN = "opgave_vastleggen"
    PLOT_WIJZIGEN = "plot_wijzigen"  # plots, their steps and partners; also the gemeente's queue of voorstellen
    BOD_DOEN = "bod_doen"  # boden of the own organisation
    BOD_BEHEREN = "bod_beheren"  # accept boden, and enter those of others
    VOORSTEL_DOEN = "voorstel_doen"  # interest in a plot, or a proposal on a plot or plan
    AANPASSING_WIJZIGEN = "aanpassing_wijzigen"  # adaptations of existing homes, and kansen
    WORKSHOP_LEIDEN = "workshop_leiden"
    PROJECT_ZIEN = "project_zien"  # every project in the gebied, and what is written there for the gemeente
    PROJECT_WIJZIGEN = "project_wijzigen"
    PROJECT_COACHEN = "project_coachen"  # log contact and hours, rhythm, adviser of a project
    PROJECT_MEEDOEN = "project_meedoen"  # take part in projects: the own organisation's commitment, the vraagbaak
    NOTITIE_ADVISEUR = "notitie_adviseur"  # what advisers write for each other; intervisie
    TEAM_ZIEN = "team_zien"  # hours and caseload of the ondersteuningsteam, sizing, evaluation
    TEAM_BEHEREN = "team_beheren"  # norms of the team, fte of advisers
    AGENDEREN = "agenderen"  # bundle knelpunten into agenderingspunten
    AGENDA_ZIEN = "agenda_zien"  # agenderingspunten that one is the addressee of, or that touch the own projects
    TAFEL_ZIEN = "tafel_zien"  # overlegtafels of the woondealregio's in the gebied
    TAFEL_BEHEREN = "tafel_beheren"
    KENNIS_BEHEREN = "kennis_beheren"  # kenniskaarten, inspiratiekaart and roadmap: write, publish, withdraw
    STAP_ZETTEN = "stap_zetten"  # tick steps of the roadmap for the own organisation
    CRITERIA_BEHEREN = "criteria_beheren"  # the list by which plots are weighed
    EXPORTEREN = "exporteren"
    OVERDRAGEN = "overdragen"  # hand the work of a leaver over to a successor
    HERINDELEN = "herindelen"  # merge or split gemeenten
    GEBRUIKERS_BEHEREN = "gebruikers_beheren"
    BEREKENING_BEHEREN = "berekening_beheren"
    LOGBOEK_ZIEN = "logboek_zien"
    POST_BEHEREN = "post_beheren"  # the outbox of all mail


class Rol(models.TextChoices):
    INVOERDER = "invoerder", "invoerder (gemeente)"
    VASTSTELLER = "vaststeller", "vaststeller (gemeente)"
    ADVISEUR = "adviseur", "provinciaal adviseur"
    COORDINATOR = "coordinator", "coördinator (provincie)"
    LEZER = "lezer", "lezer (koepel, Rijk, zorgkantoor)"
    PARTNER = "partner", "partner (corporatie, zorgorganisatie, investeerder, ontwikkelaar, initiatief)"
    KERNTEAM = "kernteam", "kernteam"
    BEHEERDER = "beheerder", "beheerder"


P = Permission
# Also of who only reads: a zorgkantoor has a line in the roadmap of its own.
_LEZEN = frozenset({P.OPGAVE_ZIEN, P.EXPORTEREN, P.TAFEL_ZIEN, P.AGENDA_ZIEN, P.STAP_ZETTEN})
_PLOTTEN = frozenset({P.PLOT_WIJZIGEN, P.BOD_BEHEREN, P.AANPASSING_WIJZIGEN, P.WORKSHOP_LEIDEN})
_PROJECTEN = frozenset({P.PROJECT_ZIEN, P.PROJECT_WIJZIGEN, P.PROJECT_MEEDOEN})
_COACHEN = _PROJECTEN | {P.PROJECT_COACHEN, P.TEAM_ZIEN, P.TAFEL_BEHEREN}
_INVOERDER = (
    _LEZEN
    | _PLOTTEN
    | _PROJECTEN
    | {
        P.PLAN_ZIEN_GEMEENTE,
        P.PLAN_INTERN,
        P.PLAN_WIJZIGEN,
        P.PLAN_IMPORTEREN,
        P.PLAN_AANLEVEREN,
        P.BOD_DOEN,
    }
)

PERMISSIONS: dict[str, frozenset[Permission]] = {
    Rol.INVOERDER: _INVOERDER,
    Rol.VASTSTELLER: _INVOERDER | {P.OPGAVE_VASTLEGGEN, P.OVERDRAGEN},
    Rol.ADVISEUR: _LEZEN | _COACHEN | {P.PLAN_ZIEN_PROVINCIE, P.PLAN_INTERN, P.WORKSHOP_LEIDEN, P.NOTITIE_ADVISEUR},
    Rol.COORDINATOR: _LEZEN
    | _PLOTTEN
    | _COACHEN
    | {P.PLAN_ZIEN_PROVINCIE, P.PLAN_INTERN, P.PLAN_IMPORTEREN, P.PLAN_WIJZIGEN, P.OPGAVE_VASTLEGGEN}
    | {P.TEAM_BEHEREN, P.UITVRAAG_BEHEREN},
    Rol.LEZER: _LEZEN,
    Rol.PARTNER: _LEZEN | {P.BOD_DOEN, P.VOORSTEL_DOEN, P.PROJECT_MEEDOEN},
    Rol.KERNTEAM: _LEZEN
    | _COACHEN
    | {P.KENNIS_BEHEREN, P.CRITERIA_BEHEREN, P.WORKSHOP_LEIDEN, P.NOTITIE_ADVISEUR, P.TEAM_BEHEREN, P.AGENDEREN},
    # All but what advisers tell each other: who runs the portal is no adviser.
    Rol.BEHEERDER: frozenset(Permission) - {P.NOTITIE_ADVISEUR},
}


def gebied_q(bereik: dict[str, set[str]], prefix: str = "") -> models.Q:
    """Q that holds for gemeenten within `bereik` (soort -> codes); `prefix` is the path to the gemeente."""
    if "NL" in bereik.get(Gebiedssoort.LAND, ()):
        # Never an empty Q: `x | Q()` is x, and would take away what it should give.
        return models.Q(**{f"{prefix.removesuffix('__') or 'pk'}__isnull": False})
    return (
        models.Q(**{f"{prefix}code__in": bereik.get(Gebiedssoort.GEMEENTE, ())})
        | models.Q(**{f"{prefix}provincie_id__in": bereik.get(Gebiedssoort.PROVINCIE, ())})
        | models.Q(**{f"{prefix}woondealregio_id__in": bereik.get(Gebiedssoort.WOONDEALREGIO, ())})
    )


def bereik_van(user, permission: Permission) -> dict[str, set[str]]:
    """Where `user` holds `permission`: soort -> codes. Empty: nowhere. One query per user object at most."""
    return user.bereik.get(permission, {}) if getattr(user, "is_authenticated", False) else {}


def organisaties_met(user, permission: Permission) -> set[int]:
    """Ids of the organisations for which `user` holds `permission`; empty for who is not logged in."""
    return user.organisaties_met(permission) if getattr(user, "is_authenticated", False) else set()


def gemeenten_met(user, permission: Permission):
    """Gemeenten (queryset) in which `user` holds `permission`; empty for who is not logged in."""
    bereik = bereik_van(user, permission)
    return Gemeente.objects.filter(gebied_q(bereik)) if bereik else Gemeente.objects.none()


def has_permission(user, permission: Permission, gebied: Gemeente | None = None) -> bool:
    """True when `user` holds `permission` anywhere or, with a gemeente, in that gemeente."""
    bereik = bereik_van(user, permission)
    if gebied is None or not bereik:
        return bool(bereik)
    return (
        "NL" in bereik.get(Gebiedssoort.LAND, ())
        or gebied.code in bereik.get(Gebiedssoort.GEMEENTE, ())
        or gebied.provincie_id in bereik.get(Gebiedssoort.PROVINCIE, ())
        or gebied.woondealregio_id in bereik.get(Gebiedssoort.WOONDEALREGIO, ())
    )
