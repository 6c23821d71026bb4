"""Giving a place: every way in, what is said of a wrong one, and the address that judges a shape."""

import json

import pytest
from django.contrib.gis.db.models.functions import Area
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmering.plannen.models import Plan
from programmering.plannen.plek import (
    als_geojson,
    als_hoekpunten,
    uit_coordinaten,
    uit_geojson,
    uit_hoekpunten,
    uit_tekening,
    zelfde_plek,
)
from programmering.plekken.forms import PlekMixin
from tests.conftest import OORSPRONG
from tests.programmering.test_plannen import velden
from woonzorg.gebieden.actions import werk_afgeleide_grenzen_bij
from woonzorg.gebieden.models import Grens

pytestmark = pytest.mark.django_db

X, Y = OORSPRONG[0] + 3000, OORSPRONG[1] + 5000
HOEKEN = f"{X}, {Y}\n{X + 100}, {Y}\n{X + 100}, {Y + 80}\n{X}, {Y + 80}"
ANDERE = HOEKEN.replace(f"{X + 100}", f"{X + 200}")
ZANDLOPER = f"{X}, {Y}\n{X + 100}, {Y + 80}\n{X + 100}, {Y}\n{X}, {Y + 80}"
GAT = f"gat\n{X + 10}, {Y + 10}\n{X + 30}, {Y + 10}\n{X + 30}, {Y + 30}\n{X + 10}, {Y + 30}"
TWEEDE = f"{X + 200}, {Y}\n{X + 250}, {Y}\n{X + 250}, {Y + 50}"


def tekening(hoeken=HOEKEN) -> str:
    """The same place as the drawing tool sends it."""
    return json.dumps(als_geojson(uit_hoekpunten(hoeken)))


# Corners as text


@pytest.mark.parametrize(
    "tekst",
    [
        HOEKEN,
        HOEKEN.replace(", ", " "),
        HOEKEN.replace(", ", "; "),
        HOEKEN.replace("\n", "\r\n") + f"\r\n{X}, {Y}\r\n",
        HOEKEN.replace(f"{X}, {Y}\n", f"{X},00 {Y},00\n"),
    ],
)
def test_hoekpunten_zoals_mensen_ze_typen(tekst):
    assert uit_hoekpunten(tekst).area == pytest.approx(8000)


def test_hoekpunten_in_graden_zijn_dezelfde_plek():
    ring = als_geojson(uit_hoekpunten(HOEKEN))["coordinates"][0][0]
    graden = uit_hoekpunten("\n".join(f"{lat}, {lon}" for lon, lat in ring))
    assert zelfde_plek(graden, uit_hoekpunten(HOEKEN))
    assert graden.area == pytest.approx(8000, rel=1e-5)


def test_gat_en_tweede_vlak_komen_er_zo_weer_uit():
    plek = uit_hoekpunten(f"{HOEKEN}\n\n{GAT}\n\n{TWEEDE}")
    assert plek.area == pytest.approx(8000 - 400 + 1250)
    tekst = als_hoekpunten(plek)
    assert tekst.count("\n\n") == 2
    assert "\n\ngat\n" in tekst
    assert zelfde_plek(uit_hoekpunten(tekst), plek)


