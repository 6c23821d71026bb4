"""Het waarom: every title is true of the figures below it, whatever they are; and they are the figures of the page."""

import datetime
import logging
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from programmering.calculations import Keten, Ketenregel, Periode
from programmering.drieslag.calculations import Plotstand, beantwoord
from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.waarom import calculations, zinnen
from programmering.waarom.calculations import Leeftijd, Ouderen, jaren_over, jaren_voorbij, rond_af, tempo
from programmering.waarom.dias import Cijfers, Staven, dias
from programmering.waarom.lijsten import landelijk
from programmering.waarom.views import _lees
from tests.conftest import regels_van
from woonzorg import pdf
from woonzorg.gebieden.models import Gemeente, Kerncijfer
from woonzorg.gebieden.soorten import LAND, Gebied
from woonzorg.getallen import getal, procent
from woonzorg.organisaties.models import Logregel
from woonzorg.templatetags.waarom import KLEUREN, as_van, waarom_balk, waarom_stippen

AA = Gebied("gemeente", "GM9000", "Aa")
P2030 = Periode("2030", "t/m 2030", 2022, 2030)
DAG = datetime.date(2027, 1, 1)
TYPEN = ("nultreden", "geclusterd", "zorggeschikt")


def keten(gebied=AA, periode=P2030, **per_type) -> Keten:
    """`geclusterd={"opgave": 50, "hard": 10}`; a type that is not named has no opgave and no homes."""
    regels = tuple(Ketenregel(w, **{"opgave": None, **per_type.get(w, {})}) for w in TYPEN)
    return Keten(gebied, periode, None, "voorlopig", regels)


def cijfers(k=None, *, dag=DAG, hier=None, land=None, drieslag=None, telling=()) -> Cijfers:
    return Cijfers(k or keten(), "De zin.", hier or Ouderen(), land or Ouderen(), landelijk(), dag, drieslag, telling)


def ouderen(inwoners=1000, jaar=2021, **aantallen) -> Ouderen:
    rijen = tuple(Leeftijd(int(naam[1:]), n, inwoners) for naam, n in aantallen.items())
    return Ouderen(rijen, inwoners, ("CBS",), (jaar,), (2024,))


def test_landelijke_feiten_hebben_bron_bladzijde_en_datum():
    feiten = landelijk()
    assert feiten.nagekeken <= datetime.date.today()
    for naam in ("aandeel_65plus", "aandeel_80plus", "aantal_80plus", "verpleeghuisplekken", "een_op", "verhuizingen"):
        feit = getattr(feiten, naam)
        assert re.search(r"\(.*20\d\d\).*, p\. \d+$", feit.bronregel), naam
    assert (feiten.aandeel_80plus.van, feiten.aandeel_80plus.naar_jaar) == (5.3, 2050)
    # The two reports differ: one is used, the other is named.
    assert feiten.verpleeghuisplekken.elders[0] == 130_000


@pytest.mark.parametrize(
    ("k", "zin"),
    [
        (keten(), "Voor Aa is nog geen opgave t/m 2030 bekend."),
        (keten(geclusterd={"opgave": 0}), "De opgave t/m 2030 van Aa is nul."),
        (keten(nultreden={"opgave": 1200}, geclusterd={"opgave": 1}, zorggeschikt={"opgave": 2}),
         "De opgave t/m 2030 van Aa: 1.200 nultredenwoningen, 1 geclusterde en 2 zorggeschikte woningen."),
        (keten(geclusterd={"opgave": 12}, zorggeschikt={"opgave": 1}),
         "De opgave t/m 2030 van Aa: 12 geclusterde en 1 zorggeschikte woning."),
        # A zero among others is not named.
        (keten(geclusterd={"opgave": 12}, zorggeschikt={"opgave": 0}),
         "De opgave t/m 2030 van Aa: 12 geclusterde woningen."),
    ],
)  # fmt: skip
def test_zin_over_de_opgave(k, zin):
    assert zinnen.opgave(k) == zin


