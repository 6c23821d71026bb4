-- Not the ORM: HAVING over two distinct counts per group.
-- Homes in plans that are not openbaar, for the land only, and only where at least 3 plans in 3 gemeenten hide
-- behind the figure (domein.md 3).
SELECT o.slug AS periode, b.categorie AS woningtype, sum(b.aantal)::int AS aantal
FROM programmering_bijdrage b JOIN programmering_opgaveperiode o ON b.jaar BETWEEN o.van_jaar AND o.tot_jaar
WHERE b.tier <> 'openbaar' AND b.plan_id IS NOT NULL AND b.categorie IN ('nultreden', 'geclusterd', 'zorggeschikt')
GROUP BY o.slug, b.categorie
HAVING count(DISTINCT b.plan_id) >= 3 AND count(DISTINCT b.gemeente_id) >= 3
