-- Not the ORM: reads the temporary tables of the comparison.
-- Plans, and gemeenten for what is no plan, that differed without a mark that explains it: neither taken by this run
-- nor left since it began.
SELECT a.plan_id, NULL::bigint AS gemeente_id FROM anders a
WHERE NOT a.plan_id = ANY (%(gemarkeerd)s)
  AND NOT EXISTS (SELECT FROM programmering_markering m WHERE m.plan_id = a.plan_id)
UNION ALL
SELECT NULL, a.gemeente_id FROM anders_overig a
WHERE NOT a.gemeente_id = ANY (%(gemeenten)s)
  AND NOT EXISTS (SELECT FROM programmering_markering m WHERE m.gemeente_id = a.gemeente_id)
ORDER BY 1, 2
