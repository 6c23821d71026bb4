-- Not the ORM: the temporary table nieuwe_grens, which gebieden/officieel leaves, has no model.
-- Params: herindeling id, codes text[] of its successors.
INSERT INTO herindeling_herindelingsgrens AS oud (herindeling_id, code, geometrie)
SELECT %(herindeling)s, code, geometrie
FROM nieuwe_grens
WHERE code = ANY (%(codes)s::text[]) AND NOT ST_IsEmpty(geometrie)
ON CONFLICT (herindeling_id, code) DO UPDATE SET geometrie = excluded.geometrie
