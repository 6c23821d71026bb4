"""Aanpassingen of existing homes: each BAG id counts once in the country, apart from nieuwbouw, for every reader."""

import datetime
import random
import threading
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmering.aanpassingen import inlezen
from programmering.aanpassingen.actions import bewaar_aanpassing, bewaar_kans, verwijder_aanpassing
from programmering.aanpassingen.bag import BagFout, lees_bag_id
from programmering.aanpassingen.bewaard import bewaar_bestand
from programmering.aanpassingen.models import Aangepastewoning, Aanpassing, Kans
from programmering.plannen.actions import VersieConflict
from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.voortgang.models import Bijdrage, Markering, Voortgang
from tests.conftest import regels_van, vierkant
from woonzorg.gebieden.models import Gemeente

pytestmark = pytest.mark.django_db


def bag(nummer: int, gemeente: str = "0153", soort: str = "01") -> str:
    return f"{gemeente}{soort}{nummer:010d}"


def bags(n: int, begin: int = 1) -> list[str]:
    return [bag(i) for i in range(begin, begin + n)]


def aanpassing(gemeente, naam="De Linde", ids=(), **velden) -> Aanpassing:
    """Through the same action that forms use."""
    standaard = {
        "soort": "verbouwing", "van_type": "regulier", "naar_type": "nultreden", "jaar": 2024,
        "bewijs": "oplevering 12 maart", "eigenaar_soort": "corporatie",
    }  # fmt: skip
    nieuw = Aanpassing(gemeente=gemeente, naam=naam, **(standaard | velden))
    return bewaar_aanpassing(aanpassing=nieuw, bag_ids=ids, by="test").aanpassing


def kans(gemeente, naam="Flat Zuid", **velden) -> Kans:
    standaard = {
        "soort": "complex", "woningen": 80, "naar_type": "geclusterd", "reden": "lift en ruime plint",
        "vertrouwelijkheid": "openbaar",
    }  # fmt: skip
    geometrie = vierkant(int(gemeente.code[-1]))
    return bewaar_kans(kans=Kans(gemeente=gemeente, naam=naam, geometrie=geometrie, **(standaard | velden)), by="test")


def bestaande_bouw(cast) -> dict:
    """What the tables of urls call '@aanpassing' and so on."""
    aa = Gemeente.objects.get(code="GM9000")
    vast = {"gemeente_id": aa.pk, "naam": "De Es", "soort": "verbouwing", "van_type": "regulier",
            "naar_type": "geclusterd", "jaar": 2025, "bewijs": "besluit"}  # fmt: skip
    csv = "\n".join(["bag_id", *bags(3, 500), "1,53E+14", bag(9, soort="10")]).encode()
    return {
        "aanpassing": aanpassing(aa, ids=bags(14), naar_type="geclusterd", toelichting="binnen").pk,
        "kans": kans(aa).pk,
        "kans_provincie": kans(aa, "Terrein Noord", vertrouwelijkheid="provincie").pk,
        "kans_gemeente": kans(aa, "Terrein Oost", vertrouwelijkheid="gemeente").pk,
        "controle": bewaar_bestand(cast.invoerder_aa, inlezen.Bestand("ids.csv", csv, vast)),
    }


def geldig() -> dict[str, str]:
    return dict(Aangepastewoning.objects.filter(geldig=True).values_list("bag_id", "aanpassing__naam"))


# BAG ids as people paste them


