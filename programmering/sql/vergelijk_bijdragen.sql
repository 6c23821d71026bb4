-- Not the ORM: compares two sets of rows in one hash join, and puts right only what differs.
-- Stored bijdragen become those of `vers` and `vers_overig`; `anders` keeps the plans that differed, and
-- `anders_overig` the gemeenten whose plots, boden or aanpassingen did.
CREATE TEMPORARY TABLE anders ON COMMIT DROP AS
SELECT DISTINCT plan_id
FROM vers v FULL JOIN (SELECT * FROM programmering_bijdrage WHERE plan_id IS NOT NULL) o
    USING (plan_id, jaar, categorie, schakel)
WHERE (v.gemeente_id, v.bouwvorm, v.tier, v.aantal, v.waarvan_corporatie, v.waarvan_jaar_onbekend)
    IS DISTINCT FROM (o.gemeente_id, o.bouwvorm, o.tier, o.aantal, o.waarvan_corporatie, o.waarvan_jaar_onbekend);

DELETE FROM programmering_bijdrage WHERE plan_id IN (SELECT plan_id FROM anders);

INSERT INTO programmering_bijdrage (
    plan_id, gemeente_id, jaar, categorie, schakel, bouwvorm, tier,
    aantal, waarvan_corporatie, waarvan_jaar_onbekend)
SELECT v.* FROM vers v WHERE v.plan_id IN (SELECT plan_id FROM anders);

CREATE TEMPORARY TABLE anders_overig ON COMMIT DROP AS
WITH opgeslagen AS (
    SELECT gemeente_id, plot_id, bod_id, aanpassing_id, jaar, categorie, schakel, bouwvorm, tier, aantal,
           waarvan_corporatie
    FROM programmering_bijdrage WHERE plan_id IS NULL
)
SELECT DISTINCT gemeente_id FROM (
    (SELECT * FROM vers_overig EXCEPT ALL SELECT * FROM opgeslagen)
    UNION ALL
    (SELECT * FROM opgeslagen EXCEPT ALL SELECT * FROM vers_overig)
) r;

DELETE FROM programmering_bijdrage
WHERE plan_id IS NULL AND gemeente_id IN (SELECT gemeente_id FROM anders_overig);

INSERT INTO programmering_bijdrage (
    gemeente_id, plot_id, bod_id, aanpassing_id, jaar, categorie, schakel, bouwvorm, tier,
    aantal, waarvan_corporatie, waarvan_jaar_onbekend)
SELECT v.*, 0 FROM vers_overig v WHERE v.gemeente_id IN (SELECT gemeente_id FROM anders_overig)
