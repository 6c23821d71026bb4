"""From what a person types to a point to measure from: coordinates, or the middle of a gemeente, regio or provincie."""

from dataclasses import dataclass

from django.contrib.gis.db.models.functions import Centroid
from django.contrib.gis.geos import Point, Polygon
from django.core.exceptions import ValidationError

from programmering.plannen.plek import RD, als_geojson, uit_coordinaten
from woonzorg.gebieden.models import Grens
from woonzorg.gebieden.zoeken import zoek_op_naam

ONBEKEND = "'{}' kennen we niet. Geef de naam van een gemeente, of coördinaten: 258000, 471500 (RD) of 52.2215, 6.8937."

OMGEVING = 10_000  # metres


@dataclass(frozen=True)
class Nabij:
    naam: str
    punt: Point  # RD

    @property
    def omgeving(self) -> list[float]:
        """[west, south, east, north] in degrees of what lies within 10 km. One query."""
        vierkant = Polygon.from_bbox([c + d for d in (-OMGEVING, OMGEVING) for c in self.punt.coords])
        vierkant.srid = RD
        hoeken = als_geojson(vierkant)["coordinates"][0]
        lengtes, breedtes = zip(*hoeken, strict=True)
        return [min(lengtes), min(breedtes), max(lengtes), max(breedtes)]


def zoek_nabij(tekst: str) -> Nabij:
    """Raises ValidationError for a name that is not known and for coordinates outside the Netherlands."""
    tekst = tekst.strip()[:100]
    if any(teken.isdigit() for teken in tekst) and not tekst.upper().startswith(("GM", "WD", "PV")):
        return Nabij(tekst, uit_coordinaten(tekst, 100).centroid)
    gebieden = zoek_op_naam(tekst)
    # A gemeente before the provincie of that name: one looks for what is near.
    gebieden.sort(key=lambda g: (g.naam.lower() != tekst.lower(), g.soort != "gemeente"))
    for gebied in gebieden[:1]:
        grens = Grens.objects.filter(soort=gebied.soort, code=gebied.code)
        midden = grens.annotate(midden=Centroid("geometrie")).values_list("midden", flat=True).first()
        if midden:
            return Nabij(gebied.naam, midden)
    raise ValidationError(ONBEKEND.format(tekst[:60]))
