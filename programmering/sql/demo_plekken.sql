-- Not the ORM: points from PostGIS within a shape, for all gemeenten in one statement.
-- Gives each plan of demo_plan a rectangle that lies wholly within its gemeente: its middle lies at least half its
-- diagonal from the boundary. In a gemeente without room for that it becomes smaller.
WITH marge (m) AS (
    VALUES (20), (45), (90), (170), (310), (560)
), plan AS MATERIALIZED (
    SELECT gemeente_id, plancode, breedte, hoogte, hoek, sqrt(breedte ^ 2 + hoogte ^ 2) / 2 AS straal
    FROM demo_plan
), gewenst AS MATERIALIZED (
    -- A buffer is made of chords, so a hundredth of the margin is kept free.
    SELECT p.*, (SELECT coalesce(min(m), 560) FROM marge WHERE m * 0.99 >= p.straal) AS m FROM plan p
), binnen AS MATERIALIZED (
    SELECT g.id AS gemeente_id, g.code, marge.m, ST_Buffer(k.geometrie, -marge.m) AS vlak
    FROM gebieden_gemeente g JOIN gebieden_grens k ON k.soort = 'gemeente' AND k.code = g.code CROSS JOIN marge
    WHERE g.id IN (SELECT gemeente_id FROM plan)
), ruimte AS MATERIALIZED (
    SELECT * FROM binnen WHERE ST_Area(vlak) > 100
), keuze AS MATERIALIZED (
    SELECT w.gemeente_id, w.m AS gewenst, max(r.m) AS m
    FROM (SELECT DISTINCT gemeente_id, m FROM gewenst) w
    JOIN ruimte r ON r.gemeente_id = w.gemeente_id AND r.m <= w.m
    GROUP BY w.gemeente_id, w.m
), gekozen AS MATERIALIZED (
    SELECT w.gemeente_id, w.plancode, w.hoek, r.m,
           w.breedte * least(1, r.m * 0.99 / w.straal) AS breedte,
           w.hoogte * least(1, r.m * 0.99 / w.straal) AS hoogte,
           row_number() OVER (PARTITION BY w.gemeente_id, r.m ORDER BY w.plancode) AS nummer,
           count(*) OVER (PARTITION BY w.gemeente_id, r.m) AS aantal
    FROM gewenst w JOIN keuze r ON r.gemeente_id = w.gemeente_id AND r.gewenst = w.m
), punt AS MATERIALIZED (
    SELECT g.gemeente_id, g.m, d.geom AS plek,
           -- Points come part by part; mixed, so that an island gets its share of every kind of plan.
           row_number() OVER (PARTITION BY g.gemeente_id, g.m ORDER BY md5(ST_AsText(d.geom))) AS nummer
    FROM (SELECT DISTINCT gemeente_id, m, aantal FROM gekozen) g
    JOIN ruimte USING (gemeente_id, m)
    -- The seed comes from the code, not from the id: another database draws the same points.
    -- Points are rounded per part of the shape, so one extra for each, or there may be too few.
    CROSS JOIN LATERAL ST_Dump(ST_GeneratePoints(
        ruimte.vlak, g.aantal::int + ST_NumGeometries(ruimte.vlak),
        1 + ('x' || substr(md5(%(zaad)s || ruimte.code || ruimte.m), 1, 7))::bit(28)::int)) d
)
UPDATE demo_plan SET geometrie = ST_Multi(ST_SnapToGrid(ST_Rotate(
    ST_MakeEnvelope(ST_X(plek) - k.breedte / 2, ST_Y(plek) - k.hoogte / 2,
                    ST_X(plek) + k.breedte / 2, ST_Y(plek) + k.hoogte / 2, 28992),
    k.hoek, ST_X(plek), ST_Y(plek)), 0.01))
FROM gekozen k JOIN punt USING (gemeente_id, m, nummer)
WHERE (demo_plan.gemeente_id, demo_plan.plancode) = (k.gemeente_id, k.plancode)
