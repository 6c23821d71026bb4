-- Not the ORM: union per provincie, woondealregio and land in one pass, written as an upsert.
-- Params: vandaag date, nu timestamptz. Official only when every gemeente in it is.
WITH deel AS MATERIALIZED (
    SELECT gebied.soort, gebied.code, grens.geometrie, grens.bron, grens.jaar
    FROM gebieden_gemeente AS gemeente
    JOIN gebieden_grens AS grens ON grens.soort = 'gemeente' AND grens.code = gemeente.code
    CROSS JOIN LATERAL (
        VALUES
            ('land', 'NL'), ('provincie', gemeente.provincie_id), ('woondealregio', gemeente.woondealregio_id)
    ) AS gebied (soort, code)
    WHERE gemeente.geldig_van <= %(vandaag)s
        AND (gemeente.geldig_tot IS NULL OR gemeente.geldig_tot > %(vandaag)s)
), nieuw AS (
    SELECT
        soort,
        code,
        -- Whole millimetres: neighbours whose shared border differs by a rounding leave no gaps.
        ST_Multi(ST_CollectionExtract(ST_UnaryUnion(ST_Collect(geometrie), 0.001), 3)) AS geometrie,
        CASE WHEN bool_and(bron = 'officieel') THEN 'officieel' ELSE 'benadering' END AS bron,
        CASE WHEN count(*) = count(jaar) AND min(jaar) = max(jaar) THEN min(jaar) END AS jaar
    FROM deel
    GROUP BY soort, code
), weg AS (
    -- A woondealregio that lost its last gemeente has no place on the map.
    DELETE FROM gebieden_grens AS oud
    WHERE oud.soort <> 'gemeente'
        AND NOT EXISTS (SELECT FROM nieuw WHERE nieuw.soort = oud.soort AND nieuw.code = oud.code)
)
INSERT INTO gebieden_grens AS oud (soort, code, bron, jaar, geometrie, gewijzigd)
SELECT soort, code, bron, jaar, geometrie, %(nu)s FROM nieuw
ON CONFLICT (soort, code) DO UPDATE
SET bron = excluded.bron, jaar = excluded.jaar, geometrie = excluded.geometrie, gewijzigd = excluded.gewijzigd
WHERE (oud.bron, oud.jaar) IS DISTINCT FROM (excluded.bron, excluded.jaar)
    OR oud.geometrie::bytea <> excluded.geometrie::bytea
