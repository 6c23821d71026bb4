-- Not the ORM: a temporary table, filled by COPY.
-- Plots, boden, aanpassingen, kansen and voorstellen of the demo as they should be, each one document.
DROP TABLE IF EXISTS demo_stuk, demo_stuk_anders;
CREATE TEMPORARY TABLE demo_stuk (
    nummer integer PRIMARY KEY, soort varchar, gemeente_id bigint, doc jsonb, plancode varchar,
    breedte float, hoogte float, hoek float, punt_x float, punt_y float, geometrie geometry(MultiPolygon, 28992)
) ON COMMIT DROP
