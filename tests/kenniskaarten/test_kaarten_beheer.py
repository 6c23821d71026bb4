"""Keeping knowledge: writing, steps, bijlagen and history."""

import datetime
import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from kenniskaarten.kaarten.actions import (
    MAX_BIJLAGEN,
    VersieConflict,
    bewaar_kennisstuk,
    voeg_bijlage_toe,
    vrij_adres,
    zet_status,
)
from kenniskaarten.kaarten.calculations import Regel, tekstverschil
from kenniskaarten.kaarten.historie import lees_historie
from kenniskaarten.kaarten.models import Bijlage, Kennisstuk, Status
from kenniskaarten.kaarten.workflow import STAPPEN

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 20


@pytest.fixture
def maak():
    def maak_(titel="Grond", **velden):
        velden = {"soort": "kenniskaart", "samenvatting": "Kort.", "eigenaar": "Kernteam", "tekst": "Een.", **velden}
        return bewaar_kennisstuk(stuk=Kennisstuk(titel=titel, **velden), by="maker")

    return maak_


@pytest.fixture
def kernteam(client, cast):
    client.force_login(cast.kernteam)
    return client


def gegevens(stuk=None, **velden) -> dict:
    """What the form of a stuk sends."""
    stuk = stuk or Kennisstuk(soort="kenniskaart", titel="Nieuw", samenvatting="Kort.", eigenaar="Kernteam")
    namen = ("soort", "titel", "samenvatting", "tekst", "schaal", "thema", "bron", "bron_url", "eigenaar", "volgorde")
    return {n: getattr(stuk, n) for n in namen} | {"versie": stuk.versie if stuk.pk else ""} | velden


# Making and changing


def test_een_nieuw_stuk_begint_als_werkversie(kernteam, cast):
    post = gegevens(titel="Beheer", tekst="## Kop\r\n\r\nTekst.\r\n", knelpunten=["grondprijs"], fasen=["idee"])
    antwoord = kernteam.post(reverse("kennis-nieuw"), post)
    stuk = Kennisstuk.objects.get()
    # 'beheer' is a page of its own.
    assert antwoord.url == "/kennis/beheer-2/"
    assert (stuk.status, stuk.versie, stuk.tekst) == ("werkversie", 1, "## Kop\n\nTekst.")
    assert (stuk.knelpunten, stuk.fasen) == (["grondprijs"], ["idee"])
    kernteam.logout()
    assert kernteam.get(antwoord.url).status_code == 404


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"titel": ""}, "Titel"),
        ({"soort": "bouwsteen"}, "Kies de schaal van deze bouwsteen."),
        ({"bron_url": "ftp://ergens.voorbeeld.nl/x"}, "Geef een link die met https:// begint."),
        ({"actueel_tot": "31-31-2020"}, "geldige datum"),
        ({"tekst": "x" * 40_001}, "40000"),
        ({"knelpunten": ["bestaat-niet"]}, "bestaat-niet"),
    ],
)
def test_wat_niet_kan_wordt_gezegd_en_wat_getypt_is_blijft(kernteam, velden, melding):
    antwoord = kernteam.post(reverse("kennis-nieuw"), gegevens(samenvatting="Zo was het getypt.", **velden))
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in inhoud
    assert "Zo was het getypt." in inhoud
    assert not Kennisstuk.objects.exists()


def test_velden_van_een_andere_soort_worden_leeg(maak):
    stuk = maak(soort="kenniskaart", schaal="buurt", thema="ontmoeting", datum=datetime.date(2025, 4, 1))
    assert (stuk.schaal, stuk.thema, stuk.datum) == ("", "", None)
    webinar = maak("W", soort="webinar", datum=datetime.date(2025, 4, 1))
    assert webinar.datum


def test_elk_stuk_een_eigen_adres(maak):
    assert [maak("Grond & water").slug, maak("Grond water").slug, maak("???").slug] == [
        "grond-water", "grond-water-2", "kennis",
    ]  # fmt: skip
    assert len(vrij_adres("lang " * 40)) <= 80