@pytest.mark.parametrize(
    ("k", "zin"),
    [
        (keten(geclusterd={"opgave": 50, "gerealiseerd": 5, "hard": 10, "zacht": 35}, zorggeschikt={"opgave": 20}),
         "In Aa is 30 % van de geclusterde en 0 % van de zorggeschikte woningen gebouwd of hard gepland."),
        # More than asked.
        (keten(geclusterd={"opgave": 50, "hard": 60}),
         "In Aa is 120 % van de geclusterde woningen gebouwd of hard gepland."),
        (keten(nultreden={"opgave": 10, "hard": 5}, geclusterd={"opgave": 0}),
         "In Aa is 50 % van de nultredenwoningen gebouwd of hard gepland."),
        (keten(geclusterd={"hard": 12}),
         "In Aa zijn 12 geclusterde en 0 zorggeschikte woningen gebouwd of hard gepland."),
    ],
)  # fmt: skip
def test_zin_over_de_stand(k, zin):
    assert zinnen.stand(k) == zin


@pytest.mark.parametrize(
    ("k", "zin"),
    [
        (keten(), "Zonder opgave is niet te zeggen hoeveel woningen er in Aa ontbreken."),
        (keten(geclusterd={"hard": 10, "zacht": 30}),
         "In Aa is 75 % van de plannen en plekken voor geclusterd en zorggeschikt nog niet hard."),
        (keten(geclusterd={"opgave": 0}), "De opgave van Aa is nul: er ontbreekt niets."),
        (keten(geclusterd={"opgave": 50, "zacht": 20}, zorggeschikt={"opgave": 8}, nultreden={"opgave": 900}),
         "In Aa is voor 30 geclusterde en 8 zorggeschikte woningen nog geen plan en geen plek."),
        (keten(geclusterd={"opgave": 50, "zacht": 70}, nultreden={"opgave": 9}),
         "In Aa is voor 9 nultredenwoningen nog geen plan en geen plek."),
        (keten(geclusterd={"opgave": 50, "zacht": 70}, zorggeschikt={"opgave": 3, "hard": 3}),
         "In Aa is er voor elke woning van de opgave een plan of een plek."),
    ],
)  # fmt: skip
def test_zin_over_het_tekort(k, zin):
    assert zinnen.tekort(k) == zin


def test_onder_het_tekort_staat_waar_het_zit_en_hoe_hard_de_plannen_zijn():
    k = keten(geclusterd={"opgave": 90, "hard": 20, "zacht": 10}, nultreden={"opgave": 20})
    assert zinnen.tekort_onder(k) == (
        "75 % van het tekort is geclusterd of zorggeschikt. Van de plannen en plekken daarvoor is 33 % nog niet hard."
    )
    # Where most is nultreden, that is not said of the other two.
    k = keten(geclusterd={"opgave": 12, "hard": 2, "gereserveerd": 2}, nultreden={"opgave": 90})
    assert zinnen.tekort_onder(k) == "Van de plannen en plekken voor geclusterd en zorggeschikt is 50 % nog niet hard."
    assert zinnen.tekort_onder(keten(geclusterd={"opgave": 0})) == ""
    assert zinnen.tekort_onder(keten(geclusterd={"zacht": 9})).startswith("Zonder opgave is niet te zeggen")


@pytest.mark.parametrize(
    ("k", "dag", "zin"),
    [
        # 5 years gone, 4 left: (50 − 10) / 4 and 10 / 5.
        (keten(geclusterd={"opgave": 50, "gerealiseerd": 10}, zorggeschikt={"opgave": 9, "gerealiseerd": 1}), DAG,
         "Aa heeft elk jaar 10 geclusterde en 2 zorggeschikte woningen nodig; "
         "tot nu toe kwamen er 2 en minder dan 1 per jaar klaar."),
        (keten(geclusterd={"opgave": 40}), DAG,
         "Aa heeft elk jaar 10 geclusterde woningen nodig; tot nu toe kwam er niet één klaar."),
        (keten(geclusterd={"opgave": 9, "gerealiseerd": 9}), DAG,
         "De opgave van Aa aan geclusterde woningen is gebouwd."),
        (keten(geclusterd={"opgave": 9}), datetime.date(2030, 6, 1),
         "De periode t/m 2030 is bijna of helemaal voorbij: wat nu niet klaar is, komt te laat."),
        (keten(geclusterd={"opgave": 90}), datetime.date(2021, 6, 1),
         "Aa heeft elk jaar 10 geclusterde woningen nodig."),
        (keten(), DAG, "Zonder opgave is niet te zeggen hoeveel woningen Aa per jaar nodig heeft."),
    ],
)  # fmt: skip
def test_zin_over_het_tempo(k, dag, zin):
    assert zinnen.tempo(k, cijfers(k, dag=dag).tempi) == zin


