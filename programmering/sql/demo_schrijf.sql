-- Not the ORM: an INSERT … SELECT, so that rows never leave the database.
INSERT INTO programmering_plan (
    gemeente_id, plancode, plannaam, plaats, vertrouwelijkheid, opdrachtgever_soort, opdrachtgever_naam, plantype,
    status_project, status_planologisch, knelpunten, woonmilieu, studentenwoningen, sleutelproject,
    gebiedsontwikkeling, instellingsterrein, realisatiekans, breidt_uit, breidt_uit_reden, toelichting, invoerstatus,
    peildatum, geometrie, bron, rekenvoorbeeld, versie, aangemaakt, gewijzigd)
SELECT d.gemeente_id, d.plancode, d.plannaam, '', d.vertrouwelijkheid, d.opdrachtgever_soort, d.opdrachtgever_naam,
       d.plantype, d.status_project, d.status_planologisch, d.knelpunten, d.woonmilieu, d.studentenwoningen,
       d.sleutelproject, '', d.instellingsterrein, d.realisatiekans, d.breidt_uit, d.breidt_uit_reden, d.toelichting,
       d.invoerstatus, d.peildatum, d.geometrie, 'rekenvoorbeeld', true, 1, d.peildatum, d.peildatum
FROM demo_plan d JOIN demo_anders a USING (gemeente_id, plancode)
WHERE a.is_nieuw
ORDER BY d.gemeente_id, d.plancode;
INSERT INTO programmering_planregel (
    plan_id, groep, categorie, gepland, gerealiseerd, rest_per_jaar, gerealiseerd_per_jaar, waarvan_corporatie)
SELECT p.id, r.groep, r.categorie, r.gepland, r.gerealiseerd, r.rest_per_jaar, r.gerealiseerd_per_jaar,
       r.waarvan_corporatie
FROM demo_regel r
JOIN demo_anders a USING (gemeente_id, plancode)
JOIN programmering_plan p USING (gemeente_id, plancode)
WHERE a.is_nieuw
ORDER BY p.id;
-- The database began each knelpunt today; in the example they have been there for a while.
UPDATE programmering_planknelpunt k
SET sinds = p.peildatum - ('x' || substr(md5(p.plancode || k.soort), 1, 4))::bit(16)::int %% 700
FROM programmering_plan p JOIN demo_anders a USING (gemeente_id, plancode)
WHERE a.is_nieuw AND p.rekenvoorbeeld AND k.plan_id = p.id;
ANALYZE programmering_plan, programmering_planregel
