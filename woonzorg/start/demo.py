"""Stepping into a role with one click. Exists only in demo mode, and only where all accounts are demo accounts."""

from itertools import groupby

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from programmering.demo.cast import CAST
from woonzorg.organisaties.models import Gebruiker

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def demo(request):
    if not settings.DEMO or Gebruiker.objects.filter(is_demo=False).exists():
        raise Http404
    if request.method == "POST":
        gebruiker = get_object_or_404(Gebruiker, email=request.POST.get("email", ""), is_demo=True, is_active=True)
        login(request, gebruiker, backend=BACKEND)
        return redirect("start")
    bestaand = set(Gebruiker.objects.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    rollen = [rol for rol in CAST if rol.email in bestaand]
    groepen = [(soort, list(deel)) for soort, deel in groupby(rollen, key=lambda rol: rol.soort)]
    return render(request, "start/demo.html", {"groepen": groepen})
