"""Boden on their pages: who may make one of whom, the steps, the list behind a figure, and what others never see."""

import csv
import datetime
import io
import itertools
import random

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from programmering.boden.actions import Aantal, VersieConflict, bewaar_bod, zet_status
from programmering.boden.lijsten import STAPPEN, Bodstatus, Partijsoort, partijsoort
from programmering.boden.models import Bod
from programmering.boden.selectors import corporaties_per_gemeente, op_hele_regios, per_corporatie, per_gemeente
from programmering.keten.selectors import Ketenlezer, lees_perioden
from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.plots.models import Plot
from programmering.voortgang.bereken import werk_bij
from programmering.voortgang.models import Bijdrage
from tests.conftest import regels_van, vierkant
from woonzorg.gebieden.models import Woondealregio
from woonzorg.gebieden.soorten import LAND
from woonzorg.organisaties.models import Lidmaatschap, Organisatie, Organisatiesoort

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate()


@pytest.fixture
def maak_bod(land):
    """Makes a bod through the action that the form uses: 20 geclusterd in 2027 unless `regels` says otherwise."""

    def maak(gemeente="Aa", *, regels=None, regio=None, door=None, status="uitgebracht", **velden):
        organisatie = door and door.lidmaatschappen.get().organisatie
        velden = {"partij": "Wonen Aa", "partij_soort": "corporatie", "vertrouwelijkheid": "openbaar"} | velden
        velden = {"organisatie": organisatie} | velden
        bod = Bod(
            gemeente=None if regio else land[gemeente],
            woondealregio=Woondealregio.objects.get(naam=regio) if regio else None,
            datum=datetime.date(2026, 3, 1),
            **velden,
        )
        bewaar_bod(bod=bod, regels=regels or [Aantal("geclusterd", 2027, 20)], by="test")
        if status != "uitgebracht":
            zet_status(bod=bod, naar=status, by="test", datum=VANDAAG)
        return bod

    return maak


@pytest.fixture
def opgaven(land):
    periode = Opgaveperiode.objects.get(slug="2030")
    for naam, (n, g, z) in {"Aa": (100, 50, 31), "Bee": (60, 40, 10), "Dee": (10, 5, 0)}.items():
        Opgave.objects.create(
            gemeente=land[naam], periode=periode, versie=1, nultreden=n, geclusterd=g, zorggeschikt=z,
            status="indicatief", rekenvoorbeeld=True,
        )  # fmt: skip


def velden(**anders):
    """A filled-in form of a partner: 20 geclusterd in 2027, 4 zorggeschikt in an unknown year."""
    gegevens = {
        "gebied": "GM9000", "bouwvorm": "nieuwbouw", "datum": "2026-03-01", "vertrouwelijkheid": "openbaar",
        "document": "Brief", "link": "", "toelichting": "", "b-geclusterd-2027": "20", "b-zorggeschikt-0": "4",
    }  # fmt: skip
    return gegevens | anders


def aantallen(bod):
    return {(r.woningtype, r.jaar): r.aantal for r in bod.regels.all()}


def als(client, user):
    client.logout()
    if user:
        client.force_login(user)
    return client


def wie_allemaal(cast):
    return [None, *(user for _, user in cast)]


# The whole job


def keten_bod(user, gebied):
    regel = Ketenlezer(user=user, periode=lees_perioden()[0]).keten(gebied).regel("geclusterd")
    return regel.bod


