"""A small roadmap for tests: two knooppunten, three lines, and who ticked what."""

import datetime

from kenniskaarten.roadmap.actions import zet_stap
from kenniskaarten.roadmap.models import Knooppunt, Lijn, Stap
from woonzorg.organisaties.models import Organisatie

VROEGER = datetime.date(2026, 1, 15)


class Kleine:
    """gemeente: g1, g2 → een, g3 → twee. corporatie: w1 → een, w2 → twee. zorgkantoor: k1 → twee."""

    def __init__(self):
        self.een = Knooppunt.objects.create(
            slug="een", naam="Boden naast elkaar", uitleg="Hier begint het.", laat_zien="Ieder zijn bod.", kolom=10
        )
        self.twee = Knooppunt.objects.create(slug="twee", naam="Afspraken", uitleg="Hier staat het vast.", kolom=20)
        self.lijnen = {
            partij: Lijn.objects.create(partij=partij, volgorde=i)
            for i, partij in enumerate(("gemeente", "corporatie", "zorgkantoor"), 1)
        }
        self.g1 = self._stap("gemeente", "Stel de opgave vast", 2)
        self.g2 = self._stap("gemeente", "Wijs een trekker aan", 4, self.een)
        self.g3 = self._stap("gemeente", "Leg vast", 15, self.twee)
        self.w1 = self._stap("corporatie", "Doe een bod", 4, self.een)
        self.w2 = self._stap("corporatie", "Zet het in de begroting", 15, self.twee)
        self.k1 = self._stap("zorgkantoor", "Denk mee", 12, self.twee)

    def _stap(self, partij, titel, kolom, knooppunt=None):
        return Stap.objects.create(
            lijn=self.lijnen[partij], slug=f"{partij}-{kolom}", titel=titel, uitleg=f"Uitleg van {titel}.",
            bewijs="Een besluit.", kolom=kolom, knooppunt=knooppunt,
        )  # fmt: skip


def organisatie_van(gebruiker) -> Organisatie:
    return gebruiker.lidmaatschappen.get().organisatie


def zet(gebruiker, *stappen):
    """Ticked by the organisation of `gebruiker`."""
    return [
        zet_stap(stap=s, organisatie=organisatie_van(gebruiker), op=VROEGER, bewijs="Raadsbesluit", door=gebruiker)
        for s in stappen
    ]
