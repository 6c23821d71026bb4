"""Before confirming: what lies on the ground of another plan or row, or has its name; and a shape that was mended."""

import json
import re

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from programmering.imports import actions, overlap
from programmering.imports.models import Import, Importoverlap
from programmering.plannen.models import Plan

from .geomaker import WKT, geopackage, in_stelsel, laag, shapefile_zip
from .test_import_controle import PROFIEL, RD, bestand, feature, vierkantje

pytestmark = pytest.mark.django_db
X, Y = 142_000, 452_000


def vlak(x=0, y=0, breed=100, hoog=100) -> dict:
    x, y = X + x, Y + y
    hoeken = [[x, y], [x + breed, y], [x + breed, y + hoog], [x, y + hoog], [x, y]]
    return {"type": "Polygon", "coordinates": [hoeken]}


def als_plek(geometrie) -> MultiPolygon:
    return MultiPolygon(Polygon(*geometrie["coordinates"]), srid=28992)


def rij(nummer, geometrie, **kolommen):
    return feature(geometrie, **{"OBJECTID": nummer, "Plannaam": f"Rij {nummer}", "OPLONB": 5} | kolommen)


@pytest.fixture
def invoerder(client, cast, settings, monkeypatch):
    settings.DEMO = False
    for naam in ("controleer_import", "leg_import_vast"):
        monkeypatch.setattr(f"programmering.imports.tasks.{naam}.delay", lambda pk: None)
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)
    client.force_login(cast.invoerder_aa)
    return client


@pytest.fixture
def plan_op(maak_plan):
    """A plan with this place."""

    def maak(geometrie, gemeente="Aa", **velden):
        plan = maak_plan(gemeente, **velden)
        plan.geometrie = als_plek(geometrie)
        plan.save()
        return plan

    return maak


def stuur_op(client, inhoud, naam="plannen.geojson", **velden):
    gegevens = {"bestand": SimpleUploadedFile(naam, inhoud), "profiel": PROFIEL, "srid": ""} | velden
    return client.post(reverse("import-nieuw"), gegevens)


def controleer(client, *features, naam="plannen.geojson", inhoud=None) -> Import:
    antwoord = stuur_op(client, inhoud or bestand(*features), naam)
    assert antwoord.status_code == 302, tekst(antwoord)
    import_ = Import.objects.latest("pk")
    actions.controleer_import(import_.pk)
    import_.refresh_from_db()
    return import_


def paren(import_, user) -> set[tuple]:
    """(name of the row, name of the other) of what this user is shown."""
    gevonden = Importoverlap.objects.for_user(user).filter(regel__bij=import_)
    return {(o.regel.plannaam, o.plan.plannaam if o.plan else o.ander.plannaam) for o in gevonden}


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def pagina(client, import_) -> str:
    return tekst(client.get(reverse("import", args=[import_.pk])))


# --- What is found -----------------------------------------------------------------------------------------


def test_overlap_met_een_plan_en_tussen_rijen(invoerder, cast, plan_op):
    plan_op(vlak(), plannaam="Bestaand")
    import_ = controleer(
        invoerder,
        rij(1, vlak(50)),
        rij(2, vlak(120)),
        rij(3, vlak(1000)),
        rij(4, vlak(1000, 50)),
    )
    assert paren(import_, cast.invoerder_aa) == {("Rij 1", "Bestaand"), ("Rij 1", "Rij 2"), ("Rij 3", "Rij 4")}
    o = Importoverlap.objects.get(regel__plannaam="Rij 1", plan__isnull=False)
    assert (round(o.m2), round(o.deel, 3), o.zelfde_plek, o.zelfde_naam) == (5000, 0.5, False, False)
    assert import_.samenvatting["overlap"] == {"aantal": 3, "meer": False}


@pytest.mark.parametrize(
    ("ander", "gevonden"),
    [
        # Next to it, and across a line of ten centimetres.
        (vlak(100), False),
        (vlak(99.9), False),
        # 240 m² of 10.000 is little; 260 m² is too much to be a slip.
        (vlak(97.6), False),
        (vlak(97.4), True),
        # A small one that lies for more than a tenth on a large one.
        (vlak(99, 0, 10, 10), False),
        (vlak(98.9, 0, 10, 10), True),
        # Almost nothing, whatever part of it.
        (vlak(99.5, 0, 0.5, 1), False),
    ],
)
def test_de_drempel(invoerder, cast, plan_op, ander, gevonden):
    plan_op(vlak(), plannaam="Bestaand")
    import_ = controleer(invoerder, rij(1, ander))
    assert bool(paren(import_, cast.invoerder_aa)) == gevonden


