from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from programmering.keten.forms import KetenFilter
from programmering.keten.selectors import lees_perioden, momentopname
from programmering.voortgang.models import tier_q
from programmering.workshops.qr import qr_svg
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, bereik_van
from woonzorg.organisaties.toegang import of_404
from woonzorg.pdf import pdf_antwoord

from .dias import dias
from .selectors import lees_cijfers
from .zinnen import voluit


def _lees(request, code: str) -> dict:
    """What page and PDF share. ?openbaar=1: the figures that anyone may see, whoever asks; for a public hall."""
    lezer = AnonymousUser() if request.GET.get("openbaar") == "1" else request.user
    with momentopname():
        gebied = zoek_gebied(code)
        of_404(gebied is not None and gebied.bestaat)
        perioden = lees_perioden()
        periode = KetenFilter(request.GET, perioden=perioden, gebied=gebied).periode
        cijfers = lees_cijfers(gebied, user=lezer, periode=periode)
    # What hangs in a hall is short: the first periode needs no mention.
    vraag = "" if periode == perioden[0] else f"?periode={periode.slug}"
    adres = request.build_absolute_uri(reverse("waarom", args=[gebied.code]) + vraag)
    return {
        "gebied": gebied,
        "plaats": voluit(gebied),
        "dias": dias(cijfers),
        "keten": cijfers.keten,
        "peildatum": cijfers.keten.peildatum,
        "status": cijfers.keten.status,
        # Of plans, or of an indicatieve opgave: what the hall is not meant to see.
        "niet_openbaar": bool(tier_q(lezer)) or bool(bereik_van(lezer, Permission.OPGAVE_ZIEN)),
        "adres": adres,
        "adres_kort": adres.split("://", 1)[1].rstrip("/"),
        "qr": qr_svg(adres),
    }


@require_GET
def waarom(request, code: str) -> HttpResponse:
    stand = _lees(request, code)
    gebied = stand["gebied"]
    context = stand | {
        "titel": f"Het waarom van {gebied.naam}",
        "kruimel": "Het waarom",
        "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))],
        "vraag": request.GET.urlencode(),
    }
    return render(request, "waarom/waarom.html", context)


@require_GET
@beperk("export")
def waarom_pdf(request, code: str) -> HttpResponse:
    context = _lees(request, code)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"waarom {code} als pdf {request.GET.urlencode()}")
    context |= {"titel": f"Het waarom van {context['gebied'].naam}", "notities": request.GET.get("notities") == "1"}
    return pdf_antwoord(f"waarom-{code}-{timezone.localdate():%Y-%m-%d}.pdf", "waarom/pdf.html", context, request)
