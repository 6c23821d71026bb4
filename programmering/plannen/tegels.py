"""Vector tiles of plans, from the very queryset that lists them."""

from django.contrib.gis.db.models.functions import Transform
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from woonzorg.sql import TEGEL_RAND, NaarTegel, TegelGrens, mvt

from .models import Planregel

# From here on a plan is big enough on screen to be drawn as what it is.
VLAK_VANAF = 13


def plannen_tegel(plannen, z: int, x: int, y: int) -> bytes:
    """Layer 'plannen': id, naam, schakel and the number of homes planned; points up to zoom 12, then shapes."""
    vorm = Transform(F("geometrie"), 3857) if z >= VLAK_VANAF else F("tegelpunt")
    grens = TegelGrens(z, x, y, rand=TEGEL_RAND)
    if z >= VLAK_VANAF:
        plannen = plannen.filter(geometrie__bboverlaps=Transform(grens, 28992))
    else:
        plannen = plannen.filter(tegelpunt__bboverlaps=grens)
    woningen = Planregel.objects.filter(plan=OuterRef("pk"), groep="nieuwbouw").values("gepland")
    rijen = plannen.annotate(
        geom=NaarTegel(vorm, z, x, y),
        naam=F("plannaam"),
        schakel=Case(When(status_project="afgerond", then=Value("gerealiseerd")), default=F("klasse")),
    )
    velden = ["id", "schakel", "geom"]
    if z >= 9:
        rijen = rijen.annotate(woningen=Coalesce(Subquery(woningen[:1]), 0))
        velden += ["naam", "woningen"]
    return mvt(rijen.values(*velden), "plannen")