@pytest.mark.parametrize(
    "tekst",
    ["0153010000000001", " 0153010000000001\t", '"0153010000000001"', "'0153010000000001", '="0153010000000001"',
     "0153 0100 0000 0001", "\ufeff0153010000000001", "0153010000000001\u00a0", "‘0153010000000001’"],
)  # fmt: skip
def test_bag_id_wordt_gelezen(tekst):
    assert lees_bag_id(tekst) == "0153010000000001"


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("1,53E+14", "Excel heeft van dit BAG-id een getal gemaakt"),
        ("1.53E+14", "Excel heeft van dit BAG-id een getal gemaakt"),
        ("153010000000001,0", "Excel heeft van dit BAG-id een getal gemaakt"),
        ("153.010.000.000.001", "Excel heeft van dit BAG-id een getal gemaakt"),
        ("153010000000001", "de nul vooraan is weg"),
        ("14010000000001", "de 2 nullen vooraan zijn weg"),
        ("0153100000000001", "Dit is het id van een pand"),
        ("0153200000000001", "Dit is het id van een nummeraanduiding"),
        ("0153020000000001", "Dit is het id van een ligplaats"),
        ("0153030000000001", "Dit is het id van een standplaats"),
        ("0153300000000001", "Dit is het id van een openbare ruimte"),
        ("0153990000000001", "geen BAG-id van een woning"),
        ("01530100000000011", "dit zijn er 17"),
        ("12", "dit zijn er 2"),
        ("Lindestraat 4", "ook andere tekens"),
        ("٠١٥٣٠١٠٠٠٠٠٠٠٠٠١", "ook andere tekens"),
        ("", "ontbreekt"),
        ('""', "ontbreekt"),
    ],
)
def test_bag_id_wordt_in_woorden_geweigerd(tekst, melding):
    with pytest.raises(BagFout, match=melding):
        lees_bag_id(tekst)


def test_bij_een_getal_staat_hoe_het_wel_kan(land):
    with pytest.raises(ValidationError) as fout:
        aanpassing(land["Aa"], ids=[bag(1), "", "1,53E+14"])
    (melding,) = fout.value.message_dict["bag_ids"]
    assert melding.startswith("Regel 3 ('1,53E+14')")
    assert "op als tekst" in melding
    assert not Aanpassing.objects.exists()


def test_van_veel_fouten_staat_er_een_deel_met_het_aantal(land):
    with pytest.raises(ValidationError) as fout:
        aanpassing(land["Aa"], ids=["fout"] * 25)
    assert len(fout.value.message_dict["bag_ids"]) == 11
    assert fout.value.message_dict["bag_ids"][-1] == "En nog 15 keer zoiets."


# Once in the country


def test_een_latere_aanpassing_vervangt_de_eerdere(land):
    eerst = aanpassing(land["Aa"], "Eerst", bags(3), jaar=2022)
    later = Aanpassing(gemeente=land["Aa"], naam="Later", soort="verbouwing", van_type="nultreden",
                       naar_type="geclusterd", jaar=2024, bewijs="besluit")  # fmt: skip
    uitkomst = bewaar_aanpassing(aanpassing=later, bag_ids=[bag(2), bag(3), bag(4)], by="test")
    assert geldig() == {bag(1): "Eerst", bag(2): "Later", bag(3): "Later", bag(4): "Later"}
    assert uitkomst.nieuw == 3
    assert uitkomst.vervangen == {eerst: 2}
    assert uitkomst.zin == "2 woningen tellen niet meer mee bij 'Eerst' (2022)."
    assert eerst.adressen.count() == 3  # what it was stays on record


def test_in_hetzelfde_jaar_telt_wat_het_laatst_is_ingevoerd(land):
    aanpassing(land["Aa"], "Eerst", bags(1))
    tweede = aanpassing(land["Aa"], "Tweede", bags(1))
    assert geldig() == {bag(1): "Tweede"}
    with pytest.raises(ValidationError, match="latere aanpassing, 'Tweede'"):
        aanpassing(land["Aa"], "Oud", bags(1), jaar=2020)
    assert geldig() == {bag(1): tweede.naam}


def test_van_een_andere_gemeente_wordt_geweigerd_zonder_te_zeggen_welke_aanpassing(land):
    aanpassing(land["Bee"], "GEHEIM COMPLEX", bags(1), jaar=2020)
    with pytest.raises(ValidationError) as fout:
        aanpassing(land["Aa"], "Onze", bags(2))
    (melding,) = fout.value.message_dict["bag_ids"]
    assert "gemeente Bee. Overleg met die gemeente" in melding
    assert "GEHEIM" not in melding
    assert not Aanpassing.objects.filter(naam="Onze").exists()


