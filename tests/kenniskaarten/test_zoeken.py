"""One search over everything that is known."""

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse
from django.utils import timezone

from kenniskaarten.kaarten.models import Kennisstuk
from kenniskaarten.roadmap.models import Knooppunt, Lijn, Stap
from kenniskaarten.voorbeelden.models import Voorbeeld
from kenniskaarten.zoeken.bronnen import BRONNEN, soorten, toon
from kenniskaarten.zoeken.calculations import NAAST_DE_BESTE, Rij, gerangschikt
from kenniskaarten.zoeken.selectors import bedoelde, zoek
from kenniskaarten.zoeken.taal import termen
from projecten.vraagbaak.actions import beantwoord, bewaar_vraag
from projecten.vraagbaak.models import Antwoord, Vraag

pytestmark = pytest.mark.django_db
PAGINA = "/kennis/zoeken/"
BOOS = "<img src=x onerror=alert(1)>"


@pytest.fixture
def maak_stuk(db):
    def maak(titel="Grondzaken", **velden):
        slug = velden.pop("slug", titel.lower().replace(" ", "-")[:80])
        return Kennisstuk.objects.create(
            titel=titel, slug=slug,
            **{"soort": "kenniskaart", "samenvatting": "Over dit onderwerp.", "eigenaar": "kernteam",
               "status": "gepubliceerd"} | velden,
        )  # fmt: skip

    return maak


@pytest.fixture
def maak_voorbeeld(land):
    gewoon = {
        "plaats": "Aa", "samenvatting": "Wonen om een tuin.", "bouwvorm": "nieuwbouw", "eigendom": "sociale_huur",
        "omgeving": "dorps", "zorg": "wlz_thuis", "woningen": 24, "mix": True, "mix_bewijs": "ja", "visie": True,
        "visie_bewijs": "ja", "status": "gepubliceerd", "punt": Point(145_000, 455_000, srid=28992),
    }  # fmt: skip

    def maak(titel="Hof van Aa", **velden):
        velden = {"slug": titel.lower().replace(" ", "-"), "bevestigd_op": timezone.localdate()} | velden
        return Voorbeeld.objects.create(titel=titel, gemeente=land["Aa"], **gewoon | velden)

    return maak


@pytest.fixture
def maak_vraag(cast):
    def maak(titel, antwoord="Ja.", zichtbaarheid="partners", **velden):
        vraag = Vraag(titel=titel, steller=cast.kernteam, zichtbaarheid=zichtbaarheid, **velden)
        bewaar_vraag(vraag=vraag, by="kernteam")
        if antwoord:
            beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst=antwoord), by="kernteam")
        return vraag

    return maak


def gevonden(user, tekst) -> list[str]:
    uitslag = zoek(user, tekst)
    return [v.titel for v in toon(user, [(t.bron, t.sleutel) for t in uitslag.treffers], uitslag.termen)]


def inhoud(client, wie=None, **data) -> str:
    if wie:
        client.force_login(wie)
    return client.get(PAGINA, data).content.decode()


# The order, pure


def rij(sleutel, *rangen, bron="a", soort="s"):
    return Rij(bron, sleutel, soort, rangen)


def test_een_zeldzaam_woord_weegt_zwaarder_dan_een_dat_overal_staat():
    rijen = [*(rij(i, 0.6, 0.0) for i in range(9)), rij(9, 0.0, 0.6)]
    assert gerangschikt(rijen, [False, False])[0].sleutel == 9


def test_wie_meer_van_de_vraag_heeft_staat_boven_wie_een_woord_vaak_heeft():
    rijen = [rij(1, 1.0, 0.0), rij(2, 0.6, 0.6), rij(3, 0.0, 0.4)]
    assert gerangschikt(rijen, [False, False])[0].sleutel == 2


def test_een_vraag_met_drie_antwoorden_staat_er_een_keer():
    rijen = [rij(1, 0.5, 0.0), rij(1, 0.0, 0.5), rij(2, 0.4, 0.4)]
    treffers = gerangschikt(rijen, [False, False])
    assert [t.sleutel for t in treffers] == [1, 2]


def test_toeval_blijft_weg_en_gelijk_staat_vast():
    rijen = [rij(3, 0.6), rij(1, 0.6, bron="b"), rij(2, 0.6), rij(4, 0.6 * NAAST_DE_BESTE - 0.01)]
    assert [(t.bron, t.sleutel) for t in gerangschikt(rijen, [False])] == [("a", 2), ("a", 3), ("b", 1)]
    assert gerangschikt([], [False]) == [] == gerangschikt([rij(1, 0.0)], [False])


# Every kind in one list


