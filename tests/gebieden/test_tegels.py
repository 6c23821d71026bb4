"""The tile view and the shapes behind it, on the little country after a real load."""

import math

import pytest
from django.contrib.gis.db.models.functions import Area, Transform
from django.http import Http404
from django.urls import resolve, reverse
from django.utils import timezone

from tests.gebieden.conftest import laad
from tests.gebieden.mvt import ontleed
from woonzorg.gebieden import urls
from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.views import gebieden_tegel

pytestmark = pytest.mark.django_db


@pytest.fixture
def geladen(feiten, db):
    laad()


def tegel_bij(z: int, lon: float = 5.35, lat: float = 52.12) -> tuple[int, int, int]:
    """Tile z/x/y over a place; by default near the middle of the four squares."""
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return z, int((lon + 180) / 360 * 2**z), int(y * 2**z)


def vraag(rf, soort, z, x, y, **kop):
    return gebieden_tegel(rf.get("/", headers=kop), soort=soort, z=z, x=x, y=y)


@pytest.mark.parametrize(
    ("soort", "namen"),
    [
        ("land", {("NL", "Nederland")}),
        ("provincie", {("PV20", "Noord"), ("PV21", "Zuid")}),
        ("woondealregio", {("WD01", "Westregio"), ("WD02", "Oostregio")}),
        ("gemeente", {("GM0001", "'s-Aa"), ("GM0002", "Bé"), ("GM0003", "Cee"), ("GM0004", "Dee")}),
    ],
)
@pytest.mark.parametrize("z", [5, 7, 8])
def test_tegel_heeft_code_en_naam(geladen, rf, soort, namen, z):
    antwoord = vraag(rf, soort, *tegel_bij(z))
    assert antwoord["Content-Type"] == "application/vnd.mapbox-vector-tile"
    lagen = ontleed(antwoord.content)
    assert list(lagen) == ["gebieden"]
    assert {(rij["code"], rij["naam"]) for rij in lagen["gebieden"]} == namen


def test_tegel_van_dichtbij_heeft_alleen_wat_erin_ligt(geladen, rf):
    # A spot in the middle of GM0003, the lower left square.
    lagen = ontleed(vraag(rf, "gemeente", *tegel_bij(13, 5.316, 52.083)).content)
    assert [rij["code"] for rij in lagen["gebieden"]] == ["GM0003"]


def test_tegel_kost_twee_vragen(geladen, rf, django_assert_num_queries):
    with django_assert_num_queries(2):
        vraag(rf, "gemeente", *tegel_bij(7))


def test_tegel_waar_niets_ligt_is_leeg(geladen, rf):
    antwoord = vraag(rf, "gemeente", 7, 0, 0)
    assert (antwoord.status_code, antwoord.content) == (200, b"")


def test_tegel_van_een_opgeheven_gemeente_wordt_niet_getekend(geladen, rf):
    Gemeente.objects.filter(code="GM0001").update(geldig_tot=timezone.localdate())
    lagen = ontleed(vraag(rf, "gemeente", *tegel_bij(7)).content)
    assert "GM0001" not in {rij["code"] for rij in lagen["gebieden"]}


def test_tegel_mag_bewaard_worden_tot_er_iets_wijzigt(geladen, rf, django_assert_num_queries):
    tegel = ("gemeente", *tegel_bij(7))
    eerste = vraag(rf, *tegel)
    assert eerste["Cache-Control"] == "public, max-age=3600"
    with django_assert_num_queries(1):
        tweede = vraag(rf, *tegel, if_none_match=eerste["ETag"])
    assert (tweede.status_code, tweede.content) == (304, b"")
    Grens.objects.filter(code="PV20").update(gewijzigd=timezone.now())
    assert vraag(rf, *tegel, if_none_match=eerste["ETag"]).status_code == 200


def test_tegel_zonder_grenzen(db, rf):
    assert vraag(rf, "gemeente", 7, 65, 42).content == b""


@pytest.mark.parametrize(
    "tegel", [("gemeente", 7, 128, 0), ("gemeente", 7, 0, 128), ("gemeente", 99, 0, 0), ("buurt", 7, 65, 42)]
)
def test_tegel_die_niet_bestaat(db, rf, tegel):
    with pytest.raises(Http404):
        vraag(rf, *tegel)


def test_tegel_alleen_opvragen(db, rf):
    assert gebieden_tegel(rf.post("/"), soort="gemeente", z=7, x=65, y=42).status_code == 405


def test_adres_van_een_tegel():
    pad = reverse("tegel-gebieden", urlconf=urls, kwargs={"soort": "gemeente", "z": 7, "x": 65, "y": 42})
    assert pad == "/kaart/gebieden/gemeente/7/65/42.mvt"
    assert resolve(pad, urlconf=urls).func is gebieden_tegel


@pytest.mark.parametrize("vorm", ["vorm_laag", "vorm_midden", "vorm_hoog"])
def test_buren_houden_een_gedeelde_grens(geladen, vorm):
    """Simplified shapes neither overlap nor leave gaps: together they are as large as the land."""
    oppervlak = Area(Transform(vorm, 28992))
    delen = dict(Grens.objects.annotate(m2=oppervlak).values_list("code", "m2"))
    gemeenten = sum(m2.sq_m for code, m2 in delen.items() if code.startswith("GM"))
    assert gemeenten == pytest.approx(delen["NL"].sq_m, rel=1e-6)
    assert gemeenten == pytest.approx(400e6, rel=0.01)
