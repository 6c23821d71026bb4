"""The round of an uitvraag: asked, delivered, sent back, accepted, frozen, corrected."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from programmering.peilstanden.models import Peilstand, Peilstandcijfer
from programmering.plannen.actions import VersieConflict
from programmering.plannen.models import Plan
from programmering.uitvragen import workflow
from programmering.uitvragen.actions import (
    Antwoord,
    Opmerking,
    accepteer,
    bewaar_uitvraag,
    bewaar_werk,
    geef_terug,
    heropen,
    lever_aan,
    neem_terug,
    sluit_af,
    trek_correctie_in,
    verwijder_uitvraag,
    vraag_correctie,
)
from programmering.uitvragen.lijsten import Aanleverstatus
from programmering.uitvragen.models import Aanlevering, Uitvraag
from programmering.uitvragen.selectors import (
    historie,
    lees_klaar,
    te_beoordelen,
    tellingen,
    wat_wordt_gevraagd,
)
from tests.conftest import regels_van
from tests.programmering.uitvraagset import DAG, lever, schuif_historie, van, verander, vraag
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import LAND
from woonzorg.organisaties.models import Gebruiker

pytestmark = pytest.mark.django_db

WERKELIJK = [s.value for s in Aanleverstatus]


@pytest.fixture
def vandaag():
    return timezone.localdate()


@pytest.fixture
def maak_uitvraag(land):
    return vraag


@pytest.fixture
def van_aa(maak_uitvraag):
    """The aanlevering of Aa in an open uitvraag of Oost."""
    return van(maak_uitvraag(), "Aa")


def stand(aanlevering) -> str:
    return Aanlevering.objects.met_stand().get(pk=aanlevering.pk).stand


# The whole round


def test_de_hele_ronde(maak_uitvraag, maak_plan, cast, vandaag):
    plan = maak_plan(plannaam="De Hof", aantallen=regels_van(geclusterd=20))
    uitvraag = maak_uitvraag()
    aa = uitvraag.aanleveringen.get(gemeente__naam="Aa")
    assert (aa.status, aa.cijferstatus) == ("niet_begonnen", "voorlopig")

    lever(aa, leveraar=cast.invoerder_aa, bericht="Alles bijgewerkt.")
    assert (aa.status, aa.geleverd_door) == ("geleverd", "Aa")

    geef_terug(aanlevering=aa, by="Oost", besluit="Kijk nog eens.", opmerkingen=[Opmerking("Klopt 20?", plan)])
    opmerking = aa.opmerkingen.get()
    assert (aa.status, opmerking.plannaam, opmerking.opgelost_op) == ("teruggegeven", "De Hof", None)

    verander(plan, 24)
    lever(aa, antwoorden={opmerking.pk: Antwoord("Het zijn er 24.", opgelost=True)})
    opmerking.refresh_from_db()
    assert (opmerking.antwoord, opmerking.opgelost_door) == ("Het zijn er 24.", "Aa")

    eerste = accepteer(aanlevering=aa, by="Oost", besluit="Dank.")
    assert (aa.status, aa.cijferstatus) == ("geaccepteerd", "vastgesteld")
    assert (eerste.nummer, eerste.peildatum, eerste.aanlevering) == (1, uitvraag.peildatum, aa)

    verander(plan, 99)
    assert Peilstandcijfer.objects.get(plan__peilstand=eerste, categorie="geclusterd").aantal == 24

    vraag_correctie(aanlevering=aa, by="Aa", reden="Een blok vergeten.")
    assert (aa.status, aa.cijferstatus) == ("bezig", "vastgesteld")
    lever(aa)
    tweede = accepteer(aanlevering=aa, by="Oost")
    assert (tweede.nummer, tweede.reden, tweede.geldend) == (2, "Een blok vergeten.", True)
    eerste.refresh_from_db()
    assert not eerste.geldend
    assert Peilstandcijfer.objects.get(plan__peilstand=eerste, categorie="geclusterd").aantal == 24
    assert Peilstandcijfer.objects.get(plan__peilstand=tweede, categorie="geclusterd").aantal == 99
    assert (aa.status, aa.correctie_reden) == ("geaccepteerd", "")

    assert [(g.wie, g.wat, g.tekst) for g in historie(aa)][::-1] == [
        ("Aa", "geleverd", "Alles bijgewerkt."),
        ("Oost", "teruggegeven", "Kijk nog eens."),
        ("Aa", "geleverd", ""),
        ("Oost", "geaccepteerd en vastgesteld", "Dank."),
        ("Aa", "correctie begonnen", "Een blok vergeten."),
        ("Aa", "geleverd", ""),
        ("Oost", "correctie geaccepteerd", ""),
    ]


def test_een_uitvraag_vraagt_het_aan_de_gemeenten_van_de_peildatum(maak_uitvraag, land, vandaag):
    oud = land["Cee"]
    oud.geldig_tot = vandaag - 10 * DAG
    oud.save()
    Gemeente.objects.create(
        code="GM9009", naam="Nieuw", provincie=oud.provincie, woondealregio=oud.woondealregio,
        woondealregio_zekerheid="hoog", geldig_van=oud.geldig_tot,
    )  # fmt: skip
    uitvraag = maak_uitvraag(peildatum=vandaag - 5 * DAG)
    assert [a.gemeente.naam for a in uitvraag.aanleveringen.all()] == ["Aa", "Nieuw"]
    uitvraag.peildatum = vandaag - 20 * DAG
    bewaar_uitvraag(uitvraag=uitvraag, by="coördinator")
    assert [a.gemeente.naam for a in uitvraag.aanleveringen.all()] == ["Aa", "Cee"]


def test_de_peildatum_van_wat_geleverd_is_blijft(van_aa, vandaag):
    lever(van_aa)
    uitvraag = Uitvraag.objects.get(pk=van_aa.uitvraag_id)
    uitvraag.peildatum = vandaag - 2 * DAG
    with pytest.raises(ValidationError, match="De peildatum blijft daarom staan"):
        bewaar_uitvraag(uitvraag=uitvraag, by="coördinator")


def test_een_provincie_heeft_een_uitvraag_tegelijk_open(maak_uitvraag, vandaag):
    eerste = maak_uitvraag()
    with pytest.raises(ValidationError, match="loopt al een uitvraag"):
        maak_uitvraag(naam="Voorjaar", peildatum=vandaag)
    maak_uitvraag("West")
    sluit_af(uitvraag=eerste, by="coördinator")
    maak_uitvraag(naam="Voorjaar", peildatum=vandaag)
    with pytest.raises(ValidationError, match="loopt al een uitvraag"):
        heropen(uitvraag=eerste, by="coördinator")


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"sluit": 0}, "na de dag waarop"),
        ({"sluit": -1, "opent": -9}, "Deze dag is voorbij"),
        ({"peildatum": datetime.date(1, 1, 1)}, "van 2020"),
        ({"sluit": datetime.date(9999, 12, 31)}, "tot en met 2100"),
        ({"herinner_dagen": 0}, "1"),
        ({"terugval_email": "geen adres"}, "mailadres"),
        ({"peildatum": datetime.date(2020, 1, 1) - DAG}, "van 2020"),
    ],
)
def test_een_uitvraag_met_een_fout(maak_uitvraag, vandaag, velden, melding):
    dagen = {k: vandaag + v * DAG if isinstance(v, int) and k != "herinner_dagen" else v for k, v in velden.items()}
    with pytest.raises(ValidationError, match=melding):
        maak_uitvraag(**dagen)
    assert not Uitvraag.objects.exists()


def test_een_uitvraag_zonder_gemeenten_op_de_peildatum(maak_uitvraag, land):
    Gemeente.objects.update(geldig_van=datetime.date(2025, 1, 1))
    with pytest.raises(ValidationError, match="geen gemeenten bekend in Oost"):
        maak_uitvraag(peildatum=datetime.date(2024, 12, 31))


def test_alleen_wat_nog_niet_open_is_gaat_weg(maak_uitvraag, vandaag):
    straks = maak_uitvraag(opent=vandaag + DAG)
    verwijder_uitvraag(uitvraag=straks, by="coördinator")
    assert not Uitvraag.objects.exists()
    nu = maak_uitvraag()
    with pytest.raises(ValidationError, match="al open"):
        verwijder_uitvraag(uitvraag=nu, by="coördinator")


# Steps


@pytest.mark.parametrize("van", WERKELIJK)
@pytest.mark.parametrize("kant", list(workflow.Kant))
def test_elke_stap_staat_in_een_tabel(van_aa, van, kant):
    """What the table does not allow is refused in words, at whoever's hand."""
    doe = {
        "gemeente": {
            "bezig": [neem_terug, lambda **k: vraag_correctie(reden="fout", **k)],
            "geleverd": [lever_aan],
            "geaccepteerd": [trek_correctie_in],
        },
        "provincie": {
            "teruggegeven": [lambda **k: geef_terug(besluit="Nee.", **k)],
            "geaccepteerd": [accepteer],
        },
    }[kant]
    for naar, acties in doe.items():
        gelukt = []
        for actie in acties:
            Aanlevering.objects.update(status=van, geleverd_op=timezone.now())
            try:
                actie(aanlevering=van_aa, by="test")
            except ValidationError as fout:
                assert fout.messages
            else:
                gelukt.append(naar)
        mag = workflow.mag(van, naar, kant) and (van, naar) != ("niet_begonnen", "bezig")
        assert bool(gelukt) == mag, f"{kant}: {van} -> {naar}"


