"""What makes an import quick changes nothing of what it does: COPY, counting without reading, rare collection."""

import gc

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from programmering.imports.geheugen import zelden_zoeken
from programmering.imports.kopieer import kopieer
from programmering.plannen.models import Plan, Planregel

from .test_import_excel import KOP, RIJ, boek, inhoud_van, lees, leg_vast, verander

TEKST = rb'<c r="A3" t="inlineStr"><is><t>[^<]*</t></is></c>'
BLAD1 = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


@pytest.mark.parametrize(
    "cel",
    [
        b'<c r="A3" t="inlineStr"><is><t>A-2</t></is></c>',
        b'<c r="A3" t="inlineStr"><is><t xml:space="preserve"> A &amp; 2 </t></is></c>',
        b'<c r="A3" t="inlineStr"><is><t>   </t></is></c>',
        b'<c r="A3" t="inlineStr"><is><t></t></is></c>',
        b'<c r="A3" t="inlineStr"><is><r><t>A-</t></r><r><t>2</t></r></is></c>',
        b'<c r="A3" t="str"><v>A-2</v></c>',
        b'<c r="A3" t="b"><v>1</v></c>',
        b'<c r="A3" t="e"><v>#REF!</v></c>',
        b'<c r="A3"><v></v></c>',
        b'<c r="A3"><f>1+1</f></c>',
        b'<c r="A3"/>',
    ],
)
def test_tellen_zonder_te_lezen_vindt_de_rijen_die_het_lezen_vindt(cel):
    """Whatever way the only cell of a row is written in."""
    inhoud = verander(inhoud_van(boek(KOP, RIJ, ["A-2"], RIJ)), (BLAD1, TEKST, cel))
    kop, rijen = lees(inhoud)
    assert kop.aantal == len(rijen) >= 2
    assert [r.rij for r in rijen if r.rij != 3] == [2, 4]


def test_gelijke_cellen_met_een_andere_opmaak_zijn_niet_gelijk():
    """46023 is a number in one column and a date in the other, and so with what is remembered of cells."""
    wb = boek(KOP, ["46023", "Aa", "De Hof", "3", 46023, 46023, 46023])
    wb.active["G2"].number_format = "dd-mm-yyyy"
    _, (rij,) = lees(wb)
    waarden = rij.feature["properties"]
    assert waarden["Nieuwbouw totaal"] == 46023
    assert waarden["Peildatum"].isoformat() == "2026-01-01"
    assert waarden["Plancode"] == "46023"


@pytest.mark.django_db
def test_de_historie_van_gekopieerde_rijen_zegt_wie_en_welke_import(land):
    import_ = leg_vast(boek(KOP, RIJ, ["A-2", "Aa", "De Laan", "1A", 5, 5, "13-2-2026"]))
    for model, aantal in (("PlanEvent", 2), ("PlanregelEvent", Planregel.objects.count())):
        events = apps.get_model("programmering", model).objects.select_related("pgh_context")
        assert len(events) == aantal > 0
        assert {(e.pgh_label, e.pgh_context.metadata["import"]) for e in events} == {("insert", import_.pk)}
        assert {e.pgh_context.metadata["door"] for e in events} == {import_.door_naam}


@pytest.mark.django_db
def test_gekopieerde_rijen_houden_zich_aan_de_regels_van_de_database(land):
    leg_vast(boek(KOP, RIJ))
    plan = Plan.objects.get()
    velden = ("plan", "groep", "categorie", "gepland", "gerealiseerd", "rest_per_jaar", "gerealiseerd_per_jaar",
              "waarvan_corporatie")  # fmt: skip
    voor = Planregel.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        kopieer(Planregel, velden, [(plan.pk, "nieuwbouw", "nieuwbouw", 1, 0, "{}", "{}", 0)])
    assert Planregel.objects.count() == voor


def test_na_een_import_zoekt_python_weer_zoals_daarvoor():
    was = gc.get_threshold()
    with pytest.raises(ValueError, match="mis"), zelden_zoeken():
        assert gc.get_threshold()[0] > was[0]
        raise ValueError("mis")
    assert gc.get_threshold() == was


def test_twee_imports_tegelijk_laten_python_achter_zoals_het_was():
    """In one process the first may be done before the second."""
    was = gc.get_threshold()
    eerste, tweede = zelden_zoeken(), zelden_zoeken()
    eerste.__enter__()
    tweede.__enter__()
    eerste.__exit__(None, None, None)
    assert gc.get_threshold()[0] > was[0]
    tweede.__exit__(None, None, None)
    assert gc.get_threshold() == was
