"""Forms of the Planmonitor: written and read again, and filled in by people, with the mistakes that people make."""

import io
import random

import openpyxl
import pytest

from programmering.imports import formulieren, velden
from programmering.imports.lezers import Leesfout
from programmering.plannen import lijsten
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel

from . import planmaker
from .test_import_excel import controleer, inhoud_van, leg_vast, meldingen, uitkomsten

pytestmark = pytest.mark.django_db
PROFIEL = "planmonitor"
# What the form has no place for.
BUITEN = ("peildatum", "realisatiekans", "gebiedsontwikkeling", "instellingsterrein", "breidt_uit",
          "breidt_uit_reden", "invoerstatus")  # fmt: skip
VELDEN = [veld for veld in velden.SOORT if veld not in (*BUITEN, "plannaam")]
ZONDER = ("gerealiseerd_per_jaar", "waarvan_corporatie")
AANTAL = 15


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


def plannen_met_alles():
    return Plan.objects.select_related("gemeente__provincie", "gemeente__woondealregio").prefetch_related("regels")


def open_(inhoud: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(inhoud))


# --- The layout ------------------------------------------------------------------------------------------------------

KOP = ["Plannaam", "Plaatsnaam", "Gemeente", "Regio", "Provincie", "Plantype", "Vertrouwelijkheid", "Status Project",
       "Status Planologisch", "Knelpunten", "Woonmilieu", "Studentenwoningen", "Opdrachtegever", "Opdrachtgever Naam",
       "Sleutelproject", "Opmerkingen"]  # fmt: skip
TABELKOP = ["Groepnaam", "Totalen", "Check", "Gerealiseerd", "Restcapaciteit", *map(str, range(2024, 2044)), "Check"]
REGELS = {
    19: ("Nieuwbouw", "nieuwbouw"), 20: ("Eengezins", "woningtype"), 21: ("Meergezins", None), 22: ("Onbekend", None),
    23: ("Nultreden", "wonen en zorg"), 24: ("Geclusterd", None), 25: ("Zorggeschikt", None), 26: ("Onbekend", None),
    27: ("Regulier", None), 28: ("Flexwoningen", "flexwoningen"), 29: ("Regulier permanent", None),
    30: ("Sociale huur", "betaalbaarheid"), 31: ("Huur middenhuur", None), 32: ("Huur dure huur", None),
    33: ("Huur onbekend", None), 34: ("Koop betaalbare koop", None), 35: ("Koop dure koop", None),
    36: ("Koop onbekend", None), 37: ("Onbekend Koop of Huur", None), 38: ("Sloop", "sloop"),
}  # fmt: skip


def leeg_blad(wb: openpyxl.Workbook, naam: str):
    """The form as gemeenten have it: empty, with its own formulas and merged cells."""
    blad = wb.create_sheet(naam)
    for nummer, label in enumerate(KOP, 1):
        blad.cell(nummer, 1, label)
    for kolom, kop in enumerate(TABELKOP, 2):
        blad.cell(18, kolom, kop)
    for nummer, (label, groep) in REGELS.items():
        blad.cell(nummer, 1, label)
        blad.cell(nummer, 2, groep)
        blad.cell(nummer, 6, f"=C{nummer}-E{nummer}")
        if nummer != 38:
            blad.cell(nummer, 27, f"=F{nummer}-SUM(G{nummer}:Z{nummer})")
    for bereik in ("B20:B22", "D20:D22", "B23:B27", "D23:D27", "B28:B29", "D28:D29", "B30:B37", "D30:D37"):
        blad.merge_cells(bereik)
    return blad