def test_alle_soorten_staan_in_een_lijst(cast, maak_stuk, maak_voorbeeld, maak_vraag, client):
    for soort in ("kenniskaart", "webinar", "instrument"):
        maak_stuk(f"Zonnebloemen in een {soort}", soort=soort)
    maak_stuk("Zonnebloemen als bouwsteen", soort="bouwsteen", schaal="buurt", thema="ontmoeting")
    maak_voorbeeld("Zonnebloemenhof", samenvatting="Zonnebloemen in de tuin.")
    lijn = Lijn.objects.create(partij="gemeente", volgorde=1)
    Stap.objects.create(lijn=lijn, slug="zaai", titel="Zonnebloemen zaaien", uitleg="In het voorjaar.", kolom=1)
    Knooppunt.objects.create(slug="oogst", naam="Zonnebloemen oogsten", uitleg="Samen.", kolom=2)
    maak_vraag("Wie geeft de zonnebloemen water?")
    uitslag = zoek(cast.kernteam, "zonnebloem")
    assert {s: n for s, _, n in uitslag.aantallen()} == dict.fromkeys(set(soorten()) - {"begrip"}, 1)


def test_een_zin_vindt_wat_bij_het_onderwerp_hoort_en_een_woord_zijn_samenstelling(cast, maak_stuk, maak_vraag):
    maak_stuk("Grondzaken", tekst="Over grondprijzen en uitgifte.")
    maak_vraag("Kan de parkeernorm omlaag?", "Een deelauto helpt.")
    assert gevonden(cast.kernteam, "wat doen we met de auto's van de buren?")[0] == "Kan de parkeernorm omlaag?"
    assert "Grondzaken" in gevonden(cast.kernteam, "grondprijs")


def test_een_vraag_wordt_gevonden_door_haar_antwoord_en_een_begrip_door_zijn_uitleg(cast, maak_vraag):
    maak_vraag("Een vraag over iets", "Neem een watermistinstallatie.")
    assert gevonden(cast.kernteam, "watermistinstallatie") == ["Een vraag over iets"]
    assert gevonden(cast.vreemde, "traplift")[0] == "Nultreden"


def test_zonder_antwoord_is_het_geen_kennis(cast, maak_vraag):
    maak_vraag("Zonnebloemen, wie weet het?", antwoord="")
    assert gevonden(cast.kernteam, "zonnebloemen") == []


def test_de_stappen_van_een_partij_worden_gevonden_bij_haar_naam(cast):
    for i, partij in enumerate(("zorgkantoor", "gemeente"), 1):
        lijn = Lijn.objects.create(partij=partij, volgorde=i)
        Stap.objects.create(lijn=lijn, slug=f"s{i}", titel=f"Doe mee {i}", uitleg="Aan de tafel.", kolom=1)
    eerste = zoek(cast.vreemde, "stappenplan zorgkantoor").treffers[0]
    assert (eerste.bron, eerste.sleutel) == ("stap", Stap.objects.get(slug="s1").pk)


# Who may not read it, does not find it


@pytest.mark.parametrize(
    ("zichtbaarheid", "wie", "vindt"),
    [
        ("adviseurs", "kernteam", True),
        ("adviseurs", "invoerder_aa", False),
        ("adviseurs", "beheerder", False),
        ("gemeente", "invoerder_aa", True),
        ("gemeente", "vreemde", False),
        ("partners", "koepel", False),
        ("partners", "vreemde", False),
    ],
)
def test_wie_een_vraag_niet_mag_lezen_vindt_haar_niet(client, cast, maak_vraag, zichtbaarheid, wie, vindt):
    maak_vraag("Zonnebloemen bij de ingang?", "Zonnebloemen in potten.", zichtbaarheid)
    lezer = getattr(cast, wie)
    assert bool(zoek(lezer, "zonnebloemen potten").treffers) == vindt
    pagina = inhoud(client, lezer, q="zonnebloemen potten")
    assert ("Zonnebloemen bij de ingang?" in pagina) == vindt
    # Not by a hint of what was meant either.
    assert ("zonnebloemen" in bedoelde(lezer, "zonnebloemne", ["zonnebloemne"])) == vindt


def test_toon_geeft_niet_wat_men_niet_mag_lezen(cast, maak_vraag, maak_stuk, client):
    vraag = maak_vraag("Zonnebloemen?", zichtbaarheid="adviseurs")
    stuk = maak_stuk(status="werkversie")
    waar = [("vraag", vraag.pk), ("kennisstuk", stuk.pk), ("onbekend", 1), ("begrip", 10_000)]
    assert toon(cast.invoerder_aa, waar) == []
    assert len(toon(cast.kernteam, waar)) == 2