def test_tempo_zonder_berekende_stand_zegt_niets():
    t = tempo(Ketenregel("geclusterd", 50, gerealiseerd=10), P2030, None)
    assert (t.nodig, t.tot_nu) == (None, None)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31)))
def test_jaren_voorbij_en_over_zijn_samen_de_periode(dag):
    voorbij, over = jaren_voorbij(P2030, dag), jaren_over(P2030, dag)
    assert voorbij >= 0 and over >= 0
    assert voorbij + over == pytest.approx(9)


@pytest.mark.parametrize(
    ("hier", "land", "zin"),
    [
        (ouderen(v65=250, v80=60), ouderen(v65=190, v80=50),
         "In Aa is 25 % van de inwoners 65 jaar of ouder, in heel Nederland 19 %."),
        (ouderen(v65=191), ouderen(v65=190),
         "In Aa is 19 % van de inwoners 65 jaar of ouder, net als in heel Nederland."),
        (Ouderen(), ouderen(v65=190), "Hoeveel ouderen er in Aa wonen, is in het portaal niet bekend."),
        (ouderen(v65=250, v80=60), Ouderen(),
         "In Aa is 25 % van de inwoners 65 jaar of ouder, en 6 % 80 jaar of ouder."),
    ],
)  # fmt: skip
def test_zin_over_ouderen(hier, land, zin):
    assert zinnen.ouderen("Aa", hier, land, is_land=False) == zin


@pytest.mark.parametrize(
    ("van", "naar", "woord"),
    [(5, 10, "verdubbelt"), (5.3, 9.9, "verdubbelt bijna"), (5, 7, "stijgt"), (5, 4, "daalt"), (5, 5, "blijft gelijk"),
     (2, 9, "wordt meer dan twee keer zo groot")],
)  # fmt: skip
def test_groei_in_woorden(van, naar, woord):
    assert zinnen.groei(van, naar) == woord


@pytest.mark.parametrize(
    ("n", "tekst"), [(7.14, "ruim 7"), (16.67, "bijna 17"), (5.0, "5"), (6.96, "7"), (6.9, "bijna 7")]
)
def test_ongeveer_zegt_aan_welke_kant(n, tekst):
    assert zinnen.ongeveer(n) == tekst


def test_verhuizingen_zijn_een_afgeronde_reeks():
    k = keten(geclusterd={"opgave": 674}, zorggeschikt={"opgave": 337}, nultreden={"opgave": 1432})
    assert zinnen.doorstroming(k, landelijk().verhuizingen) == (
        "Eén woning voor ouderen zet vijf tot zeven verhuizingen in gang: voor Aa naar schatting 12.000 tot 17.000."
    )
    assert zinnen.doorstroming(keten(), landelijk().verhuizingen).endswith("verhuizingen in gang.")
    assert [rond_af(n) for n in (0, 7, 85, 949, 12_215, 1_995_000)] == [0, 7, 85, 950, 12_000, 2_000_000]


def drieslag(*, status, plots):
    return beantwoord(keten(geclusterd={"opgave": 50}), status, "", plots)


