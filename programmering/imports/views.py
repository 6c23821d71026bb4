"""Pages of importing: choose a file, watch it being checked, see what it would do, confirm."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import ListView, TemplateView, View

from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import PermissionMixin

from . import actions, fouterijen, ontbreekt, profiel, selectors, tasks, voortgang
from .forms import ImportForm, RegelFilter, StelselForm
from .lezers import Leesfout
from .models import RECHT, Import
from .vergelijken import overlap_op_pagina

PER_PAGINA = 50
# Of what overlaps, on the page of an import itself; the rest has a page of its own.
OVERLAP_OP_PAGINA = 25
WACHTRIJ_WEG = (
    "De wachtrij van het portaal is nu niet bereikbaar. Uw bestand is bewaard. Probeer het over een minuut opnieuw "
    "met de knop op deze pagina."
)
WORDT_VASTGELEGD = {
    Import.Doel.PLANNEN: "Plannen worden vastgelegd",
    Import.Doel.OPGAVEN: "Afspraken over de opgave worden vastgelegd",
}
Status = Import.Status


class Importeren(PermissionMixin):
    # Of either the own ones; which kinds those are is kept by ImportQuerySet.for_user.
    permission = tuple(RECHT.values())

    def import_(self) -> Import:
        return get_object_or_404(Import.objects.for_user(self.request.user).zonder_inhoud(), pk=self.kwargs["pk"])

    def stuur(self, import_: Import):
        """Queues what this import waits for; plain words when that cannot be done now."""
        taak = tasks.leg_import_vast if import_.status == Status.VASTLEGGEN else tasks.controleer_import
        if not tasks.stuur(taak, import_.pk):
            messages.error(self.request, WACHTRIJ_WEG)
        return redirect("import", pk=import_.pk)


class ImportLijst(Importeren, ListView):
    template_name = "imports/lijst.html"
    paginate_by = PER_PAGINA
    page_kwarg = "blad"

    def get_queryset(self):
        return Import.objects.for_user(self.request.user).zonder_inhoud()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rijen = [(i, selectors.telling(i)) for i in context["page_obj"]]
        return context | {"rijen": rijen, **mag_importeren(self.request.user)}


class ImportNieuw(Importeren, View):
    permission = Permission.PLAN_IMPORTEREN

    def get(self, request):
        return self._toon(ImportForm(initial={"profiel": request.GET.get("profiel")}))

    def post(self, request):
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._toon(form)
        try:
            import_ = self._ontvang(form.cleaned_data)
        except (Leesfout, profiel.Profielfout) as fout:
            form.add_error("bestand", str(fout))
            return self._toon(form)
        # What waits for an answer is asked on its own page.
        return self.stuur(import_) if import_.loopt else redirect("import", pk=import_.pk)

    def _ontvang(self, gegevens: dict) -> Import:
        bestand, user = gegevens["bestand"], self.request.user
        import_ = actions.ontvang(
            bestandsnaam=bestand.name,
            inhoud=bestand.read(),
            profielnaam=gegevens["profiel"],
            srid=gegevens["srid"],
            door=user,
            door_naam=f"{user.naam} <{user.email}>",
            vraag=True,
        )
        wat = f"Ontvangen: {import_.bestandsnaam} met profiel {import_.profiel}, {import_.totaal} rijen"
        log(Logregel.Handeling.IMPORT, request=self.request, wat=wat)
        return import_

    def _toon(self, form: ImportForm):
        context = {"form": form, **mag_importeren(self.request.user)}
        return render(self.request, "imports/nieuw.html", context, status=422 if form.errors else 200)


class ImportPagina(Importeren, View):
    """What an import does, will do or did. POST sends it to the queue once more, should it have got lost."""

    def get(self, request, pk: int, stelselform: StelselForm | None = None):
        import_ = self.import_()
        filter_ = RegelFilter(request.GET, redenen=import_.samenvatting.get("redenen", []))
        pagina = Paginator(filter_.regels(import_.regels.all()), PER_PAGINA).get_page(request.GET.get("blad"))
        klaar = import_.status == Status.VASTGELEGD
        context = {
            "import": import_,
            "profiel": _profiel(import_.profiel),
            "telling": selectors.telling(import_),
            "redenen": _redenen_met_link(import_),
            "filter": filter_,
            "pagina": pagina,
            "rijen": selectors.rijen(pagina.object_list, request.user),
            "gemeenten": selectors.gemeenten_met_plannen(import_, request.user) if klaar else [],
            **stelselvraag(import_, stelselform),
            **overlap_op_pagina(import_, request.user, OVERLAP_OP_PAGINA),
            "terug": fouterijen.wat_terug_kan(import_),
            "ontbreekt": ontbreekt.ontbreekt_van(import_, request.user),
            **_stand(import_),
        }
        return render(request, "imports/import.html", context, status=422 if stelselform else 200)

    def post(self, request, pk: int):
        import_ = self.import_()
        return self.stuur(import_) if import_.loopt else redirect("import", pk=pk)


class ImportVoortgang(Importeren, View):
    """The bar alone, for htmx; once the work is done the page is loaded anew to show what came of it."""

    def get(self, request, pk: int):
        if not request.htmx:
            return ImportPagina.as_view()(request, pk=pk)
        import_ = self.import_()
        antwoord = render(request, "includes/_voortgang.html", _stand(import_))
        if not import_.loopt:
            antwoord["HX-Refresh"] = "true"
        return antwoord


class ImportVastleggen(Importeren, View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        import_ = self.import_()
        if not actions.vraag_vastleggen(import_.pk):
            messages.warning(request, "Deze import is niet (meer) klaar om vast te leggen.")
            return redirect("import", pk=pk)
        log(Logregel.Handeling.IMPORT, request=request, wat=f"Vastleggen gevraagd: {import_.bestandsnaam}")
        import_.status = Status.VASTLEGGEN
        return self.stuur(import_)


class ImportWeggooien(Importeren, View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        import_ = self.import_()
        if not actions.gooi_weg(import_):
            messages.warning(request, "Deze import is al vastgelegd of wordt vastgelegd, en blijft daarom staan.")
            return redirect("import", pk=pk)
        log(Logregel.Handeling.IMPORT, request=request, wat=f"Weggegooid: {import_.bestandsnaam}")
        messages.success(request, f"De import van {import_.bestandsnaam} is weggegooid. Er is niets geschreven.")
        return redirect("import-lijst")


class ProfielLijst(Importeren, TemplateView):
    permission = Permission.PLAN_IMPORTEREN
    template_name = "imports/profielen.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"profielen": profiel.alle()}


class ProfielPagina(Importeren, TemplateView):
    permission = Permission.PLAN_IMPORTEREN
    template_name = "imports/profiel.html"

    def get_context_data(self, slug: str, **kwargs):
        try:
            gekozen = profiel.laad(slug)
        except profiel.Profielfout as fout:
            raise Http404 from fout
        kruimels = [("Importeren", reverse("import-lijst")), ("Profielen", reverse("profiel-lijst"))]
        return super().get_context_data(**kwargs) | {"profiel": gekozen, "kruimels": kruimels}


def stelselvraag(import_: Import, form: StelselForm | None) -> dict:
    """The form that asks for the CRS, where the file names none; {} where nothing is to be asked."""
    gecontroleerd = import_.status == Status.GECONTROLEERD and import_.samenvatting.get("stelsel_gekozen")
    if not gecontroleerd and import_.status != Status.VRAAGT:
        return {}
    return {"stelselform": form or StelselForm(initial={"srid": import_.srid})}


def mag_importeren(user) -> dict:
    """Of what this user may offer a file."""
    return {f"mag_{doel.value}": has_permission(user, recht) for doel, recht in RECHT.items()}


def _profiel(naam: str) -> profiel.Profiel | None:
    """None for an old import whose profile is gone."""
    try:
        return profiel.laad(naam)
    except profiel.Profielfout:
        return None


def _stand(import_: Import) -> dict:
    """What _voortgang.html needs."""
    vastleggen = import_.status == Status.VASTLEGGEN
    return {
        "titel": WORDT_VASTGELEGD[import_.doel] if vastleggen else "Bestand wordt gecontroleerd",
        "gedaan": voortgang.verwerkt(import_.pk) if vastleggen else import_.verwerkt,
        "totaal": import_.totaal,
        "klaar": not import_.loopt,
        "url": reverse("import-voortgang", args=[import_.pk]),
        "resultaat_url": reverse("import", args=[import_.pk]),
        "kruimels": [("Importeren", reverse("import-lijst"))],
    }


def _redenen_met_link(import_: Import) -> list[dict]:
    redenen = import_.samenvatting.get("redenen", [])
    return [r | {"url": f"?{urlencode({'reden': r['reden']})}#rijen"} for r in redenen]