def test_weghalen_geeft_de_eerdere_haar_geldigheid_terug(land):
    aanpassing(land["Aa"], "Eerst", bags(2), jaar=2022)
    later = aanpassing(land["Aa"], "Later", bags(2), jaar=2024)
    uitkomst = bewaar_aanpassing(aanpassing=later, bag_ids=[bag(2)], by="test")
    assert geldig() == {bag(1): "Eerst", bag(2): "Later"}
    assert uitkomst.verwijderd == 1
    assert uitkomst.zin == "1 woning telt weer mee bij 'Eerst' (2022)."
    assert verwijder_aanpassing(aanpassing=later, by="test").zin == "1 woning telt weer mee bij 'Eerst' (2022)."
    assert geldig() == {bag(1): "Eerst", bag(2): "Eerst"}


def test_een_ander_jaar_verandert_welke_de_laatste_is(land):
    aanpassing(land["Aa"], "Eerst", bags(2), jaar=2022)
    later = aanpassing(land["Aa"], "Later", bags(2), jaar=2024)
    later.jaar = 2021
    uitkomst = bewaar_aanpassing(aanpassing=later, bag_ids=None, by="test")
    assert set(geldig().values()) == {"Eerst"}
    assert "tellen weer mee bij 'Eerst'" in uitkomst.zin
    later.jaar = 2023
    assert "tellen niet meer mee bij 'Eerst'" in bewaar_aanpassing(aanpassing=later, bag_ids=None, by="test").zin
    assert set(geldig().values()) == {"Later"}


def test_een_aanpassing_verhuist_niet_met_woningen_die_een_ander_heeft(land):
    aanpassing(land["Aa"], "Eerst", bags(2), jaar=2022)
    later = aanpassing(land["Aa"], "Later", bags(2), jaar=2024)
    later.gemeente = land["Bee"]
    with pytest.raises(ValidationError, match="gemeente Aa"):
        bewaar_aanpassing(aanpassing=later, bag_ids=None, by="test")


def test_een_jaar_in_de_toekomst_wordt_geweigerd(land):
    volgend = datetime.date.today().year + 1
    with pytest.raises(ValidationError, match=r"ligt in de toekomst.*bod op bestaande bouw"):
        aanpassing(land["Aa"], jaar=volgend)
    with pytest.raises(ValidationError, match="vier cijfers"):
        aanpassing(land["Aa"], jaar=24)


def test_database_weigert_twee_geldige_rijen_van_een_woning(land):
    aanpassing(land["Aa"], "Eerst", bags(1), jaar=2022)
    aanpassing(land["Aa"], "Later", bags(1), jaar=2024)
    with pytest.raises(IntegrityError), transaction.atomic():
        Aangepastewoning.objects.update(geldig=True)


def test_twee_versies(land):
    een = aanpassing(land["Aa"], ids=bags(2))
    bewaar_aanpassing(aanpassing=Aanpassing.objects.get(pk=een.pk), bag_ids=bags(3), by="a", verwachte_versie=1)
    with pytest.raises(VersieConflict):
        bewaar_aanpassing(aanpassing=een, bag_ids=bags(1), by="b", verwachte_versie=1)
    assert een.adressen.count() == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("gemeenten", [("Aa", "Bee"), ("Aa", "Aa")])
