"""Markdown of who keeps the knowledge: what it becomes, and that it cannot do harm."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kenniskaarten.kaarten.opmaak import ATTRIBUTEN, ELEMENTEN, Eigen, Kop, maak_op

PLAATJE = Eigen("/kennis/x/bijlagen/1/plan.png", "Een plattegrond", afbeelding=True)
BESTAND = Eigen("/kennis/x/bijlagen/2/toolkit.pdf")
BIJLAGEN = {"plan.png": PLAATJE, "toolkit.pdf": BESTAND}


class Lezer(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.gezien: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.gezien.append((tag, dict(attrs)))


def elementen(html: str) -> list[tuple[str, dict]]:
    return Lezer(html).gezien


def test_gewone_tekst():
    html = maak_op("Een **vette** zin.\n\n- een\n- twee\n\n1. eerst").html
    assert "<strong>vette</strong>" in html
    assert html.count("<li>") == 3


def test_koppen_krijgen_een_adres_en_slaan_geen_niveau_over():
    uit = maak_op("# Waarom\n\n#### Diep\n\n## Waarom\n\n###### Heel diep\n\n##### Nog dieper\n\n# ???")
    niveaus = [(tag, attrs["id"]) for tag, attrs in elementen(uit.html) if tag.startswith("h")]
    assert niveaus == [
        ("h2", "deel-waarom"),
        ("h3", "deel-diep"),
        ("h2", "deel-waarom-2"),
        ("h3", "deel-heel-diep"),
        ("h4", "deel-nog-dieper"),
        ("h2", "deel-kop"),
    ]
    assert uit.koppen[:2] == (Kop("deel-waarom", "Waarom"), Kop("deel-waarom-2", "Waarom"))


@pytest.mark.parametrize(
    "bron",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "[klik](vbscript:x)",
        "[klik](foo:bar)",
        "![x](https://ergens.voorbeeld/pixel.png)",
        "![x](//ergens.voorbeeld/pixel.png)",
        "![x](/tegels/1.png)",
        '[a](https://x.voorbeeld "on\\"mouseover=alert(1)")',
        "<a href='javascript:alert(1)'>x</a>",
        "## <b onclick=x>Kop</b>",
        "| a |\n|---|\n| <iframe src=x></iframe> |",
        "```html\n<script>x</script>\n```",
    ],
)
def test_wat_kwaad_kan_komt_er_niet_door(bron):
    for tag, attrs in elementen(maak_op(bron, BIJLAGEN).html):
        assert tag in ELEMENTEN
        assert tag != "img"
        assert set(attrs) <= ATTRIBUTEN.get(tag, set()) | {"class"}
        assert str(attrs.get("href", "/")).startswith(("/", "https://"))


@given(st.text(alphabet="<>/\"'=:;()[]!#*`|-\n &\\javscript onerr.g", max_size=200))
def test_welke_tekst_ook_er_komt_alleen_uit_wat_mag(tekst):
    for tag, attrs in elementen(maak_op(tekst, BIJLAGEN).html):
        assert tag in ELEMENTEN
        assert set(attrs) <= ATTRIBUTEN.get(tag, set()) | {"class"}
        assert tag != "img" or attrs["src"] == PLAATJE.url


def test_links():
    html = maak_op(
        "[buiten](https://voorbeeld.nl) [binnen](/plots/) [mail](mailto:a@voorbeeld.nl) [hier](#deel-a) "
        "[bestand](toolkit.pdf) [nergens](weg.pdf)"
    ).html
    assert '<a href="https://voorbeeld.nl" rel="noopener noreferrer">buiten</a>' in html
    assert '<a href="/plots/">binnen</a>' in html
    assert '<a href="mailto:a@voorbeeld.nl">mail</a>' in html
    assert '<a href="#deel-a">hier</a>' in html
    # Neither is one of the stuk: the words stay.
    assert "bestand" in html
    assert "nergens" in html
    assert html.count("<a ") == 4


def test_eigen_bijlagen():
    uit = maak_op("![](plan.png)\n\n![De hal](plan.png)\n\n[Toolkit](toolkit.pdf)\n\n![Weg](weg.png)", BIJLAGEN)
    beelden = [attrs for tag, attrs in elementen(uit.html) if tag == "img"]
    assert beelden == [
        {"src": PLAATJE.url, "alt": "Een plattegrond", "loading": "lazy"},
        {"src": PLAATJE.url, "alt": "De hal", "loading": "lazy"},
    ]
    assert f'<a href="{BESTAND.url}">Toolkit</a>' in uit.html
    assert uit.ontbreekt == ("weg.png",)
    assert "<p>Weg</p>" in uit.html
    # A file is no picture.
    assert maak_op("![x](toolkit.pdf)", BIJLAGEN).ontbreekt == ("toolkit.pdf",)


def test_een_tabel_staat_in_een_vak_dat_schuift():
    html = maak_op("| wat | hoeveel |\n|---|--:|\n| hof | 12 |").html
    assert '<div class="tabelvak" role="region" aria-label="Tabel 1" tabindex="0">' in html.replace("  ", " ")
    assert '<th scope="col">wat</th>' in html
    assert '<td class="getal">12</td>' in html
    assert "style" not in html
