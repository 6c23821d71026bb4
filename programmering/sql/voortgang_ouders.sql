-- Not the ORM: GROUPING SETS gives land, provincie and woondealregio in one pass over the gemeenten.
-- provincies and regios NULL: all of them.
INSERT INTO programmering_voortgang (
    berekening_id, soort, code, jaar, categorie, schakel, bouwvorm, tier,
    aantal, waarvan_corporatie, waarvan_jaar_onbekend)
SELECT %(berekening)s,
       CASE WHEN grouping(g.provincie_id) = 0 THEN 'provincie'
            WHEN grouping(g.woondealregio_id) = 0 THEN 'woondealregio' ELSE 'land' END,
       coalesce(g.provincie_id, g.woondealregio_id, 'NL'),
       v.jaar, v.categorie, v.schakel, v.bouwvorm, v.tier,
       sum(v.aantal), sum(v.waarvan_corporatie), sum(v.waarvan_jaar_onbekend)
FROM programmering_voortgang v JOIN gebieden_gemeente g ON g.id = v.gemeente_id
WHERE v.berekening_id = %(berekening)s AND v.soort = 'gemeente'
GROUP BY v.jaar, v.categorie, v.schakel, v.bouwvorm, v.tier,
         GROUPING SETS ((g.provincie_id), (g.woondealregio_id), ())
HAVING %(provincies)s::varchar[] IS NULL
    OR g.provincie_id = ANY (%(provincies)s) OR g.woondealregio_id = ANY (%(regios)s)
    OR grouping(g.provincie_id, g.woondealregio_id) = 3
