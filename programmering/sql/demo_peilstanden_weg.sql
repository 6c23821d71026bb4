-- Not the ORM: deletes by join; each peilstand of the demo with all in it, unless somebody corrected it since.
CREATE TEMPORARY TABLE demo_peilstand_weg ON COMMIT DROP AS
SELECT s.id FROM programmering_peilstand s
WHERE s.vastgesteld_door = 'Rekenvoorbeeld' AND s.rekenvoorbeeld AND NOT EXISTS (
    SELECT FROM programmering_peilstand ander
    WHERE ander.gemeente_id = s.gemeente_id AND ander.peildatum = s.peildatum
      AND ander.vastgesteld_door <> 'Rekenvoorbeeld'
);
DELETE FROM programmering_peilstandcijfer c USING programmering_peilstandplan p, demo_peilstand_weg w
WHERE c.plan_id = p.id AND p.peilstand_id = w.id;
DELETE FROM programmering_peilstandplan p USING demo_peilstand_weg w WHERE p.peilstand_id = w.id;
DELETE FROM programmering_peilstand s USING demo_peilstand_weg w WHERE s.id = w.id;
DROP TABLE demo_peilstand_weg
