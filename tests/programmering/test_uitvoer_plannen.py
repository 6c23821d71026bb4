"""The list of plans as xlsx, csv, GeoPackage and GeoJSON: the same numbers, and nothing that is not for this reader."""

import csv
import gzip
import io
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest
from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.gdal import DataSource
from django.contrib.gis.geos import GEOSGeometry
from django.urls import reverse
from openpyxl import load_workbook

from programmering.plannen.downloads import downloads
from programmering.plannen.models import Plan
from programmering.plannen.uitvoer import KOLOMMEN
from programmering.voortgang.models import Bijdrage
from tests.conftest import regels_van
from woonzorg.gebieden.stelsels import STELSELS
from woonzorg.organisaties.models import Logregel

pytestmark = pytest.mark.django_db
SOORTEN = ("plan-csv", "plan-xlsx", "plan-gpkg", "plan-geojson")
WONINGTYPEN = ("nultreden", "geclusterd", "zorggeschikt", "regulier", "nog_niet_ingedeeld")
GEVAARLIJK = ["=1+1", "+31 6", "-5 woningen", "@SOM(A1)", '=HYPERLINK("http://kwaad.example")']


def haal(client, naam, **vraag) -> bytes:
    antwoord = client.get(reverse(naam), vraag)
    assert antwoord.status_code == 200
    return antwoord.getvalue() if antwoord.streaming else antwoord.content


def lees_csv(inhoud: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))


def lees_xlsx(inhoud: bytes, blad: str) -> list[dict]:
    rijen = list(load_workbook(io.BytesIO(inhoud))[blad].iter_rows(values_only=True))
    kop = next(i for i, rij in enumerate(rijen) if rij[0] in ("id", "onderwerp"))
    return [dict(zip(rijen[kop], rij, strict=True)) for rij in rijen[kop + 1 :]]


@pytest.fixture
def gpkg(tmp_path):
    """Opens the bytes of a GeoPackage as the database that it is."""
    geopend = []

    def open_(inhoud: bytes) -> sqlite3.Connection:
        pad = tmp_path / f"{len(geopend)}.gpkg"
        pad.write_bytes(inhoud)
        geopend.append(sqlite3.connect(pad))
        geopend[-1].row_factory = sqlite3.Row
        return geopend[-1]

    yield open_
    for bestand in geopend:
        bestand.close()


def tabel(bestand: sqlite3.Connection, naam: str) -> list[dict]:
    return [dict(rij) for rij in bestand.execute(f'SELECT * FROM "{naam}" ORDER BY fid')]


@pytest.fixture
def plannen(cast, maak_plan, herbereken):
    gevuld = {
        "een": maak_plan(aantallen=regels_van(nultreden=30, geclusterd=20, regulier=7, gerealiseerd=5, corporatie=4)),
        "twee": maak_plan("Bee", status="4A", aantallen=regels_van(zorggeschikt=15, onbekend=3, jaar=2035)),
        "klein": maak_plan("Cee", aantallen=regels_van(geclusterd=5)),
        "provincie": maak_plan(status="4A", vertrouwelijkheid="provincie", aantallen=regels_van(geclusterd=13)),
        "concept": maak_plan(gereed=False),
    }
    herbereken()
    return gevuld


VRAGEN = [
    {},
    {"gebied": "PV90"},
    {"periode": "2030", "schakel": "hard"},
    {"woningtype": "geclusterd"},
    {"periode": "2030", "ligging": "later"},
    {"status_planologisch": "4A"},
    {"q": "bestaat niet"},
]


@pytest.mark.parametrize("vraag", VRAGEN, ids=str)
@pytest.mark.parametrize("wie", ["anoniem", "invoerder_aa", "adviseur_oost", "koepel"])
def test_elk_bestand_heeft_de_getallen_en_de_plannen_van_de_lijst(client, cast, plannen, gpkg, vraag, wie):
    if wie != "anoniem":
        client.force_login(getattr(cast, wie))
    context = client.get(reverse("plan-lijst"), vraag).context
    totaal = dict(zip(WONINGTYPEN, [n for _, n in context["typen"]], strict=True))
    plannen_in_lijst = {rij.plan.pk for rij in context["plannen"]}

    excel, geo = haal(client, "plan-xlsx", **vraag), gpkg(haal(client, "plan-gpkg", **vraag))
    tabellen = {
        "csv": lees_csv(haal(client, "plan-csv", **vraag)),
        "xlsx": lees_xlsx(excel, "Plannen"),
        "gpkg": tabel(geo, "plannen"),
        "geojson": [f["properties"] for f in json.loads(haal(client, "plan-geojson", **vraag))["features"]],
    }
    for soort, rijen in tabellen.items():
        assert {int(r["id"]) for r in rijen} == plannen_in_lijst, soort
        assert {w: sum(int(r[w]) for r in rijen) for w in WONINGTYPEN} == totaal, soort
    for jaren in (lees_xlsx(excel, "Aantallen per jaar"), tabel(geo, "aantallen_per_jaar")):
        # In Excel the woningtypen have their names.
        per_type = {}
        for r in jaren:
            sleutel = {"nog niet ingedeeld": "nog_niet_ingedeeld", "onbekend": "nog_niet_ingedeeld"}
            woningtype = sleutel.get(r["woningtype"].lower(), r["woningtype"].lower())
            per_type[woningtype] = per_type.get(woningtype, 0) + r["woningen"]
        assert {w: per_type.get(w, 0) for w in WONINGTYPEN} == totaal