def test_de_opmaak_is_die_van_het_formulier(land):
    planmaker.maak(random.Random(4), land["Aa"], 1, plannaam="Hof", plancode="", regels=[
        Regel("nieuwbouw", "nieuwbouw", 12, 2, {"2027": 4, "2028": 6}, {"2024": 2}),
        Regel("wonen_en_zorg", "geclusterd", 12, 2, {"2027": 4, "2028": 6}, {"2024": 2}, 5),
    ])  # fmt: skip
    blad = open_(formulieren.maak(plannen_met_alles()))["Hof"]
    voorbeeld = leeg_blad(openpyxl.Workbook(), "Hof")
    assert [blad.cell(n, 1).value for n in range(1, 17)] == KOP
    assert [cel.value for cel in blad[18]][1:] == TABELKOP
    for nummer in REGELS:
        for kolom in (1, 2, 6, 27):
            assert blad.cell(nummer, kolom).value == voorbeeld.cell(nummer, kolom).value
    assert {str(b) for b in blad.merged_cells.ranges} == {str(b) for b in voorbeeld.merged_cells.ranges}
    assert blad["D23"].value == "=C19-SUM(C23:C27)"
    assert [blad["C19"].value, blad["E19"].value, blad["J19"].value, blad["K19"].value] == [12, 2, 4, 6]
    assert [blad["C24"].value, blad["E24"].value, blad["J24"].value] == [12, 2, 4]


def test_geen_tekst_van_een_plan_wordt_een_formule(land):
    planmaker.maak(random.Random(3), land["Aa"], 1, plannaam="=1+1", toelichting="=2", opdrachtgever_naam="+3")
    blad = open_(formulieren.maak(plannen_met_alles())).worksheets[0]
    formules = {cel.value for rij in blad.iter_rows() for cel in rij if cel.data_type == "f"}
    assert all(f.startswith(("=C", "=F")) for f in formules)
    assert blad["B1"].data_type == "s"


@pytest.mark.parametrize("seed", range(2))
def test_plannen_gaan_erin_en_komen_er_gelijk_uit(land, seed):
    rnd = random.Random(seed)
    for i in range(AANTAL):
        planmaker.maak(rnd, land[rnd.choice(["Aa", "Bee", "Cee"])], i)
    voor = {p.plannaam: planmaker.foto(p, VELDEN, zonder=ZONDER) for p in plannen_met_alles()}
    alles = {p.plannaam: planmaker.foto(p, velden.SOORT) for p in plannen_met_alles()}
    inhoud = formulieren.maak(plannen_met_alles())
    import_ = leg_vast(inhoud, profiel=PROFIEL)
    assert uitkomsten(import_) == {"ongewijzigd": AANTAL}, import_.samenvatting["redenen"]
    # What the form does not hold is not touched either.
    assert {p.plannaam: planmaker.foto(p, velden.SOORT) for p in plannen_met_alles()} == alles
    Plan.objects.all().delete()
    import_ = leg_vast(inhoud, profiel=PROFIEL)
    assert uitkomsten(import_) == {"nieuw": AANTAL}, import_.samenvatting["redenen"]
    assert {p.plannaam: planmaker.foto(p, VELDEN, zonder=ZONDER) for p in plannen_met_alles()} == voor
    assert uitkomsten(leg_vast(inhoud, profiel=PROFIEL)) == {"ongewijzigd": AANTAL}


# --- Filled in by hand -----------------------------------------------------------------------------------------------

