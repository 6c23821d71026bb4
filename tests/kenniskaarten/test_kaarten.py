"""Pages of knowledge, as everyone reads them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kenniskaarten.kaarten.actions import voeg_bijlage_toe
from kenniskaarten.kaarten.laden import laad_kennis
from kenniskaarten.kaarten.models import Bijlage, Kennisstuk, Schaal, Thema
from kenniskaarten.kaarten.selectors import buren_van

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def maak():
    def maak_(titel="Grond", **velden):
        velden = {
            "soort": "kenniskaart", "slug": titel.lower().replace(" ", "-"), "samenvatting": "Kort.",
            "eigenaar": "Kernteam", "status": "gepubliceerd", **velden,
        }  # fmt: skip
        return Kennisstuk.objects.create(titel=titel, **velden)

    return maak_


@pytest.fixture
def matrix(maak):
    return {
        (schaal, thema): maak(f"{schaal} {thema}", soort="bouwsteen", schaal=schaal, thema=thema)
        for schaal in Schaal.values
        for thema in Thema.values
    }


def lees(client, naam, *args) -> str:
    antwoord = client.get(reverse(naam, args=args))
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_de_ingang_toont_wat_openbaar_is(client, maak, matrix, django_assert_max_num_queries):
    maak("Eerste kaart")
    maak("Nog niet af", status="werkversie")
    maak("Weg ermee", status="ingetrokken")
    maak("Praten over wonen", soort="webinar", datum=datetime.date(2025, 4, 1))
    maak("Gereedschap", soort="instrument")
    with django_assert_max_num_queries(1):
        inhoud = lees(client, "kennis")
    for tekst in ("Eerste kaart", "april 2025", "Gereedschap", "Platform ZorgSaamWonen", "ministerie van BZK"):
        assert tekst in inhoud
    assert "Nog niet af" not in inhoud
    assert "Weg ermee" not in inhoud
    for steen in matrix.values():
        assert f'href="{steen.get_absolute_url()}"' in inhoud
    assert f'action="{reverse("kennis-zoeken")}"' in inhoud


def test_een_leeg_portaal_zegt_dat_er_nog_niets_is(client):
    inhoud = lees(client, "kennis")
    assert "Er staan nog geen kenniskaarten" in inhoud
    assert inhoud.count("Hier is nog geen bouwsteen") == 9


def test_de_matrix_is_een_tabel_met_koppen(client, matrix):
    inhoud = lees(client, "bouwstenen")
    assert inhoud.count('scope="col"') == 3
    assert inhoud.count('scope="row"') == 3
    assert "Betaalbaarheid en brandveiligheid" in inhoud


def test_wie_naast_wie_staat(matrix, django_assert_num_queries):
    with django_assert_num_queries(1):
        midden = buren_van(matrix["gebouw", "betaalbaar_brandveilig"])
    assert midden.vorige_thema == matrix["gebouw", "ontmoeting"]
    assert midden.volgende_thema == matrix["gebouw", "geschikt_voor_zorg"]
    assert midden.vorige_schaal == matrix["buurt", "betaalbaar_brandveilig"]
    assert midden.volgende_schaal == matrix["woning", "betaalbaar_brandveilig"]
    hoek = buren_van(matrix["buurt", "ontmoeting"])
    assert (hoek.vorige_thema, hoek.vorige_schaal) == (None, None)
    matrix["gebouw", "ontmoeting"].delete()
    assert buren_van(matrix["gebouw", "betaalbaar_brandveilig"]).vorige_thema is None


def test_een_bouwsteen_leidt_verder_in_rij_en_kolom(client, matrix):
    inhoud = lees(client, "kennisstuk", matrix["gebouw", "ontmoeting"].slug)
    for plek in (("gebouw", "betaalbaar_brandveilig"), ("buurt", "ontmoeting"), ("woning", "ontmoeting")):
        assert f'href="{matrix[plek].get_absolute_url()}"' in inhoud
    assert matrix["woning", "geschikt_voor_zorg"].slug not in inhoud


def test_een_stuk_zegt_van_wie_het_is_en_hoe_zeker(client, maak):
    morgen = timezone.localdate() + datetime.timedelta(days=1)
    stuk = maak(
        tekst="## Waarom\n\nOm **grond**.", bron="Rapport", bron_url="https://rapport.voorbeeld.nl", status="concept",
        actueel_tot=morgen, knelpunten=["grondprijs"], partijen=["gemeente", "bestaat-niet-meer"],
    )  # fmt: skip
    inhoud = lees(client, "kennisstuk", stuk.slug)
    assert "concept: nog niet vastgesteld door het kernteam" in inhoud
    assert '<h2 id="deel-waarom" class="utrecht-heading-2">Waarom</h2>' in inhoud
    assert '<a href="https://rapport.voorbeeld.nl" rel="noopener noreferrer">Rapport</a>' in inhoud
    for tekst in ("Kernteam", "Grondprijs", "gemeente", "1, "):
        assert tekst in inhoud
    assert "verouderd" not in inhoud
    assert "Wijzig" not in inhoud


@pytest.mark.parametrize(("dagen", "verlopen"), [(-1, True), (0, False), (None, False)])
def test_wat_verlopen_is_wordt_gezegd(client, maak, dagen, verlopen):
    tot = None if dagen is None else timezone.localdate() + datetime.timedelta(days=dagen)
    inhoud = lees(client, "kennisstuk", maak(actueel_tot=tot).slug)
    assert ("kan verouderd zijn" in inhoud) is verlopen
    assert ('aandacht">verlopen<' in lees(client, "kennis")) is verlopen
    assert "concept" not in inhoud


def test_verwant_toont_niet_wat_niet_openbaar_is(client, cast, maak):
    stuk, stil, open_ = maak(), maak("Stil", status="werkversie"), maak("Open")
    stuk.verwant.set([stil, open_])
    inhoud = lees(client, "kennisstuk", stuk.slug)
    assert "/kennis/open/" in inhoud
    assert "/kennis/stil/" not in inhoud
    client.force_login(cast.kernteam)
    assert "/kennis/stil/" in lees(client, "kennisstuk", stuk.slug)


def test_een_plaatje_in_de_tekst_en_een_bestand_ernaast(client, maak):
    stuk = maak(tekst="![](hal.png)")
    for naam, soort, inhoud in (("hal.png", "image/png", PNG), ("Plan A.pdf", "application/pdf", b"%PDF-1")):
        bijlage = Bijlage(kennisstuk=stuk, naam=naam, mediatype=soort, alt="Een hal" if soort == "image/png" else "")
        voeg_bijlage_toe(bijlage=bijlage, inhoud=inhoud, by="test")
    plaatje, bestand = stuk.bijlagen.all()
    url = reverse("kennis-bijlage", args=[stuk.slug, plaatje.pk, "hal.png"])
    inhoud = lees(client, "kennisstuk", stuk.slug)
    assert f'<img src="{url}" alt="Een hal" loading="lazy">' in inhoud
    assert "plan-a.pdf" in inhoud
    antwoord = client.get(url)
    assert (antwoord.content, antwoord["Content-Type"]) == (PNG, "image/png")
    assert antwoord["Content-Disposition"] == 'inline; filename="hal.png"'
    assert antwoord["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    antwoord = client.get(reverse("kennis-bijlage", args=[stuk.slug, bestand.pk, bestand.naam]))
    assert antwoord["Content-Disposition"] == 'attachment; filename="plan-a.pdf"'


def test_een_stuk_kost_niet_meer_vragen_als_er_meer_aan_hangt(client, maak, matrix, django_assert_max_num_queries):
    stuk = matrix["gebouw", "ontmoeting"]
    stuk.verwant.set(list(matrix.values()))
    for n in range(5):
        bijlage = Bijlage(kennisstuk=stuk, naam=f"b{n}.pdf", mediatype="application/pdf")
        voeg_bijlage_toe(bijlage=bijlage, inhoud=b"%PDF-", by="test")
    with django_assert_max_num_queries(4):
        lees(client, "kennisstuk", stuk.slug)


def test_alles_wat_meekomt_is_te_lezen(client):
    laad_kennis()
    for stuk in Kennisstuk.objects.all():
        lees(client, "kennisstuk", stuk.slug)
