from pathlib import Path

from django.apps import apps
from django.db import connections


def make_functions(sender, using, **kwargs):
    """(Re)creates the database functions after every migrate, so that they are always those of the code.

    Not on the way back: these ask for tables that are gone. The older code makes its own at its next migrate.
    """
    if any(terug for _, terug in kwargs.get("plan", ())):
        return
    folder = Path(apps.get_app_config("programmering").path) / "sql" / "functies"
    with connections[using].cursor() as cursor:
        for bestand in sorted(folder.glob("*.sql")):
            cursor.execute(bestand.read_text(encoding="utf-8"))
