-- Not the ORM: asks the database's own function about every plan.
-- Demo plans that do not keep what the database promises: figures that do not add up, or a place elsewhere.
SELECT count(*) FILTER (WHERE p.invoerstatus = 'gereed' AND NOT programmering_plan_klopt(p.id)) AS klopt_niet,
       count(*) FILTER (WHERE p.geometrie IS NULL) AS zonder_plek,
       count(*) FILTER (WHERE NOT ST_Covers(k.geometrie, p.geometrie)) AS buiten
FROM programmering_plan p
JOIN gebieden_gemeente g ON g.id = p.gemeente_id
JOIN gebieden_grens k ON k.soort = 'gemeente' AND k.code = g.code
WHERE p.rekenvoorbeeld
