"""Tiles of plots: the very plots of the list, grouped while zoomed out, and an expired reservation is never one."""

import datetime

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.urls import reverse
from django.utils import timezone

from programmering.partners.models import Plotpartner
from programmering.plots.actions import zet_stap
from programmering.plots.models import Plot
from programmering.plots.tegels import plots_tegel
from tests.gebieden.mvt import ontleed

pytestmark = pytest.mark.django_db


def vakje(plot, z) -> tuple[int, int]:
    plot.refresh_from_db()
    x, y = plot.tegelpunt.coords
    maat = 40_075_016.68 / 2**z
    return int((x + 20_037_508.34) / maat), int((20_037_508.34 - y) / maat)


def tegel(user, plot, z=14) -> list[dict]:
    """The plots in the tile that holds this plot, as `user` gets it."""
    return ontleed(plots_tegel(Plot.objects.for_user(user), z, *vakje(plot, z))).get("plots", [])


def url(plot, z=10, vraag=""):
    kolom, rij = vakje(plot, z)
    return f"{reverse('tegel-plots', args=[z, kolom, rij])}?{vraag}"


def reserveer(plot):
    zet_stap(plot=plot, naar="in_gesprek", by="test")
    tot = timezone.localdate() + datetime.timedelta(days=30)
    zet_stap(plot=plot, naar="gereserveerd", reservering_tot=tot, bewijs="b", by="test")
    return plot


@pytest.mark.parametrize("z", [6, 10, 14])
def test_tegel_heeft_alleen_wat_de_lezer_mag_zien(cast, maak_plot, z):
    plot = maak_plot(naam="<img onerror=1>", vertrouwelijkheid="gemeente")
    assert len(tegel(cast.invoerder_aa, plot, z)) == 1
    for user in (cast.koepel, cast.invoerder_bee, cast.adviseur_oost, cast.partner):
        assert tegel(user, plot, z) == []
    organisatie = cast.partner.lidmaatschappen.get().organisatie
    Plotpartner.objects.create(plot=plot, rol="corporatie_investeerder", naam="P", organisatie=organisatie)
    assert len(tegel(cast.partner, plot, z)) == 1


@pytest.mark.parametrize("z", [10, 14])
def test_een_plot_zegt_status_woningen_en_wie_er_nog_ontbreekt(cast, maak_plot, z):
    plot = maak_plot(naam="De Es", geclusterd=12, nultreden=8)
    Plotpartner.objects.create(plot=plot, rol="zorgorganisatie", naam="Zorg")
    Plotpartner.objects.create(plot=plot, rol="gemeente", naam="Aa")
    Plotpartner.objects.create(plot=plot, rol="lokale_gemeenschap", naam="Weg", tot=timezone.localdate())
    verwacht = {"id": plot.pk, "naam": "De Es", "status": "kandidaat", "woningen": 20, "zoekt": 2}
    assert tegel(cast.koepel, plot, z) == [verwacht]
    zet_stap(plot=plot, naar="vervallen", reden="Kan niet", by="test")
    assert tegel(cast.koepel, plot, z)[0]["zoekt"] == 0


def test_uitgezoomd_staan_buren_bij_elkaar_per_status(cast, maak_plot):
    plots = [maak_plot(geclusterd=20) for _ in range(4)]
    reserveer(plots[0])
    gevonden = sorted(tegel(cast.koepel, plots[0], 6), key=lambda p: p["status"])
    assert gevonden == [{"status": "gereserveerd", "n": 1}, {"status": "kandidaat", "n": 3}]


@pytest.mark.parametrize("z", [6, 10, 14])
def test_een_verlopen_reservering_is_nooit_gereserveerd(client, cast, maak_plot, z):
    plot = reserveer(maak_plot(geclusterd=20))
    assert tegel(cast.koepel, plot, z)[0]["status"] == "gereserveerd"
    Plot.objects.filter(pk=plot.pk).update(reservering_tot=timezone.localdate() - datetime.timedelta(days=1))
    assert tegel(cast.koepel, plot, z)[0]["status"] == "verlopen"
    assert client.get(url(plot, z, "status=gereserveerd")).content == b""
    assert len(ontleed(client.get(url(plot, z, "status=verlopen")).content)["plots"]) == 1


@pytest.mark.parametrize(
    "vraag",
    [
        "q=een", "status=kandidaat&status=gereserveerd", "zoekt=zorgorganisatie", "woningtype=geclusterd&minimum=15",
        "gebied=GM9000", "vak=4.9,51.9,5.6,52.2", "periode=2030&schakel=gereserveerd", "bij=Aa", "volgorde=naam",
        "minimum=veel", "lagen=plots&blad=9",
    ],
)  # fmt: skip
def test_lijst_en_tegel_lezen_hetzelfde_filter(client, maak_plot, herbereken, vraag):
    een, twee = reserveer(maak_plot(naam="Een", geclusterd=20)), maak_plot(naam="Twee", nultreden=4)
    Plotpartner.objects.create(plot=twee, rol="zorgorganisatie", naam="Zorg")
    herbereken()
    lijst = {rij.plot.naam for rij in client.get(f"{reverse('plot-lijst')}?{vraag}").context["rijen"]}
    in_tegel = {p["naam"] for p in ontleed(client.get(url(een, 10, vraag)).content).get("plots", [])}
    assert in_tegel == lijst


def test_grenst_aan_tegel_en_blijft_van_de_lezer_zelf(client, maak_plot):
    plot = maak_plot()
    antwoord = client.get(url(plot, 14))
    assert antwoord["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert "private" in antwoord["Cache-Control"]
    assert antwoord["Vary"] == "Cookie"
    assert client.get("/kaart/plots/3/9/9.mvt").status_code == 404


def test_grote_plot_staat_in_elke_tegel_die_hij_raakt(cast, maak_plot):
    breed = MultiPolygon(Polygon.from_bbox((141_000, 451_000, 149_000, 451_200)), srid=28992)
    plot = maak_plot(plek=breed)
    x, y = vakje(plot, 14)
    rij = [ontleed(plots_tegel(Plot.objects.for_user(cast.koepel), 14, x + d, y)).get("plots", []) for d in (-1, 0, 1)]
    assert all(len(p) == 1 for p in rij)


def test_een_plot_heeft_een_merk_hoeveel_tegels_hij_ook_raakt(cast, maak_plot):
    breed = MultiPolygon(Polygon.from_bbox((141_000, 451_000, 149_000, 451_200)), srid=28992)
    plot = maak_plot(plek=breed)
    x, y = vakje(plot, 14)
    tegels = [ontleed(plots_tegel(Plot.objects.for_user(cast.koepel), 14, x + d, y)) for d in (-1, 0, 1)]
    assert [t.get("merken", []) for t in tegels] == [[], [{"id": plot.pk, "status": "kandidaat"}], []]
    stil = maak_plot(
        vertrouwelijkheid="gemeente",
        plek=MultiPolygon(Polygon.from_bbox((145_050, 455_050, 145_150, 455_150)), srid=28992),
    )
    assert "merken" not in ontleed(plots_tegel(Plot.objects.for_user(cast.invoerder_bee), 14, *vakje(stil, 14)))