def test_wie_tegelijk_schrijft_verliest_niets(kernteam, maak, cast):
    stuk = maak(tekst="Eerste regel.\nTweede regel.")
    van_mij = gegevens(stuk, tekst="Eerste regel.\nVan mij.", eigenaar="Ons team")
    stuk.tekst = "Eerste regel.\nVan de ander."
    bewaar_kennisstuk(stuk=stuk, by="ander")
    url = reverse("kennis-wijzigen", args=[stuk.slug])
    antwoord = kernteam.post(url, van_mij)
    inhoud = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert Kennisstuk.objects.get().tekst == "Eerste regel.\nVan de ander."
    for tekst in ("ander bewaarde versie 2", "Van mij.", "Van de ander.", "Ons team"):
        assert tekst in inhoud
    # Saved once more, by the form as it came back: mine replaces it, and the other stays in the history.
    versie = re.search(r'name="versie" value="(\d+)"', inhoud)[1]
    assert kernteam.post(url, van_mij | {"versie": versie}).status_code == 302
    assert Kennisstuk.objects.get().tekst == "Eerste regel.\nVan mij."
    laatste = lees_historie(stuk)[0]
    assert Regel("eraf", "Van de ander.") in laatste.tekst


def test_een_formulier_zonder_versie_bewaart_niet_over_een_ander_heen(kernteam, maak):
    stuk = maak()
    antwoord = kernteam.post(reverse("kennis-wijzigen", args=[stuk.slug]), gegevens(stuk, versie="", tekst="Blind."))
    assert antwoord.status_code == 409
    assert Kennisstuk.objects.get().tekst == "Een."


def test_hoort_bij(kernteam, maak):
    stuk, ander, derde = maak(), maak("Ander"), maak("Derde")
    stuk.verwant.add(derde)
    kernteam.post(reverse("kennis-wijzigen", args=[stuk.slug]), gegevens(stuk, verwant=[ander.pk]))
    assert list(stuk.verwant.all()) == [ander]
    assert lees_historie(stuk)[0].wat == "hoort bij: 'Ander' erbij, 'Derde' eraf"


def test_een_proef_bewaart_niets(kernteam, maak):
    stuk = maak()
    antwoord = kernteam.post(reverse("kennis-proef"), {"tekst": "## Zo <script>\n\n![](weg.png)"})
    inhoud = antwoord.content.decode()
    assert '<h2 id="deel-zo-script" class="utrecht-heading-2">Zo &lt;script&gt;</h2>' in inhoud
    assert "weg.png" in inhoud
    url = reverse("kennis-wijzigen", args=[stuk.slug])
    inhoud = kernteam.post(url, gegevens(stuk, tekst="Nog **niet** bewaard", proef="1")).content.decode()
    assert "Nog <strong>niet</strong> bewaard" in inhoud
    assert Kennisstuk.objects.get().tekst == "Een."


# Steps


@pytest.mark.parametrize("van", Status.values)
@pytest.mark.parametrize("naar", Status.values)
def test_alleen_de_stappen_van_de_tabel(van, naar, maak):
    stuk = maak()
    Kennisstuk.objects.filter(pk=stuk.pk).update(status=van)
    stuk.refresh_from_db()
    if naar in STAPPEN[van]:
        zet_status(stuk=stuk, naar=naar, by="kernteam")
        assert Kennisstuk.objects.get().status == naar
        assert (Kennisstuk.objects.get().gepubliceerd_op is not None) == (naar == "gepubliceerd")
    else:
        with pytest.raises(ValidationError, match="kan dit stuk niet"):
            zet_status(stuk=stuk, naar=naar, by="kernteam")
        assert Kennisstuk.objects.get().status == van


def test_een_stap_op_de_pagina(kernteam, maak):
    stuk = maak()
    inhoud = kernteam.get(stuk.get_absolute_url()).content.decode()
    assert "Openbaar maken als concept" in inhoud
    url = reverse("kennis-stap", args=[stuk.slug])
    inhoud = kernteam.post(url, {"naar": "concept", "versie": 1}, follow=True).content.decode()
    assert "is nu concept" in inhoud
    # Who looked at version 1 does not publish version 2.
    inhoud = kernteam.post(url, {"naar": "gepubliceerd", "versie": 1}, follow=True).content.decode()
    assert "Iemand anders wijzigde dit stuk intussen" in inhoud
    assert Kennisstuk.objects.get().status == "concept"
    inhoud = kernteam.post(url, {"naar": "weg", "versie": 2}, follow=True).content.decode()
    assert "kan dit stuk niet" in inhoud


