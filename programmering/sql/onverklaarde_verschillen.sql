-- Not the ORM: reads the temporary table of the comparison.
-- Plans that differed without a mark that explains it: neither taken by this run nor left since it began.
SELECT a.plan_id FROM anders a
WHERE NOT a.plan_id = ANY (%(gemarkeerd)s)
  AND NOT EXISTS (SELECT FROM programmering_markering m WHERE m.plan_id = a.plan_id)
ORDER BY a.plan_id
