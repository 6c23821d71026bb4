import django.contrib.gis.db.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# Of the plans that there are: their place of now is the earliest that the portal knows.
PLEK_VAN_NU = """
UPDATE programmering_planevent e SET geometrie = p.geometrie
FROM programmering_plan p WHERE p.id = e.pgh_obj_id AND p.geometrie IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programmering", "0013_uitvraag_in_gebruik"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="planevent",
            name="geometrie",
            field=django.contrib.gis.db.models.fields.MultiPolygonField(
                null=True, spatial_index=False, srid=28992, verbose_name="plek"
            ),
        ),
        migrations.RunSQL(PLEK_VAN_NU, migrations.RunSQL.noop, elidable=True),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmering_planevent" ("aangemaakt", "behandelaar_id", "breidt_uit", "breidt_uit_reden", "bron", "gebiedsontwikkeling", "gemeente_id", "geometrie", "gewijzigd", "id", "instellingsterrein", "invoerstatus", "knelpunten", "opdrachtgever_naam", "opdrachtgever_soort", "peildatum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plaats", "plancode", "plannaam", "plantype", "plot_id", "realisatiekans", "rekenvoorbeeld", "sleutelproject", "status_planologisch", "status_project", "studentenwoningen", "toelichting", "versie", "vertrouwelijkheid", "verwijderd_door", "verwijderd_op", "woonmilieu") VALUES (NEW."aangemaakt", NEW."behandelaar_id", NEW."breidt_uit", NEW."breidt_uit_reden", NEW."bron", NEW."gebiedsontwikkeling", NEW."gemeente_id", NEW."geometrie", NEW."gewijzigd", NEW."id", NEW."instellingsterrein", NEW."invoerstatus", NEW."knelpunten", NEW."opdrachtgever_naam", NEW."opdrachtgever_soort", NEW."peildatum", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plaats", NEW."plancode", NEW."plannaam", NEW."plantype", NEW."plot_id", NEW."realisatiekans", NEW."rekenvoorbeeld", NEW."sleutelproject", NEW."status_planologisch", NEW."status_project", NEW."studentenwoningen", NEW."toelichting", NEW."versie", NEW."vertrouwelijkheid", NEW."verwijderd_door", NEW."verwijderd_op", NEW."woonmilieu"); RETURN NULL;',
                    hash="af849f6eb18fc1504fe9bf23e9104d60e7e53105",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c356f",
                    table="programmering_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."aangemaakt" IS DISTINCT FROM (NEW."aangemaakt") OR OLD."behandelaar_id" IS DISTINCT FROM (NEW."behandelaar_id") OR OLD."breidt_uit" IS DISTINCT FROM (NEW."breidt_uit") OR OLD."breidt_uit_reden" IS DISTINCT FROM (NEW."breidt_uit_reden") OR OLD."bron" IS DISTINCT FROM (NEW."bron") OR OLD."gebiedsontwikkeling" IS DISTINCT FROM (NEW."gebiedsontwikkeling") OR OLD."gemeente_id" IS DISTINCT FROM (NEW."gemeente_id") OR OLD."geometrie" IS DISTINCT FROM (NEW."geometrie") OR OLD."gewijzigd" IS DISTINCT FROM (NEW."gewijzigd") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."instellingsterrein" IS DISTINCT FROM (NEW."instellingsterrein") OR OLD."invoerstatus" IS DISTINCT FROM (NEW."invoerstatus") OR OLD."knelpunten" IS DISTINCT FROM (NEW."knelpunten") OR OLD."opdrachtgever_naam" IS DISTINCT FROM (NEW."opdrachtgever_naam") OR OLD."opdrachtgever_soort" IS DISTINCT FROM (NEW."opdrachtgever_soort") OR OLD."peildatum" IS DISTINCT FROM (NEW."peildatum") OR OLD."plaats" IS DISTINCT FROM (NEW."plaats") OR OLD."plancode" IS DISTINCT FROM (NEW."plancode") OR OLD."plannaam" IS DISTINCT FROM (NEW."plannaam") OR OLD."plantype" IS DISTINCT FROM (NEW."plantype") OR OLD."plot_id" IS DISTINCT FROM (NEW."plot_id") OR OLD."realisatiekans" IS DISTINCT FROM (NEW."realisatiekans") OR OLD."rekenvoorbeeld" IS DISTINCT FROM (NEW."rekenvoorbeeld") OR OLD."sleutelproject" IS DISTINCT FROM (NEW."sleutelproject") OR OLD."status_planologisch" IS DISTINCT FROM (NEW."status_planologisch") OR OLD."status_project" IS DISTINCT FROM (NEW."status_project") OR OLD."studentenwoningen" IS DISTINCT FROM (NEW."studentenwoningen") OR OLD."toelichting" IS DISTINCT FROM (NEW."toelichting") OR OLD."versie" IS DISTINCT FROM (NEW."versie") OR OLD."vertrouwelijkheid" IS DISTINCT FROM (NEW."vertrouwelijkheid") OR OLD."verwijderd_door" IS DISTINCT FROM (NEW."verwijderd_door") OR OLD."verwijderd_op" IS DISTINCT FROM (NEW."verwijderd_op") OR OLD."woonmilieu" IS DISTINCT FROM (NEW."woonmilieu"))',
                    func='INSERT INTO "programmering_planevent" ("aangemaakt", "behandelaar_id", "breidt_uit", "breidt_uit_reden", "bron", "gebiedsontwikkeling", "gemeente_id", "geometrie", "gewijzigd", "id", "instellingsterrein", "invoerstatus", "knelpunten", "opdrachtgever_naam", "opdrachtgever_soort", "peildatum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plaats", "plancode", "plannaam", "plantype", "plot_id", "realisatiekans", "rekenvoorbeeld", "sleutelproject", "status_planologisch", "status_project", "studentenwoningen", "toelichting", "versie", "vertrouwelijkheid", "verwijderd_door", "verwijderd_op", "woonmilieu") VALUES (NEW."aangemaakt", NEW."behandelaar_id", NEW."breidt_uit", NEW."breidt_uit_reden", NEW."bron", NEW."gebiedsontwikkeling", NEW."gemeente_id", NEW."geometrie", NEW."gewijzigd", NEW."id", NEW."instellingsterrein", NEW."invoerstatus", NEW."knelpunten", NEW."opdrachtgever_naam", NEW."opdrachtgever_soort", NEW."peildatum", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plaats", NEW."plancode", NEW."plannaam", NEW."plantype", NEW."plot_id", NEW."realisatiekans", NEW."rekenvoorbeeld", NEW."sleutelproject", NEW."status_planologisch", NEW."status_project", NEW."studentenwoningen", NEW."toelichting", NEW."versie", NEW."vertrouwelijkheid", NEW."verwijderd_door", NEW."verwijderd_op", NEW."woonmilieu"); RETURN NULL;',
                    hash="d48b1ad5b02c54d03fd63a08e2fb5adb117debe3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a8260",
                    table="programmering_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmering_planevent" ("aangemaakt", "behandelaar_id", "breidt_uit", "breidt_uit_reden", "bron", "gebiedsontwikkeling", "gemeente_id", "geometrie", "gewijzigd", "id", "instellingsterrein", "invoerstatus", "knelpunten", "opdrachtgever_naam", "opdrachtgever_soort", "peildatum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plaats", "plancode", "plannaam", "plantype", "plot_id", "realisatiekans", "rekenvoorbeeld", "sleutelproject", "status_planologisch", "status_project", "studentenwoningen", "toelichting", "versie", "vertrouwelijkheid", "verwijderd_door", "verwijderd_op", "woonmilieu") VALUES (OLD."aangemaakt", OLD."behandelaar_id", OLD."breidt_uit", OLD."breidt_uit_reden", OLD."bron", OLD."gebiedsontwikkeling", OLD."gemeente_id", OLD."geometrie", OLD."gewijzigd", OLD."id", OLD."instellingsterrein", OLD."invoerstatus", OLD."knelpunten", OLD."opdrachtgever_naam", OLD."opdrachtgever_soort", OLD."peildatum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plaats", OLD."plancode", OLD."plannaam", OLD."plantype", OLD."plot_id", OLD."realisatiekans", OLD."rekenvoorbeeld", OLD."sleutelproject", OLD."status_planologisch", OLD."status_project", OLD."studentenwoningen", OLD."toelichting", OLD."versie", OLD."vertrouwelijkheid", OLD."verwijderd_door", OLD."verwijderd_op", OLD."woonmilieu"); RETURN NULL;',
                    hash="04c8b307a494da9daf2239183a9a06f6675809e3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_beec5",
                    table="programmering_plan",
                    when="AFTER",
                ),
            ),
        ),
    ]