def test_zonder_plek_of_met_heel_veel_hoeken_geen_tekst():
    assert als_hoekpunten(None) == ""
    rond = Polygon.from_bbox((X, Y, X + 100, Y + 100)).buffer(50, quadsegs=2000)
    assert als_hoekpunten(MultiPolygon(rond, srid=28992)) == ""


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("", "Er staan geen hoekpunten"),
        (f"{X}, {Y}\nergens\n{X}, {Y + 9}", "Regel 2: geef twee getallen"),
        (f"{X}, {Y}, 3\n{X}, {Y + 9}", "Regel 1: geef twee getallen"),
        (f"{X}, {Y}\nnan, nan\n{X}, {Y + 9}", "Regel 2: geef twee getallen"),
        (
            f"{X}, {Y}\n{Y}, {X}\n{X}, {Y + 9}",
            r"Regel 2: de coördinaten liggen buiten Nederland \(assen verwisseld\?\)",
        ),
        ("5.2, 52.1\n5.3, 52.1\n5.3, 52.2", r"Regel 1: de coördinaten liggen buiten Nederland"),
        (f"{HOEKEN}\n\n{X}, {Y}\n{X}, {Y + 1}", "het vlak vanaf regel 6 heeft er minder"),
        (f"{X}, {Y}\n{X + 9}, {Y}\n52.1, 5.2", "Gebruik één soort coördinaten"),
        (GAT, "Een gat hoort bij een vlak"),
        (ZANDLOPER, f"de lijn kruist zichzelf bij {X + 50}, {Y + 40}"),
        (f"{HOEKEN}\n\n{GAT.replace(str(X + 30), str(X + 300))}", "Het vlak klopt niet"),
        (f"{X}, {Y}\n{X + 1}, {Y}\n{X + 1}, {Y + 1}", "kleiner dan 1 m²"),
        (f"{X}, {Y}\n{X + 10}, {Y}\n{X + 20}, {Y}", "Het vlak"),
    ],
)
def test_wat_er_mis_is_met_hoekpunten_wordt_gezegd(tekst, melding):
    with pytest.raises(ValidationError, match=melding):
        uit_hoekpunten(tekst)


# Drawings and files


def test_oppervlakte_van_een_tekening_is_die_van_de_database(maak_plan):
    plan = maak_plan()
    plan.geometrie = uit_tekening(tekening(f"{HOEKEN}\n\n{GAT}\n\n{TWEEDE}"))
    plan.save()
    m2 = Plan.objects.annotate(m2=Area("geometrie")).get(pk=plan.pk).m2.sq_m
    assert m2 == pytest.approx(8850, rel=1e-5)
    assert plan.geometrie.area == pytest.approx(m2)


def test_buurpercelen_worden_een_vlak_en_overlap_telt_een_keer():
    naast = HOEKEN.replace(f"{X + 100}", "ZIJ").replace(f"{X},", f"{X + 100},").replace("ZIJ", f"{X + 200}")
    samen = uit_tekening(tekening(f"{HOEKEN}\n\n{naast}"))
    assert len(samen) == 1
    assert samen.area == pytest.approx(16_000, rel=1e-5)
    assert uit_hoekpunten(f"{HOEKEN}\n\n{HOEKEN}").area == pytest.approx(8000)


@pytest.mark.parametrize(
    "data",
    [
        {"type": "Feature", "properties": {}, "geometry": "VLAK"},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": "VLAK"}]},
        {"type": "GeometryCollection", "geometries": ["VLAK", {"type": "Point", "coordinates": [5, 52]}]},
    ],
)
def test_elke_vorm_van_geojson(data):
    tekst = json.dumps(data).replace('"VLAK"', tekening())
    assert uit_tekening(tekst).area == pytest.approx(8000, rel=1e-5)


def test_een_kruising_in_graden_wordt_in_rd_gezegd():
    ring = [als_geojson(uit_hoekpunten(HOEKEN))["coordinates"][0][0][i] for i in (0, 2, 1, 3, 0)]
    with pytest.raises(ValidationError, match=f"de lijn kruist zichzelf bij {X + 50}, {Y + 40}"):
        uit_geojson(json.dumps({"type": "Polygon", "coordinates": [ring]}).encode())


def test_te_veel_punten():
    rond = Polygon.from_bbox((X, Y, X + 100, Y + 100)).buffer(50, quadsegs=20_000)
    data = {
        "type": "Polygon",
        "coordinates": [list(rond.exterior_ring.coords)],
        "crs": {"properties": {"name": "EPSG:28992"}},
    }
    with pytest.raises(ValidationError, match=r"meer dan 50\.000 punten"):
        uit_geojson(json.dumps(data).encode())


# The form


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


@pytest.fixture
def wijzig(invoerder, land, maak_plan):
    """Posts the form of one plan, with the hidden twin of the corners as a browser sends it."""
    plan = maak_plan(plannaam="De Linde", status="4A", vertrouwelijkheid="provincie")
    url = reverse("plan-bewerken", args=[plan.pk])
    was = als_hoekpunten(plan.geometrie)

    def post(**anders):
        plan.refresh_from_db()
        gegevens = {"versie": plan.versie, "hoekpunten": was, "initial-hoekpunten": was} | anders
        antwoord = invoerder.post(url, velden(land["Aa"], **gegevens))
        plan.refresh_from_db()
        antwoord.plan = plan
        return antwoord

    post.plan = plan
    return post