def test_van_nieuw_bod_tot_getal_in_de_keten(client, cast, land, herbereken):
    """A partner makes a bod, finds it in the list, the gemeente accepts it, the keten moves; a withdrawn one leaves."""
    herbereken()
    gebied = land["Aa"].gebied
    als(client, cast.partner)
    assert "Nieuw bod" in client.get(reverse("bod-lijst")).content.decode()
    antwoord = client.post(reverse("bod-nieuw"), velden())
    bod = Bod.objects.get()
    assert antwoord.url == reverse("bod", args=[bod.pk])
    assert (bod.partij, bod.partij_soort) == ("organisatie partner", "corporatie")
    assert aantallen(bod) == {("geclusterd", 2027): 20, ("zorggeschikt", 0): 4}
    assert [r.bod for r in client.get(reverse("bod-lijst")).context["boden"]] == [bod]
    assert keten_bod(None, gebied) == 0
    werk_bij()
    assert keten_bod(None, gebied) == 20

    als(client, cast.invoerder_aa)
    stap = {"naar": "aanvaard", "datum": str(VANDAAG), "versie": bod.versie}
    pagina = client.get(bod.get_absolute_url()).content.decode()
    assert "Aanvaarden" in pagina
    assert client.post(reverse("bod-status", args=[bod.pk]), stap).status_code == 302
    bod.refresh_from_db()
    assert (bod.status, bod.status_datum) == ("aanvaard", VANDAAG)
    werk_bij()
    stand = next(
        s
        for s in per_gemeente(lezer=Ketenlezer(user=None, periode=lees_perioden()[0]), gebied=LAND)
        if s.gebied == gebied
    )
    assert (stand.type("geclusterd").som.uitgebracht, stand.type("geclusterd").som.aanvaard) == (0, 20)
    assert keten_bod(None, gebied) == 20

    stap = {"naar": "ingetrokken", "datum": str(VANDAAG), "versie": bod.versie}
    assert als(client, cast.partner).post(reverse("bod-status", args=[bod.pk]), stap).status_code == 404
    assert als(client, cast.invoerder_aa).post(reverse("bod-status", args=[bod.pk]), stap).status_code == 302
    werk_bij()
    assert keten_bod(None, gebied) == 0
    assert not Bijdrage.objects.exists()


def test_geschiedenis_zegt_wie_wat_deed(client, cast):
    als(client, cast.partner).post(reverse("bod-nieuw"), velden())
    bod = Bod.objects.get()
    anders = velden(versie=1, document="Afspraak", organisatie=bod.organisatie_id, **{"b-nultreden-2028": "3"})
    als(client, cast.invoerder_aa).post(reverse("bod-bewerken", args=[bod.pk]), anders)
    (nieuw, eerste) = client.get(bod.get_absolute_url()).context["historie"]
    assert nieuw.wat == ["document", "aantal nultreden in 2028"]
    assert (nieuw.wie, eerste.wie) == ("invoerder-aa", "partner")
    assert "bod ingevoerd" in eerste.wat


# Who may


def test_partner_kiest_alleen_eigen_organisatie_en_eigen_gebied(client, cast):
    als(client, cast.partner)
    form = client.get(reverse("bod-nieuw")).context["form"]
    assert "organisatie" not in form.fields
    assert form.vaste_partij == "organisatie partner"
    antwoord = client.post(reverse("bod-nieuw"), velden(partij="Ander", partij_soort="gemeente", gebied="GM9001"))
    assert antwoord.status_code == 422
    assert not Bod.objects.exists()
    client.post(reverse("bod-nieuw"), velden(partij="Ander", partij_soort="gemeente", organisatie="1"))
    assert Bod.objects.get().partij == "organisatie partner"


def test_lid_van_twee_partijen_doet_elk_bod_in_het_eigen_werkgebied(client, cast):
    tweede = Organisatie.objects.create(naam="Zorg Bee", soort="zorgorganisatie")
    tweede.werkgebieden.create(soort="gemeente", code="GM9001")
    Lidmaatschap.objects.create(gebruiker=cast.partner, organisatie=tweede, rol="partner")
    # A lezer of a third one does not offer in its name.
    derde = Organisatie.objects.create(naam="Derde", soort="investeerder")
    derde.werkgebieden.create(soort="land", code="NL")
    Lidmaatschap.objects.create(gebruiker=cast.partner, organisatie=derde, rol="lezer")
    als(client, cast.partner)
    fout = client.post(reverse("bod-nieuw"), velden(organisatie=tweede.pk, gebied="GM9000"))
    assert "Hier mag u geen bod invoeren voor Zorg Bee" in fout.content.decode()
    assert client.post(reverse("bod-nieuw"), velden(organisatie=derde.pk)).status_code == 422
    assert client.post(reverse("bod-nieuw"), velden(organisatie=tweede.pk, gebied="GM9001")).status_code == 302
    assert (Bod.objects.get().partij, Bod.objects.get().partij_soort) == ("Zorg Bee", "zorgorganisatie")


