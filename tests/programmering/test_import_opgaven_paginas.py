"""The pages of bringing in agreements on the opgave, as a person walks through them."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmering.imports import actions
from programmering.imports.models import RECHT, Import
from programmering.opgaven.actions import verdeel_indicatief
from programmering.opgaven.models import Opgave, Opgaveperiode
from woonzorg.organisaties import permissions
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, Rol

from .test_import_opgaven import DAG, boek, csv, geldend, leg_vast, rij, uitkomsten
from .test_import_paginas import gestuurd, tekst  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gestuurd")]
SJABLOON = "/plannen/import/opgaven/sjabloon/"


@pytest.fixture
def vaststeller(client, cast, settings):
    settings.DEMO = False
    client.force_login(cast.vaststeller_aa)
    return client


def stuur_op(client, inhoud, naam="opgaven.xlsx"):
    return client.post(reverse("import-opgaven"), {"bestand": SimpleUploadedFile(naam, inhoud)})


def gecontroleerd(client, *rijen) -> Import:
    stuur_op(client, boek(*rijen))
    import_ = Import.objects.latest("pk")
    actions.controleer_import(import_.pk)
    return import_


def pagina_van(client, import_) -> str:
    return tekst(client.get(reverse("import", args=[import_.pk])))


def test_van_bestand_tot_opgave(vaststeller, cast):
    antwoord = stuur_op(vaststeller, boek(rij(), rij(Gemeente="Bee"), rij(Periode="2036", Nultreden=None)))
    import_ = Import.objects.get()
    assert antwoord.url == reverse("import", args=[import_.pk])
    assert Logregel.objects.filter(handeling="import", wat__contains="met afspraken over de opgave, 3 rijen").exists()
    actions.controleer_import(import_.pk)
    pagina = pagina_van(vaststeller, import_)
    for stuk in (
        "Vastleggen: 1 opgave", "leeg → 100", "leeg → 0", "U mag voor Bee geen opgave vastleggen",
        "Vul 0 in als de opgave nul is.", "afspraken over de opgave", ">Opgave</th>", "Download de foute rijen",
    ):  # fmt: skip
        assert stuk in pagina, stuk
    assert "profiel" not in pagina.split("<main")[1].split("</main")[0].lower()
    assert not Opgave.objects.exists()
    vaststeller.post(reverse("import-vastleggen", args=[import_.pk]))
    assert "Afspraken over de opgave worden vastgelegd" in pagina_van(vaststeller, import_)
    actions.leg_import_vast(import_.pk)
    assert (geldend().nultreden, geldend().door) == (100, str(cast.vaststeller_aa))
    pagina = pagina_van(vaststeller, import_)
    assert "Elke gewijzigde opgave heeft een nieuwe versie" in pagina
    assert f'<a href="{reverse("opgave", args=["GM9000"])}">Aa</a> (1)' in pagina
    assert "De cijfers van de gemeenten volgen" not in pagina
    lijst = tekst(vaststeller.get(reverse("import-lijst")))
    assert "<td>afspraken over de opgave</td><td>vastgelegd</td>" in lijst


def test_wat_gewijzigd_wordt_staat_per_cel(vaststeller, cast):
    leg_vast(boek(rij()))
    import_ = gecontroleerd(vaststeller, rij(Geclusterd=1500, Status="vastgesteld"))
    pagina = pagina_van(vaststeller, import_)
    assert "50 → 1.500" in pagina
    assert "afgesproken → vastgesteld" in pagina
    zelfde = gecontroleerd(vaststeller, rij())
    assert "Dit bestand verandert niets aan de opgaven: alles staat al zo in het portaal." in pagina_van(
        vaststeller, zelfde
    )


@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("o.xlsx", b"PK\x03\x04", "beschadigd"),
        ("o.csv", b"Gemeente\0", "tekens in die niet in tekst horen"),
        ("o.txt", b"x", "Kies een Excelbestand (.xlsx) of een csv-bestand."),
        ("o.csv", b"a;b;c\n1;2;3", "geen tabel met afspraken"),
        ("o.csv", b"", "leeg"),
    ],
)
def test_een_bestand_dat_niet_kan_blijft_op_de_pagina(vaststeller, naam, inhoud, zin):
    antwoord = stuur_op(vaststeller, inhoud, naam)
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert not Import.objects.exists()


def test_zonder_bestand(vaststeller):
    antwoord = vaststeller.post(reverse("import-opgaven"))
    assert (antwoord.status_code, "Kies een bestand." in tekst(antwoord)) == (422, True)


# --- The template --------------------------------------------------------------------------------------------


def haal_sjabloon(client) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get(SJABLOON).content))


def test_het_sjabloon_gaat_heen_en_terug_zonder_iets_te_veranderen(vaststeller, cast):
    leg_vast(csv(rij(Besluit="=1+1", Datum="1-3-2026"), rij(Gemeente="Bee", Datum="1-3-2026")), naam="o.csv")
    voor = list(Opgave.objects.values())
    antwoord = vaststeller.get(SJABLOON)
    blad = haal_sjabloon(vaststeller)["Opgaven"]
    rijen = list(blad.iter_rows(values_only=True))
    # Only the gemeente of the own werkgebied, in each periode.
    assert [r[:3] for r in rijen[1:]] == [("GM9000", "Aa", "t/m 2030"), ("GM9000", "Aa", "2031 t/m 2036")]
    assert rijen[1][3:9] == (100, 50, 0, "afgesproken", "=1+1", datetime.datetime(DAG.year, DAG.month, DAG.day))
    assert blad["H2"].data_type == "s"
    assert rijen[1][10].startswith("afgesproken (woondeal): 100 nultreden, 50 geclusterd, 0 zorggeschikt (op ")
    assert rijen[2][3:10] == (None,) * 7
    stuur_op(vaststeller, antwoord.content)
    import_ = Import.objects.latest("pk")
    actions.controleer_import(import_.pk)
    import_.refresh_from_db()
    assert uitkomsten(import_) == {"ongewijzigd": 2}
    assert import_.samenvatting["opmerkingen"] == []
    assert import_.samenvatting["onbekende_kolommen"] == []
    assert actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk)
    assert list(Opgave.objects.values()) == voor
    assert Logregel.objects.filter(handeling="export", wat__contains="sjabloon").exists()


def test_het_sjabloon_heeft_keuzelijsten_en_uitleg(vaststeller):
    boek_ = haal_sjabloon(vaststeller)
    lijsten = {str(d.sqref).split(":")[0]: d.formula1 for d in boek_["Opgaven"].data_validations.dataValidation}
    assert lijsten == {"C2": '"t/m 2030,2031 t/m 2036"', "G2": '"afgesproken,vastgesteld"'}
    assert boek_["Uitleg"]["A1"].value == "Zo vult u dit in"


def test_een_indicatie_staat_ernaast_en_is_niet_ingevuld(vaststeller):
    verdeel_indicatief(periode=Opgaveperiode.objects.get(slug="2030"))
    rij_ = next(haal_sjabloon(vaststeller)["Opgaven"].iter_rows(min_row=2, values_only=True))
    assert rij_[3:10] == (None,) * 7
    assert rij_[10].startswith("indicatief: 68.000 nultreden")


def test_het_aantal_queries_van_het_sjabloon_hangt_niet_van_de_gemeenten_af(
    client, cast, django_assert_max_num_queries
):
    client.force_login(cast.beheerder)
    with django_assert_max_num_queries(20):
        client.get(SJABLOON)


# --- Rights --------------------------------------------------------------------------------------------------


def test_links_staan_waar_men_ze_zoekt(vaststeller, client, cast):
    link = f'href="{reverse("import-opgaven")}"'
    paginas = [reverse("opgave-lijst"), reverse("opgave", args=["GM9000"]), reverse("import-nieuw"), "/plannen/import/"]
    for url in paginas:
        assert link in tekst(vaststeller.get(url)), url
    client.force_login(cast.invoerder_aa)
    for url in paginas:
        assert link not in tekst(client.get(url)), url
    assert client.get(reverse("import-opgaven")).status_code == 404


def alleen(monkeypatch, rol, permission) -> None:
    weg = {*RECHT.values()} - {permission}
    monkeypatch.setitem(permissions.PERMISSIONS, rol, permissions.PERMISSIONS[rol] - weg)


def test_wie_alleen_opgaven_vastlegt_ziet_alleen_die_imports(vaststeller, cast, monkeypatch):
    van_opgaven = gecontroleerd(vaststeller, rij())
    van_plannen = Import.objects.create(bestandsnaam="p.geojson", door=cast.vaststeller_aa, door_naam="v", bestand=b"")
    alleen(monkeypatch, Rol.VASTSTELLER, Permission.OPGAVE_VASTLEGGEN)
    lijst = tekst(vaststeller.get(reverse("import-lijst")))
    assert "opgaven.xlsx" in lijst
    assert "p.geojson" not in lijst
    assert reverse("import-nieuw") not in lijst
    assert vaststeller.get(reverse("import", args=[van_plannen.pk])).status_code == 404
    assert vaststeller.get(reverse("import", args=[van_opgaven.pk])).status_code == 200
    assert vaststeller.get(reverse("import-nieuw")).status_code == 404


def test_wie_geen_opgave_meer_vastlegt_kan_een_oude_import_niet_bevestigen(vaststeller, monkeypatch):
    import_ = gecontroleerd(vaststeller, rij())
    alleen(monkeypatch, Rol.VASTSTELLER, Permission.PLAN_IMPORTEREN)
    assert vaststeller.post(reverse("import-vastleggen", args=[import_.pk])).status_code == 404
    import_.refresh_from_db()
    assert import_.status == Import.Status.GECONTROLEERD
