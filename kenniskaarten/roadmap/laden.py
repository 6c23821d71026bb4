"""The roadmap that comes with the portal: kenniskaarten/inhoud/roadmap.toml. Only loaded where there is none yet."""

import tomllib
from pathlib import Path

import pghistory
from django.db import transaction

from kenniskaarten.kaarten.models import Kennisstuk

from .models import PARTIJEN, Knooppunt, Lijn, Stap

BESTAND = Path(__file__).resolve().parent.parent / "inhoud" / "roadmap.toml"
WIE = "meegeleverde tekst"


@transaction.atomic
def laad_roadmap(bestand: Path = BESTAND) -> int:
    """Makes lines, knooppunten and steps, all as concept, and returns how many steps; 0 when there is a roadmap.

    Kennis that is named and not there is left out. Raises ValidationError for a row that is wrong.
    """
    if Lijn.objects.exists() or Knooppunt.objects.exists():
        return 0
    inhoud = tomllib.loads(bestand.read_text(encoding="utf-8"))
    kennis = {s.slug: s for s in Kennisstuk.objects.openbaar().only("slug")}
    with pghistory.context(door=WIE):
        knopen = {rij["slug"]: _bewaar(Knooppunt(**_schoon(rij))) for rij in inhoud["knooppunt"]}
        return sum(_laad_lijn(rij, knopen, kennis) for rij in inhoud["lijn"])


def _laad_lijn(rij: dict, knopen: dict[str, Knooppunt], kennis: dict[str, Kennisstuk]) -> int:
    volgorde = [p.value for p in PARTIJEN].index(rij["partij"]) + 1
    lijn = _bewaar(Lijn(partij=rij["partij"], inleiding=rij["inleiding"].strip(), volgorde=volgorde))
    for velden in rij["stap"]:
        slugs = velden.pop("kennis", [])
        knooppunt = knopen.get(velden.pop("knooppunt", ""))
        stap = _bewaar(Stap(lijn=lijn, knooppunt=knooppunt, **_schoon(velden)))
        stap.kennis.set([kennis[slug] for slug in slugs if slug in kennis])
    return len(rij["stap"])


def _schoon(velden: dict) -> dict:
    return {naam: waarde.strip() if isinstance(waarde, str) else waarde for naam, waarde in velden.items()}


def _bewaar(rij):
    rij.full_clean()
    rij.save()
    return rij
