import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from projecten.tafels.actions import bewaar_lid, bewaar_overleg, bewaar_tafel, draag_over, rond_besluit_af
from projecten.tafels.calculations import Tafelstand, waarom_broos
from projecten.tafels.models import Besluit, Overleg, Overlegtafel, Tafellid
from projecten.tafels.selectors import broze_tafels, lees_overdracht, tafelregels
from projecten.team.models import Teamnorm
from woonzorg.gebieden.zoeken import zoek_gebied

LIJST = "/overlegtafels/"


def dagen(n: int) -> datetime.date:
    """So many days ago; negative for a day to come."""
    return timezone.localdate() - datetime.timedelta(days=n)


@pytest.fixture
def maak_tafel(land):
    def maak(gemeente="Aa", *, naam="Tafel wonen en zorg", overleg=(), bestuurder=True, oud=0, **velden):
        tafel = Overlegtafel(naam=naam, woondealregio=land[gemeente].woondealregio, **velden)
        tafel.aangemaakt = timezone.now() - datetime.timedelta(days=oud)
        bewaar_tafel(tafel=tafel, by="test")
        for dag in overleg:
            bewaar_overleg(
                overleg=Overleg(tafel=tafel, datum=dagen(dag)), besluiten=[], volgende=tafel.volgende, by="test"
            )
        if bestuurder:
            maak_lid(tafel, bestuurlijk=True)
        return tafel

    return maak


def maak_lid(tafel, **velden) -> Tafellid:
    standaard = {"naam": "W. van Aa", "functie": "wethouder", "organisatie_naam": "gemeente Aa", "van": dagen(900)}
    return bewaar_lid(lid=Tafellid(tafel=tafel, **standaard | velden), by="test")


def besluit_van(lid, tekst, dag=10, **velden) -> Besluit:
    overleg = lid.tafel.overleggen.filter(datum=dagen(dag)).first() or Overleg(tafel=lid.tafel, datum=dagen(dag))
    rij = Besluit(tekst=tekst, lid=lid, **velden)
    bewaar_overleg(overleg=overleg, besluiten=[rij], volgende=None, by="test")
    return rij


def inhoud(client, wie, url, **data) -> str:
    client.force_login(wie)
    return client.get(url, data).content.decode()


# Broos

VANDAAG = datetime.date(2026, 11, 1)


def stand(laatste=None, *, begin=0, volgende=None, bestuurders=1, opgeheven=False) -> Tafelstand:
    def dag(n):
        return None if n is None else VANDAAG - datetime.timedelta(days=n)

    return Tafelstand(dag(begin), dag(laatste), dag(volgende), bestuurders, opgeheven)


@pytest.mark.parametrize(
    ("tafel", "redenen"),
    [
        (stand(120, volgende=-5), []),
        (stand(121, volgende=-5), ["al 121 dagen geen overleg"]),
        (stand(60), []),
        (stand(61), ["geen volgende datum, en sinds het laatste overleg zijn er 61 dagen voorbij"]),
        (stand(61, volgende=0), []),
        (stand(61, volgende=1), ["geen volgende datum, en sinds het laatste overleg zijn er 61 dagen voorbij"]),
        (stand(None, begin=60), []),
        (stand(None, begin=61), ["geen volgende datum, en sinds het begin zijn er 61 dagen voorbij"]),
        (stand(None, begin=121, volgende=-5), ["nog geen overleg in 121 dagen"]),
        # A meeting starts the count again, however old the table is.
        (stand(5, begin=900), []),
        (stand(5, bestuurders=0), ["er zit geen bestuurder aan tafel"]),
        (stand(121, bestuurders=0), ["al 121 dagen geen overleg", "er zit geen bestuurder aan tafel"]),
        (stand(400, bestuurders=0, opgeheven=True), []),
    ],
)
def test_broos_op_de_dag_af(tafel, redenen):
    assert waarom_broos(tafel, na=120, vandaag=VANDAAG) == redenen


def test_een_oneven_norm_heeft_ook_een_helft():
    assert waarom_broos(stand(60), na=121, vandaag=VANDAAG) == []
    assert waarom_broos(stand(61), na=121, vandaag=VANDAAG) != []


@pytest.mark.django_db
def test_de_norm_van_het_team_telt(cast, maak_tafel):
    maak_tafel(overleg=[100], volgende=dagen(-10))
    assert broze_tafels(cast.kernteam) == 0
    Teamnorm.objects.create(geldig_van=dagen(0), tafel_broos_na=99, bron="proef")
    assert broze_tafels(cast.kernteam) == 1


