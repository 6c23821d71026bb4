"""Which rows of a file lie on the ground of a plan that is there already, or of another row; and which have its name.

Set-based in PostGIS: the shapes of a file stand in a temporary table with an index, and two statements find all pairs.
Only what would be new or would move is looked at; the rest was so before this import.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from programmering.plannen.models import Plan

from .beoordelen import Oordeel
from .models import Import, Importoverlap, Importregel

# Two share ground when it is more than this, or more than this part of the smallest of the two.
DREMPEL_M2, DREMPEL_DEEL = 250, 0.10
# Less than this is a line drawn twice, whatever part it is.
MINSTENS_M2 = 1
# From this part of the largest of the two on they are the same place.
ZELFDE = 0.80
# A file in which everything lies on everything says so with these, and not with a square of them.
PER_RIJ, HOOGSTENS = 20, 5000
# Seconds for all of it; then the page says that it was too much.
GEDULD = 120
# Corners above which a shape is kept simpler: it is only drawn.
_HOEKEN, _VEREENVOUDIG = 400, 0.5

_MAAK = """
DROP TABLE IF EXISTS import_vlak;
CREATE TEMPORARY TABLE import_vlak (
    nummer int PRIMARY KEY, plan_id bigint, gemeente_id bigint, naam text, vlak geometry(MultiPolygon, 28992)
)
"""
_VUL = """
INSERT INTO import_vlak
SELECT i.nummer, i.plan, i.gemeente, lower(regexp_replace(i.naam, '[^[:alnum:]]+', '', 'g')), ST_GeomFromEWKB(i.vlak)
FROM unnest(%s::int[], %s::bigint[], %s::bigint[], %s::text[], %s::bytea[]) AS i (nummer, plan, gemeente, naam, vlak)
"""
_INDEX = """
CREATE INDEX ON import_vlak USING gist (vlak);
CREATE INDEX ON import_vlak (gemeente_id, naam);
ANALYZE import_vlak
"""
# How much two shapes share, and what part that is. Kept in one place, so that both statements judge alike.
_MAAT = """
    CROSS JOIN LATERAL (SELECT ST_Area(ST_Intersection({een}, {ander})) AS m2) gedeeld
    CROSS JOIN LATERAL (
        SELECT gedeeld.m2 / nullif(least(ST_Area({een}), ST_Area({ander})), 0) AS deel,
               gedeeld.m2 / nullif(greatest(ST_Area({een}), ST_Area({ander})), 0) AS van_grootste
    ) maat
    WHERE gedeeld.m2 > %(minstens)s AND (gedeeld.m2 > %(m2)s OR maat.deel > %(deel)s)
