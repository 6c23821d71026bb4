"""The refused rows of an import: taken back as a file, mended, and offered again by themselves."""

import datetime
import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from programmering.imports import actions, fouterijen, ontbreekt
from programmering.imports.models import Import
from programmering.plannen.models import Plan
from woonzorg.export import XLSX
from woonzorg.organisaties.models import Logregel

from . import test_import_excel as excel
from . import test_import_stroom as stroom
from .geomaker import geopackage, laag, shapefile_zip
from .test_import_controle import PROFIEL, bestand, feature

pytestmark = pytest.mark.django_db
KOP = ["Plancode", "Gemeente", "Plannaam", "Planologische status", "Nieuwbouw totaal", "Peildatum", "Eigen kolom"]
DAG = datetime.date(2026, 2, 1)
FOUTEN = {3: (4, "tien"), 5: (3, "9Z"), 8: (1, "Nergens"), 10: (5, "gisteren")}


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


def rij(nummer: int) -> list:
    return [f"A-{nummer}", "Aa", f"Plan {nummer}", "3 In voorbereiding", 10 + nummer, DAG, "@eigen"]


def tien_rijen() -> list[list]:
    """Ten rows, of which four with a mistake."""
    rijen = [rij(n) for n in range(1, 11)]
    for nummer, (kolom, waarde) in FOUTEN.items():
        rijen[nummer - 1][kolom] = waarde
    return rijen


def download(import_):
    """The answer with the refused rows."""
    return fouterijen.als_bestand(import_, fouterijen.wat_terug_kan(import_))


def werkboek(antwoord) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(antwoord.content))


def fouten(import_) -> list[tuple]:
    """(plan, sorted messages) of every refused row, without where it stands."""
    return [
        (r.plannaam, sorted((m["kolom"], m["waarde"], m["melding"]) for m in r.meldingen))
        for r in fouterijen.geweigerd(import_)
    ]


def herstel(boek: openpyxl.Workbook) -> openpyxl.Workbook:
    blad = boek.active
    for r in blad.iter_rows(min_row=2):
        goed = rij(int(r[0].value.removeprefix("A-")))
        kolom, _ = FOUTEN[int(r[0].value.removeprefix("A-"))]
        r[kolom].value = goed[kolom]
    return boek


@pytest.mark.parametrize("soort", ["xlsx", "csv"])
def test_tien_rijen_vier_fout_vier_hersteld(land, soort):
    import_ = excel.leg_vast(als(soort, tien_rijen()), naam=f"plannen.{soort}")
    assert excel.uitkomsten(import_) == {"nieuw": 6, "geweigerd": 4}
    versies = dict(Plan.objects.values_list("plancode", "versie"))
    assert bytes(import_.bestand) == b""

    boek = werkboek(download(import_))
    blad = boek.active
    assert [c.value for c in blad[1]] == [*KOP, "fout"]
    assert [r[0].value for r in blad.iter_rows(min_row=2)] == ["A-3", "A-5", "A-8", "A-10"]
    assert "Nieuwbouw totaal: Dit is geen geheel getal." in blad["H2"].value
    assert blad["G2"].data_type == "s"
    assert blad["G2"].value == "@eigen"

    weer = excel.controleer(boek)
    assert excel.uitkomsten(weer) == {"geweigerd": 4}
    assert fouten(weer) == fouten(import_)
    assert weer.samenvatting["onbekende_kolommen"] == ["Eigen kolom"]

    hersteld = herstel(boek)
    na = excel.leg_vast(hersteld)
    assert (na.totaal, excel.uitkomsten(na)) == (4, {"nieuw": 4})
    assert excel.uitkomsten(excel.leg_vast(hersteld)) == {"ongewijzigd": 4}
    assert Plan.objects.count() == 10
    assert versies.items() <= dict(Plan.objects.values_list("plancode", "versie")).items()
    assert Plan.objects.get(plancode="A-8").peildatum == DAG


def als(soort: str, rijen: list[list]):
    if soort == "xlsx":
        return excel.boek(KOP, *rijen)
    regels = [";".join(f"{w:%d-%m-%Y}" if isinstance(w, datetime.date) else str(w) for w in r) for r in [KOP, *rijen]]
    return "\r\n".join(regels).encode()


