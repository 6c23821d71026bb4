from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from programmering.keten.selectors import lees_stand
from woonzorg.export import csv_antwoord
from woonzorg.gebieden.soorten import LAND
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import of_404, vereist

from .bevindingen import annoteer, met_bevinding
from .forms import KwaliteitFilter
from .selectors import als_regels, te_toetsen, tel_bevindingen

PER_PAGINA = 50
KOLOMMEN = [
    "gemeentecode", "gemeente", "plancode", "plan", "groep", "bevinding", "wat_te_doen", "peildatum", "status_cijfers",
]  # fmt: skip


def _lees(request):
    gevraagd = request.GET.get("gebied", "")
    gebied = zoek_gebied(gevraagd or (request.user.functie or {}).get("code") or "NL") or (None if gevraagd else LAND)
    of_404(gebied is not None)
    filter_, vandaag = KwaliteitFilter(request.GET), timezone.localdate()
    plannen = met_bevinding(te_toetsen(request.user, gebied), vandaag, filter_.gekozen)
    return gebied, filter_, annoteer(plannen, vandaag).met_gemeente().order_by("gemeente__naam", "plannaam", "pk")


@require_GET
@vereist(Permission.PLAN_INTERN)
@beperk("zoek")
def kwaliteit(request):
    """The quality list: plans about which something is to be asked, with where it is mended."""
    gebied, filter_, plannen = _lees(request)
    pagina = Paginator(plannen, PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "gebied": gebied,
        "filter": filter_,
        "tellingen": tel_bevindingen(request.user, gebied),
        "pagina": pagina,
        "rijen": als_regels(pagina.object_list, request.user),
        "stand": lees_stand(),
        "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))],
    }
    return render(request, "kwaliteit/lijst.html", context)


@require_GET
@vereist(Permission.PLAN_INTERN)
@beperk("export")
def kwaliteit_csv(request):
    gebied, _, plannen = _lees(request)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"kwaliteitslijst {request.GET.urlencode()}")
    stand = lees_stand()
    rijen = (
        [regel.plan.gemeente.code, regel.plan.gemeente.naam, regel.plan.plancode, regel.plan.plannaam, soort.groep,
         soort.naam, soort.doen, stand.peildatum, stand.status]
        for regel in als_regels(plannen, request.user)
        for soort, _ in regel.bevindingen
    )  # fmt: skip
    naam = f"kwaliteitslijst-{gebied.code}-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_antwoord(
        naam, ["gemeentecode", "gemeente", "plancode", "plan", "groep", "bevinding", "wat_te_doen"], rijen
    )
