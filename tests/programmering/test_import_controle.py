"""One row by its profile, without a database. Also the home of the invented source that other tests build on."""

import json

import pytest

from programmering.imports import profiel as profielen
from programmering.imports.controle import controleer_rij
from programmering.plannen.regels import controleer

PROFIEL = "woningbouwplannen-2020"
KOLOMMEN = {
    "OBJECTID": 1,
    "Provincie": "Oost",
    "Gem_naam": "Aa",
    "Plannaam": "De Verzonnen Hof",
    "Plantype": "Verdichting",
    "Planstatus": "1A Onherroepelijk",
    "Aantalrest": 0,
    "Sloop": 0,
    "OP2019": 0,
    "OP202024": 0,
    "Op202529": 0,
    "Op20302050": 0,
    "OPLONB": 0,
    "WTYPGGB": 0,
    "WTYPAPP": 0,
    "WTYPONB": 0,
    "HUUR": 0,
    "KOOP": 0,
    "HRKPONB": 0,
    "datum": "13-2-2020",
}
PERIODEN = ("OP2019", "OP202024", "Op202529", "Op20302050", "OPLONB")


def vierkantje(x=140_500, y=450_500, zijde=100):
    return [[x, y], [x + zijde, y], [x + zijde, y + zijde], [x, y + zijde], [x, y]]


def feature(geometrie=None, zonder=(), **kolommen):
    """An invented row that adds up by itself: the rest, and its divisions, follow from the periods given."""
    eigenschappen = KOLOMMEN | kolommen
    if "Aantalrest" not in kolommen:
        eigenschappen["Aantalrest"] = sum(eigenschappen[p] or 0 for p in PERIODEN)
    rest = eigenschappen["Aantalrest"]
    for onbekend, delen in (("WTYPONB", ("WTYPGGB", "WTYPAPP")), ("HRKPONB", ("HUUR", "KOOP"))):
        if onbekend not in kolommen and isinstance(rest, int):
            eigenschappen[onbekend] = rest - sum(eigenschappen[d] for d in delen)
    for kolom in zonder:
        del eigenschappen[kolom]
    if geometrie is None:
        nummer = eigenschappen.get("OBJECTID", 0)
        x = 140_500 + (nummer * 10 if isinstance(nummer, int) else 0)
        geometrie = {"type": "Polygon", "coordinates": [vierkantje(x)]}
    return {"type": "Feature", "properties": eigenschappen, "geometry": geometrie}


RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


def bestand(*features, crs=RD, **leden) -> bytes:
    verzameling = {"type": "FeatureCollection", "features": list(features)} | leden
    return json.dumps(verzameling | ({} if crs is None else {"crs": crs})).encode()


def bekijk(**kolommen):
    rij = feature(**kolommen)
    return controleer_rij(profielen.laad(PROFIEL), 7, rij, frozenset(rij["properties"]))


def fouten(rij):
    return [(m.kolom, m.waarde, m.melding) for m in rij.meldingen if m.soort == "fout"]


def waarschuwingen(rij):
    return [(m.kolom, m.reden or m.melding) for m in rij.meldingen if m.soort == "waarschuwing"]


# --- Profiles ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", profielen.namen())
def test_elk_profiel_klopt(naam):
    gekozen = profielen.laad(naam)
    assert gekozen.naam == naam
    assert "status_planologisch" in {v.veld for v in gekozen.velden}


def test_onbekend_profiel_noemt_de_bekende():
    with pytest.raises(profielen.Profielfout, match=PROFIEL):
        profielen.laad("bestaat-niet")
    with pytest.raises(profielen.Profielfout):
        profielen.laad("../../settings")


@pytest.mark.parametrize(
    ("oud", "nieuw", "bezwaar"),
    [
        ('"4B Optie" = "4B"', '"4B Optie" = "9Z"', "9Z"),
        ("van = 2020", "van = 2030", "OP202024"),
        ('"WTYPGGB" = "eengezins"', '"WTYPGGB" = "villa"', "villa"),
        ('telwijze = "exclusief"', 'telwijze = "anders"', "anders"),
        ('rest = "Aantalrest"', "", "rest"),
        ("versie = 1", "versie = ", "TOML"),
    ],
)
def test_een_fout_in_een_profiel_valt_op(oud, nieuw, bezwaar):
    tekst = (profielen.MAP / f"{PROFIEL}.toml").read_text(encoding="utf-8")
    assert oud in tekst
    with pytest.raises(profielen.Profielfout, match=bezwaar):
        profielen.lees(tekst.replace(oud, nieuw), PROFIEL)


