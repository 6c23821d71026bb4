-- Not the ORM: deletes by join with a temporary table; the ORM would first fetch every row.
DELETE FROM programmering_importoverlap o USING demo_anders a WHERE o.plan_id = a.plan_id;
UPDATE programmering_importregel i SET plan_id = NULL FROM demo_anders a WHERE i.plan_id = a.plan_id;
DELETE FROM programmering_voorstelregel r USING programmering_voorstel v, demo_anders a
WHERE r.voorstel_id = v.id AND v.plan_id = a.plan_id;
DELETE FROM programmering_voorstel v USING demo_anders a WHERE v.plan_id = a.plan_id;
UPDATE programmering_aanleveropmerking o SET plan_id = NULL FROM demo_anders a WHERE o.plan_id = a.plan_id;
DELETE FROM programmering_opmerking_vermeld v USING programmering_opmerking o, demo_anders a
WHERE v.opmerking_id = o.id AND o.plan_id = a.plan_id;
DELETE FROM programmering_opmerking o USING demo_anders a WHERE o.plan_id = a.plan_id;
DELETE FROM programmering_kladversie k USING demo_anders a WHERE k.plan_id = a.plan_id;
DELETE FROM programmering_planknelpunt k USING demo_anders a WHERE k.plan_id = a.plan_id;
DELETE FROM programmering_planregel r USING demo_anders a WHERE r.plan_id = a.plan_id;
DELETE FROM programmering_plan p USING demo_anders a WHERE p.id = a.plan_id