def test_op_hetzelfde_moment_wint_er_een_en_staat_er_niets_half(land, gemeenten):
    """Two connections with the same new ids: whoever comes second sees what the first one wrote."""
    start, uitkomsten = threading.Barrier(2), []

    def leg_vast(naam, gemeente):
        nieuw = Aanpassing(gemeente=land[gemeente], naam=naam, soort="verbouwing", van_type="regulier",
                           naar_type="geclusterd", jaar=2024, bewijs="besluit")  # fmt: skip
        try:
            start.wait(timeout=10)
            # Half of the ids are shared, and they come in opposite order.
            ids = bags(400) if naam == "een" else bags(400, 201)[::-1]
            bewaar_aanpassing(aanpassing=nieuw, bag_ids=ids, by=naam)
            uitkomsten.append("bewaard")
        except ValidationError as fout:
            assert nieuw.pk is None
            uitkomsten.append(" ".join(fout.messages))
        except Exception as fout:  # so that it fails the test, and not only the thread
            uitkomsten.append(repr(fout))
        finally:
            connection.close()

    draden = [threading.Thread(target=leg_vast, args=(f, g)) for f, g in zip(("een", "twee"), gemeenten, strict=True)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    (geweigerd,) = [u for u in uitkomsten if u != "bewaard"] or [""]
    if geweigerd:
        assert "Overleg met die gemeente" in geweigerd
        assert Aanpassing.objects.count() == 1
        assert Aangepastewoning.objects.count() == 400
    else:
        # In the same gemeente the second is simply the later one.
        assert gemeenten == ("Aa", "Aa")
        assert Aangepastewoning.objects.filter(geldig=True).count() == 600
    assert Aangepastewoning.objects.filter(geldig=True).values("bag_id").distinct().count() == len(geldig())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_de_tweede_wacht_op_de_eerste_en_krijgt_gewone_woorden(land):
    """The same, but with the moment held: the first has written and not yet committed."""
    geschreven, mag_verder, uitkomst = threading.Event(), threading.Event(), []

    def tweede():
        geschreven.wait(timeout=10)
        try:
            aanpassing(land["Bee"], "Tweede", bags(3))
            uitkomst.append("bewaard")
        except ValidationError as fout:
            uitkomst.append(" ".join(fout.messages))
        finally:
            connection.close()

    draad = threading.Thread(target=tweede)
    draad.start()
    with transaction.atomic():
        aanpassing(land["Aa"], "Eerste", bags(3))
        geschreven.set()
        mag_verder.wait(timeout=1)  # long enough for the other to stand still at the lock
    draad.join(timeout=30)
    assert "Overleg met die gemeente" in uitkomst[0]
    assert list(Aanpassing.objects.values_list("naam", flat=True)) == ["Eerste"]


# Figures


def tweeling() -> Counter:
    """Figures of existing homes in plain Python, from ids and years alone: which row counts is worked out here."""
    alle = list(Aanpassing.objects.select_related("gemeente").prefetch_related("adressen"))
    laatste: dict[str, tuple] = {}
    for a in alle:
        for w in a.adressen.all():
            laatste[w.bag_id] = max(laatste.get(w.bag_id, (0, 0)), (a.jaar, a.pk))
    cellen: Counter = Counter()
    for a in alle:
        ids = [w.bag_id for w in a.adressen.all()]
        telt = sum(laatste[i] == (a.jaar, a.pk) for i in ids)
        klein = a.naar_type != "nultreden" and len(ids) < 12 and not a.breidt_uit
        categorie = "nultreden" if klein else a.naar_type
        g = a.gemeente
        for soort, code in (("land", "NL"), ("provincie", g.provincie_id), ("woondealregio", g.woondealregio_id),
                            ("gemeente", g.code)):  # fmt: skip
            cellen[soort, code, a.jaar, categorie, "aantal"] += telt
            cellen[soort, code, a.jaar, categorie, "corporatie"] += telt if a.eigenaar_soort == "corporatie" else 0
    return +cellen


def sql_figuren(schakel="aanpassing") -> Counter:
    cellen: Counter = Counter()
    for v in Voortgang.objects.actief().filter(schakel=schakel):
        assert (v.bouwvorm, v.tier) == ("bestaande_bouw", "openbaar")
        cellen[v.soort, v.code, v.jaar, v.categorie, "aantal"] += v.aantal
        cellen[v.soort, v.code, v.jaar, v.categorie, "corporatie"] += v.waarvan_corporatie
    return +cellen


def nieuwbouw() -> list:
    """Every figure that is not about existing homes, at every level."""
    rijen = (
        Voortgang.objects.actief().exclude(bouwvorm="bestaande_bouw").order_by("code", "jaar", "categorie", "schakel")
    )
    return list(
        rijen.values_list("code", "jaar", "categorie", "schakel", "bouwvorm", "tier", "aantal", "waarvan_corporatie")
    )


def willekeurige_stap(rng: random.Random, land) -> None:
    bestaand = Aanpassing.objects.order_by("?").first()
    ids = [bag(rng.randint(1, 40), f"900{g}") for g in [rng.randint(0, 3)] for _ in range(rng.choice([2, 11, 12, 25]))]
    try:
        if bestaand is None or rng.random() < 0.6:
            aanpassing(
                land[["Aa", "Bee", "Cee", "Dee"][int(ids[0][3])]], f"Flat {rng.random()}", ids,
                naar_type=rng.choice(["nultreden", "geclusterd", "zorggeschikt"]), jaar=rng.randint(2020, 2026),
                eigenaar_soort=rng.choice(["corporatie", "belegger"]), breidt_uit=rng.choice(["", "", "De Hof"]),
            )  # fmt: skip
        elif rng.random() < 0.5:
            verwijder_aanpassing(aanpassing=bestaand, by="test")
        else:
            bestaand.jaar = rng.randint(2020, 2026)
            keus = rng.sample(list(bestaand.adressen.values_list("bag_id", flat=True)), 2)
            bewaar_aanpassing(aanpassing=bestaand, bag_ids=rng.choice([None, keus]), by="test")
    except ValidationError as fout:
        assert "latere aanpassing" in str(fout)
    except ValueError as fout:
        assert "larger than population" in str(fout)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_cijfers_zijn_die_van_de_tweeling_en_bijwerken_geeft_hetzelfde_als_volledig(seed, land, maak_plan):
    rng = random.Random(seed)
    Aanpassing.objects.all().delete()
    bereken_volledig()
    for _ in range(10):
        willekeurige_stap(rng, land)
        werk_bij()
    bijgewerkt = sql_figuren()
    assert bereken_volledig().verschillen == 0
    assert bijgewerkt == sql_figuren() == tweeling()


def test_bestaande_bouw_verandert_nooit_een_cijfer_van_nieuwbouw(land, maak_plan):
    for naam in land:
        maak_plan(naam, aantallen=regels_van(nultreden=7, geclusterd=20, zorggeschikt=13, gerealiseerd=3, corporatie=5))
        maak_plan(naam, status="4A", vertrouwelijkheid="provincie", plantype="pand_transformatie")
    bereken_volledig()
    voor, rng = nieuwbouw(), random.Random(290_000)
    assert voor
    for _ in range(25):
        willekeurige_stap(rng, land)
        werk_bij()
        assert nieuwbouw() == voor
    assert sql_figuren()
    bereken_volledig()
    assert nieuwbouw() == voor


def test_kleine_cluster_telt_als_nultreden_tenzij_hij_bij_een_cluster_hoort(land):
    klein = aanpassing(land["Aa"], ids=bags(11), naar_type="geclusterd")
    bereken_volledig()
    assert {b.categorie: b.aantal for b in Bijdrage.objects.filter(aanpassing=klein)} == {"nultreden": 11}
    klein.breidt_uit = "De Hof"
    bewaar_aanpassing(aanpassing=klein, bag_ids=None, by="test")
    werk_bij()
    assert {b.categorie: b.aantal for b in Bijdrage.objects.filter(aanpassing=klein)} == {"geclusterd": 11}


def test_elke_wijziging_markeert_de_gemeente(land):
    een = aanpassing(land["Aa"], ids=bags(2))
    bereken_volledig()
    assert not Markering.objects.exists()
    bewaar_aanpassing(aanpassing=een, bag_ids=bags(1), by="test")
    assert set(Markering.objects.values_list("gemeente_id", flat=True)) == {land["Aa"].pk}
    Markering.objects.all().delete()
    verwijder_aanpassing(aanpassing=een, by="test")
    assert set(Markering.objects.values_list("gemeente_id", flat=True)) == {land["Aa"].pk}


# Pages


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def velden(gemeente, **anders) -> dict:
    return {
        "gemeente": gemeente.pk, "naam": "De Linde", "soort": "verbouwing", "van_type": "regulier",
        "naar_type": "geclusterd", "jaar": "2024", "bewijs": "oplevering", "eigenaar_soort": "corporatie",
        "bag_ids": "\r\n".join(bags(14)),
    } | anders  # fmt: skip


def test_invoeren_en_wijzigen(invoerder, land):
    antwoord = invoerder.post(reverse("aanpassing-nieuw"), velden(land["Aa"]))
    nieuw = Aanpassing.objects.get()
    assert antwoord.url == nieuw.get_absolute_url()
    bereken_volledig()
    pagina = invoerder.get(nieuw.get_absolute_url())
    assert [(t.categorie, t.eigen, t.geteld) for t in pagina.context["tellingen"]] == [("geclusterd", 14, 14)]
    assert bag(3) in pagina.content.decode()
    formulier = invoerder.get(reverse("aanpassing-bewerken", args=[nieuw.pk]))
    assert formulier.context["form"]["bag_ids"].value().split() == bags(14)
    anders = velden(land["Aa"], bag_ids="\n".join(bags(10)), versie=1)
    assert invoerder.post(reverse("aanpassing-bewerken", args=[nieuw.pk]), anders).status_code == 302
    werk_bij()
    pagina = invoerder.get(nieuw.get_absolute_url())
    assert "Onder de 12 tellen die als nultreden" in pagina.context["waarom_anders"]
    # One moment for the database: the test is one transaction.
    (gebeurtenis,) = pagina.context["historie"]
    assert set(gebeurtenis.wat) == {"aanpassing aangemaakt", "14 × woning erbij", "4 × woning eraf"}


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"bewijs": ""}, "verplicht"),
        ({"jaar": "2999"}, "2999 ligt in de toekomst"),
        ({"jaar": "24"}, "vier cijfers"),
        ({"van_type": "geclusterd"}, "al van dit type, of van een zwaarder type"),
        ({"bag_ids": "1,53E+14"}, "Excel heeft van dit BAG-id een getal gemaakt"),
        ({"link": "javascript:alert(1)"}, "URL"),
    ],
)
def test_meldingen_in_gewoon_nederlands(invoerder, land, anders, melding):
    antwoord = invoerder.post(reverse("aanpassing-nieuw"), velden(land["Aa"], **anders))
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()
    assert antwoord.context["form"]["naam"].value() == "De Linde"
    assert not Aanpassing.objects.exists()


