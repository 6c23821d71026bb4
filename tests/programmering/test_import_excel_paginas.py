"""Plans to Excel and back, as somebody of a gemeente walks through it."""

import io
import random

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmering.imports import actions, formulieren, sjabloon
from programmering.imports.lezers import Leesfout
from programmering.imports.models import Import
from programmering.plannen.models import Plan
from woonzorg.organisaties.models import Logregel

from . import planmaker
from .test_import_controle import bestand, feature
from .test_import_excel import KOP, RIJ, boek, inhoud_van
from .test_import_planmonitor import met_de_hand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    for naam in ("controleer_import", "leg_import_vast"):
        monkeypatch.setattr(f"programmering.imports.tasks.{naam}.delay", lambda pk: None)
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


@pytest.fixture
def invoerder(client, cast, settings):
    settings.DEMO = False
    client.force_login(cast.invoerder_aa)
    return client


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def werkboek(antwoord) -> openpyxl.Workbook:
    assert antwoord.status_code == 200
    assert antwoord["Content-Type"].endswith("spreadsheetml.sheet")
    return openpyxl.load_workbook(io.BytesIO(antwoord.content))


def plannamen(wb: openpyxl.Workbook) -> list[str]:
    blad = wb["Plannen"]
    kolom = next(c.column for c in blad[3] if c.value == "Plannaam")
    return [rij[kolom - 1].value for rij in blad.iter_rows(min_row=6) if rij[kolom - 1].value]


def test_ophalen_bijwerken_en_weer_aanbieden(land, invoerder):
    planmaker.maak(random.Random(1), land["Aa"], 1, plannaam="Hof", plancode="", status_planologisch="3")
    pagina = tekst(invoerder.get(reverse("import-excel")))
    assert "Download het sjabloon" in pagina
    assert "<strong>1</strong> plan" in pagina
    wb = werkboek(invoerder.get(reverse("import-sjabloon-plannen")))
    assert plannamen(wb) == ["Hof"]
    blad = wb["Plannen"]
    blad.cell(6, next(c.column for c in blad[3] if c.value == "Plaats")).value = "Nieuwstad"
    gegevens = {"bestand": SimpleUploadedFile("p.xlsx", inhoud_van(wb)), "profiel": "", "srid": ""}
    url = invoerder.post(reverse("import-nieuw"), gegevens).url
    import_ = Import.objects.get()
    assert import_.profiel == "portaal-sjabloon"
    actions.controleer_import(import_.pk)
    resultaat = tekst(invoerder.get(url))
    assert "Vastleggen: 1 plan" in resultaat
    assert "Nieuwstad" in resultaat
    actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk)
    assert Plan.objects.get().plaats == "Nieuwstad"
    assert Logregel.objects.filter(handeling="export", wat="1 plannen als sjabloon").exists()


def test_alleen_plannen_waarvan_men_alles_mag_zien(land, client, cast, settings, maak_plan):
    settings.DEMO = False
    maak_plan("Aa", plannaam="Van Aa", status="4A", vertrouwelijkheid="gemeente")
    maak_plan("Aa", plannaam="Concept", gereed=False)
    maak_plan("Bee", plannaam="Openbaar in Bee")
    maak_plan("Cee", plannaam="Van Cee", status="4A", vertrouwelijkheid="provincie")
    maak_plan("Cee", plannaam="Alleen Cee", status="4A", vertrouwelijkheid="gemeente")
    verwacht = {
        "invoerder_aa": ["Concept", "Van Aa"],
        "invoerder_bee": ["Openbaar in Bee"],
        # A coordinator sees concepts, but nothing that is of the gemeente only.
        "coordinator_oost": ["Concept", "Van Cee"],
    }
    for wie, namen in verwacht.items():
        client.force_login(getattr(cast, wie))
        assert sorted(plannamen(werkboek(client.get(reverse("import-sjabloon-plannen"))))) == namen
        assert sorted(werkboek(client.get(reverse("import-formulieren"))).sheetnames) == namen
    # Nor by asking for it by its number.
    ander = Plan.objects.get(plannaam="Alleen Cee").pk
    antwoord = client.get(reverse("import-formulieren"), {"plan": ander})
    assert antwoord.status_code == 302


