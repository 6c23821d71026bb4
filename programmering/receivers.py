from pathlib import Path

from django.apps import apps
from django.db import connections


def make_functions(sender, using, **kwargs):
    """(Re)creates the database functions after every migrate, so that they are always those of the code."""
    folder = Path(apps.get_app_config("programmering").path) / "sql" / "functies"
    with connections[using].cursor() as cursor:
        for bestand in sorted(folder.glob("*.sql")):
            cursor.execute(bestand.read_text(encoding="utf-8"))
