"""The template: what is in it, and that plans written into it come out the same."""

import io
import random

import openpyxl
import pytest

from programmering.imports import profiel, rooster, sjabloon, velden
from programmering.plannen import lijsten
from programmering.plannen.models import Plan

from . import planmaker
from .test_import_excel import boek, controleer, leg_vast, meldingen, uitkomsten

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


def open_(inhoud: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(inhoud))


def bewaar(wb) -> bytes:
    uit = io.BytesIO()
    wb.save(uit)
    return uit.getvalue()


def vul(wb, rij: int, **waarden):
    """Writes into the row of the template by the headings of the sheet."""
    blad = wb["Plannen"]
    koppen = {cel.value: cel.column for cel in blad[3]}
    for naam, waarde in waarden.items():
        blad.cell(rij, koppen[naam.replace("_", " ")]).value = waarde
    return wb


def plannen_met_alles():
    return Plan.objects.select_related("gemeente__provincie", "gemeente__woondealregio").prefetch_related("regels")


# --- What is in it ---------------------------------------------------------------------------------------------------


def test_keuzelijsten_komen_uit_de_codelijsten():
    wb = open_(sjabloon.maak(gemeenten=["Aa", "Bee"]))
    assert wb.sheetnames == ["Plannen", "Uitleg", "Lijsten"]
    assert wb["Lijsten"].sheet_state == "hidden"
    koppen = {cel.value: cel.column_letter for cel in wb["Plannen"][3]}
    lijsten_in = {kolom[0].value: [c.value for c in kolom[1:] if c.value] for kolom in wb["Lijsten"].columns}
    for veld, codelijst in velden.CODELIJSTEN.items():
        assert lijsten_in[veld] == [str(label) for label in codelijst.labels]
    assert lijsten_in["gemeente"] == ["Aa", "Bee"]
    toetsen = {str(t.sqref).split(":")[0]: t for t in wb["Plannen"].data_validations.dataValidation}
    for kolom in ("Planologische status", "Plantype", "Vertrouwelijkheid", "Knelpunten", "Gemeente", "Sleutelproject"):
        assert toetsen[f"{koppen[kolom]}5"].type == "list"
    # More knelpunten than one may be typed.
    assert not toetsen[f"{koppen['Knelpunten']}5"].showErrorMessage
    assert toetsen[f"{koppen['Realisatiekans']}5"].type == "whole"
    assert toetsen[f"{koppen['Nieuwbouw totaal']}5"].type == "whole"
    formule = toetsen[f"{koppen['Planologische status']}5"].formula1
    assert formule.startswith("Lijsten!$") and formule.endswith(f"${len(lijsten.StatusPlanologisch) + 1}")


def test_elke_kolom_wordt_gelezen_en_zegt_wat_erin_hoort():
    blad = open_(sjabloon.maak(gemeenten=[]))["Plannen"]
    gekozen = profiel.laad("portaal-sjabloon")
    koppen = [cel.value for cel in blad[3]][1:]
    assert len(set(koppen)) == len(koppen)
    assert all(gekozen.kent(kop) for kop in koppen)
    assert set(sjabloon.kolom_van_veld(gekozen).values()) <= set(koppen)
    for groep, categorie in rooster.NAMEN:
        assert rooster.Kolom(groep, categorie, rooster.TOTAAL).naam in koppen
        assert rooster.Kolom(groep, categorie, rooster.GEREALISEERD).naam in koppen
    for categorie in lijsten.CATEGORIEEN["wonen_en_zorg"]:
        assert rooster.jaarkolom("wonen_en_zorg", categorie, "2027").naam in koppen
    assert all(cel.value for cel in blad[4])
    assert blad["A5"].value == "voorbeeld"


