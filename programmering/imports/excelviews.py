"""Plans to Excel and back: the template, and plans in it or as forms of the Planmonitor."""

from abc import ABC, abstractmethod

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from woonzorg.getallen import getal
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission

from . import excel, formulieren, sjabloon
from .views import Importeren


class Excel(Importeren):
    permission = Permission.PLAN_IMPORTEREN


class ExcelPagina(Excel, View):
    """Choose which plans, and as what they are wanted."""

    def get(self, request):
        keuze = excel.kies(request.GET, request.user)
        context = {
            "filter": keuze.filter,
            "aantal": keuze.aantal(),
            "vraag": keuze.vraag.urlencode(),
            "max_plannen": sjabloon.MAX_PLANNEN,
            "max_formulieren": formulieren.MAX_PLANNEN,
            "versie": sjabloon.versie(),
            "kruimels": [("Importeren", reverse("import-lijst"))],
        }
        return render(request, "imports/excel.html", context)


@method_decorator(beperk("export"), name="get")
class Sjabloon(Excel, View):
    def get(self, request):
        log(Logregel.Handeling.EXPORT, request=request, wat="leeg sjabloon plannen")
        return sjabloon.antwoord(gemeenten=excel.gemeentenamen(request.user))


class _Uitvoer(Excel, View, ABC):
    """A file with plans; back to the page where they are chosen when there are none, or too many."""

    wat = ""
    hoogstens = 0

    @method_decorator(beperk("export"))
    def get(self, request):
        keuze = excel.kies(request.GET, request.user)
        aantal = keuze.aantal()
        if not 0 < aantal <= self.hoogstens:
            messages.warning(request, self._bezwaar(aantal))
            return redirect(f"{reverse('import-excel')}?{keuze.vraag.urlencode()}")
        log(Logregel.Handeling.EXPORT, request=request, wat=f"{aantal} plannen als {self.wat}")
        return self.maak(keuze)

    def _bezwaar(self, aantal: int) -> str:
        if not aantal:
            return "Er zijn geen plannen die bij deze keuze passen. Kies anders."
        return (
            f"Dat zijn {getal(aantal)} plannen; er kunnen er {getal(self.hoogstens)} in één bestand. Kies er minder, "
            "bijvoorbeeld per gemeente."
        )

    @abstractmethod
    def maak(self, keuze: excel.Keuze) -> HttpResponse:
        """The file, of plans of which the reader may see everything."""


class SjabloonMetPlannen(_Uitvoer):
    wat, hoogstens = "sjabloon", sjabloon.MAX_PLANNEN

    def maak(self, keuze: excel.Keuze) -> HttpResponse:
        return sjabloon.antwoord(gemeenten=excel.gemeentenamen(self.request.user), plannen=keuze.met_alles())


class Formulieren(_Uitvoer):
    wat, hoogstens = "Planmonitorformulieren", formulieren.MAX_PLANNEN

    def maak(self, keuze: excel.Keuze) -> HttpResponse:
        return formulieren.antwoord(keuze.met_alles())
