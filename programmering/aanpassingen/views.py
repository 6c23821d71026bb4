from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from programmering.keten.selectors import lees_stand, momentopname
from programmering.plannen.actions import VersieConflict
from programmering.plots.models import WONINGTYPEN
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from . import inlezen, lijsten
from .actions import bewaar_aanpassing, verwijder_aanpassing
from .bewaard import bewaar_bestand, gooi_weg, haal_bestand
from .filters import AanpassingFilter
from .forms import AanpassingForm, ImportForm, eigen_gemeenten
from .historie import historie_van_aanpassing
from .models import Aanpassing
from .selectors import figuur, met_telling, tellingen, vervangen_door, vervangt, waarom_anders
from .tonen import verschillen

PER_PAGINA = 50
IDS_PER_PAGINA = 100


def _filter(request) -> AanpassingFilter:
    aanpassingen = Aanpassing.objects.for_user(request.user).select_related("gemeente").met_aantallen()
    return AanpassingFilter(request.GET, queryset=aanpassingen, request=request)


@require_GET
@beperk("zoek")
def aanpassing_lijst(request):
    with momentopname():
        filter_ = _filter(request)
        gebied = zoek_gebied(request.GET.get("gebied", ""))
        som = figuur(filter_.qs, filter_.bijdragen, request.user)
        pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad"))
        context = {
            "filter": filter_,
            "pagina": pagina,
            "rijen": met_telling(pagina.object_list, filter_.bijdragen),
            "gebied": gebied,
            "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))] if gebied else [],
            "typen": [(naam, som[w]) for w, naam in WONINGTYPEN],
            "stand": lees_stand(),
            "mag_maken": has_permission(request.user, Permission.AANPASSING_WIJZIGEN),
        }
        return render(request, "aanpassingen/lijst.html", context)


KOLOMMEN = [
    "id", "naam", "gemeentecode", "gemeente", "soort", "was", "is_nu", "jaar", "eigenaar", "bewijs", "woningen",
    "telt_nultreden", "telt_geclusterd", "telt_zorggeschikt", "peildatum", "status_cijfers",
]  # fmt: skip


def _rijen(request):
    """The list as filtered, with what each aanpassing adds to the chosen figure. No BAG ids, for nobody."""
    filter_, stand = _filter(request), lees_stand()
    for rij in met_telling(filter_.qs, filter_.bijdragen):
        a = rij.aanpassing
        yield [
            a.pk, a.naam, a.gemeente.code, a.gemeente.naam, a.soort, a.van_type, a.naar_type, a.jaar,
            a.eigenaar_soort, a.bewijs, a.woningen, *(n for _, n in rij.typen), stand.peildatum, stand.status,
        ]  # fmt: skip


@require_GET
@beperk("export")
def aanpassing_csv(request):
    log(Logregel.Handeling.EXPORT, request=request, wat=f"bestaande bouw {request.GET.urlencode()}")
    with momentopname():
        return csv_antwoord(f"bestaande-bouw-{timezone.localdate():%Y-%m-%d}.csv", KOLOMMEN, _rijen(request))


@require_GET
@beperk("export")
def aanpassing_xlsx(request):
    log(Logregel.Handeling.EXPORT, request=request, wat=f"bestaande bouw (xlsx) {request.GET.urlencode()}")
    with momentopname():
        stand = lees_stand()
        kop = ["Bestaande bouw: aanpassingen van bestaande woningen, exclusief geteld", f"Status: {stand.status}"]
        bladen = [("Bestaande bouw", KOLOMMEN, _rijen(request))]
        return xlsx_antwoord(f"bestaande-bouw-{timezone.localdate():%Y-%m-%d}.xlsx", bladen, kop)


def _zichtbare_aanpassing(request, pk: int) -> Aanpassing:
    rijen = Aanpassing.objects.for_user(request.user).met_aantallen()
    return get_object_or_404(rijen.select_related("gemeente__provincie", "gemeente__woondealregio"), pk=pk)


@require_GET
def aanpassing_pagina(request, pk: int):
    aanpassing = _zichtbare_aanpassing(request, pk)
    intern = aanpassing.intern_zichtbaar_voor(request.user)
    gemeente, telling = aanpassing.gemeente, tellingen(aanpassing)
    context = {
        "aanpassing": aanpassing,
        "kruimels": [
            ("Bestaande bouw", reverse("aanpassing-lijst")),
            (gemeente.naam, reverse("gebied", args=[gemeente.code])),
        ],
        "intern": intern,
        "toon_eigenaar": intern or aanpassing.eigenaar_soort in lijsten.PUBLIEKE_EIGENAREN,
        "mag_wijzigen": aanpassing.wijzigbaar_voor(request.user),
        "tellingen": telling,
        "waarom_anders": waarom_anders(aanpassing, telling),
        "vervangt": vervangt(aanpassing),
        "vervangen_door": vervangen_door(aanpassing),
        "pagina": _adressen(request, aanpassing) if intern else None,
        "historie": historie_van_aanpassing(aanpassing) if intern else [],
        "stand": lees_stand(),
    }
    return render(request, "aanpassingen/aanpassing.html", context)


def _adressen(request, aanpassing: Aanpassing):
    return Paginator(aanpassing.adressen.all(), IDS_PER_PAGINA).get_page(request.GET.get("blad"))


@login_required
def aanpassing_nieuw(request):
    of_404(has_permission(request.user, Permission.AANPASSING_WIJZIGEN))
    return _formulier(request, Aanpassing())


@login_required
def aanpassing_bewerken(request, pk: int):
    aanpassing = _zichtbare_aanpassing(request, pk)
    of_404(aanpassing.wijzigbaar_voor(request.user))
    return _formulier(request, aanpassing)