def test_een_correctie_kan_worden_ingetrokken(van_aa):
    lever(van_aa)
    accepteer(aanlevering=van_aa, by="Oost")
    vraag_correctie(aanlevering=van_aa, by="Aa", reden="Toch niet goed.")
    lever(van_aa)
    geef_terug(aanlevering=van_aa, by="Oost", besluit="Dit was wel goed.")
    trek_correctie_in(aanlevering=van_aa, by="Aa")
    assert (van_aa.status, van_aa.correctie_reden, van_aa.besluit) == ("geaccepteerd", "", "")
    assert Peilstand.objects.count() == 1
    assert historie(van_aa)[0].wat == "correctie ingetrokken"


def test_een_correctie_heeft_een_reden(van_aa):
    lever(van_aa)
    accepteer(aanlevering=van_aa, by="Oost")
    with pytest.raises(ValidationError, match="Schrijf wat er niet klopt"):
        vraag_correctie(aanlevering=van_aa, by="Aa", reden=" \0 ")


def test_wat_er_na_het_afsluiten_nog_kan(van_aa, maak_uitvraag):
    uitvraag = van_aa.uitvraag
    cee = uitvraag.aanleveringen.get(gemeente__naam="Cee")
    lever(van_aa)
    with pytest.raises(ValidationError, match="wacht nog van: Aa"):
        sluit_af(uitvraag=uitvraag, by="coördinator")
    accepteer(aanlevering=van_aa, by="Oost")
    sluit_af(uitvraag=uitvraag, by="coördinator")
    with pytest.raises(ValidationError, match="afgesloten"):
        lever(cee)
    with pytest.raises(ValidationError, match="afgesloten"):
        bewaar_werk(aanlevering=cee, by="Cee", bericht="nog even")
    vraag_correctie(aanlevering=van_aa, by="Aa", reden="Een plan vergeten.")
    lever(van_aa)
    assert accepteer(aanlevering=van_aa, by="Oost").nummer == 2
    heropen(uitvraag=uitvraag, by="coördinator")
    assert lever(cee).status == "geleverd"


