"""The frame of a gebied on a map: where it lies, and how sure its boundary is."""

from django.contrib.gis.db.models.functions import Envelope, Transform

from .models import Grens
from .soorten import Gebied

NEDERLAND = [[50.75, 3.35], [53.56, 7.23]]


def kader(gebied: Gebied) -> dict:
    """`begrenzing` as [[south, west], [north, east]] in WGS84 degrees, `bron` of the boundary ('' without one)."""
    grens = (
        Grens.objects.filter(soort=gebied.soort, code=gebied.code)
        .annotate(wgs84=Transform(Envelope("vorm_hoog"), 4326))
        .values("wgs84", "bron")
        .first()
    )
    if not grens or not grens["wgs84"]:
        return {"begrenzing": NEDERLAND, "bron": grens["bron"] if grens else ""}
    west, zuid, oost, noord = grens["wgs84"].extent
    return {"begrenzing": [[zuid, west], [noord, oost]], "bron": grens["bron"]}
