"""Pages of contact moments. What a device sends without a page stands in `toestel`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from programmering.plannen.actions import VersieConflict
from projecten.fouten import neem_fouten_over
from woonzorg.export import csv_antwoord, xlsx_antwoord
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import of_404, vereist

from .actions import AlOntvangen, bewaar_contact, stap_van
from .filters import ContactFilter
from .forms import ContactForm
from .models import Contactmoment
from .selectors import coachbare_gemeenten, coachbare_projecten, historie, uren_per_taak

PER_PAGINA = 50


def _filter(request) -> ContactFilter:
    contacten = Contactmoment.objects.for_user(request.user).select_related("project", "gemeente")
    return ContactFilter(request.GET, queryset=contacten, request=request)


@require_GET
@vereist(Permission.PROJECT_COACHEN)
@beperk("zoek")
def contact_lijst(request):
    filter_ = _filter(request)
    context = {
        "filter": filter_,
        "pagina": Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("blad")),
        "sommen": uren_per_taak(filter_.qs),
        "gebied": zoek_gebied(request.GET.get("gebied", "")),
        "vraag": request.GET.urlencode(),
    }
    return render(request, "projecten/contacten.html", context)


KOLOMMEN = [
    "datum", "gemeentecode", "gemeente", "project", "taak", "uren", "hoe", "wie", "notitie", "zichtbaarheid", "door",
]  # fmt: skip


def _rijen(request, soort: str) -> list[list]:
    log(Logregel.Handeling.EXPORT, request=request, wat=f"contactmomenten als {soort} {request.GET.urlencode()}")
    return [
        [
            c.datum, c.gemeente.code if c.gemeente else "", c.gemeente.naam if c.gemeente else "",
            c.project.naam if c.project else "", c.taak, c.uren, c.get_vorm_display(), c.wie, c.notitie,
            c.get_zichtbaarheid_display(), c.door_naam,
        ]
        for c in _filter(request).qs
    ]  # fmt: skip


@require_GET
@vereist(Permission.PROJECT_COACHEN)
@beperk("export")
def contact_csv(request):
    return csv_antwoord(f"contactmomenten-{timezone.localdate():%Y-%m-%d}.csv", KOLOMMEN, _rijen(request, "csv"))


@require_GET
@vereist(Permission.PROJECT_COACHEN)
@beperk("export")
def contact_xlsx(request):
    bladen = [("Contactmomenten", KOLOMMEN, _rijen(request, "xlsx"))]
    return xlsx_antwoord(f"contactmomenten-{timezone.localdate():%Y-%m-%d}.xlsx", bladen, ["Wat u mag lezen."])


def _zichtbaar(request, pk: int) -> Contactmoment:
    contacten = Contactmoment.objects.for_user(request.user).select_related("project__gemeente", "gemeente__provincie")
    return get_object_or_404(contacten, pk=pk)


@login_required
@require_GET
def contact(request, pk: int):
    rij = _zichtbaar(request, pk)
    context = {
        "contact": rij,
        "stap": stap_van(rij),
        "historie": historie(rij),
        "mag_wijzigen": rij.wijzigbaar_voor(request.user),
    }
    return render(request, "projecten/contact.html", context)


@vereist(Permission.PROJECT_COACHEN)
def contact_nieuw(request):
    """At the project of ?project=, at the gemeente of ?gemeente=, or at what is chosen in the form."""
    nieuw = Contactmoment()
    if pk := request.GET.get("project", ""):
        of_404(pk.isascii() and pk.isdigit() and len(pk) < 10)
        nieuw.project = get_object_or_404(coachbare_projecten(request.user), pk=pk)
        nieuw.gemeente = nieuw.project.gemeente
    elif code := request.GET.get("gemeente", ""):
        nieuw.gemeente = get_object_or_404(coachbare_gemeenten(request.user), code=code)
    return _formulier(request, nieuw)


@login_required
def contact_bewerken(request, pk: int):
    rij = _zichtbaar(request, pk)
    of_404(rij.wijzigbaar_voor(request.user))
    return _formulier(request, rij)


def _formulier(request, rij: Contactmoment):
    stap = stap_van(rij) if rij.pk else None
    begin = {"volgende_stap": stap.wat, "volgende_op": stap.uiterlijk} if stap else {}
    form = ContactForm(request.POST or None, instance=rij, user=request.user, initial=begin)
    if request.method != "POST":
        return _toon(request, rij, form)
    if not form.is_valid():
        return _toon(request, rij, form, status=422)
    try:
        versie = form.cleaned_data["versie"]
        rij = bewaar_contact(contact=form.instance, user=request.user, volgende=form.stap, verwachte_versie=versie)
    except (VersieConflict, AlOntvangen) as fout:
        return _conflict(request, Contactmoment.objects.get(pk=fout.args[0].pk if fout.args else rij.pk), form)
    except ValidationError as fout:
        neem_fouten_over(form, fout)
        return _toon(request, rij, form, status=422)
    messages.success(request, "Het contact is gelogd.")
    return redirect(rij.project or rij)


def _toon(request, rij: Contactmoment, form: ContactForm, *, status: int = 200, **meer):
    return render(request, "projecten/loggen.html", {"contact": rij, "form": form, **meer}, status=status)


def _conflict(request, opgeslagen: Contactmoment, form: ContactForm):
    """Both versions beside each other; saved once more, what was typed replaces the other."""
    data = form.data.copy()
    data["versie"], data["sleutel"] = opgeslagen.versie, str(opgeslagen.sleutel)
    nieuw = ContactForm(data, instance=opgeslagen, user=request.user)
    verschillen = verschil(Contactmoment.objects.get(pk=opgeslagen.pk), form)
    return _toon(request, opgeslagen, nieuw, status=409, verschillen=verschillen)


def verschil(opgeslagen: Contactmoment, form: ContactForm) -> list[dict[str, str]]:
    """Per field that differs: its name, what is stored and what was typed."""
    stap = stap_van(opgeslagen)
    nu = {naam: getattr(opgeslagen, naam) for naam in form._meta.fields}
    nu |= {"volgende_stap": stap.wat, "volgende_op": stap.uiterlijk}
    eigen = form.cleaned_data | ({} if form.stap.wat else {"volgende_op": None})
    if eigen.get("project"):
        eigen["gemeente"] = eigen["project"].gemeente
    return [
        {"veld": veld.label, "opgeslagen": _tekst(veld, nu[naam]), "eigen": _tekst(veld, eigen.get(naam))}
        for naam, veld in form.fields.items()
        if naam in nu and nu[naam] != eigen.get(naam)
    ]


def _tekst(veld, waarde) -> str:
    if waarde in (None, ""):
        return "leeg"
    if hasattr(waarde, "strftime"):
        return date_format(waarde, "j F Y")
    keuzes = dict(getattr(veld, "choices", ())) if isinstance(waarde, str) else {}
    return str(keuzes.get(waarde, waarde))
