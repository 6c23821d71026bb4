from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .forms import lees_plek
from .selectors import LEEG, buren_in_vak, lees_bbox, toets


def _mag_tekenen(user) -> bool:
    return any(has_permission(user, p) for p in (Permission.PLAN_WIJZIGEN, Permission.PLOT_WIJZIGEN))


@login_required
@require_POST
@beperk("zoek")
def plek_toets(request):
    """A wrong shape is an answer here, not an error: 200 with what is wrong in `fouten`."""
    of_404(_mag_tekenen(request.user))
    try:
        geometrie = lees_plek(request.POST)
    except ValidationError as fout:
        return JsonResponse(LEEG | {"fouten": fout.messages})
    return JsonResponse(toets(geometrie, request.user, request.POST.get("zelf", "")))


@login_required
@require_GET
@beperk("zoek")
def plek_buren(request):
    of_404(_mag_tekenen(request.user))
    grenzen = lees_bbox(request.GET.get("bbox", ""))
    gevonden = grenzen and buren_in_vak(request.user, grenzen, request.GET.get("zelf", ""))
    if not gevonden:
        return JsonResponse({"fouten": ["Geef bbox als west,zuid,oost,noord in graden, hoogstens 10 km."]}, status=400)
    return JsonResponse(gevonden)