def test_leeg_sjabloon_heeft_geen_rijen_en_het_voorbeeld_klopt(land):
    inhoud = sjabloon.maak(gemeenten=["Aa"])
    from programmering.imports.lezers import Leesfout

    with pytest.raises(Leesfout, match="geen ingevulde rijen"):
        controleer(inhoud)
    # Somebody makes a plan of the example: without the mark it is one, and all right as it stands.
    wb = open_(inhoud)
    wb["Plannen"]["A5"].value = None
    import_ = controleer(wb)
    assert uitkomsten(import_) == {"nieuw": 1}
    assert not meldingen(import_)


def test_een_gewijzigd_voorbeeld_gaat_niet_stil_verloren(land):
    wb = vul(open_(sjabloon.maak(gemeenten=["Aa"])), 5, Plannaam="Mijn plan")
    import_ = controleer(wb)
    assert uitkomsten(import_) == {"geweigerd": 1}
    assert "voorbeeldrij van het sjabloon" in str(meldingen(import_))


def test_een_andere_versie_wordt_gelezen_en_genoemd(land, monkeypatch):
    wb = vul(open_(sjabloon.maak(gemeenten=["Aa"])), 6, Gemeente="Aa", Plannaam="Hof", Nieuwbouw_totaal=4)
    assert not controleer(wb).samenvatting["opmerkingen"]
    oud = sjabloon.versie()
    nieuw = [("nieuw", "Iets nieuws"), *lijsten.Woonmilieu.choices]
    monkeypatch.setitem(velden.CODELIJSTEN, "woonmilieu", type("Lijst", (), {"choices": nieuw}))
    assert sjabloon.versie() != oud
    import_ = controleer(wb)
    assert uitkomsten(import_) == {"nieuw": 1}
    assert "andere versie van het sjabloon" in str(import_.samenvatting["opmerkingen"])


def test_geen_cel_is_een_formule(land, maak_plan):
    maak_plan(plannaam="=1+1", toelichting="@x", plaats="+31")
    wb = open_(sjabloon.maak(gemeenten=["Aa"], plannen=plannen_met_alles()))
    assert not [c for blad in wb for rij in blad.iter_rows() for c in rij if c.data_type == "f"]


# --- There and back --------------------------------------------------------------------------------------------------

AANTAL = 15
VELDEN = [veld for veld in velden.SOORT if veld not in ("plannaam",)]


@pytest.mark.parametrize("seed", range(2))
def test_plannen_gaan_erin_en_komen_er_gelijk_uit(land, seed):
    rnd = random.Random(seed)
    for i in range(AANTAL):
        planmaker.maak(rnd, land[rnd.choice(["Aa", "Bee", "Cee"])], i)
    voor = {p.plannaam: planmaker.foto(p, VELDEN) for p in plannen_met_alles()}
    inhoud = sjabloon.maak(gemeenten=["Aa"], plannen=plannen_met_alles())
    import_ = leg_vast(inhoud)
    assert uitkomsten(import_) == {"ongewijzigd": AANTAL}, import_.samenvatting["redenen"]
    assert {p.plannaam: planmaker.foto(p, VELDEN) for p in plannen_met_alles()} == voor
    Plan.objects.all().delete()
    import_ = leg_vast(inhoud)
    assert uitkomsten(import_) == {"nieuw": AANTAL}, import_.samenvatting["redenen"]
    assert {p.plannaam: planmaker.foto(p, VELDEN) for p in plannen_met_alles()} == voor
    assert uitkomsten(leg_vast(inhoud)) == {"ongewijzigd": AANTAL}


