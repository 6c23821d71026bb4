import datetime
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from projecten.coaching.digest import stuur_weekberichten
from projecten.coaching.models import Contactmoment
from projecten.coaching.ritme import contactstand, contactstanden
from projecten.coaching.uren import als_tekst, uren_op_project, urenstand
from projecten.coaching.vandaag import Belregel, lees_vandaag
from projecten.project import actions
from projecten.project.models import Actie, Project
from projecten.team.models import Inzet, Teamnorm
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db


def dagen(n: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=n)


@pytest.fixture
def log(cast):
    def maak(project, geleden=0, taak="II", uren="1", **velden):
        return Contactmoment.objects.create(
            project=project, gemeente=project.gemeente, provincie=project.gemeente.provincie, datum=dagen(geleden),
            taak=taak, uren=uren, door=velden.pop("door", cast.adviseur_oost), door_naam="adviseur", **velden,
        )  # fmt: skip

    return maak


@pytest.mark.parametrize(
    ("ritme", "geleden", "bellen", "stil"),
    [
        ("tweewekelijks", 13, False, False),
        ("tweewekelijks", 14, True, False),
        ("tweewekelijks", 15, True, True),
        ("maandelijks", 30, False, False),
        ("maandelijks", 31, True, False),
        ("maandelijks", 32, True, True),
        ("afgebouwd", 400, False, False),
    ],
)
def test_de_dag_waarop_een_project_stil_wordt(ritme, geleden, bellen, stil):
    project = Project(ritme=ritme, ritme_sinds=dagen(500))
    stand = contactstand(project, dagen(geleden), Teamnorm(), timezone.localdate())
    assert (stand.te_bellen, stand.stil) == (bellen, stil)


@pytest.mark.parametrize("velden", [{"fase": "in_gebruik"}, {"gestopt_op": dagen(1)}])
def test_wat_niet_loopt_is_nooit_stil(velden):
    project = Project(ritme="maandelijks", ritme_sinds=dagen(500), **velden)
    stand = contactstand(project, dagen(400), Teamnorm(), timezone.localdate())
    assert not stand.stil
    assert not stand.te_bellen


def test_zonder_contact_telt_de_dag_waarop_het_begon(maak_project):
    project = maak_project()
    Project.objects.filter(pk=project.pk).update(
        aangemaakt=timezone.now() - datetime.timedelta(days=40), ritme_sinds=dagen(20)
    )
    assert [(s.laatste, s.dagen) for s in contactstanden(Project.objects.all())] == [(None, 20)]


def test_een_norm_verzet_de_grens(maak_project, log):
    log(maak_project(ritme="maandelijks"), geleden=40)
    assert contactstanden(Project.objects.all())[0].stil
    Teamnorm.objects.create(geldig_van=dagen(0), stil_na=60, bron="afspraak")
    assert not contactstanden(Project.objects.all())[0].stil


def test_uren_tegen_de_norm_met_een_merk_bij_80_en_100_procent():
    stand = urenstand(2026, {"I": Decimal("3.1"), "II": Decimal("20.8"), "III": Decimal(21)}, Teamnorm())
    assert [(t.norm, t.procent, t.merk) for t in stand.taken] == [
        (4, 77, ""), (26, 80, "bijna op de norm"), (20, 105, "norm bereikt"),
    ]  # fmt: skip
    assert (stand.samen, stand.norm) == (Decimal("44.9"), 50)
    assert [t.breedte for t in stand.taken] == [77, 80, 100]
    assert urenstand(2026, {"V": Decimal(2)}, Teamnorm()).taken[-1].norm is None


def test_uren_van_een_project_zijn_van_dit_jaar_en_voor_wie_het_team_ziet(cast, maak_project, log):
    project = maak_project()
    jaar = timezone.localdate().year
    log(project, uren="1.5", zichtbaarheid="adviseurs")
    oud = log(project, uren="8")
    Contactmoment.objects.filter(pk=oud.pk).update(datum=datetime.date(jaar - 1, 12, 31))
    for naam in ("adviseur_oost", "coordinator_oost", "kernteam", "beheerder"):
        assert uren_op_project(project, getattr(cast, naam), jaar).samen == Decimal("1.5")
    for naam in ("invoerder_aa", "partner", "projectleider", "koepel", "invoerder_bee"):
        assert uren_op_project(project, getattr(cast, naam), jaar) is None


def test_vandaag_noemt_wie_aan_de_beurt_is_de_langste_eerst(cast, maak_project, log):
    kort, lang, langst = maak_project(), maak_project(), maak_project()
    for project, geleden in ((kort, 3), (lang, 20), (langst, 50)):
        log(project, geleden=geleden)
    stand = lees_vandaag(cast.adviseur_oost, cast.adviseur_oost)
    assert [b.stand.project for b in stand.bellen] == [langst, lang]
    assert (stand.stil, stand.projecten) == (2, 3)
    # Another adviser's projects are not one's own, nor those of another provincie.
    assert lees_vandaag(cast.kernteam, cast.kernteam).projecten == 0
    assert lees_vandaag(cast.kernteam).projecten == 3


