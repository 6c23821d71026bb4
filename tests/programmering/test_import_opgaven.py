"""Agreements on the opgave from a file: what each row would do, every error with its sentence, and versions kept."""

import datetime
import io

import openpyxl
import pytest

from programmering.imports import actions, opgaven
from programmering.imports.lezers import Leesfout
from programmering.imports.models import Import
from programmering.opgaven.actions import leg_vast as leg_opgave_vast
from programmering.opgaven.actions import verdeel_indicatief
from programmering.opgaven.models import Opgave, Opgaveperiode
from woonzorg.gebieden.models import Gemeente, Opvolging

pytestmark = pytest.mark.django_db
KOP = ["Gemeente", "Periode", "Nultreden", "Geclusterd", "Zorggeschikt", "Status", "Besluit", "Datum", "Document"]
DAG = datetime.date(2026, 3, 1)
LINK = "https://voorbeeld.example/woondeal.pdf"
RIJ = ["Aa", "t/m 2030", 100, 50, 0, "afgesproken", "Woondeal Noord", DAG, LINK]


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


def rij(**anders) -> list:
    return list((dict(zip(KOP, RIJ, strict=True)) | anders).values())


def boek(*rijen, kop=KOP) -> bytes:
    wb, uit = openpyxl.Workbook(), io.BytesIO()
    wb.active.title = "Opgaven"
    for r in (kop, *rijen):
        wb.active.append(r)
    wb.save(uit)
    return uit.getvalue()


def csv(*rijen, kop=KOP) -> bytes:
    return "\n".join(";".join("" if w is None else str(w) for w in r) for r in (kop, *rijen)).encode()


def controleer(inhoud, *, naam="opgaven.xlsx", door=None) -> Import:
    import_ = opgaven.ontvang(bestandsnaam=naam, inhoud=inhoud, door=door, door_naam="test")
    actions.controleer_import(import_.pk, gebonden=door is not None)
    import_.refresh_from_db()
    assert import_.status == Import.Status.GECONTROLEERD, import_.fout
    return import_


def bevestig(import_, door=None) -> Import:
    assert actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk, gebonden=door is not None)
    import_.refresh_from_db()
    assert import_.status == Import.Status.VASTGELEGD, import_.fout
    return import_


def leg_vast(inhoud, **opties) -> Import:
    return bevestig(controleer(inhoud, **opties), opties.get("door"))


def uitkomsten(import_) -> dict:
    return {u: n for u, n in import_.samenvatting["uitkomsten"].items() if n}


def fouten(import_, nummer=1) -> list[tuple[str, str]]:
    return [(m["kolom"], m["melding"]) for m in import_.regels.get(nummer=nummer).meldingen if m["soort"] == "fout"]


def geldend(code="GM9000") -> Opgave:
    return Opgave.objects.geldend().get(gemeente__code=code, periode__slug="2030")


def cijfers(opgave) -> tuple:
    return (opgave.nultreden, opgave.geclusterd, opgave.zorggeschikt)


# --- Round trip ----------------------------------------------------------------------------------------------


def test_van_bestand_tot_afspraak(cast):
    import_ = controleer(boek(rij(), rij(Gemeente="GM9002", Periode=2036)), door=cast.coordinator_oost)
    assert uitkomsten(import_) == {"nieuw": 2}
    assert not Opgave.objects.exists()
    regel = import_.regels.get(nummer=1)
    assert (regel.gemeentenaam, regel.plannaam, regel.rij) == ("Aa", "Opgave t/m 2030", 2)
    assert {"veld": "Zorggeschikt", "oud": "", "nieuw": "0"} in regel.wijzigingen
    bevestig(import_, cast.coordinator_oost)
    opgave = geldend()
    assert cijfers(opgave) == (100, 50, 0)
    assert (opgave.versie, opgave.status, opgave.besluit) == (1, "afgesproken", "Woondeal Noord")
    assert (opgave.datum, opgave.link, opgave.door) == (DAG, LINK, str(cast.coordinator_oost))
    assert Opgave.objects.get(gemeente__code="GM9002").periode.slug == "2036"
    assert bytes(import_.bestand) == b""


def test_twee_keer_hetzelfde_bestand_verandert_niets(land):
    leg_vast(boek(rij(), rij(Gemeente="Bee")))
    voor = list(Opgave.objects.values())
    assert uitkomsten(controleer(boek(rij(), rij(Gemeente="Bee")))) == {"ongewijzigd": 2}
    leg_vast(boek(rij(), rij(Gemeente="Bee")))
    assert list(Opgave.objects.values()) == voor