# --- Mapping ---------------------------------------------------------------------------------------------------


def test_een_rij_wordt_een_plan():
    rij = bekijk(OP202024=7, OPLONB=3, WTYPGGB=4, KOOP=10, Sloop=-6)
    assert not rij.meldingen
    assert rij.plancode == "wbp2020-1"
    assert rij.velden == {
        "plannaam": "De Verzonnen Hof",
        "status_planologisch": "1A",
        "plantype": "verdichting",
        "peildatum": "2020-02-13",
        "invoerstatus": "gereed",
    }
    per_sleutel = {r.sleutel: r for r in rij.regels}
    nieuwbouw = per_sleutel["nieuwbouw", "nieuwbouw"]
    assert (nieuwbouw.gepland, nieuwbouw.gerealiseerd) == (10, 0)
    assert nieuwbouw.rest_per_jaar == {"2020": 2, "2021": 2, "2022": 1, "2023": 1, "2024": 1, "onbekend": 3}
    assert per_sleutel["woningtype", "eengezins"].gepland == 4
    assert per_sleutel["woningtype", "onbekend"].gepland == 6
    assert per_sleutel["betaalbaarheid", "koop_onbekend"].gepland == 10
    assert per_sleutel["sloop", "sloop"].gepland == 6
    # What the source does not know is 'nog niet ingedeeld', and permanent.
    assert per_sleutel["wonen_en_zorg", "onbekend"].gepland == 10
    assert per_sleutel["flex", "permanent"].gepland == 10
    assert controleer(rij.regels) == []


@pytest.mark.parametrize(
    ("bron", "status"),
    [
        ("1A Onherroepelijk", "1A"),
        ("1B onhr + uitwerkingsplicht", "1B"),
        ("1c onherroepelijk,  WIJZIGINGSBEVOEGDHEID ", "1C"),
        ("2A Vastgesteld plan/besluit", "2A"),
        ("3 plan/besluit in voorbereiding", "3"),
        ("4A potentiele locatie in visie", "4A"),
        ("4A Visie", "4A"),
        ("4B Optie", "4B"),
    ],
)
def test_status_op_label(bron, status):
    rij = bekijk(Planstatus=bron, OPLONB=1)
    assert not rij.geweigerd
    assert rij.velden["status_planologisch"] == status


def test_label_met_verwisselde_code_weigert_de_rij():
    assert fouten(bekijk(Planstatus="4A Optie", OPLONB=1)) == [
        ("Planstatus", "4A Optie", "Het profiel kent de waarde '4A Optie' niet in kolom Planstatus.")
    ]


@pytest.mark.parametrize("leeg", ["Onbekend", "", "  ", None])
def test_status_onbekend_wordt_concept_met_waarschuwing(leeg):
    rij = bekijk(Planstatus=leeg, OPLONB=1)
    assert not rij.geweigerd
    assert rij.velden["invoerstatus"] == "concept"
    assert [kolom for kolom, _ in waarschuwingen(rij)] == ["Planstatus"]


@pytest.mark.parametrize(("aantal", "plantype"), [(11, "uitbreiding_overig"), (12, "uitbreiding_uitleg")])
def test_uitleg_naar_grootte(aantal, plantype):
    assert bekijk(Plantype="Uitleg", OPLONB=aantal).velden["plantype"] == plantype


@pytest.mark.parametrize(
    ("tekst", "dag"), [("2020", "2020-01-01"), ("13-2-2020", "2020-02-13"), (2019, "2019-01-01"), ("", None)]
)
def test_peildatum(tekst, dag):
    assert bekijk(datum=tekst, OPLONB=1).velden.get("peildatum") == dag


# --- Refused, and why -------------------------------------------------------------------------------------------


def test_alle_fouten_van_een_rij_tegelijk_met_kolom_en_waarde():
    rij = bekijk(
        Planstatus="9Z",
        Plantype="Kasteel",
        Aantalrest=-4,
        OP2019="veel",
        WTYPONB=0,
        HRKPONB=0,
        datum="gisteren",
        Plannaam="",
    )
    assert rij.nummer == 7
    assert {(kolom, waarde) for kolom, waarde, _ in fouten(rij)} == {
        ("Planstatus", "9Z"),
        ("Plantype", "Kasteel"),
        ("Aantalrest", "-4"),
        ("OP2019", "veel"),
        ("datum", "gisteren"),
        ("Plannaam", ""),
    }


