-- Not the ORM: compares two sets of rows in one hash join.
-- Puts right what bijdragen stored otherwise than the fresh ones in `vers`; gives the plans that differed.
WITH weg AS (
    DELETE FROM programmering_bijdrage b USING (
        SELECT o.id FROM programmering_bijdrage o LEFT JOIN vers v
            ON (v.plan_id, v.jaar, v.categorie, v.schakel) = (o.plan_id, o.jaar, o.categorie, o.schakel)
            AND (v.gemeente_id, v.bouwvorm, v.tier) = (o.gemeente_id, o.bouwvorm, o.tier)
            AND (v.aantal, v.waarvan_corporatie, v.waarvan_jaar_onbekend)
                = (o.aantal, o.waarvan_corporatie, o.waarvan_jaar_onbekend)
        WHERE v.plan_id IS NULL
    ) anders WHERE b.id = anders.id
    RETURNING b.plan_id
), erbij AS (
    INSERT INTO programmering_bijdrage (
        plan_id, gemeente_id, jaar, categorie, schakel, bouwvorm, tier,
        aantal, waarvan_corporatie, waarvan_jaar_onbekend)
    SELECT v.* FROM vers v LEFT JOIN programmering_bijdrage o
        ON (v.plan_id, v.jaar, v.categorie, v.schakel) = (o.plan_id, o.jaar, o.categorie, o.schakel)
        AND (v.gemeente_id, v.bouwvorm, v.tier) = (o.gemeente_id, o.bouwvorm, o.tier)
        AND (v.aantal, v.waarvan_corporatie, v.waarvan_jaar_onbekend)
            = (o.aantal, o.waarvan_corporatie, o.waarvan_jaar_onbekend)
    WHERE o.id IS NULL
    RETURNING plan_id
)
SELECT DISTINCT plan_id FROM (SELECT plan_id FROM weg UNION ALL SELECT plan_id FROM erbij) anders
WHERE NOT plan_id = ANY (%(gemarkeerd)s)
