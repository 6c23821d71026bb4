"""Knelpunten of a plan with their dates, and the list of the plan: two ways in, one truth."""

import datetime
import random

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.actions import VersieConflict, bewaar_plan, verwijder_plan
from programmering.plannen.knelpunten import begin_knelpunt, duur, lees_knelpunten, neem_terug, wijzig_knelpunt
from programmering.plannen.lijsten import Knelpunt
from programmering.plannen.models import Plan, Planknelpunt

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def vandaag():
    return timezone.localdate()


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def open_soorten(plan) -> list[str]:
    return sorted(plan.knelpuntregels.filter(opgelost_op__isnull=True).values_list("soort", flat=True))


def lijst(plan) -> list[str]:
    return sorted(Plan.met_prullenbak.get(pk=plan.pk).knelpunten)


# From the plan to the rows


def test_wat_bij_het_plan_wordt_aangevinkt_begint_vandaag_en_wat_eraf_gaat_is_opgelost(maak_plan, vandaag):
    plan = maak_plan(knelpunten=["stikstof", "beleid"])
    Planknelpunt.objects.filter(plan=plan).update(sinds=D(2026, 3, 1))
    plan.knelpunten = ["beleid", "grondprijs"]
    bewaar_plan(plan=plan, regels=None, gereed=True, by="Jansen")
    rijen = {k.soort: (k.sinds, k.opgelost_op) for k in plan.knelpuntregels.all()}
    assert rijen == {
        "stikstof": (D(2026, 3, 1), vandaag),
        "beleid": (D(2026, 3, 1), None),
        "grondprijs": (vandaag, None),
    }


def test_geen_lost_alles_op(maak_plan, vandaag):
    plan = maak_plan(knelpunten=["stikstof", "beleid"])
    plan.knelpunten = ["geen"]
    bewaar_plan(plan=plan, regels=None, gereed=True, by="Jansen")
    assert set(plan.knelpuntregels.values_list("opgelost_op", flat=True)) == {vandaag}


# From the rows to the plan


def test_oplossen_haalt_het_van_het_plan_met_de_dag_die_erbij_hoort(maak_plan):
    plan = maak_plan(knelpunten=["stikstof", "beleid"])
    knelpunt = plan.knelpuntregels.get(soort="stikstof")
    wijzig_knelpunt(
        knelpunt=knelpunt, sinds=D(2025, 1, 1), opgelost_op=D(2026, 2, 2), toelichting=" Gesaldeerd ", by="Jansen"
    )
    knelpunt.refresh_from_db()
    assert (knelpunt.sinds, knelpunt.opgelost_op, knelpunt.toelichting) == (D(2025, 1, 1), D(2026, 2, 2), "Gesaldeerd")
    assert lijst(plan) == ["beleid"]
    assert plan.knelpuntregels.count() == 2


