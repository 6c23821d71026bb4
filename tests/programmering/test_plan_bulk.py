"""One change to many plans: what is shown before, what cannot, and that it is all of them or none."""

import datetime
import random
import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programmering.plannen import lijsten
from programmering.plannen.actions import bewaar_plan, verwijder_plan, wijzig_velden
from programmering.plannen.bulk import (
    INTUSSEN,
    VERANDERINGEN,
    Achterhaald,
    behandelaarkeuzes,
    lees_keuze,
    maak_voorbeeld,
    voer_uit,
)
from programmering.plannen.models import Plan
from programmering.voortgang.vraag import vraag_bijwerking

pytestmark = pytest.mark.django_db
URL = "/plannen/samen-wijzigen/"


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def voorbeeld(user, plannen, veld, waarde):
    return maak_voorbeeld(user, lees_keuze(user, [p.pk for p in plannen]), veld, waarde)


def post(client, plannen, stap="voorbeeld", **velden):
    gegevens = {"plannen": ",".join(str(p.pk) for p in plannen), "stap": stap} | velden
    return client.post(URL, gegevens)


def velden_uit(antwoord) -> dict[str, str]:
    """What the page would send back when its button is pressed."""
    paren = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', antwoord.content.decode())
    return {naam: waarde for naam, waarde in paren if naam != "csrfmiddlewaretoken"}


# From the list to the end


def test_van_aanvinken_tot_gewijzigd_zonder_javascript(invoerder, maak_plan):
    plannen = [maak_plan(status="4A", vertrouwelijkheid="provincie", plannaam=f"Plan {i}") for i in range(3)]
    lijst = invoerder.get(reverse("plan-lijst"), {"q": "Plan"}).content.decode()
    assert lijst.count('type="checkbox" name="plan"') == 3
    keuze = {"plan": [p.pk for p in plannen[:2]], "filter": "q=Plan"}
    assert "U koos <strong>2</strong> plannen" in invoerder.get(URL, keuze).content.decode()

    velden = velden_uit(invoerder.get(URL, keuze)) | {"veld": "status_planologisch", "w_status_planologisch": "1A"}
    antwoord = invoerder.post(URL, velden | {"stap": "voorbeeld"})
    pagina = antwoord.content.decode()
    assert "Een hard plan is altijd openbaar: de vertrouwelijkheid gaat mee." in pagina
    assert "4A Visie" in pagina
    assert set(Plan.objects.values_list("status_planologisch", flat=True)) == {"4A"}

    antwoord = invoerder.post(URL, velden_uit(antwoord) | {"stap": "uitvoeren"}, follow=True)
    assert antwoord.redirect_chain[0][0] == reverse("plan-lijst") + "?q=Plan"
    assert "2 plannen zijn gewijzigd" in antwoord.content.decode()
    assert {(p.status_planologisch, p.vertrouwelijkheid) for p in Plan.objects.filter(pk__in=keuze["plan"])} == {
        ("1A", "openbaar")
    }
    plannen[2].refresh_from_db()
    assert plannen[2].status_planologisch == "4A"


def test_alle_in_het_filter(invoerder, maak_plan):
    for i in range(60):
        maak_plan(plannaam=f"Dorp {i:02d}", status="4A")
    maak_plan(plannaam="Stad", status="4A")
    maak_plan("Bee", plannaam="Dorp van de buren")
    lijst = invoerder.get(reverse("plan-lijst"), {"q": "Dorp"}).content.decode()
    assert "Wijzig alle 60 die u hier mag wijzigen" in lijst
    antwoord = invoerder.get(URL, {"keuze": "alle", "filter": "q=Dorp"})
    assert len(antwoord.context["plannen"]) == 60
    velden = velden_uit(antwoord) | {"veld": "plantype", "w_plantype": "verdichting", "stap": "voorbeeld"}
    invoerder.post(URL, velden_uit(invoerder.post(URL, velden)) | {"stap": "uitvoeren"})
    assert Plan.objects.filter(plantype="verdichting").count() == 60


