"""What changed between two peildata: the parts, who sees what, and gemeenten that merged or were split."""

import datetime
import random
from collections import defaultdict

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.basis import Peildag, laatste_peildag, lees_basis, lees_overgangen
from programmering.peilstanden.calculations import CATEGORIEEN, Aanwezig, Cel, Telling, Verschil, verschil_van
from programmering.peilstanden.models import Peilstand, Peilstandcijfer, Peilstandplan
from programmering.peilstanden.selectors import met_namen, vergelijk, wat_veranderde
from programmering.peilstanden.verschillen import DELEN, per_plan
from programmering.plannen.actions import zet_aantallen
from programmering.plannen.models import Plan
from programmering.voortgang.models import Bijdrage
from tests.conftest import regels_van
from woonzorg.gebieden.models import Gemeente, Opvolging, Provincie, Woondealregio
from woonzorg.gebieden.soorten import LAND

MEI, NOVEMBER = datetime.date(2025, 5, 1), datetime.date(2025, 11, 1)
ANONIEM = AnonymousUser()


def vast(land, dag=MEI, namen=("Aa", "Bee", "Cee", "Dee"), reden=""):
    return [stel_vast(gemeente=land[naam], peildatum=dag, by="test", reden=reden) for naam in namen]


def zet(plan, **aantallen):
    zet_aantallen(plan=Plan.objects.get(pk=plan.pk), aantallen=regels_van(**aantallen), by="test")


def basis(gebied=LAND, van=MEI, naar=None):
    return lees_basis(gebied, van, naar, lees_overgangen())


def verschil(user=ANONIEM, gebied=LAND, categorie="geclusterd", van=MEI, naar=None) -> Verschil:
    return vergelijk(user, basis(gebied, van, naar)).regel(categorie)


def delen(v: Verschil) -> tuple[int, ...]:
    return (v.nieuw, v.vervallen, v.gewijzigd, v.gerealiseerd)


# -- pure ------------------------------------------------------------------------------------------

getal = st.integers(0, 10_000)
cel = st.builds(Cel, getal, getal, getal)


@given(cel, cel)
def test_the_parts_of_one_plan_add_up(toen, nu):
    for telling in (
        Telling(Aanwezig.BEIDE, toen, nu),
        Telling(Aanwezig.TOEN, toen, Cel()),
        Telling(Aanwezig.NU, Cel(), nu),
    ):
        v = verschil_van(telling)
        assert sum(delen(v)) == v.verschil == telling.nu.rest - telling.toen.rest


@given(st.lists(st.tuples(cel, cel), max_size=6))
def test_the_sum_of_plans_is_the_plan_of_the_sums(plannen):
    per_plan_ = [verschil_van(Telling(Aanwezig.BEIDE, *p)) for p in plannen]
    samen = Telling(Aanwezig.BEIDE, sum((a for a, _ in plannen), Cel()), sum((b for _, b in plannen), Cel()))
    assert sum(per_plan_, Verschil()) == verschil_van(samen)


def test_what_each_part_means():
    assert delen(verschil_van(Telling(Aanwezig.NU, Cel(), Cel(hard=5, zacht=3, gerealiseerd=9)))) == (8, 0, 0, 0)
    assert delen(verschil_van(Telling(Aanwezig.TOEN, Cel(5, 3, 9), Cel()))) == (0, -8, 0, 0)
    # of 30 homes 10 were finished, and 5 were added to the plan
    assert delen(verschil_van(Telling(Aanwezig.BEIDE, Cel(hard=30), Cel(hard=25, gerealiseerd=10)))) == (0, 0, 5, -10)
    # only the certainty changed
    assert delen(verschil_van(Telling(Aanwezig.BEIDE, Cel(zacht=30), Cel(hard=30)))) == (0, 0, 0, 0)