def test_dezelfde_aanpassing_nog_eens(invoerder, land):
    aanpassing(land["Aa"], naar_type="geclusterd")
    antwoord = invoerder.post(reverse("aanpassing-nieuw"), velden(land["Aa"]))
    assert "Deze aanpassing is er al. Voeg de woningen daaraan toe." in antwoord.content.decode()


def test_niemand_legt_iets_vast_bij_de_buren(invoerder, land):
    assert invoerder.post(reverse("aanpassing-nieuw"), velden(land["Bee"])).status_code == 422
    een = aanpassing(land["Aa"])
    antwoord = invoerder.post(reverse("aanpassing-bewerken", args=[een.pk]), velden(land["Bee"], versie=1))
    assert antwoord.status_code == 422
    een.refresh_from_db()
    assert een.gemeente == land["Aa"]


def test_tweede_bewaarder_ziet_beide_versies_en_verliest_niets(invoerder, land):
    een = aanpassing(land["Aa"], ids=bags(14), naar_type="geclusterd")
    url = reverse("aanpassing-bewerken", args=[een.pk])
    invoerder.post(url, velden(land["Aa"], versie=1, bewijs="van de eerste"))
    mijn = velden(land["Aa"], versie=1, bewijs="van de tweede", bag_ids=bag(1))
    antwoord = invoerder.post(url, mijn)
    assert antwoord.status_code == 409
    pagina = antwoord.content.decode()
    assert "Iemand anders heeft deze aanpassing intussen bewaard" in pagina
    assert "van de eerste" in pagina
    assert "van de tweede" in pagina
    assert "14 id&#x27;s" in pagina
    nieuwe_versie = antwoord.context["form"]["versie"].value()
    assert invoerder.post(url, mijn | {"versie": nieuwe_versie}).status_code == 302
    assert een.adressen.count() == 1