def test_volgende_stap_is_de_eerste_vraag_zonder_ja():
    niets = drieslag(status=None, plots=Plotstand())
    assert zinnen.volgende(niets, ()) == "In Aa is nog geen van de drie vragen met ja beantwoord."
    assert zinnen.stap(niets, ()) == zinnen.STAPPEN[1]
    een = drieslag(status="afgesproken", plots=Plotstand())
    assert zinnen.volgende(een, ()) == "In Aa is één van de drie vragen met ja beantwoord."
    assert zinnen.stap(een, ()) == zinnen.STAPPEN[2]
    klaar = beantwoord(
        keten(geclusterd={"opgave": 0}, zorggeschikt={"opgave": 0}), "afgesproken", "", Plotstand(1, 0, 1, 1)
    )
    assert "ja: nu komt het aan op bouwen" in zinnen.volgende(klaar, ())
    assert zinnen.stap(klaar, ()) == zinnen.NU_BOUWEN


def test_van_een_gebied_telt_het_aantal_gemeenten():
    telling = ({"ja": 3, "deels": 1, "nee": 0}, {"ja": 0, "deels": 2, "nee": 2}, {"ja": 1, "deels": 0, "nee": 3})
    assert zinnen.volgende(None, telling) == (
        "In 3 van de 4 gemeenten is de opgave afgesproken, in geen staat zij op de kaart en in 1 zijn de partners "
        "gevonden."
    )
    assert zinnen.stap(None, telling) == zinnen.STAPPEN[2]


aantal = st.integers(0, 200_000)
regel = st.fixed_dictionaries(
    {"opgave": st.none() | aantal, "gerealiseerd": aantal, "hard": aantal, "zacht": aantal, "gereserveerd": aantal}
)


@settings(deadline=None, max_examples=150)
@given(
    regels=st.fixed_dictionaries(dict.fromkeys(TYPEN, regel)),
    dag=st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2033, 1, 1)),
    hier=st.just(Ouderen()) | st.builds(ouderen, inwoners=st.integers(1, 10**7), v65=aantal, v75=aantal, v80=aantal),
)
def test_bij_elke_stand_staat_er_een_zin_en_past_het_beeld(regels, dag, hier):
    k = keten(**regels)
    c = cijfers(k, dag=dag, hier=hier, land=ouderen(v65=190, v75=80, v80=50))
    reeks = dias(c)
    iets_per_jaar = any(t.nodig is not None or t.tot_nu is not None for t in c.tempi)
    assert len(reeks) == 9 + iets_per_jaar
    for nummer, dia in enumerate(reeks, 1):
        assert dia.titel.endswith(".")
        assert dia.bronnen and dia.notities
        alles = f"{dia.titel} {dia.onder} {' '.join(dia.notities)} {dia.beeld}"
        assert not re.search(r"\bnan\b|\binf\b", alles)
        assert "None" not in f"{dia.titel} {dia.onder} {' '.join(dia.notities)}"
        if isinstance(dia.beeld, Staven):
            past_op_de_schaal(dia.beeld, nummer)
    # What a title says stands below it.
    mist = [getal(k.regel(w).tekort) for w in calculations.KERN if (k.regel(w).tekort or 0) > 0]
    assert all(n in reeks[6].titel for n in mist)
    for r in k.regels:
        verwacht = getal(r.gedekt) if r.dekking is None else procent(r.dekking)
        assert any(verwacht == groot for groot, _, _ in reeks[0].beeld.rijen)
        if r.opgave:
            assert getal(r.opgave) in reeks[4].titel


def past_op_de_schaal(beeld: Staven, nummer: int) -> None:
    stap, stappen = as_van(beeld.grootste)
    assert 1 <= stappen <= 5
    assert stap * stappen >= beeld.grootste
    for groep in beeld.groepen:
        for staaf in groep.staven:
            getekend = waarom_balk(staaf, beeld, f"d{nummer}")
            einde = max([0.0, *(float(v["x"]) + float(v["breedte"]) for v in getekend["vlakken"])])
            # A part too small to see is drawn as a line, so the end may lie a little past the scale.
            assert einde <= 1000 + 3 * len(getekend["vlakken"])
            assert len(getekend["vlakken"]) == sum(n > 0 for _, n in staaf.delen)


