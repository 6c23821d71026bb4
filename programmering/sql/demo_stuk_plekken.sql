-- Not the ORM: points from PostGIS within a shape, for all gemeenten in one statement.
-- Gives each plot and kans its place: that of its plan, its own point, or a square of 400 metres of a grid. No two
-- take the same square and none reaches over its side, so that no two overlap, and none leaves its gemeente.
UPDATE demo_stuk s SET geometrie = p.geometrie FROM demo_plan p
WHERE s.soort = 'plot' AND (p.gemeente_id, p.plancode) = (s.gemeente_id, s.plancode);
-- Plans may lie on each other; plots may not.
DELETE FROM demo_stuk s USING demo_stuk a
WHERE s.gemeente_id = a.gemeente_id AND s.nummer > a.nummer AND ST_Intersects(s.geometrie, a.geometrie);
UPDATE demo_stuk SET geometrie = v.vlak
FROM (
    SELECT s.nummer, ST_Multi(ST_SnapToGrid(ST_Rotate(
        ST_MakeEnvelope(punt_x - breedte / 2, punt_y - hoogte / 2, punt_x + breedte / 2, punt_y + hoogte / 2, 28992),
        hoek, punt_x, punt_y), 0.01)) AS vlak, k.geometrie AS grens
    FROM demo_stuk s JOIN gebieden_gemeente g ON g.id = s.gemeente_id
    JOIN gebieden_grens k ON k.soort = 'gemeente' AND k.code = g.code
    WHERE s.punt_x IS NOT NULL AND s.geometrie IS NULL
) v
WHERE demo_stuk.nummer = v.nummer AND ST_Covers(v.grens, v.vlak)
  AND NOT EXISTS (SELECT FROM demo_stuk a
                  WHERE a.gemeente_id = demo_stuk.gemeente_id AND a.geometrie && ST_Expand(v.vlak, 10));
WITH gevraagd AS MATERIALIZED (
    SELECT nummer, gemeente_id, breedte, hoogte, hoek, sqrt(breedte ^ 2 + hoogte ^ 2) / 2 AS straal,
           row_number() OVER (PARTITION BY gemeente_id ORDER BY nummer) AS volgnummer
    FROM demo_stuk WHERE soort IN ('plot', 'kans') AND geometrie IS NULL
), nodig AS MATERIALIZED (
    SELECT gemeente_id, count(*) AS aantal FROM gevraagd GROUP BY gemeente_id
), ruimte AS MATERIALIZED (
    SELECT n.gemeente_id, n.aantal, g.code, r.m, r.vlak
    FROM nodig n JOIN gebieden_gemeente g ON g.id = n.gemeente_id
    JOIN gebieden_grens k ON k.soort = 'gemeente' AND k.code = g.code
    CROSS JOIN LATERAL (
        SELECT m, vlak FROM (VALUES (310), (150), (60)) marge (m) CROSS JOIN LATERAL ST_Buffer(k.geometrie, -m) AS vlak
        -- Three squares for each one asked for, or the room becomes larger and what stands in it smaller.
        WHERE ST_Area(vlak) > 480000 * n.aantal OR m = 60
        ORDER BY m DESC LIMIT 1
    ) r
    WHERE NOT ST_IsEmpty(r.vlak)
), cel AS MATERIALIZED (
    SELECT DISTINCT ON (r.gemeente_id, x, y) r.gemeente_id, r.m, x, y, d.geom AS punt
    FROM ruimte r
    CROSS JOIN LATERAL ST_Dump(ST_GeneratePoints(
        r.vlak, 6 * r.aantal::int + 20 + ST_NumGeometries(r.vlak),
        1 + ('x' || substr(md5(%(zaad)s || 'plot' || r.code || r.m), 1, 7))::bit(28)::int)) d
    CROSS JOIN LATERAL (SELECT floor(ST_X(d.geom) / 400) * 400 AS x, floor(ST_Y(d.geom) / 400) * 400 AS y) hoek
    ORDER BY r.gemeente_id, x, y, ST_X(d.geom), ST_Y(d.geom)
), vrij AS MATERIALIZED (
    SELECT c.*, row_number() OVER (PARTITION BY gemeente_id ORDER BY md5(x || '/' || y)) AS volgnummer
    FROM cel c
    -- By gemeente, for a hash join: each place lies wholly within its own.
    WHERE NOT EXISTS (
        SELECT FROM demo_stuk a
        WHERE a.gemeente_id = c.gemeente_id AND a.geometrie && ST_MakeEnvelope(c.x, c.y, c.x + 400, c.y + 400, 28992))
), gekozen AS (
    -- The point moves into its square by at most its own radius a side: 2.42 times that from the boundary suffices.
    SELECT g.nummer, g.hoek, g.breedte * krimp AS breedte, g.hoogte * krimp AS hoogte,
           v.x + straal * krimp + (ST_X(punt) - v.x) / 400 * (400 - 2 * straal * krimp) AS px,
           v.y + straal * krimp + (ST_Y(punt) - v.y) / 400 * (400 - 2 * straal * krimp) AS py
    FROM gevraagd g JOIN vrij v USING (gemeente_id, volgnummer)
    CROSS JOIN LATERAL (SELECT least(1, v.m / 2.45 / g.straal) AS krimp) k
)
UPDATE demo_stuk s SET geometrie = ST_Multi(ST_SnapToGrid(ST_Rotate(
    ST_MakeEnvelope(px - k.breedte / 2, py - k.hoogte / 2, px + k.breedte / 2, py + k.hoogte / 2, 28992),
    k.hoek, px, py), 0.01))
FROM gekozen k WHERE k.nummer = s.nummer