# -- read ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_part_and_the_plans_behind_it(land, maak_plan, herbereken):
    zelfde = maak_plan(plannaam="Zelfde", aantallen=regels_van(geclusterd=20))
    weg = maak_plan(plannaam="Weg", aantallen=regels_van(geclusterd=30))
    groter = maak_plan(plannaam="Groter", aantallen=regels_van(geclusterd=40))
    gebouwd = maak_plan(plannaam="Gebouwd", aantallen=regels_van(geclusterd=50))
    harder = maak_plan(plannaam="Harder", status="3", vertrouwelijkheid="openbaar", aantallen=regels_van(geclusterd=60))
    vast(land)
    weg.delete()
    zet(groter, geclusterd=45)
    zet(gebouwd, geclusterd=50, gerealiseerd=12)
    Plan.objects.filter(pk=harder.pk).update(status_planologisch="1A")
    maak_plan(plannaam="Nieuw", aantallen=regels_van(geclusterd=25, zorggeschikt=13))
    herbereken()
    v = verschil()
    assert (v.toen, v.nu) == (200, 20 + 45 + 38 + 60 + 25)
    assert delen(v) == (25, -30, 5, -12)
    assert (v.naar_hard, v.naar_zacht) == (60, 0)
    assert delen(verschil(categorie="zorggeschikt")) == (13, 0, 0, 0)
    welke = {
        deel: [r.naam for r in met_namen(ANONIEM, basis(), per_plan(ANONIEM, basis(), "geclusterd", deel), deel)]
        for deel in ("", *DELEN)
    }
    assert welke == {
        "": ["Weg", "Nieuw", "Gebouwd", "Groter", "Harder"],
        "nieuw": ["Nieuw"],
        "vervallen": ["Weg"],
        "gewijzigd": ["Groter"],
        "gerealiseerd": ["Gebouwd"],
        "naar_hard": ["Harder"],
        "naar_zacht": [],
    }
    assert zelfde.plannaam not in welke[""]


@pytest.mark.django_db
def test_the_list_says_how_a_plan_was_and_is(land, maak_plan, herbereken):
    plan = maak_plan(plannaam="Oude naam", status="3", aantallen=regels_van(geclusterd=20))
    weg = maak_plan(plannaam="Weg", aantallen=regels_van(geclusterd=30))
    Plan.objects.update(vertrouwelijkheid="openbaar")
    vast(land)
    Plan.objects.filter(pk=plan.pk).update(plannaam="Nieuwe naam", status_planologisch="1A")
    weg.delete()
    herbereken()
    b = basis()
    rijen = met_namen(ANONIEM, b, per_plan(ANONIEM, b, "geclusterd"), "")
    assert [(r.toen and r.toen.naam, r.nu and r.nu.naam, r.plan_id) for r in rijen] == [
        ("Weg", None, None),
        ("Oude naam", "Nieuwe naam", plan.pk),
    ]
    assert rijen[1].toen.status_naam == "3 In voorbereiding"
    assert rijen[1].nu.status_naam == "1A Onherroepelijk"
    assert rijen[1].telling.toen == Cel(zacht=20)
    assert rijen[1].telling.nu == Cel(hard=20)


@pytest.mark.django_db
def test_a_concept_that_became_ready_is_new_for_everyone(land, cast, maak_plan, herbereken):
    plan = maak_plan(gereed=False, aantallen=regels_van(geclusterd=20))
    vast(land)
    Plan.objects.filter(pk=plan.pk).update(invoerstatus="gereed")
    herbereken()
    for user in (ANONIEM, cast.invoerder_aa, cast.beheerder):
        assert delen(verschil(user)) == (20, 0, 0, 0)


@pytest.mark.django_db
def test_between_two_frozen_states_nothing_of_now_counts(land, maak_plan, herbereken):
    plan = maak_plan(aantallen=regels_van(geclusterd=20))
    vast(land)
    zet(plan, geclusterd=26)
    vast(land, NOVEMBER)
    zet(plan, geclusterd=99)
    herbereken()
    v = verschil(naar=NOVEMBER)
    assert (v.toen, v.nu, delen(v)) == (20, 26, (0, 0, 6, 0))


@pytest.mark.django_db
def test_the_latest_version_of_a_peilstand_is_compared(land, maak_plan, herbereken):
    plan = maak_plan(aantallen=regels_van(geclusterd=20))
    vast(land)
    zet(plan, geclusterd=26)
    vast(land, reden="Fout")
    herbereken()
    assert verschil() == Verschil(toen=26, nu=26)


@pytest.mark.django_db
def test_who_may_not_see_a_plan_gets_every_figure_without_it(land, cast, maak_plan, herbereken):
    for tier, n in (("openbaar", 20), ("provincie", 30), ("gemeente", 40)):
        maak_plan(status="3", vertrouwelijkheid=tier, aantallen=regels_van(geclusterd=n), plannaam=tier)
    vast(land)
    for plan in Plan.objects.all():
        zet(plan, geclusterd=100)
    herbereken()
    ziet = {"koepel": 80, "invoerder_bee": 80, "partner": 80, "vreemde": 80, "adviseur_oost": 150, "beheerder": 210}
    for wie, n in (ziet | {"invoerder_aa": 210}).items():
        user = getattr(cast, wie)
        v = verschil(user)
        assert delen(v) == (0, 0, n, 0), wie
        rijen = met_namen(user, basis(), per_plan(user, basis(), "geclusterd"), "")
        assert sum(r.effect for r in rijen) == n
        assert len(rijen) == {80: 1, 150: 2, 210: 3}[n]


