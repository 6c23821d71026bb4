"""The roadmap to read, and the ticking of steps. Editing by the kernteam is in `beheer`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from . import tekening
from .actions import neem_stap_terug, zet_stap
from .forms import ZetForm, neem_fouten_over
from .models import PARTIJEN, GezetteStap, Knooppunt, Stap
from .selectors import (
    Roadmap,
    eigen_organisaties,
    geschiedenis,
    lees_roadmap,
    lees_stap,
    stand_van,
    volgende_knooppunten,
)

KRUIMEL = "Roadmap"
TEKENINGEN = (tekening.liggend, tekening.staand)


def kruimels(*meer: tuple[str, str]) -> list[tuple[str, str]]:
    return [(KRUIMEL, reverse("roadmap")), *meer]


@require_GET
def roadmap_pagina(request):
    roadmap = lees_roadmap()
    partij = request.GET.get("partij", "")
    gekozen = roadmap.per_partij.get(partij)
    context = {
        "roadmap": roadmap,
        "gekozen": gekozen,
        "lijsten": _gekozen_eerst(roadmap, gekozen),
        "kaarten": [(hoe.__name__, roadmap.teken(hoe).met_bovenop(partij)) for hoe in TEKENINGEN],
        "mag_beheren": has_permission(request.user, Permission.KENNIS_BEHEREN),
        "heeft_lijn": _heeft_lijn(request.user),
        "gemeente": _eigen_gemeente(request.user),
    }
    return render(request, "roadmap/roadmap.html", context)


def _gekozen_eerst(roadmap: Roadmap, gekozen) -> list:
    return sorted(roadmap.lijnen, key=lambda stuk: stuk is not gekozen)


def _heeft_lijn(user) -> bool:
    """Whether one is member of an organisation of one of the six kinds; without a query of its own."""
    return user.is_authenticated and bool(user.organisatiesoorten & {p.value for p in PARTIJEN})


def _eigen_gemeente(user) -> str:
    """Code of the gemeente that one works for, for the way to who is where; empty for others."""
    functie = user.functie if user.is_authenticated else None
    return functie["code"] if functie and functie["soort"] == Gebiedssoort.GEMEENTE else ""


@require_GET
def stap_pagina(request, slug: str):
    stap = get_object_or_404(Stap.objects.defer("zoek"), slug=slug)
    context = {
        "pagina": lees_stap(stap, request.user),
        "kruimels": kruimels(),
        "mag_beheren": has_permission(request.user, Permission.KENNIS_BEHEREN),
    }
    return render(request, "roadmap/stap.html", context)


@require_GET
def knooppunt_pagina(request, slug: str):
    knooppunt = get_object_or_404(Knooppunt.objects.defer("zoek"), slug=slug)
    roadmap = lees_roadmap()
    stuk = roadmap.per_knooppunt[knooppunt.pk]
    context = {
        "stuk": stuk,
        "vorige": roadmap.knooppunten[stuk.nummer - 2] if stuk.nummer > 1 else None,
        "volgende": roadmap.knooppunten[stuk.nummer] if stuk.nummer < len(roadmap.knooppunten) else None,
        "kruimels": kruimels(),
        "mag_beheren": has_permission(request.user, Permission.KENNIS_BEHEREN),
    }
    return render(request, "roadmap/knooppunt.html", context)


# Ticking


@vereist(Permission.STAP_ZETTEN)
@require_http_methods(["GET", "POST"])
def stap_zetten(request, slug: str):
    """Ticks a step for the own organisation, or corrects its day and evidence: ?organisatie= says of which."""
    stap = get_object_or_404(Stap.objects.select_related("lijn").defer("zoek"), slug=slug)
    organisaties = eigen_organisaties(request.user, stap.lijn.partij)
    of_404(organisaties.exists())
    form = _zetform(request, stap, organisaties)
    if request.method == "POST" and form.is_valid():
        gegevens = {naam: form.cleaned_data[naam] for naam in ("op", "bewijs", "link")}
        try:
            zet_stap(stap=stap, organisatie=form.voor, door=request.user, **gegevens)
        except ValidationError as fout:
            neem_fouten_over(form, fout)
        else:
            messages.success(request, f"'{stap}' is gezet voor {form.voor}.")
            return redirect(f"{reverse('roadmap-mijn')}?organisatie={form.voor.pk}")
    context = {"form": form, "stap": stap, "kruimels": kruimels((stap.titel, stap.get_absolute_url()))}
    return render(request, "roadmap/zetten.html", context, status=422 if form.errors else 200)


def _zetform(request, stap: Stap, organisaties) -> ZetForm:
    gekozen = request.GET.get("organisatie", "")
    van = [o for o in organisaties if str(o.pk) == gekozen] or list(organisaties)
    gezet = None
    if len(van) == 1:
        gezet = GezetteStap.objects.te_wijzigen(request.user).filter(stap=stap, organisatie=van[0]).first()
    form = ZetForm(request.POST if request.method == "POST" else None, organisaties=organisaties, gezet=gezet)
    form.initial.setdefault("organisatie", van[0].pk if len(van) == 1 else None)
    return form


@login_required
@require_POST
def stap_terugnemen(request, pk: int):
    te_wijzigen = GezetteStap.objects.te_wijzigen(request.user).select_related("stap")
    gezet = get_object_or_404(te_wijzigen.defer("stap__zoek"), pk=pk)
    organisatie = gezet.organisatie_id
    neem_stap_terug(gezet=gezet, by=str(request.user))
    messages.success(request, f"'{gezet.stap}' staat weer open. In de geschiedenis blijft staan wat er was.")
    return redirect(f"{reverse('roadmap-mijn')}?organisatie={organisatie}")


@login_required
@require_GET
def mijn_stappen(request):
    """Where the own organisation is on its line, and what is next; ?organisatie= for who has more of them."""
    organisaties = {o.pk: o for o in eigen_organisaties(request.user)}
    of_404(bool(organisaties))
    standen = volgende_knooppunten(organisaties.values(), request.user)
    keuze = request.GET.get("organisatie", "")
    stand = standen.get(int(keuze) if keuze.isascii() and keuze.isdigit() else 0) or next(iter(standen.values()), None)
    context = {
        "stand": stand,
        "andere": [s for s in standen.values() if s is not stand],
        "geschiedenis": geschiedenis(stand.organisatie) if stand else [],
        "gemeente": _eigen_gemeente(request.user),
        "kruimels": kruimels(),
    }
    return render(request, "roadmap/mijn.html", context)


# Who is where


@login_required
@require_GET
def gemeente_pagina(request, code: str):
    """Who is where in a gemeente, for everyone who has an account."""
    of_404(request.user.functie is not None)
    gemeente = get_object_or_404(Gemeente.objects.geldig_op(), code=code)
    context = {"stand": stand_van(gemeente.gebied, request.user), "kruimels": kruimels()}
    return render(request, "roadmap/gemeente.html", context)
