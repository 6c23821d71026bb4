"""Pages beside an import: which CRS it is in, what overlaps, and a shape before and after it was mended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import View

from . import actions
from .forms import StelselForm
from .models import Import
from .vergelijken import DREMPEL, herstel_van, overlapkaart, overlappen, rijen
from .views import PER_PAGINA, Importeren, ImportPagina


class ImportStelsel(Importeren, View):
    """Takes the answer to the question in which CRS a file is."""

    http_method_names = ["post"]

    def post(self, request, pk: int):
        import_, form = self.import_(), StelselForm(request.POST)
        if not form.is_valid():
            pagina = ImportPagina()
            pagina.setup(request, pk=pk)
            return pagina.get(request, pk, stelselform=form)
        if not actions.kies_stelsel(import_.pk, form.cleaned_data["srid"]):
            messages.warning(request, "Deze import vraagt niet (meer) om een coördinatenstelsel.")
            return redirect("import", pk=pk)
        import_.refresh_from_db(fields=["status"])
        return self.stuur(import_)


class ImportOverlap(Importeren, View):
    """Everything that overlaps, a page at a time, with its map."""

    def get(self, request, pk: int):
        import_ = self.import_()
        if import_.status != Import.Status.GECONTROLEERD:
            return redirect("import", pk=pk)
        pagina = Paginator(overlappen(import_, request.user), PER_PAGINA).get_page(request.GET.get("blad"))
        getoond = rijen(pagina.object_list)
        context = {
            "import": import_,
            "pagina": pagina,
            "overlap": {"rijen": getoond, "aantal": pagina.paginator.count, "drempel": DREMPEL},
            "kaart_config": overlapkaart(getoond),
            "kruimels": _kruimels(import_),
        }
        return render(request, "imports/overlap.html", context)


class ImportVlak(Importeren, View):
    """The shape of one row as it was in the file and as it was mended."""

    def get(self, request, pk: int, nummer: int):
        import_ = get_object_or_404(Import.objects.for_user(request.user), pk=pk)
        regel = get_object_or_404(import_.regels, nummer=nummer)
        herstel = herstel_van(import_, nummer)
        if herstel is None:
            raise Http404
        context = {
            "import": import_,
            "regel": regel,
            "herstel": herstel,
            "kaart_config": herstel.kaart,
            "kruimels": _kruimels(import_),
        }
        return render(request, "imports/vlak.html", context)


def _kruimels(import_: Import) -> list[tuple[str, str]]:
    return [
        ("Importeren", reverse("import-lijst")),
        (import_.bestandsnaam, reverse("import", args=[import_.pk])),
    ]
