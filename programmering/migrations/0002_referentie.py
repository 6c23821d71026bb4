"""Reference rows: opgaveperioden with the national figures, telregel 12, prijsklassen (domein.md 2 and 3)."""

import datetime

from django.db import migrations

PROGRAMMA = "Programma Wonen en zorg voor ouderen (290.000 woningen t/m 2030)"
LANDELIJK = {"nultreden": 170_000, "geclusterd": 80_000, "zorggeschikt": 40_000}
PRIJSKLASSEN = [
    (2024, "879.66", "1157.95", "390000", True),
    (2025, "900.07", "1185.00", "405000", True),
    (2026, "932.93", "1228.07", "420000", False),
]


def vul(apps, schema_editor):
    Opgaveperiode = apps.get_model("programmering", "Opgaveperiode")
    LandelijkeOpgave = apps.get_model("programmering", "LandelijkeOpgave")
    t_m_2030 = Opgaveperiode.objects.create(slug="2030", naam="t/m 2030", van_jaar=2022, tot_jaar=2030)
    t_m_2036 = Opgaveperiode.objects.create(slug="2036", naam="2031 t/m 2036", van_jaar=2031, tot_jaar=2036)
    for woningtype, aantal in LANDELIJK.items():
        LandelijkeOpgave.objects.create(periode=t_m_2030, woningtype=woningtype, aantal=aantal, bron=PROGRAMMA)
        LandelijkeOpgave.objects.create(periode=t_m_2036, woningtype=woningtype, aantal=None, bron="volgt bij besluit")
    apps.get_model("programmering", "Telregel").objects.create(
        minimum=12,
        geldig_van=datetime.date(2022, 1, 1),
        bron="Basisset Landelijke Monitor Voortgang Woningbouw: geclusterd is minimaal twaalf woningen",
    )
    Prijsklasse = apps.get_model("programmering", "Prijsklasse")
    for jaar, sociaal, midden, koop, geverifieerd in PRIJSKLASSEN:
        Prijsklasse.objects.create(
            jaar=jaar,
            sociale_huur_tot=sociaal,
            middenhuur_tot=midden,
            betaalbare_koop_tot=koop,
            geverifieerd=geverifieerd,
        )


def leeg(apps, schema_editor):
    for naam in ("LandelijkeOpgave", "Opgaveperiode", "Telregel", "Prijsklasse"):
        apps.get_model("programmering", naam).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("programmering", "0001_begin")]
    operations = [migrations.RunPython(vul, leeg)]
