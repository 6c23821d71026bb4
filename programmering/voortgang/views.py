from django.contrib import messages
from django.core.cache import cache
from django.db.models import Count, Min
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError

from programmering.tasks import bereken_volledig
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from .models import Berekening, Markering

GEVRAAGD = "voortgang:volledig-gevraagd"  # cache key: id of the last run when someone asked for a new one


def _stand(request) -> dict:
    volledig = Berekening.objects.for_user(request.user).filter(soort=Berekening.Soort.VOLLEDIG)
    laatste = volledig.first()
    gevraagd = cache.get(GEVRAAGD)
    return {
        "actief": volledig.actief().first(),
        "berekeningen": Berekening.objects.for_user(request.user)[:25],
        "markeringen": Markering.objects.aggregate(
            aantal=Count("pk"), gemeenten=Count("gemeente_id", distinct=True), oudste=Min("sinds")
        ),
        "laatste_verschil": volledig.filter(verschillen__gt=0).first(),
        # Asked for, and no run has come since.
        "loopt": gevraagd is not None and (laatste is None or laatste.pk <= gevraagd),
    }


@require_GET
@vereist(Permission.BEREKENING_BEHEREN)
def berekeningen(request):
    gemarkeerd = Gemeente.objects.filter(pk__in=Markering.objects.values("gemeente_id"))[:50]
    sjabloon = "voortgang/_berekeningen.html" if request.htmx else "voortgang/berekeningen.html"
    return render(request, sjabloon, _stand(request) | {"gemarkeerd": gemarkeerd})


@require_POST
@vereist(Permission.BEREKENING_BEHEREN)
def herbereken(request):
    laatste = Berekening.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        bereken_volledig.delay()
    except OperationalError:
        messages.error(request, "De wachtrij is niet bereikbaar. Probeer het over een minuut opnieuw.")
        return redirect("berekeningen")
    cache.set(GEVRAAGD, laatste, timeout=900)
    log(Logregel.Handeling.BEREKENING, request=request, wat="volledig")
    return redirect("berekeningen")
