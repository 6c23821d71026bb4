"""The criteria that the kernteam starts with (product.md S14), and the promise that a plan lies where its plot lies."""

from django.db import migrations

CRITERIA = [
    ("voorzieningen", "Voorzieningen", "Supermarkt, huisarts en apotheek op loopafstand."),
    (
        "ov",
        "Openbaar vervoer",
        "Een halte op loopafstand, met een bus of trein die ook overdag en in het weekend rijdt.",
    ),
    ("ontmoeting", "Ontmoeting binnen 100 meter", "Een ontmoetingsruimte in het gebouw of binnen ongeveer 100 meter."),
    (
        "zorginfrastructuur",
        "Zorginfrastructuur",
        "Een zorgorganisatie is dichtbij en kan dag en nacht ter plaatse zijn.",
    ),
    ("barrieres", "Geen barrières", "Geen drukke weg, spoor of helling tussen de plek en de voorzieningen."),
    ("draagvlak", "Draagvlak", "Omwonenden en toekomstige bewoners zien het zitten."),
    ("grond", "Grond", "De eigenaar wil, en de grondprijs past bij wonen voor ouderen."),
]


def vul(apps, schema_editor):
    Criterium = apps.get_model("programmering", "Criterium")
    for volgorde, (slug, naam, uitleg) in enumerate(CRITERIA, start=1):
        Criterium.objects.create(slug=slug, naam=naam, uitleg=uitleg, volgorde=volgorde * 10)


def leeg(apps, schema_editor):
    apps.get_model("programmering", "Criterium").objects.filter(slug__in=[c[0] for c in CRITERIA]).delete()


class Migration(migrations.Migration):
    dependencies = [("programmering", "0006_van_bod_naar_plot")]
    operations = [
        migrations.RunPython(vul, leeg),
        # Deferred: when a gemeente is merged its plots and plans move in one transaction, in any order.
        migrations.RunSQL(
            "ALTER TABLE programmering_plan ADD CONSTRAINT plan_plot_zelfde_gemeente "
            "FOREIGN KEY (plot_id, gemeente_id) REFERENCES programmering_plot (id, gemeente_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE programmering_plan DROP CONSTRAINT plan_plot_zelfde_gemeente",
        ),
    ]
