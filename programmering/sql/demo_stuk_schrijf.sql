-- Not the ORM: an INSERT … SELECT per table from the documents, so that rows never leave the database.
-- In the order of the documents, so that a list in order of making reads as a list of gemeenten.
UPDATE demo_stuk_anders a SET id = n.id
FROM (
    SELECT nummer, nextval(pg_get_serial_sequence('programmering_' || soort, 'id')) AS id
    FROM (SELECT nummer, soort FROM demo_stuk_anders WHERE nummer IS NOT NULL ORDER BY nummer) v
) n WHERE n.nummer = a.nummer;
DROP VIEW IF EXISTS demo_te_maken;
CREATE TEMPORARY VIEW demo_te_maken AS
SELECT a.id, s.soort, s.gemeente_id, s.doc, s.geometrie, current_setting('demo.moment')::timestamptz AS moment
FROM demo_stuk s JOIN demo_stuk_anders a USING (nummer);

INSERT INTO programmering_plot (
    id, gemeente_id, naam, adres, geometrie, status, reservering_tot, vertrouwelijkheid, bouwvorm, grondpositie,
    planologie, instellingsterrein, breidt_uit, toelichting, eigenaar_id, adviseur_id, bron, rekenvoorbeeld, versie,
    aangemaakt, gewijzigd)
SELECT m.id, m.gemeente_id, d.naam, d.adres, m.geometrie, d.status, d.reservering_tot, d.vertrouwelijkheid,
       d.bouwvorm, d.grondpositie, d.planologie, d.instellingsterrein, d.breidt_uit, d.toelichting, e.id, v.id,
       'rekenvoorbeeld', true, 1, m.moment, m.moment
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_record(m.doc) d (
    naam text, adres text, status text, reservering_tot date, vertrouwelijkheid text, bouwvorm text,
    grondpositie text, planologie text, instellingsterrein boolean, breidt_uit text, toelichting text,
    eigenaar text, adviseur text)
LEFT JOIN organisaties_gebruiker e ON e.email = d.eigenaar
LEFT JOIN organisaties_gebruiker v ON v.email = d.adviseur
WHERE m.soort = 'plot' ORDER BY m.id;
INSERT INTO programmering_plotregel (plot_id, woningtype, aantal, jaar, waarvan_corporatie)
SELECT m.id, r.woningtype, r.aantal, r.jaar, r.waarvan_corporatie
FROM demo_te_maken m CROSS JOIN LATERAL jsonb_to_recordset(m.doc -> 'regels') r (
    woningtype text, aantal integer, jaar smallint, waarvan_corporatie integer)
WHERE m.soort = 'plot';
INSERT INTO programmering_plotscore (plot_id, criterium_id, score, reden, door, datum)
SELECT m.id, c.id, s.score, s.reden, 'rekenvoorbeeld', s.datum
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_recordset(m.doc -> 'scores') s (criterium text, score smallint, reden text, datum date)
JOIN programmering_criterium c ON c.slug = s.criterium
WHERE m.soort = 'plot';
INSERT INTO programmering_plotstap (
    plot_id, van, naar, datum, reservering_tot, vastgelegd_in, bewijs, link, reden, door, vastgelegd_op)
SELECT m.id, s.van, s.naar, s.datum, s.reservering_tot, s.vastgelegd_in, s.bewijs, '', s.reden,
       s.door, (s.datum + time '10:00') AT TIME ZONE 'Europe/Amsterdam'
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_recordset(m.doc -> 'stappen') s (
    van text, naar text, datum date, reservering_tot date, vastgelegd_in text, bewijs text, reden text,
    door text)
WHERE m.soort = 'plot' ORDER BY m.id, s.datum;
INSERT INTO programmering_plotpartner (plot_id, rol, organisatie_id, naam, contact, van, tot)
SELECT m.id, p.rol, o.id, p.naam, '', p.van, p.tot
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_recordset(m.doc -> 'partners') p (
    rol text, naam text, organisatie boolean, van date, tot date)
LEFT JOIN organisaties_organisatie o ON p.organisatie AND o.naam = p.naam
WHERE m.soort = 'plot' ORDER BY m.id, p.van;
INSERT INTO programmering_commitment (partner_id, niveau, datum, toelichting)
SELECT t.id, c.niveau, c.datum, ''
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_recordset(m.doc -> 'partners') p (rol text, naam text, van date, tot date, commitments jsonb)
CROSS JOIN LATERAL jsonb_to_recordset(p.commitments) c (niveau text, datum date)
JOIN programmering_plotpartner t ON t.plot_id = m.id AND t.rol = p.rol AND t.naam = p.naam AND t.van = p.van
                                AND t.tot IS NOT DISTINCT FROM p.tot
WHERE m.soort = 'plot';