def test_voor_de_opening_levert_niemand(maak_uitvraag, vandaag):
    aa = maak_uitvraag(opent=vandaag + DAG).aanleveringen.get(gemeente__naam="Aa")
    with pytest.raises(ValidationError, match="Deze uitvraag opent op"):
        lever(aa)


def test_wie_een_oude_versie_voor_zich_had_schrijft_niets(van_aa):
    lever(van_aa, verwachte_versie=1)
    for actie in (
        lambda: lever_aan(aanlevering=van_aa, by="ander", verwachte_versie=1),
        lambda: geef_terug(aanlevering=van_aa, by="Oost", besluit="Nee.", verwachte_versie=1),
        lambda: accepteer(aanlevering=van_aa, by="Oost", verwachte_versie=1),
    ):
        with pytest.raises(VersieConflict):
            actie()
    van_aa.refresh_from_db()
    assert (van_aa.status, van_aa.versie, van_aa.geleverd_door) == ("geleverd", 2, "Aa")


def test_teruggeven_zegt_waarom(van_aa, maak_plan):
    lever(van_aa)
    with pytest.raises(ValidationError, match="Schrijf wat de gemeente moet aanpassen"):
        geef_terug(aanlevering=van_aa, by="Oost", besluit=" ", opmerkingen=[Opmerking("  ")])
    with pytest.raises(ValidationError, match="ligt niet in Aa"):
        geef_terug(aanlevering=van_aa, by="Oost", opmerkingen=[Opmerking("?", maak_plan("Cee"))])