# What another page may fill in beforehand, such as that of a kans.
VOORAF = ("naam", "naar_type", "van_type", "eigenaar_soort")


def _formulier(request, aanpassing: Aanpassing):
    if request.method != "POST":
        vooraf = {} if aanpassing.pk else {n: request.GET[n] for n in VOORAF if n in request.GET}
        form = AanpassingForm(instance=aanpassing, user=request.user, initial=vooraf)
        form.kies_gemeente(request.GET.get("gemeente", ""))
        return _toon(request, aanpassing, form)
    titel = aanpassing.naam
    form = AanpassingForm(request.POST, instance=aanpassing, user=request.user)
    if not form.is_valid():
        return _toon(request, aanpassing, form, titel=titel, status=422)
    try:
        uitkomst = bewaar_aanpassing(
            aanpassing=form.instance,
            bag_ids=form.ids,
            by=str(request.user),
            verwachte_versie=form.cleaned_data["versie"],
        )
    except VersieConflict:
        return _conflict(request, Aanpassing.objects.select_related("gemeente").get(pk=aanpassing.pk), form)
    except ValidationError as fout:
        form.voeg_fouten_toe(fout)
        return _toon(request, aanpassing, form, titel=titel, status=422)
    messages.success(request, f"De aanpassing is bewaard. {uitkomst.zin}".strip())
    return redirect("aanpassing", form.instance.pk)


def _toon(request, aanpassing, form, *, titel="", status=200, **meer):
    context = {
        "aanpassing": aanpassing,
        "form": form,
        "titel": titel or aanpassing.naam,
        "kruimels": [("Bestaande bouw", reverse("aanpassing-lijst"))],
        **meer,
    }
    return render(request, "aanpassingen/formulier.html", context, status=status)


def _conflict(request, opgeslagen: Aanpassing, form):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    anders = verschillen(opgeslagen, form)
    if "bag_ids" in form.fields:
        nu, eigen = set(opgeslagen.adressen.values_list("bag_id", flat=True)), {i.strip() for i in form.ids} - {""}
        if nu != eigen:
            anders.append({"veld": "BAG-id's", "opgeslagen": f"{len(nu)} id's", "eigen": f"{len(eigen)} id's"})
    form.zet_versie(opgeslagen.versie)
    conflict = {"verschillen": anders, "historie": historie_van_aanpassing(opgeslagen)[:1]}
    return _toon(request, opgeslagen, form, titel=opgeslagen.naam, status=409, conflict=conflict)


@login_required
@require_POST
def aanpassing_verwijderen(request, pk: int):
    aanpassing = _zichtbare_aanpassing(request, pk)
    of_404(aanpassing.wijzigbaar_voor(request.user))
    uitkomst = verwijder_aanpassing(aanpassing=aanpassing, by=str(request.user))
    messages.success(request, f"Aanpassing '{aanpassing.naam}' is verwijderd. {uitkomst.zin}".strip())
    return redirect("aanpassing-lijst")


# --- Importing ----------------------------------------------------------------------------------------------


@vereist(Permission.AANPASSING_WIJZIGEN)
def aanpassing_importeren(request):
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            bestand = inlezen.Bestand(form.cleaned_data["bestand"].name[-200:], form.inhoud, form.vast)
            inlezen.lees(bestand)
            return redirect("aanpassing-controle", bewaar_bestand(request.user, bestand))
        except inlezen.Leesfout as fout:
            form.add_error("bestand", str(fout))
    context = {
        "form": form,
        "kruimels": [("Bestaande bouw", reverse("aanpassing-lijst"))],
        "kolommen": inlezen.KOLOMMEN,
    }
    return render(request, "aanpassingen/importeren.html", context, status=422 if form.errors else 200)


@vereist(Permission.AANPASSING_WIJZIGEN)
def aanpassing_controle(request, sleutel: str):
    """The dry run; POST writes what this page showed, or shows it anew when it would come out otherwise by now."""
    bestand = haal_bestand(request.user, sleutel)
    if bestand is None:
        messages.warning(request, "Deze controle is verlopen of al vastgelegd. Kies het bestand zo nodig opnieuw.")
        return redirect("aanpassing-importeren")
    # Rights may have gone since the file was chosen.
    gemeente = get_object_or_404(eigen_gemeenten(request.user), pk=bestand.vast["gemeente_id"])
    if request.method == "POST":
        if "weg" in request.POST:
            gooi_weg(request.user, sleutel)
            messages.success(request, "De import is weggegooid. Er is niets geschreven.")
            return redirect("aanpassing-importeren")
        try:
            return _leg_vast(request, sleutel, bestand, gemeente)
        except ValidationError as fout:
            messages.error(request, " ".join(fout.messages))
    oordeel = inlezen.beoordeel(bestand, gemeente)
    context = {
        "bestand": bestand,
        "oordeel": oordeel,
        "sleutel": sleutel,
        "kruimels": [
            ("Bestaande bouw", reverse("aanpassing-lijst")),
            ("Importeren", reverse("aanpassing-importeren")),
        ],
    }
    return render(request, "aanpassingen/controle.html", context)


def _leg_vast(request, sleutel: str, bestand: inlezen.Bestand, gemeente):
    oordeel = inlezen.leg_vast(bestand, gemeente, by=str(request.user), gezien=request.POST.get("gezien", ""))
    gooi_weg(request.user, sleutel)
    log(Logregel.Handeling.IMPORT, request=request, wat=f"Bestaande bouw: {bestand.naam}: {oordeel.zin}")
    messages.success(request, f"Vastgelegd: {oordeel.zin} De cijfers volgen binnen enkele seconden.")
    return redirect(f"{reverse('aanpassing-lijst')}?gebied={oordeel.gemeente.code}")
