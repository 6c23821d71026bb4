import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programmering.partners.actions import voeg_partner_toe as partner_bij_plot
from programmering.partners.actions import zet_commitment as commitment_bij_plot
from programmering.plannen.actions import VersieConflict
from projecten.project import actions
from projecten.project.models import Actie, Betrokkenheid, Conditiescore, Project
from projecten.project.selectors import lees_project
from projecten.project.verhaal import verhaal

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate()


def dagen(n: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=n)


def inhoud(client, wie, url) -> str:
    client.force_login(wie)
    return client.get(url).content.decode()


def test_wie_ziet_welk_project(cast, maak_project):
    aa, bee = maak_project("Aa"), maak_project("Bee", partner=None, projectleider=None)
    ziet = {naam: set(Project.objects.for_user(wie)) for naam, wie in cast}
    beide = {"kernteam", "beheerder"}
    alleen_aa = {"invoerder_aa", "vaststeller_aa", "adviseur_oost", "coordinator_oost", "partner", "projectleider"}
    assert {naam for naam, wat in ziet.items() if wat == {aa, bee}} == beide
    assert {naam for naam, wat in ziet.items() if wat == {aa}} == alleen_aa
    assert ziet["invoerder_bee"] == {bee}
    assert not any(ziet[naam] for naam in ("koepel", "zorgkantoor", "vreemde"))


def test_een_partner_die_weg_is_en_een_vorige_projectleider_zien_niets_meer(cast, maak_project):
    project = maak_project()
    actions.beeindig_partner(partner=project.partners.get(), datum=VANDAAG, by="test")
    actions.zet_projectleider(project=project, gebruiker=cast.vreemde, naam="", contact="", by="test")
    assert not Project.objects.for_user(cast.partner).exists()
    assert not Project.objects.for_user(cast.projectleider).exists()
    assert Project.objects.for_user(cast.vreemde).get() == project


def test_van_een_plot_gaan_de_partners_en_hun_commitment_mee(cast, maak_plot, maak_project):
    plot = maak_plot(geclusterd=24)
    organisatie = cast.partner.lidmaatschappen.get().organisatie
    met_account = partner_bij_plot(plot=plot, rol="corporatie_investeerder", naam="", organisatie=organisatie, by="x")
    commitment_bij_plot(partner=met_account, niveau="bestuurlijk", datum=dagen(9), toelichting="brief", by="x")
    partner_bij_plot(plot=plot, rol="lokale_gemeenschap", naam="Buurt aan zet", by="x")
    project = maak_project(plot=plot, partner=None)
    rollen = {p.naam: p.rol for p in project.partners.all()}
    assert rollen == {organisatie.naam: "corporatie", "Buurt aan zet": "bewoners"}
    assert project.partners.get(rol="corporatie").commitments.get().datum == dagen(9)


def test_een_plan_of_plot_van_een_andere_gemeente_kan_niet(maak_plan, maak_plot, maak_project):
    for velden in ({"plan": maak_plan("Bee")}, {"plot": maak_plot("Bee")}):
        with pytest.raises(ValidationError, match="Bee"):
            maak_project("Aa", **velden)


def test_fasen_hebben_een_geschiedenis_en_gaan_niet_terug_in_de_tijd(maak_project):
    project = maak_project(fase_sinds=dagen(90))
    actions.zet_fase(project=project, fase="ontwerp", datum=dagen(30), toelichting="getekend", by="adviseur")
    with pytest.raises(ValidationError, match="vorige fase"):
        actions.zet_fase(project=project, fase="realisatie", datum=dagen(31), by="adviseur")
    with pytest.raises(ValidationError, match="moet nog komen"):
        actions.zet_fase(project=project, fase="realisatie", datum=dagen(-1), by="adviseur")
    with pytest.raises(ValidationError, match="al in de fase"):
        actions.zet_fase(project=project, fase="ontwerp", datum=VANDAAG, by="adviseur")
    assert [(o.fase, o.datum) for o in project.fasen.all()] == [("idee", dagen(90)), ("ontwerp", dagen(30))]


def test_wie_een_oude_versie_heeft_schrijft_niet(maak_project):
    project = maak_project()
    oud = Project.objects.get(pk=project.pk)
    actions.zet_fase(project=project, fase="initiatief", datum=VANDAAG, by="een")
    with pytest.raises(VersieConflict):
        actions.zet_ritme(project=oud, ritme="maandelijks", datum=VANDAAG, by="twee")


