from datetime import date

import pytest
from django.contrib.gis.db.models.functions import Area, IsValid
from django.core.management import CommandError
from django.db.models import Sum

from tests.gebieden.conftest import BRONNEN, KOP, PLAATS, REGELS, collectie, feature, laad, schrijf, vierkant
from woonzorg.gebieden import actions
from woonzorg.gebieden.models import Gemeente, Grens, Kerncijfer, Provincie, Woondealregio

pytestmark = pytest.mark.django_db


def sleutels() -> dict:
    """Primary keys of everything, to see that nothing was made anew."""
    modellen = (Provincie, Woondealregio, Gemeente, Kerncijfer, Grens)
    return {model: sorted(model.objects.values_list("pk", flat=True)) for model in modellen}


def indeling(pad, *regels: str, kop="gemeentecode,woondealregiocode,woondealregio,zekerheid"):
    pad.write_text("\n".join([kop, *regels]) + "\n")
    return pad


def test_eerste_keer_maakt_alles(feiten):
    uit = laad()
    assert "gemeenten: 4 nieuw, 0 gewijzigd, 0 gelijk" in uit
    assert "Geladen: 4 gemeenten, 2 woondealregio's, 2 provincies, 8 kerncijfers" in uit
    assert "4 gemeentegrenzen (0 officieel, 4 bij benadering)" in uit
    gemeente = Gemeente.objects.get(code="GM0003")
    assert (gemeente.provincie_id, gemeente.woondealregio_id, gemeente.woondealregio_zekerheid) == (
        "PV21",
        "WD01",
        "midden",
    )
    cijfer = gemeente.kerncijfers.get(onderwerp="inwoners_75plus")
    assert (cijfer.jaar, cijfer.waarde, cijfer.bron) == (2021, 300, "CBS, twee")


def test_benadering_uit_ijkpunten_is_een_vierkant(feiten):
    laad()
    for code in PLAATS:
        x, y = vierkant(code)[0]
        assert Grens.objects.get(code=code).geometrie.extent == pytest.approx((x, y, x + 10_000, y + 10_000))
    assert dict(Grens.objects.order_by().values_list("soort").annotate(m2=Sum(Area("geometrie")))).keys() == {
        "land",
        "provincie",
        "woondealregio",
        "gemeente",
    }
    assert Grens.objects.get(code="WD01").geometrie.area == pytest.approx(200e6)
    assert Grens.objects.get(code="NL").geometrie.area == pytest.approx(400e6)


def test_tweede_keer_wijzigt_niets_en_zegt_dat(feiten):
    laad()
    voor, versie = sleutels(), Grens.objects.versie()
    uit = laad()
    assert "gemeenten: 0 nieuw, 0 gewijzigd, 4 gelijk" in uit
    assert "Niets gewijzigd: 4 gemeenten" in uit
    assert (sleutels(), Grens.objects.versie()) == (voor, versie)


def test_gewijzigd_feit_wijzigt_de_rij_en_maakt_geen_nieuwe(feiten):
    laad()
    voor, versie = sleutels(), Grens.objects.versie()
    (feiten / "gemeenten.csv").write_text(KOP + REGELS.replace("Cee", "Ceedorp").replace("3000", "3001"))
    uit = laad()
    assert "gemeenten: 0 nieuw, 1 gewijzigd, 3 gelijk" in uit
    assert "kerncijfers: 0 nieuw, 1 gewijzigd, 7 gelijk" in uit
    assert sleutels() == voor
    assert Gemeente.objects.get(code="GM0003").naam == "Ceedorp"
    assert Grens.objects.versie() > versie, "de naam staat in de tegel"


