"""The outbox for the beheerder: what was sent, what waits, what failed and why."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from .actions import stuur, verstuur_opnieuw
from .filters import BerichtFilter
from .models import Bericht

PER_PAGINA = 50


@require_GET
@vereist(Permission.POST_BEHEREN)
def post_lijst(request):
    berichten = Bericht.objects.for_user(request.user)
    filter_ = BerichtFilter(request.GET, queryset=berichten)
    per_status = berichten.per_status()
    context = {
        "filter": filter_,
        "pagina": Paginator(filter_.qs.defer("tekst"), PER_PAGINA).get_page(request.GET.get("blad")),
        "telling": [(waarde, label, per_status.get(waarde, 0)) for waarde, label in Bericht.Status.choices],
        "opnieuw": berichten.opnieuw_te_versturen().count(),
    }
    return render(request, "post/lijst.html", context)


@require_GET
@vereist(Permission.POST_BEHEREN)
def bericht(request, pk: uuid.UUID):
    context = {
        "bericht": get_object_or_404(Bericht.objects.for_user(request.user), pk=pk),
        "kruimels": [("Post", reverse("post-lijst"))],
    }
    return render(request, "post/bericht.html", context)


@require_POST
@vereist(Permission.POST_BEHEREN)
def bericht_opnieuw(request, pk: uuid.UUID):
    berichten = Bericht.objects.for_user(request.user).filter(pk=pk)
    gevonden = get_object_or_404(berichten)
    if verstuur_opnieuw(berichten=berichten):
        messages.success(request, f"De mail aan {gevonden.aan} staat klaar en wordt nu opnieuw verstuurd.")
    else:
        messages.warning(request, "Deze mail kan niet opnieuw worden verstuurd. Er is niets veranderd.")
    return redirect(gevonden)


@require_POST
@vereist(Permission.POST_BEHEREN)
def post_opnieuw(request):
    aantal = verstuur_opnieuw(berichten=Bericht.objects.for_user(request.user))
    if aantal:
        wat = "1 mail staat" if aantal == 1 else f"{aantal} mails staan"
        messages.success(
            request, f"{wat} klaar en gaan nu opnieuw weg." if aantal > 1 else f"{wat} klaar en gaat nu weg."
        )
    else:
        messages.warning(request, "Er zijn geen mislukte mails om opnieuw te versturen.")
    return redirect("post-lijst")


@require_POST
@vereist(Permission.POST_BEHEREN)
def post_proef(request):
    mail = stuur(sjabloon="proef", aan=request.user.email, context={"naam": request.user.naam})
    messages.success(request, f"Een proefmail aan {mail.aan} staat klaar. Kijk over een minuut of hij is aangekomen.")
    return redirect(mail)