@pytest.mark.django_db
def test_a_plan_made_confidential_a_moment_ago_is_not_named(land, maak_plan, herbereken):
    """Figures follow within seconds; until then the list says no more than that there is something."""
    vast(land)
    plan = maak_plan(plannaam="Geheim", status="3", vertrouwelijkheid="openbaar", aantallen=regels_van(geclusterd=20))
    herbereken()
    Plan.objects.filter(pk=plan.pk).update(vertrouwelijkheid="gemeente")
    rijen = met_namen(ANONIEM, basis(), per_plan(ANONIEM, basis(), "geclusterd"), "")
    assert [(r.naam, r.plan_id) for r in rijen] == [("Een plan dat u nu niet meer mag zien", None)]


def willekeurig_plan(rng, maak_plan):
    hard = rng.random() < 0.4
    return maak_plan(
        rng.choice(["Aa", "Bee", "Cee", "Dee"]),
        status="1A" if hard else rng.choice(["1C", "3", "4A", "5A"]),
        vertrouwelijkheid="openbaar" if hard else rng.choice(["openbaar", "provincie", "gemeente"]),
        gereed=rng.random() < 0.85,
        aantallen=willekeurige_regels(rng),
    )


def willekeurige_regels(rng):
    return regels_van(
        nultreden=rng.randint(0, 30), geclusterd=rng.randint(0, 30), zorggeschikt=rng.randint(0, 20),
        regulier=rng.randint(0, 9), onbekend=rng.randint(1, 9), gerealiseerd=rng.randint(0, 8),
    )  # fmt: skip


def tweeling(user, gebied) -> dict[str, Verschil]:
    """The same in plain Python, plan by plan, from what `user` may see of both moments."""
    toen, nu = defaultdict(lambda: defaultdict(int)), defaultdict(lambda: defaultdict(int))
    zichtbaar = Peilstand.objects.geldend().in_gebied(gebied).values_list("pk", flat=True)
    plannen = Peilstandplan.objects.for_user(user).filter(peilstand__in=list(zichtbaar))
    for c in Peilstandcijfer.objects.filter(plan__in=plannen).select_related("plan"):
        toen[c.plan.plan_id][c.categorie, c.schakel] += c.aantal
    met = set(Peilstand.objects.geldend().values_list("gemeente", flat=True))
    for b in Bijdrage.objects.for_user(user).in_gebied(gebied).filter(plan__isnull=False):
        if b.gemeente_id in met:
            nu[b.plan_id][b.categorie, b.schakel] += b.aantal
    uit = {}
    for categorie in CATEGORIEEN:
        som = Verschil()
        for plan in {*toen, *nu}:
            a, b = (Cel(*(k[plan][categorie, s] for s in ("hard", "zacht", "gerealiseerd"))) for k in (toen, nu))
            in_toen, in_nu = (
                any(n and c in CATEGORIEEN for (c, _), n in k[plan].items()) for k in (toen, nu)
            )  # fmt: skip
            if not (in_toen or in_nu):
                continue
            rest_a, rest_b, gerealiseerd = a.rest, b.rest, b.gerealiseerd - a.gerealiseerd
            if not in_toen:
                deel = {"nieuw": rest_b}
            elif not in_nu:
                deel = {"vervallen": -rest_a}
            else:
                deel = {
                    "gerealiseerd": -gerealiseerd,
                    "gewijzigd": rest_b - rest_a + gerealiseerd,
                    "naar_hard": min(a.zacht, b.hard),
                    "naar_zacht": min(a.hard, b.zacht),
                }
            som += Verschil(toen=rest_a, nu=rest_b, **deel)
        uit[categorie] = som
    return uit


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_for_every_reader_the_parts_add_up_on_every_level(seed, land, cast, maak_plan, herbereken):
    rng = random.Random(seed)
    Plan.objects.all().delete()
    plannen = [willekeurig_plan(rng, maak_plan) for _ in range(rng.randint(0, 7))]
    van = datetime.date(2000, 1, 1) + datetime.timedelta(days=Peilstand.objects.count() + rng.randint(0, 3000))
    namen = [naam for naam in land if rng.random() < 0.8]
    Peilstand.objects.update(geldend=False)
    vast(land, van, namen, reden="x")
    for plan in plannen:
        lot = rng.random()
        if lot < 0.25:
            Plan.objects.get(pk=plan.pk).delete()
        elif lot < 0.6:
            zet_aantallen(plan=Plan.objects.get(pk=plan.pk), aantallen=willekeurige_regels(rng), by="test")
        elif lot < 0.8:
            Plan.objects.filter(pk=plan.pk, vertrouwelijkheid="openbaar").update(
                status_planologisch=rng.choice(["1A", "3", "5A"])
            )
    for _ in range(rng.randint(0, 4)):
        willekeurig_plan(rng, maak_plan)
    herbereken()
    soorten = [Provincie.objects.all(), Woondealregio.objects.all(), land.values()]
    gebieden = [[g.gebied for g in soort] for soort in soorten]
    bases = {g.code: basis(g, van) for soort in gebieden for g in soort}
    geheel_basis = basis(LAND, van)
    assert {w.gemeente.naam for w in geheel_basis.weggelaten} == set(land) - set(namen)
    for user in (ANONIEM, cast.zorgkantoor, cast.adviseur_oost, cast.invoerder_aa, cast.invoerder_bee, cast.beheerder):
        geheel = vergelijk(user, geheel_basis, onder=True)
        delen_ = {code: vergelijk(user, b) for code, b in bases.items()}
        assert {c: geheel.regel(c) for c in CATEGORIEEN} == tweeling(user, LAND)
        for c in CATEGORIEEN:
            assert sum(delen(geheel.regel(c))) == geheel.regel(c).nu - geheel.regel(c).toen
            for soort in gebieden:
                assert sum((delen_[g.code].regel(c) for g in soort), Verschil()) == geheel.regel(c)
        for onder in geheel.onder:
            assert {r.categorie: r.verschil for r in onder.regels} == {
                r.categorie: r.verschil for r in delen_[onder.gebied.code].regels
            }
        for deel in DELEN:
            rijen = per_plan(user, geheel_basis, "geclusterd", deel)
            assert sum(getattr(r.verschil, deel) for r in rijen) == getattr(geheel.regel("geclusterd"), deel)


