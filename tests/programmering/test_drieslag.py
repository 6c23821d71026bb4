"""The three questions of every gemeente, each answered by evidence and never by more than the reader may see."""

import pytest

from programmering.calculations import Keten, Ketenregel, Periode
from programmering.drieslag.calculations import Antwoord, Plotstand, beantwoord
from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.partners.models import Plotpartner
from programmering.plots import actions
from tests.programmering.test_plots import leg_vast, reserveer
from woonzorg.gebieden.soorten import Gebied

JA, DEELS, NEE = Antwoord
ROLLEN = ("corporatie_investeerder", "zorgorganisatie", "lokale_gemeenschap")


def keten(**opgave) -> Keten:
    regels = tuple(
        Ketenregel(w, opgave.get(w, 0), hard=opgave.get(f"{w}_hard", 0), gereserveerd=opgave.get(f"{w}_plot", 0))
        for w in ("nultreden", "geclusterd", "zorggeschikt")
    )
    return Keten(Gebied("gemeente", "GM9000", "Aa"), Periode("2030", "t/m 2030", 2022, 2030), None, "voorlopig", regels)


def vraag(n, *, k=None, status="afgesproken", besluit="", plots=None):
    return beantwoord(k or keten(geclusterd=50), status, besluit, plots or Plotstand()).bewijzen[n - 1]


@pytest.mark.parametrize(
    ("status", "antwoord"), [("afgesproken", JA), ("vastgesteld", JA), ("indicatief", DEELS), (None, NEE)]
)
def test_afgesproken(status, antwoord):
    assert vraag(1, status=status).antwoord == antwoord


def test_afgesproken_noemt_het_besluit():
    assert vraag(1, besluit="Woondeal Oost").zin == "De opgave t/m 2030 is afgesproken: Woondeal Oost."


@pytest.mark.parametrize(
    ("k", "plots", "antwoord", "zin"),
    [
        (keten(geclusterd=50), Plotstand(), NEE,
         "Er is geen plot gereserveerd of vastgelegd; voor 50 geclusterd is nog geen plek."),
        (keten(geclusterd=50, geclusterd_plot=20, zorggeschikt=5), Plotstand(gereserveerd=1), DEELS,
         "Er is 1 plot gereserveerd; voor 30 geclusterd en 5 zorggeschikt is nog geen plek."),
        (keten(geclusterd=50, geclusterd_plot=20, geclusterd_hard=30), Plotstand(1, 1), JA,
         "Iedere geclusterde en zorggeschikte woning van de opgave heeft een plek. "
         "Er zijn 1 plot gereserveerd en 1 plot vastgelegd."),
        (keten(geclusterd=None), Plotstand(vastgelegd=2), DEELS,
         "Er zijn 2 plots vastgelegd; zonder opgave is niet te zeggen of dat genoeg is."),
        # Nultreden alone does not keep a gemeente from a ja.
        (keten(nultreden=900, geclusterd=50, geclusterd_hard=50), Plotstand(), JA,
         "Iedere geclusterde en zorggeschikte woning van de opgave heeft een plek. "
         "Er is geen plot gereserveerd of vastgelegd."),
    ],
)  # fmt: skip
def test_op_de_kaart(k, plots, antwoord, zin):
    bewijs = vraag(2, k=k, plots=plots)
    assert (bewijs.antwoord, bewijs.zin) == (antwoord, zin)


@pytest.mark.parametrize(
    ("plots", "antwoord", "deel"),
    [
        (Plotstand(), NEE, "nog geen gereserveerde plot"),
        (Plotstand(2, 0, 0, 0, 2, 2, 2), NEE, "0 van 2 plots hebben alle drie de partners; er ontbreekt op 2 een corp"),
        (Plotstand(2, 1, 1, 2, 1, 2, 1), DEELS, "1 van 3 plots heeft alle drie"),
        (Plotstand(1, 0, 0, 1, 0, 1, 0), DEELS,
         "De plot heeft nog niet alle drie de partners; er ontbreekt een zorgorganisatie."),
        (Plotstand(1, 0, 1, 1), JA, "De plot heeft een corporatie of investeerder, een zorgorganisatie"),
    ],
)  # fmt: skip
def test_partners(plots, antwoord, deel):
    bewijs = vraag(3, plots=plots)
    assert bewijs.antwoord == antwoord
    assert deel in bewijs.zin


@pytest.fixture
def stand(land, maak_plot, herbereken):
    """Aa: agreed, a public plot with all partners and one that only the gemeente sees. Bee: nothing."""
    periode = Opgaveperiode.objects.get(slug="2030")
    Opgave.objects.create(gemeente=land["Aa"], periode=periode, versie=1, status="afgesproken", besluit="Woondeal",
                          datum="2026-03-01", nultreden=0, geclusterd=40, zorggeschikt=0)  # fmt: skip
    Opgave.objects.create(gemeente=land["Bee"], periode=periode, versie=1, status="indicatief",
                          nultreden=0, geclusterd=40, zorggeschikt=0)  # fmt: skip
    plot = maak_plot(geclusterd=40)
    reserveer(plot)
    for rol in ROLLEN:
        Plotpartner.objects.create(plot=plot, rol=rol, naam=f"partner {rol}")
    geheim = maak_plot(geclusterd=40, vertrouwelijkheid="gemeente")
    reserveer(geheim)
    leg_vast(geheim)
    herbereken()


@pytest.mark.django_db
def test_lijst_en_csv_tellen_alleen_wat_de_lezer_mag_zien(client, stand, cast):
    def antwoorden(wie):
        client.logout()
        if wie:
            client.force_login(wie)
        alle = client.get("/drieslag/").context["alle"]
        return {d.gebied.naam: tuple(b.antwoord for b in d.bewijzen) for d in alle}

    openbaar = antwoorden(None)
    assert openbaar["Aa"] == (JA, JA, JA)
    assert openbaar["Bee"] == (NEE, NEE, NEE)  # an indicatieve opgave of a named gemeente is not public
    assert antwoorden(cast.invoerder_bee)["Bee"][0] == DEELS
    eigen = antwoorden(cast.invoerder_aa)
    assert eigen["Aa"] == (JA, JA, DEELS)  # the confidential plot has no partners yet
    csv = client.get("/drieslag/drieslag.csv?vraag=3&antwoord=deels").content.decode()
    assert "GM9000" in csv
    assert "GM9001" not in csv


@pytest.mark.django_db
def test_gemeentepagina_toont_de_drie_vragen(client, stand):
    tekst = client.get("/gebied/GM9000/").content.decode()
    assert "Is de opgave afgesproken?" in tekst
    assert "Er is 1 plot gereserveerd" in tekst
    assert "Drie vragen" not in client.get("/gebied/PV90/").content.decode()


@pytest.mark.django_db
def test_een_vertrokken_partner_telt_niet(client, stand):
    Plotpartner.objects.filter(rol="zorgorganisatie").update(tot="2026-01-01")
    d = next(d for d in client.get("/drieslag/").context["alle"] if d.gebied.naam == "Aa")
    assert d.antwoord(3) == DEELS
    assert "er ontbreekt een zorgorganisatie" in d.bewijzen[2].zin


@pytest.mark.django_db
def test_aantal_queries_staat_vast(client, stand, cast, maak_plot, django_assert_max_num_queries):
    for naam in ("Aa", "Bee", "Cee") * 4:
        actions.zet_stap(plot=maak_plot(naam, geclusterd=12), naar="in_gesprek", by="test")
    client.force_login(cast.beheerder)
    for url in ("/drieslag/", "/gebied/GM9000/"):
        client.get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
