"""Client for the gemeente boundaries of CBS at PDOK (OGC API Features). Tested against a recorded shape."""

import json
import re
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from .imports import (
    STELSELS,
    Grensinvoer,
    Grenzenbestand,
    Invoerfout,
    Stelsel,
    controleer_ligging,
    maak_gemeentecode,
    uit_geojson,
)

GEMEENTEN = "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections/gemeente_gegeneraliseerd/items"
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
WACHTTIJD = 30
"""Seconds without an answer before we give up."""
MAX_BYTES = 100 * 1024 * 1024
# 342 gemeenten come in one page of 1000; more than this means that the links go round.
MAX_PAGINAS = 20


def haal_gemeentegrenzen(jaar: int) -> Grenzenbestand:
    """Generalised boundaries of one year, in RD, all pages. Raises Invoerfout when PDOK is out of reach."""
    vraag = {"f": "json", "jaarcode": jaar, "limit": 1000, "crs": RD}
    url, features, stelsel = f"{GEMEENTEN}?{urlencode(vraag)}", [], STELSELS[28992]
    for _ in range(MAX_PAGINAS):
        pagina, stelsel = _haal_pagina(url)
        features += pagina.get("features", [])
        url = _volgende(pagina)
        if not url:
            return _grenzen(features, stelsel, jaar)
    raise Invoerfout("PDOK blijft naar volgende pagina's verwijzen. Probeer het later opnieuw.")


def _haal_pagina(url: str) -> tuple[dict, Stelsel]:
    verzoek = Request(url, headers={"Accept": "application/geo+json", "User-Agent": "woonzorgportaal"})  # noqa: S310
    try:
        # Only https addresses at PDOK get here: our own constant, and links that _volgende checked.
        with urlopen(verzoek, timeout=WACHTTIJD) as antwoord:  # noqa: S310
            inhoud = antwoord.read(MAX_BYTES + 1)
            genoemd = antwoord.headers.get("Content-Crs", "")
    except HTTPError as fout:
        raise Invoerfout(f"PDOK antwoordt met fout {fout.code}. {_ANDERS}") from fout
    except (URLError, TimeoutError, HTTPException, OSError) as fout:
        raise Invoerfout(f"PDOK is niet bereikbaar ({getattr(fout, 'reason', fout)}). {_ANDERS}") from fout
    if len(inhoud) > MAX_BYTES:
        raise Invoerfout("Het antwoord van PDOK is groter dan verwacht. Er is niets gewijzigd.")
    return _ontleed(inhoud), _stelsel(genoemd)


_ANDERS = (
    "Er is niets gewijzigd. Probeer het later opnieuw, of download de grenzen ergens anders en gebruik "
    "--bestand BESTAND."
)


def _ontleed(inhoud: bytes) -> dict:
    try:
        pagina = json.loads(inhoud)
    except ValueError as fout:
        raise Invoerfout(f"Het antwoord van PDOK is geen JSON. {_ANDERS}") from fout
    if not isinstance(pagina, dict) or pagina.get("type") != "FeatureCollection":
        raise Invoerfout(f"Het antwoord van PDOK is geen lijst met grenzen. {_ANDERS}")
    return pagina


def _stelsel(content_crs: str) -> Stelsel:
    """The CRS that the answer names in its header; without a header, the one we asked for."""
    code = re.search(r"/(?:EPSG/[^/]+/(\d+)|OGC/[^/]+/(CRS84))", content_crs)
    srid = 28992 if not content_crs else 4326 if code and code[2] else int(code[1]) if code else 0
    # EPSG:4326 and 4258 by the letter have latitude first, and PDOK follows the letter: only RD and CRS84 are safe.
    if srid not in (28992, 4326) or (srid == 4326 and not code[2]):
        raise Invoerfout(f"PDOK antwoordt in een ander coördinatenstelsel dan gevraagd: {content_crs}.")
    return STELSELS[srid]


def _volgende(pagina: dict) -> str:
    """Address of the next page, '' at the end. Stays at PDOK, whatever the answer says."""
    url = next((link.get("href", "") for link in pagina.get("links", []) if link.get("rel") == "next"), "")
    if url and urlsplit(url)[:2] != urlsplit(GEMEENTEN)[:2]:
        raise Invoerfout(f"PDOK verwijst naar een ander adres ({urlsplit(url).netloc}); dat volgen we niet.")
    return url


def _grenzen(features: list[dict], stelsel: Stelsel, jaar: int) -> Grenzenbestand:
    if not features:
        raise Invoerfout(f"PDOK geeft geen gemeentegrenzen voor {jaar}. Kies een ander jaar met --jaar.")
    grenzen, zonder_code = [], []
    for feature in features:
        waarde = (feature.get("properties") or {}).get("statcode")
        code, wkb = maak_gemeentecode(waarde), uit_geojson(feature)
        if not code or wkb is None:
            zonder_code.append(str(waarde or feature.get("id") or "leeg"))
        else:
            grenzen.append(Grensinvoer(code, wkb))
    controleer_ligging(grenzen, stelsel)
    return Grenzenbestand(stelsel, grenzen, zonder_code)
