"""Pages of the kernteam: what was nominated, editing, and deciding."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import OVERGANGEN, IntussenGewijzigd, besluit, bevestig, bewaar
from .forms import BeheerForm, BesluitForm
from .models import Status, Voorbeeld
from .openbaar import kies_config, kruimels
from .selectors import dubbelen_van

PER_PAGINA = 50
KRUIMEL = "Voordrachten en beheer"
GEDAAN = {
    Status.GEPUBLICEERD: "{} staat op de kaart.",
    Status.AFGEWEZEN: "{} is afgewezen.",
    Status.INGETROKKEN: "{} staat niet meer op de kaart.",
}


def _kruimels() -> list[tuple[str, str]]:
    return kruimels((KRUIMEL, reverse("voorbeeld-beheer")))


@vereist(Permission.KENNIS_BEHEREN)
@require_GET
def voorbeeld_beheer(request):
    """By status; what waits for a decision first, the longest waiting on top."""
    keuze = request.GET.get("status", "")
    status = keuze if keuze in Status.values else Status.VOORGEDRAGEN
    aantallen = dict(Voorbeeld.objects.order_by().values_list("status").annotate(n=Count("pk")))
    rijen = Voorbeeld.objects.filter(status=status).select_related("gemeente").order_by("aangemaakt", "pk")
    context = {
        "status": Status(status),
        "statussen": [(s, aantallen.get(s.value, 0)) for s in Status],
        "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("blad")),
        "kruimels": kruimels(),
    }
    return render(request, "voorbeelden/beheer.html", context)


@vereist(Permission.KENNIS_BEHEREN)
@require_http_methods(["GET", "POST"])
def voorbeeld_bewerken(request, pk: int):
    voorbeeld = get_object_or_404(Voorbeeld.objects.select_related("gemeente"), pk=pk)
    form = BeheerForm(request.POST if request.method == "POST" else None, instance=voorbeeld)
    anders = []
    if request.method == "POST" and form.is_valid():
        try:
            bewaar(voorbeeld=voorbeeld, by=str(request.user), verwachte_versie=form.cleaned_data["versie"])
        except IntussenGewijzigd as fout:
            anders = _neem_versie_over(form, fout)
        except ValidationError as fout:
            form.neem_fouten_over(fout)
        else:
            messages.success(request, "Het voorbeeld is bewaard.")
            return redirect("voorbeeld-bewerken", pk=pk)
    return _toon(request, voorbeeld, form, BesluitForm(initial={"versie": voorbeeld.versie}), anders=anders)


def _neem_versie_over(form: BeheerForm, fout: IntussenGewijzigd) -> list[tuple[str, str, str]]:
    """What is different; who has seen that may save over it."""
    anders = form.anders_dan(fout.opgeslagen)
    form.data = form.data.copy()
    form.data["versie"] = str(fout.opgeslagen.versie)
    form.add_error(
        None, f"{fout.messages[0]} Bekijk hieronder wat er anders is. Bewaart u opnieuw, dan geldt uw versie."
    )
    return anders


def _toon(request, voorbeeld: Voorbeeld, form: BeheerForm, besluitform: BesluitForm, **meer):
    fout = form.errors or besluitform.errors
    stand = Voorbeeld.objects.only("status").get(pk=voorbeeld.pk).status
    context = {
        "voorbeeld": voorbeeld,
        "form": form,
        "besluitform": besluitform,
        "kan": [naar.value for naar, van in OVERGANGEN.items() if stand in van],
        "dubbelen": dubbelen_van(voorbeeld),
        "kruimels": _kruimels(),
        "kaart_config": kies_config(),
        **meer,
    }
    return render(request, "voorbeelden/bewerken.html", context, status=422 if fout else 200)


@vereist(Permission.KENNIS_BEHEREN)
@require_POST
def voorbeeld_besluit(request, pk: int, naar: str):
    voorbeeld = get_object_or_404(Voorbeeld.objects.select_related("gemeente"), pk=pk)
    of_404(naar in OVERGANGEN)
    form = BesluitForm(request.POST)
    if form.is_valid():
        velden = {"reden": form.cleaned_data["reden"], "verwachte_versie": form.cleaned_data["versie"]}
        try:
            besluit(voorbeeld=voorbeeld, naar=naar, by=str(request.user), **velden)
        except ValidationError as fout:
            _vertel(form, fout)
        else:
            messages.success(request, GEDAAN[Status(naar)].format(voorbeeld.titel))
            return redirect("voorbeeld-bewerken", pk=pk)
    return _toon(request, voorbeeld, BeheerForm(instance=voorbeeld), form)


def _vertel(form: BesluitForm, fout: ValidationError) -> None:
    if isinstance(fout, IntussenGewijzigd):
        form.data = form.data.copy()
        form.data["versie"] = str(fout.opgeslagen.versie)
        form.add_error(None, f"{fout.messages[0]} Bekijk eerst hoe het er nu voor staat.")
        return
    for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
        form.add_error(veld if veld in form.fields else None, fouten)


@vereist(Permission.KENNIS_BEHEREN)
@require_POST
def voorbeeld_nagevraagd(request, pk: int):
    """The kernteam asked the owner, who said that all is still right."""
    voorbeeld = get_object_or_404(Voorbeeld, pk=pk)
    try:
        bevestig(voorbeeld=voorbeeld, by=str(request.user))
        messages.success(request, "Vastgelegd dat alles vandaag nog klopt.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect("voorbeeld-bewerken", pk=pk)
