"""Triggers of what is not a plan: a change of a plot, bod or aanpassing marks its gemeente, old and new.

Statement triggers with transition tables, so that bulk SQL marks as a form does. Those of plans stand in
plannen/markeringen.py: they name the plan as well.
"""

import pgtrigger

_MARKEER = (
    "INSERT INTO programmering_markering (gemeente_id, plan_id, sinds) "
    "SELECT gemeente_id, NULL::bigint, clock_timestamp() FROM "
    # Distinct first: the time of the clock is another one for each row.
    "(SELECT DISTINCT {kolom} FROM {bron} WHERE {kolom} IS NOT NULL) geraakt (gemeente_id); RETURN NULL;"
)
_SOORTEN = (
    ("markeer_nieuw", pgtrigger.Insert, "nieuw r", {"new": "nieuw"}),
    (
        "markeer_gewijzigd",
        pgtrigger.Update,
        "(SELECT * FROM oud UNION ALL SELECT * FROM nieuw) r",
        {"old": "oud", "new": "nieuw"},
    ),
    ("markeer_verwijderd", pgtrigger.Delete, "oud r", {"old": "oud"}),
)


def _triggers(kolom: str, via: str = "") -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Trigger(
            name=naam,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tabellen),
            func=_MARKEER.format(kolom=kolom, bron=f"{bron} {via}".strip()),
        )
        for naam, operation, bron, tabellen in _SOORTEN
    ]


def markeer(kolom: str) -> list[pgtrigger.Trigger]:
    """For a table that has the gemeente itself, in `kolom`."""
    return _triggers(f"r.{kolom}")


def markeer_via(ouder: str, sleutel: str) -> list[pgtrigger.Trigger]:
    """For a table that hangs on `ouder` by `sleutel`; where the parent is gone its own trigger left the mark."""
    return _triggers("o.gemeente_id", f"JOIN {ouder} o ON o.id = r.{sleutel}")
