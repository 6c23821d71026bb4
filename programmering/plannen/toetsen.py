"""The promise that a plan that is gereed adds up, kept at the end of every transaction, by whatever way it writes.

Each statement on plannen or planregels leaves one row here with the plans it touched (transition tables, as with
markeringen). The deferred trigger of the first such row checks all plans of the transaction at once and takes the rows
away (sql/functies/plan_klopt.sql); the others find nothing. A check per row instead took most of the time of an import.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

# Of a subtransaction too it is the transaction as a whole that counts.
_TOETS = (
    "INSERT INTO programmering_plantoets (transactie, plannen) "
    "SELECT pg_current_xact_id()::text::bigint, array_agg(DISTINCT {plan}) FROM {bron} HAVING count(*) > 0; "
    "RETURN NULL;"
)
_GEREED = "{tabel} r WHERE r.invoerstatus = 'gereed'"
_OUD_EN_NIEUW = "(SELECT * FROM oud UNION ALL SELECT * FROM nieuw) r"


def _trigger(naam: str, operation, plan: str, bron: str, **tabellen) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=naam,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tabellen),
        func=_TOETS.format(plan=plan, bron=bron),
    )


# A plan that is no longer gereed, or is gone, promises nothing.
TOETS_PLAN = [
    _trigger("toets_nieuw", pgtrigger.Insert, "r.id", _GEREED.format(tabel="nieuw"), new="nieuw"),
    _trigger("toets_gewijzigd", pgtrigger.Update, "r.id", _GEREED.format(tabel="nieuw"), old="oud", new="nieuw"),
]
# Of whatever plan: another transaction may be making it gereed.
TOETS_PLANREGEL = [
    _trigger("toets_nieuw", pgtrigger.Insert, "r.plan_id", "nieuw r", new="nieuw"),
    _trigger("toets_gewijzigd", pgtrigger.Update, "r.plan_id", _OUD_EN_NIEUW, old="oud", new="nieuw"),
    _trigger("toets_verwijderd", pgtrigger.Delete, "r.plan_id", "oud r", old="oud"),
]


class Plantoets(models.Model):
    """Plans to be checked at the end of the transaction that wrote this row; none outlives it. By triggers only."""

    transactie = models.BigIntegerField(db_index=True)
    plannen = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = "plantoets"
        verbose_name_plural = "plantoetsen"
        triggers = [
            pgtrigger.Trigger(
                name="toets",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="PERFORM programmering_toets_plannen(NEW.transactie); RETURN NULL;",
            ),
            # Without its row a plan would go unchecked: only the check itself takes it away.
            pgtrigger.Trigger(
                name="alleen_de_toets",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'een toets blijft staan'; END IF; RETURN NULL;",
            ),
        ]

    def __str__(self):
        return f"{self.transactie}: {self.plannen}"
