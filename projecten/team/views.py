"""Pages of the team: who coaches how much, how large the team must be, by what it is measured, what it reached."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from programmering.keten.selectors import lees_stand
from projecten.fouten import neem_fouten_over
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.soorten import LAND
from woonzorg.getallen import getal
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import stel_norm_vast, zet_inzet
from .evaluatie import Evaluatie, halfjaren, lees_evaluatie
from .forms import InzetForm, NormForm, OmvangForm
from .models import Teamnorm
from .selectors import Omvangstand, adviseurs, begin_uitgangspunten, lees_omvang, lees_team, provincies, ziet_het_land

P = Permission


@require_GET
@vereist(P.TEAM_ZIEN)
def team(request):
    gebieden = provincies(request.user)
    gebied = next((g for g in gebieden if g.code == request.GET.get("gebied")), LAND)
    context = {
        "team": lees_team(request.user, gebied),
        "gebieden": gebieden,
        "gebied": gebied,
        "te_beheren": set(adviseurs(request.user, permission=P.TEAM_BEHEREN).values_list("pk", flat=True)),
        "mag_normeren": ziet_het_land(request.user, P.TEAM_BEHEREN),
    }
    return render(request, "projecten/team.html", context)


@vereist(P.TEAM_BEHEREN)
@require_http_methods(["GET", "POST"])
def inzet(request, pk: int):
    adviseur = get_object_or_404(adviseurs(request.user, permission=P.TEAM_BEHEREN), pk=pk)
    huidig = getattr(adviseur, "inzet", None)
    form = InzetForm(request.POST if request.method == "POST" else None, initial={"fte": huidig and huidig.fte})
    if request.method == "POST" and form.is_valid():
        zet_inzet(gebruiker=adviseur, fte=form.cleaned_data["fte"], by=str(request.user))
        messages.success(request, f"De inzet van {adviseur} is bewaard.")
        return redirect("team")
    context = {"adviseur": adviseur, "form": form, "kruimels": [("Team", reverse("team"))]}
    return render(request, "projecten/team_inzet.html", context, status=422 if form.errors else 200)


@vereist(P.TEAM_BEHEREN)
@require_http_methods(["GET", "POST"])
def norm(request):
    """A new norm beside those before it. Norms are of the land: a coordinator of a provincie does not set them."""
    of_404(ziet_het_land(request.user, P.TEAM_BEHEREN))
    form = _normform(request)
    if request.method == "POST" and form.is_valid():
        try:
            nieuw = stel_norm_vast(norm=form.instance, by=str(request.user))
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, f"De norm geldt vanaf {nieuw.geldig_van:%d-%m-%Y}.")
            return redirect("team-norm")
    context = {"form": form, "normen": Teamnorm.objects.all(), "geldend": Teamnorm.objects.geldend()}
    context["kruimels"] = [("Team", reverse("team"))]
    return render(request, "projecten/team_norm.html", context, status=422 if form.errors else 200)


def _normform(request) -> NormForm:
    """Begins at the norm in force, as a new row from today."""
    if request.method == "POST":
        return NormForm(request.POST, instance=Teamnorm())
    nu = Teamnorm.objects.geldend()
    velden = [v for v in NormForm._meta.fields if v not in ("geldig_van", "bron")]
    return NormForm(initial={v: getattr(nu, v) for v in velden} | {"geldig_van": timezone.localdate()})


# The size of the team


@require_GET
@vereist(P.TEAM_ZIEN)
def omvang(request):
    form = OmvangForm(request.GET, begin_uitgangspunten())
    goed = form.is_valid()
    context = {
        "form": form,
        "stand": lees_omvang(request.user, form.uitgangspunten()) if goed else None,
        "aangepast": goed and form.aangepast,
        "status": lees_stand().status,
        "vraag": request.GET.urlencode(),
        "kruimels": [("Team", reverse("team"))],
    }
    return render(request, "projecten/team_omvang.html", context, status=200 if goed else 422)


OMVANG_KOLOMMEN = [
    "code", "provincie", "opgave_geclusterd", "opgave_zorggeschikt", "woningen_per_jaar", "projecten_per_jaar",
    "uren_per_jaar", "fte", "fte_bij_start", "projecturen_laatste_12_maanden", "fte_beschikbaar",
    "status_opgave", "berekend_op",
]  # fmt: skip


def _omvangrijen(stand: Omvangstand) -> list[list]:
    def rij(code, naam, geclusterd, zorggeschikt, o, gelogd, fte) -> list:
        som = [o.woningen_per_jaar, o.projecten, o.uren, o.fte, o.fte_start] if o else [None] * 5
        return [code, naam, geclusterd, zorggeschikt, *som, gelogd, fte, status, timezone.localdate()]

    status = lees_stand().status

    rijen = [
        rij(r.provincie.code, r.provincie.naam, r.geclusterd, r.zorggeschikt, r.omvang, r.gelogd, r.fte)
        for r in stand.rijen
    ]
    u = stand.uitgangspunten
    return [*rijen, rij("NL", "Nederland", u.geclusterd, u.zorggeschikt, stand.omvang, stand.gelogd, stand.fte)]


def _omvang_uitvoer(request, soort: str) -> tuple[OmvangForm, Omvangstand | None]:
    form = OmvangForm(request.GET, begin_uitgangspunten())
    if not form.is_valid():
        return form, None
    log(Logregel.Handeling.EXPORT, request=request, wat=f"omvang van het team als {soort} {request.GET.urlencode()}")
    return form, lees_omvang(request.user, form.uitgangspunten())


def _naar_omvang(request):
    """Numbers that make no sum: the page says which."""
    return redirect(f"{reverse('team-omvang')}?{request.GET.urlencode()}")


@require_GET
@vereist(P.TEAM_ZIEN)
@beperk("export")
def omvang_csv(request):
    _, stand = _omvang_uitvoer(request, "csv")
    if stand is None:
        return _naar_omvang(request)
    return csv_antwoord(f"omvang-team-{timezone.localdate():%Y-%m-%d}.csv", OMVANG_KOLOMMEN, _omvangrijen(stand))


@require_GET
@vereist(P.TEAM_ZIEN)
@beperk("export")
def omvang_xlsx(request):
    form, stand = _omvang_uitvoer(request, "xlsx")
    if stand is None:
        return _naar_omvang(request)
    kop = [f"{form.fields[naam].label}: {getal(waarde)}" for naam, waarde in form.cleaned_data.items()]
    bladen = [("Omvang", OMVANG_KOLOMMEN, _omvangrijen(stand))]
    return xlsx_antwoord(f"omvang-team-{timezone.localdate():%Y-%m-%d}.xlsx", bladen, kop)


# What was reached


def _evaluatie(request) -> tuple[list, Evaluatie]:
    keuzes = halfjaren(request.user)
    halfjaar = next((h for h in keuzes if h.sleutel == request.GET.get("halfjaar")), keuzes[0])
    return keuzes, lees_evaluatie(request.user, halfjaar)


@require_GET
@vereist(P.TEAM_ZIEN)
def evaluatie(request):
    keuzes, gelezen = _evaluatie(request)
    context = {"halfjaren": keuzes, "evaluatie": gelezen, "status": lees_stand().status}
    context["kruimels"] = [("Team", reverse("team"))]
    return render(request, "projecten/team_evaluatie.html", context)


@require_GET
@vereist(P.TEAM_ZIEN)
@beperk("export")
def evaluatie_xlsx(request):
    _, gelezen = _evaluatie(request)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"evaluatie {gelezen.halfjaar.sleutel} als xlsx")
    kolommen = ["onderdeel", "telling", *(g.naam for g in gelezen.provincies), "totaal", "toelichting"]
    kop = [f"Evaluatie van de {gelezen.halfjaar.naam}. Alleen aantallen, van wat u mag zien."]
    bladen = [("Evaluatie", kolommen, gelezen.als_rijen())]
    return xlsx_antwoord(f"evaluatie-{gelezen.halfjaar.sleutel}.xlsx", bladen, kop)
