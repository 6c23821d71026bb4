-- Not the ORM: geometries of any CRS are transformed, repaired and united by PostGIS, the one transformer.
-- Params: codes text[], wkb bytea[], srid int (one for the whole file).
-- Leaves the temporary table nieuwe_grens, gone at the end of the transaction.
DROP TABLE IF EXISTS pg_temp.nieuwe_grens;

CREATE TEMPORARY TABLE nieuwe_grens ON COMMIT DROP AS
WITH deel AS MATERIALIZED (
    SELECT
        code,
        ST_Transform(ST_SetSRID(ST_CurveToLine(ST_Force2D(ST_GeomFromWKB(wkb))), %(srid)s), 28992) AS vlak
    FROM unnest(%(codes)s::text[], %(wkb)s::bytea[]) AS i (code, wkb)
)
SELECT
    code,
    ST_Multi(ST_CollectionExtract(ST_Union(ST_CollectionExtract(ST_MakeValid(vlak), 3)), 3)) AS geometrie,
    bool_or(NOT ST_IsValid(vlak)) AS hersteld
FROM deel
GROUP BY code
