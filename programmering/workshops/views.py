import json
import uuid
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from programmering.keten.selectors import momentopname
from programmering.plannen.models import Plan
from programmering.plannen.tegels import plannen_tegel
from programmering.plots.models import WONINGTYPEN, Plot
from programmering.voortgang.models import Bronvorm
from woonzorg.export import xlsx_antwoord
from woonzorg.gebieden.kader import kader
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import of_404, vereist
from woonzorg.pdf import pdf_antwoord
from woonzorg.sql import is_tegel

from .actions import Geweigerd, bewaar_workshop, doe, merk_gezien, schuif_aan
from .bladen import maak_bladen
from .forms import AanschuifForm, CodeForm, WorkshopForm
from .lijsten import STAP_KORT, STAP_UITLEG, Workshopstap, Workshopstatus, lees_code
from .models import Workshop
from .oogst import maak_kandidaat, neem_boden_over
from .qr import qr_svg
from .selectors import aanwezig, criteria, keten_van, stand, verslag_van
from .toegang import Codelimiet, deelnemer_van, geef_koekje, zoek_workshop

JSON = "application/json"
PER_PAGINA = 50
# How often 'seen' is written: a phone polls each second, and one row a poll would be thirty writes a second.
GEZIEN_ELKE = timedelta(seconds=8)
leiden = vereist(Permission.WORKSHOP_LEIDEN)


# For the facilitator


@require_GET
@leiden
def workshop_lijst(request):
    workshops = Workshop.objects.for_user(request.user).met_gebied()
    pagina = Paginator(workshops, PER_PAGINA).get_page(request.GET.get("blad"))
    return render(request, "workshops/lijst.html", {"pagina": pagina})


@leiden
def workshop_nieuw(request):
    return _formulier(request, Workshop(leider=request.user))


@leiden
def workshop_wijzigen(request, pk: int):
    return _formulier(request, _te_leiden(request, pk))


def _formulier(request, workshop: Workshop):
    titel = workshop.naam if workshop.pk else "Nieuwe workshop"
    form = WorkshopForm(request.POST or None, instance=workshop, user=request.user)
    if request.method == "POST" and form.is_valid():
        bewaar_workshop(workshop=form.instance, by=str(request.user))
        return redirect("workshop", form.instance.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "workshop": workshop, "titel": titel}
    return render(request, "workshops/formulier.html", context, status=status)


def _te_leiden(request, pk: int) -> Workshop:
    return get_object_or_404(Workshop.objects.for_user(request.user).met_gebied().select_related("leider"), pk=pk)


@require_GET
@never_cache
@leiden
def workshop(request, pk: int):
    """The screen from which a workshop is led."""
    workshop = _te_leiden(request, pk)
    adres = request.build_absolute_uri(reverse("workshop-tafel", args=[workshop.code]))
    context = _scherm(request, workshop, None) | {"adres": adres, "qr": qr_svg(adres)}
    return render(request, "workshops/leiden.html", context)


@require_GET
@never_cache
@leiden
def workshop_stand(request, pk: int):
    """For the facilitator's screen: also who is connected, which changes without any act."""
    workshop = _te_leiden(request, pk)
    if request.GET.get("sinds") == str(workshop.versie):
        return JsonResponse({"versie": workshop.versie, "aanwezig": aanwezig(workshop)})
    return HttpResponse(stand(workshop, None), content_type=JSON)


@require_POST
@never_cache
@leiden
def workshop_doe(request, pk: int):
    return _doe(request, _te_leiden(request, pk), None, f"{request.user.naam} (workshopleider)")


# For participants