def fouten(antwoord) -> dict:
    assert antwoord.status_code == 422
    return antwoord.context["form"].errors


@pytest.mark.parametrize(
    ("gegeven", "m2"),
    [
        ({"tekening": tekening}, 8000),
        ({"hoekpunten": HOEKEN}, 8000),
        ({"coordinaten": f"{X}, {Y}", "oppervlakte": "400", "hoekpunten": ""}, 400),
        ({"coordinaten": f"{X}, {Y}", "oppervlakte": ""}, 2500),
        # Two ways that say the same.
        ({"tekening": tekening, "hoekpunten": HOEKEN}, 8000),
        # Two that do not: the one that was changed last.
        ({"tekening": tekening, "hoekpunten": ANDERE, "plek_bron": "tekening"}, 8000),
        ({"tekening": tekening, "hoekpunten": ANDERE, "plek_bron": "hoekpunten"}, 16_000),
        ({"tekening": tekening, "coordinaten": f"{X}, {Y}", "plek_bron": "coordinaten"}, 2500),
    ],
)
def test_elke_manier_geeft_een_plek(wijzig, gegeven, m2):
    gegeven = {naam: waarde() if callable(waarde) else waarde for naam, waarde in gegeven.items()}
    assert wijzig(**gegeven).plan.geometrie.area == pytest.approx(m2, rel=1e-4)


def test_verschillende_plekken_zonder_te_weten_welke_de_laatste_was(wijzig):
    antwoord = wijzig(hoekpunten=HOEKEN, coordinaten=f"{X}, {Y}")
    melding = "die verschillen: de hoekpunten 8.000 m², de coördinaten 2.500 m². Maak leeg wat niet klopt."
    assert melding in fouten(antwoord)["coordinaten"][0]
    assert HOEKEN in antwoord.content.decode()
    assert antwoord.plan.geometrie.area == pytest.approx(2500)


def test_niet_aangeraakt_is_niet_veranderd(wijzig):
    """To the last bit, whatever the rounding of the text field."""
    voor = wijzig.plan.geometrie.wkb
    assert wijzig(toelichting="x").plan.geometrie.wkb == voor
    antwoord = wijzig(**{"initial-hoekpunten": "", "hoekpunten": ""})
    assert antwoord.plan.geometrie.wkb == voor


def test_plek_weghalen(wijzig):
    assert "Haal de plek weg" in fouten(wijzig(hoekpunten=""))["hoekpunten"][0]
    melding = fouten(wijzig(plek_wissen="on", hoekpunten=HOEKEN))["plek_wissen"][0]
    assert "maar gaf er ook een: de hoekpunten" in melding
    assert wijzig(plek_wissen="on").plan.geometrie is None


def test_wat_is_getypt_of_getekend_blijft_staan(wijzig):
    for gegeven in ({"hoekpunten": ZANDLOPER}, {"tekening": '{"type": "Polygon", "coordinates": []}'}):
        antwoord = wijzig(**gegeven, plannaam="")
        assert "hoekpunten" in fouten(antwoord)
        for naam, waarde in gegeven.items():
            assert antwoord.context["form"][naam].value() == waarde
    antwoord = wijzig(tekening=tekening(), plannaam="")
    assert antwoord.context["form"]["tekening"].value() == tekening()


def test_een_bestand_hoeft_niet_nog_eens_gekozen(wijzig):
    bestand = SimpleUploadedFile("plek.geojson", tekening().encode())
    antwoord = wijzig(geojson=bestand, plannaam="")
    assert "Wat in uw bestand stond, staat nu bij Hoekpunten" in antwoord.content.decode()
    tekst = antwoord.context["form"]["hoekpunten"].value()
    assert wijzig(hoekpunten=tekst).plan.geometrie.area == pytest.approx(8000, rel=1e-4)


@pytest.mark.parametrize("inhoud", [b"geen json", b"", b'{"type": "Point", "coordinates": [5, 52]}'])
def test_een_bestand_dat_niet_kan(wijzig, inhoud):
    assert fouten(wijzig(geojson=SimpleUploadedFile("plek.geojson", inhoud)))["geojson"]


