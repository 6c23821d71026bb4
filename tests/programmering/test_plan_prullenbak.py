"""The bin of plans: what goes in, who finds it, having it back whole, and the end of it."""

import datetime

import pytest
from celery import current_app
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from programmering import tasks
from programmering.opmerkingen.models import Opmerking
from programmering.partners.models import Voorstel
from programmering.plannen.actions import bewaar_plan, verwijder_plan
from programmering.plannen.models import Plan, Planregel
from programmering.plannen.prullenbak import ruim_op, zet_terug
from programmering.plots.actions import bewaar_plot, koppel_plan
from programmering.voortgang.bereken import werk_bij
from programmering.voortgang.models import Bijdrage
from tests.conftest import regels_van

pytestmark = pytest.mark.django_db
BIN = "/plannen/prullenbak/"


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def gooi_weg(*plannen, op=None):
    for plan in plannen:
        verwijder_plan(plan=plan, by="Jansen")
    if op:
        Plan.met_prullenbak.filter(pk__in=[p.pk for p in plannen]).update(verwijderd_op=op)


def test_verwijderen_legt_in_de_prullenbak_en_terugzetten_geeft_alles_terug(
    invoerder, cast, maak_plan, maak_project, maak_plot, herbereken
):
    plot = maak_plot(geclusterd=40)
    plan = maak_plan(status="4A", plannaam="De Linde", knelpunten=["stikstof"], behandelaar=cast.invoerder_aa)
    koppel_plan(plot=plot, plan=plan, by="test")
    project = maak_project(plan=plan)
    voorstel = Voorstel.objects.create(
        soort="voorstel", plan=plan, bericht="x", organisatie=cast.partner.lidmaatschappen.get().organisatie
    )
    opmerking = Opmerking.objects.create(plan=plan, tekst="Let op", door=cast.invoerder_aa, door_naam="invoerder-aa")
    herbereken()
    velden = [f.attname for f in Plan._meta.concrete_fields if f.name not in ("versie", "gewijzigd")]
    voor = Plan.objects.values(*velden).get(pk=plan.pk)
    regels = list(Planregel.objects.filter(plan=plan).order_by("pk").values())
    bijdragen = set(Bijdrage.objects.filter(plan=plan).values_list("jaar", "categorie", "aantal"))

    antwoord = invoerder.post(reverse("plan-verwijderen", args=[plan.pk]), follow=True)
    assert "prullenbak" in antwoord.content.decode()
    assert invoerder.get(plan.get_absolute_url()).status_code == 404
    assert werk_bij()
    assert not Bijdrage.objects.filter(plan=plan).exists()
    regel = invoerder.get(BIN).context["rijen"][0]
    assert (regel.plan.plannaam, regel.plan.verwijderd_door) == ("De Linde", "invoerder-aa")
    assert regel.weg_op == timezone.localdate() + datetime.timedelta(days=90)

    antwoord = invoerder.post(reverse("plan-terugzetten", args=[plan.pk]))
    assert antwoord.url == plan.get_absolute_url()
    assert invoerder.get(plan.get_absolute_url()).status_code == 200
    assert Plan.objects.values(*velden).get(pk=plan.pk) == voor
    assert list(Planregel.objects.filter(plan=plan).order_by("pk").values()) == regels
    for ding in (project, voorstel, opmerking):
        ding.refresh_from_db()
        assert ding.plan_id == plan.pk
    assert plan.knelpuntregels.get().opgelost_op is None
    assert list(plot.plannen.all()) == [plan]
    werk_bij()
    assert set(Bijdrage.objects.filter(plan=plan).values_list("jaar", "categorie", "aantal")) == bijdragen
    assert herbereken().verschillen == 0
    assert not invoerder.get(BIN).context["rijen"]


def test_geschiedenis_noemt_wie_verwijderde_en_wie_terugzette(maak_plan):
    plan = maak_plan()
    verwijder_plan(plan=plan, by="Jansen")
    zet_terug(plan=plan, by="De Vries")
    events = apps.get_model("programmering", "PlanEvent").objects.filter(pgh_obj_id=plan.pk).order_by("-pgh_id")[:2]
    assert [(e.pgh_context.metadata["door"], e.verwijderd_op is None) for e in events] == [
        ("De Vries", True),
        ("Jansen", False),
    ]