def test_getallen_en_datums_blijven_wat_ze_waren(land):
    rijen = [[*rij(1)[:4], "tien", DAG, 1.5], [*rij(2)[:4], "elf", datetime.datetime(2026, 2, 1, 9, 30), True]]
    import_ = excel.controleer(excel.boek(KOP, *rijen))
    blad = werkboek(download(import_)).active
    assert (blad["F2"].value.date(), blad["F2"].is_date, blad["G2"].value) == (DAG, True, 1.5)
    assert (blad["F3"].value, blad["G3"].value) == (datetime.datetime(2026, 2, 1, 9, 30), True)
    assert blad["A2"].value == "A-1"


def test_alleen_geweigerde_rijen_worden_bewaard(land):
    import_ = excel.controleer(excel.boek(KOP, *tien_rijen()))
    assert {r.nummer for r in import_.regels.exclude(bronrij={})} == set(FOUTEN)
    goed = excel.controleer(excel.boek(KOP, rij(1)))
    assert goed.samenvatting["kolommen"] == []
    assert fouterijen.wat_terug_kan(goed) is None


def test_wat_niet_te_lezen_was_is_dat_ook_niet_als_het_terugkomt(land):
    boek = excel.boek(KOP, [*rij(1)[:2], "=A1", *rij(1)[3:]], [*rij(2)[:4], "#N/A", DAG, "x"], rij(3))
    boek.active["E3"].data_type = "e"
    boek.active.merge_cells("B3:B4")
    import_ = excel.controleer(boek)
    assert excel.uitkomsten(import_) == {"geweigerd": 3}
    terug = werkboek(download(import_))
    assert terug.active["C2"].value == "(niet te lezen) formule"
    assert terug.active["B4"].value == "(niet te lezen)"
    assert not any(c.data_type in "fe" for r in terug.active.iter_rows() for c in r)
    weer = excel.controleer(terug)
    assert excel.uitkomsten(weer) == {"geweigerd": 3}
    kolommen = [{m["kolom"] for m in r.meldingen} for r in fouterijen.geweigerd(weer)]
    assert kolommen == [{"Plannaam"}, {"Nieuwbouw totaal"}, {"Gemeente"}]
    for plek, waarde in (("C2", "Plan 1"), ("E3", 5), ("B4", "Aa")):
        terug.active[plek] = waarde
    assert excel.uitkomsten(excel.controleer(terug)) == {"nieuw": 3}


def test_de_bladen_komen_terug_met_hun_namen_en_de_kolom_fout_mag_ook_leeg_of_met_hoofdletter(land):
    fout = [*rij(2)[:4], "tien", DAG, None]
    import_ = excel.controleer(excel.boek(KOP, rij(1), fout, blad="Noord", Zuid=[KOP, [*rij(3)[:4], "elf", DAG, None]]))
    boek = werkboek(download(import_))
    assert boek.sheetnames == ["Noord", "Zuid"]
    for blad, kop in zip(boek, ("FOUT", "Fout "), strict=True):
        blad["H1"], blad["H2"], blad["E2"] = kop, None, 7
    weer = excel.controleer(boek)
    assert excel.uitkomsten(weer) == {"nieuw": 2}
    assert [(r.blad, r.rij) for r in weer.regels.all()] == [("Noord", 2), ("Zuid", 2)]
    assert weer.samenvatting["onbekende_kolommen"] == ["Eigen kolom"]


def test_een_rij_van_het_sjabloon_die_geen_plan_lijkt_blijft_geweigerd_tot_dat_is_opgelost(land):
    import_ = excel.controleer(excel.boek(["Soort rij", *KOP], ["voorbeeld", *rij(1)]))
    boek = werkboek(download(import_))
    assert [c.value for c in boek.active[1]][:2] == ["soort rij", "Plancode"]
    assert fouten(excel.controleer(boek)) == fouten(import_)
    boek.active["A2"] = None
    assert excel.uitkomsten(excel.controleer(boek)) == {"nieuw": 1}


