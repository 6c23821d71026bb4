"""Examples of the inspiratiekaart, as tests make them."""

import datetime
import itertools

from django.contrib.gis.geos import Point

from kenniskaarten.voorbeelden.models import Status, Voorbeeld
from woonzorg.gebieden.models import Gemeente

_nummer = itertools.count(1)


def velden(**anders) -> dict:
    """All that a published example has, but its gemeente."""
    i = next(_nummer)
    return {
        "titel": f"Hof {i}",
        "slug": f"hof-{i}",
        "plaats": "Aadorp",
        "punt": Point(145_000, 455_000, srid=28992),
        "samenvatting": "Wonen om een tuin, met een open huiskamer.",
        "tekst": "Bewoners koken twee keer per week voor elkaar.",
        "geleerd": "Begin een jaar eerder met de kennismaking.",
        "woningtypen": ["geclusterd"],
        "bouwvormen": ["nieuwbouw"],
        "bouwvorm": "nieuwbouw",
        "eigendom": "sociale_huur",
        "omgeving": "dorps",
        "zorg": "wijkverpleging",
        "woningen": 24,
        "jaar": 2021,
        "mix": True,
        "mix_bewijs": "Acht bewoners krijgen zorg aan huis.",
        "visie": True,
        "visie_bewijs": "Het welzijnsplan wordt elk jaar besproken.",
        "contact_naam": "Beheer van de hof",
        "contact_email": f"hof-{i}@hof.nl",
        "status": Status.GEPUBLICEERD,
        "bevestigd_op": datetime.date(2026, 9, 1),
    } | anders


def maak_voorbeeld(gemeente: Gemeente, **anders) -> Voorbeeld:
    voorbeeld = Voorbeeld(gemeente=gemeente, **velden(**anders))
    voorbeeld.full_clean()
    voorbeeld.save()
    return voorbeeld