def test_meer_dan_vijfhonderd_is_te_veel(invoerder, maak_plan, monkeypatch):
    monkeypatch.setattr("programmering.plannen.bulkviews.MAXIMUM", 3)
    plannen = [maak_plan(status="4A") for _ in range(4)]
    for antwoord in (
        invoerder.get(URL, {"keuze": "alle", "filter": ""}),
        invoerder.get(URL, {"plan": [p.pk for p in plannen]}),
        post(invoerder, plannen, veld="plantype", w_plantype="verdichting"),
        post(invoerder, plannen, "uitvoeren", veld="plantype", w_plantype="verdichting"),
    ):
        assert "te veel plannen tegelijk" in antwoord.content.decode()
    assert not Plan.objects.filter(plantype="verdichting").exists()


@pytest.mark.parametrize(
    "vraag", [{}, {"plan": ["0", "abc", "\x00", "9" * 30, "-1"]}, {"keuze": "alle", "filter": "q=x"}]
)
def test_zonder_keuze_zegt_de_pagina_wat_te_doen(invoerder, vraag):
    assert "Kies eerst plannen" in invoerder.get(URL, vraag).content.decode()


def test_wie_niets_mag_wijzigen_ziet_geen_vakjes(client, cast, maak_plan):
    maak_plan()
    for wie in (None, cast.koepel):
        if wie:
            client.force_login(wie)
        lijst = client.get(reverse("plan-lijst")).content.decode()
        assert 'name="plan"' not in lijst
        assert URL not in lijst


# What each change does, and what cannot


@pytest.mark.parametrize(
    ("begin", "veld", "waarde", "wordt", "opmerking"),
    [
        ({}, "status_project", "start", {"status_project": "start"}, ""),
        ({}, "plantype", "verdichting", {"plantype": "verdichting"}, ""),
        ({}, "vertrouwelijkheid", "gemeente", {"vertrouwelijkheid": "gemeente"}, ""),
        ({}, "peildatum", datetime.date(2026, 5, 1), {"peildatum": datetime.date(2026, 5, 1)}, ""),
        ({}, "status_planologisch", "5A", {"status_planologisch": "5A"}, "telt het plan niet mee"),
        ({}, "opdrachtgever_soort", "gemeente", {"opdrachtgever_soort": "gemeente"}, ""),
        (
            {"opdrachtgever_soort": "particulieren", "opdrachtgever_naam": "Jansen"},
            "opdrachtgever_soort",
            "woningcorporatie",
            {"opdrachtgever_soort": "woningcorporatie"},
            "(Jansen) wordt hiermee openbaar",
        ),
        ({"knelpunten": ["geen"]}, "knelpunt_erbij", "stikstof", {"knelpunten": ["stikstof"]}, ""),
        ({"knelpunten": ["beleid"]}, "knelpunt_erbij", "stikstof", {"knelpunten": ["beleid", "stikstof"]}, ""),
        ({"knelpunten": ["beleid"]}, "knelpunt_erbij", "geen", {"knelpunten": ["geen"]}, "als opgelost"),
        ({"knelpunten": ["beleid", "stikstof"]}, "knelpunt_opgelost", "beleid", {"knelpunten": ["stikstof"]}, ""),
    ],
)
def test_wat_een_wijziging_doet(cast, maak_plan, begin, veld, waarde, wordt, opmerking):
    plan = maak_plan(status="4A", vertrouwelijkheid="provincie", **begin)
    (rij,) = voorbeeld(cast.invoerder_aa, [plan], veld, waarde).rijen
    assert rij.kan
    assert opmerking in rij.opmerking
    assert voer_uit(user=cast.invoerder_aa, naam=veld, waarde=waarde, gezien={plan.pk: plan.versie}) == 1
    plan.refresh_from_db()
    assert {naam: getattr(plan, naam) for naam in wordt} == wordt
    assert plan.versie == 2
    # Again the same: it is so already, and nothing happens.
    assert [r.al_zo for r in voorbeeld(cast.invoerder_aa, [plan], veld, waarde).rijen] == [True]


