-- Not the ORM: one definition of the counted figure, set-based, shared by the full run, the update of one
-- gemeente, and the check of one against the other. Formulas: docs/berekeningen.md.
-- gevraagd NULL: all plans. peildag decides which telregel holds.
CREATE OR REPLACE FUNCTION programmering_bijdragen(peildag date, gevraagd bigint[])
RETURNS TABLE (
    plan_id bigint, gemeente_id bigint, jaar smallint, categorie varchar, schakel varchar, bouwvorm varchar,
    tier varchar, aantal integer, waarvan_corporatie integer, waarvan_jaar_onbekend integer
) LANGUAGE sql STABLE AS $$
WITH telregel AS (
    SELECT coalesce((SELECT t.minimum FROM programmering_telregel t WHERE t.geldig_van <= peildag
                     ORDER BY t.geldig_van DESC LIMIT 1), 0) AS minimum
), regel AS (
    SELECT r.id, r.plan_id, p.gemeente_id, p.klasse, p.bouwvorm, p.vertrouwelijkheid,
           extract(year FROM p.peildatum)::int AS peiljaar,
           r.gepland, r.gerealiseerd, r.waarvan_corporatie, r.rest_per_jaar, r.gerealiseerd_per_jaar,
           CASE WHEN r.categorie IN ('geclusterd', 'zorggeschikt') AND p.breidt_uit = ''
                 AND sum(r.gepland) FILTER (WHERE r.categorie IN ('geclusterd', 'zorggeschikt'))
                     OVER (PARTITION BY r.plan_id) < telregel.minimum
                THEN 'nultreden' ELSE r.categorie END AS categorie
    FROM telregel, programmering_plan p JOIN programmering_planregel r ON r.plan_id = p.id
    WHERE p.invoerstatus = 'gereed' AND p.klasse IN ('hard', 'zacht') AND p.verwijderd_op IS NULL
      AND r.groep IN ('wonen_en_zorg', 'sloop') AND r.gepland > 0
      AND (gevraagd IS NULL OR p.id = ANY (gevraagd))
), verdeeld AS (
    SELECT r.plan_id, r.gemeente_id, r.bouwvorm, r.vertrouwelijkheid, r.categorie, c.jaar, c.schakel, c.aantal,
           c.onbekend,
           CASE WHEN r.waarvan_corporatie = 0 THEN 0 ELSE
               r.waarvan_corporatie::bigint * sum(c.aantal) OVER tot_en_met / r.gepland
               - r.waarvan_corporatie::bigint * (sum(c.aantal) OVER tot_en_met - c.aantal) / r.gepland
           END AS corporatie
    FROM regel r CROSS JOIN LATERAL (
        -- volgorde puts realised homes first: waarvan_corporatie is divided along it
        SELECT 'gerealiseerd' AS schakel, j.key::int AS jaar, j.value::int AS aantal, 0 AS onbekend,
               j.key::int AS volgorde
        FROM jsonb_each_text(r.gerealiseerd_per_jaar) j WHERE r.gerealiseerd > 0
        UNION ALL
        SELECT 'gerealiseerd', r.peiljaar, r.gerealiseerd - s.met_jaar, r.gerealiseerd - s.met_jaar, 3000
        FROM (SELECT coalesce(sum(j.value::int), 0)::int AS met_jaar
              FROM jsonb_each_text(r.gerealiseerd_per_jaar) j) s
        WHERE r.gerealiseerd > s.met_jaar
        UNION ALL
        SELECT r.klasse, CASE j.key WHEN 'onbekend' THEN 0 ELSE j.key::int END, j.value::int, 0,
               CASE j.key WHEN 'onbekend' THEN 9000 ELSE 4000 + j.key::int END
        FROM jsonb_each_text(r.rest_per_jaar) j
    ) c
    WHERE c.aantal > 0
    WINDOW tot_en_met AS (PARTITION BY r.plan_id, r.id ORDER BY c.volgorde)
)
SELECT plan_id, gemeente_id, jaar::smallint, categorie, schakel, bouwvorm, vertrouwelijkheid,
       sum(aantal)::int, sum(corporatie)::int, sum(onbekend)::int
FROM verdeeld
GROUP BY plan_id, gemeente_id, jaar, categorie, schakel, bouwvorm, vertrouwelijkheid
$$;