@pytest.mark.parametrize("kolom", ["OP202024", "WTYPONB", "HRKPONB", "Aantalrest"])
def test_negatief_weigert_de_rij(kolom):
    assert (kolom, "-3", "Een aantal woningen kan niet negatief zijn.") in fouten(bekijk(OPLONB=3, **{kolom: -3}))


@pytest.mark.parametrize("sloop", [-6, 6])
def test_sloop_is_zonder_minteken(sloop):
    rij = bekijk(Sloop=sloop, OPLONB=1)
    assert not rij.geweigerd
    assert rij.aantallen["sloop"] == {"sloop": {"onbekend": 6}}


def test_perioden_die_niet_optellen_noemen_het_verschil():
    [(kolom, waarde, melding)] = fouten(bekijk(Aantalrest=10, OP202024=7, WTYPONB=10, HRKPONB=10))
    assert (kolom, waarde) == ("Aantalrest", "10")
    assert "7" in melding
    assert "3 te weinig" in melding


def test_verdeling_boven_het_totaal_weigert_en_eronder_waarschuwt():
    assert "4 te veel" in fouten(bekijk(OPLONB=10, WTYPGGB=9, WTYPONB=5))[0][2]
    rij = bekijk(OPLONB=10, WTYPGGB=4, WTYPONB=0)
    assert not rij.geweigerd
    assert rij.aantallen["woningtype"]["onbekend"] == {"onbekend": 6}
    assert [kolom for kolom, _ in waarschuwingen(rij)] == ["WTYPGGB + WTYPAPP + WTYPONB"]


@pytest.mark.parametrize("waarde", [3.5, "3,5", True, [3], {"n": 3}, 1e30, float("inf"), float("nan"), "1e3", 10**30])
def test_wat_geen_aantal_is(waarde):
    rij = bekijk(OPLONB=waarde, Aantalrest=3, WTYPONB=3, HRKPONB=3)
    assert "OPLONB" in {kolom for kolom, _, _ in fouten(rij)}


@pytest.mark.parametrize("waarde", [3, 3.0, "3", " 3 "])
def test_wat_wel_een_aantal_is(waarde):
    assert not bekijk(OPLONB=waarde, Aantalrest=3, WTYPONB=3, HRKPONB=3).meldingen


def test_niets_te_bouwen_is_een_waarschuwing():
    rij = bekijk()
    assert not rij.geweigerd
    assert rij.regels == []
    assert waarschuwingen(rij) == [
        ("Aantalrest", "Er zijn geen woningen meer te bouwen; het plan telt met 0 woningen.")
    ]


def test_vervallen_plan_met_woningen_valt_op():
    assert waarschuwingen(bekijk(Plannaam="Vervallen - Hof", OPLONB=3))[0][0] == "Plannaam"


def test_een_kolom_die_het_bestand_mist_zegt_niets():
    rij = feature(OPLONB=5, zonder=("Sloop", "HUUR", "KOOP", "HRKPONB", "datum", "Plantype"))
    gezien = controleer_rij(profielen.laad(PROFIEL), 1, rij, frozenset(rij["properties"]))
    assert not gezien.meldingen
    assert "sloop" not in gezien.aantallen
    assert "betaalbaarheid" not in gezien.aantallen
    assert not {"peildatum", "plantype"} & set(gezien.velden)


@pytest.mark.parametrize("naam", ["Hof\x00", "Hof\ud800", "\x1b[31mHof"])
def test_tekens_die_niet_kunnen(naam):
    rij = bekijk(Plannaam=naam, OPLONB=1)
    assert [kolom for kolom, _, _ in fouten(rij)] == ["Plannaam"]
    # What is kept of it can be stored and shown.
    assert "�" in rij.meldingen[0].waarde


def test_te_lange_naam():
    assert "210 tekens" in fouten(bekijk(Plannaam="x" * 210, OPLONB=1))[0][2]


@pytest.mark.parametrize(
    "rij", [None, 3, "Feature", [], {}, {"type": "Feature"}, {"type": "Feature", "properties": []}]
)
def test_wat_geen_rij_is_wordt_geweigerd(rij):
    assert controleer_rij(profielen.laad(PROFIEL), 1, rij, frozenset(KOLOMMEN)).geweigerd
