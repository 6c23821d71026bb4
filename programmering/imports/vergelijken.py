"""What one looks at before confirming: rows that overlap, on a map; and a shape before and after it was mended."""

import json
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db import connection
from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from woonzorg.gebieden.kader import NEDERLAND

from . import profiel
from .lezers import Leesfout, kies_lezer
from .ligging import bepaal, grenzen_dekken_het_land
from .models import Import, Importoverlap, Importregel
from .overlap import DREMPEL_DEEL, DREMPEL_M2
from .vorm import Vormfout, naar_wkb

DREMPEL = {"m2": DREMPEL_M2, "procent": round(DREMPEL_DEEL * 100)}
# Decimals of a degree on the map: about a decimetre.
_DECIMALEN = 6


class _Eenvoudig(Func):
    """A shape with fewer corners, half a metre off at most: it is only drawn."""

    function = "ST_SimplifyPreserveTopology"
    output_field = GeometryField(srid=28992)


def _vorm(uitdrukking) -> AsGeoJSON:
    return AsGeoJSON(Transform(_Eenvoudig(uitdrukking, Value(0.5)), 4326), precision=_DECIMALEN)


@dataclass(frozen=True)
class Overlaprij:
    """A pair as the page shows it."""

    overlap: Importoverlap

    @property
    def anker(self) -> str:
        return f"overlap-{self.overlap.pk}"

    @property
    def regel(self) -> Importregel:
        return self.overlap.regel

    @property
    def ander_naam(self) -> str:
        return self.overlap.plan.plannaam if self.overlap.plan else self.overlap.ander.plannaam or "zonder naam"

    @property
    def ander_waar(self) -> str:
        if self.overlap.plan:
            return f"plan in het portaal, {self.overlap.plan.gemeente.naam}"
        return f"{self.overlap.ander} van dit bestand"

    @property
    def ander_url(self) -> str:
        return self.overlap.plan.get_absolute_url() if self.overlap.plan else ""

    @property
    def wat(self) -> str:
        o = self.overlap
        plek = "vrijwel dezelfde plek" if o.zelfde_plek else "overlapt" if o.m2 else ""
        return " en ".join(filter(None, [plek, "dezelfde naam" if o.zelfde_naam else ""]))

    @property
    def m2(self) -> int:
        return round(self.overlap.m2)

    @property
    def procent(self) -> int:
        """Of the smallest of the two; never 100 when something is left over."""
        return min(round(self.overlap.deel * 100), 100 if self.overlap.deel > 0.995 else 99)


def overlappen(import_: Import, user) -> QuerySet:
    """The pairs of this import that `user` may see, the largest first."""
    gevonden = Importoverlap.objects.for_user(user).filter(regel__bij=import_)
    return gevonden.select_related("regel", "ander", "plan__gemeente").annotate(
        vorm=_vorm("vlak"), ander_vorm=_vorm(Coalesce(F("ander_vlak"), F("plan__geometrie")))
    )


def rijen(overlappen) -> list[Overlaprij]:
    return [Overlaprij(o) for o in overlappen]


def overlapkaart(rijen: list[Overlaprij]) -> dict:
    """The shapes of these pairs; one that lies on several others stands on it once. One query, for the boundaries."""
    vormen: dict[tuple, dict] = {}
    for rij in rijen:
        o = rij.overlap
        if not o.m2:
            continue
        anders = ("plan", o.plan_id) if o.plan_id else ("rij", o.ander_id)
        for sleutel, soort, naam, tekst, vorm in (
            (("rij", o.regel_id), "rij", o.regel.plannaam, f"{o.regel} van dit bestand", o.vorm),
            (anders, anders[0], rij.ander_naam, rij.ander_waar, o.ander_vorm),
        ):
            kenmerk = vormen.setdefault(sleutel, _kenmerk(soort, naam, tekst, vorm))
            kenmerk["properties"]["bij"].append(rij.anker)
            if soort == "plan":
                kenmerk["properties"]["url"] = rij.ander_url
    return _kaart("Plannen die overlappen", list(vormen.values()))


def _kenmerk(soort: str, naam: str, tekst: str, vorm: str) -> dict:
    eigenschappen = {"soort": soort, "naam": naam or "zonder naam", "tekst": tekst, "bij": []}
    return {"type": "Feature", "properties": eigenschappen, "geometry": json.loads(vorm)}


