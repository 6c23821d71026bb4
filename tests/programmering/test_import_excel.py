"""Excel and csv by the same road: what people's files look like, and what is said of what cannot be read."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from programmering.imports import actions, lezers
from programmering.imports.lezers import Leesfout, basis, kies_lezer, werkboek
from programmering.imports.models import Import
from programmering.plannen.actions import als_regels
from programmering.plannen.models import Plan

SJABLOON = "portaal-sjabloon"
KOP = ["Plancode", "Gemeente", "Plannaam", "Planologische status", "Nieuwbouw totaal", "Nieuwbouw 2027", "Peildatum"]
BLAD1 = "xl/worksheets/sheet1.xml"
RIJ = ["A-1", "Aa", "De Hof", "3 In voorbereiding", 10, 10, datetime.date(2026, 1, 1)]


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


def boek(*rijen, blad="Plannen", **bladen) -> openpyxl.Workbook:
    wb = openpyxl.Workbook()
    wb.active.title = blad
    for rij in rijen:
        wb.active.append(rij)
    for naam, inhoud in bladen.items():
        for rij in inhoud:
            (wb[naam] if naam in wb.sheetnames else wb.create_sheet(naam)).append(rij)
    return wb


def inhoud_van(wb: openpyxl.Workbook) -> bytes:
    uit = io.BytesIO()
    wb.save(uit)
    return uit.getvalue()


def verander(inhoud: bytes, *anders: tuple[str, bytes, bytes], erbij: dict | None = None) -> bytes:
    """The same zip with other bytes in a part; `erbij` are parts that were not there."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as oud, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for naam in oud.namelist():
            deel = oud.read(naam)
            for waar, van, naar in anders:
                if waar == naam:
                    assert re.search(van, deel), f"{van} staat niet in {naam}: {deel[:2000]}"
                    deel = re.sub(van, naar, deel)
            nieuw.writestr(naam, deel)
        for naam, deel in (erbij or {}).items():
            nieuw.writestr(naam, deel)
    return uit.getvalue()


def controleer(inhoud, *, naam="plannen.xlsx", profiel=SJABLOON, door=None) -> Import:
    if isinstance(inhoud, openpyxl.Workbook):
        inhoud = inhoud_van(inhoud)
    import_ = actions.ontvang(
        bestandsnaam=naam, inhoud=inhoud, profielnaam=profiel, srid=None, door=door, door_naam="test"
    )
    actions.controleer_import(import_.pk, gebonden=door is not None)
    import_.refresh_from_db()
    assert import_.status == Import.Status.GECONTROLEERD, import_.fout
    return import_


def leg_vast(inhoud, **opties) -> Import:
    import_ = controleer(inhoud, **opties)
    assert actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk, gebonden=opties.get("door") is not None)
    import_.refresh_from_db()
    assert import_.status == Import.Status.VASTGELEGD, import_.fout
    return import_


def uitkomsten(import_) -> dict:
    return {u: n for u, n in import_.samenvatting["uitkomsten"].items() if n}


def meldingen(import_, nummer=1, soort=None) -> list[tuple]:
    """(cel, kolom, waarde, melding) of one row."""
    return [
        (m.get("cel", ""), m["kolom"], m["waarde"], m["melding"])
        for m in import_.regels.get(nummer=nummer).meldingen
        if soort in (None, m["soort"])
    ]


def lees(inhoud, naam="plannen.xlsx", herken=lambda kolom: kolom in KOP):
    inhoud = inhoud_van(inhoud) if isinstance(inhoud, openpyxl.Workbook) else inhoud
    lezer = kies_lezer(naam, inhoud, herken_kolom=herken)
    lezer.controleer(naam, inhoud)
    return lezer.kop(inhoud), list(lezer.rijen(inhoud))


# --- The whole road --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_een_werkboek_wordt_een_plan_en_de_tweede_keer_niets(land):
    wb = boek(KOP, RIJ, ["A-2", "Aa", "De Laan", "1A", 5, 5, "13-2-2026"])
    import_ = controleer(wb)
    assert uitkomsten(import_) == {"nieuw": 2}
    assert not meldingen(import_)
    assert not Plan.objects.exists()
    leg_vast(wb)
    plan = Plan.objects.get(plancode="A-1")
    assert (plan.plannaam, plan.gemeente.naam, plan.status_planologisch) == ("De Hof", "Aa", "3")
    assert (plan.vertrouwelijkheid, plan.invoerstatus, plan.geometrie) == ("provincie", "gereed", None)
    assert plan.peildatum == datetime.date(2026, 1, 1)
    assert Plan.objects.get(plancode="A-2").peildatum == datetime.date(2026, 2, 13)
    assert {(r.sleutel, r.gepland, r.rest_per_jaar["2027"]) for r in als_regels(plan)} >= {
        (("nieuwbouw", "nieuwbouw"), 10, 10),
        (("wonen_en_zorg", "onbekend"), 10, 10),
    }
    assert uitkomsten(leg_vast(wb)) == {"ongewijzigd": 2}
    assert Plan.objects.count() == 2


