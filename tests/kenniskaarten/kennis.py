"""All knowledge that there is, for measuring: what comes with the portal, examples, and earlier questions."""

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from kenniskaarten.kaarten.laden import laad_kennis
from kenniskaarten.kaarten.models import Kennisstuk
from kenniskaarten.roadmap.laden import laad_roadmap
from kenniskaarten.roadmap.models import Knooppunt, Stap
from kenniskaarten.voorbeelden.models import Voorbeeld
from programmering.plannen.begrippen import begrippen
from projecten.vraagbaak.actions import beantwoord, bewaar_vraag
from projecten.vraagbaak.models import Antwoord, Vraag
from tests.projecten.vraagset import EERDER


@pytest.fixture
def alle_kennis(cast, land) -> dict[tuple[str, int], set[str]]:
    """Of (bron, sleutel) the names that a set may call it by."""
    laad_kennis()
    laad_roadmap()
    namen: dict[tuple[str, int], set[str]] = {}
    for stuk in Kennisstuk.objects.all():
        namen["kennisstuk", stuk.pk] = {stuk.slug}
        if stuk.schaal:
            namen["kennisstuk", stuk.pk].add(f"bouwsteen:{stuk.schaal}/{stuk.thema}")
    for stap in Stap.objects.select_related("lijn"):
        namen["stap", stap.pk] = {f"stap:{stap.slug}", f"stap@{stap.lijn.partij}"}
    for knoop in Knooppunt.objects.all():
        namen["knooppunt", knoop.pk] = {f"knooppunt:{knoop.slug}"}
    for i, begrip in enumerate(begrippen(), 1):
        namen["begrip", i] = {f"begrip:{begrip.titel.lower()}"}
    for voorbeeld in _voorbeelden(land["Aa"]):
        namen["voorbeeld", voorbeeld.pk] = {f"voorbeeld@{voorbeeld.omgeving}", f"voorbeeld@{voorbeeld.bouwvorm}"}
    for eerder in EERDER:
        vraag = Vraag(titel=eerder.titel, tekst=eerder.tekst, categorie=eerder.categorie, steller=cast.kernteam)
        namen["vraag", bewaar_vraag(vraag=vraag, by="x").pk] = {f"vraag:{eerder.slug}"}
        for tekst in eerder.antwoorden:
            beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst=tekst), by="x")
    return namen


# (name, omgeving, bouwvorm, eigendom, zorg, homes, in short)
VOORBEELDEN = [
    ("Hofje De Linde", "dorps", "nieuwbouw", "sociale_huur", "wijkverpleging", 16,
     "Zestien woningen om een tuin in een klein dorp, met een gedeelde keuken."),
    ("Dorpshof Noord", "dorps", "nieuwbouw", "gemengd", "wlz_thuis", 22,
     "Een hof aan de rand van het dorp, ontstaan uit een groep bewoners."),
    ("De Oude Wever", "stedelijk", "transformatie", "sociale_huur", "verpleegzorg", 72,
     "Een verzorgingshuis uit 1974 werd een woongebouw voor mensen met en zonder zorg."),
    ("Parkzicht", "stedelijk", "nieuwbouw", "gemengd", "wlz_thuis", 84,
     "Een woongebouw in de stad met een buurtkamer op de begane grond."),
    ("Flat Zuiderlaan", "stedelijk", "bestaand", "sociale_huur", "wlz_thuis", 120,
     "Een galerijflat waar huurders met voorrang een woning krijgen als zij mee willen doen."),
    ("Erf Oosterbroek", "landelijk", "transformatie", "koop", "wijkverpleging", 12,
     "Twaalf woningen in en om een boerderij, met een gezamenlijke moestuin."),
]  # fmt: skip


def _voorbeelden(gemeente) -> list[Voorbeeld]:
    vast = {"mix": True, "mix_bewijs": "x", "visie": True, "visie_bewijs": "x", "status": "gepubliceerd"}
    velden = ("titel", "omgeving", "bouwvorm", "eigendom", "zorg", "woningen", "samenvatting")
    return [
        Voorbeeld.objects.create(
            slug=f"voorbeeld-{i}", plaats="Aa", gemeente=gemeente, punt=Point(145_000, 455_000, srid=28992),
            bevestigd_op=timezone.localdate(), **vast, **dict(zip(velden, rij, strict=True)),
        )
        for i, rij in enumerate(VOORBEELDEN)
    ]  # fmt: skip
