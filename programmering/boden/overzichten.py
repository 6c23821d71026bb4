"""Pages that put boden beside the opgave: per gemeente, and of corporaties."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from programmering.keten.selectors import Ketenlezer, momentopname
from woonzorg.export import csv_antwoord
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .forms import OverzichtFilter
from .selectors import corporaties_per_gemeente, op_hele_regios, per_corporatie, per_gemeente, per_soort
from .tabel import HOOGSTENS, Tabel
from .uitvoer import CORPORATIEKOLOMMEN, OVERZICHTKOLOMMEN, corporatierijen, overzichtrijen


def _lees(request, **kwargs) -> tuple[OverzichtFilter, dict]:
    """The filter, and what each selector of these pages asks for."""
    filter_ = OverzichtFilter.lees(request.GET, **kwargs)
    of_404(filter_.gebied is not None)
    return filter_, {"lezer": Ketenlezer(user=request.user, periode=filter_.periode), "gebied": filter_.gebied}


def _basis(request, filter_: OverzichtFilter, lezer: Ketenlezer) -> dict:
    """What both pages show around their tables."""
    gebied = filter_.gebied
    return {
        "filter": filter_,
        "gebied": gebied,
        "periode": filter_.periode,
        "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))],
        "stand": lezer.stand,
        "vraag": request.GET.urlencode(),
        # Their own confidential boden are in their list, and in nobody's figures but those of the gemeente.
        "eigen_telt_niet": has_permission(request.user, Permission.BOD_DOEN)
        and not has_permission(request.user, Permission.PLAN_ZIEN_GEMEENTE),
    }


@require_GET
@beperk("zoek")
def boden_per_gemeente(request):
    with momentopname():
        filter_, waar = _lees(request)
        woningtype = filter_.waarden["woningtype"]
        kolommen = {
            "naam": ("Gemeente", lambda s: s.gebied.naam.casefold()),
            "opgave": ("Opgave", lambda s: s.type(woningtype).opgave),
            "uitgebracht_nieuw": ("uitgebracht", lambda s: s.type(woningtype).som.uitgebracht_nieuw),
            "aanvaard_nieuw": ("aanvaard", lambda s: s.type(woningtype).som.aanvaard_nieuw),
            "uitgebracht_bestaand": ("uitgebracht", lambda s: s.type(woningtype).som.uitgebracht_bestaand),
            "aanvaard_bestaand": ("aanvaard", lambda s: s.type(woningtype).som.aanvaard_bestaand),
            "zonder": ("Opgave zonder bod", lambda s: s.type(woningtype).zonder_bod),
            "buiten": ("Andere of onbekende jaren", lambda s: s.type(woningtype).som.buiten),
        }
        tabel = Tabel(per_gemeente(**waar), kolommen, request.GET, "-zonder", "gemeenten")
        context = _basis(request, filter_, waar["lezer"]) | {
            "tabel": tabel,
            "koppen_nieuw": [tabel.koppen["uitgebracht_nieuw"], tabel.koppen["aanvaard_nieuw"]],
            "koppen_bestaand": [tabel.koppen["uitgebracht_bestaand"], tabel.koppen["aanvaard_bestaand"]],
            "regios": op_hele_regios(**waar),
        }
        return render(request, "boden/per_gemeente.html", context)


@require_GET
@beperk("export")
def boden_per_gemeente_csv(request):
    log(Logregel.Handeling.EXPORT, request=request, wat=f"boden per gemeente {request.GET.urlencode()}")
    with momentopname():
        filter_, waar = _lees(request)
        rijen = overzichtrijen([*per_gemeente(**waar), *op_hele_regios(**waar)], filter_.periode.naam)
        naam = f"boden-per-gemeente-{filter_.gebied.code}-{filter_.periode.slug}.csv"
        return csv_antwoord(naam, OVERZICHTKOLOMMEN, rijen)


@require_GET
@beperk("zoek")
def boden_corporaties(request):
    with momentopname():
        filter_, waar = _lees(request, met_woningtype=False)
        standen = corporaties_per_gemeente(**waar)
        corporaties = per_corporatie(**waar)
        kolommen = {
            "naam": ("Gemeente", lambda s: s.gebied.naam.casefold()),
            "streven": ("Helft van de opgave", lambda s: s.streven),
            "bod": ("Bod als deel", lambda s: s.deel_bod),
            "plan": ("Gerealiseerd en gepland als deel", lambda s: s.deel_plan),
        }
        alle = request.GET.get("alles") == "1"
        context = _basis(request, filter_, waar["lezer"]) | {
            "corporaties": corporaties if alle else corporaties[:HOOGSTENS],
            "meer_corporaties": len(corporaties) > HOOGSTENS and not alle,
            "tabel": Tabel(standen, kolommen, request.GET, "-streven", "gemeenten"),
            "soorten": per_soort(**waar),
        }
        return render(request, "boden/corporaties.html", context)


@require_GET
@beperk("export")
def boden_corporaties_csv(request):
    log(Logregel.Handeling.EXPORT, request=request, wat=f"corporaties per gemeente {request.GET.urlencode()}")
    with momentopname():
        filter_, waar = _lees(request)
        standen = corporaties_per_gemeente(**waar)
        naam = f"corporaties-{filter_.gebied.code}-{filter_.periode.slug}.csv"
        return csv_antwoord(naam, CORPORATIEKOLOMMEN, corporatierijen(standen, filter_.periode.naam))
