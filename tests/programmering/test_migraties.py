"""Going back to an older version: what the newer one made may not stand in the way."""

from importlib import import_module

import pytest
from django.db import ProgrammingError, connection, migrations, transaction

from programmering.receivers import make_functions
from programmering.voortgang.bereken import bereken_volledig
from programmering.voortgang.models import Bijdrage, Voortgang
from tests.programmering.test_plots import reserveer

pytestmark = pytest.mark.django_db


def test_op_de_weg_terug_worden_geen_functies_gemaakt():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE programmering_plot RENAME TO weg")
    make_functions(None, using="default", plan=[(None, True)])
    with pytest.raises(ProgrammingError), transaction.atomic():
        make_functions(None, using="default", plan=[(None, False)])


def test_op_de_weg_terug_blijven_alleen_cijfers_van_plannen(maak_plot, maak_plan):
    maak_plan()
    plot = maak_plot(geclusterd=20)
    reserveer(plot)
    bereken_volledig()
    assert Bijdrage.objects.filter(plot=plot).exists()
    module = import_module("programmering.migrations.0006_van_bod_naar_plot")
    (stap,) = [o for o in module.Migration.operations if isinstance(o, migrations.RunSQL)]
    with connection.cursor() as cursor:
        cursor.execute(stap.reverse_sql)
    assert not Bijdrage.objects.filter(plan__isnull=True).exists()
    assert Bijdrage.objects.exists()
    assert set(Voortgang.objects.values_list("schakel", flat=True)) <= {"gerealiseerd", "hard", "zacht"}
