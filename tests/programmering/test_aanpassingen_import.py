"""BAG ids from a csv: what is read, what every row would do, and that nothing is written before someone says so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmering.aanpassingen import inlezen
from programmering.aanpassingen.actions import bewaar_aanpassing
from programmering.aanpassingen.inlezen import Bestand, Leesfout, beoordeel, lees
from programmering.aanpassingen.models import Aangepastewoning, Aanpassing
from programmering.plannen.actions import VersieConflict
from programmering.voortgang.models import Markering
from tests.programmering.test_aanpassingen import aanpassing, bag, bags, geldig
from woonzorg.organisaties.models import Logregel

pytestmark = pytest.mark.django_db
VAST = {
    "naam": "De Es", "soort": "verbouwing", "van_type": "regulier", "naar_type": "geclusterd", "jaar": 2024,
    "bewijs": "besluit", "eigenaar_soort": "corporatie", "eigenaar_naam": "",
}  # fmt: skip
KOP = "bag_id;complex;van_type;naar_type;jaar;bewijs;eigenaar"


def bestand(inhoud: str | bytes, naam="ids.csv", **vast) -> Bestand:
    return Bestand(naam, inhoud if isinstance(inhoud, bytes) else inhoud.encode(), VAST | vast)


# Reading


@pytest.mark.parametrize(
    "inhoud",
    [
        f"bag_id\n{bag(1)}\n{bag(2)}",
        f"{bag(1)}\r\n{bag(2)}\r\n",
        f"\ufeffBAG-ID;naam\n{bag(1)};Hof\n;\n{bag(2)};Hof",
        f"naam,bag id\nHof,{bag(1)}\nHof,{bag(2)}",
        f"naam\tVerblijfsobject\nHof\t{bag(1)}\nHof\t{bag(2)}",
        f'bag_id;complex\n"{bag(1)}";"Hof; deel ""A"""\n{bag(2)};Hof',
        f"bag_id;complex\n{bag(1)};Café\n{bag(2)};Hof".encode("latin-1"),
        f"bag_id;complex\n{bag(1)};€ 5\n{bag(2)};Hof".encode("cp1252"),
    ],
)
def test_vele_vormen_van_csv(inhoud):
    assert [cellen["bag_id"].strip('"') for _, cellen in lees(bestand(inhoud)).rijen] == [bag(1), bag(2)]


def test_rijen_hebben_het_nummer_van_een_rekenblad_en_zonder_kop_geldt_de_volgorde():
    gelezen = lees(bestand(f"{bag(1)};Hof;regulier;nultreden;2023;akte;VvE\n\n{bag(2)}"))
    assert gelezen.rijen[0] == (
        1,
        {"bag_id": bag(1), "complex": "Hof", "van_type": "regulier", "naar_type": "nultreden", "jaar": "2023",
         "bewijs": "akte", "eigenaar": "VvE"},
    )  # fmt: skip
    assert gelezen.rijen[1][0] == 3


def test_onbekende_kolommen_worden_genoemd():
    assert lees(bestand(f"bag_id;kleur\n{bag(1)};rood")).onbekend == ["kleur"]


@pytest.mark.parametrize(
    ("inhoud", "naam", "melding"),
    [
        (b"PK\x03\x04", "ids.csv", "Dit is een Excel- of zipbestand"),
        (b"\xd0\xcf\x11\xe0\xa1", "ids.csv", "Dit is een Excelbestand"),
        (b"%PDF-1.7", "ids.csv", "Dit is een pdf"),
        ("bag_id\n1".encode("utf-16"), "ids.csv", "geen leesbaar csv-bestand"),
        (b'{"type": 1}', "ids.csv", "geen csv maar een ander soort"),
        (b"<html>", "ids.csv", "geen csv maar een ander soort"),
        (b"x" * (5 * 1024 * 1024 + 1), "ids.csv", "groter dan 5 MB"),
        (b"", "ids.csv", "leeg"),
        (b" \n;;\n", "ids.csv", "leeg"),
        (b"bag_id\n", "ids.csv", "alleen een kopregel"),
        (b"naam;jaar\nHof;2024", "ids.csv", "geen kolom met BAG-id's"),
        (b"kleur;maat\nrood;2", "ids.csv", "noemt geen kolom die het portaal kent"),
        (b"bag_id;vbo_id\n1;2", "ids.csv", "Twee kolommen betekenen hetzelfde"),
        (b'bag_id;naam\n1;"open', "ids.csv", "aanhalingsteken"),
        (b"bag_id\n1", "ids.xlsx", "eindigt op .csv"),
    ],
)
def test_bestand_dat_niet_kan(inhoud, naam, melding):
    with pytest.raises(Leesfout, match=melding):
        lees(bestand(inhoud, naam))


def test_te_veel_rijen(monkeypatch):
    monkeypatch.setattr(inlezen, "MAX_RIJEN", 2)
    with pytest.raises(Leesfout, match="heeft 3 rijen; er kunnen er 2"):
        lees(bestand("\n".join(bags(3))))


# Judging