def test_beide_paginas_zeggen_het(client, land):
    eerst = aanpassing(land["Aa"], "Eerst", bags(3), jaar=2022)
    later = aanpassing(land["Aa"], "Later", bags(2), jaar=2024)
    bereken_volledig()
    op_eerst = client.get(eerst.get_absolute_url()).content.decode()
    assert "2 woningen zijn later nog eens aangepast" in op_eerst
    assert f'href="{later.get_absolute_url()}"' in op_eerst
    assert "2 woningen tellen mee bij een latere aanpassing." in op_eerst
    op_later = client.get(later.get_absolute_url()).content.decode()
    assert "2 woningen telden eerder mee bij" in op_later
    assert f'href="{eerst.get_absolute_url()}"' in op_later


def test_verwijderen(invoerder, land):
    een = aanpassing(land["Aa"], ids=bags(2))
    assert invoerder.post(reverse("aanpassing-verwijderen", args=[een.pk])).status_code == 302
    assert not Aanpassing.objects.exists()


def test_een_heel_grote_aanpassing_wordt_bijgewerkt_zonder_alle_ids(invoerder, land, monkeypatch):
    monkeypatch.setattr("programmering.aanpassingen.forms.MAX_IN_TEKST", 5)
    een = aanpassing(land["Aa"], ids=bags(14), naar_type="geclusterd")
    url = reverse("aanpassing-bewerken", args=[een.pk])
    assert bag(3) not in invoerder.get(url).content.decode()
    gegevens = velden(land["Aa"], versie=1, erbij=bag(99), eraf=f"{bag(1)}\r\n{bag(2)}") | {"bag_ids": ""}
    assert invoerder.post(url, gegevens).status_code == 302
    assert set(een.adressen.values_list("bag_id", flat=True)) == {*bags(12, 3), bag(99)}