def test_op_een_opmerking_komt_een_antwoord(van_aa, maak_plan):
    lever(van_aa)
    geef_terug(aanlevering=van_aa, by="Oost", opmerkingen=[Opmerking("Jaar?", maak_plan(plannaam="Oord"))])
    with pytest.raises(ValidationError, match=r"zonder antwoord \(Oord\)"):
        lever(van_aa)
    opmerking = van_aa.opmerkingen.get()
    bewaar_werk(aanlevering=van_aa, by="Aa", antwoorden={opmerking.pk: Antwoord("Zoek ik uit.", False)})
    assert van_aa.status == "teruggegeven"
    lever(van_aa)
    opmerking.refresh_from_db()
    assert (opmerking.antwoord, opmerking.opgelost_op) == ("Zoek ik uit.", None)


def test_een_opmerking_houdt_de_naam_van_een_plan_dat_weg_is(van_aa, maak_plan):
    plan = maak_plan(plannaam="Oord")
    lever(van_aa)
    geef_terug(aanlevering=van_aa, by="Oost", opmerkingen=[Opmerking("Jaar?", plan)])
    Plan.met_prullenbak.filter(pk=plan.pk).delete()
    assert van_aa.opmerkingen.get().plannaam == "Oord"


# Busy, late, nothing changed


def test_bezig_is_wie_een_plan_wijzigt(maak_plan, maak_uitvraag):
    plan, ander = maak_plan(), maak_plan("Cee")
    aa = maak_uitvraag().aanleveringen.get(gemeente__naam="Aa")
    # Made today, so after the opening: the history is moved to before it.
    schuif_historie(-3)
    assert stand(aa) == "niet_begonnen"
    verander(ander)
    assert stand(aa) == "niet_begonnen"
    verander(plan)
    assert stand(aa) == "bezig"
    assert {t.status: t.aantal for t in tellingen(aa.uitvraag)} == {
        "niet_begonnen": 0, "bezig": 2, "geleverd": 0, "teruggegeven": 0, "geaccepteerd": 0,
    }  # fmt: skip
    aa.refresh_from_db()
    assert aa.status == "niet_begonnen"


def test_ook_wie_een_plan_weghaalt_is_bezig(maak_plan, maak_uitvraag):
    plan = maak_plan()
    aa = maak_uitvraag().aanleveringen.get(gemeente__naam="Aa")
    schuif_historie(-3)
    Plan.objects.filter(pk=plan.pk).delete()
    assert stand(aa) == "bezig"


def test_wie_na_het_afsluiten_iets_wijzigt_is_niet_bezig(maak_plan, maak_uitvraag, vandaag):
    plan = maak_plan()
    uitvraag = maak_uitvraag(opent=vandaag - 9 * DAG)
    aa = uitvraag.aanleveringen.get(gemeente__naam="Aa")
    schuif_historie(-20)
    Uitvraag.objects.update(afgesloten_op=timezone.now() - DAG)
    verander(plan)
    assert stand(aa) == "niet_begonnen"


def test_te_laat_is_wat_na_de_sluitdatum_ontbreekt(maak_uitvraag, vandaag):
    uitvraag = maak_uitvraag(opent=vandaag - 40 * DAG)
    aa, cee = uitvraag.aanleveringen.all()
    lever(aa)
    accepteer(aanlevering=aa, by="Oost")
    vraag_correctie(aanlevering=aa, by="Aa", reden="Fout.")
    Uitvraag.objects.update(sluit=vandaag)
    assert not Aanlevering.objects.met_stand().filter(te_laat=True).exists()
    Uitvraag.objects.update(sluit=vandaag - DAG)
    # A correction is not late: the accepted delivery stands.
    assert [a.gemeente.naam for a in Aanlevering.objects.met_stand().filter(te_laat=True)] == ["Cee"]
    assert list(uitvraag.aanleveringen.niet_geleverd()) == [cee]
    assert [(t.aantal, t.te_laat) for t in tellingen(uitvraag)][:2] == [(1, 1), (1, 0)]


