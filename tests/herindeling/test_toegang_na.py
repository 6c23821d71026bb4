"""After a herindeling: nobody is locked out, what was frozen stays readable, and old addresses say where to go."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from programmering.opgaven.models import Opgave
from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.models import Peilstandplan
from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.opvolging import enkele_opvolgers, opgegaan, volg
from woonzorg.herindeling import actions
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Werkgebied
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import wie_gaan_over

from .conftest import AA, BEE, CEE, bereid_voor, groei, samenvoeging, splitsing

pytestmark = pytest.mark.django_db
NIEUW = "GM9100"


def vers(gebruiker) -> Gebruiker:
    """As the next request loads it."""
    return Gebruiker.objects.get(pk=gebruiker.pk)


def ziet(gebruiker, plan) -> bool:
    return Plan.objects.for_user(vers(gebruiker)).filter(pk=plan.pk).exists()


@pytest.mark.parametrize("maak", [samenvoeging, groei, splitsing])
def test_niemand_is_buitengesloten(maak, cast, maak_plan):
    plannen = {naam: maak_plan(naam, status="4A", vertrouwelijkheid="gemeente") for naam in ("Aa", "Bee")}
    actions.voer_uit(herindeling=maak(), by="test")
    assert ziet(cast.invoerder_aa, plannen["Aa"])
    assert ziet(cast.invoerder_bee, plannen["Bee"])
    for naam, wie in (("Aa", cast.invoerder_aa), ("Bee", cast.invoerder_bee)):
        plan = Plan.objects.select_related("gemeente").get(pk=plannen[naam].pk)
        assert plan.wijzigbaar_voor(vers(wie))
        assert wie in wie_gaan_over(plan.gemeente, Permission.PLAN_WIJZIGEN)
    # Others see no more than before.
    assert not ziet(cast.koepel, plannen["Aa"])
    assert not ziet(cast.partner, plannen["Aa"])


def test_iedereen_begint_in_de_nieuwe_gemeente(cast, client):
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    assert vers(cast.invoerder_bee).functie["code"] == NIEUW
    client.force_login(cast.invoerder_bee)
    antwoord = client.get(reverse("start"))
    assert antwoord.status_code == 200
    assert "Nieuw" in antwoord.content.decode()


def test_wie_er_al_werkte_leest_wat_de_voorganger_vaststelde(cast, maak_plan, land):
    """Of a growing gemeente too, also on the tier of the gemeente alone; nobody else does."""
    maak_plan("Bee", status="4A", vertrouwelijkheid="gemeente")
    stel_vast(gemeente=land["Bee"], peildatum=datetime.date(2025, 7, 1), by="test")
    stand = Peilstandplan.objects.get()
    actions.voer_uit(herindeling=groei(), by="test")
    stand.refresh_from_db()
    assert stand.peilstand.gemeente == land["Bee"]

    def leest(wie) -> bool:
        return Peilstandplan.objects.for_user(vers(wie)).exists()

    assert leest(cast.invoerder_aa) and leest(cast.vaststeller_aa) and leest(cast.invoerder_bee)
    assert not leest(cast.koepel) and not leest(cast.adviseur_oost) and not leest(cast.partner)


def test_een_nieuwe_gemeente_krijgt_een_organisatie_met_wat_er_bij_hoort(cast, land):
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    organisatie = Organisatie.objects.get(naam="Gemeente Nieuw")
    assert organisatie.soort == "gemeente"
    assert list(organisatie.werkgebieden.order_by("pk").values_list("code", flat=True)) == [NIEUW, AA, BEE]
    nieuwe = Gebruiker.objects.create_user("n@voorbeeld.nl", "n")
    Lidmaatschap.objects.create(gebruiker=nieuwe, organisatie=organisatie, rol="invoerder")
    assert vers(nieuwe).functie["code"] == NIEUW


def test_zonder_organisatie_vooraf_komt_er_geen(land):
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    assert not Organisatie.objects.exists()


def test_een_naam_die_al_van_een_ander_is_wordt_gezegd(cast):
    Organisatie.objects.create(naam="Gemeente Nieuw", soort="corporatie")
    verslag = actions.voer_uit(herindeling=samenvoeging(), by="test")
    assert any("dat is geen gemeente" in melding for melding in verslag["meldingen"])


def test_bij_een_splitsing_kan_toegang_worden_beperkt(cast, maak_plan):
    van_cee = maak_plan("Cee", status="4A", vertrouwelijkheid="gemeente")
    actions.voer_uit(herindeling=splitsing(toegang=[NIEUW]), by="test")
    assert not ziet(cast.invoerder_aa, van_cee)
    bereik = vers(cast.invoerder_aa).bereik[Permission.PLAN_WIJZIGEN]["gemeente"]
    assert bereik == {AA, NIEUW}


def test_een_organisatie_die_overal_werkt_houdt_elk_werkgebied_een_keer(cast):
    organisatie = cast.partner.lidmaatschappen.get().organisatie
    for code in (BEE, CEE):
        Werkgebied.objects.create(organisatie=organisatie, soort="gemeente", code=code)
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    codes = list(organisatie.werkgebieden.order_by("pk").values_list("code", flat=True))
    assert sorted(codes) == sorted({AA, BEE, CEE, NIEUW})
    assert codes[0] == NIEUW
    actions.voer_uit(herindeling=bereid_voor(datum=datetime.date(2026, 5, 1), van=[NIEUW], bestaand=[CEE]), by="test")
    codes = list(organisatie.werkgebieden.order_by("pk").values_list("code", flat=True))
    assert sorted(codes) == sorted({AA, BEE, CEE, NIEUW})
    assert vers(cast.partner).functie["code"] == CEE


# --- Old addresses ---------------------------------------------------------------------------------------------


def test_het_oude_adres_zegt_waar_het_verdergaat(client, cast, maak_plan, land, opgaven):
    plan = maak_plan("Bee", plannaam="Beeburg")
    stel_vast(gemeente=land["Bee"], peildatum=datetime.date(2025, 7, 1), by="test")
    voor = client.get(reverse("gebied", args=[BEE]))
    assert "bestaat sinds" not in voor.content.decode()
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    antwoord = client.get(reverse("gebied", args=[BEE]))
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert "bestaat sinds 1 januari 2026 niet meer" in inhoud
    assert f'href="{reverse("gebied", args=[NIEUW])}"' in inhoud
    assert "Peilstand van 1 juli 2025" in inhoud
    for soort in ("csv", "xlsx", "pdf"):
        assert client.get(reverse(f"gebied-{soort}", args=[BEE])).status_code == 404
    api = client.get("/api/v1/keten", {"gebied": BEE})
    assert (api.status_code, "Nieuw (GM9100)" in api.json()["detail"]) == (404, True)
    # The links that people kept go on working.
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert client.get(reverse("opgave", args=[BEE])).status_code == 200
    assert client.get(reverse("gebied", args=[NIEUW])).status_code == 200
    assert client.get("/api/v1/keten", {"gebied": NIEUW}).status_code == 200
    assert "Beeburg" in client.get(f"{reverse('plan-lijst')}?gebied={NIEUW}").content.decode()


def test_na_een_splitsing_staan_alle_opvolgers_er(client, land):
    actions.voer_uit(herindeling=splitsing(), by="test")
    inhoud = client.get(reverse("gebied", args=[AA])).content.decode()
    assert "verdeeld over 2 gemeenten" in inhoud
    for code in (CEE, NIEUW):
        assert reverse("gebied", args=[code]) in inhoud


@pytest.mark.parametrize("code", ["GM9001", "GM9100"])
def test_elke_bladzijde_met_een_gemeente_blijft_het_doen(code, client, cast, vol, opgaven):
    """Of the old and of the new one, for who sees everything."""
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    client.force_login(cast.beheerder)
    namen = [
        "plan-lijst", "plot-lijst", "bod-lijst", "aanpassing-lijst", "kans-lijst", "drieslag-lijst", "project-lijst",
        "overlegtafel-lijst", "contact-lijst", "knelpunt-lijst", "team-omvang", "opgave-lijst", "boden-per-gemeente",
    ]  # fmt: skip
    for naam in namen:
        assert client.get(reverse(naam), {"gebied": code}).status_code == 200, naam
    for pad in (reverse("gebied", args=["NL"]), reverse("gebied", args=["PV91"]), reverse("gebied", args=["WD90"])):
        inhoud = client.get(f"{pad}?soort=gemeente").content.decode()
        assert "Bee</a>" not in inhoud


def test_opgegaan_volgt_de_hele_keten(land, django_assert_num_queries):
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    actions.voer_uit(herindeling=bereid_voor(datum=datetime.date(2026, 5, 1), van=[NIEUW], bestaand=[CEE]), by="test")
    weg = opgegaan(AA)
    assert [g.code for g in weg.opvolgers] == [CEE]
    assert (weg.sinds, weg.gebied.naam, weg.provincie.code) == (datetime.date(2026, 1, 1), "Aa", "PV90")
    assert enkele_opvolgers() == {AA: CEE, BEE: CEE, NIEUW: CEE}
    assert volg({land["Aa"].pk, land["Dee"].pk}) == {land["Cee"].pk, land["Dee"].pk}
    assert opgegaan("GM9003") is None and opgegaan("GM0000") is None
    with django_assert_num_queries(0):
        assert opgegaan("NL") is None
    # Before the day it was still there.
    assert opgegaan(AA, datetime.date(2025, 12, 31)) is None


def test_een_splitsing_heeft_geen_enkele_opvolger(land):
    actions.voer_uit(herindeling=splitsing(), by="test")
    assert enkele_opvolgers() == {}
    assert Gemeente.objects.get(code=AA).geldig_tot == datetime.date(2026, 1, 1)


def test_een_oude_indicatie_verdwijnt_niet_uit_het_zicht_van_wie_haar_zag(cast, land, opgaven):
    Opgave.objects.filter(gemeente=land["Bee"]).update(status="indicatief")
    actions.voer_uit(herindeling=groei(), by="test")
    assert Opgave.objects.for_user(vers(cast.invoerder_aa)).filter(gemeente=land["Bee"]).exists()
    assert Client().get(reverse("opgave", args=[BEE])).status_code == 200
