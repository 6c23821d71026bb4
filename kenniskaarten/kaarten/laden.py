"""The knowledge that comes with the portal: kenniskaarten/inhoud/<adres>.md, a front matter in TOML and a text.

What nobody edited follows the file; what the kernteam edited is theirs, and stays (docs/adr/kennis.md).
"""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pghistory
from django.db import transaction
from django.utils import timezone

from .models import Kennisstuk, Status

MAP = Path(__file__).resolve().parent.parent / "inhoud"
GRENS = "+++\n"
WIE = "meegeleverde tekst"
VERPLICHT = ("soort", "titel", "samenvatting", "eigenaar")
VELDEN = {
    *VERPLICHT, "schaal", "thema", "datum", "bron", "bron_url", "actueel_tot", "volgorde", "woningtypen", "bouwvormen",
    "fasen", "knelpunten", "partijen",
}  # fmt: skip


class Inhoudfout(Exception):
    """A file that cannot be read; says which and why."""


@dataclass(frozen=True)
class Meegeleverd:
    """One file. `merk` changes with any byte of it."""

    slug: str
    velden: dict
    verwant: tuple[str, ...]
    merk: str


@dataclass(frozen=True)
class Uitkomst:
    """`eigen`: edited by the kernteam, and left alone."""

    gemaakt: int = 0
    bijgewerkt: int = 0
    gelijk: int = 0
    eigen: int = 0


def lees(pad: Path) -> Meegeleverd:
    gegevens = pad.read_bytes()
    delen = gegevens.decode().split(GRENS, 2)
    if len(delen) != 3 or delen[0]:
        raise Inhoudfout(f"{pad.name} begint niet met {GRENS.strip()}, gegevens, {GRENS.strip()} en dan de tekst.")
    try:
        velden = tomllib.loads(delen[1])
    except tomllib.TOMLDecodeError as fout:
        raise Inhoudfout(f"{pad.name}: {fout}") from fout
    verwant = tuple(velden.pop("verwant", ()))
    if fout := [*(velden.keys() - VELDEN), *(v for v in VERPLICHT if not velden.get(v))]:
        raise Inhoudfout(f"{pad.name}: onbekend of leeg veld {', '.join(sorted(fout))}.")
    velden["tekst"] = delen[2].strip()
    return Meegeleverd(pad.stem, velden, verwant, hashlib.sha256(gegevens).hexdigest())


@transaction.atomic
def laad_kennis(map_: Path = MAP) -> Uitkomst:
    """Makes what is missing as concept, and brings up to date what nobody edited. A second run changes nothing.

    Raises Inhoudfout or ValidationError for a file that is wrong; nothing is written then.
    """
    bestanden = [lees(pad) for pad in sorted(map_.glob("*.md"))]
    stukken = {s.slug: s for s in Kennisstuk.objects.select_for_update()}
    telling = {"gemaakt": 0, "bijgewerkt": 0, "gelijk": 0, "eigen": 0}
    geschreven = []
    with pghistory.context(door=WIE):
        for bestand in bestanden:
            stuk = stukken.get(bestand.slug)
            wat = _wat(bestand, stuk)
            telling[wat] += 1
            if wat in ("gemaakt", "bijgewerkt"):
                stukken[bestand.slug] = _schrijf(bestand, stuk)
                geschreven.append(bestand)
        for bestand in geschreven:
            _verbind(bestand, stukken)
    return Uitkomst(**telling)


def _wat(bestand: Meegeleverd, stuk: Kennisstuk | None) -> str:
    if stuk is None:
        return "gemaakt"
    if not stuk.inhoud_merk:
        return "eigen"
    return "gelijk" if stuk.inhoud_merk == bestand.merk else "bijgewerkt"


def _schrijf(bestand: Meegeleverd, stuk: Kennisstuk | None) -> Kennisstuk:
    if stuk is None:
        stuk = Kennisstuk(slug=bestand.slug, status=Status.CONCEPT)
    else:
        stuk.versie += 1
    for veld in VELDEN | {"tekst"}:
        standaard = Kennisstuk._meta.get_field(veld).get_default()
        setattr(stuk, veld, bestand.velden.get(veld, standaard))
    stuk.inhoud_merk = bestand.merk
    stuk.gewijzigd = timezone.now()
    stuk.full_clean()
    stuk.save()
    return stuk


def _verbind(bestand: Meegeleverd, stukken: dict[str, Kennisstuk]) -> None:
    if onbekend := [slug for slug in bestand.verwant if slug not in stukken]:
        raise Inhoudfout(f"{bestand.slug}.md: hoort bij {', '.join(onbekend)}, en dat is er niet.")
    stukken[bestand.slug].verwant.add(*(stukken[slug] for slug in bestand.verwant))