def test_dezelfde_plek_en_dezelfde_naam_worden_zo_genoemd(invoerder, cast, plan_op):
    plan_op(vlak(), plannaam="Hof van de Linde")
    plan_op(vlak(2000), plannaam="Elders")
    import_ = controleer(invoerder, rij(1, vlak(2), Plannaam="HOF van-de linde"), rij(2, vlak(5000), Plannaam="Elders"))
    linde, elders = Importoverlap.objects.filter(regel__bij=import_).order_by("regel__nummer")
    assert (linde.zelfde_plek, linde.zelfde_naam) == (True, True)
    assert (elders.zelfde_plek, elders.zelfde_naam, elders.m2) == (False, True, 0)
    gezien = pagina(invoerder, import_)
    assert "vrijwel dezelfde plek en dezelfde naam" in gezien
    assert "9.800 m²" in gezien
    assert "98 %" in gezien


def test_dezelfde_naam_in_een_andere_gemeente_is_niets(invoerder, cast, maak_plan):
    maak_plan("Bee", plannaam="Rij 1")
    assert paren(controleer(invoerder, rij(1, vlak())), cast.invoerder_aa) == set()


def test_het_eigen_plan_telt_niet_en_wat_niet_verandert_ook_niet(invoerder, cast):
    """The same file once more: nothing is new, so there is nothing to look at."""
    import_ = controleer(invoerder, rij(1, vlak()), rij(2, vlak(50)))
    assert len(paren(import_, cast.invoerder_aa)) == 1
    invoerder.post(reverse("import-vastleggen", args=[import_.pk]))
    actions.leg_import_vast(import_.pk)
    assert Plan.objects.count() == 2
    assert not Importoverlap.objects.exists()
    weer = controleer(invoerder, rij(1, vlak()), rij(2, vlak(50)))
    assert paren(weer, cast.invoerder_aa) == set()
    # The first moves: from on the second to beside it, and then further onto it.
    assert paren(controleer(invoerder, rij(1, vlak(-100)), rij(2, vlak(50))), cast.invoerder_aa) == set()
    assert paren(controleer(invoerder, rij(1, vlak(40)), rij(2, vlak(50))), cast.invoerder_aa) == {("Rij 1", "Rij 2")}


def test_twee_die_samen_verschuiven_worden_op_hun_nieuwe_plek_vergeleken(invoerder, cast):
    import_ = controleer(invoerder, rij(1, vlak()), rij(2, vlak(500)))
    invoerder.post(reverse("import-vastleggen", args=[import_.pk]))
    actions.leg_import_vast(import_.pk)
    # Each to where the other was: on the map of now they overlap, in the file they do not.
    assert paren(controleer(invoerder, rij(1, vlak(500)), rij(2, vlak())), cast.invoerder_aa) == set()


def test_een_geweigerde_rij_doet_niet_mee(invoerder, cast, plan_op):
    plan_op(vlak(), plannaam="Bestaand")
    import_ = controleer(invoerder, rij(1, vlak(), Aantalrest=-3), rij(2, vlak(5000)))
    assert paren(import_, cast.invoerder_aa) == set()


def test_een_plan_in_de_prullenbak_doet_niet_mee(invoerder, cast, plan_op):
    plan = plan_op(vlak())
    Plan.objects.filter(pk=plan.pk).update(verwijderd_op="2026-11-01T12:00Z")
    assert paren(controleer(invoerder, rij(1, vlak())), cast.invoerder_aa) == set()


# --- Who may see it ----------------------------------------------------------------------------------------


def test_een_plan_dat_iemand_niet_mag_zien_verraadt_zich_niet(invoerder, cast, plan_op):
    """Also not by a number: of the neighbours only what is public."""
    plan_op(vlak(), "Bee", plannaam="GEHEIMBEE", status="4A", vertrouwelijkheid="gemeente")
    plan_op(vlak(), "Bee", plannaam="OPENBAARBEE")
    import_ = controleer(invoerder, rij(1, vlak()))
    assert paren(import_, cast.invoerder_aa) == {("Rij 1", "OPENBAARBEE")}
    assert import_.samenvatting["overlap"]["aantal"] == 1
    assert Importoverlap.objects.count() == 1
    gezien = pagina(invoerder, import_)
    assert "OPENBAARBEE" in gezien
    assert "GEHEIMBEE" not in gezien


