from datetime import date

import pytest

from woonzorg.gebieden.models import Gemeente, Kerncijfer, Provincie
from woonzorg.gebieden.querysets import in_gebied_q, vorm_bij_zoom
from woonzorg.gebieden.soorten import LAND, Gebied, Gebiedssoort
from woonzorg.gebieden.zoeken import onderliggende, zoek_gebied, zoek_op_naam

NOORD = Gebied("provincie", "PV20", "Noord")
ZUID = Gebied("provincie", "PV21", "Zuid")
WEST = Gebied("woondealregio", "WD01", "Westregio")


def namen(gebieden) -> list[str]:
    return [gebied.naam for gebied in gebieden]


@pytest.mark.parametrize(
    ("dag", "bestaat"),
    [
        (date(2022, 12, 31), False),
        (date(2023, 1, 1), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (None, False),
    ],
)
def test_geldig_op_is_van_en_met_tot_maar_niet_tot_en_met(gemeenten, dag, bestaat):
    Gemeente.objects.filter(code="GM0001").update(geldig_tot=date(2025, 1, 1))
    assert Gemeente.objects.geldig_op(dag).filter(code="GM0001").exists() is bestaat


@pytest.mark.parametrize(
    ("gebied", "codes"),
    [
        (LAND, ["GM0001", "GM0002", "GM0003", "GM0004"]),
        (NOORD, ["GM0001", "GM0002"]),
        (WEST, ["GM0001", "GM0003"]),
        (Gebied("gemeente", "GM0002", "Bé"), ["GM0002"]),
    ],
)
def test_in_gebied(gemeenten, gebied, codes):
    rijen = Gemeente.objects.in_gebied(gebied)
    assert sorted(rijen.values_list("code", flat=True)) == codes
    assert "JOIN" not in str(rijen.query)


def test_in_gebied_van_een_onbekende_soort_wordt_geweigerd():
    with pytest.raises(ValueError, match="buurt"):
        in_gebied_q(Gebied("buurt", "BU1", "Buurt"))


def test_gemeenten_staan_op_naam_zonder_leestekens_en_accenten(gemeenten):
    Gemeente.objects.filter(code="GM0002").update(naam="Sé")
    Gemeente.objects.filter(code="GM0003").update(naam="Sf")
    assert list(Gemeente.objects.values_list("naam", flat=True)) == ["Dee", "'s-Aa", "Sé", "Sf"]


def test_kerncijfers_van_het_laatste_jaar(gemeenten, django_assert_num_queries):
    for jaar, waarde in ((2020, 10), (2024, 30), (2022, 20)):
        Kerncijfer.objects.create(
            gemeente=gemeenten["GM0001"], onderwerp="inwoners", jaar=jaar, waarde=waarde, bron="CBS"
        )
    Kerncijfer.objects.create(gemeente=gemeenten["GM0004"], onderwerp="inwoners", jaar=2022, waarde=7, bron="CBS")
    with django_assert_num_queries(1):
        assert Kerncijfer.objects.in_gebied(NOORD).per_gemeente("inwoners") == {gemeenten["GM0001"].pk: 30}
    assert len(Kerncijfer.objects.per_gemeente("inwoners")) == 2


@pytest.mark.parametrize(
    ("code", "vragen", "gebied"),
    [
        ("NL", 0, LAND),
        ("PV20", 1, NOORD),
        ("WD01", 1, WEST),
        ("GM0002", 1, Gebied("gemeente", "GM0002", "Bé")),
        ("GM9999", 1, None),
        ("XX01", 0, None),
        ("", 0, None),
        ("GM0002' OR 1=1", 0, None),
    ],
)
def test_zoek_gebied(gemeenten, django_assert_num_queries, code, vragen, gebied):
    with django_assert_num_queries(vragen):
        assert zoek_gebied(code) == gebied


def test_zoek_gebied_kent_een_opgeheven_gemeente(gemeenten):
    Gemeente.objects.filter(code="GM0001").update(geldig_tot=date(2025, 1, 1))
    assert zoek_gebied("GM0001").naam == "'s-Aa"


@pytest.mark.parametrize(
    ("gebied", "soort", "verwacht"),
    [
        (LAND, "provincie", ["Noord", "Zuid"]),
        (LAND, "woondealregio", ["Oostregio", "Westregio"]),
        (LAND, "gemeente", ["Bé", "Cee", "Dee", "'s-Aa"]),
        (NOORD, "woondealregio", ["Oostregio", "Westregio"]),
        (WEST, "provincie", ["Noord", "Zuid"]),
        (WEST, "gemeente", ["Cee", "'s-Aa"]),
        (Gebied("gemeente", "GM0001", "'s-Aa"), "provincie", ["Noord"]),
    ],
)
def test_onderliggende(gemeenten, django_assert_num_queries, gebied, soort, verwacht):
    with django_assert_num_queries(1):
        gevonden = onderliggende(gebied, soort)
    assert namen(gevonden) == verwacht
    assert {deel.soort for deel in gevonden} == {soort}


def test_onder_iets_ligt_nooit_een_land(gemeenten, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert onderliggende(LAND, Gebiedssoort.LAND) == []


def test_opgeheven_gemeente_ligt_nergens_onder(gemeenten):
    Gemeente.objects.filter(provincie_id="PV20").update(geldig_tot=date(2025, 1, 1))
    assert namen(onderliggende(LAND, "provincie")) == ["Zuid"]
    assert namen(onderliggende(WEST, "gemeente")) == ["Cee"]


def test_zoek_op_naam(gemeenten, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert namen(zoek_op_naam("BE")) == ["Bé"]
    # Names that begin with it go before names that contain it.
    assert namen(zoek_op_naam("o")) == ["Oostregio", "Noord", "Westregio"]
    assert namen(zoek_op_naam("gm0004")) == ["Dee"]
    assert zoek_op_naam("nederl")[0] == LAND
    assert zoek_op_naam("  ") == []
    assert zoek_op_naam("100%") == []
    assert len(zoek_op_naam("o", limiet=2)) == 2


def test_zoek_op_naam_vindt_geen_opgeheven_gemeente(gemeenten):
    Gemeente.objects.filter(code="GM0003").update(geldig_tot=date(2025, 1, 1))
    assert zoek_op_naam("cee") == []


def test_zoek_op_naam_kent_roepnamen(db):
    Provincie.objects.create(code="PV21", naam="Fryslân")
    assert namen(zoek_op_naam("Friesland")) == ["Fryslân"]


@pytest.mark.parametrize(
    ("z", "veld"), [(0, "vorm_laag"), (7, "vorm_laag"), (8, "vorm_midden"), (10, "vorm_midden"), (11, "vorm_hoog")]
)
def test_vorm_bij_zoom(z, veld):
    assert vorm_bij_zoom(z) == veld