def test_wat_niet_past_komt_niet_terug_en_dat_wordt_gezegd(land, monkeypatch):
    lang = "\r\n".join([";".join(KOP), f"A-1;Aa;Plan;?;tien;;{'x' * 40_000}", "A-2;Aa;Plan 2;?;tien;;x"])
    import_ = excel.controleer(lang.encode(), naam="plannen.csv")
    terug = fouterijen.wat_terug_kan(import_)
    assert (terug.aantal, terug.niet) == (1, 1)
    assert [r[0].value for r in werkboek(download(import_)).active.iter_rows(min_row=2)] == ["A-2"]
    monkeypatch.setattr(fouterijen, "MAX_TOTAAL", 700)
    import_ = excel.controleer(excel.boek(KOP, *tien_rijen()))
    terug = fouterijen.wat_terug_kan(import_)
    assert terug.niet
    assert terug.aantal + terug.niet == 4
    monkeypatch.setattr(fouterijen, "MAX_RIJ", 10)
    assert fouterijen.wat_terug_kan(excel.controleer(excel.boek(KOP, *tien_rijen()))) is None


def formulier(naam: str, aantal, **kop) -> list[list]:
    return [
        ["Plannaam", naam],
        ["Gemeente", kop.get("gemeente", "Aa")],
        ["Status Planologisch", "3. In voorbereiding"],
        [],
        [None, "Groepnaam", "Totalen", "Check", "Gerealiseerd", "Restcapaciteit", 2027],
        ["Nieuwbouw", "nieuwbouw", aantal, None, None, None, aantal],
    ]


def test_formulieren_van_de_planmonitor_komen_terug_en_worden_weer_gelezen(land):
    boek = excel.boek(*formulier("Goed", 5), blad="Een", Twee=formulier("Mis", "tien"))
    boek.create_sheet("Drie")
    for r in [*formulier("Ergens", 3, gemeente="Nergens")]:
        boek["Drie"].append(r)
    boek.create_sheet("Vier")
    for r in [*formulier("Met een eigen regel", 3), ["Woonboten", None, 4]]:
        boek["Vier"].append(r)
    import_ = excel.leg_vast(boek, profiel="planmonitor")
    assert excel.uitkomsten(import_) == {"nieuw": 1, "geweigerd": 3}
    terug = fouterijen.wat_terug_kan(import_)
    assert (terug.aantal, terug.niet) == (2, 1)
    gelezen = werkboek(download(import_))
    weer = excel.controleer(gelezen, profiel="planmonitor")
    assert fouten(weer) == fouten_zonder(import_, "Vier")
    assert weer.samenvatting["ontbreekt"]["deel"]
    assert weer.samenvatting["onbekende_kolommen"] == []
    for blad in gelezen:
        for r in blad.iter_rows():
            for cel in r:
                cel.value = {"tien": 10, "Nergens": "Aa"}.get(cel.value, cel.value)
    assert excel.uitkomsten(excel.leg_vast(gelezen, profiel="planmonitor")) == {"nieuw": 2}
    assert excel.uitkomsten(excel.leg_vast(gelezen, profiel="planmonitor")) == {"ongewijzigd": 2}


def fouten_zonder(import_, blad: str) -> list[tuple]:
    return [
        (r.plannaam, sorted((m["kolom"], m["waarde"], m["melding"]) for m in r.meldingen))
        for r in fouterijen.geweigerd(import_).exclude(blad=blad)
    ]


# --- Files with shapes -----------------------------------------------------------------------------------------------


def tien_vlakken() -> list[dict]:
    features = [feature(OBJECTID=n, Plannaam=f"Plan {n}", OPLONB=n) for n in range(1, 11)]
    features[2]["properties"]["OPLONB"] = -1
    features[4]["properties"]["Planstatus"] = "9Z"
    features[7]["properties"]["Gem_naam"] = "Nergens"
    features[9]["geometry"] = {"type": "Point", "coordinates": [140_500, 450_500]}
    return features


def geojson(antwoord) -> dict:
    return json.loads(b"".join(antwoord.streaming_content))