def test_een_coordinator_ziet_wie_maar_niet_wat_er_is_geschreven(client, cast, maak_project, log):
    project = maak_project(naam="Hof van Aa")
    log(project, geleden=40, notitie="vertrouwelijk woord", zichtbaarheid="adviseurs")
    geheim = Actie(project=project, wat="vertrouwelijke stap", eigenaar=cast.adviseur_oost, zichtbaarheid="adviseurs")
    actions.bewaar_actie(actie=geheim, by="x")
    client.force_login(cast.adviseur_oost)
    assert "vertrouwelijke stap" in client.get("/vandaag/").content.decode()
    client.force_login(cast.coordinator_oost)
    pagina = client.get("/vandaag/").content.decode()
    assert "Hof van Aa" in pagina
    assert "vertrouwelijk" not in pagina


def test_een_telefoonnummer_wordt_een_knop():
    def regel(contact):
        stand = contactstand(Project(projectleider_contact=contact), dagen(9), Teamnorm(), timezone.localdate())
        return Belregel(stand, None).telefoon

    assert regel("06 1234 5678") == "0612345678"
    assert regel("bel +31 (0)6-12345678 na vijven") == "+310612345678"
    assert regel("leider@voorbeeld.nl") == ""


def test_evenveel_vragen_voor_veel_projecten(client, cast, maak_project, log, django_assert_max_num_queries):
    for n in range(15):
        log(maak_project(), geleden=20 + n)
    client.force_login(cast.adviseur_oost)
    with django_assert_max_num_queries(16):
        assert client.get("/vandaag/").status_code == 200


def test_het_weekbericht_gaat_een_keer_en_zegt_niets_van_wat_er_is_geschreven(
    cast, maak_project, log, django_capture_on_commit_callbacks
):
    stil, kort = maak_project(naam="Stille hof"), maak_project(naam="Drukke hof")
    log(stil, geleden=30, notitie="vertrouwelijk woord")
    log(kort, geleden=1)
    maandag = datetime.date(2026, 11, 30)
    with django_capture_on_commit_callbacks(execute=True):
        assert stuur_weekberichten() == 1
        assert stuur_weekberichten() == 0
    (bericht,) = mail.outbox
    assert bericht.to == [cast.adviseur_oost.email]
    assert "Stille hof" in bericht.body
    assert "Drukke hof" not in bericht.body
    assert "vertrouwelijk" not in bericht.subject + bericht.body
    # A week later there is a new one, also when nothing ran on the Monday itself.
    assert stuur_weekberichten(maandag + datetime.timedelta(days=9)) == 1
    assert Bericht.objects.count() == 2


def test_wie_geen_adviseur_meer_is_krijgt_geen_weekbericht(cast, maak_project, log):
    log(maak_project(), geleden=90)
    cast.adviseur_oost.lidmaatschappen.all().delete()
    assert stuur_weekberichten() == 0


def test_zonder_nummer_een_knop_om_te_mailen():
    def regel(contact):
        project = Project(projectleider_contact=contact)
        return Belregel(contactstand(project, dagen(9), Teamnorm(), timezone.localdate()), None).mail

    assert regel("A. Leider, a.leider@voorbeeld.nl") == "a.leider@voorbeeld.nl"
    assert regel("06 1234 5678 of leider@voorbeeld.nl") == ""
    assert regel("nog niet bekend") == ""


def test_een_lange_lijst_bladert_en_de_norm_hoort_bij_de_fte(client, cast, maak_project, log):
    for _ in range(27):
        log(maak_project(), geleden=40)
    Inzet.objects.create(gebruiker=cast.adviseur_oost, fte=Decimal("0.8"))
    client.force_login(cast.adviseur_oost)
    pagina = client.get("/vandaag/", {"blad": 2})
    assert len(list(pagina.context["vandaag"].bellen)) == 2
    assert "De norm bij uw fte is 19." in pagina.content.decode()


@pytest.mark.parametrize(("uren", "tekst"), [("0", "0"), ("0.25", "0,25"), ("17.50", "17,5"), ("1200", "1.200")])
def test_uren_zoals_mensen_ze_schrijven(uren, tekst):
    assert als_tekst(Decimal(uren)) == tekst


def test_uren_van_een_collega_buiten_het_eigen_gebied_blijven_daar(cast, maak_project, log):
    log(maak_project(), uren="2")
    log(maak_project("Bee"), uren="5")
    assert lees_vandaag(cast.coordinator_oost, cast.adviseur_oost).uren.samen == 2
    assert lees_vandaag(cast.adviseur_oost, cast.adviseur_oost).uren.samen == 7
