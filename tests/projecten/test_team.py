"""The team: caseload, norms, size per provincie and evaluation. What is counted is only what the reader may see."""

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.plots.models import Plotstap
from projecten.agendering.actions import beantwoord
from projecten.coaching.models import Contactmoment
from projecten.coaching.uren import leesbaar
from projecten.project.actions import bewaar_betrokkenheid, stop_project, voeg_partner_toe, zet_commitment, zet_fase
from projecten.project.models import Betrokkenheid, Project
from projecten.team.actions import stel_norm_vast, zet_inzet
from projecten.team.evaluatie import Halfjaar, halfjaar_van, halfjaren, lees_evaluatie
from projecten.team.models import Inzet, Teamnorm
from projecten.team.omvang import Uitgangspunten
from projecten.team.selectors import begin_uitgangspunten, lees_omvang, lees_team, teamstand
from tests.projecten.toegang_agendering import maak_escalatie, maak_knelpunt, maak_punt
from woonzorg.gebieden.models import Provincie
from woonzorg.gebieden.soorten import LAND
from woonzorg.organisaties.models import Logregel

pytestmark = pytest.mark.django_db
D = Decimal
NU = datetime.date(2026, 11, 26)
HELFT = Halfjaar(2026, 2)


@pytest.fixture
def log(cast):
    def maak(project=None, uren="1", taak="II", datum=None, **velden):
        gemeente = project and project.gemeente
        velden = {"door": cast.adviseur_oost, "provincie": gemeente and gemeente.provincie} | velden
        return Contactmoment.objects.create(
            project=project, gemeente=gemeente, datum=datum or timezone.localdate(), taak=taak, uren=uren,
            door_naam="adviseur", **velden,
        )  # fmt: skip

    return maak


@pytest.fixture
def opgaven(land):
    """Oost 300 + 150 in Aa and 100 + 50 in Cee, West 200 + 100 in Bee: two thirds and one third."""
    periode = Opgaveperiode.objects.first()
    for gemeente, geclusterd, zorggeschikt in (("Aa", 300, 150), ("Cee", 100, 50), ("Bee", 200, 100)):
        Opgave.objects.create(
            gemeente=land[gemeente], periode=periode, versie=1, geclusterd=geclusterd, zorggeschikt=zorggeschikt,
            status="indicatief",
        )  # fmt: skip


def som() -> Uitgangspunten:
    return Uitgangspunten(**begin_uitgangspunten())


# Caseload


def test_wat_een_adviseur_draagt_tegen_haar_fte(cast, maak_project, log):
    druk, af = maak_project(ritme="maandelijks"), maak_project(ritme="afgebouwd")
    stop_project(project=maak_project(), datum=timezone.localdate(), reden="geen grond", by="x")
    maak_project("Cee", adviseur=None)
    zet_inzet(gebruiker=cast.adviseur_oost, fte=D("0.5"), by="x")
    log(druk, uren="7.5", taak="II")
    log(af, uren="2", taak="I")
    log(uren="9", taak="IV", provincie=Provincie.objects.get(code="PV90"))
    stand = lees_team(cast.coordinator_oost)
    (rij,) = stand.rijen
    assert (rij.projecten, rij.actief, rij.norm_projecten, rij.te_veel) == (2, 1, 12, False)
    # Half of 1.200; task IV is no project hour.
    assert (rij.uren, rij.norm_uren, rij.over) == (D("9.5"), 600, D("590.5"))
    assert [p.gemeente.naam for p in stand.zonder_adviseur] == ["Cee"]
    # Two of the three running projects have a rhythm; the hours of task IV are told beside them.
    assert (stand.uren.norm, stand.uren.samen) == (100, D("18.5"))


def test_zonder_fte_is_er_geen_norm_en_te_veel_is_boven_de_norm(cast, maak_project):
    for _ in range(3):
        maak_project()
    assert lees_team(cast.coordinator_oost).rijen[0].over is None
    zet_inzet(gebruiker=cast.adviseur_oost, fte=D("0.05"), by="x")  # 1,2 projects: one
    assert lees_team(cast.coordinator_oost).rijen[0].te_veel


def test_een_coordinator_ziet_haar_provincie_en_het_kernteam_het_land(cast, maak_project, log):
    log(maak_project(), uren="3")
    log(maak_project("Bee"), uren="5")
    oost, land = lees_team(cast.coordinator_oost), lees_team(cast.kernteam)
    assert (oost.projecten, oost.uren.samen) == (1, 3)
    assert (land.projecten, land.uren.samen) == (2, 8)
    assert lees_team(cast.kernteam, Provincie.objects.get(code="PV91").gebied).uren.samen == 5


