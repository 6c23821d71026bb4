"""Comments of colleagues on a plan: who reads them, who is mentioned, and what never leaves."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from programmering.opmerkingen.actions import beantwoord, heropen, los_op, plaats, verwijder, wijzig
from programmering.opmerkingen.calculations import Kandidaat, genoemd, kies
from programmering.opmerkingen.models import Opmerking
from programmering.opmerkingen.selectors import kandidaten, op_plan, open_vermeldingen
from programmering.opmerkingen.velden import VELDEN
from programmering.plannen.models import Plan
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db
GEHEIM = "De grondprijs is zeven ton, zeg het niet verder."
JAN, JANSEN = Kandidaat(1, "Jan de Vries", "Gemeente Aa"), Kandidaat(2, "Jan Bakker", "Provincie Oost")
ELS, ELSJE = Kandidaat(3, "Els Öztürk", "Gemeente Aa"), Kandidaat(4, "Els Öztürk-Smit", "Gemeente Aa")


def vers(gebruiker) -> Gebruiker:
    """Without what the object remembers of its memberships."""
    return Gebruiker.objects.get(pk=gebruiker.pk)


@pytest.fixture
def plan(maak_plan) -> Plan:
    return maak_plan(plannaam="Hof van Aa", status="4A", vertrouwelijkheid="provincie")


@pytest.fixture
def schrijf(cast, plan):
    def maak(tekst=GEHEIM, **velden) -> Opmerking:
        return plaats(**{"plan": plan, "tekst": tekst, "door": cast.vaststeller_aa} | velden)

    return maak


# Who an @ means


@pytest.mark.parametrize(
    ("tekst", "wie"),
    [
        ("@Jan de Vries kijk je mee?", [[JAN]]),
        ("@jan  de\nvries, kijk je mee?", [[JAN]]),
        ("@Vries en (@Bakker)", [[JAN], [JANSEN]]),
        ("@Jan kijk je mee?", [[JAN, JANSEN]]),
        ("@Els Ozturk!", [[ELS]]),
        ("@Els Öztürk-Smit", [[ELSJE]]),
        ("@Piet", [[]]),
        ("mail naar jan@bakker.nl of @ niemand", []),
        ("", []),
    ],
)
def test_wie_een_apenstaart_bedoelt(tekst, wie):
    assert [set(g.kandidaten) for g in genoemd(tekst, [JAN, JANSEN, ELS, ELSJE])] == [set(w) for w in wie]


def test_wat_onduidelijk_is_wordt_gezegd_tot_er_een_vinkje_staat():
    beide = [JAN, JANSEN]
    wie, onduidelijk = kies("@Jan, weet jij dit?", beide, set())
    assert not wie
    assert onduidelijk == [
        "'@Jan' kan meer mensen zijn: Jan de Vries (Gemeente Aa), Jan Bakker (Provincie Oost). Vink aan wie u bedoelt."
    ]
    assert kies("@Jan, weet jij dit?", beide, {2}) == ({2}, [])
    wie, onduidelijk = kies("@Piet, weet jij dit?", beide, set())
    assert onduidelijk == ["Wij kennen hier niemand die 'Piet' heet. Vink aan wie u bedoelt, of haal het @ weg."]
    assert kies("@Piet, weet jij dit?", beide, {1}) == ({1}, [])
    # A tick for one says nothing of another.
    assert kies("@Jan", [*beide, ELS], {3})[1]


# Who can be mentioned


def test_kandidaten_zijn_wie_de_opmerking_kunnen_lezen(cast, plan, maak_plan):
    namen = {k.naam for k in kandidaten(plan)}
    assert namen == {"invoerder-aa", "vaststeller-aa", "adviseur-oost", "coordinator-oost", "beheerder"}
    stil = maak_plan(status="4A", vertrouwelijkheid="gemeente")
    assert {k.naam for k in kandidaten(stil, zonder=cast.beheerder)} == {"invoerder-aa", "vaststeller-aa"}
    # Each of them reads it, and nobody else does.
    for opmerking in (plaats(plan=p, tekst="x", door=cast.beheerder) for p in (plan, stil)):
        lezers = {g.naam for _, g in cast if Opmerking.objects.for_user(g).filter(pk=opmerking.pk).exists()}
        assert lezers == {k.naam for k in kandidaten(opmerking.plan)}


def test_wie_weg_is_is_geen_kandidaat(cast, plan):
    Lidmaatschap.objects.filter(gebruiker=cast.vaststeller_aa).update(tot=timezone.localdate())
    Gebruiker.objects.filter(pk=cast.adviseur_oost.pk).update(is_active=False)
    assert {k.naam for k in kandidaten(plan)} == {"invoerder-aa", "coordinator-oost", "beheerder"}


def test_kandidaten_kosten_per_soort_lid_en_niet_per_mens(cast, plan, django_assert_max_num_queries):
    organisatie = cast.invoerder_aa.lidmaatschappen.get().organisatie
    for i in range(20):
        wie = Gebruiker.objects.create_user(f"collega{i}@voorbeeld.nl", f"collega {i}")
        Lidmaatschap.objects.create(gebruiker=wie, organisatie=organisatie, rol="invoerder", van="2020-01-01")
    plan = Plan.objects.met_gemeente().get(pk=plan.pk)
    with django_assert_max_num_queries(13):
        assert len(kandidaten(plan)) == 25


# Writing


def test_genoemd_krijgt_een_mail_zonder_de_tekst(cast, plan, schrijf):
    opmerking = schrijf(vermeld=[cast.invoerder_aa, cast.adviseur_oost])
    berichten = Bericht.objects.order_by("aan")
    assert [b.aan for b in berichten] == ["adviseur-oost@voorbeeld.nl", "invoerder-aa@voorbeeld.nl"]
    for bericht in berichten:
        assert GEHEIM[:15] not in bericht.tekst + bericht.onderwerp
        assert "Hof van Aa" in bericht.tekst
        assert f"/opmerkingen/{opmerking.pk}/" in bericht.tekst
    # Named once more in the same comment: that is the same mail.
    wijzig(opmerking=opmerking, tekst="Anders", door=cast.vaststeller_aa, vermeld=[cast.invoerder_aa, cast.beheerder])
    assert Bericht.objects.count() == 3
    assert set(opmerking.vermeld.all()) == {cast.invoerder_aa, cast.beheerder}


@pytest.mark.parametrize("wie", ["invoerder_bee", "koepel", "partner", "kernteam", "vreemde"])
def test_wie_het_plan_niet_mag_lezen_wordt_niet_genoemd(wie, cast, schrijf):
    with pytest.raises(ValidationError, match="kan deze opmerking niet lezen"):
        schrijf(vermeld=[getattr(cast, wie)])
    assert not Opmerking.objects.exists()
    assert not Bericht.objects.exists()


def test_een_antwoord_op_een_antwoord_hoort_bij_het_begin(cast, schrijf):
    begin = schrijf(veld="toelichting")
    antwoord = beantwoord(opmerking=begin, tekst="Ja", door=cast.invoerder_aa)
    tweede = beantwoord(opmerking=antwoord, tekst="Nee", door=cast.adviseur_oost)
    assert (tweede.antwoord_op_id, tweede.veld) == (begin.pk, "toelichting")


def test_oplossen_en_heropenen(cast, schrijf):
    begin = schrijf()
    antwoord = beantwoord(opmerking=begin, tekst="Ja", door=cast.invoerder_aa)
    begin = los_op(opmerking=antwoord, door=cast.invoerder_aa)
    assert begin.opgelost_door == "invoerder-aa"
    # Who comes second changes nothing.
    assert los_op(opmerking=begin, door=cast.beheerder).opgelost_door == "invoerder-aa"
    with pytest.raises(ValidationError, match="invoerder-aa heeft dit opgelost"):
        beantwoord(opmerking=begin, tekst="Toch niet", door=cast.beheerder)
    assert heropen(opmerking=begin).opgelost_op is None
    beantwoord(opmerking=begin, tekst="Toch niet", door=cast.beheerder)


def test_terugnemen_kan_een_kwartier_en_zonder_antwoord(cast, schrijf):
    begin = schrijf()
    with pytest.raises(ValidationError, match="kwartier"):
        wijzig(opmerking=begin, tekst="x", door=cast.invoerder_aa)
    assert wijzig(opmerking=begin, tekst=" Beter ", door=cast.vaststeller_aa).tekst == "Beter"
    antwoord = beantwoord(opmerking=begin, tekst="Ja", door=cast.invoerder_aa)
    with pytest.raises(ValidationError, match="kwartier"):
        verwijder(opmerking=begin, door=cast.vaststeller_aa)
    verwijder(opmerking=antwoord, door=cast.invoerder_aa)
    Opmerking.objects.update(op=timezone.now() - datetime.timedelta(minutes=15, seconds=1))
    with pytest.raises(ValidationError, match="kwartier"):
        verwijder(opmerking=begin, door=cast.vaststeller_aa)
    Opmerking.objects.update(op=timezone.now())
    los_op(opmerking=begin, door=cast.invoerder_aa)
    with pytest.raises(ValidationError, match="kwartier"):
        verwijder(opmerking=begin, door=cast.vaststeller_aa)
    assert Opmerking.objects.get().tekst == "Beter"


# Waiting for somebody


def test_wie_genoemd_is_wordt_verwacht_tot_die_schrijft_of_het_is_opgelost(cast, schrijf):
    def wacht_op(wie):
        return list(open_vermeldingen(vers(wie)))

    begin = schrijf(vermeld=[cast.invoerder_aa])
    tweede = schrijf("Nog iets", vermeld=[cast.invoerder_aa, cast.adviseur_oost])
    assert wacht_op(cast.invoerder_aa) == [begin, tweede]
    beantwoord(opmerking=begin, tekst="Gezien", door=cast.invoerder_aa)
    assert wacht_op(cast.invoerder_aa) == [tweede]
    # Mentioned again, in an answer: the thread comes back, once.
    beantwoord(opmerking=begin, tekst="Echt?", door=cast.beheerder, vermeld=[cast.invoerder_aa])
    beantwoord(opmerking=begin, tekst="Hallo?", door=cast.beheerder, vermeld=[cast.invoerder_aa])
    assert wacht_op(cast.invoerder_aa) == [begin, tweede]
    los_op(opmerking=tweede, door=cast.beheerder)
    assert (wacht_op(cast.invoerder_aa), wacht_op(cast.adviseur_oost)) == ([begin], [])
    Lidmaatschap.objects.filter(gebruiker=cast.invoerder_aa).update(tot=timezone.localdate())
    assert wacht_op(cast.invoerder_aa) == []
    assert Opmerking.objects.wacht_op(cast.invoerder_aa).count() == 2


def test_het_staat_op_de_startpagina(client, cast, schrijf, herbereken):
    herbereken()
    client.force_login(cast.invoerder_aa)
    assert "U bent genoemd" not in client.get("/").content.decode()
    schrijf(vermeld=[cast.invoerder_aa])
    assert "U bent genoemd in een opmerking" in client.get("/").content.decode()
    schrijf(vermeld=[cast.invoerder_aa])
    inhoud = client.get("/").content.decode()
    assert "U bent genoemd in 2 opmerkingen" in inhoud
    assert GEHEIM not in inhoud
    assert GEHEIM in client.get(reverse("vermelding-lijst")).content.decode()


# On the page of the plan


def test_op_de_pagina_van_het_plan(client, cast, plan, schrijf):
    schrijf(veld="status_planologisch")
    schrijf("Is al gebeurd", veld="toelichting")
    los_op(opmerking=Opmerking.objects.last(), door=cast.invoerder_aa)
    client.force_login(cast.adviseur_oost)
    inhoud = client.get(plan.get_absolute_url()).content.decode()
    deel = inhoud[inhoud.index('id="opmerkingen"') :]
    assert "Opmerkingen (1 open)" in deel
    assert "Open bij: " in deel
    assert deel.index(f">{VELDEN['status_planologisch']}<") < deel.index(GEHEIM)
    # Resolved, folded and with who did that; still there to be read.
    assert "1 opgelost" in deel
    assert "Is al gebeurd" in deel
    assert "opgelost door invoerder-aa" in deel


@pytest.mark.parametrize("wie", ["anoniem", "invoerder_bee", "koepel", "partner", "kernteam", "zorgkantoor"])
def test_wie_niet_intern_leest_ziet_er_niets_van(wie, client, cast, maak_plan):
    plan = maak_plan(plannaam="Openbaar plan")
    plaats(plan=plan, tekst=GEHEIM, door=cast.vaststeller_aa)
    if wie != "anoniem":
        client.force_login(getattr(cast, wie))
    for url in (plan.get_absolute_url(), reverse("plan-lijst") + "?q=grondprijs", reverse("plan-csv")):
        antwoord = client.get(url)
        assert antwoord.status_code == 200
        inhoud = antwoord.getvalue().decode()
        assert "grondprijs is" not in inhoud
        assert 'id="opmerkingen"' not in inhoud


def test_ook_voor_wie_ze_leest_niet_in_uitvoer_en_geschiedenis(client, cast, plan, schrijf):
    schrijf(door=cast.invoerder_aa)
    client.force_login(cast.vaststeller_aa)
    inhoud = client.get(plan.get_absolute_url()).content.decode()
    assert "grondprijs" not in inhoud[inhoud.index('id="kop-historie"') :]
    assert "grondprijs" not in client.get(reverse("plan-csv")).getvalue().decode()


def test_van_een_plan_in_de_prullenbak_is_niets_te_zien(client, cast, plan, schrijf):
    opmerking = schrijf(vermeld=[cast.invoerder_aa])
    Plan.objects.filter(pk=plan.pk).update(verwijderd_op=timezone.now())
    assert not Opmerking.objects.for_user(cast.beheerder).exists()
    assert not open_vermeldingen(cast.invoerder_aa).exists()
    client.force_login(cast.invoerder_aa)
    assert client.get(reverse("opmerking", args=[opmerking.pk])).status_code == 404
    assert client.get(reverse("opmerking-lijst", args=[plan.pk])).status_code == 404


def test_veel_opmerkingen_kosten_niet_meer_vragen(cast, plan, schrijf, django_assert_max_num_queries):
    for i in range(30):
        opmerking = schrijf(f"opmerking {i}", veld="plaats", vermeld=[cast.invoerder_aa])
        beantwoord(opmerking=opmerking, tekst="Ja", door=cast.invoerder_aa)
        if i % 2:
            los_op(opmerking=opmerking, door=cast.beheerder)
    wie = vers(cast.adviseur_oost)
    with django_assert_max_num_queries(10):
        op = op_plan(plan, wie)
        assert [len(d.antwoorden) for d in op.open] == [1] * 10
    assert (op.aantal_open, op.aantal_opgelost, op.meer, op.velden) == (15, 15, True, [(VELDEN["plaats"], 15)])


def test_de_lijst_bladert_met_wat_open_is_eerst(client, cast, plan, schrijf):
    for i in range(26):
        opmerking = schrijf(f"opmerking-{i:02}")
        if i < 3:
            los_op(opmerking=opmerking, door=cast.beheerder)
    client.force_login(cast.invoerder_aa)
    url = reverse("opmerking-lijst", args=[plan.pk])
    eerste, tweede = (client.get(url, {"blad": n}).content.decode() for n in (1, 2))
    assert "opmerking-03" in eerste
    assert "opmerking-00" not in eerste
    assert "opmerking-00" in tweede


# By the pages


def test_plaatsen_vanaf_het_plan_met_een_apenstaart(client, cast, plan):
    client.force_login(cast.vaststeller_aa)
    data = {"veld": "toelichting", "tekst": "@invoerder-aa kijk je mee?", "terug": "plan"}
    antwoord = client.post(reverse("opmerking-lijst", args=[plan.pk]), data)
    opmerking = Opmerking.objects.get()
    assert antwoord.url == f"/plannen/{plan.pk}/#opmerking-{opmerking.pk}"
    assert (opmerking.veld, opmerking.door_naam, *opmerking.vermeld.all()) == (
        "toelichting",
        "vaststeller-aa",
        cast.invoerder_aa,
    )


@pytest.mark.parametrize(
    ("data", "melding"),
    [
        ({"tekst": ""}, "Schrijf op wat u wilt zeggen"),
        ({"tekst": "   "}, "Schrijf op wat u wilt zeggen"),
        ({"tekst": "x\0y"}, "Null"),
        ({"tekst": "x" * 4001}, "4000"),
        ({"tekst": "goed", "veld": "klasse"}, "Selecteer een geldige keuze"),
        ({"tekst": "@Piet, zie je dit?"}, "niemand die &#x27;Piet&#x27; heet"),
        ({"tekst": "@oost", "vermeld": ["999999"]}, "Selecteer een geldige keuze"),
        ({"tekst": "goed", "vermeld": ["x", "99999999999999999999999"]}, "Selecteer een geldige keuze"),
    ],
)
def test_wat_niet_kan_wordt_gezegd_en_de_tekst_blijft(data, melding, client, cast, plan):
    client.force_login(cast.vaststeller_aa)
    antwoord = client.post(reverse("opmerking-lijst", args=[plan.pk]), data)
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in inhoud
    assert not Opmerking.objects.exists()
    if data["tekst"].strip().isprintable():
        assert data["tekst"].strip() in inhoud


def test_een_antwoord_op_wat_net_is_opgelost_gaat_niet_verloren(client, cast, plan, schrijf):
    opmerking = los_op(opmerking=schrijf(), door=cast.beheerder)
    client.force_login(cast.invoerder_aa)
    antwoord = client.post(reverse("opmerking", args=[opmerking.pk]), {"tekst": "Een lang antwoord"})
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "beheerder heeft dit opgelost" in inhoud
    assert "Een lang antwoord" in inhoud


def test_antwoorden_oplossen_wijzigen_en_weghalen(client, cast, plan, schrijf):
    opmerking = schrijf()
    client.force_login(cast.invoerder_aa)
    url = reverse("opmerking", args=[opmerking.pk])
    antwoord = client.post(url, {"tekst": "Ja", "vermeld": [cast.adviseur_oost.pk]})
    nieuw = opmerking.antwoorden.get()
    assert antwoord.url == f"{url}#opmerking-{nieuw.pk}"
    wijzigen = reverse("opmerking-wijzigen", args=[nieuw.pk])
    assert "checked" in client.get(wijzigen).content.decode()
    assert client.post(wijzigen, {"tekst": ""}).status_code == 422
    client.post(wijzigen, {"tekst": "Nee"})
    nieuw.refresh_from_db()
    assert (nieuw.tekst, list(nieuw.vermeld.all())) == ("Nee", [])
    client.post(reverse("opmerking-oplossen", args=[opmerking.pk]))
    # Resolved meanwhile: too late, and it says so.
    antwoord = client.post(reverse("opmerking-verwijderen", args=[nieuw.pk]), follow=True)
    assert "kan niet meer worden gewijzigd" in antwoord.content.decode()
    client.post(reverse("opmerking-heropenen", args=[opmerking.pk]), {"terug": "plan"})
    antwoord = client.post(reverse("opmerking-verwijderen", args=[nieuw.pk]))
    assert antwoord.url == f"/plannen/{plan.pk}/#opmerkingen"
    assert not Opmerking.objects.filter(pk=nieuw.pk).exists()


def test_een_boze_tekst_is_tekst(client, cast, plan, schrijf):
    opmerking = schrijf("<img src=x onerror=alert(1)>")
    client.force_login(cast.invoerder_aa)
    for url in (plan.get_absolute_url(), opmerking.get_absolute_url(), reverse("opmerking-lijst", args=[plan.pk])):
        assert "<img src=x" not in client.get(url).content.decode()
