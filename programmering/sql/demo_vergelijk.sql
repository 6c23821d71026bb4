-- Not the ORM: compares two sets of plans with all their rows in one hash join.
-- demo_anders: plans to make (is_nieuw) and demo plans to take away (plan_id). Identical ones are in neither.
CREATE TEMPORARY TABLE demo_anders ON COMMIT DROP AS
WITH nieuw AS (
    SELECT p.gemeente_id, p.plancode,
           md5((to_jsonb(p) - 'breedte' - 'hoogte' - 'hoek' - 'geometrie')::text || p.geometrie::text || r.regels) AS som
    FROM demo_plan p JOIN (
        SELECT gemeente_id, plancode,
               string_agg(concat_ws('|', groep, categorie, gepland, gerealiseerd, rest_per_jaar,
                                    gerealiseerd_per_jaar, waarvan_corporatie), ',' ORDER BY groep, categorie) AS regels
        FROM demo_regel r GROUP BY gemeente_id, plancode
    ) r USING (gemeente_id, plancode)
), oud AS (
    SELECT p.id, p.gemeente_id, p.plancode,
           -- What someone filled in beside the example makes it another plan; so does a version of its own.
           CASE WHEN p.versie = 1 AND p.plaats = '' AND p.gebiedsontwikkeling = '' AND p.bron_waarden IS NULL THEN
               md5((SELECT to_jsonb(d) FROM (SELECT
                       p.gemeente_id, p.plancode, p.plannaam, p.vertrouwelijkheid, p.opdrachtgever_soort,
                       p.opdrachtgever_naam, p.plantype, p.status_project, p.status_planologisch, p.knelpunten,
                       p.woonmilieu, p.studentenwoningen, p.sleutelproject, p.instellingsterrein, p.realisatiekans,
                       p.breidt_uit, p.breidt_uit_reden, p.toelichting, p.invoerstatus, p.peildatum) d
                   )::text || p.geometrie::text || r.regels)
           END AS som
    FROM programmering_plan p LEFT JOIN (
        SELECT plan_id,
               string_agg(concat_ws('|', groep, categorie, gepland, gerealiseerd, rest_per_jaar,
                                    gerealiseerd_per_jaar, waarvan_corporatie), ',' ORDER BY groep, categorie) AS regels
        FROM programmering_planregel r GROUP BY plan_id
    ) r ON r.plan_id = p.id
    WHERE p.rekenvoorbeeld
)
SELECT coalesce(n.gemeente_id, o.gemeente_id) AS gemeente_id, coalesce(n.plancode, o.plancode) AS plancode,
       n.plancode IS NOT NULL AS is_nieuw, o.id AS plan_id
FROM nieuw n FULL JOIN oud o USING (gemeente_id, plancode)
WHERE n.som IS DISTINCT FROM o.som OR n.som IS NULL