def test_jaren_en_schakels_staan_onder_elkaar(client, plannen, gpkg):
    jaren = [r for r in tabel(gpkg(haal(client, "plan-gpkg")), "aantallen_per_jaar") if r["id"] == plannen["een"].pk]
    assert {(r["woningtype"], r["schakel"], r["jaar"]): r["woningen"] for r in jaren} == {
        ("nultreden", "hard", 2027): 25, ("nultreden", "gerealiseerd", 2024): 5,
        ("geclusterd", "hard", 2027): 15, ("geclusterd", "gerealiseerd", 2024): 5,
        ("regulier", "hard", 2027): 2, ("regulier", "gerealiseerd", 2024): 5,
    }  # fmt: skip


def test_een_onbekend_jaar_blijft_leeg(client, maak_plan, herbereken, gpkg):
    regels = regels_van(geclusterd=20)
    onbekend = [type(r)(r.groep, r.categorie, 20, 0, {"onbekend": 20}) for r in regels]
    maak_plan(aantallen=onbekend)
    herbereken()
    [rij] = tabel(gpkg(haal(client, "plan-gpkg")), "aantallen_per_jaar")
    assert (rij["jaar"], rij["woningen"]) == (None, 20)


@pytest.mark.parametrize("srid", [28992, 4326])
def test_geopackage_is_er_een_voor_gdal(client, plannen, tmp_path, srid):
    """Read by another program than wrote it: the layers, the CRS, and every shape as PostGIS has it."""
    pad = tmp_path / "plannen.gpkg"
    pad.write_bytes(haal(client, "plan-gpkg", crs=srid))
    bron = DataSource(pad)
    assert bron.driver.name == "GPKG"
    assert [laag.name for laag in bron] == ["plannen", "aantallen_per_jaar", "toelichting"]
    laag = bron["plannen"]
    assert (laag.srs.auth_code(None), laag.geom_type.name) == (str(srid), "MultiPolygon")
    assert len(laag) == Plan.objects.for_user(None).count() == 3
    for feature in laag:
        plan = Plan.objects.get(pk=feature["id"].value)
        verwacht = Plan.objects.annotate(vorm=Transform("geometrie", srid)).get(pk=plan.pk).vorm
        assert GEOSGeometry(memoryview(feature.geom.wkb)).equals_exact(verwacht, 1e-9)
        assert (feature["plannaam"].value, feature["gemeente"].value) == (plan.plannaam, plan.gemeente.naam)
    west, zuid, oost, noord = STELSELS[srid].vak
    assert west < laag.extent.min_x < laag.extent.max_x < oost
    assert zuid < laag.extent.min_y < laag.extent.max_y < noord


@pytest.mark.parametrize(("srid", "naam"), [(28992, "EPSG::28992"), (4326, "OGC:1.3:CRS84")])
def test_geojson_noemt_haar_stelsel_en_heeft_de_vormen(client, plannen, srid, naam):
    bestand = json.loads(haal(client, "plan-geojson", crs=srid))
    assert bestand["crs"]["properties"]["name"].endswith(naam)
    assert STELSELS[srid].naam in bestand["toelichting"]["Coördinatenstelsel"]
    assert len(bestand["features"]) == 3
    for feature in bestand["features"]:
        vorm = GEOSGeometry(json.dumps(feature["geometry"]))
        vorm.srid = srid
        plan = Plan.objects.get(pk=feature["id"])
        assert abs(vorm.transform(28992, clone=True).area - plan.geometrie.area) < 1
        # Against the clock, as the standard wants it.
        assert all(vlak.exterior_ring.is_counterclockwise for vlak in vorm)