def test_wie_later_kijkt_ziet_alleen_wat_hij_dan_mag_zien(invoerder, cast, plan_op):
    plan = plan_op(vlak(), "Bee", plannaam="STRAKSGEHEIM", status="4A", vertrouwelijkheid="openbaar")
    import_ = controleer(invoerder, rij(1, vlak()))
    assert "STRAKSGEHEIM" in pagina(invoerder, import_)
    Plan.objects.filter(pk=plan.pk).update(vertrouwelijkheid="gemeente")
    for url in ("import", "import-overlap"):
        gezien = tekst(invoerder.get(reverse(url, args=[import_.pk])))
        assert "STRAKSGEHEIM" not in gezien
        assert "142000" not in gezien
    assert "Geen nieuw of verschoven plan" in pagina(invoerder, import_)
    invoerder.force_login(cast.beheerder)
    assert "STRAKSGEHEIM" in pagina(invoerder, import_)


def test_een_import_zonder_account_vergelijkt_met_alles(land, cast, plan_op):
    plan_op(vlak(), plannaam="Geheim", status="4A", vertrouwelijkheid="gemeente")
    import_ = actions.ontvang(
        bestandsnaam="p.geojson",
        inhoud=bestand(rij(1, vlak())),
        profielnaam=PROFIEL,
        srid=None,
        door=None,
        door_naam="x",
    )
    actions.controleer_import(import_.pk, gebonden=False)
    assert Importoverlap.objects.count() == 1


# --- On the page -------------------------------------------------------------------------------------------


def kaart(antwoord) -> dict:
    [gevonden] = re.findall(
        r'<script id="kaart-config" type="application/json">(.*?)</script>', antwoord.content.decode()
    )
    return json.loads(gevonden)


def test_de_pagina_noemt_de_drempel_en_heeft_kaart_en_tabel(invoerder, plan_op):
    plan = plan_op(vlak(), plannaam="Bestaand")
    import_ = controleer(invoerder, rij(1, vlak(50)), rij(2, vlak(50, 20)))
    antwoord = invoerder.get(reverse("import", args=[import_.pk]))
    gezien = tekst(antwoord)
    assert "meer dan 250 m² delen, of meer dan 10 % van het kleinste" in gezien
    assert f'<a href="{plan.get_absolute_url()}">Bestaand</a>' in gezien
    assert "3 keer dubbel of overlappend" in gezien
    assert "dist/kaart.js" in gezien
    kenmerken = kaart(antwoord)["vormen"]["features"]
    # Three shapes, each once, however many pairs they are in.
    kenmerken.sort(key=lambda k: k["properties"]["naam"])
    assert [(k["properties"]["soort"], k["properties"]["naam"]) for k in kenmerken] == [
        ("plan", "Bestaand"), ("rij", "Rij 1"), ("rij", "Rij 2"),
    ]  # fmt: skip
    assert [len(k["properties"]["bij"]) for k in kenmerken] == [2, 2, 2]
    for k in kenmerken:
        lengte, breedte = k["geometry"]["coordinates"][0][0]
        assert 4 < lengte < 6 and 51 < breedte < 53
        assert all(f'id="{anker}"' in gezien for anker in k["properties"]["bij"])


def test_zonder_overlap_staat_dat_er_ook(invoerder):
    import_ = controleer(invoerder, rij(1, vlak()))
    gezien = pagina(invoerder, import_)
    assert "Geen nieuw of verschoven plan ligt op de plek" in gezien
    assert "meer dan 250 m²" in gezien
    assert "dist/kaart.js" not in gezien


def test_alleen_een_naam_heeft_geen_kaart(invoerder, maak_plan):
    maak_plan(plannaam="Rij 1")
    import_ = controleer(invoerder, rij(1, vlak(8000)))
    gezien = pagina(invoerder, import_)
    assert "dezelfde naam" in gezien
    assert "dist/kaart.js" not in gezien


def test_veel_overlap_heeft_een_eigen_pagina(invoerder, monkeypatch, django_assert_max_num_queries):
    import_ = controleer(invoerder, *(rij(i, vlak(i * 10)) for i in range(1, 13)))
    aantal = Importoverlap.objects.count()
    assert aantal > 40
    assert f"Bekijk alle {aantal}" in pagina(invoerder, import_)
    url = reverse("import-overlap", args=[import_.pk])
    with django_assert_max_num_queries(12):
        antwoord = invoerder.get(url)
    assert len(antwoord.context["overlap"]["rijen"]) == 50 if aantal >= 50 else aantal
    assert f"{aantal}</strong> keer" in tekst(antwoord)
    with django_assert_max_num_queries(16):
        pagina(invoerder, import_)


