"""What every page gets: the demo mark, who is logged in, and where this user may go."""

from django.conf import settings
from django.urls import reverse

from projecten.project.models import Project
from woonzorg.organisaties.permissions import Permission, Rol, has_permission


def heeft_projecten(user) -> bool:
    """Who sees projects by a role; or leads one, without being a member of anything: that costs a query."""
    if not user.is_authenticated:
        return False
    if user.functie:
        return has_permission(user, Permission.PROJECT_MEEDOEN)
    return Project.objects.eigen(user).exists()


def heeft_uitvragen(user) -> bool:
    """Who asks gemeenten for their state at a peildatum, or is asked."""
    return has_permission(user, Permission.UITVRAAG_BEHEREN) or has_permission(user, Permission.PLAN_AANLEVEREN)


def heeft_beheer(user) -> bool:
    """Who keeps lists of the portal, or only hands over the work of colleagues."""
    return has_permission(user, Permission.CRITERIA_BEHEREN) or has_permission(user, Permission.OVERDRAGEN)


def mag_importeren(user) -> bool:
    """Who brings in plans from a file, or agreements on the opgave."""
    return any(has_permission(user, p) for p in (Permission.PLAN_IMPORTEREN, Permission.OPGAVE_VASTLEGGEN))


# (url name, title, permission or None for everyone), the work of today first, then in the order of the chain.
NAVIGATIE = [
    ("vandaag", "Vandaag", Permission.PROJECT_COACHEN),
    ("gebied-nl", "Keten", None),
    ("drieslag-lijst", "Drieslag", None),
    ("opgave-lijst", "Opgave", None),
    ("bod-lijst", "Boden", None),
    ("plot-lijst", "Plots", None),
    ("plan-lijst", "Plannen", None),
    ("aanpassing-lijst", "Bestaande bouw", None),
    ("uitvraag-lijst", "Uitvraag", heeft_uitvragen),
    ("project-lijst", "Projecten", heeft_projecten),
    ("ondersteuning", "Ondersteuning", Permission.AGENDA_ZIEN),
    ("workshop-lijst", "Workshops", Permission.WORKSHOP_LEIDEN),
    ("import-lijst", "Importeren", mag_importeren),
    ("kennis", "Kennis", None),
    ("beheer", "Beheer", heeft_beheer),
]


def portaal(request):
    user = getattr(request, "user", None)
    navigatie = [
        {"titel": titel, "url": reverse(naam)}
        for naam, titel, permission in NAVIGATIE
        if permission is None or (user is not None and _mag(user, permission))
    ]
    # The longest match: /plannen/import/ is in Importeren, not in Plannen.
    passend = [deel["url"] for deel in navigatie if request.path.startswith(deel["url"])]
    for deel in navigatie:
        deel["huidig"] = bool(passend) and deel["url"] == max(passend, key=len)
    return {"portaal": {"demo": settings.DEMO, "navigatie": navigatie, "gebruiker_label": _label(user)}}


def _mag(user, voorwaarde) -> bool:
    return voorwaarde(user) if callable(voorwaarde) else has_permission(user, voorwaarde)


def _label(user) -> str:
    if user is None or not user.is_authenticated:
        return ""
    functie = user.functie
    return f"{Rol(functie['rol']).label.split(' (')[0]}, {functie['organisatienaam']}" if functie else user.naam