@pytest.mark.parametrize(
    ("begin", "veld", "waarde", "reden"),
    [
        ({"status": "1A"}, "vertrouwelijkheid", "provincie", "Een hard plan is altijd openbaar."),
        ({}, "status_planologisch", "onbekend", "Zonder planologische status kan dit plan niet gereed zijn."),
    ],
)
def test_wat_niet_kan_zegt_waarom(cast, maak_plan, begin, veld, waarde, reden):
    plan = maak_plan(**{"status": "4A"} | begin)
    (rij,) = voorbeeld(cast.invoerder_aa, [plan], veld, waarde).rijen
    assert rij.reden.startswith(reden)
    with pytest.raises(Achterhaald) as fout:
        voer_uit(user=cast.invoerder_aa, naam=veld, waarde=waarde, gezien={plan.pk: plan.versie})
    assert fout.value.redenen[plan.pk].startswith(reden)
    plan.refresh_from_db()
    assert plan.versie == 1


def test_een_concept_mag_wel_terug_naar_onbekend(cast, maak_plan):
    plan = maak_plan(status="4A", gereed=False)
    voer_uit(user=cast.invoerder_aa, naam="status_planologisch", waarde="onbekend", gezien={plan.pk: 1})
    plan.refresh_from_db()
    assert plan.status_planologisch == "onbekend"


def test_behandelaar_is_iemand_die_er_werkt(cast, maak_plan):
    hier, daar = maak_plan(), maak_plan("Bee")
    user = cast.beheerder
    keuzes = dict(behandelaarkeuzes(user, lees_keuze(user, [hier.pk, daar.pk])))
    assert set(keuzes.values()) == {"niemand", "beheerder", "invoerder-aa", "vaststeller-aa", "invoerder-bee"}
    rijen = voorbeeld(user, [hier, daar], "behandelaar", str(cast.vaststeller_aa.pk)).rijen
    assert {r.plan: (r.kan, r.reden) for r in rijen} == {
        hier: (True, ""),
        daar: (False, "Deze persoon werkt niet bij de gemeente Bee."),
    }
    voer_uit(user=user, naam="behandelaar", waarde=str(cast.vaststeller_aa.pk), gezien={hier.pk: 1})
    hier.refresh_from_db()
    assert hier.behandelaar == cast.vaststeller_aa
    voer_uit(user=user, naam="behandelaar", waarde="niemand", gezien={hier.pk: 2})
    hier.refresh_from_db()
    assert hier.behandelaar is None


def test_een_knelpunt_oplossen_zet_de_dag_erbij(cast, maak_plan):
    plannen = [maak_plan(knelpunten=["netcongestie_nuts"]) for _ in range(3)]
    voer_uit(
        user=cast.invoerder_aa, naam="knelpunt_opgelost", waarde="netcongestie_nuts", gezien={p.pk: 1 for p in plannen}
    )
    for plan in plannen:
        assert plan.knelpuntregels.get().opgelost_op == timezone.localdate()


# Of others, and of nobody


def test_plannen_van_anderen_blijven_wat_ze_zijn(invoerder, cast, maak_plan):
    eigen, buren = maak_plan(), maak_plan("Bee")
    stil = maak_plan("Bee", plannaam="STIL", status="4A", vertrouwelijkheid="gemeente")
    antwoord = post(invoerder, [eigen, buren, stil], veld="status_project", w_status_project="start")
    assert [r.plan for r in antwoord.context["voorbeeld"].te_wijzigen] == [eigen]
    assert [(r.plan, r.reden) for r in antwoord.context["voorbeeld"].kan_niet] == [
        (buren, "U mag dit plan niet wijzigen.")
    ]
    assert "STIL" not in antwoord.content.decode()
    for plan in (buren, stil):
        with pytest.raises(Achterhaald):
            voer_uit(user=cast.invoerder_aa, naam="status_project", waarde="start", gezien={eigen.pk: 1, plan.pk: 1})
    zelf_gemaakt = velden_uit(antwoord) | {"gezien": f"{buren.pk}:1,{stil.pk}:1", "stap": "uitvoeren"}
    assert invoerder.post(URL, zelf_gemaakt).status_code == 409
    assert not Plan.objects.filter(status_project="start").exists()


def test_een_provincie_geeft_geen_plan_weg_dat_zij_niet_ziet(client, cast, maak_plan):
    maak_plan(status="4A", vertrouwelijkheid="gemeente")
    zichtbaar = maak_plan(status="4A", vertrouwelijkheid="provincie")
    client.force_login(cast.coordinator_oost)
    assert client.get(URL, {"keuze": "alle", "filter": ""}).context["plannen"] == [zichtbaar]