@pytest.mark.parametrize("wie", ["invoerder_aa", "partner", "projectleider", "koepel", "vreemde"])
def test_uren_zijn_van_wie_het_team_ziet(cast, maak_project, log, wie):
    log(maak_project())
    log(uren="2", taak="V")
    assert not leesbaar(getattr(cast, wie)).exists()
    assert teamstand(getattr(cast, wie), LAND) is None


def test_wie_vertrok_en_nog_projecten_heeft_staat_in_de_lijst(cast, maak_project):
    maak_project()
    cast.adviseur_oost.is_active = False
    cast.adviseur_oost.save()
    assert [r.adviseur for r in lees_team(cast.coordinator_oost).rijen] == [cast.adviseur_oost]
    Project.objects.update(adviseur=None)
    assert lees_team(cast.coordinator_oost).rijen == ()


def test_evenveel_vragen_voor_een_vol_team(client, cast, maak_project, log, django_assert_max_num_queries):
    for n in range(12):
        log(maak_project("Aa" if n % 2 else "Bee", adviseur=cast.adviseur_oost if n % 3 else None))
    client.force_login(cast.kernteam)
    with django_assert_max_num_queries(18):
        assert client.get(reverse("team")).status_code == 200


def test_de_teamstand_van_een_provincie(cast, maak_project, log):
    project, ander = maak_project(fase="ontwerp"), maak_project("Bee", adviseur=None)
    log(project, uren="4", datum=timezone.localdate() - datetime.timedelta(days=20))
    maak_escalatie(project, uiterlijk=timezone.localdate() - datetime.timedelta(days=1), zichtbaarheid="gemeente")
    maak_punt([maak_knelpunt(project), maak_knelpunt(ander)])
    oost = teamstand(cast.coordinator_oost, Provincie.objects.get(code="PV90").gebied)
    assert [(f.value, n) for f, n in oost.fasen] == [("ontwerp", 1)]
    assert (oost.projecten, oost.stil, oost.zonder_adviseur) == (1, 1, 0)
    assert (oost.escalaties_te_laat, oost.punten_open) == (1, 1)
    land = teamstand(cast.kernteam)
    assert (land.projecten, land.zonder_adviseur, land.punten_open) == (2, 1, 1)


def test_een_escalatie_voor_adviseurs_telt_niet_voor_een_coordinator(cast, maak_project):
    maak_escalatie(maak_project(), uiterlijk=timezone.localdate() - datetime.timedelta(days=1))
    assert teamstand(cast.adviseur_oost).escalaties_te_laat == 1
    assert teamstand(cast.coordinator_oost).escalaties_te_laat == 0


# Norms and fte


def test_een_norm_is_een_nieuwe_rij_met_een_reden(client, cast):
    client.force_login(cast.kernteam)
    pagina = client.get(reverse("team-norm"))
    gegevens = {k: v for k, v in pagina.context["form"].initial.items() if k != "geldig_van"}
    dag = timezone.localdate() + datetime.timedelta(days=30)
    gegevens |= {"geldig_van": dag.isoformat(), "stil_na": 45}
    fout = client.post(reverse("team-norm"), gegevens)
    assert fout.status_code == 422
    assert 'value="45"' in fout.content.decode()
    assert client.post(reverse("team-norm"), gegevens | {"bron": "Stuurgroep"}).status_code == 302
    assert Teamnorm.objects.count() == 2
    assert Teamnorm.objects.geldend().stil_na == 31
    assert Teamnorm.objects.geldend(dag).stil_na == 45


@pytest.mark.parametrize(("dagen", "tekst"), [(-1, "vanaf vandaag"), (0, "geldt al een norm")])
def test_een_norm_geldt_niet_in_het_verleden_en_niet_twee_keer(client, cast, dagen, tekst):
    if not dagen:
        stel_norm_vast(norm=Teamnorm(bron="eerder"), by="x")
    client.force_login(cast.beheerder)
    gegevens = client.get(reverse("team-norm")).context["form"].initial
    dag = timezone.localdate() + datetime.timedelta(days=dagen)
    antwoord = client.post(reverse("team-norm"), gegevens | {"geldig_van": dag.isoformat(), "bron": "zo afgesproken"})
    assert antwoord.status_code == 422
    assert tekst in antwoord.content.decode()