@never_cache
@require_http_methods(["GET", "POST"])
def workshop_code(request):
    """Type the code; who has one in a link never comes here."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, limiet = lees_code(form.cleaned_data["code"]), Codelimiet()
        if limiet.vol(request):
            return _te_vaak(request)
        if zoek_workshop(code):
            return redirect("workshop-tafel", code)
        limiet.tel(request)
        form.add_error("code", "Deze code kennen we niet. Kijk op het scherm van de workshopleider en probeer opnieuw.")
    return render(request, "workshops/code.html", {"form": form}, status=422 if form.errors else 200)


def _te_vaak(request):
    return render(request, "429.html", {"wacht": 600}, status=429)


@never_cache
@require_http_methods(["GET", "POST"])
def workshop_tafel(request, code: str):
    """A participant's screen, or the form to join."""
    gelezen = lees_code(code)
    of_404(bool(gelezen))
    if code != gelezen:
        return redirect("workshop-tafel", gelezen)
    if deelnemer := deelnemer_van(request, code):
        merk_gezien(deelnemer)
        return render(request, "workshops/deelnemen.html", _scherm(request, deelnemer.workshop, deelnemer))
    limiet = Codelimiet()
    if limiet.vol(request):
        return _te_vaak(request)
    workshop = zoek_workshop(code)
    if workshop is None:
        limiet.tel(request)
        raise Http404
    if not workshop.is_open:
        return render(request, "workshops/dicht.html", {"gesloten": workshop.status == Workshopstatus.GESLOTEN})
    return _aanschuiven(request, workshop)


