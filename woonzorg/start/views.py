"""The pages that may see all of the portal: start per role, explanation, statements."""

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_htmx.http import trigger_client_event

from kenniskaarten.roadmap.selectors import stand_in_het_kort
from kenniskaarten.voorbeelden.models import Voorbeeld
from programmering.calculations import WONINGTYPEN
from programmering.drieslag.selectors import drieslag_van
from programmering.keten.forms import MEERVOUD, ONDERLIGGEND
from programmering.keten.selectors import Ketenlezer, lees_perioden, lees_stand, momentopname
from programmering.keten.zinnen import zin
from programmering.kwaliteit.selectors import tel_bevindingen
from programmering.plannen.definities import ONDERDELEN, categorieen, definities
from programmering.plannen.models import Prijsklasse, Telregel
from programmering.uitvragen.selectors import te_beoordelen, wat_wordt_gevraagd
from programmering.waarom.lijsten import landelijk
from projecten.project.models import Project
from projecten.team.selectors import teamstand
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import LAND, Gebiedssoort
from woonzorg.gebieden.zoeken import onderliggende, zoek_gebied
from woonzorg.organisaties.permissions import Permission as P
from woonzorg.organisaties.permissions import has_permission
from woonzorg.organisaties.toegang import of_404, vereist

from . import landkaart
from .taken import taken

TOON_ONDER = 12


@require_GET
def start(request):
    if not request.user.is_authenticated:
        return publiek(request)
    functie = request.user.functie
    if functie is None:
        if Project.objects.eigen(request.user).exists():
            return redirect("project-lijst")
        return render(request, "start/zonder_lidmaatschap.html")
    with momentopname():
        return render(request, "start/rol.html", {"functie": functie, **_bureau(request.user)})


@require_GET
@vereist(P.PLAN_WIJZIGEN)
def start_stand(request):
    """The desk once more when the figures are others than those of `sinds`; 204 as long as they are not."""
    with momentopname():
        if _moment(lees_stand()) == request.GET.get("sinds", ""):
            return HttpResponse(status=204)
        antwoord = render(request, "start/_bureau.html", {"vernieuwd": True, **_bureau(request.user)})
    return trigger_client_event(antwoord, "cijfers-bijgewerkt")


def _moment(stand) -> str:
    return stand.peildatum.isoformat() if stand.peildatum else ""


def _bureau(user) -> dict:
    """What stands on the desk of who is logged in; inside `momentopname`."""
    gebied = zoek_gebied((user.functie or {}).get("code") or "NL") or LAND
    periode = lees_perioden()[0]
    lezer = Ketenlezer(user=user, periode=periode)
    soort = ONDERLIGGEND[gebied.soort][0].value if ONDERLIGGEND[gebied.soort] else ""
    onder = lezer.ketens_onder(gebied, soort, onderliggende(gebied, soort)) if soort else []
    onder.sort(key=lambda k: -(k.regel("geclusterd").tekort or 0))
    keten = lezer.keten(gebied)
    drieslag = drieslag_van(keten, user)
    schrijft = has_permission(user, P.PLAN_WIJZIGEN)
    return {
        "gebied": gebied,
        "keten": keten,
        "zin": zin(keten, onder, MEERVOUD.get(soort, "")),
        "taken": taken(user, gebied, periode, drieslag),
        "onder": onder[:TOON_ONDER],
        "meer_onder": max(0, len(onder) - TOON_ONDER),
        "meervoud": MEERVOUD.get(soort, ""),
        "drieslag": drieslag,
        "team": teamstand(user, gebied),
        "roadmap": stand_in_het_kort(gebied, user) if gebied.soort == Gebiedssoort.GEMEENTE else None,
        "gevraagd": wat_wordt_gevraagd(user, gebied),
        "te_beoordelen": te_beoordelen(user),
        "kwaliteit": tel_bevindingen(user, gebied) if schrijft else [],
        # Who writes sees the figures follow without loading the page anew.
        "volgt": _moment(lezer.stand) if schrijft else None,
    }


def publiek(request):
    with momentopname():
        periode = lees_perioden()[0]
        lezer = Ketenlezer(user=request.user, periode=periode)
        keten = lezer.keten(LAND)
        soort = Gebiedssoort.WOONDEALREGIO
        regios = lezer.ketens_onder(LAND, soort, onderliggende(LAND, soort))
        regios.sort(key=lambda k: -(k.regel(landkaart.WONINGTYPE).tekort or 0))
        context = {
            "keten": keten,
            "zin": zin(keten, []),
            "plannen_url": reverse("plan-lijst"),
            "downloads": [(soort, reverse(f"gebied-{soort}", args=[LAND.code])) for soort in ("csv", "xlsx", "pdf")],
            "gemeenten": list(Gemeente.objects.geldig_op().values_list("naam", flat=True)),
            "kaart": landkaart.landkaart(regios),
            "feiten": landelijk(),
            "voorbeelden": list(Voorbeeld.objects.gepubliceerd().order_by("-bevestigd_op", "-pk")[:3]),
        }
        return render(request, "start/publiek.html", context)


