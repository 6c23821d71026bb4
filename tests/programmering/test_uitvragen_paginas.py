"""The pages of an uitvraag: what each role sees and can do there, and that nothing typed is lost."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from programmering.uitvragen.actions import Opmerking, accepteer, geef_terug, sluit_af, vraag_correctie
from programmering.uitvragen.models import Aanlevering, Uitvraag
from tests.programmering.uitvraagset import DAG, lever, schuif_historie, van, verander, vraag
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.models import Logregel

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost(client, cast):
    client.force_login(cast.coordinator_oost)
    return client


@pytest.fixture
def in_aa(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def pagina(client, ding, **vraagdelen) -> str:
    antwoord = client.get(ding.get_absolute_url(), vraagdelen)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def post(client, naam, ding, status=302, **data):
    antwoord = client.post(reverse(naam, args=[ding.pk]), data)
    assert antwoord.status_code == status, tekst(antwoord)[:2000]
    return antwoord


def rijen(aantal=3, **ingevuld) -> dict:
    """The formset of remarks, with what is typed in it: tekst_0, plan_0, …"""
    data = {"opmerking-TOTAL_FORMS": aantal, "opmerking-INITIAL_FORMS": 0}
    for naam, waarde in ingevuld.items():
        veld, nummer = naam.split("_")
        data[f"opmerking-{nummer}-{veld}"] = waarde
    return data


# The provincie


def test_een_uitvraag_maken(oost, land):
    vandaag = timezone.localdate()
    velden = {
        "naam": "Najaar", "peildatum": vandaag, "opent": vandaag, "sluit": vandaag + 30 * DAG, "herinner_dagen": 14,
        "terugval_email": "wonen@oost.voorbeeld.nl", "toelichting": "",
    }  # fmt: skip
    fout = oost.post(reverse("uitvraag-nieuw"), velden | {"sluit": "31-02-2027", "naam": "Mijn naam"})
    assert fout.status_code == 422
    assert "Mijn naam" in tekst(fout)
    assert not Uitvraag.objects.exists()
    goed = oost.post(reverse("uitvraag-nieuw"), velden)
    uitvraag = Uitvraag.objects.get()
    assert goed.url == uitvraag.get_absolute_url()
    assert (uitvraag.provincie.naam, uitvraag.aanleveringen.count()) == ("Oost", 2)
    nog_een = oost.post(reverse("uitvraag-nieuw"), velden | {"peildatum": vandaag - DAG})
    assert nog_een.status_code == 422
    assert "Sluit die eerst af" in tekst(nog_een)
    assert "Najaar" in pagina(oost, uitvraag)
    assert "Najaar" in tekst(oost.get(reverse("uitvraag-lijst")))


@pytest.mark.parametrize(
    "velden",
    [
        {"naam": "a\0b"}, {"peildatum": "9999-99-99"}, {"herinner_dagen": "9" * 30}, {"sluit": "9999-12-31"},
        {"terugval_email": "geen adres"}, {"opent": "0001-01-01"}, {"toelichting": "x" * 5001}, {"naam": "x" * 101},
    ],
    ids=str,
)  # fmt: skip
def test_onzin_geeft_woorden(oost, land, velden):
    vandaag = timezone.localdate()
    basis = {
        "naam": "Najaar", "peildatum": vandaag, "opent": vandaag, "sluit": vandaag + 30 * DAG, "herinner_dagen": 14,
        "terugval_email": "wonen@oost.voorbeeld.nl", "toelichting": "",
    }  # fmt: skip
    antwoord = oost.post(reverse("uitvraag-nieuw"), basis | velden)
    assert antwoord.status_code == 422
    assert "Dit klopt nog niet" in tekst(antwoord)
    assert not Uitvraag.objects.exists()


def test_een_coordinator_vraagt_alleen_haar_eigen_provincie(oost, client, cast, land):
    vandaag = timezone.localdate()
    velden = {
        "naam": "Najaar", "peildatum": vandaag, "opent": vandaag, "sluit": vandaag + DAG, "herinner_dagen": 1,
        "terugval_email": "wonen@west.voorbeeld.nl", "provincie": "PV91",
    }  # fmt: skip
    oost.post(reverse("uitvraag-nieuw"), velden)
    assert Uitvraag.objects.get().provincie_id == "PV90"
    client.force_login(cast.beheerder)
    client.post(reverse("uitvraag-nieuw"), velden)
    assert set(Uitvraag.objects.values_list("provincie_id", flat=True)) == {"PV90", "PV91"}


def test_twee_wijzigen_dezelfde_uitvraag(oost, land):
    uitvraag = vraag()
    bewerken = reverse("uitvraag-bewerken", args=[uitvraag.pk])
    velden = {
        "naam": "Van mij", "peildatum": uitvraag.peildatum, "opent": uitvraag.opent, "sluit": uitvraag.sluit,
        "herinner_dagen": 14, "terugval_email": "a@voorbeeld.nl", "versie": uitvraag.versie,
    }  # fmt: skip
    assert oost.post(bewerken, velden | {"naam": "Van een ander"}).status_code == 302
    conflict = oost.post(bewerken, velden)
    assert conflict.status_code == 409
    assert "Van mij" in tekst(conflict)
    assert "Van een ander" in tekst(conflict)
    assert oost.post(bewerken, velden | {"versie": uitvraag.versie + 1}).status_code == 302
    assert Uitvraag.objects.get().naam == "Van mij"


def test_de_stand_per_gemeente(oost, land, cast):
    uitvraag = vraag()
    lever(van(uitvraag, "Aa"), leveraar=cast.invoerder_aa)
    inhoud = pagina(oost, uitvraag)
    assert "Nog 30 dagen" in inhoud
    assert "invoerder-aa@voorbeeld.nl" in inhoud  # whom to call
    assert "niemand met een account" in inhoud  # in Cee
    nabellijst = pagina(oost, uitvraag, stand="niet_geleverd")
    assert "Cee</a></th>" in nabellijst
    assert "Aa</a></th>" not in nabellijst
    assert "Aa</a></th>" in pagina(oost, uitvraag, stand="geleverd")
    assert "Aa</a></th>" in pagina(oost, uitvraag, q="a")
    for onzin in ({"stand": "x"}, {"stand": "\0"}, {"q": "\0"}, {"blad": "x"}):
        pagina(oost, uitvraag, **onzin)
    Uitvraag.objects.update(opent=timezone.localdate() - 9 * DAG, sluit=timezone.localdate() - DAG)
    te_laat = pagina(oost, uitvraag, stand="te_laat")
    assert "Cee</a></th>" in te_laat
    assert "Aa</a></th>" not in te_laat
    assert "De sluitdatum is voorbij" in te_laat


def test_de_nabellijst_als_bestand(oost, land, cast):
    uitvraag = vraag(naam="=1+1")
    lever(van(uitvraag, "Aa"), leveraar=cast.invoerder_aa)
    antwoord = oost.get(reverse("uitvraag-csv", args=[uitvraag.pk]), {"stand": "niet_geleverd"})
    regels = list(csv.DictReader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))
    assert [(r["gemeente"], r["status"], r["te_laat"], r["mail"]) for r in regels] == [
        ("Cee", "niet begonnen", "nee", "")
    ]
    assert regels[0]["uitvraag"] == "'=1+1"
    assert regels[0]["link"].endswith(van(uitvraag, "Cee").get_absolute_url())
    alles = oost.get(reverse("uitvraag-csv", args=[uitvraag.pk])).content.decode()
    assert "invoerder-aa@voorbeeld.nl" in alles
    assert Logregel.objects.filter(handeling="export", wat__contains="nabellijst").count() == 2


def test_afsluiten_en_heropenen(oost, land):
    uitvraag = vraag()
    post(oost, "uitvraag-einde", uitvraag, actie="afsluiten", versie=99)
    assert "Iemand anders wijzigde" in pagina(oost, uitvraag)
    post(oost, "uitvraag-einde", uitvraag, actie="afsluiten", versie=1)
    assert "Afgesloten op" in pagina(oost, uitvraag)
    post(oost, "uitvraag-einde", uitvraag, actie="heropenen", versie=2)
    assert Uitvraag.objects.get().is_open
    post(oost, "uitvraag-einde", uitvraag, actie="verwijderen", versie=3)
    assert "al open" in pagina(oost, uitvraag)
    post(oost, "uitvraag-einde", uitvraag, actie="onzin", versie="x")
    assert "Er is niets gewijzigd" in pagina(oost, uitvraag)
    Uitvraag.objects.update(opent=timezone.localdate() + DAG)
    post(oost, "uitvraag-einde", uitvraag, actie="verwijderen", versie=3)
    assert not Uitvraag.objects.exists()


def test_meer_leveringen_tegelijk_accepteren(oost, land):
    uitvraag = vraag()
    aa, cee = lever(van(uitvraag, "Aa")), lever(van(uitvraag, "Cee"))
    west = lever(van(vraag("West"), "Bee"))
    kies = [f"{aa.pk}:{aa.versie}", f"{cee.pk}:1", f"{west.pk}:{west.versie}", "x", "1:2:3", "9" * 40 + ":1"]
    post(oost, "uitvraag-accepteren", uitvraag, kies=kies)
    inhoud = pagina(oost, uitvraag)
    assert "Geaccepteerd en vastgesteld: Aa." in inhoud
    assert "Cee: deze levering is intussen gewijzigd" in inhoud
    assert [a.status for a in (van(uitvraag, "Aa"), van(uitvraag, "Cee"))] == ["geaccepteerd", "geleverd"]
    west.refresh_from_db()
    assert west.status == "geleverd"
    post(oost, "uitvraag-accepteren", uitvraag)
    assert "Kies eerst een of meer leveringen" in pagina(oost, uitvraag)


def test_teruggeven_met_opmerkingen_per_plan(oost, land, maak_plan):
    plan, geheim = maak_plan(plannaam="De Hof"), maak_plan(
        plannaam="Stil plan", status="4A", vertrouwelijkheid="gemeente"
    )  # fmt: skip
    aa = lever(van(vraag(), "Aa"), bericht="Alles bijgewerkt.")
    inhoud = pagina(oost, aa, plan=plan.pk)
    assert "Alles bijgewerkt." in inhoud
    assert f'<option value="{plan.pk}" selected>De Hof</option>' in inhoud
    assert "Stil plan" not in inhoud
    # More room, and nothing typed is lost.
    ruimer = post(oost, "aanlevering-besluit", aa, 200, actie="meer", besluit="Bijna.", versie=aa.versie,
                  **rijen(tekst_0="Klopt 20?", plan_0=plan.pk))  # fmt: skip
    assert "Bijna." in tekst(ruimer)
    assert "Klopt 20?" in tekst(ruimer)
    assert 'name="opmerking-5-tekst"' in tekst(ruimer)
    niets = post(oost, "aanlevering-besluit", aa, 422, actie="teruggeven", versie=aa.versie, **rijen())
    assert "Schrijf wat de gemeente moet aanpassen" in tekst(niets)
    vreemd = rijen(tekst_0="?", plan_0=geheim.pk)
    post(oost, "aanlevering-besluit", aa, 422, actie="teruggeven", versie=aa.versie, **vreemd)
    post(oost, "aanlevering-besluit", aa, 422, actie="accepteren", versie=aa.versie, **rijen(tekst_0="Toch nog"))
    gegevens = rijen(tekst_0="Klopt 20?", plan_0=plan.pk, tekst_2="Kijk naar de jaren.")
    post(oost, "aanlevering-besluit", aa, actie="teruggeven", besluit="Bijna.", versie=aa.versie, **gegevens)
    assert sorted(aa.opmerkingen.values_list("plannaam", "tekst")) == [
        ("", "Kijk naar de jaren."), ("De Hof", "Klopt 20?"),
    ]  # fmt: skip


def test_een_besluit_over_wat_intussen_veranderde(oost, land):
    aa = lever(van(vraag(), "Aa"))
    conflict = post(oost, "aanlevering-besluit", aa, 409, actie="teruggeven", besluit="Mijn verhaal", versie=1,
                    **rijen(tekst_0="Mijn vraag"))  # fmt: skip
    assert "Iemand anders wijzigde deze aanlevering" in tekst(conflict)
    assert "Mijn verhaal" in tekst(conflict)
    assert "Mijn vraag" in tekst(conflict)
    aa.refresh_from_db()
    assert aa.status == "geleverd"
    # Taken back meanwhile: what was typed is still there, and cannot be sent.
    Aanlevering.objects.update(status="bezig")
    weg = post(oost, "aanlevering-besluit", aa, 422, actie="teruggeven", besluit="Mijn verhaal", versie=aa.versie,
               **rijen(tekst_0="Mijn vraag"))  # fmt: skip
    assert "Mijn vraag" in tekst(weg)
    assert "U kunt deze levering nu niet beoordelen" in tekst(weg)


def test_accepteren_zegt_wat_er_na_de_levering_wijzigde(oost, land, maak_plan):
    plan = maak_plan(plannaam="De Hof")
    uitvraag = vraag()
    aa = lever(van(uitvraag, "Aa"))
    verander(plan)
    assert "Na de levering is nog 1 plan gewijzigd" in pagina(oost, aa)
    assert "na de levering nog gewijzigd" in pagina(oost, uitvraag)
    post(oost, "aanlevering-besluit", aa, actie="accepteren", versie=aa.versie, **rijen())
    inhoud = pagina(oost, aa)
    assert "Versie 1" in inhoud
    assert "vastgesteld op" in inhoud


# The gemeente


def test_de_pagina_van_de_gemeente(in_aa, maak_plan, herbereken):
    maak_plan(plannaam="Aangekomen")
    schuif_historie(-3)
    maak_plan(plannaam="Half plan", gereed=False)
    herbereken()
    aa = van(vraag(toelichting="Let op de jaren."), "Aa")
    inhoud = pagina(in_aa, aa)
    zinnen = (
        "Nog 30 dagen", "Let op de jaren.", "voorlopig", "Nultreden", "Geclusterd", "Zorggeschikt",
        "Gaan niet mee: nog concept", "Half plan", "1 plan sinds de opening niet bewaard", "Lever aan",
    )  # fmt: skip
    for zin in zinnen:
        assert zin in inhoud, zin
    # Something was changed (Half plan): nobody can say that nothing was.
    assert 'value="niets_gewijzigd"' not in inhoud
    assert "Accepteer en stel vast" not in inhoud
    assert "De cijfers van nu" in inhoud


def test_beginnen_bewaren_en_leveren(in_aa, maak_plan):
    maak_plan()
    schuif_historie(-3)
    aa = van(vraag(), "Aa")
    assert 'value="niets_gewijzigd"' in pagina(in_aa, aa)
    post(in_aa, "aanlevering-leveren", aa, actie="bewaren", bericht="Wordt vervolgd.", versie=1)
    aa.refresh_from_db()
    assert (aa.status, aa.bericht) == ("bezig", "Wordt vervolgd.")
    assert "Wordt vervolgd." in pagina(in_aa, aa)
    post(in_aa, "aanlevering-leveren", aa, actie="niets_gewijzigd", bericht="Zelfde als toen.", versie=2)
    aa.refresh_from_db()
    assert (aa.status, aa.niets_gewijzigd, aa.leveraar.naam) == ("geleverd", True, "invoerder-aa")
    assert "Neem terug" in pagina(in_aa, aa)
    post(in_aa, "aanlevering-stap", aa, actie="terugnemen", versie=3)
    post(in_aa, "aanlevering-leveren", aa, actie="leveren", versie=4)
    aa.refresh_from_db()
    assert (aa.status, aa.niets_gewijzigd, aa.geleverd_door) == ("geleverd", False, "invoerder-aa")


def test_niets_gewijzigd_wordt_nagekeken(in_aa, maak_plan):
    maak_plan(plannaam="De Hof")
    aa = van(vraag(), "Aa")
    antwoord = post(in_aa, "aanlevering-leveren", aa, 422, actie="niets_gewijzigd", bericht="Mijn bericht", versie=1)
    assert escape("is er wel iets gewijzigd: De Hof. Kies daarom 'Lever aan'") in tekst(antwoord)
    assert "Mijn bericht" in tekst(antwoord)


def test_antwoorden_gaan_mee_en_gaan_niet_verloren(in_aa, maak_plan):
    plan = maak_plan(plannaam="De Hof")
    aa = lever(van(vraag(), "Aa"))
    geef_terug(aanlevering=aa, by="Oost", besluit="Bijna.", opmerkingen=[Opmerking("Klopt 20?", plan), Opmerking("?")])
    een, twee = aa.opmerkingen.order_by("pk")
    inhoud = pagina(in_aa, aa)
    assert "Bijna." in inhoud
    assert "Klopt 20?" in inhoud
    half = {"actie": "leveren", "versie": aa.versie, f"antwoord_{een.pk}": "Het zijn er 24."}
    antwoord = post(in_aa, "aanlevering-leveren", aa, 422, **half)
    assert "zonder antwoord (in het algemeen)" in tekst(antwoord)
    assert "Het zijn er 24." in tekst(antwoord)
    een.refresh_from_db()
    assert een.antwoord == ""
    conflict = post(in_aa, "aanlevering-leveren", aa, 409, **half | {"versie": 1})
    assert "Het zijn er 24." in tekst(conflict)
    post(in_aa, "aanlevering-leveren", aa, **half, **{f"opgelost_{twee.pk}": "on", "bericht": "Zo klopt het."})
    een.refresh_from_db()
    twee.refresh_from_db()
    assert (een.antwoord, een.opgelost_op, twee.opgelost_door) == ("Het zijn er 24.", None, "invoerder-aa")


def test_een_ander_heeft_al_geleverd(in_aa, land):
    aa = van(vraag(), "Aa")
    lever(aa)
    antwoord = post(in_aa, "aanlevering-leveren", aa, 409, actie="leveren", bericht="Mijn bericht", versie=1)
    assert "Mijn bericht" in tekst(antwoord)
    assert "U kunt nu niet aanleveren" in tekst(antwoord)


def test_een_correctie_doorgeven(in_aa, land):
    uitvraag = vraag()
    aa = lever(van(uitvraag, "Aa"))
    accepteer(aanlevering=aa, by="Oost")
    sluit_af(uitvraag=uitvraag, by="Oost")
    zonder = post(in_aa, "aanlevering-stap", aa, 422, actie="correctie", versie=aa.versie)
    assert "Schrijf wat er niet klopt en waarom" in tekst(zonder)
    post(in_aa, "aanlevering-stap", aa, actie="correctie", reden="Een blok vergeten.", versie=aa.versie)
    inhoud = pagina(in_aa, aa)
    assert "Er loopt een correctie" in inhoud
    assert "Een blok vergeten." in inhoud
    assert "Lever aan" in inhoud
    aa.refresh_from_db()
    post(in_aa, "aanlevering-stap", aa, actie="intrekken", versie=aa.versie)
    aa.refresh_from_db()
    assert (aa.status, aa.correctie_reden) == ("geaccepteerd", "")


@pytest.mark.parametrize(
    ("naam", "data"),
    [
        ("aanlevering-leveren", {"actie": "leveren", "bericht": "a\0b", "versie": 1}),
        ("aanlevering-leveren", {"actie": "leveren", "bericht": "x" * 5001, "versie": 1}),
        ("aanlevering-leveren", {"actie": "onzin", "versie": 1}),
        ("aanlevering-leveren", {"actie": "leveren", "versie": "x"}),
        ("aanlevering-leveren", {"actie": "leveren"}),
        ("aanlevering-stap", {"actie": "terugnemen", "versie": "9" * 5000}),
        ("aanlevering-stap", {"actie": "\0", "versie": 1}),
        ("aanlevering-stap", {"actie": "terugnemen", "versie": 1}),
        ("aanlevering-stap", {"actie": "correctie", "reden": "Ja", "versie": 1}),
        ("aanlevering-besluit", {"actie": "teruggeven", "versie": 1}),
        ("aanlevering-besluit", {"actie": "teruggeven", "versie": 1, **rijen(tekst_0="x", plan_0="99999999999999")}),
        ("aanlevering-besluit", {"actie": "teruggeven", "versie": 1, **rijen(tekst_0="\0")}),
        ("aanlevering-besluit", {"actie": "accepteren", "versie": 1, **rijen("9" * 20)}),
        ("aanlevering-besluit", {"actie": "accepteren", "versie": 1, **rijen()}),
    ],
)
def test_wat_niet_kan_wordt_in_woorden_geweigerd(client, cast, land, naam, data):
    client.force_login(cast.beheerder)
    aa = van(vraag(), "Aa")
    antwoord = post(client, naam, aa, 422, **data)
    assert "nog niet" in tekst(antwoord)
    aa.refresh_from_db()
    assert (aa.status, aa.versie) == ("niet_begonnen", 1)


@pytest.mark.parametrize("aantal", ["", "x", "\0", "9" * 30, "-5", "1000"])
def test_meer_opmerkingen_dan_er_passen(client, cast, land, aantal):
    client.force_login(cast.beheerder)
    aa = lever(van(vraag(), "Aa"))
    antwoord = post(client, "aanlevering-besluit", aa, 200, actie="meer", versie=aa.versie,
                    **rijen() | {"opmerking-TOTAL_FORMS": aantal})  # fmt: skip
    assert tekst(antwoord).count("<fieldset") <= 60


# Who sees what


def test_een_gemeente_ziet_alleen_het_hare(client, cast, land):
    uitvraag = vraag()
    aa, cee = van(uitvraag, "Aa"), van(uitvraag, "Cee")
    client.force_login(cast.invoerder_aa)
    lijst = tekst(client.get(reverse("uitvraag-lijst")))
    assert aa.get_absolute_url() in lijst
    assert cee.get_absolute_url() not in lijst
    assert client.get(cee.get_absolute_url()).status_code == 404
    assert client.get(uitvraag.get_absolute_url()).status_code == 404
    assert set(Aanlevering.objects.for_user(cast.invoerder_aa)) == {aa}
    for wie in (cast.koepel, cast.zorgkantoor, cast.partner, cast.kernteam, cast.adviseur_oost, cast.vreemde):
        assert not Aanlevering.objects.for_user(wie).exists()
        assert not Uitvraag.objects.for_user(wie).exists()
    assert Uitvraag.objects.for_user(cast.invoerder_aa).count() == 1
    assert not Uitvraag.objects.te_beheren(cast.invoerder_aa).exists()
    assert set(Aanlevering.objects.for_user(cast.coordinator_oost)) == {aa, cee}


def test_wie_alleen_levert_beoordeelt_niet(in_aa, land):
    aa = lever(van(vraag(), "Aa"))
    post(in_aa, "aanlevering-besluit", aa, 404, actie="accepteren", versie=aa.versie, **rijen())
    post(in_aa, "uitvraag-accepteren", aa.uitvraag, 404, kies=[f"{aa.pk}:{aa.versie}"])
    aa.refresh_from_db()
    assert aa.status == "geleverd"


def test_wie_alleen_beoordeelt_levert_niet(oost, land):
    aa = van(vraag(), "Aa")
    post(oost, "aanlevering-leveren", aa, 404, actie="leveren", versie=1)
    post(oost, "aanlevering-stap", aa, 404, actie="terugnemen", versie=1)
    assert "Lever aan</button>" not in pagina(oost, aa)


@pytest.mark.parametrize(
    ("wie", "ziet"),
    [("coordinator_oost", True), ("invoerder_bee", True), ("beheerder", True), ("adviseur_oost", False),
     ("koepel", False), ("partner", False), ("kernteam", False)],
)  # fmt: skip
def test_uitvraag_staat_in_het_menu(client, cast, wie, ziet):
    client.force_login(getattr(cast, wie))
    assert (reverse("uitvraag-lijst") in client.get(reverse("plan-lijst")).content.decode()) == ziet


def test_een_lege_lijst_zegt_wat_er_kan(client, cast, land):
    client.force_login(cast.invoerder_aa)
    assert "Er is nu niets gevraagd" in tekst(client.get(reverse("uitvraag-lijst")))
    client.force_login(cast.coordinator_oost)
    assert "Er is nog geen uitvraag" in tekst(client.get(reverse("uitvraag-lijst")))


# Many


def _veel_gemeenten(land, aantal: int) -> None:
    aa = land["Aa"]
    Gemeente.objects.bulk_create(
        Gemeente(
            code=f"GM{8000 + i}", naam=f"Gemeente {i}", provincie=aa.provincie, woondealregio=aa.woondealregio,
            woondealregio_zekerheid="hoog", geldig_van=aa.geldig_van,
        )
        for i in range(aantal)
    )  # fmt: skip


def test_veel_gemeenten_kosten_niet_meer_vragen(
    oost, cast, land, maak_plan, django_assert_max_num_queries, django_assert_num_queries
):
    _veel_gemeenten(land, 90)
    plan = maak_plan()
    uitvraag = vraag()
    for naam in ("Aa", "Cee", "Gemeente 1", "Gemeente 2"):
        lever(van(uitvraag, naam))
    geef_terug(aanlevering=van(uitvraag, "Aa"), by="Oost", opmerkingen=[Opmerking(f"{i}?", plan) for i in range(9)])
    with django_assert_max_num_queries(14):
        assert "Gemeente 89" in pagina(oost, uitvraag)
    with django_assert_max_num_queries(8):
        oost.get(reverse("uitvraag-lijst"))
    with django_assert_max_num_queries(8):
        oost.get(reverse("uitvraag-csv", args=[uitvraag.pk]))


def test_veel_plannen_kosten_niet_meer_vragen(client, cast, land, maak_plan, django_assert_max_num_queries):
    for i in range(30):
        maak_plan(gereed=i % 2 == 0)
    aa = lever(van(vraag(), "Aa"))
    vragen = [Opmerking(f"{i}?", p) for i, p in enumerate(land["Aa"].plannen.all()[:20])]
    geef_terug(aanlevering=aa, by="Oost", opmerkingen=vragen)
    client.force_login(cast.invoerder_aa)
    with django_assert_max_num_queries(32):
        assert "19?" in pagina(client, aa)
    Aanlevering.objects.filter(pk=aa.pk).update(status="geleverd")
    client.force_login(cast.coordinator_oost)
    with django_assert_max_num_queries(32):
        pagina(client, aa)


def test_een_correctie_staat_als_vastgesteld_tot_de_nieuwe(in_aa, land):
    aa = lever(van(vraag(), "Aa"))
    assert "voorlopig" in pagina(in_aa, aa)
    accepteer(aanlevering=aa, by="Oost")
    vraag_correctie(aanlevering=aa, by="Aa", reden="Fout.")
    assert '<span class="merkteken">vastgesteld</span>' in pagina(in_aa, aa)
