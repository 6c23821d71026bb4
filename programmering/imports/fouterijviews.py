"""What was refused of an import, as a file to mend and offer again; and what its file lacks."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from programmering.plannen.models import Plan
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel

from . import fouterijen, ontbreekt
from .views import PER_PAGINA, Importeren


@method_decorator(beperk("export"), name="get")
class ImportFouteRijen(Importeren, View):
    def get(self, request, pk: int):
        import_ = self.import_()
        terug = fouterijen.wat_terug_kan(import_)
        if terug is None:
            raise Http404
        log(Logregel.Handeling.EXPORT, request=request, wat=f"foute rijen van {import_.bestandsnaam}")
        return fouterijen.als_bestand(import_, terug)


class ImportOntbreekt(Importeren, View):
    """The plans of this source that the file lacks, a page at a time, to go through and change where need be."""

    def get(self, request, pk: int):
        import_ = self.import_()
        gevonden = ontbreekt.ontbreekt_van(import_, request.user)
        if gevonden is None:
            raise Http404
        pagina = Paginator(ontbreekt.plannen(import_, request.user), PER_PAGINA).get_page(request.GET.get("blad"))
        te_wijzigen = Plan.objects.wijzigbaar_door(request.user).filter(pk__in=[p.pk for p in pagina.object_list])
        context = {
            "import": import_,
            "ontbreekt": gevonden,
            "pagina": pagina,
            "wijzigbaar": set(te_wijzigen.values_list("pk", flat=True)),
            "kruimels": [
                ("Importeren", reverse("import-lijst")),
                (import_.bestandsnaam, reverse("import", args=[import_.pk])),
            ],
        }
        return render(request, "imports/ontbreekt.html", context)
