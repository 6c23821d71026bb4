-- Not the ORM: union on whole millimetres, so that neighbours whose shared border differs by a rounding leave no gap.
-- Params: codes text[] of gemeenten with a boundary, naar: the code that gets the union.
-- Leaves the temporary table nieuwe_grens, gone at the end of the transaction.
DROP TABLE IF EXISTS pg_temp.nieuwe_grens;

CREATE TEMPORARY TABLE nieuwe_grens ON COMMIT DROP AS
SELECT
    %(naar)s::text AS code,
    ST_Multi(ST_CollectionExtract(ST_UnaryUnion(ST_Collect(geometrie), 0.001), 3)) AS geometrie,
    false AS hersteld
FROM gebieden_grens
WHERE soort = 'gemeente' AND code = ANY (%(codes)s::text[])