def lees_geo(inhoud: bytes, naam: str, vast: bool) -> Import:
    import_ = excel.controleer(inhoud, naam=naam, profiel=PROFIEL)
    if vast:
        assert actions.vraag_vastleggen(import_.pk)
        actions.leg_import_vast(import_.pk, gebonden=False)
        import_.refresh_from_db()
    return import_


@pytest.mark.parametrize("soort", ["geojson", "gpkg", "zip"])
def test_tien_vlakken_vier_fout_vier_hersteld(land, soort):
    features = tien_vlakken()
    goed = feature(OBJECTID=10, Plannaam="Plan 10", OPLONB=10)
    if soort != "geojson":
        features[9] = goed | {"properties": goed["properties"] | {"Planstatus": "9Z"}}
    maak = {"geojson": lambda f: bestand(*f), "gpkg": lambda f: geopackage(laag(f)), "zip": shapefile_zip}[soort]
    import_ = lees_geo(maak(features), f"plannen.{soort}", True)
    assert stroom.uitkomsten(import_) == {"nieuw": 6, "geweigerd": 4}
    vlakken = dict(Plan.objects.values_list("plancode", "geometrie"))

    antwoord = download(import_)
    assert "plannen - foute rijen.geojson" in antwoord["Content-Disposition"].replace("%20", " ")
    terug = geojson(antwoord)
    assert [f["properties"]["OBJECTID"] for f in terug["features"]] == [3, 5, 8, 10]
    assert list(terug["features"][0]["properties"])[-1] == "fout"
    assert "niet negatief" in terug["features"][0]["properties"]["fout"]
    heen = features[2]["geometry"]["coordinates"][0]
    assert sorted(terug["features"][0]["geometry"]["coordinates"][0][0]) == sorted(heen)

    weer = lees_geo(json.dumps(terug).encode(), "terug.geojson", False)
    assert fouten(weer) == fouten(import_)
    assert weer.samenvatting["onbekende_kolommen"] == []
    assert weer.samenvatting["stelsel"] == import_.samenvatting["stelsel"]

    for f in terug["features"]:
        f["properties"] |= {"Planstatus": "4A Visie", "Gem_naam": "Aa", "OPLONB": f["properties"]["Aantalrest"]}
    terug["features"][3]["geometry"] = goed["geometry"]
    hersteld = json.dumps(terug).encode()
    na = lees_geo(hersteld, "terug.geojson", True)
    assert (na.totaal, stroom.uitkomsten(na)) == (4, {"nieuw": 4})
    assert stroom.uitkomsten(lees_geo(hersteld, "terug.geojson", True)) == {"ongewijzigd": 4}
    assert Plan.objects.filter(geometrie__isnull=False).count() == 10
    assert vlakken.items() <= dict(Plan.objects.values_list("plancode", "geometrie")).items()


def test_wat_een_database_niet_kan_bewaren_breekt_niets_en_wordt_weer_geweigerd(land):
    diep = json.loads("[" * 50 + "]" * 50)
    features = [
        feature(OBJECTID=1, Plannaam="NUL \0 en \ud800", OPLONB=1),
        feature(OBJECTID=2, Plannaam="B", OPLONB=1, **{"\0kolom": "\0", "eigen": {"$datum": "x", "lijst": [1, "\0"]}}),
        feature(OBJECTID=3, Plannaam=diep, OPLONB=1),
        feature(OBJECTID=4, Plannaam="D", Planstatus="?", OPLONB=1) | {"geometry": {"type": "X\0", "coordinates": "a"}},
        feature(OBJECTID=5, Plannaam="E", OPLONB=10**30),
        {"type": "Iets anders"},
        {"type": "Feature", "properties": None, "geometry": None},
    ]
    features[1]["properties"]["OPLONB"] = "inf"
    inhoud = bestand(*features).replace(b'"inf"', b"1e999")
    import_ = lees_geo(inhoud, "plannen.geojson", False)
    assert stroom.uitkomsten(import_) == {"geweigerd": 7}
    terug = fouterijen.wat_terug_kan(import_)
    assert (terug.aantal, terug.niet) == (5, 2)
    gelezen = geojson(download(import_))
    weer = lees_geo(json.dumps(gelezen).encode(), "terug.geojson", False)
    assert stroom.uitkomsten(weer) == {"geweigerd": 5}


