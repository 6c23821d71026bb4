-- Not the ORM: the temporary table nieuwe_grens has no model.
SELECT code, hersteld, ST_IsEmpty(geometrie) AS leeg FROM nieuwe_grens ORDER BY code