@pytest.mark.django_db
def test_een_bestuurder_die_weg_is_telt_niet_en_wie_vandaag_gaat_nog_wel(cast, maak_tafel):
    tafel = maak_tafel(overleg=[5], bestuurder=False)
    lid = maak_lid(tafel, bestuurlijk=True, tot=dagen(0))
    assert broze_tafels(cast.kernteam) == 0
    lid.tot = dagen(1)
    bewaar_lid(lid=lid, by="x")
    assert broze_tafels(cast.kernteam) == 1
    maak_lid(tafel, bestuurlijk=True, van=dagen(-1))
    assert broze_tafels(cast.kernteam) == 1


# The list


@pytest.mark.django_db
def test_de_lijst_noemt_ook_regios_zonder_tafel_en_alleen_de_eigen(client, cast, maak_tafel):
    maak_tafel("Aa", naam="Tafel Noord")
    maak_tafel("Dee", naam="Tafel Ver", opgeheven_op=dagen(1))
    namen = {
        naam: [(r.regio.naam, r.tafel.naam if r.tafel else None) for r in tafelregels(wie)]
        for naam, wie in cast
        if naam in ("koepel", "zorgkantoor", "partner", "adviseur_oost")
    }
    noord, zuid = ("Noord", "Tafel Noord"), ("Zuid", None)
    assert namen["koepel"] == [noord, ("Ver", None), ("Ver", "Tafel Ver"), zuid]
    assert namen["adviseur_oost"] == [noord, zuid]
    assert namen["zorgkantoor"] == namen["partner"] == [noord]
    pagina = inhoud(client, cast.zorgkantoor, LIJST)
    assert "Tafel Noord" in pagina
    assert "Tafel Ver" not in pagina
    assert "Begin een tafel" not in pagina
    assert "Begin een tafel" in inhoud(client, cast.adviseur_oost, LIJST)


@pytest.mark.django_db
def test_filters_op_gebied_en_stand(client, cast, maak_tafel):
    maak_tafel("Aa", naam="Tafel Noord", overleg=[5])
    maak_tafel("Cee", naam="Tafel Zuid", overleg=[200])
    for vraag, ziet in (
        ("", ["Noord", "Zuid"]),
        ("stand=broos", ["Zuid"]),
        ("stand=zonder", []),
        ("gebied=PV91", ["Noord"]),
        ("gebied=WD91", ["Zuid"]),
        ("gebied=GM9000&stand=broos", []),
        ("gebied=%00&stand=%00", ["Noord", "Zuid"]),
    ):
        pagina = inhoud(client, cast.koepel, f"{LIJST}?{vraag}")
        assert [n for n in ("Noord", "Zuid") if f"Tafel {n}</a>" in pagina] == ziet, vraag
    assert broze_tafels(cast.koepel) == 1
    assert broze_tafels(cast.koepel, zoek_gebied("PV90")) == 1
    assert broze_tafels(cast.koepel, zoek_gebied("PV91")) == 0
    assert broze_tafels(cast.vreemde) == broze_tafels(cast.zorgkantoor) == 0


@pytest.mark.django_db
def test_lijst_en_pagina_kosten_altijd_evenveel(client, cast, maak_tafel, django_assert_max_num_queries):
    for i in range(55):
        tafel = maak_tafel(naam=f"Tafel {i:02}", overleg=[10 + i])
    for i in range(12):
        lid = maak_lid(tafel, naam=f"Lid {i}")
        besluit_van(lid, f"Besluit {i}", dag=20 + i)
    client.force_login(cast.adviseur_oost)
    with django_assert_max_num_queries(11):
        assert client.get(LIJST).content.decode().count("<tr>") == 51
    with django_assert_max_num_queries(16):
        client.get(tafel.get_absolute_url())


# Meetings


def overleg_data(*besluiten, **velden) -> dict:
    data = {"datum": str(dagen(0)), "besluit-TOTAL_FORMS": "5", "besluit-INITIAL_FORMS": "0"} | velden
    for i, rij in enumerate(besluiten):
        data |= {f"besluit-{i}-{veld}": waarde for veld, waarde in rij.items()}
    return data


