"""The part of the demo that 'Van bod naar plot' brought, in a real database: places, dates, a second load, figures."""

import datetime

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from programmering.aanpassingen.bag import lees_bag_id
from programmering.aanpassingen.models import Aangepastewoning, Aanpassing, Kans
from programmering.boden.models import Bod, Bodregel
from programmering.demo import actions, enschede, vanbodnaarplot
from programmering.partners.models import Commitment, Plotpartner, Voorstel
from programmering.plannen.models import Plan
from programmering.plots.actions import laat_verlopen
from programmering.plots.lijsten import LEVEND
from programmering.plots.models import Plot, Plotregel, Plotscore, Plotstap
from programmering.voortgang import bereken
from programmering.voortgang.models import Bijdrage, Markering, Voortgang
from programmering.workshops.models import Workshop
from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.organisaties.models import Gebruiker

from .test_demo import demo, laad, land

__all__ = ["demo", "land"]
PLANNEN = "400"
MODELLEN = (
    Plot, Plotregel, Plotscore, Plotstap, Plotpartner, Commitment, Voorstel, Bod, Bodregel, Aanpassing,
    Aangepastewoning, Kans, Workshop, Bijdrage,
)  # fmt: skip


@pytest.fixture
def met_enschede(land):
    """The largest gemeente becomes Enschede; its border lies where the hand-made places are."""
    Gemeente.objects.filter(pk=land[0].pk).update(code=enschede.CODE, naam="Enschede")
    vlak = MultiPolygon(Polygon.from_bbox((250_000, 465_000, 268_000, 478_000)), srid=28992)
    Grens.objects.filter(code="GM9200").update(code=enschede.CODE, geometrie=vlak)
    land[0].refresh_from_db()
    return land


@pytest.fixture
def op_dag(monkeypatch):
    """Makes it another day, for Python."""

    def zet(dag):
        monkeypatch.setattr(timezone, "localdate", lambda moment=None, **_: moment.date() if moment else dag)

    return zet


def stand() -> dict:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELLEN}


def eigenschappen() -> list[tuple]:
    """What the plots say, without keys and dates."""
    return list(Plot.objects.order_by("gemeente", "naam").values_list("naam", "status", "vertrouwelijkheid"))


def test_alles_is_rekenvoorbeeld_en_ligt_in_zijn_gemeente(land, demo):
    uit = laad("--plannen", PLANNEN)
    assert "Plots, boden, bestaande bouw en voorstellen" in uit
    assert Plot.objects.count() == 50
    assert Bod.objects.count() == 40
    assert Kans.objects.count() == 7
    for model in (Plot, Bod, Aanpassing, Kans):
        assert not model.objects.filter(rekenvoorbeeld=False).exists()
    grenzen = dict(Grens.objects.filter(soort="gemeente").values_list("code", "geometrie"))
    for plek in [*Plot.objects.select_related("gemeente"), *Kans.objects.select_related("gemeente")]:
        assert grenzen[plek.gemeente.code].covers(plek.geometrie)
        assert plek.geometrie.valid