def test_filter_vinkjes_en_onzin_in_de_url(land, invoerder, maak_plan):
    hof, laan, _ = maak_plan(plannaam="Hof"), maak_plan(plannaam="Laan"), maak_plan(plannaam="Weg", status="4A")
    url = reverse("import-formulieren")

    def bladen(**vraag):
        return werkboek(invoerder.get(url, vraag)).sheetnames

    assert bladen() == ["Hof", "Laan", "Weg"]
    assert bladen(q="laan") == ["Laan"]
    assert bladen(status_planologisch="4A") == ["Weg"]
    assert bladen(filter="q=hof") == ["Hof"]
    assert bladen(plan=[hof.pk, laan.pk]) == ["Hof", "Laan"]
    assert bladen(plan=["x", "9" * 30, "-1"]) == ["Hof", "Laan", "Weg"]
    antwoord = invoerder.get(url, {"q": "bestaat niet"}, follow=True)
    assert "geen plannen die bij deze keuze passen" in tekst(antwoord)


def test_te_veel_plannen_zegt_hoeveel_er_kunnen(land, invoerder, maak_plan, monkeypatch):
    from programmering.imports.excelviews import Formulieren

    monkeypatch.setattr(Formulieren, "hoogstens", 1)
    maak_plan()
    maak_plan()
    antwoord = invoerder.get(reverse("import-formulieren"), follow=True)
    assert "Dat zijn 2 plannen; er kunnen er 1 in één bestand" in tekst(antwoord)


def test_een_vast_aantal_queries(land, invoerder, maak_plan, django_assert_max_num_queries):
    for _ in range(12):
        maak_plan()
    for naam in ("import-excel", "import-sjabloon-plannen", "import-formulieren"):
        with django_assert_max_num_queries(12):
            assert invoerder.get(reverse(naam)).status_code == 200


def test_wie_niet_importeert_ziet_het_niet(land, client, cast, settings):
    settings.DEMO = False
    for wie in ("koepel", "partner", "adviseur_oost", "vreemde"):
        client.force_login(getattr(cast, wie))
        for naam in ("import-excel", "import-sjabloon", "import-sjabloon-plannen", "import-formulieren"):
            assert client.get(reverse(naam)).status_code == 404


# --- The profile that fits -------------------------------------------------------------------------------------------


def ontvang(naam, inhoud):
    return actions.ontvang(
        bestandsnaam=naam, inhoud=inhoud, profielnaam="", srid=None, door=None, door_naam="t"
    ).profiel


def test_het_profiel_volgt_uit_het_bestand(land, maak_plan):
    maak_plan()
    plannen = Plan.objects.select_related("gemeente__provincie", "gemeente__woondealregio")
    assert ontvang("p.xlsx", sjabloon.maak(gemeenten=[], plannen=plannen)) == "portaal-sjabloon"
    assert ontvang("p.xlsx", formulieren.maak(plannen)) == "planmonitor"
    assert ontvang("p.xlsx", inhoud_van(met_de_hand())) == "planmonitor"
    assert ontvang("p.xlsx", inhoud_van(boek(KOP, RIJ))) == "portaal-sjabloon"
    assert ontvang("p.csv", b"Gemeente;Plannaam;aantal_woningen\nAa;Hof;3\n") == "portaal-sjabloon"
    assert ontvang("p.geojson", bestand(feature(OPLONB=1))) == "woningbouwplannen-2020"
    with pytest.raises(Leesfout, match="passen bij geen enkel profiel"):
        ontvang("p.geojson", bestand(feature(zonder=["Gem_naam"])))
