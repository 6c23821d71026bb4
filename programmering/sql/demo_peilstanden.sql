-- Not the ORM: the plans of today turned into plausible ones of half a year ago, of all gemeenten in one statement.
-- Chance is the md5 of what does not change, so that each database draws the same.
WITH peilstand AS (
    SELECT s.id, s.gemeente_id, s.geldend, s.peildatum, g.code
    FROM programmering_peilstand s JOIN gebieden_gemeente g ON g.id = s.gemeente_id
    WHERE s.id = ANY (%(peilstanden)s)
), plan AS (
    SELECT s.id AS peilstand_id, s.peildatum, s.geldend, p.id, p.plannaam, p.plancode, p.vertrouwelijkheid,
           p.invoerstatus, p.status_planologisch, p.status_project, p.klasse, p.bouwvorm,
           ('x' || substr(md5(s.code || p.plancode || %(zaad)s), 1, 6))::bit(24)::int %% 100 AS lot,
           ('x' || substr(md5(s.code || p.plancode || %(zaad)s), 7, 6))::bit(24)::int %% 100 AS lot2,
           p.invoerstatus = 'gereed' AND p.klasse <> 'niet_meetellend' AS telt
    FROM peilstand s JOIN programmering_plan p USING (gemeente_id)
    WHERE p.rekenvoorbeeld AND p.verwijderd_op IS NULL
), cijfer AS (
    SELECT b.*, sum(b.aantal) FILTER (WHERE b.categorie IN ('geclusterd', 'zorggeschikt'))
                    OVER (PARTITION BY b.plan_id) AS cluster
    FROM programmering_bijdragen(%(peildatum)s, ARRAY(SELECT id FROM plan)) b
), toen AS (
    -- Below 7 the plan did not exist yet; what was softer then was so in the same years. A wrong first version has
    -- one plan twice.
    SELECT peilstand_id, peildatum, id AS plan_id, id AS cijfers_van, plannaam, plancode, vertrouwelijkheid,
           invoerstatus, status_project, bouwvorm, telt, lot,
           CASE WHEN klasse = 'hard' AND lot BETWEEN 19 AND 31 THEN '3' ELSE status_planologisch END AS status,
           CASE WHEN klasse = 'hard' AND lot BETWEEN 19 AND 31 THEN 'zacht' ELSE klasse END AS klasse,
           CASE WHEN lot BETWEEN 7 AND 14 THEN 70 + lot2 %% 25 WHEN lot BETWEEN 15 AND 18 THEN 105 + lot2 %% 25
                ELSE 100 END AS procent,
           NOT geldend AND row_number() OVER (
               PARTITION BY peilstand_id
               ORDER BY telt DESC, EXISTS (SELECT FROM cijfer c WHERE c.plan_id = plan.id AND c.cluster > 0) DESC,
                        lot2, plancode
           ) = 1 AS dubbel
    FROM plan
    WHERE lot >= 7
    UNION ALL
    -- A next phase that was given up since.
    SELECT peilstand_id, peildatum, NULL, id, left(plannaam, 180) || ', tweede fase', '', 'openbaar',
           'gereed', 'studie', bouwvorm, true, lot, '4A', 'zacht', 60, false
    FROM plan
    WHERE lot >= 7 AND lot2 < 4 AND telt AND vertrouwelijkheid = 'openbaar'
      AND EXISTS (SELECT FROM cijfer c WHERE c.plan_id = plan.id AND c.schakel <> 'gerealiseerd')
), bevroren AS (
    INSERT INTO programmering_peilstandplan (
        peilstand_id, plan_id, plannaam, plancode, tier, invoerstatus, status_planologisch, status_project, klasse,
        bouwvorm
    )
    SELECT peilstand_id, plan_id, plannaam, plancode, CASE WHEN telt THEN vertrouwelijkheid ELSE 'gemeente' END,
           invoerstatus, status, status_project, klasse, bouwvorm
    FROM toen
    RETURNING id, peilstand_id, plannaam
), geteld AS (
    SELECT bevroren.id, c.categorie, c.jaar,
           CASE WHEN toen.plan_id IS NULL THEN toen.klasse
                WHEN c.schakel = 'gerealiseerd' AND toen.klasse = 'hard' AND toen.lot %% 2 = 0
                     AND c.jaar >= extract(year FROM toen.peildatum) THEN 'hard'
                WHEN c.schakel = 'gerealiseerd' THEN c.schakel
                ELSE toen.klasse END AS schakel,
           -- A cluster stays large enough to be one.
           c.aantal * CASE WHEN c.schakel = 'gerealiseerd' OR c.cluster < 20 AND toen.procent < 100 THEN 100
                           ELSE toen.procent END / 100 * CASE WHEN toen.dubbel THEN 2 ELSE 1 END AS aantal,
           c.aantal AS nu, c.waarvan_corporatie
    FROM bevroren
    JOIN toen USING (peilstand_id, plannaam)
    JOIN cijfer c ON c.plan_id = toen.cijfers_van
    WHERE toen.plan_id IS NOT NULL OR c.schakel <> 'gerealiseerd'
)
INSERT INTO programmering_peilstandcijfer (plan_id, categorie, schakel, jaar, aantal, waarvan_corporatie)
SELECT id, categorie, schakel, jaar, sum(aantal), sum(waarvan_corporatie * aantal / nu)
FROM geteld
WHERE aantal > 0
GROUP BY id, categorie, schakel, jaar