@pytest.mark.django_db
def test_een_melding_noemt_blad_rij_kolom_en_waarde_zoals_excel_ze_toont(land):
    wb = boek(["Plannen van Aa"], [], KOP, RIJ, [], ["A-2", "Aa", "De Laan", "9Z", "tien", 10, "gisteren"])
    import_ = controleer(wb)
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    regel = import_.regels.get(nummer=2)
    assert (regel.blad, regel.rij) == ("Plannen", 6)
    assert sorted(m[:3] for m in meldingen(import_, 2)) == [
        ("D6", "Planologische status", "9Z"),
        ("E6", "Nieuwbouw totaal", "tien"),
        ("G6", "Peildatum", "gisteren"),
    ]
    assert any("kolomkoppen staan in rij 3" in o for o in import_.samenvatting["opmerkingen"])


@pytest.mark.django_db
@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
@pytest.mark.parametrize("codering", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_csv_met_elke_scheiding_en_codering(land, scheiding, codering):
    rijen = [KOP, ["A-1", "Aa", '"Café; de, Hof"', "3 In voorbereiding", "1.234", "1.234", "1 mrt 2026"], [""] * 7]
    inhoud = "\r\n".join(scheiding.join(rij) for rij in rijen).encode(codering)
    import_ = leg_vast(inhoud, naam="plannen.csv")
    plan = Plan.objects.get()
    assert (plan.plannaam, plan.peildatum) == ("Café; de, Hof", datetime.date(2026, 3, 1))
    assert plan.regels.get(groep="nieuwbouw").gepland == 1234
    assert (import_.regels.get().blad, import_.regels.get().rij) == ("csv", 2)


def test_csv_uit_excel_met_sep_regel_en_een_cel_van_twee_regels():
    tekst = 'sep=,\r\nPlancode,Gemeente,Plannaam,Toelichting\r\nA-1,Aa,"De\r\nHof",x\r\n\r\nA-2,Aa,\'=Laan,y\r\n'
    kop, rijen = lees(tekst.encode(), "p.csv")
    assert kop.aantal == 2
    assert [r.rij for r in rijen] == [2, 4]
    assert rijen[1].feature["properties"]["Plannaam"] == "=Laan"
    assert not kop.met_vlakken


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "leeg"),
        (b"  \n ", "leeg"),
        (b"PK\x03\x04", "Excelbestand met de naam van een csv"),
        (b"a;b;c\n1;2;3", "geen rij met kolomkoppen"),
        (b"Plancode;Gemeente;Plannaam\n", "geen ingevulde rijen"),
        (b'Plancode;Gemeente;Plannaam\nA-1;"Aa;Hof\n', "vanaf rij 2"),
        (b"Plancode;Gemeente;Plannaam\n\x81\xff\x81", "tekens in dit bestand"),
        (b"Plancode;Gemeente;Plannaam\nA\x00;b;c", "geen csv"),
        (b"Plancode;Gemeente;Plannaam;plancode\nA;b;c;d", "twee keer, in A en in D"),
    ],
)
def test_csv_die_niet_kan(inhoud, zin):
    with pytest.raises(Leesfout, match=zin):
        lees(inhoud, "p.csv")