def test_een_andere_afspraak_is_een_nieuwe_versie_en_de_oude_blijft(land):
    leg_vast(boek(rij()))
    import_ = controleer(boek(rij(Nultreden=1200, Status="Vastgesteld (bestuurlijk)", Besluit="Raad")))
    assert uitkomsten(import_) == {"gewijzigd": 1}
    assert import_.regels.get().wijzigingen == [
        {"veld": "Nultreden", "oud": "100", "nieuw": "1.200"},
        {"veld": "Status", "oud": "afgesproken", "nieuw": "vastgesteld"},
        {"veld": "Besluit", "oud": "Woondeal Noord", "nieuw": "Raad"},
    ]
    bevestig(import_)
    oud, nieuw = Opgave.objects.order_by("versie")
    assert (oud.versie, oud.nultreden, bool(oud.vervangen_op)) == (1, 100, True)
    assert (nieuw.versie, nieuw.nultreden, nieuw.vervangen_op) == (2, 1200, None)


def test_een_indicatie_wordt_een_afspraak(land):
    verdeel_indicatief(periode=Opgaveperiode.objects.get(slug="2030"))
    import_ = leg_vast(boek(rij()))
    assert uitkomsten(import_) == {"gewijzigd": 1}
    assert {"veld": "Status", "oud": "indicatief", "nieuw": "afgesproken"} in import_.regels.get().wijzigingen
    assert (geldend().versie, geldend().status) == (2, "afgesproken")


def test_csv_gaat_dezelfde_weg(land):
    inhoud = csv(["GM9000", "2030", "1.200", "50", "0", "AFGESPROKEN", "Woondeal", "1-3-2026", ""])
    leg_vast(inhoud, naam="opgaven.csv")
    assert cijfers(geldend()) == (1200, 50, 0)
    assert (geldend().datum, geldend().link) == (DAG, "")


@pytest.mark.parametrize("periode", ["2030", 2030, 2030.0, "t/m 2030", "T/M 2030", "tot en met 2030", "2022-2030"])
def test_een_periode_zoals_mensen_hem_schrijven(land, periode):
    assert uitkomsten(controleer(boek(rij(Periode=periode)))) == {"nieuw": 1}


@pytest.mark.parametrize("gemeente", ["Aa", "aa", " AA ", "GM9000", "gm9000", 9000, "9000"])
def test_een_gemeente_zoals_mensen_hem_schrijven(land, gemeente):
    assert controleer(boek(rij(Gemeente=gemeente))).regels.get().gemeentenaam == "Aa"


def test_andere_kolomkoppen_en_een_code_ernaast(land):
    kop = ["Gemeentenaam", "GM-code", *KOP[1:6], "Afspraak", "Datum van het besluit", "Link", "Nu in het portaal"]
    r = ["Aa", "GM9000", *RIJ[1:], "indicatief"]
    import_ = controleer(boek(r, ["Aa", "GM9001", *RIJ[1:], ""], kop=kop))
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    assert import_.samenvatting["onbekende_kolommen"] == []
    assert fouten(import_, 2) == [("GM-code", "GM9001 is de code van Bee, niet van Aa.")]


