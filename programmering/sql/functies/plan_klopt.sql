-- Not the ORM: a promise that the database keeps, called by deferred triggers on plan and planregel.
-- A plan that is gereed adds up: per row years sum to gepland - gerealiseerd; every group but sloop sums to
-- nieuwbouw, in total, realised and per year (domein.md 4).
CREATE OR REPLACE FUNCTION programmering_plan_klopt(gevraagd bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
-- plpgsql keeps the plan of this query from one call to the next; an sql function makes it anew for every plan.
RETURN (WITH regel AS (
    SELECT * FROM programmering_planregel WHERE plan_id = gevraagd
), jaren AS (
    SELECT r.id, r.groep, 'r' || j.key AS wat, j.value::bigint AS aantal
    FROM regel r, jsonb_each_text(r.rest_per_jaar) j
    UNION ALL
    SELECT r.id, r.groep, 'g' || j.key, j.value::bigint
    FROM regel r, jsonb_each_text(r.gerealiseerd_per_jaar) j
), rij AS (
    SELECT r.gepland - r.gerealiseerd AS rest, r.gerealiseerd,
           coalesce(sum(j.aantal) FILTER (WHERE j.wat LIKE 'r%%'), 0) AS som_rest,
           coalesce(sum(j.aantal) FILTER (WHERE j.wat LIKE 'g%%'), 0) AS som_gerealiseerd
    FROM regel r LEFT JOIN jaren j ON j.id = r.id
    GROUP BY r.id, r.gepland, r.gerealiseerd
), cel AS (
    SELECT groep, 'gepland' AS wat, sum(gepland) AS aantal FROM regel GROUP BY groep
    UNION ALL
    SELECT groep, 'gerealiseerd', sum(gerealiseerd) FROM regel GROUP BY groep
    UNION ALL
    SELECT groep, wat, sum(aantal) FROM jaren GROUP BY groep, wat
), groep AS (
    SELECT unnest(ARRAY['wonen_en_zorg', 'woningtype', 'betaalbaarheid', 'flex']) AS groep
), verwacht AS (
    SELECT g.groep, c.wat, c.aantal FROM groep g CROSS JOIN cel c WHERE c.groep = 'nieuwbouw'
), gevonden AS (
    SELECT groep, wat, aantal FROM cel WHERE groep NOT IN ('nieuwbouw', 'sloop')
)
SELECT NOT EXISTS (SELECT FROM rij WHERE rest <> som_rest OR som_gerealiseerd > gerealiseerd OR rest < 0)
   AND NOT EXISTS (
        SELECT FROM verwacht v FULL JOIN gevonden w USING (groep, wat)
        WHERE coalesce(v.aantal, 0) <> coalesce(w.aantal, 0)));
END
$$;

CREATE OR REPLACE FUNCTION programmering_eis_plan_klopt(gevraagd bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programmering_plan WHERE id = gevraagd AND invoerstatus = 'gereed')
       AND NOT programmering_plan_klopt(gevraagd) THEN
        RAISE EXCEPTION 'plan % is gereed, maar de aantallen tellen niet op', gevraagd
            USING ERRCODE = 'check_violation';
    END IF;
END
$$;
