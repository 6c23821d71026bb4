-- Not the ORM: upsert that leaves a row alone when its geometry moved less than 5 cm.
-- Params: bron, jaar (may be null), codes text[] that may be written, nu timestamptz. Reads nieuwe_grens.
INSERT INTO gebieden_grens AS oud (soort, code, bron, jaar, geometrie, gewijzigd)
SELECT 'gemeente', code, %(bron)s, %(jaar)s::smallint, geometrie, %(nu)s
FROM nieuwe_grens
WHERE code = ANY (%(codes)s::text[])
ON CONFLICT (soort, code) DO UPDATE
SET bron = excluded.bron,
    jaar = excluded.jaar,
    geometrie = excluded.geometrie,
    -- Old shapes belong to the old boundary.
    vorm_laag = NULL,
    vorm_midden = NULL,
    vorm_hoog = NULL,
    gewijzigd = excluded.gewijzigd
WHERE (oud.bron, oud.jaar) IS DISTINCT FROM (excluded.bron, excluded.jaar)
    -- Same bytes is the common case and needs no measuring.
    OR (
        oud.geometrie::bytea <> excluded.geometrie::bytea
        AND ST_HausdorffDistance(oud.geometrie, excluded.geometrie) > 0.05
    )
