"""Shapes of many rows at once in PostGIS, the one transformer: to RD, mended, measured, and in which gemeente.

Plain SQL, since the rows come from a file and not from a table: one statement for a whole batch.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from programmering.plannen.models import Plan
from woonzorg.gebieden.models import Grens

# Square metres below which a part of a shape is more likely a slip of the mouse than a place to build.
SNIPPER = 25
# Metres within which two shapes are the same (domein.md 1: transformation and rounding).
GELIJK = 0.05
# Decimals kept of the source's shape in bron_waarden: centimetres.
_TWKB_DECIMALEN = 2

_LIGGING = """
WITH invoer AS MATERIALIZED (
    SELECT nummer, gesteld, ST_Transform(ST_GeomFromWKB(decode(wkb, 'hex'), %(srid)s), 28992) AS ruw
    -- One long text travels much faster than an array of bytea.
    FROM unnest(%(nummers)s::int[], string_to_array(%(wkb)s, ','), %(gesteld)s::text[]) AS i (nummer, wkb, gesteld)
), geldig AS MATERIALIZED (
    SELECT nummer, gesteld, ruw, ST_IsValid(ruw) AS geldig FROM invoer
), vorm AS MATERIALIZED (
    SELECT nummer, gesteld, geldig,
           CASE WHEN geldig THEN ruw ELSE ST_Multi(ST_CollectionExtract(ST_MakeValid(ruw), 3)) END AS vlak,
           CASE WHEN NOT geldig THEN ST_IsValidDetail(ruw) END AS fout
    FROM geldig
)
SELECT v.nummer, v.geldig, (v.fout).reason, ST_X((v.fout).location), ST_Y((v.fout).location),
       ST_IsEmpty(v.vlak) OR ST_Area(v.vlak) = 0, ST_Area(v.vlak),
       (SELECT count(*) FROM ST_Dump(v.vlak) d WHERE ST_Area(d.geom) < %(snipper)s),
       ST_AsEWKB(v.vlak), replace(encode(ST_AsTWKB(v.vlak, %(decimalen)s), 'base64'), E'\\n', ''),
       CASE WHEN raak.binnen THEN v.gesteld ELSE grootste.code END,
       CASE WHEN raak.binnen THEN raak.bron ELSE grootste.bron END
FROM vorm v
-- Most shapes lie inside the gemeente that the source names; that is quick to see. Where official and
-- approximate boundaries meet, only an official one may settle it that quickly.
LEFT JOIN LATERAL (
    SELECT g.bron, ST_Covers(g.geometrie, v.vlak) AND (g.bron = 'officieel' OR NOT %(officieel)s) AS binnen
    FROM gebieden_grens g WHERE g.soort = 'gemeente' AND g.code = v.gesteld
) raak ON true
LEFT JOIN LATERAL (
    SELECT g.code, g.bron
    FROM gebieden_grens g
    WHERE raak.binnen IS NOT TRUE AND g.soort = 'gemeente' AND g.code = ANY (%(codes)s)
      AND ST_Intersects(g.geometrie, v.vlak)
    ORDER BY g.bron = 'officieel' DESC, ST_Area(ST_Intersection(g.geometrie, v.vlak)) DESC
    LIMIT 1
) grootste ON true
"""

_VERGELIJK = """
SELECT i.nummer,
       p.geometrie IS NULL,
       coalesce(ST_HausdorffDistance(p.geometrie, ST_GeomFromEWKB(i.vlak)) <= %(gelijk)s, false),
       coalesce(ST_HausdorffDistance(o.vorm, ST_GeomFromEWKB(i.vlak)) <= %(gelijk)s, false),
       coalesce(ST_HausdorffDistance(o.vorm, p.geometrie) <= %(gelijk)s, false),
       ST_Area(p.geometrie)
FROM unnest(%(nummers)s::int[], %(plannen)s::bigint[], %(vlakken)s::bytea[], %(oud)s::text[])
     AS i (nummer, plan, vlak, oud)