# --- Every error with its sentence ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kolom", "waarde", "zin"),
    [
        ("Nultreden", None, "Vul 0 in als de opgave nul is."),
        ("Geclusterd", "  ", "Vul 0 in als de opgave nul is."),
        ("Zorggeschikt", -1, "kan niet negatief zijn"),
        ("Nultreden", 1.5, "geen geheel getal"),
        ("Nultreden", "veel", "geen geheel getal"),
        ("Nultreden", 10**30, "geen geheel getal"),
        ("Nultreden", "9" * 400, "geen geheel getal"),
        ("Nultreden", 1_000_001, "meer dan 1.000.000 woningen"),
        ("Nultreden", DAG, "een datum waar een aantal hoort"),
        ("Nultreden", "#N/A", "fout van Excel"),
        ("Status", "indicatief", "Een indicatie is geen afspraak"),
        ("Status", "misschien", "Vul 'afgesproken' of 'vastgesteld' in."),
        ("Status", None, "Kies of de opgave is afgesproken of vastgesteld."),
        ("Besluit", None, "Vul in welk besluit"),
        ("Besluit", "x" * 301, "Dit zijn 301 tekens; er passen er 300."),
        ("Datum", None, "Vul de datum van het besluit in."),
        ("Datum", "32-1-2026", "Dit is geen datum."),
        ("Datum", datetime.date(2099, 1, 1), "ligt in de toekomst"),
        ("Datum", datetime.date(1950, 1, 1), "ligt voor 1990"),
        ("Document", "javascript:alert(1)", "begint, bijvoorbeeld https://"),
        ("Document", "ftp://voorbeeld.example/a", "begint, bijvoorbeeld https://"),
        ("Document", "https://voorbeeld.example/" + "a" * 300, "Maak het korter."),
        ("Periode", None, "Vul de periode in: 't/m 2030' of '2031 t/m 2036'."),
        ("Periode", "2040", "Periode '2040' kent het portaal niet."),
        ("Gemeente", None, "Vul in om welke gemeente het gaat"),
        ("Gemeente", "Atlantis", "Gemeente 'Atlantis' bestaat niet."),
        ("Gemeente", "GM1234", "Er is nu geen gemeente met code GM1234."),
    ],
)
def test_elke_fout_heeft_een_zin_in_de_eigen_kolom(land, kolom, waarde, zin):
    import_ = controleer(boek(rij(**{kolom: waarde}), rij(Gemeente="Bee")))
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    [(waar, melding)] = fouten(import_)
    assert (waar, zin in melding) == (kolom, True), melding
    assert import_.regels.get(nummer=1).meldingen[0]["cel"].endswith("2")
    assert uitkomsten(bevestig(import_)) == {"nieuw": 1, "geweigerd": 1}
    assert [o.gemeente.naam for o in Opgave.objects.all()] == ["Bee"]


def test_alle_fouten_van_een_rij_tegelijk(land):
    import_ = controleer(boek(rij(Gemeente="Atlantis", Nultreden=-1, Status="?", Datum="gisteren")))
    assert [kolom for kolom, _ in fouten(import_)] == ["Gemeente", "Nultreden", "Status", "Datum"]


def test_dezelfde_gemeente_twee_keer_in_een_periode(land):
    import_ = controleer(boek(rij(), rij(Gemeente="Bee"), rij(Nultreden=7), rij(Periode="2036")))
    assert uitkomsten(import_) == {"nieuw": 2, "geweigerd": 2}
    zin = "Deze gemeente staat voor deze periode ook in rij {}. Laat er een staan."
    assert (fouten(import_), fouten(import_, 3)) == ([("Gemeente", zin.format(4))], [("Gemeente", zin.format(2))])


def test_een_opgeheven_gemeente_heeft_geen_opgave(land):
    oud = Gemeente.objects.create(
        code="GM8000", naam="Oud", provincie=land["Aa"].provincie, woondealregio=land["Aa"].woondealregio,
        geldig_van=datetime.date(2000, 1, 1), geldig_tot=datetime.date(2021, 1, 1),
    )  # fmt: skip
    Opvolging.objects.create(van=oud, naar=land["Aa"], datum=datetime.date(2021, 1, 1))
    [(kolom, melding)] = fouten(controleer(boek(rij(Gemeente="Oud"))))
    assert (kolom, melding) == (
        "Gemeente", "Gemeente 'Oud' bestaat niet meer en hoort nu bij Aa. Leg de opgave daar vast."
    )  # fmt: skip


def test_een_lege_rij_is_geen_opgave_van_nul(land):
    import_ = leg_vast(boek(["Aa", "t/m 2030"], rij(Gemeente="Bee", Nultreden=0, Geclusterd=0)))
    assert uitkomsten(import_) == {"nieuw": 1, "ongewijzigd": 1}
    assert import_.regels.get(nummer=1).meldingen[0]["melding"] == opgaven.NIET_INGEVULD
    assert cijfers(geldend("GM9001")) == (0, 0, 0)
    assert Opgave.objects.count() == 1


def test_wat_er_staat_zonder_woningtype_mag_zo_terug(land):
    leg_opgave_vast(
        gemeente=land["Aa"], periode=Opgaveperiode.objects.get(slug="2030"), aantallen={"nultreden": 5},
        status="afgesproken", besluit="Woondeal Noord", datum=DAG, link=LINK,
    )  # fmt: skip
    zelfde = rij(Nultreden=5, Geclusterd=None, Zorggeschikt=None)
    assert uitkomsten(controleer(boek(zelfde))) == {"ongewijzigd": 1}


