"""The pages and files of peilstanden: what one reads, who reads it, and that every number leads to its plans."""

import csv
import datetime
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from programmering.peilstanden.actions import stel_vast
from programmering.peilstanden.calculations import Verschil
from programmering.peilstanden.models import Peilstand
from programmering.peilstanden.waterval import LINKS, RECHTS, waterval
from programmering.plannen.models import Plan
from tests.conftest import regels_van
from tests.programmering.test_peilstanden_vergelijken import MEI, NOVEMBER, herindeel, vast, zet
from woonzorg.organisaties.limiet import Limiet
from woonzorg.organisaties.models import Logregel

pytestmark = pytest.mark.django_db
VERGELIJKEN = "/peilstanden/vergelijken/"
# A number of the table: where it leads, and what it says.
CIJFERLINK = re.compile(r'<a href="(/peilstanden/vergelijken/plannen/\?[^"]+deel=[^"]*)">([−+0-9.]+)</a>')


def tekst(antwoord) -> str:
    """What is read, without tags."""
    kaal = re.sub(r"<[^>]+>", " ", antwoord.content.decode())
    return " ".join(kaal.replace("&#x27;", "'").split())


def rijen(antwoord) -> list[dict]:
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    return list(csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def veranderd(land, maak_plan, herbereken):
    """Public: 20 stayed, 30 fell away, 25 came; for the provincie alone: 40 that became 44."""
    maak_plan(plannaam="Blijft", aantallen=regels_van(geclusterd=20, corporatie=10))
    weg = maak_plan(plannaam="Weg", aantallen=regels_van(geclusterd=30))
    stil = maak_plan(
        plannaam="Stil", status="3", vertrouwelijkheid="provincie", aantallen=regels_van(geclusterd=40, zorggeschikt=12)
    )
    peilstanden = vast(land)
    weg.delete()
    zet(stil, geclusterd=44, zorggeschikt=12)
    maak_plan(plannaam="Nieuw", aantallen=regels_van(geclusterd=25))
    herbereken()
    return peilstanden


# -- comparing -------------------------------------------------------------------------------------


def test_the_finding_is_computed_and_true_for_each_reader(client, cast, veranderd):
    zin = client.get(VERGELIJKEN).context["zin"]
    assert zin == (
        "In Nederland staan nu 5 geclusterde woningen minder en evenveel zorggeschikte woningen te bouwen "
        "dan op 1 mei 2025."
    )
    client.force_login(cast.adviseur_oost)
    zin = client.get(VERGELIJKEN + "?gebied=GM9000").context["zin"]
    assert zin.startswith("In Aa staan nu 1 geclusterde woning minder en evenveel zorggeschikte")


def test_the_finding_tells_what_was_realised_and_over_how_many_gemeenten(client, land, maak_plan, herbereken):
    plan = maak_plan(aantallen=regels_van(geclusterd=20))
    vast(land, MEI, ("Aa", "Bee"))
    zet(plan, geclusterd=20, gerealiseerd=8)
    herbereken()
    assert client.get(VERGELIJKEN).context["zin"] == (
        "In 2 van de 4 gemeenten in Nederland staan nu 8 geclusterde woningen minder en evenveel zorggeschikte "
        "woningen te bouwen dan op 1 mei 2025; in die tijd zijn 8 geclusterde woningen gerealiseerd."
    )
    antwoord = tekst(client.get(VERGELIJKEN))
    assert "Niet meegeteld: 2 gemeenten" in antwoord
    assert "Cee : geen peilstand op 1 mei 2025" in antwoord


def test_without_change_the_sentence_says_so(client, land, maak_plan, herbereken):
    maak_plan()
    vast(land)
    herbereken()
    zin = "In Nederland staan nu evenveel geclusterde en zorggeschikte woningen te bouwen als op 1 mei 2025."
    assert client.get(VERGELIJKEN).context["zin"] == zin


def test_every_number_leads_to_a_list_that_adds_up_to_it(client, cast, veranderd):
    for wie in (None, cast.adviseur_oost, cast.invoerder_aa):
        client.logout()
        if wie:
            client.force_login(wie)
        antwoord = client.get(VERGELIJKEN)
        adressen = CIJFERLINK.findall(antwoord.content.decode())
        assert len(adressen) >= 3
        for adres, getal in adressen:
            lijst = client.get(adres.replace("&amp;", "&"))
            n = int(getal.replace("−", "-").replace("+", "").replace(".", ""))
            assert lijst.context["samen"] == n == sum(r.effect for r in lijst.context["regels"]), adres


def test_the_plans_show_then_and_now_and_a_link_where_there_is_a_page(client, veranderd):
    antwoord = client.get(f"{VERGELIJKEN}plannen/?gebied=NL&van=2025-05-01&naar=nu&woningtype=geclusterd&deel=")
    html, leesbaar = antwoord.content.decode(), tekst(antwoord)
    assert "Weg vervallen Aa 1A Onherroepelijk → werd –" in leesbaar
    assert "30 → werd 0" in leesbaar
    nieuw = Plan.objects.get(plannaam="Nieuw")
    assert f'<a href="{nieuw.get_absolute_url()}">Nieuw</a>' in html
    assert "Stil" not in html
    assert "2 plannen, samen −5 woningen te bouwen" in leesbaar


def test_a_number_of_four_figures_has_a_point_and_its_link_none(client, land, maak_plan, herbereken):
    vast(land)
    maak_plan(plannaam="Groot", aantallen=regels_van(geclusterd=1200))
    herbereken()
    deel = "gebied=NL&amp;van=2025-05-01&amp;naar=nu&amp;woningtype=geclusterd&amp;deel=nieuw"
    links = CIJFERLINK.findall(client.get(VERGELIJKEN).content.decode())
    assert (f"/peilstanden/vergelijken/plannen/?{deel}", "+1.200") in links


def test_the_csv_of_the_plans_is_what_the_list_is(client, cast, veranderd):
    client.force_login(cast.adviseur_oost)
    gevonden = rijen(client.get(f"{VERGELIJKEN}plannen.csv?gebied=PV90"))
    assert [(r["plan"], r["nieuw"], r["vervallen"], r["gewijzigd"]) for r in gevonden] == [
        ("Weg", "0", "-30", "0"),
        ("Nieuw", "25", "0", "0"),
        ("Stil", "0", "0", "4"),
    ]
    assert gevonden[0]["van"] == "2025-05-01"
    assert gevonden[0]["naar"] == "nu"
    assert gevonden[0]["status"] == "voorlopig"
    assert Logregel.objects.filter(handeling=Logregel.Handeling.EXPORT, wat__contains="gebied=PV90").exists()


def test_what_is_asked_backwards_is_compared_with_now(client, land, maak_plan, herbereken):
    maak_plan()
    vast(land)
    vast(land, NOVEMBER)
    herbereken()
    antwoord = client.get(f"{VERGELIJKEN}?van=2025-11-01&naar=2025-05-01")
    assert "'Naar' lag niet na 'van'" in tekst(antwoord)
    assert antwoord.context["vergelijking"].naar_tekst == "nu"
    goed = client.get(f"{VERGELIJKEN}?van=2025-05-01&naar=2025-11-01")
    assert goed.context["vergelijking"].url.endswith("van=2025-05-01&naar=2025-11-01")
    assert "1 mei 2025 (vastgesteld) naast 1 november 2025 (vastgesteld)" in tekst(goed)


@pytest.mark.parametrize("vraag", ["?van=gisteren&naar=morgen", "?van=%00", "?van=2025-13-45", "?gebied=", "?van=1"])
def test_what_is_not_understood_falls_back(client, veranderd, vraag):
    antwoord = client.get(VERGELIJKEN + vraag)
    assert antwoord.status_code == 200
    assert antwoord.context["vergelijking"].vraag == {"gebied": "NL", "van": "2025-05-01", "naar": "nu"}


@pytest.mark.parametrize("vraag", ["?gebied=GM0000", "?gebied=xx", "?gebied=PV%2090"])
def test_a_gebied_that_is_not_there_is_not_found(client, veranderd, vraag):
    assert client.get(VERGELIJKEN + vraag).status_code == 404
    assert client.get(f"{VERGELIJKEN}plannen/{vraag}").status_code == 404


@pytest.mark.parametrize("vraag", ["deel=alles", "woningtype=kasteel&blad=99999", "deel=%00", "blad=-1", "blad=x"])
def test_a_list_with_nonsense_in_the_address_is_the_ordinary_list(client, veranderd, vraag):
    assert client.get(f"{VERGELIJKEN}plannen/?{vraag}").status_code == 200


def test_nothing_frozen_is_said(client, land, herbereken):
    herbereken()
    antwoord = client.get(VERGELIJKEN + "?gebied=GM9000")
    assert "Nog niets om te vergelijken" in tekst(antwoord)
    assert client.get(f"{VERGELIJKEN}plannen/?gebied=GM9000").status_code == 404


def test_the_page_of_a_merged_gemeente_compares_with_those_before_it(client, land, maak_plan, herbereken):
    maak_plan("Aa", plannaam="A")
    maak_plan("Cee", plannaam="C")
    vast(land)
    samen = herindeel(land, ["Aa", "Cee"], ["Samen"])["Samen"]
    herbereken()
    antwoord = client.get(f"{VERGELIJKEN}?gebied={samen.code}")
    assert antwoord.context["vergelijking"].regel("geclusterd") == Verschil(toen=40, nu=40)
    assert "Gemeente van vroeger" in antwoord.content.decode()


@pytest.mark.parametrize("wie", [None, "adviseur_oost", "invoerder_aa", "beheerder"])
def test_the_number_of_queries_is_the_same_for_many(
    client, cast, land, maak_plan, herbereken, wie, django_assert_max_num_queries
):
    for _ in range(8):
        maak_plan()
    vast(land, reden="")
    vast(land, reden="Fout")
    for plan in Plan.objects.all():
        zet(plan, geclusterd=30)
    herbereken()
    if wie:
        client.force_login(getattr(cast, wie))
    pk = Peilstand.objects.filter(nummer=2, gemeente=land["Aa"]).get().pk
    for adres in (
        "/peilstanden/?versies=alle&gebied=NL", "/peilstanden/correcties/", f"/peilstanden/{pk}/", VERGELIJKEN,
        f"{VERGELIJKEN}plannen/", "/api/v1/peilstanden",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(adres).status_code == 200


# -- the picture -----------------------------------------------------------------------------------


def test_the_steps_of_a_waterfall_join_and_arrive_at_now():
    beeld = waterval(Verschil(toen=100, nu=105, nieuw=40, vervallen=-20, gewijzigd=5, gerealiseerd=-20))
    assert [(t.soort, t.aantal) for t in beeld.treden] == [
        ("toen", 100), ("nieuw", 40), ("vervallen", -20), ("gewijzigd", 5), ("gerealiseerd", -20), ("nu", 105),
    ]  # fmt: skip
    eind = [float(t.niveau) for t in beeld.treden]
    links = [float(t.x) for t in beeld.treden]
    rechts = [float(t.x) + float(t.breedte) for t in beeld.treden]
    for i, trede in enumerate(beeld.treden[1:-1], start=1):
        van, tot = (links[i], rechts[i]) if trede.aantal > 0 else (rechts[i], links[i])
        assert van == pytest.approx(eind[i - 1], abs=0.2)
        assert tot == pytest.approx(eind[i], abs=0.2)
    assert eind[-1] == pytest.approx(eind[-2], abs=0.2)
    assert min(links) >= LINKS
    assert max(rechts) <= RECHTS + 0.2


@pytest.mark.parametrize(
    ("verschil", "begin"),
    [
        (Verschil(), 0),
        (Verschil(toen=100, nu=100), 0),
        (Verschil(nu=5, nieuw=5), 0),
        (Verschil(toen=100, nu=40, vervallen=-60), 0),
        (Verschil(toen=1000, nu=1010, nieuw=10), 980),
        (Verschil(toen=29_143, nu=29_853, nieuw=2264, vervallen=-722, gewijzigd=258, gerealiseerd=-1090), 27_000),
    ],
)
def test_an_axis_that_does_not_begin_at_zero_is_said(verschil, begin):
    beeld = waterval(verschil)
    assert (beeld.begin, beeld.afgesneden) == (begin, begin > 0)
    assert all(float(t.x) >= LINKS - 0.1 for t in beeld.treden)


def test_the_picture_tells_its_numbers_in_words(client, veranderd):
    html = client.get(VERGELIJKEN).content.decode()
    assert 'aria-label="Geclusterd: toen 50; nieuw +25; vervallen −30; gewijzigd 0; gerealiseerd 0; nu 45."' in html
    assert "waterval__blok--vervallen" in html


# -- list, page and corrections --------------------------------------------------------------------


def test_the_list_shows_what_each_may_see(client, cast, veranderd):
    def geclusterd(antwoord):
        return {r.peilstand.gemeente.naam: r.figuren[1].nog_te_bouwen for r in antwoord.context["peilstanden"]}

    assert geclusterd(client.get("/peilstanden/"))["Aa"] == 50
    client.force_login(cast.adviseur_oost)
    antwoord = client.get("/peilstanden/?gebied=PV90&peildatum=2025-05-01")
    assert geclusterd(antwoord) == {"Aa": 90, "Cee": 0}
    assert not client.get("/peilstanden/?peildatum=2024-01-01").context["peilstanden"]
    assert not client.get("/peilstanden/?gebied=GM0000").context["peilstanden"]


def test_who_and_why_are_for_gemeente_and_provincie(client, cast, land, maak_plan):
    """The reason can be about a plan that is not public."""
    maak_plan()
    stel_vast(gemeente=land["Aa"], peildatum=MEI, by="J. Jansen")
    nieuw = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="J. Jansen", reden="Plan Geheim stond dubbel")
    adressen = ["/peilstanden/", "/peilstanden/correcties/", nieuw.get_absolute_url(), "/peilstanden/correcties.csv"]
    adressen += [reverse("peilstand-csv", args=[nieuw.pk]), "/peilstanden/cijfers.csv", "/api/v1/peilstanden"]

    def inhoud(adres):
        antwoord = client.get(adres)
        return (b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content).decode()

    for wie in (None, cast.koepel, cast.partner, cast.invoerder_bee, cast.vreemde):
        client.logout()
        if wie:
            client.force_login(wie)
        for adres in adressen:
            assert "Jansen" not in inhoud(adres)
            assert "Geheim" not in inhoud(adres)
        boek = load_workbook(io.BytesIO(client.get(reverse("peilstand-xlsx", args=[nieuw.pk])).content))
        assert "Geheim" not in str([c.value for blad in boek for rij in blad.iter_rows() for c in rij])
    for wie in (cast.invoerder_aa, cast.adviseur_oost, cast.beheerder):
        client.force_login(wie)
        for adres in adressen[1:4]:
            assert "Jansen" in inhoud(adres)
            assert "Plan Geheim stond dubbel" in inhoud(adres)


def test_both_versions_stay_and_the_page_tells_what_the_correction_changed(client, land, maak_plan):
    plan = maak_plan(plannaam="Hof", aantallen=regels_van(geclusterd=40))
    oud = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    zet(plan, geclusterd=20)
    nieuw = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test", reden="Dubbel")
    pagina = client.get(nieuw.get_absolute_url())
    assert pagina.context["correctie"]["vergelijking"].regel("geclusterd") == Verschil(toen=40, nu=20, gewijzigd=-20)
    assert "Wat deze versie verbeterde" in tekst(pagina)
    assert f'href="{oud.get_absolute_url()}"' in pagina.content.decode()
    vroeger = tekst(client.get(oud.get_absolute_url()))
    assert "vervangen door een latere versie" in vroeger
    assert rijen(client.get(reverse("peilstand-csv", args=[oud.pk])))[0]["aantal"] == "40"
    assert rijen(client.get(reverse("peilstand-csv", args=[nieuw.pk])))[0]["aantal"] == "20"
    correctie = next(r for r in rijen(client.get("/peilstanden/correcties.csv")) if r["woningtype"] == "geclusterd")
    assert (correctie["nog_te_bouwen_origineel"], correctie["nog_te_bouwen_correctie"]) == ("40", "20")
    assert (correctie["origineel_id"], correctie["correctie_id"]) == (str(oud.pk), str(nieuw.pk))
    assert "40 → werd 20" in tekst(client.get("/peilstanden/correcties/"))


def test_the_plans_of_a_peilstand_are_paged(client, land, maak_plan, monkeypatch):
    monkeypatch.setattr("programmering.peilstanden.views.PER_PAGINA", 2)
    for naam in ("A", "B", "C"):
        maak_plan(plannaam=naam)
    peilstand = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    blad = client.get(peilstand.get_absolute_url() + "?blad=2")
    assert [r.plan.plannaam for r in blad.context["plannen"]] == ["C"]


def test_the_long_csv_has_a_row_for_each_figure_of_each_version(client, cast, land, maak_plan):
    plan = maak_plan(aantallen=regels_van(geclusterd=20, gerealiseerd=5, corporatie=10))
    maak_plan(aantallen=regels_van(geclusterd=12, jaar="onbekend"))
    maak_plan(status="3", vertrouwelijkheid="provincie", aantallen=regels_van(geclusterd=40))
    stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    zet(plan, geclusterd=25)
    stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test", reden="Fout")
    vast_rij = {
        "peildatum": "2025-05-01", "gemeentecode": "GM9000", "gemeente": "Aa", "woningtype": "geclusterd",
        "status": "vastgesteld", "rekenvoorbeeld": "nee",
    }  # fmt: skip
    geldend = rijen(client.get("/peilstanden/cijfers.csv"))
    assert [vast_rij | r == r for r in geldend] == [True, True]
    assert [(r["versie"], r["schakel"], r["jaar"], r["aantal"], r["waarvan_corporatie"]) for r in geldend] == [
        ("2", "hard", "", "12", "0"),
        ("2", "hard", "2027", "25", "0"),
    ]
    alle = rijen(client.get("/peilstanden/cijfers.csv?versies=alle"))
    assert [(r["versie"], r["geldend"]) for r in alle] == [("1", "nee")] * 3 + [("2", "ja")] * 2
    client.force_login(cast.adviseur_oost)
    assert {r["schakel"] for r in rijen(client.get("/peilstanden/cijfers.csv?gebied=GM9000"))} == {"hard", "zacht"}
    assert rijen(client.get("/peilstanden/cijfers.csv?gebied=GM9001")) == []
    assert rijen(client.get("/peilstanden/cijfers.csv?gebied=onzin")) == []


def test_the_gemeente_keeps_the_name_it_had(client, land, maak_plan):
    maak_plan("Aa")
    vast(land, MEI, ["Aa"])
    herindeel(land, ["Aa", "Cee"], ["Samen"])
    assert {(r["gemeentecode"], r["gemeente"]) for r in rijen(client.get("/peilstanden/cijfers.csv"))} == {
        ("GM9000", "Aa")
    }


def test_a_download_has_concepts_for_the_gemeente_alone_and_no_formulas(client, cast, land, maak_plan):
    maak_plan(plannaam="=1+1", aantallen=regels_van(geclusterd=20))
    maak_plan(plannaam="Concept", gereed=False)
    peilstand = stel_vast(gemeente=land["Aa"], peildatum=MEI, by="test")
    url = reverse("peilstand-csv", args=[peilstand.pk])
    assert [r["plannaam"] for r in rijen(client.get(url))] == ["'=1+1"]
    client.force_login(cast.invoerder_aa)
    assert [(r["plannaam"], r["aantal"]) for r in rijen(client.get(url))] == [("'=1+1", "20"), ("Concept", "")]
    boek = load_workbook(io.BytesIO(client.get(reverse("peilstand-xlsx", args=[peilstand.pk])).content))
    assert boek.sheetnames == ["Samen", "Plannen", "Cijfers"]
    assert boek["Plannen"]["A1"].value.startswith("Peilstand van Aa op 1 mei 2025, versie 1")
    cellen = [c for rij in boek["Plannen"].iter_rows() for c in rij if c.value is not None]
    assert {c.data_type for c in cellen if isinstance(c.value, str)} == {"s"}
    assert Logregel.objects.filter(handeling=Logregel.Handeling.EXPORT, wat__startswith="peilstand Aa").count() == 3


def test_exports_are_limited(client, land, monkeypatch):
    monkeypatch.setitem(Limiet.THROTTLE_RATES, "export", "1/min")
    assert client.get("/peilstanden/cijfers.csv").status_code == 200
    assert client.get("/peilstanden/correcties.csv").status_code == 429


# -- the gebied page -------------------------------------------------------------------------------


def test_the_gebied_page_fetches_what_changed_and_has_a_link_without(client, veranderd):
    pagina = client.get("/gebied/GM9000/").content.decode()
    assert 'hx-get="/gebied/GM9000/veranderd/"' in pagina
    assert 'href="/peilstanden/vergelijken/?gebied=GM9000"' in pagina
    deel = client.get("/gebied/GM9000/veranderd/", headers={"HX-Request": "true"})
    assert "Wat veranderde sinds 1 mei 2025" in tekst(deel)
    assert "Geclusterd 50 +25 −30 0 0 45 −5 0" in tekst(deel)
    zonder = client.get("/gebied/GM9000/veranderd/")
    assert zonder.url == "/peilstanden/vergelijken/?gebied=GM9000"


def test_the_part_says_so_where_nothing_was_frozen(client, land, herbereken):
    herbereken()
    deel = client.get("/gebied/GM9000/veranderd/", headers={"HX-Request": "true"})
    assert "nog geen peilstand vastgesteld" in tekst(deel)


# -- API -------------------------------------------------------------------------------------------


def test_the_api_gives_the_figures_of_the_page(client, cast, veranderd):
    antwoord = client.get("/api/v1/peilstanden?gemeente=GM9000")
    assert antwoord["Content-Type"] == "application/json"
    assert antwoord["API-Version"]
    rij = antwoord.json()["results"][0]
    assert rij["gemeente"] == {"code": "GM9000", "naam": "Aa"}
    assert (rij["peildatum"], rij["versie"], rij["geldend"], rij["status"]) == ("2025-05-01", 1, True, "vastgesteld")
    cijfers = {c["woningtype"]: c for c in rij["cijfers"]}
    assert list(cijfers) == ["nultreden", "geclusterd", "zorggeschikt", "regulier", "onbekend"]
    assert cijfers["geclusterd"] == {
        "woningtype": "geclusterd", "gerealiseerd": 0, "hard": 50, "zacht": 0, "nogTeBouwen": 50,
        "waarvanCorporatie": 10,
    }  # fmt: skip
    client.force_login(cast.adviseur_oost)
    rij = client.get("/api/v1/peilstanden?gemeente=GM9000").json()["results"][0]
    assert {c["woningtype"]: c["zacht"] for c in rij["cijfers"]}["zorggeschikt"] == 12


def test_the_api_is_paged(client, veranderd):
    eerste = client.get("/api/v1/peilstanden?pageSize=3&peildatum=2025-05-01").json()
    assert (eerste["count"], len(eerste["results"]), eerste["previous"]) == (4, 3, None)
    assert eerste["next"].endswith("/api/v1/peilstanden?pageSize=3&peildatum=2025-05-01&page=2")
    tweede = client.get(eerste["next"]).json()
    assert (len(tweede["results"]), tweede["next"]) == (1, None)
    assert client.get("/api/v1/peilstanden?peildatum=2020-01-01").json()["results"] == []


def test_the_api_tells_all_errors_at_once(client, land):
    antwoord = client.get("/api/v1/peilstanden?gemeente=PV20&peildatum=gisteren&geldend=wie&page=0&pageSize=9999&x=1")
    assert antwoord.status_code == 400
    assert antwoord["Content-Type"] == "application/problem+json"
    assert set(antwoord.json()["errors"]) == {"gemeente", "peildatum", "geldend", "page", "pageSize", "x"}
    for vraag in ("page=2", "page=99999999999999999999", "gemeente=XGM9000", "gemeente="):
        assert client.get(f"/api/v1/peilstanden?{vraag}").status_code == 400, vraag
    assert client.get("/api/v1/peilstanden/").status_code == 404


def test_the_api_is_in_the_schema(client):
    schema = client.get("/api/v1/openapi.json").json()
    vraag = schema["paths"]["/api/v1/peilstanden"]["get"]
    assert {p["name"] for p in vraag["parameters"]} == {"gemeente", "peildatum", "geldend", "page", "pageSize"}
    assert "400" in vraag["responses"]


def test_dates_before_a_gemeente_was_frozen_do_not_count(client, land, maak_plan, herbereken):
    maak_plan()
    stel_vast(gemeente=land["Aa"], peildatum=datetime.date(2099, 1, 1), by="test")
    herbereken()
    # A state of a day to come is no 'since'.
    assert "Nog niets om te vergelijken" in tekst(client.get(VERGELIJKEN))