GOED = {
    "B1": "Hof van Aa", "B2": "Dorp", "B3": "Aa", "B5": "Oost", "B6": "Verdichting", "B7": "Provincie", "B8": "Ontwerp",
    "B9": "3. In voorbereiding", "B10": "Stikstof, Maatschappelijk draagvlak", "B11": "Dorps", "B12": 0,
    "B13": "Woningbouwcorporatie", "B14": "De Sleutel", "B15": "nee", "C19": 40, "E19": 4, "J19": 20, "K19": 16,
    "C21": 40, "E21": 4, "J21": 20, "K21": 16, "C23": 16, "E23": 4, "K23": 12, "C24": 24, "J24": 20, "K24": 4,
    "C30": 24, "E30": 0, "C31": 16, "E31": 4, "C29": 40, "E29": 4, "J29": 20, "K29": 16, "C38": 3,
}  # fmt: skip
# sheet -> (what is different from a good one, outcome, the message and the cell it names)
VERGISSINGEN = {
    "1 goed": ({}, "nieuw", "", ""),
    "2 status": ({"B1": "Twee", "B9": "Bijna klaar"}, "geweigerd", "'Bijna klaar' staat niet in de lijst", "B9"),
    "3 jaren": ({"B1": "Drie", "K19": 15}, "geweigerd", "de jaren tellen op tot 35, maar er resten 36", ""),
    "4 groep te veel": ({"B1": "Vier", "C24": 30, "J24": 26}, "geweigerd", "telt op tot 46, maar er zijn 40", ""),
    "5 tekst": ({"B1": "Vijf", "C23": "ca. 16"}, "geweigerd", "geen geheel getal", "C23"),
    "6 gemeente": ({"B1": "Zes", "B3": "Atlantis"}, "geweigerd", "Gemeente 'Atlantis' bestaat niet", "B3"),
    "7 naam vergeten": ({"B1": None}, "geweigerd", "leeg, maar is nodig", "B1"),
    "8 eigen regel": ({"B1": "Acht", "A24": "Hofje"}, "geweigerd", "De regel 'Hofje' staat niet in deze groep", "A24"),
    "9 formule": ({"B1": "Negen", "C19": "=C23+C24"}, "geweigerd", "formule zonder uitkomst", "C19"),
    "10 twee keer": ({}, "geweigerd", "staat al in rij 1 van blad '1 goed'", "B1"),
    "11 geneste telling": ({"B1": "Elf", "C23": 40, "J23": 20, "K23": 16}, "geweigerd", "telt op tot 64", ""),
    "12 totaal vergeten": ({"B1": "Twaalf", "C19": None}, "nieuw", "Het totaal is niet ingevuld", "C19"),
    "13 jaartal": ({"B1": "Dertien", "J18": "20227"}, "geweigerd", "Kolom '20227' kent het portaal niet", "J18"),
    "14 niet verdeeld": ({"B1": "Veertien", "C24": None, "J24": None, "K24": None}, "nieuw", "De andere 24 staan", ""),
    "15 min": ({"B1": "Vijftien", "C38": -3}, "geweigerd", "niet negatief", "C38"),
    "16 knelpunt": ({"B1": "Zestien", "B10": "Geen; Stikstof"}, "geweigerd", "'Geen' kan niet samen", "B10"),
    "17 overschreven": ({"B1": "Zeventien", "F19": 30}, "geweigerd", "Totaal 40 min gerealiseerd 4 is 36", "F19"),
}  # fmt: skip


def met_de_hand() -> openpyxl.Workbook:
    wb = openpyxl.Workbook()
    wb.active.title = "Leeswijzer"
    wb.active["A1"] = "Vul per plan een blad in"
    for naam, (anders, *_) in VERGISSINGEN.items():
        blad = leeg_blad(wb, naam)
        for cel, waarde in (GOED | anders).items():
            blad[cel] = waarde
    leeg_blad(wb, "18 leeg")
    return wb


def test_met_de_hand_gevuld_elke_vergissing_krijgt_haar_melding_en_houdt_alleen_haar_blad_tegen(land):
    import_ = controleer(met_de_hand(), profiel=PROFIEL)
    assert set(import_.samenvatting["opmerkingen"]) == {
        "Blad 'Leeswijzer' is geen Planmonitorformulier en is niet gelezen.",
        "Blad '18 leeg' is een leeg formulier en is niet gelezen.",
    }
    gezien = {r.blad: r for r in import_.regels.all()}
    assert list(gezien) == list(VERGISSINGEN)
    for naam, (_, uitkomst, zin, cel) in VERGISSINGEN.items():
        regel = gezien[naam]
        gezegd = [(m.get("cel", ""), m["melding"]) for m in regel.meldingen]
        assert regel.uitkomst == uitkomst, f"{naam}: {gezegd}"
        if zin:
            assert [c for c, melding in gezegd if zin in melding] == [cel], f"{naam}: {gezegd}"
        else:
            assert not gezegd, naam
    leg_vast(inhoud_van(met_de_hand()), profiel=PROFIEL)
    assert set(Plan.objects.values_list("plannaam", flat=True)) == {"Hof van Aa", "Twaalf", "Veertien"}