# The list is the drill-down of the figure


def test_de_lijst_is_de_som_van_het_getal(client, cast, land):
    aanpassing(land["Aa"], "Groot", bags(14), naar_type="geclusterd")
    aanpassing(land["Aa"], "Klein", bags(5, 100), naar_type="zorggeschikt", jaar=2025)
    aanpassing(land["Bee"], "Buur", bags(20, 200), naar_type="zorggeschikt", jaar=2023)
    aanpassing(land["Aa"], "Oud", bags(3, 300), jaar=2010)
    bereken_volledig()
    url = reverse("aanpassing-lijst")
    for code in ("GM9000", "PV90", "WD90", "NL"):
        for woningtype in ("nultreden", "geclusterd", "zorggeschikt"):
            vraag = f"?gebied={code}&periode=2030&woningtype={woningtype}&schakel=aanpassing"
            context = client.get(url + vraag).context
            cijfer = sum(
                v.aantal
                for v in Voortgang.objects.actief().filter(
                    code=code, schakel="aanpassing", categorie=woningtype, jaar__range=(2022, 2030)
                )
            )
            getoond = [n for rij in context["rijen"] for _, n in rij.typen]
            assert sum(n for _, n in context["typen"]) == sum(getoond) == cijfer
            assert all(sum(n for _, n in rij.typen) for rij in context["rijen"])
    context = client.get(url).context
    assert [n for _, n in context["typen"]] == [8, 14, 20]
    assert {r.aanpassing.naam for r in client.get(url + "?naar_type=zorggeschikt").context["rijen"]} == {
        "Klein",
        "Buur",
    }
    assert [r.aanpassing.naam for r in client.get(url + "?jaar=2025").context["rijen"]] == ["Klein"]
    assert [r.aanpassing.naam for r in client.get(url + "?q=kle").context["rijen"]] == ["Klein"]
    assert len(client.get(url + "?eigenaar=belegger").context["rijen"]) == 0