# All or nothing


def test_wie_intussen_iets_wijzigde_wordt_niet_overschreven_en_dan_gebeurt_er_niets(invoerder, maak_plan):
    plannen = [maak_plan(status="4A", plannaam=f"Plan {i}") for i in range(3)]
    gezien = post(invoerder, plannen, veld="status_project", w_status_project="start")
    ander = Plan.objects.get(pk=plannen[1].pk)
    ander.status_project = "ontwerp"
    bewaar_plan(plan=ander, regels=None, gereed=True, by="ander")
    antwoord = invoerder.post(URL, velden_uit(gezien) | {"stap": "uitvoeren"})
    assert antwoord.status_code == 409
    pagina = antwoord.content.decode()
    assert "Er is niets gewijzigd, aan geen enkel plan." in pagina
    assert pagina.count(INTUSSEN) == 1
    assert "Ontwerp" in pagina
    assert not Plan.objects.filter(status_project="start").exists()
    # Looked at again, and confirmed.
    assert invoerder.post(URL, velden_uit(antwoord) | {"stap": "uitvoeren"}).status_code == 302
    assert Plan.objects.filter(status_project="start").count() == 3


def test_een_verwijderd_plan_houdt_de_rest_niet_stil_tegen(invoerder, maak_plan):
    plannen = [maak_plan() for _ in range(2)]
    gezien = post(invoerder, plannen, veld="status_project", w_status_project="start")
    verwijder_plan(plan=plannen[0], by="ander")
    antwoord = invoerder.post(URL, velden_uit(gezien) | {"stap": "uitvoeren"})
    assert antwoord.status_code == 409
    assert antwoord.context["weg"] == 1
    assert invoerder.post(URL, velden_uit(antwoord) | {"stap": "uitvoeren"}).status_code == 302
    assert Plan.met_prullenbak.filter(status_project="start").count() == 1


def test_weigert_er_een_dan_blijft_alles_zoals_het_was(invoerder, maak_plan, monkeypatch):
    plannen = [maak_plan(plannaam=f"Plan {i}") for i in range(4)]

    def weigert(plan, velden):
        if plan.pk == plannen[2].pk:
            raise ValidationError("Dit plan wil niet.")

    gezien = velden_uit(post(invoerder, plannen, veld="status_project", w_status_project="start"))
    monkeypatch.setattr("programmering.plannen.bulk.toets_velden", weigert)
    antwoord = invoerder.post(URL, gezien | {"stap": "uitvoeren"})
    assert antwoord.status_code == 409
    assert [(r.plan, r.reden) for r in antwoord.context["voorbeeld"].kan_niet] == [(plannen[2], "Dit plan wil niet.")]
    assert not Plan.objects.filter(status_project="start").exists()
    # The one that refuses is left out of what is confirmed next.
    invoerder.post(URL, velden_uit(antwoord) | {"stap": "uitvoeren"})
    assert Plan.objects.filter(status_project="start").count() == 3