def test_een_plot_krijgt_zijn_woningen_terug_zolang_het_plan_in_de_prullenbak_ligt(maak_plan, maak_plot, herbereken):
    plot = maak_plot(geclusterd=40)
    type(plot).objects.filter(pk=plot.pk).update(
        status="gereserveerd", reservering_tot=timezone.localdate() + datetime.timedelta(days=99)
    )
    plan = maak_plan(aantallen=regels_van(geclusterd=30))
    koppel_plan(plot=plot, plan=plan, by="test")
    herbereken()

    def over():
        return sum(Bijdrage.objects.filter(plot=plot).values_list("aantal", flat=True))

    assert over() == 10
    gooi_weg(plan)
    werk_bij()
    assert over() == 40
    zet_terug(plan=plan, by="test")
    werk_bij()
    assert over() == 10


# A name or a code that is taken


def test_een_naam_die_intussen_bezet_is_vraagt_om_een_andere(invoerder, maak_plan):
    plan = maak_plan(plannaam="De Linde", plancode="A1")
    gooi_weg(plan)
    maak_plan(plannaam="De Linde")  # the name is free as soon as the plan lies in the bin
    url = reverse("plan-terugzetten", args=[plan.pk])
    antwoord = invoerder.post(url)
    assert antwoord.status_code == 422
    pagina = antwoord.content.decode()
    assert "heeft deze naam intussen" in pagina
    assert 'value="De Linde (2)"' in pagina
    assert invoerder.post(url, {"plannaam": "De Linde (2)", "plancode": "A1"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.plannaam, plan.plancode, plan.verwijderd_op) == ("De Linde (2)", "A1", None)


def test_een_code_die_intussen_bezet_is_mag_leeg(invoerder, maak_plan):
    plan = maak_plan(plancode="A1")
    gooi_weg(plan)
    maak_plan(plancode="A1")
    url = reverse("plan-terugzetten", args=[plan.pk])
    antwoord = invoerder.post(url)
    assert antwoord.status_code == 422
    assert "heeft deze code intussen" in antwoord.content.decode()
    # Without a code there is no other plan that could have it.
    assert invoerder.post(url, {"plancode": ""}).status_code == 302
    plan.refresh_from_db()
    assert plan.plancode == ""


@pytest.mark.parametrize("naam", ["", "  ", "x" * 201, "De\x00Linde"])
def test_een_naam_die_niet_kan_wordt_gezegd(invoerder, maak_plan, naam):
    plan = maak_plan()
    gooi_weg(plan)
    antwoord = invoerder.post(reverse("plan-terugzetten", args=[plan.pk]), {"plannaam": naam})
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors
    assert Plan.met_prullenbak.in_prullenbak().filter(pk=plan.pk).exists()


def test_dezelfde_naam_mag_vaker_in_de_prullenbak_en_elke_krijgt_een_vrije(invoerder, maak_plan):
    plannen = []
    for _ in range(3):
        plannen.append(maak_plan(plannaam="Kerkplein"))
        gooi_weg(plannen[-1])
    for plan in plannen:
        url = reverse("plan-terugzetten", args=[plan.pk])
        voorstel = invoerder.get(url).context["form"]["plannaam"].value()
        assert invoerder.post(url, {"plannaam": voorstel}).status_code == 302
    assert set(Plan.objects.values_list("plannaam", flat=True)) == {"Kerkplein", "Kerkplein (2)", "Kerkplein (3)"}


def test_wie_net_te_laat_is_met_een_naam_krijgt_ook_een_zin(invoerder, maak_plan, monkeypatch):
    plan = maak_plan(plannaam="De Linde")
    gooi_weg(plan)
    maak_plan(plannaam="De Linde")
    # Taken between the look and the write: only the database still knows.
    monkeypatch.setattr("programmering.plannen.prullenbak.bezet", lambda plan: {})
    antwoord = invoerder.post(reverse("plan-terugzetten", args=[plan.pk]))
    assert antwoord.status_code == 422
    assert "nam net deze naam of code" in antwoord.content.decode()


# Twice, and at the same time


def test_twee_keer_verwijderen_laat_de_eerste_staan(maak_plan):
    plan = maak_plan()
    verwijder_plan(plan=plan, by="een")
    verwijder_plan(plan=plan, by="twee")
    plan.refresh_from_db()
    assert plan.verwijderd_door == "een"


def test_wat_niet_meer_in_de_prullenbak_ligt_wordt_niet_nog_eens_teruggezet(invoerder, maak_plan):
    plan = maak_plan()
    gooi_weg(plan)
    zet_terug(plan=plan, by="een")
    with pytest.raises(ValidationError, match="ligt niet meer in de prullenbak"):
        zet_terug(plan=plan, by="twee")
    assert invoerder.post(reverse("plan-terugzetten", args=[plan.pk])).status_code == 404


def test_wie_het_plan_nog_open_had_haalt_het_niet_uit_de_prullenbak(maak_plan):
    plan = maak_plan()
    open_formulier = Plan.objects.get(pk=plan.pk)
    gooi_weg(plan)
    with pytest.raises(ValidationError, match="intussen verwijderd"):
        bewaar_plan(plan=open_formulier, regels=None, gereed=True, by="twee", verwachte_versie=open_formulier.versie)
    with pytest.raises(ValidationError, match="intussen verwijderd"):
        bewaar_plan(plan=open_formulier, regels=None, gereed=True, by="twee")
    assert not Plan.objects.filter(pk=plan.pk).exists()


def test_een_plot_met_alleen_een_verwijderd_plan_mag_naar_een_andere_gemeente(land, maak_plan, maak_plot):
    plot, plan = maak_plot(), maak_plan()
    koppel_plan(plot=plot, plan=plan, by="test")
    gooi_weg(plan)
    plot.gemeente = land["Bee"]
    bewaar_plot(plot=plot, regels=None, by="test")
    assert zet_terug(plan=plan, by="test").plot is None


# Who, and how many


def test_ieder_ziet_alleen_wat_hij_ook_mocht_wijzigen(client, cast, maak_plan):
    eigen, stil = maak_plan(), maak_plan(status="4A", vertrouwelijkheid="gemeente")
    buren = maak_plan("Bee")
    gooi_weg(eigen, stil, buren)
    verwacht = {
        "invoerder_aa": {eigen, stil},
        "coordinator_oost": {eigen},
        "invoerder_bee": {buren},
        "beheerder": {eigen, stil, buren},
    }
    for wie, plannen in verwacht.items():
        client.force_login(getattr(cast, wie))
        assert {r.plan for r in client.get(BIN).context["rijen"]} == plannen, wie


def test_zoeken_en_bladeren(invoerder, maak_plan, django_assert_max_num_queries):
    gooi_weg(*[maak_plan(plannaam=f"Plan {i:03d}") for i in range(60)])
    with django_assert_max_num_queries(9):
        eerste = invoerder.get(BIN)
    assert len(eerste.context["rijen"]) == 50
    assert len(invoerder.get(BIN, {"blad": 2}).context["rijen"]) == 10
    assert [r.plan.plannaam for r in invoerder.get(BIN, {"q": "007"}).context["rijen"]] == ["Plan 007"]
    leeg = invoerder.get(BIN, {"q": "bestaat niet"})
    assert "Niets gevonden" in leeg.content.decode()


# The end


def test_na_de_termijn_is_een_plan_weg_en_zijn_geschiedenis_niet(maak_plan, maak_project, settings):
    nu = timezone.now()
    settings.PRULLENBAK_DAGEN = 30
    oud, nieuw, levend = maak_plan(), maak_plan(), maak_plan()
    project = maak_project(plan=oud)
    gooi_weg(oud, op=nu - datetime.timedelta(days=31))
    gooi_weg(nieuw, op=nu - datetime.timedelta(days=29))
    assert ruim_op(nu) == 1
    assert ruim_op(nu) == 0
    assert set(Plan.met_prullenbak.all()) == {nieuw, levend}
    project.refresh_from_db()
    assert project.plan_id is None
    events = apps.get_model("programmering", "PlanEvent").objects.filter(pgh_obj_id=oud.pk).order_by("pgh_id")
    assert [e.pgh_label for e in events] == ["insert", "update", "update", "delete"]
    assert events.last().pgh_context.metadata["door"] == "het portaal"
    regels = apps.get_model("programmering", "PlanregelEvent").objects.filter(plan_id=oud.pk)
    assert regels.filter(pgh_label="delete").count() == 5


def test_opruimen_gaat_in_porties(maak_plan, monkeypatch):
    monkeypatch.setattr("programmering.plannen.prullenbak.PORTIE", 2)
    plannen = [maak_plan() for _ in range(5)]
    gooi_weg(*plannen, op=timezone.now() - datetime.timedelta(days=91))
    assert ruim_op() == 5


def test_de_opruimtaak_staat_in_het_rooster(maak_plan, settings):
    plan = maak_plan()
    gooi_weg(plan, op=timezone.now() - datetime.timedelta(days=91))
    taak = settings.CELERY_BEAT_SCHEDULE["leeg-prullenbak"]["task"]
    assert taak in current_app.tasks
    tasks.leeg_prullenbak()
    assert not Plan.met_prullenbak.filter(pk=plan.pk).exists()