def _aanschuiven(request, workshop: Workshop):
    form = AanschuifForm(request.POST or None, initial={"sleutel": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            deelnemer = schuif_aan(workshop=workshop, deelnemer=form.instance, sleutel=form.cleaned_data["sleutel"])
            return geef_koekje(redirect("workshop-tafel", workshop.code), deelnemer)
        except Geweigerd as fout:
            form.add_error(None, fout)
    status = 422 if form.errors else 200
    return render(request, "workshops/aanschuiven.html", {"form": form, "workshop": workshop}, status=status)


@require_GET
@never_cache
def tafel_stand(request, code: str):
    """What changed since `sinds`: 204 for nothing, which is one query."""
    deelnemer = deelnemer_van(request, code)
    of_404(deelnemer is not None)
    if deelnemer.gezien < timezone.now() - GEZIEN_ELKE:
        merk_gezien(deelnemer)
    if request.GET.get("sinds") == str(deelnemer.workshop.versie):
        return HttpResponse(status=204)
    return HttpResponse(stand(deelnemer.workshop, deelnemer), content_type=JSON)


@require_POST
@never_cache
def tafel_doe(request, code: str):
    deelnemer = deelnemer_van(request, code)
    of_404(deelnemer is not None)
    return _doe(request, deelnemer.workshop, deelnemer, str(deelnemer))


def _doe(request, workshop: Workshop, deelnemer, door: str):
    """One act as JSON; answers the new state, or 422 with what is wrong per field."""
    try:
        vraag = json.loads(request.body)
        # JSON can hold half of a character, which no database takes.
        json.dumps(vraag, ensure_ascii=False).encode()
        sleutel, soort, data = uuid.UUID(vraag["sleutel"]), str(vraag["soort"]), dict(vraag["data"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _geweigerd({"": ["Dit bericht is niet te lezen. Laad de pagina opnieuw."]})
    try:
        workshop = doe(workshop=workshop, sleutel=sleutel, soort=soort, data=data, deelnemer=deelnemer, by=door)
    except ValidationError as fout:
        return _geweigerd(fout.message_dict if hasattr(fout, "error_dict") else {"": fout.messages})
    return HttpResponse(stand(workshop, deelnemer), content_type=JSON)


def _geweigerd(fouten: dict):
    return JsonResponse({"fouten": fouten}, status=422)


def _scherm(request, workshop: Workshop, deelnemer) -> dict:
    """What both screens are made of."""
    with momentopname():
        keten = keten_van(workshop)
    lijst = criteria()
    soort = "tafel" if deelnemer else "workshop"
    wie = [workshop.code] if deelnemer else [workshop.pk]
    ligging = kader(workshop.gebied)
    config = {
        "rol": "deelnemer" if deelnemer else "leider",
        "sleutel": f"workshop:{workshop.code}:{deelnemer.pk if deelnemer else 'leider'}",
        "stand_url": reverse(f"{soort}-stand", args=wie),
        "doe_url": reverse(f"{soort}-doe", args=wie),
        "gebieden_tegels": "/kaart/gebieden/gemeente/{z}/{x}/{y}.mvt",
        "plannen_tegels": "/w/kaart/plannen/{z}/{x}/{y}.mvt",
        "begrenzing": ligging["begrenzing"],
        "gemeenten": list(Gemeente.objects.in_gebied(workshop.gebied).values_list("code", flat=True)),
        "woningtypen": {w: naam.lower() for w, naam in WONINGTYPEN},
        "bouwvormen": dict(Bronvorm.choices),
        "criteria": [{"slug": c.slug, "naam": c.naam, "uitleg": c.uitleg} for c in lijst],
        "stand": json.loads(stand(workshop, deelnemer)),
    }
    return {
        "workshop": workshop,
        "deelnemer": deelnemer,
        "keten": keten,
        "stappen": [(s.value, s.label, STAP_KORT[s], STAP_UITLEG[s]) for s in Workshopstap],
        "woningtypen": WONINGTYPEN,
        "bouwvormen": Bronvorm.choices,
        "benadering": ligging["bron"] == "benadering",
        "config": config,
    }


@require_GET
def tafel_tegel(request, z: int, x: int, y: int):
    """Public plans only, whoever asks: this map is on a screen that a whole room looks at."""
    of_404(is_tegel(z, x, y))
    tegel = plannen_tegel(Plan.objects.for_user(AnonymousUser()), z, x, y)
    antwoord = HttpResponse(tegel, content_type="application/vnd.mapbox-vector-tile")
    patch_cache_control(antwoord, public=True, max_age=300)
    return antwoord


# The report


@require_GET
@leiden
def workshop_verslag(request, pk: int):
    workshop = _te_leiden(request, pk)
    verslag = verslag_van(workshop)
    plots = [p.plek.plot_id for p in verslag.plekken if p.plek.plot_id]
    context = {
        "workshop": workshop,
        "verslag": verslag,
        # Not everyone who may lead a workshop may see the plots that came of it.
        "plots": set(Plot.objects.for_user(request.user).filter(pk__in=plots).values_list("pk", flat=True)),
        "nieuwe_plots": any(not p.plek.plot_id for p in verslag.gekozen),
        "nieuwe_boden": any(not bod.bod_id for bod, _, _ in verslag.boden),
    }
    return render(request, "workshops/verslag.html", context)


@require_GET
@leiden
@beperk("export")
def workshop_pdf(request, pk: int):
    """To hand around: without the contact details of who sat at the table."""
    workshop = _te_leiden(request, pk)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"verslag workshop {workshop.naam} (pdf)")
    context = {
        "titel": f"Verslag {workshop.naam}",
        "verslag": verslag_van(workshop),
        "peildatum": workshop.datum,
        "status": workshop.get_status_display(),
    }
    return pdf_antwoord(f"workshop-{workshop.pk}.pdf", "workshops/verslag_pdf.html", context, request)


@require_GET
@leiden
@beperk("export")
def workshop_xlsx(request, pk: int):
    """The same as a workbook; `?contact=1` adds the contact details, for the facilitator's own use."""
    workshop = _te_leiden(request, pk)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"verslag workshop {workshop.naam} (xlsx)")
    kop = [f"{workshop.naam}, {workshop.gebied.naam}, {workshop.datum:%d-%m-%Y}"]
    bladen = maak_bladen(verslag_van(workshop), contact="contact" in request.GET)
    return xlsx_antwoord(f"workshop-{workshop.pk}.xlsx", bladen, kop)


@require_POST
@leiden
def workshop_kandidaat(request, pk: int):
    oogst = maak_kandidaat(workshop=_te_leiden(request, pk), user=request.user)
    return _na_oogst(request, pk, oogst, "plot is kandidaat", "plots zijn kandidaat")


@require_POST
@leiden
def workshop_boden(request, pk: int):
    oogst = neem_boden_over(workshop=_te_leiden(request, pk), user=request.user)
    return _na_oogst(request, pk, oogst, "bod is overgenomen", "boden zijn overgenomen")


def _na_oogst(request, pk: int, oogst, een: str, meer: str):
    n = len(oogst.gemaakt)
    if n or not oogst.gelaten:
        messages.success(request, f"{n} {een if n == 1 else meer}." if n else "Er was niets nieuws.")
    for waarom in oogst.gelaten:
        messages.warning(request, waarom)
    return redirect("workshop-verslag", pk)