@pytest.mark.parametrize("zaad", range(3))
def test_het_voorbeeld_zegt_wat_er_gebeurt(zaad, cast, maak_plan):
    """Of random plans and every change: exactly what was shown becomes so, and nothing else."""
    toeval, user = random.Random(zaad), cast.beheerder
    plannen = []
    for _ in range(8):
        status = toeval.choice(lijsten.StatusPlanologisch.values)
        vertrouwelijk = "openbaar" if status in lijsten.HARD else toeval.choice(lijsten.Vertrouwelijkheid.values)
        plannen.append(
            maak_plan(
                toeval.choice(["Aa", "Bee"]), status=status, vertrouwelijkheid=vertrouwelijk,
                gereed=status != "onbekend" and toeval.random() < 0.8,
                knelpunten=toeval.choice([[], ["geen"], ["beleid"], ["beleid", "stikstof"]]),
                opdrachtgever_soort=toeval.choice(lijsten.Opdrachtgever.values), opdrachtgever_naam="Jansen",
            )
        )  # fmt: skip
    waarden = {
        "status_planologisch": lijsten.StatusPlanologisch.values,
        "status_project": lijsten.StatusProject.values,
        "vertrouwelijkheid": lijsten.Vertrouwelijkheid.values,
        "plantype": lijsten.Plantype.values,
        "opdrachtgever_soort": lijsten.Opdrachtgever.values,
        "behandelaar": ["niemand", str(cast.invoerder_aa.pk), str(cast.invoerder_bee.pk)],
        "knelpunt_erbij": ["geen", "beleid", "stikstof"],
        "knelpunt_opgelost": ["beleid", "stikstof"],
        "peildatum": [datetime.date(2026, 5, 1)],
    }
    assert set(waarden) == set(VERANDERINGEN)
    velden = [f.attname for f in Plan._meta.concrete_fields if f.name not in ("gewijzigd", "versie", "klasse")]
    gedaan = 0
    for veld, keuzes in waarden.items():
        waarde = toeval.choice(keuzes)
        beeld = voorbeeld(user, plannen, veld, waarde)
        voor = {r["id"]: r for r in Plan.objects.values(*velden)}
        gezien = {r.plan.pk: r.plan.versie for r in beeld.te_wijzigen}
        if gezien:
            assert voer_uit(user=user, naam=veld, waarde=waarde, gezien=gezien) == len(gezien)
        na = {r["id"]: r for r in Plan.objects.values(*velden)}
        geraakt = {pk for pk in voor if voor[pk] != na[pk]}
        assert geraakt == set(gezien)
        for pk in geraakt:
            anders = {naam.removesuffix("_id") for naam in velden if voor[pk][naam] != na[pk][naam]}
            assert anders - {"bouwvorm"} <= set(VERANDERINGEN[veld].velden)
        assert [r for r in voorbeeld(user, plannen, veld, waarde).rijen if r.kan] == []
        gedaan += len(gezien)
    assert gedaan > 15


# History, figures, cost


def test_ieder_plan_krijgt_zijn_eigen_geschiedenis_en_de_cijfers_worden_een_keer_gevraagd(
    cast, maak_plan, monkeypatch, django_capture_on_commit_callbacks
):
    plannen, gevraagd = [maak_plan(status="4A") for _ in range(3)], []
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: gevraagd.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        voer_uit(user=cast.invoerder_aa, naam="status_project", waarde="start", gezien={p.pk: 1 for p in plannen})
    assert len(gevraagd) == 1
    for plan in plannen:
        event = apps.get_model("programmering", "PlanEvent").objects.filter(pgh_obj_id=plan.pk).latest("pgh_id")
        assert (event.status_project, event.pgh_context.metadata["door"]) == ("start", "invoerder-aa")


def test_een_vraag_in_een_deel_dat_terugdraait_neemt_die_van_de_rest_niet_mee(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    gevraagd = []
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: gevraagd.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            vraag_bijwerking()
            transaction.set_rollback(True)
        with transaction.atomic():
            vraag_bijwerking()
        vraag_bijwerking()
    assert len(gevraagd) == 1


def test_het_voorbeeld_kost_evenveel_bij_meer_plannen(invoerder, cast, maak_plan):
    def tel(plannen):
        with CaptureQueriesContext(
            connection,
        ) as gedaan:
            post(invoerder, plannen, veld="behandelaar", w_behandelaar=str(cast.vaststeller_aa.pk))
        return len(gedaan)

    plannen = [maak_plan(knelpunten=["stikstof"]) for _ in range(20)]
    assert tel(plannen[:3]) == tel(plannen) < 20


def test_wijzigen_kost_evenveel_bij_meer_plannen(cast, maak_plan):
    def tel(plannen, waarde):
        gezien = {p.pk: p.versie for p in Plan.objects.filter(pk__in=[p.pk for p in plannen])}
        with CaptureQueriesContext(connection) as gedaan:
            voer_uit(user=cast.invoerder_aa, naam="knelpunt_erbij", waarde=waarde, gezien=gezien)
        return len(gedaan)

    plannen = [maak_plan() for _ in range(20)]
    assert cast.invoerder_aa.bereik  # read once a request
    assert tel(plannen[:3], "stikstof") == tel(plannen, "beleid") < 20


def test_wat_de_database_weigert_is_een_zin_en_niets_gewijzigd(maak_plan):
    goed, hard = maak_plan(status="4A"), maak_plan(status="1A")
    for plan in (goed, hard):
        plan.vertrouwelijkheid = "gemeente"
    with pytest.raises(ValidationError, match="kan bij een van de plannen niet"):
        wijzig_velden(plannen=[goed, hard], velden=["vertrouwelijkheid"], by="test")
    goed.refresh_from_db()
    assert goed.vertrouwelijkheid == "openbaar"


# What was typed


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({}, "Kies één veld, en wat het moet worden."),
        ({"veld": "plantype"}, "Kies wat dit veld moet worden."),
        ({"veld": "bestaat_niet"}, "bestaat_niet"),
        ({"veld": "plantype", "w_plantype": "x\x00"}, "w_plantype"),
        ({"veld": "peildatum", "w_peildatum": "gisteren"}, "w_peildatum"),
        ({"veld": "peildatum", "w_peildatum": "2999-01-01"}, "Deze peildatum kan niet."),
        ({"veld": "peildatum", "w_peildatum": "0001-01-01"}, "Deze peildatum kan niet."),
        ({"veld": "behandelaar", "w_behandelaar": "999999"}, "w_behandelaar"),
        ({"w_plantype": "verdichting", "w_status_project": "start"}, "Kies één veld, en wat het moet worden."),
    ],
)
def test_onzin_krijgt_een_zin_en_de_keuze_blijft(invoerder, maak_plan, velden, melding):
    plannen = [maak_plan(), maak_plan()]
    antwoord = post(invoerder, plannen, **velden)
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode() or melding in antwoord.context["form"].errors
    assert len(antwoord.context["plannen"]) == 2


