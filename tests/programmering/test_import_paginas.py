"""The pages of importing, as a person walks through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from kombu.exceptions import OperationalError

from programmering.imports import actions, lezers
from programmering.imports import profiel as profielen
from programmering.imports.models import Import
from programmering.plannen.models import Plan
from woonzorg.organisaties.models import Logregel

from .test_import_controle import PROFIEL, bestand, feature

pytestmark = pytest.mark.django_db
KWAAD = "<img src=x onerror=alert(1)>"


@pytest.fixture
def gestuurd(monkeypatch):
    """What was sent to the queue; a test works it off itself."""
    gestuurd = []
    for naam in ("controleer_import", "leg_import_vast"):
        monkeypatch.setattr(
            f"programmering.imports.tasks.{naam}.delay", lambda pk, naam=naam: gestuurd.append((naam, pk))
        )
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)
    return gestuurd


@pytest.fixture
def invoerder(client, cast, settings):
    settings.DEMO = False
    client.force_login(cast.invoerder_aa)
    return client


def stuur_op(client, inhoud, naam="plannen.geojson", **velden):
    gegevens = {"bestand": SimpleUploadedFile(naam, inhoud), "profiel": PROFIEL, "srid": ""} | velden
    return client.post(reverse("import-nieuw"), gegevens)


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def gecontroleerd(client, *features) -> Import:
    stuur_op(client, bestand(*features))
    import_ = Import.objects.defer("bestand").latest("pk")
    actions.controleer_import(import_.pk)
    return import_


def test_van_bestand_tot_plan(land, invoerder, gestuurd):
    antwoord = stuur_op(invoerder, bestand(feature(OPLONB=5), feature(OBJECTID=2, Plannaam="Fout", OPLONB=-1)))
    import_ = Import.objects.get()
    assert antwoord.url == reverse("import", args=[import_.pk])
    assert gestuurd == [("controleer_import", import_.pk)]

    loopt = tekst(invoerder.get(antwoord.url))
    assert "Bestand wordt gecontroleerd" in loopt
    assert "0 van 2" in loopt
    assert "Vastleggen" not in loopt

    actions.controleer_import(import_.pk)
    resultaat = tekst(invoerder.get(antwoord.url))
    assert "Er is nog niets geschreven" in resultaat
    assert "Een aantal woningen kan niet negatief zijn." in resultaat
    assert "Vastleggen: 1 plan" in resultaat
    assert not Plan.objects.exists()

    invoerder.post(reverse("import-vastleggen", args=[import_.pk]))
    assert gestuurd[1:] == [("leg_import_vast", import_.pk)]
    assert "Plannen worden vastgelegd" in tekst(invoerder.get(antwoord.url))
    actions.leg_import_vast(import_.pk)
    klaar = tekst(invoerder.get(antwoord.url))
    assert reverse("plan", args=[Plan.objects.get().pk]) in klaar
    assert f"{reverse('plan-lijst')}?gebied=GM9000" in klaar
    assert Logregel.objects.filter(handeling="import").count() == 3
    assert "plannen.geojson" in tekst(invoerder.get(reverse("import-lijst")))


def test_voortgang_is_een_stukje_en_ververst_als_het_klaar_is(land, invoerder, gestuurd):
    stuur_op(invoerder, bestand(feature(OPLONB=5)))
    import_ = Import.objects.get()
    url = reverse("import-voortgang", args=[import_.pk])
    stukje = invoerder.get(url, headers={"HX-Request": "true"})
    assert f'hx-get="{url}"' in tekst(stukje)
    assert "<html" not in tekst(stukje)
    assert "HX-Refresh" not in stukje
    actions.controleer_import(import_.pk)
    assert invoerder.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    # Without JavaScript the same address is the whole page.
    assert "Er is nog niets geschreven" in tekst(invoerder.get(url))


def test_zonder_wachtrij_blijft_het_bestand_en_kan_het_opnieuw(land, invoerder, gestuurd, monkeypatch):
    def weg(pk):
        raise OperationalError("geen broker")

    with monkeypatch.context() as patch:
        patch.setattr("programmering.imports.tasks.controleer_import.delay", weg)
        antwoord = stuur_op(invoerder, bestand(feature(OPLONB=5)))
        assert "wachtrij van het portaal is nu niet bereikbaar" in tekst(invoerder.get(antwoord.url))
    import_ = Import.objects.get()
    assert import_.status == Import.Status.WACHT
    invoerder.post(antwoord.url)
    assert gestuurd == [("controleer_import", import_.pk)]
    actions.controleer_import(import_.pk)
    with monkeypatch.context() as patch:
        patch.setattr("programmering.imports.tasks.leg_import_vast.delay", weg)
        invoerder.post(reverse("import-vastleggen", args=[import_.pk]))
    import_.refresh_from_db()
    assert import_.status == Import.Status.VASTLEGGEN
    invoerder.post(antwoord.url)
    assert gestuurd[-1] == ("leg_import_vast", import_.pk)


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("plannen.gpx", b"<gpx/>", "eindigt op"),
        ("plannen.xls", b"\xd0\xcf\x11\xe0", "bewaar het als .xlsx"),
        ("plannen.xlsx", b"PK\x03\x04", "beschadigd of beveiligd"),
        ("plannen.geojson", b"PK\x03\x04", "zip- of Excelbestand"),
        ("plannen.geojson", b"", "Het bestand is leeg"),
        ("plannen.geojson", b"<xml/>", "geen GeoJSON"),
        ("plannen.geojson", b'{"features": [NaN]}', "NaN"),
        ("plannen.geojson", b"{" + b" " * lezers.MAX_BYTES, "groter dan 20 MB"),
        ("plannen.geojson", bestand(feature(zonder=["Gem_naam"])), "mist de kolom Gem_naam"),
    ],
)
def test_elk_bestand_dat_niet_kan_heeft_een_eigen_zin(land, invoerder, gestuurd, naam, inhoud, zin):
    antwoord = stuur_op(invoerder, inhoud, naam)
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert not Import.objects.exists()
    assert not gestuurd


def test_onbekend_profiel_en_zelf_gekozen_stelsel(land, invoerder, gestuurd):
    assert stuur_op(invoerder, bestand(feature()), profiel="bestaat-niet").status_code == 422
    assert stuur_op(invoerder, bestand(feature(), crs=None), srid="3857").status_code == 422
    assert stuur_op(invoerder, bestand(feature(), crs=None), srid="28992").status_code == 302
    assert Import.objects.get().srid == 28992


def test_rijen_filteren_in_de_url(land, invoerder, gestuurd):
    import_ = gecontroleerd(
        invoerder,
        feature(OPLONB=5),
        feature(OBJECTID=2, Plannaam="Leeg"),
        feature(OBJECTID=3, Plannaam="Mis", datum="x"),
    )
    url = reverse("import", args=[import_.pk])

    def namen(**vraag):
        return [r.regel.plannaam for r in invoerder.get(url, vraag).context["rijen"]]

    assert namen() == ["De Verzonnen Hof", "Leeg", "Mis"]
    assert namen(uitkomst="geweigerd") == ["Mis"]
    assert namen(waarschuwing="ja") == ["Leeg", "Mis"][:1]
    assert namen(reden=import_.regels.get(nummer=2).meldingen[0]["reden"]) == ["Leeg", "Mis"]
    assert namen(uitkomst="bestaat-niet") == ["De Verzonnen Hof", "Leeg", "Mis"]


def test_veel_rijen_komen_op_bladen_met_een_vast_aantal_queries(
    land, invoerder, gestuurd, django_assert_max_num_queries
):
    import_ = gecontroleerd(invoerder, *(feature(OBJECTID=i, Plannaam=f"P{i}", OPLONB=1) for i in range(120)))
    url = reverse("import", args=[import_.pk])
    with django_assert_max_num_queries(12):
        antwoord = invoerder.get(url, {"blad": 3})
    assert len(antwoord.context["rijen"]) == 20
    assert "Toon 20 van 120 rijen" in tekst(antwoord)


def test_namen_uit_het_bestand_blijven_tekst(land, invoerder, gestuurd):
    rij = feature(OBJECTID=KWAAD, Plannaam=KWAAD, Planstatus=KWAAD, Gem_naam=KWAAD, OPLONB=1, **{KWAAD: 1})
    import_ = gecontroleerd(invoerder, rij, feature(OBJECTID=2, Plannaam=KWAAD, OPLONB=1))
    Import.objects.filter(pk=import_.pk).update(bestandsnaam=f"{KWAAD}.json")
    antwoord = invoerder.get(reverse("import", args=[import_.pk]))
    assert KWAAD not in antwoord.content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in antwoord.content.decode()
    assert KWAAD not in invoerder.get(reverse("import-lijst")).content.decode()


def test_geen_stijl_of_script_in_de_pagina(land, invoerder, gestuurd):
    import_ = gecontroleerd(invoerder, feature(OPLONB=1))
    for url in (
        reverse("import", args=[import_.pk]),
        reverse("import-lijst"),
        reverse("import-nieuw"),
        reverse("profiel-lijst"),
        reverse("profiel", args=[PROFIEL]),
    ):
        inhoud = invoerder.get(url).content.decode()
        assert " style=" not in inhoud
        assert "<script>" not in inhoud
        assert "{%" not in inhoud


def test_weggooien(land, invoerder, gestuurd):
    import_ = gecontroleerd(invoerder, feature(OPLONB=1))
    assert invoerder.get(reverse("import-weggooien", args=[import_.pk])).status_code == 405
    invoerder.post(reverse("import-weggooien", args=[import_.pk]))
    assert not Import.objects.exists()
    import_ = gecontroleerd(invoerder, feature(OPLONB=1))
    actions.vraag_vastleggen(import_.pk)
    invoerder.post(reverse("import-weggooien", args=[import_.pk]))
    assert Import.objects.exists()


def test_een_import_van_een_ander_bestaat_niet(land, invoerder, gestuurd, cast, client):
    import_ = gecontroleerd(invoerder, feature(OPLONB=1))
    client.force_login(cast.vaststeller_aa)
    for naam in ("import", "import-voortgang"):
        assert client.get(reverse(naam, args=[import_.pk])).status_code == 404
    for naam in ("import", "import-vastleggen", "import-weggooien"):
        assert client.post(reverse(naam, args=[import_.pk])).status_code == 404
    assert "plannen.geojson" not in tekst(client.get(reverse("import-lijst")))
    client.force_login(cast.koepel)
    assert client.get(reverse("import-lijst")).status_code == 404
    assert client.get(reverse("profiel-lijst")).status_code == 404
    client.logout()
    assert client.get(reverse("import-nieuw")).status_code == 302


def test_een_mislukte_import_zegt_waarom(land, invoerder, gestuurd):
    import_ = gecontroleerd(invoerder, feature(OPLONB=1))
    Import.objects.filter(pk=import_.pk).update(status=Import.Status.MISLUKT, fout="Het bestand is stuk.")
    assert "Het bestand is stuk." in tekst(invoerder.get(reverse("import", args=[import_.pk])))


def test_elk_profiel_heeft_een_leesbare_pagina(land, invoerder):
    for gekozen in profielen.alle():
        pagina = tekst(invoerder.get(reverse("profiel", args=[gekozen.naam])))
        for veld in gekozen.velden:
            assert veld.kolom in pagina
        assert "Uitbreiding (uitleg, 12 woningen of meer) bij 12 woningen of meer" in pagina
        assert "gelijk verdeeld over de 5 jaren 2020 tot en met 2024" in pagina or gekozen.met_rooster
        assert "Nultreden 2027" in pagina or not gekozen.met_rooster
    assert invoerder.get(reverse("profiel", args=["bestaat-niet"])).status_code == 404
