-- Not the ORM: compares whole documents, children included, of five kinds in one hash join.
-- demo_stuk_anders: documents to make (nummer, and the id they will get) and records to take away (oud_id), of the
-- kinds asked for. A record that someone edited, or gave a version of its own, is another document.
DROP TABLE IF EXISTS demo_stuk_anders, demo_vast;
-- Plots that the demo leaves as they are: those of people, and those that something of people stands on.
CREATE TEMPORARY TABLE demo_vast ON COMMIT DROP AS
SELECT p.id FROM programmering_plot p
WHERE NOT p.rekenvoorbeeld
   OR EXISTS (SELECT FROM programmering_plan x WHERE x.plot_id = p.id AND NOT x.rekenvoorbeeld)
   OR EXISTS (SELECT FROM programmering_bod x WHERE x.plot_id = p.id AND NOT x.rekenvoorbeeld)
   OR EXISTS (SELECT FROM programmering_workshopplek x WHERE x.plot_id = p.id);
-- What names a plot that is not there, is without.
UPDATE demo_stuk s SET doc = doc || '{"plot": null}'
WHERE s.soort = 'bod' AND 'bod' = ANY (%(soorten)s) AND doc ->> 'plot' IS NOT NULL AND NOT EXISTS (
    SELECT FROM programmering_plot p
    WHERE p.rekenvoorbeeld AND p.gemeente_id = s.gemeente_id AND p.naam = s.doc ->> 'plot');
DELETE FROM demo_stuk s
WHERE s.soort = 'voorstel' AND 'voorstel' = ANY (%(soorten)s) AND NOT EXISTS (
    SELECT FROM programmering_plot p
    WHERE p.rekenvoorbeeld AND p.gemeente_id = s.gemeente_id AND p.naam = s.doc ->> 'plot');
