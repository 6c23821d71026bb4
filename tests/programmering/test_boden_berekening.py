"""The sums of boden, by hand and on random boden; no database."""

from fractions import Fraction

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from programmering.boden.calculations import (
    Bodsom,
    Corporatiedeel,
    Corporatiestand,
    bodsom,
    deel,
    streven,
    tel_op,
    zonder_bod,
)
from programmering.boden.tabel import HOOGSTENS, Tabel
from woonzorg.gebieden.soorten import Gebied

AANTALLEN = st.integers(0, 10_000)
BODEN = st.tuples(
    st.sampled_from(["uitgebracht", "aanvaard"]),
    st.sampled_from(["nieuwbouw", "transformatie", "bestaande_bouw"]),
    AANTALLEN,
    AANTALLEN,
)


def test_een_bod_staat_in_precies_een_vak():
    assert bodsom("aanvaard", "transformatie", binnen=12, buiten=3) == Bodsom(aanvaard_nieuw=12, buiten=3)
    assert bodsom("uitgebracht", "bestaande_bouw", binnen=5, buiten=0) == Bodsom(uitgebracht_bestaand=5)


@given(st.lists(BODEN))
def test_wat_apart_staat_telt_op_tot_het_geheel(boden):
    som = tel_op((("x",), bodsom(s, v, binnen=n, buiten=b)) for s, v, n, b in boden).get(("x",), Bodsom())
    assert som.samen == som.uitgebracht + som.aanvaard == sum(n for _, _, n, _ in boden)
    assert som.aanvaard == sum(n for s, _, n, _ in boden if s == "aanvaard")
    assert som.uitgebracht_bestaand + som.aanvaard_bestaand == sum(n for _, v, n, _ in boden if v == "bestaande_bouw")
    assert som.buiten == sum(b for *_, b in boden)


def test_zonder_bod_telt_wat_buiten_de_periode_valt_niet_mee():
    som = Bodsom(uitgebracht_nieuw=30, aanvaard_nieuw=20, uitgebracht_bestaand=5, aanvaard_bestaand=4, buiten=100)
    assert zonder_bod(80, som) == 21
    assert zonder_bod(50, som) == -9
    assert zonder_bod(0, Bodsom()) == 0
    assert zonder_bod(None, som) is None


@pytest.mark.parametrize(
    ("geclusterd", "zorggeschikt", "soort", "verwacht"),
    [
        (80_000, 40_000, "corporatie", 60_000),
        (80_000, 40_000, "investeerder", 12_000),
        (7, 4, "corporatie", 6),  # 5,5: half up
        (7, None, "corporatie", 4),
        (0, 0, "corporatie", 0),
        (None, None, "corporatie", None),
        (80_000, 40_000, "ontwikkelaar", None),
    ],
)
def test_streven(geclusterd, zorggeschikt, soort, verwacht):
    assert streven(geclusterd, zorggeschikt, soort) == verwacht


@given(AANTALLEN, AANTALLEN)
def test_streven_ligt_hoogstens_een_halve_woning_van_de_helft(geclusterd, zorggeschikt):
    assert abs(streven(geclusterd, zorggeschikt) - Fraction(geclusterd + zorggeschikt, 2)) <= Fraction(1, 2)


def test_boden_en_plannen_worden_nooit_opgeteld():
    stand = Corporatiestand(
        Gebied("gemeente", "GM9000", "Aa"),
        Corporatiedeel(opgave=60, gerealiseerd=5, gepland=10, bod=20),
        Corporatiedeel(opgave=40, gerealiseerd=0, gepland=5, bod=10),
    )
    assert (stand.streven, stand.deel_bod, stand.deel_plan) == (50, 0.6, 0.4)
    leeg = Corporatiestand(Gebied("gemeente", "GM9000", "Aa"), Corporatiedeel(bod=20), Corporatiedeel())
    assert (leeg.streven, leeg.deel_bod, leeg.deel_plan) == (None, None, None)
    assert deel(3, 0) is None


# The table: sorting and showing a part


KOLOMMEN = {"naam": ("Naam", lambda r: r[0]), "n": ("Aantal", lambda r: r[1])}


def tabel(rijen, vraag=""):
    return Tabel(rijen, KOLOMMEN, QueryDict(vraag), "-n", "hier")


def test_tabel_sorteert_en_zet_leeg_achteraan():
    rijen = [("b", 2), ("a", None), ("c", 5)]
    assert tabel(rijen).rijen == [("c", 5), ("b", 2), ("a", None)]
    assert tabel(rijen, "sorteer=n").rijen == [("b", 2), ("c", 5), ("a", None)]
    assert tabel(rijen, "sorteer=naam").rijen == [("a", None), ("b", 2), ("c", 5)]
    assert tabel(rijen, "sorteer=onzin").rijen == tabel(rijen).rijen
    koppen = tabel(rijen, "gebied=NL").koppen
    assert (koppen["n"].richting, koppen["n"].url) == ("neer", "?gebied=NL&sorteer=n#hier")
    assert (koppen["naam"].richting, koppen["naam"].url) == ("", "?gebied=NL&sorteer=naam#hier")


def test_tabel_toont_eerst_een_deel():
    rijen = [(str(i), i) for i in range(HOOGSTENS + 3)]
    assert len(tabel(rijen).rijen) == HOOGSTENS
    assert tabel(rijen).afgekapt
    assert len(tabel(rijen, "alles=1").rijen) == HOOGSTENS + 3
