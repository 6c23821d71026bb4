from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from programmering.keten.selectors import lees_stand, momentopname
from programmering.plots.models import Plot
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.toegang import of_404

from .actions import Aantal, VersieConflict, bewaar_bod, zet_status
from .conflict import verschillen
from .filters import BodFilter
from .forms import BodForm, StatusForm
from .lijsten import Bodstatus
from .models import Bod
from .rechten import Bodrecht, intern_zichtbaar, stappen_voor
from .rooster import lees_rooster, maak_rooster
from .selectors import historie, met_telling, per_jaar, som
from .uitvoer import JAARKOLOMMEN, KOLOMMEN, bodrij, jaarrijen, kopregels

PER_PAGINA = 50


def _gefilterd(request) -> BodFilter:
    boden = Bod.objects.for_user(request.user).select_related("gemeente", "woondealregio")
    return BodFilter(request.GET, queryset=boden, request=request)


@require_GET
@beperk("zoek")
def bod_lijst(request):
    with momentopname():
        filter_ = _gefilterd(request)
        gebied = zoek_gebied(request.GET.get("gebied", ""))
        pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad"))
        context = {
            "filter": filter_,
            "pagina": pagina,
            "boden": met_telling(pagina.object_list, filter_),
            "typen": som(filter_.qs, filter_),
            "gebied": gebied,
            "kruimels": [(gebied.naam, reverse("gebied", args=[gebied.code]))] if gebied else [],
            "stand": lees_stand(),
            "mag_maken": Bodrecht(request.user).mag_iets,
            "vraag": request.GET.urlencode(),
        }
        return render(request, "boden/lijst.html", context)


@require_GET
@beperk("export")
def bod_csv(request):
    """The list as filtered, with the homes of each bod within that choice."""
    log(Logregel.Handeling.EXPORT, request=request, wat=f"boden {request.GET.urlencode()}")
    with momentopname():
        filter_ = _gefilterd(request)
        rijen = (bodrij(rij) for rij in met_telling(filter_.qs, filter_))
        return csv_antwoord(f"boden-{timezone.localdate():%Y-%m-%d}.csv", KOLOMMEN, rijen)


@require_GET
@beperk("export")
def bod_xlsx(request):
    """The rows of the csv, and a sheet with the homes per year."""
    log(Logregel.Handeling.EXPORT, request=request, wat=f"boden als xlsx {request.GET.urlencode()}")
    with momentopname():
        filter_ = _gefilterd(request)
        boden = met_telling(filter_.qs, filter_)
        bladen = [
            ("Boden", KOLOMMEN, [bodrij(rij) for rij in boden]),
            ("Per jaar", JAARKOLOMMEN, jaarrijen(boden, per_jaar(filter_.qs, filter_))),
        ]
        return xlsx_antwoord(f"boden-{timezone.localdate():%Y-%m-%d}.xlsx", bladen, kopregels(lees_stand()))


def _zichtbaar_bod(request, pk: int) -> Bod:
    boden = Bod.objects.for_user(request.user).select_related(
        "gemeente__provincie", "gemeente__woondealregio", "woondealregio", "organisatie"
    )
    return get_object_or_404(boden, pk=pk)


@require_GET
def bod_pagina(request, pk: int):
    return _toon_bod(request, _zichtbaar_bod(request, pk))


def _toon_bod(request, bod: Bod, statusform: StatusForm | None = None, status: int = 200):
    intern = intern_zichtbaar(bod, request.user)
    regels = [Aantal(r.woningtype, r.jaar, r.aantal) for r in bod.regels.all()]
    waar = (bod.gemeente.provincie, bod.gemeente.woondealregio) if bod.gemeente else ()
    context = {
        "bod": bod,
        "kruimels": [(g.naam, reverse("gebied", args=[g.code])) for g in (*waar, bod.gebied)],
        "rooster": maak_rooster(regels).gevuld(),
        "plot": Plot.objects.for_user(request.user).filter(pk=bod.plot_id).first() if bod.plot_id else None,
        "intern": intern,
        "historie": historie(bod) if intern else [],
        "mag_wijzigen": bod.wijzigbaar_voor(request.user),
        "stappen": [(s, STAPNAAM[s, bod.status]) for s in stappen_voor(bod, request.user)],
        "statusform": statusform or StatusForm(initial={"datum": timezone.localdate(), "versie": bod.versie}),
        "stand": lees_stand(),
    }
    return render(request, "boden/bod.html", context, status=status)


