"""The keten of a gebied as csv, xlsx and PDF: the figures of the page, for every reader, and one line in the log."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from programmering.calculations import Keten, Ketenregel, Periode
from programmering.opgaven.models import Opgave, Opgaveperiode
from tests.conftest import regels_van
from tests.test_pdf import tekst_van
from woonzorg import pdf
from woonzorg.gebieden.soorten import LAND
from woonzorg.getallen import getal
from woonzorg.organisaties.models import Logregel

pytestmark = pytest.mark.django_db

VELDEN = ("opgave", "gerealiseerd", "hard", "zacht", "gereserveerd", "tekort", "waarvan_corporatie")


@pytest.fixture
def gevuld(land, maak_plan, herbereken):
    """Figures that look like nothing else in a document."""
    periode = Opgaveperiode.objects.get(slug="2030")
    for naam, opgave in {"Aa": (7100, 5300, 3200), "Bee": (60, 40, 10)}.items():
        Opgave.objects.create(
            gemeente=land[naam], periode=periode, versie=1, status="indicatief", rekenvoorbeeld=True,
            **dict(zip(("nultreden", "geclusterd", "zorggeschikt"), opgave, strict=True)),
        )  # fmt: skip
    maak_plan(aantallen=regels_van(geclusterd=1213, nultreden=2417, gerealiseerd=107, corporatie=311))
    maak_plan(aantallen=regels_van(geclusterd=19, jaar=2034))
    maak_plan(status="4A", vertrouwelijkheid="gemeente", aantallen=regels_van(geclusterd=1619))
    maak_plan("Bee", aantallen=regels_van(geclusterd=55))
    herbereken()


@pytest.fixture
def papier(monkeypatch):
    """The documents that were made, to read what is laid out on them."""
    gemaakt, echt = [], pdf.document
    monkeypatch.setattr(pdf, "document", lambda *args: gemaakt.append(echt(*args)) or gemaakt[-1])
    return gemaakt


def lees_csv(antwoord) -> list[dict]:
    return list(csv.DictReader(io.StringIO(antwoord.content.decode("utf-8-sig")), delimiter=";"))


def lees_xlsx(antwoord) -> tuple[list[str], list[dict]]:
    rijen = list(load_workbook(io.BytesIO(antwoord.content)).active.iter_rows(values_only=True))
    leeg = next(i for i, rij in enumerate(rijen) if not any(rij))
    boven, kolommen = [rij[0] for rij in rijen[:leeg]], rijen[leeg + 1]
    return boven, [dict(zip(kolommen, rij, strict=True)) for rij in rijen[leeg + 2 :]]


@pytest.mark.parametrize("wie", [None, "koepel", "invoerder_aa"])
@pytest.mark.parametrize("code", ["GM9000", "WD90", "NL"])
def test_pagina_csv_xlsx_en_pdf_geven_dezelfde_getallen(client, cast, gevuld, papier, wie, code):
    if wie:
        client.force_login(getattr(cast, wie))
    pagina = client.get(reverse("gebied", args=[code])).context
    ketens = [pagina["keten"], *(o["keten"] for o in pagina["onderliggend"])]
    verwacht = [[getattr(r, v) for v in VELDEN] for k in ketens for r in k.regels]
    in_csv = lees_csv(client.get(reverse("gebied-csv", args=[code])))
    boven, in_xlsx = lees_xlsx(client.get(reverse("gebied-xlsx", args=[code])))
    assert [[rij[v] for v in VELDEN] for rij in in_xlsx] == verwacht
    assert [[int(rij[v]) if rij[v] else None for v in VELDEN] for rij in in_csv] == verwacht
    assert [rij["gebied"] for rij in in_csv] == [rij["gebied"] for rij in in_xlsx]
    assert boven[0].startswith(f"Keten van {pagina['gebied'].naam}") and boven[2].startswith("rekenvoorbeeld")

    assert client.get(reverse("gebied-pdf", args=[code])).status_code == 200
    tekst = " ".join(tekst_van(papier[-1]))
    regel = pagina["keten"].regel("geclusterd")
    for rij in pagina["keten"].regels:
        for veld in VELDEN:
            n = getattr(rij, veld)
            # A surplus is written without its sign, with the word for it.
            assert f" {getal(abs(n) if veld == 'tekort' else n)} " in f" {tekst} " or n == 0, (rij.woningtype, veld)
    assert regel.zacht == (1619 if wie == "invoerder_aa" else 0)
    assert ("1.619" in tekst) == (wie == "invoerder_aa")
    assert ("niet openbaar" in tekst) == ("niet openbaar" in " ".join(boven))
    assert ("niet openbaar" in tekst) or wie != "invoerder_aa"


def test_pdf_zegt_wat_het_is_en_van_wanneer(client, gevuld, papier):
    antwoord = client.get(reverse("gebied-pdf", args=["PV90"]) + "?bouwvorm=nieuwbouw&soort=woondealregio")
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"].startswith('attachment; filename="keten-PV90-2030-')
    bladzijden = tekst_van(papier[-1])
    eerste, samen = bladzijden[0], " ".join(bladzijden)
    for stuk in ("Keten van Oost", "peildatum", "rekenvoorbeeld", "exclusief geteld", "alleen nieuwbouw"):
        assert stuk in eerste
    for stuk in ("Alle woondealregio's", "Noord", "Zonder trappen", "Bron:", "bouwvorm=nieuwbouw&soort=woondealregio"):
        assert stuk in samen
    assert all(f"bladzijde {n} van {len(bladzijden)}" in tekst for n, tekst in enumerate(bladzijden, 1))


def test_een_gemeente_past_op_een_bladzijde(client, gevuld, papier):
    client.get(reverse("gebied-pdf", args=["GM9000"]))
    assert len(tekst_van(papier[-1])) == 1


def test_pagina_biedt_ze_aan_met_dezelfde_filters(client, gevuld):
    inhoud = client.get("/gebied/PV90/?periode=2036").content.decode()
    for soort in ("csv", "xlsx", "pdf"):
        assert f'href="/gebied/PV90/keten.{soort}?periode=2036"' in inhoud
        assert f'href="/gebied/NL/keten.{soort}"' in client.get("/").content.decode()
        assert client.get(f"/gebied/GM0000/keten.{soort}").status_code == 404


def test_elke_uitvoer_staat_in_het_logboek(client, cast, gevuld):
    client.force_login(cast.koepel)
    for soort in ("csv", "xlsx", "pdf"):
        client.get(reverse(f"gebied-{soort}", args=["GM9000"]))
    regels = Logregel.objects.filter(handeling=Logregel.Handeling.EXPORT).values_list("wat", flat=True)
    assert sorted(r.strip() for r in regels) == ["keten GM9000", "keten GM9000 als pdf", "keten GM9000 als xlsx"]


def test_niets_valt_buiten_de_bladspiegel_ook_met_alle_kolommen(rf, papier):
    """The largest figures that the land can have, a surplus, no opgave, and every column there is."""
    regels = (
        Ketenregel("nultreden", 170_000, 60_911, 58_259, 22_213, 13_100, 11_111, 22_222, 33_333),
        Ketenregel("geclusterd", 80_000, 29_704, 16_616, 18_620, 61_000),
        Ketenregel("zorggeschikt", None, 13_696, 17_876, 10_689, 11_200),
    )
    keten = Keten(LAND, Periode("2030", "t/m 2030", 2022, 2030), timezone.now(), "voorlopig", regels)
    context = {
        "titel": "Keten van " + "een gebied met een lange naam " * 5,
        "status": "voorlopig", "peildatum": keten.peildatum,
        "keten": keten, "zin": "Zin.", "adres": "http://testserver/" + "x" * 200,
        "onderliggend": [{"gebied": LAND, "url": "/", "keten": keten}],
    }  # fmt: skip
    pdf.maak_pdf("gebieden/keten_pdf.html", context, rf.get("/"))
    for blad in papier[-1].render().pages:
        vlak = blad._page_box
        rechts = vlak.content_box_x() + vlak.width
        te_ver = [
            b.text for b in vlak.descendants() if getattr(b, "text", None) and b.position_x + b.width > rechts + 1
        ]
        assert te_ver == []


def test_een_leeg_gebied_heeft_ook_een_pdf(client, land, papier):
    assert client.get(reverse("gebied-pdf", args=["GM9000"])).status_code == 200
    assert "nog geen opgave bekend" in tekst_van(papier[-1])[0]


def test_een_naam_met_opmaak_blijft_tekst(client, land, gevuld, papier):
    land["Aa"].naam = "<img src=x onerror=alert(1)>"
    land["Aa"].save()
    antwoord = client.get(reverse("gebied-pdf", args=["GM9000"]))
    assert antwoord.status_code == 200
    assert "Keten van <img src=x" in tekst_van(papier[-1])[0].replace("\n", " ")