def test_een_rij_die_pas_bij_het_vastleggen_wordt_geweigerd_komt_ook_terug(land, maak_plan):
    import_ = excel.controleer(excel.boek(KOP, rij(1), rij(2)))
    maak_plan(plannaam="Plan 1", plancode="A-1")
    assert actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk, gebonden=False)
    import_.refresh_from_db()
    assert excel.uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    blad = werkboek(download(import_)).active
    assert (blad["A2"].value, blad.max_row) == ("A-1", 2)
    assert "minder dan er in het portaal over de jaren verdeeld zijn" in blad["H2"].value


# --- On the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def invoerder(client, cast, settings):
    settings.DEMO = False
    client.force_login(cast.invoerder_aa)
    return client


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def test_de_pagina_biedt_de_foute_rijen_aan_en_de_download_staat_in_het_logboek(land, invoerder, cast):
    import_ = excel.controleer(excel.boek(KOP, *tien_rijen()), door=cast.invoerder_aa)
    pagina = tekst(invoerder.get(reverse("import", args=[import_.pk])))
    url = reverse("import-foute-rijen", args=[import_.pk])
    assert f'href="{url}"' in pagina
    assert "<strong>4</strong> geweigerde rijen" in pagina
    antwoord = invoerder.get(url)
    assert antwoord["Content-Type"] == XLSX
    assert werkboek(antwoord).active.max_row == 5
    assert Logregel.objects.get(handeling="export").wat == "foute rijen van plannen.xlsx"
    goed = excel.controleer(excel.boek(KOP, rij(1)), door=cast.invoerder_aa)
    assert "import-foute" not in tekst(invoerder.get(reverse("import", args=[goed.pk])))
    assert invoerder.get(reverse("import-foute-rijen", args=[goed.pk])).status_code == 404


def test_van_een_ander_is_er_niets(land, invoerder, cast, client):
    import_ = excel.controleer(excel.boek(KOP, *tien_rijen()), door=cast.invoerder_bee)
    for naam in ("import-foute-rijen", "import-ontbreekt"):
        assert client.get(reverse(naam, args=[import_.pk])).status_code == 404
    client.force_login(cast.beheerder)
    for naam in ("import-foute-rijen", "import-ontbreekt"):
        assert client.get(reverse(naam, args=[import_.pk])).status_code == 200


# --- What the file lacks ---------------------------------------------------------------------------------------------


def test_wat_ontbreekt_wordt_geteld_en_getoond_en_blijft(
    land, invoerder, cast, maak_plan, django_assert_max_num_queries
):
    excel.leg_vast(excel.boek(KOP, *[rij(n) for n in range(1, 6)]), door=cast.invoerder_aa)
    maak_plan(plannaam="Met de hand gemaakt")
    elders = maak_plan("Bee", plannaam="In een andere gemeente", bron="Sjabloon van het portaal")
    genoemd = maak_plan(plannaam="Alleen bron genoemd", bron="Sjabloon van het portaal")
    import_ = excel.leg_vast(excel.boek(KOP, rij(1), rij(2), rij(6)), door=cast.invoerder_aa)
    url = reverse("import-ontbreekt", args=[import_.pk])
    pagina = tekst(invoerder.get(reverse("import", args=[import_.pk])))
    assert "<strong>4</strong> plannen die eerder uit deze bron kwamen" in pagina
    assert "Een import verwijdert nooit een plan" in pagina
    assert f"{reverse('plan-lijst')}?gebied=GM9000" in pagina
    assert f'href="{url}"' in pagina
    with django_assert_max_num_queries(25):
        lijst = tekst(invoerder.get(url))
    namen = {"Plan 3", "Plan 4", "Plan 5", "Alleen bron genoemd"}
    assert {p.plannaam for p in ontbreekt.plannen(import_, cast.invoerder_aa)} == namen
    assert all(f">{naam}</a>" in lijst for naam in namen)
    assert elders.plannaam not in lijst
    assert f'name="plan" value="{genoemd.pk}"' in lijst
    assert Plan.objects.count() == 9
    genoemd.delete()
    assert "<strong>3</strong> plannen" in tekst(invoerder.get(url))