def test_een_deel_is_zo_lang_als_zijn_getal():
    k = keten(geclusterd={"opgave": 100, "gerealiseerd": 20, "hard": 30, "zacht": 0, "gereserveerd": 10})
    beeld = dias(cijfers(k))[5].beeld
    staaf = next(g for g in beeld.groepen if g.naam == "Geclusterd").staven[0]
    getekend = waarom_balk(staaf, beeld, "d6")
    assert [(v["x"], v["breedte"]) for v in getekend["vlakken"]] == [
        ("0", "200"), ("200", "300"), ("500", "100"), ("600", "400"),
    ]  # fmt: skip
    assert getekend["merk"] == "997"
    assert waarom_stippen(7, 14)["heel"][-1] == "338"


def test_een_som_over_de_drie_woningtypen_staat_nergens():
    k = keten(**{w: {"opgave": n, "hard": 3} for w, n in zip(TYPEN, (10_001, 2_002, 303), strict=True)})
    alles = " ".join(str(dia) for dia in dias(cijfers(k)))
    som = 10_001 + 2_002 + 303
    assert getal(som) not in alles and str(som) not in alles
    assert getal(som - 9) not in alles


def test_zonder_opgave_blijft_er_iets_te_zien():
    reeks = dias(cijfers(keten(geclusterd={"zacht": 40}), dag=None))
    assert reeks[0].beeld.rijen[1] == ("40", "Geclusterd", "woningen; geen opgave")
    assert reeks[0].onder == "Woningen die gebouwd, gepland of gereserveerd zijn"
    assert (reeks[4].beeld.soort, reeks[4].beeld.aantal) == ("een_op", 3)
    # Without a stand there is no tempo, and no slide with nothing on it.
    assert not any(getattr(dia.beeld, "eenheid", "") == "woningen per jaar" for dia in reeks)


def test_prognose_is_er_alleen_van_het_land():
    een, twee = (dias(cijfers(keten(g), hier=ouderen(v65=n)))[2] for g, n in ((AA, 900), (LAND, 100)))
    assert een == twee
    assert "geen open prognose" in een.onder


def test_kleuren_zijn_die_van_de_site():
    tokens = Path("static/css/tokens.css").read_text(encoding="utf-8")
    waarden = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", tokens))
    naam = {"hier": "gerealiseerd", "klaar": "gerealiseerd", "land": "vertrouwelijk", "nodig": "accent"}
    for soort, token in naam.items():
        assert KLEUREN[soort][0] == waarden[token]


# -- with a database --------------------------------------------------------------------------------------------


@pytest.fixture
def stand(land, maak_plan, herbereken):
    """Aa has agreed, Bee has an indicatie that is not public; a confidential plan in Aa."""
    periode = Opgaveperiode.objects.get(slug="2030")
    for naam, status, n in (("Aa", "afgesproken", 90), ("Bee", "indicatief", 40)):
        Opgave.objects.create(
            gemeente=land[naam], periode=periode, versie=1, status=status, besluit="Woondeal", datum="2026-03-01",
            nultreden=100, geclusterd=n, zorggeschikt=30,
        )  # fmt: skip
    maak_plan(aantallen=regels_van(geclusterd=30, zorggeschikt=14))
    maak_plan(status="4A", vertrouwelijkheid="gemeente", aantallen=regels_van(geclusterd=17))
    for gemeente in land.values():
        for onderwerp, jaar, waarde in (
            ("inwoners", 2024, 20_000), ("inwoners_65plus", 2021, 5_000), ("inwoners_80plus", 2021, 1_000),
        ):  # fmt: skip
            Kerncijfer.objects.create(
                gemeente=gemeente, onderwerp=onderwerp, jaar=jaar, waarde=waarde, bron=f"CBS {jaar}"
            )
    herbereken()


