"""Where a postcode or a woonplaats lies, by the Locatieserver of PDOK (Kadaster). The portal has no such table itself.

What was found is remembered for a month, what does not exist for a day; and when PDOK is silent nobody else waits for
it in the next half minute.
"""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.core.cache import cache

from .stelsels import STELSELS
from .zoeken import kaal

BASIS = "https://api.pdok.nl/bzk/locatieserver/search/v3_1/free"
WACHTTIJD = 3
"""Seconds without an answer before we give up."""
MAX_BYTES = 1024 * 1024
RIJEN = 100
GEVONDEN, NIET_GEVONDEN, STIL = 30 * 24 * 3600, 24 * 3600, 30
"""Seconds that an answer, the absence of one, and a silent PDOK are remembered."""

POSTCODE = re.compile(r"\s*([1-9][0-9]{3})\s*([A-Za-z]{2})?(?![A-Za-z0-9])")
_PUNT = re.compile(r"POINT ?\((-?[\d.]+) (-?[\d.]+)\)")
# Signs that mean something else in a question than in a name.
_GEEN_NAAM = re.compile(r"[^\w' -]|(?<!\w)-")
_STIL = "locatieserver-stil"


class PdokZwijgt(Exception):
    """No answer, or none that can be read."""


class PdokBegrijptNiet(PdokZwijgt):
    """This one question cannot be answered; the next one may well be."""


class TeVaakGevraagd(Exception):
    """Who asks has asked often enough for now."""


@dataclass(frozen=True)
class Vondst:
    """`punt` is (x, y) in RD metres; `gemeentecode` as CBS writes it (GM0153)."""

    naam: str
    gemeentecode: str
    gemeente: str
    punt: tuple[float, float]


def als_postcode(tekst: str) -> str:
    """'7511 ab' and '7511AB 12' become '7511AB', '7511' stays '7511'; '' when the text does not begin with one."""
    treffer = POSTCODE.match(tekst)
    return treffer[1] + (treffer[2] or "").upper() if treffer else ""


def zoek_postcode(postcode: str, mag: Callable[[], bool]) -> Vondst | None:
    """The middle of a postcode as `als_postcode` writes it; of four digits about the middle, in the gemeente that has
    most of it. None when it does not exist. Raises PdokZwijgt, or TeVaakGevraagd when `mag()` says no; that is only
    asked when PDOK has to be."""
    volledig = len(postcode) == 6
    vraag = [("fq", "type:postcode"), ("fq", f"postcode:{postcode}{'' if volledig else '*'}"), ("rows", RIJEN)]
    rijen = [rij for rij in _zoek(vraag, mag) if rij["postcode"].startswith(postcode)]
    if not rijen:
        return None
    code, gemeente = Counter((rij["code"], rij["gemeente"]) for rij in rijen).most_common(1)[0][0]
    hier = [rij for rij in rijen if rij["code"] == code]
    punt = tuple(math.fsum(rij["punt"][as_] for rij in hier) / len(hier) for as_ in (0, 1))
    leesbaar = f"{postcode[:4]} {postcode[4:]}".strip()
    return Vondst(f"{leesbaar} in {hier[0]['plaats'] or gemeente}", code, gemeente, punt)


def zoek_woonplaats(naam: str, mag: Callable[[], bool]) -> list[Vondst]:
    """Every woonplaats of exactly this name, capitals and accents aside; several gemeenten can have one. Raises as
    `zoek_postcode`."""
    vraag = " ".join(_GEEN_NAAM.sub(" ", naam).split())
    if not any(teken.isalpha() for teken in vraag):
        return []
    rijen = _zoek([("q", vraag), ("fq", "type:woonplaats"), ("rows", RIJEN)], mag)
    return [
        Vondst(rij["plaats"], rij["code"], rij["gemeente"], tuple(rij["punt"]))
        for rij in rijen
        if kaal(rij["plaats"]) == kaal(naam)
    ]


def _zoek(vraag: list[tuple], mag: Callable[[], bool]) -> list[dict]:
    gevraagd = urlencode(vraag)
    sleutel = "locatieserver-" + hashlib.sha256(gevraagd.encode()).hexdigest()
    rijen = cache.get(sleutel)
    if rijen is not None:
        return rijen
    if cache.get(_STIL):
        raise PdokZwijgt
    if not mag():
        raise TeVaakGevraagd
    try:
        rijen = _lees(_haal(f"{BASIS}?{gevraagd}"))
    except PdokBegrijptNiet:
        raise
    except PdokZwijgt:
        cache.set(_STIL, True, STIL)
        raise
    cache.set(sleutel, rijen, GEVONDEN if rijen else NIET_GEVONDEN)
    return rijen


def _haal(url: str) -> bytes:
    verzoek = Request(url, headers={"Accept": "application/json", "User-Agent": "woonzorgportaal"})  # noqa: S310
    try:
        # Only our own constant with encoded parameters gets here.
        with urlopen(verzoek, timeout=WACHTTIJD) as antwoord:  # noqa: S310
            return antwoord.read(MAX_BYTES)
    except HTTPError as fout:
        raise (PdokBegrijptNiet if fout.code == HTTPStatus.BAD_REQUEST else PdokZwijgt) from fout
    except (URLError, TimeoutError, HTTPException, OSError) as fout:
        raise PdokZwijgt from fout


def _lees(inhoud: bytes) -> list[dict]:
    """What we use of each answer; one that lacks its place or gemeente is left out."""
    try:
        documenten = json.loads(inhoud)["response"]["docs"]
        return [rij for rij in map(_rij, documenten) if rij]
    except (ValueError, KeyError, TypeError, AttributeError) as fout:
        raise PdokZwijgt from fout


def _rij(document: dict) -> dict | None:
    punt = _PUNT.match(str(document.get("centroide_rd", "")))
    code = str(document.get("gemeentecode", ""))
    if not punt or not re.fullmatch(r"[0-9]{4}", code):
        return None
    x, y = float(punt[1]), float(punt[2])
    west, zuid, oost, noord = STELSELS[28992].vak
    if not (west <= x <= oost and zuid <= y <= noord):
        return None
    return {
        "postcode": str(document.get("postcode", "")),
        "plaats": str(document.get("woonplaatsnaam", "")),
        "gemeente": str(document.get("gemeentenaam", "")),
        "code": f"GM{code}",
        "punt": [x, y],
    }