def test_zonder_crs_is_geopackage_rd_en_geojson_wgs84(client, plannen, gpkg):
    [[srid]] = gpkg(haal(client, "plan-gpkg")).execute("SELECT srs_id FROM gpkg_geometry_columns").fetchall()
    assert srid == 28992
    assert "CRS84" in json.loads(haal(client, "plan-geojson"))["crs"]["properties"]["name"]


@pytest.mark.parametrize("naam", ["plan-gpkg", "plan-geojson"])
@pytest.mark.parametrize("crs", ["3857", "rd", "", "9" * 300, "28992,4326"])
def test_een_ander_stelsel_wordt_geweigerd_in_woorden(client, plannen, naam, crs):
    antwoord = client.get(reverse(naam), {"crs": crs})
    assert antwoord.status_code == 400
    assert "Kies crs=28992 (RD) of crs=4326 (WGS84)" in antwoord.content.decode()


@pytest.mark.parametrize("naam", SOORTEN)
def test_naam_en_inhoud_zeggen_van_wanneer_hoe_zeker_en_wat_mag(client, cast, plannen, naam, gpkg):
    antwoord = client.get(reverse(naam), {"gebied": "PV90"})
    stand = client.get(reverse("plan-lijst")).context["stand"]
    bestandsnaam = antwoord["Content-Disposition"]
    assert f"{stand.peildatum:%Y-%m}" in bestandsnaam
    assert "plannen-PV90" in bestandsnaam
    inhoud = antwoord.getvalue() if antwoord.streaming else antwoord.content
    if naam == "plan-csv":
        assert {r["status_cijfers"] for r in lees_csv(inhoud)} == {"voorlopig"}
        return
    uitleg = {
        "plan-xlsx": lambda: {r["onderwerp"]: r["toelichting"] for r in lees_xlsx(inhoud, "Toelichting")},
        "plan-gpkg": lambda: {r["onderwerp"]: r["toelichting"] for r in tabel(gpkg(inhoud), "toelichting")},
        "plan-geojson": lambda: json.loads(inhoud)["toelichting"] | json.loads(inhoud)["kolommen"],
    }[naam]()
    assert f"{stand.peildatum:%Y}" in uitleg["Peildatum van de cijfers"]
    assert uitleg["Status van de cijfers"] == "voorlopig"
    assert "exclusief" in uitleg["Telwijze"]
    assert "CC BY 4.0" in uitleg["Licentie"]
    assert "Oost" in uitleg["Keuze"]
    assert "zorggeschikt" in uitleg
    assert "knelpunten" not in uitleg


def test_de_keuze_staat_er_in_woorden(client, cast, plannen):
    client.force_login(cast.invoerder_aa)
    vraag = {"gebied": "GM9000", "schakel": "hard", "bouwvorm": "nieuwbouw", "mijn": "true", "q": "hof"}
    keuze = json.loads(haal(client, "plan-geojson", **vraag))["toelichting"]["Keuze"]
    assert set(keuze.split("; ")) == {
        "Aa", "Schakel: hard gepland", "Bouwvorm: nieuwbouw", "Alleen mijn plannen",
        "Zoek op naam, code of plaats: hof",
    }  # fmt: skip


def test_wie_meer_ziet_leest_dat_het_niet_door_mag(client, cast, plannen):
    def licentie():
        return json.loads(haal(client, "plan-geojson"))["toelichting"]["Licentie"]

    assert "geef ze niet door" not in licentie()
    client.force_login(cast.invoerder_aa)
    assert "geef ze niet door" in licentie()


@pytest.mark.parametrize("tekst", GEVAARLIJK)
def test_geen_cel_is_een_formule(client, cast, maak_plan, herbereken, gpkg, tekst):
    maak_plan(plannaam=tekst, plancode=tekst, toelichting=tekst)
    herbereken()
    client.force_login(cast.invoerder_aa)
    excel = haal(client, "plan-xlsx")
    cellen = [c for blad in load_workbook(io.BytesIO(excel)) for rij in blad.iter_rows() for c in rij]
    assert {c.data_type for c in cellen if isinstance(c.value, str)} == {"s"}
    assert tekst in [c.value for c in cellen]
    with zipfile.ZipFile(io.BytesIO(excel)) as zip_:
        assert not any(b"<f>" in zip_.read(n) or b"<f " in zip_.read(n) for n in zip_.namelist())
    [rij] = lees_csv(haal(client, "plan-csv"))
    assert (rij["plannaam"], rij["toelichting"]) == (f"'{tekst}", f"'{tekst}")
    # A GeoPackage knows no formulas: the column is text, and so is the value.
    bestand = gpkg(haal(client, "plan-gpkg"))
    [rij] = bestand.execute("SELECT plannaam, typeof(plannaam), typeof(toelichting) FROM plannen").fetchall()
    assert tuple(rij) == (tekst, "text", "text")
    soorten = {r["name"]: r["type"] for r in bestand.execute("PRAGMA table_info(plannen)")}
    assert all(soorten[k.naam] == "TEXT" for k in KOLOMMEN if k.soort == "tekst")


