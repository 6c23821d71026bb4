"""The geometry behind keten and trend, and what their templates make of it. No database."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from programmering.calculations import BuitenOpgave, Keten, Ketenregel, Periode, Trend, Trendregel
from woonzorg.gebieden.soorten import LAND, Gebied
from woonzorg.getallen import aandeel, getal, procent
from woonzorg.templatetags import meetkunde
from woonzorg.templatetags.formulier import soort
from woonzorg.templatetags.keten import afwijkingen
from woonzorg.templatetags.paginering import bladen
from woonzorg.templatetags.rooster import gevulde_jaren, rest

PERIODE = Periode("2030", "t/m 2030", 2022, 2030)
ENSCHEDE = Gebied("gemeente", "GM0153", "Enschede")


def maak_keten(*regels, gebied=ENSCHEDE, **meer):
    standaard = {"peildatum": datetime(2026, 11, 1, 13, 2, tzinfo=UTC), "status": "rekenvoorbeeld"}
    regels = regels or (
        Ketenregel("nultreden", 1000, 400, 200, 100),
        Ketenregel("geclusterd", 0),
        Ketenregel("zorggeschikt", None, 5),
    )
    return Keten(gebied=gebied, periode=PERIODE, regels=regels, **(standaard | meer))


def teken(tekst, query="", **context):
    context.setdefault("request", RequestFactory().get(f"/gebied/NL/?{query}"))
    return Template("{% load keten getallen formulier paginering rooster %}" + tekst).render(Context(context))


def platte_tekst(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# -- numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waarde", "tekst"), [(1234567, "1.234.567"), (0, "0"), (-1200, "−1.200"), (None, "–"), ("", "–")]
)
def test_getal(waarde, tekst):
    assert getal(waarde) == tekst


@pytest.mark.parametrize(
    ("deel", "tekst"),
    [(0, "0 %"), (0.584, "58 %"), (0.001, "< 1 %"), (0.999, "> 99 %"), (1, "100 %"), (1.2, "120 %"), (None, "–")],
)
def test_procent_is_never_rounded_to_nothing_or_all(deel, tekst):
    assert procent(deel) == tekst


def test_no_share_without_an_opgave():
    assert aandeel(5, None) == aandeel(5, 0) == ""
    assert aandeel(5, 10) == "50 %"


# -- geometry of a bar ---------------------------------------------------------------------------------

aantallen = st.integers(0, 200_000)


@given(aantallen, aantallen, aantallen, aantallen, st.none() | aantallen)
def test_blocks_are_contiguous_and_stay_on_the_scale(gerealiseerd, hard, zacht, gereserveerd, opgave):
    regel = Ketenregel("nultreden", opgave, gerealiseerd, hard, zacht, gereserveerd)
    grootste = meetkunde.maximum((regel,))
    blokken = meetkunde.blokken(regel, grootste)
    einde = 0.0
    for blok in blokken:
        assert blok.aantal > 0
        assert blok.begin == pytest.approx(einde)
        einde = blok.begin + blok.lengte
    assert einde <= 100
    # Blocks end at the mark of the opgave, or past it when there is a surplus.
    assert sum(b.aantal for b in blokken) == max(regel.gedekt, opgave or 0)
    if opgave is not None:
        assert meetkunde.plaats(opgave, grootste) <= max(einde, 0) + 1e-9


def test_a_surplus_has_no_block_of_tekort():
    regel = Ketenregel("geclusterd", 100, hard=150)
    assert [b.schakel for b in meetkunde.blokken(regel, 150)] == ["hard"]


def test_rows_share_one_scale():
    keten = maak_keten()
    grootste = meetkunde.maximum(keten.regels)
    assert grootste == 1000
    assert meetkunde.blokken(keten.regel("zorggeschikt"), grootste)[0].lengte == pytest.approx(
        meetkunde.plaats(5, 1000)
    )


@given(st.integers(1, 10_000_000), st.integers(2, 8))
def test_axis_steps_are_round_and_few(grootste, hoogstens):
    streepjes = meetkunde.streepjes(grootste, hoogstens)
    assert streepjes[0] == 0
    assert streepjes[-1] <= grootste
    assert len(streepjes) <= hoogstens + 1
    if len(streepjes) > 1:
        assert str(streepjes[1]).rstrip("0") in {"1", "2", "5"}


def test_positions_carry_a_point_whatever_the_language():
    assert meetkunde.pct(12.5) == "12.5%"
    assert meetkunde.pct(100) == "100%"


# -- the keten as html ---------------------------------------------------------------------------------


def test_keten_links_figures_to_their_plans():
    html = teken("{% keten k plannen_url='/plannen/' bouwvorm='nieuwbouw' ranglijst=True %}", k=maak_keten())
    assert (
        'href="/plannen/?gebied=GM0153&amp;periode=2030&amp;woningtype=nultreden&amp;schakel=hard&amp;bouwvorm=nieuwbouw"'
        in html
    )
    assert "Nultreden, hard plan: 200 woningen, 20 % van de opgave" in html
    assert 'href="#gebieden"' in html


def test_keten_has_no_link_for_zero_and_none_without_a_ranking():
    html = teken("{% keten k plannen_url='/plannen/' %}", k=maak_keten())
    assert "woningtype=geclusterd" not in html
    assert 'href="#gebieden"' not in html


def test_keten_says_none_zero_and_surplus_apart():
    keten = maak_keten(
        Ketenregel("nultreden", None, 5), Ketenregel("geclusterd", 0), Ketenregel("zorggeschikt", 100, hard=130)
    )
    tekst = platte_tekst(teken("{% keten k %}", k=keten))
    assert "geen opgave" in tekst
    assert re.search(r"opgave 0\b", tekst)
    assert re.search(r"overschot +30", tekst)


def test_keten_never_adds_up_the_three_types():
    keten = maak_keten(
        Ketenregel("nultreden", 170_000, 60_001),
        Ketenregel("geclusterd", 80_000, 9_002),
        Ketenregel("zorggeschikt", 40_000, 3_003),
        gebied=LAND,
    )
    tekst = teken("{% keten k %}", k=keten)
    assert "290.000" not in tekst
    assert "72.006" not in tekst
    rijen = re.findall(r'<tr class="ketenrij', tekst)
    assert len(rijen) == 3


def test_keten_shows_all_six_links_and_existing_homes_beside_them():
    met = maak_keten(
        Ketenregel("nultreden", 100, gereserveerd=4, bod=37, bestaande_bouw=9, corporatie_gereserveerd=2),
        Ketenregel("geclusterd", 10),
        Ketenregel("zorggeschikt", 10, hard=8, bestaande_bouw=5),
    )
    tekst = platte_tekst(teken("{% keten k %}", k=met))
    assert "volgt later" not in tekst
    assert re.search(r"gereserveerd:\s+4 ", tekst)
    assert re.search(r"geboden\s+Nultreden:\s+37", tekst)
    assert re.search(r"bestaande bouw:\s+9\s*; tekort daarmee 87", tekst)
    assert re.search(r"bestaande bouw:\s+5\s*; daarmee geen tekort meer", tekst)
    assert "waarvan corporatie 2" in tekst


def test_keten_shows_confidential_bulk_and_what_is_outside():
    keten = maak_keten(
        Ketenregel("nultreden", 10, vertrouwelijk=1234),
        Ketenregel("geclusterd", 10),
        Ketenregel("zorggeschikt", 10),
        buiten=(BuitenOpgave("regulier", 1, 2, 3), BuitenOpgave("onbekend", 4, 5, 6), BuitenOpgave("sloop", 7)),
    )
    tekst = platte_tekst(teken("{% keten k %}", k=keten))
    assert "niet uitgesplitst en niet meegeteld: nultreden 1.234 woningen" in tekst
    assert "Nog niet ingedeeld" in tekst
    assert "peildatum 1 november 2026 · rekenvoorbeeld · exclusief geteld · herberekend 14:02" in tekst


def test_keten_without_a_run_has_no_peildatum():
    tekst = platte_tekst(teken("{% keten k %}", k=maak_keten(peildatum=None, status="voorlopig")))
    assert "peildatum" not in tekst
    assert "voorlopig · exclusief geteld" in tekst


@pytest.mark.parametrize("tag", ["{% keten k %}", "{% keten_klein k %}", "{% trend t %}"])
def test_pictures_carry_no_inline_style_or_script(tag):
    html = teken(tag, k=maak_keten(), t=maak_trend())
    assert " style=" not in html
    assert "<script" not in html
    assert "<style" not in html


def test_names_stay_text():
    gevaarlijk = Gebied("gemeente", "GM9999", "<img src=x onerror=alert(1)>")
    keten = maak_keten(gebied=gevaarlijk)
    html = teken("{% keten k %}", k=keten) + teken(
        "{% gebiedentabel o %}", o=[{"gebied": gevaarlijk, "url": "/x/", "keten": keten}]
    )
    assert "<img" not in html


def test_small_keten_shows_tekort_per_type():
    tekst = platte_tekst(teken("{% keten_klein k %}", k=maak_keten()))
    assert re.search(r"Nultreden.*70 %.*tekort +300", tekst)
    assert "opgave 0" in tekst
    assert "geen opgave" in tekst


# -- trend ---------------------------------------------------------------------------------------------


def maak_trend(opgave=100, jaren=(2025, 2026, 2027)):
    regel = Trendregel("nultreden", opgave, (10, 20, 0), (0, 5, 5), (0, 0, 8), (2, 0, 3))
    return Trend(PERIODE, jaren, (regel,))


def test_trend_cumulates_and_stacks_from_the_floor():
    paneel = meetkunde.paneel(maak_trend().regels[0], (2025, 2026, 2027))
    assert [k.aantallen for k in paneel.kolommen] == [(10, 0, 0, 2), (30, 5, 0, 2), (30, 10, 8, 5)]
    laatste = paneel.kolommen[-1]
    vloer = meetkunde.HOOG - meetkunde.ONDER
    onder = vloer
    for deel in laatste.delen:
        onder -= float(deel.hoogte)
        assert float(deel.y) == pytest.approx(onder, abs=0.3)
    assert float(paneel.opgave_y) == pytest.approx(meetkunde.BOVEN)


def test_trend_says_how_far_it_gets():
    assert "Eind 2027: 53 van de 100 woningen." in teken("{% trend t %}", t=maak_trend())
    assert "de opgave van 40 is gehaald" in teken("{% trend t %}", t=maak_trend(opgave=40))
    assert "geen opgave" in teken("{% trend t %}", t=maak_trend(opgave=None))


def test_trend_without_years_still_draws():
    leeg = Trend(PERIODE, (), (Trendregel("nultreden", 10, (), (), (), ()),))
    assert "Geen jaren in deze periode." in teken("{% trend t %}", t=leeg)


def test_years_are_no_amounts():
    html = teken("{% trend t %}", t=maak_trend())
    assert "2.027" not in html
    assert ">2027<" in html


# -- table of gebieden ---------------------------------------------------------------------------------


def gebieden(aantal=3):
    return [
        SimpleNamespace(
            gebied=Gebied("gemeente", f"GM{i:04}", f"Plaats {aantal - i:03}"),
            url=f"/gebied/GM{i:04}/",
            keten=maak_keten(
                Ketenregel("nultreden", 100 * i if i else None),
                Ketenregel("geclusterd", 10),
                Ketenregel("zorggeschikt", 10),
            ),
        )
        for i in range(aantal)
    ]


def volgorde(html):
    return re.findall(r'<th scope="row"><a href="/gebied/(GM\d+)/"', html)


@pytest.mark.parametrize(
    ("sorteer", "verwacht"),
    [
        ("", ["GM0000", "GM0001", "GM0002"]),
        ("naam", ["GM0002", "GM0001", "GM0000"]),
        ("-naam", ["GM0000", "GM0001", "GM0002"]),
        # Without opgave comes last, both ways.
        ("nultreden-opgave", ["GM0001", "GM0002", "GM0000"]),
        ("-nultreden-opgave", ["GM0002", "GM0001", "GM0000"]),
        ("onzin-opgave", ["GM0000", "GM0001", "GM0002"]),
    ],
)
def test_table_sorts_by_url(sorteer, verwacht):
    assert volgorde(teken("{% gebiedentabel o %}", f"sorteer={sorteer}", o=gebieden())) == verwacht


def test_table_keeps_the_rest_of_the_url_and_turns_round():
    html = teken("{% gebiedentabel o %}", "periode=2030&sorteer=-nultreden-tekort", o=gebieden())
    assert 'href="?periode=2030&amp;sorteer=nultreden-tekort#gebieden-tabel" data-richting="neer"' in html
    assert 'href="?periode=2030&amp;sorteer=-geclusterd-opgave#gebieden-tabel"' in html


def test_long_table_is_cut_until_asked():
    html = teken("{% gebiedentabel o hoogstens=25 %}", o=gebieden(342))
    assert len(volgorde(html)) == 25
    assert "Toon alle 342" in html
    assert len(volgorde(teken("{% gebiedentabel o %}", "alles=1", o=gebieden(342)))) == 342


def test_differences_with_the_national_figure():
    assert afwijkingen({"nultreden": 1200, "geclusterd": 0, "zorggeschikt": -3, "x": None}) == [
        "nultreden +1.200",
        "zorggeschikt −3",
    ]


# -- forms, paging, year grid --------------------------------------------------------------------------


class Formulier(forms.Form):
    naam = forms.CharField(label="Naam", help_text="Zoals op de kaart.")
    keuze = forms.MultipleChoiceField(
        label="Keuze", choices=[("a", "Aap")], widget=forms.CheckboxSelectMultiple, required=False
    )
    ja = forms.BooleanField(label="Ja", required=False)


def test_field_ties_help_and_error_to_its_control():
    html = teken("{% veld f.naam %}", f=Formulier(data={}))
    assert 'aria-describedby="id_naam_uitleg id_naam_fout"' in html
    assert 'aria-invalid="true"' in html
    assert html.count('id="id_naam_uitleg"') == html.count('id="id_naam_fout"') == 1
    assert 'class="utrecht-textbox utrecht-textbox--html-input"' in html


def test_choices_stand_in_a_fieldset_and_a_tick_before_its_label():
    f = Formulier()
    assert "<legend" in teken("{% veld f.keuze %}", f=f)
    assert soort(f["ja"].field.widget) == "vinkje"
    assert "(niet verplicht)" not in teken("{% veld f.ja %}", f=f)


@pytest.mark.parametrize(
    ("huidig", "verwacht"),
    [(1, [1, 2, 0, 40]), (7, [1, 0, 6, 7, 8, 0, 40]), (40, [1, 0, 39, 40])],
)
def test_paging_shows_ends_and_neighbours(huidig, verwacht):
    assert bladen(Paginator(range(1000), 25).page(huidig)) == verwacht


@override_settings(USE_THOUSAND_SEPARATOR=True)
def test_page_numbers_in_urls_are_plain():
    pagina = Paginator(range(100_000), 10).page(1500)
    html = teken("{% include 'includes/_paginering.html' %}", "q=x", pagina=pagina)
    assert 'href="?q=x&amp;blad=1501"' in html


def rij(gepland="", gerealiseerd="", **jaren):
    per_jaar = {int(j[1:]): n for j, n in jaren.items()}
    return {
        "groep": "nieuwbouw",
        "categorie": "nieuwbouw",
        "naam": "Nieuwbouw",
        "gepland": gepland,
        "gerealiseerd": gerealiseerd,
        "corporatie": "",
        "onbekend": "",
        "rest_per_jaar": per_jaar,
        "gerealiseerd_per_jaar": dict.fromkeys(per_jaar, ""),
        "fouten": [],
    }


def test_grid_shows_what_remains():
    assert rest(rij("1.200", "200")) == "1.000"
    assert rest(rij()) == rest(rij("abc")) == ""
    assert rest(rij("5", "8")) == "−3"


def test_grid_names_its_cells_and_keeps_what_was_typed():
    regels = [rij("abc", j2027="5", j2028="")]
    groep = {"slug": "nieuwbouw", "naam": "Nieuwbouw", "uitleg": "", "fouten": ["3 te weinig"], "regels": regels}
    rooster = {"jaren": [2027, 2028], "groepen": [groep]}
    html = teken("{% include 'includes/_rooster.html' %}", rooster=rooster)
    assert 'name="r-nieuwbouw-nieuwbouw-gepland" value="abc"' in html
    assert 'name="r-nieuwbouw-nieuwbouw-2027" value="5"' in html
    assert 'name="g-nieuwbouw-nieuwbouw-2028"' in html
    assert "Klopt niet: 3 te weinig" in html
    assert gevulde_jaren(rooster) == [2027]
    assert "2.027" not in html