def test_bij_een_conflict_blijft_de_tekening_en_staan_beide_maten_er(wijzig):
    antwoord = wijzig(tekening=tekening(), versie=0)
    assert antwoord.status_code == 409
    (getekend,) = dict(antwoord.context["data"])["tekening"]
    assert uit_tekening(getekend).area == pytest.approx(8000, rel=1e-4)
    (plek,) = [p for p in antwoord.context["kiezen"] if p.sleutel == "plek"]
    assert (plek.opgeslagen, plek.mijn) == ("2.500 m²", "8.000 m²")


def test_wie_de_plek_niet_aanraakt_houdt_die_van_een_ander(wijzig):
    """The twin says what this person saw; the stored place has moved on since."""
    wijzig(hoekpunten=HOEKEN)
    assert wijzig(toelichting="y").plan.geometrie.area == pytest.approx(8000)


def test_officiele_grens_beslist(wijzig):
    Grens.objects.update(bron="officieel")
    bij_de_buren = HOEKEN.replace(str(X), str(X + 10_000)).replace(str(X + 100), str(X + 10_100))
    assert "Deze plek ligt in Bee" in fouten(wijzig(hoekpunten=bij_de_buren))["gemeente"][0]


def test_formulier_kent_de_plek_en_de_omtrek(invoerder, wijzig):
    werk_afgeleide_grenzen_bij()
    form = invoerder.get(reverse("plan-bewerken", args=[wijzig.plan.pk])).context["form"]
    config = form.tekenen_config
    assert config["zelf"] == f"plan:{wijzig.plan.pk}"
    assert config["geometrie"] == als_geojson(wijzig.plan.geometrie)
    assert config["gebied"]["type"] == "MultiPolygon"
    nieuw = invoerder.get(reverse("plan-nieuw")).context["form"]
    assert nieuw.tekenen_config["geometrie"] is None
    assert "plek_wissen" not in nieuw.fields


def test_een_model_dat_een_plek_nodig_heeft_vraagt_erom(monkeypatch, invoerder, land):
    monkeypatch.setattr(PlekMixin, "_mag_leeg", False)
    melding = fouten(invoerder.post(reverse("plan-nieuw"), velden(land["Aa"])))["hoekpunten"][0]
    assert melding.startswith("Geef een plek")


# The address that judges a shape


def toets(client, **gegevens) -> dict:
    antwoord = client.post(reverse("plek-toets"), gegevens)
    assert antwoord.status_code == 200
    return antwoord.json()


def test_toets_zegt_maat_en_ligging(invoerder):
    uit = toets(invoerder, tekening=tekening())
    assert uit["m2"] == pytest.approx(8000, rel=1e-5)
    assert uit["gemeente"] == {"code": "GM9000", "naam": "Aa", "bron": "benadering"}
    assert (uit["regio"], uit["provincie"], uit["fouten"], uit["overlapt"]) == ("Noord", "Oost", [], [])
    assert zelfde_plek(uit_hoekpunten(uit["hoekpunten"]), uit_hoekpunten(HOEKEN))
    assert uit_tekening(json.dumps(uit["geojson"])).area == pytest.approx(8000, rel=1e-5)


def test_toets_neemt_de_gemeente_met_de_meeste_grond(invoerder):
    rand = OORSPRONG[0] + 10_000
    uit = toets(
        invoerder, hoekpunten=f"{rand - 20}, {Y}\n{rand + 80}, {Y}\n{rand + 80}, {Y + 10}\n{rand - 20}, {Y + 10}"
    )
    assert uit["gemeente"]["naam"] == "Bee"
    assert uit["provincie"] == "West"


def test_toets_van_een_punt(invoerder):
    assert toets(invoerder, coordinaten=f"{X}, {Y}", oppervlakte="900")["m2"] == 900
    assert toets(invoerder, coordinaten=f"{X}, {Y}")["m2"] == 2500
    for oppervlakte in ("5", "veel", "99999999"):
        assert toets(invoerder, coordinaten=f"{X}, {Y}", oppervlakte=oppervlakte)["fouten"]