def test_wat_iemand_in_excel_wijzigt_komt_per_cel_binnen(land):
    plan = planmaker.maak(
        random.Random(1), land["Aa"], 1, plannaam="Hof", plancode="", status_planologisch="3", knelpunten=[],
        vertrouwelijkheid="provincie", realisatiekans=None,
        regels=[planmaker._regel("nieuwbouw", "nieuwbouw", {"2027": 10, "2028": 10}, {}),
                planmaker._regel("wonen_en_zorg", "nultreden", {"2027": 10, "2028": 10}, {})],
    )  # fmt: skip
    wb = open_(sjabloon.maak(gemeenten=["Aa"], plannen=plannen_met_alles()))
    vul(
        wb, 6, Nultreden_totaal=15, Nultreden_2027=5, Geclusterd_totaal=5, Geclusterd_2027=5,
        Planologische_status="2A Vastgesteld", Realisatiekans=80, Plancode="A-1",
    )  # fmt: skip
    import_ = leg_vast(wb)
    assert uitkomsten(import_) == {"gewijzigd": 1}, meldingen(import_)
    wijzigingen = {w["veld"]: (w["oud"], w["nieuw"]) for w in import_.regels.get().wijzigingen}
    assert wijzigingen == {
        "Planologische status": ("3 In voorbereiding", "2A Vastgesteld"),
        "Vertrouwelijkheid": ("gemeente en provincie", "openbaar"),
        "Realisatiekans": ("", "80 %"),
        "Plancode": ("", "A-1"),
        "Nultreden totaal": ("20", "15"),
        "Nultreden 2027": ("10", "5"),
        "Geclusterd totaal": ("0", "5"),
        "Geclusterd 2027": ("0", "5"),
    }
    plan.refresh_from_db()
    assert (plan.plancode, plan.status_planologisch, plan.realisatiekans) == ("A-1", "2A", 80)
    assert uitkomsten(leg_vast(wb)) == {"ongewijzigd": 1}


def test_een_ontbrekende_kolom_en_een_lege_cel_maken_niets_leeg(land):
    planmaker.maak(
        random.Random(2), land["Aa"], 1, plannaam="Hof", plancode="A-1", plaats="Dorp", realisatiekans=70,
        toelichting="Blijft", knelpunten=["stikstof"], status_planologisch="3", vertrouwelijkheid="gemeente",
    )  # fmt: skip
    voor = planmaker.foto(plannen_met_alles().get(), VELDEN)
    kop = ["Gemeente", "Plannaam", "Plancode", "Plaats", "Toelichting", "Nultreden totaal"]
    assert uitkomsten(leg_vast(boek(kop, ["Aa", "Hof", "A-1", None, None, None]))) == {"ongewijzigd": 1}
    assert planmaker.foto(plannen_met_alles().get(), VELDEN) == voor
    # What this source had there itself, it may empty.
    assert uitkomsten(leg_vast(boek(kop, ["Aa", "Hof", "A-1", "Stad", None, None]))) == {"gewijzigd": 1}
    assert uitkomsten(leg_vast(boek(kop, ["Aa", "Hof", "A-1", None, None, None]))) == {"gewijzigd": 1}
    assert planmaker.foto(plannen_met_alles().get(), VELDEN) == voor | {"plaats": ""}


# --- Columns of others -----------------------------------------------------------------------------------------------


def test_platte_kolommen_uit_gelderland(land):
    kop = [
        "plannaam", "gemeente", "status_planologisch", "vertrouwelijkheid", "opdrachtgever_type", "projectfase",
        "beoogd_woonmilieu_ABF5", "knelpunten_meerkeuze", "realisatiekans", "Totaal_bouw", "Totaal_gerealiseerd",
        "aantal_nultreden_woningen", "aantal_geclusterde_woningen", "aantal_zorggeschikte_woningen",
    ]  # fmt: skip
    rij = [
        "Hof", "Aa", "3", "ProvincieGemeente", "Woningbouwcorporatie", "3. Ontwerp", "Buitencentrum",
        "Stikstof, Maatschappelijk draagvlak, Procedures, bezwaar en beroep", "70%", 100, 0, 20, 30, 10,
    ]  # fmt: skip
    import_ = leg_vast(boek(kop, rij))
    assert uitkomsten(import_) == {"nieuw": 1}, meldingen(import_)
    plan = Plan.objects.get()
    assert plan.knelpunten == ["draagvlak", "procedures_bezwaar_beroep", "stikstof"]
    assert (plan.realisatiekans, plan.woonmilieu, plan.status_project) == (70, "buiten_centrum", "ontwerp")
    assert plan.opdrachtgever_soort == "woningcorporatie"
    assert {r.categorie: r.gepland for r in plan.regels.filter(groep="wonen_en_zorg")} == {
        "nultreden": 20, "geclusterd": 30, "zorggeschikt": 10, "onbekend": 40,
    }  # fmt: skip
    # The message calls the column as the file does.
    rij[11] = 90
    assert (
        "",
        "Wonen en zorg",
        "",
        "Wonen en zorg telt op tot 130, maar er zijn 100 woningen: 30 te veel.",
    ) in meldingen(controleer(boek(kop, [*rij])), soort="fout")
    rij[11] = "veel"
    [melding] = meldingen(controleer(boek(kop, rij)), soort="fout")
    assert melding[:3] == ("L2", "aantal_nultreden_woningen", "veel")


