"""Plans by (gemeente, plancode) and by (gemeente, plannaam), for a batch of rows in one statement.

Plain SQL, since two IN lists would ask the index for every gemeente with every name: a thousand rows of three
hundred gemeenten are three hundred thousand look-ups. Pairs are a thousand. For a name it reads BETWEEN, which only
the unique index can answer: with = the planner takes the trigram index of search, some thousand times slower here.
"""

from collections.abc import Iterable

from django.db import connection

_OP_CODE = """
SELECT p.id
FROM unnest(%(gemeenten)s::bigint[], %(teksten)s::text[]) AS i (gemeente, tekst)
JOIN programmering_plan p ON p.gemeente_id = i.gemeente AND p.plancode = i.tekst AND p.plancode <> ''
    AND p.verwijderd_op IS NULL
"""
_OP_NAAM = """
SELECT p.gemeente_id, p.plannaam, p.id
FROM unnest(%(gemeenten)s::bigint[], %(teksten)s::text[]) AS i (gemeente, tekst)
JOIN programmering_plan p ON p.gemeente_id = i.gemeente AND p.plannaam BETWEEN i.tekst AND i.tekst
    AND p.verwijderd_op IS NULL
"""


def _haal(opdracht: str, paren: Iterable[tuple[int, str]]) -> list[tuple]:
    paren = list(paren)
    if not paren:
        return []
    with connection.cursor() as cursor:
        cursor.execute(opdracht, {"gemeenten": [g for g, _ in paren], "teksten": [tekst for _, tekst in paren]})
        return cursor.fetchall()


def plannen_met_code(paren: Iterable[tuple[int, str]]) -> list[int]:
    """Ids of the plans with one of these (gemeente id, plancode)."""
    return [pk for (pk,) in _haal(_OP_CODE, paren)]


def plannen_met_naam(paren: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """(gemeente id, plannaam) -> plan id, for those of these pairs that are taken."""
    return {(gemeente, naam): pk for gemeente, naam, pk in _haal(_OP_NAAM, paren)}
