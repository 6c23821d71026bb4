"""The quality list: every kind of finding is found, counted as its list, and linked to where it is mended."""

import datetime

import pytest
from django.urls import reverse

from programmering.kwaliteit.bevindingen import SOORTEN, annoteer
from programmering.kwaliteit.selectors import als_regels, te_toetsen, tel_bevindingen
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel
from programmering.voortgang.bereken import bereken_volledig
from tests.conftest import regels_van
from woonzorg.gebieden.soorten import LAND

pytestmark = pytest.mark.django_db

GOED = {"plantype": "verdichting", "opdrachtgever_soort": "gemeente", "status_project": "ontwerp"}


def bevindingen(user, gebied=LAND) -> dict[str, set[str]]:
    """plannaam -> slugs."""
    plannen = annoteer(te_toetsen(user, gebied), datetime.date.today())
    return {r.plan.plannaam: {s.slug for s, _ in r.bevindingen} for r in als_regels(plannen, user)}


@pytest.fixture
def plannen(maak_plan):
    dit_jaar = datetime.date.today().year
    maak_plan(plannaam="goed", aantallen=regels_van(geclusterd=20, jaar=dit_jaar + 1), **GOED)
    maak_plan(plannaam="concept", gereed=False, **GOED)
    maak_plan(plannaam="niet ingedeeld", aantallen=regels_van(onbekend=20, jaar=dit_jaar + 1), **GOED)
    maak_plan(plannaam="zonder jaar", aantallen=regels_van(geclusterd=20, jaar="onbekend"), **GOED)
    leeg = maak_plan(plannaam="geen plek", aantallen=regels_van(geclusterd=20, jaar=dit_jaar + 1), **GOED)
    Plan.objects.filter(pk=leeg.pk).update(geometrie=None)
    maak_plan(plannaam="kenmerken", aantallen=regels_van(geclusterd=20, jaar=dit_jaar + 1))
    oud = datetime.date.today() - datetime.timedelta(days=400)
    maak_plan(plannaam="oud", peildatum=oud, aantallen=regels_van(geclusterd=20, jaar=dit_jaar + 1), **GOED)
    scheef = [Regel("nieuwbouw", "nieuwbouw", 10, 0, {str(dit_jaar): 3}, {}, 0)]
    maak_plan(plannaam="scheef", gereed=False, aantallen=scheef, **GOED)
    maak_plan(
        plannaam="klaar",
        aantallen=regels_van(geclusterd=20, jaar=dit_jaar + 1),
        **(GOED | {"status_project": "afgerond"}),
    )
    maak_plan(
        plannaam="bouwt", status="3", aantallen=regels_van(geclusterd=20, jaar=dit_jaar + 1),
        **(GOED | {"status_project": "realisatie_tot_eerste"}),
    )  # fmt: skip
    maak_plan(
        plannaam="uitleg", aantallen=regels_van(nultreden=5, jaar=dit_jaar + 1),
        **(GOED | {"plantype": "uitbreiding_uitleg"}),
    )  # fmt: skip
    maak_plan(plannaam="voorbij", aantallen=regels_van(geclusterd=20, jaar=dit_jaar - 1), **GOED)
    bereken_volledig()


def test_iedere_soort_wordt_gevonden_en_niet_meer(plannen, cast):
    assert bevindingen(cast.invoerder_aa) == {
        "goed": set(),
        "concept": {"concept"},
        "niet ingedeeld": {"niet_ingedeeld"},
        "zonder jaar": {"jaar_onbekend"},
        "geen plek": {"geen_plek"},
        "kenmerken": {"kenmerk_onbekend"},
        "oud": {"verouderd"},
        "scheef": {"concept", "telt_niet_op"},
        "klaar": {"klaar_met_rest"},
        "bouwt": {"bouwt_maar_zacht"},
        "uitleg": {"plantype_past_niet"},
        "voorbij": {"jaar_voorbij"},
    }


def test_telling_is_de_lengte_van_de_lijst_erachter(plannen, cast, client):
    client.force_login(cast.invoerder_aa)
    tellingen = tel_bevindingen(cast.invoerder_aa, LAND)
    assert {t.soort.slug for t in tellingen} == set(SOORTEN)
    for t in tellingen:
        pagina = client.get(t.url).context["pagina"]
        assert pagina.paginator.count == t.aantal
        assert all(t.soort in [s for s, _ in r.bevindingen] for r in als_regels(pagina.object_list, cast.invoerder_aa))


def test_regel_brengt_de_gemeente_naar_het_formulier_en_de_adviseur_naar_het_plan(plannen, cast):
    (voor_gemeente,) = als_regels(_een(cast.invoerder_aa, "geen plek"), cast.invoerder_aa)
    pk = voor_gemeente.plan.pk
    assert voor_gemeente.bevindingen[0][1] == f"{reverse('plan-bewerken', args=[pk])}#plek"
    (voor_adviseur,) = als_regels(_een(cast.adviseur_oost, "geen plek"), cast.adviseur_oost)
    assert voor_adviseur.bevindingen[0][1] == reverse("plan", args=[pk])


def _een(user, naam):
    return annoteer(te_toetsen(user, LAND), datetime.date.today()).filter(plannaam=naam)


def test_wie_het_interne_niet_mag_lezen_krijgt_geen_bevindingen(plannen, cast, client):
    for naam in ("invoerder_bee", "koepel", "partner", "vreemde"):
        assert bevindingen(getattr(cast, naam)) == {}
    client.force_login(cast.koepel)
    assert client.get(reverse("kwaliteit")).status_code == 404


def test_lijst_kost_een_vast_aantal_vragen(plannen, cast, client, django_assert_max_num_queries, maak_plan):
    client.force_login(cast.invoerder_aa)
    for _ in range(2):
        with django_assert_max_num_queries(10):
            assert client.get(reverse("kwaliteit")).status_code == 200
        for _ in range(20):
            maak_plan()


def test_csv_heeft_een_regel_per_bevinding(plannen, cast, client):
    client.force_login(cast.invoerder_aa)
    tekst = client.get(reverse("kwaliteit-csv")).content.decode("utf-8-sig")
    assert len(tekst.strip().splitlines()) == 1 + sum(map(len, bevindingen(cast.invoerder_aa).values()))


@pytest.mark.parametrize("query", ["soort=onzin", "gebied=", "blad=abc", "soort=%00", "gebied=GM9000&soort=concept"])
def test_vreemde_vraag_geeft_gewoon_de_lijst(plannen, cast, client, query):
    client.force_login(cast.invoerder_aa)
    assert client.get(f"{reverse('kwaliteit')}?{query}").status_code == 200
