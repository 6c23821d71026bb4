"""The roadmap: reading, ticking, who is where, and editing by the kernteam."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kenniskaarten.kaarten.actions import VersieConflict
from kenniskaarten.kaarten.models import Kennisstuk
from kenniskaarten.roadmap import actions
from kenniskaarten.roadmap.demo import laad_demo_roadmap
from kenniskaarten.roadmap.laden import laad_roadmap
from kenniskaarten.roadmap.models import PARTIJEN, GezetteStap, Knooppunt, Lijn, Stap
from kenniskaarten.roadmap.selectors import (
    LETTERS,
    lees_roadmap,
    stand_in_het_kort,
    stand_van,
    volgende_knooppunt,
    volgende_knooppunten,
)
from tests.kenniskaarten.roadmaprijen import VROEGER, Kleine, organisatie_van, zet
from woonzorg.organisaties.models import Organisatie, Werkgebied

pytestmark = pytest.mark.django_db


@pytest.fixture
def kleine():
    return Kleine()


def _getypt(**anders):
    return {"op": "2026-03-01", "bewijs": "Raadsbesluit van maart", "link": ""} | anders


# Reading


def test_kaart_en_lijst_noemen_elke_stap_en_elk_knooppunt(client, kleine):
    pagina = client.get(reverse("roadmap")).content.decode()
    for ding in (kleine.g1, kleine.g2, kleine.g3, kleine.w1, kleine.w2, kleine.k1, kleine.een, kleine.twee):
        # In two drawings and in the list.
        assert pagina.count(f'href="{ding.get_absolute_url()}"') == 3
    assert "concept, afgeleid van het eindrapport" in pagina
    assert " style=" not in pagina


def test_een_gekozen_partij_komt_naar_voren(client, kleine):
    antwoord = client.get(reverse("roadmap"), {"partij": "corporatie"})
    assert [stuk.lijn.partij for stuk in antwoord.context["lijsten"]] == ["corporatie", "gemeente", "zorgkantoor"]
    pagina = antwoord.content.decode()
    assert 'class="baan baan--corporatie is-gekozen"' in pagina
    assert 'class="baan baan--gemeente is-stil"' in pagina
    # Over the others where they cross.
    assert pagina.rindex("baan--corporatie is-gekozen") > pagina.index("baan--zorgkantoor is-stil")
    assert "is-stil" not in client.get(reverse("roadmap"), {"partij": "onbekend"}).content.decode()


def test_zonder_roadmap_staat_er_een_uitleg(client):
    assert "Er is nog geen roadmap" in client.get(reverse("roadmap")).content.decode()


def test_vragen_groeien_niet_met_de_roadmap(client, kleine, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(reverse("roadmap"))
    laad_roadmap_erbij(kleine)
    with django_assert_num_queries(3):
        client.get(reverse("roadmap"))


def laad_roadmap_erbij(kleine):
    for kolom in range(21, 41):
        kleine._stap("gemeente", f"Stap {kolom}", kolom)


def test_stap_toont_bewijs_kennis_knooppunt_en_buren(client, kleine):
    open_, dicht = (
        Kennisstuk.objects.create(
            soort="kenniskaart", titel=titel, slug=titel.lower(), samenvatting="s", eigenaar="e", status=status
        )
        for titel, status in (("Grondzaken", "gepubliceerd"), ("Geheim", "werkversie"))
    )
    kleine.g2.kennis.set([open_, dicht])
    antwoord = client.get(kleine.g2.get_absolute_url())
    pagina = antwoord.content.decode()
    assert "Een besluit." in pagina and "Grondzaken" in pagina and "Geheim" not in pagina
    assert antwoord.context["pagina"].knooppunt.knooppunt == kleine.een
    assert antwoord.context["pagina"].vorige.stap == kleine.g1
    assert antwoord.context["pagina"].volgende.stap == kleine.g3


def test_knooppunt_toont_wie_er_komen_en_wat_zij_laten_zien(client, kleine):
    pagina = client.get(kleine.een.get_absolute_url()).content.decode()
    assert "Ieder zijn bod." in pagina
    assert kleine.g2.titel in pagina and kleine.w1.titel in pagina and kleine.k1.titel not in pagina


# Ticking


def test_een_lid_zet_wijzigt_en_neemt_terug(client, cast, kleine):
    client.force_login(cast.partner)
    url = reverse("roadmap-zetten", args=[kleine.w1.slug])
    assert client.post(url, _getypt()).status_code == 302
    client.post(url, _getypt(bewijs="Toch een ander besluit", link="https://voorbeeld.nl/besluit"))
    gezet = GezetteStap.objects.get()
    assert (gezet.organisatie, gezet.door, gezet.bewijs) == (
        organisatie_van(cast.partner), cast.partner, "Toch een ander besluit",
    )  # fmt: skip
    assert not gezet.rekenvoorbeeld
    pagina = client.get(reverse("roadmap-mijn")).content.decode()
    assert "Toch een ander besluit" in pagina
    assert "<strong>1</strong> van de 2 stappen" in pagina
    client.post(reverse("roadmap-terugnemen", args=[gezet.pk]))
    assert not GezetteStap.objects.exists()
    antwoord = client.get(reverse("roadmap-mijn"))
    wat = [(v.wat, v.titel, v.door) for v in antwoord.context["geschiedenis"]]
    assert wat == [(w, "Doe een bod", "partner") for w in ("teruggenomen", "gewijzigd", "gezet")]


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"op": (datetime.date.today() + datetime.timedelta(days=2)).isoformat()}, "moet nog komen"),
        ({"op": "gisteren"}, "Vul een dag in"),
        ({"bewijs": "  "}, "Dit veld is vereist"),
        ({"link": "javascript:alert(1)"}, "geldige URL"),
    ],
)
def test_wat_niet_klopt_wordt_gezegd_en_blijft_staan(client, cast, kleine, anders, melding):
    client.force_login(cast.invoerder_aa)
    antwoord = client.post(reverse("roadmap-zetten", args=[kleine.g1.slug]), _getypt(**anders))
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in pagina
    assert not GezetteStap.objects.exists()
    if "bewijs" not in anders:
        assert "Raadsbesluit van maart" in pagina


def test_een_ander_zet_of_neemt_niet_terug(client, cast, kleine):
    (gezet,) = zet(cast.invoerder_aa, kleine.g1)
    for wie in (cast.invoerder_bee, cast.partner, cast.kernteam, cast.beheerder):
        client.force_login(wie)
        assert client.post(reverse("roadmap-terugnemen", args=[gezet.pk])).status_code == 404
    assert GezetteStap.objects.filter(pk=gezet.pk).exists()
    with pytest.raises(ValidationError, match="voor een woningcorporatie"):
        actions.zet_stap(
            stap=kleine.w1, organisatie=organisatie_van(cast.invoerder_aa), op=VROEGER, bewijs="x", door=cast.kernteam
        )


def test_wie_voor_meer_organisaties_werkt_kiest_er_een(client, cast, kleine):
    aa, bee = organisatie_van(cast.invoerder_aa), organisatie_van(cast.invoerder_bee)
    cast.invoerder_aa.lidmaatschappen.create(organisatie=bee, rol="invoerder")
    client.force_login(cast.invoerder_aa)
    url = reverse("roadmap-zetten", args=[kleine.g1.slug])
    zonder = client.post(url, _getypt())
    assert zonder.status_code == 422
    assert "Voor welke organisatie" in zonder.content.decode()
    assert client.post(url, _getypt(organisatie=bee.pk)).status_code == 302
    assert GezetteStap.objects.get().organisatie == bee
    # Of an organisation that is not the own: no choice.
    assert client.post(url, _getypt(organisatie=organisatie_van(cast.partner).pk)).status_code == 422
    mijn = client.get(reverse("roadmap-mijn"), {"organisatie": bee.pk})
    assert mijn.context["stand"].organisatie == bee
    assert [s.organisatie for s in mijn.context["andere"]] == [aa]


def test_mijn_stappen_kost_een_vast_aantal_vragen(client, cast, kleine, django_assert_max_num_queries):
    zet(cast.invoerder_aa, kleine.g1, kleine.g2)
    client.force_login(cast.invoerder_aa)
    with django_assert_max_num_queries(11):
        client.get(reverse("roadmap-mijn"))


# Who is where


def test_stand_van_een_gemeente(cast, land, kleine):
    # The werkgebied of the corporatie is Aa itself, that of the zorgkantoor the regio in which Aa lies.
    zet(cast.invoerder_aa, kleine.g1, kleine.g2)
    zet(cast.zorgkantoor, kleine.k1)
    stand = stand_van(land["Aa"].gebied, cast.invoerder_aa)
    assert [(p.lijn.lijn.partij, [o.aantal for o in p.organisaties]) for p in stand.partijen] == [
        ("gemeente", [2, 0]), ("corporatie", [0]), ("zorgkantoor", [1]),
    ]  # fmt: skip
    een, twee = stand.knooppunten
    assert ([p.letter for p in een.er], [p.letter for p in een.mist]) == (["G"], ["W"])
    assert ([p.letter for p in twee.er], [p.letter for p in twee.mist]) == (["K"], ["G", "W"])
    assert stand.volgende == een and stand.bereikt == 0
    zet(cast.partner, kleine.w1)
    stand = stand_van(land["Aa"].gebied, cast.invoerder_aa)
    assert stand.bereikt == 1 and stand.volgende.knoop.knooppunt == kleine.twee
    # Elsewhere the corporatie of Aa is of no help.
    assert stand_van(land["Bee"].gebied, cast.invoerder_aa).volgende.knoop.knooppunt == kleine.een


def test_halven_van_twee_organisaties_maken_geen_heel(cast, land, kleine):
    ander = Organisatie.objects.create(naam="tweede gemeente in Aa", soort="gemeente")
    Werkgebied.objects.create(organisatie=ander, soort="gemeente", code="GM9000")
    zet(cast.invoerder_aa, kleine.g1)
    actions.zet_stap(stap=kleine.g2, organisatie=ander, op=VROEGER, bewijs="x", door=cast.kernteam)
    een = stand_van(land["Aa"].gebied, cast.kernteam).knooppunten[0]
    assert [p.letter for p in een.mist] == ["G", "W"]


def test_stand_kost_vijf_vragen_hoeveel_er_ook_is(cast, land, kleine, django_assert_num_queries):
    user = cast.invoerder_aa
    assert user.functie
    for i in range(6):
        organisatie = Organisatie.objects.create(naam=f"investeerder {i}", soort="corporatie")
        Werkgebied.objects.create(organisatie=organisatie, soort="land", code="NL")
        actions.zet_stap(stap=kleine.w1, organisatie=organisatie, op=VROEGER, bewijs="x", door=cast.kernteam)
    with django_assert_num_queries(5):
        stand = stand_van(land["Aa"].gebied, user)
    assert len(stand.partijen[1].organisaties) == 7
    with django_assert_num_queries(3):
        kort = stand_in_het_kort(land["Aa"].gebied, user)
    assert [(k.knoop.nummer, [p.naam for p in k.er], [p.naam for p in k.mist]) for k in kort.knooppunten] == [
        (k.knoop.nummer, [p.naam for p in k.er], [p.naam for p in k.mist]) for k in stand.knooppunten
    ]
    assert kort.volgende.knoop.knooppunt == stand.volgende.knoop.knooppunt == kleine.een
    assert not kort.rekenvoorbeeld and not stand.rekenvoorbeeld


def test_alles_bereikt(client, cast, land, kleine):
    zet(cast.invoerder_aa, kleine.g1, kleine.g2, kleine.g3)
    zet(cast.partner, kleine.w1, kleine.w2)
    zet(cast.zorgkantoor, kleine.k1)
    client.force_login(cast.koepel)
    antwoord = client.get(reverse("roadmap-gemeente", args=["GM9000"]))
    assert antwoord.context["stand"].volgende is None
    assert "Alle 2 knooppunten zijn bereikt" in antwoord.content.decode()


def test_wie_geen_account_heeft_ziet_niet_wie_waar_is(client, cast, land, kleine):
    zet(cast.partner, kleine.w1)
    assert client.get(reverse("roadmap-gemeente", args=["GM9000"])).status_code == 302
    for url in (reverse("roadmap"), kleine.w1.get_absolute_url(), kleine.een.get_absolute_url()):
        assert "organisatie partner" not in client.get(url).content.decode()


def test_volgend_knooppunt_van_een_organisatie(cast, kleine, django_assert_num_queries):
    corporatie, provincie = organisatie_van(cast.partner), organisatie_van(cast.adviseur_oost)
    user = cast.kernteam
    assert user.functie
    assert volgende_knooppunt(corporatie, user).volgende.knooppunt == kleine.een
    zet(cast.partner, kleine.w1)
    stand = volgende_knooppunt(corporatie, user)
    assert stand.volgende.knooppunt == kleine.twee and stand.volgende_stap.stap == kleine.w2
    assert volgende_knooppunt(provincie, user) is None
    # Who leads a project and is member of nothing sees no organisation's steps.
    assert volgende_knooppunten([corporatie], cast.projectleider) == {}
    alle = [corporatie, provincie, organisatie_van(cast.invoerder_aa)]
    with django_assert_num_queries(4):
        volgende_knooppunten(alle, user)


def test_bureau_van_een_gemeente_toont_het_volgende_knooppunt(client, cast, kleine):
    client.force_login(cast.invoerder_aa)
    pagina = client.get("/").content.decode()
    assert "Roadmap: waar staan de partijen?" in pagina and "Boden naast elkaar" in pagina
    client.force_login(cast.koepel)
    assert "Roadmap: waar staan" not in client.get("/").content.decode()


def test_project_toont_het_volgende_knooppunt_per_partner(client, cast, maak_project, kleine):
    project = maak_project(partner=cast.partner)
    client.force_login(cast.invoerder_aa)
    pagina = client.get(project.get_absolute_url()).content.decode()
    assert "Op de roadmap" in pagina and "Boden naast elkaar" in pagina
    client.force_login(cast.projectleider)
    assert "Op de roadmap" not in client.get(project.get_absolute_url()).content.decode()


# Editing


def _velden(stap, **anders):
    velden = {n: getattr(stap, n) for n in ("titel", "kolom", "uitleg", "bewijs", "versie")}
    return velden | {"knooppunt": stap.knooppunt_id or "", "concept": "on"} | anders


def test_kernteam_maakt_een_stap_en_de_kaart_volgt(client, cast, kleine):
    client.force_login(cast.kernteam)
    url = reverse("roadmap-stap-nieuw", args=[kleine.lijnen["gemeente"].pk])
    assert client.get(url).context["form"]["kolom"].value() == 16
    antwoord = client.post(
        url, {"titel": "Vier het", "kolom": 18, "uitleg": "Met taart.", "bewijs": "", "knooppunt": kleine.twee.pk}
    )
    assert antwoord.status_code == 302
    stap = Stap.objects.get(titel="Vier het")
    assert stap.slug == "gemeente-vier-het" and not stap.concept
    assert client.get(reverse("roadmap")).content.decode().count(f'href="{stap.get_absolute_url()}"') == 3


def test_kernteam_wijzigt_een_stap_en_legt_kennis_erbij(client, cast, kleine):
    stuk = Kennisstuk.objects.create(soort="kenniskaart", titel="Grond", slug="grond", samenvatting="s", eigenaar="e")
    client.force_login(cast.kernteam)
    url = reverse("roadmap-stap-bewerken", args=[kleine.g1.pk])
    client.post(url, _velden(kleine.g1, titel="Nieuw", kennis=[stuk.pk]))
    stap = Stap.objects.get(pk=kleine.g1.pk)
    assert (stap.titel, stap.versie, stap.slug, list(stap.kennis.all())) == ("Nieuw", 2, kleine.g1.slug, [stuk])


def test_twee_die_hetzelfde_wijzigen_zien_elkaar(client, cast, kleine):
    client.force_login(cast.kernteam)
    url = reverse("roadmap-stap-bewerken", args=[kleine.g1.pk])
    oud = _velden(kleine.g1)
    client.post(url, oud | {"titel": "Van de een"})
    antwoord = client.post(url, oud | {"titel": "Van de ander"})
    assert antwoord.status_code == 409
    pagina = antwoord.content.decode()
    assert "Van de een" in pagina and "Van de ander" in pagina
    assert Stap.objects.get(pk=kleine.g1.pk).titel == "Van de een"
    # Saved once more it takes the place of the other.
    assert client.post(url, oud | {"titel": "Van de ander", "versie": 2}).status_code == 302
    assert Stap.objects.get(pk=kleine.g1.pk).titel == "Van de ander"


def test_wat_intussen_verwijderd_is_wordt_gezegd(client, cast, kleine, monkeypatch):
    client.force_login(cast.kernteam)
    url = reverse("roadmap-knooppunt-bewerken", args=[kleine.een.pk])
    echt = actions.bewaar_knooppunt

    def net_weg(**velden):
        Knooppunt.objects.filter(pk=kleine.een.pk).delete()
        return echt(**velden)

    monkeypatch.setattr(actions, "bewaar_knooppunt", net_weg)
    antwoord = client.post(url, {"naam": "Getypt", "kolom": 10, "uitleg": "u", "laat_zien": "", "versie": 1})
    assert antwoord.status_code == 409
    assert "intussen verwijderd" in antwoord.content.decode() and "Getypt" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"kolom": 11}, "een plaats links daarvan"),
        ({"kolom": 2}, "staat al een stap"),
        ({"kolom": 41}, "40"),
        ({"titel": ""}, "vereist"),
        ({"uitleg": "x" * 4001}, "4.000|4000"),
    ],
)
def test_een_stap_die_niet_kan_wordt_geweigerd(client, cast, kleine, anders, melding):
    client.force_login(cast.kernteam)
    antwoord = client.post(reverse("roadmap-stap-bewerken", args=[kleine.g2.pk]), _velden(kleine.g2, **anders))
    assert antwoord.status_code == 422
    assert any(deel in antwoord.content.decode() for deel in melding.split("|"))
    assert Stap.objects.get(pk=kleine.g2.pk).versie == 1


def test_verschuiven_wisselt_van_plaats(client, cast, kleine):
    client.force_login(cast.kernteam)
    kleine.g1.kolom = 3
    kleine.g1.save()
    client.post(reverse("roadmap-stap-verschuiven", args=[kleine.g1.pk, "rechts"]))
    assert dict(Stap.objects.filter(lijn__partij="gemeente").values_list("titel", "kolom")) == {
        kleine.g1.titel: 4, kleine.g2.titel: 3, kleine.g3.titel: 15,
    }  # fmt: skip
    assert [s.stap.titel for s in lees_roadmap().lijnen[0].stappen][:2] == [kleine.g2.titel, kleine.g1.titel]


def test_verschuiven_houdt_een_stap_links_van_zijn_knooppunt(client, cast, kleine):
    client.force_login(cast.kernteam)
    Stap.objects.filter(pk=kleine.g2.pk).update(kolom=10)
    antwoord = client.post(reverse("roadmap-stap-verschuiven", args=[kleine.g2.pk, "rechts"]), follow=True)
    assert "leidt naar het knooppunt" in antwoord.content.decode()
    antwoord = client.post(reverse("roadmap-knooppunt-verschuiven", args=[kleine.een.pk, "links"]), follow=True)
    assert "Rechts hiervan staan nog stappen" in antwoord.content.decode()
    assert Knooppunt.objects.get(pk=kleine.een.pk).kolom == 10
    client.post(reverse("roadmap-knooppunt-verschuiven", args=[kleine.een.pk, "rechts"]))
    assert Knooppunt.objects.get(pk=kleine.een.pk).kolom == 11


def test_verder_dan_de_rand_kan_niet(kleine):
    kleine.g1.kolom = 0
    kleine.g1.save()
    with pytest.raises(ValidationError, match="rand van de kaart"):
        actions.verschuif_stap(stap=kleine.g1, stappen=-1, by="test")


def test_een_gezette_stap_verwijderen_vraagt_eerst(client, cast, kleine):
    client.force_login(cast.kernteam)
    url = reverse("roadmap-stap-verwijderen", args=[kleine.g1.pk])
    assert 'name="gezet" value="0"' in client.get(url).content.decode()
    # Ticked while the question stood open: it is asked again, with the number of now.
    zet(cast.invoerder_aa, kleine.g1)
    antwoord = client.post(url, {"gezet": "0"})
    assert antwoord.status_code == 409
    assert "1 organisatie heeft deze stap gezet" in antwoord.content.decode()
    assert client.post(url, {"gezet": "1"}).status_code == 302
    assert not Stap.objects.filter(pk=kleine.g1.pk).exists()
    client.force_login(cast.invoerder_aa)
    assert [v.titel for v in client.get(reverse("roadmap-mijn")).context["geschiedenis"]] == [kleine.g1.titel] * 2


def test_een_knooppunt_verwijderen_laat_de_stappen_staan(client, cast, kleine):
    client.force_login(cast.kernteam)
    client.post(reverse("roadmap-knooppunt-verwijderen", args=[kleine.een.pk]))
    assert not Knooppunt.objects.filter(pk=kleine.een.pk).exists()
    assert Stap.objects.get(pk=kleine.g2.pk).knooppunt is None
    assert client.get(reverse("roadmap")).status_code == 200


def test_de_inleiding_van_een_lijn_wijzigen(client, cast, kleine):
    client.force_login(cast.kernteam)
    lijn = kleine.lijnen["gemeente"]
    url = reverse("roadmap-lijn-bewerken", args=[lijn.pk])
    assert client.post(url, {"inleiding": "Wij verdelen.", "versie": 1}).status_code == 302
    assert Lijn.objects.get(pk=lijn.pk).inleiding == "Wij verdelen."
    with pytest.raises(VersieConflict):
        actions.bewaar_lijn(lijn=lijn, by="test", verwachte_versie=1)


def test_twee_stappen_met_dezelfde_naam_krijgen_elk_een_adres(kleine):
    nieuw = [
        actions.bewaar_stap(
            stap=Stap(lijn=kleine.lijnen["gemeente"], titel="Zelfde naam", uitleg="u", kolom=kolom), by="test"
        )
        for kolom in (30, 31, 32)
    ]
    assert [s.slug for s in nieuw] == [f"gemeente-zelfde-naam{n}" for n in ("", "-2", "-3")]


# What comes with the portal


def test_meegeleverde_roadmap_laadt_eenmaal_en_klopt():
    assert laad_roadmap() == 45
    assert laad_roadmap() == 0
    roadmap = lees_roadmap()
    assert [stuk.lijn.partij for stuk in roadmap.lijnen] == [p.value for p in PARTIJEN]
    assert all(6 <= len(stuk.stappen) <= 9 for stuk in roadmap.lijnen)
    assert len(roadmap.knooppunten) == 6
    assert all(len(k.lijnen) >= 3 and k.knooppunt.laat_zien for k in roadmap.knooppunten)
    assert all(s.stap.concept and s.stap.bewijs for s in roadmap.stappen)
    assert all(s.stap.kolom <= s.stap.knooppunt.kolom for s in roadmap.stappen if s.stap.knooppunt)
    assert len(set(LETTERS.values())) == len(PARTIJEN)


def test_wat_het_kernteam_schreef_wordt_niet_overschreven(kleine):
    assert laad_roadmap() == 0
    assert Stap.objects.count() == 6


def test_demo_zet_stappen_van_links_af_en_eenmaal(cast, land):
    laad_roadmap()
    assert laad_demo_roadmap() > 5
    assert laad_demo_roadmap() == 0
    for stand in volgende_knooppunten(Organisatie.objects.all(), cast.kernteam).values():
        gezet = [bool(g) for _, g in stand.stappen]
        assert gezet == sorted(gezet, reverse=True)
        dagen = [g.op for _, g in stand.stappen if g]
        assert dagen == sorted(dagen) and all(d <= datetime.date.today() for d in dagen)
    assert not GezetteStap.objects.filter(rekenvoorbeeld=False).exists()
