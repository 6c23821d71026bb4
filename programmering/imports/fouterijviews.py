"""What was refused of an import, as a file to mend and offer again."""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.generic import View

from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel

from . import fouterijen
from .views import Importeren


@method_decorator(beperk("export"), name="get")
class ImportFouteRijen(Importeren, View):
    def get(self, request, pk: int):
        import_ = self.import_()
        terug = fouterijen.wat_terug_kan(import_)
        if terug is None:
            raise Http404
        log(Logregel.Handeling.EXPORT, request=request, wat=f"foute rijen van {import_.bestandsnaam}")
        return fouterijen.als_bestand(import_, terug)
