"""Plans on their pages: the form and its messages, places, conflicts, tiles, csv, and what others never see."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from programmering.plannen.actions import VersieConflict, bewaar_plan
from programmering.plannen.models import Plan, Planregel
from programmering.plannen.plek import uit_coordinaten, uit_geojson
from programmering.plannen.tegels import plannen_tegel
from programmering.voortgang.models import Bijdrage
from tests.conftest import OORSPRONG, regels_van
from woonzorg.gebieden.models import Grens

pytestmark = pytest.mark.django_db


IN_AA = f"{OORSPRONG[0] + 5_000}, {OORSPRONG[1] + 5_000}"


def velden(gemeente, **anders):
    """A filled-in form with 20 geclusterde homes in 2027."""
    gegevens = {
        "gemeente": gemeente.pk, "plannaam": "De Linde", "status_planologisch": "4A", "vertrouwelijkheid": "provincie",
        "status_project": "studie", "plantype": "verdichting", "opdrachtgever_soort": "onbekend",
        "woonmilieu": "onbekend", "peildatum": "2026-11-01", "oppervlakte": "2500", "studentenwoningen": "unknown",
        "r-nieuwbouw-nieuwbouw-gepland": "20", "r-nieuwbouw-nieuwbouw-2027": "20",
        "r-wonen_en_zorg-geclusterd-gepland": "20", "r-wonen_en_zorg-geclusterd-2027": "20",
    }  # fmt: skip
    return gegevens | anders


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def test_formulier_maakt_een_plan_dat_meetelt(invoerder, land, herbereken):
    antwoord = invoerder.post(reverse("plan-nieuw"), velden(land["Aa"]))
    plan = Plan.objects.get()
    assert antwoord.url == reverse("plan", args=[plan.pk])
    assert plan.invoerstatus == "gereed"
    assert {(r.groep, r.categorie): r.gepland for r in plan.regels.all()} == {
        ("nieuwbouw", "nieuwbouw"): 20, ("wonen_en_zorg", "geclusterd"): 20, ("woningtype", "onbekend"): 20,
        ("betaalbaarheid", "onbekend"): 20, ("flex", "permanent"): 20,
    }  # fmt: skip
    herbereken()
    assert Bijdrage.objects.get().aantal == 20


def test_wat_niet_klopt_wordt_gezegd_en_niets_is_weg(invoerder, land):
    fout = velden(land["Aa"], **{"r-nieuwbouw-nieuwbouw-2027": "17", "toelichting": "Overleg met de buurt"})
    antwoord = invoerder.post(reverse("plan-nieuw"), fout)
    assert antwoord.status_code == 422
    assert not Plan.objects.exists()
    pagina = antwoord.content.decode()
    assert "Nieuwbouw: de jaren tellen op tot 17, maar er resten 20 woningen" in pagina
    assert "3 te weinig" in pagina
    assert 'value="17"' in pagina
    assert "Overleg met de buurt" in pagina


def test_als_concept_mag_het_wel_en_dan_telt_het_niet(invoerder, land, herbereken):
    fout = velden(land["Aa"], **{"r-nieuwbouw-nieuwbouw-2027": "17", "concept": "1"})
    invoerder.post(reverse("plan-nieuw"), fout)
    assert Plan.objects.get().invoerstatus == "concept"
    herbereken()
    assert not Bijdrage.objects.exists()


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"plannaam": ""}, "Dit veld is vereist"),
        ({"plannaam": "Bestaat al"}, "Deze gemeente heeft al een plan met deze naam"),
        ({"r-nieuwbouw-nieuwbouw-2027": "twintig"}, "&#x27;twintig&#x27; is geen heel getal"),
        ({"knelpunten": ["geen", "stikstof"]}, "kan niet samen met andere knelpunten"),
        ({"breidt_uit": "De Hof"}, "Vul in waarom dit plan bij het bestaande cluster hoort"),
        ({"status_planologisch": "onbekend"}, "Een plan zonder planologische status blijft concept"),
        ({"realisatiekans": "5"}, "minstens 10"),
        ({"coordinaten": "471500, 258000"}, "De coördinaten liggen buiten Nederland (assen verwisseld?)"),
        ({"coordinaten": "ergens"}, "Geef twee getallen"),
    ],
)
def test_meldingen_in_gewoon_nederlands(invoerder, land, maak_plan, anders, melding):
    maak_plan(plannaam="Bestaat al")
    antwoord = invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], **anders))
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()
    assert Plan.objects.count() == 1


def test_hard_plan_wordt_vanzelf_openbaar(invoerder, land):
    hard = {"status_planologisch": "1A", "opdrachtgever_soort": "gemeente", "coordinaten": IN_AA}
    invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], vertrouwelijkheid="gemeente", **hard))
    assert Plan.objects.get().vertrouwelijkheid == "openbaar"


def test_niemand_maakt_een_plan_bij_de_buren(invoerder, land):
    antwoord = invoerder.post(reverse("plan-nieuw"), velden(land["Bee"]))
    assert antwoord.status_code == 422
    assert not Plan.objects.exists()


def test_niemand_schuift_een_plan_naar_de_buren(invoerder, land, maak_plan):
    plan = maak_plan()
    antwoord = invoerder.post(reverse("plan-bewerken", args=[plan.pk]), velden(land["Bee"], versie=1))
    assert antwoord.status_code == 422
    plan.refresh_from_db()
    assert plan.gemeente == land["Aa"]


def test_actie_merkt_dat_iemand_anders_eerder_was(maak_plan):
    plan = maak_plan()
    ander = Plan.objects.get(pk=plan.pk)
    bewaar_plan(plan=ander, regels=None, gereed=True, by="een", verwachte_versie=plan.versie)
    with pytest.raises(VersieConflict):
        bewaar_plan(plan=plan, regels=None, gereed=True, by="twee", verwachte_versie=1)


def test_geschiedenis_zegt_wie_wat_veranderde(invoerder, land, maak_plan):
    plan = maak_plan(plannaam="De Linde", status="4A", vertrouwelijkheid="provincie")
    invoerder.post(reverse("plan-bewerken", args=[plan.pk]), velden(land["Aa"], versie=1, plaats="Dorp"))
    (nieuw, eerste) = invoerder.get(plan.get_absolute_url()).context["historie"]
    assert "plaats" in nieuw.wat
    assert nieuw.wie == "invoerder-aa"
    assert "plan aangemaakt" in eerste.wat


def test_verwijderen(invoerder, maak_plan, herbereken):
    plan = maak_plan()
    herbereken()
    assert invoerder.post(reverse("plan-verwijderen", args=[plan.pk])).status_code == 302
    assert not Plan.objects.exists()
    herbereken()
    assert not Bijdrage.objects.exists()


# What the database itself refuses


@pytest.mark.parametrize(
    "wijziging",
    [
        {"status_planologisch": "1A", "vertrouwelijkheid": "provincie"},
        {"status_planologisch": "onbekend"},
        {"knelpunten": ["geen", "stikstof"]},
        {"breidt_uit": "De Hof", "breidt_uit_reden": ""},
        {"realisatiekans": 5},
    ],
)
def test_database_weigert(maak_plan, wijziging):
    plan = maak_plan(status="4A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**wijziging)


def test_database_weigert_een_gereed_plan_dat_niet_optelt(maak_plan):
    plan = maak_plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Planregel.objects.filter(plan=plan, categorie="geclusterd").update(gepland=19)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# Places


def test_coordinaten_in_rd_en_in_graden_geven_dezelfde_plek():
    rd = uit_coordinaten("155000, 463000", 400)
    graden = uit_coordinaten("52.15517, 5.38721", 400)
    assert rd.area == pytest.approx(400)
    assert rd.centroid.distance(graden.centroid) < 1


def geojson(ring, crs=None):
    data = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return json.dumps(data | ({"crs": {"properties": {"name": crs}}} if crs else {})).encode()


VIERKANT = [[155000, 463000], [155100, 463000], [155100, 463100], [155000, 463100], [155000, 463000]]


def test_geojson_in_rd():
    vlak = uit_geojson(geojson(VIERKANT, "urn:ogc:def:crs:EPSG::28992"))
    assert vlak.srid == 28992
    assert vlak.area == pytest.approx(10_000)


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"geen json", "geen leesbaar GeoJSON"),
        (b"[" * 100_000, "geen leesbaar GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "geen vlak"),
        (b'{"type": "Point", "coordinates": [5, 52]}', "geen vlak"),
        (geojson([[52, 5], [52.1, 5], [52.1, 5.1], [52, 5]]), "buiten Nederland (assen verwisseld?)"),
        (geojson(VIERKANT), "buiten Nederland"),
        (geojson(VIERKANT, "urn:ogc:def:crs:EPSG::3857"), "Onbekend coördinatenstelsel"),
        (geojson([[5, 52], [5.1, 52.1], [5.1, 52], [5, 52.1], [5, 52]]), "de lijn kruist zichzelf"),
        (geojson([[5, 52], ["NaN", 52.1], [5.1, 52], [5, 52]]), "geen leesbaar GeoJSON"),
        (geojson([[5, 52], [float("nan"), 52.1], [5.1, 52], [5, 52]]), "geen leesbaar GeoJSON"),
        (b"x" * (5 * 1024 * 1024 + 1), "groter dan 5 MB"),
    ],
)
def test_geojson_dat_niet_kan(inhoud, melding):
    with pytest.raises(ValidationError, match=melding.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")):
        uit_geojson(inhoud)


def test_plek_bij_de_buren_is_een_waarschuwing_bij_benadering_en_een_fout_bij_officieel(invoerder, land):
    plek = f"{OORSPRONG[0] + 15_000}, {OORSPRONG[1] + 5_000}"  # in Bee
    antwoord = invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], coordinaten=plek), follow=True)
    assert "ligt dit plan in Bee, maar het staat bij Aa" in antwoord.content.decode()
    Grens.objects.update(bron="officieel")
    antwoord = invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], plannaam="Tweede", coordinaten=plek))
    assert antwoord.status_code == 422
    assert "Deze plek ligt in Bee" in antwoord.content.decode()


def test_geojson_door_het_formulier(invoerder, land):
    bestand = SimpleUploadedFile("plek.geojson", geojson(VIERKANT, "urn:ogc:def:crs:EPSG::28992"))
    invoerder.post(reverse("plan-nieuw"), velden(land["Aa"]) | {"geojson": bestand})
    assert Plan.objects.get().geometrie.area == pytest.approx(10_000)


# What others never see


GEHEIM = {
    "toelichting": "GEHEIMETOELICHTING",
    "knelpunten": ["stikstof"],
    "realisatiekans": 40,
    "opdrachtgever_soort": "particulieren",
    "opdrachtgever_naam": "GEHEIMENAAM",
}


def test_van_een_openbaar_plan_ziet_een_ander_alleen_de_openbare_velden(client, cast, maak_plan, herbereken):
    plan = maak_plan(**GEHEIM)
    herbereken()
    for user in (None, cast.koepel, cast.invoerder_bee, cast.partner):
        client.logout()
        if user:
            client.force_login(user)
        for url in (plan.get_absolute_url(), reverse("plan-lijst"), reverse("plan-csv")):
            tekst = client.get(url).content.decode()
            assert plan.plannaam in tekst
            for geheim in ("GEHEIMETOELICHTING", "GEHEIMENAAM", "Stikstof", "stikstof", "40 %"):
                assert geheim not in tekst.replace("Download", "")
    client.force_login(cast.adviseur_oost)
    assert "GEHEIMETOELICHTING" in client.get(plan.get_absolute_url()).content.decode()


def test_vertrouwelijk_plan_lekt_nergens(client, cast, maak_plan, herbereken):
    plan = maak_plan(plannaam="GEHEIMPLAN", status="4A", vertrouwelijkheid="gemeente", plancode="GEHEIMCODE")
    herbereken()
    urls = [
        reverse("plan-lijst"), reverse("plan-lijst") + "?q=GEHEIMPLAN", reverse("plan-lijst") + "?q=GEHEIMCODE",
        reverse("plan-lijst") + "?gebied=GM9000&periode=2030&woningtype=geclusterd&schakel=zacht",
        reverse("plan-csv"), "/", "/gebied/GM9000/", reverse("gebied-csv", args=["GM9000"]),
        "/api/v1/keten?gebied=GM9000",
    ]  # fmt: skip
    for user in (None, cast.koepel, cast.invoerder_bee, cast.adviseur_oost, cast.partner, cast.vreemde):
        client.logout()
        if user:
            client.force_login(user)
        for url in urls:
            tekst = client.get(url).content.decode()
            assert ">GEHEIMPLAN<" not in tekst
            # What was searched for comes back in the search field and in the printed address, and nowhere else.
            assert "GEHEIMCODE" not in tekst.replace('value="GEHEIMCODE"', "").replace("?q=GEHEIMCODE", "")
        assert client.get(reverse("plan-lijst") + "?q=GEHEIMPLAN").context["pagina"].paginator.count == 0
        assert client.get(plan.get_absolute_url()).status_code == 404
        # A plan that one may not see answers exactly as one that does not exist.
        assert _zonder_toeval(client.get(plan.get_absolute_url())) == _zonder_toeval(client.get("/plannen/999999/"))


def _zonder_toeval(antwoord) -> str:
    """The page without the number in its address and without the token that differs every time."""
    tekst = re.sub(r"/plannen/[0-9]+/", "", antwoord.content.decode())
    return re.sub(r"[A-Za-z0-9]{64}", "", tekst)


def _tegel(user, plan, z=14):
    """The tile that holds this plan, as `user` gets it."""
    plan.refresh_from_db()
    x, y = plan.tegelpunt.coords
    maat = 40_075_016.68 / 2**z
    kolom, rij = int((x + 20_037_508.34) / maat), int((20_037_508.34 - y) / maat)
    return plannen_tegel(Plan.objects.for_user(user), z, kolom, rij)


@pytest.mark.parametrize("z", [6, 10, 14])
def test_tegel_heeft_alleen_wat_de_lezer_mag_zien(cast, maak_plan, z):
    plan = maak_plan(plannaam="<img onerror=1>", status="4A", vertrouwelijkheid="gemeente")
    assert _tegel(cast.invoerder_aa, plan, z)
    for user in (cast.koepel, cast.invoerder_bee, cast.adviseur_oost):
        assert _tegel(user, plan, z) == b""


def test_naam_met_html_blijft_tekst(client, maak_plan, herbereken):
    plan = maak_plan(plannaam="<img src=x onerror=alert(1)>")
    herbereken()
    for url in (reverse("plan-lijst"), plan.get_absolute_url()):
        assert b"<img src=x" not in client.get(url).content


@pytest.mark.parametrize("teken", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_heeft_geen_formules(client, maak_plan, herbereken, teken):
    maak_plan(plannaam=f"{teken}SOM(1)")
    herbereken()
    assert f"'{teken}SOM(1)" in client.get(reverse("plan-csv")).content.decode()


def test_telregel_wordt_uitgelegd(client, maak_plan, herbereken):
    plan = maak_plan(aantallen=regels_van(geclusterd=8))
    herbereken()
    assert "Onder de 12 tellen die als nultreden" in client.get(plan.get_absolute_url()).content.decode()


def test_lijst_kost_evenveel_queries_bij_meer_plannen(
    client, cast, maak_plan, herbereken, django_assert_max_num_queries
):
    client.force_login(cast.koepel)
    for _ in range(12):
        maak_plan()
    herbereken()
    with django_assert_max_num_queries(12):
        client.get(reverse("plan-lijst"))


def test_provincie_maakt_een_concept_af_en_ziet_geen_concept_dat_alleen_van_de_gemeente_is(
    client, cast, land, maak_plan
):
    client.force_login(cast.coordinator_oost)
    antwoord = client.post(reverse("plan-nieuw"), velden(land["Aa"], concept="1"), follow=True)
    assert antwoord.status_code == 200
    assert antwoord.context["plan"].plannaam == "De Linde"
    geheim = maak_plan(status="4A", vertrouwelijkheid="gemeente", gereed=False)
    assert client.get(geheim.get_absolute_url()).status_code == 404
    # What counts nowhere is for the gemeente alone, also when the provincie wrote it.
    antwoord = client.post(
        reverse("plan-nieuw"), velden(land["Aa"], plannaam="Idee", status_planologisch="5A"), follow=True
    )
    assert antwoord.redirect_chain[-1][0] == reverse("plan-lijst")
