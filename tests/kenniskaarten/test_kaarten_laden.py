"""The knowledge that comes with the portal: that it is right in itself, and that loading it spares what was edited."""

import re
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import resolve

from kenniskaarten.kaarten import laden
from kenniskaarten.kaarten.actions import BEZET, bewaar_kennisstuk, zet_status
from kenniskaarten.kaarten.laden import Inhoudfout, Uitkomst, laad_kennis, lees
from kenniskaarten.kaarten.models import Kennisstuk, Schaal, Thema
from kenniskaarten.kaarten.opmaak import maak_op
from kenniskaarten.kenmerken import LIJSTEN

BESTANDEN = sorted(laden.MAP.glob("*.md"))
SLUGS = {pad.stem for pad in BESTANDEN}


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda p: p.stem)
def test_een_meegeleverde_tekst_klopt_in_zichzelf(pad):
    stuk = lees(pad)
    assert stuk.slug not in BEZET
    assert set(stuk.verwant) <= SLUGS - {stuk.slug}
    for naam, keuzes in LIJSTEN.items():
        assert set(stuk.velden.get(naam, ())) <= keuzes.keys()
    uit = maak_op(stuk.velden["tekst"])
    assert not uit.ontbreekt
    assert uit.koppen
    # A link that leads nowhere would only be found by a reader.
    for adres in re.findall(r'href="(/[^"#]*)', uit.html):
        treffer = resolve(adres)
        assert treffer.url_name != "kennisstuk" or treffer.kwargs["slug"] in SLUGS, adres
    # As many links as were written: none was dropped for how it begins.
    assert len(re.findall(r"(?<!!)\]\(", stuk.velden["tekst"])) == uit.html.count("<a ")


def test_alles_is_er(db):
    laad_kennis()
    aantal = {
        soort: Kennisstuk.objects.filter(soort=soort).count() for soort in ("kenniskaart", "bouwsteen", "webinar")
    }
    assert aantal == {"kenniskaart": 6, "bouwsteen": 9, "webinar": 6}
    plekken = set(Kennisstuk.objects.filter(soort="bouwsteen").values_list("schaal", "thema"))
    assert plekken == {(schaal, thema) for schaal in Schaal.values for thema in Thema.values}
    # Nothing bears the name of the kernteam before it put it there.
    assert set(Kennisstuk.objects.values_list("status", flat=True)) == {"concept"}


def schrijf(map_, slug="kaart", titel="Kaart", tekst="Tekst.", meer=""):
    kop = f'soort = "kenniskaart"\ntitel = "{titel}"\nsamenvatting = "Kort."\neigenaar = "Kernteam"\n{meer}'
    (map_ / f"{slug}.md").write_text(f"+++\n{kop}\n+++\n{tekst}\n", encoding="utf-8")


@pytest.fixture
def map_(tmp_path):
    schrijf(tmp_path)
    schrijf(tmp_path, "ander", "Ander", meer='verwant = ["kaart"]')
    return tmp_path


def test_een_tweede_keer_verandert_niets(db, map_):
    assert laad_kennis(map_) == Uitkomst(gemaakt=2)
    eerst = list(Kennisstuk.objects.values())
    assert laad_kennis(map_) == Uitkomst(gelijk=2)
    assert list(Kennisstuk.objects.values()) == eerst
    assert [s.slug for s in Kennisstuk.objects.get(slug="kaart").verwant.all()] == ["ander"]


def test_wat_niemand_bewerkte_volgt_het_bestand(db, map_):
    laad_kennis(map_)
    schrijf(map_, tekst="Betere tekst.", meer="actueel_tot = 2030-01-01")
    assert laad_kennis(map_) == Uitkomst(bijgewerkt=1, gelijk=1)
    stuk = Kennisstuk.objects.get(slug="kaart")
    assert (stuk.tekst, stuk.versie, f"{stuk.actueel_tot}") == ("Betere tekst.", 2, "2030-01-01")
    # A field that the file no longer names goes back to nothing.
    schrijf(map_)
    laad_kennis(map_)
    stuk.refresh_from_db()
    assert stuk.actueel_tot is None


@pytest.mark.parametrize("wat", ["bewerkt", "vastgesteld"])
def test_wat_het_kernteam_deed_blijft(db, map_, wat):
    laad_kennis(map_)
    stuk = Kennisstuk.objects.get(slug="kaart")
    if wat == "bewerkt":
        stuk.tekst = "Van ons."
        bewaar_kennisstuk(stuk=stuk, by="kernteam")
    else:
        zet_status(stuk=stuk, naar="gepubliceerd", by="kernteam")
    schrijf(map_, tekst="Uit de nieuwe versie.")
    assert laad_kennis(map_) == Uitkomst(gelijk=1, eigen=1)
    assert Kennisstuk.objects.get(slug="kaart").tekst == stuk.tekst


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        ("Geen kop", "begint niet met"),
        ("+++\ntitel = \n+++\nx", "kapot.md"),
        ('+++\ntitel = "A"\n+++\nx', "eigenaar, samenvatting, soort"),
        ('+++\nsoort="kenniskaart"\ntitel="A"\nsamenvatting="b"\neigenaar="c"\nkleur="rood"\n+++\nx', "kleur"),
        ('+++\nsoort="kenniskaart"\ntitel="A"\nsamenvatting="b"\neigenaar="c"\nverwant=["weg"]\n+++\nx', "weg"),
    ],
)
def test_een_bestand_dat_niet_klopt_wordt_genoemd_en_er_komt_niets(db, map_, inhoud, melding):
    (map_ / "kapot.md").write_text(inhoud, encoding="utf-8")
    with pytest.raises(Inhoudfout, match=melding):
        laad_kennis(map_)
    assert not Kennisstuk.objects.exists()


def test_een_bouwsteen_zonder_plek_wordt_geweigerd(db, map_):
    (map_ / "steen.md").write_text(
        '+++\nsoort="bouwsteen"\ntitel="A"\nsamenvatting="b"\neigenaar="c"\n+++\nx', encoding="utf-8"
    )
    with pytest.raises(ValidationError, match="schaal en een thema"):
        laad_kennis(map_)
    assert not Kennisstuk.objects.exists()


def test_het_commando_zegt_wat_het_deed(db, map_, monkeypatch):
    monkeypatch.setattr("woonzorg.management.commands.laad_kennis.laad_kennis", lambda: laad_kennis(map_))
    uit = StringIO()
    call_command("laad_kennis", stdout=uit)
    assert "2 nieuw, 0 bijgewerkt, 0 gelijk, 0 in het portaal bewerkt" in uit.getvalue()
    (map_ / "kapot.md").write_text("x", encoding="utf-8")
    with pytest.raises(CommandError, match=r"kapot\.md"):
        call_command("laad_kennis")