@pytest.mark.django_db
@pytest.mark.parametrize("wie", [None, "invoerder_aa", "koepel"])
@pytest.mark.parametrize("code", ["NL", "PV90", "WD90", "GM9000"])
def test_dezelfde_cijfers_als_pagina_en_api(client, stand, cast, wie, code):
    if wie:
        client.force_login(getattr(cast, wie))
    waarom = client.get(f"/waarom/{code}/").context
    assert waarom["keten"] == client.get(f"/gebied/{code}/").context["keten"]
    api = client.get(f"/api/v1/keten?gebied={code}").json()["woningtypen"]
    for groep, rij in zip(waarom["dias"][5].beeld.groepen, api, strict=True):
        delen = dict(groep.staven[0].delen)
        assert groep.staven[0].merk == rij["opgave"]
        for schakel in ("gerealiseerd", "hard", "zacht", "gereserveerd"):
            assert delen.get(schakel, 0) == rij[schakel]
        assert delen.get("tekort", 0) == max(0, rij["tekort"] or 0)


@pytest.mark.django_db
def test_de_zin_is_die_van_de_gemeentepagina(client, stand):
    assert client.get("/waarom/GM9000/").context["dias"][0].titel == client.get("/gebied/GM9000/").context["zin"]


@pytest.mark.django_db
def test_een_indicatieve_opgave_van_een_gemeente_is_niet_openbaar(client, stand, cast):
    openbaar = client.get("/waarom/GM9001/")
    assert openbaar.context["dias"][4].titel == "Voor Bee is nog geen opgave t/m 2030 bekend."
    client.force_login(cast.invoerder_bee)
    eigen = client.get("/waarom/GM9001/")
    assert "40 geclusterde" in eigen.context["dias"][4].titel
    assert "openbaar=1" in eigen.content.decode()
    assert client.get("/waarom/GM9001/?openbaar=1").context["dias"] == openbaar.context["dias"]


@pytest.mark.django_db
def test_een_vertrouwelijk_plan_telt_alleen_voor_wie_het_ziet(client, stand, cast):
    openbaar = client.get("/waarom/GM9000/")
    assert dict(openbaar.context["dias"][5].beeld.groepen[1].staven[0].delen).get("zacht", 0) == 0
    assert "die niet openbaar zijn" not in openbaar.content.decode()
    client.force_login(cast.invoerder_aa)
    eigen = client.get("/waarom/GM9000/")
    assert dict(eigen.context["dias"][5].beeld.groepen[1].staven[0].delen)["zacht"] == 17
    assert "met cijfers die niet openbaar zijn" in eigen.content.decode()
    zaal = client.get("/waarom/GM9000/?openbaar=1")
    assert zaal.context["dias"] == openbaar.context["dias"]
    assert "die niet openbaar zijn" not in zaal.content.decode()


@pytest.mark.django_db
def test_ouderen_van_een_gebied_zijn_de_som_en_anders_niets(client, stand, land):
    dia = client.get("/waarom/WD90/").context["dias"][1]
    assert dia.titel == "In Noord is 25 % van de inwoners 65 jaar of ouder, net als in heel Nederland."
    assert [s.waarde for s in dia.beeld.groepen[0].staven] == ["25 % · 10.000 mensen", "25 %"]
    assert dia.onder == "Ouderen in 2021, als deel van de inwoners in 2024"
    assert dia.bronnen == ("CBS 2021", "verzonnen", "CBS 2024")
    # Part of a place is not the place; nor is the land without one of its gemeenten.
    Kerncijfer.objects.filter(gemeente=land["Bee"], onderwerp="inwoners_65plus").delete()
    assert "niet bekend" in client.get("/waarom/WD90/").context["dias"][1].titel
    assert client.get("/waarom/GM9000/").context["dias"][1].titel == (
        "In Aa is 25 % van de inwoners 65 jaar of ouder, en 5 % 80 jaar of ouder."
    )


@pytest.mark.django_db
def test_aantal_queries_hangt_niet_af_van_hoeveel_er_is(
    client, stand, cast, maak_plan, maak_plot, herbereken, django_assert_max_num_queries
):
    def tel(code) -> int:
        with django_assert_max_num_queries(12) as gevangen:
            assert client.get(f"/waarom/{code}/").status_code == 200
        return len(gevangen)

    codes = ("NL", "PV90", "WD90", "GM9000")
    eerst = [tel(code) for code in codes]
    for gemeente in ("Aa", "Bee", "Cee", "Dee"):
        maak_plan(gemeente)
        maak_plot(gemeente, geclusterd=20)
    herbereken()
    assert [tel(code) for code in codes] == eerst


