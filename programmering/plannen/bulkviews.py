from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from woonzorg.getallen import getal
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.toegang import vereist

from .bulk import INTUSSEN, MAXIMUM, Achterhaald, behandelaarkeuzes, lees_keuze, maak_voorbeeld, voer_uit
from .bulkforms import BulkForm, lees_gezien, lees_pks
from .filters import PlanFilter
from .models import Plan

TE_VEEL = "U koos {} plannen. Wijzig er hoogstens {} tegelijk: maak het filter kleiner, of vink minder plannen aan."


@vereist(Permission.PLAN_WIJZIGEN)
@beperk("zoek")
def plan_bulk(request):
    """Choose plans in the list, then what changes, look at what becomes of each, and do all of it or nothing."""
    if request.method != "POST":
        terug = request.GET.get("filter", "")
        pks = _gekozen(request)
        return _kies(request, pks, BulkForm(initial=_begin(pks, terug), behandelaars=_mensen(request, pks)))
    pks = lees_pks(request.POST.get("plannen", "").split(","))
    if len(pks) > MAXIMUM:
        return _kies(request, pks, None)
    form = BulkForm(request.POST, behandelaars=_mensen(request, pks))
    stap = request.POST.get("stap")
    if stap == "kies":
        return _kies(request, pks, BulkForm(initial=request.POST.dict(), behandelaars=_mensen(request, pks)))
    if not form.is_valid():
        return _kies(request, pks, form, 422)
    return _voer_uit(request, pks, form) if stap == "uitvoeren" else _voorbeeld(request, pks, form)


def _gekozen(request) -> list[int]:
    """What was ticked, or all that may be written of the filter; one too many when it is more than can be."""
    if request.GET.get("keuze") != "alle":
        return lees_pks(request.GET.getlist("plan"))
    plannen = Plan.objects.wijzigbaar_door(request.user)
    qs = PlanFilter(QueryDict(request.GET.get("filter", "")), queryset=plannen, request=request).qs
    return list(qs.values_list("pk", flat=True)[: MAXIMUM + 1])


def _begin(pks: list[int], terug: str) -> dict:
    return {"plannen": ",".join(map(str, pks)), "terug": terug[:2000]}


def _mensen(request, pks: list[int]) -> list[tuple[str, str]]:
    plannen = Plan.objects.wijzigbaar_door(request.user).filter(pk__in=pks[:MAXIMUM]).select_related("gemeente")
    return behandelaarkeuzes(request.user, list(plannen.only("gemeente__code")))


def _lijst(terug: str) -> str:
    vraag = QueryDict(terug).urlencode()
    return reverse("plan-lijst") + (f"?{vraag}" if vraag else "")


def _kies(request, pks: list[int], form: BulkForm | None, status: int = 200):
    te_veel = len(pks) > MAXIMUM
    plannen = [] if te_veel else lees_keuze(request.user, pks)
    context = {
        "kruimels": [("Plannen", reverse("plan-lijst"))],
        "form": form,
        "plannen": plannen,
        "te_veel": TE_VEEL.format("meer dan " + getal(MAXIMUM), getal(MAXIMUM)) if te_veel else "",
        "lijst_url": _lijst(request.POST.get("terug") or request.GET.get("filter", "")),
    }
    return render(request, "plannen/bulk.html", context, status=422 if te_veel and request.method == "POST" else status)


def _voorbeeld(request, pks: list[int], form: BulkForm, achterhaald: Achterhaald | None = None):
    plannen = lees_keuze(request.user, pks)
    gezien = lees_gezien(request.POST.get("gezien", "")) if achterhaald else {}
    weigert = {pk: reden for pk, reden in achterhaald.redenen.items() if reden != INTUSSEN} if achterhaald else {}
    veld, waarde = form.keuze
    context = {
        "kruimels": [("Plannen", reverse("plan-lijst"))],
        "form": form,
        "voorbeeld": maak_voorbeeld(request.user, plannen, veld, waarde, gezien=gezien, weigert=weigert),
        "weg": len(pks) - len(plannen),
        "achterhaald": achterhaald,
        "lijst_url": _lijst(form.cleaned_data["terug"]),
    }
    return render(request, "plannen/bulk_voorbeeld.html", context, status=409 if achterhaald else 200)


def _voer_uit(request, pks: list[int], form: BulkForm):
    veld, waarde = form.keuze
    gezien = lees_gezien(request.POST.get("gezien", ""))
    gezien = {pk: gezien[pk] for pk in pks if pk in gezien}
    if not gezien:
        return _voorbeeld(request, pks, form)
    try:
        aantal = voer_uit(user=request.user, naam=veld, waarde=waarde, gezien=gezien)
    except Achterhaald as fout:
        return _voorbeeld(request, pks, form, fout)
    gewijzigd = "1 plan is gewijzigd" if aantal == 1 else f"{getal(aantal)} plannen zijn gewijzigd"
    rest = len(pks) - aantal
    over = f"; {getal(rest)} {'bleef' if rest == 1 else 'bleven'} zoals {'het was' if rest == 1 else 'ze waren'}"
    messages.success(request, f"{gewijzigd}{over if rest else ''}. De cijfers volgen binnen enkele seconden.")
    return redirect(_lijst(form.cleaned_data["terug"]))