def test_levende_plots_overlappen_niet(land, demo):
    laad("--plannen", PLANNEN)
    plots = list(Plot.objects.filter(status__in=LEVEND))
    assert len(plots) > 10
    assert all(a.geometrie.intersection(b.geometrie).area < 1 for a in plots for b in plots if a.pk < b.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plot.objects.create(
            gemeente=plots[0].gemeente,
            naam="Er bovenop",
            geometrie=plots[0].geometrie,
            status="vastgelegd",
        )


def test_stappen_eindigen_waar_de_plot_staat(land, demo):
    laad("--plannen", PLANNEN)
    vandaag = timezone.localdate()
    for plot in Plot.objects.prefetch_related("stappen", "regels"):
        stappen = list(plot.stappen.all())
        assert [s.van for s in stappen] == ["", *[s.naar for s in stappen[:-1]]]
        assert stappen[-1].naar == plot.status
        assert [s.datum for s in stappen] == sorted({s.datum for s in stappen})
        assert stappen[-1].datum < vandaag
        if plot.status == "gereserveerd":
            assert plot.reservering_tot == stappen[-1].reservering_tot >= vandaag + datetime.timedelta(days=4)
            assert plot.regels.all()
        for regel in plot.regels.all():
            assert regel.waarvan_corporatie <= regel.aantal


def test_partners_zeggen_toe_na_hun_komst(land, demo):
    laad("--plannen", PLANNEN)
    vandaag = timezone.localdate()
    toezeggingen = Commitment.objects.select_related("partner")
    assert toezeggingen.exists()
    assert all(c.partner.van <= c.datum <= vandaag for c in toezeggingen)
    assert all(p.naam.startswith("Gemeente") or "(voorbeeld)" in p.naam for p in Plotpartner.objects.all())


def test_wie_een_account_heeft_doet_mee(land, demo):
    laad("--plannen", PLANNEN)
    corporatie = Gebruiker.objects.get(email="partner.corporatie@demo.example")
    assert Plotpartner.objects.filter(organisatie__in=corporatie.organisaties).exists()
    assert Bod.objects.filter(organisatie__in=corporatie.organisaties).exists()
    assert not Plotpartner.objects.filter(naam="Woningcorporatie (voorbeeld)", organisatie=None).exists()


def test_bag_ids_zijn_goed_gevormd_en_uniek(met_enschede, demo):
    laad("--plannen", PLANNEN)
    ids = list(Aangepastewoning.objects.values_list("bag_id", "aanpassing__gemeente__code"))
    assert len({bag_id for bag_id, _ in ids}) == len(ids) >= 48
    assert all(lees_bag_id(bag_id) == bag_id and bag_id[:4] == code[2:] for bag_id, code in ids)


def test_tweede_keer_schrijft_niets_ook_op_een_andere_dag(met_enschede, demo, op_dag):
    laad("--plannen", PLANNEN)
    voor = stand()
    assert "er is niets gewijzigd" in laad("--plannen", PLANNEN)
    assert stand() == voor
    op_dag(timezone.localdate() + datetime.timedelta(days=10))
    assert "er is niets gewijzigd" in laad("--plannen", PLANNEN)
    assert stand() == voor


def test_wat_vanzelf_verliep_blijft_verlopen(met_enschede, demo, op_dag):
    laad("--plannen", PLANNEN)
    vanaf = vanbodnaarplot.laaddag()
    gereserveerd = Plot.objects.filter(status="gereserveerd").count()
    op_dag(timezone.localdate() + datetime.timedelta(days=600))
    assert laat_verlopen() == gereserveerd > 2
    voor = stand()
    assert "er is niets gewijzigd" in laad("--plannen", PLANNEN)
    assert stand() == voor
    assert vanbodnaarplot.laaddag() == vanaf


def test_bewerkt_wordt_weer_het_voorbeeld(met_enschede, demo):
    laad("--plannen", PLANNEN)
    voor = eigenschappen()
    Plot.objects.filter(naam=enschede.WEVERSTUIN).update(toelichting="Anders", versie=2)
    Plotregel.objects.filter(plot__naam=enschede.KLOKKENGIETERS).delete()
    Bod.objects.filter(status="ingetrokken").update(status="uitgebracht")
    laad("--plannen", PLANNEN)
    assert eigenschappen() == voor
    assert Plotregel.objects.filter(plot__naam=enschede.KLOKKENGIETERS).count() == 3
    assert Voorstel.objects.filter(plot__naam=enschede.WEVERSTUIN).count() == 1
    assert Bod.objects.filter(status="ingetrokken").exists()
    assert "er is niets gewijzigd" in laad("--plannen", PLANNEN)


def test_oudere_demo_krijgt_de_plots_erbij(land, demo):
    laad("--plannen", "60")
    plannen = list(Plan.objects.order_by("pk").values_list("pk", "plannaam", "versie"))
    Plan.objects.update(plot=None)
    for model in (Commitment, Plotpartner, Voorstel, Bodregel, Bod, Plotregel, Plotscore, Plotstap, Plot, Kans):
        model.objects.all().delete()
    assert not actions.is_gevuld()
    uit = laad("--plannen", "60", "--indien-leeg")
    assert "Demo geladen" in uit
    assert Plot.objects.count() == 8
    assert list(Plan.objects.order_by("pk").values_list("pk", "plannaam", "versie")) == plannen
    assert laad("--indien-leeg").endswith("De demo staat er al; niets gedaan.\n")


def test_wat_van_mensen_is_blijft_staan(land, demo):
    laad("--plannen", PLANNEN)
    met_plan = Plot.objects.filter(status="gereserveerd").first()
    eigen_plan = Plan.objects.create(gemeente=met_plan.gemeente, plannaam="Van ons", plot=met_plan)
    Plot.objects.filter(pk=met_plan.pk).update(naam="Anders genoemd", versie=2)
    weg = Plot.objects.filter(status="vastgelegd", plannen=None).first()
    eigen_plot = Plot.objects.create(gemeente=weg.gemeente, naam="Onze plek", geometrie=weg.geometrie)
    Plot.objects.filter(pk=weg.pk).update(status="vervallen", versie=2)
    Plot.objects.filter(pk=eigen_plot.pk).update(status="vastgelegd")
    naam = Kans.objects.first()
    Kans.objects.filter(pk=naam.pk).update(rekenvoorbeeld=False, reden="Van ons")
    laad("--plannen", PLANNEN)
    eigen_plan.refresh_from_db()
    eigen_plot.refresh_from_db()
    assert eigen_plan.plot_id == met_plan.pk
    assert eigen_plot.status == "vastgelegd"
    # On the ground that someone else took, the example does not come back.
    assert not Plot.objects.filter(gemeente=weg.gemeente, naam=weg.naam).exists()
    assert Kans.objects.get(gemeente=naam.gemeente, naam=naam.naam).reden == "Van ons"
    assert "er is niets gewijzigd" in laad("--plannen", PLANNEN)


def test_voorstel_op_een_plan_houdt_het_laden_niet_tegen(land, demo):
    laad("--plannen", "60")
    plan = Plan.objects.first()
    lid = Gebruiker.objects.get(email="partner.corporatie@demo.example")
    Voorstel.objects.create(
        soort="voorstel", plan=plan, organisatie_id=next(iter(lid.organisaties)), door=lid, bericht="Anders"
    )
    Plan.objects.filter(pk=plan.pk).update(versie=2, plannaam="Anders")
    laad("--plannen", "60")
    assert not Plan.objects.filter(plannaam="Anders").exists()


def test_cijfers_kloppen_en_tellen_op(met_enschede, demo):
    laad("--plannen", PLANNEN)
    assert not Markering.objects.exists()
    assert bereken.bereken_volledig().verschillen == 0
    for schakel in ("gereserveerd", "bod"):
        per_soort = {
            soort: sum(Voortgang.objects.actief().filter(soort=soort, schakel=schakel).values_list("aantal", flat=True))
            for soort in ("gemeente", "provincie", "land")
        }
        assert per_soort["land"] > 0
        assert len(set(per_soort.values())) == 1


def test_plan_op_plot_laat_de_rest_over(met_enschede, demo):
    laad("--plannen", PLANNEN)
    plot = Plot.objects.get(naam="Tegelzettershoek, sportveld")
    assert plot.plannen.get().gemeente == plot.gemeente
    over = sum(Bijdrage.objects.filter(plot=plot, tier="openbaar").values_list("aantal", flat=True))
    assert 0 < over <= sum(plot.regels.values_list("aantal", flat=True))
    in_plan = Plot.objects.get(naam="Spoeldersveld")
    assert in_plan.plannen.count() == 1
    assert sum(Bijdrage.objects.filter(plot=in_plan).values_list("aantal", flat=True)) == 0


def test_enschede_heeft_van_alles_iets(met_enschede, demo):
    laad("--plannen", PLANNEN)
    plots = {p.naam: p for p in Plot.objects.filter(gemeente__code=enschede.CODE)}
    assert len(plots) == 6
    assert {p.status for p in plots.values()} == {"kandidaat", "in_gesprek", "gereserveerd", "vastgelegd", "in_plan"}
    assert plots[enschede.WEVERSTUIN].dagen_over == 25
    zoekt = Plot.objects.zoekt("zorgorganisatie")
    assert plots[enschede.KANTKLOS] in zoekt
    assert plots[enschede.KLOKKENGIETERS] not in zoekt
    assert Commitment.objects.filter(partner__plot=plots[enschede.KLOKKENGIETERS]).count() == 12
    assert Aanpassing.objects.met_aantallen().get(gemeente__code=enschede.CODE).woningen == 48
    assert Kans.objects.filter(gemeente__code=enschede.CODE).count() == 3
    assert Voorstel.objects.open().filter(plot__gemeente__code=enschede.CODE).count() == 2
    workshop = Workshop.objects.get(gemeente__code=enschede.CODE)
    assert workshop.status == "voorbereiding"
    assert workshop.datum > timezone.localdate()


def test_geen_plek_dan_niets(land, demo):
    """A gemeente without room: the whole load is refused, and nothing of it stays."""
    klein = MultiPolygon(Polygon.from_bbox((0, 450_000, 90, 450_090)), srid=28992)
    Grens.objects.filter(code=land[1].code).update(geometrie=klein)
    with pytest.raises(CommandError, match="niet geladen"):
        laad("--plannen", PLANNEN)
    assert not Plot.objects.exists()
    assert not Plan.objects.exists()