@pytest.mark.parametrize(
    ("gegevens", "melding"),
    [
        ({}, "Er is nog geen plek."),
        ({"geojson": "tekst en geen bestand"}, "Er is nog geen plek."),
        ({"tekening": "{"}, "Dit is geen leesbare tekening."),
        ({"tekening": "\x00"}, "Dit is geen leesbare tekening."),
        ({"hoekpunten": ZANDLOPER}, "de lijn kruist zichzelf"),
        ({"coordinaten": f"{Y}, {X}"}, "buiten Nederland (assen verwisseld?)"),
    ],
)
def test_toets_zegt_wat_er_mis_is(invoerder, gegevens, melding):
    uit = toets(invoerder, **gegevens)
    assert melding in uit["fouten"][0]
    assert uit["m2"] is None


def test_overlap_noemt_wat_men_mag_zien_en_nooit_zichzelf(client, cast, maak_plan):
    openbaar = maak_plan(plannaam="Openbaar")
    geheim = maak_plan(plannaam="Geheim", status="4A", vertrouwelijkheid="gemeente")
    west, zuid = openbaar.geometrie.extent[:2]
    Plan.objects.filter(pk=geheim.pk).update(geometrie=openbaar.geometrie)
    hoeken = f"{west}, {zuid}\n{west + 50}, {zuid}\n{west + 50}, {zuid + 50}"

    def namen(**gegevens):
        return [
            (o["soort"], o["naam"], o["url"], o["m2"]) for o in toets(client, hoekpunten=hoeken, **gegevens)["overlapt"]
        ]

    client.force_login(cast.invoerder_aa)
    zelf = ("plan", "Openbaar", openbaar.get_absolute_url(), 1250.0)
    assert sorted(namen()) == [("plan", "Geheim", geheim.get_absolute_url(), 1250.0), zelf]
    assert namen(zelf=f"plan:{geheim.pk}") == [zelf]
    for onzin in ("plan:x", "plan:", "plan:99999999999999999999", "bestaat:1"):
        assert len(namen(zelf=onzin)) == 2
    client.force_login(cast.invoerder_bee)
    assert namen() == [zelf]


def test_aan_elkaar_grenzen_is_geen_overlap(invoerder, maak_plan):
    _, zuid, oost, noord = maak_plan().geometrie.extent
    assert not toets(invoerder, hoekpunten=f"{oost}, {zuid}\n{oost + 9}, {zuid}\n{oost + 9}, {noord}\n{oost}, {noord}")[
        "overlapt"
    ]


def test_buren_zijn_wat_men_mag_zien(client, cast, maak_plan):
    openbaar = maak_plan(plannaam="Openbaar")
    maak_plan(plannaam="Geheim", status="4A", vertrouwelijkheid="gemeente")
    punten = als_geojson(openbaar.geometrie)["coordinates"][0][0]
    lon, lat = punten[0]
    bbox = f"{lon - 0.02},{lat - 0.01},{lon + 0.02},{lat + 0.01}"

    def namen(**vragen):
        antwoord = client.get(reverse("plek-buren"), {"bbox": bbox} | vragen)
        return sorted(f["properties"]["naam"] for f in antwoord.json()["features"])

    client.force_login(cast.invoerder_aa)
    assert namen() == ["Geheim", "Openbaar"]
    assert namen(zelf=f"plan:{openbaar.pk}") == ["Geheim"]
    client.force_login(cast.invoerder_bee)
    assert namen() == ["Openbaar"]
    for fout in ("", "1,2,3", "nan,52,6,53", "5,52,6,53", "6,52,5,53", "a,b,c,d"):
        assert client.get(reverse("plek-buren"), {"bbox": fout}).status_code == 400


def test_coordinaten_langs_dezelfde_weg():
    assert uit_coordinaten(f"{X},{Y}", 100).area == pytest.approx(100)
    for onzin in ("nan, nan", "inf, 1", "1 2 3", ""):
        with pytest.raises(ValidationError, match="Geef twee getallen"):
            uit_coordinaten(onzin, 100)


def test_niet_eindeloos_toetsen(invoerder, monkeypatch):
    monkeypatch.setattr("woonzorg.organisaties.limiet.Limiet.THROTTLE_RATES", {"zoek": "2/min"})
    for _ in range(2):
        toets(invoerder, hoekpunten=HOEKEN)
    assert invoerder.post(reverse("plek-toets"), {"hoekpunten": HOEKEN}).status_code == 429
