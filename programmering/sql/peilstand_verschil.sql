-- Not the ORM: joins two sides, which Django has compiled each from its own for_user queryset, on the plan, and sums
-- on the spot. A side has the columns bron, sleutel (of the plan), categorie, schakel, aantal.
-- eenheid: what is compared with what; a plan that went from one to another left the first and is new in the second.
WITH kant AS (
    SELECT 0 AS is_nu, e.eenheid, t.sleutel, t.categorie, t.schakel, t.aantal
    FROM ({toen}) t JOIN unnest(%s::bigint[], %s::int[]) e (bron, eenheid) USING (bron)
    UNION ALL
    SELECT 1, e.eenheid, n.sleutel, n.categorie, n.schakel, n.aantal
    FROM ({nu}) n JOIN unnest(%s::bigint[], %s::int[]) e (bron, eenheid) USING (bron)
), cel AS (
    SELECT eenheid, sleutel, categorie, min(is_nu) AS eerst, max(is_nu) AS laatst,
           coalesce(sum(aantal) FILTER (WHERE is_nu = 0 AND schakel = 'hard'), 0) AS toen_hard,
           coalesce(sum(aantal) FILTER (WHERE is_nu = 0 AND schakel = 'zacht'), 0) AS toen_zacht,
           coalesce(sum(aantal) FILTER (WHERE is_nu = 0 AND schakel = 'gerealiseerd'), 0) AS toen_gerealiseerd,
           coalesce(sum(aantal) FILTER (WHERE is_nu = 1 AND schakel = 'hard'), 0) AS nu_hard,
           coalesce(sum(aantal) FILTER (WHERE is_nu = 1 AND schakel = 'zacht'), 0) AS nu_zacht,
           coalesce(sum(aantal) FILTER (WHERE is_nu = 1 AND schakel = 'gerealiseerd'), 0) AS nu_gerealiseerd
    FROM kant
    GROUP BY eenheid, sleutel, categorie
), per_plan AS (
    SELECT cel.*, CASE WHEN max(laatst) OVER plan = 0 THEN 'toen' WHEN min(eerst) OVER plan = 1 THEN 'nu'
                       ELSE 'beide' END AS aanwezig
    FROM cel WINDOW plan AS (PARTITION BY eenheid, sleutel)
)
