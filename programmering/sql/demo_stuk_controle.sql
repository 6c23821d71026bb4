-- Not the ORM: asks PostGIS about every place at once.
-- Places of the demo that may not be written: none found, or not wholly within the gemeente.
SELECT count(*) FILTER (WHERE s.geometrie IS NULL) AS zonder_plek,
       count(*) FILTER (WHERE NOT ST_Covers(k.geometrie, s.geometrie)) AS buiten
FROM demo_stuk s
JOIN gebieden_gemeente g ON g.id = s.gemeente_id
JOIN gebieden_grens k ON k.soort = 'gemeente' AND k.code = g.code
WHERE s.soort IN ('plot', 'kans')