# --- What people's sheets look like ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waarde", "uitkomst"),
    [
        ("1.234", 1234),
        ("1 234", 1234),
        (12.0, 12),
        ("12,0", 12),
        ("  12 ", 12),
        (12.000000000000002, 12),
        (1.234, "Bedoelt u 1234?"),
        ("1.234,5", "geen geheel getal"),
        ("1,234", "Bedoelt u 1234?"),
        (3.5, "geen geheel getal"),
        (-3, "niet negatief"),
        (10**9, "Meer dan 100.000"),
        (True, "geen geheel getal"),
        (datetime.date(2026, 2, 1), "Hier staat een datum"),
        ("n.v.t.", "geen geheel getal"),
    ],
)
def test_getallen_zoals_mensen_ze_typen(land, waarde, uitkomst):
    import_ = controleer(boek(KOP, ["A", "Aa", "Hof", "3", waarde, None, None]))
    if isinstance(uitkomst, int):
        assert uitkomsten(import_) == {"nieuw": 1}
        leg_vast(boek(KOP, ["A", "Aa", "Hof", "3", waarde, None, None]))
        assert Plan.objects.get().regels.get(groep="nieuwbouw").gepland == uitkomst
    else:
        [(cel, kolom, _, melding)] = meldingen(import_, soort="fout")
        assert (cel, kolom) == ("E2", "Nieuwbouw totaal")
        assert uitkomst in melding


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waarde", "dag"),
    [
        (46055, "2026-02-02"),
        ("46055", "2026-02-02"),
        (datetime.datetime(2026, 2, 2, 13, 30), "2026-02-02"),
        ("2-2-2026", "2026-02-02"),
        ("02/02/2026", "2026-02-02"),
        ("2 februari 2026", "2026-02-02"),
        ("2026-02-02", "2026-02-02"),
        (2026, "2026-01-01"),
        ("31-2-2026", None),
        ("2-2-26", None),
        ("2-2-1926", None),
        (7, None),
    ],
)
def test_datums(land, waarde, dag):
    leg_vast(boek(KOP, [*RIJ[:6], waarde]))
    if dag is None:
        assert not Plan.objects.exists()
        import_ = Import.objects.get()
        assert meldingen(import_)[0][:2] == ("G2", "Peildatum")
    else:
        assert Plan.objects.get().peildatum.isoformat() == dag


@pytest.mark.django_db
def test_een_formule_telt_met_haar_uitkomst_en_zonder_uitkomst_met_een_melding(land):
    inhoud = inhoud_van(boek(KOP, [*RIJ[:4], "=5+5", 10, RIJ[6]], ["A-2", "Aa", "B", "3", "=2+3", 5, RIJ[6]]))
    met = verander(inhoud, (BLAD1, rb"<f>5\+5</f><v ?/?>(</v>)?", rb"<f>5+5</f><v>10</v>"))
    import_ = controleer(met)
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    [(cel, kolom, waarde, melding)] = meldingen(import_, 2)
    assert (cel, kolom, waarde) == ("E3", "Nieuwbouw totaal", "formule")
    assert "formule zonder uitkomst" in melding


@pytest.mark.django_db
def test_een_cel_met_een_fout_van_excel_weigert_alleen_haar_rij(land):
    wb = boek([*KOP, "Iets anders"], [*RIJ, "#N/A"], ["A-2", "Aa", "#REF!", "3", "#N/A", 10, None, None])
    import_ = controleer(wb)
    # In a column that nobody reads an error is no matter.
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    assert {(cel, waarde) for cel, _, waarde, _ in meldingen(import_, 2)} == {("C3", "#REF!"), ("E3", "#N/A")}
    assert "fout van Excel (#N/A)" in str(meldingen(import_, 2))


@pytest.mark.django_db
def test_samengevoegde_cellen_weigeren_de_rijen_die_eronder_liggen(land):
    wb = boek(["Plannen", None, None], KOP, RIJ, ["A-2", None, "B", "3", 5, 5, None], ["A-3", "Aa", "C", "3", 5, 5])
    wb.active.merge_cells("A1:G1")
    wb.active.merge_cells("B3:B4")
    import_ = controleer(wb)
    assert uitkomsten(import_) == {"nieuw": 2, "geweigerd": 1}
    [(cel, kolom, _, melding)] = [m for m in meldingen(import_, 2) if "samengevoegd" in m[3]]
    assert (cel, kolom) == ("B4", "Gemeente")
    assert "B3:B4" in melding


def test_verborgen_bladen_en_rijen_en_kolommen_zonder_kop():
    wb = boek(
        [*KOP, None], [*RIJ, "los"], RIJ, Oud=[KOP, RIJ], Notities=[["Bel Jan"], ["Bel Piet"]], Uitleg=[["Plannaam"]]
    )
    wb["Oud"].sheet_state = "hidden"
    wb.active.row_dimensions[3].hidden = True
    kop, rijen = lees(wb)
    assert [(r.blad, r.rij) for r in rijen] == [("Plannen", 2), ("Plannen", 3)]
    assert set(kop.opmerkingen) == {
        "Blad 'Oud' is verborgen en is niet gelezen.",
        "Blad 'Notities' is geen tabel met plannen en is niet gelezen.",
        "Blad 'Plannen': 1 rij die in Excel verborgen is, is ook gelezen.",
        "Blad 'Plannen': kolom H heeft geen kop en is niet gelezen.",
    }


