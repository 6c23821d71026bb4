"""All knowledge that there is, for measuring: what comes with the portal, the examples of the demo (here all in
Aa), and earlier questions."""

import pytest

from kenniskaarten.kaarten.laden import laad_kennis
from kenniskaarten.kaarten.models import Kennisstuk
from kenniskaarten.roadmap.laden import laad_roadmap
from kenniskaarten.roadmap.models import Knooppunt, Stap
from kenniskaarten.voorbeelden import demo
from kenniskaarten.voorbeelden.models import Voorbeeld
from programmering.plannen.begrippen import begrippen
from projecten.vraagbaak.actions import beantwoord, bewaar_vraag
from projecten.vraagbaak.models import Antwoord, Vraag
from tests.projecten.vraagset import EERDER


@pytest.fixture
def alle_kennis(cast, land, monkeypatch) -> dict[tuple[str, int], set[str]]:
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
    rijen = [rij | {"gemeente": land["Aa"].code} for rij in demo.lees()]
    monkeypatch.setattr(demo, "lees", lambda: rijen)
    demo.laad_demo()
    for voorbeeld in Voorbeeld.objects.gepubliceerd():
        namen["voorbeeld", voorbeeld.pk] = {f"voorbeeld@{voorbeeld.omgeving}", f"voorbeeld@{voorbeeld.bouwvorm}"}
    for eerder in EERDER:
        vraag = Vraag(titel=eerder.titel, tekst=eerder.tekst, categorie=eerder.categorie, steller=cast.kernteam)
        namen["vraag", bewaar_vraag(vraag=vraag, by="x").pk] = {f"vraag:{eerder.slug}"}
        for tekst in eerder.antwoorden:
            beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst=tekst), by="x")
    return namen