@pytest.mark.django_db
def test_een_overleg_met_besluiten_en_de_volgende_datum_in_een_keer(client, cast, maak_tafel):
    tafel = maak_tafel(volgende=dagen(0))
    lid = tafel.leden.get()
    client.force_login(cast.adviseur_oost)
    url = reverse("overleg-nieuw", args=[tafel.pk])
    assert client.get(url).content.decode().count('class="besluitrij"') == 5
    data = overleg_data(
        {"tekst": "Plekken zoeken", "lid": lid.pk, "uiterlijk": str(dagen(-30))},
        {"tekst": "De notaris bellen", "wie": "de secretaris"},
        samenvatting="Het ging goed.",
        volgende=str(dagen(-60)),
    )
    assert client.post(url, data).status_code == 302
    tafel.refresh_from_db()
    assert tafel.volgende == dagen(-60)
    overleg = tafel.overleggen.get()
    assert (overleg.door_naam, overleg.samenvatting) == ("adviseur-oost", "Het ging goed.")
    assert [b.eigenaar for b in overleg.besluiten.all()] == ["W. van Aa", "de secretaris"]
    assert client.post(url, data).status_code == 422  # the same day twice
    assert tafel.overleggen.count() == 1


@pytest.mark.django_db
def test_wat_niet_klopt_bewaart_niets_en_blijft_staan(client, cast, maak_tafel):
    tafel = maak_tafel()
    client.force_login(cast.adviseur_oost)
    url = reverse("overleg-nieuw", args=[tafel.pk])
    for data in (
        overleg_data({"tekst": "Plekken zoeken"}, datum=str(dagen(-1))),
        overleg_data({"tekst": "Plekken zoeken"}, {"wie": "iemand"}),
        overleg_data({"tekst": "Plekken zoeken"}, volgende=str(dagen(1))),
        overleg_data({"tekst": "Plekken zoeken", "uiterlijk": "nooit"}),
        overleg_data({"tekst": "Plekken zoeken"}) | {"besluit-TOTAL_FORMS": "x"},
    ):
        antwoord = client.post(url, data)
        assert antwoord.status_code == 422
        if data["besluit-TOTAL_FORMS"] == "5":
            assert "Plekken zoeken" in antwoord.content.decode()
    assert not Overleg.objects.exists()
    assert not Besluit.objects.exists()


@pytest.mark.django_db
def test_een_overleg_aanvullen_en_een_besluit_laten_vervallen(client, cast, maak_tafel):
    tafel = maak_tafel()
    weg, blijft = besluit_van(tafel.leden.get(), "Vervalt"), besluit_van(tafel.leden.get(), "Blijft")
    overleg = tafel.overleggen.get()
    data = overleg_data(
        {"id": weg.pk, "tekst": "Vervalt", "DELETE": "on"},
        {"id": blijft.pk, "tekst": "Blijft, anders"},
        {"tekst": "Nieuw"},
        datum=str(overleg.datum),
    ) | {"besluit-INITIAL_FORMS": "2", "besluit-TOTAL_FORMS": "7"}
    client.force_login(cast.adviseur_oost)
    assert client.post(reverse("overleg-bewerken", args=[overleg.pk]), data).status_code == 302
    assert [b.tekst for b in overleg.besluiten.all()] == ["Blijft, anders", "Nieuw"]


@pytest.mark.django_db
def test_een_besluit_van_een_andere_tafel_gaat_niet_mee(client, cast, maak_tafel):
    een, ander = maak_tafel(), maak_tafel("Dee", naam="Tafel Ver")
    vreemd = besluit_van(ander.leden.get(), "Van Ver")
    besluit_van(een.leden.get(), "Eigen")
    overleg = een.overleggen.get()
    data = overleg_data({"id": vreemd.pk, "tekst": "Gekaapt"}, datum=str(overleg.datum))
    client.force_login(cast.adviseur_oost)
    data |= {"besluit-INITIAL_FORMS": "1", "besluit-0-lid": ander.leden.get().pk}
    assert client.post(reverse("overleg-bewerken", args=[overleg.pk]), data).status_code == 422
    vreemd.refresh_from_db()
    assert vreemd.tekst == "Van Ver"
    assert client.post(reverse("besluit-gedaan", args=[vreemd.pk])).status_code == 404


@pytest.mark.django_db
def test_gedaan_en_toch_niet(client, cast, maak_tafel):
    besluit = besluit_van(maak_tafel().leden.get(), "Plekken zoeken", uiterlijk=dagen(1))
    client.force_login(cast.adviseur_oost)
    assert "te laat" in client.get(besluit.overleg.tafel.get_absolute_url()).content.decode()
    url = reverse("besluit-gedaan", args=[besluit.pk])
    for data, verwacht in (({}, dagen(0)), ({"gedaan": "nee"}, None)):
        client.post(url, data)
        besluit.refresh_from_db()
        assert besluit.gedaan_op == verwacht