def test_wat_geweigerd_is_of_in_een_onbekende_gemeente_staat_ontbreekt_niet(land, cast):
    excel.leg_vast(excel.boek(KOP, *[rij(n) for n in range(1, 5)]))
    fout, zoek = [*rij(2)[:4], "tien", DAG, None], [rij(3)[0], "Nergens", *rij(3)[2:]]
    import_ = excel.controleer(excel.boek(KOP, rij(1), fout, zoek))
    assert [p.plannaam for p in ontbreekt.plannen(import_, cast.beheerder)] == ["Plan 4"]


def test_een_bestand_van_alleen_foute_rijen_zegt_niets_over_wat_ontbreekt(land, invoerder, cast):
    excel.leg_vast(excel.boek(KOP, rij(1), rij(2)))
    boek = werkboek(download(excel.controleer(excel.boek(KOP, *tien_rijen()))))
    import_ = excel.controleer(boek, door=cast.invoerder_aa)
    assert import_.samenvatting["ontbreekt"] == {"deel": True, "plannen": []}
    pagina = tekst(invoerder.get(reverse("import", args=[import_.pk])))
    assert "alleen herstelde rijen" in pagina
    assert "eerder uit deze bron kwamen" not in pagina
    terug = geojson(download(lees_geo(bestand(*tien_vlakken()), "plannen.geojson", True)))
    assert lees_geo(json.dumps(terug).encode(), "t.geojson", False).samenvatting["ontbreekt"]["deel"]


def test_wie_een_plan_niet_mag_zien_hoort_ook_niet_dat_het_ontbreekt(land, cast):
    excel.leg_vast(excel.boek([*KOP, "Vertrouwelijkheid"], [*rij(1), "openbaar"], [*rij(2), "gemeente"]))
    import_ = excel.controleer(excel.boek(KOP, rij(3)), door=cast.invoerder_aa)
    assert {p.plannaam for p in ontbreekt.plannen(import_, cast.invoerder_aa)} == {"Plan 1", "Plan 2"}
    assert {p.plannaam for p in ontbreekt.plannen(import_, cast.coordinator_oost)} == {"Plan 1"}
    assert ontbreekt.ontbreekt_van(import_, cast.coordinator_oost).aantal == 1
    van_oost = excel.controleer(excel.boek(KOP, rij(3)), door=cast.coordinator_oost)
    assert len(van_oost.samenvatting["ontbreekt"]["plannen"]) == 1


# --- The command -----------------------------------------------------------------------------------------------------


def test_commando_bewaart_de_foute_rijen_en_zegt_hoeveel_er_zijn(land, tmp_path, capsys):
    pad = tmp_path / "plannen.xlsx"
    rijen = [[*rij(n)[:4], f"tien{n}", DAG, None] for n in range(1, 31)]
    pad.write_bytes(excel.inhoud_van(excel.boek(KOP, *rijen)))
    call_command("importeer_plannen", pad, profiel="portaal-sjabloon", rijen=True, foute_rijen=tmp_path)
    uit = capsys.readouterr().out
    assert "toon 20 van 30 geweigerde rijen" in uit
    assert "(30 van 30)" in uit
    assert "Coördinaten" not in uit
    assert not Import.objects.exists()
    assert openpyxl.load_workbook(tmp_path / "plannen - foute rijen.xlsx").active.max_row == 31
    geo = tmp_path / "vlakken.geojson"
    geo.write_bytes(bestand(*tien_vlakken()))
    call_command("importeer_plannen", geo, profiel=PROFIEL, foute_rijen=tmp_path)
    assert len(json.loads((tmp_path / "vlakken - foute rijen.geojson").read_bytes())["features"]) == 4
    assert "Geen foute rijen" not in capsys.readouterr().out
    with pytest.raises(CommandError, match="niet te schrijven"):
        call_command("importeer_plannen", pad, profiel="portaal-sjabloon", foute_rijen=tmp_path / "weg")
