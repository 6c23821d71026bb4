"""The refused rows of an import: taken back as a file, mended, and offered again by themselves."""

import datetime
import io

import openpyxl
import pytest

from programmering.imports import fouterijen
from programmering.plannen.models import Plan

from . import test_import_excel as excel

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
