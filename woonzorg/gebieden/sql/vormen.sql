-- Not the ORM: simplifies the shared borders once for all, so that neighbours keep one border on the map.
-- Params: vandaag date, nu timestamptz, laag, midden, hoog: tolerances in metres (RD).
-- Simplifying each polygon by itself leaves gaps between neighbours. Here the borders become lines, the lines are
-- simplified, and the faces between them go back to the gemeente they lie in; larger gebieden unite those.
WITH gemeente AS MATERIALIZED (
    SELECT g.code, g.provincie_id, g.woondealregio_id, grens.bron, grens.geometrie
    FROM gebieden_gemeente AS g
    JOIN gebieden_grens AS grens ON grens.soort = 'gemeente' AND grens.code = g.code
    WHERE g.geldig_van <= %(vandaag)s AND (g.geldig_tot IS NULL OR g.geldig_tot > %(vandaag)s)
), band (naam, tolerantie) AS (
    VALUES ('laag', %(laag)s::float8), ('midden', %(midden)s::float8), ('hoog', %(hoog)s::float8)
), lijn AS MATERIALIZED (
    SELECT (ST_Dump(ST_LineMerge(ST_UnaryUnion(ST_Collect(ST_Boundary(geometrie)), 0.001)))).geom AS lijn
    FROM gemeente
), net AS MATERIALIZED (
    -- Simplified lines can cross: the union gives each crossing a node, which faces need.
    SELECT band.naam AS band, ST_UnaryUnion(ST_Collect(ST_SimplifyPreserveTopology(lijn, tolerantie))) AS lijnen
    FROM lijn CROSS JOIN band
    GROUP BY band.naam
), vlak AS MATERIALIZED (
    SELECT band, deel.path[1] AS nummer, deel.geom AS vlak
    FROM (SELECT band, ST_Polygonize(lijnen) AS vlakken FROM net GROUP BY band) AS p
    CROSS JOIN LATERAL ST_Dump(vlakken) AS deel
), toegewezen AS MATERIALIZED (
    -- With a mix of official and approximate borders a face can lie in two: the official one has it.
    SELECT DISTINCT ON (band, nummer) band, nummer, vlak, gemeente.code
    FROM vlak
    JOIN gebieden_grens AS grens
        ON grens.soort = 'gemeente' AND ST_Contains(grens.geometrie, ST_PointOnSurface(vlak))
    JOIN gemeente ON gemeente.code = grens.code
    ORDER BY band, nummer, grens.bron DESC, gemeente.code
), samen AS MATERIALIZED (
    SELECT band, code, ST_UnaryUnion(ST_Collect(vlak)) AS vlak FROM toegewezen GROUP BY band, code
), gemeentevorm AS MATERIALIZED (
    -- An island or enclave smaller than the tolerance would vanish: it keeps a simplified border of its own.
    SELECT
        band.naam AS band, gemeente.code, gemeente.provincie_id, gemeente.woondealregio_id,
        CASE
            WHEN ST_Area(samen.vlak) > ST_Area(gemeente.geometrie) / 2 THEN samen.vlak
            ELSE ST_MakeValid(ST_SimplifyPreserveTopology(gemeente.geometrie, band.tolerantie))
        END AS vlak
    FROM gemeente
    CROSS JOIN band
    LEFT JOIN samen ON samen.code = gemeente.code AND samen.band = band.naam
), vorm AS (
    SELECT
        gebied.soort, gebied.code, band,
        ST_Transform(ST_Multi(ST_CollectionExtract(ST_UnaryUnion(ST_Collect(vlak)), 3)), 3857) AS vorm
    FROM gemeentevorm
    CROSS JOIN LATERAL (
        VALUES
            ('land', 'NL'), ('provincie', provincie_id), ('woondealregio', woondealregio_id),
            ('gemeente', gemeentevorm.code)
    ) AS gebied (soort, code)
    GROUP BY gebied.soort, gebied.code, band
), nieuw AS (
    SELECT
        soort, code,
        (array_agg(vorm) FILTER (WHERE band = 'laag'))[1] AS laag,
        (array_agg(vorm) FILTER (WHERE band = 'midden'))[1] AS midden,
        (array_agg(vorm) FILTER (WHERE band = 'hoog'))[1] AS hoog
    FROM vorm
    GROUP BY soort, code
)
UPDATE gebieden_grens AS grens
SET vorm_laag = nieuw.laag,
    vorm_midden = nieuw.midden,
    vorm_hoog = nieuw.hoog,
    gewijzigd = %(nu)s
FROM nieuw
WHERE grens.soort = nieuw.soort AND grens.code = nieuw.code
