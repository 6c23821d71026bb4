"""Plots: steps, reservations on one ground, expiry, and homes that never count twice."""

import datetime
import threading

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from programmering.plannen.actions import VersieConflict, bewaar_plan, verwijder_plan
from programmering.plots import actions
from programmering.plots.lijsten import Plotstatus
from programmering.plots.models import Criterium, Plot, Plotstap
from programmering.plots.regels import Capaciteit
from programmering.plots.workflow import STAPPEN, mag
from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.voortgang.models import Bijdrage, Voortgang
from tests.conftest import regels_van

pytestmark = pytest.mark.django_db
STRAKS = datetime.date(2027, 6, 1)


def vlak(x, y, zijde=100):
    return MultiPolygon(Polygon.from_bbox((x, y, x + zijde, y + zijde)), srid=28992)


def telling(code="GM9000", schakel="gereserveerd", tiers=("openbaar",)):
    """Homes of one link by woningtype, as a reader of these tiers adds them."""
    uit = {}
    for v in Voortgang.objects.actief().filter(code=code, schakel=schakel, tier__in=tiers):
        uit[v.categorie] = uit.get(v.categorie, 0) + v.aantal
    return {k: n for k, n in uit.items() if n}


def reserveer(plot, tot=STRAKS, **meer):
    if plot.status == "kandidaat":
        actions.zet_stap(plot=plot, naar="in_gesprek", by="test")
    return actions.zet_stap(
        plot=plot, naar="gereserveerd", reservering_tot=tot, bewijs="besluit B&W", by="test", **meer
    )


def leg_vast(plot):
    return actions.zet_stap(
        plot=plot, naar="vastgelegd", vastgelegd_in="prestatieafspraken", bewijs="afspraken 2027", by="test"
    )


@pytest.mark.parametrize("van", Plotstatus.values)
@pytest.mark.parametrize("naar", Plotstatus.values)
def test_stappen_zonder_toestemming_worden_geweigerd_in_woorden(van, naar, maak_plot):
    plot = maak_plot(geclusterd=20)
    Plot.objects.filter(pk=plot.pk).update(status=van, reservering_tot=STRAKS)
    plot.refresh_from_db()
    if naar in STAPPEN[van]:
        assert mag(van, naar)
        return
    with pytest.raises(ValidationError) as fout:
        actions.zet_stap(plot=plot, naar=naar, by="test")
    assert len(str(fout.value.messages[0])) > 30
    plot.refresh_from_db()
    assert plot.status == van
    assert plot.stappen.count() == 1


def test_een_plot_gaat_stap_voor_stap_van_kandidaat_tot_plan(maak_plot):
    plot = maak_plot(geclusterd=20)
    reserveer(plot)
    leg_vast(plot)
    with pytest.raises(ValidationError, match="Maak eerst een plan"):
        actions.zet_stap(plot=plot, naar="in_plan", by="test")
    actions.maak_plan(plot=plot, by="test")
    actions.zet_stap(plot=plot, naar="in_plan", by="test")
    assert [s.naar for s in plot.stappen.all()] == ["kandidaat", "in_gesprek", "gereserveerd", "vastgelegd", "in_plan"]
    assert plot.reservering_tot is None


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"bewijs": "besluit"}, "reservering_tot"),
        ({"reservering_tot": STRAKS}, "bewijs"),
        ({"bewijs": "besluit", "reservering_tot": datetime.date(2020, 1, 1)}, "reservering_tot"),
        ({"bewijs": "besluit", "reservering_tot": STRAKS, "datum": datetime.date(2099, 1, 1)}, "datum"),
        ({"bewijs": "besluit", "reservering_tot": STRAKS, "link": "javascript:alert(1)"}, "link"),
    ],
)
def test_een_reservering_vraagt_einddatum_en_bewijs(velden, veld, maak_plot):
    plot = maak_plot(geclusterd=20)
    actions.zet_stap(plot=plot, naar="in_gesprek", by="test")
    with pytest.raises(ValidationError) as fout:
        actions.zet_stap(plot=plot, naar="gereserveerd", by="test", **velden)
    assert veld in fout.value.message_dict


def test_stappen_worden_nooit_veranderd(maak_plot):
    stap = maak_plot().stappen.get()
    stap.reden = "anders"
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        stap.save()


def test_tweede_opslaan_van_een_oude_versie_wordt_geweigerd(maak_plot):
    plot = maak_plot()
    actions.bewaar_plot(plot=Plot.objects.get(pk=plot.pk), regels=None, by="een", verwachte_versie=1)
    with pytest.raises(VersieConflict):
        actions.bewaar_plot(plot=plot, regels=None, by="twee", verwachte_versie=1)