def test_wie_voor_de_ene_leest_en_voor_de_ander_biedt_wijzigt_alleen_van_die_ander(client, cast, maak_bod):
    derde = Organisatie.objects.create(naam="Derde", soort="investeerder")
    derde.werkgebieden.create(soort="gemeente", code="GM9000")
    Lidmaatschap.objects.create(gebruiker=cast.partner, organisatie=derde, rol="lezer")
    bod = maak_bod(organisatie=derde)
    als(client, cast.partner)
    assert client.get(bod.get_absolute_url()).context["stappen"] == []
    assert client.get(reverse("bod-bewerken", args=[bod.pk])).status_code == 404
    stap = {"naar": "ingetrokken", "datum": f"{VANDAAG}", "versie": bod.versie}
    assert client.post(reverse("bod-status", args=[bod.pk]), stap).status_code == 404


def test_wie_een_oud_bod_bewaart_maakt_geen_aanvaarding_ongedaan(maak_bod):
    bod = maak_bod()
    oud = Bod.objects.get(pk=bod.pk)
    zet_status(bod=bod, naar="aanvaard", by="gemeente", datum=VANDAAG)
    # Also with the version that is stored now: a hidden field is the sender's to choose.
    for versie in (None, bod.versie):
        with pytest.raises(VersieConflict):
            bewaar_bod(bod=oud, regels=[Aantal("geclusterd", 2027, 1)], by="partner", verwachte_versie=versie)
    assert Bod.objects.get(pk=bod.pk).status == "aanvaard"


def test_gemeente_voert_bod_in_van_wie_geen_account_heeft(client, cast):
    als(client, cast.invoerder_aa)
    antwoord = client.post(reverse("bod-nieuw"), velden(partij="Hofjeswonen", partij_soort="bewonersinitiatief"))
    assert antwoord.status_code == 302
    bod = Bod.objects.get()
    assert (bod.organisatie, bod.partij) == (None, "Hofjeswonen")
    assert not bod.van(cast.partner)


def test_gemeente_voert_bod_in_van_een_partner(client, cast):
    organisatie = cast.partner.lidmaatschappen.get().organisatie
    als(client, cast.invoerder_aa).post(
        reverse("bod-nieuw"), velden(organisatie=organisatie.pk, partij="", partij_soort="")
    )
    bod = Bod.objects.get()
    assert (bod.partij, bod.partij_soort) == ("organisatie partner", "corporatie")
    assert bod.van(cast.partner)


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({}, "Kies een organisatie, of vul de naam van de partij in"),
        ({"partij": "Nieuw"}, "Kies wat voor partij het is"),
        ({"partij": "Organisatie Partner", "partij_soort": "corporatie"}, "heeft een account"),
        ({"partij": "N", "partij_soort": "corporatie", "gebied": ""}, "Dit veld is vereist"),
        ({"partij": "N", "partij_soort": "corporatie", "gebied": "GM9001"}, "Kies een gemeente of regio uit de lijst"),
        ({"partij": "N", "partij_soort": "corporatie", "datum": "2099-01-01"}, "Deze dag moet nog komen"),
        ({"partij": "N", "partij_soort": "corporatie", "datum": ""}, "Dit veld is vereist"),
        ({"partij": "N", "partij_soort": "corporatie", "link": "javascript:alert(1)"}, "Voer een geldige URL in"),
        ({"partij": "N", "partij_soort": "corporatie", "b-geclusterd-2027": "veel"}, "&#x27; is geen heel getal"),
        ({"partij": "N", "partij_soort": "corporatie", "b-geclusterd-2027": "20000"}, "20.000 is meer dan 10.000"),
        (
            {"partij": "N", "partij_soort": "corporatie", "b-geclusterd-2027": "", "b-zorggeschikt-0": "0"},
            "Vul bij minstens één woningtype een aantal woningen in",
        ),
    ],
)  # fmt: skip
def test_meldingen_in_gewoon_nederlands_en_niets_is_weg(client, cast, anders, melding):
    gegevens = velden(
        document="Brief van maart", **{"b-nultreden-2028": "7"} if "b-zorggeschikt-0" not in anders else {}
    )
    antwoord = als(client, cast.invoerder_aa).post(reverse("bod-nieuw"), gegevens | anders)
    assert antwoord.status_code == 422
    pagina = antwoord.content.decode()
    assert melding in pagina
    assert "Brief van maart" in pagina
    assert "b-zorggeschikt-0" in anders or 'value="7"' in pagina
    assert not Bod.objects.exists()