def test_een_goed_formulier_wordt_het_plan_dat_er_staat(land):
    leg_vast(met_de_hand(), profiel=PROFIEL)
    plan = Plan.objects.get(plannaam="Hof van Aa")
    assert (plan.plaats, plan.status_planologisch, plan.vertrouwelijkheid) == ("Dorp", "3", "provincie")
    assert (plan.opdrachtgever_soort, plan.opdrachtgever_naam) == ("woningcorporatie", "De Sleutel")
    assert (plan.studentenwoningen, plan.sleutelproject, plan.knelpunten) == (False, False, ["draagvlak", "stikstof"])
    assert plan.invoerstatus == lijsten.Invoerstatus.GEREED
    regels = {r.categorie: r for r in plan.regels.filter(groep="wonen_en_zorg")}
    # The form counts every home once: 16 + 24 is all of the 40.
    assert {c: (r.gepland, r.gerealiseerd, r.rest_per_jaar) for c, r in regels.items()} == {
        "nultreden": (16, 4, {"2028": 12}),
        "geclusterd": (24, 0, {"2027": 20, "2028": 4}),
    }
    # Totals without years follow those of nieuwbouw, in the year and in what was realised.
    huur = {r.categorie: r for r in plan.regels.filter(groep="betaalbaarheid")}
    assert (huur["sociale_huur"].gepland, huur["middenhuur"].gerealiseerd) == (24, 4)
    assert plan.regels.get(groep="sloop").rest_per_jaar == {"onbekend": 3}


def test_opnieuw_aanbieden_is_niets_nieuws_en_een_wijziging_is_die_cel(land):
    leg_vast(met_de_hand(), profiel=PROFIEL)
    import_ = controleer(met_de_hand(), profiel=PROFIEL)
    assert uitkomsten(import_) == {"ongewijzigd": 3, "geweigerd": 14}
    wb = met_de_hand()
    wb["1 goed"]["B9"], wb["1 goed"]["C23"], wb["1 goed"]["C24"] = "2A. Vastgesteld", 12, 28
    wb["1 goed"]["K23"], wb["1 goed"]["K24"] = 8, 8
    import_ = controleer(wb, profiel=PROFIEL)
    assert uitkomsten(import_) == {"gewijzigd": 1, "ongewijzigd": 2, "geweigerd": 14}
    assert {w["veld"]: (w["oud"], w["nieuw"]) for w in import_.regels.get(nummer=1).wijzigingen} == {
        "Planologische status": ("3 In voorbereiding", "2A Vastgesteld"),
        "Vertrouwelijkheid": ("gemeente en provincie", "openbaar"),
        "Nultreden totaal": ("16", "12"),
        "Nultreden 2028": ("12", "8"),
        "Geclusterd totaal": ("24", "28"),
        "Geclusterd 2028": ("4", "8"),
    }


def test_alleen_lege_formulieren():
    wb = openpyxl.Workbook()
    leeg_blad(wb, "Plan 1")
    with pytest.raises(Leesfout, match="geen ingevuld"):
        controleer(wb, profiel=PROFIEL)


def test_verborgen_formulier_wordt_genoemd_en_niet_gelezen(land):
    wb = met_de_hand()
    wb["1 goed"].sheet_state = "hidden"
    import_ = controleer(wb, profiel=PROFIEL)
    assert "Blad '1 goed' is verborgen en is niet gelezen." in import_.samenvatting["opmerkingen"]
    # Its double is the only one now.
    assert not [m for m in meldingen(import_, 9) if "twee keer" in m[3]]


def test_een_formulier_met_extra_rijen_jaren_en_een_verschoven_kop(land):
    wb = openpyxl.Workbook()
    blad = leeg_blad(wb, "Plan")
    onbekend = {"AA18": "Jaar onbekend", "AA19": 5, "AA21": 5, "AA23": 5, "AA29": 5}
    minder = {"K19": 11, "K21": 11, "K23": 7, "K29": 11}
    for cel, waarde in (GOED | onbekend | minder).items():
        blad[cel] = waarde
    for nummer in REGELS:
        blad.cell(nummer, 27).value = onbekend.get(f"AA{nummer}")
    blad.unmerge_cells("B23:B27")
    blad.insert_rows(1, 2)
    blad["A1"] = "Aangeleverd door Piet"
    import_ = leg_vast(wb, profiel=PROFIEL)
    assert uitkomsten(import_) == {"nieuw": 1}, meldingen(import_)
    plan = Plan.objects.get(plannaam="Hof van Aa")
    assert plan.regels.get(groep="nieuwbouw").rest_per_jaar == {"2027": 20, "2028": 11, "onbekend": 5}
    assert plan.regels.get(categorie="nultreden").rest_per_jaar == {"2028": 7, "onbekend": 5}
    assert import_.samenvatting["onbekende_kolommen"] == ["Aangeleverd door Piet"]
