"""Triggers that append a mark for old and new gemeente in the transaction of the change itself.

Statement triggers with transition tables: an import or COPY of thousands of rows costs one extra statement, and
bulk SQL marks as well as a form does.
"""

import pgtrigger

_MARKEER = (
    "INSERT INTO programmering_markering (gemeente_id, plan_id, sinds) "
    "SELECT gemeente_id, plan_id, clock_timestamp() FROM "
    # Distinct first: the time of the clock is another one for each row.
    "(SELECT DISTINCT {kolommen} FROM {bron}) geraakt (gemeente_id, plan_id); RETURN NULL;"
)


def _trigger(naam: str, operation, bron: str, kolommen: str, **tabellen) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=naam,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tabellen),
        func=_MARKEER.format(kolommen=kolommen, bron=bron),
    )


_OUD_EN_NIEUW = "(SELECT * FROM oud UNION ALL SELECT * FROM nieuw) r"
_VIA_PLAN = "JOIN programmering_plan p ON p.id = r.plan_id"

MARKEER_PLAN = [
    _trigger("markeer_nieuw", pgtrigger.Insert, "nieuw r", "r.gemeente_id, r.id", new="nieuw"),
    _trigger("markeer_gewijzigd", pgtrigger.Update, _OUD_EN_NIEUW, "r.gemeente_id, r.id", old="oud", new="nieuw"),
    _trigger("markeer_verwijderd", pgtrigger.Delete, "oud r", "r.gemeente_id, r.id", old="oud"),
]
# Where the plan itself is gone its own trigger has left the mark.
MARKEER_PLANREGEL = [
    _trigger("markeer_nieuw", pgtrigger.Insert, f"nieuw r {_VIA_PLAN}", "p.gemeente_id, p.id", new="nieuw"),
    _trigger(
        "markeer_gewijzigd",
        pgtrigger.Update,
        f"{_OUD_EN_NIEUW} {_VIA_PLAN}",
        "p.gemeente_id, p.id",
        old="oud",
        new="nieuw",
    ),
    _trigger("markeer_verwijderd", pgtrigger.Delete, f"oud r {_VIA_PLAN}", "p.gemeente_id, p.id", old="oud"),
]