@pytest.mark.django_db
def test_a_gemeente_that_lacks_one_is_left_out_on_both_sides_and_named(land, maak_plan, herbereken):
    for naam in land:
        maak_plan(naam, aantallen=regels_van(geclusterd=20))
    vast(land, MEI, ("Aa", "Bee", "Cee"))
    vast(land, NOVEMBER, ("Bee", "Cee", "Dee"))
    herbereken()
    b = basis(naar=NOVEMBER)
    assert [(w.gemeente.naam, w.reden) for w in b.weggelaten] == [
        ("Aa", "geen peilstand op 1 november 2025"),
        ("Dee", "geen peilstand op 1 mei 2025"),
    ]
    assert verschil(naar=NOVEMBER) == Verschil(toen=40, nu=40)
    assert [w.gemeente.naam for w in basis().weggelaten] == ["Dee"]
    assert verschil() == Verschil(toen=60, nu=60)
    assert verschil(gebied=land["Dee"].gebied) == Verschil()


# -- herindeling -----------------------------------------------------------------------------------

HERINDELING = datetime.date(2025, 8, 1)


def herindeel(land, van: list[str], naar: list[str], provincie=None) -> dict[str, Gemeente]:
    """Ends `van`, makes `naar`, and moves each plan to the first of these, unless its name says another."""
    oud = [land[naam] for naam in van]
    nieuw = {}
    for i, naam in enumerate(naar):
        nieuw[naam] = Gemeente.objects.create(
            code=f"GM950{i}",
            naam=naam,
            provincie=provincie or oud[0].provincie,
            woondealregio=oud[0].woondealregio,
            woondealregio_zekerheid="hoog",
            geldig_van=HERINDELING,
        )
    for gemeente in oud:
        Gemeente.objects.filter(pk=gemeente.pk).update(geldig_tot=HERINDELING)
        for doel in nieuw.values():
            Opvolging.objects.create(van=gemeente, naar=doel, datum=HERINDELING)
        for plan in Plan.objects.filter(gemeente=gemeente):
            doel = nieuw.get(plan.plannaam.split()[0], nieuw[naar[0]])
            Plan.objects.filter(pk=plan.pk).update(gemeente=doel)
    return nieuw