def test_na_het_vastleggen_is_er_niets_meer_te_vergelijken(invoerder, plan_op):
    plan_op(vlak())
    import_ = controleer(invoerder, rij(1, vlak()))
    invoerder.post(reverse("import-vastleggen", args=[import_.pk]))
    actions.leg_import_vast(import_.pk)
    url = reverse("import-overlap", args=[import_.pk])
    assert invoerder.get(url).url == reverse("import", args=[import_.pk])
    assert "Dubbel of overlappend" not in pagina(invoerder, import_)


# --- Large files -------------------------------------------------------------------------------------------


def test_alles_op_een_hoop_blijft_te_overzien(invoerder, monkeypatch):
    monkeypatch.setattr(overlap, "PER_RIJ", 3)
    monkeypatch.setattr(overlap, "HOOGSTENS", 50)
    monkeypatch.setitem(overlap._WAARDEN, "per_rij", 3)
    monkeypatch.setitem(overlap._WAARDEN, "hoogstens", 50)
    import_ = controleer(invoerder, *(rij(i, vlak(), Plannaam="Zelfde") for i in range(1, 60)))
    assert Importoverlap.objects.count() == 50
    assert import_.status == Import.Status.GECONTROLEERD


def test_duurt_het_te_lang_dan_wordt_dat_gezegd_en_gaat_de_rest_door(invoerder, monkeypatch):
    monkeypatch.setattr(overlap, "_INDEX", "SELECT pg_sleep(3)")
    monkeypatch.setattr(overlap, "GEDULD", 1)
    import_ = controleer(invoerder, rij(1, vlak()), rij(2, vlak()))
    assert (import_.status, import_.samenvatting["overlap"]) == (Import.Status.GECONTROLEERD, {"te_veel": True})
    assert "dat vergelijken te lang duurt" in pagina(invoerder, import_)


