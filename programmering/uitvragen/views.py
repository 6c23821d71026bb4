from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from programmering.plannen.actions import VersieConflict
from woonzorg.export import csv_antwoord
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import accepteer_meer, bewaar_uitvraag, heropen, sluit_af, verwijder_uitvraag
from .filters import AanleveringFilter
from .forms import EindeForm, UitvraagForm, lees_keuze
from .models import Aanlevering, Uitvraag
from .selectors import historie_van_uitvraag, tellingen, wie_leveren
from .uitvoer import KOLOMMEN, nabelrijen

PER_PAGINA = 50
# More than the gemeenten of any provincie: the list is called down as a whole.
GEMEENTEN_PER_PAGINA = 100


@login_required
@require_GET
@beperk("zoek")
def uitvraag_lijst(request):
    """Who leads sees the uitvragen, who delivers sees what is asked of her gemeente."""
    leidt = has_permission(request.user, Permission.UITVRAAG_BEHEREN)
    of_404(leidt or has_permission(request.user, Permission.PLAN_AANLEVEREN))
    if leidt:
        rijen = Uitvraag.objects.te_beheren(request.user).met_aantallen().select_related("provincie")
        rijen = rijen.order_by("-peildatum", "provincie__naam", "pk")
    else:
        rijen = Aanlevering.objects.van_gemeenten(request.user).met_stand().select_related("uitvraag", "gemeente")
        rijen = rijen.order_by("-uitvraag__peildatum", "gemeente__naam", "pk")
    context = {"leidt": leidt, "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("blad"))}
    return render(request, "uitvragen/lijst.html", context)


def _te_beheren(request, pk: int) -> Uitvraag:
    return get_object_or_404(Uitvraag.objects.te_beheren(request.user).select_related("provincie"), pk=pk)


def _gefilterd(request, uitvraag: Uitvraag) -> AanleveringFilter:
    rijen = uitvraag.aanleveringen.for_user(request.user).met_stand().select_related("gemeente", "uitvraag")
    return AanleveringFilter(request.GET, queryset=rijen.order_by("gemeente__naam", "pk"))


@login_required
@require_GET
@beperk("zoek")
def uitvraag_pagina(request, pk: int):
    uitvraag = _te_beheren(request, pk)
    filter_ = _gefilterd(request, uitvraag)
    pagina = Paginator(filter_.qs, GEMEENTEN_PER_PAGINA).get_page(request.GET.get("blad"))
    context = {
        "uitvraag": uitvraag,
        "filter": filter_,
        "pagina": pagina,
        "tellingen": tellingen(uitvraag),
        "contacten": wie_leveren([a.gemeente.code for a in pagina]),
        "historie": historie_van_uitvraag(uitvraag),
        "kruimels": _kruimels(),
    }
    return render(request, "uitvragen/uitvraag.html", context)


def _kruimels() -> list[tuple[str, str]]:
    return [("Uitvragen", reverse("uitvraag-lijst"))]


@login_required
@require_GET
@beperk("export")
def uitvraag_csv(request, pk: int):
    """The gemeenten as filtered, with whom to call."""
    uitvraag = _te_beheren(request, pk)
    log(Logregel.Handeling.EXPORT, request=request, wat=f"nabellijst {uitvraag} {request.GET.urlencode()}")
    rijen = list(_gefilterd(request, uitvraag).qs)
    contacten = wie_leveren([a.gemeente.code for a in rijen])
    naam = f"nabellijst-{uitvraag.provincie_id}-{uitvraag.peildatum:%Y-%m-%d}.csv"
    return csv_antwoord(naam, KOLOMMEN, nabelrijen(uitvraag, rijen, contacten, request.build_absolute_uri("/")[:-1]))


@vereist(Permission.UITVRAAG_BEHEREN)
@require_http_methods(["GET", "POST"])
def uitvraag_nieuw(request):
    form = UitvraagForm(request.POST or None, instance=Uitvraag(), user=request.user)
    return _schrijf(request, form, "De uitvraag is bewaard.")


@login_required
@require_http_methods(["GET", "POST"])
def uitvraag_bewerken(request, pk: int):
    form = UitvraagForm(request.POST or None, instance=_te_beheren(request, pk), user=request.user)
    return _schrijf(request, form, "De uitvraag is bewaard.")


def _schrijf(request, form: UitvraagForm, klaar: str):
    uitvraag, status = form.instance, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                versie = form.cleaned_data["versie"]
                bewaar_uitvraag(uitvraag=uitvraag, by=str(request.user), verwachte_versie=versie)
            except VersieConflict:
                return _conflict(request, form)
            except ValidationError as fout:
                _neem_over(form, fout)
            else:
                messages.success(request, klaar)
                return redirect(uitvraag)
    context = {"form": form, "uitvraag": uitvraag, "kruimels": _kruimels()}
    return render(request, "uitvragen/formulier.html", context, status=status)


def _conflict(request, form: UitvraagForm):
    """What was typed stays in the form and can be saved over the other, after a look at it."""
    opgeslagen = Uitvraag.objects.get(pk=form.instance.pk)
    form.data = form.data.copy()
    form.data["versie"] = opgeslagen.versie
    context = {"form": form, "uitvraag": opgeslagen, "kruimels": _kruimels(), "conflict": True}
    return render(request, "uitvragen/formulier.html", context, status=409)


def _neem_over(form, fout: ValidationError) -> None:
    """Puts the errors of an action beside the fields that they are about."""
    for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
        form.add_error(veld if veld in form.fields else None, fouten)


EINDE = {
    "afsluiten": (sluit_af, "De uitvraag is afgesloten. Een correctie kan nog altijd."),
    "heropenen": (heropen, "De uitvraag is weer open."),
    "verwijderen": (verwijder_uitvraag, "De uitvraag is verwijderd. Er was nog niemand gevraagd."),
}


@login_required
@require_POST
def uitvraag_einde(request, pk: int):
    uitvraag = _te_beheren(request, pk)
    form = EindeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Deze knop is niet herkend. Er is niets gewijzigd.")
        return redirect(uitvraag)
    doe, klaar = EINDE[form.cleaned_data["actie"]]
    try:
        doe(uitvraag=uitvraag, by=str(request.user), verwachte_versie=form.cleaned_data["versie"])
    except VersieConflict:
        messages.warning(request, "Iemand anders wijzigde deze uitvraag intussen. Kijk wat er nu staat.")
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        messages.success(request, klaar)
        return redirect("uitvraag-lijst" if doe is verwijder_uitvraag else uitvraag)
    return redirect("uitvraag", pk)


@login_required
@require_POST
def uitvraag_accepteren(request, pk: int):
    """Several at once; one that cannot be accepted holds up no other."""
    uitvraag = _te_beheren(request, pk)
    versies = lees_keuze(request.POST.getlist("kies"))
    gekozen = [(a, versies[a.pk]) for a in uitvraag.aanleveringen.filter(pk__in=versies).select_related("gemeente")]
    goed, fouten = accepteer_meer(gekozen=gekozen, by=str(request.user))
    if goed:
        messages.success(request, f"Geaccepteerd en vastgesteld: {', '.join(goed)}.")
    for fout in fouten if gekozen else ["Kies eerst een of meer leveringen."]:
        messages.error(request, fout)
    vraag = request.GET.urlencode()
    return redirect(uitvraag.get_absolute_url() + (f"?{vraag}" if vraag else ""))