GEHEIM = {
    "knelpunten": ["stikstof"], "realisatiekans": 37, "toelichting": "GEHEIMETOELICHTING",
    "opdrachtgever_soort": "projectontwikkelaar", "opdrachtgever_naam": "GEHEIMENAAM", "breidt_uit": "De Es",
    "breidt_uit_reden": "GEHEIMEREDEN",
}  # fmt: skip
VERRADERS = ("GEHEIMETOELICHTING", "GEHEIMENAAM", "GEHEIMEREDEN", "tikstof")


def leesbaar(naam: str, inhoud: bytes) -> str:
    """All text in a file, also in what is packed."""
    if naam != "plan-xlsx":
        return inhoud.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        return "".join(zip_.read(n).decode("utf-8", "replace") for n in zip_.namelist())


@pytest.mark.parametrize("naam", SOORTEN)
def test_interne_velden_alleen_waar_iemand_ze_mag_zien(client, cast, maak_plan, herbereken, naam):
    """Aa and Bee with the same secrets: who may see those of the one finds none of the other."""
    for gemeente in ("Aa", "Bee"):
        maak_plan(gemeente, plannaam=f"Openbaar {gemeente}", **GEHEIM | {
            "toelichting": f"GEHEIMETOELICHTING-{gemeente}", "opdrachtgever_naam": f"GEHEIMENAAM-{gemeente}",
            "breidt_uit_reden": f"GEHEIMEREDEN-{gemeente}",
        })  # fmt: skip
    herbereken()
    mag = {"invoerder_aa": {"Aa"}, "vaststeller_aa": {"Aa"}, "adviseur_oost": {"Aa"}, "coordinator_oost": {"Aa"},
           "invoerder_bee": {"Bee"}, "beheerder": {"Aa", "Bee"}}  # fmt: skip
    for wie, user in [("anoniem", None), *cast]:
        client.logout()
        if user:
            client.force_login(user)
        tekst = leesbaar(naam, haal(client, naam))
        for gemeente in ("Aa", "Bee"):
            assert f"Openbaar {gemeente}" in tekst
            for verrader in VERRADERS[:3]:
                gezien = f"{verrader}-{gemeente}" in tekst
                assert gezien == (gemeente in mag.get(wie, set())), (wie, verrader, gemeente)
        assert ("tikstof" in tekst) == (wie in mag), wie
        assert ("realisatiekans" in tekst) == (wie in mag), wie


@pytest.mark.parametrize("naam", SOORTEN)
def test_wat_iemand_niet_mag_zien_staat_in_geen_byte(client, cast, maak_plan, herbereken, naam):
    """For every reader and every kind of plan: in the file exactly when it is in the list."""
    for gemeente in ("Aa", "Bee", "Cee"):
        for status, vertrouwelijkheid, gereed in [
            ("4A", "gemeente", True), ("4A", "provincie", True), ("4A", "openbaar", True), ("5A", "openbaar", True),
            ("4A", "provincie", False), ("4A", "gemeente", False), ("1A", "openbaar", True),
        ]:  # fmt: skip
            merk = f"MERK{gemeente}{status}{vertrouwelijkheid}{gereed}X"
            maak_plan(
                gemeente, status=status, vertrouwelijkheid=vertrouwelijkheid, gereed=gereed, plannaam=merk,
                plancode=f"C{merk}", plaats=f"P{merk}",
            )  # fmt: skip
    herbereken()
    namen = list(Plan.objects.values_list("plannaam", flat=True))
    gezien = set()
    for _wie, user in [("anoniem", None), *cast]:
        client.logout()
        if user:
            client.force_login(user)
        mag = set(Plan.objects.for_user(user).values_list("plannaam", flat=True))
        tekst = leesbaar(naam, haal(client, naam))
        assert {n for n in namen if n in tekst} == mag
        gezien.add(len(mag))
    assert len(gezien) >= 4


def test_een_verwijderd_plan_staat_in_geen_bestand(client, cast, plannen):
    Plan.objects.filter(pk=plannen["een"].pk).update(verwijderd_op="2026-11-01T12:00Z")
    client.force_login(cast.beheerder)
    for naam in SOORTEN:
        assert plannen["een"].plannaam not in leesbaar(naam, haal(client, naam)).replace(plannen["twee"].plannaam, "")


