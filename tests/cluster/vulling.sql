-- A small country and some thousands of plans that add up, past the triggers: history and marks would cost
-- seconds, and the first full run needs neither.
SET session_replication_role = replica;

INSERT INTO gebieden_provincie (code, naam) SELECT 'PV9' || i, 'Provincie ' || i FROM generate_series(0, 3) i;
INSERT INTO gebieden_woondealregio (code, naam) SELECT 'WD9' || i, 'Regio ' || i FROM generate_series(0, 6) i;
-- 4 and 7 share no divisor: every regio lies in every provincie.
INSERT INTO gebieden_gemeente (
    code, naam, provincie_id, woondealregio_id, woondealregio_zekerheid, woondealregio_herkomst,
    corop_code, corop_naam, geldig_van)
SELECT 'GM' || 9000 + i, 'Gemeente ' || i, 'PV9' || i %% 4, 'WD9' || i %% 7, 'hoog', 'csv', '', '', '2020-01-01'
FROM generate_series(0, 39) i;

INSERT INTO programmering_plan (
    gemeente_id, plannaam, plancode, plaats, vertrouwelijkheid, opdrachtgever_soort, opdrachtgever_naam, plantype,
    status_project, status_planologisch, knelpunten, woonmilieu, sleutelproject, gebiedsontwikkeling,
    instellingsterrein, breidt_uit, breidt_uit_reden, toelichting, invoerstatus, peildatum, bron, rekenvoorbeeld,
    versie, aangemaakt, gewijzigd)
SELECT g.id, 'Plan ' || i, '', '', CASE WHEN i %% 5 = 0 THEN 'provincie' ELSE 'openbaar' END, 'onbekend', '',
       CASE WHEN i %% 6 = 0 THEN 'pand_transformatie' ELSE 'verdichting' END, 'onbekend',
       -- A hard plan is always openbaar.
       CASE WHEN i %% 5 IN (0, 1) THEN '4A' WHEN i %% 5 = 2 THEN '2B' ELSE '1A' END, '{}', 'onbekend', false, '',
       false, '', '', '', 'gereed', '2026-01-01', '', false, 1, now(), now()
FROM generate_series(1, %(plannen)s) i JOIN gebieden_gemeente g ON g.code = 'GM' || 9000 + i %% 40;

INSERT INTO programmering_planregel (
    plan_id, groep, categorie, gepland, gerealiseerd, rest_per_jaar, gerealiseerd_per_jaar, waarvan_corporatie)
SELECT p.id, r.groep, r.categorie, r.een + r.twee, CASE WHEN klaar THEN r.een ELSE 0 END,
       jsonb_strip_nulls(jsonb_build_object(
           (2025 + p.id %% 5)::text, CASE WHEN NOT klaar AND r.een > 0 THEN r.een END,
           (2031 + p.id %% 5)::text, CASE WHEN r.twee > 0 THEN r.twee END)),
       CASE WHEN klaar AND r.een > 0 THEN jsonb_build_object('2023', r.een) ELSE '{}' END,
       CASE WHEN r.groep = 'wonen_en_zorg' THEN (r.een + r.twee) / 3 ELSE 0 END
FROM programmering_plan p,
     LATERAL (SELECT 5 + p.id %% 23 AS een, 3 + p.id %% 11 AS twee, p.id %% 4 = 0 AS klaar) n,
     LATERAL (VALUES
         ('nieuwbouw', 'nieuwbouw', een, twee),
         ('woningtype', 'onbekend', een, twee),
         ('betaalbaarheid', 'onbekend', een, twee),
         ('flex', 'permanent', een, twee),
         ('wonen_en_zorg', (ARRAY['nultreden', 'geclusterd', 'zorggeschikt'])[1 + p.id %% 3], een, 0),
         ('wonen_en_zorg', 'regulier', 0, twee)) r (groep, categorie, een, twee);

SET session_replication_role = origin;
ANALYZE programmering_plan, programmering_planregel
