"""Vector tiles of plots, from the very queryset that lists them."""

from django.contrib.gis.db.models import Collect
from django.contrib.gis.db.models.functions import Centroid, Transform
from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from programmering.partners.lijsten import NODIG
from programmering.partners.models import Plotpartner
from programmering.plannen.tegels import LOS_VANAF, VLAK_VANAF, cel
from woonzorg.sql import TEGEL_RAND, NaarTegel, TegelGrens, mvt

from .lijsten import LOPEND
from .models import Plotregel


def plots_tegel(plots, z: int, x: int, y: int) -> bytes:
    """Layer 'plots'. Zoom 0-8: points with n and status; 9-12: one point a plot; from 13 on its shape.

    From 13 on also layer 'merken', one point a plot for its mark: a shape is cut off at the edge of a tile, and the
    middle of each piece is not that of the plot.

    One plot has id, naam, status (of today), woningen that fit, and zoekt: how many of the three roles are empty.
    """
    grens = TegelGrens(z, x, y, rand=TEGEL_RAND)
    if z >= VLAK_VANAF:
        plots = plots.filter(geometrie__bboverlaps=Transform(grens, 28992))
    else:
        plots = plots.filter(tegelpunt__bboverlaps=grens)
    plots = plots.order_by().met_stand()
    if z < LOS_VANAF:
        rijen = plots.annotate(cel=cel(z)).values("stand", "cel").annotate(n=Count("pk"))
        rijen = rijen.annotate(geom=NaarTegel(Centroid(Collect("tegelpunt")), z, x, y))
        return mvt(rijen.values("n", "geom", status=F("stand")), "plots")
    vorm = Transform(F("geometrie"), 3857) if z >= VLAK_VANAF else F("tegelpunt")
    # The values first: only after it may an annotation have the name of a field of the model.
    rijen = plots.values("id", "naam").annotate(
        status=F("stand"), geom=NaarTegel(vorm, z, x, y), woningen=_woningen(), zoekt=_zoekt()
    )
    tegel = mvt(rijen, "plots")
    if z < VLAK_VANAF:
        return tegel
    merken = plots.values("id").annotate(status=F("stand"), geom=NaarTegel(F("tegelpunt"), z, x, y))
    return tegel + mvt(merken, "merken")


def _woningen():
    som = Plotregel.objects.filter(plot=OuterRef("pk")).order_by().values("plot").annotate(n=Sum("aantal")).values("n")
    return Coalesce(Subquery(som), 0)


def _zoekt():
    """Empty roles among the three that a plot needs; 0 for a plot that is no longer looking."""
    gevuld = Plotpartner.objects.lopend().filter(plot=OuterRef("pk"), rol__in=NODIG).order_by()
    aantal = gevuld.values("plot").annotate(n=Count("rol", distinct=True)).values("n")
    return Case(
        When(stand__in=LOPEND, then=Value(len(NODIG)) - Coalesce(Subquery(aantal), 0)),
        default=Value(0),
        output_field=IntegerField(),
    )