def test_toch_niet_opgelost_zet_het_weer_op_het_plan(maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    knelpunt = plan.knelpuntregels.get()
    for opgelost in (D(2026, 10, 1), None):
        wijzig_knelpunt(knelpunt=knelpunt, sinds=D(2025, 1, 1), opgelost_op=opgelost, toelichting="", by="Jansen")
    assert lijst(plan) == ["stikstof"]
    assert plan.knelpuntregels.get().opgelost_op is None


def test_een_knelpunt_erbij_vervangt_geen(maak_plan):
    plan = maak_plan(knelpunten=["geen"])
    begin_knelpunt(plan=plan, soort="stikstof", sinds=D(2026, 1, 1), by="Jansen")
    assert lijst(plan) == ["stikstof"]
    assert plan.knelpuntregels.get().sinds == D(2026, 1, 1)


def test_een_vergissing_is_er_nooit_geweest(maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    neem_terug(knelpunt=plan.knelpuntregels.get(), by="Jansen")
    assert lijst(plan) == []
    assert not plan.knelpuntregels.exists()
    event = apps.get_model("programmering", "PlanknelpuntEvent").objects.get(plan_id=plan.pk, pgh_label="delete")
    assert event.pgh_context.metadata["door"] == "Jansen"


def test_oplossen_laat_geen_staan_als_er_al_geen_was(maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    plan.knelpunten = ["geen"]
    bewaar_plan(plan=plan, regels=None, gereed=True, by="Jansen")
    knelpunt = plan.knelpuntregels.get()
    wijzig_knelpunt(
        knelpunt=knelpunt, sinds=knelpunt.sinds, opgelost_op=knelpunt.opgelost_op, toelichting="Klaar", by="Jansen"
    )
    assert lijst(plan) == ["geen"]


def test_een_opdracht_over_meer_plannen_volgt_elk_plan_apart(maak_plan, vandaag):
    een, twee, drie = (maak_plan(knelpunten=k) for k in (["stikstof"], ["beleid"], ["beleid"]))
    Planknelpunt.objects.update(sinds=D(2026, 3, 1))
    Plan.objects.filter(pk__in=[een.pk, twee.pk, drie.pk]).update(knelpunten=["beleid"], toelichting="Anders")
    rijen = Planknelpunt.objects.order_by("plan_id", "soort").values_list("plan_id", "soort", "sinds", "opgelost_op")
    assert list(rijen) == [
        (een.pk, "beleid", vandaag, None),
        (een.pk, "stikstof", D(2026, 3, 1), vandaag),
        (twee.pk, "beleid", D(2026, 3, 1), None),
        (drie.pk, "beleid", D(2026, 3, 1), None),
    ]
    # Each leaves its own trace: three that began, one that was solved and one that came after it.
    Event = apps.get_model("programmering", "PlanknelpuntEvent")
    nieuw = Event.objects.exclude(pgh_label="update").values_list("plan_id", "soort")
    assert sorted(nieuw) == sorted([(r[0], r[1]) for r in rijen])


@pytest.mark.parametrize("zaad", range(6))
def test_beide_wegen_blijven_gelijk(zaad, maak_plan, vandaag):
    """Whatever people do in whatever order: what is open in the rows is what the plan names, and never twice."""
    toeval, plan = random.Random(zaad), maak_plan()
    soorten = [s for s in Knelpunt.values if s != "geen"][:5]
    gedaan = 0
    for _ in range(60):
        plan = Plan.objects.get(pk=plan.pk)
        rij = toeval.choice([*plan.knelpuntregels.all(), None])
        dag = vandaag - datetime.timedelta(days=toeval.randrange(1500))
        try:
            match toeval.choice(["plan", "geen", "begin", "wijzig", "terug"]):
                case "plan":
                    # Also twice the same, as an import may hold.
                    plan.knelpunten = toeval.choices(soorten, k=toeval.randrange(5))
                    bewaar_plan(plan=plan, regels=None, gereed=True, by="a")
                case "geen":
                    plan.knelpunten = ["geen"]
                    bewaar_plan(plan=plan, regels=None, gereed=True, by="a")
                case "begin":
                    begin_knelpunt(plan=plan, soort=toeval.choice(soorten), sinds=dag, by="a")
                case "wijzig" if rij:
                    einde = toeval.choice([None, vandaag - datetime.timedelta(days=toeval.randrange(800))])
                    wijzig_knelpunt(knelpunt=rij, sinds=dag, opgelost_op=einde, toelichting="", by="a")
                case "terug" if rij and toeval.random() < 0.3:
                    neem_terug(knelpunt=rij, by="a")
            gedaan += 1
        except ValidationError:
            pass  # refused, and then nothing may have changed either
        open_ = open_soorten(plan)
        assert open_ == sorted(set(lijst(plan)) - {"geen"})
        assert len(open_) == len(set(open_))
        assert lijst(plan) == ["geen"] or "geen" not in lijst(plan)
    assert gedaan > 30
    assert plan.knelpuntregels.count() > 3


# What cannot be


@pytest.mark.parametrize(
    ("anders", "veld", "melding"),
    [
        ({"sinds": D(2999, 1, 1)}, "sinds", "ligt in de toekomst"),
        ({"sinds": D(1, 1, 1)}, "sinds", "vanaf 2000"),
        ({"opgelost_op": D(2999, 1, 1)}, "opgelost_op", "ligt in de toekomst"),
        ({"opgelost_op": D(2024, 12, 31)}, "opgelost_op", "ligt voor de dag waarop het knelpunt begon"),
    ],
)
def test_een_dag_die_niet_kan_wordt_geweigerd_en_verandert_niets(maak_plan, anders, veld, melding):
    plan = maak_plan(knelpunten=["stikstof"])
    knelpunt = plan.knelpuntregels.get()
    met = {"sinds": D(2025, 1, 1), "opgelost_op": None, "toelichting": ""} | anders
    with pytest.raises(ValidationError) as fout:
        wijzig_knelpunt(knelpunt=knelpunt, by="Jansen", **met)
    assert melding in fout.value.message_dict[veld][0]
    assert lijst(plan) == ["stikstof"]


def test_hetzelfde_knelpunt_staat_hoogstens_een_keer_open(maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    with pytest.raises(ValidationError, match="staat al bij dit plan"):
        begin_knelpunt(plan=plan, soort="stikstof", sinds=D(2026, 1, 1), by="Jansen")
    oud = plan.knelpuntregels.get()
    wijzig_knelpunt(knelpunt=oud, sinds=D(2025, 1, 1), opgelost_op=D(2025, 6, 1), toelichting="", by="Jansen")
    begin_knelpunt(plan=plan, soort="stikstof", sinds=D(2026, 1, 1), by="Jansen")
    with pytest.raises(ValidationError, match="staat al open"):
        wijzig_knelpunt(knelpunt=oud, sinds=D(2025, 1, 1), opgelost_op=None, toelichting="", by="Jansen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Planknelpunt.objects.filter(pk=oud.pk).update(opgelost_op=None)


def test_geen_is_geen_knelpunt(maak_plan):
    with pytest.raises(ValidationError, match="is geen knelpunt"):
        begin_knelpunt(plan=maak_plan(), soort="geen", sinds=D(2026, 1, 1), by="Jansen")


def test_wie_later_is_gaat_niet_over_een_ander_heen(maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    oud = plan.versie
    begin_knelpunt(plan=plan, soort="beleid", sinds=D(2026, 1, 1), by="een", verwachte_versie=oud)
    with pytest.raises(VersieConflict):
        begin_knelpunt(plan=plan, soort="grondprijs", sinds=D(2026, 1, 1), by="twee", verwachte_versie=oud)


def test_bij_een_plan_in_de_prullenbak_verandert_niets_meer(maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    verwijder_plan(plan=plan, by="een")
    with pytest.raises(ValidationError, match="intussen verwijderd"):
        neem_terug(knelpunt=plan.knelpuntregels.get(), by="twee")


# On the pages


def test_van_aanvinken_tot_opgelost_op_de_paginas(invoerder, maak_plan, vandaag):
    plan = maak_plan(knelpunten=["stikstof"])
    nieuw = reverse("plan-knelpunt-nieuw", args=[plan.pk])
    keuzes = dict(invoerder.get(nieuw).context["form"].fields["soort"].choices)
    assert "geen" not in keuzes
    assert "stikstof" not in keuzes
    gegevens = {"soort": "parkeernorm", "sinds": "2026-01-15", "toelichting": "Te weinig plek", "versie": plan.versie}
    assert invoerder.post(nieuw, gegevens).url == reverse("plan-knelpunten", args=[plan.pk])
    knelpunt = plan.knelpuntregels.get(soort="parkeernorm")
    url = reverse("plan-knelpunt", args=[plan.pk, knelpunt.pk])
    form = invoerder.get(url).context["form"]
    assert 'value="2026-01-15"' in str(form["sinds"])
    fout = {"sinds": "2026-01-15", "opgelost_op": "2999-01-01", "toelichting": "Getypt", "versie": plan.versie + 1}
    antwoord = invoerder.post(url, fout)
    assert antwoord.status_code == 422
    assert "Getypt" in antwoord.content.decode()
    goed = fout | {"opgelost_op": vandaag.isoformat(), "versie": Plan.objects.get(pk=plan.pk).versie}
    assert invoerder.post(url, goed).status_code == 302
    assert lijst(plan) == ["stikstof"]
    pagina = invoerder.get(reverse("plan-knelpunten", args=[plan.pk])).content.decode()
    assert "15 januari 2026" in pagina
    assert "Getypt" in pagina


def test_een_ander_was_eerst_en_het_getypte_blijft(invoerder, maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    knelpunt = plan.knelpuntregels.get()
    url = reverse("plan-knelpunt", args=[plan.pk, knelpunt.pk])
    gegevens = {"sinds": "2026-01-15", "toelichting": "Van mij", "versie": plan.versie}
    begin_knelpunt(plan=plan, soort="beleid", sinds=D(2026, 1, 1), by="ander")
    antwoord = invoerder.post(url, gegevens)
    assert antwoord.status_code == 409
    assert "Van mij" in antwoord.content.decode()
    gegevens["versie"] = antwoord.context["form"]["versie"].value()
    assert invoerder.post(url, gegevens).status_code == 302


@pytest.mark.parametrize("sinds", ["", "gisteren", "2026-02-31", "2026-01-15\x00", "9" * 400])
def test_onzin_in_een_datum_geeft_een_melding(invoerder, maak_plan, sinds):
    plan = maak_plan()
    url = reverse("plan-knelpunt-nieuw", args=[plan.pk])
    antwoord = invoerder.post(url, {"soort": "beleid", "sinds": sinds, "versie": plan.versie})
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors["sinds"]
    assert not plan.knelpuntregels.exists()


def test_weghalen_op_de_pagina(invoerder, maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    url = reverse("plan-knelpunt-weg", args=[plan.pk, plan.knelpuntregels.get().pk])
    assert invoerder.post(url).status_code == 302
    assert invoerder.post(url).status_code == 404
    assert lijst(plan) == []


def test_de_lijst_kost_een_query(maak_plan, django_assert_num_queries):
    plan = maak_plan(knelpunten=[s for s in Knelpunt.values if s != "geen"])
    with django_assert_num_queries(1):
        assert len(lees_knelpunten(plan)) == len(Knelpunt.values) - 1


@pytest.mark.parametrize(
    ("van", "tot", "tekst"),
    [
        (D(2026, 1, 1), D(2026, 1, 1), "minder dan een dag"),
        (D(2026, 1, 1), D(2026, 1, 2), "1 dag"),
        (D(2026, 1, 1), D(2026, 1, 14), "13 dagen"),
        (D(2026, 1, 1), D(2026, 1, 15), "2 weken"),
        (D(2026, 1, 31), D(2026, 3, 30), "8 weken"),
        (D(2026, 1, 1), D(2026, 3, 1), "2 maanden"),
        (D(2024, 2, 29), D(2026, 2, 28), "23 maanden"),
        (D(2024, 1, 1), D(2026, 1, 1), "2 jaar"),
        (D(2024, 1, 1), D(2026, 2, 1), "2 jaar en 1 maand"),
        (D(2020, 1, 15), D(2026, 11, 14), "6 jaar en 9 maanden"),
    ],
)
def test_duur_in_woorden(van, tot, tekst):
    assert duur(van, tot) == tekst


def test_op_de_plan_pagina_alleen_voor_wie_intern_leest(client, cast, maak_plan):
    plan = maak_plan(knelpunten=["stikstof"], behandelaar=cast.vaststeller_aa)
    Planknelpunt.objects.filter(plan=plan).update(toelichting="GEHEIM", sinds=D(2024, 1, 1))
    for wie, ziet in [("invoerder_aa", True), ("adviseur_oost", True), ("koepel", False), ("invoerder_bee", False)]:
        client.force_login(getattr(cast, wie))
        pagina = client.get(plan.get_absolute_url()).content.decode()
        assert ("GEHEIM" in pagina) is ziet, wie
        assert ("1 januari 2024" in pagina) is ziet, wie
        assert ("vaststeller-aa" in pagina) is ziet, wie