JOIN programmering_plan p ON p.id = i.plan
LEFT JOIN LATERAL (
    SELECT CASE WHEN i.oud <> '' THEN ST_SetSRID(ST_GeomFromTWKB(decode(i.oud, 'base64')), 28992) END AS vorm
) o ON true
"""


# What PostGIS has against a shape, in words for who drew it.
_BEZWAREN = {
    "Self-intersection": "de rand kruist zichzelf",
    "Ring Self-intersection": "de rand raakt zichzelf",
    "Hole lies outside shell": "een gat ligt buiten het vlak",
    "Holes are nested": "een gat ligt in een ander gat",
    "Nested shells": "een deel van het vlak ligt in een ander deel",
    "Interior is disconnected": "het vlak valt door een gat uiteen",
    "Duplicate Rings": "twee randen zijn dezelfde",
    "Too few points in geometry component": "een rand heeft te weinig verschillende punten",
}
HERSTELD = "Het vlak klopte niet en is hersteld."


@dataclass(frozen=True)
class Ligging:
    """A row's shape in RD. `code` is the gemeente it lies in by largest overlap, '' for none; `bron` whose boundary.

    `bezwaar` is what PostGIS has against a shape that it mended, and `fout_x`, `fout_y` where.
    """

    geldig: bool
    bezwaar: str | None
    fout_x: float | None
    fout_y: float | None
    leeg: bool
    oppervlak: float
    snippers: int
    vlak: bytes
    twkb: str
    code: str
    bron: str

    @property
    def waarom_hersteld(self) -> str:
        """What was wrong and where, in RD; '' when nothing was."""
        if self.geldig:
            return ""
        bezwaar = _BEZWAREN.get(self.bezwaar or "", "de vorm is ongeldig")
        waar = "" if self.fout_x is None else f" bij {self.fout_x:.0f}, {self.fout_y:.0f} (RD)"
        return f"Het vlak klopte niet: {bezwaar}{waar}."

    @property
    def officieel(self) -> bool:
        return self.bron == Grens.Bron.OFFICIEEL


@dataclass(frozen=True)
class Vergelijking:
    """The source's new shape against the plan's, and against what the source said before."""

    plan_zonder_plek: bool
    gelijk_aan_plan: bool
    gelijk_aan_bron: bool
    plan_gelijk_aan_bron: bool
    oppervlak_plan: float | None


def grenzen_dekken_het_land() -> bool:
    """True when every gemeente's boundary is official: only then does 'in no gemeente' mean abroad or at sea."""
    bronnen = set(Grens.objects.filter(soort="gemeente").values_list("bron", flat=True).distinct())
    return bronnen == {Grens.Bron.OFFICIEEL}


def heeft_officiele_grenzen() -> bool:
    return Grens.objects.filter(soort="gemeente", bron=Grens.Bron.OFFICIEEL).exists()


def bepaal(
    vormen: Iterable[tuple[int, bytes, str]], *, srid: int, codes: list[str], officieel: bool
) -> dict[int, Ligging]:
    """nummer -> Ligging for (nummer, wkb in srid, code of the named gemeente or ''); one statement."""
    vormen = list(vormen)
    if not vormen:
        return {}
    nummers, wkb, gesteld = zip(*vormen, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            _LIGGING,
            {
                "nummers": list(nummers),
                "wkb": ",".join(vorm.hex() for vorm in wkb),
                "gesteld": list(gesteld),
                "srid": srid,
                "codes": codes,
                "officieel": officieel,
                "snipper": SNIPPER,
                "decimalen": _TWKB_DECIMALEN,
            },
        )
        return {
            nummer: Ligging(*fout, leeg, oppervlak, snippers, bytes(vlak), twkb, code or "", bron or "")
            for nummer, *fout, leeg, oppervlak, snippers, vlak, twkb, code, bron in cursor
        }


def vergelijk(rijen: Iterable[tuple[int, Plan, Ligging, str]]) -> dict[int, Vergelijking]:
    """nummer -> Vergelijking for (nummer, plan, its new Ligging, the source's old shape or ''); one statement."""
    rijen = list(rijen)
    if not rijen:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _VERGELIJK,
            {
                "nummers": [nummer for nummer, *_ in rijen],
                "plannen": [plan.pk for _, plan, *_ in rijen],
                "vlakken": [ligging.vlak for _, _, ligging, _ in rijen],
                "oud": [oud for *_, oud in rijen],
                "gelijk": GELIJK,
            },
        )
        return {nummer: Vergelijking(*rest) for nummer, *rest in cursor}
