"""Examples outside the portal: a file with open data, and the map within a page of somebody else."""

from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from kenniskaarten.kenmerken import labels
from woonzorg.geobestanden import geojson_antwoord
from woonzorg.organisaties.limiet import beperk
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel

from .filters import VoorbeeldFilter
from .models import Voorbeeld
from .selectors import als_geojson, kaart_config, punt_url, punten

WGS84 = 4326
# Of what is public; in the file by the same words as on the page.
KOLOMMEN = {
    "naam": "Naam van de plek.",
    "samenvatting": "In het kort wat er bijzonder is.",
    "plaats": "Plaats of wijk.",
    "gemeentecode": "CBS-code van de gemeente.",
    "gemeente": "Naam van de gemeente.",
    "provincie": "Naam van de provincie.",
    "woningen": "Aantal woningen.",
    "woningtypen": "Nultreden, geclusterd of zorggeschikt.",
    "bouwvorm": "Nieuwbouw, transformatie of bestaande bouw.",
    "eigendom": "Koop of huur.",
    "omgeving": "Stedelijk, dorps of landelijk.",
    "zorg": "De zwaarste zorg die er kan worden gegeven.",
    "in_gebruik_sinds": "Jaar waarin de eerste bewoners kwamen.",
    "waaruit_blijkt_samen_wonen": "Waaruit blijkt dat mensen met en zonder zorgvraag er samen wonen.",
    "waaruit_blijkt_visie": "Waaruit blijkt dat de visie op welzijn en gemeenschap wordt uitgevoerd.",
    "bevestigd_op": "Dag waarop voor het laatst is gezegd dat alles klopt.",
    "rekenvoorbeeld": "Of de plek verzonnen is.",
    "pagina": "De pagina van dit voorbeeld.",
}


@require_GET
@beperk("export")
def voorbeelden_geojson(request):
    """What is on the map, as filtered; for everyone the same."""
    log(Logregel.Handeling.EXPORT, request=request, wat=f"voorbeelden als GeoJSON {request.GET.urlencode()}")
    rijen = VoorbeeldFilter(request.GET, queryset=Voorbeeld.objects.gepubliceerd()).qs
    rijen = rijen.select_related("gemeente__provincie").annotate(vorm=als_geojson()).defer("punt")
    kenmerken = {
        "name": "voorbeelden",
        "toelichting": {
            "Wat": "Voorbeelden van de inspiratiekaart van het Woonzorgportaal, zoals gefilterd",
            "Gemaakt op": timezone.localdate(),
            "Licentie": f"{settings.GEGEVENSLICENTIE}, met vermelding van het Woonzorgportaal en de datum",
            "Coördinaten": "WGS84 (CRS84): lengte, breedte",
        },
        "kolommen": KOLOMMEN,
    }
    features = ((v.slug, v.vorm, dict(zip(KOLOMMEN, _waarden(request, v), strict=True))) for v in rijen.iterator())
    naam = f"voorbeelden-{timezone.localdate():%Y-%m-%d}.geojson"
    antwoord = geojson_antwoord(naam, srid=WGS84, kenmerken=kenmerken, features=features)
    # Open data: a page elsewhere may read it, without the session of the reader.
    antwoord["Access-Control-Allow-Origin"] = "*"
    return antwoord


def _waarden(request, v: Voorbeeld) -> list:
    return [
        v.titel, v.samenvatting, v.plaats, v.gemeente.code, v.gemeente.naam, v.gemeente.provincie.naam, v.woningen,
        [label.lower() for label in labels("woningtypen", v.woningtypen)], v.get_bouwvorm_display(),
        v.get_eigendom_display(), v.get_omgeving_display(), v.get_zorg_display(), v.jaar, v.mix_bewijs, v.visie_bewijs,
        v.bevestigd_op, v.rekenvoorbeeld, request.build_absolute_uri(v.get_absolute_url()),
    ]  # fmt: skip


def _in_te_bedden(view):
    """Who may show the page within their own stands in INBEDDEN_DOMEINEN; nobody, when that is empty."""

    def wrapped(request, *args, **kwargs):
        if not settings.INBEDDEN_DOMEINEN:
            return view(request, *args, **kwargs)
        wie = {"frame-ancestors": ["'self'", *settings.INBEDDEN_DOMEINEN]}
        return csp_replace(wie)(xframe_options_exempt(view))(request, *args, **kwargs)

    return wrapped


@_in_te_bedden
@require_GET
@beperk("zoek")
def voorbeelden_inbedden(request):
    """The map without the portal around it: only what is public, whoever looks."""
    filter_ = VoorbeeldFilter(request.GET, queryset=Voorbeeld.objects.gepubliceerd())
    rijen = punten(filter_.qs)
    vraag = request.GET.urlencode()
    context = {
        "voorbeelden": [(rij["naam"], rij["plaats"], punt_url().replace("{id}", rij["id"])) for rij in rijen],
        "naar_portaal": reverse("voorbeeld-lijst") + (f"?{vraag}" if vraag else ""),
        "kaart_config": kaart_config(
            "Voorbeelden", punten=rijen, punt_url=punt_url(), passend=filter_.kiest, buiten=True
        ),
    }
    return render(request, "voorbeelden/inbedden.html", context)