def test_elke_soort_organisatie_die_bouwt_is_een_soort_partij(cast, land):
    soorten = {soort for soort in Organisatiesoort.values if partijsoort(soort)}
    assert soorten == set(Partijsoort.values)
    koepel = cast.koepel.lidmaatschappen.get().organisatie
    with pytest.raises(ValidationError, match="doet zelf geen bod"):
        bewaar_bod(bod=Bod(organisatie=koepel, gemeente=land["Aa"]), regels=[Aantal("nultreden", 0, 1)], by="test")


def test_bod_op_een_hele_regio_telt_nog_niet_mee(client, cast, herbereken):
    als(client, cast.partner).post(reverse("bod-nieuw"), velden(gebied="WD90"))
    bod = Bod.objects.get()
    assert (bod.gemeente, bod.woondealregio.naam) == (None, "Noord")
    assert client.get(bod.get_absolute_url()).status_code == 200
    herbereken()
    assert not Bijdrage.objects.exists()
    # The gemeente in that regio may divide it: then it counts.
    als(client, cast.invoerder_aa)
    antwoord = client.post(reverse("bod-bewerken", args=[bod.pk]), velden(organisatie=bod.organisatie_id, versie=1))
    assert antwoord.status_code == 302
    herbereken()
    assert Bijdrage.objects.filter(gemeente__naam="Aa").count() == 2


def test_een_aanvaard_bod_wijzigt_alleen_wie_boden_beheert(client, cast, maak_bod):
    bod = maak_bod(door=cast.partner)
    url = reverse("bod-bewerken", args=[bod.pk])
    assert als(client, cast.partner).get(url).status_code == 200
    zet_status(bod=bod, naar="aanvaard", by="gemeente", datum=VANDAAG)
    assert client.get(url).status_code == 404
    # Who was typing when it was accepted keeps what was typed.
    antwoord = client.post(url, velden(versie=1, document="Nieuwe brief", **{"b-nultreden-2029": "44"}))
    assert antwoord.status_code == 409
    pagina = antwoord.content.decode()
    assert "intussen aanvaard" in pagina
    assert "Nieuwe brief" in pagina
    assert 'value="44"' in pagina
    assert aantallen(Bod.objects.get()) == {("geclusterd", 2027): 20}
    als(client, cast.invoerder_aa)
    antwoord = client.post(url, velden(versie=2, organisatie=bod.organisatie_id))
    assert antwoord.status_code == 302
    assert als(client, cast.invoerder_bee).get(url).status_code == 404


# Steps


@pytest.mark.parametrize(("van", "naar"), list(itertools.permutations(Bodstatus.values, 2)))
def test_alleen_stappen_uit_de_tabel(maak_bod, van, naar):
    bod = maak_bod()
    Bod.objects.update(status=van)
    bod.refresh_from_db()
    if naar in STAPPEN[van]:
        assert zet_status(bod=bod, naar=naar, by="test", datum=VANDAAG).status == naar
    else:
        with pytest.raises(ValidationError, match="kan niet"):
            zet_status(bod=bod, naar=naar, by="test", datum=VANDAAG)
        assert Bod.objects.get().status == van


def test_stap_op_een_dag_die_niet_kan(client, cast, maak_bod):
    bod = maak_bod()
    als(client, cast.invoerder_aa)
    for datum, melding in [
        ("2099-01-01", "moet nog komen"),
        ("2026-01-01", "Het bod is van"),
        ("", "Dit veld is vereist"),
    ]:
        stap = {"naar": "aanvaard", "datum": datum, "versie": bod.versie}
        antwoord = client.post(reverse("bod-status", args=[bod.pk]), stap)
        assert antwoord.status_code == 422
        assert melding in antwoord.content.decode()
        assert not datum or f'value="{datum}"' in antwoord.content.decode()
    assert client.post(reverse("bod-status", args=[bod.pk]), {"naar": "onzin", "datum": "x"}).status_code == 422
    assert Bod.objects.get().status == "uitgebracht"


def test_wie_intrekt_ontmoet_geen_aanvaarding(cast, maak_bod):
    bod = maak_bod(door=cast.partner)
    gelezen = Bod.objects.get()
    zet_status(bod=bod, naar="aanvaard", by="gemeente", datum=VANDAAG)
    with pytest.raises(VersieConflict):
        zet_status(bod=gelezen, naar="ingetrokken", by="partner", datum=VANDAAG)