def test_niets_gewijzigd_is_een_levering(van_aa, maak_plan):
    maak_plan()
    schuif_historie(-3)
    lever(van_aa, niets_gewijzigd=True)
    assert (van_aa.status, van_aa.niets_gewijzigd) == ("geleverd", True)
    assert historie(van_aa)[0].wat == "geleverd: niets gewijzigd"


def test_niets_gewijzigd_mag_niet_als_er_iets_gewijzigd_is(van_aa, maak_plan):
    maak_plan(plannaam="De Hof")
    with pytest.raises(ValidationError, match=r"is er wel iets gewijzigd: De Hof\. Kies daarom 'Lever aan'"):
        lever(van_aa, niets_gewijzigd=True)
    assert lever(van_aa).status == "geleverd"


def test_niets_gewijzigd_telt_vanaf_de_vorige_peilstand(maak_uitvraag, maak_plan, vandaag):
    plan = maak_plan(plannaam="De Hof")
    eerste = maak_uitvraag(peildatum=vandaag - 90 * DAG)
    aa = eerste.aanleveringen.get(gemeente__naam="Aa")
    lever(aa)
    accepteer(aanlevering=aa, by="Oost")
    sluit_af(uitvraag=eerste, by="coördinator")
    tweede = maak_uitvraag(naam="Voorjaar", peildatum=vandaag).aanleveringen.get(gemeente__naam="Aa")
    assert lees_klaar(tweede, _lezer(aa)).gewijzigd.aantal == 0
    assert lever(tweede, niets_gewijzigd=True).niets_gewijzigd
    neem_terug(aanlevering=tweede, by="Aa")
    verander(plan)
    with pytest.raises(ValidationError, match="Sinds de peilstand van"):
        lever(tweede, niets_gewijzigd=True)


def _lezer(aanlevering) -> Gebruiker:
    gebruiker = Gebruiker.objects.create_user("lezer@voorbeeld.nl", "lezer")
    organisatie = _organisatie("Aa", aanlevering.gemeente.code)
    gebruiker.lidmaatschappen.create(organisatie=organisatie, rol="invoerder")
    return gebruiker


def _organisatie(naam, code):
    from woonzorg.organisaties.models import Organisatie

    organisatie = Organisatie.objects.create(naam=naam, soort="gemeente")
    organisatie.werkgebieden.create(soort="gemeente", code=code)
    return organisatie


# What stands on the page of a gemeente


def test_wat_er_ontbreekt_voor_de_levering(van_aa, maak_plan, cast):
    klopt_niet = regels_van(geclusterd=20)
    klopt_niet[0] = klopt_niet[0].__class__("nieuwbouw", "nieuwbouw", 25, 0, {"2027": 25})
    maak_plan(plannaam="Half", gereed=False, aantallen=klopt_niet)
    maak_plan(plannaam="Heel", gereed=False)
    maak_plan(plannaam="Leeg", gereed=False, aantallen=[], status="onbekend")
    oud = maak_plan(plannaam="Oud")
    schuif_historie(-3)
    maak_plan(plannaam="Nieuw")
    klaar = lees_klaar(van_aa, cast.invoerder_aa)
    assert klaar.mee == 2
    assert [c.plan.plannaam for c in klaar.concepten] == ["Half", "Heel", "Leeg"]
    half, heel, leeg = (c.waarom for c in klaar.concepten)
    assert any("20, maar nieuwbouw is 25" in w for w in half)
    assert heel == ["Het klopt, maar is nog niet als gereed bewaard."]
    assert leeg == ["Het aantal woningen is niet ingevuld.", "De planologische status is onbekend."]
    assert klaar.niet_bekeken.plannen == [oud]
    assert [p.plannaam for p in klaar.gewijzigd.plannen] == ["Nieuw"]


def test_een_plan_dat_niet_optelt_gaat_niet_mee(van_aa, maak_plan):
    maak_plan(plannaam="Half", gereed=False, aantallen=regels_van(geclusterd=20)[1:])
    maak_plan(plannaam="Heel", aantallen=regels_van(geclusterd=20))
    lever(van_aa)
    peilstand = accepteer(aanlevering=van_aa, by="Oost")
    cijfers = Peilstandcijfer.objects.filter(plan__peilstand=peilstand)
    assert set(cijfers.values_list("plan__plannaam", flat=True)) == {"Heel"}