GENEST = ["Gemeente", "Plannaam", "Planologische status", "Nieuwbouw totaal", "Nieuwbouw 2027", "Nultreden totaal",
          "Geclusterd totaal", "Zorggeschikt totaal", "Geclusterd waarvan corporatie",
          "Zorggeschikt waarvan corporatie", "Nultreden waarvan corporatie"]  # fmt: skip


def test_geneste_aantallen_worden_van_elkaar_afgetrokken(land):
    import_ = leg_vast(boek(GENEST, ["Aa", "Hof", "3", 100, 100, 60, 40, 10, 20, 10, 30]), profiel="portaal-genest")
    assert uitkomsten(import_) == {"nieuw": 1}, meldingen(import_)
    regels = {r.categorie: r for r in Plan.objects.get().regels.filter(groep="wonen_en_zorg")}
    assert {c: r.gepland for c, r in regels.items()} == {
        "nultreden": 20, "geclusterd": 30, "zorggeschikt": 10, "onbekend": 40,
    }  # fmt: skip
    assert {c: r.waarvan_corporatie for c, r in regels.items() if c != "onbekend"} == {
        "nultreden": 10, "geclusterd": 10, "zorggeschikt": 10,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("aantallen", "zin"),
    [
        ((60, 70, 10), "geclusterd een deel van nultreden, maar staan er 70 tegen 60"),
        ((60, 40, 50), "zorggeschikt een deel van geclusterd, maar staan er 50 tegen 40"),
        ((101, 40, 10), "telt op tot 101, maar er zijn 100 woningen: 1 te veel"),
    ],
)
def test_geneste_aantallen_die_niet_kunnen(land, aantallen, zin):
    import_ = controleer(boek(GENEST, ["Aa", "Hof", "3", 100, 100, *aantallen]), profiel="portaal-genest")
    assert uitkomsten(import_) == {"geweigerd": 1}
    assert zin in str(meldingen(import_, soort="fout"))


def test_genest_zonder_de_drie_kolommen_wordt_niet_aangenomen(land):
    from programmering.imports.lezers import Leesfout

    with pytest.raises(Leesfout, match="mist de kolommen Geclusterd totaal, Zorggeschikt totaal"):
        controleer(boek(GENEST[:6], ["Aa", "Hof", "3", 1, 1, 1]), profiel="portaal-genest")


# --- Sums ------------------------------------------------------------------------------------------------------------

KOP = ["Gemeente", "Plannaam", "Planologische status", "Invoer", "Nieuwbouw totaal", "Nieuwbouw gerealiseerd",
       "Nieuwbouw 2027", "Nieuwbouw 2028", "Nultreden totaal", "Nultreden gerealiseerd", "Nultreden 2027",
       "Geclusterd totaal", "Geclusterd gerealiseerd"]  # fmt: skip