def test_oude_pagina_zet_geen_stap(client, cast, maak_bod):
    bod = maak_bod()
    bewaar_bod(bod=bod, regels=[Aantal("geclusterd", 2028, 1)], by="ander")
    als(client, cast.invoerder_aa)
    stap = {"naar": "aanvaard", "datum": str(VANDAAG), "versie": 1}
    antwoord = client.post(reverse("bod-status", args=[bod.pk]), stap, follow=True)
    assert "Iemand anders wijzigde dit bod intussen" in antwoord.content.decode()
    assert Bod.objects.get().status == "uitgebracht"


def test_partner_trekt_in_en_brengt_opnieuw_uit_maar_aanvaardt_niet(client, cast, maak_bod):
    bod = maak_bod(door=cast.partner)
    als(client, cast.partner)
    for naar, status in [("aanvaard", 422), ("ingetrokken", 302), ("uitgebracht", 302)]:
        bod.refresh_from_db()
        stap = {"naar": naar, "datum": str(VANDAAG), "versie": bod.versie}
        assert client.post(reverse("bod-status", args=[bod.pk]), stap).status_code == status
    bod.refresh_from_db()
    assert bod.status == "uitgebracht"


def test_tweede_bewaarder_ziet_beide_versies(client, cast, maak_bod):
    bod = maak_bod(door=cast.partner)
    url = reverse("bod-bewerken", args=[bod.pk])
    als(client, cast.partner)
    assert (
        client.post(url, velden(versie=1, document="van de eerste", **{"b-geclusterd-2027": "25"})).status_code == 302
    )
    antwoord = client.post(
        url, velden(versie=1, document="van de tweede", **{"b-geclusterd-2027": "30"}, gebied="WD90")
    )
    assert antwoord.status_code == 409
    pagina = antwoord.content.decode()
    for tekst in (
        "Iemand anders heeft dit bod intussen bewaard",
        "van de eerste",
        "van de tweede",
        "2027: 25",
        "2027: 30",
    ):
        assert tekst in pagina
    bod.refresh_from_db()
    assert (bod.document, bod.gemeente.naam) == ("van de eerste", "Aa")
    versie = antwoord.context["form"]["versie"].value()
    assert client.post(url, velden(versie=versie, document="van de tweede")).status_code == 302
    bod.refresh_from_db()
    assert bod.document == "van de tweede"


# A plot


@pytest.fixture
def plot(land):
    return Plot.objects.create(gemeente=land["Aa"], naam="Hoek", geometrie=vierkant(0), vertrouwelijkheid="openbaar")


def test_bod_op_een_plot(client, cast, plot):
    als(client, cast.partner)
    form = client.get(f"{reverse('bod-nieuw')}?plot={plot.pk}").context["form"]
    assert (form["plot"].value(), form["gebied"].value()) == (plot.pk, "GM9000")
    fout = client.post(reverse("bod-nieuw"), velden(plot=plot.pk, gebied="WD90"))
    assert "Deze plot ligt in Aa" in fout.content.decode()
    client.post(reverse("bod-nieuw"), velden(plot=plot.pk))
    assert "Hoek" in client.get(Bod.objects.get().get_absolute_url()).content.decode()


def test_een_plot_die_men_niet_mag_zien_lekt_niet(client, cast, plot, maak_bod):
    plot.naam, plot.vertrouwelijkheid = "GEHEIMEPLOT", "gemeente"
    plot.save()
    bod = maak_bod(door=cast.partner, plot=plot)
    for user in (None, cast.partner, cast.koepel, cast.adviseur_oost):
        assert "GEHEIMEPLOT" not in als(client, user).get(bod.get_absolute_url()).content.decode()
    als(client, cast.partner)
    assert "GEHEIMEPLOT" not in client.get(reverse("bod-bewerken", args=[bod.pk])).content.decode()
    assert "GEHEIMEPLOT" not in client.get(f"{reverse('bod-nieuw')}?plot={plot.pk}").content.decode()
    assert client.post(reverse("bod-nieuw"), velden(plot=plot.pk)).status_code in (302, 422)
    assert Bod.objects.filter(plot=plot).count() == 1
    # Saving leaves the plot where it was.
    assert client.post(reverse("bod-bewerken", args=[bod.pk]), velden(versie=bod.versie)).status_code == 302
    bod.refresh_from_db()
    assert bod.plot == plot
    assert "GEHEIMEPLOT" in als(client, cast.invoerder_aa).get(bod.get_absolute_url()).content.decode()


# The list, and the figure it is made of