def test_laden_kost_een_vast_aantal_vragen(feiten, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        laad()


def test_opgeheven_gemeente_blijft_opgeheven(feiten):
    laad()
    Gemeente.objects.filter(code="GM0004").update(geldig_tot=date(2025, 1, 1))
    assert "Opgeheven en zo gebleven: GM0004" in laad()
    assert Gemeente.objects.filter(code="GM0004").count() == 1


def test_indien_leeg_doet_niets_als_alles_er_is(feiten, django_assert_max_num_queries):
    assert "Geladen" in laad("--indien-leeg")
    with django_assert_max_num_queries(3):
        assert "niets gedaan" in laad("--indien-leeg")
    Grens.objects.filter(code="GM0001").delete()
    assert "1 nieuw of gewijzigd" in laad("--indien-leeg")


def test_ontbrekende_afgeleide_grens_komt_terug(feiten):
    laad()
    Grens.objects.filter(code__in=["WD01", "NL"]).delete()
    laad()
    assert Grens.objects.filter(code__in=["WD01", "NL"], vorm_hoog__isnull=False).count() == 2


def test_officiele_grens_wordt_niet_overschreven_door_een_benadering(feiten, tmp_path):
    rijen = [feature(code, vierkant(code, 50)) for code in ("GM0001", "GM0002")]
    laad("--bestand", schrijf(tmp_path / "g.json", collectie(rijen)))
    uit = laad()
    assert "2 officiële grenzen blijven staan" in uit
    assert "Niets gewijzigd" in uit
    assert Grens.objects.filter(soort="gemeente", bron="officieel").count() == 2
    assert Grens.objects.get(code="PV20").bron == "officieel"
    uit = laad("--overschrijf-officieel")
    assert "(0 officieel, 4 bij benadering)" in uit
    assert not Grens.objects.filter(bron="officieel").exists()


def test_andere_indeling_in_woondealregios(feiten, tmp_path):
    laad()
    csv = indeling(tmp_path / "i.csv", "GM0001,WD07,Nieuw,bron", "GM0003,WD02,Oost,hoog")
    uit = laad("--woondealregios", csv)
    assert "gemeenten: 2 gewijzigd, 0 gelijk" in uit
    assert "niet genoemd, houdt de indeling (2): Bé, Dee" in uit
    assert Gemeente.objects.get(code="GM0001").woondealregio.naam == "Nieuw"
    assert Woondealregio.objects.get(code="WD02").naam == "Oost"
    # The map follows: the new regio has a boundary, the regio without gemeenten has none, and is kept.
    assert set(Grens.objects.filter(soort="woondealregio").values_list("code", flat=True)) == {"WD07", "WD02"}
    assert Woondealregio.objects.filter(code="WD01").exists()


def test_opgegeven_indeling_overleeft_een_nieuwe_lading(feiten, tmp_path):
    laad()
    csv = indeling(tmp_path / "i.csv", "GM0001,WD02,Oost,bron")
    laad("--woondealregios", csv)
    uit = laad()
    assert "Niets gewijzigd" in uit
    assert Gemeente.objects.get(code="GM0001").woondealregio_id == "WD02"
    assert Woondealregio.objects.get(code="WD02").naam == "Oost"
    assert "Niets gewijzigd" in laad("--woondealregios", csv)


def test_indeling_zoals_excel_hem_schrijft(feiten, tmp_path):
    csv = tmp_path / "i.csv"
    csv.write_bytes(
        "gemeentecode;woondealregiocode;woondealregio;zekerheid\r\nGM0001;WD02;Oostregio;bron\r\n".encode("utf-8-sig")
    )
    laad("--woondealregios", csv)
    assert Gemeente.objects.get(code="GM0001").woondealregio_id == "WD02"


@pytest.mark.parametrize(
    ("regels", "melding"),
    [
        (["GM9999,WD01,West,bron"], "bestaan nu niet: GM9999"),
        (["GM0001,X1,West,bron"], "regel 2: 'X1' is geen woondealregiocode"),
        (["GM0001,WD01,West,bron", "GM0002,WD01,Oost,bron"], "regel 3: WD01 heet hier 'Oost' en eerder 'West'"),
        (["GM0001,WD01,West,bron", "GM0001,WD02,Oost,bron"], "regel 3: gemeente GM0001 staat er twee keer in"),
        (["GM0001,WD01,West,zeker"], "zekerheid 'zeker' bestaat niet; kies uit bron, hoog, midden, laag"),
        (["GM0001,WD01,,bron"], "WD01 heeft geen naam"),
        ([], "heeft geen regels"),
    ],
)
def test_indeling_die_niet_klopt_wijzigt_niets(feiten, tmp_path, regels, melding):
    laad()
    voor = sleutels()
    with pytest.raises(CommandError, match=melding):
        laad("--woondealregios", indeling(tmp_path / "i.csv", *regels))
    assert sleutels() == voor


def test_csv_zonder_kolom_of_bestand(feiten, tmp_path):
    with pytest.raises(CommandError, match="ontbreekt de kolom zekerheid"):
        kop = "gemeentecode,woondealregiocode,woondealregio"
        laad("--woondealregios", indeling(tmp_path / "i.csv", "GM0001,WD01,West", kop=kop))
    with pytest.raises(CommandError, match="niet te lezen"):
        laad("--woondealregios", tmp_path / "weg.csv")
    (tmp_path / "latin.csv").write_bytes("gemeentecode\nSúd".encode("latin-1"))
    with pytest.raises(CommandError, match="geen tekst in UTF-8"):
        laad("--woondealregios", tmp_path / "latin.csv")


def test_feiten_met_een_fout_getal(feiten):
    (feiten / "gemeenten.csv").write_text(KOP + REGELS.replace("3000", "drie"))
    with pytest.raises(CommandError, match=r"gemeenten\.csv, regel 4, kolom inwoners_2024: 'drie'"):
        laad()
    assert not Provincie.objects.exists()


def test_feiten_met_een_onbekend_onderwerp(feiten):
    (feiten / "kerncijfers.csv").write_text(BRONNEN + "katten,2024,CBS\n")
    with pytest.raises(CommandError, match=r"Onbekend onderwerp .* katten"):
        laad()


@pytest.mark.parametrize(
    "opties",
    [
        ("--crs", "rd"),
        ("--jaar", "2026"),
        ("--pdok", "--overschrijf-officieel"),
        ("--pdok", "--bestand", "x"),
    ],
)
def test_opties_die_niet_samengaan(db, opties):
    with pytest.raises(CommandError):
        laad(*opties)


def test_fout_halverwege_laat_alles_zoals_het_was(feiten, monkeypatch):
    def stuk():
        raise RuntimeError("stuk")

    monkeypatch.setattr(actions, "werk_afgeleide_grenzen_bij", stuk)
    with pytest.raises(RuntimeError):
        laad()
    assert not any(sleutels().values())


def test_heel_nederland(db):
    """The facts that come with the portal: 342 gemeenten, whole and valid; sizes as measured (domein.md 1)."""
    uit = laad()
    assert "342 gemeenten, 35 woondealregio's, 12 provincies, 2052 kerncijfers" in uit
    grenzen = Grens.objects.annotate(m2=Area("geometrie"), heel=IsValid("geometrie"))
    km2 = {}
    for soort, aantal in (("land", 1), ("provincie", 12), ("woondealregio", 35), ("gemeente", 342)):
        rijen = list(grenzen.filter(soort=soort))
        assert len(rijen) == aantal
        assert all(rij.heel and rij.vorm_laag and rij.vorm_midden and rij.vorm_hoog for rij in rijen)
        km2[soort] = sum(rij.m2.sq_km for rij in rijen)
    assert km2["gemeente"] == pytest.approx(35_185, abs=5)
    assert list(km2.values()) == pytest.approx([km2["gemeente"]] * 4, rel=1e-6)
    assert sum(Kerncijfer.objects.per_gemeente("inwoners").values()) == 17_942_942
    assert Gemeente.objects.filter(naam="Nuenen, Gerwen en Nederwetten").exists()