@pytest.mark.django_db
def test_a_merged_gemeente_stands_beside_all_that_went_on_in_it(land, maak_plan, herbereken):
    maak_plan("Aa", aantallen=regels_van(geclusterd=20))
    maak_plan("Cee", aantallen=regels_van(geclusterd=30))
    vast(land)
    samen = herindeel(land, ["Aa", "Cee"], ["Samen"])["Samen"]
    maak_plan("Bee", aantallen=regels_van(geclusterd=15))
    herbereken()
    v = verschil(gebied=samen.gebied)
    assert v == Verschil(toen=50, nu=50)
    # the provincie goes on, the old gemeente no longer has a now
    assert verschil(gebied=Provincie.objects.get(code="PV90").gebied) == Verschil(toen=50, nu=50)
    assert delen(verschil()) == (15, 0, 0, 0)
    assert [(w.gemeente.naam, w.reden) for w in basis(land["Aa"].gebied).weggelaten] == [("Aa", "ging over in Samen")]
    # but what lies before the herindeling is its own
    stel_vast(gemeente=samen, peildatum=NOVEMBER, by="test")
    assert verschil(gebied=samen.gebied, naar=NOVEMBER) == Verschil(toen=50, nu=50)
    veranderd = wat_veranderde(ANONIEM, samen.gebied)
    assert veranderd.basis.van == NOVEMBER


@pytest.mark.django_db
def test_the_old_gemeente_keeps_its_peilstanden(land, maak_plan, herbereken):
    plan = maak_plan("Aa", aantallen=regels_van(geclusterd=20))
    april = datetime.date(2025, 4, 1)
    vast(land, april)
    zet(plan, geclusterd=25)
    vast(land, MEI)
    herindeel(land, ["Aa", "Cee"], ["Samen"])
    herbereken()
    assert delen(verschil(gebied=land["Aa"].gebied, van=april, naar=MEI)) == (0, 0, 5, 0)
    assert Peilstand.objects.filter(gemeente=land["Aa"]).count() == 2


@pytest.mark.django_db
def test_a_merge_of_which_one_was_never_frozen_is_left_out(land, maak_plan, herbereken):
    maak_plan("Aa")
    vast(land, MEI, ["Aa"])
    samen = herindeel(land, ["Aa", "Cee"], ["Samen"])["Samen"]
    herbereken()
    b = basis(samen.gebied)
    assert not b.eenheden
    assert [w.reden for w in b.weggelaten] == ["geen peilstand van Cee op 1 mei 2025"]


@pytest.mark.django_db
def test_a_gemeente_that_took_in_another_stands_beside_both(land, maak_plan, herbereken):
    maak_plan("Aa", aantallen=regels_van(geclusterd=20))
    ander = maak_plan("Cee", aantallen=regels_van(geclusterd=30))
    vast(land)
    Gemeente.objects.filter(pk=land["Cee"].pk).update(geldig_tot=HERINDELING)
    Opvolging.objects.create(van=land["Cee"], naar=land["Aa"], datum=HERINDELING)
    Plan.objects.filter(pk=ander.pk).update(gemeente=land["Aa"])
    herbereken()
    assert verschil(gebied=land["Aa"].gebied) == Verschil(toen=50, nu=50)


@pytest.mark.django_db
def test_the_parts_of_a_split_gemeente_are_compared_together(land, maak_plan, herbereken):
    maak_plan("Aa", plannaam="Noordaa plan", aantallen=regels_van(geclusterd=20))
    maak_plan("Aa", plannaam="Zuidaa plan", aantallen=regels_van(geclusterd=30))
    vast(land)
    nieuw = herindeel(land, ["Aa"], ["Noordaa", "Zuidaa"])
    herbereken()
    assert Plan.objects.filter(gemeente=nieuw["Zuidaa"]).count() == 1
    alleen = basis(nieuw["Noordaa"].gebied)
    assert not alleen.eenheden
    assert [w.reden for w in alleen.weggelaten] == ["gesplitst; alleen te vergelijken samen met Zuidaa"]
    assert verschil(gebied=Provincie.objects.get(code="PV90").gebied) == Verschil(toen=50, nu=50)
    geheel = vergelijk(ANONIEM, basis(Provincie.objects.get(code="PV90").gebied), onder=True)
    assert "Noordaa en Zuidaa" in [d.gebied.naam for d in geheel.onder]


