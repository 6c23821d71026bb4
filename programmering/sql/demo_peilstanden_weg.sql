-- Not the ORM: deletes by join; each peilstand and all in it, of the demo alone.
DELETE FROM programmering_peilstandcijfer c USING programmering_peilstandplan p, programmering_peilstand s
WHERE c.plan_id = p.id AND p.peilstand_id = s.id AND s.vastgesteld_door = 'Rekenvoorbeeld' AND s.rekenvoorbeeld;
DELETE FROM programmering_peilstandplan p USING programmering_peilstand s
WHERE p.peilstand_id = s.id AND s.vastgesteld_door = 'Rekenvoorbeeld' AND s.rekenvoorbeeld;
DELETE FROM programmering_peilstand s WHERE s.vastgesteld_door = 'Rekenvoorbeeld' AND s.rekenvoorbeeld