def _willekeurige_boden(maak_bod, cast, rng, n=24):
    for _ in range(n):
        maak_bod(
            rng.choice(["Aa", "Bee", "Cee", "Dee"]),
            regio=rng.choice([None, None, None, "Noord", "Ver"]),
            door=rng.choice([None, None, cast.partner]),
            partij=rng.choice(["Wonen Aa", "Zorg Bee", "Fonds"]),
            partij_soort=rng.choice(["corporatie", "zorgorganisatie", "investeerder"]),
            bouwvorm=rng.choice(["nieuwbouw", "transformatie", "bestaande_bouw"]),
            vertrouwelijkheid=rng.choice(["openbaar", "provincie", "gemeente"]),
            status=rng.choice(["uitgebracht", "aanvaard", "ingetrokken"]),
            regels=[
                Aantal(w, rng.choice([0, 2026, 2027, 2030, 2031, 2035]), rng.randint(1, 60))
                for w in ("nultreden", "geclusterd", "zorggeschikt")
                if rng.random() < 0.7
            ]
            or [Aantal("geclusterd", 2028, 9)],
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lijst_achter_een_getal_telt_op_tot_dat_getal_voor_elke_lezer(client, cast, land, maak_bod, herbereken, seed):
    _willekeurige_boden(maak_bod, cast, random.Random(seed))
    herbereken()
    gebieden = [LAND, land["Aa"].gebied, land["Aa"].provincie.gebied, land["Aa"].woondealregio.gebied]
    for user in wie_allemaal(cast):
        als(client, user)
        for gebied in gebieden if user in (None, cast.partner, cast.invoerder_aa) else gebieden[:1]:
            for bouwvorm in ("", "transformatie"):
                keten = Ketenlezer(user=user, periode=lees_perioden()[0], bouwvorm=bouwvorm).keten(gebied)
                for woningtype in ("nultreden", "geclusterd", "zorggeschikt"):
                    vraag = {"gebied": gebied.code, "periode": "2030", "woningtype": woningtype, "schakel": "bod"}
                    vraag |= {"bouwvorm": bouwvorm} if bouwvorm else {}
                    pagina = client.get(reverse("bod-lijst"), vraag)
                    som = {naam.lower(): n for naam, n in pagina.context["typen"]}
                    assert som[woningtype] == keten.regel(woningtype).bod
                    assert som[woningtype] == sum(r.per_type[woningtype] for r in pagina.context["boden"])
                    assert sum(som.values()) == som[woningtype]


@pytest.mark.parametrize("seed", [4, 5])
def test_lijst_csv_xlsx_som_en_bladzijde_zijn_precies_wat_men_mag_zien(client, cast, maak_bod, herbereken, seed):
    _willekeurige_boden(maak_bod, cast, random.Random(seed))
    herbereken()
    for user in wie_allemaal(cast):
        als(client, user)
        zichtbaar = Bod.objects.for_user(user)
        verwacht = set(zichtbaar.values_list("pk", flat=True))
        pagina = client.get(reverse("bod-lijst"))
        assert {r.bod.pk for r in pagina.context["boden"]} == verwacht
        regels = [r for b in zichtbaar.exclude(status="ingetrokken") for r in b.regels.all()]
        som = {
            w: sum(r.aantal for r in regels if r.woningtype == w) for w in ("nultreden", "geclusterd", "zorggeschikt")
        }
        assert {naam.lower(): n for naam, n in pagina.context["typen"]} == som
        rijen = list(
            csv.DictReader(io.StringIO(client.get(reverse("bod-csv")).content.decode("utf-8-sig")), delimiter=";")
        )
        assert {int(r["id"]) for r in rijen} == verwacht
        boek = load_workbook(io.BytesIO(client.get(reverse("bod-xlsx")).content), read_only=True)
        for blad in boek:
            assert {r[0] for r in blad.values if r and isinstance(r[0], int)} == verwacht
        for bod in Bod.objects.all():
            assert client.get(bod.get_absolute_url()).status_code == (200 if bod.pk in verwacht else 404)


@pytest.mark.parametrize("seed", [6, 7])
def test_boden_naast_de_opgave_zijn_de_getallen_van_de_keten(client, cast, land, maak_bod, herbereken, opgaven, seed):
    _willekeurige_boden(maak_bod, cast, random.Random(seed))
    herbereken()
    periode = lees_perioden()[0]
    for user in wie_allemaal(cast):
        lezer = Ketenlezer(user=user, periode=periode)
        bijdragen = Bijdrage.objects.for_user(user).filter(schakel="bod")
        for stand in per_gemeente(lezer=lezer, gebied=LAND):
            keten = lezer.keten(stand.gebied)
            hier = list(bijdragen.filter(gemeente__code=stand.gebied.code))
            for t in stand.typen:
                regel = keten.regel(t.woningtype)
                assert (t.opgave, t.som.samen) == (regel.opgave, regel.bod)
                van_type = [b for b in hier if b.categorie == t.woningtype]
                assert t.som.samen + t.som.buiten == sum(b.aantal for b in van_type)
                bestaand = [b for b in van_type if b.bouwvorm == "bestaande_bouw" and 2022 <= b.jaar <= 2030]
                assert t.som.aanvaard_bestaand == sum(b.aantal for b in bestaand if b.bod.status == "aanvaard")
        regio = list(op_hele_regios(lezer=lezer, gebied=LAND))
        zichtbaar = Bod.objects.for_user(user).tellend().filter(woondealregio__isnull=False)
        assert sum(t.som.samen + t.som.buiten for s in regio for t in s.typen) == sum(
            r.aantal for b in zichtbaar for r in b.regels.all()
        )
        corporaties = list(bijdragen.filter(jaar__range=(2022, 2030), bod__partij_soort="corporatie"))
        for w in ("geclusterd", "zorggeschikt"):
            verwacht = sum(b.aantal for b in corporaties if b.categorie == w)
            standen = corporaties_per_gemeente(lezer=lezer, gebied=LAND)
            assert (
                sum(getattr(s, w).bod for s in standen)
                == verwacht
                == sum(b.waarvan_corporatie for b in corporaties if b.categorie == w)
            )
            per_partij = per_corporatie(lezer=lezer, gebied=LAND)
            assert sum(getattr(p, w).samen for p in per_partij) == verwacht


def test_corporaties_tegen_de_helft_van_de_opgave(client, cast, maak_plan, maak_bod, herbereken, opgaven):
    maak_plan(aantallen=regels_van(geclusterd=20, gerealiseerd=5, corporatie=12))
    maak_bod(regels=[Aantal("geclusterd", 2027, 10), Aantal("zorggeschikt", 2028, 6)])
    maak_bod(partij="Fonds", partij_soort="investeerder", regels=[Aantal("geclusterd", 2027, 99)])
    herbereken()
    pagina = als(client, cast.koepel).get(reverse("boden-corporaties"), {"gebied": "GM9000"})
    (stand,) = pagina.context["tabel"].rijen
    assert stand.streven == 41  # half of 50 + 31, rounded half up
    g, z = stand.geclusterd, stand.zorggeschikt
    assert (g.gerealiseerd, g.gepland, g.bod, z.bod) == (3, 9, 10, 6)
    assert (stand.deel_bod, stand.deel_plan) == (16 / 41, 12 / 41)
    soorten = {s.soort: (s.geclusterd, s.zorggeschikt, s.streven) for s in pagina.context["soorten"]}
    assert soorten == {"corporatie": (10, 6, 41), "investeerder": (99, 0, 8)}


def test_regio_staat_apart_en_alleen_waar_zij_ligt(client, maak_bod, herbereken):
    maak_bod(regio="Noord")
    herbereken()
    for code, aantal in [("NL", 1), ("PV90", 1), ("PV91", 1), ("WD90", 1), ("WD91", 0), ("GM9000", 1), ("GM9002", 0)]:
        pagina = client.get(reverse("boden-per-gemeente"), {"gebied": code})
        assert len(pagina.context["regios"]) == aantal, code
        assert ("Nog niet over gemeenten verdeeld" in pagina.content.decode()) == bool(aantal)
        lijst = client.get(reverse("bod-lijst"), {"gebied": code}).context["boden"]
        assert len(lijst) == (0 if code.startswith("GM") else aantal), code
    assert client.get(reverse("boden-per-gemeente"), {"gebied": "GM0000"}).status_code == 404


def test_filters(client, cast, maak_bod, herbereken):
    een = maak_bod(door=cast.partner, document="Brief van mei", regels=[Aantal("nultreden", 2028, 5)])
    twee = maak_bod("Bee", partij="Fonds", partij_soort="investeerder", bouwvorm="transformatie", status="ingetrokken")
    herbereken()
    als(client, cast.partner)
    for vraag, verwacht in [
        ({"q": "mei"}, [een]), ({"q": "fonds"}, [twee]), ({"status": "ingetrokken"}, [twee]),
        ({"woningtype": "nultreden"}, [een]), ({"jaar": "2028"}, [een]),
        ({"jaar": "2028", "woningtype": "geclusterd"}, []),
        ({"periode": "2036"}, []), ({"bouwvorm": "transformatie"}, [twee]), ({"partij_soort": "investeerder"}, [twee]),
        ({"eigen": "true"}, [een]), ({"schakel": "bod"}, [een]), ({"gebied": "GM9001"}, [twee]), ({"gebied": "x"}, []),
        ({"volgorde": "gemeente__naam"}, [een, twee]), ({"status": "onzin", "schakel": "hard"}, [twee, een]),
    ]:  # fmt: skip
        pagina = client.get(reverse("bod-lijst"), vraag)
        assert pagina.status_code == 200
        assert [r.bod for r in pagina.context["boden"]] == verwacht, vraag
    assert dict(client.get(reverse("bod-lijst"), {"status": "ingetrokken"}).context["typen"])["Geclusterd"] == 20
    assert dict(client.get(reverse("bod-lijst")).context["typen"])["Geclusterd"] == 0
    # A condition on a woningtype and a jaar is about the same homes; nothing else of that bod is shown as its part.
    (rij,) = client.get(reverse("bod-lijst"), {"jaar": "2028"}).context["boden"]
    assert dict(rij.typen)["nultreden"] == 5


def test_toelichting_is_voor_de_partij_de_gemeente_en_de_provincie(client, cast, maak_bod, herbereken):
    bod = maak_bod(door=cast.partner, toelichting="GEHEIMETOELICHTING")
    herbereken()
    binnen = {
        cast.partner,
        cast.invoerder_aa,
        cast.vaststeller_aa,
        cast.adviseur_oost,
        cast.coordinator_oost,
        cast.beheerder,
    }
    for user in wie_allemaal(cast):
        als(client, user)
        pagina = client.get(bod.get_absolute_url())
        assert ("GEHEIMETOELICHTING" in pagina.content.decode()) == (user in binnen)
        assert bool(pagina.context["historie"]) == (user in binnen)
        for naam in ("bod-lijst", "bod-csv", "boden-per-gemeente", "boden-corporaties"):
            assert "GEHEIMETOELICHTING" not in client.get(reverse(naam)).content.decode()


def test_naam_met_html_blijft_tekst_en_csv_heeft_geen_formules(client, maak_bod, herbereken):
    bod = maak_bod(partij="<img src=x onerror=alert(1)>", document="=1+1")
    herbereken()
    for url in (bod.get_absolute_url(), reverse("bod-lijst"), reverse("boden-corporaties")):
        assert b"<img src=x" not in client.get(url).content
    assert "'=1+1" in client.get(reverse("bod-csv")).content.decode()


@pytest.mark.parametrize(
    "naam", ["bod-lijst", "bod-csv", "bod-xlsx", "boden-per-gemeente", "boden-per-gemeente-csv", "boden-corporaties"]
)
def test_het_aantal_vragen_aan_de_database_groeit_niet(
    naam, client, cast, maak_bod, herbereken, opgaven, django_assert_max_num_queries, django_assert_num_queries
):
    als(client, cast.invoerder_aa)
    maak_bod()
    maak_bod(regio="Noord")
    herbereken()
    with django_assert_max_num_queries(14) as eerst:
        assert client.get(reverse(naam)).status_code == 200
    _willekeurige_boden(maak_bod, cast, random.Random(9))
    herbereken()
    with django_assert_num_queries(len(eerst)):
        assert client.get(reverse(naam)).status_code == 200


def test_een_bod_en_zijn_formulier_vragen_steeds_evenveel(client, cast, maak_bod, django_assert_max_num_queries):
    bod = maak_bod(
        door=cast.partner, regels=[Aantal(w, j, 3) for w in ("nultreden", "geclusterd") for j in range(2026, 2036)]
    )
    for user in (cast.partner, cast.invoerder_aa):
        als(client, user)
        with django_assert_max_num_queries(14):
            client.get(bod.get_absolute_url())
        with django_assert_max_num_queries(14):
            client.get(reverse("bod-bewerken", args=[bod.pk]))
