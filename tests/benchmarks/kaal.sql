-- The figures of a full run by one bare statement: contributions from the plans, sums on every level, the INSERT.
INSERT INTO programmering_voortgang (
    berekening_id, soort, code, gemeente_id, jaar, categorie, schakel, bouwvorm, tier,
    aantal, waarvan_corporatie, waarvan_jaar_onbekend)
SELECT %(berekening)s,
       CASE WHEN grouping(b.gemeente_id) = 0 THEN 'gemeente' WHEN grouping(g.provincie_id) = 0 THEN 'provincie'
            WHEN grouping(g.woondealregio_id) = 0 THEN 'woondealregio' ELSE 'land' END,
       coalesce(g.code, g.provincie_id, g.woondealregio_id, 'NL'), b.gemeente_id,
       b.jaar, b.categorie, b.schakel, b.bouwvorm, b.tier,
       sum(b.aantal), sum(b.waarvan_corporatie), sum(b.waarvan_jaar_onbekend)
FROM programmering_bijdragen(current_date, NULL) b JOIN gebieden_gemeente g ON g.id = b.gemeente_id
GROUP BY b.jaar, b.categorie, b.schakel, b.bouwvorm, b.tier,
         GROUPING SETS ((b.gemeente_id, g.code), (g.provincie_id), (g.woondealregio_id), ())