def test_een_plan_dat_net_vertrouwelijker_werd_telt_als_in_de_lijst(client, plannen, gpkg):
    """Its contribution is still in a tier that this reader may not count: then not in the file either."""
    Bijdrage.objects.filter(plan=plannen["een"]).update(tier="gemeente")
    totaal = [n for _, n in client.get(reverse("plan-lijst")).context["typen"]]
    rijen = tabel(gpkg(haal(client, "plan-gpkg")), "plannen")
    assert [sum(r[w] for r in rijen) for w in WONINGTYPEN] == totaal
    assert plannen["een"].pk in {r["id"] for r in rijen}


def test_een_plan_zonder_plek_of_cijfers_gaat_mee(client, maak_plan, gpkg):
    """Before the first calculation, too."""
    plan = maak_plan(status="4A")
    Plan.objects.filter(pk=plan.pk).update(geometrie=None)
    [rij] = tabel(gpkg(haal(client, "plan-gpkg")), "plannen")
    assert (rij["geom"], rij["geclusterd"]) == (None, 0)
    [feature] = json.loads(haal(client, "plan-geojson"))["features"]
    assert feature["geometry"] is None
    uitleg = {r["onderwerp"]: r["toelichting"] for r in lees_xlsx(haal(client, "plan-xlsx"), "Toelichting")}
    assert uitleg["Peildatum van de cijfers"] == "nog niet berekend"


@pytest.mark.parametrize("naam", SOORTEN)
def test_ieder_bestand_staat_in_het_logboek(client, cast, plannen, naam):
    client.force_login(cast.koepel)
    haal(client, naam, gebied="GM9000")
    regel = Logregel.objects.get(handeling=Logregel.Handeling.EXPORT)
    assert "gebied=GM9000" in regel.wat
    assert "koepel" in regel.wie


@pytest.mark.parametrize("naam", SOORTEN)
def test_vaker_dan_de_limiet_is_429(client, plannen, naam, monkeypatch):
    monkeypatch.setattr("woonzorg.organisaties.limiet.Limiet.THROTTLE_RATES", {"export": "2/day"})
    assert [client.get(reverse(naam)).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("naam", SOORTEN)
def test_meer_plannen_kosten_niet_meer_queries(
    client, cast, maak_plan, herbereken, django_assert_max_num_queries, naam
):
    client.force_login(cast.coordinator_oost)
    for _ in range(12):
        maak_plan()
    herbereken()
    client.get(reverse(naam))
    with django_assert_max_num_queries(16):
        haal(client, naam)


def test_de_lijst_wijst_naar_de_bestanden_van_haar_keuze(client, plannen):
    antwoord = client.get(reverse("plan-lijst"), {"gebied": "GM9000", "blad": "2", "crs": "1"})
    tekst = antwoord.content.decode()
    links = [url for _, url in antwoord.context["downloads"]]
    assert f"{reverse('plan-gpkg')}?gebied=GM9000&crs=28992" in links
    for url in links:
        assert url.replace("&", "&amp;") in tekst
        assert client.get(url).status_code == 200
        assert "blad" not in url


def test_downloads_zonder_keuze_hebben_een_kaal_adres(rf):
    assert ("csv", reverse("plan-csv")) in downloads(rf.get("/").GET)


@pytest.mark.parametrize(
    "vraag",
    [{"gebied": "GM0000"}, {"periode": "x"}, {"status_planologisch": "x"}, {"volgorde": "x"}, {"bouwvorm": "\x00"}],
    ids=str,
)
@pytest.mark.parametrize("naam", SOORTEN)
def test_een_rare_vraag_is_geen_fout(client, plannen, naam, vraag):
    assert client.get(reverse(naam), vraag).status_code in (200, 400)


def test_tijdelijke_bestanden_blijven_niet_liggen(client, plannen, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for naam in ("plan-gpkg", "plan-geojson"):
        haal(client, naam)
        # Nobody reads this one to its end.
        client.get(reverse(naam))
    monkeypatch.setattr("programmering.plannen.uitvoer.Planuitvoer.jaarrijen", lambda self, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get(reverse("plan-gpkg"))
    assert list(Path(tmp_path).iterdir()) == []


def test_ingepakt_over_de_lijn_is_het_hetzelfde(client, plannen):
    antwoord = client.get(reverse("plan-geojson"), headers={"accept-encoding": "gzip"})
    uitgepakt = gzip.decompress(antwoord.getvalue())
    assert len(json.loads(uitgepakt)["features"]) == 3