def test_wat_verlopen_is_wordt_niet_vastgesteld(maak):
    stuk = maak(status="concept", actueel_tot=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="zet eerst een nieuwe datum"):
        zet_status(stuk=stuk, naar="gepubliceerd", by="kernteam")


def test_een_stap_op_een_oude_versie(maak):
    stuk = maak()
    with pytest.raises(VersieConflict):
        zet_status(stuk=stuk, naar="concept", by="kernteam", verwachte_versie=7)


# Bijlagen


def upload(client, stuk, naam="hal.png", inhoud=PNG, **velden):
    bestand = SimpleUploadedFile(naam, inhoud)
    return client.post(reverse("kennis-bijlagen", args=[stuk.slug]), {"bestand": bestand, **velden})


def xlsx() -> bytes:
    uit = io.BytesIO()
    Workbook().save(uit)
    return uit.getvalue()


@pytest.mark.parametrize(
    ("naam", "inhoud", "soort"),
    [
        ("Hal 1.PNG", PNG, "image/png"),
        ("foto.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("foto.webp", WEBP, "image/webp"),
        ("Toolkit.pdf", b"%PDF-1.7", "application/pdf"),
        ("cijfers.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_wat_erbij_mag(kernteam, maak, naam, inhoud, soort):
    stuk = maak()
    assert upload(kernteam, stuk, naam, inhoud, alt="Een hal").status_code == 302
    bijlage = Bijlage.objects.get()
    assert (bijlage.mediatype, bytes(bijlage.inhoud), bijlage.grootte) == (soort, inhoud, len(inhoud))
    assert re.fullmatch(r"[a-z0-9-]+\.[a-z]+", bijlage.naam)
    assert lees_historie(stuk)[0].wat == f"bijlage {bijlage.naam} toegevoegd"


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("hal.png", b"<svg onload=alert(1)>", "de inhoud is iets anders"),
        ("foto.webp", b"RIFF\x24\0\0\0WAVEfmt ", "de inhoud is iets anders"),
        ("teken.svg", b"<svg/>", "kan hier niet"),
        ("brief.odt", b"PK\x03\x04", "kan hier niet"),
        ("pagina.html", b"<script>", "kan hier niet"),
        ("leeg.pdf", b"", "leeg"),
        ("cijfers.xlsx", b"PK\x03\x04kapot", "beschadigd"),
        ("groot.pdf", b"%PDF-" + b"0" * 10 * 1024 * 1024, "Het mag hoogstens 10 MB zijn"),
    ],
)
def test_wat_er_niet_bij_mag(kernteam, maak, naam, inhoud, melding):
    antwoord = upload(kernteam, maak(), naam, inhoud, alt="Een hal", titel="Zo getypt")
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()
    assert "Zo getypt" in antwoord.content.decode()
    assert not Bijlage.objects.exists()


def test_een_afbeelding_zegt_wat_erop_staat(kernteam, maak):
    stuk = maak()
    antwoord = upload(kernteam, stuk, alt="  ")
    assert antwoord.status_code == 422
    assert "Schrijf wat er op de afbeelding staat" in antwoord.content.decode()
    upload(kernteam, stuk, alt="Een hal")
    bijlage = Bijlage.objects.get()
    url = reverse("kennis-beschrijven", args=[stuk.slug, bijlage.pk])
    assert kernteam.post(url, {"titel": "Hal", "alt": ""}).status_code == 422
    assert kernteam.post(url, {"titel": "Hal", "alt": "Een lichte hal"}).status_code == 302
    bijlage.refresh_from_db()
    assert (bijlage.titel, bijlage.alt) == ("Hal", "Een lichte hal")


def test_twee_keer_dezelfde_naam(kernteam, maak):
    stuk = maak()
    for _ in range(2):
        upload(kernteam, stuk, alt="Een hal")
    assert [b.naam for b in stuk.bijlagen.all()] == ["hal.png", "hal-2.png"]


def test_een_bijlage_gaat_weg(kernteam, maak):
    stuk = maak()
    upload(kernteam, stuk, alt="Een hal")
    bijlage = Bijlage.objects.get()
    assert "![](hal.png)" in kernteam.get(reverse("kennis-bijlagen", args=[stuk.slug])).content.decode()
    kernteam.post(reverse("kennis-bijlage-verwijderen", args=[stuk.slug, bijlage.pk]))
    assert not Bijlage.objects.exists()
    assert lees_historie(stuk)[0].wat == "bijlage hal.png weggehaald"


def test_er_is_een_grens_aan_bijlagen(maak):
    stuk = maak()
    Bijlage.objects.bulk_create(
        Bijlage(kennisstuk=stuk, soort="bestand", naam=f"{n}.pdf", mediatype="x", grootte=1, inhoud=b"x")
        for n in range(MAX_BIJLAGEN)
    )
    with pytest.raises(ValidationError, match="al 30 bijlagen"):
        voeg_bijlage_toe(
            bijlage=Bijlage(kennisstuk=stuk, naam="a.pdf", mediatype="application/pdf"), inhoud=b"%PDF-", by="test"
        )


# List and history


def test_de_lijst_filtert_en_zegt_wat_verloopt(kernteam, maak, cast, django_assert_max_num_queries):
    vandaag = timezone.localdate()
    for dagen, titel in ((-1, "Gisteren"), (30, "Over een maand"), (31, "Later")):
        maak(titel, status="concept", actueel_tot=vandaag + datetime.timedelta(days=dagen), beheerder=cast.kernteam)
    maak("Werk", actueel_tot=vandaag)
    with django_assert_max_num_queries(8):
        inhoud = kernteam.get(reverse("kennis-beheer")).content.decode()
    boven, onder = inhoud.split('id="kop-alles"')
    assert boven.index("Gisteren") < boven.index("Over een maand")
    assert "Later" not in boven
    assert "Werk" not in boven
    assert "Werk" in onder
    onder = kernteam.get(reverse("kennis-beheer"), {"status": "werkversie"}).content.decode().split('id="kop-alles"')[1]
    assert "Werk" in onder
    assert "Later" not in onder
    assert "Niets gevonden" in kernteam.get(reverse("kennis-beheer"), {"soort": "webinar"}).content.decode()
    assert kernteam.get(reverse("kennis-beheer"), {"soort": "x"}).status_code == 200


def test_de_geschiedenis_zegt_welke_versie_wie_en_wat(kernteam, maak, cast):
    stuk = maak(tekst="Een.\nTwee.", beheerder=cast.kernteam)
    stuk.tekst, stuk.eigenaar, stuk.beheerder, stuk.fasen = "Een.\nDrie.", "Ander", None, ["idee"]
    bewaar_kennisstuk(stuk=stuk, by="tweede")
    zet_status(stuk=stuk, naar="concept", by="derde")
    momenten = lees_historie(stuk)
    assert [(m.versie, m.wie, m.nieuw) for m in momenten] == [
        (3, "derde", False), (2, "tweede", False), (1, "maker", True),
    ]  # fmt: skip
    assert [(w.veld, w.was, w.werd) for w in momenten[0].wijzigingen] == [("status", "werkversie", "concept")]
    assert {(w.was, w.werd) for w in momenten[1].wijzigingen} == {
        ("Kernteam", "Ander"), ("kernteam", "niets"), ("niets", "idee"),
    }  # fmt: skip
    assert momenten[1].tekst == [Regel("gelijk", "Een."), Regel("eraf", "Twee."), Regel("erbij", "Drie.")]
    inhoud = kernteam.get(reverse("kennis-historie", args=[stuk.slug])).content.decode()
    for tekst in ("Versie 3", "tweede", "<del>", "Drie."):
        assert tekst in inhoud


def test_verschil_van_tekst():
    assert tekstverschil("a\nb", "a\nb") == []
    regels = tekstverschil("\n".join("abcdefgh"), "\n".join("Abcdefg") + "\nH")
    assert [(r.soort, r.tekst) for r in regels] == [
        ("eraf", "a"), ("erbij", "A"), ("gelijk", "b"), ("sprong", ""), ("gelijk", "g"), ("eraf", "h"), ("erbij", "H"),
    ]  # fmt: skip
    # Lines that look like the heads of a diff are text.
    assert tekstverschil("--- a\n+++ b", "--- a") == [Regel("gelijk", "--- a"), Regel("eraf", "+++ b")]
