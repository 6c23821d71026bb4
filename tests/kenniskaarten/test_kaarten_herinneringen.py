"""Who is told that a stuk has to be looked at: before its last day and on it, once each."""

import datetime

import pytest
from django.core import mail

from kenniskaarten.kaarten.herinneringen import Moment, herinner, moment_van
from kenniskaarten.kaarten.models import Kennisstuk
from kenniskaarten.tasks import volg_kennis
from woonzorg.organisaties.models import Lidmaatschap
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db
LAATSTE = datetime.date(2027, 6, 30)


def dag(dagen: int) -> datetime.date:
    return LAATSTE + datetime.timedelta(days=dagen)


@pytest.fixture
def stuk(cast):
    return Kennisstuk.objects.create(
        soort="kenniskaart", titel="Grondzaken", slug="grond", samenvatting="Kort.", eigenaar="Kernteam",
        status="gepubliceerd", actueel_tot=LAATSTE, beheerder=cast.kernteam,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dagen", "moment"),
    [(-31, None), (-30, Moment.VOORAF), (-1, Moment.VOORAF), (0, Moment.VERLOOPT), (9, Moment.VERLOOPT)],
)
def test_wanneer(dagen, moment):
    assert moment_van(Kennisstuk(actueel_tot=LAATSTE), dag(dagen)) == moment


def test_elke_mail_eenmaal(stuk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        verstuurd = [herinner(dag(dagen)) for dagen in (-31, -30, -29, -1, 0, 1, 40)]
    assert verstuurd == [0, 1, 0, 0, 1, 0, 0]
    vooraf, op_de_dag = mail.outbox
    assert vooraf.subject == "Nakijken voor 30 juni 2027: Grondzaken"
    assert op_de_dag.subject == "Laatste dag 30 juni 2027: Grondzaken"
    assert vooraf.to == ["kernteam@voorbeeld.nl"]
    assert "/kennis/grond/wijzigen/" in vooraf.body
    assert "iedereen die kennis beheert" not in vooraf.body


def test_een_nieuwe_datum_vraagt_opnieuw(stuk):
    herinner(dag(0))
    stuk.actueel_tot = dag(365)
    stuk.save()
    assert herinner(dag(300)) == 0
    assert herinner(dag(335)) == 1


def test_na_een_dag_zonder_taak_wordt_ingehaald(stuk):
    assert herinner(dag(-3)) == 1
    assert herinner(dag(5)) == 1
    # Who only starts after the last day is told once, of that.
    stuk.pk, stuk.slug = None, "ander"
    stuk.save()
    assert herinner(dag(6)) == 1
    assert Bericht.objects.filter(onderwerp__startswith="Laatste dag").count() == 2


@pytest.mark.parametrize("waarom", ["niemand", "geen_lid_meer", "gesloten"])
def test_zonder_beheerder_krijgt_wie_kennis_beheert_het(stuk, cast, waarom):
    ander = cast.beheerder
    if waarom == "niemand":
        Kennisstuk.objects.update(beheerder=None)
    elif waarom == "geen_lid_meer":
        Lidmaatschap.objects.filter(gebruiker=cast.kernteam).update(tot=datetime.date(2021, 1, 1))
    else:
        type(ander).objects.filter(pk=cast.kernteam.pk).update(is_active=False)
    herinner(dag(0))
    wie = set(Bericht.objects.values_list("aan", flat=True))
    assert ander.email in wie
    assert wie == ({ander.email, cast.kernteam.email} if waarom == "niemand" else {ander.email})
    assert all("iedereen die kennis beheert" in tekst for tekst in Bericht.objects.values_list("tekst", flat=True))


@pytest.mark.parametrize("velden", [{"status": "werkversie"}, {"status": "ingetrokken"}, {"actueel_tot": None}])
def test_wat_niemand_leest_of_niet_verloopt_geeft_geen_mail(stuk, velden):
    Kennisstuk.objects.update(**velden)
    assert herinner(dag(0)) == 0


def test_de_taak_doet_wat_vandaag_aan_de_beurt_is(stuk):
    Kennisstuk.objects.update(actueel_tot=datetime.date(2020, 1, 1))
    volg_kennis()
    assert Bericht.objects.get().sleutel.startswith(f"kennis-{stuk.pk}-verloopt-2020-01-01")


def test_de_taak_staat_in_het_rooster(settings):
    taken = {rij["task"] for rij in settings.CELERY_BEAT_SCHEDULE.values()}
    assert volg_kennis.name in taken