# Handover


@pytest.mark.django_db
def test_een_portefeuille_gaat_over_met_wat_openstaat(client, cast, maak_tafel):
    tafel = maak_tafel(bestuurder=False)
    oud = maak_lid(tafel, bestuurlijk=True, portefeuille="wonen en zorg")
    ander = maak_lid(tafel, naam="B. Ander", organisatie_naam="De Corporatie")
    open_, zelf = besluit_van(oud, "Nota schrijven"), besluit_van(oud, "Bellen met Aa", wie="W. van Aa")
    ambtenaar = besluit_van(oud, "Kaart maken", wie="afdeling ruimte")
    gedaan = rond_besluit_af(besluit=besluit_van(oud, "Al gedaan"), gedaan=True, by="x")
    van_ander = besluit_van(ander, "Iets anders")
    data = {
        "tot": str(dagen(1)),
        "naam": "N. Ieuw",
        "functie": "wethouder wonen",
        "van": str(dagen(0)),
        "overdracht": "De buurt wacht op antwoord.",
    }
    client.force_login(cast.adviseur_oost)
    antwoord = client.post(reverse("tafellid-overdragen", args=[oud.pk]), data)
    nieuw = Tafellid.objects.get(naam="N. Ieuw")
    assert antwoord.url == reverse("overdracht", args=[nieuw.pk])
    assert (nieuw.bestuurlijk, nieuw.portefeuille, nieuw.organisatie_naam) == (True, "wonen en zorg", "gemeente Aa")
    oud.refresh_from_db()
    assert (oud.opvolger, oud.tot) == (nieuw, dagen(1))
    for besluit, lid, eigenaar in (
        (open_, nieuw, "N. Ieuw"),
        (zelf, nieuw, "N. Ieuw"),
        (ambtenaar, nieuw, "afdeling ruimte"),
        (gedaan, oud, "W. van Aa"),
        (van_ander, ander, "B. Ander"),
    ):
        besluit.refresh_from_db()
        assert (besluit.lid, besluit.eigenaar) == (lid, eigenaar), besluit
    # The history keeps whose it was, and who moved it.
    eerst, laatst = zelf.events.order_by("pgh_id").first(), zelf.events.order_by("pgh_id").last()
    assert (eerst.lid_id, eerst.wie, laatst.lid_id) == (oud.pk, "W. van Aa", nieuw.pk)
    assert laatst.pgh_context.metadata["door"] == "adviseur-oost"
    pagina = client.get(tafel.get_absolute_url()).content.decode()
    assert "Opgevolgd door" in pagina
    # Once is enough.
    assert client.post(reverse("tafellid-overdragen", args=[oud.pk]), data).status_code == 404
    with pytest.raises(ValidationError, match="al opgevolgd"):
        draag_over(lid=oud, tot=dagen(1), naam="x", functie="y", van=dagen(0), by="z")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("velden", "veld"), [({"tot": 901}, "tot"), ({"tot": 1, "van": 2}, "van"), ({"naam": " "}, "naam")]
)
def test_een_overdracht_die_niet_klopt_verandert_niets(client, cast, maak_tafel, velden, veld):
    lid = maak_tafel().leden.get()
    besluit = besluit_van(lid, "Nota")
    waarden = {"tot": 1, "van": 0, "naam": "N. Ieuw", "functie": "wethouder", "overdracht": "Lees dit eerst"} | velden
    data = {k: str(dagen(v)) if isinstance(v, int) else v for k, v in waarden.items()}
    client.force_login(cast.adviseur_oost)
    antwoord = client.post(reverse("tafellid-overdragen", args=[lid.pk]), data)
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors.keys() == {veld}
    assert "Lees dit eerst" in antwoord.content.decode()
    lid.refresh_from_db(), besluit.refresh_from_db()
    assert (lid.tot, lid.opvolger, besluit.lid) == (None, None, lid)


