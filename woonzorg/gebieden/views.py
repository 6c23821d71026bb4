from hashlib import sha256

from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from woonzorg.sql import is_tegel

from .models import Grens
from .soorten import Gebiedssoort

# Boundaries change once a year; an hour keeps the map quick and a new import visible the same day.
TEGEL_BEWAARTIJD = 3600


def _versie(request, soort: str, z: int, x: int, y: int) -> str:
    """ETag of all tiles together: one query instead of drawing the tile. 404 for a tile that cannot exist."""
    if soort not in Gebiedssoort or not is_tegel(z, x, y):
        raise Http404("Deze kaarttegel bestaat niet.")
    return f'"{sha256(Grens.objects.versie().encode()).hexdigest()[:16]}"'


@require_safe
@cache_control(public=True, max_age=TEGEL_BEWAARTIJD)
@condition(etag_func=_versie)
def gebieden_tegel(request, soort: str, z: int, x: int, y: int):
    """Public vector tile with the boundaries of one soort gebied; empty where there is nothing."""
    return HttpResponse(Grens.objects.tegel(soort, z, x, y), content_type="application/vnd.mapbox-vector-tile")
