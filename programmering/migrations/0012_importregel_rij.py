from django.db import migrations, models
from django.db.models import F


def rij_is_nummer(apps, schema_editor):
    """Until now a file had one sheet, in which the row was its number."""
    apps.get_model("programmering", "Importregel").objects.update(rij=F("nummer"))


class Migration(migrations.Migration):
    dependencies = [
        ("programmering", "0011_bureau_van_de_gemeente"),
    ]

    operations = [
        migrations.AddField(
            model_name="importregel",
            name="rij",
            field=models.PositiveIntegerField(default=0, verbose_name="rij"),
        ),
        migrations.AlterField(
            model_name="importregel",
            name="nummer",
            field=models.PositiveIntegerField(verbose_name="volgnummer"),
        ),
        migrations.RunPython(rij_is_nummer, migrations.RunPython.noop, elidable=True),
    ]