def test_een_coordinator_zegt_hoeveel_haar_adviseur_werkt(client, cast):
    client.force_login(cast.coordinator_oost)
    url = reverse("team-inzet", args=[cast.adviseur_oost.pk])
    assert client.post(url, {"fte": "0,8"}).status_code == 302
    assert Inzet.objects.get().fte == D("0.8")
    assert '<input type="text" name="fte" value="0,80"' in client.get(url).content.decode()
    assert client.post(url, {"fte": "1,5"}).status_code == 422
    assert Inzet.objects.get().fte == D("0.8")
    assert client.post(url, {"fte": ""}).status_code == 302
    assert not Inzet.objects.exists()


# The size of the team


def test_de_som_van_het_rapport_uit_de_gegevens(cast, opgaven):
    stand = lees_omvang(cast.kernteam, som())
    assert (stand.omvang.projecten, stand.omvang.uren, stand.omvang.fte, stand.omvang.fte_start) == (
        480, 24_000, 20.0, 12.0,
    )  # fmt: skip
    oost, west = stand.rijen
    assert (oost.geclusterd, oost.zorggeschikt, west.geclusterd, west.zorggeschikt) == (400, 200, 200, 100)
    assert [r.omvang.projecten for r in stand.rijen] == [320, 160]
    # 13,33 and 6,67 in tenths.
    assert [r.omvang.fte for r in stand.rijen] == [13.3, 6.7]


def test_een_provincie_zonder_opgave_krijgt_niets_en_zegt_dat(client, cast, land, opgaven):
    Opgave.objects.filter(gemeente=land["Bee"]).delete()
    oost, west = lees_omvang(cast.kernteam, som()).rijen
    assert (oost.omvang.projecten, west.omvang, west.geclusterd) == (480, None, None)
    client.force_login(cast.kernteam)
    assert "geen opgave" in client.get(reverse("team-omvang")).content.decode()
    Opgave.objects.all().delete()
    assert "Nog geen verdeling" in client.get(reverse("team-omvang")).content.decode()


def test_naast_de_som_staat_wat_er_is_voor_wie_dat_mag_zien(cast, maak_project, log, opgaven):
    zet_inzet(gebruiker=cast.adviseur_oost, fte=D("0.8"), by="x")
    log(maak_project(), uren="6")
    log(maak_project(), uren="9", datum=timezone.localdate() - datetime.timedelta(days=366))
    log(maak_project("Bee"), uren="4")
    log(uren="5", taak="V", provincie=Provincie.objects.get(code="PV90"))
    oost, west = lees_omvang(cast.coordinator_oost, som()).rijen
    assert (oost.gelogd, oost.fte, west.gelogd, west.fte) == (6, D("0.8"), None, None)
    assert lees_omvang(cast.coordinator_oost, som()).gelogd is None
    land = lees_omvang(cast.kernteam, som())
    assert ([r.gelogd for r in land.rijen], land.gelogd, land.fte) == ([6, 4], 10, D("0.8"))


def test_elk_getal_staat_in_de_url_en_in_de_uitvoer(client, cast, opgaven):
    client.force_login(cast.adviseur_oost)
    vraag = {"jaren": 10, "uren_taak_2": 51}
    pagina = client.get(reverse("team-omvang"), vraag).content.decode()
    assert "240" in pagina
    assert "18.000" in pagina
    assert "met aangepaste getallen" in pagina
    tekst = client.get(reverse("team-omvang-csv"), vraag).content.decode("utf-8-sig")
    rijen = list(csv.DictReader(io.StringIO(tekst), delimiter=";"))
    assert [r["projecten_per_jaar"] for r in rijen] == ["160", "80", "240"]
    assert rijen[-1]["fte"] == "15.0"
    boek = openpyxl.load_workbook(io.BytesIO(client.get(reverse("team-omvang-xlsx"), vraag).content))
    assert any(rij[0] == "Jaren waarin de opgave wordt gerealiseerd: 10" for rij in boek.active.values)
    assert Logregel.objects.filter(handeling="export").count() == 2


@pytest.mark.parametrize("vraag", [{"jaren": "0"}, {"jaren": "x"}, {"uren_per_week": "-1"}, {"geclusterd": "1e9"}])
def test_getallen_waar_geen_som_van_te_maken_is(client, cast, vraag):
    client.force_login(cast.kernteam)
    antwoord = client.get(reverse("team-omvang"), vraag)
    assert antwoord.status_code == 422
    assert f'value="{next(iter(vraag.values()))}"' in antwoord.content.decode()
    assert client.get(reverse("team-omvang-csv"), vraag).status_code == 302