def test_een_actie_is_van_iemand_die_haar_kan_lezen(cast, maak_project):
    project = maak_project()
    with pytest.raises(ValidationError, match="wie dit doet"):
        actions.bewaar_actie(actie=Actie(project=project, wat="Bel"), by="x")
    geheim = Actie(project=project, wat="Bel", eigenaar=cast.projectleider, zichtbaarheid="adviseurs")
    with pytest.raises(ValidationError, match="kan dit zo niet lezen"):
        actions.bewaar_actie(actie=geheim, by="x")
    assert not Actie.objects.exists()


def test_scores_bewegen_en_dezelfde_dag_vervangt(cast, maak_project):
    project = maak_project()
    for dag, score in ((60, 1), (30, 2), (30, 3), (0, 4)):
        actions.scoor(project=project, scores={"vertrouwen": (score, "")}, datum=dagen(dag), by="adviseur")
    assert Conditiescore.objects.count() == 3
    stand = next(c for c in lees_project(project, cast.adviseur_oost).condities if c.conditie == "vertrouwen")
    assert [m.score for m in stand.metingen] == [1, 3, 4]
    assert (stand.beweging, stand.draagt) == ("hoger", True)
    # In the picture time runs to the right and a higher score stands higher.
    punten = stand.punten(dagen(60), VANDAAG)
    assert punten[0][0] < punten[1][0] < punten[2][0]
    assert punten[0][1] > punten[1][1] > punten[2][1]


def test_condities_zijn_niet_voor_partners(client, cast, maak_project):
    project = maak_project()
    actions.scoor(project=project, scores={"vertrouwen": (1, "zij praten niet")}, datum=VANDAAG, by="adviseur")
    for naam in ("adviseur_oost", "invoerder_aa", "projectleider"):
        assert "zij praten niet" in inhoud(client, getattr(cast, naam), project.get_absolute_url())
    for toon in ("", "?verhaal=alles"):
        pagina = inhoud(client, cast.partner, project.get_absolute_url() + toon)
        assert "zij praten niet" not in pagina
        assert "Condities" not in pagina


def test_de_zin_is_waar(cast, maak_project):
    project = maak_project(fase="ontwerp")
    zin = lees_project(project, cast.adviseur_oost).zin
    assert "een zorgorganisatie en de lokale gemeenschap" in zin
    assert "nog niet gescoord" in zin
    assert "Ouderen zijn nog niet betrokken" in zin
    for rol in ("zorgorganisatie", "bewoners"):
        actions.voeg_partner_toe(project=project, rol=rol, naam=rol, by="x")
    scores = dict.fromkeys(("visie", "belangen", "vertrouwen", "commitment", "structuur", "ouderen"), (3, ""))
    actions.scoor(project=project, scores=scores, datum=VANDAAG, by="x")
    actions.bewaar_betrokkenheid(betrokkenheid=Betrokkenheid(project=project, vorm="enquete", resultaat="x"), by="x")
    stand = lees_project(project, cast.adviseur_oost)
    assert stand.zin.endswith("Alle 6 condities voor succes dragen.")
    assert stand.afbouwen


def test_het_verhaal_staat_op_volgorde_en_noemt_alleen_wat_de_lezer_mag_weten(cast, maak_project):
    project = maak_project(fase_sinds=dagen(50))
    actions.zet_fase(project=project, fase="initiatief", datum=dagen(20), by="x")
    geheim = Actie(project=project, wat="Vraag naar het geld", eigenaar_naam="adviseur", zichtbaarheid="adviseurs")
    actions.rond_actie_af(actie=actions.bewaar_actie(actie=geheim, by="x"), gedaan=True, by="x")
    koppen = [m.kop for m in verhaal(project, cast.adviseur_oost)]
    assert koppen.index("Gedaan: Vraag naar het geld") < koppen.index("Naar de fase initiatief")
    assert koppen[-1] == "Begonnen als idee"
    for wie in (cast.invoerder_aa, cast.projectleider, cast.partner, cast.coordinator_oost, cast.beheerder):
        assert "Vraag naar het geld" not in str(verhaal(project, wie))


@pytest.mark.parametrize("naam", ["lijst", "csv", "xlsx"])
def test_lijst_en_uitvoer_tonen_alleen_wat_men_ziet(naam, client, cast, maak_project):
    maak_project("Aa", naam="Hof van Aa")
    maak_project("Bee", naam="Beehof", partner=None, projectleider=None)
    client.force_login(cast.invoerder_aa)
    antwoord = client.get(f"/projecten/{'' if naam == 'lijst' else 'projecten.' + naam}")
    assert antwoord.status_code == 200
    if naam != "xlsx":
        assert "Hof van Aa" in antwoord.content.decode()
        assert "Beehof" not in antwoord.content.decode()