CREATE TEMPORARY TABLE demo_stuk_anders ON COMMIT DROP AS
WITH plot AS (
    -- A reservation that ran out by itself is still the example: it is compared as it was before.
    SELECT p.*, p.status = 'verlopen' AND p.versie = 2 AS vanzelf,
           (SELECT s.reservering_tot FROM programmering_plotstap s
            WHERE s.plot_id = p.id AND s.naar = 'gereserveerd' ORDER BY s.vastgelegd_op DESC LIMIT 1) AS liep_tot
    FROM programmering_plot p
    WHERE 'plot' = ANY (%(soorten)s) AND p.rekenvoorbeeld AND p.id NOT IN (SELECT id FROM demo_vast)
), bod AS (
    SELECT * FROM programmering_bod WHERE 'bod' = ANY (%(soorten)s) AND rekenvoorbeeld
), aanpassing AS (
    SELECT * FROM programmering_aanpassing WHERE 'aanpassing' = ANY (%(soorten)s) AND rekenvoorbeeld
), kans AS (
    SELECT * FROM programmering_kans WHERE 'kans' = ANY (%(soorten)s) AND rekenvoorbeeld
), voorstel AS (
    SELECT * FROM programmering_voorstel WHERE 'voorstel' = ANY (%(soorten)s) AND starts_with(bericht, %(merk)s)
), oud AS (
    SELECT 'plot' AS soort, p.id, p.geometrie, p.versie = 1 OR p.vanzelf AS gaaf, jsonb_build_object(
        'gemeente_id', p.gemeente_id, 'naam', p.naam, 'adres', p.adres,
        'status', CASE WHEN p.vanzelf THEN 'gereserveerd' ELSE p.status END,
        'reservering_tot', CASE WHEN p.vanzelf THEN p.liep_tot ELSE p.reservering_tot END,
        'vertrouwelijkheid', p.vertrouwelijkheid, 'bouwvorm', p.bouwvorm, 'grondpositie', p.grondpositie,
        'planologie', p.planologie, 'instellingsterrein', p.instellingsterrein, 'breidt_uit', p.breidt_uit,
        'toelichting', p.toelichting,
        'eigenaar', (SELECT email FROM organisaties_gebruiker WHERE id = p.eigenaar_id),
        'adviseur', (SELECT email FROM organisaties_gebruiker WHERE id = p.adviseur_id),
        'regels', coalesce((
            SELECT jsonb_agg(jsonb_build_object('woningtype', r.woningtype, 'aantal', r.aantal, 'jaar', r.jaar,
                                                'waarvan_corporatie', r.waarvan_corporatie)
                             ORDER BY r.woningtype COLLATE "C")
            FROM programmering_plotregel r WHERE r.plot_id = p.id), '[]'),
        'scores', coalesce((
            SELECT jsonb_agg(jsonb_build_object('criterium', c.slug, 'score', s.score, 'datum', s.datum,
                                                'reden', s.reden) ORDER BY c.slug COLLATE "C")
            FROM programmering_plotscore s JOIN programmering_criterium c ON c.id = s.criterium_id
            WHERE s.plot_id = p.id), '[]'),
        'stappen', coalesce((
            SELECT jsonb_agg(jsonb_build_object('van', s.van, 'naar', s.naar, 'datum', s.datum, 'reservering_tot',
                                                s.reservering_tot, 'vastgelegd_in', s.vastgelegd_in,
                                                'bewijs', s.bewijs, 'reden', s.reden, 'door', s.door)
                             ORDER BY s.datum)
            FROM programmering_plotstap s
            WHERE s.plot_id = p.id AND NOT (p.vanzelf AND s.naar = 'verlopen')), '[]'),
        'partners', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                    'rol', t.rol, 'naam', t.naam, 'organisatie', t.organisatie_id IS NOT NULL, 'van', t.van,
                    'tot', t.tot, 'commitments', coalesce((
                        SELECT jsonb_agg(jsonb_build_object('niveau', c.niveau, 'datum', c.datum)
                                         ORDER BY c.niveau COLLATE "C")
                        FROM programmering_commitment c WHERE c.partner_id = t.id), '[]'))
                ORDER BY t.rol COLLATE "C", t.naam COLLATE "C", t.van)
            FROM programmering_plotpartner t WHERE t.plot_id = p.id), '[]')) AS doc
    FROM plot p
    UNION ALL
    SELECT 'bod', b.id, NULL, b.versie = 1, jsonb_build_object(
        'gemeente_id', b.gemeente_id, 'woondealregio', b.woondealregio_id, 'partij', b.partij,
        'partij_soort', b.partij_soort, 'organisatie', b.organisatie_id IS NOT NULL,
        'plot', (SELECT naam FROM programmering_plot WHERE id = b.plot_id), 'bouwvorm', b.bouwvorm,
        'status', b.status, 'datum', b.datum, 'status_datum', b.status_datum, 'document', b.document,
        'vertrouwelijkheid', b.vertrouwelijkheid, 'toelichting', b.toelichting,
        'regels', coalesce((
            SELECT jsonb_agg(jsonb_build_object('woningtype', r.woningtype, 'jaar', r.jaar, 'aantal', r.aantal)
                             ORDER BY r.jaar, r.woningtype COLLATE "C")
            FROM programmering_bodregel r WHERE r.bod_id = b.id), '[]'))
    FROM bod b
    UNION ALL
    SELECT 'aanpassing', a.id, NULL, a.versie = 1, jsonb_build_object(
        'gemeente_id', a.gemeente_id, 'naam', a.naam, 'soort', a.soort, 'van_type', a.van_type,
        'naar_type', a.naar_type, 'jaar', a.jaar, 'bewijs', a.bewijs, 'eigenaar_soort', a.eigenaar_soort,
        'eigenaar_naam', a.eigenaar_naam, 'toelichting', a.toelichting,
        'bag', coalesce((
            SELECT jsonb_agg(w.bag_id ORDER BY w.bag_id COLLATE "C")
            FROM programmering_aangepastewoning w WHERE w.aanpassing_id = a.id), '[]'))
    FROM aanpassing a
    UNION ALL
    SELECT 'kans', k.id, k.geometrie, k.versie = 1, jsonb_build_object(
        'gemeente_id', k.gemeente_id, 'naam', k.naam, 'soort', k.soort, 'eigenaar_soort', k.eigenaar_soort,
        'woningen', k.woningen, 'naar_type', k.naar_type, 'reden', k.reden, 'status', k.status,
        'vertrouwelijkheid', k.vertrouwelijkheid)
    FROM kans k
    UNION ALL
    SELECT 'voorstel', v.id, NULL, v.status = 'open', jsonb_build_object(
        'gemeente_id', p.gemeente_id, 'plot', p.naam, 'soort', v.soort, 'organisatie', o.naam, 'door', u.email,
        'rol', v.rol, 'bericht', v.bericht, 'datum', (v.aangemaakt AT TIME ZONE 'Europe/Amsterdam')::date,
        'regels', coalesce((
            SELECT jsonb_agg(jsonb_build_object('veld', r.veld, 'oud', r.oud, 'nieuw', r.nieuw)
                             ORDER BY r.veld COLLATE "C")
            FROM programmering_voorstelregel r WHERE r.voorstel_id = v.id), '[]'))
    FROM voorstel v JOIN organisaties_organisatie o ON o.id = v.organisatie_id
    LEFT JOIN programmering_plot p ON p.id = v.plot_id
    LEFT JOIN organisaties_gebruiker u ON u.id = v.door_id
), oud_som AS (
    SELECT soort, id, som, row_number() OVER (PARTITION BY soort, som ORDER BY id) AS keer
    FROM (SELECT *, CASE WHEN gaaf THEN md5(doc::text || coalesce(geometrie::text, '')) END AS som FROM oud) x
), nieuw_som AS (
    -- Two boden may be exactly alike.
    SELECT soort, nummer, som, row_number() OVER (PARTITION BY soort, som ORDER BY nummer) AS keer
    FROM (SELECT *, md5(doc::text || coalesce(geometrie::text, '')) AS som
          FROM demo_stuk WHERE soort = ANY (%(soorten)s)) x
)
SELECT coalesce(n.soort, o.soort) AS soort, n.nummer, o.id AS oud_id, NULL::bigint AS id
FROM nieuw_som n FULL JOIN oud_som o ON o.soort = n.soort AND o.som = n.som AND o.keer = n.keer
WHERE n.nummer IS NULL OR o.id IS NULL;
-- What people made first, goes first: their name in a gemeente, their ground, their homes.
DELETE FROM demo_stuk_anders a USING demo_stuk s
WHERE s.nummer = a.nummer AND CASE s.soort
    WHEN 'plot' THEN EXISTS (
        SELECT FROM programmering_plot p JOIN demo_vast USING (id)
        WHERE (p.gemeente_id = s.gemeente_id AND p.naam = s.doc ->> 'naam')
           OR (s.doc ->> 'status' IN ('gereserveerd', 'vastgelegd', 'in_plan') AND p.geometrie && s.geometrie
               AND p.status IN ('gereserveerd', 'vastgelegd', 'in_plan') AND ST_Intersects(p.geometrie, s.geometrie)))
    WHEN 'kans' THEN EXISTS (
        SELECT FROM programmering_kans k
        WHERE NOT k.rekenvoorbeeld AND k.gemeente_id = s.gemeente_id AND k.naam = s.doc ->> 'naam')
    WHEN 'aanpassing' THEN EXISTS (
        SELECT FROM programmering_aanpassing p LEFT JOIN programmering_aangepastewoning w ON w.aanpassing_id = p.id
        WHERE NOT p.rekenvoorbeeld AND ((p.gemeente_id = s.gemeente_id AND p.naam = s.doc ->> 'naam')
                                        OR s.doc -> 'bag' ? w.bag_id))
    ELSE false END