# Evaluation


def tellingen(user, halfjaar=HELFT) -> dict[str, tuple]:
    gelezen = lees_evaluatie(user, halfjaar, NU)
    return {t.naam: (*t.aantallen, t.totaal) for o in gelezen.onderdelen for t in o.tellingen}


def test_half_jaren():
    assert (halfjaar_van(datetime.date(2026, 6, 30)), halfjaar_van(datetime.date(2026, 7, 1))) == (
        Halfjaar(2026, 1), HELFT,
    )  # fmt: skip
    assert (HELFT.vorige, Halfjaar(2026, 1).vorige) == (Halfjaar(2026, 1), Halfjaar(2025, 2))
    assert HELFT.bereik == (datetime.date(2026, 7, 1), datetime.date(2026, 12, 31))


def test_de_keuze_gaat_terug_tot_het_eerste_project(cast, maak_project):
    assert halfjaren(cast.kernteam, NU) == [HELFT]
    maak_project(fase_sinds=datetime.date(2025, 9, 1))
    assert halfjaren(cast.kernteam, NU) == [HELFT, Halfjaar(2026, 1), Halfjaar(2025, 2)]


def test_projecten_en_fasen_in_een_half_jaar(cast, maak_project):
    def dag(maand, jaar=2026):
        return datetime.date(jaar, maand, 10)

    oud = maak_project(fase="ontwerp", fase_sinds=dag(2, 2025))
    zet_fase(project=oud, fase="realisatie", datum=dag(3), by="x")
    oud.refresh_from_db()
    zet_fase(project=oud, fase="in_gebruik", datum=dag(8), by="x")
    maak_project(fase_sinds=dag(9))
    gestopt = maak_project("Bee", fase_sinds=dag(7))
    zet_fase(project=gestopt, fase="initiatief", datum=dag(8), by="x")
    gestopt.refresh_from_db()
    stop_project(project=gestopt, datum=dag(10), reden="geen zorg", by="x")
    twee, een = tellingen(cast.kernteam), tellingen(cast.kernteam, Halfjaar(2026, 1))
    assert (twee["gestart"], twee["gestopt"], twee["in gebruik genomen"]) == ((1, 1, 2), (0, 1, 1), (1, 0, 1))
    assert (een["lopend aan het eind"], twee["lopend aan het eind"]) == ((1, 0, 1), (1, 0, 1))
    assert twee["van realisatie naar in gebruik"] == (1, 0, 1)
    assert twee["van idee naar initiatief"] == (0, 1, 1)
    assert een["van ontwerp naar realisatie"] == (1, 0, 1)
    assert "van ontwerp naar realisatie" not in twee


def test_inzet_ouderen_en_partners(cast, maak_project, log):
    oost, west = maak_project(fase_sinds=datetime.date(2026, 7, 1)), maak_project("Bee")
    log(oost, uren="1.5", datum=datetime.date(2026, 7, 1), zichtbaarheid="adviseurs")
    log(oost, uren="2", taak="I", datum=datetime.date(2026, 6, 30))
    log(west, uren="3", datum=datetime.date(2026, 9, 1))
    log(uren="4", taak="V", datum=datetime.date(2026, 9, 1))  # of the land
    for _ in range(2):
        bijeenkomst = Betrokkenheid(
            project=oost, vorm="bijeenkomst", datum=datetime.date(2026, 9, 1), resultaat="Een tuin"
        )
        bewaar_betrokkenheid(betrokkenheid=bijeenkomst, by="x")
    uit = tellingen(cast.kernteam)
    assert uit["contactmomenten"] == (1, 1, 3)
    assert uit["uren taak II – van projectidee naar gezamenlijke afspraken"] == (D("1.5"), 3, D("4.5"))
    assert uit["uren taak I – van programmering naar uitvoering"] == (0, 0, 0)
    assert uit["projecten waar ouderen meededen"] == (1, 0, 1)
    assert tellingen(cast.coordinator_oost)["contactmomenten"] == (1, 1)


