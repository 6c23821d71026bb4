"""Logging on a device without network: the shell that is kept there, and the door that its queue sends to.

The device keeps the shell (styles, scripts, letters, and one page without a word about anyone) and what its user
typed; never a page with data, never an answer. docs/adr/offline.md says why.
"""

import hashlib
import json

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from programmering.plannen.actions import VersieConflict
from projecten.fouten import neem_fouten_over
from projecten.project.models import Project
from projecten.zicht import Zichtbaarheid, niveaus_voor
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.organisaties.toegang import of_404

from .actions import AlOntvangen, bewaar_contact
from .forms import ContactForm
from .models import Contactmoment
from .selectors import coachbare_gemeenten, coachbare_projecten
from .views import verschil

# What the page of the shell needs, besides the page itself.
BESTANDEN = (
    "dist/app.css",
    "dist/loggen.js",
    "dist/letters/source-sans-3-latin-400-normal.woff2",
    "dist/letters/source-sans-3-latin-600-normal.woff2",
    "dist/letters/source-serif-4-latin-600-normal.woff2",
    "beelden/teken.svg",
    "beelden/iconen.svg",
    "beelden/teken-192.png",
    "beelden/teken-512.png",
)


def schil() -> str:
    """The page that is kept on the device; drawn without a request, so it cannot know who asks, nor what day it is."""
    form = ContactForm(user=AnonymousUser(), initial={"datum": None})
    form.fields["zichtbaarheid"].choices = Zichtbaarheid.choices
    form.initial["zichtbaarheid"] = Zichtbaarheid.ADVISEURS
    return render_to_string("projecten/toestel.html", {"form": form})


@require_GET
def loggen(request):
    antwoord = HttpResponse(schil())
    antwoord["Cache-Control"] = "no-cache"
    return antwoord


@require_GET
def werker(request):
    """The service worker: the list of what to keep, and the script that does so. Any change makes it another one."""
    pagina = reverse("loggen")
    bestanden = [static(naam) for naam in BESTANDEN]
    versie = hashlib.sha256("\n".join([schil(), *bestanden]).encode()).hexdigest()[:16]
    gegevens = {"versie": versie, "pagina": pagina, "bestanden": bestanden}
    inhoud = f"self.SCHIL = {json.dumps(gegevens)};\nimportScripts({json.dumps(static('dist/werker.js'))});\n"
    antwoord = HttpResponse(inhoud, content_type="text/javascript; charset=utf-8")
    antwoord["Service-Worker-Allowed"] = "/"
    antwoord["Cache-Control"] = "no-cache"
    return antwoord


@require_GET
def manifest(request):
    iconen = [
        {"src": static(f"beelden/teken-{maat}.png"), "sizes": f"{maat}x{maat}", "type": "image/png"}
        for maat in (192, 512)
    ]
    gegevens = {
        "name": "Woonzorgportaal – contact loggen",
        "short_name": "Loggen",
        "lang": "nl",
        "start_url": reverse("loggen"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": iconen,
    }
    antwoord = JsonResponse(gegevens, content_type="application/manifest+json")
    antwoord["Cache-Control"] = "no-cache"
    return antwoord


def _niet_ingelogd() -> JsonResponse:
    """Never a redirect: the device asks by script and has to know that its queue has to wait."""
    return JsonResponse({"fout": "Log in om te versturen."}, status=401)


@require_GET
@never_cache
def stand(request):
    """Who is logged in, a token to send with, and what the form can choose from."""
    user = request.user
    if not user.is_authenticated:
        return _niet_ingelogd()
    of_404(has_permission(user, Permission.PROJECT_COACHEN))
    gegevens = {
        "gebruiker": user.pk,
        "token": get_token(request),
        "projecten": [_project(p) for p in coachbare_projecten(user).filter(adviseur=user)],
        "gemeenten": list(coachbare_gemeenten(user).values("id", "naam")),
        "niveaus": [waarde for waarde, _ in niveaus_voor(user, None)],
    }
    return JsonResponse(gegevens)


def _project(project: Project) -> dict:
    return {
        "id": project.pk,
        "naam": project.naam,
        "gemeente": project.gemeente.naam,
        "projectleider": project.leider,
        "ritme": project.ritme,
    }


@require_POST
@never_cache
def verstuur(request):
    """One note of the queue as JSON. Sent twice it is kept once: its sleutel says that it is the same."""
    user = request.user
    if not user.is_authenticated:
        return _niet_ingelogd()
    of_404(has_permission(user, Permission.PROJECT_COACHEN))
    vraag = _lees(request.body)
    if vraag is None:
        return _fouten({"": ["Deze notitie is niet te lezen. Typ haar opnieuw in."]})
    if vraag["gebruiker"] != str(user.pk):
        # Somebody else logged in on this device since; that one does not send what another typed.
        return JsonResponse({"fout": "Deze notitie is van een ander account."}, status=403)
    contact = _contact(user, vraag)
    form = ContactForm(vraag, instance=contact, user=user)
    if not form.is_valid():
        return _fouten(form.errors)
    return _bewaar(form, user)


def _lees(inhoud: bytes) -> dict[str, str] | None:
    """The note as a form sends it: names and texts. None when it is no such thing."""
    try:
        vraag = json.loads(inhoud)
        # JSON can hold half of a character, which no database takes.
        json.dumps(vraag, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    if not isinstance(vraag, dict) or not vraag.get("sleutel"):
        return None
    return {"gebruiker": ""} | {naam: "" if waarde is None else str(waarde) for naam, waarde in vraag.items()}


def _contact(user, vraag: dict[str, str]) -> Contactmoment:
    """With a versie the user chose to write over what stood there; else it is new, or comes for the second time."""
    nieuw = Contactmoment()
    if not vraag.get("versie"):
        return nieuw
    eigen = Contactmoment.objects.for_user(user).filter(door=user)
    try:
        return eigen.filter(sleutel=vraag["sleutel"]).first() or nieuw
    except ValidationError:
        return nieuw


def _bewaar(form: ContactForm, user) -> JsonResponse:
    nieuw, versie = form.instance.pk is None, form.cleaned_data["versie"]
    try:
        rij = bewaar_contact(contact=form.instance, user=user, volgende=form.stap, verwachte_versie=versie)
    except AlOntvangen as fout:
        return _conflict(fout.args[0], form)
    except VersieConflict:
        return _conflict(Contactmoment.objects.get(pk=form.instance.pk), form)
    except ValidationError as fout:
        neem_fouten_over(form, fout)
        return _fouten(form.errors)
    # The action answers the stored one, another object, when the note came in before.
    return JsonResponse({"url": rij.get_absolute_url()}, status=201 if nieuw and rij is form.instance else 200)


def _fouten(fouten) -> JsonResponse:
    return JsonResponse(
        {"fouten": {"" if veld == "__all__" else veld: list(teksten) for veld, teksten in fouten.items()}}, status=422
    )


def _conflict(opgeslagen: Contactmoment, form: ContactForm) -> JsonResponse:
    """Both versions, in words; who sent it chooses."""
    gegevens = {
        "versie": opgeslagen.versie,
        "url": opgeslagen.get_absolute_url(),
        "verschillen": verschil(opgeslagen, form),
    }
    return JsonResponse({"conflict": gegevens}, status=409)