def _kaart(onderwerp: str, kenmerken: list[dict]) -> dict:
    return {
        "achtergrond": settings.PDOK_TEGELS,
        "gebieden_tegels": "/kaart/gebieden/gemeente/{z}/{x}/{y}.mvt",
        "soort": "gemeente",
        "begrenzing": NEDERLAND,
        "bron": "" if grenzen_dekken_het_land() else "benadering",
        "onderwerp": onderwerp,
        "legenda": [],
        "waarden": {},
        "vormen": {"type": "FeatureCollection", "features": kenmerken},
    }


# --- A shape before and after mending ------------------------------------------------------------------------


@dataclass(frozen=True)
class Herstel:
    """A mended shape: what was wrong and where, how large it became, and both shapes on a map."""

    waarom: str
    m2: int
    hoeken_voor: int
    hoeken_na: int
    delen_na: int
    kaart: dict


_VOOR_EN_NA = """
SELECT ST_AsGeoJSON(ST_Transform(ruw, 4326), %(decimalen)s), ST_AsGeoJSON(ST_Transform(vlak, 4326), %(decimalen)s),
       ST_NPoints(ruw), ST_NPoints(vlak), ST_NumGeometries(vlak),
       ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), 28992), 4326), %(decimalen)s)
FROM (SELECT ST_Transform(ST_GeomFromWKB(%(wkb)s, %(srid)s), 28992) AS ruw, ST_GeomFromEWKB(%(vlak)s) AS vlak) v
"""


def herstel_van(import_: Import, nummer: int) -> Herstel | None:
    """The shape of this row as the file has it and as it was mended; None when there is nothing (any more) to show."""
    inhoud = bytes(import_.bestand)
    if not inhoud:
        return None
    try:
        lezer = kies_lezer(import_.bestandsnaam, inhoud, herken_kolom=profiel.laad(import_.profiel).kent)
        stelsel = import_.lees_kop(lezer).stelsel
        rij = next(islice(lezer.rijen(inhoud), nummer - 1, None), None)
        wkb = naar_wkb(rij.feature.get("geometry"), stelsel) if rij and isinstance(rij.feature, dict) else None
    except (Leesfout, Vormfout, profiel.Profielfout):
        return None
    if wkb is None:
        return None
    plek = bepaal([(nummer, wkb, "")], srid=stelsel.srid, codes=[], officieel=False)[nummer]
    if plek.geldig or plek.leeg:
        return None
    waarden = {"wkb": wkb, "srid": stelsel.srid, "vlak": plek.vlak, "x": plek.fout_x, "y": plek.fout_y}
    with connection.cursor() as cursor:
        cursor.execute(_VOOR_EN_NA, waarden | {"decimalen": _DECIMALEN})
        voor, na, hoeken_voor, hoeken_na, delen_na, fout = cursor.fetchone()
    kenmerken = [
        _kenmerk("na", "Na herstel", "zo komt het in het portaal", na),
        _kenmerk("voor", "Zoals in het bestand", "de rand voor het herstel", voor),
    ]
    if fout and plek.fout_x is not None:
        kenmerken.append(_kenmerk("fout", "Hier gaat het mis", plek.waarom_hersteld, fout))
    kaart = _kaart("Het vlak voor en na het herstel", kenmerken)
    return Herstel(plek.waarom_hersteld, round(plek.oppervlak), hoeken_voor, hoeken_na, delen_na, kaart)


def overlap_op_pagina(import_: Import, user, hoeveel: int) -> dict:
    """What the section on the page of an import needs; {} for an import that nobody has to decide upon."""
    if import_.status != Import.Status.GECONTROLEERD or "overlap" not in import_.samenvatting:
        return {}
    gevonden = overlappen(import_, user)
    aantal = gevonden.count()
    getoond = rijen(gevonden[:hoeveel])
    return {
        "overlap": {
            "aantal": aantal,
            "rijen": getoond,
            "meer": aantal > len(getoond) and reverse("import-overlap", args=[import_.pk]),
            "te_veel": import_.samenvatting["overlap"].get("te_veel"),
            "drempel": DREMPEL,
        },
        "kaart_config": overlapkaart(getoond) if any(rij.overlap.m2 for rij in getoond) else None,
    }