BEHEER = [
    ("plot-criteria", P.CRITERIA_BEHEREN, "Criteria", "Waarop een plek wordt gewogen, in workshops en bij een plot."),
    ("gebruiker-lijst", P.GEBRUIKERS_BEHEREN, "Gebruikers", "Wie een account heeft, bij welke organisatie."),
    ("werkoverdracht-lijst", P.OVERDRAGEN, "Werk overdragen", "Zet het werk van wie vertrekt op naam van de opvolger."),
    ("post-lijst", P.POST_BEHEREN, "Post", "Alle mail van het portaal: wat is verstuurd, wat wacht en wat mislukte."),
    ("berekeningen", P.BEREKENING_BEHEREN, "Berekeningen", "Wanneer de cijfers zijn berekend, en met welk verschil."),
    ("herindeling-lijst", P.HERINDELEN, "Herindelingen", "Gemeenten samenvoegen of splitsen, met een proef vooraf."),
    ("logboek", P.LOGBOEK_ZIEN, "Logboek", "Wie inlogde, exporteerde en importeerde."),
]  # fmt: skip


ONDERSTEUNING = [
    ("contact-lijst", P.PROJECT_COACHEN, "Contactmomenten", "Wat adviseurs hoorden en deden, en hoeveel uur."),
    ("knelpunt-lijst", P.PROJECT_ZIEN, "Knelpunten", "Wat projecten en plannen ophoudt, en wat vaker terugkomt."),
    ("agenda-lijst", P.AGENDA_ZIEN, "Agenda", "Wat aan Rijk, koepels en provincies is gevraagd, met hun antwoord."),
    ("escalatie-lijst", P.PROJECT_ZIEN, "Escalaties", "Wat een project niet zelf kan oplossen."),
    ("vraag-lijst", P.PROJECT_MEEDOEN, "Vraagbaak", "Vragen uit projecten, en wat elders al werkte."),
    ("intervisie-lijst", P.NOTITIE_ADVISEUR, "Intervisie", "Casussen die adviseurs aan elkaar voorleggen."),
    ("overlegtafel-lijst", P.TAFEL_ZIEN, "Overlegtafels", "Wie er per regio aan tafel zit, en wat is besloten."),
    ("team", P.TEAM_ZIEN, "Team", "Projecten en uren per adviseur."),
    ("team-omvang", P.TEAM_ZIEN, "Omvang van het team", "Hoeveel adviseurs de opgave vraagt, per provincie."),
    ("team-evaluatie", P.TEAM_ZIEN, "Evaluatie", "Wat er per half jaar is gedaan en bereikt."),
]  # fmt: skip


def _delen(user, lijst) -> list[dict[str, str]]:
    return [
        {"titel": titel, "uitleg": uitleg, "url": reverse(naam)}
        for naam, permission, titel, uitleg in lijst
        if has_permission(user, permission)
    ]


@require_GET
@vereist(P.AGENDA_ZIEN)
def ondersteuning(request):
    zin = "Het ondersteuningsteam helpt projecten vooruit, en brengt wat vaker terugkomt aan de juiste tafel."
    context = {"titel": "Ondersteuning", "zin": zin, "delen": _delen(request.user, ONDERSTEUNING)}
    return render(request, "start/delen.html", context)


@require_GET
@login_required
def beheer(request):
    """For who may do any of it: a vaststeller comes here for one thing only."""
    delen = _delen(request.user, BEHEER)
    of_404(bool(delen))
    return render(request, "start/delen.html", {"titel": "Beheer", "delen": delen})


@require_GET
def begrippen(request):
    telregel = Telregel.objects.filter(geldig_van__lte=timezone.localdate()).last()
    context = {
        "telregel": telregel,
        "prijsklassen": Prijsklasse.objects.all(),
        "woningtypen": [code for code in categorieen("wonen_en_zorg") if code.code in WONINGTYPEN],
        "onderdelen": [(naam, [d for d in definities() if d.onderdeel == o]) for o, naam in ONDERDELEN.items()],
    }
    return render(request, "start/begrippen.html", context)


@require_GET
def toegankelijkheid(request):
    return render(request, "start/toegankelijkheid.html", {"contact": _contact()})


@require_GET
def security_txt(request):
    verloopt = (timezone.now() + datetime.timedelta(days=180)).replace(microsecond=0)
    tekst = f"Contact: mailto:{_contact()}\nExpires: {verloopt.isoformat()}\nPreferred-Languages: nl, en\n"
    return HttpResponse(tekst, content_type="text/plain; charset=utf-8")


def _contact() -> str:
    return settings.SPECTACULAR_SETTINGS["CONTACT"]["email"]