@pytest.mark.django_db
def test_de_overdracht_zegt_wat_er_staat_en_alleen_projecten_die_men_ziet(client, cast, maak_tafel, maak_project):
    maak_project("Aa", naam="Hof van Aa", fase="ontwerp")
    maak_project("Bee", naam="Hof van Bee", partner=None, projectleider=None)
    tafel = maak_tafel(volgende=dagen(-20))
    oud = tafel.leden.get()
    besluit_van(oud, "Nota schrijven")
    besluit_van(maak_lid(tafel, naam="B. Ander", organisatie_naam="De Corporatie"), "Iets van een ander")
    tafel.volgende = dagen(-20)
    bewaar_tafel(tafel=tafel, by="x")
    nieuw = draag_over(
        lid=oud, tot=dagen(1), naam="N. Ieuw", functie="wethouder", van=dagen(0), overdracht="Let op de buurt.", by="x"
    )
    url = reverse("overdracht", args=[nieuw.pk])
    pagina = inhoud(client, cast.kernteam, url)
    for deel in (
        "Let op de buurt.",
        "Nota schrijven",
        "Iets van een ander",
        "Hof van Aa",
        "ontwerp",
        "/gebied/GM9000/",
    ):
        assert deel in pagina, deel
    assert "Hof van Bee" not in pagina  # another gemeente than hers
    for naam in ("koepel", "zorgkantoor"):
        pagina = inhoud(client, getattr(cast, naam), url)
        assert "Nota schrijven" in pagina
        assert "Hof van Aa" not in pagina
    # Whose gemeente is not known hears of the whole regio.
    corporatie = Tafellid.objects.get(naam="B. Ander")
    namen = [p.naam for p in lees_overdracht(corporatie, cast.kernteam).projecten]
    assert namen == ["Hof van Aa", "Hof van Bee"]


# Who may what


@pytest.mark.django_db
def test_wie_niet_beheert_ziet_geen_knoppen_en_kan_niets(client, cast, maak_tafel):
    tafel = maak_tafel()
    lid, besluit = tafel.leden.get(), besluit_van(tafel.leden.get(), "Nota")
    client.force_login(cast.invoerder_aa)
    pagina = client.get(tafel.get_absolute_url()).content.decode()
    assert "Nota" in pagina
    for woord in ("Overleg vastleggen", "Draag over", "Lid toevoegen", 'actie__vink" type'):
        assert woord not in pagina
    for naam, pk in (("tafellid-overdragen", lid.pk), ("besluit-gedaan", besluit.pk), ("overleg-nieuw", tafel.pk)):
        assert client.post(reverse(naam, args=[pk])).status_code == 404
    besluit.refresh_from_db()
    assert besluit.gedaan_op is None


@pytest.mark.django_db
def test_een_tafel_alleen_in_een_eigen_regio(client, cast, land):
    client.force_login(cast.adviseur_oost)
    url = reverse("overlegtafel-nieuw")
    ver = land["Dee"].woondealregio_id
    assert client.post(url, {"woondealregio": ver, "naam": "Tafel"}).status_code == 422
    zuid = land["Cee"].woondealregio_id
    assert f'value="{zuid}" selected' in client.get(f"{url}?regio={zuid}").content.decode()
    antwoord = client.post(url, {"woondealregio": zuid, "naam": "Tafel"})
    assert antwoord.url == Overlegtafel.objects.get().get_absolute_url()
    assert client.post(url, {"woondealregio": zuid, "naam": "Tafel"}).status_code == 422


@pytest.mark.django_db
def test_een_lid_heeft_een_organisatie_en_geen_adres(client, cast, maak_tafel):
    tafel = maak_tafel()
    client.force_login(cast.adviseur_oost)
    url = reverse("tafellid-nieuw", args=[tafel.pk])
    data = {"naam": "C. Orporatie", "functie": "bestuurder", "van": str(dagen(3))}
    antwoord = client.post(url, data)
    assert antwoord.status_code == 422
    assert "C. Orporatie" in antwoord.content.decode()
    organisatie = cast.partner.lidmaatschappen.get().organisatie
    assert client.post(url, data | {"organisatie": organisatie.pk}).status_code == 302
    assert tafel.leden.get(naam="C. Orporatie").organisatie_naam == organisatie.naam
    velden = {f.name for f in Tafellid._meta.get_fields()}
    assert not velden & {"contact", "email", "telefoon"}


@pytest.mark.django_db
def test_een_opgeheven_tafel_plant_niets_meer(cast, maak_tafel):
    tafel = maak_tafel(volgende=dagen(-5), overleg=[400])
    tafel.opgeheven_op = dagen(0)
    bewaar_tafel(tafel=tafel, by="x")
    assert tafel.volgende is None
    assert broze_tafels(cast.kernteam) == 0
