"""Reservations that come to their end: the right mail to the right people, once."""

import datetime

import pytest
from django.utils import timezone

from programmering.plots import actions
from programmering.plots.herinneringen import herinner, termijn_van
from programmering.plots.models import Plot, Plotstap
from programmering.tasks import volg_reserveringen
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db


def dag(n: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=n)


@pytest.mark.parametrize(
    ("nog", "termijn"), [(61, None), (60, 60), (45, 60), (31, 60), (30, 30), (1, 30), (0, 0), (-2, 0)]
)
def test_termijnen(nog, termijn):
    assert termijn_van(dag(nog), dag(-200), dag(0)) == termijn


def test_een_termijn_die_bij_het_reserveren_al_voorbij_was_blijft_stil():
    assert termijn_van(dag(20), dag(0), dag(0)) is None  # reserved today for 20 days
    assert termijn_van(dag(20), dag(0), dag(20)) == 0


@pytest.fixture
def reservering(maak_plot, cast):
    """Reserved 200 days ago; `nog` days to go."""

    def maak(nog: int, **velden) -> Plot:
        velden = {"eigenaar": cast.vaststeller_aa, "adviseur": cast.adviseur_oost} | velden
        plot = maak_plot(geclusterd=20, **velden)
        actions.zet_stap(plot=plot, naar="in_gesprek", by="test")
        actions.zet_stap(plot=plot, naar="gereserveerd", reservering_tot=dag(400), bewijs="besluit", by="test")
        Plotstap.objects.filter(plot=plot)._raw_delete("default")
        Plotstap.objects.create(
            plot=plot, naar="gereserveerd", door="test", vastgelegd_op=timezone.now() - datetime.timedelta(days=200)
        )
        Plot.objects.filter(pk=plot.pk).update(reservering_tot=dag(nog))
        plot.refresh_from_db()
        return plot

    return maak


def mails() -> list[tuple[str, str]]:
    return sorted(Bericht.objects.values_list("aan", "sleutel"))


def test_elke_termijn_geeft_eigenaar_en_adviseur_een_mail(reservering, cast):
    plot = reservering(90)
    einde = f"{plot.reservering_tot:%Y-%m-%d}"
    for over in (20, 30, 31, 55, 60, 75, 90):
        herinner(dag(over))
        herinner(dag(over))
    verwacht = [
        (wie.email, f"plot-{plot.pk}-einde-{einde}-{termijn}-{wie.pk}")
        for wie in (cast.adviseur_oost, cast.vaststeller_aa)
        for termijn in (0, 30, 60)
    ]
    assert mails() == sorted(verwacht)


def test_een_tweede_ronde_voegt_niets_toe(reservering):
    reservering(30)
    assert herinner() == 2
    assert herinner() == 0
    assert Bericht.objects.count() == 2


def test_verlengen_begint_opnieuw(reservering):
    plot = reservering(30)
    herinner()
    actions.zet_stap(plot=plot, naar="gereserveerd", reservering_tot=dag(200), bewijs="besluit", by="test")
    assert herinner() == 0
    assert herinner(dag(140)) == 2


def test_zonder_eigenaar_hoort_de_gemeente_het(reservering, cast):
    reservering(30, eigenaar=None, adviseur=None)
    herinner()
    assert {aan for aan, _ in mails()} == {cast.invoerder_aa.email, cast.vaststeller_aa.email}


def test_wie_weg_is_krijgt_niets_en_de_gemeente_wel(reservering, cast):
    reservering(30)
    type(cast.vaststeller_aa).objects.filter(pk=cast.vaststeller_aa.pk).update(is_active=False)
    herinner()
    assert {aan for aan, _ in mails()} == {cast.invoerder_aa.email, cast.adviseur_oost.email}


def test_ook_als_er_op_de_laatste_dag_niets_draaide_komt_de_laatste_mail(reservering):
    plot = reservering(-3)
    volg_reserveringen()
    plot.refresh_from_db()
    assert plot.status == "verlopen"
    onderwerpen = set(Bericht.objects.values_list("onderwerp", flat=True))
    assert onderwerpen == {f"De reservering van {plot.naam} is afgelopen"}
    volg_reserveringen()
    assert Bericht.objects.count() == 2


def test_de_mail_zegt_wat_en_waar(reservering):
    plot = reservering(30, naam="Hof <b>van</b> Aa", toelichting="geheim")
    herinner()
    bericht = Bericht.objects.first()
    assert bericht.onderwerp == "Over 30 dagen loopt de reservering van Hof <b>van</b> Aa af"
    assert f"/plots/{plot.pk}/" in bericht.tekst
    assert "verleng de reservering" in bericht.tekst
    assert "geheim" not in bericht.tekst


def test_wat_niet_meer_gereserveerd_is_vraagt_niets(reservering):
    plot = reservering(30)
    actions.zet_stap(plot=plot, naar="vervallen", reden="verkocht", by="test")
    assert herinner() == 0