def test_een_kapot_excel_id_bovenaan_is_geen_komma_tussen_kolommen(land):
    (rij,) = beoordeel(bestand("1,53E+14"), land["Aa"]).rijen
    assert "Excel heeft van dit BAG-id een getal gemaakt" in rij.meldingen[0].melding


def test_meer_fouten_in_een_rij_met_kolom_waarde_en_reden(land):
    inhoud = f"{KOP}\n153010000000001;Hof;paleis;woonboot;24;;VvE\n{bag(2)};Hof;regulier;nultreden;2999;akte;"
    oordeel = beoordeel(bestand(inhoud, bewijs=""), land["Aa"])
    een, twee = oordeel.rijen
    assert [(m.kolom, m.waarde) for m in een.meldingen] == [
        ("bag_id", "153010000000001"), ("bewijs", ""), ("van_type", "paleis"), ("naar_type", "woonboot"),
        ("jaar", "24"),
    ]  # fmt: skip
    assert "ligt in de toekomst" in twee.meldingen[0].melding
    assert oordeel.telling == {"nieuw": 0, "vervangt": 0, "ongewijzigd": 0, "geweigerd": 2}
    assert ("de nul vooraan is weg", 1) in oordeel.redenen


def test_dubbel_in_het_bestand_en_tegenspraak(land):
    rij = "Hof;regulier;nultreden;2024;akte;"
    inhoud = f"{KOP}\n{bag(1)};{rij}\n{bag(1)};{rij}\n{bag(2)};Hof;regulier;nultreden;2024;andere akte;"
    een, twee, drie = beoordeel(bestand(inhoud), land["Aa"]).rijen
    assert een.uitkomst == "nieuw"
    assert "staat ook op rij 2" in twee.meldingen[0].melding
    assert drie.meldingen[0].melding == "Op rij 2 staat bij dezelfde aanpassing 'akte'."


def test_wat_het_portaal_al_weet_beslist(land):
    aanpassing(land["Aa"], "Eerst", [bag(1)], jaar=2020)
    aanpassing(land["Aa"], "De Es", [bag(2)], naar_type="geclusterd", jaar=2024)
    aanpassing(land["Aa"], "Later", [bag(3)], jaar=2025)
    aanpassing(land["Bee"], "GEHEIM", [bag(4)], jaar=2020)
    oordeel = beoordeel(bestand("\n".join(bags(5))), land["Aa"])
    assert [r.uitkomst for r in oordeel.rijen] == ["vervangt", "ongewijzigd", "geweigerd", "geweigerd", "nieuw"]
    assert "latere aanpassing, 'Later' (2025)" in oordeel.rijen[2].meldingen[0].melding
    assert (
        oordeel.rijen[3].meldingen[0].melding.startswith("Deze woning staat al bij een aanpassing van de gemeente Bee")
    )
    (groep,) = oordeel.groepen
    assert (groep.nieuw, groep.vervangt, groep.ongewijzigd, groep.bestaat.naam) == (1, 1, 1, "De Es")


def test_afgeronde_lange_ids_vallen_op(land):
    ids = [f"1525010000000{n:02d}0" for n in range(12)]
    assert beoordeel(bestand("\n".join(ids)), land["Aa"]).verdacht
    assert not beoordeel(bestand("\n".join(bags(12))), land["Aa"]).verdacht


@pytest.mark.parametrize("aantal", [3, 300])
def test_aantal_queries_van_een_controle_is_vast(land, aantal, django_assert_num_queries):
    aanpassing(land["Aa"], "Eerst", bags(2), jaar=2020)
    with django_assert_num_queries(3):
        beoordeel(bestand("\n".join(bags(aantal))), land["Aa"])


# Pages: dry run, confirm, once more


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def kies(client, gemeente, inhoud, naam="ids.csv", **anders):
    velden = {"gemeente": gemeente.pk, **VAST, **anders}
    bestand = SimpleUploadedFile(naam, inhoud if isinstance(inhoud, bytes) else inhoud.encode())
    return client.post(reverse("aanpassing-importeren"), velden | {"bestand": bestand})


def test_eerst_kijken_dan_vastleggen_en_een_tweede_keer_niets(invoerder, land):
    eerder = aanpassing(land["Aa"], "Eerst", bags(2), jaar=2020)
    Markering.objects.all().delete()
    inhoud = "\n".join(
        [KOP, *(f"{i};De Es;;;;;Woonstichting Test" for i in bags(14)), f"{bag(7, soort='10')};De Es;;;;;"]
    )
    controle = kies(invoerder, land["Aa"], inhoud)
    assert controle.status_code == 302
    pagina = invoerder.get(controle.url)
    assert pagina.context["oordeel"].telling == {"nieuw": 12, "vervangt": 2, "ongewijzigd": 0, "geweigerd": 1}
    assert "Dit is het id van een pand" in pagina.content.decode()
    assert Aanpassing.objects.count() == 1
    assert not Markering.objects.exists()
    vastgelegd = invoerder.post(controle.url, {"gezien": pagina.context["oordeel"].vingerafdruk}, follow=True)
    assert "12 nieuw, 2 vervangen een eerdere aanpassing" in vastgelegd.content.decode()
    nieuw = Aanpassing.objects.get(naam="De Es")
    assert (nieuw.jaar, nieuw.naar_type, nieuw.bewijs) == (2024, "geclusterd", "besluit")
    assert (nieuw.eigenaar_soort, nieuw.eigenaar_naam) == ("corporatie", "Woonstichting Test")
    assert set(geldig().values()) == {"De Es"}
    assert eerder.adressen.count() == 2
    assert Markering.objects.exists()
    assert Logregel.objects.filter(handeling="import", wat__contains="ids.csv").exists()
    weer = invoerder.get(kies(invoerder, land["Aa"], inhoud).url).context["oordeel"]
    assert weer.telling == {"nieuw": 0, "vervangt": 0, "ongewijzigd": 14, "geweigerd": 1}
    assert Aangepastewoning.objects.count() == 16