INSERT INTO programmering_bod (
    id, organisatie_id, partij, partij_soort, gemeente_id, woondealregio_id, plot_id, bouwvorm, status, datum,
    status_datum, document, link, vertrouwelijkheid, toelichting, bron, rekenvoorbeeld, versie, aangemaakt, gewijzigd)
SELECT m.id, o.id, d.partij, d.partij_soort, d.gemeente_id, d.woondealregio, p.id, d.bouwvorm, d.status, d.datum,
       d.status_datum, d.document, '', d.vertrouwelijkheid, d.toelichting, 'rekenvoorbeeld', true, 1, m.moment,
       m.moment
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_record(m.doc) d (
    gemeente_id bigint, woondealregio text, partij text, partij_soort text, organisatie boolean, plot text,
    bouwvorm text, status text, datum date, status_datum date, document text, vertrouwelijkheid text,
    toelichting text)
LEFT JOIN organisaties_organisatie o ON d.organisatie AND o.naam = d.partij
LEFT JOIN programmering_plot p ON p.gemeente_id = m.gemeente_id AND p.naam = d.plot AND p.rekenvoorbeeld
WHERE m.soort = 'bod' ORDER BY m.id;
INSERT INTO programmering_bodregel (bod_id, woningtype, jaar, aantal)
SELECT m.id, r.woningtype, r.jaar, r.aantal
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_recordset(m.doc -> 'regels') r (woningtype text, jaar smallint, aantal integer)
WHERE m.soort = 'bod';

INSERT INTO programmering_aanpassing (
    id, gemeente_id, naam, soort, van_type, naar_type, jaar, bewijs, link, eigenaar_soort, eigenaar_naam, breidt_uit,
    toelichting, rekenvoorbeeld, versie, aangemaakt, gewijzigd)
SELECT m.id, m.gemeente_id, d.naam, d.soort, d.van_type, d.naar_type, d.jaar, d.bewijs, '', d.eigenaar_soort,
       d.eigenaar_naam, '', d.toelichting, true, 1, m.moment, m.moment
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_record(m.doc) d (
    naam text, soort text, van_type text, naar_type text, jaar smallint, bewijs text, eigenaar_soort text,
    eigenaar_naam text, toelichting text)
WHERE m.soort = 'aanpassing' ORDER BY m.id;
INSERT INTO programmering_aangepastewoning (aanpassing_id, bag_id, geldig)
SELECT m.id, b.bag_id, true
FROM demo_te_maken m CROSS JOIN LATERAL jsonb_array_elements_text(m.doc -> 'bag') b (bag_id)
WHERE m.soort = 'aanpassing';

INSERT INTO programmering_kans (
    id, gemeente_id, naam, soort, geometrie, eigenaar_soort, woningen, naar_type, reden, status, vertrouwelijkheid,
    rekenvoorbeeld, versie, aangemaakt, gewijzigd)
SELECT m.id, m.gemeente_id, d.naam, d.soort, m.geometrie, d.eigenaar_soort, d.woningen, d.naar_type, d.reden,
       d.status, d.vertrouwelijkheid, true, 1, m.moment, m.moment
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_record(m.doc) d (
    naam text, soort text, eigenaar_soort text, woningen integer, naar_type text, reden text, status text,
    vertrouwelijkheid text)
WHERE m.soort = 'kans' ORDER BY m.id;

INSERT INTO programmering_voorstel (
    id, soort, plot_id, organisatie_id, door_id, door_naam, rol, bericht, status, reden, besloten_door, aangemaakt)
SELECT m.id, d.soort, p.id, o.id, u.id, u.naam, d.rol, d.bericht, 'open', '', '',
       (d.datum + time '10:00') AT TIME ZONE 'Europe/Amsterdam'
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_record(m.doc) d (
    soort text, plot text, organisatie text, door text, rol text, bericht text, datum date)
JOIN programmering_plot p ON p.gemeente_id = m.gemeente_id AND p.naam = d.plot AND p.rekenvoorbeeld
JOIN organisaties_organisatie o ON o.naam = d.organisatie
JOIN organisaties_gebruiker u ON u.email = d.door
WHERE m.soort = 'voorstel' ORDER BY m.id
-- The same organisation may have asked for this role itself.
ON CONFLICT DO NOTHING;
INSERT INTO programmering_voorstelregel (voorstel_id, veld, oud, nieuw, reden)
SELECT m.id, r.veld, r.oud, r.nieuw, ''
FROM demo_te_maken m
CROSS JOIN LATERAL jsonb_to_recordset(m.doc -> 'regels') r (veld text, oud text, nieuw text)
JOIN programmering_voorstel v ON v.id = m.id
WHERE m.soort = 'voorstel';
DROP VIEW demo_te_maken