def test_de_tijdelijke_tabel_blijft_niet_staan(invoerder):
    controleer(invoerder, rij(1, vlak()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pg_temp.import_vlak')")
        assert cursor.fetchone() == (None,)


def test_een_groot_bestand_wordt_in_een_keer_vergeleken(invoerder, plan_op, django_assert_num_queries):
    """A grid in which each shape touches eight others and lies on none, with a plan across every fifth."""
    for i in range(5):
        plan_op(vlak(i * 450, 50))
    features = [rij(n, vlak(n % 50 * 90, n // 50 * 90, 90, 90)) for n in range(2000)]
    import_ = actions.ontvang(
        bestandsnaam="p.geojson", inhoud=bestand(*features), profielnaam=PROFIEL, srid=None, door=None, door_naam="x"
    )
    with overlap.Overlapzoeker(None) as zoeker:
        for blok in actions._beoordelaar(import_, False).blokken(bytes(import_.bestand)):
            zoeker.neem(blok)
        with django_assert_num_queries(6):
            plannen = zoeker._zoek("plan")
        assert zoeker._zoek("rij") == {}
    assert len(plannen) == 20


# --- A shape that was mended -------------------------------------------------------------------------------

ZANDLOPER = {
    "type": "Polygon",
    "coordinates": [[[X, Y], [X + 100, Y + 100], [X + 100, Y], [X, Y + 100], [X, Y]]],
}


def test_een_vlak_dat_zichzelf_kruist_zegt_waar_en_is_voor_en_na_te_zien(invoerder):
    import_ = controleer(invoerder, rij(1, vlak(500)), rij(2, ZANDLOPER))
    gezien = pagina(invoerder, import_)
    assert "de rand kruist zichzelf bij 142050, 452050 (RD). Het is hersteld, en is nu 5.000 m² groot." in gezien
    url = reverse("import-vlak", args=[import_.pk, 2])
    assert f'href="{url}"' in gezien
    assert reverse("import-vlak", args=[import_.pk, 1]) not in gezien
    antwoord = invoerder.get(url)
    assert "5.000 m²" in tekst(antwoord)
    assert "142050, 452050 (RD)" in tekst(antwoord)
    soorten = {k["properties"]["soort"]: k["geometry"]["type"] for k in kaart(antwoord)["vormen"]["features"]}
    assert soorten == {"voor": "MultiPolygon", "na": "MultiPolygon", "fout": "Point"}
    assert antwoord.context["herstel"].delen_na == 2


@pytest.mark.parametrize("srid", [4326, 4258])
def test_de_plek_van_de_fout_is_in_rd_ook_uit_graden(invoerder, srid):
    inhoud = geopackage(laag(in_stelsel([rij(1, ZANDLOPER)], srid), srid=srid))
    import_ = controleer(invoerder, naam="p.gpkg", inhoud=inhoud)
    assert re.search(r"bij 1420[45]\d, 4520[45]\d \(RD\)", pagina(invoerder, import_))
    assert invoerder.get(reverse("import-vlak", args=[import_.pk, 1])).status_code == 200


@pytest.mark.parametrize(
    ("ringen", "zin"),
    [
        ([vierkantje(X, Y, 100), vierkantje(X + 500, Y, 10)], "een gat ligt buiten het vlak"),
        ([vierkantje(X, Y, 100), vierkantje(X + 10, Y + 10, 50), vierkantje(X + 20, Y + 20, 10)], "gat"),
        (
            [[[X, Y], [X + 50, Y + 50], [X + 100, Y], [X + 100, Y + 100], [X + 50, Y + 50], [X, Y + 100], [X, Y]]],
            "de rand raakt zichzelf",
        ),
    ],
)
def test_wat_er_mis_is_staat_in_woorden(invoerder, ringen, zin):
    import_ = controleer(invoerder, rij(1, {"type": "Polygon", "coordinates": ringen}))
    assert zin in pagina(invoerder, import_)


def test_voor_en_na_alleen_van_een_eigen_import_en_zolang_het_bestand_er_is(invoerder, cast):
    import_ = controleer(invoerder, rij(1, ZANDLOPER), rij(2, vlak(500)))
    url = reverse("import-vlak", args=[import_.pk, 1])
    invoerder.force_login(cast.invoerder_bee)
    assert invoerder.get(url).status_code == 404
    invoerder.force_login(cast.invoerder_aa)
    assert invoerder.get(url).status_code == 200
    for nummer in (2, 3, 0, 999_999_999_999_999_999_999):
        assert invoerder.get(reverse("import-vlak", args=[import_.pk, nummer])).status_code == 404
    invoerder.post(reverse("import-vastleggen", args=[import_.pk]))
    actions.leg_import_vast(import_.pk)
    assert invoerder.get(url).status_code == 404
    assert url not in pagina(invoerder, import_)


# --- Which CRS, on the page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "maak"),
    [
        ("p.gpkg", lambda f, srid: geopackage(laag(in_stelsel(f, srid), srid=srid))),
        ("p.zip", lambda f, srid: shapefile_zip(in_stelsel(f, srid), prj=WKT[srid])),
        (
            "p.geojson",
            lambda f, srid: bestand(*in_stelsel(f, srid), crs={"type": "name", "properties": {"name": f"EPSG:{srid}"}}),
        ),
    ],
)
@pytest.mark.parametrize("srid", [28992, 4326, 4258])
def test_van_bestand_tot_plan_in_elk_stelsel(invoerder, naam, maak, srid):
    import_ = controleer(invoerder, naam=naam, inhoud=maak([rij(1, vlak())], srid))
    assert f"EPSG:{srid}), zoals het bestand zegt" in pagina(invoerder, import_)
    invoerder.post(reverse("import-vastleggen", args=[import_.pk]))
    actions.leg_import_vast(import_.pk)
    # Less than a decimetre along its whole outline.
    assert Plan.objects.get().geometrie.sym_difference(als_plek(vlak())).area < 40


@pytest.mark.parametrize("naam", ["p.gpkg", "p.zip", "p.geojson"])
def test_buiten_nederland_is_in_elk_bestand_dezelfde_zin(invoerder, naam):
    andersom = {"type": "Polygon", "coordinates": [[[y, x] for x, y in vlak()["coordinates"][0]]]}
    features = [rij(1, andersom)]
    inhoud = {
        "p.gpkg": lambda: geopackage(laag(features)),
        "p.zip": lambda: shapefile_zip(features),
        "p.geojson": lambda: bestand(*features, crs=RD),
    }[naam]()
    assert "<td>coördinaten liggen buiten Nederland (assen verwisseld?)</td>" in pagina(
        invoerder, controleer(invoerder, naam=naam, inhoud=inhoud)
    )


@pytest.mark.parametrize(
    ("naam", "inhoud"),
    [
        ("p.zip", lambda: shapefile_zip([rij(1, vlak())], prj=None)),
        ("p.geojson", lambda: bestand(rij(1, vlak()), crs=None)),
    ],
)
def test_zonder_stelsel_vraagt_de_pagina_het_en_blijft_het_bestand(invoerder, naam, inhoud):
    antwoord = stuur_op(invoerder, inhoud(), naam)
    import_ = Import.objects.get()
    assert (antwoord.url, import_.status) == (reverse("import", args=[import_.pk]), Import.Status.VRAAGT)
    actions.controleer_import(import_.pk)
    gezien = pagina(invoerder, import_)
    assert "In welk coördinatenstelsel is dit bestand?" in gezien
    assert "u hoeft het niet opnieuw te kiezen" in gezien
    assert "Vastleggen" not in gezien
    url = reverse("import-stelsel", args=[import_.pk])
    for fout in ({}, {"srid": "3857"}, {"srid": "x"}, {"srid": "9" * 100}):
        antwoord = invoerder.post(url, fout)
        assert antwoord.status_code == 422
        assert "In welk coördinatenstelsel is dit bestand?" in tekst(antwoord)
    assert invoerder.post(url, {"srid": "28992"}).url == reverse("import", args=[import_.pk])
    actions.controleer_import(import_.pk)
    gezien = pagina(invoerder, import_)
    assert "coördinaten in RD (EPSG:28992), zoals u koos" in gezien
    assert "Vastleggen: 1 plan" in gezien


def test_een_verkeerde_keuze_is_te_herstellen_zonder_het_bestand_opnieuw(invoerder):
    stuur_op(invoerder, shapefile_zip([rij(1, vlak())], prj=None), "p.zip")
    import_ = Import.objects.get()
    url = reverse("import-stelsel", args=[import_.pk])
    invoerder.post(url, {"srid": "4326"})
    actions.controleer_import(import_.pk)
    gezien = pagina(invoerder, import_)
    assert "assen verwisseld?" in gezien
    assert "Klopt het coördinatenstelsel niet?" in gezien
    invoerder.post(url, {"srid": "28992"})
    actions.controleer_import(import_.pk)
    assert "Vastleggen: 1 plan" in pagina(invoerder, import_)


def test_een_bestand_dat_zijn_stelsel_noemt_laat_zich_niets_anders_zeggen(invoerder):
    import_ = controleer(invoerder, naam="p.zip", inhoud=shapefile_zip([rij(1, vlak())]))
    invoerder.post(reverse("import-stelsel", args=[import_.pk]), {"srid": "4326"})
    import_.refresh_from_db()
    assert (import_.status, import_.srid) == (Import.Status.GECONTROLEERD, None)
    assert "Klopt het coördinatenstelsel niet?" not in pagina(invoerder, import_)


def test_de_pagina_zegt_welke_laag_is_gelezen(invoerder):
    ander = {"type": "Feature", "properties": {"buurt": "x"}, "geometry": vlak(500)}
    import_ = controleer(
        invoerder, naam="p.gpkg", inhoud=geopackage(laag([ander] * 3, naam="b<b>"), laag([rij(1, vlak())]))
    )
    gezien = pagina(invoerder, import_)
    assert "Gelezen is laag &#x27;plannen&#x27; (1 rijen); niet gelezen: &#x27;b&lt;b&gt;&#x27;." in gezien


def test_naar_een_stelsel_wordt_niet_gevraagd_als_de_kolommen_niet_passen(invoerder):
    ander = {"type": "Feature", "properties": {"naam": "x"}, "geometry": vlak()}
    antwoord = stuur_op(invoerder, shapefile_zip([ander], prj=None), "p.zip")
    assert antwoord.status_code == 422
    assert "het mist de kolommen" in tekst(antwoord)
    assert not Import.objects.exists()


def test_wie_een_vraag_liet_liggen_kan_de_import_weggooien(invoerder):
    stuur_op(invoerder, shapefile_zip([rij(1, vlak())], prj=None), "p.zip")
    import_ = Import.objects.get()
    assert "Gooi deze import weg" in pagina(invoerder, import_)
    invoerder.post(reverse("import-weggooien", args=[import_.pk]))
    assert not Import.objects.exists()