def test_wat_intussen_veranderde_wordt_niet_geschreven(invoerder, land):
    controle = kies(invoerder, land["Aa"], "\n".join(bags(3))).url
    gezien = invoerder.get(controle).context["oordeel"].vingerafdruk
    aanpassing(land["Aa"], "Later", bags(1), jaar=2025)
    antwoord = invoerder.post(controle, {"gezien": gezien})
    assert "Sinds de controle is er iets veranderd. Er is niets geschreven" in antwoord.content.decode()
    assert antwoord.context["oordeel"].telling["geweigerd"] == 1
    assert not Aanpassing.objects.filter(naam="De Es").exists()


def test_alles_of_niets(invoerder, land, monkeypatch):
    inhoud = "\n".join([KOP, f"{bag(1)};Een;;;;;", f"{bag(2)};Twee;;;;;"])
    controle = kies(invoerder, land["Aa"], inhoud).url
    gezien = invoerder.get(controle).context["oordeel"].vingerafdruk
    monkeypatch.setattr(inlezen, "voeg_woningen_toe", lambda woningen: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        invoerder.post(controle, {"gezien": gezien})
    assert not Aanpassing.objects.exists()
    monkeypatch.undo()
    assert invoerder.post(controle, {"gezien": gezien}).status_code == 302
    assert Aanpassing.objects.count() == 2


def test_bestaande_aanpassing_krijgt_alleen_woningen_erbij(invoerder, land):
    bestaand = aanpassing(land["Aa"], "De Es", bags(1), naar_type="geclusterd", bewijs="oude akte")
    controle = kies(invoerder, land["Aa"], "\n".join(bags(3))).url
    invoerder.post(controle, {"gezien": invoerder.get(controle).context["oordeel"].vingerafdruk})
    bestaand.refresh_from_db()
    assert (bestaand.bewijs, bestaand.versie, bestaand.adressen.count()) == ("oude akte", 2, 3)
    # Somebody who had the form open is told.
    with pytest.raises(VersieConflict):
        bewaar_aanpassing(aanpassing=bestaand, bag_ids=bags(1), by="ander", verwachte_versie=1)


def test_een_fout_bestand_geeft_een_melding_bij_het_veld(invoerder, land):
    antwoord = kies(invoerder, land["Aa"], b"PK\x03\x04")
    assert antwoord.status_code == 422
    assert "Excel- of zipbestand" in antwoord.content.decode()
    assert antwoord.context["form"]["naam"].value() == "De Es"
    assert "Kies een bestand" in invoerder.post(reverse("aanpassing-importeren"), VAST).content.decode()


def test_niet_bij_de_buren_en_niet_van_een_ander(invoerder, client, cast, land):
    assert kies(invoerder, land["Bee"], bag(1)).status_code == 422
    controle = kies(invoerder, land["Aa"], bag(1)).url
    client.force_login(cast.vaststeller_aa)
    assert client.get(controle).status_code == 302  # to the start of an import: this check is not theirs
    client.force_login(cast.koepel)
    assert client.get(controle).status_code == 404


def test_wie_zijn_recht_verliest_legt_niets_meer_vast(invoerder, cast, land):
    controle = kies(invoerder, land["Aa"], bag(1)).url
    gezien = invoerder.get(controle).context["oordeel"].vingerafdruk
    cast.invoerder_aa.lidmaatschappen.all().delete()
    assert invoerder.post(controle, {"gezien": gezien}).status_code == 404
    assert not Aanpassing.objects.exists()


def test_weggooien(invoerder, land):
    controle = kies(invoerder, land["Aa"], bag(1)).url
    assert invoerder.post(controle, {"weg": "1"}, follow=True).status_code == 200
    antwoord = invoerder.get(controle, follow=True)
    assert "verlopen of al vastgelegd" in antwoord.content.decode()
    assert not Aanpassing.objects.exists()


def test_namen_en_waarden_uit_het_bestand_blijven_tekst(invoerder, land):
    inhoud = f"{KOP}\n<img src=x>;<script>alert(1)</script>;;;;;\n{bag(1)};<img src=x onerror=alert(1)>;;;;;"
    tekst = invoerder.get(kies(invoerder, land["Aa"], inhoud, naam="<b>.csv").url).content.decode()
    assert "<img src=x" not in tekst
    assert "<script>alert" not in tekst
