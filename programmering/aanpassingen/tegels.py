"""Vector tiles of kansen, from the very queryset that lists them."""

from django.contrib.gis.db.models.functions import Transform
from django.db.models import F

from woonzorg.sql import TEGEL_RAND, NaarTegel, TegelGrens, mvt

# From here on a kans is big enough on screen to be drawn as what it is.
VLAK_VANAF = 13


def kansen_tegel(kansen, z: int, x: int, y: int) -> bytes:
    """Layer 'kansen': id, naam, soort and woningen; one point a kans, from zoom 13 on its shape.

    From 13 on layer 'merken' has the point of its mark, as with plots.
    """
    grens = TegelGrens(z, x, y, rand=TEGEL_RAND)
    if z >= VLAK_VANAF:
        kansen, vorm = kansen.filter(geometrie__bboverlaps=Transform(grens, 28992)), Transform(F("geometrie"), 3857)
    else:
        kansen, vorm = kansen.filter(tegelpunt__bboverlaps=grens), F("tegelpunt")
    rijen = kansen.order_by().annotate(geom=NaarTegel(vorm, z, x, y))
    tegel = mvt(rijen.values("id", "naam", "soort", "woningen", "geom"), "kansen")
    if z < VLAK_VANAF:
        return tegel
    return tegel + mvt(kansen.order_by().values(geom=NaarTegel(F("tegelpunt"), z, x, y)), "merken")