def test_een_fout_in_een_ander_veld_telt_niet(invoerder, maak_plan):
    antwoord = post(invoerder, [maak_plan()], veld="plantype", w_plantype="verdichting", w_peildatum="gisteren")
    assert antwoord.status_code == 200
    assert antwoord.context["voorbeeld"].te_wijzigen


def test_wie_een_waarde_koos_en_het_veld_vergat_bedoelde_dat_veld(invoerder, maak_plan):
    antwoord = post(invoerder, [maak_plan()], w_plantype="verdichting")
    assert antwoord.context["voorbeeld"].verandering.naam == "plantype"
    assert invoerder.post(URL, velden_uit(antwoord) | {"stap": "uitvoeren"}).status_code == 302
    assert Plan.objects.get().plantype == "verdichting"


def test_terug_naar_kiezen_houdt_wat_er_was(invoerder, maak_plan):
    antwoord = post(invoerder, [maak_plan()], veld="plantype", w_plantype="verdichting", terug="q=a")
    antwoord = invoerder.post(URL, velden_uit(antwoord) | {"stap": "kies"})
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert re.search(r'value="plantype"[^>]*checked', pagina)
    assert re.search(r'value="verdichting"[^>]*selected', pagina)
    assert "/plannen/?q=a" in pagina


@pytest.mark.parametrize("gezien", ["", "x", "1:2:3", "abc:def", "9" * 400, "1:\x00"])
def test_een_bevestiging_zonder_wat_er_gezien_is_toont_eerst_het_voorbeeld(invoerder, maak_plan, gezien):
    plan = maak_plan()
    antwoord = post(invoerder, [plan], "uitvoeren", veld="plantype", w_plantype="verdichting", gezien=gezien)
    assert antwoord.status_code == 200
    assert antwoord.context["voorbeeld"].te_wijzigen
    plan.refresh_from_db()
    assert plan.plantype == "onbekend"


# My plans


def test_mijn_plannen_zijn_die_waarvan_ik_behandelaar_ben(client, cast, maak_plan):
    mijn, ander = maak_plan(behandelaar=cast.invoerder_aa), maak_plan(behandelaar=cast.vaststeller_aa)
    client.force_login(cast.invoerder_aa)
    lijst = client.get(reverse("plan-lijst"), {"mijn": "true"})
    assert [r.plan for r in lijst.context["plannen"]] == [mijn]
    assert ander.plannaam not in client.get(reverse("plan-csv"), {"mijn": "true"}).content.decode()
    client.force_login(cast.koepel)
    assert "mijn" not in client.get(reverse("plan-lijst")).context["filter"].form.fields
