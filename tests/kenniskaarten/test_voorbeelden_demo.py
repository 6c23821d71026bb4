"""The invented examples: all over the country, over all filters, each a story of its own, and loaded once."""

import datetime
from collections import Counter

import pytest
from django.core.management import call_command

from kenniskaarten.kenmerken import LIJSTEN
from kenniskaarten.voorbeelden import demo
from kenniskaarten.voorbeelden.lijsten import OMVANG
from kenniskaarten.voorbeelden.models import Eigendom, Omgeving, Status, Voorbeeld, Zorg
from woonzorg.gebieden.models import Grens, Provincie

VERHALEN = demo.lees()


def vijftallen(tekst: str) -> set[tuple[str, ...]]:
    woorden = tekst.lower().split()
    return {tuple(woorden[i : i + 5]) for i in range(len(woorden) - 4)}


def test_minstens_vijftien_verhalen_van_meer_dan_120_woorden_en_geen_twee_gelijk():
    lang = [rij for rij in VERHALEN if len(rij["tekst"].split()) >= 120]
    assert len(lang) >= 15
    # Five words in a row are shared by chance only.
    for i, rij in enumerate(VERHALEN):
        for ander in VERHALEN[i + 1 :]:
            gedeeld = vijftallen(rij["tekst"]) & vijftallen(ander["tekst"])
            assert len(gedeeld) <= 2, (rij["titel"], ander["titel"], gedeeld)


def test_alle_kenmerken_staan_in_de_lijsten():
    for rij in VERHALEN:
        for naam in ("woningtypen", "fasen", "knelpunten", "partijen"):
            assert set(rij.get(naam, [])) <= set(LIJSTEN[naam]), (rij["titel"], naam)
        assert rij["woningtypen"], rij["titel"]
    knelpunten = Counter(k for rij in VERHALEN for k in rij.get("knelpunten", []))
    assert len(knelpunten) >= 15


@pytest.fixture
def nederland(db):
    call_command("laad_gebieden", verbosity=0)


def test_de_demo_laadt_een_keer_en_overal_in_het_land(nederland):
    assert demo.laad_demo() == len(VERHALEN)
    assert demo.laad_demo() == 0
    alle = Voorbeeld.objects.all()
    assert not alle.filter(rekenvoorbeeld=False).exists()
    op_de_kaart = alle.gepubliceerd()
    assert op_de_kaart.count() >= 40
    assert set(op_de_kaart.values_list("gemeente__provincie", flat=True)) == set(
        Provincie.objects.values_list("pk", flat=True)
    )
    for veld, keuzes in (("eigendom", Eigendom), ("omgeving", Omgeving)):
        assert set(op_de_kaart.values_list(veld, flat=True)) == set(keuzes.values)
    assert set(op_de_kaart.values_list("zorg", flat=True)) >= set(Zorg.values) - {Zorg.GEEN}
    for _, conditie in OMVANG.values():
        assert op_de_kaart.filter(conditie).count() >= 5
    assert alle.filter(status=Status.VOORGEDRAGEN).count() >= 2
    # All of them were confirmed within the year, and no mail of them leaves.
    assert not alle.te_bevestigen(datetime.date.today()).exists()
    for voorbeeld in alle:
        grens = Grens.objects.get(soort="gemeente", code=voorbeeld.gemeente.code)
        assert grens.geometrie.contains(voorbeeld.punt), voorbeeld.titel
        assert voorbeeld.contact_email.endswith(".example")


def test_wat_iemand_in_de_demo_wijzigt_blijft_zo(nederland):
    demo.laad_demo()
    Voorbeeld.objects.filter(slug="kavel-31-emmeloord").update(titel="Anders", status="ingetrokken", reden="x")
    assert demo.laad_demo() == 0
    assert Voorbeeld.objects.get(slug="kavel-31-emmeloord").titel == "Anders"
