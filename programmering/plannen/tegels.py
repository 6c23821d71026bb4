"""Vector tiles of plans, from the very queryset that lists them."""

from django.contrib.gis.db.models import Collect, PointField
from django.contrib.gis.db.models.functions import Centroid, Transform
from django.db.models import Case, Count, F, FloatField, Func, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from woonzorg.sql import TEGEL_RAND, NaarTegel, TegelGrens, mvt

from .models import Planregel

# Below this zoom a tile holds thousands of plans: neighbours become one point with their number.
LOS_VANAF = 9
# From here on a plan is big enough on screen to be drawn as what it is.
VLAK_VANAF = 13
WERELD = 40_075_016.68  # metres along the equator of EPSG:3857
CELLEN = 32  # points along the side of a tile at most; it is drawn 512 pixels wide


def plannen_tegel(plannen, z: int, x: int, y: int) -> bytes:
    """Layer 'plannen'. Zoom 0-8: points with n and schakel; 9-12: one point a plan; from 13 on its shape.

    One plan has id, naam, schakel (hard, zacht, niet_meetellend, or gerealiseerd when afgerond) and woningen.
    """
    grens = TegelGrens(z, x, y, rand=TEGEL_RAND)
    if z >= VLAK_VANAF:
        plannen = plannen.filter(geometrie__bboverlaps=Transform(grens, 28992))
    else:
        plannen = plannen.filter(tegelpunt__bboverlaps=grens)
    plannen = plannen.order_by().annotate(
        schakel=Case(When(status_project="afgerond", then=Value("gerealiseerd")), default=F("klasse"))
    )
    if z < LOS_VANAF:
        # In the middle of its plans: a corner of the grid may lie in the sea.
        rijen = plannen.annotate(cel=cel(z)).values("schakel", "cel").annotate(n=Count("pk"))
        rijen = rijen.annotate(geom=NaarTegel(Centroid(Collect("tegelpunt")), z, x, y))
        return mvt(rijen.values("schakel", "n", "geom"), "plannen")
    woningen = Planregel.objects.filter(plan=OuterRef("pk"), groep="nieuwbouw").values("gepland")[:1]
    vorm = Transform(F("geometrie"), 3857) if z >= VLAK_VANAF else F("tegelpunt")
    rijen = plannen.annotate(
        geom=NaarTegel(vorm, z, x, y), naam=F("plannaam"), woningen=Coalesce(Subquery(woningen), 0)
    )
    return mvt(rijen.values("id", "naam", "schakel", "woningen", "geom"), "plannen")


def cel(z: int) -> Func:
    maat = WERELD / 2**z / CELLEN
    return Func(
        F("tegelpunt"),
        Value(maat, output_field=FloatField()),
        function="ST_SnapToGrid",
        output_field=PointField(srid=3857),
    )