@pytest.mark.django_db
def test_twee_bladen_met_plannen_en_een_dubbele_over_de_bladen_heen(land):
    wb = boek(KOP, RIJ, Meer=[["oud"], KOP, ["A-1", "Aa", "Anders", "3", 1, 1, None], ["A-3", "Aa", "C", "3", 1, 1]])
    import_ = controleer(wb)
    assert uitkomsten(import_) == {"nieuw": 2, "geweigerd": 1}
    regel = import_.regels.get(nummer=2)
    assert (regel.blad, regel.rij) == ("Meer", 3)
    [(cel, _, _, melding)] = meldingen(import_, 2)
    assert cel == "A3"
    assert melding == "Deze plancode staat al in rij 2 van blad 'Plannen' van het bestand." or "rij 2" in melding


@pytest.mark.parametrize(
    ("kop", "zin"),
    [
        ([*KOP, "plancode"], "de kolom 'plancode' twee keer, in A en in H"),
        (["Naam", "Aantal", "Waar"], "geen tabel met plannen gevonden"),
        ([], "geen tabel met plannen gevonden|leeg"),
    ],
)
def test_een_kop_die_niet_kan(kop, zin):
    with pytest.raises(Leesfout, match=zin):
        lees(boek(kop, [1, 2, 3]))


def test_alleen_een_kop():
    with pytest.raises(Leesfout, match="geen ingevulde rijen"):
        lees(boek(KOP))


def test_een_miljoen_lege_opgemaakte_rijen_houden_niets_op():
    wb = boek(KOP, RIJ)
    wb.active.cell(1_048_576, 1).fill = PatternFill("solid", fgColor="FFFF00")
    wb.active.cell(5, 16_384).fill = PatternFill("solid", fgColor="FFFF00")
    kop, rijen = lees(wb)
    assert (kop.aantal, len(rijen)) == (1, 1)


def test_te_veel_rijen(monkeypatch):
    monkeypatch.setattr(basis, "MAX_RIJEN", 3)
    lees(boek(KOP, *[RIJ] * 3))
    for inhoud in (boek(KOP, *[RIJ] * 4), boek(KOP, RIJ, RIJ, Meer=[KOP, RIJ, RIJ])):
        with pytest.raises(Leesfout, match="meer dan 3 plannen"):
            lees(inhoud)


def test_gewone_tekst_in_de_cel_en_opmaak_halverwege_een_woord():
    """Text may stand in the cell itself, in pieces of each a style of its own, and with how Japanese is read."""
    inhoud = inhoud_van(boek(KOP, RIJ))
    cel = b'<c r="C2" t="inlineStr"><is><r><t>De </t></r><r><rPr><b/></rPr><t>Hof</t></r><rPh><t>x</t></rPh></is></c>'
    anders = verander(inhoud, (BLAD1, rb'<c r="C2".*?</c>', cel))
    assert lees(anders)[1][0].feature["properties"]["Plannaam"] == "De Hof"


def als_excel(inhoud: bytes) -> bytes:
    """The same workbook as Excel itself saves it: every text once, in a list of its own."""
    teksten: dict[bytes, int] = {}

    def deel(m):
        return b'<c %s t="s"><v>%d</v></c>' % (m[1].strip(), teksten.setdefault(m[2], len(teksten)))

    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        bladen = {n: zip_.read(n) for n in zip_.namelist() if n.startswith("xl/worksheets/sheet")}
    patroon = rb'<c ([^>]*?)t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>'
    anders = {naam: re.sub(patroon, deel, blad) for naam, blad in bladen.items()}
    nieuw = [(naam, rb"(?s)\A.*\Z", lambda m, blad=blad: blad) for naam, blad in anders.items()]
    ns = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    lijst = b"<sst %s>%s</sst>" % (ns, b"".join(b"<si><t>%s</t></si>" % t for t in teksten))
    soort = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    deel_erbij = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % soort
    nieuw.append(("[Content_Types].xml", rb"</Types>", deel_erbij))
    return verander(inhoud, *nieuw, erbij={"xl/sharedStrings.xml": lijst})


