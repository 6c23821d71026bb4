-- Not the ORM: Voronoi cells of all points at once, joined to their point, united per gemeente.
-- Params: codes text[], x and y float8[] (RD; code '' is water or abroad).
-- Leaves the temporary table nieuwe_grens, gone at the end of the transaction.
DROP TABLE IF EXISTS pg_temp.ijkpunt;
DROP TABLE IF EXISTS pg_temp.nieuwe_grens;

CREATE TEMPORARY TABLE ijkpunt ON COMMIT DROP AS
SELECT code, ST_SetSRID(ST_MakePoint(x, y), 28992) AS punt
FROM unnest(%(codes)s::text[], %(x)s::float8[], %(y)s::float8[]) AS p (code, x, y);

-- Without this index each cell is held against each point: 40 s instead of 1.
CREATE INDEX ON ijkpunt USING gist (punt);
ANALYZE ijkpunt;

CREATE TEMPORARY TABLE nieuwe_grens ON COMMIT DROP AS
WITH cel AS MATERIALIZED (
    SELECT (ST_Dump(ST_VoronoiPolygons(ST_Collect(punt)))).geom AS vlak FROM ijkpunt
)
SELECT ijkpunt.code, ST_Multi(ST_UnaryUnion(ST_Collect(cel.vlak))) AS geometrie, false AS hersteld
FROM cel
JOIN ijkpunt ON ST_Intersects(cel.vlak, ijkpunt.punt)
WHERE ijkpunt.code <> ''
GROUP BY ijkpunt.code
