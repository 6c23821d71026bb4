"""Offering a file with agreements on the opgave; from there on it is an import as any other."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission

from . import opgaven
from .forms import OpgavebestandForm
from .lezers import Leesfout
from .models import Import
from .opgavesjabloon import sjabloon
from .views import Importeren


class ImportOpgaven(Importeren, View):
    permission = Permission.OPGAVE_VASTLEGGEN

    def get(self, request):
        return self._toon(OpgavebestandForm())

    def post(self, request):
        form = OpgavebestandForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._toon(form)
        try:
            import_ = self._ontvang(form.cleaned_data["bestand"])
        except Leesfout as fout:
            form.add_error("bestand", str(fout))
            return self._toon(form)
        return self.stuur(import_)

    def _ontvang(self, bestand) -> Import:
        user = self.request.user
        import_ = opgaven.ontvang(
            bestandsnaam=bestand.name, inhoud=bestand.read(), door=user, door_naam=f"{user.naam} <{user.email}>"
        )
        wat = f"Ontvangen: {import_.bestandsnaam} met afspraken over de opgave, {import_.totaal} rijen"
        log(Logregel.Handeling.IMPORT, request=self.request, wat=wat)
        return import_

    def _toon(self, form: OpgavebestandForm):
        context = {"form": form, "kruimels": [("Importeren", reverse("import-lijst"))]}
        return render(self.request, "imports/opgaven.html", context, status=422 if form.errors else 200)


@method_decorator(beperk("export"), name="get")
class OpgaveSjabloon(Importeren, View):
    permission = Permission.OPGAVE_VASTLEGGEN

    def get(self, request):
        log(Logregel.Handeling.EXPORT, request=request, wat="sjabloon voor afspraken over de opgave")
        return sjabloon(request.user)