"""
_TEKEN = """CASE WHEN ST_NPoints({vlak}) > %(hoeken)s
    THEN ST_Multi(ST_SimplifyPreserveTopology({vlak}, %(vereenvoudig)s)) ELSE {vlak} END"""
# What moves in this file is where the file says, not where its plan still lies.
_PARTNERS = {
    "plan": """
        SELECT p.id AS ander, p.geometrie AS vlak
        FROM programmering_plan p
        WHERE p.geometrie && r.vlak AND ST_Intersects(p.geometrie, r.vlak) AND p.id IN ({zichtbaar})
          AND NOT EXISTS (SELECT FROM import_vlak b WHERE b.plan_id = p.id)
    """,
    "rij": """
        SELECT a.nummer AS ander, a.vlak
        FROM import_vlak a
        WHERE a.nummer > r.nummer AND a.vlak && r.vlak AND ST_Intersects(a.vlak, r.vlak)
    """,
}
_PLEK = """
SELECT r.nummer, o.ander, o.m2, o.deel, o.van_grootste >= %(zelfde)s, {teken_r}, {teken_o}
FROM import_vlak r
CROSS JOIN LATERAL (
    SELECT partner.ander, partner.vlak, gedeeld.m2, maat.deel, maat.van_grootste
    FROM ({partners}) partner
    {maat}
    LIMIT %(per_rij)s
) o
WHERE r.vlak IS NOT NULL
ORDER BY o.m2 DESC LIMIT %(hoogstens)s
"""
_NAAM = {
    "plan": """
        SELECT r.nummer, p.id FROM import_vlak r
        JOIN programmering_plan p ON p.gemeente_id = r.gemeente_id AND p.id IS DISTINCT FROM r.plan_id
             AND lower(regexp_replace(p.plannaam, '[^[:alnum:]]+', '', 'g')) = r.naam
        WHERE r.naam <> '' AND r.plan_id IS NULL AND p.id IN ({zichtbaar})
          AND NOT EXISTS (SELECT FROM import_vlak b WHERE b.plan_id = p.id)
        LIMIT %(hoogstens)s
    """,
    "rij": """
        SELECT r.nummer, o.nummer FROM import_vlak r
        CROSS JOIN LATERAL (
            SELECT a.nummer FROM import_vlak a
            WHERE a.gemeente_id = r.gemeente_id AND a.naam = r.naam AND a.nummer > r.nummer
            ORDER BY a.nummer LIMIT %(per_rij)s
        ) o
        WHERE r.naam <> ''
        LIMIT %(hoogstens)s
    """,
}
_WAARDEN = {
    "minstens": MINSTENS_M2, "m2": DREMPEL_M2, "deel": DREMPEL_DEEL, "zelfde": ZELFDE, "per_rij": PER_RIJ,
    "hoogstens": HOOGSTENS, "hoeken": _HOEKEN, "vereenvoudig": _VEREENVOUDIG,
}  # fmt: skip


@dataclass
class _Paar:
    """What is known of a row and another, by place and by name."""

    m2: float = 0.0
    deel: float = 0.0
    zelfde_plek: bool = False
    zelfde_naam: bool = False
    vlak: object = None
    ander_vlak: object = None


class Overlapzoeker:
    """Gathers the rows of an import while they are checked, and then says which lie on what.

    The temporary table is of this connection; `with` takes it away. `user` None sees every plan.
    """

    def __init__(self, user):
        self.user = user

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute(_MAAK)
        return self

    def __exit__(self, soort, fout, spoor):
        if not connection.needs_rollback and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS import_vlak")

    def neem(self, blok: Iterable[Oordeel]) -> None:
        rijen = [_rij(oordeel) for oordeel in blok if _beweegt(oordeel)]
        if rijen:
            with connection.cursor() as cursor:
                cursor.execute(_VUL, [list(kolom) for kolom in zip(*rijen, strict=True)])

    def bewaar(self, import_: Import) -> dict:
        """Keeps the pairs with the rows of the import; what the page says of them as a whole."""
        try:
            gevonden = {soort: self._zoek(soort) for soort in ("plan", "rij")}
        except OperationalError as fout:
            if fout.__cause__ is None or getattr(fout.__cause__, "sqlstate", "") != "57014":
                raise
            # Cancelled for taking too long.
            return {"te_veel": True}
        rijen = {nummer for paren in gevonden.values() for nummer, _ in paren}
        rijen |= {nummer for _, nummer in gevonden["rij"]}
        pk = dict(import_.regels.filter(nummer__in=rijen).values_list("nummer", "pk"))
        overlappen = [
            Importoverlap(
                regel_id=pk[nummer],
                plan_id=ander if soort == "plan" else None,
                ander_id=pk[ander] if soort == "rij" else None,
                **vars(paar),
            )
            for soort, paren in gevonden.items()
            for (nummer, ander), paar in paren.items()
        ]
        overlappen.sort(key=lambda o: -o.m2)
        Importoverlap.objects.bulk_create(overlappen[:HOOGSTENS], batch_size=500)
        return {"aantal": len(overlappen), "meer": len(overlappen) > HOOGSTENS}

    def _zoek(self, soort: str) -> dict[tuple[int, int], _Paar]:
        """(row, plan or other row) -> what they share."""
        zichtbaar, waarden = self._zichtbaar()
        waarden |= _WAARDEN
        paren: dict[tuple[int, int], _Paar] = {}
        plek = _PLEK.format(
            partners=_PARTNERS[soort].format(zichtbaar=zichtbaar),
            maat=_MAAT.format(een="r.vlak", ander="partner.vlak"),
            teken_r=_TEKEN.format(vlak="r.vlak"),
            # A plan is drawn from where it is kept, by who may see it then.
            teken_o=_TEKEN.format(vlak="o.vlak") if soort == "rij" else "NULL::geometry",
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{GEDULD}s"])
            cursor.execute(_INDEX)
            cursor.execute(plek, waarden)
            for nummer, ander, m2, deel, zelfde, vlak, ander_vlak in cursor:
                paren[nummer, ander] = _Paar(m2, deel, zelfde, False, vlak, ander_vlak)
            cursor.execute(_NAAM[soort].format(zichtbaar=zichtbaar), waarden)
            for nummer, ander in cursor:
                paren.setdefault((nummer, ander), _Paar()).zelfde_naam = True
        return paren

    def _zichtbaar(self) -> tuple[str, dict]:
        """The plans that this user may see, as SQL with named parameters."""
        plannen = Plan.objects.all() if self.user is None else Plan.objects.for_user(self.user)
        sql, waarden = plannen.order_by().values("pk").query.sql_with_params()
        namen = [f"zichtbaar_{i}" for i in range(len(waarden))]
        return sql % tuple(f"%({naam})s" for naam in namen), dict(zip(namen, waarden, strict=True))


def _beweegt(oordeel: Oordeel) -> bool:
    """True for a row that makes a plan, or gives one another place."""
    if oordeel.uitkomst == Importregel.Uitkomst.NIEUW:
        return True
    return oordeel.uitkomst == Importregel.Uitkomst.GEWIJZIGD and any(w["veld"] == "Plek" for w in oordeel.wijzigingen)


def _rij(oordeel: Oordeel) -> tuple:
    plek = oordeel.plek
    vlak = plek.vlak if plek is not None and not plek.leeg else None
    plan = oordeel.plan.pk if oordeel.plan is not None else None
    gemeente = oordeel.gemeente.pk if oordeel.gemeente else None
    return oordeel.rij.nummer, plan, gemeente, oordeel.rij.plannaam, vlak
