from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError

from woonzorg.gebieden.models import Gemeente, Grens, Kerncijfer, Opvolging, Provincie, Woondealregio
from woonzorg.gebieden.soorten import Gebied

pytestmark = pytest.mark.django_db


def nog_een(gemeente: Gemeente, **velden) -> Gemeente:
    gemeente.pk = None
    gemeente._state.adding = True
    for naam, waarde in velden.items():
        setattr(gemeente, naam, waarde)
    return gemeente


def test_gemeentecode_kan_op_een_dag_maar_een_keer(gemeenten):
    dubbel = nog_een(gemeenten["GM0001"], geldig_van=date(2025, 1, 1))
    with pytest.raises(ValidationError, match="bestaat al in"):
        dubbel.full_clean()
    with pytest.raises(IntegrityError, match="gemeente_een_per_dag"):
        dubbel.save()


def test_gemeentecode_mag_terugkomen_op_de_dag_dat_de_vorige_eindigt(gemeenten):
    Gemeente.objects.filter(code="GM0001").update(geldig_tot=date(2025, 1, 1))
    nog_een(gemeenten["GM0001"], geldig_van=date(2025, 1, 1)).save()
    assert Gemeente.objects.filter(code="GM0001").count() == 2


@pytest.mark.parametrize("tot", [date(2023, 1, 1), date(2022, 12, 31)])
def test_geldig_tot_ligt_na_geldig_van(gemeenten, tot):
    gemeenten["GM0001"].geldig_tot = tot
    with pytest.raises(ValidationError, match="moet na"):
        gemeenten["GM0001"].full_clean()
    with pytest.raises(DatabaseError):
        gemeenten["GM0001"].save()


@pytest.mark.parametrize(
    ("model", "code"), [(Provincie, "P20"), (Woondealregio, "WD1"), (Provincie, "WD01"), (Woondealregio, "")]
)
def test_code_heeft_de_vorm_van_zijn_soort(model, code):
    with pytest.raises(IntegrityError):
        model.objects.create(code=code, naam="Ergens")


def test_gemeentecode_is_tekst_met_voorloopnullen(gemeenten):
    with pytest.raises(IntegrityError):
        nog_een(gemeenten["GM0001"], code="GM14").save()


def test_opvolging_is_uniek(gemeenten):
    van, naar = gemeenten["GM0001"], gemeenten["GM0002"]
    Opvolging.objects.create(van=van, naar=naar, datum=date(2025, 1, 1))
    with pytest.raises(IntegrityError):
        Opvolging.objects.create(van=van, naar=naar, datum=date(2026, 1, 1))


def test_gemeente_volgt_zichzelf_niet_op(gemeenten):
    opvolging = Opvolging(van=gemeenten["GM0001"], naar=gemeenten["GM0001"], datum=date(2025, 1, 1))
    with pytest.raises(ValidationError, match="zichzelf"):
        opvolging.full_clean()
    with pytest.raises(IntegrityError):
        opvolging.save()


def test_splitsing_is_een_gemeente_met_twee_opvolgers(gemeenten):
    for naar in ("GM0002", "GM0003"):
        Opvolging.objects.create(van=gemeenten["GM0001"], naar=gemeenten[naar], datum=date(2025, 1, 1))
    assert gemeenten["GM0001"].opvolgers.count() == 2
    assert gemeenten["GM0003"].voorgangers.get().van == gemeenten["GM0001"]


def test_kerncijfer_is_niet_negatief_en_uniek(gemeenten):
    cijfer = {"gemeente": gemeenten["GM0001"], "onderwerp": "inwoners", "jaar": 2024, "bron": "CBS"}
    Kerncijfer.objects.create(**cijfer, waarde=0)
    dubbel = Kerncijfer(**cijfer, waarde=1)
    with pytest.raises(ValidationError, match="bestaat al"):
        dubbel.full_clean()
    negatief = Kerncijfer(**cijfer | {"jaar": 2025}, waarde=-1)
    with pytest.raises(IntegrityError):
        negatief.save()


def test_gebied_heeft_een_grens(db):
    vlak = MultiPolygon(Polygon.from_bbox((0, 0, 1, 1)), srid=28992)
    Grens.objects.create(soort="land", code="NL", bron="benadering", geometrie=vlak)
    with pytest.raises(IntegrityError):
        Grens.objects.create(soort="land", code="NL", bron="officieel", geometrie=vlak)


def test_provincie_en_regio_met_gemeenten_kunnen_niet_weg(gemeenten):
    with pytest.raises(IntegrityError):
        Provincie.objects.get(code="PV20").delete()


def test_gebied_van_een_rij(gemeenten):
    assert gemeenten["GM0003"].gebied == Gebied("gemeente", "GM0003", "Cee")
    assert gemeenten["GM0003"].provincie.gebied == Gebied("provincie", "PV21", "Zuid")
    assert gemeenten["GM0003"].woondealregio.gebied == Gebied("woondealregio", "WD01", "Westregio")
