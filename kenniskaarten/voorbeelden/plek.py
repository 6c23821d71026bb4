"""Where an example lies: from what was typed or pointed out, else somewhere in its gemeente."""

import math

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError

from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.gebieden.stelsels import BUITEN_NEDERLAND, STELSELS

RD, WGS84 = 28992, 4326
TWEE_GETALLEN = "Geef twee getallen, bijvoorbeeld 52.2215, 6.8937 (breedte, lengte) of 258000, 471500 (RD)."
# Metres that a boundary by approximation may be off.
SPELING = 5_000


def _paar(tekst: str) -> tuple[float, float]:
    delen = tekst.replace(";", " ").replace(", ", " ").split()
    if len(delen) == 1:
        delen = delen[0].split(",")
    try:
        eerste, tweede = (float(deel.replace(",", ".")) for deel in delen)
    except ValueError:
        raise ValidationError(TWEE_GETALLEN) from None
    if not (math.isfinite(eerste) and math.isfinite(tweede)):
        raise ValidationError(TWEE_GETALLEN)
    return eerste, tweede


def _binnen(x: float, y: float, srid: int) -> bool:
    west, zuid, oost, noord = STELSELS[srid].vak
    return west <= x <= oost and zuid <= y <= noord


def punt_van(tekst: str) -> Point:
    """The point in RD of "latitude, longitude" in degrees or "x, y" in RD metres; ValidationError for anything else."""
    eerste, tweede = _paar(tekst)
    if _binnen(tweede, eerste, WGS84):
        punt = Point(tweede, eerste, srid=WGS84)
        punt.transform(RD)
        return punt
    if _binnen(eerste, tweede, RD):
        return Point(eerste, tweede, srid=RD)
    raise ValidationError(f"De {BUITEN_NEDERLAND}.")


def als_tekst(punt: Point) -> str:
    """As `punt_van` reads it: degrees, a metre exact."""
    graden = punt.transform(WGS84, clone=True)
    return f"{graden.y:.5f}, {graden.x:.5f}"


def _grens(gemeente: Gemeente) -> Grens | None:
    return Grens.objects.filter(soort=Gebiedssoort.GEMEENTE, code=gemeente.code).first()


def eis_in(punt: Point, gemeente: Gemeente) -> None:
    """Raises ValidationError for a point outside the gemeente. A boundary by approximation decides only when it is
    far off."""
    grens = _grens(gemeente)
    speling = SPELING if grens and grens.bron == Grens.Bron.BENADERING else 0
    if grens and grens.geometrie.distance(punt) > speling:
        raise ValidationError(f"Deze plek ligt niet in de gemeente {gemeente}. Kies een andere plek of gemeente.")


def ergens_in(gemeente: Gemeente) -> Point:
    """A point that surely lies in the gemeente; ValidationError when its boundary is not known."""
    grens = _grens(gemeente)
    if grens is None:
        raise ValidationError("Van deze gemeente is geen grens bekend. Vul de coördinaten in.")
    return grens.geometrie.point_on_surface