# Reservations on one ground


def test_twee_reserveringen_op_dezelfde_grond_kan_niet(maak_plot):
    een, twee = (
        maak_plot(geclusterd=20, plek=vlak(141_000, 451_000)),
        maak_plot(geclusterd=20, plek=vlak(141_050, 451_000)),
    )
    reserveer(een)
    with pytest.raises(ValidationError, match="overlapt") as fout:
        reserveer(twee)
    assert een.naam not in str(fout.value)  # who reserves may not be allowed to know
    twee.refresh_from_db()
    assert twee.status == "in_gesprek"


def test_buren_die_elkaar_raken_mogen_allebei(maak_plot):
    een, twee = (
        maak_plot(geclusterd=20, plek=vlak(141_000, 451_000)),
        maak_plot(geclusterd=20, plek=vlak(141_100, 451_000)),
    )
    reserveer(een)
    reserveer(twee)
    assert Plot.objects.levend().count() == 2


def test_de_grond_komt_vrij_als_de_reservering_voorbij_is(maak_plot):
    een, twee = (maak_plot(geclusterd=20, plek=vlak(141_000, 451_000)) for _ in range(2))
    reserveer(een)
    Plot.objects.filter(pk=een.pk).update(reservering_tot=datetime.date(2026, 1, 1))
    reserveer(twee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plot.objects.filter(pk=een.pk).update(reservering_tot=STRAKS)


def test_ook_verschuiven_naar_bezette_grond_wordt_geweigerd(maak_plot):
    een, twee = (
        maak_plot(geclusterd=20, plek=vlak(141_000, 451_000)),
        maak_plot(geclusterd=20, plek=vlak(145_000, 451_000)),
    )
    reserveer(een)
    reserveer(twee)
    twee.geometrie = vlak(141_000, 451_000)
    with pytest.raises(ValidationError, match="overlapt"):
        actions.bewaar_plot(plot=twee, regels=None, by="test")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gemeenten", [("Aa", "Aa"), ("Aa", "Bee")])
def test_twee_sessies_op_hetzelfde_moment(gemeenten, maak_plot):
    """Both pass every check of Python before either has committed; also across the boundary of two gemeenten."""
    plek = vlak(149_950, 451_000)
    plots = [maak_plot(g, geclusterd=20, plek=plek) for g in gemeenten]
    for plot in plots:
        actions.zet_stap(plot=plot, naar="in_gesprek", by="test")
    klaar, uitkomsten = threading.Barrier(2, timeout=20), []

    def probeer(pk):
        try:
            with transaction.atomic():
                plot = Plot.objects.get(pk=pk)
                klaar.wait()
                reserveer(plot)
                uitkomsten.append("gelukt")
        except ValidationError as fout:
            uitkomsten.append("geweigerd" if "overlapt" in str(fout) else str(fout))
        finally:
            connections.close_all()

    draden = [threading.Thread(target=probeer, args=[p.pk]) for p in plots]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    assert sorted(uitkomsten) == ["gelukt", "geweigerd"]
    assert Plot.objects.levend().count() == 1


@pytest.mark.django_db(transaction=True)
def test_twee_mensen_wegen_op_hetzelfde_moment(maak_plot):
    plot, criterium = maak_plot(), Criterium.objects.filter(actief=True).first()
    klaar, fouten = threading.Barrier(2, timeout=20), []

    def weeg(score):
        try:
            klaar.wait()
            actions.zet_scores(plot=plot, scores={criterium: (score, "")}, by=f"wie {score}")
        except Exception as fout:
            fouten.append(fout)
        finally:
            connections.close_all()

    draden = [threading.Thread(target=weeg, args=[score]) for score in (2, 4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    assert fouten == []
    assert plot.scores.count() == 1


def test_dezelfde_naam_uit_een_andere_sessie_is_een_gewone_melding(maak_plot, monkeypatch):
    """As if both looked before either was stored."""
    plot = maak_plot(naam="De Es")
    tweede = Plot(gemeente=plot.gemeente, naam="De Es", geometrie=vlak(141_000, 452_000))
    monkeypatch.setattr(Plot, "full_clean", lambda self: None)
    with pytest.raises(ValidationError, match="al een plot met deze naam"):
        actions.bewaar_plot(plot=tweede, regels=None, by="test")


# What they count


def test_gereserveerd_telt_vanaf_de_reservering(maak_plot):
    plot = maak_plot(geclusterd=30, zorggeschikt=14)
    bereken_volledig()
    assert telling() == {}
    reserveer(plot)
    werk_bij()
    assert telling() == telling("PV90") == telling("WD90") == telling("NL") == {"geclusterd": 30, "zorggeschikt": 14}
    assert telling("PV91") == {}


def test_kleine_plot_telt_als_nultreden(maak_plot):
    reserveer(maak_plot(geclusterd=6, zorggeschikt=5))
    reserveer(maak_plot(geclusterd=6, breidt_uit="De Hof"))
    bereken_volledig()
    assert telling() == {"nultreden": 11, "geclusterd": 6}


def plan_op(plot, maak_plan, **aantallen):
    return maak_plan(plot=plot, status=aantallen.pop("status", "1A"),
                     vertrouwelijkheid=aantallen.pop("vertrouwelijkheid", "openbaar"),
                     aantallen=regels_van(**aantallen))  # fmt: skip


def test_een_woning_telt_nooit_dubbel(maak_plot, maak_plan):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    plan = plan_op(plot, maak_plan, geclusterd=30)
    bereken_volledig()
    assert telling() == {"geclusterd": 10}
    assert telling(schakel="hard") == {"geclusterd": 30}
    verwijder_plan(plan=plan, by="test")  # and gives them back
    werk_bij()
    assert telling() == {"geclusterd": 40}


def test_ook_niet_als_het_plan_andere_typen_heeft(maak_plot, maak_plan):
    plot = maak_plot(geclusterd=40, nultreden=10)
    reserveer(plot)
    plan_op(plot, maak_plan, zorggeschikt=45)
    bereken_volledig()
    assert telling() == {"geclusterd": 5}


def test_klein_plan_neemt_zijn_eigen_type_van_de_plot(maak_plot, maak_plan):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    plan_op(plot, maak_plan, geclusterd=10)  # counts as nultreden
    bereken_volledig()
    assert telling() == {"geclusterd": 30}
    assert telling(schakel="hard") == {"nultreden": 10}


def test_gewone_woningen_in_het_plan_nemen_niets_af(maak_plot, maak_plan):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    plan_op(plot, maak_plan, regulier=100)
    bereken_volledig()
    assert telling() == {"geclusterd": 40}


def test_een_concept_telt_nog_niet_en_neemt_niets_af(maak_plot):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    plan = actions.maak_plan(plot=plot, by="test")
    bereken_volledig()
    assert telling() == {"geclusterd": 40}
    plan.status_planologisch = "3"
    bewaar_plan(plan=plan, regels=None, gereed=True, by="test")
    werk_bij()
    assert telling() == {}
    assert telling(schakel="zacht") == {"geclusterd": 40}


def test_in_plan_telt_alleen_nog_in_het_plan_en_komt_terug_als_dat_wegvalt(maak_plot):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    leg_vast(plot)
    plan = actions.maak_plan(plot=plot, by="test")
    plan.status_planologisch = "3"
    bewaar_plan(plan=plan, regels=regels_van(geclusterd=25), gereed=True, by="test")
    actions.zet_stap(plot=plot, naar="in_plan", by="test")
    bereken_volledig()
    assert (telling(), telling(schakel="zacht")) == ({}, {"geclusterd": 25})
    verwijder_plan(plan=plan, by="test")
    werk_bij()
    assert (telling(), telling(schakel="zacht")) == ({"geclusterd": 40}, {})


def test_vertrouwelijk_plan_op_openbare_plot_is_niet_af_te_leiden(maak_plot, maak_plan):
    """Without the plan the plot counts whole; with it, the homes stand in the plan: each reader has them once."""
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    bereken_volledig()
    zonder = telling()
    plan_op(plot, maak_plan, geclusterd=30, status="4A", vertrouwelijkheid="gemeente")
    werk_bij()
    assert telling() == zonder == {"geclusterd": 40}
    alles = ("openbaar", "provincie", "gemeente")
    assert telling(tiers=alles) == {"geclusterd": 10}
    assert telling(schakel="zacht", tiers=alles) == {"geclusterd": 30}


def test_corporatiedeel_gaat_mee(maak_plot, maak_plan, land):
    plot = maak_plot(regels=[Capaciteit("geclusterd", 40, 2029, 20)])
    reserveer(plot)
    plan_op(plot, maak_plan, geclusterd=20)
    bereken_volledig()
    rij = Bijdrage.objects.get(plot=plot)
    assert (rij.aantal, rij.waarvan_corporatie, rij.jaar) == (20, 10, 2029)


# Expiry


def test_verlopen_gaat_vanzelf_en_telt_niet_meer(maak_plot):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    bereken_volledig()
    assert telling() == {"geclusterd": 40}
    Plot.objects.filter(pk=plot.pk).update(reservering_tot=timezone.localdate() - datetime.timedelta(days=1))
    werk_bij()
    assert telling() == {}  # also before the sweep has come by
    assert actions.laat_verlopen() == 1
    assert actions.laat_verlopen() == 0
    plot.refresh_from_db()
    assert plot.status == "verlopen"
    assert [s.door for s in plot.stappen.filter(naar="verlopen")] == ["het portaal"]
    werk_bij()
    assert telling() == {}


def test_een_stap_op_een_verlopen_reservering_laat_haar_eerst_verlopen(maak_plot):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    Plot.objects.filter(pk=plot.pk).update(reservering_tot=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="Van 'verlopen' kan niet naar 'vastgelegd'"):
        leg_vast(plot)
    reserveer(plot)
    assert [s.naar for s in plot.stappen.all()][-2:] == ["verlopen", "gereserveerd"]


def test_een_buur_die_alleen_raakt_wordt_niet_genoemd(maak_plot):
    een, buur, plot = (maak_plot(geclusterd=20, plek=vlak(x, 451_000)) for x in (141_000, 141_150, 141_050))
    reserveer(een)
    reserveer(buur)
    assert list(actions.overlappend(plot)) == [een]


def test_op_de_laatste_dag_telt_de_reservering_nog(maak_plot):
    plot = maak_plot(geclusterd=40)
    reserveer(plot, tot=timezone.localdate())
    assert actions.laat_verlopen() == 0
    bereken_volledig()
    assert telling() == {"geclusterd": 40}


# Plot and plan


def test_plan_van_plot_neemt_alles_over(maak_plot):
    plot = maak_plot(
        regels=[Capaciteit("geclusterd", 24, 2028, 12), Capaciteit("nultreden", 10)], adres="Dorpsstraat 1"
    )
    plan = actions.maak_plan(plot=plot, by="test")
    assert (plan.plannaam, plan.gemeente, plan.plaats) == (plot.naam, plot.gemeente, "Dorpsstraat 1")
    assert plan.geometrie.equals(plot.geometrie)
    regels = {r.categorie: r for r in plan.regels.all() if r.groep == "wonen_en_zorg"}
    assert regels["geclusterd"].rest_per_jaar == {"2028": 24}
    assert regels["geclusterd"].waarvan_corporatie == 12
    assert regels["nultreden"].rest_per_jaar == {"onbekend": 10}
    assert actions.maak_plan(plot=plot, by="test").plannaam == f"{plot.naam} (2)"


def test_plan_en_plot_liggen_in_dezelfde_gemeente(maak_plot, maak_plan, land):
    plot, plan = maak_plot("Aa"), maak_plan("Bee")
    with pytest.raises(ValidationError, match="Bee"):
        actions.koppel_plan(plot=plot, plan=plan, by="test")
    eigen = actions.koppel_plan(plot=plot, plan=maak_plan("Aa"), by="test")
    eigen.gemeente = land["Bee"]
    with pytest.raises(ValidationError, match="hoort bij een plot in Aa"):
        bewaar_plan(plan=eigen, regels=None, gereed=True, by="test")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(plan).objects.filter(pk=plan.pk).update(plot=plot)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_een_plan_dat_intussen_gekoppeld_is_blijft_daar(maak_plot, maak_plan):
    een, twee = maak_plot(), maak_plot()
    plan = maak_plan("Aa")
    ook = type(plan).objects.get(pk=plan.pk)
    actions.koppel_plan(plot=een, plan=plan, by="test")
    with pytest.raises(ValidationError, match="andere plot"):
        actions.koppel_plan(plot=twee, plan=ook, by="test")
    actions.ontkoppel_plan(plan=ook, by="test")
    plan.refresh_from_db()
    assert plan.plot == een


def test_ontkoppelen_geeft_de_woningen_terug(maak_plot, maak_plan):
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    plan = plan_op(plot, maak_plan, geclusterd=30)
    bereken_volledig()
    actions.ontkoppel_plan(plan=plan, by="test")
    werk_bij()
    assert telling() == {"geclusterd": 40}


def test_geschiedenis_noemt_wie(maak_plot):
    plot = maak_plot(geclusterd=12)
    reserveer(plot)
    assert Plotstap.objects.filter(plot=plot, door="test").count() == 3
