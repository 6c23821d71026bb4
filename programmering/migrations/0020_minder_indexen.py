import django.db.models.deletion
from django.db import migrations, models

# Without this the planner takes it that new plans lie in new gemeenten, and so that one gemeente has one plan or two.
# During an import of many plans in a few gemeenten it then looks up names by an index on the gemeente alone.
GEMEENTEN = 342


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("programmering", "0019_meldingen"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importregel",
            name="bij",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="regels",
                to="programmering.import",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="gemeente",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plannen",
                to="gebieden.gemeente",
            ),
        ),
        migrations.AlterField(
            model_name="planregel",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="regels",
                to="programmering.plan",
            ),
        ),
        migrations.AlterField(
            model_name="planregelevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AlterField(
            model_name="planregelevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="programmering.planregel",
            ),
        ),
        migrations.RunSQL(
            f"ALTER TABLE programmering_plan ALTER COLUMN gemeente_id SET (n_distinct = {GEMEENTEN}); "
            "ANALYZE programmering_plan",
            "ALTER TABLE programmering_plan ALTER COLUMN gemeente_id RESET (n_distinct)",
        ),
    ]
