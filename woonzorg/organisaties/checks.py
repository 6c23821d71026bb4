"""Demo mode lets anyone step into any role, so it may never stand where real accounts live."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection


@register(Tags.database)
def check_demo_without_real_accounts(app_configs, databases, **kwargs):
    if not settings.DEMO or not databases:
        return []
    from .models import Gebruiker

    try:
        # Before the first migration there is no table and no account either.
        if Gebruiker._meta.db_table not in connection.introspection.table_names():
            return []
        echt = Gebruiker.objects.filter(is_demo=False).count()
    except DatabaseError:
        return []
    if not echt:
        return []
    return [
        Error(
            f"DEMO staat aan, maar er zijn {echt} echte accounts.",
            hint="Zet DEMO uit, of gebruik een database zonder echte accounts (make reset).",
            id="organisaties.E001",
        )
    ]


def weiger_demo_naast_echte_accounts() -> None:
    """For the start of the web process, which runs no checks of its own. Raises ImproperlyConfigured."""
    for fout in check_demo_without_real_accounts(None, ["default"]):
        raise ImproperlyConfigured(f"{fout.msg} {fout.hint}")
