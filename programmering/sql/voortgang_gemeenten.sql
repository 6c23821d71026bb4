-- Not the ORM: an INSERT … SELECT, so that rows never leave the database.
-- Figures of gemeenten from their bijdragen; gemeenten NULL: all.
INSERT INTO programmering_voortgang (
    berekening_id, soort, code, gemeente_id, jaar, categorie, schakel, bouwvorm, tier,
    aantal, waarvan_corporatie, waarvan_jaar_onbekend)
SELECT %(berekening)s, 'gemeente', g.code, b.gemeente_id, b.jaar, b.categorie, b.schakel, b.bouwvorm, b.tier,
       b.aantal, b.waarvan_corporatie, b.waarvan_jaar_onbekend
FROM (
    SELECT gemeente_id, jaar, categorie, schakel, bouwvorm, tier, sum(aantal) AS aantal,
           sum(waarvan_corporatie) AS waarvan_corporatie, sum(waarvan_jaar_onbekend) AS waarvan_jaar_onbekend
    FROM programmering_bijdrage
    WHERE %(gemeenten)s::bigint[] IS NULL OR gemeente_id = ANY (%(gemeenten)s)
    GROUP BY gemeente_id, jaar, categorie, schakel, bouwvorm, tier
) b JOIN gebieden_gemeente g ON g.id = b.gemeente_id