def test_wat_nog_geen_kennis_is_vindt_alleen_wie_haar_bijhoudt(client, cast, maak_stuk, maak_voorbeeld):
    maak_stuk("Zonnebloemen A", status="werkversie")
    maak_stuk("Zonnebloemen B", status="ingetrokken")
    maak_stuk("Zonnebloemen C", status="concept")
    maak_voorbeeld("Zonnebloemen D", status="voorgedragen", bevestigd_op=None)
    assert gevonden(cast.invoerder_aa, "zonnebloemen") == ["Zonnebloemen C"]
    assert len(gevonden(cast.kernteam, "zonnebloemen")) == 4
    pagina = inhoud(client, q="zonnebloemen")
    assert "Zonnebloemen C" in pagina and "concept" in pagina and "Zonnebloemen A" not in pagina


# The page


def test_het_fragment_is_veilig_en_zonder_opmaak(client, maak_stuk):
    tekst = f"# Kop\n\nDe **zonnebloem** staat [in de tuin](https://x.nl).\n\n- {BOOS}\n\n| a | b |\n|---|---|"
    maak_stuk("Tuin", samenvatting=f"<b>{BOOS}</b>", tekst=tekst)
    pagina = inhoud(client, q="zonnebloem")
    assert "<mark>zonnebloem</mark> staat in de tuin." in pagina
    assert BOOS not in pagina and "&lt;img src=x onerror=alert(1)&gt;" in pagina
    assert "**" not in pagina and "https://x.nl" not in pagina and "|---" not in pagina


def test_filter_op_soort_met_aantallen_in_de_url(client, maak_stuk, maak_voorbeeld):
    maak_stuk("Zonnebloemen")
    maak_voorbeeld("Zonnebloemenhof")
    alles = inhoud(client, q="zonnebloem")
    assert "?q=zonnebloem&amp;soort=voorbeeld" in alles and "2 gevonden" in alles
    een = inhoud(client, q="zonnebloem", soort="voorbeeld")
    assert "1 gevonden" in een and 'name="soort" value="voorbeeld"' in een
    assert ">Zonnebloemen</a>" not in een and ">Zonnebloemenhof</a>" in een
    # The counts stay those of everything; a kind that does not exist filters nothing.
    assert 'Alles <span class="stil">2</span>' in een
    assert "2 gevonden" in inhoud(client, q="zonnebloem", soort="<script>")
    assert "In deze soort is niets gevonden" in inhoud(client, q="zonnebloem", soort="webinar")


def test_bladeren_houdt_de_vraag_en_kost_een_vast_aantal_queries(
    client, cast, maak_stuk, maak_vraag, django_assert_num_queries, django_assert_max_num_queries
):
    for i in range(16):
        maak_stuk(f"Zonnebloem {i:02}")
    maak_vraag("Zonnebloemen?")
    client.force_login(cast.kernteam)
    with django_assert_max_num_queries(16) as eerst:
        pagina = inhoud(client, q="zonnebloem")
    assert "1–15 van 17" in pagina and "q=zonnebloem&amp;blad=2" in pagina
    for i in range(16, 40):
        maak_stuk(f"Zonnebloem {i:02}")
    with django_assert_num_queries(len(eerst)):
        inhoud(client, q="zonnebloem")
    assert "16–17 van" not in pagina and "Zonnebloem" in inhoud(client, q="zonnebloem", blad="9999")


def test_een_tikfout_wordt_gevraagd(client, maak_stuk):
    maak_stuk("Woningtoewijzing en doorstroming")
    pagina = inhoud(client, q="wonigtoewijzing")
    assert "Bedoelde u" in pagina and "?q=woningtoewijzing" in pagina
    assert "Bedoelde u" not in inhoud(client, q="woningtoewijzing")


def test_niets_gevonden_zegt_wat_dan(client, cast):
    pagina = inhoud(client, cast.kernteam, q="xylofoonconcert")
    assert "Hier is nog geen kennis over" in pagina and reverse("vraag-nieuw") in pagina
    zonder = inhoud(client, cast.vreemde, q="xylofoonconcert")
    assert reverse("vraag-nieuw") not in zonder and reverse("begrippen") in zonder


@pytest.mark.parametrize(
    "tekst", ["", "' | !& :* <->", "de het een", "\\' ) ; drop table", "a" * 5000, "🏠", "a\0b", "%s %(x)s", "1", "'''"]
)
def test_elke_tekst_mag(client, maak_stuk, tekst):
    maak_stuk()
    antwoord = client.get(PAGINA, {"q": tekst, "blad": tekst, "soort": tekst, "bij": tekst})
    assert antwoord.status_code == 200


def test_een_lange_tekst_vraagt_een_beperkt_aantal_termen():
    tekst = " ".join(f"woord{i}" for i in range(500)) + " parkeren grond brand lift"
    assert len(termen(tekst)) <= 20
    assert termen("de het een") == ()
    assert [t.woord for t in termen("ouderen")] == ["ouderen"]


def test_elke_bron_heeft_eigen_soorten():
    namen = [soort for bron in BRONNEN.values() for soort in bron.soorten]
    assert len(namen) == len(set(namen)) >= 8
