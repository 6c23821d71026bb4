-- Not the ORM: temporary tables, filled by COPY.
-- The rows of the demo as they should be, gone at the end of the transaction.
DROP TABLE IF EXISTS demo_plan, demo_regel, demo_anders;
CREATE TEMPORARY TABLE demo_plan (
    gemeente_id bigint, plancode varchar, plannaam varchar, vertrouwelijkheid varchar, opdrachtgever_soort varchar,
    opdrachtgever_naam varchar, plantype varchar, status_project varchar, status_planologisch varchar,
    knelpunten varchar[], woonmilieu varchar, studentenwoningen boolean, sleutelproject boolean,
    instellingsterrein boolean, realisatiekans smallint, breidt_uit varchar, breidt_uit_reden varchar,
    toelichting text, invoerstatus varchar, peildatum date,
    breedte float, hoogte float, hoek float, geometrie geometry(MultiPolygon, 28992)
) ON COMMIT DROP;
CREATE TEMPORARY TABLE demo_regel (
    gemeente_id bigint, plancode varchar, groep varchar, categorie varchar, gepland integer, gerealiseerd integer,
    rest_per_jaar jsonb, gerealiseerd_per_jaar jsonb, waarvan_corporatie integer
) ON COMMIT DROP