@pytest.mark.parametrize(
    "vraag", ["?periode=x", "?woningtype=%00", "?q=%00", "?jaar=x", "?gebied=GM0000", "?schakel=hard"]
)
def test_een_vreemde_vraag_geeft_een_gewone_pagina(client, land, vraag):
    assert client.get(reverse("aanpassing-lijst") + vraag).status_code == 200
    assert client.get(reverse("kans-lijst") + vraag).status_code == 200


def test_csv_en_xlsx(client, land):
    aanpassing(land["Aa"], "=cmd()", bags(14), naar_type="geclusterd")
    bereken_volledig()
    tekst = client.get(reverse("aanpassing-csv")).content.decode()
    assert "'=cmd();GM9000;Aa;verbouwing;regulier;geclusterd;2024;corporatie;oplevering 12 maart;14;0;14;0" in tekst
    assert client.get(reverse("aanpassing-xlsx")).content[:2] == b"PK"


@pytest.mark.parametrize("aantal", [1, 12])
def test_aantal_queries_is_vast(client, cast, land, django_assert_max_num_queries, aantal):
    for i in range(aantal):
        aanpassing(land["Aa"], f"Flat {i}", bags(20, i * 100), naar_type="geclusterd")
    bereken_volledig()
    client.force_login(cast.invoerder_aa)
    with django_assert_max_num_queries(12):
        client.get(reverse("aanpassing-lijst") + "?gebied=GM9000&periode=2030")
    with django_assert_max_num_queries(16):
        client.get(Aanpassing.objects.first().get_absolute_url())


# What others never see


def test_bag_ids_en_toelichting_zijn_niet_voor_anderen(client, cast, land):
    een = aanpassing(land["Aa"], ids=bags(14), naar_type="geclusterd", toelichting="GEHEIMETOELICHTING",
                     eigenaar_soort="belegger", eigenaar_naam="GEHEIMENAAM")  # fmt: skip
    aanpassing(land["Aa"], "Later", bags(2), naar_type="zorggeschikt", jaar=2025)
    bereken_volledig()
    for user in (None, cast.koepel, cast.invoerder_bee, cast.partner, cast.kernteam, cast.vreemde):
        client.logout()
        if user:
            client.force_login(user)
        for url in (een.get_absolute_url(), reverse("aanpassing-lijst"), reverse("aanpassing-csv"),
                    reverse("aanpassing-lijst") + "?q=GEHEIMENAAM"):  # fmt: skip
            tekst = client.get(url).content.decode().replace("q=GEHEIMENAAM", "").replace('value="GEHEIMENAAM"', "")
            for geheim in ("GEHEIMETOELICHTING", "GEHEIMENAAM", bag(1)[:10]):
                assert geheim not in tekst
        assert client.get(reverse("aanpassing-lijst") + f"?q={bag(5)}").context["pagina"].paginator.count == 0
        assert client.get(reverse("aanpassing-lijst") + "?q=GEHEIMENAAM").context["pagina"].paginator.count == 0
    for user in (cast.invoerder_aa, cast.adviseur_oost):
        client.force_login(user)
        tekst = client.get(een.get_absolute_url()).content.decode()
        assert "GEHEIMETOELICHTING" in tekst
        assert bag(1) in tekst
        gevonden = client.get(reverse("aanpassing-lijst") + f"?q={bag(5)}").context["rijen"]
        assert [r.aanpassing for r in gevonden] == [een]


def test_een_boze_naam_blijft_tekst(client, land):
    een = aanpassing(land["Aa"], "<img src=x onerror=alert(1)>", bags(1))
    for url in (een.get_absolute_url(), reverse("aanpassing-lijst")):
        assert "<img src=x" not in client.get(url).content.decode()