@pytest.mark.parametrize(
    "inhoud", [b"Gemeente;Periode\0;Nultreden\nAa;2030;1", b"PK\x03\x04stuk", b"", b"\xff\xfe\x00"]
)
@pytest.mark.parametrize("naam", ["o.csv", "o.xlsx"])
def test_wat_geen_bestand_is(land, inhoud, naam):
    with pytest.raises(Leesfout):
        opgaven.ontvang(bestandsnaam=naam, inhoud=inhoud, door=None, door_naam="test")
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("o.geojson", b"{}", "Kies een Excelbestand"),
        ("o.csv", b"a;b;c\n1;2;3", "geen tabel met afspraken"),
        ("o.xlsx", boek([1, 2, 3], kop=["a", "b", "c"]), "geen tabel met afspraken"),
        ("o.xlsx", boek(RIJ[1:], kop=KOP[1:]), "mist de kolom gemeente."),
        ("o.xlsx", boek(RIJ[:5], kop=KOP[:5]), "mist de kolommen status, besluit, datum."),
        ("o.xlsx", boek([*RIJ, "x"], kop=[*KOP, "Afspraak"]), "'Besluit' en 'Afspraak' zeggen hetzelfde"),
        ("o.xlsx", boek(), "geen ingevulde rijen"),
    ],
)
def test_een_bestand_dat_niet_past(land, naam, inhoud, zin):
    with pytest.raises(Leesfout, match=zin):
        opgaven.ontvang(bestandsnaam=naam, inhoud=inhoud, door=None, door_naam="test")


# --- Rights, and what changed in the meantime ----------------------------------------------------------------


def test_buiten_het_werkgebied_wordt_per_rij_geweigerd(cast):
    leg_vast(boek(rij(Gemeente="Bee", Nultreden=777)))
    import_ = controleer(boek(rij(), rij(Gemeente="Bee")), door=cast.vaststeller_aa)
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    zin = "U mag voor Bee geen opgave vastleggen: die gemeente hoort niet bij uw werkgebied."
    assert fouten(import_, 2) == [("Gemeente", zin)]
    # What stands there is not told.
    assert import_.regels.get(nummer=2).wijzigingen == []
    bevestig(import_, cast.vaststeller_aa)
    assert (geldend("GM9000").nultreden, geldend("GM9001").nultreden) == (100, 777)


def test_wie_geen_opgave_mag_vastleggen(cast):
    assert uitkomsten(controleer(boek(rij()), door=cast.invoerder_aa)) == {"geweigerd": 1}


def test_wie_de_rol_sinds_de_controle_kwijt_is_schrijft_niets(cast):
    import_ = controleer(boek(rij()), door=cast.vaststeller_aa)
    cast.vaststeller_aa.lidmaatschappen.all().delete()
    assert uitkomsten(bevestig(import_, cast.vaststeller_aa)) == {"geweigerd": 1}
    assert not Opgave.objects.exists()


def test_wat_sinds_de_controle_veranderde_wordt_geweigerd(land):
    import_ = controleer(boek(rij(Nultreden=1), rij(Gemeente="Bee")))
    leg_vast(boek(rij(Nultreden=2)))
    assert uitkomsten(bevestig(import_)) == {"nieuw": 1, "geweigerd": 1}
    assert "Sinds de controle" in fouten(import_)[0][1]
    assert geldend().nultreden == 2


def test_de_geweigerde_rijen_komen_terug_en_kunnen_zo_weer_in(land):
    from programmering.imports import fouterijen

    import_ = controleer(boek(rij(Nultreden=-5), rij(Gemeente="Bee")))
    terug = fouterijen.wat_terug_kan(import_)
    inhoud = fouterijen.als_bestand(import_, terug).content
    blad = openpyxl.load_workbook(io.BytesIO(inhoud)).active
    rijen = list(blad.iter_rows(values_only=True))
    assert len(rijen) == 2
    assert rijen[1][:3] == ("Aa", "t/m 2030", -5)
    blad.cell(2, 3).value = 5
    uit = io.BytesIO()
    blad.parent.save(uit)
    assert uitkomsten(leg_vast(uit.getvalue())) == {"nieuw": 1}