def test_de_lijst_zonder_ouderen(client, cast, maak_project):
    met, zonder = maak_project(naam="Met ouderen"), maak_project(naam="Zonder hen")
    actions.bewaar_betrokkenheid(betrokkenheid=Betrokkenheid(project=met, vorm="enquete", resultaat="x"), by="x")
    pagina = inhoud(client, cast.adviseur_oost, "/projecten/?zonder=ouderen")
    assert zonder.naam in pagina
    assert met.get_absolute_url() not in pagina


def test_evenveel_vragen_voor_veel_projecten(client, cast, maak_project, django_assert_max_num_queries):
    for _ in range(12):
        maak_project()
    client.force_login(cast.adviseur_oost)
    with django_assert_max_num_queries(12):
        assert client.get("/projecten/").status_code == 200


def test_een_project_van_een_plot_in_de_browserstroom(client, cast, maak_plot):
    plot = maak_plot(naam="Aahoek")
    client.force_login(cast.adviseur_oost)
    pagina = client.get(f"/projecten/nieuw/?plot={plot.pk}").content.decode()
    assert 'value="Aahoek"' in pagina
    velden = {"naam": "Aahoek", "plot": plot.pk, "fase": "initiatief", "fase_sinds": VANDAAG.isoformat()}
    antwoord = client.post(f"/projecten/nieuw/?plot={plot.pk}", velden)
    project = Project.objects.get()
    assert antwoord.url == project.get_absolute_url()
    assert (project.plot, project.adviseur, project.fase) == (plot, cast.adviseur_oost, "initiatief")
    # Twice the same name in one gemeente is said beside the field, and what was typed stands there.
    antwoord = client.post(f"/projecten/nieuw/?plot={plot.pk}", velden | {"omschrijving": "Nog een keer"})
    assert antwoord.status_code == 422
    assert "al een project met deze naam" in antwoord.content.decode()
    assert "Nog een keer" in antwoord.content.decode()


def test_twee_die_tegelijk_bewaren_verliezen_niets(client, cast, maak_project):
    project = maak_project(naam="Hof")
    client.force_login(cast.invoerder_aa)
    velden = {"naam": "Hof van de een", "omschrijving": "een", "versie": project.versie}
    assert client.post(f"{project.get_absolute_url()}bewerken/", velden).status_code == 302
    anders = {"naam": "Hof van de ander", "omschrijving": "ander", "versie": project.versie}
    antwoord = client.post(f"{project.get_absolute_url()}bewerken/", anders)
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "Hof van de een" in pagina
    assert "Hof van de ander" in pagina
    nieuw = Project.objects.get(pk=project.pk).versie
    assert client.post(f"{project.get_absolute_url()}bewerken/", anders | {"versie": nieuw}).status_code == 302
    assert Project.objects.get(pk=project.pk).naam == "Hof van de ander"


def test_een_projectleider_krijgt_een_account_dat_alleen_dit_project_ziet(
    client, cast, maak_project, mailoutbox, django_capture_on_commit_callbacks
):
    project, ander = maak_project(projectleider=None), maak_project(projectleider=None)
    client.force_login(cast.adviseur_oost)
    velden = {"naam": "Een projectleider", "contact": "06 12345678", "email": "Leider@voorbeeld.nl"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{project.get_absolute_url()}projectleider/", velden).status_code == 302
    leider = Project.objects.get(pk=project.pk).projectleider
    assert (leider.email, leider.organisaties) == ("leider@voorbeeld.nl", set())
    assert [m.to for m in mailoutbox] == [["leider@voorbeeld.nl"]]
    assert set(Project.objects.for_user(leider)) == {project}
    # The second project for the same person: no second account, no second mail.
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{ander.get_absolute_url()}projectleider/", velden).status_code == 302
    assert set(Project.objects.for_user(leider)) == {project, ander}
    assert len(mailoutbox) == 1


def test_wat_een_lezer_niet_mag_zien_van_het_plan_staat_er_niet(client, cast, maak_plan, maak_project):
    plan = maak_plan(plannaam="Stil plan", status="4A", vertrouwelijkheid="gemeente")
    project = maak_project(plan=plan)
    assert "Stil plan" in inhoud(client, cast.invoerder_aa, project.get_absolute_url())
    for naam in ("adviseur_oost", "partner", "projectleider", "coordinator_oost"):
        pagina = inhoud(client, getattr(cast, naam), project.get_absolute_url())
        assert "Stil plan" not in pagina
        assert "nog een idee" not in pagina
    # Nor is it taken away by who saves the project without seeing it.
    client.force_login(cast.adviseur_oost)
    client.post(f"{project.get_absolute_url()}bewerken/", {"naam": "Hof", "versie": project.versie})
    assert Project.objects.get(pk=project.pk).plan == plan