# (to, from) → what the button says.
STAPNAAM = {
    (Bodstatus.AANVAARD, Bodstatus.UITGEBRACHT): "Aanvaarden",
    (Bodstatus.INGETROKKEN, Bodstatus.UITGEBRACHT): "Intrekken",
    (Bodstatus.UITGEBRACHT, Bodstatus.AANVAARD): "Aanvaarding ongedaan maken",
    (Bodstatus.INGETROKKEN, Bodstatus.AANVAARD): "Intrekken",
    (Bodstatus.UITGEBRACHT, Bodstatus.INGETROKKEN): "Opnieuw uitbrengen",
}


@login_required
@require_POST
def bod_status(request, pk: int):
    bod = _zichtbaar_bod(request, pk)
    stappen = stappen_voor(bod, request.user)
    of_404(bool(stappen))
    form = StatusForm(request.POST)
    if not form.is_valid() or form.cleaned_data["naar"] not in stappen:
        if form.is_valid():
            form.add_error(None, "Deze stap kan nu niet. Kijk wat de status van het bod is.")
        return _toon_bod(request, bod, form, status=422)
    try:
        gegevens = form.cleaned_data
        versie = gegevens.pop("versie")
        zet_status(bod=bod, by=str(request.user), verwachte_versie=versie, **gegevens)
    except VersieConflict:
        messages.warning(request, "Iemand anders wijzigde dit bod intussen. Kijk wat er nu staat en probeer het weer.")
    except ValidationError as fout:
        form.add_error("datum", fout)
        return _toon_bod(request, bod, form, status=422)
    else:
        messages.success(
            request, f"Het bod is nu {bod.get_status_display()}. De cijfers volgen binnen enkele seconden."
        )
    return redirect("bod", pk)


@login_required
def bod_nieuw(request):
    recht = Bodrecht(request.user)
    of_404(recht.mag_iets)
    plot = _gevraagde_plot(request)
    return _formulier(request, Bod(plot=plot), recht, plot.gemeente.code if plot else request.GET.get("gebied", ""))


def _gevraagde_plot(request) -> Plot | None:
    """The plot of ?plot=, where one comes from its page; None for one that may not be seen."""
    pk = request.GET.get("plot", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    return Plot.objects.for_user(request.user).filter(pk=pk).select_related("gemeente").first()


@login_required
def bod_bewerken(request, pk: int):
    bod = _zichtbaar_bod(request, pk)
    recht = Bodrecht(request.user)
    if bod.wijzigbaar_voor(request.user):
        return _formulier(request, bod, recht)
    # Accepted while the party was still typing: what was typed is shown, and cannot be saved any more.
    of_404(request.method == "POST" and bod.namens(request.user))
    form = BodForm(request.POST, instance=bod, recht=recht)
    form.is_valid()
    return _toon_form(request, bod, form, lees_rooster(request.POST)[0], status=409, te_laat=True)


def _aantallen(bod: Bod) -> list[Aantal]:
    return [Aantal(r.woningtype, r.jaar, r.aantal) for r in bod.regels.all()] if bod.pk else []


def _formulier(request, bod: Bod, recht: Bodrecht, gebied: str = ""):
    if request.method != "POST":
        form = BodForm(instance=bod, recht=recht, gebied=gebied)
        return _toon_form(request, bod, form, maak_rooster(_aantallen(bod)))
    form = BodForm(request.POST, instance=bod, recht=recht)
    rooster, aantallen = lees_rooster(request.POST)
    if not form.is_valid() or rooster.fouten:
        return _toon_form(request, bod, form, rooster, status=422)
    try:
        versie = form.cleaned_data["versie"]
        bewaar_bod(bod=form.instance, regels=aantallen, by=str(request.user), verwachte_versie=versie)
    except VersieConflict:
        return _conflict(request, Bod.objects.prefetch_related("regels").get(pk=bod.pk), form, rooster, aantallen)
    except ValidationError as fout:
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            form.add_error(veld if veld in form.fields else None, fouten)
        return _toon_form(request, bod, form, rooster, status=422)
    messages.success(request, "Het bod is bewaard. De cijfers volgen binnen enkele seconden.")
    if not Bod.objects.for_user(request.user).filter(pk=bod.pk).exists():
        # A provincie may write what only the gemeente may see afterwards.
        return redirect("bod-lijst")
    return redirect("bod", bod.pk)


def _toon_form(request, bod: Bod, form: BodForm, rooster, *, status: int = 200, **meer):
    context = {"bod": bod, "form": form, "rooster": rooster, **meer}
    return render(request, "boden/formulier.html", context, status=status)


def _conflict(request, opgeslagen: Bod, form: BodForm, rooster, aantallen: list[Aantal]):
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    conflict = {
        "verschillen": verschillen(opgeslagen, form, _aantallen(opgeslagen), aantallen),
        "historie": historie(opgeslagen)[:1],
    }
    data = form.data.copy()
    data["versie"] = opgeslagen.versie
    form.data = data
    return _toon_form(request, opgeslagen, form, rooster, status=409, conflict=conflict)
