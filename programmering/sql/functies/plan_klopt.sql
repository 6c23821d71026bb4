-- Not the ORM: a promise that the database keeps, called by the deferred trigger of plannen/toetsen.py.
-- A plan that is gereed adds up: per row years sum to gepland - gerealiseerd; every group but sloop sums to
-- nieuwbouw, in total, realised and per year (domein.md 4).

-- One of these plans whose numbers do not add up, whatever their status; NULL when all do. Set-based and without a
-- join: as quick for ten thousand plans as for one, whatever the planner thinks of the length of the array.
CREATE OR REPLACE FUNCTION programmering_plan_dat_niet_klopt(gevraagd bigint[]) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
-- plpgsql keeps the plan of this query from one call to the next; an sql function makes it anew every time.
DECLARE fout bigint;
BEGIN
    -- Each row by itself.
    SELECT r.plan_id INTO fout
    FROM programmering_planregel r
    WHERE r.plan_id = ANY (gevraagd)
      AND (r.gepland < r.gerealiseerd
           OR r.gepland - r.gerealiseerd <> (
               SELECT coalesce(sum(j.value::int), 0) FROM jsonb_each_text(r.rest_per_jaar) j
           )
           OR r.gerealiseerd_per_jaar <> '{}' AND r.gerealiseerd < (
               SELECT coalesce(sum(j.value::int), 0) FROM jsonb_each_text(r.gerealiseerd_per_jaar) j
           ))
    LIMIT 1;
    IF fout IS NOT NULL THEN
        RETURN fout;
    END IF;
    -- Each groep against nieuwbouw. Three times along the rows and one GROUP BY: it takes half the time of unfolding all
    -- of a row at once.
    SELECT cel.plan_id INTO fout
    FROM (
        SELECT r.plan_id, r.groep, c.wat, c.aantal
        FROM programmering_planregel r
        CROSS JOIN LATERAL (VALUES ('gepland', r.gepland), ('gerealiseerd', r.gerealiseerd)) c (wat, aantal)
        WHERE r.plan_id = ANY (gevraagd) AND r.groep <> 'sloop'
        UNION ALL
        SELECT r.plan_id, r.groep, 'r' || j.key, j.value::int
        FROM programmering_planregel r
        CROSS JOIN LATERAL jsonb_each_text(r.rest_per_jaar) j
        WHERE r.plan_id = ANY (gevraagd) AND r.groep <> 'sloop'
        UNION ALL
        SELECT r.plan_id, r.groep, 'g' || j.key, j.value::int
        FROM programmering_planregel r
        CROSS JOIN LATERAL jsonb_each_text(r.gerealiseerd_per_jaar) j
        WHERE r.plan_id = ANY (gevraagd) AND r.groep <> 'sloop' AND r.gerealiseerd_per_jaar <> '{}'
    ) cel
    GROUP BY cel.plan_id, cel.wat
    HAVING coalesce(sum(aantal) FILTER (WHERE groep = 'nieuwbouw'), 0) <> ANY (ARRAY[
        coalesce(sum(aantal) FILTER (WHERE groep = 'wonen_en_zorg'), 0),
        coalesce(sum(aantal) FILTER (WHERE groep = 'woningtype'), 0),
        coalesce(sum(aantal) FILTER (WHERE groep = 'betaalbaarheid'), 0),
        coalesce(sum(aantal) FILTER (WHERE groep = 'flex'), 0)
    ])
    LIMIT 1;
    RETURN fout;
END
$$;

CREATE OR REPLACE FUNCTION programmering_plan_klopt(gevraagd bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN programmering_plan_dat_niet_klopt(ARRAY[gevraagd]) IS NULL;
END
$$;

-- Checks all plans that this transaction touched, at its end; the second time there is nothing left to check.
CREATE OR REPLACE FUNCTION programmering_toets_plannen(deze bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    geraakt bigint[];
    fout bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM programmering_plantoets WHERE transactie = deze) THEN
        RETURN;
    END IF;
    WITH weg AS (
        DELETE FROM programmering_plantoets WHERE transactie = deze RETURNING plannen
    )
    SELECT array_agg(DISTINCT plan) INTO geraakt FROM weg, unnest(weg.plannen) plan;
    -- Two transactions that each change a part of one plan wait for each other here, so that the second sees both.
    PERFORM FROM programmering_plan WHERE id = ANY (geraakt) ORDER BY id FOR NO KEY UPDATE;
    SELECT array_agg(id) INTO geraakt FROM programmering_plan WHERE id = ANY (geraakt) AND invoerstatus = 'gereed';
    fout := programmering_plan_dat_niet_klopt(geraakt);
    IF fout IS NOT NULL THEN
        RAISE EXCEPTION 'plan % is gereed, maar de aantallen tellen niet op', fout USING ERRCODE = 'check_violation';
    END IF;
END
$$;
