-- Not the ORM: compares two sets of rows in one hash join, and puts right only what differs.
-- Stored bijdragen become those of `vers`; `anders` keeps the plans that differed.
CREATE TEMPORARY TABLE anders ON COMMIT DROP AS
SELECT DISTINCT plan_id
FROM vers v FULL JOIN programmering_bijdrage o USING (plan_id, jaar, categorie, schakel)
WHERE (v.gemeente_id, v.bouwvorm, v.tier, v.aantal, v.waarvan_corporatie, v.waarvan_jaar_onbekend)
    IS DISTINCT FROM (o.gemeente_id, o.bouwvorm, o.tier, o.aantal, o.waarvan_corporatie, o.waarvan_jaar_onbekend);

DELETE FROM programmering_bijdrage WHERE plan_id IN (SELECT plan_id FROM anders);

INSERT INTO programmering_bijdrage (
    plan_id, gemeente_id, jaar, categorie, schakel, bouwvorm, tier,
    aantal, waarvan_corporatie, waarvan_jaar_onbekend)
SELECT v.* FROM vers v WHERE v.plan_id IN (SELECT plan_id FROM anders)
