"""Knowledge at the right moment: what fits a situation, why, and what readers say of it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from kenniskaarten.kenmerken import LIJSTEN
from kenniskaarten.passend.actions import geef_oordeel
from kenniskaarten.passend.calculations import (
    HOOGSTENS,
    KNELPUNT,
    LEER,
    PER_SOORT,
    Gelijkenis,
    Stem,
    beoordeel,
    leer,
    stel_voor,
)
from kenniskaarten.passend.models import Oordeel
from kenniskaarten.passend.plekken import PLEKKEN, bewaarplek
from kenniskaarten.passend.selectors import label, toon_voorstellen, voorstellen
from kenniskaarten.passend.situatie import Kandidaat, Situatie
from programmering.plannen.passend import FASE, OMGEVING
from programmering.plots.passend import FASE as PLOTFASE
from programmering.plots.passend import PARTIJEN

from .test_zoeken import maak_stuk, maak_voorbeeld, maak_vraag  # noqa: F401

PARKEREN = Situatie("dit project", ("geclusterd",), 40, "nieuwbouw", "ontwerp", ("parkeernorm",), omgeving="dorps")


def kandidaat(sleutel=1, soort="kenniskaart", **velden) -> Kandidaat:
    return Kandidaat("kennisstuk", sleutel, soort, **velden)


def score(situatie=PARKEREN, tekst=Gelijkenis(0.0), stemmen=(), **velden) -> float:  # noqa: B008
    return beoordeel(situatie, kandidaat(**velden), tekst, stemmen, label).score


def redenen(situatie=PARKEREN, tekst=Gelijkenis(0.0), **velden) -> tuple[str, ...]:  # noqa: B008
    return beoordeel(situatie, kandidaat(**velden), tekst, (), label).redenen


def stel(kandidaten, stemmen=None, situatie=PARKEREN, **velden):
    return [
        v.kandidaat.sleutel
        for v in stel_voor(situatie, kandidaten, tekst={}, stemmen=stemmen or {}, labels=label, **velden)
    ]


# Scoring, pure


def test_elke_gelijkenis_helpt_en_geeft_een_reden_in_woorden():
    assert redenen(knelpunten=("parkeernorm",)) == ("bij dit project knelpunt Parkeernorm staat",)
    assert redenen(omvang=38, omgeving="dorps") == ("het ook om ongeveer 40 woningen in een dorp gaat",)
    assert redenen(omvang=38, omgeving="stedelijk") == ("het ook om ongeveer 40 woningen gaat",)
    assert redenen(omvang=400, omgeving="dorps") == ("het ook in een dorp ligt",)
    assert redenen(woningtypen=("geclusterd",)) == ("het over geclusterde woningen gaat",)
    assert redenen(fasen=("ontwerp",)) == ("het hoort bij de fase ontwerp",)
    assert redenen(bouwvormen=("nieuwbouw",)) == ("het over nieuwbouw gaat",)
    assert redenen(tekst=Gelijkenis(0.4, ("kavel", "norm", "auto"))) == ("het ook gaat over 'kavel' en 'norm'",)
    mist = replace(PARKEREN, ontbreekt=("zorgorganisatie",))
    assert redenen(mist, partijen=("zorgorganisatie",)) == ("hier nog geen zorgorganisatie meedoet",)


def test_wat_openblijft_helpt_noch_schaadt_en_wat_anders_is_schaadt():
    assert score() == 0
    assert score(woningtypen=("nultreden",)) < 0
    assert score(bouwvormen=("transformatie",)) < 0
    assert score(fasen=("idee",)) < 0
    assert score(omvang=400) == 0
    assert redenen() == redenen(bouwvormen=("transformatie",)) == ()


def test_het_knelpunt_weegt_het_zwaarst_en_wat_er_alleen_over_gaat_nog_iets_meer():
    alles_behalve = score(woningtypen=("geclusterd",), fasen=("ontwerp",), bouwvormen=("nieuwbouw",))
    assert score(knelpunten=("parkeernorm",)) == KNELPUNT > alles_behalve
    breed = ("parkeernorm", "stikstof", "grondprijs", "beleid")
    assert score(woningtypen=("geclusterd",), fasen=("ontwerp",)) < score(knelpunten=breed) < KNELPUNT


def test_hooguit_vijf_en_van_een_soort_hooguit_twee():
    veel = [kandidaat(i, soort, knelpunten=("parkeernorm",)) for i, soort in enumerate(["vraag"] * 9 + ["webinar"] * 9)]
    gekozen = stel(veel)
    assert len(gekozen) == 2 * PER_SOORT <= HOOGSTENS
    assert stel(veel, hoogstens=3) == [0, 9, 1]


def test_wat_nergens_op_lijkt_wordt_niet_voorgesteld_wat_lezers_er_ook_van_vonden():
    juichend = {("kennisstuk", 1): [Stem(i, True, frozenset(PARKEREN.kenmerken)) for i in range(50)]}
    assert stel([kandidaat(1), kandidaat(2, woningtypen=("nultreden",))], juichend) == []


def test_een_lege_situatie_stelt_niets_voor():
    assert stel([kandidaat(knelpunten=("parkeernorm",))], situatie=Situatie("dit plan")) == []


# What readers say


def stemmen(aantal, nuttig, kenmerken=PARKEREN.kenmerken, vanaf=0):
    return [Stem(vanaf + i, nuttig, frozenset(kenmerken)) for i in range(aantal)]


def test_stemmen_schuiven_de_score_begrensd():
    vorige = 0.0
    for n in (1, 3, 10, 100):
        nu = leer(stemmen(n, True), PARKEREN.kenmerken)
        assert vorige < nu < LEER
        assert leer(stemmen(n, False), PARKEREN.kenmerken) == pytest.approx(-nu)
        vorige = nu
    evenveel = stemmen(5, True) + stemmen(5, False, vanaf=5)
    assert leer(evenveel, PARKEREN.kenmerken) == 0 == leer([], PARKEREN.kenmerken)


def test_een_lezer_alleen_begraaft_geen_kaart():
    """However often, at however many places: one reader counts once per kenmerk."""
    een = [Stem(7, False, frozenset(PARKEREN.kenmerken))] * 100
    assert leer(een, PARKEREN.kenmerken) == pytest.approx(-LEER / 5)
    kaart = kandidaat(1, knelpunten=("parkeernorm",))
    anders = [kandidaat(i, f"s{i}", woningtypen=("geclusterd",), fasen=("ontwerp",)) for i in range(2, 9)]
    assert stel([kaart, *anders], {("kennisstuk", 1): een})[0] == 1


def test_veel_lezers_zetten_een_kaart_lager_en_alleen_waar_het_om_hetzelfde_gaat():
    a, b = (kandidaat(i, f"s{i}", knelpunten=("parkeernorm",)) for i in (1, 2))
    tegen = {("kennisstuk", 1): stemmen(8, False)}
    assert stel([a, b]) == [1, 2]
    assert stel([a, b], tegen) == [2, 1]
    elders = {("kennisstuk", 1): stemmen(8, False, ["knelpunten:stikstof"])}
    assert stel([a, b], elders) == [1, 2]


def test_wie_het_bij_het_een_nuttig_vond_en_bij_het_ander_niet_telt_als_geen_van_beide():
    dubbel = [Stem(1, True, frozenset(PARKEREN.kenmerken)), Stem(1, False, frozenset(PARKEREN.kenmerken))]
    assert leer(dubbel, PARKEREN.kenmerken) == 0


# Codes that one app writes and another owns


def test_codes_van_plekken_staan_in_de_lijsten():
    assert {*FASE.values(), *PLOTFASE.values()} <= set(LIJSTEN["fasen"])
    assert {p for partijen in PARTIJEN.values() for p in partijen} <= set(LIJSTEN["partijen"])
    assert set(OMGEVING.values()) == {"stedelijk", "dorps", "landelijk"}
    assert set(PLEKKEN) == {"plan", "plot", "project", "knelpunt"}


# From the database


pytestmark = pytest.mark.django_db


@pytest.fixture
def kaarten(maak_stuk):  # noqa: F811
    return {
        "parkeren": maak_stuk("Minder parkeren", knelpunten=["parkeernorm"]),
        "grond": maak_stuk("Grondzaken", knelpunten=["grondprijs"]),
        "werkversie": maak_stuk("Nog niet af", knelpunten=["parkeernorm"], status="werkversie"),
    }


def titels(user, situatie) -> list[str]:
    return [v.vondst.titel for v in toon_voorstellen(user, situatie, "project", 1)]


def test_alleen_wat_de_lezer_mag_lezen_wordt_voorgesteld(cast, kaarten, maak_vraag):  # noqa: F811
    maak_vraag("Hoe krijg ik de wethouder mee?", zichtbaarheid="adviseurs", categorie="parkeernorm")
    assert titels(cast.vreemde, PARKEREN) == ["Minder parkeren"]
    assert set(titels(cast.kernteam, PARKEREN)) == {
        "Minder parkeren", "Nog niet af", "Hoe krijg ik de wethouder mee?",
    }  # fmt: skip


def test_woorden_brengen_ook_wat_geen_kenmerk_heeft(cast, maak_stuk):  # noqa: F811
    maak_stuk("Een watermistinstallatie kiezen")
    situatie = Situatie("dit plan", tekst="De architect rekent op watermistinstallaties in de gang.")
    assert titels(cast.vreemde, situatie) == ["Een watermistinstallatie kiezen"]


def test_voorbeelden_van_dezelfde_omvang_en_omgeving(cast, maak_voorbeeld):  # noqa: F811
    maak_voorbeeld("Groot", woningen=200, omgeving="stedelijk")
    maak_voorbeeld("Ons dorp", woningen=36)
    situatie = replace(PARKEREN, knelpunten=())
    assert titels(cast.vreemde, situatie)[0] == "Ons dorp"
    omdat = toon_voorstellen(cast.vreemde, situatie, "plan", 1)[0].omdat
    assert omdat == "Omdat het ook om ongeveer 40 woningen in een dorp gaat en omdat dit ook nieuwbouw is."


def test_een_oordeel_telt_bij_het_volgende_voorstel(cast, maak_stuk):  # noqa: F811
    stukken = [maak_stuk(f"Kaart {i}", knelpunten=["parkeernorm"]) for i in range(3)]
    eerst = [v.waar for v in voorstellen(cast.vreemde, PARKEREN)]
    for plek_id, wie in enumerate([cast.kernteam, cast.partner, cast.koepel, cast.invoerder_aa]):
        geef_oordeel(
            bron="kennisstuk", sleutel=stukken[0].pk, plek="project", plek_id=plek_id, nuttig=False, door=wie,
            kenmerken=["knelpunten:parkeernorm"],
        )  # fmt: skip
    daarna = [v.waar for v in voorstellen(cast.vreemde, PARKEREN)]
    assert ("kennisstuk", stukken[0].pk) in eerst and ("kennisstuk", stukken[0].pk) not in daarna


def test_de_pagina_kost_een_vast_aantal_queries(
    client,
    cast,
    maak_project,
    maak_stuk,  # noqa: F811
    maak_vraag,  # noqa: F811
    django_assert_max_num_queries,
    django_assert_num_queries,
):
    url = reverse("kennis-passend", args=["project", maak_project(omschrijving="Parkeren op een kavel.").pk])
    client.force_login(cast.adviseur_oost)
    maak_stuk("Parkeren")
    maak_vraag("Parkeren?")
    with django_assert_max_num_queries(26) as eerst:
        client.get(url)
    for i in range(10):
        maak_stuk(f"Parkeren {i}", soort="webinar")
        maak_vraag(f"Parkeren {i}?")
    with django_assert_num_queries(len(eerst)):
        client.get(url)


# The page and the buttons


def post(client, plan, **data):
    return client.post(reverse("kennis-oordeel", args=["plan", plan.pk]), data)


@pytest.fixture
def plan(maak_plan):
    return maak_plan(knelpunten=["parkeernorm"], toelichting="Wie denkt er mee over een watermistinstallatie?")


def lees(client, plan, wie=None, **headers) -> str:
    if wie:
        client.force_login(wie)
    return client.get(reverse("kennis-passend", args=["plan", plan.pk]), headers=headers).content.decode()


def test_wat_intern_is_komt_niet_naar_buiten(client, cast, plan, kaarten, maak_stuk):  # noqa: F811
    """By its proposals nobody learns of a plan which knelpunten it has, or what its toelichting says."""
    maak_stuk("Watermistinstallatie")
    assert "Minder parkeren" not in lees(client, plan) and "Watermist" not in lees(client, plan)
    eigen = lees(client, plan, cast.invoerder_aa)
    assert "Omdat bij dit plan knelpunt Parkeernorm staat." in eigen and "Watermistinstallatie" in eigen
    assert "Minder parkeren" not in lees(client, plan, cast.partner)


def test_een_woord_per_lezer_te_veranderen_en_terug_te_nemen(client, cast, plan, kaarten):
    client.force_login(cast.invoerder_aa)
    waarvan = {"bron": "kennisstuk", "sleutel": kaarten["parkeren"].pk}
    for nuttig, verwacht in (("ja", [True]), ("ja", [True]), ("nee", [False]), ("weg", [])):
        assert post(client, plan, nuttig=nuttig, **waarvan).status_code == 302
        assert list(Oordeel.objects.values_list("nuttig", flat=True)) == verwacht
    post(client, plan, nuttig="ja", **waarvan)
    oordeel = Oordeel.objects.get()
    assert "knelpunten:parkeernorm" in oordeel.kenmerken
    assert 'value="weg" aria-pressed="true">Nuttig' in lees(client, plan)
    # Another reader starts with an empty hand.
    assert 'aria-pressed="true"' not in lees(client, plan, cast.vaststeller_aa)


def test_met_htmx_verandert_alleen_de_knop(client, cast, plan, kaarten):
    client.force_login(cast.invoerder_aa)
    data = {"bron": "kennisstuk", "sleutel": kaarten["parkeren"].pk, "nuttig": "ja"}
    url = reverse("kennis-oordeel", args=["plan", plan.pk])
    antwoord = client.post(url, data, headers={"HX-Request": "true"}).content.decode()
    assert antwoord.startswith("<form") and 'aria-pressed="true"' in antwoord
    assert lees(client, plan, **{"HX-Request": "true"}).startswith("<ol")


def test_geen_oordeel_over_wat_men_niet_mag_lezen_of_wat_er_niet_is(client, cast, plan, kaarten, maak_vraag):  # noqa: F811
    vraag = maak_vraag("Geheim", zichtbaarheid="adviseurs")
    client.force_login(cast.invoerder_aa)
    for bron, sleutel in (("vraag", vraag.pk), ("kennisstuk", kaarten["werkversie"].pk), ("onbekend", 1)):
        assert post(client, plan, bron=bron, sleutel=sleutel, nuttig="ja").status_code == 404
    for sleutel in ("", "x", "9" * 30, "-1"):
        assert post(client, plan, bron="kennisstuk", sleutel=sleutel, nuttig="ja").status_code == 302
    assert not Oordeel.objects.exists()


def test_wie_niet_is_ingelogd_leest_wel_en_oordeelt_niet(client, plan, maak_stuk):  # noqa: F811
    maak_stuk("Nieuw bouwen", bouwvormen=["nieuwbouw"], woningtypen=["geclusterd"])
    pagina = lees(client, plan)
    assert "Nieuw bouwen" in pagina and "Niet nuttig" not in pagina


@pytest.mark.parametrize("pagina", ["plan", "plot", "project"])
def test_op_de_pagina_staat_de_weg_erheen(client, cast, plan, maak_plot, maak_project, pagina):
    plek = {"plan": lambda: plan, "plot": maak_plot, "project": maak_project}[pagina]()
    client.force_login(cast.adviseur_oost)
    assert reverse("kennis-passend", args=[pagina, plek.pk]) in client.get(plek.get_absolute_url()).content.decode()


def test_een_project_weet_wat_er_mist_en_wat_de_lezer_niet_mag_weten_telt_niet(cast, maak_project, maak_plan):
    from projecten.agendering.actions import bewaar_knelpunt
    from projecten.agendering.models import Projectknelpunt

    project = maak_project()
    bewaar_knelpunt(
        knelpunt=Projectknelpunt(
            project=project, categorie="bestuurlijk_commitment", omschrijving="De wethouder twijfelt.",
            zichtbaarheid="adviseurs",
        ),
        by="x",
    )  # fmt: skip
    van_adviseur, van_partner = (
        PLEKKEN["project"].zoek(wie, project.pk).situatie for wie in (cast.adviseur_oost, cast.partner)
    )
    assert van_adviseur.knelpunten == ("bestuurlijk_commitment",) and "wethouder" in van_adviseur.tekst
    assert van_partner.knelpunten == () and "wethouder" not in van_partner.tekst
    assert "zorgorganisatie" in van_partner.ontbreekt and "corporatie" not in van_partner.ontbreekt


def test_een_plot_zegt_welke_partners_ontbreken(cast, maak_plot):
    plot = maak_plot(geclusterd=30, zorggeschikt=10, nultreden=5)
    situatie = PLEKKEN["plot"].zoek(cast.vreemde, plot.pk).situatie
    assert situatie.ontbreekt == ("corporatie", "investeerder", "zorgorganisatie")
    assert (situatie.omvang, situatie.woningtypen, situatie.fase) == (40, ("geclusterd", "zorggeschikt"), "idee")


@pytest.mark.parametrize(
    "waarde", ["", "project", "project-", "project-x", "onbekend-1", "plan-1", "project-99999999999"]
)
def test_een_plek_om_te_bewaren_is_er_of_niet(cast, waarde):
    assert bewaarplek(cast.kernteam, waarde) is None
