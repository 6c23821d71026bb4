"""Csv and xlsx: what is opened again is what went in, and nothing of it is a formula."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from woonzorg.export import STROOMRIJEN, bladnaam, csv_antwoord, csv_stroom, xlsx_antwoord

GEVAARLIJK = ["=1+1", "+31 6", "-5 woningen", "@SOM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://kwaad.example")', "#N/A"]


def open_boek(antwoord):
    return load_workbook(io.BytesIO(antwoord.content))


def test_geen_cel_is_een_formule():
    antwoord = xlsx_antwoord("x.xlsx", [("=Blad", ["=kolom"], [[t] for t in GEVAARLIJK])], kop=["=kop", "@kop"])
    cellen = [cel for rij in open_boek(antwoord).active.iter_rows() for cel in rij if cel.value is not None]
    assert {cel.data_type for cel in cellen} == {"s"}
    # A carriage return inside XML is read as a newline; the text stays a text.
    assert [c.value.replace("\n", "\r") for c in cellen] == ["=kop", "@kop", "=kolom", *GEVAARLIJK]
    assert all(c.quotePrefix for c in cellen if c.value[0] in "=+-@\t")
    with zipfile.ZipFile(io.BytesIO(antwoord.content)) as zip_:
        assert not any(b"<f>" in zip_.read(naam) or b"<f " in zip_.read(naam) for naam in zip_.namelist())


def test_csv_cellen_zijn_tekst():
    regels = csv_antwoord("x.csv", ["kolom"], [[t] for t in GEVAARLIJK[:4]]).content.decode("utf-8-sig").splitlines()
    assert regels == ["kolom", "'=1+1", "'+31 6", "'-5 woningen", "'@SOM(A1)"]


def test_een_stroom_geeft_hetzelfde_bestand_en_leest_pas_als_het_nodig_is():
    gelezen = []

    def rijen():
        for n in range(STROOMRIJEN + 2):
            gelezen.append(n)
            yield [n, "=1+1", None]

    antwoord = csv_stroom("x.csv", ["getal", "tekst", "leeg"], rijen())
    stukken = iter(antwoord.streaming_content)
    kop = next(stukken)
    assert gelezen == []
    next(stukken)
    assert len(gelezen) == STROOMRIJEN
    geheel = b"".join(csv_stroom("x.csv", ["getal", "tekst", "leeg"], rijen()).streaming_content)
    assert geheel.startswith(kop)
    assert geheel == csv_antwoord("x.csv", ["getal", "tekst", "leeg"], rijen()).content


def test_getallen_zijn_getallen_en_datums_datums():
    moment = datetime.datetime(2026, 7, 1, 12, 30, 15, tzinfo=datetime.UTC)
    rij = [12, -3, 1.5, Decimal("2.25"), datetime.date(2026, 11, 1), moment, None, "tekst", ["a"]]
    blad = open_boek(xlsx_antwoord("x.xlsx", [("Blad", [f"k{i}" for i in range(9)], [rij])])).active
    terug = [c.value for c in blad[2]]
    assert terug == [
        12, -3, 1.5, 2.25, datetime.datetime(2026, 11, 1), datetime.datetime(2026, 7, 1, 14, 30), None,
        "tekst", "['a']",
    ]  # fmt: skip
    assert [c.data_type for c in blad[2]][:6] == ["n", "n", "n", "n", "d", "d"]


def test_kop_staat_boven_de_tabel_en_de_kolommen_staan_vast():
    rijen = ([i, "een lange naam van een plan"] for i in range(500))
    boek = open_boek(xlsx_antwoord("x.xlsx", [("Plannen", ["nr", "naam"], rijen)], kop=["Keten van Aa", "voorlopig"]))
    blad = boek.active
    assert [blad["A1"].value, blad["A2"].value, blad["A3"].value] == ["Keten van Aa", "voorlopig", None]
    assert (blad["A4"].value, blad["A4"].font.bold, blad["A1"].font.bold) == ("nr", True, False)
    assert blad.freeze_panes == "A5"
    assert blad.max_row == 504
    assert blad.column_dimensions["A"].width < 12 < 25 < blad.column_dimensions["B"].width


def test_zonder_rijen_is_er_nog_een_tabel():
    blad = open_boek(xlsx_antwoord("x.xlsx", [("Leeg", ["a", "b"], [])])).active
    assert [[c.value for c in rij] for rij in blad.iter_rows()] == [["a", "b"]]
    assert blad.freeze_panes == "A2"


def test_wat_niet_in_een_bestand_kan_valt_weg():
    rijen = [["a\x00b\x0bc\x1f\ud800\uffff", "é — 老"]]
    blad = open_boek(xlsx_antwoord("x.xlsx", [("Blad\x07", ["k", "l"], rijen)])).active
    assert [c.value for c in blad[2]] == ["abc", "é — 老"]
    assert blad.title == "Blad"


@pytest.mark.parametrize(
    ("titel", "naam"),
    [
        ("Súdwest-Fryslân", "Súdwest-Fryslân"),
        ("'s-Gravenhage", "s-Gravenhage"),
        ("a/b\\c*d?e:f[g]", "a b c d e f g"),
        ("", "Blad"),
        ("???", "Blad"),
        ("x" * 40, "x" * 31),
    ],
)
def test_bladnaam(titel, naam):
    assert bladnaam(titel, set()) == naam


def test_bladnamen_zijn_verschillend_ook_zonder_hoofdletters():
    bladen = [(titel, ["k"], []) for titel in ("x" * 40, "X" * 35, "Aa", "aa", "AA")]
    namen = open_boek(xlsx_antwoord("x.xlsx", bladen)).sheetnames
    assert namen == ["x" * 31, "X" * 27 + " (2)", "Aa", "aa (2)", "AA (3)"]


@pytest.mark.parametrize(
    "maak", [lambda naam: csv_antwoord(naam, [], []), lambda naam: xlsx_antwoord(naam, [("a", [], [])])]
)
def test_bestandsnaam_staat_tussen_aanhalingstekens(maak):
    assert maak("keten NL.x")["Content-Disposition"] == 'attachment; filename="keten NL.x"'
    assert maak('a"; filename="b.exe')["Content-Disposition"] == 'attachment; filename="a\\"; filename=\\"b.exe"'
    assert maak("Fryslân.x")["Content-Disposition"] == "attachment; filename*=utf-8''Frysl%C3%A2n.x"
