import datetime

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("projecten", "Teamnorm").objects.get_or_create(
        geldig_van=datetime.date(2026, 3, 23),
        defaults={"bron": "Adviesrapport Verkenning inzet ondersteuningsteam, 23 maart 2026, hoofdstuk 5"},
    )


class Migration(migrations.Migration):
    dependencies = [("projecten", "0001_begin")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
