-- Not the ORM: deletes by join with a temporary table, with all that hangs on it.
UPDATE programmering_plan p SET plot_id = NULL FROM demo_stuk_anders a WHERE a.soort = 'plot' AND p.plot_id = a.oud_id;
UPDATE programmering_bod b SET plot_id = NULL FROM demo_stuk_anders a WHERE a.soort = 'plot' AND b.plot_id = a.oud_id;
DELETE FROM programmering_voorstelregel r USING programmering_voorstel v, demo_stuk_anders a
WHERE r.voorstel_id = v.id
  AND ((a.soort = 'voorstel' AND v.id = a.oud_id) OR (a.soort = 'plot' AND v.plot_id = a.oud_id));
DELETE FROM programmering_voorstel v USING demo_stuk_anders a
WHERE (a.soort = 'voorstel' AND v.id = a.oud_id) OR (a.soort = 'plot' AND v.plot_id = a.oud_id);
DELETE FROM programmering_commitment c USING programmering_plotpartner p, demo_stuk_anders a
WHERE c.partner_id = p.id AND a.soort = 'plot' AND p.plot_id = a.oud_id;
DELETE FROM programmering_plotpartner x USING demo_stuk_anders a WHERE a.soort = 'plot' AND x.plot_id = a.oud_id;
DELETE FROM programmering_plotregel x USING demo_stuk_anders a WHERE a.soort = 'plot' AND x.plot_id = a.oud_id;
DELETE FROM programmering_plotscore x USING demo_stuk_anders a WHERE a.soort = 'plot' AND x.plot_id = a.oud_id;
DELETE FROM programmering_plotstap x USING demo_stuk_anders a WHERE a.soort = 'plot' AND x.plot_id = a.oud_id;
DELETE FROM programmering_plot x USING demo_stuk_anders a WHERE a.soort = 'plot' AND x.id = a.oud_id;
UPDATE programmering_workshopbod w SET bod_id = NULL FROM demo_stuk_anders a WHERE a.soort = 'bod' AND w.bod_id = a.oud_id;
DELETE FROM programmering_bodregel x USING demo_stuk_anders a WHERE a.soort = 'bod' AND x.bod_id = a.oud_id;
DELETE FROM programmering_bod x USING demo_stuk_anders a WHERE a.soort = 'bod' AND x.id = a.oud_id;
DELETE FROM programmering_aangepastewoning x USING demo_stuk_anders a
WHERE a.soort = 'aanpassing' AND x.aanpassing_id = a.oud_id;
DELETE FROM programmering_aanpassing x USING demo_stuk_anders a WHERE a.soort = 'aanpassing' AND x.id = a.oud_id;
DELETE FROM programmering_kans x USING demo_stuk_anders a WHERE a.soort = 'kans' AND x.id = a.oud_id