def test_tekst_zoals_excel_haar_bewaart(monkeypatch):
    """What is read quickly, without XML, is the same as what the XML says."""
    rijen = [KOP, RIJ, [], ["A-2", "Aa", "R&D <hof>", -3, 1.5, True, None], ["A-3", "Aa", None, "#N/A", 0, 1e20]]
    wb = boek(*rijen, *([f"A{i}", "Aa", f"Plan {i}", "3", i, i] for i in range(5000)))
    wb.active.row_dimensions[2].hidden = wb.active.row_dimensions[700].hidden = True
    inhoud = als_excel(inhoud_van(wb))
    assert b"inlineStr" not in zipfile.ZipFile(io.BytesIO(inhoud)).read(BLAD1)
    snel = []
    echt = werkboek._Bladlezer._snel
    monkeypatch.setattr(werkboek._Bladlezer, "_snel", lambda *a: snel.append(echt(*a)) or snel[-1])
    gelezen = lees(inhoud)
    assert {stuk is None for stuk in snel} == {True, False}
    assert gelezen[0].aantal == 5003
    monkeypatch.setattr(werkboek._Bladlezer, "_snel", lambda *a: None)
    assert lees(inhoud) == gelezen == lees(inhoud_van(wb))


# --- Files that are something else, or mean harm ---------------------------------------------------------------------


BOM = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def goed() -> bytes:
    return inhoud_van(boek(KOP, RIJ))


@pytest.mark.parametrize(
    ("naam", "maak", "zin"),
    [
        ("p.xlsx", lambda: b"", "leeg"),
        ("p.xlsx", lambda: b"hallo", "inhoud is iets anders"),
        ("p.xlsx", lambda: goed()[:900], "beschadigd of beveiligd"),
        ("p.xlsx", lambda: b"PK\x03\x04" + b"x" * (11 * 1024**2), "hoogstens 10 MB"),
        ("p.xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "met een wachtwoord beveiligd"),
        ("p.xls", lambda: b"\xd0\xcf\x11\xe0", "bewaar het als .xlsx"),
        ("p.xlsm", goed, "macro's"),
        ("p.ods", goed, "LibreOffice"),
        ("p.xlsx", lambda: verander(goed(), erbij={"xl/vbaProject.bin": b"x"}), "zitten macro's"),
        ("p.xlsx", lambda: verander(goed(), ("xl/workbook.xml", rb"\A", BOM)), "DTD|beschadigd"),
        ("p.xlsx", lambda: verander(goed(), (BLAD1, rb"\A", BOM)), "DTD"),
        ("p.xlsx", lambda: verander(goed(), erbij={"xl/worksheets/sheet2.dat": BOM + b"<x/>"}), "DTD"),
        ("p.xlsx", lambda: verander(goed(), erbij={"x.xml": b"<a>" + b" " * 101 * 1024**2 + b"</a>"}), "100 MB"),
        ("p.xlsx", lambda: verander(goed(), (BLAD1, rb"</row>", b"<row>")), "beschadigd"),
        ("p.xlsx", lambda: verander(goed(), (BLAD1, rb'<c r="A2".*?/is>', b'<c r="A2" t="s"><v>9</v>')), "beschadigd"),
        ("p.xlsx", lambda: verander(goed(), (BLAD1, rb'<row r="2"', b'<row r="twee"')), "beschadigd"),
    ],
)  # fmt: skip
def test_elk_bestand_dat_niet_kan_heeft_een_eigen_zin(naam, maak, zin):
    with pytest.raises(Leesfout, match=zin):
        lees(maak(), naam)


def test_een_zip_die_liegt_over_hoe_groot_hij_is():
    inhoud = verander(goed(), erbij={"xl/extra.xml": b"<a>" + b" " * 101 * 1024**2 + b"</a>"})
    # The stated size is a lie; what really comes out counts.
    groot = (101 * 1024**2 + 7).to_bytes(4, "little")
    assert groot in inhoud
    with pytest.raises(Leesfout, match=r"100 MB|beschadigd"):
        lees(inhoud.replace(groot, (10).to_bytes(4, "little")))


def test_heel_veel_samengevoegde_cellen():
    # By hand: openpyxl makes a cell for every cell in the range, and never ends.
    samen = b'</sheetData><mergeCells count="1"><mergeCell ref="A10:ZZ60000"/></mergeCells>'
    with pytest.raises(Leesfout, match="heel veel cellen samengevoegd"):
        lees(verander(goed(), (BLAD1, rb"</sheetData>", samen)))


def test_kolomletters():
    for nummer, letters in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]:
        assert werkboek.kolomletter(nummer) == letters
        assert werkboek.kolomnummer(letters) == nummer


def test_bekende_uitgangen():
    assert {".xlsx", ".csv", ".geojson", ".json"} <= set(lezers.EXTENSIES)
