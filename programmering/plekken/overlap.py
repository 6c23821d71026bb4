"""What else lies on a place. Each noun that has places adds itself to BRONNEN; nothing here knows them all.

A bron is asked with the user and gives (soort, queryset): the rows that this user may see, each with `geometrie`
in RD, a name (`str`) and `get_absolute_url`. Starting at `for_user` is the bron's part of the deal.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.contrib.gis.db.models.functions import Area, AsGeoJSON, Intersection, Transform
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.gis.measure import Area as Oppervlakte
from django.db.models import QuerySet

from programmering.plannen.models import Plan

Bron = Callable[..., tuple[str, QuerySet]]
HOOGSTENS = 20
HOOGSTENS_BUREN = 300


def plannen(user) -> tuple[str, QuerySet]:
    return "plan", Plan.objects.for_user(user)


BRONNEN: list[Bron] = [plannen]


@dataclass(frozen=True)
class Overlap:
    soort: str
    naam: str
    url: str
    m2: float


def _zonder(rijen: QuerySet, soort: str, zelf: str) -> QuerySet:
    """Leaves out the row that is being edited, named as 'plan:12'."""
    welke, _, pk = zelf.partition(":")
    return rijen.exclude(pk=int(pk)) if welke == soort and pk.isdecimal() and len(pk) < 19 else rijen


def overlapt(user, geometrie: GEOSGeometry, zelf: str = "") -> list[dict]:
    """What `user` may see that shares more than 1 m² with `geometrie`, largest first. One query per bron."""
    gevonden = []
    for soort, rijen in (bron(user) for bron in BRONNEN):
        rijen = (
            _zonder(rijen, soort, zelf)
            .filter(geometrie__intersects=geometrie)
            .annotate(gedeeld=Area(Intersection("geometrie", geometrie)))
            .filter(gedeeld__gt=Oppervlakte(sq_m=1))
            .order_by("-gedeeld")[:HOOGSTENS]
        )
        gevonden += [Overlap(soort, str(r), r.get_absolute_url(), round(r.gedeeld.sq_m, 1)) for r in rijen]
    return [asdict(o) for o in sorted(gevonden, key=lambda o: -o.m2)[:HOOGSTENS]]


def buren(user, vak: GEOSGeometry, zelf: str = "") -> list[tuple[str, str, str]]:
    """(soort, name, GeoJSON in WGS84) of what `user` may see within `vak`, to draw against. One query per bron."""
    gevonden = []
    for soort, rijen in (bron(user) for bron in BRONNEN):
        rijen = (
            _zonder(rijen, soort, zelf)
            .filter(geometrie__bboverlaps=vak)
            .annotate(vorm=AsGeoJSON(Transform("geometrie", 4326), precision=8))
        )
        gevonden += [(soort, str(r), r.vorm) for r in rijen[:HOOGSTENS_BUREN]]
    return gevonden