@pytest.mark.django_db
def test_a_gemeente_that_went_to_another_provincie_moves_on_both_sides(land, maak_plan, herbereken):
    maak_plan("Aa", aantallen=regels_van(geclusterd=20))
    maak_plan("Cee", aantallen=regels_van(geclusterd=30))
    vast(land)
    west = Provincie.objects.get(code="PV91")
    herindeel(land, ["Aa"], ["Nieuw"], provincie=west)
    herbereken()
    oost = basis(Provincie.objects.get(code="PV90").gebied)
    assert verschil(gebied=oost.gebied) == Verschil(toen=30, nu=30)
    assert [(w.gemeente.naam, w.reden) for w in oost.weggelaten] == [("Aa", "ging over in Nieuw")]
    assert verschil(gebied=west.gebied) == Verschil(toen=20, nu=20)
    assert verschil() == Verschil(toen=50, nu=50)


@pytest.mark.django_db
def test_a_plan_that_moved_to_another_gemeente_left_the_one_and_is_new_in_the_other(land, maak_plan, herbereken):
    plan = maak_plan("Aa", aantallen=regels_van(geclusterd=20))
    vast(land)
    Plan.objects.filter(pk=plan.pk).update(gemeente=land["Bee"])
    herbereken()
    assert delen(verschil(gebied=land["Aa"].gebied)) == (0, -20, 0, 0)
    assert delen(verschil(gebied=land["Bee"].gebied)) == (20, 0, 0, 0)
    assert delen(verschil()) == (20, -20, 0, 0)


# -- the last one beside now -------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_changed_takes_four_queries_at_most(land, cast, maak_plan, herbereken, django_assert_max_num_queries):
    plan = maak_plan(aantallen=regels_van(geclusterd=20))
    vast(land, MEI)
    vast(land, NOVEMBER)
    herindeel(land, ["Aa", "Cee"], ["Samen"])
    zet(Plan.objects.get(pk=plan.pk), geclusterd=30)
    herbereken()
    for gebied in (LAND, Provincie.objects.get(code="PV90").gebied, land["Bee"].gebied):
        for user in (ANONIEM, cast.coordinator_oost):
            getattr(user, "bereik", None)
            with django_assert_max_num_queries(4):
                veranderd = wat_veranderde(user, gebied)
    assert wat_veranderde(ANONIEM, LAND).basis.van == NOVEMBER
    assert delen(wat_veranderde(ANONIEM, LAND).regel("geclusterd")) == (0, 0, 0, 0)
    assert "gebied=GM9001&van=2025-11-01&naar=nu" in veranderd.url


@pytest.mark.django_db
def test_without_a_peilstand_or_figures_nothing_changed(land, maak_plan, herbereken):
    assert wat_veranderde(ANONIEM, LAND) is None
    vast(land)
    assert wat_veranderde(ANONIEM, LAND) is None
    herbereken()
    assert wat_veranderde(ANONIEM, LAND).regel("geclusterd") == Verschil()


@pytest.mark.django_db
def test_what_is_remembered_follows_the_figures_and_the_reader(land, cast, maak_plan, herbereken):
    plan = maak_plan(status="3", vertrouwelijkheid="gemeente", aantallen=regels_van(geclusterd=20))
    vast(land)
    herbereken()
    for _ in range(2):
        assert verschil(cast.invoerder_aa) == Verschil(toen=20, nu=20)
        assert verschil() == Verschil() == verschil(cast.adviseur_oost)
    zet(plan, geclusterd=33)
    herbereken()
    assert delen(verschil(cast.invoerder_aa)) == (0, 0, 13, 0)
    vast(land, reden="Fout")
    assert delen(verschil(cast.invoerder_aa)) == (0, 0, 0, 0)


def test_a_round_that_has_just_begun_does_not_hide_the_whole_one_before_it():
    vandaag = timezone.localdate()
    morgen, eerder = vandaag + datetime.timedelta(days=1), vandaag - datetime.timedelta(days=180)
    assert laatste_peildag([]) is None
    assert laatste_peildag([Peildag(morgen, 9)]) is None
    assert laatste_peildag([Peildag(vandaag, 1), Peildag(eerder, 9)]) == eerder
    assert laatste_peildag([Peildag(vandaag, 5), Peildag(eerder, 9)]) == vandaag
    assert laatste_peildag([Peildag(morgen, 9), Peildag(eerder, 1)]) == eerder