def test_pas_met_het_laatste_ja_is_er_een_afspraak(cast, maak_project):
    project = maak_project()
    partners = [
        project.partners.get(),
        voeg_partner_toe(project=project, rol="zorgorganisatie", naam="Zorg", by="x", van=datetime.date(2026, 1, 1)),
        voeg_partner_toe(project=project, rol="bewoners", naam="Buurt", by="x", van=datetime.date(2026, 1, 1)),
    ]
    naam = "projecten met bestuurlijk commitment van alle drie"
    for partner, dag in zip(partners[:2], [(3, 1), (4, 1)], strict=True):
        zet_commitment(partner=partner, niveau="bestuurlijk", datum=datetime.date(2026, *dag), by="x")
    zet_commitment(partner=partners[2], niveau="directie", datum=datetime.date(2026, 8, 1), by="x")
    assert tellingen(cast.kernteam)[naam] == (0, 0, 0)
    zet_commitment(partner=partners[2], niveau="bestuurlijk", datum=datetime.date(2026, 9, 1), by="x")
    assert tellingen(cast.kernteam)[naam] == (1, 0, 1)
    assert tellingen(cast.kernteam, Halfjaar(2026, 1))[naam] == (0, 0, 0)
    assert tellingen(cast.kernteam)["commitment vastgelegd: bestuurlijk"] == (1, 0, 1)


def test_knelpunten_die_men_niet_mag_lezen_tellen_niet(cast, maak_project):
    project, ander = maak_project(), maak_project("Bee")
    geheim = maak_knelpunt(project, zichtbaarheid="adviseurs", sinds=datetime.date(2026, 8, 1))
    open_ = maak_knelpunt(ander, sinds=datetime.date(2026, 8, 1))
    punt = maak_punt([geheim, open_])
    beantwoord(punt=punt, antwoord="Dat kan.", van="Het Rijk", datum=timezone.localdate(), by="x")
    punt.refresh_from_db()
    type(punt).objects.filter(pk=punt.pk).update(beantwoord_op=datetime.date(2026, 10, 1))
    land = tellingen(cast.kernteam)
    assert land["knelpunten gemeld"] == (1, 1, 2)
    # One point that touches two provincies is one point.
    assert land["agenderingspunten beantwoord"] == (1, 1, 1)
    assert tellingen(cast.coordinator_oost)["knelpunten gemeld"] == (0, 0)


def test_plots_die_in_het_half_jaar_zijn_gereserveerd(cast, maak_plot):
    open_, eigen = maak_plot(geclusterd=20), maak_plot(geclusterd=20, vertrouwelijkheid="gemeente")
    for plot in (open_, open_, eigen):
        Plotstap.objects.create(
            plot=plot, van="in_gesprek", naar="gereserveerd", datum=datetime.date(2026, 8, 1), door="x"
        )
    Plotstap.objects.create(
        plot=open_, van="gereserveerd", naar="vastgelegd", datum=datetime.date(2026, 6, 1), door="x"
    )
    uit = tellingen(cast.coordinator_oost)
    # A plot that this reader may not see is not counted, one that was reserved twice is one.
    assert (uit["plots gereserveerd"], uit["plots vastgelegd"]) == ((1, 1), (0, 0))


def test_de_evaluatie_als_werkboek_zegt_alleen_aantallen(client, cast, maak_project, log):
    project = maak_project(naam="Geheime Hof")
    log(project, notitie="vertrouwelijk woord", wie="de wethouder")
    client.force_login(cast.coordinator_oost)
    vraag = {"halfjaar": halfjaar_van(timezone.localdate()).sleutel}
    boek = openpyxl.load_workbook(io.BytesIO(client.get(reverse("team-evaluatie-xlsx"), vraag).content))
    cellen = [str(cel) for rij in boek.active.values for cel in rij if cel is not None]
    assert "contactmomenten" in cellen
    assert not [c for c in cellen if "vertrouwelijk" in c or "Hof" in c or "wethouder" in c]
    pagina = client.get(reverse("team-evaluatie"), vraag).content.decode()
    assert "Contactmomenten" in pagina
    assert "Geheime Hof" not in pagina


def test_evenveel_vragen_voor_de_evaluatie(client, cast, maak_project, log, django_assert_max_num_queries):
    for n in range(10):
        log(maak_project("Aa" if n % 2 else "Bee"))
    client.force_login(cast.kernteam)
    with django_assert_max_num_queries(22):
        assert client.get(reverse("team-evaluatie")).status_code == 200


def test_de_teamstand_op_een_startpagina(cast, maak_project):
    maak_project(adviseur=None)
    html = render_to_string("projecten/_teamstand.html", {"stand": teamstand(cast.coordinator_oost)})
    assert "1</strong> lopende project" in html
    assert reverse("team") in html
    Project.objects.all().delete()
    html = render_to_string("projecten/_teamstand.html", {"stand": teamstand(cast.coordinator_oost)})
    assert "Er loopt hier nog geen project" in html