@pytest.mark.django_db
def test_periode_zonder_opgave_en_adres_voor_de_zaal(client, stand):
    antwoord = client.get("/waarom/GM9000/?periode=2036")
    assert antwoord.context["dias"][4].titel == "Voor Aa is nog geen opgave 2031 t/m 2036 bekend."
    assert antwoord.context["adres_kort"] == "testserver/waarom/GM9000/?periode=2036"
    # What is not understood falls back, and stands in no address.
    antwoord = client.get("/waarom/GM9000/?periode=%3Cscript%3E")
    assert antwoord.context["adres_kort"] == "testserver/waarom/GM9000"
    assert b"<script>alert" not in antwoord.content


@pytest.mark.django_db
def test_wat_er_niet_is_of_niet_meer_is(client, land):
    Gemeente.objects.filter(code="GM9003").update(geldig_tot=datetime.date(2026, 1, 1))
    for adres in ("/waarom/GM9003/", "/waarom/GM9003/waarom.pdf", "/waarom/PV99/", "/waarom/x/"):
        assert client.get(adres).status_code == 404


@pytest.mark.django_db
def test_zonder_berekening_en_cijfers_staat_er_toch_een_waarom(client, land):
    antwoord = client.get("/waarom/NL/")
    assert len(antwoord.context["dias"]) == 9
    assert "Hoeveel ouderen er in Nederland wonen, is in het portaal niet bekend." in antwoord.content.decode()


@pytest.mark.django_db
def test_links_op_de_pagina_van_het_gebied_en_op_het_bureau(client, stand, cast):
    assert 'href="/waarom/GM9000/?periode=2030"' in client.get("/gebied/GM9000/").content.decode()
    client.force_login(cast.invoerder_aa)
    assert 'href="/waarom/GM9000/"' in client.get("/").content.decode()


def tekst_van(bladzijde) -> str:
    """All that is laid out, what stands at a place of its own included."""
    return " ".join(b.text for b in bladzijde._page_box.descendants(placeholders=True) if getattr(b, "text", None))


def papier(client_request, notities: bool):
    context = _lees(client_request, "GM9000") | {"titel": "Het waarom van Aa", "notities": notities}
    html = render_to_string("waarom/pdf.html", context, client_request)
    return context["dias"], pdf.document(html, "http://testserver/")


@pytest.mark.django_db
@pytest.mark.parametrize("notities", [False, True])
def test_pdf_heeft_een_bladzijde_per_dia_met_dezelfde_zinnen(stand, notities, caplog):
    verzoek = RequestFactory().get("/waarom/GM9000/waarom.pdf")
    verzoek.user = AnonymousUser()
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        reeks, document = papier(verzoek, notities)
        vellen = document.render().pages
        bladzijden = [tekst_van(vel) for vel in vellen]
    # Of the style nothing is skipped; whether the letters are built is for test_pdf.
    assert [r.getMessage() for r in caplog.records if "Font-face" not in r.getMessage()] == []
    assert len(bladzijden) == len(reeks)
    for dia, tekst in zip(reeks, bladzijden, strict=True):
        vlak = re.sub(r"\s+", "", tekst)
        assert re.sub(r"\s+", "", dia.titel) in vlak
        assert "Bron:" in tekst
        assert all((re.sub(r"\s+", "", regel) in vlak) is notities for regel in dia.notities)
    bladzijde = vellen[0]
    assert (bladzijde.height > bladzijde.width) is notities
    if not notities:
        assert bladzijde.width / bladzijde.height == pytest.approx(16 / 9, abs=0.01)


@pytest.mark.django_db
def test_pdf_is_een_download_en_staat_in_het_logboek(client, stand):
    antwoord = client.get("/waarom/GM9000/waarom.pdf?notities=1")
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"].startswith('attachment; filename="waarom-GM9000-')
    assert antwoord.content.startswith(b"%PDF-1.7")
    assert Logregel.objects.filter(handeling=Logregel.Handeling.EXPORT, wat__startswith="waarom GM9000").exists()
