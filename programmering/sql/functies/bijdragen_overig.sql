-- Not the ORM: one definition of what plots, boden and aanpassingen count, set-based, shared by the full run and
-- the update of a gemeente. Formulas: docs/berekeningen.md. gevraagd NULL: all gemeenten.
CREATE OR REPLACE FUNCTION programmering_bijdragen_overig(peildag date, gevraagd bigint[])
RETURNS TABLE (
    gemeente_id bigint, plot_id bigint, bod_id bigint, aanpassing_id bigint, jaar smallint, categorie varchar,
    schakel varchar, bouwvorm varchar, tier varchar, aantal integer, waarvan_corporatie integer
) LANGUAGE sql STABLE AS $$
WITH telregel AS (
    SELECT coalesce((SELECT t.minimum FROM programmering_telregel t WHERE t.geldig_van <= peildag
                     ORDER BY t.geldig_van DESC LIMIT 1), 0) AS minimum
), tier (naam, rang) AS (
    VALUES ('openbaar', 1), ('provincie', 2), ('gemeente', 3)
), plot AS (
    SELECT p.id, p.gemeente_id, p.bouwvorm, p.breidt_uit, p.status, t.rang
    FROM programmering_plot p JOIN tier t ON t.naam = p.vertrouwelijkheid
    WHERE p.status IN ('gereserveerd', 'vastgelegd', 'in_plan')
      AND NOT (p.status = 'gereserveerd' AND p.reservering_tot < peildag)
      AND (gevraagd IS NULL OR p.gemeente_id = ANY (gevraagd))
), planwoning AS (
    -- What the plans on a plot count, by their own label: telregel 12 may not make a home count twice.
    SELECT pl.plot_id, t.rang, pl.id AS plan_id, r.categorie, r.gepland
    FROM plot JOIN programmering_plan pl ON pl.plot_id = plot.id
    JOIN tier t ON t.naam = pl.vertrouwelijkheid
    LEFT JOIN programmering_planregel r ON r.plan_id = pl.id AND r.groep = 'wonen_en_zorg'
    WHERE pl.invoerstatus = 'gereed' AND pl.klasse IN ('hard', 'zacht') AND pl.verwijderd_op IS NULL
), niveau AS (
    -- Each reader's level: with the plans that are seen there.
    SELECT p.id, l.rang, (SELECT count(*) FROM planwoning w WHERE w.plot_id = p.id AND w.rang <= l.rang) AS plannen
    FROM plot p JOIN tier l ON l.rang >= p.rang
), type (woningtype, volgorde) AS (
    VALUES ('nultreden', 1), ('geclusterd', 2), ('zorggeschikt', 3)
), cel AS (
    -- All three types, also those without capacity: what a plan has of these takes the place of another.
    SELECT n.id, n.rang, n.plannen, t.woningtype, t.volgorde, coalesce(r.aantal, 0) AS capaciteit, r.jaar,
           coalesce(r.waarvan_corporatie, 0) AS corporatie,
           coalesce((SELECT sum(w.gepland) FROM planwoning w
                     WHERE w.plot_id = n.id AND w.rang <= n.rang AND w.categorie = t.woningtype), 0) AS gepland
    FROM niveau n CROSS JOIN type t
    LEFT JOIN programmering_plotregel r ON r.plot_id = n.id AND r.woningtype = t.woningtype
), over AS (
    SELECT c.*, greatest(capaciteit - gepland, 0) AS rest,
           sum(greatest(gepland - capaciteit, 0)) OVER (PARTITION BY id, rang) AS teveel,
           sum(greatest(capaciteit - gepland, 0)) OVER (PARTITION BY id, rang ORDER BY volgorde) AS tot_en_met
    FROM cel c
), gereserveerd AS (
    SELECT o.id, o.rang, o.woningtype, o.jaar, o.capaciteit, o.corporatie,
           CASE WHEN p.status = 'in_plan' AND o.plannen > 0 THEN 0
                ELSE greatest(o.tot_en_met - o.teveel, 0) - greatest(o.tot_en_met - o.rest - o.teveel, 0)
           END::int AS rest
    FROM over o JOIN plot p ON p.id = o.id
    WHERE o.capaciteit > 0
), stap AS (
    -- The public row counts without confidential plans; the rows above it take off what only some may know.
    SELECT g.id, g.rang, g.woningtype, g.jaar,
           g.rest - coalesce(lag(g.rest) OVER w, 0) AS aantal,
           g.corporatie * g.rest / g.capaciteit
           - coalesce(lag(g.corporatie * g.rest / g.capaciteit) OVER w, 0) AS corporatie
    FROM gereserveerd g
    WINDOW w AS (PARTITION BY g.id, g.woningtype ORDER BY g.rang)
), cluster AS (
    SELECT r.plot_id, sum(r.aantal) AS aantal FROM programmering_plotregel r
    WHERE r.woningtype IN ('geclusterd', 'zorggeschikt') GROUP BY r.plot_id
), woning AS (
    SELECT a.id, a.gemeente_id, a.jaar, a.naar_type, a.eigenaar_soort, a.breidt_uit,
           count(*) AS alle, count(*) FILTER (WHERE w.geldig) AS geldig
    FROM programmering_aanpassing a JOIN programmering_aangepastewoning w ON w.aanpassing_id = a.id
    WHERE gevraagd IS NULL OR a.gemeente_id = ANY (gevraagd)
    GROUP BY a.id
)
SELECT p.gemeente_id, p.id, NULL::bigint, NULL::bigint, s.jaar::smallint,
       CASE WHEN s.woningtype IN ('geclusterd', 'zorggeschikt') AND p.breidt_uit = ''
             AND coalesce(c.aantal, 0) < telregel.minimum THEN 'nultreden' ELSE s.woningtype END AS categorie,
       'gereserveerd', p.bouwvorm, t.naam, sum(s.aantal)::int, sum(s.corporatie)::int
FROM telregel, stap s JOIN plot p ON p.id = s.id JOIN tier t ON t.rang = s.rang
LEFT JOIN cluster c ON c.plot_id = p.id
GROUP BY p.gemeente_id, p.id, s.jaar, 6, p.bouwvorm, t.naam
HAVING sum(s.aantal) <> 0 OR sum(s.corporatie) <> 0
UNION ALL
SELECT b.gemeente_id, NULL, b.id, NULL, r.jaar, r.woningtype, 'bod', b.bouwvorm, b.vertrouwelijkheid, r.aantal,
       CASE WHEN b.partij_soort = 'corporatie' THEN r.aantal ELSE 0 END
FROM programmering_bod b JOIN programmering_bodregel r ON r.bod_id = b.id
WHERE b.status IN ('uitgebracht', 'aanvaard') AND b.gemeente_id IS NOT NULL
  AND (gevraagd IS NULL OR b.gemeente_id = ANY (gevraagd))
UNION ALL
SELECT w.gemeente_id, NULL, NULL, w.id, w.jaar,
       CASE WHEN w.naar_type IN ('geclusterd', 'zorggeschikt') AND w.breidt_uit = ''
             AND w.alle < telregel.minimum THEN 'nultreden' ELSE w.naar_type END,
       'aanpassing', 'bestaande_bouw', 'openbaar', w.geldig::int,
       CASE WHEN w.eigenaar_soort = 'corporatie' THEN w.geldig::int ELSE 0 END
FROM woning w, telregel
WHERE w.geldig > 0
$$;