@pytest.mark.parametrize(
    ("rij", "zin"),
    [
        ([10, 0, 5, 4], "de jaren tellen op tot 9, maar er resten 10 woningen"),
        ([10, 12, None, None], "meer woningen gerealiseerd (12) dan gepland (10)"),
        ([10, 0, 10, 0, 11, 0, 11], "telt op tot 11, maar er zijn 10 woningen: 1 te veel"),
        ([10, 0, 4, 6, 8, 0, 8], "2027: samen 8, maar nieuwbouw is 4: 4 te veel"),
        ([10, 4, 6, 0, 5, 0, None, 5, 0], "gerealiseerd"),
    ],
)
def test_wat_niet_optelt_weigert_de_rij_maar_mag_als_concept(land, rij, zin):
    import_ = controleer(boek(KOP, ["Aa", "Hof", "3", "", *rij]))
    assert uitkomsten(import_) == {"geweigerd": 1}
    assert zin in str(meldingen(import_, soort="fout"))
    import_ = leg_vast(boek(KOP, ["Aa", "Hof", "3", "concept", *rij]))
    assert uitkomsten(import_) == {"nieuw": 1}
    assert import_.samenvatting["met_waarschuwing"] == 1
    assert Plan.objects.get().invoerstatus == "concept"


def test_totaal_dat_niet_is_ingevuld_volgt_uit_de_jaren(land):
    import_ = leg_vast(boek(KOP, ["Aa", "Hof", "3", "", None, 2, 5, 4]))
    assert uitkomsten(import_) == {"nieuw": 1}
    assert "Het totaal is niet ingevuld" in str(meldingen(import_))
    assert Plan.objects.get().regels.get(groep="nieuwbouw").gepland == 11


@pytest.mark.parametrize(
    ("velden_", "zin"),
    [
        ({"Knelpunten": "Geen; Stikstof"}, "'Geen' kan niet samen"),
        ({"Knelpunten": "Stikstof; Draken"}, "'Draken' staat niet in de lijst"),
        ({"Realisatiekans": 5}, "tussen 10 en 100"),
        ({"Realisatiekans": "vast wel"}, "geen percentage"),
        ({"Sleutelproject": "misschien"}, "'ja' of 'nee'"),
        ({"Breidt bestaand cluster uit": "Hof"}, "waarom dit plan bij het bestaande cluster"),
        ({"Plaats": "x" * 200}, "te lang"),
        ({"Gemeente": None}, "leeg, maar is nodig"),
        ({"Plannaam": "Totaal", "Gemeente": None}, "rij met totalen"),
        ({"Gemeente": "Atlantis"}, "bestaat niet"),
    ],
)
def test_elke_vergissing_heeft_een_eigen_zin(land, velden_, zin):
    waarden = {"Gemeente": "Aa", "Plannaam": "Hof", "Planologische status": "3", "Nieuwbouw totaal": 1} | velden_
    import_ = controleer(boek(list(waarden), list(waarden.values())))
    assert uitkomsten(import_) == {"geweigerd": 1}
    assert zin in str(meldingen(import_, soort="fout"))


def test_een_andere_plan_met_die_naam(land, maak_plan):
    maak_plan(plannaam="Hof", plancode="A-9")
    kop = ["Gemeente", "Plannaam", "Plancode", "Nieuwbouw totaal"]
    import_ = controleer(boek(kop, ["Aa", "Hof", "A-1", 3], ["Aa", "Laan", None, 3], ["Aa", "Laan", None, 4]))
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 2}
    assert "heeft deze naam al" in str(meldingen(import_, 1))
    assert "staat al in rij 3 van het bestand" in str(meldingen(import_, 3))
    import_ = controleer(boek(kop, ["Aa", "Hof", None, 20], ["Aa", "Anders", "A-9", 20]))
    assert "Dit plan staat al in rij 2" in str(meldingen(import_, 2))


def test_van_een_rij_met_heel_veel_fouten_staat_een_deel_en_het_aantal(land):
    kop = [
        "Gemeente",
        "Plannaam",
        *(f"Nultreden {j}" for j in range(2020, 2061)),
        *(f"Regulier {j}" for j in range(2020, 2061)),
    ]
    import_ = controleer(boek(kop, ["Aa", "Hof", *["x"] * 82]))
    meldingen_ = import_.regels.get().meldingen
    assert len(meldingen_) == 51
    assert "toon 50 van 82" in meldingen_[-1]["melding"]