def test_wat_er_na_de_levering_nog_wijzigde(van_aa, maak_plan, cast):
    plan = maak_plan(plannaam="De Hof")
    lever(van_aa)
    assert lees_klaar(van_aa, cast.coordinator_oost).na_levering.aantal == 0
    verander(plan)
    assert [p.plannaam for p in lees_klaar(van_aa, cast.coordinator_oost).na_levering.plannen] == ["De Hof"]
    assert Aanlevering.objects.met_stand().get(pk=van_aa.pk).na_levering


def test_wat_er_wordt_gevraagd(van_aa, maak_uitvraag, cast, land, vandaag, django_assert_num_queries):
    maak_uitvraag("West", opent=vandaag + DAG)
    lever(van_aa)
    geef_terug(aanlevering=van_aa, by="Oost", opmerkingen=[Opmerking("Wanneer?"), Opmerking("Hoeveel?")])
    gebruiker = Gebruiker.objects.get(pk=cast.invoerder_aa.pk)
    assert gebruiker.bereik
    with django_assert_num_queries(1):
        [gevraagd] = wat_wordt_gevraagd(gebruiker, land["Aa"].gebied)
    assert (gevraagd.gemeente, gevraagd.dagen_over, gevraagd.open_opmerkingen) == ("Aa", 30, 2)
    assert (gevraagd.status, gevraagd.is_te_doen, gevraagd.te_laat) == ("teruggegeven", True, False)
    assert gevraagd.url == f"/uitvragen/aanlevering/{van_aa.pk}/"
    # Not yet opened, not hers, or no gemeente at all.
    assert wat_wordt_gevraagd(cast.invoerder_bee, LAND) == []
    assert wat_wordt_gevraagd(cast.invoerder_aa, land["Cee"].gebied) == []
    for wie in (cast.coordinator_oost, cast.koepel, cast.partner, cast.adviseur_oost):
        assert wat_wordt_gevraagd(wie, LAND) == []
    assert len(wat_wordt_gevraagd(cast.beheerder, LAND)) == 2
    bewaar_werk(aanlevering=van_aa, by="Aa", antwoorden={o.pk: Antwoord("Ja", True) for o in van_aa.opmerkingen.all()})
    lever(van_aa)
    assert te_beoordelen(cast.coordinator_oost)[0].aantal == 1
    assert te_beoordelen(cast.invoerder_aa) == []
    accepteer(aanlevering=van_aa, by="Oost")
    assert wat_wordt_gevraagd(cast.invoerder_aa, LAND) == []
    assert te_beoordelen(cast.coordinator_oost) == []


@pytest.mark.django_db(transaction=True)
def test_twee_openen_tegelijk_een_uitvraag(land):
    """The second waits for the first, and reads why it cannot."""
    uitslag, binnen = [], threading.Barrier(2, timeout=10)

    def open_er_een(nummer: int) -> None:
        try:
            binnen.wait()
            vraag(naam=f"Uitvraag {nummer}", peildatum=timezone.localdate() - nummer * DAG)
            uitslag.append("")
        except ValidationError as fout:
            uitslag.append(" ".join(fout.messages))
        finally:
            connection.close()

    draden = [threading.Thread(target=open_er_een, args=(n,)) for n in (1, 2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert sorted(uitslag) == ["", "Voor deze provincie loopt al een uitvraag. Sluit die eerst af."]


@pytest.mark.django_db(transaction=True)
def test_twee_accepteren_tegelijk(land):
    """One version, and no second one by the way."""
    aa = lever(van(vraag(), "Aa"))
    uitslag, binnen = [], threading.Barrier(2, timeout=10)

    def neem_aan() -> None:
        try:
            binnen.wait()
            uitslag.append(accepteer(aanlevering=aa, by="Oost", verwachte_versie=2).nummer)
        except VersieConflict:
            uitslag.append("conflict")
        finally:
            connection.close()

    draden = [threading.Thread(target=neem_aan) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert sorted(map(str, uitslag)) == ["1", "conflict"]
    assert Peilstand.objects.count() == 1
